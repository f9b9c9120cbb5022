//! Who a record is about, by the dataset's schema.

use crate::FieldPath;
use serde::{Deserialize, Serialize};

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
