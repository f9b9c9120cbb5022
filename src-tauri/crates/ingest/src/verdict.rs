//! What becomes of each row of the file, one byte a row, and the table that finds rows of the same shopper.

use crate::report::RowCounts;
use hashbrown::HashTable;
use xdm::FindingCode;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It goes out.
    Send,
    /// Folded into another row of the same shopper.
    Merged,
    /// Blank, a repeated header, a footer.
    Skipped,
    /// Left out for this reason.
    Rejected(FindingCode),
}

const SEND: u8 = 0;
const MERGED: u8 = 1;
const SKIPPED: u8 = 2;
const REJECTED: u8 = 16;

/// The verdicts of a file in row order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdicts(Vec<u8>);

impl Verdicts {
    pub(crate) fn push(&mut self, verdict: Verdict) {
        self.0.push(match verdict {
            Verdict::Send => SEND,
            Verdict::Merged => MERGED,
            Verdict::Skipped => SKIPPED,
            Verdict::Rejected(code) => REJECTED + code as u8,
        });
    }

    /// The verdict on a row, from 0.
    pub(crate) fn get(&self, row: u64) -> Verdict {
        match self.0.get(row as usize).copied() {
            Some(SEND) => Verdict::Send,
            Some(MERGED) => Verdict::Merged,
            Some(code @ REJECTED..) => Verdict::Rejected(FindingCode::ALL[usize::from(code - REJECTED)]),
            _ => Verdict::Skipped,
        }
    }

    /// A later row of the same shopper wins.
    fn fold(&mut self, row: u64) {
        if let Some(byte) = self.0.get_mut(row as usize) {
            *byte = MERGED;
        }
    }

    /// Rows so far.
    pub(crate) fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// The sum that every report shows.
    pub(crate) fn counts(&self) -> RowCounts {
        let mut counts = RowCounts {
            read: self.len(),
            ..RowCounts::default()
        };
        for byte in &self.0 {
            *match *byte {
                SEND => &mut counts.send,
                MERGED => &mut counts.merged,
                SKIPPED => &mut counts.skipped,
                _ => &mut counts.rejected,
            } += 1;
        }
        counts
    }
}

/// The newest row of each shopper so far, by a 96-bit hash of the identity: at ten million shoppers the chance that
/// two are taken for one is below 10⁻¹⁴, at 16 bytes a shopper.
#[derive(Default)]
pub(crate) struct Newest {
    table: HashTable<Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    hash: u64,
    check: u32,
    row: u32,
}

impl Newest {
    /// Notes that `row` is about the shopper with this identity hash; an older row of the same shopper is folded.
    /// Returns whether there was one.
    pub(crate) fn note(&mut self, identity: u128, row: u64, verdicts: &mut Verdicts) -> bool {
        let (hash, check) = (identity as u64, (identity >> 64) as u32);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let found = self
            .table
            .entry(hash, |e| e.hash == hash && e.check == check, |e| e.hash);
        match found {
            hashbrown::hash_table::Entry::Occupied(mut entry) => {
                verdicts.fold(u64::from(entry.get().row));
                entry.get_mut().row = row;
                true
            }
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(Entry { hash, check, row });
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_a_shopper_is_sent_and_the_sum_holds() {
        let (mut verdicts, mut newest) = (Verdicts::default(), Newest::default());
        for (row, identity) in [7_u128, 9, 7, 7 << 64].into_iter().enumerate() {
            verdicts.push(Verdict::Send);
            newest.note(identity, row as u64, &mut verdicts);
        }
        verdicts.push(Verdict::Rejected(FindingCode::EmailInvalid));
        verdicts.push(Verdict::Skipped);
        assert_eq!(verdicts.get(0), Verdict::Merged);
        assert_eq!(verdicts.get(2), Verdict::Send);
        assert_eq!(verdicts.get(4), Verdict::Rejected(FindingCode::EmailInvalid));
        let counts = verdicts.counts();
        assert_eq!(
            (counts.send, counts.merged, counts.rejected, counts.skipped),
            (3, 1, 1, 1)
        );
        assert_eq!(counts.read, 6);
    }
}
