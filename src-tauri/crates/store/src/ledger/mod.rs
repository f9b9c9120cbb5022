//! Ledgers: what the platform is known to have, as keyed fingerprints of shoppers and of what was sent about them, so
//! that a run can leave out what is the same as last time. No value of a shopper can be had from them without the key,
//! which is not here.
//!
//! One sorted file per connection, dataset and mapping. A run writes its own fingerprints beside it before it sends
//! ([`Ledgers::expect`]) and they are taken over once the platform has confirmed them ([`Ledgers::resolve`]); until then
//! the ledger stays as it is. Where it is not known what the platform has of a shopper, that shopper is not in the
//! ledger: to send somebody once too often does no harm, once too seldom does.

mod compare;
pub(crate) mod file;
mod pending;

use crate::folders::private_folder;
use crate::{Busy, Error, SendLock};
use file::{Fault, Head, Reader};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use pending::{Frozen, Landed};

/// A change of a ledger takes as long as its files take to be copied.
const PATIENCE: Duration = Duration::from_secs(120);

/// A shopper, and what was sent about them: keyed hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Of the identity.
    pub shopper: u64,
    /// Of everything that is sent.
    pub record: u64,
}

/// A fingerprint with its row in the file, in twenty bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    shopper: [u32; 2],
    record: [u32; 2],
    row: u32,
}

impl Noted {
    /// The fingerprint of a row, from 0.
    pub fn new(print: Fingerprint, row: u32) -> Self {
        let halves = |number: u64| [(number >> 32) as u32, number as u32];
        Self {
            shopper: halves(print.shopper),
            record: halves(print.record),
            row,
        }
    }

    /// Of the identity.
    pub fn shopper(&self) -> u64 {
        u64::from(self.shopper[0]) << 32 | u64::from(self.shopper[1])
    }

    /// Of everything that is sent.
    pub fn record(&self) -> u64 {
        u64::from(self.record[0]) << 32 | u64::from(self.record[1])
    }

    /// From 0.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// The same row with another record.
    pub fn with_record(self, record: u64) -> Self {
        let (shopper, row) = (self.shopper(), self.row);
        Self::new(Fingerprint { shopper, record }, row)
    }
}

/// Against last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not in the ledger.
    New,
    /// There, with other values.
    Changed,
    /// There, with the same values.
    Same,
}

/// Which ledger: hashes of what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LedgerName {
    /// The dataset.
    pub dataset: u64,
    /// The connection.
    pub connection: u64,
    /// The mapping, and whatever else makes records comparable.
    pub mapping: u64,
}

impl LedgerName {
    fn file(self) -> String {
        format!("{:016x}-{:016x}-{:016x}", self.dataset, self.connection, self.mapping)
    }

    fn parse(stem: &str) -> Option<Self> {
        let mut numbers = stem.split('-').map(|hex| u64::from_str_radix(hex, 16).ok());
        let mut next = || numbers.next().flatten();
        let name = Self {
            dataset: next()?,
            connection: next()?,
            mapping: next()?,
        };
        (name.file() == stem).then_some(name)
    }
}

/// What is fed: which ledger, what its fingerprints were made with, and what a record writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Which ledger.
    pub name: LedgerName,
    /// A number that only this key makes.
    pub key_check: u64,
    /// A record replaces everything that is known of its shopper.
    pub whole: bool,
    /// Hashes of the fields that are sent.
    pub fields: Vec<u64>,
}

impl Feed {
    fn head(&self) -> Head {
        Head {
            name: self.name,
            key_check: self.key_check,
            whole: self.whole,
            fields: self.fields.clone(),
            count: 0,
            rows: 0,
        }
    }

    /// One may overwrite what the other sent.
    fn overlaps(&self, other: &Head) -> bool {
        let shared = || self.fields.iter().any(|field| other.fields.contains(field));
        self.name == other.name || (self.name.dataset == other.name.dataset && (self.whole || other.whole || shared()))
    }
}

/// What a run was held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What was confirmed last.
    Last,
    /// Nothing was confirmed yet.
    Nothing,
    /// Nothing was confirmed with this mapping, though with another one.
    OtherMapping,
    /// What there was cannot be read; it was moved aside.
    Unusable,
}

/// How a run differs from last time.
#[derive(Debug)]
pub struct Compared {
    /// One per fingerprint, in their order.
    pub of: Vec<Change>,
    /// Shoppers in the ledger who are not in the run.
    pub removed: u64,
    /// Held against this.
    pub basis: Basis,
}

/// How the files about a dataset were at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(Vec<(PathBuf, u64, SystemTime)>);

/// This user's ledgers. Every call blocks.
#[derive(Clone, Debug)]
pub struct Ledgers {
    folder: PathBuf,
}

/// Brings fingerprints into the order that every other call wants.
pub fn sort(run: &mut [Noted]) {
    run.sort_unstable_by_key(|noted| (noted.shopper(), noted.row));
}

