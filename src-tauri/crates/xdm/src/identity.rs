//! Who a record is about, by the dataset's schema.

use crate::text::{self, Rounded};
use crate::{FieldPath, FindingCode};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    /// One field is the primary identity by descriptor.
    Field {
        /// The field that holds it.
        path: FieldPath,
        /// Its namespace.
        namespace: Namespace,
    },
}

/// A cell as the value of an identity other than an e-mail address: composed letters, never another case, without what
/// a spreadsheet put around it. `None` for nothing; digits that a spreadsheet rounded away are no identity.
pub fn identity_text(cell: &str) -> Result<Option<Cow<'_, str>>, FindingCode> {
    let mut cell = text::trimmed(cell);
    if let Some(inner) = text::unguarded(cell) {
        cell = text::trimmed(inner);
    }
    if cell.is_empty() {
        return Ok(None);
    }
    match text::rounded(cell) {
        Rounded::No => Ok(Some(text::composed(Cow::Borrowed(cell)))),
        Rounded::Whole(number) => Ok(Some(Cow::Owned(number))),
        Rounded::Lost => Err(FindingCode::SpreadsheetDamage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
