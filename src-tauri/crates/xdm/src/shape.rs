//! The shape of the records of one upload: which leaves are filled and who a record is about.
//!
//! A record itself is a slice of optional values in leaf order, so that a million of them cost no trees.

use crate::{FieldPath, Kind};

/// One leaf that this upload fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// From the root, with the organisation's own root written out.
    pub path: FieldPath,
    /// The scalar kind of the value.
    pub kind: Kind,
    /// The field is an array of such scalars: the value is written as its only element.
    pub list: bool,
}

/// What every record of an upload looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The leaves, sorted by path, none a prefix of another.
    pub leaves: Vec<Leaf>,
    /// Namespace codes written to `identityMap`, the primary one first; empty where the schema's own descriptors
    /// carry the identity.
    pub identity_map: Vec<String>,
}
