//! How many different e-mail addresses a column holds, by hashes of them: whether they are people's own or one that all
//! rows share.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The different addresses of a column's sample; no address is kept.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Addresses(HashSet<u64>);

impl Addresses {
    /// Takes note of one.
    pub(crate) fn see(&mut self, address: &str) {
        let mut hasher = DefaultHasher::new();
        address.to_lowercase().hash(&mut hasher);
        self.0.insert(hasher.finish());
    }

    /// How many different ones.
    pub fn distinct(&self) -> u64 {
        self.0.len() as u64
    }

    /// How many of them another column has as well.
    pub fn shared_with(&self, other: &Self) -> u64 {
        self.0.intersection(&other.0).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_once_each_whatever_their_capitals() {
        let (mut own, mut other) = (Addresses::default(), Addresses::default());
        for address in ["a@x.example", "A@x.example", "b@x.example"] {
            own.see(address);
        }
        other.see("b@X.example");
        other.see("c@x.example");
        assert_eq!((own.distinct(), other.distinct(), own.shared_with(&other)), (2, 2, 1));
    }
}
