//! The merchant's profile data in Experience Platform terms: schema, field path, identity, mapping set, recipe, finding.
//!
//! Pure: no IO, no clock, no async, no knowledge of files or of HTTP. Everything here is a function of its
//! arguments, so that a plan made today encodes to the same bytes tomorrow.

mod address_kind;
mod blocked;
mod consent;
mod country;
mod date;
mod email;
mod finding;
mod identity;
mod mapping;
mod path;
mod phone;
mod recipe;
mod schema;
mod shape;
mod short;
mod text;
mod value;
pub mod vocabulary;

pub use address_kind::{AddressKind, address_kind};
pub use blocked::{
    Blocked, blocked_by_name, looks_hashed, looks_like_credential, looks_like_short_key, looks_personal, looks_random,
    name_parts, names_address, names_pin_code, never_proposed, secret_if_random,
};
pub use consent::{ConsentColumn, ConsentReads, ConsentSaid, consent_said, not_understood};
pub use country::country_code;
pub use date::{
    CivilDate, DateEvidence, DateOrder, DateStyle, Instant, Zone, is_zero_date, parse_date, parse_date_time,
};
pub use email::{Email, EmailCell, EmailFault};
pub use finding::{Example, FindingCode, FindingSummary, Severity};
pub use identity::{IdentityRule, Namespace, identity_text, is_nobody};
pub use mapping::{
    AddressGroup, BadValue, BlankCell, Duplicates, FieldSource, FoundIn, IdentitySource, Keep, MappedField,
    MappingError, MappingIdentity, MappingSet, OtherIdentity, Policy, Reading, SharedEmail,
};
pub use path::{FieldPath, PathError, TENANT};
pub use recipe::{Applied, Cells, Noticed, Op, Recipe, apply};
pub use schema::{Field, Kind, Schema, SchemaError};
pub use shape::{Leaf, Shape};
pub use short::{Longer, Short};
pub use text::base_letter;
pub use value::{Value, ValueFault, convert};
