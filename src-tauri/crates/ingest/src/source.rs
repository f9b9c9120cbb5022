//! The merchant's file: opened once, read-only, regular files only, and watched for change.

use crate::problem::Problem;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use xdm::Reading;

/// A file that can be read again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is, links resolved.
    pub path: PathBuf,
    /// Base name, for people.
    pub name: String,
    /// Size when it was looked at.
    pub bytes: u64,
    modified: Option<SystemTime>,
    /// How it is read, as far as somebody decided it.
    pub reading: Reading,
}

impl SourceFile {
    /// Looks at a file without reading it.
    pub fn at(path: &Path) -> Result<Self, Problem> {
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let problem = |e: &io::Error| io_problem(e, &name);
        let path = path.canonicalize().map_err(|e| problem(&e))?;
        let meta = std::fs::metadata(&path).map_err(|e| problem(&e))?;
        if !meta.is_file() {
            return Err(Problem::FileNotRegular { name });
        }
        Ok(Self {
            path,
            name,
            bytes: meta.len(),
            modified: meta.modified().ok(),
            reading: Reading::default(),
        })
    }

    /// The same file, read as somebody decided.
    #[must_use]
    pub fn read_as(&self, reading: &Reading) -> Self {
        Self {
            reading: reading.clone(),
            ..self.clone()
        }
    }

    /// Opens it from the start.
    pub(crate) fn open(&self) -> Result<File, Problem> {
        File::open(&self.path).map_err(|e| io_problem(&e, &self.name))
    }

    /// Whether it still has the size and time that it had when it was looked at.
    pub(crate) fn is_unchanged(&self) -> bool {
        Self::at(&self.path).is_ok_and(|now| now.bytes == self.bytes && now.modified == self.modified)
    }

    /// SHA-256 of the whole file, lower-case hex.
    pub fn sha256(&self) -> Result<String, Problem> {
        let mut file = self.open()?;
        file.rewind().map_err(|e| io_problem(&e, &self.name))?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 20];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(hex::encode(hasher.finalize())),
                Ok(n) => hasher.update(&buffer[..n]),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(io_problem(&e, &self.name)),
            }
        }
    }
}

/// The problem behind an IO error on the source.
pub(crate) fn io_problem(error: &io::Error, name: &str) -> Problem {
    let name = name.to_owned();
    match error.kind() {
        ErrorKind::NotFound => Problem::FileMissing { name },
        ErrorKind::PermissionDenied => Problem::FileDenied { name },
        ErrorKind::IsADirectory => Problem::FileNotRegular { name },
        _ => Problem::FileUnreadable { name },
    }
}

/// The problem behind an IO error on something that we write.
pub(crate) fn write_problem(error: &io::Error, name: &str) -> Problem {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Problem::DiskFull {},
        _ => Problem::WriteDenied { name: name.to_owned() },
    }
}

/// Hashes what passes through.
pub(crate) struct Hashing<R> {
    inner: R,
    hasher: Sha256,
}

impl<R: Read> Hashing<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: Sha256::new(),
        }
    }

    /// The hash of all that passed, lower-case hex.
    pub(crate) fn finish(self) -> String {
        hex::encode(self.hasher.finalize())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..n]);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_taken() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(
            SourceFile::at(dir.path()),
            Err(Problem::FileNotRegular { .. })
        ));
        assert!(matches!(
            SourceFile::at(&dir.path().join("no.csv")),
            Err(Problem::FileMissing { .. })
        ));
        assert!(matches!(
            SourceFile::at(Path::new("/dev/zero")),
            Err(Problem::FileNotRegular { .. })
        ));
    }

    #[test]
    fn a_change_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        std::fs::write(&path, "email\na@example.com\n").unwrap();
        let source = SourceFile::at(&path).unwrap();
        assert!(source.is_unchanged());
        std::fs::write(&path, "email\n").unwrap();
        assert!(!source.is_unchanged());
    }
}
