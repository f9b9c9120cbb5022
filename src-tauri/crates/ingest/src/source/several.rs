//! Several files as one: files with the same header one after another, and Commerce's customers with their addresses
//! ([`super::joined`]).

use super::OneFile;
use crate::report::Layout;
use crate::suggest;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use tabular::{Hints, Inspection, TextStream};

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

pub(super) fn inspected(file: &OneFile) -> io::Result<Inspection> {
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
