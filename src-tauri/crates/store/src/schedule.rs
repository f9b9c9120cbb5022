//! Schedules as kept. What is in one is the engine's own JSON; here it has a name, a switch, and how far it was considered.

use crate::{Error, Store};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A removed schedule stays for the sake of its slots in the history.
pub(crate) const TABLE: &str = "
CREATE TABLE schedule (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  spec TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  changed TEXT NOT NULL,
  since INTEGER NOT NULL,
  considered INTEGER NOT NULL,
  told TEXT NOT NULL DEFAULT '{}',
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX schedule_by_name ON schedule (name) WHERE removed = 0;";

/// A schedule as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleRow {
    /// Made once.
    pub id: String,
    /// The user's own name for it, unique without regard to case.
    pub name: String,
    /// What, where to, when: the engine's own, not read here.
    pub spec: Json,
    /// The switch.
    pub enabled: bool,
    /// When it was made or last switched, RFC 3339.
    pub changed: String,
    /// Times before this second are not its own.
    pub since: i64,
    /// Slots up to this second have been considered.
    pub considered: i64,
    /// What its user was told last: the engine's own.
    pub told: Json,
    /// Only its past is left.
    pub removed: bool,
}

impl Store {
    /// Schedules by name; with those of which only the past is left, if asked.
    pub fn schedules(&self, with_removed: bool) -> Result<Vec<ScheduleRow>, Error> {
        self.read(|connection| all(connection, with_removed))
    }

    /// The schedule of this id or, without regard to case, of this name.
    pub fn find_schedule(&self, key: &str) -> Result<Option<ScheduleRow>, Error> {
        let sql = "SELECT * FROM schedule WHERE id = ?1 OR (name = ?1 AND removed = 0)";
        self.read(|connection| Ok(connection.query_row(sql, [key], read).optional()?))
    }

    /// Keeps a new schedule, or what became of a known one. [`Error::Refused`] where another one has its name.
    pub fn keep_schedule(&self, row: &ScheduleRow) -> Result<(), Error> {
        self.protect(|t| {
            let taken: bool = t.query_row(
                "SELECT EXISTS (SELECT 1 FROM schedule WHERE name = ?1 AND id <> ?2 AND removed = 0)",
                [&row.name, &row.id],
                |r| r.get(0),
            )?;
            if taken {
                return Err(Error::Refused("another schedule has this name"));
            }
            // Not REPLACE, which would take the slots with it.
            insert(t, row, "", "ON CONFLICT (id) DO UPDATE SET name = ?2, spec = ?3, enabled = ?4, changed = ?5, since = ?6, considered = ?7, told = ?8, removed = ?9")?;
            Ok(())
        })
    }

    /// Changes what is in a schedule, and nothing else of it: its switch and its slots may change at the same time.
    pub fn change_schedule(&self, id: &str, spec: &Json) -> Result<(), Error> {
        self.protect(|t| {
            t.execute(
                "UPDATE schedule SET spec = ?2 WHERE id = ?1",
                params![id, spec.to_string()],
            )?;
            Ok(())
        })
    }

    /// Notes what its user was told. Whether that is news: not if it was noted before.
    pub fn note_told(&self, id: &str, told: &Json) -> Result<bool, Error> {
        self.write(|t| {
            let changed = t.execute(
                "UPDATE schedule SET told = ?2 WHERE id = ?1 AND told <> ?2",
                params![id, told.to_string()],
            )?;
            Ok(changed > 0)
        })
    }
}

pub(crate) fn all(connection: &Connection, with_removed: bool) -> Result<Vec<ScheduleRow>, Error> {
    let mut query =
        connection.prepare_cached("SELECT * FROM schedule WHERE removed <= ?1 ORDER BY name COLLATE NOCASE, id")?;
    let rows = query.query_map([with_removed], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps one that is not there, and nothing of one that is or whose name is taken. How many were kept.
pub(crate) fn restore(connection: &Connection, row: &ScheduleRow) -> Result<usize, Error> {
    insert(connection, row, "OR IGNORE", "")
}

fn insert(connection: &Connection, row: &ScheduleRow, or: &str, conflict: &str) -> Result<usize, Error> {
    let sql = format!(
        "INSERT {or} INTO schedule (id, name, spec, enabled, changed, since, considered, told, removed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) {conflict}"
    );
    Ok(connection.execute(
        &sql,
        params![
            row.id,
            row.name,
            row.spec.to_string(),
            row.enabled,
            row.changed,
            row.since,
            row.considered,
            row.told.to_string(),
            row.removed
        ],
    )?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ScheduleRow> {
    let json = |name: &str| -> rusqlite::Result<Json> {
        Ok(serde_json::from_str(&row.get::<_, String>(name)?).unwrap_or_default())
    };
    Ok(ScheduleRow {
        id: row.get("id")?,
        name: row.get("name")?,
        spec: json("spec")?,
        enabled: row.get("enabled")?,
        changed: row.get("changed")?,
        since: row.get("since")?,
        considered: row.get("considered")?,
        told: json("told")?,
        removed: row.get("removed")?,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    pub(crate) fn row(id: &str, name: &str) -> ScheduleRow {
        ScheduleRow {
            id: id.to_owned(),
            name: name.to_owned(),
            spec: json!({"every": "day"}),
            enabled: true,
            changed: "2026-11-25T06:30:00Z".to_owned(),
            since: 0,
            considered: 1_000,
            told: json!({}),
            removed: false,
        }
    }

    #[test]
    fn a_name_is_free_again_when_its_schedule_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.keep_schedule(&row("1", "Daily")).unwrap();
        assert!(matches!(
            store.keep_schedule(&row("2", "daily")),
            Err(Error::Refused(_))
        ));
        let removed = ScheduleRow {
            removed: true,
            ..row("1", "Daily")
        };
        store.keep_schedule(&removed).unwrap();
        store.keep_schedule(&row("2", "daily")).unwrap();
        assert_eq!(store.find_schedule("DAILY").unwrap(), Some(row("2", "daily")));
        assert_eq!(store.schedules(false).unwrap(), [row("2", "daily")]);
        assert_eq!(store.schedules(true).unwrap().len(), 2);
        assert_eq!(store.find_schedule("1").unwrap(), Some(removed));
    }

    #[test]
    fn the_same_thing_is_told_once() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.keep_schedule(&row("1", "Daily")).unwrap();
        assert!(store.note_told("1", &json!({"ill": true})).unwrap());
        assert!(!store.note_told("1", &json!({"ill": true})).unwrap());
        assert!(store.note_told("1", &json!({"ill": false})).unwrap());
    }
}
