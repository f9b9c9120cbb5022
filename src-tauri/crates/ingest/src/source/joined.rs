//! Commerce's customers and their addresses, two files, as the composite file that Commerce imports: each customer with
//! the addresses of the same web site and e-mail address behind it.
//!
//! Of the addresses only their places are kept (24 bytes each), sorted by whose they are; each is read again when its
//! customer's turn comes. Only what cannot be read at a place, such as gzip, is held as text.

use super::OneFile;
use super::container::{Container, write_cell};
use super::pipe::Piped;
use super::several::inspected;
use hashbrown::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use tabular::{Block, Blocks, CellReader, Cells, Inspection, Place, TextStream};

/// The text of the composite file. Addresses of nobody come first, where they follow no customer and are told as such.
pub(super) fn joined(
    main: &OneFile,
    addresses: &OneFile,
    consumed: &Arc<AtomicU64>,
) -> io::Result<Box<dyn Read + Send>> {
    let (main, addresses, consumed) = (main.clone(), addresses.clone(), consumed.clone());
    Ok(Box::new(Piped::new(move |out| {
        write_joined(&main, &addresses, &consumed, out)
    })?))
}

fn write_joined(main: &OneFile, addresses: &OneFile, consumed: &Arc<AtomicU64>, out: &mut dyn Write) -> io::Result<()> {
    let (left, right) = (inspected(main)?, inspected(addresses)?);
    let own = Key::of(&left, "email")?;
    let other = Key::of(&right, "_email")?;
    // Who there is, so that addresses of nobody are known before the first customer is written.
    let mut known: HashSet<u64> = HashSet::new();
    each(main, &left, &Arc::default(), |cells, _, _| {
        known.insert(own.hash(cells));
        Ok(())
    })?;
    let tails = Tails::new(&right);
    let names = left.columns.iter().map(|c| c.name.as_str());
    write_row(names.chain(tails.columns.iter().map(|(_, name)| name.as_str())), out)?;
    let blank = left.columns.len();
    let mut found = Found::new(addresses, &right)?;
    each(addresses, &right, consumed, |cells, text, offset| {
        let key = other.hash(cells);
        if known.contains(&key) {
            found.keep(key, text, offset);
            Ok(())
        } else {
            write_continuation(blank, &tails.of(cells), out)
        }
    })?;
    found.sort();
    each(main, &left, consumed, |cells, _, _| {
        let mut line = Vec::new();
        for index in 0..blank {
            if index > 0 {
                line.push(b',');
            }
            write_cell(cells.text(index).unwrap_or("\u{fffd}"), &mut line);
        }
        let mut own = found.of(own.hash(cells));
        match own.next() {
            None => line.extend(std::iter::repeat_n(b',', tails.columns.len())),
            Some(first) => line.extend(found.tail(first, &tails, &right)?),
        }
        line.push(b'\n');
        out.write_all(&line)?;
        own.try_for_each(|place| write_continuation(blank, &found.tail(place, &tails, &right)?, out))
    })
}

/// An address as the cells behind its customer's own.
struct Tails {
    columns: Vec<(usize, String)>,
}

impl Tails {
    fn new(addresses: &Inspection) -> Self {
        let named = |name: &str| match name.strip_prefix("_address_") {
            Some(_) => name.to_owned(),
            None => format!("_address_{name}"),
        };
        let own = addresses.columns.iter();
        Self {
            columns: own
                .filter(|c| !["_website", "_email", "_entity_id"].contains(&c.name.as_str()))
                .map(|c| (c.index, named(&c.name)))
                .collect(),
        }
    }

    fn of(&self, cells: &Cells<'_>) -> Vec<u8> {
        let mut tail = Vec::new();
        for (index, _) in &self.columns {
            tail.push(b',');
            write_cell(cells.text(*index).unwrap_or("\u{fffd}"), &mut tail);
        }
        tail
    }
}

/// Where an address stands, and whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    key: u64,
    offset: u64,
    len: u32,
}

/// The addresses of known customers.
struct Found {
    kept: Vec<Kept>,
    text: Text,
}

/// Where the text of an address is read again.
enum Text {
    /// In the file, whose text begins behind a byte order mark of this length.
    File(File, u64),
    /// Here, one record behind the other.
    Held(Vec<u8>),
}

