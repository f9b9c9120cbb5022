//! What becomes of each row of the file, one byte a row, and the table that finds rows of the same shopper.

use crate::report::RowCounts;
use hashbrown::HashTable;
use xdm::FindingCode;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It goes out.
    Send,
    /// It goes out by its customer number alone: others have the same e-mail address.
    SendByNumber,
    /// It goes out by its e-mail address alone: the same person has several numbers.
    SendByEmail,
    /// The platform has it already, as it is.
    Unchanged,
    /// Folded into another row of the same shopper.
    Merged,
    /// Blank, a repeated header, a footer.
    Skipped,
    /// Left out for this reason.
    Rejected(FindingCode),
}

const SEND: u8 = 0;
const MERGED: u8 = 1;
const SEND_BY_NUMBER: u8 = 3;
const SKIPPED: u8 = 2;
const UNCHANGED: u8 = 4;
const SEND_BY_EMAIL: u8 = 5;
const REJECTED: u8 = 16;

/// The verdicts of a file in row order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdicts(Vec<u8>);

impl Verdicts {
    pub(crate) fn push(&mut self, verdict: Verdict) {
        self.0.push(byte_of(verdict));
    }

    /// The verdict on a row, from 0.
    pub(crate) fn get(&self, row: u64) -> Verdict {
        match self.0.get(row as usize).copied() {
            Some(SEND) => Verdict::Send,
            Some(SEND_BY_NUMBER) => Verdict::SendByNumber,
            Some(SEND_BY_EMAIL) => Verdict::SendByEmail,
            Some(MERGED) => Verdict::Merged,
            Some(UNCHANGED) => Verdict::Unchanged,
            Some(code @ REJECTED..) => Verdict::Rejected(FindingCode::ALL[usize::from(code - REJECTED)]),
            _ => Verdict::Skipped,
        }
    }

    /// Decides otherwise about a row.
    pub(crate) fn set(&mut self, row: u64, verdict: Verdict) {
        if let Some(byte) = self.0.get_mut(row as usize) {
            *byte = byte_of(verdict);
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
                SEND | SEND_BY_NUMBER | SEND_BY_EMAIL => &mut counts.send,
                MERGED => &mut counts.merged,
                UNCHANGED => &mut counts.unchanged,
                SKIPPED => &mut counts.skipped,
                _ => &mut counts.rejected,
            } += 1;
        }
        counts
    }
}

impl Verdict {
    /// Its row goes out.
    pub(crate) fn is_sent(self) -> bool {
        matches!(self, Self::Send | Self::SendByNumber | Self::SendByEmail)
    }
}

fn byte_of(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Send => SEND,
        Verdict::SendByNumber => SEND_BY_NUMBER,
        Verdict::SendByEmail => SEND_BY_EMAIL,
        Verdict::Merged => MERGED,
        Verdict::Unchanged => UNCHANGED,
        Verdict::Skipped => SKIPPED,
        Verdict::Rejected(code) => REJECTED + code as u8,
    }
}

/// The newest row of each shopper so far, by 72 bits of a hash of the identity: at ten million shoppers the chance that
/// two are taken for one is 10⁻⁸, at 22 bytes a shopper. In many small tables, because a large one that grows is held
/// twice for a moment.
pub(crate) struct Newest {
    tables: Vec<HashTable<Entry>>,
}

/// Without padding: two halves of a hash, and the row.
#[derive(Clone, Copy)]
struct Entry {
    high: u32,
    low: u32,
    row: u32,
}

impl Entry {
    fn hash(&self) -> u64 {
        u64::from(self.high) << 32 | u64::from(self.low)
    }
}

impl Default for Newest {
    fn default() -> Self {
        Self {
            tables: (0..=u8::MAX).map(|_| HashTable::new()).collect(),
        }
    }
}

impl Newest {
    /// Notes that `row` is about the shopper with this identity hash. Where there is another row of the same shopper
    /// `newer` says whether `row` is newer than it.
    pub(crate) fn note(&mut self, identity: u128, row: u64, newer: impl FnOnce(u64) -> bool) -> Option<Met> {
        let (hash, table) = (identity as u64, usize::from((identity >> 64) as u8));
        let short = u32::try_from(row).unwrap_or(u32::MAX);
        match self.tables[table].entry(hash, |e| e.hash() == hash, Entry::hash) {
            hashbrown::hash_table::Entry::Occupied(mut entry) => {
                let other = u64::from(entry.get().row);
                Some(if newer(other) {
                    entry.get_mut().row = short;
                    Met {
                        older: other,
                        newer: row,
                    }
                } else {
                    Met {
                        older: row,
                        newer: other,
                    }
                })
            }
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(Entry {
                    high: (hash >> 32) as u32,
                    low: hash as u32,
                    row: short,
                });
                None
            }
        }
    }
}

/// Two rows of one identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Met {
    pub older: u64,
    pub newer: u64,
}

/// Who has which e-mail address, to find addresses on several customer numbers.
#[derive(Default)]
pub(crate) struct Mailboxes {
    table: HashTable<Mailbox>,
}

struct Mailbox {
    email: u64,
    /// Hash of the number, 0 for none.
    number: u64,
    row: u32,
    state: Holders,
}

/// Who has an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holders {
    /// One customer number, or none.
    Own,
    /// Several numbers of one person.
    OnePerson,
    /// Several numbers, and nobody can tell that they are one person.
    Several,
}

impl Mailboxes {
    /// Notes that the customer of this number (0 for none) has this address, in `row`; the row that had it before under
    /// another number, and who they were.
    pub(crate) fn note(&mut self, email: u64, number: u64, row: u64) -> Option<(u64, u64, Holders)> {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        match self.table.entry(email, |m| m.email == email, |m| m.email) {
            hashbrown::hash_table::Entry::Vacant(entry) => {
                let state = Holders::Own;
                entry.insert(Mailbox {
                    email,
                    number,
                    row,
                    state,
                });
                None
            }
            hashbrown::hash_table::Entry::Occupied(mut entry) => {
                let known = entry.get_mut();
                if known.number == number && known.state == Holders::Own {
                    known.row = row;
                    return None;
                }
                Some((u64::from(known.row), known.number, known.state))
            }
        }
    }

    /// Who has the address from now on, and the row that speaks for it.
    pub(crate) fn decide(&mut self, email: u64, row: u64, state: Holders) {
        if let Some(known) = self.table.find_mut(email, |m| m.email == email) {
            (known.row, known.state) = (u32::try_from(row).unwrap_or(u32::MAX), state);
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
            if let Some(met) = newest.note(identity, row as u64, |_| true) {
                verdicts.set(met.older, Verdict::Merged);
            }
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
