//! The end of one record, found byte by byte: a pure state machine that is fed with buffers.
//!
//! A quote opens only at the start of a cell. Its partner is a quote before a delimiter, a line end or the end of the
//! text. Where a quote within the same line is followed by other text, the cell is kept literally (*stray*). Where
//! such a quote, or none at all, comes after a line end, the opening one was a mistake: it is taken as an ordinary
//! character and its line ends the record (*unclosed*), so that the rows after it are kept. Every opening quote is
//! looked at once, and what lies between it and that later quote holds no other unclosed one: time stays linear.

use crate::Dialect;
use crate::limits::Caps;
use memchr::memchr3;

/// What was seen in a record while its end was looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordFlags(u8);

impl RecordFlags {
    const QUOTES: u8 = 1;
    const STRAY: u8 = 2;
    const UNCLOSED: u8 = 4;
    const BLANK: u8 = 8;
    const CELL_TOO_LARGE: u8 = 16;

    /// It has at least one quote, so its cells need more than a search for delimiters.
    pub fn has_quotes(self) -> bool {
        self.0 & Self::QUOTES != 0
    }

    /// A quote within a cell, or text after a closing one; kept literally.
    pub fn stray_quote(self) -> bool {
        self.0 & Self::STRAY != 0
    }

    /// An opening quote without a partner, kept literally. The record is on one line from that quote on.
    pub fn unclosed_quote(self) -> bool {
        self.0 & Self::UNCLOSED != 0
    }

    /// Nothing but delimiters and blanks.
    pub fn blank(self) -> bool {
        self.0 & Self::BLANK != 0
    }

    /// A cell is larger than [`crate::MAX_CELL_BYTES`].
    pub fn cell_too_large(self) -> bool {
        self.0 & Self::CELL_TOO_LARGE != 0
    }

    fn add(&mut self, flag: u8) {
        self.0 |= flag;
    }

    pub(crate) fn set_blank(&mut self) {
        self.add(Self::BLANK);
    }

    pub(crate) fn set_cell_too_large(&mut self) {
        self.add(Self::CELL_TOO_LARGE);
    }
}

/// The bytes that have a meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks {
    pub(crate) delimiter: u8,
    pub(crate) quote: u8,
    pub(crate) escape: Option<u8>,
    pub(crate) caps: Caps,
}

impl From<&Dialect> for Marks {
    fn from(dialect: &Dialect) -> Self {
        Self {
            delimiter: dialect.delimiter,
            quote: dialect.quote,
            escape: dialect.escape,
            caps: Caps::PRODUCT,
        }
    }
}

/// Whether the end of the record was found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// More bytes are needed.
    More,
    /// The record ends before `end` and the next one begins at `next`.
    Record { end: usize, next: usize },
    /// No end within the limit.
    TooLarge,
}

