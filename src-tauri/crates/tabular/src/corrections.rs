//! A rejects file that comes back, put right by its owner: the table that it was, without our columns and our marks.
//!
//! Spreadsheets save it with another delimiter and encoding, sort it, and add columns: so it is known by the names of
//! its columns, wherever they stand, and its bytes pass through in the encoding in which they came.

use crate::rejects::{ORIGIN_COLUMN, REJECT_COLUMNS, unguarded};
use crate::{Blocks, CellReader, Cells, Charset, Detected, Dialect, Error, Hints, TextStream, inspect};
use std::io::{self, Read, Write};

/// The columns without which a file is not taken for one of ours.
const PROOF: [&str; 2] = ["courier_row", "courier_code"];
/// How all of them begin.
const STEM: &[u8] = b"courier_";

/// How to get at the table in a rejects file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrections {
    detected: Detected,
    dialect: Dialect,
    /// Places of our own columns.
    service: Vec<usize>,
    /// What the writer was told about where the rows come from; `None` where they do not all say the same.
    pub origin: Option<String>,
}

impl Corrections {
    /// Recognises a rejects file by the start of it.
    pub fn of(name: &str, sample: &[u8], complete: bool) -> Option<Self> {
        let delimiter = mentioned(sample)?;
        let hints = Hints {
            delimiter,
            ..Hints::default()
        };
        let seen = inspect(name, sample, complete, &hints).ok()?;
        let is = |column: &crate::Column, wanted: &str| column.original.trim().eq_ignore_ascii_case(wanted);
        let has = |wanted: &str| seen.columns.iter().any(|column| is(column, wanted));
        if !PROOF.iter().all(|wanted| has(wanted)) {
            return None;
        }
        let ours = |column: &&crate::Column| REJECT_COLUMNS.iter().any(|wanted| is(column, wanted));
        let origin = seen.columns.iter().find(|column| is(column, ORIGIN_COLUMN));
        Some(Self {
            detected: seen.detected,
            dialect: seen.dialect,
            service: seen.columns.iter().filter(ours).map(|column| column.index).collect(),
            origin: origin.and_then(|column| match &column.profile.samples[..] {
                [one] => Some(one.clone()),
                _ => None,
            }),
        })
    }

    /// Writes the table: rows and lines keep their numbers.
    pub fn table(&self, mut source: impl Read, out: &mut dyn Write) -> io::Result<()> {
        let is_wide = [Charset::UTF_16LE, Charset::UTF_16BE].contains(&self.detected.charset);
        if is_wide {
            return self.cut(TextStream::new(source, self.detected), out);
        }
        if self.detected.bom {
            let mut mark = [0; 3];
            source.read_exact(&mut mark)?;
            out.write_all(&mark)?;
        }
        self.cut(source, out)
    }

    /// Every delimiter, quote and line end is one byte here, whatever the encoding of the rest.
    fn cut(&self, text: impl Read, out: &mut dyn Write) -> io::Result<()> {
        let whole = Dialect {
            data_offset: 0,
            data_line: 1,
            ..self.dialect
        };
        let mut reader = CellReader::new(&whole);
        let mut line = Vec::new();
        for block in Blocks::new(text, &whole) {
            let block = block.map_err(|error| match error {
                Error::Io(error) => error,
                other => io::Error::new(io::ErrorKind::InvalidData, other),
            })?;
            let view = block.view();
            for span in &block.records {
                let record = view.record(span);
                line.clear();
                // What stands above the header has no columns of its own, and a blank line has no cells.
                if block.line(span) < whole.header_line || span.flags.blank() {
                    line.extend_from_slice(record.bytes());
                } else {
                    self.row(&reader.read(record), &mut line);
                }
                line.push(b'\n');
                out.write_all(&line)?;
            }
        }
        Ok(())
    }

    fn row(&self, cells: &Cells<'_>, line: &mut Vec<u8>) {
        let Dialect { delimiter, quote, .. } = self.dialect;
        let kept = (0..cells.len()).filter(|index| !self.service.contains(index));
        for (at, index) in kept.enumerate() {
            if at > 0 {
                line.push(delimiter);
            }
            let cell = unguarded(cells.bytes(index));
            let is_plain = cell.iter().all(|byte| ![delimiter, quote, b'\n', b'\r'].contains(byte));
            if is_plain {
                line.extend_from_slice(cell);
                continue;
            }
            line.push(quote);
            for byte in cell {
                line.extend(std::iter::repeat_n(*byte, if *byte == quote { 2 } else { 1 }));
            }
            line.push(quote);
        }
    }
}

/// Whether the sample mentions our columns at all, and then the delimiter between them, where it can be seen.
#[expect(clippy::option_option, reason = "not ours, ours, and ours with its delimiter")]
fn mentioned(sample: &[u8]) -> Option<Option<u8>> {
    let Some(at) = memchr::memmem::find(sample, STEM) else {
        let wide: Vec<u8> = STEM.iter().flat_map(|byte| [*byte, 0]).collect();
        return memchr::memmem::find(sample, &wide[..wide.len() - 1]).map(|_| None);
    };
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'"' | b' ');
    let behind = sample[at..].iter().copied().find(|byte| !is_name(byte));
    Some(behind.filter(|byte| byte.is_ascii_punctuation() || *byte == b'\t'))
}
