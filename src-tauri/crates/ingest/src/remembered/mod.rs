//! What is remembered of people beside the ledger, and the look into Profile: nobody is subscribed again by an old file,
//! and no number changes its person.
//!
//! A check with a connection holds its rows against the [`store::Memories`] of the sandbox before the ledger is asked
//! (`recall`); then whoever goes out with a yes is looked up in Profile (`look`), because objections also come by other
//! ways than ours. Rows that are held are journalled with the run, so that one that is taken up again holds the same.

mod addresses;
mod keep;
mod look;
mod one;
mod profile;
mod recall;

pub(crate) use look::Looked;

use crate::changes::{PrintKey, number};
use crate::compile::Compiled;
use crate::desk::Link;
use crate::engine::Engine;
use crate::format::Format;
use crate::people::People;
use crate::problem::Failure;
use crate::progress::Ticker;
use crate::related::Additions;
use crate::report::{ConsentLookup, MemoryState};
use crate::source::SourceFile;
use crate::tally::Tally;
use crate::verdict::{Verdict, Verdicts};
use keep::Kept;
use std::sync::Arc;
use store::{Memories, MemoryName, Recalled};
use tokio_util::sync::CancellationToken;
use xdm::FindingCode;

/// XDM's name for all channels together.
const ANY: &str = "any";

/// What a check holds a file's people against.
#[derive(Debug)]
pub(crate) enum Watch {
    /// Nothing: there is no connection, or nothing about people is sent.
    Nobody,
    /// What was held before.
    Chosen(Vec<HeldRow>),
    /// What is remembered, and what Profile says.
    On(Box<Guard>),
}

/// A row that is left out because of what is remembered or known of its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldRow {
    /// From 0.
    pub row: u64,
    /// Why.
    pub code: FindingCode,
    /// The column that says it, from 0.
    pub column: Option<usize>,
}

/// What somebody chose for this run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chosen {
    /// Nobody is looked up before sending.
    pub no_lookup: bool,
    /// Numbers that were sent with another e-mail address are of the same people: they have a new one.
    pub new_addresses: bool,
}

/// A sandbox's memory, and the way to its profiles.
#[derive(Debug)]
pub(crate) struct Guard {
    engine: Engine,
    link: Link,
    /// The run that asks; none for a check.
    run: String,
    /// None without the key.
    memory: Option<(Memories, MemoryName)>,
    key: PrintKey,
    chosen: Chosen,
}

/// The rows of a file while it is decided which of them go out.
pub(crate) struct Rows<'a> {
    pub compiled: &'a Compiled,
    pub verdicts: &'a mut Verdicts,
    pub people: &'a People,
    pub tally: &'a mut Tally,
    pub additions: &'a Additions,
    /// Those that were held.
    pub held: Vec<HeldRow>,
}

impl Rows<'_> {
    /// Leaves a row out, where it would have gone out.
    fn hold(&mut self, held: HeldRow) {
        if self.verdicts.get(held.row).is_sent() {
            self.verdicts.set(held.row, Verdict::Rejected(held.code));
            self.tally
                .see(held.code, held.column, Some(self.people.place(held.row)));
            self.held.push(held);
        }
    }
}

/// A check that looks at people.
pub(crate) struct Watching {
    guard: Option<Box<Guard>>,
    recalled: Recalled,
    state: Option<MemoryState>,
    lookup: Option<ConsentLookup>,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    /// In file order.
    pub held: Vec<HeldRow>,
    /// Who was looked up; none where nobody was to be.
    pub lookup: Option<ConsentLookup>,
    /// Why nothing is remembered.
    pub state: Option<MemoryState>,
    /// What a run does about the memory before it sends.
    pub kept: Option<Arc<Kept>>,
    /// Rows were chosen before, and nothing new is to be kept.
    pub is_chosen: bool,
}

impl Watch {
    /// What people are told apart by.
    pub(crate) fn key(&self) -> Option<PrintKey> {
        match self {
            Self::On(guard) => Some(guard.key),
            _ => None,
        }
    }

