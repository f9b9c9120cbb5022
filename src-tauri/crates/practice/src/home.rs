//! The practice folder: its lock, its endpoint file and its database.
//! Only the owner may read it, because uploaded records lie in it.

use crate::options::{Endpoint, Error};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS account (
  name TEXT PRIMARY KEY, client TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS access (
  token TEXT PRIMARY KEY, client TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS document (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, sandbox TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  created INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (sandbox, kind, id)) STRICT;
DROP TABLE IF EXISTS dataset;
DROP TABLE IF EXISTS token;
CREATE TABLE IF NOT EXISTS batch (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sandbox TEXT NOT NULL,
  dataset TEXT NOT NULL, external_id TEXT, status TEXT NOT NULL, created INTEGER NOT NULL,
  updated INTEGER NOT NULL, completed INTEGER, body TEXT NOT NULL, outcome TEXT,
  visible INTEGER, upsert INTEGER NOT NULL DEFAULT 0, profile INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS batch_external ON batch (external_id);
CREATE TABLE IF NOT EXISTS file (
  batch TEXT NOT NULL, name TEXT NOT NULL, stored TEXT NOT NULL, size INTEGER NOT NULL,
  chunks TEXT, PRIMARY KEY (batch, name)) STRICT;
CREATE TABLE IF NOT EXISTS record (
  id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, primary_key TEXT NOT NULL,
  links TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS record_batch ON record (batch);
CREATE INDEX IF NOT EXISTS record_primary ON record (primary_key);
CREATE TABLE IF NOT EXISTS link (
  identity TEXT NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (identity, record)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS link_record ON link (record);
CREATE TABLE IF NOT EXISTS blob (
  sandbox TEXT NOT NULL, name TEXT NOT NULL, etag TEXT NOT NULL, created INTEGER NOT NULL,
  modified INTEGER NOT NULL, size INTEGER NOT NULL, properties TEXT NOT NULL, segments TEXT NOT NULL,
  PRIMARY KEY (sandbox, name)) STRICT;
CREATE TABLE IF NOT EXISTS block (
  sandbox TEXT NOT NULL, blob TEXT NOT NULL, id TEXT NOT NULL, stored TEXT NOT NULL, size INTEGER NOT NULL,
  arrived INTEGER NOT NULL, PRIMARY KEY (sandbox, blob, id)) STRICT;
";

/// Stands in every folder of a practice platform, from its first moment on.
const MARK: &str = "practice.lock";

/// A folder that this process has locked.
#[derive(Debug)]
pub(crate) struct Home {
    dir: PathBuf,
    lock: File,
}

impl Home {
    /// Locks `dir`; [`Error::Busy`] when another server holds it, [`Error::Foreign`] when it is somebody else's: nothing
    /// in it is deleted or closed to others then.
    pub(crate) fn lock(dir: &Path, reset: bool) -> Result<Self, Error> {
        if dir.as_os_str().is_empty() {
            return Err(Error::NoFolder);
        }
        fs::create_dir_all(dir)?;
        if !dir.join(MARK).is_file() && fs::read_dir(dir)?.next().is_some() {
            return Err(Error::Foreign);
        }
        owner_only(dir, 0o700)?;
        let lock = private_file(&dir.join(MARK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let home = Self {
            dir: dir.to_path_buf(),
            lock,
        };
        if reset {
            home.forget()?;
        }
        fs::create_dir_all(home.uploads())?;
        fs::create_dir_all(home.diagnostics())?;
        fs::create_dir_all(home.landing())?;
        Ok(home)
    }

    pub(crate) fn uploads(&self) -> PathBuf {
        self.dir.join("uploads")
    }

    pub(crate) fn diagnostics(&self) -> PathBuf {
        self.dir.join("diagnostics")
    }

    /// What the landing zone holds, one file per block.
    pub(crate) fn landing(&self) -> PathBuf {
        self.dir.join("landing")
    }

    /// A new connection; the tables exist afterwards.
    pub(crate) fn connect(&self) -> Result<Connection, Error> {
        let path = self.dir.join("practice.db");
        drop(private_file(&path)?);
        let db = Connection::open(path)?;
        db.busy_timeout(Duration::from_secs(30))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.execute_batch(TABLES)?;
        Ok(db)
    }

    pub(crate) fn publish(&self, endpoint: &Endpoint) -> Result<(), Error> {
        // Written beside and renamed: a joining process never reads half a file.
        let draft = self.dir.join("endpoint.json.new");
        let mut file = private_file(&draft)?;
        file.set_len(0)?;
        file.write_all(serde_json::to_string(endpoint)?.as_bytes())?;
        fs::rename(draft, endpoint_path(&self.dir))?;
        Ok(())
    }

    /// Lets the next process in, although clones of the state may live a moment longer.
    pub(crate) fn release(&self) {
        let _ = fs::remove_file(endpoint_path(&self.dir));
        let _ = self.lock.unlock();
    }

    fn forget(&self) -> Result<(), Error> {
        for name in ["practice.db", "practice.db-wal", "practice.db-shm", "endpoint.json"] {
            remove_if_there(fs::remove_file(self.dir.join(name)))?;
        }
        remove_if_there(fs::remove_dir_all(self.uploads()))?;
        remove_if_there(fs::remove_dir_all(self.landing()))?;
        remove_if_there(fs::remove_dir_all(self.diagnostics()))
    }
}

fn remove_if_there(result: std::io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// A connection that changes nothing, beside a server or without one; `None` where no practice platform was ever.
pub(crate) fn reader(dir: &Path) -> Result<Option<Connection>, Error> {
    let path = dir.join("practice.db");
    if !path.exists() {
        return Ok(None);
    }
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(30))?;
    Ok(Some(db))
}

/// The endpoint that the folder's running server has published.
pub(crate) fn published(dir: &Path) -> Result<Endpoint, Error> {
    let text = fs::read_to_string(endpoint_path(dir))?;
    Ok(serde_json::from_str(&text)?)
}

fn endpoint_path(dir: &Path) -> PathBuf {
    dir.join("endpoint.json")
}

fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg_attr(not(unix), allow(unused_variables, clippy::unnecessary_wraps))]
fn owner_only(path: &Path, mode: u32) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_somebody_else_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (dir, theirs) = (
            folder.path().join("photos"),
            folder.path().join("photos/uploads/one.jpg"),
        );
        fs::create_dir_all(theirs.parent().unwrap()).unwrap();
        fs::write(&theirs, "picture").unwrap();
        owner_only(&dir, 0o755).unwrap();
        for reset in [true, false] {
            assert!(matches!(Home::lock(&dir, reset), Err(Error::Foreign)), "reset: {reset}");
        }
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "picture");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1, "and nothing is put beside it");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o755);
        }
    }

    #[test]
    fn its_own_folder_is_forgotten_on_request() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::lock(folder.path(), false).unwrap();
        let upload = home.uploads().join("part");
        fs::write(&upload, "records").unwrap();
        home.release();
        drop(home);
        Home::lock(folder.path(), false).unwrap().release();
        assert!(upload.exists());
        Home::lock(folder.path(), true).unwrap().release();
        assert!(!upload.exists());
    }
}
