//! The cells of one record, without an allocation per row: plain cells are slices of the record, only cells with
//! doubled or escaped quotes are copied into a buffer that is used again.

use crate::blocks::{Block, RecordSpan};
use crate::splitter::{Marks, RecordFlags};
use crate::{Dialect, MAX_COLUMNS};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// A cell whose bytes are not text in the file's encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not text in the file's encoding")]
pub struct NotUtf8;

/// A block whose text was checked once.
#[derive(Clone, Copy)]
pub struct BlockView<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
    controls: bool,
}

impl Block {
    /// Checks the block's text, so that its cells need no check of their own.
    pub fn view(&self) -> BlockView<'_> {
        BlockView {
            bytes: &self.bytes,
            text: simdutf8::basic::from_utf8(&self.bytes).ok(),
            controls: has_controls(&self.bytes),
        }
    }
}

impl<'a> BlockView<'a> {
    /// One of the block's records.
    pub fn record(&self, span: &RecordSpan) -> RecordView<'a> {
        let range = span.start as usize..span.end as usize;
        let bytes = &self.bytes[range.clone()];
        let text = match self.text {
            Some(text) => text.get(range),
            None => std::str::from_utf8(bytes).ok(),
        };
        RecordView {
            bytes,
            text,
            flags: span.flags,
            controls: self.controls && has_controls(bytes),
        }
    }
}

/// One record, without its line end.
#[derive(Clone, Copy)]
pub struct RecordView<'a> {
    bytes: &'a [u8],
    text: Option<&'a str>,
    flags: RecordFlags,
    controls: bool,
}

impl<'a> RecordView<'a> {
    pub(crate) fn new(bytes: &'a [u8], flags: RecordFlags) -> Self {
        Self {
            bytes,
            text: std::str::from_utf8(bytes).ok(),
            flags,
            controls: has_controls(bytes),
        }
    }

    /// Its bytes in UTF-8, as far as they are text.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// What was seen in it.
    pub fn flags(self) -> RecordFlags {
        self.flags
    }
}

/// Where a cell is: in the record, or in the reader's buffer. Records are far smaller than 2^31 bytes.
#[derive(Clone, Copy)]
struct CellAt {
    start: u32,
    end: u32,
}

const IN_BUFFER: u32 = 1 << 31;

/// Splits records into cells. One per thread, used again for every record.
pub struct CellReader {
    marks: Marks,
    cells: Vec<CellAt>,
    buffer: Vec<u8>,
}

impl CellReader {
    /// Reads cells of this dialect.
    pub fn new(dialect: &Dialect) -> Self {
        Self::from_marks(Marks::from(dialect))
    }

    pub(crate) fn from_marks(marks: Marks) -> Self {
        Self {
            marks,
            cells: Vec::new(),
            buffer: Vec::new(),
        }
    }

    /// The cells of a record. Beyond [`MAX_COLUMNS`] the rest of the record is one cell.
    pub fn read<'a>(&'a mut self, record: RecordView<'a>) -> Cells<'a> {
        self.cells.clear();
        self.buffer.clear();
        if record.flags.has_quotes() {
            self.split_quoted(record.bytes);
        } else {
            self.split_plain(record.bytes);
        }
        self.cells(record)
    }

    /// The cells of the record that was read last.
    pub fn cells<'a>(&'a self, record: RecordView<'a>) -> Cells<'a> {
        Cells {
            record,
            places: &self.cells,
            buffer: &self.buffer,
        }
    }

    fn split_plain(&mut self, bytes: &[u8]) {
        let start = self.split_until(bytes, 0, bytes.len());
        self.push(start, bytes.len());
    }

    /// Adds the cells that end between `start` and `end`, where no quote opens, and gives the start of the next one.
    /// Eight bytes at a time, because cells are short.
    fn split_until(&mut self, bytes: &[u8], mut start: usize, end: usize) -> usize {
        let pattern = u64::from_ne_bytes([self.marks.delimiter; 8]);
        let first = start;
        let (words, tail) = bytes[first..end].as_chunks::<8>();
        for (index, word) in words.iter().enumerate() {
            let mut hits = zero_bytes(u64::from_le_bytes(*word) ^ pattern);
            while hits != 0 {
                if self.is_full() {
                    return start;
                }
                let at = first + index * 8 + hits.trailing_zeros() as usize / 8;
                self.push(start, at);
                start = at + 1;
                hits &= hits - 1;
            }
        }
        let tail_at = end - tail.len();
        for (at, byte) in (tail_at..).zip(tail) {
            if *byte == self.marks.delimiter && !self.is_full() {
                self.push(start, at);
                start = at + 1;
            }
        }
        start
    }

    fn split_quoted(&mut self, bytes: &[u8]) {
        let mut start = 0;
        loop {
            let quote = memchr(self.marks.quote, &bytes[start..]).map_or(bytes.len(), |i| start + i);
            start = self.split_until(bytes, start, quote);
            if quote == bytes.len() || self.is_full() {
                return self.push(start, bytes.len());
            }
            let end = if start == quote {
                self.quoted_cell(bytes, quote)
            } else {
                let end = self.delimiter_from(bytes, quote);
                self.push(start, end);
                end
            };
            if end >= bytes.len() {
                return;
            }
            start = end + 1;
        }
    }