impl Ledgers {
    /// Those of a data folder; the folder is made where missing.
    pub fn at(data: &Path) -> Result<Self, Error> {
        let folder = data.join("ledger");
        private_folder(&folder)?;
        Ok(Self { folder })
    }

    /// Holds a run, in its order, against what was confirmed last. What other runs have under way counts as changed.
    pub fn compare(&self, feed: &Feed, run: &[Noted], own: &str) -> Result<Compared, Error> {
        let mut compared = self.against_last(feed, run)?;
        for pending in self.under_way(feed, own)? {
            let marked = Reader::open(&pending)
                .and_then(|reader| reader.map_or(Ok(()), |reader| compare::doubt(reader, run, &mut compared.of)));
            if let Err(fault) = marked {
                // Nobody can say any more what that run sent.
                tracing::warn!(?fault, "a pending ledger cannot be read");
                compared.of.iter_mut().for_each(|change| {
                    if *change == Change::Same {
                        *change = Change::Changed;
                    }
                });
            }
        }
        Ok(compared)
    }

    fn against_last(&self, feed: &Feed, run: &[Noted]) -> Result<Compared, Error> {
        let nothing = |basis| Compared {
            of: vec![Change::New; run.len()],
            removed: 0,
            basis,
        };
        let walked = match Reader::open(&self.ledger(feed.name)) {
            Ok(None) => {
                let other = self
                    .all("ledger")?
                    .into_iter()
                    .any(|(name, _)| (name.dataset, name.connection) == (feed.name.dataset, feed.name.connection));
                let basis = if other { Basis::OtherMapping } else { Basis::Nothing };
                return Ok(nothing(basis));
            }
            Ok(Some(reader)) if reader.head.key_check != feed.key_check => Err(Fault::Damaged),
            Ok(Some(reader)) => compare::walk(reader, run),
            Err(fault) => Err(fault),
        };
        match walked {
            Ok(compare::Walk { of, removed }) => Ok(Compared {
                of,
                removed,
                basis: Basis::Last,
            }),
            Err(fault) => {
                tracing::warn!(?fault, "the ledger cannot be read");
                if matches!(fault, Fault::Damaged) {
                    let _lock = self.lock()?;
                    self.set_aside(feed.name)?;
                }
                Ok(nothing(Basis::Unusable))
            }
        }
    }

    /// Forgets the ledgers of a connection, of a dataset, or of both; all of them where neither is named. What was sent
    /// is sent once more next time.
    pub fn forget(&self, connection: Option<u64>, dataset: Option<u64>) -> Result<usize, Error> {
        let _lock = self.lock()?;
        let wanted = |name: &LedgerName| {
            connection.is_none_or(|wanted| name.connection == wanted)
                && dataset.is_none_or(|wanted| name.dataset == wanted)
        };
        let mut forgotten = 0;
        for kind in ["ledger", "aside"] {
            for (_, path) in self.all(kind)?.into_iter().filter(|(name, _)| wanted(name)) {
                std::fs::remove_file(path)?;
                forgotten += usize::from(kind == "ledger");
            }
        }
        Ok(forgotten)
    }

    /// What is known of a dataset, and what other runs have under way: equal as long as nobody has changed any of it.
    pub fn stamp(&self, dataset: u64, own: &str) -> Result<Stamp, Error> {
        let mut files = Vec::new();
        for kind in ["ledger", "pending", "doubtful"] {
            for (name, path) in self.all(kind)? {
                if name.dataset == dataset && pending::run_of(&path).as_deref() != Some(own) {
                    let about = std::fs::metadata(&path)?;
                    files.push((path, about.len(), about.modified()?));
                }
            }
        }
        Ok(Stamp(files))
    }

    fn ledger(&self, name: LedgerName) -> PathBuf {
        self.folder.join(format!("{}.ledger", name.file()))
    }

    fn set_aside(&self, name: LedgerName) -> Result<(), Error> {
        let path = self.ledger(name);
        match std::fs::rename(&path, path.with_extension("aside")) {
            // Another process was quicker.
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The files of a kind.
    fn all(&self, kind: &str) -> Result<Vec<(LedgerName, PathBuf)>, Error> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            if path.extension() == Some(OsStr::new(kind))
                && let Some(name) = LedgerName::parse(stem.split('.').next().unwrap_or_default())
            {
                all.push((name, path));
            }
        }
        all.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(all)
    }

    /// One process changes ledgers at a time.
    fn lock(&self) -> Result<SendLock, Error> {
        SendLock::acquire(&self.folder, "ledger", PATIENCE).map_err(|busy| match busy {
            Busy::Held => Error::Refused("another process holds the ledgers"),
            Busy::Io(error) => error.into(),
        })
    }
}

#[cfg(test)]
mod tests;
