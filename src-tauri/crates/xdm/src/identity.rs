//! Who a record is about, by the dataset's schema.

use crate::text::{self, Rounded};
use crate::vocabulary::{fold, nobody_words, says_nothing};
use crate::{FieldPath, FindingCode};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::LazyLock;

/// An identity namespace code, compared exactly as the platform spells it (`Email`, `CustomerId`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Namespace(pub String);

impl Namespace {
    /// The standard e-mail namespace.
    pub const EMAIL: &'static str = "Email";

    /// The standard e-mail namespace.
    pub fn email() -> Self {
        Self(Self::EMAIL.to_owned())
    }
}

/// How the schema of a dataset takes identities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityRule {
    /// The record carries an `identityMap` with exactly one primary identity.
    Map,
    /// One field is the primary identity by descriptor: a record without it has none, and carries no map.
    Field {
        /// The field that holds it.
        path: FieldPath,
        /// Its namespace.
        namespace: Namespace,
        /// Fields that are further identities by descriptor, with their namespaces.
        others: Vec<(FieldPath, Namespace)>,
    },
}

impl IdentityRule {
    /// The namespace of a field that is an identity by descriptor.
    pub fn of_field(&self, path: &FieldPath) -> Option<&Namespace> {
        let Self::Field {
            path: own,
            namespace,
            others,
        } = self
        else {
            return None;
        };
        std::iter::once((own, namespace))
            .chain(others.iter().map(|(path, namespace)| (path, namespace)))
            .find_map(|(known, namespace)| (known == path).then_some(namespace))
    }
}

/// A cell as the value of an identity other than an e-mail address: composed letters, never another case, without what
/// a spreadsheet put around it. `None` for nothing. What stands for nobody is no identity, nor are digits that a
/// spreadsheet rounded away.
pub fn identity_text(cell: &str) -> Result<Option<Cow<'_, str>>, FindingCode> {
    let mut cell = text::trimmed(cell);
    if let Some(inner) = text::unguarded(cell) {
        cell = text::trimmed(inner);
    }
    if cell.is_empty() {
        return Ok(None);
    }
    if is_nobody(cell) {
        return Err(FindingCode::IdentityPlaceholder);
    }
    match text::rounded(cell) {
        Rounded::No => Ok(Some(text::composed(Cow::Borrowed(cell)))),
        Rounded::Whole(number) => Ok(Some(Cow::Owned(number))),
        Rounded::Lost => Err(FindingCode::SpreadsheetDamage),
    }
}

static NOBODY: LazyLock<hashbrown::HashSet<&'static str>> = LazyLock::new(|| nobody_words().collect());

/// Whether the value of an identity stands for nobody: empty, zeros, -1, words for nothing, guests, the GUID of zeros
/// or of ones. Sent as an identity, all who have it would become one person for good.
pub fn is_nobody(id: &str) -> bool {
    let id = text::trimmed(id);
    // Nearly every number is told apart here: digits with another one than zero among them.
    if id.len() > 1 && id.bytes().all(|b| b.is_ascii_digit()) && id.bytes().any(|b| b != b'0') {
        return false;
    }
    id.is_empty()
        || is_zero(id)
        || is_nines(id)
        || is_fault(id)
        || says_none(id)
        || is_empty_guid(id)
        || says_nothing(id)
        || NOBODY.contains(&*fold(id))
}

/// 0, 000, -0, 0.0, 0,00, and -1 with or without decimals.
fn is_zero(id: &str) -> bool {
    let (negative, digits) = match id.strip_prefix(['-', '−']) {
        Some(digits) => (true, digits.trim_start()),
        None => (false, id.strip_prefix('+').unwrap_or(id)),
    };
    let whole = digits.split_once(['.', ',']).map_or(digits, |(whole, decimals)| {
        if decimals.bytes().all(|b| b == b'0') {
            whole
        } else {
            digits
        }
    });
    !whole.is_empty() && (whole.bytes().all(|b| b == b'0') || (negative && whole.trim_start_matches('0') == "1"))
}

