//! A run's fingerprints held against those of last time: one walk through both, in the order of their shoppers.

use super::file::{Fault, Reader};
use super::{Change, Noted};

/// What a walk saw, one per fingerprint of the run.
pub(super) struct Walk {
    pub of: Vec<Change>,
    /// In the ledger, not in the run.
    pub removed: u64,
}

/// Walks through the ledger and a run in the same order; nothing of it holds where the ledger turns out to be damaged.
pub(super) fn walk(mut ledger: Reader, run: &[Noted]) -> Result<Walk, Fault> {
    let mut of = Vec::with_capacity(run.len());
    let (mut removed, mut next) = (0, ledger.next()?);
    let mut met = false;
    for noted in run {
        let shopper = noted.shopper();
        while next.is_some_and(|known| known.shopper < shopper) {
            removed += u64::from(!std::mem::take(&mut met));
            next = ledger.next()?;
        }
        of.push(match next.filter(|known| known.shopper == shopper) {
            Some(known) => {
                met = true;
                if known.record == noted.record() {
                    Change::Same
                } else {
                    Change::Changed
                }
            }
            None => Change::New,
        });
    }
    while next.is_some() {
        removed += u64::from(!std::mem::take(&mut met));
        next = ledger.next()?;
    }
    ledger.end()?;
    Ok(Walk { of, removed })
}

/// What a run that is still under way has sent is sent again: nobody knows yet which of the two the platform has.
pub(super) fn doubt(mut pending: Reader, run: &[Noted], of: &mut [Change]) -> Result<(), Fault> {
    let mut next = pending.next()?;
    for (noted, change) in run.iter().zip(of) {
        while next.is_some_and(|sent| sent.shopper < noted.shopper()) {
            next = pending.next()?;
        }
        if *change == Change::Same && next.is_some_and(|sent| sent.shopper == noted.shopper()) {
            *change = Change::Changed;
        }
    }
    pending.end().map(drop)
}
