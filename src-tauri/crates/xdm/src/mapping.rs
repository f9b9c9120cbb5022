//! The mapping set: which column goes to which field, by which recipe. Data only, so it can be exported,
//! reviewed and imported; it never holds hosts, secrets, file paths or shoppers' data (contract §6).

use crate::{FieldPath, FindingCode, Op, Recipe};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The version that this engine writes and reads.
const VERSION: u32 = 1;
/// More fields than this in one mapping set are refused (reliability §4.3).
const MAX_FIELDS: usize = 2_000;

/// A mapping set, as stored in files and history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct MappingSet {
    /// The contract's version, 1.
    pub version: u32,
    /// The merchant's name for it.
    #[serde(default)]
    pub name: String,
    /// What is sent.
    pub fields: Vec<MappedField>,
    /// Who a record is about.
    pub identity: MappingIdentity,
    /// What happens with doubtful rows and values.
    #[serde(default)]
    pub policy: Policy,
    /// Columns that were looked at and are not sent.
    #[serde(default)]
    pub ignored: Vec<String>,
    /// Columns about consent that somebody decided not to send: nobody is asked about them again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub left_out: Vec<String>,
    /// A file with the same columns was a list of people who left, by somebody's word: whether this one is too has to be
    /// asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub ask_leavers: bool,
    /// How such files are read, as far as somebody decided it.
    #[serde(default, skip_serializing_if = "Reading::is_open")]
    #[ts(optional, as = "Option<Reading>")]
    pub reading: Reading,
}

/// How a file is read, as far as somebody decided it; the file itself shows the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct Reading {
    /// WHATWG label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub encoding: Option<String>,
    /// One ASCII character.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub delimiter: Option<char>,
    /// The header's line, 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub header: Option<u64>,
}

impl Reading {
    /// Nothing was decided.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// One field and where its value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct MappedField {
    /// The column by its name in the header; absent for a constant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<String>,
    /// A constant instead of a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<String>,
    /// The XDM field; `tenant.` stands for the organisation's own root.
    #[ts(type = "string")]
    pub field: FieldPath,
    /// What happens to the cell on its way.
    #[serde(default)]
    pub recipe: Recipe,
    /// A row without it is left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub required: bool,
    /// A column that must say yes (1, true, yes) for the row's cell to count. With several rows per shopper the
    /// value comes from the first row where it does: a Commerce customer's default billing address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub when: Option<String>,
}

/// Where a mapped value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldSource<'a> {
    /// The column of this name.
    Column(&'a str),
    /// The same text for every shopper.
    Constant(&'a str),
}

impl MappedField {
    /// The source of the value.
    pub fn source(&self) -> FieldSource<'_> {
        match (&self.column, &self.value) {
            (Some(column), _) => FieldSource::Column(column),
            (None, value) => FieldSource::Constant(value.as_deref().unwrap_or_default()),
        }
    }
}

/// The identities of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct MappingIdentity {
    /// The identity that a profile fragment is stored under.
    pub primary: IdentitySource,
    /// Further identities of the same shopper.
    #[serde(default)]
    pub others: Vec<OtherIdentity>,
}

/// A primary identity: a namespace and the field or column with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct IdentitySource {
    /// The namespace's code.
    pub namespace: String,
    /// The field whose value it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub field: Option<FieldPath>,
    /// Or the column, as it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<String>,
}

/// A further identity has the same form.
pub type OtherIdentity = IdentitySource;

/// What happens with doubtful rows and values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct Policy {
    /// An unreadable value.
    pub on_bad_value: BadValue,
    /// Several rows about one shopper.
    pub duplicates: Duplicates,
    /// An empty cell.
    pub blank: BlankCell,
    /// One e-mail address on several customer numbers.
    pub shared_email: SharedEmail,
    /// Groups of addresses that are left out.
    pub leave_out: Vec<AddressGroup>,
    /// The column that somebody named as the one with the customers' own e-mail addresses: nobody is asked again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub email_column: Option<String>,
    /// Values that cannot be read and leave out their rows, whatever `on_bad_value` says of all others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<FoundIn>>")]
    pub leave_out_rows: Vec<FoundIn>,
    /// Doubtful values that are taken for nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<FoundIn>>")]
    pub leave_out_values: Vec<FoundIn>,
}

