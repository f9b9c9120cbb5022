//! Rows of a block as shoppers: blank rows and repeated headers told apart, address rows held with their customer.

use crate::compile::Compiled;
use crate::convert::{NotText, Row};
use std::ops::Range;
use tabular::{Block, CellReader, Cells, Dialect};
use xdm::FindingCode;

impl Row for Cells<'_> {
    fn text(&self, column: usize) -> Result<&str, NotText> {
        Cells::text(self, column).map_err(|_| NotText)
    }

    fn has_controls(&self) -> bool {
        Cells::has_controls(self)
    }
}

/// What stands in a stretch of rows.
pub(crate) enum Stretch<'a, 'r> {
    /// A shopper's own row and the address rows that follow it.
    Shopper(&'a [Cells<'r>]),
    /// A row that is passed over: blank, or the header once more.
    Skipped(FindingCode),
    /// A row that cannot be read as one of this file.
    Unusable(FindingCode),
}

/// Walks some rows of a block, which begin with a shopper's own; `visit` gets the number of its first row in the block, how many rows, and what they are.
pub(crate) fn walk(
    block: &Block,
    range: Range<usize>,
    dialect: &Dialect,
    compiled: &Compiled,
    mut visit: impl FnMut(usize, usize, Stretch<'_, '_>),
) {
    let view = block.view();
    let joins = !compiled.continued_by.is_empty();
    let mut readers = vec![CellReader::new(dialect)];
    // The reader of a row that was read to see that the shopper above it ends there.
    let mut ahead = None;
    let mut at = range.start;
    while at < range.end {
        let own = match ahead.take() {
            Some(reader) => {
                readers.swap(0, reader);
                readers[0].cells(view.record(&block.records[at]))
            }
            None => readers[0].read(view.record(&block.records[at])),
        };
        let mut rows = 1;
        if joins && !continues(&own, &compiled.continued_by) {
            while let Some(span) = block.records.get(at + rows) {
                if readers.len() == rows {
                    readers.push(CellReader::new(dialect));
                }
                if !continues(&readers[rows].read(view.record(span)), &compiled.continued_by) {
                    ahead = Some(rows);
                    break;
                }
                rows += 1;
            }
        }
        let spans = &block.records[at..at + rows];
        let mut cells = readers
            .iter()
            .zip(spans)
            .map(|(reader, span)| reader.cells(view.record(span)));
        // Nearly every shopper has one row, which needs no list.
        match (cells.next(), cells.len()) {
            (Some(own), 0) => visit(at, rows, judge(block, dialect, compiled, at, &[own])),
            (own, _) => {
                let cells: Vec<Cells<'_>> = own.into_iter().chain(cells).collect();
                visit(at, rows, judge(block, dialect, compiled, at, &cells));
            }
        }
        at += rows;
    }
}

fn judge<'a, 'r>(
    block: &Block,
    dialect: &Dialect,
    compiled: &Compiled,
    at: usize,
    cells: &'a [Cells<'r>],
) -> Stretch<'a, 'r> {
    let flags = block.records[at].flags;
    let own = &cells[0];
    if flags.blank() || all_blank(own) {
        return Stretch::Skipped(FindingCode::RowBlank);
    }
    if is_header(own, &compiled.columns) {
        return Stretch::Skipped(FindingCode::HeaderRepeated);
    }
    if is_footer(own, compiled.columns.len()) {
        return Stretch::Skipped(FindingCode::FooterSkipped);
    }
    if flags.cell_too_large() {
        return Stretch::Unusable(FindingCode::CellTooLarge);
    }
    if continues(own, &compiled.continued_by) {
        return Stretch::Unusable(FindingCode::AddressOrphan);
    }
    let width = compiled.columns.len();
    // Cells that moved by a separator too many can end in a blank one: the row is wider all the same.
    if own.len() > width && (own.len() - width > dialect.blank_tail || (width..own.len()).any(|i| !is_blank(own, i))) {
        return Stretch::Unusable(FindingCode::CellsExtra);
    }
    if own.len() < width && compiled.reads_beyond(own.len()) {
        return Stretch::Unusable(FindingCode::CellsMissing);
    }
    Stretch::Shopper(cells)
}

/// The row has something in it, but nothing of a shopper's own.
pub(crate) fn continues(cells: &Cells<'_>, own: &[usize]) -> bool {
    !own.is_empty() && own.iter().all(|column| is_blank(cells, *column)) && !all_blank(cells)
}

/// The text of a cell says nothing.
fn is_blank(cells: &Cells<'_>, column: usize) -> bool {
    Cells::text(cells, column).is_ok_and(|t| t.trim().is_empty())
}

fn all_blank(cells: &Cells<'_>) -> bool {
    (0..cells.len()).all(|i| is_blank(cells, i))
}

fn is_header(cells: &Cells<'_>, columns: &[String]) -> bool {
    let same = |i: usize, name: &String| Cells::text(cells, i).is_ok_and(|t| t.trim() == name);
    columns.first().is_some_and(|name| same(0, name))
        && columns.len() > 1
        && columns.iter().enumerate().all(|(i, name)| same(i, name))
}

/// How totals and remarks below a table begin, in lower case.
const FOOTERS: &[&str] = &[
    "total",
    "totaal",
    "grand total",
    "eindtotaal",
    "subtotal",
    "subtotaal",
    "gesamt",
    "summe",
    "somme",
    "aantal",
    "anzahl",
    "copyright",
    "(c) ",
    "©",
    "confidential",
    "vertrouwelijk",
    "generated",
    "gegenereerd",
    "erstellt",
    "report ",
    "rapport ",
    "end of",
    "einde ",
    "records",
    "rows",
    "rijen",
];

/// A total or a remark: a few cells without an address, of which the first says so.
fn is_footer(cells: &Cells<'_>, width: usize) -> bool {
    let text = |i: usize| Cells::text(cells, i).unwrap_or_default().trim();
    let mut filled = (0..cells.len()).map(text).filter(|t| !t.is_empty());
    let Some(first) = filled.next() else { return false };
    // Nearly every row is told apart by its first letter alone.
    let letter = first.as_bytes()[0].to_ascii_lowercase();
    let begins = |word: &&str| {
        word.as_bytes()[0] == letter
            && first
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    if !FOOTERS.iter().any(begins) {
        return false;
    }
    let rest: Vec<&str> = filled.collect();
    let few = rest.len() <= 2 || (cells.len() < width && rest.len() * 2 < width);
    few && !first.contains('@') && !rest.iter().any(|t| t.contains('@'))
}
