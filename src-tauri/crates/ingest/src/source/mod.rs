//! The merchant's files: read-only, regular files only, and watched for change.

mod being_read;
mod container;
mod joined;
mod pipe;
mod several;
mod unpacked;
mod workbook;

use crate::problem::{Failure, Problem};
pub(crate) use being_read::is_being_read;
use container::{Container, Unopened};
use pipe::Piped;
use several::Together;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;
use tabular::Corrections;
use xdm::Reading;

/// One or more files that can be read again and again as one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Base name, for people; of several files all of them.
    pub name: String,
    /// Size on disk when it was looked at.
    pub bytes: u64,
    /// How it is read, as far as somebody decided it.
    pub reading: Reading,
    files: Vec<OneFile>,
    together: Together,
}

/// One file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OneFile {
    path: Arc<Path>,
    name: String,
    bytes: u64,
    modified: Option<SystemTime>,
    container: Container,
    /// It is a rejects file of ours, put right by its owner.
    corrections: Option<Corrections>,
}

impl OneFile {
    fn at(path: &Path) -> Result<Self, Problem> {
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let name = shown(&name);
        let problem = |e: &io::Error| io_problem(e, &name);
        let path = path.canonicalize().map_err(|e| problem(&e))?;
        let meta = std::fs::metadata(&path).map_err(|e| problem(&e))?;
        if !meta.is_file() {
            return Err(Problem::FileNotRegular { name });
        }
        let container = match Container::of(&path, &name) {
            Ok(container) => container,
            Err(Unopened::NoContainer) => Container::Plain,
            Err(Unopened::NotOneTable(kind)) => {
                let kind = kind.code().to_owned();
                return Err(Problem::FileNotTable { name, kind });
            }
            Err(Unopened::TooLarge) => return Err(Problem::SheetTooLarge { name }),
        };
        let mut file = Self {
            path: being_read::read_from(&path),
            name,
            bytes: meta.len(),
            modified: meta.modified().ok(),
            container,
            corrections: None,
        };
        file.corrections = file.recognised();
        Ok(file)
    }

    /// What cannot be read here is told by whoever reads it for its own sake.
    fn recognised(&self) -> Option<Corrections> {
        let mut start = self.open(Arc::default()).ok()?;
        let (sample, complete) = tabular::read_sample(&mut start).ok()?;
        Corrections::of(&self.name, &sample, complete)
    }

    fn open(&self, consumed: Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
        let table = self.container.open(&self.path, consumed)?;
        match self.corrections.clone() {
            None => Ok(table),
            Some(corrections) => Ok(Box::new(Piped::new(move |out| corrections.table(table, out))?)),
        }
    }

    fn is_unchanged(&self) -> bool {
        let meta = std::fs::metadata(&self.path);
        meta.is_ok_and(|now| now.len() == self.bytes && now.modified().ok() == self.modified)
    }
}

