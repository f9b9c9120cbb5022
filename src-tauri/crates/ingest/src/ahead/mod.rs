//! What can be asked of the platform ahead of an upload: one record on trial, the casing of addresses in Profile, and
//! how much of the day's batches is used up.

mod casing;
mod quota;
mod record;
mod view;

pub use record::TryRecord;
pub use view::*;
