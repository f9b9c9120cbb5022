//! Jobs handed over to the platform, as kept. What is in one is the engine's own JSON; here it has a name.

use crate::{Error, Store};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value as Json;

pub(crate) const TABLE: &str = "
CREATE TABLE flow (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  spec TEXT NOT NULL
) STRICT;";

/// A job as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRow {
    /// Made once.
    pub id: String,
    /// The user's own name for it, unique without regard to case.
    pub name: String,
    /// Where to, how, and what of it is on the platform: the engine's own, not read here.
    pub spec: Json,
}

impl Store {
    /// All jobs by name.
    pub fn flows(&self) -> Result<Vec<FlowRow>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM flow ORDER BY name, id")?;
            let rows = query.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The job of this id or, without regard to case, of this name.
    pub fn find_flow(&self, key: &str) -> Result<Option<FlowRow>, Error> {
        let sql = "SELECT * FROM flow WHERE id = ?1 OR name = ?1";
        self.read(|connection| Ok(connection.query_row(sql, [key], read).optional()?))
    }

    /// Keeps a new job, or what became of a known one. [`Error::Refused`] where another one has its name.
    pub fn keep_flow(&self, row: &FlowRow) -> Result<(), Error> {
        self.write(|t| {
            let taken: bool = t.query_row(
                "SELECT EXISTS (SELECT 1 FROM flow WHERE name = ?1 AND id <> ?2)",
                [&row.name, &row.id],
                |r| r.get(0),
            )?;
            if taken {
                return Err(Error::Refused("another job has this name"));
            }
            t.execute(
                "INSERT INTO flow (id, name, spec) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, spec = excluded.spec",
                params![row.id, row.name, row.spec.to_string()],
            )?;
            Ok(())
        })
    }

    /// Forgets a job of which nothing is left on the platform.
    pub fn forget_flow(&self, id: &str) -> Result<(), Error> {
        self.write(|t| {
            t.execute("DELETE FROM flow WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<FlowRow> {
    Ok(FlowRow {
        id: row.get("id")?,
        name: row.get("name")?,
        // One that cannot be read is nothing, which the engine says.
        spec: serde_json::from_str(&row.get::<_, String>("spec")?).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_found_by_name_kept_anew_and_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let row = |id: &str, name: &str, step: u32| FlowRow {
            id: id.to_owned(),
            name: name.to_owned(),
            spec: serde_json::json!({"step": step}),
        };
        store.keep_flow(&row("1", "Nightly", 1)).unwrap();
        store.keep_flow(&row("1", "Nightly", 2)).unwrap();
        assert!(matches!(
            store.keep_flow(&row("2", "NIGHTLY", 1)),
            Err(Error::Refused(_))
        ));
        assert_eq!(store.find_flow("nightly").unwrap(), Some(row("1", "Nightly", 2)));
        assert_eq!(store.flows().unwrap().len(), 1);
        store.forget_flow("1").unwrap();
        assert_eq!(store.find_flow("1").unwrap(), None);
    }
}
