//! When the platform's own engine is the better way.

use super::view::{Advice, AdviceReason};
use crate::desk::Desk;
use xdm::IdentityRule;

/// Adobe's advice for one batch into a dataset that keeps missing fields (facts §6.3).
const MANY: u64 = 2_000_000;
/// Sending so much takes an hour at 5 Mbit/s, gzipped.
const LARGE: u64 = 10 << 30;

impl Desk {
    /// Which way is the better one for a file of so many bytes and about so many rows.
    pub fn advice(&self, bytes: u64, rows: u64) -> Advice {
        let keeps = self.target().is_some_and(|target| target.keeps_missing);
        let reasons = [
            (keeps && rows > MANY, AdviceReason::ManyRecords),
            (bytes > LARGE, AdviceReason::LargeFile),
        ];
        let mut because: Vec<AdviceReason> = reasons.into_iter().filter_map(|(is, why)| is.then_some(why)).collect();
        let hand_over = !because.is_empty() && !self.takes_a_map();
        if self.takes_a_map() {
            because.push(AdviceReason::IdentityMap);
        }
        if because.is_empty() {
            because.push(AdviceReason::Small);
        }
        Advice { hand_over, because }
    }

    /// The dataset wants identities in a map.
    pub(super) fn takes_a_map(&self) -> bool {
        matches!(self.identity_rule(), IdentityRule::Map)
    }
}
