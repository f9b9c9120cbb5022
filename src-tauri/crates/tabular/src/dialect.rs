//! Which delimiter and which way of escaping a text uses, judged by whole records rather than by counting characters:
//! a delimiter is right when quotes close, records are equally wide and a header fits.

use crate::cells::{CellReader, RecordView};
use crate::header::{self, Heading};
use crate::limits::Caps;
use crate::splitter::{Marks, RecordFlags, RecordScan, Step};
use serde::{Deserialize, Serialize};

/// How the text of a file is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Between cells; ASCII.
    pub delimiter: u8,
    /// Around cells.
    pub quote: u8,
    /// Before a quote within quotes, where that is not written twice.
    pub escape: Option<u8>,
    /// Line of the header, 1 = first line of the file; 0 for none.
    pub header_line: u64,
    /// Byte in the text stream where the first record after the header begins.
    pub data_offset: u64,
    /// Line where it begins.
    pub data_line: u64,
    /// How many blank cells may stand behind the last column: nearly all rows have them, or the header does.
    #[serde(default)]
    pub blank_tail: usize,
}

const DELIMITERS: [u8; 4] = *b",;\t|";
/// Records that decide; more would only cost time.
const SCORED_RECORDS: usize = 1_000;
/// A sample that ends within quotes over this much text holds an unclosed quote.
const PATIENCE: usize = 64 << 10;

/// One record of the sample.
#[derive(Clone, Copy)]
pub(crate) struct SampleRecord<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) flags: RecordFlags,
    pub(crate) line: u64,
    /// First byte of the record and of the one after it.
    pub(crate) start: usize,
    pub(crate) next: usize,
    pub(crate) next_line: u64,
}

/// The start of a text.
#[derive(Clone, Copy)]
pub(crate) struct Sample<'a> {
    pub(crate) text: &'a [u8],
    /// Where the records begin, below a `sep=` line.
    pub(crate) from: usize,
    pub(crate) first_line: u64,
    /// The sample is the whole text.
    pub(crate) complete: bool,
}

impl<'a> Sample<'a> {
    /// The records of the sample, at most `limit`; one that the sample's end may cut is left out.
    pub(crate) fn records(&self, marks: Marks, limit: usize) -> Vec<SampleRecord<'a>> {
        let mut records = Vec::new();
        let (mut at, mut line) = (self.from, self.first_line);
        while at < self.text.len() && records.len() < limit {
            let rest = &self.text[at..];
            let mut scan = RecordScan::default();
            let mut step = scan.advance(marks, rest, self.complete);
            if step == Step::More && rest.len() > PATIENCE {
                step = scan.advance(marks, rest, true);
            }
            let Step::Record { end, next } = step else { break };
            if next == rest.len() && !self.complete && !rest.ends_with(b"\n") {
                break;
            }
            let bytes = &rest[scan.begin.min(end)..end];
            let mut flags = scan.flags;
            if marks.is_blank(bytes) {
                flags.set_blank();
            }
            let next_line = line + u64::from(scan.lines) + 1;
            records.push(SampleRecord {
                bytes,
                flags,
                line,
                start: at,
                next: at + next,
                next_line,
            });
            (at, line) = (at + next, next_line);
        }
        records
    }
}

/// A reading of the sample under one delimiter.
pub(crate) struct Reading<'a> {
    pub(crate) marks: Marks,
    pub(crate) records: Vec<SampleRecord<'a>>,
    /// The number of cells that most records have.
    pub(crate) width: usize,
    pub(crate) heading: Heading,
    score: f64,
}

