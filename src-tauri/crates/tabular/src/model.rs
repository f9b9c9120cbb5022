//! Property tests of reading: against a slow model of the rules, against the `csv` crate on clean files, and for
//! independence of how the text arrives.

use crate::blocks::{Block, Blocks, Place};
use crate::cells::CellReader;
use crate::limits::Caps;
use crate::splitter::Marks;
use crate::{Dialect, Error};
use proptest::prelude::*;
use std::io::Read;

const START: Place = Place {
    offset: 0,
    line: 1,
    row: 1,
};

fn dialect(delimiter: u8, escape: Option<u8>) -> Dialect {
    Dialect {
        delimiter,
        quote: b'"',
        escape,
        header_line: 0,
        data_offset: 0,
        data_line: 1,
        blank_tail: 0,
    }
}

fn marks(caps: Caps, escape: Option<u8>) -> Marks {
    Marks {
        caps,
        ..Marks::from(&dialect(b',', escape))
    }
}

fn caps(record: usize, block: usize, block_records: usize) -> Caps {
    Caps {
        cell: record / 2,
        record,
        block,
        block_records,
    }
}

/// One record as the rules have it, read in the plainest way.
#[derive(Debug, PartialEq, Eq)]
struct Model {
    cells: Vec<Vec<u8>>,
    line: u64,
    stray: bool,
    unclosed: bool,
}

/// Where a quoted cell that opens at `open` ends, and its content; `None` if the quote is unclosed.
fn model_quoted(text: &[u8], begin: usize, open: usize, m: Marks) -> Option<(usize, Vec<u8>, bool)> {
    let (mut i, mut content, mut crossed) = (open + 1, Vec::new(), false);
    while i < text.len() && i - begin <= m.caps.record {
        let next = text.get(i + 1).copied();
        match text[i] {
            b'"' if next == Some(b'"') => {
                content.push(b'"');
                i += 2;
            }
            b'"' if next.is_none_or(|b| matches!(b, b',' | b'\n' | b'\r')) => return Some((i + 1, content, false)),
            b'"' if crossed => return None,
            b'"' => {
                let end = (i + 1..text.len())
                    .find(|j| matches!(text[*j], b',' | b'\n' | b'\r'))
                    .unwrap_or(text.len());
                return Some((end, text[open..end].to_vec(), true));
            }
            b if Some(b) == m.escape && !matches!(next, None | Some(b'\n' | b'\r')) => {
                if !matches!(next, Some(b'"' | b'\\')) {
                    content.push(b);
                }
                content.extend(next);
                i += 2;
            }
            b => {
                crossed |= matches!(b, b'\n' | b'\r');
                content.push(b);
                i += 1;
            }
        }
    }
    None
}

fn model(text: &[u8], m: Marks) -> Result<Vec<Model>, ()> {
    let (mut records, mut at, mut line) = (Vec::new(), 0, 1);
    while at < text.len() {
        let first = at;
        let begin = if text[at..].starts_with(b"\xef\xbb\xbf") {
            at + 3
        } else {
            at
        };
        let mut record = Model {
            cells: Vec::new(),
            line,
            stray: false,
            unclosed: false,
        };
        at = begin;
        loop {
            let quoted = (text.get(at) == Some(&b'"')).then(|| model_quoted(text, first, at, m));
            let plain_end = (at..text.len())
                .find(|j| matches!(text[*j], b',' | b'\n' | b'\r'))
                .unwrap_or(text.len());
            let (end, cell) = match quoted {
                Some(Some((end, cell, stray))) => {
                    record.stray |= stray;
                    (end, cell)
                }
                other => {
                    record.unclosed |= other.is_some();
                    let from = if other.is_some() { at + 1 } else { at };
                    record.stray |= text[from.min(plain_end)..plain_end].contains(&b'"');
                    (plain_end, text[at..plain_end].to_vec())
                }
            };
            record.cells.push(cell);
            at = end;
            match text.get(at) {
                Some(b',') => at += 1,
                _ => break,
            }
        }
        if at - first > m.caps.record {
            return Err(());
        }
        let body = &text[begin..at];
        let next = at
            + if text[at..].starts_with(b"\r\n") {
                2
            } else {
                usize::from(at < text.len())
            };
        let ends = |t: &[u8]| {
            (0..t.len())
                .filter(|i| t[*i] == b'\n' || (t[*i] == b'\r' && t.get(i + 1) != Some(&b'\n')))
                .count() as u64
        };
        line += ends(body) + 1;
        at = next;
        records.push(record);
    }
    Ok(records)
}

