//! Who may come in: credentials, tokens, and the gateway before every service.

pub(crate) mod accounts;
mod console;
pub(crate) mod gateway;
pub(crate) mod token;

pub use accounts::{Account, Standing};
pub use console::Download;
