//! Only what changed: what becomes of each shopper against what the platform is known to have.
//!
//! A check makes a fingerprint of every shopper that it would send and holds them against the ledger of the same
//! connection, dataset and mapping ([`Ledger::hold`]); rows that are the same are left out. Before a run sends, its
//! fingerprints are noted as pending; when it has ended, `settle` tells the ledger what became of them.

mod key;
mod print;
mod settle;

pub(crate) use key::{Keys, PrintKey};
pub(crate) use print::Scratch;

use crate::compile::Compiled;
use crate::desk::Link;
use crate::engine::Engine;
use crate::problem::Failure;
use crate::report::{ChangeBasis, ChangeCounts};
use crate::source::SourceFile;
use crate::verdict::{Verdict, Verdicts};
use hashbrown::HashMap;
use sha2::{Digest, Sha256};
use store::{Basis, Change, Compared, Feed, Frozen, LedgerName, Ledgers, Noted, Stamp, sort_fingerprints};
use xdm::MappingSet;

#[cfg(test)]
mod tests;

/// What a check holds a file's shoppers against.
#[derive(Debug)]
pub(crate) enum Against {
    /// Nothing: nobody asks about last time.
    Nothing,
    /// Everybody goes out, and what became of them will not be known.
    Everything,
    /// There is no key now, so that nothing can be told about last time.
    NoKey,
    /// What the run chose when it began to send.
    Chosen(Frozen),
    /// What was confirmed last.
    Ledger(Box<Ledger>),
}

/// A ledger with what it takes to use it.
#[derive(Debug)]
pub(crate) struct Ledger {
    ledgers: Ledgers,
    feed: Feed,
    pub(crate) key: PrintKey,
    /// The run that asks; none for a check.
    run: String,
    /// Everything goes out, also what is the same.
    everything: bool,
    /// The file holds some shoppers only, so that nobody is missed in it.
    is_part: bool,
    /// As the ledger was before it was read.
    stamp: Stamp,
}

/// What a run does about the ledger before it sends.
#[derive(Debug)]
pub(crate) enum Before {
    /// Nothing: it is done already, or nobody keeps one.
    Nothing,
    /// What is known of the dataset will not hold any more.
    Forget,
    /// This is noted.
    Expect(Expected),
}

/// What a run is going to send, for the ledger.
#[derive(Debug)]
pub(crate) struct Expected {
    ledger: Box<Ledger>,
    sent: Vec<Noted>,
    left_out: Frozen,
}

impl Against {
    /// The key, where fingerprints are wanted.
    pub(crate) fn key(&self) -> Option<PrintKey> {
        match self {
            Self::Ledger(ledger) => Some(ledger.key),
            _ => None,
        }
    }

    /// Leaves out every row that is the same as last time. `noted` are the shoppers of the file by row, `completed` the
    /// records that other rows complete.
    pub(crate) fn weigh(
        self,
        verdicts: &mut Verdicts,
        noted: Vec<Noted>,
        completed: &HashMap<u32, u64>,
    ) -> Result<Weighed, Failure> {
        let known = |counts, before| Ok(Weighed::Known(counts, before));
        match self {
            Self::Nothing => known(ChangeCounts::default(), Before::Nothing),
            Self::Everything => known(ChangeCounts::default(), Before::Forget),
            Self::NoKey => known(ChangeCounts::of(ChangeBasis::NoKey), Before::Forget),
            Self::Chosen(frozen) => {
                for row in (0..verdicts.len().min(frozen.rows)).filter(|row| frozen.is_left_out(*row)) {
                    if verdicts.get(row).is_sent() {
                        verdicts.set(row, Verdict::Unchanged);
                    }
                }
                known(ChangeCounts::default(), Before::Nothing)
            }
            Self::Ledger(ledger) => ledger.compare(verdicts, noted, completed).map(Weighed::Compared),
        }
    }
}