    /// Reads the cell whose quote opens at `open`, by the rules of the splitter; gives the position behind it.
    fn quoted_cell(&mut self, bytes: &[u8], open: usize) -> usize {
        let Marks {
            delimiter,
            quote,
            escape,
            ..
        } = self.marks;
        let buffer_start = self.buffer.len();
        let mut copied = open + 1;
        let mut at = open + 1;
        loop {
            let found = match escape {
                None => memchr(quote, &bytes[at..]),
                Some(escape) => memchr2(quote, escape, &bytes[at..]),
            };
            // No partner: the cell is literal up to the next delimiter.
            let Some(i) = found.map(|i| i + at) else {
                return self.literal_cell(bytes, open, open + 1, buffer_start);
            };
            let next = bytes.get(i + 1).copied();
            if bytes[i] == quote && next != Some(quote) {
                if next.is_some_and(|b| b != delimiter) {
                    return self.literal_cell(bytes, open, i + 1, buffer_start);
                }
                self.push_quoted(bytes, copied, i, buffer_start);
                return i + 1;
            }
            if bytes[i] == quote || next == Some(quote) || next == escape {
                self.buffer.extend_from_slice(&bytes[copied..i]);
                copied = i + 1;
            }
            // Any other character after the escape keeps it: `C:\new` is more often meant than a line end.
            at = if matches!(next, Some(b'\n' | b'\r')) {
                i + 1
            } else {
                (i + 2).min(bytes.len())
            };
        }
    }

    fn literal_cell(&mut self, bytes: &[u8], open: usize, from: usize, buffer_start: usize) -> usize {
        self.buffer.truncate(buffer_start);
        let end = self.delimiter_from(bytes, from);
        self.push(open, end);
        end
    }

    fn push_quoted(&mut self, bytes: &[u8], copied: usize, end: usize, buffer_start: usize) {
        // Nothing was copied, so what is left of the cell is one piece of the record.
        if self.buffer.len() == buffer_start {
            return self.push(copied, end);
        }
        self.buffer.extend_from_slice(&bytes[copied..end]);
        self.cells.push(CellAt {
            start: buffer_start as u32 | IN_BUFFER,
            end: self.buffer.len() as u32,
        });
    }

    fn delimiter_from(&self, bytes: &[u8], from: usize) -> usize {
        memchr(self.marks.delimiter, &bytes[from..]).map_or(bytes.len(), |i| from + i)
    }

    /// The record has as many cells as there may be columns, so the rest of it is one more.
    fn is_full(&self) -> bool {
        self.cells.len() >= MAX_COLUMNS
    }

    fn push(&mut self, start: usize, end: usize) {
        self.cells.push(CellAt {
            start: start as u32,
            end: end as u32,
        });
    }
}

/// The high bit of each byte of `word` that is zero.
fn zero_bytes(word: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    !(((word & LOW) + LOW) | word | LOW)
}

/// The cells of one record.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    record: RecordView<'a>,
    places: &'a [CellAt],
    buffer: &'a [u8],
}

impl<'a> Cells<'a> {
    /// How many cells the record has; at least one.
    #[inline]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Never true: a record has at least one cell.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The text of a cell; empty where the record is shorter. Quotes around it are taken off, nothing else is changed.
    #[inline]
    pub fn text(&self, index: usize) -> Result<&'a str, NotUtf8> {
        let Some(cell) = self.places.get(index) else {
            return Ok("");
        };
        match self.record.text {
            Some(text) if cell.start & IN_BUFFER == 0 => {
                text.get(cell.start as usize..cell.end as usize).ok_or(NotUtf8)
            }
            _ => std::str::from_utf8(self.bytes(index)).map_err(|_| NotUtf8),
        }
    }

    /// The bytes of a cell; empty where the record is shorter.
    #[inline]
    pub fn bytes(&self, index: usize) -> &'a [u8] {
        match self.places.get(index) {
            None => &[],
            Some(cell) if cell.start & IN_BUFFER != 0 => {
                &self.buffer[(cell.start & !IN_BUFFER) as usize..cell.end as usize]
            }
            Some(cell) => &self.record.bytes[cell.start as usize..cell.end as usize],
        }
    }

    /// The bytes of every cell in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let cells = *self;
        (0..cells.len()).map(move |i| cells.bytes(i))
    }

    /// The record that they are of.
    pub fn record(&self) -> RecordView<'a> {
        self.record
    }

    /// Some cell holds NUL or another control character; [`without_controls`] takes them out.
    #[inline]
    pub fn has_controls(&self) -> bool {
        self.record.controls
    }

    /// Every cell is empty or white space.
    pub fn is_blank(&self) -> bool {
        self.record.flags.blank() || self.blank_from(0)
    }

    /// Every cell from `index` on is empty or white space.
    pub fn blank_from(&self, index: usize) -> bool {
        (index..self.len()).all(|i| {
            self.text(i)
                .is_ok_and(|t| t.chars().all(|c| c.is_whitespace() || is_control(c)))
        })
    }

    /// Size of the largest cell in bytes.
    pub(crate) fn largest(&self) -> usize {
        self.places
            .iter()
            .map(|c| c.end - (c.start & !IN_BUFFER))
            .max()
            .unwrap_or(0) as usize
    }
}

/// The text without NUL and other control characters; tabs and line ends stay.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    if text.contains(is_control) {
        Cow::Owned(text.replace(is_control, ""))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// Whether any byte is a control character other than tab and line ends. Without early exit, so that it is vectorised.
fn has_controls(bytes: &[u8]) -> bool {
    let control = |b: u8| (b < 32 && b != b'\t' && b != b'\n' && b != b'\r') || b == 127;
    bytes
        .chunks(4_096)
        .any(|chunk| chunk.iter().fold(false, |seen, b| seen | control(*b)))
}
