//! What is remembered of people, whatever file or mapping it came with: which number was sent with which e-mail address,
//! and who has objected to what. Keyed hashes and moments only; nobody can be told from them without the key, which is not
//! here.
//!
//! Two sorted files for each sandbox of an organisation. Pairs are noted before a run sends ([`Memories::expect`]) and
//! taken over when something of it may have become visible ([`Memories::resolve`]); a run of which nothing did leaves none.
//! Objections are kept at once ([`Memories::remember`]): one too many asks a question, one too few does harm.

mod memos;
mod settle;

pub use memos::{Memo, Memos};

use crate::folders::private_folder;
use crate::ledger::LedgerName;
use crate::ledger::file::{Fault, Head, Writer};
use crate::{Busy, Error, SendLock};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A change of the memory takes as long as its files take to be copied.
const PATIENCE: Duration = Duration::from_secs(120);
/// Numbers and the e-mail addresses that they were sent with.
const PAIRS: &str = "pairs";
/// Objections.
const OBJECTIONS: &str = "objections";
/// The pairs of a run that is under way.
const GOING: &str = "going";
/// Objections that a run under way takes back, because somebody agreed after them.
const RETURNS: &str = "returns";
/// What was being written when a process ended.
const DRAFT: &str = "draft";

/// Which memory: hashes of what it belongs to, and a number that only its key makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemoryName {
    /// The organisation.
    pub organisation: u64,
    /// The sandbox.
    pub sandbox: u64,
    /// Of the key that everything in it was hashed with.
    pub key: u64,
}

impl MemoryName {
    fn file(self) -> String {
        format!("{:016x}-{:016x}-{:016x}", self.organisation, self.sandbox, self.key)
    }

    fn parse(stem: &str) -> Option<Self> {
        let mut numbers = stem.split('-').map(|hex| u64::from_str_radix(hex, 16).ok());
        let mut next = || numbers.next().flatten();
        let name = Self {
            organisation: next()?,
            sandbox: next()?,
            key: next()?,
        };
        (name.file() == stem).then_some(name)
    }

    fn head(self) -> Head {
        Head {
            name: LedgerName {
                dataset: 0,
                connection: self.organisation,
                mapping: self.sandbox,
            },
            key_check: self.key,
            whole: false,
            fields: Vec::new(),
            count: 0,
            rows: 0,
        }
    }
}

/// What is remembered of a sandbox.
#[derive(Debug, Default)]
pub struct Recalled {
    /// The e-mail address that each number was sent with.
    pub pairs: Memos,
    /// The same of other runs that are under way.
    pub under_way: Vec<Memos>,
    /// Who has objected, and when at the latest.
    pub objections: Memos,
    /// Some of it cannot be read, or was made with another key.
    pub is_unusable: bool,
    /// As it was.
    pub stamp: MemoryStamp,
}

/// How the files of a sandbox were at some moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryStamp(Vec<(PathBuf, u64, SystemTime)>);

/// What a run is going to send.
#[derive(Clone, Debug, Default)]
pub struct Going {
    /// Numbers with the e-mail addresses that they go out with.
    pub pairs: Vec<Memo>,
    /// Remembered objections after which somebody agreed, with the moment of the agreement.
    pub returns: Vec<Memo>,
}

/// This user's memories. Every call blocks.
#[derive(Clone, Debug)]
pub struct Memories {
    folder: PathBuf,
}

impl Memories {
    /// Those of a data folder; the folder is made where missing.
    pub fn at(data: &Path) -> Result<Self, Error> {
        let folder = data.join("memory");
        private_folder(&folder)?;
        Ok(Self { folder })
    }

    /// What is remembered, also of what other runs than `own` have under way.
    pub fn recall(&self, name: MemoryName, own: &str) -> Result<Recalled, Error> {
        let mut recalled = Recalled {
            stamp: self.stamp(name, own)?,
            ..Recalled::default()
        };
        let mut read = |path: &Path| -> Result<Option<Memos>, Error> {
            match Memos::read(path, name.key) {
                Ok(memos) => Ok(memos),
                Err(Fault::Io(error)) => Err(error.into()),
                Err(Fault::Damaged) => {
                    tracing::warn!("a memory cannot be read");
                    recalled.is_unusable = true;
                    Ok(None)
                }
            }
        };
        let (pairs, objections) = (read(&self.place(name, PAIRS))?, read(&self.place(name, OBJECTIONS))?);
        let mut under_way = Vec::new();
        for (_, path) in self.all(GOING)?.into_iter().filter(|(other, _)| *other == name) {
            if run_of(&path).as_deref() != Some(own) {
                under_way.extend(read(&path)?);
            }
        }
        let is_new = pairs.is_none() && objections.is_none();
        recalled.pairs = pairs.unwrap_or_default();
        recalled.under_way = under_way;
        recalled.objections = objections.unwrap_or_default();
        // Whatever another key made cannot be asked any more.
        recalled.is_unusable |= is_new && self.has_other_key(name)?;
        Ok(recalled)
    }

