//! The database file: opened, protected, migrated.

use crate::guard::{self, Guard};
use crate::repair::{self, DATABASE};
use crate::reset::Reset;
use crate::sharing::{Gate, Share};
use crate::{Error, batch, connection, flow, held, known, part, refused, run, schedule, setting, slot};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// One SQL text per version, oldest first. Never edited once released: a change is a new text.
const MIGRATIONS: &[&[&str]] = &[
    &[run::TABLE, batch::TABLE, part::TABLE, setting::TABLE],
    &[known::TABLES],
    &[connection::TABLE, refused::TABLE],
    &[schedule::TABLE, slot::TABLES],
    &[flow::TABLE],
    &[held::TABLE],
];

/// Another process opens or repairs it no longer than this.
const MOST_WAIT: Duration = Duration::from_secs(60);
/// A version that no program will ever write: the number itself is damaged.
const MOST_VERSION: i64 = 1_000;

/// History, journal and settings of this user. Cheap calls that block; share it behind an `Arc`.
pub struct Store {
    // Before the share: the file is closed when somebody else may think that he is alone with it.
    connection: Mutex<Connection>,
    _share: Share,
    folder: PathBuf,
    moved_aside: Option<PathBuf>,
}

impl Store {
    /// Opens `history.db` in a folder, creating and migrating it. A damaged one is moved aside, and what can be read of
    /// it, or stands in the copy of what protects people, is brought over: see [`Store::reset`].
    ///
    /// Only who is alone with it does that. While another process has a damaged history open, this is an error.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let gate = Gate::enter(folder, MOST_WAIT)?;
        let share = Share::join(folder, &gate)?;
        let (connection, moved_aside) = if share.alone {
            let guard = Guard::load(folder);
            let (mut connection, own, aside) = sound_or_repaired(folder, guard.as_ref())?;
            agree(&mut connection, folder, own, guard)?;
            (connection, aside)
        } else {
            let opened = connect(&folder.join(DATABASE));
            if opened.as_ref().is_err_and(Error::is_damage) {
                repair::mark(folder);
            }
            (opened?, None)
        };
        Ok(Self {
            connection: Mutex::new(connection),
            _share: share,
            folder: folder.to_owned(),
            moved_aside,
        })
    }

    /// Where a damaged history was moved to when the store was opened.
    pub fn moved_aside(&self) -> Option<&Path> {
        self.moved_aside.as_deref()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic while holding it leaves an open transaction, which SQLite rolls back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads; damage that is met is noted for the next open.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let result = work(&self.connection());
        self.heed(result)
    }

    /// One transaction, on disk when this returns `Ok`. Damage that is met is noted for the next open.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.connection();
        let result = (|| {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        })();
        self.heed(result)
    }

    /// As [`Store::write`], for what also stands in the copy beside the database.
    pub(crate) fn protect<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let result = self.write(|t| {
            let result = work(t)?;
            guard::count(t, &guard::Mark::default())?;
            Ok(result)
        })?;
        // What was asked for is done. The copy counts as the older one now, and the next change or open makes it anew.
        if let Err(error) = self.copy() {
            tracing::warn!(%error, "the copy of what protects people cannot be written");
        }
        Ok(result)
    }

    fn copy(&self) -> Result<(), Error> {
        // Nobody waits for the gate while holding the connection.
        let _gate = Gate::enter(&self.folder, Duration::from_secs(10))?;
        self.read(Guard::collect)?.save(&self.folder)
    }

    fn heed<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if result.as_ref().is_err_and(Error::is_damage) {
            repair::mark(&self.folder);
        }
        result
    }
}

