//! What stands around a table: nothing, gzip, a zip archive, an Excel workbook. All are read as a stream of text.

use super::pipe::Piped;
use super::workbook;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tabular::FileKind;

/// What stands around a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Nothing.
    Plain,
    /// Gzip.
    Gzip,
    /// An entry of a zip archive.
    Zip(usize),
    /// A sheet of an Excel workbook.
    Sheet(String),
}

/// Why what stands around a table cannot be opened.
#[derive(Debug)]
pub(crate) enum Unopened {
    /// It is no table at all; the reader says so better.
    NoContainer,
    /// An archive or workbook without a table in it, or with several.
    NotOneTable(FileKind),
    /// A workbook with more in it than is ever unpacked.
    TooLarge,
}

impl Container {
    /// Its code on the wire, where there is something around the table.
    pub(crate) fn code(&self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Zip(_) => Some("zip"),
            Self::Sheet(_) => Some("xlsx"),
        }
    }

    /// Looks at a file's first bytes and, for archives, at its directory.
    pub(crate) fn of(path: &Path, name: &str) -> Result<Self, Unopened> {
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(64 << 10).read_to_end(&mut head));
        if read.is_err() {
            return Err(Unopened::NoContainer);
        }
        match tabular::sniff(name, &head) {
            Some(FileKind::Gzip) => Ok(Self::Gzip),
            Some(kind @ (FileKind::Zip | FileKind::Xlsx)) => archive(path, kind),
            _ => Ok(Self::Plain),
        }
    }

    /// Reads the table from its start; `consumed` counts the bytes of the file that were read for it.
    pub(crate) fn open(&self, path: &Path, consumed: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
        let counted = || {
            File::open(path).map(|file| Counted {
                file,
                consumed: consumed.clone(),
            })
        };
        Ok(match self {
            Self::Plain => Box::new(counted()?),
            Self::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(256 << 10, counted()?))),
            Self::Zip(entry) => {
                let (file, entry) = (File::open(path)?, *entry);
                Box::new(Piped::new(move |out| {
                    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(invalid)?;
                    let mut entry = archive.by_index(entry).map_err(invalid)?;
                    io::copy(&mut entry, out).map(|_| ())
                })?)
            }
            Self::Sheet(sheet) => {
                let (path, sheet) = (path.to_owned(), sheet.clone());
                Box::new(Piped::new(move |out| workbook::write(&path, &sheet, out))?)
            }
        })
    }
}

/// What a library says of a file that is not what it seems to be.
pub(super) fn invalid<E: std::error::Error + Send + Sync + 'static>(error: E) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

/// A file whose bytes are counted as they are read.
struct Counted {
    file: File,
    consumed: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.consumed.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// `kind` is what its first bytes say, for an archive that cannot be read.
fn archive(path: &Path, kind: FileKind) -> Result<Container, Unopened> {
    let zip = || Unopened::NotOneTable(kind);
    let file = File::open(path).map_err(|_| Unopened::NoContainer)?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| zip())?;
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| zip())?;
        names.push(entry.name().map(|name| name.to_lowercase()).unwrap_or_default());
    }
    if names.iter().any(|name| name == "xl/workbook.xml") {
        return workbook::first_sheet(path, &mut archive).map(Container::Sheet);
    }
    let is_table = |name: &str| {
        !name.starts_with("__macosx/") && [".csv", ".txt", ".tsv", ".tab"].iter().any(|end| name.ends_with(end))
    };
    let mut tables = (0..names.len()).filter(|index| is_table(&names[*index]));
    match (tables.next(), tables.next()) {
        (Some(one), None) => Ok(Container::Zip(one)),
        _ => Err(zip()),
    }
}

/// Quotes a cell where it must be.
pub(super) fn write_cell(text: &str, out: &mut Vec<u8>) {
    if text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') {
        out.push(b'"');
        out.extend(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend(text.as_bytes());
    }
}