/// Reads in pieces of the given sizes, over and over.
struct Pieces<'a> {
    text: &'a [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()];
        self.turn += 1;
        let n = size.min(buffer.len()).min(self.text.len());
        buffer[..n].copy_from_slice(&self.text[..n]);
        self.text = &self.text[n..];
        Ok(n)
    }
}

fn read_in(text: &[u8], sizes: &[usize], m: Marks) -> (Vec<Block>, Option<u64>) {
    let mut blocks = Blocks::by(
        Pieces {
            text,
            sizes: sizes.to_vec(),
            turn: 0,
        },
        m,
        START,
    );
    let mut read = Vec::new();
    loop {
        match blocks.next() {
            None => return (read, None),
            Some(Ok(block)) => read.push(block),
            Some(Err(Error::RecordTooLarge { line })) => return (read, Some(line)),
            Some(Err(e)) => panic!("{e}"),
        }
    }
}

fn as_model(blocks: &[Block], m: Marks) -> Vec<Model> {
    let mut reader = CellReader::from_marks(m);
    let mut records = Vec::new();
    for block in blocks {
        let view = block.view();
        for span in &block.records {
            let cells = reader.read(view.record(span)).iter().map(<[u8]>::to_vec).collect();
            let (stray, unclosed) = (span.flags.stray_quote(), span.flags.unclosed_quote());
            records.push(Model {
                cells,
                line: block.line(span),
                stray,
                unclosed,
            });
        }
    }
    records
}