/// For who is alone with the history.
fn sound_or_repaired(folder: &Path, guard: Option<&Guard>) -> Result<(Connection, Guard, Option<PathBuf>), Error> {
    let path = folder.join(DATABASE);
    let journal = repair::has_journal(folder);
    // What a full disk leaves is an empty file.
    let empty = std::fs::metadata(&path).map_or(true, |file| file.len() == 0);
    let lost = empty && (journal || guard.is_some_and(|guard| !guard.is_empty()));
    let head = repair::has_sound_head(folder);
    if head && !lost && !repair::is_marked(folder) {
        match checked(&path, journal) {
            Ok((connection, own)) => return Ok((connection, own, None)),
            Err(error) if error.is_damage() || error.is_strange() => {}
            Err(error) => return Err(error),
        }
    } else if head
        && !empty
        && let Err(newer @ Error::Newer { .. }) = plain(&path).and_then(|connection| refuse_newer(&connection))
    {
        return Err(newer);
    }
    let aside = repair::repair(folder, guard)?;
    let connection = connect(&path)?;
    let own = Guard::collect(&connection)?;
    Ok((connection, own, aside))
}

/// As [`connect`], for a file of which everything that protects people can be read; all of it is looked at where it was
/// not closed in order.
fn checked(path: &Path, wholly: bool) -> Result<(Connection, Guard), Error> {
    if wholly {
        let connection = plain(path)?;
        refuse_newer(&connection)?;
        let word: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if word != "ok" {
            return Err(Error::damage(&word));
        }
    }
    let connection = connect(path)?;
    match Guard::collect(&connection) {
        Ok(own) => Ok((connection, own)),
        Err(error) => {
            leave_journal(&connection, true)?;
            Err(error)
        }
    }
}

/// Brings database and copy together: the later one knows what there is. What only the copy has comes back.
fn agree(connection: &mut Connection, folder: &Path, own: Guard, guard: Option<Guard>) -> Result<(), Error> {
    let mut reset = Reset::default();
    let t = connection.transaction()?;
    match guard {
        Some(guard) if guard == own => return Ok(()),
        Some(guard) if !guard.is_of(&own) => {
            // Of another computer, or of this one before its history was exchanged. Its hashes have another key.
            let kept = folder.join("guard.other.json");
            std::fs::rename(guard::place(folder), kept)?;
            reset.never_incomplete = !guard.never.is_empty();
        }
        Some(guard) if own.mark.store.is_empty() || own.mark.count <= guard.mark.count => {
            reset.restored = guard.restore(&t, now())?;
            guard::count(&t, &guard.mark)?;
        }
        _ if own.is_empty() => return Ok(()),
        _ if own.mark.store.is_empty() => guard::count(&t, &own.mark)?,
        _ => {}
    }
    if reset != Reset::default() {
        reset.at = now();
        reset.keep(&t)?;
    }
    t.commit()?;
    if let Err(error) = Guard::collect(connection)?.save(folder) {
        tracing::warn!(%error, "the copy of what protects people cannot be written");
    }
    Ok(())
}

pub(crate) fn connect(path: &Path) -> Result<Connection, Error> {
    create_private(path)?;
    let mut connection = plain(path)?;
    // Before anything that could write: what a newer program made is not ours to touch.
    refuse_newer(&connection)?;
    // FULL: a step is on disk before the next request leaves (reliability R1). secure_delete: what is deleted is gone.
    connection.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    )?;
    migrate(&mut connection)?;
    leave_journal(&connection, false)?;
    Ok(connection)
}

/// One whose journal is still there when it is closed, so that a damaged file and its journal are kept as they are.
fn plain(path: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    leave_journal(&connection, true)?;
    Ok(connection)
}

fn leave_journal(connection: &Connection, leave: bool) -> Result<(), Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave)?;
    Ok(())
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() as i64)
}

fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let known = MIGRATIONS.len() as i64;
    if refuse_newer(connection)? == known {
        return Ok(());
    }
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
    if !(0..=MOST_VERSION).contains(&found) {
        return Err(Error::damage("no such version"));
    }
    if found > known {
        return Err(Error::Newer { found, known });
    }
    Ok(found)
}

/// SQLite gives `-wal` and `-shm` the mode of the database, so making that private makes all three.
fn create_private(path: &Path) -> Result<(), Error> {
    crate::lock::open(path)?;
    Ok(())
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
        assert_eq!(files, 5, "database, -wal, -shm and two locks");
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
