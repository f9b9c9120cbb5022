//! Runs: one row per execution of an upload. The report is JSON of the engine's own, without cell values.

use crate::{Error, Store, walk};
use rusqlite::{OptionalExtension, Row};
use serde_json::Value as Json;

pub(crate) const TABLE: &str = "
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  source_path TEXT NOT NULL,
  source_sha256 TEXT,
  mapping TEXT NOT NULL,
  format TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  status TEXT NOT NULL,
  report TEXT NOT NULL,
  finished INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX run_by_hash ON run (source_sha256);";

/// A run as it begins.
#[derive(Clone, Debug)]
pub struct NewRun<'a> {
    /// ULID: sorts by time.
    pub id: &'a str,
    /// Full path, needed to run again; never exported.
    pub source_path: &'a str,
    /// The mapping set as it was.
    pub mapping: &'a Json,
    /// `parquet` or `jsonl`.
    pub format: &'a str,
    /// Parts of another version are not mixed into a batch.
    pub engine_version: &'a str,
    /// The report so far.
    pub report: &'a Json,
}

/// A run as kept.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// ULID.
    pub id: String,
    /// Full path.
    pub source_path: String,
    /// Of the source, once it was read.
    pub source_sha256: Option<String>,
    /// The mapping set as it was.
    pub mapping: Json,
    /// `parquet` or `jsonl`.
    pub format: String,
    /// Of the engine that made the plan.
    pub engine_version: String,
    /// The contract's status.
    pub status: String,
    /// The report.
    pub report: Json,
    /// Nothing more happens to it.
    pub finished: bool,
}

impl Store {
    /// Notes that a run begins.
    pub fn begin(&self, run: &NewRun<'_>) -> Result<(), Error> {
        self.write(|t| {
            t.execute(
                "INSERT INTO run (id, source_path, mapping, format, engine_version, status, report) VALUES (?1, ?2, ?3, ?4, ?5, 'running', ?6)",
                (run.id, run.source_path, run.mapping.to_string(), run.format, run.engine_version, run.report.to_string()),
            )?;
            Ok(())
        })
    }

    /// Keeps the state of a run; `finished` when nothing more happens to it.
    pub fn save_run(
        &self,
        id: &str,
        status: &str,
        report: &Json,
        source_sha256: Option<&str>,
        finished: bool,
    ) -> Result<(), Error> {
        self.write(|t| {
            t.execute(
                "UPDATE run SET status = ?2, report = ?3, source_sha256 = coalesce(?4, source_sha256), finished = ?5 WHERE id = ?1",
                (id, status, report.to_string(), source_sha256, finished),
            )?;
            Ok(())
        })
    }

    /// One run.
    pub fn run(&self, id: &str) -> Result<Option<RunRow>, Error> {
        let sql = "SELECT * FROM run WHERE id = ?1";
        self.read(|connection| Ok(connection.query_row(sql, [id], read).optional()?))
    }

    /// Where one run cannot be read, those that can, newest first. The next open repairs the history.
    fn or_readable(
        &self,
        found: Result<Vec<RunRow>, Error>,
        limit: usize,
        fits: impl Fn(&RunRow) -> bool,
    ) -> Result<Vec<RunRow>, Error> {
        if !found.as_ref().is_err_and(Error::is_damage) {
            return found;
        }
        self.read(|connection| {
            let mut runs = Vec::new();
            walk::numbered(connection, "run", &mut |row| {
                runs.extend(read(row).ok().filter(&fits));
                Ok(())
            })?;
            runs.sort_by(|a, b| b.id.cmp(&a.id));
            runs.truncate(limit);
            Ok(runs)
        })
    }

