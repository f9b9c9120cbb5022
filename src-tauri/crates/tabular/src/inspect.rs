//! The first look at a file: what it is, its encoding, dialect and header, and what its columns look like.

use crate::cells::{CellReader, RecordView};
use crate::dialect::{self, Dialect, Reading, Sample, SampleRecord};
use crate::header::{self, Heading, NameNote};
use crate::{Charset, ColumnProfile, Detected, Error, SAMPLE_BYTES, TextStream, detect, sniff};
use std::io::Read;

/// What the user has decided where the file leaves it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The encoding.
    pub charset: Option<Charset>,
    /// The delimiter; ASCII.
    pub delimiter: Option<u8>,
    /// The header's line, 0 for none.
    pub header_line: Option<u64>,
}

/// How sure the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderCertainty {
    /// It looks like one, or the user said so.
    Certain,
    /// The first full line may as well be data: worth a question.
    Doubtful,
    /// There is none: an e-mail address stands in its place.
    Absent,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its place, 0 = first.
    pub index: usize,
    /// Unique in the file, also without regard to case.
    pub name: String,
    /// The name as it stands in the file.
    pub original: String,
    /// What is worth knowing about the name.
    pub notes: Vec<NameNote>,
    /// What its cells look like in the sample.
    pub profile: ColumnProfile,
}

/// What the start of a file tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// How its bytes become text.
    pub detected: Detected,
    /// How its text is divided.
    pub dialect: Dialect,
    /// Its columns. Unnamed ones at the right end without data are left out.
    pub columns: Vec<Column>,
    /// How sure the header is.
    pub header: HeaderCertainty,
    /// It begins with a line such as `sep=;`, which was obeyed.
    pub sep_line: bool,
    /// Lines above the header that are not blank.
    pub title_lines: u64,
    /// Unnamed columns without data at the right end, which were left out.
    pub trailing_blank: usize,
    /// No delimiter fits: each line is one cell.
    pub single_column: bool,
    /// Records after the header in the sample that are not blank.
    pub rows_sampled: u64,
    /// The sample is the whole file.
    pub complete: bool,
    /// Bytes of the sample, and how many of them are records after the header; for an estimate.
    bytes_per_row: f64,
}

impl Inspection {
    /// About how many records a file of this size has; exact where the sample is the whole file.
    pub fn rows_estimate(&self, file_bytes: u64) -> u64 {
        if self.complete || self.bytes_per_row <= 0.0 {
            self.rows_sampled
        } else {
            (file_bytes as f64 / self.bytes_per_row) as u64
        }
    }
}

/// Reads the start of a file, at most [`SAMPLE_BYTES`], and whether that is all of it.
pub fn read_sample(source: &mut impl Read) -> std::io::Result<(Vec<u8>, bool)> {
    let mut sample = Vec::new();
    source.take(SAMPLE_BYTES as u64 + 1).read_to_end(&mut sample)?;
    let complete = sample.len() <= SAMPLE_BYTES;
    sample.truncate(SAMPLE_BYTES);
    Ok((sample, complete))
}

/// Looks at the start of a file. `name` is its base name; `complete` says that `sample` is all of it.
pub fn inspect(name: &str, sample: &[u8], complete: bool, hints: &Hints) -> Result<Inspection, Error> {
    if let Some(kind) = sniff(name, sample) {
        return Err(Error::NotText { kind });
    }
    let detected = match hints.charset {
        Some(charset) => Detected::chosen(charset, sample),
        None => detect(sample, complete)?,
    };
    let mut text = Vec::with_capacity(sample.len());
    TextStream::new(sample, detected).read_to_end(&mut text)?;
    let sep = dialect::sep_line(&text);
    let (from, first_line) = sep.map_or((0, 1), |(_, length)| (length, 2));
    let start = Sample {
        text: &text,
        from,
        first_line,
        complete,
    };
    let reading = dialect::read(&start, hints.delimiter.or(sep.map(|(d, _)| d)));
    if reading.records.is_empty() && !complete {
        return Err(Error::RecordTooLarge { line: first_line });
    }
    let (heading, certainty) = chosen_heading(&reading, hints)?;
    let layout = Layout::of(&reading, heading)?;
    let bytes_per_text = sample.len() as f64 / text.len().max(1) as f64;
    let mut inspection = layout.inspection(&start, &reading, detected, certainty, bytes_per_text)?;
    inspection.sep_line = sep.is_some();
    Ok(inspection)
}

/// The header's record, or the first record of data, by the hints or else by the looks of the file.
fn chosen_heading(reading: &Reading, hints: &Hints) -> Result<(Heading, HeaderCertainty), Error> {
    let first = reading
        .records
        .iter()
        .position(|r| !r.flags.blank())
        .ok_or(Error::Empty)?;
    let heading = match hints.header_line {
        Some(0) => Heading::Absent(first),
        Some(line) => Heading::Found(
            reading
                .records
                .iter()
                .position(|r| r.line >= line && !r.flags.blank())
                .unwrap_or(first),
        ),
        None => reading.heading,
    };
    let certainty = match heading {
        Heading::Found(_) => HeaderCertainty::Certain,
        Heading::Doubtful(_) => HeaderCertainty::Doubtful,
        Heading::Absent(_) => HeaderCertainty::Absent,
        Heading::Nothing => return Err(Error::Empty),
    };
    Ok((heading, certainty))
}

