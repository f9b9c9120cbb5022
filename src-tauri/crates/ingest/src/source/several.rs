//! Several files as one: files with the same header one after another, and Commerce's customers with their addresses.

use super::OneFile;
use super::container::write_cell;
use super::pipe::Piped;
use crate::report::Layout;
use crate::suggest;
use hashbrown::{HashMap, HashSet};
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use tabular::{BlockView, Blocks, CellReader, Cells, Hints, Inspection, TextStream};

/// How several files are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Together {
    /// The same header: one after another.
    Appended,
    /// The second file's addresses belong to the first file's customers.
    Joined,
}

/// How these files are one, and their order; `None` where they are not.
pub(super) fn together(files: &[OneFile]) -> Option<(Together, Vec<OneFile>)> {
    let seen: Vec<Inspection> = files.iter().map(inspect).collect::<Option<_>>()?;
    let names: Vec<Vec<String>> = seen
        .iter()
        .map(|s| s.columns.iter().map(|c| c.name.clone()).collect())
        .collect();
    let same = |a: &Vec<String>, b: &Vec<String>| {
        a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.eq_ignore_ascii_case(y))
    };
    let dialect = |s: &Inspection| (s.dialect.delimiter, s.dialect.quote, s.dialect.escape);
    let alike = names.iter().all(|n| same(n, &names[0])) && seen.iter().all(|s| dialect(s) == dialect(&seen[0]));
    if alike {
        return Some((Together::Appended, files.to_vec()));
    }
    let layouts: Vec<Option<Layout>> = names.iter().map(|n| suggest::layout_of(n)).collect();
    match layouts[..] {
        [Some(Layout::CommerceMain), Some(Layout::CommerceAddresses)] => Some((Together::Joined, files.to_vec())),
        [Some(Layout::CommerceAddresses), Some(Layout::CommerceMain)] => {
            Some((Together::Joined, vec![files[1].clone(), files[0].clone()]))
        }
        _ => None,
    }
}

fn inspect(file: &OneFile) -> Option<Inspection> {
    let mut reader = file.open(Arc::default()).ok()?;
    let (sample, complete) = tabular::read_sample(&mut reader).ok()?;
    tabular::inspect(&file.name, &sample, complete, &Hints::default()).ok()
}

fn inspected(file: &OneFile) -> io::Result<Inspection> {
    inspect(file).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// The text of files with the same header, which only the first one keeps.
pub(super) fn appended(files: &[OneFile], consumed: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
    let mut texts: VecDeque<(Box<dyn Read + Send>, u64)> = VecDeque::new();
    for (index, file) in files.iter().enumerate() {
        let seen = inspected(file)?;
        let skip = if index == 0 { 0 } else { seen.dialect.data_offset };
        let text = TextStream::new(file.open(consumed.clone())?, seen.detected);
        texts.push_back((Box::new(text), skip));
    }
    Ok(Box::new(Appended { texts, last: b'\n' }))
}

struct Appended {
    /// Texts to come, and how much of each is passed over.
    texts: VecDeque<(Box<dyn Read + Send>, u64)>,
    last: u8,
}

impl Read for Appended {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some((text, skip)) = self.texts.front_mut() {
            if *skip > 0 {
                io::copy(&mut text.take(*skip), &mut io::sink())?;
                *skip = 0;
            }
            let n = text.read(buffer)?;
            if n > 0 {
                self.last = buffer[n - 1];
                return Ok(n);
            }
            if buffer.is_empty() {
                return Ok(0);
            }
            self.texts.pop_front();
            // A file that ends without a line end must not glue its last row to the next file's first.
            if !self.texts.is_empty() && !matches!(self.last, b'\n' | b'\r') {
                self.last = b'\n';
                buffer[0] = b'\n';
                return Ok(1);
            }
        }
        Ok(0)
    }
}

/// The text of a composite file: each customer with the addresses of the same web site and e-mail address behind it.
/// Addresses of nobody come first, where they follow no customer and are told as such.
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
    each(main, &left, &Arc::default(), |cells| {
        known.insert(own.hash(cells));
        Ok(())
    })?;
    let address_columns: Vec<(usize, String)> = right
        .columns
        .iter()
        .filter(|c| !["_website", "_email", "_entity_id"].contains(&c.name.as_str()))
        .map(|c| {
            let prefixed = c.name.starts_with("_address_");
            (
                c.index,
                if prefixed {
                    c.name.clone()
                } else {
                    format!("_address_{}", c.name)
                },
            )
        })
        .collect();
    let names = left.columns.iter().map(|c| c.name.as_str());
    write_row(names.chain(address_columns.iter().map(|(_, name)| name.as_str())), out)?;
    let blank = left.columns.len();
    let mut of: HashMap<u64, Vec<Vec<u8>>> = HashMap::new();
    each(addresses, &right, consumed, |cells| {
        let mut tail = Vec::new();
        for (index, _) in &address_columns {
            tail.push(b',');
            write_cell(cells.text(*index).unwrap_or("\u{fffd}"), &mut tail);
        }
        let key = other.hash(cells);
        if known.contains(&key) {
            of.entry(key).or_default().push(tail);
            Ok(())
        } else {
            write_continuation(blank, &tail, out)
        }
    })?;
    each(main, &left, consumed, |cells| {
        let mut line = Vec::new();
        for index in 0..blank {
            if index > 0 {
                line.push(b',');
            }
            write_cell(cells.text(index).unwrap_or("\u{fffd}"), &mut line);
        }
        let found = of.get(&own.hash(cells)).map(Vec::as_slice).unwrap_or_default();
        if let Some((first, rest)) = found.split_first() {
            line.extend_from_slice(first);
            line.push(b'\n');
            out.write_all(&line)?;
            return rest.iter().try_for_each(|tail| write_continuation(blank, tail, out));
        }
        line.extend(std::iter::repeat_n(b',', address_columns.len()));
        line.push(b'\n');
        out.write_all(&line)
    })
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

fn each(
    file: &OneFile,
    seen: &Inspection,
    consumed: &Arc<AtomicU64>,
    mut visit: impl FnMut(&Cells<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let text = TextStream::new(file.open(consumed.clone())?, seen.detected);
    let mut reader = CellReader::new(&seen.dialect);
    for block in Blocks::new(text, &seen.dialect) {
        let block = block.map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
        let view: BlockView<'_> = block.view();
        for span in &block.records {
            let cells = reader.read(view.record(span));
            if !cells.is_blank() {
                visit(&cells)?;
            }
        }
    }
    Ok(())
}
