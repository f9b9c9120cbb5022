//! What the landing zone forgets: blobs after the container's seven days, and blocks that no list has named for a week.

use super::{DAYS_KEPT, store::Zone};
use crate::{clock, options::Error, sandboxes, state::State};
use rusqlite::Connection;
use std::{collections::HashSet, fs, time::Duration};

const DAY: Duration = Duration::from_secs(86_400);
/// Never less than an hour, however fast the clock runs: a rehearsal's files are still needed.
const PATIENCE: i64 = 3_600_000;

/// Removes the files that nothing names: what a client was sending when the server before ended. To be called before
/// anybody is served.
pub(crate) fn tidy(state: &State) -> Result<(), Error> {
    let db = state.db();
    let mut known: HashSet<String> = HashSet::new();
    for sandbox in [sandboxes::PRACTICE, sandboxes::PROD] {
        let blobs = Zone::of(&db, sandbox).list("", "", usize::MAX >> 1)?;
        known.extend(blobs.into_iter().flat_map(|blob| blob.segments).map(|s| s.stored));
    }
    let mut blocks = db.prepare("SELECT stored FROM block")?;
    for stored in blocks.query_map([], |r| r.get(0))? {
        known.insert(stored?);
    }
    for entry in fs::read_dir(state.home.landing())? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(|name| known.contains(name)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Removes what is due, files included.
pub(crate) fn sweep(state: &State) -> rusqlite::Result<()> {
    let kept = clock::paced_ms(DAY * DAYS_KEPT, state.options.speed).max(PATIENCE);
    let gone = due(&state.db(), clock::now_ms() - kept)?;
    for file in gone {
        let _ = fs::remove_file(state.home.landing().join(file));
    }
    Ok(())
}

/// Forgets what was last written before `limit`; returns the files.
fn due(db: &Connection, limit: i64) -> rusqlite::Result<Vec<String>> {
    let mut gone = Vec::new();
    for sandbox in [sandboxes::PRACTICE, sandboxes::PROD] {
        let zone = Zone::of(db, sandbox);
        let names = |sql: &str| -> rusqlite::Result<Vec<String>> {
            let mut statement = db.prepare_cached(sql)?;
            statement
                .query_map(rusqlite::params![sandbox, limit], |r| r.get(0))?
                .collect()
        };
        for name in names("SELECT name FROM blob WHERE sandbox = ?1 AND modified < ?2")? {
            gone.extend(zone.delete(&name)?.unwrap_or_default());
        }
        // All of a blob's blocks go together, a week after the last of them came.
        let sql = "SELECT blob FROM block WHERE sandbox = ?1 GROUP BY blob HAVING max(arrived) < ?2";
        for name in names(sql)? {
            gone.extend(zone.uncommitted(&name)?.into_iter().map(|block| block.stored));
            db.execute("DELETE FROM block WHERE sandbox = ?1 AND blob = ?2", [sandbox, &name])?;
        }
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::super::store::{Blob, Properties, Segment};
    use super::*;
    use crate::home::Home;

    fn segment(name: &str) -> Segment {
        serde_json::from_value(serde_json::json!({"id": name, "stored": name, "size": 1})).unwrap()
    }

    #[test]
    fn what_is_old_goes_and_what_is_young_stays() {
        let dir = tempfile::tempdir().unwrap();
        let home = Home::lock(dir.path(), false).unwrap();
        let db = home.connect().unwrap();
        let zone = Zone::of(&db, sandboxes::PRACTICE);
        let mut old = Blob::new("old.csv", 0, Properties::default(), vec![segment("a")]);
        old.modified = 10;
        zone.put(&old).unwrap();
        zone.put(&Blob::new("new.csv", 0, Properties::default(), vec![segment("b")]))
            .unwrap();
        zone.put_block("forgotten.csv", &segment("c")).unwrap();
        assert_eq!(due(&db, 1000).unwrap(), ["a"]);
        let later = clock::now_ms() + 1000;
        assert_eq!(due(&db, later).unwrap(), ["b", "c"]);
        assert_eq!(due(&db, later).unwrap(), Vec::<String>::new());
    }
}