/// A file held against last time, before it is certain which rows go out.
pub(crate) enum Weighed {
    /// Nothing depends on that.
    Known(ChangeCounts, Before),
    /// Shoppers with how they differ.
    Compared(Box<Weighing>),
}

/// Shoppers held against a ledger.
pub(crate) struct Weighing {
    ledger: Box<Ledger>,
    noted: Vec<Noted>,
    compared: Compared,
}

impl Weighed {
    /// What becomes of the ledger, now that every row is decided about.
    pub(crate) fn close(self, verdicts: &Verdicts) -> (ChangeCounts, Before) {
        match self {
            Self::Known(counts, before) => (counts, before),
            Self::Compared(weighing) => {
                let (counts, expected) = weighing.close(verdicts);
                (counts, Before::Expect(expected))
            }
        }
    }
}

impl Ledger {
    fn compare(
        mut self: Box<Self>,
        verdicts: &mut Verdicts,
        mut noted: Vec<Noted>,
        completed: &HashMap<u32, u64>,
    ) -> Result<Box<Weighing>, Failure> {
        noted.retain(|noted| verdicts.get(noted.row().into()) != Verdict::Merged);
        for noted in &mut noted {
            let record = completed.get(&noted.row()).copied().unwrap_or(noted.record());
            *noted = noted.with_record(print::as_sent(record, verdicts.get(noted.row().into())));
        }
        sort_fingerprints(&mut noted);
        let compared = self.ledgers.compare(&self.feed, &noted, &self.run)?;
        if compared.basis == Basis::Unusable {
            // It was moved aside just now.
            self.stamp = self.ledgers.stamp(self.feed.name.dataset, &self.run)?;
        }
        for (noted, change) in noted.iter().zip(&compared.of) {
            let row = noted.row().into();
            if *change == Change::Same && !self.everything && verdicts.get(row).is_sent() {
                verdicts.set(row, Verdict::Unchanged);
            }
        }
        Ok(Box::new(Weighing {
            ledger: self,
            noted,
            compared,
        }))
    }
}

impl Weighing {
    fn close(self, verdicts: &Verdicts) -> (ChangeCounts, Expected) {
        let Self {
            ledger,
            mut noted,
            compared,
        } = self;
        let mut counts = [0; 3];
        let mut left_out = Frozen::new(verdicts.len());
        let mut changes = compared.of.iter();
        noted.retain(|noted| {
            let (row, change) = (u64::from(noted.row()), changes.next());
            let (verdict, Some(change)) = (verdicts.get(row), change) else {
                return false;
            };
            // Others are here only so that nobody takes them for removed.
            if verdict.is_sent() || verdict == Verdict::Unchanged {
                counts[*change as usize] += 1;
            }
            if verdict == Verdict::Unchanged {
                left_out.leave_out(row);
            }
            verdict.is_sent()
        });
        let [new, changed, same] = counts.map(Some);
        let counts = ChangeCounts {
            new,
            changed,
            same,
            removed: Some(compared.removed).filter(|_| !ledger.is_part),
            against: Some(match compared.basis {
                Basis::Last => ChangeBasis::Last,
                Basis::Nothing => ChangeBasis::Nothing,
                Basis::OtherMapping => ChangeBasis::OtherMapping,
                Basis::Unusable => ChangeBasis::Unusable,
            }),
        };
        let expected = Expected {
            ledger,
            sent: noted,
            left_out,
        };
        (counts, expected)
    }
}

impl Expected {
    /// Before the run sends: on the disk when this returns.
    pub(crate) fn note(&self) -> Result<(), Failure> {
        let Ledger { ledgers, feed, run, .. } = &*self.ledger;
        Ok(ledgers.expect(run, feed, &self.sent, &self.left_out)?)
    }

    /// Nobody has changed what it was held against.
    pub(crate) fn still_holds(&self) -> Result<bool, Failure> {
        let Ledger {
            ledgers,
            feed,
            run,
            stamp,
            ..
        } = &*self.ledger;
        Ok(ledgers.stamp(feed.name.dataset, run)? == *stamp)
    }
}

