//! What a run is about to send, until it is known what became of it.
//!
//! `.pending` while the run is under way; `.doubtful` when another run on the same dataset was confirmed meanwhile, so
//! that nobody knows whose values a shopper has; `.kept` when the run ended without anybody knowing whether it landed:
//! then only the choice of its rows is still of use, to a run that is taken up again.

use super::file::{Fault, Head, Reader, Writer};
use super::{Feed, Fingerprint, LedgerName, Ledgers, Noted};
use crate::Error;
use std::path::{Path, PathBuf};

const UNDER_WAY: [&str; 2] = ["pending", "doubtful"];

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landed<'a> {
    /// The platform has taken all of it but these shoppers, whom it refused.
    Except(&'a [u64]),
    /// Nothing of it is visible, and nothing will be.
    Nothing,
    /// Some of it may be visible.
    Unknown,
}

/// The rows that a run leaves out because they are the same as last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Rows of the file.
    pub rows: u64,
    bits: Vec<u8>,
}

impl Frozen {
    /// Of a file with so many rows, none left out yet.
    pub fn new(rows: u64) -> Self {
        Self {
            rows,
            bits: vec![0; rows.div_ceil(8) as usize],
        }
    }

    /// Leaves a row out, from 0.
    pub fn leave_out(&mut self, row: u64) {
        if let Some(byte) = self.bits.get_mut((row / 8) as usize) {
            *byte |= 1 << (row % 8);
        }
    }

    /// Whether a row is left out.
    pub fn is_left_out(&self, row: u64) -> bool {
        let byte = self.bits.get((row / 8) as usize);
        byte.is_some_and(|byte| byte & 1 << (row % 8) != 0)
    }
}

impl Ledgers {
    /// Before a run sends: notes what it sends, in order, and which rows it leaves out. On the disk when this returns.
    pub fn expect(&self, run: &str, feed: &Feed, sent: &[Noted], left_out: &Frozen) -> Result<(), Error> {
        let mut writer = Writer::create(&self.place(feed.name, run, "pending"), feed.head())?;
        let mut last = None;
        for noted in sent {
            // Two shoppers with one hash: one of them is sent every time.
            if last != Some(noted.shopper()) {
                writer.push(Fingerprint {
                    shopper: noted.shopper(),
                    record: noted.record(),
                })?;
            }
            last = Some(noted.shopper());
        }
        Ok(writer.finish(left_out.rows, &left_out.bits)?)
    }

    /// What a run chose to leave out when it began to send; `None` where that is not known.
    pub fn frozen(&self, run: &str) -> Result<Option<Frozen>, Error> {
        for kind in UNDER_WAY.iter().chain(&["kept"]) {
            let Some((_, path)) = self.of_run(run, kind)? else {
                continue;
            };
            let read = Reader::open(&path).and_then(|reader| {
                let Some(reader) = reader else { return Ok(None) };
                let rows = reader.head.rows;
                Ok(Some(Frozen {
                    rows,
                    bits: reader.end()?,
                }))
            });
            match read {
                Ok(frozen) => return Ok(frozen),
                Err(Fault::Io(error)) => return Err(error.into()),
                Err(Fault::Damaged) => {}
            }
        }
        Ok(None)
    }

    /// Runs whose outcome the ledgers do not know yet, and those that left something behind.
    pub fn unresolved(&self) -> Result<Vec<String>, Error> {
        let mut runs = Vec::new();
        for kind in UNDER_WAY.iter().chain(&["kept", "draft"]) {
            runs.extend(self.all(kind)?.iter().filter_map(|(_, path)| run_of(path)));
        }
        Ok(runs)
    }

