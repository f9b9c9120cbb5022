//! The people who are never uploaded, as hashes of their addresses: the list itself names nobody.

use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::Arc;

/// A list of hashed addresses. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct NeverList(Option<Arc<HashSet<[u8; 32]>>>);

impl NeverList {
    pub(crate) fn new(hashes: HashSet<[u8; 32]>) -> Self {
        Self((!hashes.is_empty()).then(|| Arc::new(hashes)))
    }

    /// Whether the address, in its canonical form, is on it.
    pub(crate) fn contains(&self, address: &str) -> bool {
        self.0.as_ref().is_some_and(|hashes| hashes.contains(&hash(address)))
    }
}

impl std::fmt::Debug for NeverList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NeverList({})", self.0.as_ref().map_or(0, |hashes| hashes.len()))
    }
}

/// SHA-256 of an address in its canonical form.
pub(crate) fn hash(address: &str) -> [u8; 32] {
    Sha256::digest(address.as_bytes()).into()
}
