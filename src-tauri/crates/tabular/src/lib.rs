//! Reads delimited text of any dialect as records; writes records as Parquet, JSON Lines and plain CSV.
//!
//! Bytes → text → records → cells, nothing guessed after that. Generic over `Read` and `Write`: no files, no clock.
//! Personal data never reaches `Debug` output or errors.
//!
//! The route of a file:
//! ```text
//! let inspection = inspect(name, &sample, complete, &Hints::default())?;     // ≤ SAMPLE_BYTES of the file's start
//!   inspection.detected: Detected { charset, bom, mixed }                    // charset.label() is the WHATWG label
//!   inspection.dialect:  Dialect { delimiter, quote, escape, header_line, data_offset, data_line, blank_tail }
//!   inspection.columns:  Vec<Column { index, name, original, notes, profile: ColumnProfile, … }>
//! let text = TextStream::new(file, inspection.detected);                      // Read: UTF-8 without its mark
//! let mut blocks = Blocks::new(text, &inspection.dialect);                    // Iterator<Item = Result<Block, Error>>
//!     .with_continues(Box::new(|record: RecordView| …))                       // optional: address rows stay with their shopper
//! let mut cells = CellReader::new(&inspection.dialect);                       // one per thread, reused
//! for block in blocks {
//!     let block = block?;                                                     // place, bytes, records
//!     let view = block.view();                                                // checks UTF-8 once; block.place: offset, line, row
//!     for (i, span) in block.records.iter().enumerate() {
//!         if span.flags.blank() { continue }
//!         let row = cells.read(view.record(span));                            // Cells: len(), text(i) -> Result<&str, NotUtf8>
//!     }                                                                       // row = block.place.row + i, line = block.line(span)
//! }
//! // A block is a pure function of its bytes: Block::split(&dialect, place, bytes) gives the same records again.
//! let mut part = ParquetPart::new(&shape)?;  part.push(&values, &ids)?;  part.finish()? -> Vec<u8>
//! let mut part = JsonlPart::new(&shape);     part.push(&values, &ids)?;  part.finish()  -> Vec<u8>
//! let mut part = LandedPart::new(&shape)?;   part.push(&values)?;  part.finish()? -> Vec<u8>;  landed_header(&shape)?
//! let json = RecordJson::new(&shape);        json.len(&values, &ids) -> usize;  json.pretty(&values, &ids) -> String
//! let mut out = RejectsWriter::new(writer, delimiter, &columns, origin)?;  out.row(&cells, Reject { row, line, column, reason, code })?;
//! let back = Corrections::of(name, &sample, complete)?;  back.table(file, &mut out)?;       // a rejects file that comes back
//! ```

mod addresses;
mod blocks;
mod calendar;
mod cells;
mod column;
mod corrections;
mod dialect;
mod encoding;
mod error;
mod header;
mod inspect;
mod jsonl;
mod landed;
mod limits;
mod parquet;
mod profile;
mod rejects;
mod secrets;
mod sniff;
mod splitter;
mod stream;
mod told;
mod tree;

pub use addresses::Addresses;
pub use blocks::{Block, Blocks, Continues, Place, RecordSpan};
pub use cells::{BlockView, CellReader, Cells, NotUtf8, RecordView, without_controls};
pub use corrections::Corrections;
pub use dialect::Dialect;
pub use encoding::{Charset, Detected, detect};
pub use error::Error;
pub use header::NameNote;
pub use inspect::{Column, HeaderCertainty, Hints, Inspection, inspect, read_sample};
pub use jsonl::{JsonlPart, RecordJson};
pub use landed::{LandedPart, landed_columns, landed_header, landed_text};
pub use limits::{
    BLOCK_BYTES, BLOCK_RECORDS, MAX_CELL_BYTES, MAX_COLUMNS, MAX_NAME_BYTES, MAX_RECORD_BYTES, MAX_TITLE_LINES,
    SAMPLE_BYTES,
};
pub use parquet::ParquetPart;
pub use profile::{ColumnProfile, MAX_SAMPLE_CHARS, MAX_SAMPLES};
pub use rejects::{REJECT_COLUMNS, Reject, RejectsWriter, unguarded};
pub use secrets::is_secret;
pub use sniff::{FileKind, sniff};
pub use splitter::RecordFlags;
pub use stream::TextStream;

#[cfg(test)]
mod model;