    /// Once it is known what became of a run. May be repeated, and torn off at any point and repeated then.
    pub fn resolve(&self, run: &str, landed: Landed<'_>) -> Result<(), Error> {
        let _lock = self.lock()?;
        let left: &[&str] = match landed {
            Landed::Unknown => &["draft"],
            _ => &["draft", "kept"],
        };
        for kind in left {
            if let Some((_, path)) = self.of_run(run, kind)? {
                std::fs::remove_file(path)?;
            }
        }
        for kind in UNDER_WAY {
            let Some((name, path)) = self.of_run(run, kind)? else {
                continue;
            };
            match self.settle(run, &path, landed, kind == "doubtful") {
                Ok(()) => {}
                Err(Fault::Io(error)) => return Err(error.into()),
                // Whom it was about cannot be told any more.
                Err(Fault::Damaged) => self.forget_dataset(name.dataset)?,
            }
            if landed == Landed::Unknown {
                keep_choice(&path)?;
            }
            std::fs::remove_file(&path)?;
        }
        Ok(())
    }

    fn settle(&self, run: &str, path: &Path, landed: Landed<'_>, is_doubtful: bool) -> Result<(), Fault> {
        let Some(pending) = Reader::open(path)? else {
            return Ok(());
        };
        let feed = feed_of(&pending.head);
        // Proved as a whole before a ledger is touched.
        pending.end()?;
        let others = self.under_way(&feed, run).map_err(fault)?;
        let refused = match landed {
            Landed::Nothing => return Ok(()),
            Landed::Except(refused) if others.is_empty() && !is_doubtful => Some(refused),
            _ => None,
        };
        if landed != Landed::Unknown {
            for other in others.iter().filter(|other| kind_is(other, "pending")) {
                std::fs::rename(other, other.with_extension("doubtful"))?;
            }
        }
        if let Some(refused) = refused {
            self.take_over(&feed, path, refused)?;
        }
        for (name, ledger) in self.all("ledger").map_err(fault)? {
            if name.dataset == feed.name.dataset && !(name == feed.name && refused.is_some()) {
                take_out(&feed, &ledger, path)?;
            }
        }
        Ok(())
    }

    /// The ledger with what the run has sent; where it cannot be read, that alone.
    fn take_over(&self, feed: &Feed, path: &Path, refused: &[u64]) -> Result<(), Fault> {
        let ledger = self.ledger(feed.name);
        let old = match Reader::open(&ledger) {
            Ok(old) => old.filter(|old| old.head.key_check == feed.key_check),
            Err(Fault::Damaged) => None,
            Err(fault) => return Err(fault),
        };
        let merge = |old: Option<Reader>| {
            let mut writer = Writer::create(&ledger, feed.head())?;
            let sent = opened(path)?;
            merged(old, sent, refused, |print| Ok(writer.push(print)?))?;
            Ok(writer.finish(0, &[])?)
        };
        let had = old.is_some();
        match merge(old) {
            Err(Fault::Damaged) if had => {
                self.set_aside(feed.name).map_err(fault)?;
                merge(None)
            }
            result => result,
        }
    }

    fn forget_dataset(&self, dataset: u64) -> Result<(), Error> {
        for (_, path) in self.all("ledger")?.into_iter().filter(|(n, _)| n.dataset == dataset) {
            std::fs::remove_file(path)?;
        }
        Ok(())
    }

    /// What other runs that may overwrite the same have under way.
    pub(super) fn under_way(&self, feed: &Feed, own: &str) -> Result<Vec<PathBuf>, Error> {
        let mut others = Vec::new();
        for kind in UNDER_WAY {
            for (name, path) in self.all(kind)? {
                let overlaps = || match Reader::open(&path) {
                    Ok(other) => other.is_some_and(|other| feed.overlaps(&other.head)),
                    Err(_) => true,
                };
                if name.dataset == feed.name.dataset && run_of(&path).is_some_and(|run| run != own) && overlaps() {
                    others.push(path);
                }
            }
        }
        Ok(others)
    }