    /// Runs, newest first.
    pub fn runs(&self, limit: usize) -> Result<Vec<RunRow>, Error> {
        let found = self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM run ORDER BY id DESC LIMIT ?1")?;
            let rows = query.query_map([limit as i64], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        self.or_readable(found, limit, |_| true)
    }

    /// Runs that something can still happen to.
    pub fn unfinished(&self) -> Result<Vec<RunRow>, Error> {
        let found = self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM run WHERE finished = 0 ORDER BY id DESC")?;
            let rows = query.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        self.or_readable(found, usize::MAX, |run| !run.finished)
    }

    /// Runs into a dataset that the platform was asked to publish, or that have landed, newest first: those that began after
    /// this run, where one is named, and those of a file that was changed after this moment.
    pub fn reached_after(
        &self,
        sandbox: &str,
        dataset: &str,
        run: Option<&str>,
        modified: Option<&str>,
    ) -> Result<Vec<RunRow>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT * FROM run WHERE json_valid(report)
                   AND json_extract(report, '$.target.sandbox') = ?1 AND json_extract(report, '$.target.dataset') = ?2
                   AND (json_extract(report, '$.handover.landed') IS NOT NULL OR id IN
                     (SELECT run FROM batch WHERE state IN ('completing', 'submitted', 'succeeded', 'stalled')))
                   AND (id > ?3 OR json_extract(report, '$.file.modified') > ?4)
                 ORDER BY id DESC",
            )?;
            let rows = query.query_map((sandbox, dataset, run, modified), read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Every path that was uploaded from, each once; of several files a line each.
    pub fn source_paths(&self) -> Result<Vec<String>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT DISTINCT source_path FROM run")?;
            let rows = query.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Runs of a file with this content, newest first.
    pub fn runs_of(&self, source_sha256: &str) -> Result<Vec<RunRow>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT * FROM run WHERE source_sha256 = ?1 ORDER BY id DESC")?;
            let rows = query.query_map([source_sha256], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets every finished run, and leaves no trace of it in the file.
    pub fn delete_history(&self) -> Result<usize, Error> {
        let gone = self.write(|t| {
            for table in ["part", "batch", "refused", "held"] {
                t.execute(
                    &format!("DELETE FROM {table} WHERE run IN (SELECT id FROM run WHERE finished = 1)"),
                    [],
                )?;
            }
            Ok(t.execute("DELETE FROM run WHERE finished = 1", [])?)
        })?;
        self.read(|connection| Ok(connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?))?;
        Ok(gone)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<RunRow> {
    // What is no JSON any more, or no text, is nothing; the run is listed all the same.
    let json = |name: &str| -> rusqlite::Result<Json> {
        let bytes = row.get_ref(name)?.as_bytes_or_null().ok().flatten().unwrap_or_default();
        Ok(serde_json::from_slice(bytes).unwrap_or_default())
    };
    Ok(RunRow {
        id: row.get("id")?,
        source_path: row.get("source_path")?,
        source_sha256: row.get("source_sha256")?,
        mapping: json("mapping")?,
        format: row.get("format")?,
        engine_version: row.get("engine_version")?,
        status: row.get("status")?,
        report: json("report")?,
        finished: row.get("finished")?,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::json;

    pub(crate) fn begin(store: &Store, id: &str) {
        let (mapping, report) = (json!({}), json!({"run": id}));
        store
            .begin(&NewRun {
                id,
                source_path: "/shop/a.csv",
                mapping: &mapping,
                format: "parquet",
                engine_version: "1",
                report: &report,
            })
            .unwrap();
    }

    #[test]
    fn runs_come_back_newest_first_and_survive_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        begin(&store, "01A");
        begin(&store, "01B");
        store
            .save_run("01A", "succeeded", &json!({"done": true}), Some("abc"), true)
            .unwrap();
        drop(store);
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(
            store
                .runs(10)
                .unwrap()
                .iter()
                .map(|r| r.id.as_str())
                .collect::<Vec<_>>(),
            ["01B", "01A"]
        );
        assert_eq!(store.unfinished().unwrap().len(), 1);
        assert_eq!(store.runs_of("abc").unwrap()[0].report, json!({"done": true}));
    }

    #[test]
    fn deleted_history_leaves_no_trace_in_the_files() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        begin(&store, "01A");
        store
            .save_run("01A", "succeeded", &json!({"canary": "kanarie-4711"}), None, true)
            .unwrap();
        assert_eq!(store.delete_history().unwrap(), 1);
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(12).any(|w| w == b"kanarie-4711"));
        }
    }
}