    /// Holds the rows against what is remembered.
    pub(crate) fn recall(self, rows: &mut Rows<'_>) -> Result<Watching, Failure> {
        let mut watching = Watching {
            guard: None,
            recalled: Recalled::default(),
            state: None,
            lookup: None,
        };
        match self {
            Self::Nobody => {}
            Self::Chosen(held) => held.into_iter().for_each(|held| rows.hold(held)),
            Self::On(guard) => {
                if let Some((memories, name)) = &guard.memory {
                    watching.recalled = memories.recall(*name, &guard.run)?;
                    watching.state = watching.recalled.is_unusable.then_some(MemoryState::Unusable);
                    guard.hold_known(rows, &watching.recalled);
                } else {
                    watching.state = Some(MemoryState::NoKey);
                }
                watching.guard = Some(guard);
            }
        }
        Ok(watching)
    }
}

impl Watching {
    /// Looks people up in Profile before they are sent.
    pub(crate) fn look(
        &mut self,
        rows: &mut Rows<'_>,
        (source, format): (&SourceFile, &Format),
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<(), Failure> {
        if let Some(guard) = &self.guard
            && guard.looks_up()?
        {
            self.lookup = Some(guard.look(rows, &mut self.recalled, (source, format), ticker, cancel)?);
        }
        Ok(())
    }

    /// Now that every row is decided about.
    pub(crate) fn close(self, rows: Rows<'_>, is_chosen: bool) -> Watched {
        let kept = self.guard.map(|guard| Arc::new(guard.keep(&rows, self.recalled)));
        let mut held = rows.held;
        held.sort_unstable_by_key(|held| held.row);
        Watched {
            held,
            lookup: self.lookup,
            state: self.state,
            kept,
            is_chosen,
        }
    }
}

impl Guard {
    /// Whether people are looked up in this run.
    fn looks_up(&self) -> Result<bool, Failure> {
        let settings = self.engine.send_settings(self.link.target.connection_key())?;
        Ok(!self.chosen.no_lookup && settings.look_up_consent)
    }

    /// What somebody's objection to a channel is found by.
    fn objection(&self, email: u64, channel: &str) -> u64 {
        let mut bytes = [0; 40];
        let name = &channel.as_bytes()[..channel.len().min(32)];
        bytes[..8].copy_from_slice(&email.to_le_bytes());
        bytes[8..8 + name.len()].copy_from_slice(name);
        self.key.hash(&bytes[..8 + name.len()])
    }
}

impl Engine {
    /// What the people of a file are held against for a destination.
    pub(crate) fn watch(&self, link: &Link, compiled: &Compiled, run: &str, chosen: Chosen) -> Result<Watch, Failure> {
        if !compiled.has_numbers() && compiled.consents.is_empty() {
            return Ok(Watch::Nobody);
        }
        let key = self.key_or_none(link);
        let memories = self.memories()?;
        let name = |key: PrintKey| MemoryName {
            organisation: number(&[&link.organisation]),
            sandbox: number(&[&link.target.sandbox]),
            key: key.check(),
        };
        Ok(Watch::On(Box::new(Guard {
            engine: self.clone(),
            link: link.clone(),
            run: run.to_owned(),
            memory: key.map(|key| (memories, name(key))),
            key: key.unwrap_or_else(|| self.looked().passing_key()),
            chosen,
        })))
    }

    /// What a run held when it began to send.
    pub(crate) fn held_by(&self, run: &str) -> Result<Vec<HeldRow>, Failure> {
        let read = |held: store::HeldRow| {
            let code = serde_json::from_value(held.code.into()).ok()?;
            Some(HeldRow {
                row: held.row,
                code,
                column: held.column.map(|column| column as usize),
            })
        };
        Ok(self.store().held(run)?.into_iter().filter_map(read).collect())
    }

    pub(crate) fn memories(&self) -> Result<Memories, Failure> {
        Ok(Memories::at(self.data_folder())?)
    }
}
