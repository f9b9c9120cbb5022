//! Delimited files as Data Prep meets them: a header row, then texts. Read with a library of its own, so that a mistake of
//! the client's reader does not excuse itself here. Never more than one row is held.

use csv::{ByteRecord, Reader, ReaderBuilder};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use serde_json::{Map, Value, json};
use std::io::{self, BufRead as _, BufReader, Read};

/// Bytes that are looked at in order to guess.
const SAMPLE: usize = 64 * 1024;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    pub(super) compression: Option<&'static str>,
}

/// A row, or the text that is none.
#[derive(Debug, PartialEq)]
pub(super) enum Row {
    Fields(Value),
    Corrupt(String),
}

/// The rows of one file.
pub(super) struct Rows {
    reader: Reader<Box<dyn Read>>,
    pub(super) columns: Vec<String>,
    record: ByteRecord,
}

impl Layout {
    pub(super) fn new(delimiter: u8, compression: Option<&'static str>) -> Self {
        Self { delimiter, compression }
    }

    /// The bytes as they were before they were compressed.
    fn opened(self, bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
        let mut bytes = BufReader::with_capacity(SAMPLE, bytes);
        Ok(match self.compression {
            Some("gzip") => Box::new(MultiGzDecoder::new(bytes)),
            Some(_) if is_zlib(bytes.fill_buf()?) => Box::new(ZlibDecoder::new(bytes)),
            Some(_) => Box::new(DeflateDecoder::new(bytes)),
            None => Box::new(bytes),
        })
    }

    /// Reads the header row.
    pub(super) fn rows(self, bytes: Box<dyn Read>) -> io::Result<Rows> {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_reader(self.opened(bytes)?);
        let header = reader.byte_headers()?.clone();
        let columns = header.iter().map(|name| {
            let name = std::str::from_utf8(name).map_err(|_| io::Error::other("the header row is not UTF-8"))?;
            Ok(name.trim_start_matches('\u{feff}').to_owned())
        });
        let columns: io::Result<Vec<String>> = columns.collect();
        Ok(Rows {
            columns: columns?,
            reader,
            record: ByteRecord::new(),
        })
    }
}

impl Iterator for Rows {
    type Item = io::Result<Row>;

    fn next(&mut self) -> Option<io::Result<Row>> {
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => Some(Ok(self.row())),
            Ok(false) => None,
            Err(error) => Some(Err(error.into())),
        }
    }
}

impl Rows {
    /// An empty cell is nothing, as the copy of the platform's sources takes it by default.
    fn row(&self) -> Row {
        let corrupt = || {
            let cells: Vec<_> = self.record.iter().map(String::from_utf8_lossy).collect();
            Row::Corrupt(cells.join(","))
        };
        if self.record.len() > self.columns.len() {
            return corrupt();
        }
        let mut fields = Map::new();
        for (name, cell) in self.columns.iter().zip(&self.record) {
            match std::str::from_utf8(cell) {
                Ok("") => {}
                Ok(text) => drop(fields.insert(name.clone(), json!(text))),
                Err(_) => return corrupt(),
            }
        }
        Row::Fields(Value::Object(fields))
    }
}

/// Whether a deflated stream has zlib's frame.
fn is_zlib(head: &[u8]) -> bool {
    matches!(head, [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0)
}

/// What a file seems to be, by its first bytes; `None` for what is not delimited.
pub(super) fn guessed(mut bytes: Box<dyn Read>, again: Box<dyn Read>) -> io::Result<Option<Layout>> {
    let mut head = [0; 4];
    let read = bytes.read(&mut head)?;
    let compression = match &head[..read] {
        [0x1f, 0x8b, ..] => Some("gzip"),
        [b'P', b'A', b'R', b'1'] => return Ok(None),
        head if is_zlib(head) && head[0] == 0x78 => Some("deflate"),
        _ => None,
    };
    let mut text = Vec::new();
    let plain = Layout::new(b',', compression).opened(again)?;
    plain.take(SAMPLE as u64).read_to_end(&mut text)?;
    let line = text.split(|b| *b == b'\n').next().unwrap_or_default();
    if matches!(line.trim_ascii_start(), [b'{' | b'[', ..]) {
        return Ok(None);
    }
    let often = |mark: u8| line.split(|b| *b == mark).count();
    let marks = [b',', b'\t', b';', b'|', b'~'];
    let delimiter = marks.into_iter().rev().max_by_key(|mark| often(*mark)).unwrap_or(b',');
    Ok(Some(Layout::new(delimiter, compression)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    use std::io::Write as _;

    const TEXT: &str = "\u{feff}email;name\na@b.nl;\"Vos; Noor\"\nc@d.nl;\nx;y;z\n";

    fn all(layout: Layout, bytes: Vec<u8>) -> Vec<Row> {
        let rows = layout.rows(Box::new(io::Cursor::new(bytes))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn rows_are_the_same_whatever_the_compression() {
        let wanted = [
            Row::Fields(json!({"email": "a@b.nl", "name": "Vos; Noor"})),
            Row::Fields(json!({"email": "c@d.nl"})),
            Row::Corrupt("x,y,z".to_owned()),
        ];
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(TEXT.as_bytes()).unwrap();
        zlib.write_all(TEXT.as_bytes()).unwrap();
        raw.write_all(TEXT.as_bytes()).unwrap();
        for (compression, bytes) in [
            (None, TEXT.as_bytes().to_vec()),
            (Some("gzip"), gzip.finish().unwrap()),
            (Some("deflate"), zlib.finish().unwrap()),
            (Some("deflate"), raw.finish().unwrap()),
        ] {
            let seen = guessed(
                Box::new(io::Cursor::new(bytes.clone())),
                Box::new(io::Cursor::new(bytes.clone())),
            );
            if is_zlib(&bytes) || compression != Some("deflate") {
                assert_eq!(seen.unwrap(), Some(Layout::new(b';', compression)));
            }
            assert_eq!(all(Layout::new(b';', compression), bytes), wanted, "{compression:?}");
        }
    }
}
