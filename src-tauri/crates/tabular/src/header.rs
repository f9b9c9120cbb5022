//! Which line names the columns, and the names. A header is believed when its cells look like names and it is about
//! as wide as the records; that there is none is said only when an e-mail address stands in its place.

use crate::cells::{CellReader, RecordView};
use crate::dialect::SampleRecord;
use crate::splitter::Marks;
use crate::{Error, MAX_COLUMNS, MAX_NAME_BYTES, MAX_TITLE_LINES};
use std::collections::HashSet;

/// Where the header is, as an index into the sample's records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// This record names the columns.
    Found(usize),
    /// This record stands where the header should, but it may be data.
    Doubtful(usize),
    /// There is none; this record is the first shopper.
    Absent(usize),
    /// Nothing but blank lines.
    Nothing,
}

/// What is worth knowing about a column's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameNote {
    /// Another column to its left has the same name but for case and spaces; a number was added to this one.
    Duplicate,
    /// It has none; it was named by its position.
    Blank,
    /// Invisible characters, line breaks or runs of spaces were taken out.
    Cleaned,
    /// Its bytes are not text in the file's encoding.
    Undecodable,
}

/// A column's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Unique in the file, also without regard to case.
    pub(crate) unique: String,
    /// As it stands in the file.
    pub(crate) original: String,
    pub(crate) notes: Vec<NameNote>,
}

/// Rows whose cells are compared with those of a possible header.
const COMPARED: usize = 50;

/// Finds the header among the sample's first records, of which most have `width` cells.
pub(crate) fn find(marks: Marks, records: &[SampleRecord], width: usize) -> Heading {
    let Some(first) = records.first() else {
        return Heading::Nothing;
    };
    let last_line = first.line + MAX_TITLE_LINES as u64;
    let mut reader = CellReader::from_marks(marks);
    let filled: Vec<(usize, Vec<String>)> = records
        .iter()
        .enumerate()
        .filter(|(_, r)| !r.flags.blank())
        .take(COMPARED + MAX_TITLE_LINES)
        .map(|(i, r)| (i, trimmed_cells(&mut reader, r)))
        .collect();
    let width = used_width(&filled, width);
    let near = || filled.iter().filter(|(i, _)| records[*i].line <= last_line);
    // A title may look like a header too; the column that every upload needs tells them apart.
    let headers = || near().filter(|(_, row)| looks_like_header(row, width));
    if let Some((index, _)) = headers().find(|(_, row)| names_email(row)).or_else(|| headers().next()) {
        return Heading::Found(*index);
    }
    let Some((index, row)) = near().find(|(_, row)| is_wide(row, width)).or_else(|| filled.first()) else {
        return Heading::Nothing;
    };
    let below = filled.iter().filter(|(i, row)| i > index && is_wide(row, width));
    if holds_email_as_below(row, below.map(|(_, row)| row)) {
        Heading::Absent(*index)
    } else {
        Heading::Doubtful(*index)
    }
}

/// The width of the first record that names the column which every upload needs, if there is one.
pub(crate) fn named_width(marks: Marks, records: &[SampleRecord]) -> Option<usize> {
    let mut reader = CellReader::from_marks(marks);
    let mut rows = records.iter().filter(|r| !r.flags.blank()).take(MAX_TITLE_LINES);
    rows.find_map(|record| {
        let row = trimmed_cells(&mut reader, record);
        let is_header = names_email(&row)
            && row.iter().all(|c| c.is_empty() || looks_like_name(c))
            && !row.iter().any(|c| is_email(c));
        is_header.then_some(row.len())
    })
}

fn trimmed_cells(reader: &mut CellReader, record: &SampleRecord) -> Vec<String> {
    let cells = reader.read(RecordView::new(record.bytes, record.flags));
    cells
        .iter()
        .map(|c| String::from_utf8_lossy(c).trim().to_owned())
        .collect()
}

/// The width without columns on the right that are blank in every record of the usual width.
fn used_width(rows: &[(usize, Vec<String>)], width: usize) -> usize {
    let used = |row: &Vec<String>| row.iter().rposition(|c| !c.is_empty()).map_or(0, |i| i + 1);
    rows.iter()
        .filter(|(_, row)| row.len() == width)
        .map(|(_, row)| used(row))
        .max()
        .unwrap_or(width)
}

/// Has text in most of its cells.
fn is_wide(row: &[String], width: usize) -> bool {
    let filled = row.iter().filter(|c| !c.is_empty()).count();
    filled > 0 && filled * 10 >= width * 7
}

fn looks_like_header(row: &[String], width: usize) -> bool {
    let filled = || row.iter().filter(|c| !c.is_empty());
    let names = filled().filter(|c| looks_like_name(c)).count();
    // A row that names the column which every upload needs may leave more of its columns unnamed.
    let named = names_email(row) && filled().count() * 2 >= width;
    (named || is_wide(row, width)) && !filled().any(|c| is_email(c) || is_date(c)) && names * 10 >= filled().count() * 8
}

