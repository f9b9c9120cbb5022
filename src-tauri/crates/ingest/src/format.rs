//! How a file is to be read: its encoding and its dialect.

use tabular::{Detected, Dialect};

/// Everything that reading a file the same way again needs.
#[derive(Clone, Debug)]
pub(crate) struct Format {
    /// Encoding and byte order mark.
    pub detected: Detected,
    /// Delimiter, quote, header and where the data begins.
    pub dialect: Dialect,
}