    fn of_run(&self, run: &str, kind: &str) -> Result<Option<(LedgerName, PathBuf)>, Error> {
        let mut all = self.all(kind)?.into_iter();
        Ok(all.find(|(_, path)| run_of(path).as_deref() == Some(run)))
    }

    fn place(&self, name: LedgerName, run: &str, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{run}.{kind}", name.file()))
    }
}

/// Both in the order of their shoppers; of those who are in both, what was sent now.
fn merged(
    mut old: Option<Reader>,
    mut sent: Reader,
    refused: &[u64],
    mut put: impl FnMut(Fingerprint) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut known = old.as_mut().map_or(Ok(None), Reader::next)?;
    while let Some(now) = sent.next()? {
        if refused.binary_search(&now.shopper).is_ok() {
            continue;
        }
        while let (Some(print), Some(old)) = (known.filter(|print| print.shopper < now.shopper), old.as_mut()) {
            put(print)?;
            known = old.next()?;
        }
        if let (true, Some(old)) = (known.is_some_and(|print| print.shopper == now.shopper), old.as_mut()) {
            known = old.next()?;
        }
        put(now)?;
    }
    while let (Some(print), Some(old)) = (known, old.as_mut()) {
        put(print)?;
        known = old.next()?;
    }
    old.map_or(Ok(()), |old| old.end().map(drop))?;
    sent.end().map(drop)
}

/// Takes a run's shoppers out of a ledger that says something else about them; one that cannot be read goes as a whole.
fn take_out(feed: &Feed, ledger: &Path, pending: &Path) -> Result<(), Fault> {
    let reader = match Reader::open(ledger) {
        Ok(None) => return Ok(()),
        Ok(Some(reader)) if !feed.overlaps(&reader.head) => return Ok(()),
        Ok(Some(reader)) if reader.head.key_check == feed.key_check => reader,
        Ok(Some(_)) | Err(Fault::Damaged) => return Ok(std::fs::remove_file(ledger)?),
        Err(fault) => return Err(fault),
    };
    match without(reader, opened(pending)?, ledger) {
        Err(Fault::Damaged) => Ok(std::fs::remove_file(ledger)?),
        result => result,
    }
}

fn without(mut ledger: Reader, mut sent: Reader, place: &Path) -> Result<(), Fault> {
    let mut writer = Writer::create(place, ledger.head.clone())?;
    let mut next = sent.next()?;
    while let Some(print) = ledger.next()? {
        while next.is_some_and(|sent| sent.shopper < print.shopper) {
            next = sent.next()?;
        }
        if next.is_none_or(|sent| sent.shopper != print.shopper) {
            writer.push(print)?;
        }
    }
    ledger.end()?;
    Ok(writer.finish(0, &[])?)
}

/// Of a run that may be taken up again the choice of rows stays.
fn keep_choice(path: &Path) -> Result<(), Error> {
    let kept = Reader::open(path).and_then(|pending| {
        let Some(pending) = pending else { return Ok(()) };
        let head = pending.head.clone();
        let (rows, writer) = (head.rows, Writer::create(&path.with_extension("kept"), head)?);
        Ok(writer.finish(rows, &pending.end()?)?)
    });
    match kept {
        Err(Fault::Io(error)) => Err(error.into()),
        Ok(()) | Err(Fault::Damaged) => Ok(()),
    }
}

fn opened(path: &Path) -> Result<Reader, Fault> {
    Reader::open(path)?.ok_or(Fault::Damaged)
}

fn feed_of(head: &Head) -> Feed {
    Feed {
        name: head.name,
        key_check: head.key_check,
        whole: head.whole,
        fields: head.fields.clone(),
    }
}

pub(super) fn run_of(path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    stem.split_once('.').map(|(_, run)| run.to_owned())
}

fn kind_is(path: &Path, kind: &str) -> bool {
    path.extension() == Some(std::ffi::OsStr::new(kind))
}

fn fault(error: Error) -> Fault {
    Fault::Io(std::io::Error::other(error))
}
