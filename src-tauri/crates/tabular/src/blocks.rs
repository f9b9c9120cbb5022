//! A file as blocks of whole records of about 1 MiB, the unit of parallel work and of parts.
//!
//! Where blocks are cut depends on the text alone, never on how it arrives, and a block gives the same records when
//! its bytes are split again by themselves: a part can be rebuilt from a range of the source.

use crate::cells::{CellReader, RecordView};
use crate::splitter::{Marks, RecordFlags, RecordScan, Step};
use crate::{Dialect, Error};
use std::io::{ErrorKind, Read};

const MIN_READ: usize = 256 << 10;

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Byte in the text stream; in a UTF-8 file that is the byte in the file less its byte order mark.
    pub offset: u64,
    /// Line, 1 = first line of the file.
    pub line: u64,
    /// Record number, 1 = first record after the header, blank ones included.
    pub row: u64,
}

/// One record within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordSpan {
    /// Its first byte in the block.
    pub start: u32,
    /// The byte after its last, line end left out.
    pub end: u32,
    /// Lines between the block's first line and its own.
    pub line: u32,
    /// What was seen in it.
    pub flags: RecordFlags,
}

/// Whole records, with the bytes as they stand in the text stream.
#[derive(Clone, PartialEq, Eq)]
pub struct Block {
    /// Where its first record stands.
    pub place: Place,
    /// Its bytes, line ends included. The blocks of a file put together are its text from the first record on.
    pub bytes: Vec<u8>,
    /// Its records in order, blank ones included.
    pub records: Vec<RecordSpan>,
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (bytes, records) = (self.bytes.len(), self.records.len());
        f.debug_struct("Block")
            .field("place", &self.place)
            .field("bytes", &bytes)
            .field("records", &records)
            .finish()
    }
}

impl Block {
    /// Splits the bytes of a block once more.
    pub fn split(dialect: &Dialect, place: Place, bytes: Vec<u8>) -> Result<Self, Error> {
        Self::split_by(Marks::from(dialect), place, bytes)
    }

    pub(crate) fn split_by(marks: Marks, place: Place, bytes: Vec<u8>) -> Result<Self, Error> {
        let mut cut = Cut::default();
        while cut.bytes < bytes.len() {
            let mut scan = RecordScan::default();
            let step = scan.advance(marks, &bytes[cut.bytes..], true);
            let Step::Record { end, next } = step else {
                return Err(Error::RecordTooLarge {
                    line: place.line + u64::from(cut.lines),
                });
            };
            cut.take(marks, &bytes[cut.bytes..], &scan, end, next);
        }
        Ok(Self {
            place,
            bytes,
            records: cut.records,
        })
    }

    /// The line of one of its records, 1 = first line of the file.
    #[inline]
    pub fn line(&self, span: &RecordSpan) -> u64 {
        self.place.line + u64::from(span.line)
    }

    /// Where its `index`-th record stands.
    pub fn place_of(&self, index: usize) -> Option<Place> {
        let span = self.records.get(index)?;
        let Place { offset, line, row } = self.place;
        Some(Place {
            offset: offset + u64::from(span.start),
            line: line + u64::from(span.line),
            row: row + index as u64,
        })
    }
}

/// The records found so far of the block to come.
#[derive(Default)]
struct Cut {
    bytes: usize,
    lines: u32,
    records: Vec<RecordSpan>,
}

impl Cut {
    /// Takes the record at the start of `rest`.
    fn take(&mut self, marks: Marks, rest: &[u8], scan: &RecordScan, end: usize, next: usize) {
        let mut flags = scan.flags;
        let record = &rest[scan.begin.min(end)..end];
        if marks.is_blank(record) {
            flags.set_blank();
        }
        if record.len() > marks.caps.cell
            && CellReader::from_marks(marks)
                .read(RecordView::new(record, flags))
                .largest()
                > marks.caps.cell
        {
            flags.set_cell_too_large();
        }
        let start = self.bytes as u32;
        self.records.push(RecordSpan {
            start: start + scan.begin as u32,
            end: start + end as u32,
            line: self.lines,
            flags,
        });
        self.bytes += next;
        self.lines += scan.lines + 1;
    }
}