/// The scan of one record. Positions count from the record's first byte.
#[derive(Debug, Default)]
pub(crate) struct RecordScan {
    /// Where scanning goes on.
    at: usize,
    /// Length of a byte order mark before the record, left by files that were put together.
    pub(crate) begin: usize,
    /// Position of the opening quote of the cell that the scan is in.
    open: Option<usize>,
    /// Lines that had ended when that quote opened.
    lines_at_open: u32,
    /// Line ends within the record.
    pub(crate) lines: u32,
    pub(crate) flags: RecordFlags,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl RecordScan {
    /// Goes on with `bytes`, which begin at the record's first byte and hold at least what they held before.
    /// `ended`: no more bytes follow. The result does not depend on how the bytes arrive.
    pub(crate) fn advance(&mut self, marks: Marks, bytes: &[u8], ended: bool) -> Step {
        if self.at == 0 && bytes.first() == Some(&BYTE_ORDER_MARK[0]) {
            if bytes.len() < BYTE_ORDER_MARK.len() && !ended {
                return Step::More;
            }
            if bytes.starts_with(BYTE_ORDER_MARK) {
                self.begin = BYTE_ORDER_MARK.len();
                self.at = self.begin;
            }
        }
        loop {
            let step = match self.open {
                None => self.bare(marks, bytes, ended),
                Some(open) => self.quoted(open, marks, bytes, ended),
            };
            if let Some(step) = step {
                return step;
            }
        }
    }

    fn bare(&mut self, marks: Marks, bytes: &[u8], ended: bool) -> Option<Step> {
        loop {
            let Some(i) = memchr3(b'\n', b'\r', marks.quote, &bytes[self.at..]).map(|i| i + self.at) else {
                self.at = bytes.len();
                return Some(match () {
                    () if bytes.len() > marks.caps.record => Step::TooLarge,
                    () if ended => Step::Record {
                        end: bytes.len(),
                        next: bytes.len(),
                    },
                    () => Step::More,
                });
            };
            if i > marks.caps.record {
                return Some(Step::TooLarge);
            }
            if bytes[i] == marks.quote {
                self.flags.add(RecordFlags::QUOTES);
                self.at = i + 1;
                if i == self.begin || bytes[i - 1] == marks.delimiter {
                    self.open = Some(i);
                    self.lines_at_open = self.lines;
                    return None;
                }
                self.flags.add(RecordFlags::STRAY);
                continue;
            }
            let Some(next) = line_end(bytes, i, ended) else {
                self.at = i;
                return Some(Step::More);
            };
            return Some(Step::Record { end: i, next });
        }
    }

    fn quoted(&mut self, open: usize, marks: Marks, bytes: &[u8], ended: bool) -> Option<Step> {
        loop {
            let Some(i) = marks.next_in_quotes(bytes, self.at) else {
                self.at = bytes.len();
                if ended || bytes.len() > marks.caps.record {
                    self.take_literally(open);
                    return None;
                }
                return Some(Step::More);
            };
            if i > marks.caps.record {
                self.take_literally(open);
                return None;
            }
            self.at = i;
            let next = bytes.get(i + 1).copied();
            if next.is_none() && !ended {
                return Some(Step::More);
            }
            if bytes[i] == marks.quote {
                if next == Some(marks.quote) {
                    self.at = i + 2;
                    continue;
                }
                self.close(open, i, next.is_none_or(|b| marks.ends_cell(b)));
                return None;
            }
            if Some(bytes[i]) == marks.escape {
                // A line end stays one.
                self.at = i + if matches!(next, None | Some(b'\n' | b'\r')) {
                    1
                } else {
                    2
                };
                continue;
            }
            self.lines += 1;
            self.at = line_end(bytes, i, ended).unwrap_or(i + 1);
        }
    }

    /// At `i` stands a quote that is not one of a pair.
    fn close(&mut self, open: usize, i: usize, cell_ends: bool) {
        if !cell_ends {
            if self.lines > self.lines_at_open {
                return self.take_literally(open);
            }
            self.flags.add(RecordFlags::STRAY);
        }
        self.open = None;
        self.at = i + 1;
    }

    fn take_literally(&mut self, open: usize) {
        self.flags.add(RecordFlags::UNCLOSED);
        self.lines = self.lines_at_open;
        self.open = None;
        self.at = open + 1;
    }
}

impl Marks {
    /// The first byte from `at` on that matters between quotes.
    fn next_in_quotes(self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = &bytes[at..];
        let found = match self.escape {
            None => memchr3(self.quote, b'\n', b'\r', rest),
            Some(escape) => rest
                .iter()
                .position(|b| *b == self.quote || *b == escape || *b == b'\n' || *b == b'\r'),
        };
        found.map(|i| i + at)
    }

    fn ends_cell(self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Nothing but delimiters and blanks; an end mark of DOS counts as blank.
    pub(crate) fn is_blank(self, record: &[u8]) -> bool {
        record
            .iter()
            .all(|b| *b == self.delimiter || matches!(b, b' ' | b'\t' | 0x1a))
    }
}

/// Where the line that ends at `i` is followed by the next: after LF, CR LF, or CR alone.
fn line_end(bytes: &[u8], i: usize, ended: bool) -> Option<usize> {
    match (bytes[i], bytes.get(i + 1)) {
        (b'\r', Some(b'\n')) => Some(i + 2),
        (b'\r', None) if !ended => None,
        _ => Some(i + 1),
    }
}