fn names_email(row: &[String]) -> bool {
    row.iter().any(|c| c.to_lowercase().replace('-', "").contains("email"))
}

fn looks_like_name(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && !cell.starts_with(['+', '<'])
}

fn is_email(cell: &str) -> bool {
    xdm::Email::parse(cell).is_ok()
}

fn is_date(cell: &str) -> bool {
    let parts: Vec<&str> = cell.splitn(3, ['-', '/', '.']).collect();
    parts.len() == 3 && parts.iter().all(|p| p.starts_with(|c: char| c.is_ascii_digit()))
}

/// A column of `row` holds an e-mail address, and so do nearly all cells below it.
fn holds_email_as_below<'a>(row: &[String], below: impl Iterator<Item = &'a Vec<String>> + Clone) -> bool {
    row.iter()
        .enumerate()
        .filter(|(_, cell)| is_email(cell))
        .any(|(column, _)| {
            let (mut emails, mut all) = (0, 0);
            for cell in below.clone().filter_map(|r| r.get(column)).filter(|c| !c.is_empty()) {
                all += 1;
                emails += usize::from(is_email(cell));
            }
            emails * 10 >= all * 8
        })
}

/// Reads the names of the header record.
pub(crate) fn names(marks: Marks, record: &SampleRecord) -> Result<Vec<Name>, Error> {
    let mut reader = CellReader::from_marks(marks);
    let cells = reader.read(RecordView::new(record.bytes, record.flags));
    if cells.len() > MAX_COLUMNS {
        let more = cells
            .iter()
            .last()
            .map_or(0, |rest| memchr::memchr_iter(marks.delimiter, rest).count());
        return Err(Error::TooManyColumns {
            count: cells.len() + more,
        });
    }
    let cleaned: Vec<(String, Vec<NameNote>)> = cells.iter().map(clean).collect();
    if let Some(index) = cleaned.iter().position(|(name, _)| name.len() > MAX_NAME_BYTES) {
        return Err(Error::NameTooLong { index });
    }
    let originals = cells.iter().map(|c| String::from_utf8_lossy(c).into_owned());
    Ok(unique(cleaned)
        .zip(originals)
        .map(|((unique, notes), original)| Name {
            unique,
            original,
            notes,
        })
        .collect())
}

/// Names for the columns of a file without a header.
pub(crate) fn positions(width: usize) -> Result<Vec<Name>, Error> {
    if width > MAX_COLUMNS {
        return Err(Error::TooManyColumns { count: width });
    }
    let name = |i| Name {
        unique: by_position(i),
        original: String::new(),
        notes: vec![NameNote::Blank],
    };
    Ok((0..width).map(name).collect())
}

fn by_position(index: usize) -> String {
    format!("Column {}", index + 1)
}

/// Takes out what cannot be seen and makes every run of white space one space.
fn clean(cell: &[u8]) -> (String, Vec<NameNote>) {
    let (text, mut notes) = match std::str::from_utf8(cell) {
        Ok(text) => (text.to_owned(), Vec::new()),
        Err(_) => (String::from_utf8_lossy(cell).into_owned(), vec![NameNote::Undecodable]),
    };
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if name != text.trim_matches(' ') {
        notes.push(NameNote::Cleaned);
    }
    (name, notes)
}

fn is_invisible(c: char) -> bool {
    let zero_width = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    zero_width || (c.is_control() && !c.is_whitespace())
}

/// Numbers the second and later columns of one name. A number never makes the name of another column.
fn unique(names: Vec<(String, Vec<NameNote>)>) -> impl Iterator<Item = (String, Vec<NameNote>)> {
    let key = |name: &str| name.to_lowercase();
    let given: HashSet<String> = names.iter().map(|(name, _)| key(name)).collect();
    let mut taken: HashSet<String> = HashSet::new();
    names.into_iter().enumerate().map(move |(index, (name, mut notes))| {
        let (base, blank) = if name.is_empty() {
            (by_position(index), true)
        } else {
            (name, false)
        };
        let is_free = |name: &str, taken: &HashSet<String>| !taken.contains(&key(name));
        let mut unique = base.clone();
        let mut number = 2;
        // A name by position gives way to a column that really has that name.
        while !is_free(&unique, &taken) || ((blank || number > 2) && given.contains(&key(&unique))) {
            unique = format!("{base} ({number})");
            number += 1;
        }
        if blank {
            notes.push(NameNote::Blank);
        } else if unique != base {
            notes.push(NameNote::Duplicate);
        }
        taken.insert(key(&unique));
        (unique, notes)
    })
}
