//! A proposal for columns that have no field: names that the platform takes, and types that the cells prove. Numbers
//! of states and banks are not among them.

use super::view::{FieldProposal, FieldType, ProposedField};
use crate::desk::Desk;
use crate::inspect::FileFacts;
use std::collections::BTreeSet;
use tabular::ColumnProfile;
use unicode_normalization::UnicodeNormalization;
use xdm::MappingSet;

/// Longer names are cut; the platform's own are shorter.
const LONGEST: usize = 60;
/// What a title may be in length.
const LONGEST_TITLE: usize = 100;

impl Desk {
    /// Proposes a field for each column that the mapping sends nowhere and that has something in it.
    pub fn propose_fields(&self, facts: &FileFacts, mapping: &MappingSet) -> FieldProposal {
        let used: BTreeSet<&str> = mapping.columns().collect();
        let mut taken: BTreeSet<String> = self.tenant_fields().map(|f| f.name.to_lowercase()).collect();
        let open = facts
            .profiles()
            .filter(|(name, profile)| !used.contains(name) && profile.filled > 0 && !is_personal(name, profile));
        let fields = open.map(|(column, profile)| ProposedField {
            column: column.to_owned(),
            name: unique(&name_of(column), &mut taken),
            title: column.trim().chars().take(LONGEST_TITLE).collect(),
            kind: kind_of(profile),
        });
        FieldProposal {
            version: 1,
            title: "Customer fields from Profile Courier".to_owned(),
            fields: fields.collect(),
        }
    }

    /// The organisation's own fields in the schema.
    pub(super) fn tenant_fields(&self) -> impl Iterator<Item = &xdm::Field> {
        let schema = self.schema();
        let root = schema
            .tenant
            .as_ref()
            .and_then(|own| schema.root.child(&format!("_{own}")));
        root.into_iter().flat_map(|root| &root.children)
    }
}

/// A state or a bank gave these numbers out: whoever wants to send them says so.
fn is_personal(column: &str, profile: &ColumnProfile) -> bool {
    xdm::never_proposed(column) || profile.share(profile.personal) > 0.5
}

/// `Shoe size (EU)` becomes `shoeSizeEu`.
fn name_of(column: &str) -> String {
    let plain: String = column.nfd().filter(char::is_ascii).collect();
    let words = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let shouted = word.len() > 1 && word.bytes().all(|b| !b.is_ascii_lowercase());
        let word = if shouted {
            word.to_ascii_lowercase()
        } else {
            word.to_owned()
        };
        let (first, rest) = word.split_at(1);
        let first = if name.is_empty() {
            first.to_ascii_lowercase()
        } else {
            first.to_ascii_uppercase()
        };
        name.push_str(&first);
        name.push_str(rest);
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, "field");
    }
    name.truncate(LONGEST);
    name
}

fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{name}{number}");
        number += 1;
    }
    candidate
}

/// What every cell that says something proves; text where they do not agree. Digits alone are never yes or no, and
/// numbers that begin with a zero are no numbers.
fn kind_of(profile: &ColumnProfile) -> FieldType {
    let said = profile.filled - profile.missing.min(profile.filled);
    let all = |count: u64| said > 0 && count == said;
    let is_number = profile.leading_zeros == 0 && profile.undecodable == 0;
    if all(profile.dates.dates()) {
        if profile.date_times > 0 {
            FieldType::DateTime
        } else {
            FieldType::Date
        }
    } else if all(profile.booleans) && profile.integers == 0 {
        FieldType::Boolean
    } else if is_number && all(profile.integers) {
        FieldType::Integer
    } else if is_number && all(profile.integers + profile.decimals) {
        FieldType::Number
    } else {
        FieldType::String
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ones_that_the_platform_takes_and_each_is_there_once() {
        let mut taken = BTreeSet::from(["crmid".to_owned()]);
        for (column, wanted) in [
            ("Shoe size (EU)", "shoeSizeEu"),
            ("shoe_size_EU", "shoeSizeEu2"),
            ("CRM ID", "crmId2"),
            ("geboorteplaats", "geboorteplaats"),
            ("Ville préférée", "villePreferee"),
            ("2e adres", "field2eAdres"),
            ("好", "field"),
            ("_website", "website"),
            ("isVip", "isVip"),
        ] {
            assert_eq!(unique(&name_of(column), &mut taken), wanted);
        }
    }

    #[test]
    fn a_type_is_what_every_cell_proves() {
        let kind = |cells: &[&str]| {
            let mut profile = ColumnProfile::of_column("x");
            for cell in cells {
                profile.observe(Some(cell));
            }
            kind_of(&profile)
        };
        assert_eq!(kind(&["12", "", "7", "n/a"]), FieldType::Integer);
        assert_eq!(kind(&["12", "007"]), FieldType::String, "a number keeps its zeros");
        assert_eq!(kind(&["12", "7,5"]), FieldType::Number);
        assert_eq!(kind(&["1991-03-05", "2000-01-01"]), FieldType::Date);
        assert_eq!(kind(&["2024-02-11 20:14:07"]), FieldType::DateTime);
        assert_eq!(kind(&["ja", "nee"]), FieldType::Boolean);
        assert_eq!(kind(&["0", "1"]), FieldType::Integer, "it may be a group");
        assert_eq!(kind(&["ja", "misschien"]), FieldType::String);
        assert_eq!(kind(&["n/a"]), FieldType::String);
    }
}