/// One kind of finding in one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct FoundIn {
    /// The column by its name in the header.
    pub column: String,
    /// What was found in it.
    pub code: FindingCode,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            on_bad_value: BadValue::default(),
            duplicates: Duplicates::default(),
            blank: BlankCell::default(),
            shared_email: SharedEmail::default(),
            leave_out: vec![AddressGroup::Anonymised],
            email_column: None,
            leave_out_rows: Vec::new(),
            leave_out_values: Vec::new(),
        }
    }
}

/// What to do with one e-mail address on several customer numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SharedEmail {
    /// Leave out their rows until somebody decides.
    #[default]
    Hold,
    /// Send them by their customer number alone; the address stays a field.
    NumberOnly,
    /// Send both identities: the platform makes them one person.
    Send,
}

/// A group of e-mail addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AddressGroup {
    /// Of a desk: info@.
    Role,
    /// Of nobody: test@example.com.
    Placeholder,
    /// Of customers who were made anonymous.
    Anonymised,
}

impl AddressGroup {
    /// The kind of its addresses.
    pub fn kind(self) -> crate::AddressKind {
        match self {
            Self::Role => crate::AddressKind::Role,
            Self::Placeholder => crate::AddressKind::Placeholder,
            Self::Anonymised => crate::AddressKind::Anonymised,
        }
    }
}

/// What to do with a value that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BadValue {
    /// Leave out the value, count it, send its shopper.
    #[default]
    Drop,
    /// Leave out the row.
    Reject,
}

/// Which of several rows about one shopper is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct Duplicates {
    /// Which row wins.
    pub keep: Keep,
    /// A date column that decides; null: the order of the rows.
    pub by: Option<String>,
    /// What the sent row leaves blank is taken from the newest of the others that has it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub fill_blanks: bool,
}

/// Which row wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Keep {
    /// The newest, else the last in the file.
    #[default]
    Last,
}

/// What an empty cell means. *Clear the value* is not offered: a null is an absent value to the platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BlankCell {
    /// Nothing is sent for it.
    #[default]
    Omit,
}

/// A mapping set that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not the JSON of a mapping set; the text names the unknown key or the place.
    #[error("{0}")]
    Unreadable(String),
    /// Written by a newer program.
    #[error("version {0} of the mapping set is not known")]
    Version(u32),
    /// More than 2,000 fields.
    #[error("more than {MAX_FIELDS} fields")]
    TooMany,
    /// A field with both a column and a constant, or with neither.
    #[error("`{0}` needs either a column or a value")]
    Source(String),
    /// An operation that cannot work; the text says which parameter is wrong.
    #[error("`{field}`: {fault}")]
    Recipe {
        /// The field.
        field: String,
        /// What is wrong.
        fault: &'static str,
    },
    /// Two entries write the same field, or one writes into another.
    #[error("`{0}` is written twice")]
    Twice(String),
}

impl MappingSet {
    /// An empty mapping set with e-mail as primary identity.
    pub fn new(name: &str) -> Self {
        let primary = IdentitySource {
            namespace: crate::Namespace::EMAIL.to_owned(),
            field: FieldPath::parse("personalEmail.address").ok(),
            column: None,
        };
        Self {
            version: VERSION,
            name: name.to_owned(),
            fields: Vec::new(),
            identity: MappingIdentity {
                primary,
                others: Vec::new(),
            },
            policy: Policy::default(),
            ignored: Vec::new(),
            left_out: Vec::new(),
            ask_leavers: false,
            reading: Reading::default(),
        }
    }

    /// Reads an imported mapping set; unknown keys are an error that names them.
    pub fn from_json(text: &str) -> Result<Self, MappingError> {
        let set: Self = serde_json::from_str(text).map_err(|e| MappingError::Unreadable(e.to_string()))?;
        set.validate()?;
        Ok(set)
    }