/// -9, -99, -999: what statisticians write for nothing.
fn is_nines(id: &str) -> bool {
    let digits = id.strip_prefix(['-', '−']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b == b'9')
}

/// What a spreadsheet shows where a formula failed: #REF!, #N/A, #NAME?, #WAARDE!
fn is_fault(id: &str) -> bool {
    let word = id.strip_prefix('#').unwrap_or_default();
    word == "N/A" || word == "N/B" || word == "NV" || (word.len() > 2 && word.ends_with(['!', '?']))
}

/// Some words that begin by saying that there is none: *geen klantnr*, *keine Nummer*.
fn says_none(id: &str) -> bool {
    if id.bytes().any(|b| b.is_ascii_digit()) || !id.contains(' ') {
        return false;
    }
    let folded = fold(id);
    let first = folded.split(' ').next().unwrap_or_default();
    NONE.contains(&first)
}

const NONE: &[&str] = &[
    "no", "none", "not", "without", "geen", "zonder", "niet", "kein", "keine", "ohne", "nicht", "pas", "sans", "aucun",
    "aucune", "sin", "ningun", "ninguno", "nessun", "nessuno", "senza", "non",
];

/// 32 zeros or 32 `f`, with or without dashes and braces.
fn is_empty_guid(id: &str) -> bool {
    let digits = || id.bytes().filter(|b| !matches!(b, b'-' | b'{' | b'}' | b'(' | b')'));
    digits().count() == 32 && (digits().all(|b| b == b'0') || digits().all(|b| b.eq_ignore_ascii_case(&b'f')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_nobody_is_no_identity() {
        for nobody in [
            "",
            " ",
            "0",
            "000",
            "-0",
            "0.0",
            "0,00",
            "-1",
            "-1.0",
            "−1",
            "00000000",
            "NULL",
            "null",
            "n/a",
            "None",
            "guest",
            "Guest",
            "GUEST",
            "Gast",
            "invité",
            "Anoniem",
            "anonymous",
            "ANONYM",
            "unbekannt",
            "onbekend",
            "unknown",
            "invalid",
            "ungültig",
            "test",
            "undefined",
            "-",
            "---",
            "nan",
            "00000000-0000-0000-0000-000000000000",
            "{00000000-0000-0000-0000-000000000000}",
            "00000000000000000000000000000000",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
            "Not logged in",
            "not_logged_in",
            "[object Object]",
            "Anónimo",
            "-99",
            "-9999",
            "#REF!",
            "#N/A",
            "#WAARDE!",
            "geen klantnr",
            "Keine Nummer",
            "nieuw",
            "webshop",
            "ospite",
            "\u{200b}0",
        ] {
            assert!(is_nobody(nobody), "{nobody}");
            let read = identity_text(nobody).map(|id| id.map(Cow::into_owned));
            assert!(
                matches!(read, Ok(None) | Err(FindingCode::IdentityPlaceholder)),
                "{nobody}: {read:?}"
            );
        }
        for somebody in [
            "1",
            "10",
            "-12",
            "0001",
            "0.5",
            "00123",
            "G-001",
            "test-4711",
            "guest-17",
            "K-00000",
            "5f9c1b1e-8a0b-4c1d-9e2f-0a1b2c3d4e5f",
            "00000000-0000-0000-0000-000000000001",
            "Noor",
            "10.0",
            "1001",
            "A",
            "fff",
        ] {
            assert!(!is_nobody(somebody), "{somebody}");
        }
    }

    #[test]
    fn ids_keep_their_case_and_lose_what_spreadsheets_added() {
        let id = |cell| identity_text(cell).map(|id| id.map(Cow::into_owned));
        assert_eq!(id(" AbC "), Ok(Some("AbC".to_owned())));
        assert_eq!(id("=\"00123\""), Ok(Some("00123".to_owned())));
        assert_eq!(id("e\u{301}1"), Ok(Some("\u{e9}1".to_owned())));
        assert_eq!(id("1.23E+12"), Err(FindingCode::SpreadsheetDamage));
        assert_eq!(id("1E5"), Ok(Some("1E5".to_owned())));
        assert_eq!(id("  "), Ok(None));
    }
}