/// A file's name as people see it everywhere: without what breaks a line or turns the order of text round.
fn shown(name: &str) -> String {
    let disturbs = |c: char| {
        c.is_control()
            || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    name.replace(disturbs, "\u{FFFD}")
}

impl SourceFile {
    /// Looks at a file; what stands around a table (gzip, zip, a workbook) is opened.
    pub fn at(path: &Path) -> Result<Self, Problem> {
        let file = OneFile::at(path)?;
        Ok(Self {
            name: file.name.clone(),
            bytes: file.bytes,
            reading: Reading::default(),
            files: vec![file],
            together: Together::Appended,
        })
    }

    /// Looks at several files: with the same header they are one table, and Commerce's customers and addresses are
    /// joined.
    pub fn of(paths: &[PathBuf]) -> Result<Self, Problem> {
        if let [path] = paths {
            return Self::at(path);
        }
        let files: Vec<OneFile> = paths.iter().map(|path| OneFile::at(path)).collect::<Result<_, _>>()?;
        let name = files.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(" + ");
        let Some((together, files)) = several::together(&files) else {
            return Err(Problem::FilesDiffer { name });
        };
        Ok(Self {
            name,
            bytes: files.iter().map(|f| f.bytes).sum(),
            reading: Reading::default(),
            files,
            together,
        })
    }

    /// As kept in the journal; [`SourceFile::recall`] reads it.
    pub(crate) fn paths(&self) -> String {
        let paths: Vec<_> = self.files.iter().map(|f| f.path.to_string_lossy()).collect();
        match &paths[..] {
            [one] => one.to_string(),
            several => serde_json::json!(several).to_string(),
        }
    }

    /// The files of a run.
    pub(crate) fn recall(paths: &str) -> Result<Self, Problem> {
        match serde_json::from_str::<Vec<PathBuf>>(paths) {
            Ok(several) => Self::of(&several),
            Err(_) => Self::at(Path::new(paths)),
        }
    }

    /// A file that cannot be read now; only its name is known.
    pub(crate) fn unreadable(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            bytes: 0,
            reading: Reading::default(),
            files: Vec::new(),
            together: Together::Appended,
        }
    }

    /// Made by [`SourceFile::unreadable`].
    pub(crate) fn is_unreadable(&self) -> bool {
        self.files.is_empty()
    }

    /// When it was last changed, RFC 3339 in UTC with fractions of a second, so that such texts sort; of several files the
    /// latest.
    pub(crate) fn modified(&self) -> Option<String> {
        let latest = self.files.iter().filter_map(|file| file.modified).max()?;
        let moment = jiff::Timestamp::try_from(latest).ok()?;
        Some(moment.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string())
    }

    /// The same file, read as somebody decided.
    #[must_use]
    pub fn read_as(&self, reading: &Reading) -> Self {
        Self {
            reading: reading.clone(),
            ..self.clone()
        }
    }

    /// What was opened to get at the table: `gzip`, `zip`, `xlsx`.
    pub(crate) fn container(&self) -> Option<&'static str> {
        self.files.iter().find_map(|f| f.container.code())
    }

    /// Whether all of it are rows that were left out before, put right by their owner.
    pub fn is_corrections(&self) -> bool {
        self.files.iter().all(|file| file.corrections.is_some())
    }

    /// What our writer noted about where such rows come from, where all say the same.
    pub(crate) fn origin(&self) -> Option<&str> {
        let mut origins = self.files.iter().map(|f| f.corrections.as_ref()?.origin.as_deref());
        let first = origins.next()??;
        origins.all(|other| other == Some(first)).then_some(first)
    }

    /// Opens it from the start.
    pub(crate) fn open(&self) -> Result<Content, Problem> {
        let consumed = Arc::<AtomicU64>::default();
        let reader = match (&self.files[..], &self.together) {
            ([file], _) => file.open(consumed.clone()),
            ([main, addresses], Together::Joined) => joined::joined(main, addresses, &consumed),
            (files, _) => several::appended(files, &consumed),
        };
        Ok(Content {
            reader: reader.map_err(|e| io_problem(&e, &self.name))?,
            consumed,
        })
    }

    /// Whether it still has the size and time that it had when it was looked at.
    pub(crate) fn is_unchanged(&self) -> bool {
        self.files.iter().all(OneFile::is_unchanged)
    }

    /// SHA-256 of the table's text as it is read, lower-case hex.
    pub fn sha256(&self) -> Result<String, Problem> {
        let mut hashing = Hashing::new(self.open()?);
        io::copy(&mut hashing, &mut io::sink()).map_err(|e| io_problem(&e, &self.name))?;
        Ok(hashing.finish())
    }
}

/// The bytes of a table, and how much of its files was read for them.
pub(crate) struct Content {
    reader: Box<dyn Read + Send>,
    consumed: Arc<AtomicU64>,
}

impl Content {
    /// Counts the bytes read from disk while somebody else holds the reader.
    pub(crate) fn consumed(&self) -> Consumed {
        Consumed(self.consumed.clone())
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

/// How many bytes of the files were read so far.
pub(crate) struct Consumed(Arc<AtomicU64>);

impl Consumed {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Reads a small file whole, at most so many bytes of it. A pipe would be waited for, and is refused as everything that
/// is no file.
pub(crate) fn read_small(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |n| shown(&n.to_string_lossy()));
    let problem = |error: io::Error| Failure::new(io_problem(&error, &name), error);
    if !std::fs::metadata(path).map_err(problem)?.is_file() {
        return Err(Problem::FileNotRegular { name }.into());
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(problem)?;
    Ok(bytes)
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
        let endless = read_small(Path::new("/dev/zero"), 1 << 40).unwrap_err();
        assert!(matches!(endless.problem, Problem::FileNotRegular { .. }));
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
