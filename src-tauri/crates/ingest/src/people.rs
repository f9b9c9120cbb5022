//! The people of a file while its rows are put together: which rows are alike, where they stand, and what they carry.

use crate::compile::Compiled;
use crate::note::RowNote;
use crate::person::{Likeness, PersonNote, Said, Written};
use crate::related::Additions;
use crate::report::RowPair;
use crate::verdict::{Mailboxes, Met, Verdict, Verdicts};
use xdm::{Example, FindingCode};

/// So many pairs are shown side by side.
const PAIRS: usize = 20;
/// So many shoppers are looked up afterwards at most.
const SAMPLES: usize = 10;

/// What is kept of every row, in row order; each list only where the mapping needs it.
#[derive(Default)]
pub(crate) struct People {
    likeness: Option<Vec<Likeness>>,
    /// Hashes of e-mail addresses.
    emails: Option<Vec<u32>>,
    /// What rows carry and say.
    notes: Option<Vec<(u8, u16)>>,
    /// Whoever can be held against what is remembered.
    pub known: Vec<KnownRow>,
    pub mailboxes: Mailboxes,
    /// Rows that may be two people, the first few.
    pub pairs: Vec<RowPair>,
    lines: Lines,
}

/// A row that can be held against what is remembered of people, in 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownRow {
    /// Keyed hash of the number that it carries; 0 where it carries none.
    pub number: u64,
    /// Keyed hash of its e-mail address.
    pub email: u64,
    /// From 0.
    pub row: u32,
    /// Seconds since 1970 of its oldest yes; 0 where that is not known.
    pub granted: u32,
    /// Seconds since 1970 of its newest no; 0 where that is not known.
    pub objected: u32,
    /// What it says about consent.
    consents: u16,
}

impl KnownRow {
    fn of(note: &RowNote, row: u64) -> Self {
        let PersonNote {
            consents,
            granted,
            objected,
            ..
        } = note.person;
        Self {
            number: note.known_number,
            email: note.known_email,
            row: row as u32,
            // Rounded so that nothing looks newer than a no.
            granted: seconds(granted).unwrap_or(0),
            objected: seconds(objected.saturating_add(999)).unwrap_or(0),
            consents,
        }
    }

    /// What it says about the consent of this number, by itself.
    pub(crate) fn said(&self, consent: usize) -> Said {
        self.note().said(consent)
    }

    fn note(&self) -> PersonNote {
        PersonNote {
            consents: self.consents,
            ..PersonNote::NONE
        }
    }

    /// As it goes out, with what the other rows of the shopper add.
    pub(crate) fn as_sent(mut self, compiled: &Compiled, additions: &Additions) -> Self {
        let (mut note, mut is_other) = (self.note(), false);
        for (at, consent) in compiled.consents.iter().enumerate() {
            if let Some(added) = additions.of(self.row.into(), consent.value) {
                note.say(at, Said::of(added.as_ref()));
                is_other = true;
            }
        }
        if is_other {
            // The moment is of another row, which nobody kept.
            self.granted = 0;
        }
        self.consents = note.consents;
        self
    }
}

/// Whole seconds since 1970, where they can be told in 32 bits.
fn seconds(millis: i64) -> Option<u32> {
    u32::try_from(millis.div_euclid(1_000)).ok()
}

impl People {
    pub(crate) fn new(compiled: &Compiled) -> Self {
        let of = compiled.likeness;
        let kept = compiled.has_numbers() || !compiled.consents.is_empty();
        Self {
            likeness: (of.name.is_some() || of.birth.is_some()).then(Vec::new),
            emails: compiled.has_numbers().then(Vec::new),
            notes: kept.then(Vec::new),
            ..Self::default()
        }
    }

    /// Takes the next row.
    pub(crate) fn push(&mut self, note: &RowNote, row: u64, line: u64) {
        if let Some(likeness) = &mut self.likeness {
            likeness.push(note.likeness);
        }
        if let Some(emails) = &mut self.emails {
            emails.push(note.email as u32);
        }
        if let Some(notes) = &mut self.notes {
            notes.push((note.person.carries, note.person.consents));
        }
        self.lines.push(row, line);
        let is_sent = note.verdict == Verdict::Send && (note.known_number != 0 || note.person.consents != 0);
        if note.known_email != 0 && (is_sent || note.person.says(Said::No)) {
            self.known.push(KnownRow::of(note, row));
        }
    }

    fn likeness(&self, row: u64) -> Likeness {
        let all = self.likeness.as_ref();
        all.and_then(|all| all.get(row as usize).copied())
            .unwrap_or(Likeness::NONE)
    }

    /// Nothing says that the two are different people.
    pub(crate) fn are_alike(&self, met: Met) -> bool {
        !self.likeness(met.older).contradicts(self.likeness(met.newer))
    }

    /// Something says that the two are one person, and nothing the contrary.
    pub(crate) fn agree(&self, met: Met) -> bool {
        self.likeness(met.older).agrees(self.likeness(met.newer))
    }

