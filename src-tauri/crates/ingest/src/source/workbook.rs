//! Excel workbooks: the sheet that people see first, as CSV.

use super::container::{Unopened, invalid, write_cell};
use super::unpacked;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook};
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tabular::FileKind;
use zip::ZipArchive;

/// Excel's own limits; a workbook beyond them was made to harm.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;
/// Bytes that are written at a time.
const CHUNK: usize = 64 << 10;

/// The name of the first sheet that people see and that has something in it. The archive is the workbook's own.
pub(super) fn first_sheet(path: &Path, archive: &mut ZipArchive<BufReader<File>>) -> Result<String, Unopened> {
    if !unpacked::is_bounded(archive) {
        return Err(Unopened::TooLarge);
    }
    // Its reader was seen to panic at columns that no sheet has.
    let found = catch_unwind(AssertUnwindSafe(|| find(path)));
    found.ok().flatten().ok_or(Unopened::NotOneTable(FileKind::Xlsx))
}

fn find(path: &Path) -> Option<String> {
    let mut book: Xlsx<_> = open_workbook(path).ok()?;
    let seen: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    seen.into_iter().find(|name| {
        let cells = book.worksheet_cells_reader(name);
        cells.is_ok_and(|mut cells| matches!(cells.next_cell(), Ok(Some(_))))
    })
}

/// Writes a sheet as CSV, each of its rows on a line of its own number.
pub(super) fn write(path: &Path, sheet: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut book: Xlsx<_> = open_workbook(path).map_err(invalid::<XlsxError>)?;
    let mut cells = book.worksheet_cells_reader(sheet).map_err(invalid)?;
    let (mut row, mut column, mut last) = (0, 0, None);
    let mut line: Vec<u8> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(invalid)? {
        let at = cell.get_position();
        let (at_row, at_column) = at;
        // A cell that stands before or upon the last one would go into another's text.
        if last >= Some(at) || at_row >= MAX_ROWS || at_column >= MAX_COLUMNS {
            return Err(ErrorKind::InvalidData.into());
        }
        last = Some(at);
        while row < at_row {
            line.push(b'\n');
            (row, column) = (row + 1, 0);
            spill(&mut line, out)?;
        }
        while column < at_column {
            line.push(b',');
            column += 1;
        }
        write_cell(&text_of(cell.get_value()), &mut line);
        spill(&mut line, out)?;
    }
    line.push(b'\n');
    out.write_all(&line)
}

/// Writes what has come together where it is much.
fn spill(line: &mut Vec<u8>, out: &mut dyn Write) -> io::Result<()> {
    if line.len() >= CHUNK {
        out.write_all(line)?;
        line.clear();
    }
    Ok(())
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
