//! What stops the reading or writing of a file as a whole. Carries places and kinds, never the text of a cell.

use crate::FileKind;

/// A file that cannot be read or a part that cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The source or target failed.
    #[error("reading or writing failed")]
    Io(#[from] std::io::Error),
    /// Not text, or text that is no table.
    #[error("not a table but {}", kind.code())]
    NotText {
        /// What it is.
        kind: FileKind,
    },
    /// No bytes, or only a byte order mark or blank lines.
    #[error("the file is empty")]
    Empty,
    /// A record larger than [`crate::MAX_RECORD_BYTES`].
    #[error("the record at line {line} is too large")]
    RecordTooLarge {
        /// The line where it begins, 1 = first line of the file.
        line: u64,
    },
    /// More than [`crate::MAX_COLUMNS`] columns.
    #[error("{count} columns are too many")]
    TooManyColumns {
        /// How many there are, as far as they were counted.
        count: usize,
    },
    /// A header name over [`crate::MAX_NAME_BYTES`] bytes.
    #[error("the name of column {index} is too long")]
    NameTooLong {
        /// Column number, 0 = first.
        index: usize,
    },
    /// The encoding that was asked for does not exist or is not one of text.
    #[error("unknown encoding")]
    UnknownEncoding,
    /// A row that does not fit the shape of the part: our own mistake.
    #[error("a row does not fit the shape: {0}")]
    Shape(&'static str),
    /// The Parquet encoder failed.
    #[error("a Parquet part could not be encoded")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// The Arrow arrays behind a Parquet part could not be built.
    #[error("a Parquet part could not be built")]
    Arrow(#[from] arrow_schema::ArrowError),
    /// A CSV could not be written.
    #[error("a CSV could not be written")]
    Csv(#[from] csv::Error),
}