impl<'a> Reading<'a> {
    fn of(sample: &Sample<'a>, marks: Marks) -> Self {
        let records = sample.records(marks, SCORED_RECORDS);
        let mut reader = CellReader::from_marks(marks);
        let filled: Vec<_> = records.iter().filter(|r| !r.flags.blank()).collect();
        let widths: Vec<usize> = filled
            .iter()
            .map(|r| reader.read(RecordView::new(r.bytes, r.flags)).len())
            .collect();
        let most = mode(&widths);
        let agree = widths.iter().filter(|w| **w == most).count();
        // Where the rows do not agree, the header is right.
        let named = header::named_width(marks, &records).filter(|named| *named > 1);
        let width = named.filter(|_| agree * 2 < widths.len()).unwrap_or(most);
        let of_width = widths.iter().filter(|w| **w == width).count();
        let wrong = filled
            .iter()
            .filter(|r| r.flags.stray_quote() || r.flags.unclosed_quote())
            .count();
        let heading = header::find(marks, &records, width);
        let share = |n: usize| n as f64 / filled.len().max(1) as f64;
        let fit = match heading {
            Heading::Found(_) => 1.0,
            _ if widths.first() == Some(&width) => 0.8,
            _ => 0.4,
        };
        let score = if width < 2 {
            0.0
        } else {
            let ragged = share(of_width) * (1.0 - share(wrong) / 2.0) * fit;
            // A header that this delimiter divides, over rows that it divides too, is proof enough.
            let divided = widths.iter().filter(|w| **w > 1).count();
            if named.is_some() && share(divided) > 0.8 {
                ragged.max(GOOD_ENOUGH)
            } else {
                ragged
            }
        };
        Self {
            marks,
            records,
            width,
            heading,
            score,
        }
    }
}

/// What a reading must score to be believed.
const GOOD_ENOUGH: f64 = 0.4;

fn mode(widths: &[usize]) -> usize {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| (run.len(), run[0]))
        .map_or(0, |run| run[0])
}

/// Reads the sample under the delimiter that was asked for, or under the one that fits best.
pub(crate) fn read<'a>(sample: &Sample<'a>, asked: Option<u8>) -> Reading<'a> {
    let marks = |delimiter| Marks {
        delimiter,
        quote: b'"',
        escape: None,
        caps: Caps::PRODUCT,
    };
    let best = match asked {
        Some(delimiter) => Reading::of(sample, marks(delimiter)),
        None => best_of_all(sample, marks),
    };
    let escaped = Marks {
        escape: Some(b'\\'),
        ..best.marks
    };
    let wrong = |r: &Reading| {
        r.records
            .iter()
            .filter(|r| r.flags.stray_quote() || r.flags.unclosed_quote())
            .count()
    };
    if wrong(&best) > 0 && memchr::memmem::find(sample.text, b"\\\"").is_some() {
        let other = Reading::of(sample, escaped);
        // With escapes read as such, every quote finds its partner that one was written for.
        if wrong(&other) * 2 <= wrong(&best) && other.score >= best.score {
            return other;
        }
    }
    best
}

fn best_of_all<'a>(sample: &Sample<'a>, marks: impl Fn(u8) -> Marks) -> Reading<'a> {
    let readings = DELIMITERS.map(|d| Reading::of(sample, marks(d)));
    let best = readings.into_iter().reduce(|a, b| {
        // A tie goes to the wider reading, then to the more common delimiter.
        let ahead = (b.score - a.score).abs() > 0.02;
        if (ahead && b.score > a.score) || (!ahead && b.width > a.width && b.score > 0.0) {
            b
        } else {
            a
        }
    });
    match best {
        Some(best) if best.score >= GOOD_ENOUGH => best,
        // One column: a delimiter that does not occur cannot cut it.
        _ => {
            let absent = DELIMITERS
                .into_iter()
                .find(|d| !sample.text.contains(d))
                .unwrap_or(b',');
            Reading::of(sample, marks(absent))
        }
    }
}

/// The delimiter that a first line such as `sep=;` declares, and the length of that line.
pub(crate) fn sep_line(text: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr2(b'\n', b'\r', text).filter(|end| *end <= 8)?;
    let line = &text[..end];
    let line = line
        .strip_prefix(b"\"")
        .and_then(|l| l.strip_suffix(b"\""))
        .unwrap_or(line);
    let [s, e, p, b'=', delimiter] = *line else { return None };
    let usable = delimiter.is_ascii() && !delimiter.is_ascii_alphanumeric() && delimiter != b'"';
    if !(s.eq_ignore_ascii_case(&b's') && e.eq_ignore_ascii_case(&b'e') && p.eq_ignore_ascii_case(&b'p') && usable) {
        return None;
    }
    Some((delimiter, end + if text[end..].starts_with(b"\r\n") { 2 } else { 1 }))
}
