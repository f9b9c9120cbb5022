//! Files that a person gets: for their owner's eyes only, written beside their place and moved there whole, so that a full
//! disk or a crash leaves what stood there before. Never over a file that is being read. Nothing else in this product
//! writes a file where somebody says.

use crate::problem::Problem;
use crate::source::{is_being_read, write_problem};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file on its way.
#[derive(Debug)]
pub(crate) struct Output {
    /// Base name, for people.
    pub name: String,
    to: To,
}

#[derive(Debug)]
enum To {
    Beside {
        file: NamedTempFile,
        place: PathBuf,
    },
    /// What stands there is a device or a pipe: nothing that could be lost, and nothing that could be replaced.
    Straight(File),
}

impl Output {
    /// Begins a file for this place. A link is followed to what it names.
    pub(crate) fn at(path: &Path) -> Result<Self, Problem> {
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let denied = |error: &io::Error| write_problem(error, &name);
        if is_being_read(path) {
            return Err(Problem::OutputIsSource { name });
        }
        let is_special = std::fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
        if is_special {
            let file = File::options().write(true).open(path).map_err(|e| denied(&e))?;
            let to = To::Straight(file);
            return Ok(Self { name, to });
        }
        if path.is_dir() {
            return Err(Problem::WriteDenied { name });
        }
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = match place.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let file = tempfile::Builder::new()
            .prefix(".courier-")
            .tempfile_in(folder)
            .map_err(|e| denied(&e))?;
        let to = To::Beside { file, place };
        Ok(Self { name, to })
    }

    /// All of it is there: it takes its place. Without this nothing changes.
    pub(crate) fn done(self) -> Result<(), Problem> {
        let done = match self.to {
            To::Beside { file, place } => {
                let synced = file.as_file().sync_all();
                synced.and_then(|()| file.persist(&place).map(drop).map_err(|e| e.error))
            }
            To::Straight(mut file) => file.flush(),
        };
        done.map_err(|e| write_problem(&e, &self.name))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Beside { file, .. } => file.write(bytes),
            To::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Beside { file, .. } => file.flush(),
            To::Straight(file) => file.flush(),
        }
    }
}

/// A whole file at once.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut output = Output::at(path)?;
    output.write_all(bytes).map_err(|e| write_problem(&e, &output.name))?;
    output.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use std::fs;

    #[test]
    fn what_stood_there_stays_until_all_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "before").unwrap();
        let mut output = Output::at(&path).unwrap();
        output.write_all(b"half").unwrap();
        drop(output);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
        write_file(&path, b"after").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
    }

    #[test]
    fn the_file_that_is_being_read_is_refused_under_every_name_and_only_as_long() {
        let folder = tempfile::tempdir().unwrap();
        let (path, hard) = (folder.path().join("customers.csv"), folder.path().join("hard.csv"));
        let text = "email\nanna@shop.example\n";
        fs::write(&path, text).unwrap();
        fs::hard_link(&path, &hard).unwrap();
        let mut names = vec![path.clone(), hard, folder.path().join("./customers.csv")];
        #[cfg(unix)]
        {
            let soft = folder.path().join("soft.csv");
            std::os::unix::fs::symlink(&path, &soft).unwrap();
            names.push(soft);
        }
        let source = SourceFile::at(&path).unwrap();
        let copy = source.clone();
        drop(source);
        for name in &names {
            let refused = write_file(name, b"");
            assert!(
                matches!(refused, Err(Problem::OutputIsSource { .. })),
                "{name:?}: {refused:?}"
            );
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        drop(copy);
        write_file(&path, b"mine").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone_and_a_device_stays_one() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        write_file(&path, b"x").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        write_file(Path::new("/dev/null"), b"x").unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        let inside = write_file(folder.path(), b"x");
        assert!(matches!(inside, Err(Problem::WriteDenied { .. })), "{inside:?}");
    }
}
