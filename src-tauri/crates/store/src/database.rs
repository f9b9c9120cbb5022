//! The database file: opened, protected, migrated.

use crate::{Error, batch, connection, flow, held, known, part, refused, run, schedule, setting, slot};
use rusqlite::{Connection, Transaction};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One SQL text per version, oldest first. Never edited once released: a change is a new text.
const MIGRATIONS: &[&[&str]] = &[
    &[run::TABLE, batch::TABLE, part::TABLE, setting::TABLE],
    &[known::TABLES],
    &[connection::TABLE, refused::TABLE],
    &[schedule::TABLE, slot::TABLES],
    &[flow::TABLE],
    &[held::TABLE],
];

/// History, journal and settings of this user. Cheap calls that block; share it behind an `Arc`.
pub struct Store {
    connection: Mutex<Connection>,
    moved_aside: Option<PathBuf>,
}

impl Store {
    /// Opens `history.db` in a folder, creating and migrating it. A file that is no database is moved aside, and the
    /// store starts empty: see [`Store::moved_aside`].
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("history.db");
        match Self::connect(&path) {
            Ok(connection) => Ok(Self {
                connection: Mutex::new(connection),
                moved_aside: None,
            }),
            Err(Error::Unusable(source)) if is_damage(source.as_ref()) => {
                let aside = set_aside(&path)?;
                Ok(Self {
                    connection: Mutex::new(Self::connect(&path)?),
                    moved_aside: Some(aside),
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Where a damaged history was moved to when the store was opened.
    pub fn moved_aside(&self) -> Option<&Path> {
        self.moved_aside.as_deref()
    }

    fn connect(path: &Path) -> Result<Connection, Error> {
        create_private(path)?;
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        // Before anything that could write: what a newer program made is not ours to touch.
        refuse_newer(&connection)?;
        // FULL: a step is on disk before the next request leaves (reliability R1). secure_delete: what is deleted is gone.
        connection.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
        )?;
        migrate(&mut connection)?;
        Ok(connection)
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic while holding it leaves an open transaction, which SQLite rolls back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One transaction, on disk when this returns `Ok`.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let known = MIGRATIONS.len() as i64;
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process can have been quicker, also a newer one.
    let found = refuse_newer(&transaction)?;
    for statements in &MIGRATIONS[usize::try_from(found).unwrap_or_default()..] {
        for sql in *statements {
            transaction.execute_batch(sql)?;
        }
    }
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}

/// The version of the tables, where it is not newer than this program's.
fn refuse_newer(connection: &Connection) -> Result<i64, Error> {
    let known = MIGRATIONS.len() as i64;
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    Ok(found)
}

/// SQLite gives `-wal` and `-shm` the mode of the database, so making that private makes all three.
fn create_private(path: &Path) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?;
    Ok(())
}

fn is_damage(source: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    source
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code)
        .is_some_and(|code| matches!(code, DatabaseCorrupt | NotADatabase))
}

fn set_aside(path: &Path) -> Result<PathBuf, Error> {
    let name = |n: u32| path.with_extension(format!("corrupt-{n}"));
    let aside = (1..=u32::MAX)
        .map(name)
        .find(|p| !p.exists())
        .unwrap_or_else(|| name(0));
    std::fs::rename(path, &aside)?;
    for companion in ["db-wal", "db-shm"] {
        let companion = path.with_extension(companion);
        if companion.exists() {
            std::fs::remove_file(companion)?;
        }
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_history_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path()).unwrap());
        Connection::open(dir.path().join("history.db"))
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let before = std::fs::read(dir.path().join("history.db")).unwrap();
        assert!(matches!(Store::open(dir.path()), Err(Error::Newer { found: 99, .. })));
        assert_eq!(std::fs::read(dir.path().join("history.db")).unwrap(), before);
    }

    #[test]
    fn a_damaged_history_is_moved_aside_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(
            dir.path().join("history.db"),
            "this is no database, but long enough to be read as one".repeat(20),
        )
        .unwrap();
        let store = Store::open(dir.path()).unwrap();
        assert!(store.moved_aside().unwrap().exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.set("language", &serde_json::json!("nl")).unwrap();
        let mut files = 0;
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let entry = entry.unwrap();
            assert_eq!(
                entry.metadata().unwrap().permissions().mode() & 0o077,
                0,
                "{:?}",
                entry.file_name()
            );
            files += 1;
        }
        assert_eq!(files, 3, "database, -wal and -shm");
    }

    #[test]
    fn a_full_disk_is_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.connection().execute_batch("PRAGMA max_page_count=1").unwrap();
        let error = (0..200).find_map(|n| {
            store
                .set(&format!("key{n}"), &serde_json::json!("x".repeat(4_000)))
                .err()
        });
        assert!(matches!(error, Some(Error::DiskFull(_))), "{error:?}");
    }

    #[test]
    fn a_journal_cut_anywhere_opens_in_an_earlier_state() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        for n in 0..12 {
            store.set("n", &serde_json::json!(n)).unwrap();
        }
        let (db, wal) = (dir.path().join("history.db"), dir.path().join("history.db-wal"));
        let (db, wal) = (std::fs::read(db).unwrap(), std::fs::read(wal).unwrap());
        for cut in (0..wal.len()).step_by(997) {
            let copy = tempfile::tempdir().unwrap();
            std::fs::write(copy.path().join("history.db"), &db).unwrap();
            std::fs::write(copy.path().join("history.db-wal"), &wal[..cut]).unwrap();
            let opened = Store::open(copy.path()).unwrap();
            assert!(opened.moved_aside().is_none(), "cut at {cut} was taken for damage");
            let n = opened.get("n").unwrap().and_then(|n| n.as_i64()).unwrap_or(-1);
            assert!((-1..12).contains(&n));
        }
    }
}
