//! What stands around a table: nothing, gzip, a zip archive, an Excel workbook. All are read as a stream of text.

use super::pipe::Piped;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, open_workbook};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tabular::FileKind;

/// Most bytes of a workbook's sheet when unpacked.
const MAX_SHEET: u64 = 200 << 20;

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
    /// A sheet that is too large when unpacked.
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
                Box::new(Piped::new(move |out| {
                    let mut book: Xlsx<_> = open_workbook(&path).map_err(invalid::<calamine::XlsxError>)?;
                    write_sheet(&mut book, &sheet, out)
                })?)
            }
        })
    }
}

fn invalid<E: std::error::Error + Send + Sync + 'static>(error: E) -> io::Error {
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
    let mut entries: Vec<(String, u64)> = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| zip())?;
        let name = entry.name().map(|name| name.to_lowercase()).unwrap_or_default();
        entries.push((name, entry.size()));
    }
    if entries.iter().any(|(name, _)| name == "xl/workbook.xml") {
        let sheets = entries.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
        if sheets.map(|(_, size)| *size).max().unwrap_or(0) > MAX_SHEET {
            return Err(Unopened::TooLarge);
        }
        return sheet(path);
    }
    let is_table = |name: &str| {
        !name.starts_with("__macosx/") && [".csv", ".txt", ".tsv", ".tab"].iter().any(|end| name.ends_with(end))
    };
    let mut tables = (0..entries.len()).filter(|index| is_table(&entries[*index].0));
    match (tables.next(), tables.next()) {
        (Some(one), None) => Ok(Container::Zip(one)),
        _ => Err(zip()),
    }
}

/// The first sheet that people see and that has something in it.
fn sheet(path: &Path) -> Result<Container, Unopened> {
    let none = || Unopened::NotOneTable(FileKind::Xlsx);
    let mut book: Xlsx<_> = open_workbook(path).map_err(|_: calamine::XlsxError| none())?;
    let seen: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    seen.into_iter()
        .find(|name| {
            let cells = book.worksheet_cells_reader(name);
            cells.is_ok_and(|mut cells| matches!(cells.next_cell(), Ok(Some(_))))
        })
        .map(Container::Sheet)
        .ok_or_else(none)
}

/// Writes a sheet as CSV, each of its rows on a line of its own number.
fn write_sheet(book: &mut Xlsx<BufReader<File>>, sheet: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(invalid)?;
    let (mut row, mut column) = (0, 0);
    let mut line: Vec<u8> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(invalid)? {
        let (at_row, at_column) = cell.get_position();
        while row < at_row {
            line.push(b'\n');
            (row, column) = (row + 1, 0);
        }
        while column < at_column {
            line.push(b',');
            column += 1;
        }
        write_cell(&text_of(cell.get_value()), &mut line);
        if line.len() >= 64 << 10 {
            out.write_all(&line)?;
            line.clear();
        }
    }
    line.push(b'\n');
    out.write_all(&line)
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

/// A cell's text: true dates in ISO, numbers with all their digits.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(at) => at.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
