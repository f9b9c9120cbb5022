//! Hashes with what is remembered of each, in order, so that one of a million is found at a few looks.

use crate::Fingerprint;
use crate::ledger::file::{Fault, Reader};
use std::path::Path;

/// A keyed hash, and what is remembered of it: another one, or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Memo {
    /// What it is found by.
    pub key: u64,
    /// What is remembered.
    pub value: u64,
}

impl Memo {
    pub(super) fn print(self) -> Fingerprint {
        Fingerprint {
            shopper: self.key,
            record: self.value,
        }
    }
}

/// Memos in the order of their keys, each key once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memos(Vec<Memo>);

/// A stretch as short as this is looked through.
const SHORT: usize = 8;

impl Memos {
    /// A whole file, proved; `None` where there is none. A file of another key is a damaged one.
    pub(super) fn read(path: &Path, key: u64) -> Result<Option<Self>, Fault> {
        let Some(mut reader) = Reader::open(path)? else {
            return Ok(None);
        };
        if reader.head.key_check != key {
            return Err(Fault::Damaged);
        }
        let mut memos = Vec::with_capacity(usize::try_from(reader.head.count).unwrap_or_default());
        while let Some(print) = reader.next()? {
            memos.push(Memo {
                key: print.shopper,
                value: print.record,
            });
        }
        reader.end()?;
        Ok(Some(Self(memos)))
    }

    /// What is remembered of a key. Keys are hashes, so that where one stands can be told nearly from its size.
    pub fn get(&self, key: u64) -> Option<u64> {
        let mut rest = self.0.as_slice();
        while rest.len() > SHORT {
            let (low, high) = (rest.first()?.key, rest.last()?.key);
            if key < low || key > high {
                return None;
            }
            let share = u128::from(key - low) * (rest.len() as u128 - 1) / u128::from(high - low).max(1);
            let at = share as usize;
            match rest[at].key.cmp(&key) {
                std::cmp::Ordering::Equal => return Some(rest[at].value),
                // It is near: what is far on the other side of a few steps is cut off as well.
                std::cmp::Ordering::Less => rest = near(&rest[at + 1..], key, true),
                std::cmp::Ordering::Greater => rest = near(&rest[..at], key, false),
            }
        }
        rest.iter().find(|memo| memo.key == key).map(|memo| memo.value)
    }

    /// None is there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn into_list(self) -> Vec<Memo> {
        self.0
    }
}

/// The end of a list where a key is, found by steps that grow.
fn near(list: &[Memo], key: u64, from_front: bool) -> &[Memo] {
    let mut step = SHORT;
    while step < list.len() {
        if from_front {
            if list[step].key >= key {
                return &list[..=step];
            }
        } else if list[list.len() - 1 - step].key <= key {
            return &list[list.len() - 1 - step..];
        }
        step *= 2;
    }
    list
}

pub(super) fn sorted(mut memos: Vec<Memo>) -> Vec<Memo> {
    memos.sort_unstable();
    memos
}

/// Both in order; of those with one key the greatest value.
pub(super) fn greatest(old: Memos, new: Vec<Memo>) -> Vec<Memo> {
    let mut all = old.into_list();
    all.extend(new);
    let mut all = sorted(all);
    // In order of their values too, so that the last of each key is the greatest.
    all.reverse();
    all.dedup_by_key(|memo| memo.key);
    all.reverse();
    all
}

/// Both in order; of those with one key what is new.
pub(super) fn replaced(old: Memos, new: Vec<Memo>) -> Vec<Memo> {
    let fresh = Memos(new);
    let mut all: Vec<Memo> = old.into_list();
    all.retain(|memo| fresh.get(memo.key).is_none());
    all.extend(fresh.into_list());
    sorted(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn memos(of: impl IntoIterator<Item = (u64, u64)>) -> Vec<Memo> {
        of.into_iter().map(|(key, value)| Memo { key, value }).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn everybody_is_found_and_nobody_else(
            mut known in prop::collection::btree_map(any::<u64>(), any::<u64>(), 0..300),
            close in prop::collection::btree_set(0..200_u64, 0..100), others in prop::collection::vec(any::<u64>(), 0..50),
        ) {
            // Also where keys stand close together and one stands far off.
            known.extend(close.iter().map(|key| (*key, key * 3)));
            let list = Memos(memos(known.clone()));
            for key in known.keys().copied().chain(others).chain(0..210).chain([u64::MAX]) {
                prop_assert_eq!(list.get(key), known.get(&key).copied());
            }
        }

        #[test]
        fn two_lists_become_one(
            old in prop::collection::btree_map(0..60_u64, 0..9_u64, 0..40), new in prop::collection::btree_map(0..60_u64, 0..9_u64, 0..40),
        ) {
            let list = || Memos(memos(old.clone()));
            let mut latest: BTreeMap<u64, u64> = old.clone();
            for (key, value) in &new {
                latest.entry(*key).and_modify(|known| *known = (*known).max(*value)).or_insert(*value);
            }
            prop_assert_eq!(greatest(list(), memos(new.clone())), memos(latest));
            let mut fresh = old.clone();
            fresh.extend(new.clone());
            prop_assert_eq!(replaced(list(), memos(new)), memos(fresh));
        }
    }
}
