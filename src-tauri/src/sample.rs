//! The sample of a thousand invented customers that ships inside the program.

use ingest::{Engine, Failure};
use std::path::PathBuf;

const SAMPLE: &[u8] = include_bytes!("../sample/customers.csv");

/// The sample as a file of this user's data folder, written anew when it is not as it should be.
pub(crate) fn file(engine: &Engine) -> Result<PathBuf, Failure> {
    let path = engine.data_folder().join("sample-customers.csv");
    if std::fs::read(&path).is_ok_and(|bytes| bytes == SAMPLE) {
        return Ok(path);
    }
    ingest::write_file(&path, SAMPLE)?;
    Ok(path)
}