    /// Checks what the types alone cannot say.
    pub fn validate(&self) -> Result<(), MappingError> {
        if self.version != VERSION {
            return Err(MappingError::Version(self.version));
        }
        if self.fields.len() > MAX_FIELDS {
            return Err(MappingError::TooMany);
        }
        for field in &self.fields {
            if field.column.is_some() == field.value.is_some() {
                return Err(MappingError::Source(field.field.to_string()));
            }
            if let Some(fault) = field.recipe.iter().find_map(Op::fault) {
                return Err(MappingError::Recipe {
                    field: field.field.to_string(),
                    fault,
                });
            }
        }
        let mut paths: Vec<String> = self.fields.iter().map(|f| format!("{}.", f.field)).collect();
        paths.sort();
        match paths.windows(2).find(|pair| pair[1].starts_with(&pair[0])) {
            Some(pair) => Err(MappingError::Twice(pair[1].trim_end_matches('.').to_owned())),
            None => Ok(()),
        }
    }

    /// Every column that the mapping reads, the columns of recipes, conditions and identities included.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let fields = self.fields.iter().flat_map(|f| {
            f.column
                .as_deref()
                .into_iter()
                .chain(f.when.as_deref())
                .chain(f.recipe.iter().flat_map(Op::columns))
        });
        let identities = std::iter::once(&self.identity.primary).chain(&self.identity.others);
        fields
            .chain(identities.filter_map(|i| i.column.as_deref()))
            .chain(self.policy.duplicates.by.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = r#"{"version":1,"name":"Commerce customers",
        "fields":[{"column":"email","field":"personalEmail.address","recipe":[{"op":"trim"},{"op":"lowercase"}],"required":true},
                  {"value":"commerce","field":"tenant.source","recipe":[]}],
        "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"},"others":[{"namespace":"CustomerId","column":"id"}]},
        "policy":{"on_bad_value":"drop","duplicates":{"keep":"last","by":null},"blank":"omit"},
        "ignored":["group_id"]}"#;

    #[test]
    fn the_contracts_example_is_read_and_written_back() {
        let set = MappingSet::from_json(SHOP).unwrap();
        let again = MappingSet::from_json(&serde_json::to_string(&set).unwrap()).unwrap();
        assert_eq!(set, again);
        assert_eq!(set.columns().collect::<Vec<_>>(), ["email", "id"]);
    }

    #[test]
    fn an_unknown_key_is_named() {
        let text = SHOP.replace("\"ignored\"", "\"ignores\"");
        assert!(
            MappingSet::from_json(&text)
                .unwrap_err()
                .to_string()
                .contains("ignores")
        );
    }

    #[test]
    fn an_operation_that_cannot_work_is_told_with_its_field() {
        for (recipe, wrong) in [
            (r#"{"op":"split","on":"","take":1}"#, "`on`"),
            (r#"{"op":"split","on":",","take":0}"#, "`take`"),
            (r#"{"op":"join","columns":[],"with":""}"#, "`columns`"),
            (r#"{"op":"phone","country":"Holland-op"}"#, "`country`"),
            (r#"{"op":"map","values":{}}"#, "`values`"),
        ] {
            let text = SHOP.replace(r#"{"op":"trim"}"#, recipe);
            let said = MappingSet::from_json(&text).unwrap_err().to_string();
            assert!(
                said.starts_with("`personalEmail.address`") && said.contains(wrong),
                "{said}"
            );
        }
    }

    #[test]
    fn a_field_may_not_be_written_twice_nor_inside_another() {
        let mut set = MappingSet::from_json(SHOP).unwrap();
        let mut field = set.fields[0].clone();
        field.field = FieldPath::parse("personalEmail.address.deeper").unwrap();
        set.fields.push(field);
        assert_eq!(
            set.validate(),
            Err(MappingError::Twice("personalEmail.address.deeper".into()))
        );
    }
}
