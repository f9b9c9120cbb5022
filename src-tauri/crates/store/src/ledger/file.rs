//! One file of fingerprints: a small head, records of 16 bytes in the order of their shoppers, and one checksum over
//! everything. Written beside and renamed, so that a reader sees the old file or the new one, never half of either.

use super::{Fingerprint, LedgerName};
use crate::files::sync_folder;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3Default;

const MAGIC: &[u8; 8] = b"PCLEDGER";
const VERSION: u32 = 1;
const HEAD: usize = 80;
const RECORD: usize = 16;
/// Read and written at once: whole records.
const CHUNK: usize = 256 << 10;
/// More fields than a schema has.
const MOST_FIELDS: usize = 100_000;

/// What stands before the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub name: LedgerName,
    /// Tells the key that the fingerprints were made with from any other, and nothing else about it.
    pub key_check: u64,
    /// A record replaces everything that is known of its shopper.
    pub whole: bool,
    /// Hashes of the fields that are sent.
    pub fields: Vec<u64>,
    /// Fingerprints.
    pub count: u64,
    /// Rows with a bit each behind the fingerprints; none in a ledger.
    pub rows: u64,
}

/// Why a file cannot be read.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It is not what was written.
    Damaged,
    /// The system would not.
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

impl Head {
    /// The head's bytes; the checksum stands at their end, before the fields.
    fn bytes(&self, checksum: u64) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.fields.len() * 8);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((self.fields.len() as u32).to_le_bytes());
        bytes.extend(u64::from(self.whole).to_le_bytes());
        let LedgerName {
            dataset,
            connection,
            mapping,
        } = self.name;
        for number in [
            dataset,
            connection,
            mapping,
            self.key_check,
            self.count,
            self.rows,
            checksum,
        ]
        .iter()
        .chain(&self.fields)
        {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    fn read(file: &mut File) -> Result<(Self, u64), Fault> {
        let mut bytes = [0; HEAD];
        file.read_exact(&mut bytes)?;
        let number = |at: usize| u64_at(&bytes, at);
        let fields = (number(8) >> 32) as usize;
        if bytes[..8] != *MAGIC || number(8) as u32 != VERSION || number(16) > 1 || fields > MOST_FIELDS {
            return Err(Fault::Damaged);
        }
        let mut rest = vec![0; fields * 8];
        file.read_exact(&mut rest)?;
        let head = Self {
            name: LedgerName {
                dataset: number(24),
                connection: number(32),
                mapping: number(40),
            },
            key_check: number(48),
            whole: number(16) == 1,
            fields: (0..fields).map(|i| u64_at(&rest, i * 8)).collect(),
            count: number(56),
            rows: number(64),
        };
        Ok((head, number(72)))
    }

    /// The length that a file with this head has.
    fn length(&self) -> Option<u64> {
        let head = (HEAD + self.fields.len() * 8) as u64;
        self.count
            .checked_mul(RECORD as u64)?
            .checked_add(head)?
            .checked_add(self.rows.div_ceil(8))
    }

    fn checksum(&self, mut body: Xxh3Default) -> u64 {
        body.update(&self.bytes(0));
        body.digest()
    }
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8]
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Reads fingerprints in their order. What it said is only to be believed after [`Reader::end`].
pub(crate) struct Reader {
    file: File,
    pub head: Head,
    checksum: u64,
    sum: Xxh3Default,
    buffer: Vec<u8>,
    at: usize,
    /// Fingerprints that are not in the buffer yet.
    left: u64,
    last: Option<u64>,
}

impl Reader {
    /// `None` where there is no such file.
    pub(crate) fn open(path: &Path) -> Result<Option<Self>, Fault> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let (head, checksum) = Head::read(&mut file)?;
        if head.length() != Some(file.metadata()?.len()) {
            return Err(Fault::Damaged);
        }
        Ok(Some(Self {
            left: head.count,
            file,
            head,
            checksum,
            sum: Xxh3Default::new(),
            buffer: Vec::new(),
            at: 0,
            last: None,
        }))
    }

    /// The next fingerprint.
    pub(crate) fn next(&mut self) -> Result<Option<Fingerprint>, Fault> {
        if self.at == self.buffer.len() {
            if self.left == 0 {
                return Ok(None);
            }
            let records = self.left.min((CHUNK / RECORD) as u64);
            self.buffer.resize(records as usize * RECORD, 0);
            self.file.read_exact(&mut self.buffer)?;
            self.sum.update(&self.buffer);
            (self.left, self.at) = (self.left - records, 0);
        }
        let print = Fingerprint {
            shopper: u64_at(&self.buffer, self.at),
            record: u64_at(&self.buffer, self.at + 8),
        };
        self.at += RECORD;
        if self.last.is_some_and(|last| last >= print.shopper) {
            return Err(Fault::Damaged);
        }
        self.last = Some(print.shopper);
        Ok(Some(print))
    }

    /// Reads what is left, proves the whole file, and returns the bits behind the fingerprints.
    pub(crate) fn end(mut self) -> Result<Vec<u8>, Fault> {
        while self.next()?.is_some() {}
        let mut bits = vec![0; self.head.rows.div_ceil(8) as usize];
        self.file.read_exact(&mut bits)?;
        self.sum.update(&bits);
        if self.head.checksum(self.sum) == self.checksum {
            Ok(bits)
        } else {
            Err(Fault::Damaged)
        }
    }
}

/// Writes a file beside its place; nobody sees it before [`Writer::finish`].
pub(crate) struct Writer {
    file: File,
    place: PathBuf,
    draft: PathBuf,
    head: Head,
    sum: Xxh3Default,
    buffer: Vec<u8>,
}

impl Writer {
    /// `head` without its counts, which come of what is written.
    pub(crate) fn create(place: &Path, head: Head) -> io::Result<Self> {
        let draft = place.with_extension("draft");
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&draft)?;
        file.seek(SeekFrom::Start(head.bytes(0).len() as u64))?;
        Ok(Self {
            file,
            place: place.to_owned(),
            draft,
            head: Head {
                count: 0,
                rows: 0,
                ..head
            },
            sum: Xxh3Default::new(),
            buffer: Vec::with_capacity(CHUNK),
        })
    }

    /// Fingerprints come in the order of their shoppers, each once.
    pub(crate) fn push(&mut self, print: Fingerprint) -> io::Result<()> {
        self.buffer.extend(print.shopper.to_le_bytes());
        self.buffer.extend(print.record.to_le_bytes());
        self.head.count += 1;
        if self.buffer.len() == CHUNK {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sum.update(&self.buffer);
        self.file.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Puts the file in its place; it is on the disk when this returns.
    pub(crate) fn finish(mut self, rows: u64, bits: &[u8]) -> io::Result<()> {
        self.head.rows = rows;
        self.flush()?;
        self.sum.update(bits);
        self.file.write_all(bits)?;
        let checksum = self.head.checksum(self.sum.clone());
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&self.head.bytes(checksum))?;
        self.file.sync_all()?;
        std::fs::rename(&self.draft, &self.place)?;
        sync_folder(&self.place)
    }
}
