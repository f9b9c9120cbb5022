//! What a run keeps of people: before it sends anything, and only where it sends.

use super::recall::{goes_with_number, is_later, latest, now};
use super::{ANY, Guard, HeldRow, Rows};
use crate::engine::Engine;
use crate::people::KnownRow;
use crate::person::Said;
use crate::problem::Failure;
use crate::verdict::Verdict;
use store::{Going, Memo, Memories, MemoryName, MemoryStamp, Recalled};

/// What is to be kept of the people of a file.
#[derive(Debug)]
pub(crate) struct Kept {
    run: String,
    memory: Option<(Memories, MemoryName)>,
    going: Going,
    /// Everybody in the file who objects, whatever becomes of their row.
    objections: Vec<Memo>,
    /// As the memory was when it was asked.
    stamp: MemoryStamp,
}

impl Guard {
    pub(super) fn keep(self, rows: &Rows<'_>, recalled: Recalled) -> Kept {
        let mut kept = Kept {
            run: self.run.clone(),
            memory: None,
            going: Going::default(),
            objections: Vec::new(),
            stamp: recalled.stamp.clone(),
        };
        // A check keeps nothing.
        if self.memory.is_some() && !self.run.is_empty() {
            let seen = now();
            for known in &rows.people.known {
                self.note(&mut kept, rows, known, &recalled, seen);
            }
        }
        kept.memory = self.memory;
        kept
    }

    fn note(&self, kept: &mut Kept, rows: &Rows<'_>, known: &KnownRow, recalled: &Recalled, seen: u64) {
        let verdict = rows.verdicts.get(known.row.into());
        let is_there = verdict == Verdict::Unchanged && known.number != 0;
        if (is_there || goes_with_number(known, verdict)) && recalled.pairs.get(known.number) != Some(known.email) {
            kept.going.pairs.push(Memo {
                key: known.number,
                value: known.email,
            });
        }
        let as_sent = known.as_sent(rows.compiled, rows.additions);
        for (at, consent) in rows.compiled.consents.iter().enumerate() {
            // Also what the row itself says, where another row of the same person is sent.
            let said = if known.said(at) == Said::No {
                Said::No
            } else {
                as_sent.said(at)
            };
            let key = || self.objection(known.email, &consent.channel);
            match said {
                Said::No => kept.objections.push(Memo {
                    key: key(),
                    // One without a date was made before it was seen.
                    value: match known.objected {
                        0 => seen,
                        moment => latest(moment.into()),
                    },
                }),
                Said::Yes if verdict.is_sent() && !recalled.objections.is_empty() => {
                    let key = key();
                    if is_later(as_sent.granted, recalled.objections.get(key)) {
                        kept.going.returns.push(Memo {
                            key,
                            value: as_sent.granted.into(),
                        });
                    }
                }
                _ => {}
            }
        }
    }
}

impl Kept {
    /// Nobody has changed what is remembered since the file was held against it; what is about to be sent is noted, and is
    /// on the disk when this returns. `false`, and nothing is noted, where somebody has.
    pub(crate) fn note(&self) -> Result<bool, Failure> {
        match &self.memory {
            Some((memories, name)) => Ok(memories.expect(&self.run, *name, &self.going, &self.stamp)?),
            None => Ok(true),
        }
    }

    /// Remembers everybody in the file who objects.
    pub(crate) fn remember(&self) -> Result<(), Failure> {
        match &self.memory {
            Some((memories, name)) => Ok(memories.remember(*name, self.objections.clone())?),
            None => Ok(()),
        }
    }
}

impl Guard {
    /// Remembers objections that were seen in Profile; what was recalled stays up to date by that.
    pub(super) fn remember_seen(&self, seen: Vec<Memo>, recalled: &mut Recalled) -> Result<(), Failure> {
        let Some((memories, name)) = &self.memory else {
            return Ok(());
        };
        let is_as_it_was = memories.stamp(*name, &self.run)? == recalled.stamp;
        memories.remember(*name, seen)?;
        if is_as_it_was {
            recalled.stamp = memories.stamp(*name, &self.run)?;
        }
        Ok(())
    }

    /// Somebody's objection to one of these channels, or to all, as it is to be remembered.
    pub(super) fn seen(&self, email: u64, channel: &str, until: Option<u64>) -> Memo {
        Memo {
            key: self.objection(email, channel),
            value: until.unwrap_or_else(now),
        }
    }

    /// The channels whose objections stand against a yes to this one.
    pub(super) fn against(channel: &str) -> impl Iterator<Item = &str> {
        std::iter::once(channel).chain((channel != ANY).then_some(ANY))
    }
}

impl Engine {
    /// Journals the rows that a run holds, before it sends.
    pub(crate) fn keep_held_rows(&self, run: &str, held: &[HeldRow]) -> Result<(), Failure> {
        let rows: Vec<store::HeldRow> = held
            .iter()
            .map(|held| store::HeldRow {
                row: held.row,
                code: held.code.code(),
                column: held.column.map(|column| column as u32),
            })
            .collect();
        Ok(self.store().keep_held(run, &rows)?)
    }
}