/// Says whether a record belongs to the one before it, as Commerce's address rows do.
pub type Continues = Box<dyn FnMut(RecordView<'_>) -> bool + Send>;

/// Reads a text stream as blocks. After an error it ends.
pub struct Blocks<R> {
    source: R,
    marks: Marks,
    continues: Option<Continues>,
    /// Bytes of the header and what stands above it, still to be passed over.
    skip: u64,
    place: Place,
    buffer: Vec<u8>,
    /// The buffer holds text between these two.
    from: usize,
    to: usize,
    source_ended: bool,
    done: bool,
}

impl<R: Read> Blocks<R> {
    /// Reads the records below the header; `text` stands at its beginning.
    pub fn new(text: R, dialect: &Dialect) -> Self {
        let place = Place {
            offset: dialect.data_offset,
            line: dialect.data_line,
            row: 1,
        };
        Self {
            skip: dialect.data_offset,
            ..Self::at(text, dialect, place)
        }
    }

    /// Reads on from a record; `text` stands at its first byte.
    pub fn at(text: R, dialect: &Dialect, place: Place) -> Self {
        Self::by(text, Marks::from(dialect), place)
    }

    pub(crate) fn by(text: R, marks: Marks, place: Place) -> Self {
        Self {
            source: text,
            marks,
            continues: None,
            skip: 0,
            place,
            buffer: Vec::new(),
            from: 0,
            to: 0,
            source_ended: false,
            done: false,
        }
    }

    /// Keeps records that belong to the one before them in its block, as long as the block stays under
    /// [`crate::MAX_RECORD_BYTES`]; beyond that it is cut all the same.
    pub fn with_continues(self, continues: Continues) -> Self {
        Self {
            continues: Some(continues),
            ..self
        }
    }

    /// The source, which may have been read further than the blocks that it gave.
    pub fn into_inner(self) -> R {
        self.source
    }

    /// The source.
    pub fn get_ref(&self) -> &R {
        &self.source
    }

    /// Memory that it holds.
    #[cfg(test)]
    pub(crate) fn buffer_bytes(&self) -> usize {
        self.buffer.capacity()
    }

    fn next_block(&mut self) -> Result<Option<Block>, Error> {
        self.skip_head()?;
        let mut cut = Cut::default();
        let mut scan = RecordScan::default();
        loop {
            let full = cut.bytes >= self.marks.caps.block || cut.records.len() >= self.marks.caps.block_records;
            if full && self.continues.is_none() {
                break;
            }
            let rest = &self.buffer[self.from + cut.bytes..self.to];
            if rest.is_empty() && self.source_ended {
                break;
            }
            let step = if rest.is_empty() {
                Step::More
            } else {
                scan.advance(self.marks, rest, self.source_ended)
            };
            match step {
                Step::More => self.fill()?,
                // What stands before it is given first; the next call comes here again.
                Step::TooLarge if cut.records.is_empty() => {
                    return Err(Error::RecordTooLarge { line: self.place.line });
                }
                Step::TooLarge => break,
                Step::Record { end, next } => {
                    if full && !self.extends(&cut, &scan, end, next) {
                        break;
                    }
                    let rest = &self.buffer[self.from + cut.bytes..self.to];
                    cut.take(self.marks, rest, &scan, end, next);
                    scan = RecordScan::default();
                }
            }
        }
        Ok(self.give(cut))
    }

    /// Whether the record behind a full block still belongs into it.
    fn extends(&mut self, cut: &Cut, scan: &RecordScan, end: usize, next: usize) -> bool {
        let begin = self.from + cut.bytes;
        let record = &self.buffer[begin + scan.begin.min(end)..begin + end];
        let fits = cut.bytes + next <= self.marks.caps.record;
        fits && self
            .continues
            .as_mut()
            .is_some_and(|continues| continues(RecordView::new(record, scan.flags)))
    }

    fn give(&mut self, cut: Cut) -> Option<Block> {
        if cut.records.is_empty() {
            return None;
        }
        let bytes = self.buffer[self.from..self.from + cut.bytes].to_vec();
        let place = self.place;
        self.from += cut.bytes;
        self.place.offset += cut.bytes as u64;
        self.place.line += u64::from(cut.lines);
        self.place.row += cut.records.len() as u64;
        Some(Block {
            place,
            bytes,
            records: cut.records,
        })
    }

    fn skip_head(&mut self) -> Result<(), Error> {
        while self.skip > 0 && !(self.source_ended && self.from == self.to) {
            if self.from == self.to {
                self.fill()?;
            }
            let step = self.skip.min((self.to - self.from) as u64);
            self.from += step as usize;
            self.skip -= step;
        }
        Ok(())
    }

    /// Reads more text behind what the buffer holds.
    fn fill(&mut self) -> Result<(), Error> {
        self.make_room();
        loop {
            match self.source.read(&mut self.buffer[self.to..]) {
                Ok(n) => {
                    self.to += n;
                    self.source_ended = n == 0;
                    return Ok(());
                }
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e.into()),
            }
        }
    }

    fn make_room(&mut self) {
        if self.buffer.len() - self.to >= MIN_READ {
            return;
        }
        let held = self.to - self.from;
        let caps = self.marks.caps;
        let usual = caps.block + 4 * MIN_READ;
        let for_long_record = caps.record + caps.block + 2 * MIN_READ;
        let size = match held + MIN_READ {
            need if need <= usual => usual,
            need if need <= for_long_record => for_long_record,
            need => need + caps.block,
        };
        // Grown for one long record, it does not stay so.
        if size > self.buffer.len() || (size == usual && size < self.buffer.len()) {
            let mut buffer = vec![0; size];
            buffer[..held].copy_from_slice(&self.buffer[self.from..self.to]);
            self.buffer = buffer;
        } else {
            self.buffer.copy_within(self.from..self.to, 0);
        }
        (self.from, self.to) = (0, held);
    }
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = Result<Block, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let block = self.next_block().transpose();
        self.done = !matches!(block, Some(Ok(_)));
        block
    }
}
