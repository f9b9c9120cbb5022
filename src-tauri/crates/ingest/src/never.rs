//! The people who are never uploaded, as hashes of their addresses: the list itself names nobody.

use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::Arc;

/// A list of hashed addresses. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct NeverList(Option<Arc<Hashes>>);

struct Hashes {
    key: String,
    all: HashSet<[u8; 32]>,
}

impl NeverList {
    /// Hashes made with this installation's key.
    pub(crate) fn new(key: String, all: HashSet<[u8; 32]>) -> Self {
        Self((!all.is_empty()).then(|| Arc::new(Hashes { key, all })))
    }

    /// Whether the address, in its canonical form, is on it.
    pub(crate) fn contains(&self, address: &str) -> bool {
        self.0
            .as_ref()
            .is_some_and(|list| list.all.contains(&hash(&list.key, address)))
    }
}

impl std::fmt::Debug for NeverList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NeverList({})", self.0.as_ref().map_or(0, |list| list.all.len()))
    }
}

/// SHA-256 of the key and an address in its canonical form: a list that leaks tells nobody's address by itself.
pub(crate) fn hash(key: &str, address: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(key)
        .chain_update([0])
        .chain_update(address)
        .finalize()
        .into()
}
