//! The limits of what is read, in one place, because the manual names them. There is none on the size of a file.

/// Most of a file's start that is looked at before it is read as a whole.
pub const SAMPLE_BYTES: usize = 1 << 20;
/// Most columns.
pub const MAX_COLUMNS: usize = 10_000;
/// Longest header name, in bytes of UTF-8.
pub const MAX_NAME_BYTES: usize = 512;
/// Largest cell, in bytes of UTF-8. A row with a larger one is flagged and its cells are still readable.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// Largest record, in bytes of UTF-8; also how far the partner of an opening quote is looked for.
pub const MAX_RECORD_BYTES: usize = 8 << 20;
/// Size at which a block of whole records is cut.
pub const BLOCK_BYTES: usize = 1 << 20;
/// Most records in a block, so that a file of one-byte rows needs no more memory than others.
pub const BLOCK_RECORDS: usize = 1 << 16;
/// Most lines above a header.
pub const MAX_TITLE_LINES: usize = 20;

/// The limits that records and blocks go by; smaller in tests, so that every edge can be met with a short text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caps {
    pub(crate) cell: usize,
    pub(crate) record: usize,
    pub(crate) block: usize,
    pub(crate) block_records: usize,
}

impl Caps {
    pub(crate) const PRODUCT: Self = Self {
        cell: MAX_CELL_BYTES,
        record: MAX_RECORD_BYTES,
        block: BLOCK_BYTES,
        block_records: BLOCK_RECORDS,
    };
}