/// Which run asks, and what for.
pub(crate) struct Asking<'a> {
    pub run: &'a str,
    pub everything: bool,
    /// The platform's own engine takes them, at its own time: nobody is left out, and nothing of them is known afterwards.
    pub handed_over: bool,
}

impl Engine {
    /// What a file is held against for a destination.
    pub(crate) fn against(
        &self,
        link: &Link,
        source: &SourceFile,
        mapping: &MappingSet,
        compiled: &mut Compiled,
        asking: &Asking<'_>,
    ) -> Result<Against, Failure> {
        let ledgers = self.ledgers()?;
        self.settle_ended(&ledgers);
        if asking.handed_over {
            return Ok(Against::Everything);
        }
        compiled.print_key = self.key_or_none(link);
        if let Some(frozen) = ledgers.frozen(asking.run)? {
            return Ok(Against::Chosen(frozen));
        }
        let last = self.store().last_batch(asking.run)?;
        if last.is_some_and(|last| !last.state.is_void()) {
            // It began with everything, or what it chose is lost: in either case nothing may be left out now.
            return Ok(Against::Everything);
        }
        let Some(key) = compiled.print_key else {
            return Ok(Against::NoKey);
        };
        let feed = feed(link, mapping, compiled, key);
        Ok(Against::Ledger(Box::new(Ledger {
            stamp: ledgers.stamp(feed.name.dataset, asking.run)?,
            ledgers,
            feed,
            key,
            run: asking.run.to_owned(),
            everything: asking.everything,
            is_part: self.parent_of(source)?.is_some(),
        })))
    }

    /// A run has begun to send, so that its rows are decided about.
    pub(crate) fn has_begun(&self, against: &Against, run: &str) -> Result<bool, Failure> {
        let last = self.store().last_batch(run)?;
        Ok(matches!(against, Against::Chosen(_)) || last.is_some_and(|last| !last.state.is_void()))
    }

    /// The key for a connection's fingerprints, where its keychain gives it.
    pub(crate) fn key_or_none(&self, link: &Link) -> Option<PrintKey> {
        let key = self.print_key(link.target.connection_key());
        if let Err(failure) = &key {
            tracing::info!(detail = %failure.detail, "no key for fingerprints");
        }
        key.ok()
    }

    pub(crate) fn ledgers(&self) -> Result<Ledgers, Failure> {
        Ok(Ledgers::at(self.data_folder())?)
    }
}

fn feed(link: &Link, mapping: &MappingSet, compiled: &Compiled, key: PrintKey) -> Feed {
    let target = &link.target;
    let own = match compiled.identities.first() {
        Some((_, crate::compile::IdentityFrom::Leaf(leaf))) => Some(*leaf),
        _ => None,
    };
    let leaves = compiled.shape.leaves.iter().enumerate();
    Feed {
        name: LedgerName {
            dataset: number(&[&target.dataset]),
            connection: number(&[target.connection_key()]),
            mapping: number(&[&link.organisation, &target.sandbox, &meaning(mapping)]),
        },
        key_check: key.check(),
        whole: !target.keeps_missing,
        // The identity itself is the same whoever writes it.
        fields: leaves
            .filter(|(leaf, _)| Some(*leaf) != own)
            .map(|(_, leaf)| number(&[leaf.path.as_str()]))
            .collect(),
    }
}

/// Everything about a mapping that decides what is sent; not its name, nor the order of its fields.
fn meaning(mapping: &MappingSet) -> String {
    let mut fields: Vec<String> = mapping
        .fields
        .iter()
        .map(|field| serde_json::to_string(field).unwrap_or_default())
        .collect();
    fields.sort_unstable();
    serde_json::to_string(&(fields, &mapping.identity, &mapping.policy)).unwrap_or_default()
}

pub(crate) fn number(texts: &[&str]) -> u64 {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    let digest = hasher.finalize();
    digest[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}
