//! Columns and cells that are never mapped, shown, stored, logged or sent: credentials, by the parts of their name and
//! by their shape. Commerce's own customer export carries password hashes and reset tokens (experience-platform §12.2),
//! and so do those of most shops.
//!
//! Numbers of states and banks are another matter: they are the person's to send, and never ours to propose.

mod names;
mod personal;
mod shapes;

pub use names::{blocked_by_name, name_parts, names_address, names_pin_code, secret_if_random};
pub use personal::{looks_personal, never_proposed};
pub use shapes::{looks_hashed, looks_like_credential, looks_like_short_key, looks_random};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a column can never be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Blocked {
    /// A password, a hash of one, a token or a card's secret.
    Credential,
}

impl Blocked {
    /// Its code on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Credential => "credential",
        }
    }
}
