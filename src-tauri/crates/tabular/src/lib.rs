//! Reads delimited text of any dialect as records; writes records as Parquet and JSON Lines.
//!
//! Bytes → text → records → cells, nothing guessed after that. Generic over `Read` and `Write`: no files, no clock.
//! Personal data never reaches `Debug` output or errors.
//!
//! The route of a file:
//! ```text
//! let inspection = inspect(name, &sample, complete, &Hints::default())?;     // ≤ SAMPLE_BYTES of the file's start
//!   inspection.detected: Detected { charset, bom, mixed }                    // charset.label() is the WHATWG label
//!   inspection.dialect:  Dialect { delimiter, quote, escape, header_line, data_offset, data_line }
//!   inspection.columns:  Vec<Column { index, name, original, notes, profile: ColumnProfile, … }>
//! let text = TextStream::new(file, inspection.detected);                      // Read: UTF-8 without its mark
//! let mut blocks = Blocks::new(text, &inspection.dialect);                    // Iterator<Item = Result<Block, Error>>
//!     .with_continues(Box::new(|record: RecordView| …))                       // optional: address rows stay with their shopper
//! let mut cells = CellReader::new(&inspection.dialect);                       // one per thread, reused
//! for block in blocks {
//!     let block = block?;                                                     // offset, first_line, first_row, bytes, records
//!     let view = block.view();                                                // checks UTF-8 once
//!     for (i, span) in block.records.iter().enumerate() {
//!         if span.flags.blank() { continue }
//!         let row = cells.read(view.record(span));                            // Cells: len(), text(i) -> Result<&str, NotUtf8>
//!     }                                                                       // row = block.first_row + i, line = block.line(span)
//! }
//! // A block is a pure function of its bytes: Block::split(&dialect, place, bytes) gives the same records again.
//! let mut part = ParquetPart::new(&shape)?;  part.push(&values, &ids)?;  part.finish()? -> Vec<u8>
//! let mut part = JsonlPart::new(&shape);     part.push(&values, &ids);   part.finish()  -> Vec<u8>
//! let json = RecordJson::new(&shape);        json.len(&values, &ids) -> usize;  json.pretty(&values, &ids) -> String
//! let mut out = RejectsWriter::new(writer, delimiter, &columns)?;  out.row(&cells, Reject { row, line, reason, code })?;
//! ```