    /// What is kept of a sandbox, and what other runs have under way: equal as long as nobody has changed any of it.
    pub fn stamp(&self, name: MemoryName, own: &str) -> Result<MemoryStamp, Error> {
        let mut files = Vec::new();
        for kind in [PAIRS, OBJECTIONS, GOING] {
            for (other, path) in self.all(kind)? {
                if other == name && run_of(&path).as_deref() != Some(own) {
                    let about = std::fs::metadata(&path)?;
                    files.push((path, about.len(), about.modified()?));
                }
            }
        }
        Ok(MemoryStamp(files))
    }

    /// Keeps objections, each with the moment at which it was made at the latest; of two the later one counts. On the disk
    /// when this returns.
    pub fn remember(&self, name: MemoryName, objections: Vec<Memo>) -> Result<(), Error> {
        if objections.is_empty() {
            return Ok(());
        }
        let _lock = self.lock()?;
        let path = self.place(name, OBJECTIONS);
        let old = Self::readable(&path, name)?;
        // Nothing is written where nothing is new.
        let is_known = |memo: &Memo| old.get(memo.key).is_some_and(|until| until >= memo.value);
        if objections.iter().all(is_known) {
            return Ok(());
        }
        let all = memos::greatest(old, objections);
        Self::write(&path, name, &all)
    }

    /// Before a run sends: notes what it sends. `false` where somebody has changed the memory since it was recalled, and
    /// nothing was noted. On the disk when this returns.
    pub fn expect(&self, run: &str, name: MemoryName, going: &Going, recalled: &MemoryStamp) -> Result<bool, Error> {
        let _lock = self.lock()?;
        if self.stamp(name, run)? != *recalled {
            return Ok(false);
        }
        for (kind, memos) in [(GOING, &going.pairs), (RETURNS, &going.returns)] {
            let place = self.place_of_run(name, run, kind);
            if memos.is_empty() {
                remove(&place)?;
            } else {
                let memos = memos::greatest(Memos::default(), memos.clone());
                Self::write(&place, name, &memos)?;
            }
        }
        Ok(true)
    }

    fn write(path: &Path, name: MemoryName, memos: &[Memo]) -> Result<(), Error> {
        let mut writer = Writer::create(path, name.head())?;
        for memo in memos {
            writer.push(memo.print())?;
        }
        Ok(writer.finish(0, &[])?)
    }

    /// What is in a file; one that is damaged is moved aside.
    fn readable(path: &Path, name: MemoryName) -> Result<Memos, Error> {
        match Memos::read(path, name.key) {
            Ok(memos) => Ok(memos.unwrap_or_default()),
            Err(Fault::Io(error)) => Err(error.into()),
            Err(Fault::Damaged) => {
                tracing::warn!("a memory cannot be read and is moved aside");
                std::fs::rename(path, aside_of(path))?;
                Ok(Memos::default())
            }
        }
    }

    fn has_other_key(&self, name: MemoryName) -> Result<bool, Error> {
        let mut all = self.all(PAIRS)?;
        all.extend(self.all(OBJECTIONS)?);
        let is_same_place = |other: &MemoryName| {
            (other.organisation, other.sandbox) == (name.organisation, name.sandbox) && other.key != name.key
        };
        Ok(all.iter().any(|(other, _)| is_same_place(other)))
    }

    fn place(&self, name: MemoryName, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.all.{kind}", name.file()))
    }

    fn place_of_run(&self, name: MemoryName, run: &str, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{run}-{kind}.{kind}", name.file()))
    }

    /// The files of a kind.
    fn all(&self, kind: &str) -> Result<Vec<(MemoryName, PathBuf)>, Error> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
            if path.extension() == Some(OsStr::new(kind))
                && let Some(name) = MemoryName::parse(stem.split('.').next().unwrap_or_default())
            {
                all.push((name, path));
            }
        }
        all.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(all)
    }

    /// One process changes memories at a time.
    fn lock(&self) -> Result<SendLock, Error> {
        SendLock::acquire(&self.folder, "memory", PATIENCE).map_err(|busy| match busy {
            Busy::Held => Error::Refused("another process holds the memory"),
            Busy::Io(error) => error.into(),
        })
    }
}

/// The run that a file of a run under way belongs to.
fn run_of(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let (_, run) = stem.split_once('.')?;
    run.rsplit_once('-').map(|(run, _)| run.to_owned())
}

fn aside_of(path: &Path) -> PathBuf {
    let kind = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    path.with_extension(format!("{kind}-aside"))
}

/// A file that is not there is removed already.
fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
