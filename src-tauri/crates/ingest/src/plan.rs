//! What a check decides and a sending carries out: small, and enough to build every part again from the source.

use crate::compile::Compiled;
use crate::format::Format;
use crate::related::Additions;
use crate::report::PartInfo;
use crate::source::SourceFile;
use crate::verdict::Verdicts;
use std::sync::Arc;
use xdm::Value;

/// Records larger than this are dropped by Profile without a word (experience-platform §6.3).
pub(crate) const RECORD_LIMIT: usize = 100_000;
/// A part closes before its records would exceed this as JSON Lines. Parquet is several times smaller; both stay
/// below the 32 MiB of decision 1 with room for one record.
pub(crate) const PART_WEIGHT: u64 = 24 << 20;
/// A piece of a landed file closes before this, also as JSON Lines: it is a third of that as CSV, and nothing is gained by
/// holding more of it.
pub(crate) const PIECE_WEIGHT: u64 = 4 << 20;

/// A range of the source whose shoppers go out in one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlannedPart {
    /// From 1, without gaps.
    pub number: u32,
    /// Byte range in the decoded text of the source.
    pub start: u64,
    /// End of the range.
    pub end: u64,
    /// First row, from 0.
    pub first_row: u64,
    /// One past the last row.
    pub end_row: u64,
    /// Shoppers that it holds.
    pub shoppers: u64,
    /// XXH3 of the byte range, 128 bits in lower-case hex: tells whether the file is still what was checked.
    pub source_hash: String,
}

/// The form of the parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartFormat {
    /// Columns; the default, and the form that Adobe's upsert guide speaks of.
    #[default]
    Parquet,
    /// One JSON record a line.
    Jsonl,
}

impl PartFormat {
    /// The ending of file names.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Jsonl => "jsonl",
        }
    }

    /// The name of a part.
    pub fn part_name(self, number: u32) -> String {
        format!("part-{number:05}.{}", self.extension())
    }
}

/// The telephone number of each row, as the check read it: reading one by its country's rules takes longer than all
/// else about a row, keeping it eight bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phones(Vec<u64>);

impl Phones {
    /// The digits of a number in international form, 0 for anything else.
    pub(crate) fn digits(value: Option<&Value<'_>>) -> u64 {
        let Some(Value::Text(text)) = value else { return 0 };
        let digits = text
            .strip_prefix('+')
            .filter(|digits| digits.len() <= 15 && !digits.starts_with('0'));
        let whole = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        whole.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    pub(crate) fn push(&mut self, digits: u64) {
        self.0.push(digits);
    }

    /// The digits of a row, from 0, where they were kept.
    pub(crate) fn get(&self, row: u64) -> Option<u64> {
        self.0.get(row as usize).copied().filter(|digits| *digits != 0)
    }
}

/// The outcome of a check, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) source: SourceFile,
    pub(crate) source_sha256: String,
    pub(crate) format: Format,
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) verdicts: Arc<Verdicts>,
    pub(crate) additions: Arc<Additions>,
    pub(crate) phones: Arc<Phones>,
    pub(crate) parts: Vec<PlannedPart>,
    /// Rows of shoppers to look up afterwards, from 0.
    pub(crate) samples: Vec<u64>,
}

impl Plan {
    /// Shoppers that go out.
    pub(crate) fn shoppers(&self) -> u64 {
        self.parts.iter().map(|p| p.shoppers).sum()
    }

    /// SHA-256 of the source file, lower-case hex.
    pub(crate) fn source_sha256(&self) -> &str {
        &self.source_sha256
    }
}

/// A part that was built.
#[derive(Clone, Debug)]
pub(crate) struct BuiltPart {
    /// Its number, from 1.
    pub number: u32,
    /// Name, shoppers, size and hash.
    pub info: PartInfo,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_was_kept_is_the_number_that_was_read() {
        let digits = |text: &'static str| Phones::digits(Some(&Value::Text(text.into())));
        assert_eq!(format!("+{}", digits("+31612345678")), "+31612345678");
        for other in [
            "",
            "+",
            "31612345678",
            "+0612345678",
            "+31 6",
            "+1234567890123456",
            "++3161",
            "+é",
        ] {
            assert_eq!(digits(other), 0, "{other}");
        }
        assert_eq!(Phones::digits(None), 0);
        let mut phones = Phones::default();
        phones.push(0);
        phones.push(7);
        assert_eq!((phones.get(0), phones.get(1), phones.get(2)), (None, Some(7), None));
    }
}