/// Where the header ends and what it says.
struct Layout {
    names: Vec<header::Name>,
    /// Line of the header, 0 for none.
    header_line: u64,
    data_offset: usize,
    data_line: u64,
    title_lines: u64,
}

impl Layout {
    fn of(reading: &Reading, heading: Heading) -> Result<Self, Error> {
        let titles = |index: usize| reading.records[..index].iter().filter(|r| !r.flags.blank()).count() as u64;
        match heading {
            Heading::Found(index) | Heading::Doubtful(index) => {
                let record = &reading.records[index];
                Ok(Self {
                    names: header::names(reading.marks, record)?,
                    header_line: record.line,
                    data_offset: record.next,
                    data_line: record.next_line,
                    title_lines: titles(index),
                })
            }
            Heading::Absent(index) => {
                let record = &reading.records[index];
                Ok(Self {
                    names: header::positions(reading.width)?,
                    header_line: 0,
                    data_offset: record.start,
                    data_line: record.line,
                    title_lines: titles(index),
                })
            }
            Heading::Nothing => Err(Error::Empty),
        }
    }

    fn inspection(
        self,
        sample: &Sample,
        reading: &Reading,
        detected: Detected,
        header: HeaderCertainty,
        bytes_per_text: f64,
    ) -> Result<Inspection, Error> {
        let marks = reading.marks;
        let mut dialect = Dialect {
            delimiter: marks.delimiter,
            quote: marks.quote,
            escape: marks.escape,
            header_line: self.header_line,
            data_offset: self.data_offset as u64,
            data_line: self.data_line,
            blank_tail: 0,
        };
        let data = Sample {
            from: self.data_offset,
            first_line: self.data_line,
            ..*sample
        };
        let records = data.records(marks, usize::MAX);
        let rows: Vec<&SampleRecord> = records.iter().filter(|r| !r.flags.blank()).collect();
        let text_bytes = records.last().map_or(0, |r| r.next) - records.first().map_or(0, |r| r.start);
        let mut columns = profiled(self.names, CellReader::from_marks(marks), &rows);
        let named = columns
            .iter()
            .rposition(|c| !c.notes.contains(&NameNote::Blank) || c.profile.filled > 0);
        let keep = if self.header_line == 0 {
            columns.len()
        } else {
            named.map_or(0, |i| i + 1)
        };
        let trailing_blank = columns.len() - keep;
        columns.truncate(keep);
        dialect.blank_tail = blank_tail(CellReader::from_marks(marks), &rows, keep).max(trailing_blank);
        if columns.is_empty() {
            return Err(Error::Empty);
        }
        Ok(Inspection {
            detected,
            dialect,
            single_column: columns.len() == 1 && reading.width < 2,
            columns,
            header,
            sep_line: false,
            title_lines: self.title_lines,
            trailing_blank,
            rows_sampled: rows.len() as u64,
            complete: sample.complete,
            bytes_per_row: bytes_per_text * text_bytes as f64 / rows.len().max(1) as f64,
        })
    }
}

/// How many blank cells stand behind the last column in nearly all rows, as where each line ends in a separator. A row
/// that is wider than the others by a blank cell may be one whose cells moved.
fn blank_tail(mut reader: CellReader, rows: &[&SampleRecord], columns: usize) -> usize {
    let mut tails: Vec<usize> = Vec::with_capacity(rows.len());
    for row in rows {
        let cells = reader.read(RecordView::new(row.bytes, row.flags));
        let is_blank = |i: usize| cells.text(i).is_ok_and(|text| text.trim().is_empty());
        if cells.len() > columns && (columns..cells.len()).all(is_blank) {
            tails.push(cells.len() - columns);
        }
    }
    tails.sort_unstable();
    let most = tails.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
    most.filter(|run| run.len() * 10 >= rows.len() * 9)
        .map_or(0, |run| run[0])
}

fn profiled(names: Vec<header::Name>, mut reader: CellReader, rows: &[&SampleRecord]) -> Vec<Column> {
    let column = |(index, name): (usize, header::Name)| Column {
        index,
        profile: ColumnProfile::of_column(&name.original),
        name: name.unique,
        original: name.original,
        notes: name.notes,
    };
    let mut columns: Vec<Column> = names.into_iter().enumerate().map(column).collect();
    for row in rows {
        let cells = reader.read(RecordView::new(row.bytes, row.flags));
        for column in &mut columns {
            column.profile.observe(cells.text(column.index).ok());
        }
    }
    for column in &mut columns {
        column.profile.finish();
    }
    columns
}