fn junk() -> impl Strategy<Value = Vec<u8>> {
    let often: [&[u8]; 4] = [b"a", b",", b"\"", b"\n"];
    let seldom: [&[u8]; 11] = [
        b"\r",
        b"\r\n",
        b"\\",
        b" ",
        "é".as_bytes(),
        b"\xff",
        b"\xef\xbb\xbf",
        b"\"\"",
        b"\0",
        b"\n\"",
        b"bcdefghijkl",
    ];
    let piece = prop_oneof![2 => prop::sample::select(often.to_vec()), 1 => prop::sample::select(seldom.to_vec())];
    prop::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

fn escape() -> impl Strategy<Value = Option<u8>> {
    prop_oneof![3 => Just(None), 1 => Just(Some(b'\\'))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_by_the_rules(text in junk(), escape in escape(), record in 8_usize..200) {
        let m = marks(caps(record, 16, 4), escape);
        let (blocks, too_large) = read_in(&text, &[4_096], m);
        match model(&text, m) {
            Ok(expected) => prop_assert_eq!(as_model(&blocks, m), expected),
            Err(()) => prop_assert!(too_large.is_some()),
        }
    }

    #[test]
    fn the_size_of_reads_does_not_matter(text in junk(), escape in escape(), sizes in prop::collection::vec(1_usize..9, 1..5), record in 8_usize..200) {
        let m = marks(caps(record, 16, 4), escape);
        prop_assert_eq!(read_in(&text, &sizes, m), read_in(&text, &[4_096], m));
    }

    #[test]
    fn blocks_put_together_are_the_text_and_can_be_split_again(text in junk(), escape in escape(), block in 1_usize..40) {
        let m = marks(caps(1_000, block, 3), escape);
        let (blocks, too_large) = read_in(&text, &[7], m);
        prop_assert_eq!(too_large, None);
        prop_assert_eq!(blocks.iter().flat_map(|b| b.bytes.clone()).collect::<Vec<_>>(), text);
        let (mut offset, mut row) = (START.offset, START.row);
        for read in blocks {
            prop_assert_eq!((read.place.offset, read.place.row), (offset, row));
            offset += read.bytes.len() as u64;
            row += read.records.len() as u64;
            prop_assert_eq!(&Block::split_by(m, read.place, read.bytes.clone()).unwrap(), &read);
        }
    }

    #[test]
    fn a_record_that_belongs_to_the_one_before_never_starts_a_block(rows in prop::collection::vec(any::<bool>(), 1..60), block in 1_usize..40) {
        let text: String = rows.iter().map(|own| if *own { "x,1\n" } else { ",2\n" }).collect();
        let m = marks(caps(60, block, 5), None);
        let blocks = Blocks::by(text.as_bytes(), m, START).with_continues(Box::new(|r| r.bytes().starts_with(b",")));
        let blocks: Vec<Block> = blocks.map(Result::unwrap).collect();
        for pair in blocks.windows(2) {
            let continues = pair[1].bytes.starts_with(b",");
            let first = pair[1].records[0];
            prop_assert!(!continues || pair[0].bytes.len() + first.end as usize + 1 > 60, "only the limit may part them");
        }
        prop_assert_eq!(blocks.iter().map(|b| b.records.len()).sum::<usize>(), rows.len());
    }
}

/// Clean files as any exporter writes them.
fn clean() -> impl Strategy<Value = (u8, csv::Terminator, csv::QuoteStyle, Vec<Vec<String>>)> {
    let cell = prop_oneof![
        4 => "[a-z]{0,12}", 1 => "[ -~]{0,20}", 1 => "[a-zé€😀\"\n\r,;\t|\\\\]{0,12}", 1 => Just("x".repeat(40)),
    ];
    (1_usize..12).prop_flat_map(move |width| {
        let rows = prop::collection::vec(prop::collection::vec(cell.clone(), width), 1..20);
        let delimiter = prop::sample::select(b",;\t|".to_vec());
        let end = prop_oneof![
            Just(csv::Terminator::CRLF),
            Just(csv::Terminator::Any(b'\n')),
            Just(csv::Terminator::Any(b'\r'))
        ];
        let style = prop_oneof![Just(csv::QuoteStyle::Necessary), Just(csv::QuoteStyle::Always)];
        (delimiter, end, style, rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn clean_files_read_as_the_csv_crate_reads_them((delimiter, end, style, rows) in clean(), sizes in prop::collection::vec(1_usize..50, 1..4)) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).quote_style(style).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let terminator = if matches!(end, csv::Terminator::Any(b'\r')) { end } else { csv::Terminator::CRLF };
        let mut oracle = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).terminator(terminator).from_reader(text.as_slice());
        let expected: Vec<Vec<Vec<u8>>> = oracle.byte_records().map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
        let m = Marks { caps: caps(100_000, 64, 4), ..Marks::from(&dialect(delimiter, None)) };
        let (blocks, _) = read_in(&text, &sizes, m);
        let read = as_model(&blocks, m);
        prop_assert!(read.iter().all(|r| !r.stray && !r.unclosed));
        prop_assert_eq!(read.into_iter().map(|r| r.cells).collect::<Vec<_>>(), expected);
    }
}

/// A long text that is never in memory as a whole.
struct Endless<'a> {
    head: &'a [u8],
    row: &'a [u8],
    rows: usize,
    at: usize,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.head.len() && self.rows > 0 {
            (self.head, self.at, self.rows) = (self.row, 0, self.rows - 1);
        }
        let n = (self.head.len() - self.at).min(buffer.len());
        buffer[..n].copy_from_slice(&self.head[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[test]
fn an_unclosed_quote_costs_one_row_and_little_memory() {
    let row = format!("b@example.com,{}\n", "x".repeat(1_000));
    let rows = 24 * 1_024;
    let text = Endless {
        head: b"a@example.com,\"Anna\n",
        row: row.as_bytes(),
        rows,
        at: 0,
    };
    let mut blocks = Blocks::new(text, &dialect(b',', None));
    let (mut read, mut unclosed, mut most) = (0, Vec::new(), 0);
    while let Some(block) = blocks.next() {
        let block = block.unwrap();
        unclosed.extend(
            block
                .records
                .iter()
                .filter(|r| r.flags.unclosed_quote())
                .map(|r| block.line(r)),
        );
        read += block.records.len();
        most = most.max(blocks.buffer_bytes());
    }
    assert_eq!((read, unclosed), (rows + 1, vec![1]));
    assert!(most <= 14 << 20, "{most} bytes were held");
}

#[test]
fn a_line_without_end_is_refused_with_its_number() {
    let text = Endless {
        head: b"a,b\nc,d\n\"",
        row: &[b'x'; 4_096],
        rows: 4_096,
        at: 0,
    };
    let mut blocks = Blocks::new(text, &dialect(b',', None));
    assert_eq!(blocks.next().unwrap().unwrap().records.len(), 2);
    assert!(matches!(blocks.next(), Some(Err(Error::RecordTooLarge { line: 3 }))));
    assert!(blocks.next().is_none());
    assert!(blocks.buffer_bytes() <= 14 << 20);
}
