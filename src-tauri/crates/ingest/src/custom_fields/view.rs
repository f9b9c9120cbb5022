//! Fields of the organisation's own, as somebody reviews them before they are made. No cells.

use crate::report::FieldView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use xdm::MappingSet;

/// A field group of the organisation's own, proposed from a file or reviewed by somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct FieldProposal {
    /// 1.
    pub version: u32,
    /// What the group will be called; unique in the organisation.
    pub title: String,
    /// Its fields.
    pub fields: Vec<ProposedField>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ProposedField {
    /// The column that it is proposed for.
    pub column: String,
    /// Its name below the organisation's own root: a letter, then letters, digits, `-` and `_`.
    pub name: String,
    /// What people read.
    pub title: String,
    /// What it holds.
    pub kind: FieldType,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FieldType {
    /// Text.
    String,
    /// Whole numbers of up to 53 bits.
    Integer,
    /// Any number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// An instant.
    DateTime,
}

/// Fields that are part of a connection's schema now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldsMade {
    /// 1.
    pub version: u32,
    /// The group's title.
    pub title: String,
    /// The schema's title.
    pub schema: String,
    /// The group was made just now; otherwise it was there.
    pub group_created: bool,
    /// The schema got it just now; otherwise it had it.
    pub schema_changed: bool,
    /// Where each column can go now.
    pub fields: Vec<MadeField>,
}

/// A column and the field that it can go to now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MadeField {
    /// The column.
    pub column: String,
    /// The field, such as `tenant.shoeSize`.
    pub field: String,
}

/// Fields that were made, and a mapping that uses them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldsInUse {
    /// What was made.
    pub made: FieldsMade,
    /// The fields that columns can go to now.
    pub fields: Vec<FieldView>,
    /// The mapping before, with each column at its field.
    pub mapping: MappingSet,
}