impl Found {
    fn new(file: &OneFile, seen: &Inspection) -> io::Result<Self> {
        let at_its_place = file.container == Container::Plain && seen.detected.charset.is_utf8();
        Ok(Self {
            kept: Vec::new(),
            text: if at_its_place {
                Text::File(File::open(&file.path)?, seen.detected.mark_len())
            } else {
                Text::Held(Vec::new())
            },
        })
    }

    fn keep(&mut self, key: u64, record: &[u8], offset: u64) {
        let offset = match &mut self.text {
            Text::File(_, mark) => offset + *mark,
            Text::Held(text) => {
                let at = text.len() as u64;
                text.extend_from_slice(record);
                at
            }
        };
        let len = record.len() as u32;
        self.kept.push(Kept { key, offset, len });
    }

    fn sort(&mut self) {
        self.kept.sort_unstable();
    }

    /// The addresses of a customer, in the order of their file.
    fn of(&self, key: u64) -> impl Iterator<Item = Kept> {
        let from = self.kept.partition_point(|kept| kept.key < key);
        self.kept[from..]
            .iter()
            .copied()
            .take_while(move |kept| kept.key == key)
    }

    fn tail(&self, kept: Kept, tails: &Tails, seen: &Inspection) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; kept.len as usize];
        match &self.text {
            Text::Held(text) => bytes.copy_from_slice(&text[kept.offset as usize..][..kept.len as usize]),
            Text::File(file, _) => {
                let mut file = file;
                file.seek(SeekFrom::Start(kept.offset))?;
                file.read_exact(&mut bytes)?;
            }
        }
        let place = Place {
            offset: kept.offset,
            line: 1,
            row: 1,
        };
        let changed = |_| io::Error::from(io::ErrorKind::InvalidData);
        let block = Block::split(&seen.dialect, place, bytes).map_err(changed)?;
        let mut reader = CellReader::new(&seen.dialect);
        let record = block.records.first().ok_or(io::ErrorKind::InvalidData)?;
        Ok(tails.of(&reader.read(block.view().record(record))))
    }
}

fn write_row<'a>(cells: impl Iterator<Item = &'a str>, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            line.push(b',');
        }
        write_cell(cell, &mut line);
    }
    line.push(b'\n');
    out.write_all(&line)
}

/// A row with an address only: `tail` begins with the comma behind the last of the `blank` cells.
fn write_continuation(blank: usize, tail: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let mut line = vec![b','; blank.saturating_sub(1)];
    line.extend_from_slice(tail);
    line.push(b'\n');
    out.write_all(&line)
}

/// The columns that tell whose row it is.
struct Key {
    website: usize,
    email: usize,
}

impl Key {
    fn of(seen: &Inspection, email: &str) -> io::Result<Self> {
        let find = |name: &str| {
            let index = seen.columns.iter().position(|c| c.name.eq_ignore_ascii_case(name));
            index.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))
        };
        Ok(Self {
            website: find("_website")?,
            email: find(email)?,
        })
    }

    fn hash(&self, cells: &Cells<'_>) -> u64 {
        let text = |index| cells.text(index).unwrap_or_default().trim().to_lowercase();
        xxhash_rust::xxh3::xxh3_64(format!("{}\0{}", text(self.website), text(self.email)).as_bytes())
    }
}

/// Visits the records of a file: cells, text, and where it stands in the file's text.
fn each(
    file: &OneFile,
    seen: &Inspection,
    consumed: &Arc<AtomicU64>,
    mut visit: impl FnMut(&Cells<'_>, &[u8], u64) -> io::Result<()>,
) -> io::Result<()> {
    let text = TextStream::new(file.open(consumed.clone())?, seen.detected);
    let mut reader = CellReader::new(&seen.dialect);
    for block in Blocks::new(text, &seen.dialect) {
        let block = block.map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
        let view = block.view();
        for span in &block.records {
            let cells = reader.read(view.record(span));
            if !cells.is_blank() {
                let (start, end) = (span.start as usize, span.end as usize);
                visit(&cells, &block.bytes[start..end], block.place.offset + start as u64)?;
            }
        }
    }
    Ok(())
}
