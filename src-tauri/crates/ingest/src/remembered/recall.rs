//! Rows held against what is remembered: whose number it was, and who has objected.

use super::{ANY, Guard, HeldRow, Rows};
use crate::people::KnownRow;
use crate::person::Said;
use crate::verdict::Verdict;
use store::Recalled;
use xdm::FindingCode;

/// Seconds. A moment on a whole quarter of an hour may be a day of which nobody knows the hour, in whatever zone.
const QUARTER: u64 = 15 * 60;
const DAY: u64 = 24 * 60 * 60;

/// The latest moment that a date can mean, in seconds since 1970.
pub(super) const fn latest(moment: u64) -> u64 {
    if moment.is_multiple_of(QUARTER) {
        moment + DAY - 1
    } else {
        moment
    }
}

/// Now, in seconds since 1970.
pub(super) fn now() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default()
}

/// A yes is proved to be later than an objection that was made at this moment at the latest; both in seconds. A yes whose
/// moment is not known, or is still to come, proves nothing.
pub(super) fn is_later(granted: u32, objected: Option<u64>) -> bool {
    let granted = u64::from(granted);
    granted != 0 && granted <= now() + DAY && objected.is_some_and(|objected| granted > objected)
}

impl Guard {
    pub(super) fn hold_known(&self, rows: &mut Rows<'_>, recalled: &Recalled) {
        Self::hold_second_numbers(rows);
        let (people, compiled) = (rows.people, rows.compiled);
        for known in &people.known {
            let row = u64::from(known.row);
            let verdict = rows.verdicts.get(row);
            if !verdict.is_sent() {
                continue;
            }
            if !self.chosen.new_addresses && goes_with_number(known, verdict) && is_known_otherwise(known, recalled) {
                rows.hold(HeldRow {
                    row,
                    code: FindingCode::IdentityKnownOtherwise,
                    column: compiled.number_column(),
                });
            } else if !recalled.objections.is_empty()
                && let Some(consent) = self.would_return(rows, known, recalled)
            {
                rows.hold(returning(compiled, row, consent));
            }
        }
    }

    /// The first consent that an objection stands against.
    fn would_return(&self, rows: &Rows<'_>, known: &KnownRow, recalled: &Recalled) -> Option<usize> {
        let known = known.as_sent(rows.compiled, rows.additions);
        (0..rows.compiled.consents.len()).find(|consent| {
            let channel = &rows.compiled.consents[*consent].channel;
            let stands = |channel: &str| {
                let objected = recalled.objections.get(self.objection(known.email, channel));
                objected.is_some_and(|until| !is_later(known.granted, Some(until)))
            };
            known.said(*consent) == Said::Yes && (stands(channel) || stands(ANY))
        })
    }

    /// One number on two e-mail addresses of the file. Where it comes first, rows were put together by it already.
    fn hold_second_numbers(rows: &mut Rows<'_>) {
        let compiled = rows.compiled;
        if compiled.email != 0 || compiled.carried < 2 {
            return;
        }
        let sent = |known: &&KnownRow| goes_with_number(known, rows.verdicts.get(known.row.into()));
        let mut all: Vec<(u64, u64, u32)> = rows
            .people
            .known
            .iter()
            .filter(sent)
            .map(|known| (known.number, known.email, known.row))
            .collect();
        all.sort_unstable();
        let is_shared = |group: &&[(u64, u64, u32)]| group.iter().any(|(_, email, _)| *email != group[0].1);
        let shared = all.chunk_by(|a, b| a.0 == b.0).filter(is_shared);
        let mut held: Vec<u32> = shared.flatten().map(|(.., row)| *row).collect();
        // In the order of the file, whatever their hashes are.
        held.sort_unstable();
        for row in held {
            rows.hold(HeldRow {
                row: row.into(),
                code: FindingCode::IdentityConflict,
                column: compiled.number_column(),
            });
        }
    }
}

/// Somebody who would be subscribed again.
pub(super) fn returning(compiled: &crate::compile::Compiled, row: u64, consent: usize) -> HeldRow {
    let leaf = compiled.consents[consent].value;
    HeldRow {
        row,
        code: FindingCode::ConsentWouldReturn,
        column: compiled.leaves[leaf].column(),
    }
}

/// The row goes out under its number.
pub(super) fn goes_with_number(known: &KnownRow, verdict: Verdict) -> bool {
    known.number != 0 && matches!(verdict, Verdict::Send | Verdict::SendByNumber)
}

/// Its number was sent with another e-mail address, or is just being sent with one.
fn is_known_otherwise(known: &KnownRow, recalled: &Recalled) -> bool {
    std::iter::once(&recalled.pairs)
        .chain(&recalled.under_way)
        .any(|pairs| pairs.get(known.number).is_some_and(|email| email != known.email))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_later_moment_proves_that_somebody_agreed_again() {
        // 2026-11-02 10:00:05 and two hours later.
        let (no, yes) = (1_793_613_605, 1_793_620_805);
        assert!(is_later(yes, Some(no)));
        for (granted, objected) in [
            (no as u32, Some(no)),
            (yes - 10_000, Some(no)),
            (0, Some(no)),
            (yes, None),
            (u32::MAX, Some(no)),
        ] {
            assert!(!is_later(granted, objected), "{granted} {objected:?}");
        }
    }

    #[test]
    fn a_day_ends_when_it_is_over() {
        let day = 1_793_577_600;
        assert_eq!(latest(day), day + 86_399);
        // Midnight in Amsterdam and in Kathmandu.
        assert_eq!(latest(day - 3_600), day - 3_600 + 86_399);
        assert_eq!(latest(day - 20_700), day - 20_700 + 86_399);
        assert_eq!(latest(day + 1), day + 1);
    }
}
