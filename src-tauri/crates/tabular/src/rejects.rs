//! The rows that were left out, as a CSV that the user asked for: their original cells, where they stood and why.
//!
//! A spreadsheet takes some cells for formulas; in this file, and in no other, those get an apostrophe in front. It
//! comes off again exactly when such a file is read (see [`crate::Corrections`]), so that `+31…` stays a telephone
//! number.

use crate::{Cells, Dialect, Error, is_secret};
use std::borrow::Cow;
use std::io::Write;

/// The columns added behind the original ones.
pub const REJECT_COLUMNS: [&str; 6] = [
    "courier_row",
    "courier_line",
    "courier_column",
    "courier_reason",
    "courier_code",
    ORIGIN_COLUMN,
];

/// The one that tells where the rows come from: in every row, so that rows can be taken out and sorted.
pub(crate) const ORIGIN_COLUMN: &str = "courier_run";

/// Why a row was left out, and where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reject<'a> {
    /// Record number, 1 = first record after the header.
    pub row: u64,
    /// Line number, 1 = first line of the file.
    pub line: u64,
    /// The column that it is about; empty where it is about the row.
    pub column: &'a str,
    /// The reason in the user's words.
    pub reason: &'a str,
    /// The finding's code.
    pub code: &'a str,
}

/// Writes a rejects file.
pub struct RejectsWriter<W: Write> {
    out: csv::Writer<W>,
    dialect: Dialect,
    /// Per column, whether it is left out.
    blocked: Vec<bool>,
    origin: String,
}

impl<W: Write> RejectsWriter<W> {
    /// Begins the file with its header: the source's own names in order, `None` for a blocked column, then
    /// [`REJECT_COLUMNS`]. The delimiter is the source's, so that the same spreadsheet opens it. `origin` tells where
    /// the rows come from, in letters and digits that no spreadsheet takes for a number.
    pub fn new(out: W, dialect: &Dialect, columns: &[Option<&str>], origin: &str) -> Result<Self, Error> {
        let mut out = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter)
            // A spreadsheet that splits at another sign than ours would begin a formula in the middle of a cell.
            .quote_style(csv::QuoteStyle::Always)
            .flexible(true)
            .from_writer(out);
        for name in columns.iter().flatten() {
            out.write_field(guarded(name.as_bytes()))?;
        }
        out.write_record(REJECT_COLUMNS)?;
        Ok(Self {
            out,
            dialect: *dialect,
            blocked: columns.iter().map(Option::is_none).collect(),
            origin: origin.to_owned(),
        })
    }

    /// Adds a row. Cells beyond the header come last, so that none is lost; bytes that are no text stay as they are. In
    /// the place of what may be a secret stands nothing.
    pub fn row(&mut self, cells: &Cells<'_>, reject: Reject<'_>) -> Result<(), Error> {
        for column in 0..self.blocked.len() {
            if !self.blocked[column] {
                self.cell(cells, column)?;
            }
        }
        for place in [reject.row, reject.line] {
            self.out.write_field(place.to_string())?;
        }
        for word in [reject.column, reject.reason, reject.code, &self.origin] {
            self.out.write_field(guarded(word.as_bytes()))?;
        }
        for extra in self.blocked.len()..cells.len() {
            self.cell(cells, extra)?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    fn cell(&mut self, cells: &Cells<'_>, column: usize) -> Result<(), Error> {
        let bytes = if is_secret(cells, column, &self.blocked, &self.dialect) {
            b""
        } else {
            cells.bytes(column)
        };
        Ok(self.out.write_field(guarded(bytes))?)
    }

    /// Writes what is left and gives the target back.
    pub fn finish(self) -> Result<W, Error> {
        self.out.into_inner().map_err(|e| Error::Io(e.into_error()))
    }
}

/// A spreadsheet would take the cell for a formula, or it is one that already has our mark.
fn needs_guard(cell: &[u8]) -> bool {
    let behind = cell.iter().position(|b| *b != b'\'').map(|i| cell[i]);
    matches!(behind, Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'))
}

fn guarded(cell: &[u8]) -> Cow<'_, [u8]> {
    if needs_guard(cell) {
        Cow::Owned([b"'", cell].concat())
    } else {
        Cow::Borrowed(cell)
    }
}

/// Takes our own mark off a cell of a rejects file, and off no other file's.
pub fn unguarded(cell: &[u8]) -> &[u8] {
    match cell.strip_prefix(b"'") {
        Some(rest) if needs_guard(rest) => rest,
        _ => cell,
    }
}