    /// Both rows have the same e-mail address.
    pub(crate) fn share_an_address(&self, met: Met) -> bool {
        let email = |row: u64| self.emails.as_ref().and_then(|all| all.get(row as usize));
        email(met.older) == email(met.newer)
    }

    /// Where a row stands.
    pub(crate) fn place(&self, row: u64) -> Example {
        Example {
            row: row + 1,
            line: self.lines.of(row),
        }
    }

    /// Shows two rows side by side.
    pub(crate) fn pair(&mut self, code: FindingCode, met: Met) {
        if self.pairs.len() < PAIRS {
            self.pairs.push(RowPair {
                code,
                first: self.place(met.older.min(met.newer)),
                second: self.place(met.older.max(met.newer)),
            });
        }
    }

    /// The rows of shoppers to look up afterwards: the first, a middle and the last one that goes out, and evenly over the
    /// file some who carry a number as well as an e-mail address, because they can hang together with somebody else.
    pub(crate) fn samples(&self, compiled: &Compiled, verdicts: &Verdicts) -> Vec<u64> {
        let (len, sent) = (verdicts.len(), |row: &u64| verdicts.get(*row).is_sent());
        let mut rows: Vec<u64> = [
            (0..len).find(sent),
            (len / 2..len).find(sent),
            (0..len).rev().find(sent),
        ]
        .into_iter()
        .flatten()
        .collect();
        rows.extend(self.among_both(compiled, verdicts, &rows));
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Of the other rows with a number and an e-mail address as many as there is room for.
    fn among_both(&self, compiled: &Compiled, verdicts: &Verdicts, known: &[u64]) -> Vec<u64> {
        let (Some(notes), true) = (&self.notes, compiled.carried > 1) else {
            return Vec::new();
        };
        let email = 1 << compiled.email;
        let both = || {
            let rows = notes
                .iter()
                .enumerate()
                .map(|(row, (carries, _))| (row as u64, *carries));
            rows.filter(|(row, carries)| {
                carries & email != 0
                    && carries & !email != 0
                    && verdicts.get(*row) == Verdict::Send
                    && !known.contains(row)
            })
        };
        let all = both().count();
        let most = (SAMPLES - known.len()).min(all);
        let mut wanted = (0..most).map(|at| (2 * at + 1) * all / (2 * most)).peekable();
        let rows = both().enumerate().filter(|(at, _)| wanted.next_if_eq(at).is_some());
        rows.map(|(_, (row, _))| row).collect()
    }

    /// What goes out, by what became of every row.
    pub(crate) fn written(&self, compiled: &Compiled, verdicts: &Verdicts, additions: &Additions) -> Written {
        let mut written = Written::default();
        for row in 0..verdicts.len() {
            let verdict = verdicts.get(row);
            if verdict.is_sent() {
                written.add(compiled, self.note(compiled, row, verdict, additions));
            }
        }
        written
    }

    fn note(&self, compiled: &Compiled, row: u64, verdict: Verdict, additions: &Additions) -> PersonNote {
        let kept = self.notes.as_ref().and_then(|notes| notes.get(row as usize));
        let (mut carries, consents) = kept.copied().unwrap_or((1, 0));
        for at in 0..compiled.carried.min(8) {
            // A field that is an identity may have been filled from another row.
            if let Some(added) = compiled.identity_field(at).and_then(|leaf| additions.of(row, leaf)) {
                carries = carries & !(1 << at) | u8::from(added.is_some()) << at;
            }
        }
        let email = 1 << compiled.email;
        let mut note = PersonNote {
            carries: match verdict {
                Verdict::SendByNumber => carries & !email,
                Verdict::SendByEmail => carries & email,
                _ => carries,
            },
            consents,
            ..PersonNote::NONE
        };
        for (at, consent) in compiled.consents.iter().enumerate() {
            if let Some(added) = additions.of(row, consent.value) {
                note.say(at, Said::of(added.as_ref()));
            }
        }
        note
    }
}

/// The line of each row. Nearly every row is one line, so only where that changes is kept.
#[derive(Default)]
struct Lines {
    /// From this row on, lines are this far ahead of rows.
    steps: Vec<(u32, u32)>,
}

impl Lines {
    fn push(&mut self, row: u64, line: u64) {
        let ahead = line.saturating_sub(row) as u32;
        if self.steps.last().is_none_or(|(_, known)| *known != ahead) {
            self.steps.push((row as u32, ahead));
        }
    }

    fn of(&self, row: u64) -> u64 {
        let after = self.steps.partition_point(|(from, _)| u64::from(*from) <= row);
        let ahead = after.checked_sub(1).map_or(0, |at| self.steps[at].1);
        row + u64::from(ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rows_are_found_where_records_take_several() {
        let mut lines = Lines::default();
        let all = [2, 3, 6, 7, 8, 12];
        for (row, line) in (0..).zip(all) {
            lines.push(row, line);
        }
        let found: Vec<u64> = (0..all.len() as u64).map(|row| lines.of(row)).collect();
        assert_eq!(found, all);
    }
}
