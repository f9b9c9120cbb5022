//! The bad files that customers really have, read through the public interface. Numbers are those of the corpus.

#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, also outside the test function itself"
)]

mod header;
mod records;
mod table;
mod text;
