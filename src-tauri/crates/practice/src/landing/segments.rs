//! A blob's bytes in one go, although they lie in many files.

use super::store::Segment;
use std::{
    collections::VecDeque,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Reads one file after the other; only one is open.
pub(crate) struct Chain {
    folder: PathBuf,
    left: VecDeque<String>,
    open: Option<File>,
}

impl Chain {
    pub(crate) fn new(folder: &Path, segments: &[Segment]) -> Self {
        Self {
            folder: folder.to_path_buf(),
            left: segments.iter().map(|s| s.stored.clone()).collect(),
            open: None,
        }
    }
}

impl Read for Chain {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.open.is_none() {
                let Some(next) = self.left.pop_front() else {
                    return Ok(0);
                };
                self.open = Some(File::open(self.folder.join(next))?);
            }
            let read = self.open.as_mut().map_or(Ok(0), |file| file.read(buf))?;
            if read > 0 || buf.is_empty() {
                return Ok(read);
            }
            self.open = None;
        }
    }
}
