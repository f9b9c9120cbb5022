//! The fingerprint of a shopper's record: of everything that would be sent about them, and of nothing else.

use super::PrintKey;
use crate::compile::Compiled;
use crate::convert::{Record, primary};
use crate::verdict::Verdict;
use std::borrow::Cow;
use store::Fingerprint;
use xdm::Value;

/// Turns a record's hash into that of the same record without its e-mail address.
const BY_NUMBER: u64 = 0x9e37_79b9_7f4a_7c15;
/// The same, without its numbers.
const BY_EMAIL: u64 = 0xbf58_476d_1ce4_e5b9;
/// Places that no leaf has.
const IDENTITY: u32 = u32::MAX;
const SHOPPER: u32 = u32::MAX - 1;

/// What a record is hashed in, so that a million of them do not each ask for memory.
#[derive(Default)]
pub(crate) struct Scratch(Vec<u8>);

impl PrintKey {
    /// Of a record as its row alone makes it.
    pub(crate) fn print(self, compiled: &Compiled, record: &Record<'_>, scratch: &mut Scratch) -> Fingerprint {
        Fingerprint {
            shopper: self.shopper(compiled, record, scratch),
            record: self.record(compiled, &record.values, &record.ids, scratch),
        }
    }

    /// Who it is about: the primary identity, by its namespace's name.
    pub(crate) fn shopper(self, compiled: &Compiled, record: &Record<'_>, scratch: &mut Scratch) -> u64 {
        let (namespace, id) = primary(compiled, record);
        self.identity(&compiled.identities[namespace].0, id, scratch)
    }

    /// An identity, by its namespace's name.
    pub(crate) fn identity(self, namespace: &str, id: &str, scratch: &mut Scratch) -> u64 {
        let bytes = &mut scratch.0;
        bytes.clear();
        text(bytes, SHOPPER, namespace);
        text(bytes, SHOPPER, id);
        // 0 is for rows without one.
        self.hash(bytes).max(1)
    }

    /// Whose e-mail address it is, whatever comes first in its record.
    pub(crate) fn email(self, compiled: &Compiled, record: &Record<'_>, scratch: &mut Scratch) -> u64 {
        let address = record.ids[compiled.email].as_deref().unwrap_or_default();
        self.identity(xdm::Namespace::EMAIL, address, scratch)
    }

    /// What is sent: values in the order of the record's leaves, and the identities that it carries.
    pub(crate) fn record(
        self,
        compiled: &Compiled,
        values: &[Option<Value<'_>>],
        ids: &[Option<Cow<'_, str>>],
        scratch: &mut Scratch,
    ) -> u64 {
        let bytes = &mut scratch.0;
        bytes.clear();
        for (leaf, value) in values.iter().enumerate() {
            let (Some(value), leaf) = (value, leaf as u32) else {
                continue;
            };
            match value {
                Value::Text(own) => text(bytes, leaf, own),
                Value::Double(number) => typed(bytes, leaf, 1, number.to_bits()),
                Value::Integer(number) => typed(bytes, leaf, 2, *number as u64),
                Value::Boolean(yes) => typed(bytes, leaf, 3, u64::from(*yes)),
                Value::Date(days) => typed(bytes, leaf, 4, i64::from(*days) as u64),
                Value::DateTime(millis) => typed(bytes, leaf, 5, *millis as u64),
            }
        }
        for (namespace, id) in compiled.shape.identity_map.iter().zip(ids) {
            if let Some(id) = id {
                text(bytes, IDENTITY, namespace);
                text(bytes, IDENTITY, id);
            }
        }
        self.hash(bytes)
    }
}

/// Of the same record as it is sent: with one of its identities alone, where the verdict says so.
pub(super) const fn as_sent(record: u64, verdict: Verdict) -> u64 {
    match verdict {
        Verdict::SendByNumber => record ^ BY_NUMBER,
        Verdict::SendByEmail => record ^ BY_EMAIL,
        _ => record,
    }
}

/// Place and length first, so that no two records are the same bytes; lengths are above every type's own number.
fn text(bytes: &mut Vec<u8>, place: u32, text: &str) {
    bytes.extend_from_slice(&head(place, text.len() as u32 + 16));
    bytes.extend_from_slice(text.as_bytes());
}

fn typed(bytes: &mut Vec<u8>, place: u32, kind: u32, number: u64) {
    bytes.extend_from_slice(&head(place, kind));
    bytes.extend_from_slice(&number.to_le_bytes());
}

fn head(place: u32, kind: u32) -> [u8; 8] {
    (u64::from(place) << 32 | u64::from(kind)).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::inspect::FileFacts;
    use crate::source::SourceFile;
    use std::collections::HashSet;

    #[test]
    fn every_difference_in_what_is_sent_makes_another_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "email,firstname,lastname,dob\na@x.example,A,B,1990-01-02\n").unwrap();
        let (desk, source) = (Desk::offline().unwrap(), SourceFile::at(&path).unwrap());
        let facts = FileFacts::read(&source).unwrap();
        let compiled = desk.compile(&facts, &desk.suggested_mapping(&facts)).unwrap();
        let key = PrintKey::parse(&"7".repeat(32)).unwrap();
        let text = |text: &'static str| Some(Value::Text(text.into()));
        let records: Vec<Vec<Option<Value<'static>>>> = vec![
            vec![],
            vec![text("")],
            vec![None, text("")],
            vec![text("A"), text("B")],
            vec![text("AB"), None],
            vec![text("AB")],
            vec![None, text("AB")],
            vec![text("A"), None, text("B")],
            vec![text("1")],
            vec![Some(Value::Integer(1))],
            vec![Some(Value::Double(1.0))],
            vec![Some(Value::Boolean(true))],
            vec![Some(Value::Date(1))],
            vec![Some(Value::DateTime(1))],
            vec![Some(Value::Date(-1))],
        ];
        let mut scratch = Scratch::default();
        let ids = [Some(Cow::Borrowed("a@x.example"))];
        let mut hashes: Vec<u64> = records
            .iter()
            .map(|values| key.record(&compiled, values, &ids, &mut scratch))
            .collect();
        // `AB` and nothing after it is one record.
        assert_eq!(hashes.remove(4), hashes[4]);
        hashes.push(as_sent(hashes[0], Verdict::SendByNumber));
        hashes.push(as_sent(hashes[0], Verdict::SendByEmail));
        hashes.push(key.record(
            &compiled,
            &records[0],
            &[Some(Cow::Borrowed("b@x.example"))],
            &mut scratch,
        ));
        hashes.push(key.record(&compiled, &records[0], &[None], &mut scratch));
        let other = PrintKey::parse(&"8".repeat(32)).unwrap();
        hashes.push(other.record(&compiled, &records[0], &ids, &mut scratch));
        assert_eq!(hashes.iter().collect::<HashSet<_>>().len(), hashes.len(), "{hashes:?}");
    }
}
