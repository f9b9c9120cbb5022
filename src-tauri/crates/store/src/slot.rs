//! The slots of schedules: one row for each time at which one was due, whatever became of it. The primary key is what
//! makes a slot run at most once, and every change of state is one transaction.

use crate::{Error, Store};
use rusqlite::{Row, Transaction, params};
use serde_json::Value as Json;
use std::collections::HashMap;

pub(crate) const TABLES: &str = "
CREATE TABLE slot (
  schedule TEXT NOT NULL REFERENCES schedule (id),
  local TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  tried TEXT,
  added TEXT NOT NULL DEFAULT '[]',
  retry_at INTEGER NOT NULL DEFAULT 0,
  since INTEGER NOT NULL DEFAULT 0,
  extra INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (schedule, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_by_time ON slot (at);
CREATE INDEX slot_waiting ON slot (schedule, at) WHERE state IN ('due', 'running', 'held');
CREATE TABLE slot_run (
  run TEXT PRIMARY KEY,
  schedule TEXT NOT NULL,
  local TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  FOREIGN KEY (schedule, local) REFERENCES slot (schedule, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_run_by_slot ON slot_run (schedule, local);
CREATE INDEX slot_run_by_file ON slot_run (schedule, path);";

/// A slot whose time came.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSlot {
    /// The time on the wall that was meant; names the slot.
    pub local: String,
    /// The instant, seconds since 1970.
    pub at: i64,
    /// `due`, `missed` or `held`.
    pub state: &'static str,
    /// Why, where it does not run: the engine's own.
    pub reason: Option<Json>,
}

/// A slot as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotRow {
    /// The schedule's id.
    pub schedule: String,
    /// The time on the wall that was meant.
    pub local: String,
    /// The instant, seconds since 1970.
    pub at: i64,
    /// `due`, `running`, `done`, `tried`, `missed`, `skipped` or `held`.
    pub state: String,
    /// Why, where it did not run.
    pub reason: Option<Json>,
    /// What a mere check has found.
    pub tried: Option<Json>,
    /// Columns that the file had besides those that were known.
    pub added: Vec<String>,
    /// It is not tried again before this second.
    pub retry_at: i64,
    /// Since when it is tried; 0 before the first time.
    pub since: i64,
    /// Its runs, oldest first.
    pub runs: Vec<SlotRun>,
}

/// A run of a slot, with the file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRun {
    /// The run's id; the run itself may not have begun.
    pub run: String,
    /// Full path.
    pub path: String,
    /// Its size.
    pub bytes: i64,
    /// When it was last written, milliseconds since 1970.
    pub modified: i64,
}

/// What a slot comes to.
#[derive(Clone, Debug, Default)]
pub struct SlotEnd<'a> {
    /// The state.
    pub state: &'a str,
    /// Why, where it did not run.
    pub reason: Option<&'a Json>,
    /// What a mere check has found.
    pub tried: Option<&'a Json>,
}

const COLUMNS: &str = "schedule, local, at, state, reason, tried, added, retry_at, since";

impl Store {
    /// Keeps what became of slots, and that everything up to this second was considered. A slot that is known is left
    /// as it is: it does not run twice because a clock was put back.
    pub fn consider(&self, schedule: &str, until: i64, slots: &[NewSlot]) -> Result<(), Error> {
        self.write(|t| {
            for slot in slots {
                insert(t, schedule, slot, false)?;
            }
            t.execute(
                "UPDATE schedule SET considered = ?2 WHERE id = ?1",
                params![schedule, until],
            )?;
            Ok(())
        })
    }

    /// A slot besides those of the schedule's times. Whether it is new.
    pub fn add_slot(&self, schedule: &str, slot: &NewSlot) -> Result<bool, Error> {
        self.write(|t| insert(t, schedule, slot, true))
    }

    /// The clock was put back: slots of the schedule's times that are due, over without a run, or held for this reason,
    /// but whose time has not come, are open again.
    pub fn reopen_slots(&self, schedule: &str, now: i64, held: &Json) -> Result<(), Error> {
        self.write(|t| {
            t.execute(
                "DELETE FROM slot WHERE schedule = ?1 AND at > ?2 AND extra = 0
                 AND (state IN ('missed', 'due') OR (state = 'held' AND reason = ?3))
                 AND NOT EXISTS (SELECT 1 FROM slot_run r WHERE r.schedule = slot.schedule AND r.local = slot.local)",
                params![schedule, now, held.to_string()],
            )?;
            t.execute(
                "UPDATE schedule SET considered = max(?2, since) WHERE id = ?1",
                params![schedule, now],
            )?;
            Ok(())
        })
    }

    /// Slots that are due, at work or held, oldest first.
    pub fn waiting_slots(&self, schedule: &str) -> Result<Vec<SlotRow>, Error> {
        self.slot_rows(
            &format!("SELECT {COLUMNS} FROM slot WHERE schedule = ?1 AND state IN ('due', 'running', 'held') ORDER BY at, local"),
            [schedule],
        )
    }

    /// The slot that came last of those that are over or held.
    pub fn last_slot(&self, schedule: &str) -> Result<Option<SlotRow>, Error> {
        let rows = self.slot_rows(
            &format!("SELECT {COLUMNS} FROM slot WHERE schedule = ?1 AND state NOT IN ('due', 'running') ORDER BY at DESC, local DESC LIMIT 1"),
            [schedule],
        )?;
        Ok(rows.into_iter().next())
    }

    /// One slot.
    pub fn slot(&self, schedule: &str, local: &str) -> Result<Option<SlotRow>, Error> {
        let rows = self.slot_rows(
            &format!("SELECT {COLUMNS} FROM slot WHERE schedule = ?1 AND local = ?2"),
            [schedule, local],
        )?;
        Ok(rows.into_iter().next())
    }

    /// Slots of all schedules with an instant in this span, in order. A year of them is asked for at once: one question
    /// for the slots and one for all of their runs.
    pub fn slots_between(&self, from: i64, until: i64) -> Result<Vec<SlotRow>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM slot WHERE at >= ?1 AND at < ?2 ORDER BY at, schedule, local"
            ))?;
            let mut slots: Vec<SlotRow> = query.query_map([from, until], read)?.collect::<Result<_, _>>()?;
            let mut runs: HashMap<(String, String), Vec<SlotRun>> = HashMap::new();
            let mut query = connection.prepare_cached(
                "SELECT r.schedule, r.local, r.run, r.path, r.bytes, r.modified
                 FROM slot s JOIN slot_run r ON r.schedule = s.schedule AND r.local = s.local
                 WHERE s.at >= ?1 AND s.at < ?2 ORDER BY r.run",
            )?;
            let mut rows = query.query([from, until])?;
            while let Some(row) = rows.next()? {
                let slot = (row.get("schedule")?, row.get("local")?);
                runs.entry(slot).or_default().push(read_run(row)?);
            }
            for slot in &mut slots {
                let known = runs.remove(&(slot.schedule.clone(), slot.local.clone()));
                slot.runs = known.unwrap_or_default();
            }
            Ok(slots)
        })
    }

    /// The reports of finished runs of slots with an instant in this span, as JSON, by run.
    pub fn reports_of_slots(&self, from: i64, until: i64) -> Result<HashMap<String, String>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT r.run, run.report FROM slot s
                 JOIN slot_run r ON r.schedule = s.schedule AND r.local = s.local JOIN run ON run.id = r.run
                 WHERE s.at >= ?1 AND s.at < ?2 AND run.finished",
            )?;
            let rows = query.query_map([from, until], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// A slot goes to work, at this second. Not if it is over or held.
    pub fn begin_slot(&self, schedule: &str, local: &str, now: i64) -> Result<bool, Error> {
        self.write(|t| {
            let changed = t.execute(
                "UPDATE slot SET state = 'running', since = CASE since WHEN 0 THEN ?3 ELSE since END
                 WHERE schedule = ?1 AND local = ?2 AND state IN ('due', 'running')",
                params![schedule, local, now],
            )?;
            Ok(changed > 0)
        })
    }

    /// Notes a slot's runs before the first of them begins.
    pub fn plan_slot_runs(&self, schedule: &str, local: &str, runs: &[SlotRun]) -> Result<(), Error> {
        self.write(|t| {
            for run in runs {
                t.execute(
                    "INSERT INTO slot_run (run, schedule, local, path, bytes, modified) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![run.run, schedule, local, run.path, run.bytes, run.modified],
                )?;
            }
            Ok(())
        })
    }

    /// Forgets a planned run that never began, so that its file is free for another one.
    pub fn drop_slot_run(&self, run: &str) -> Result<(), Error> {
        self.write(|t| {
            t.execute("DELETE FROM slot_run WHERE run = ?1", [run])?;
            Ok(())
        })
    }

    /// Notes columns that the file had besides those that were known.
    pub fn note_added(&self, schedule: &str, local: &str, added: &[String]) -> Result<(), Error> {
        let added = Json::from(added).to_string();
        self.write(|t| {
            t.execute(
                "UPDATE slot SET added = ?3 WHERE schedule = ?1 AND local = ?2",
                params![schedule, local, added],
            )?;
            Ok(())
        })
    }

    /// Tries a slot again, not before this second.
    pub fn postpone_slot(&self, schedule: &str, local: &str, retry_at: i64) -> Result<(), Error> {
        self.write(|t| {
            t.execute(
                "UPDATE slot SET state = 'due', retry_at = ?3 WHERE schedule = ?1 AND local = ?2",
                params![schedule, local, retry_at],
            )?;
            Ok(())
        })
    }

    /// A slot comes to its end, is held, or (`due`) is let go again.
    pub fn end_slot(&self, schedule: &str, local: &str, end: &SlotEnd<'_>) -> Result<(), Error> {
        self.write(|t| {
            t.execute(
                "UPDATE slot SET state = ?3, reason = ?4, tried = coalesce(?5, tried), retry_at = 0, since = 0 WHERE schedule = ?1 AND local = ?2",
                params![
                    schedule,
                    local,
                    end.state,
                    end.reason.map(Json::to_string),
                    end.tried.map(Json::to_string)
                ],
            )?;
            Ok(())
        })
    }

    /// Runs of a schedule, newest first.
    pub fn runs_of_schedule(&self, schedule: &str) -> Result<Vec<SlotRun>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT run, path, bytes, modified FROM slot_run WHERE schedule = ?1 ORDER BY run DESC",
            )?;
            let rows = query.query_map([schedule], read_run)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn slot_rows(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<SlotRow>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(sql)?;
            let mut rows: Vec<SlotRow> = query.query_map(values, read)?.collect::<Result<_, _>>()?;
            let mut runs = connection.prepare_cached(
                "SELECT run, path, bytes, modified FROM slot_run WHERE schedule = ?1 AND local = ?2 ORDER BY run",
            )?;
            for row in &mut rows {
                row.runs = runs
                    .query_map([&row.schedule, &row.local], read_run)?
                    .collect::<Result<_, _>>()?;
            }
            Ok(rows)
        })
    }
}

fn insert(t: &Transaction<'_>, schedule: &str, slot: &NewSlot, extra: bool) -> Result<bool, Error> {
    let new = t.execute(
        "INSERT INTO slot (schedule, local, at, state, reason, extra) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![
            schedule,
            slot.local,
            slot.at,
            slot.state,
            slot.reason.as_ref().map(Json::to_string),
            extra
        ],
    )?;
    Ok(new > 0)
}

/// Runs were lost: a slot that had begun with one of them does not begin again, which could send its file twice.
pub(crate) fn give_up_begun(t: &Transaction<'_>) -> Result<(), Error> {
    t.execute(
        "UPDATE slot SET state = 'missed', reason = NULL WHERE state IN ('due', 'running') AND since <> 0 AND (
           NOT EXISTS (SELECT 1 FROM slot_run r WHERE r.schedule = slot.schedule AND r.local = slot.local)
           OR EXISTS (SELECT 1 FROM slot_run r WHERE r.schedule = slot.schedule AND r.local = slot.local
                      AND r.run NOT IN (SELECT id FROM run)))",
        [],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<SlotRow> {
    let json = |name: &str| -> rusqlite::Result<Option<Json>> {
        let text: Option<String> = row.get(name)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    };
    Ok(SlotRow {
        schedule: row.get("schedule")?,
        local: row.get("local")?,
        at: row.get("at")?,
        state: row.get("state")?,
        reason: json("reason")?,
        tried: json("tried")?,
        added: serde_json::from_str(&row.get::<_, String>("added")?).unwrap_or_default(),
        retry_at: row.get("retry_at")?,
        since: row.get("since")?,
        runs: Vec::new(),
    })
}

fn read_run(row: &Row<'_>) -> rusqlite::Result<SlotRun> {
    Ok(SlotRun {
        run: row.get("run")?,
        path: row.get("path")?,
        bytes: row.get("bytes")?,
        modified: row.get("modified")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::tests::row;

    fn slot(local: &str, at: i64, state: &'static str) -> NewSlot {
        NewSlot {
            local: local.to_owned(),
            at,
            state,
            reason: None,
        }
    }

    fn run(run: &str) -> SlotRun {
        SlotRun {
            run: run.to_owned(),
            path: "/shop/a.csv".to_owned(),
            bytes: 7,
            modified: 9,
        }
    }

    fn states(store: &Store) -> Vec<(String, String)> {
        let all = store.slots_between(0, i64::MAX).unwrap();
        all.into_iter().map(|slot| (slot.local, slot.state)).collect()
    }

    #[test]
    fn a_slot_is_kept_once_whatever_the_clock_does() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.keep_schedule(&row("s", "Daily")).unwrap();
        let (first, second, third) = (slot("1", 10, "due"), slot("2", 20, "missed"), slot("3", 30, "due"));
        store.consider("s", 35, &[first.clone(), second, third]).unwrap();
        assert!(store.begin_slot("s", "1", 36).unwrap());
        store.plan_slot_runs("s", "1", &[run("01A")]).unwrap();
        // Back to before them all: what ran stays, the rest is open again.
        store.reopen_slots("s", 5, &Json::Null).unwrap();
        assert_eq!(states(&store), [("1".to_owned(), "running".to_owned())]);
        store.consider("s", 12, &[slot("1", 10, "due")]).unwrap();
        let waiting = store.waiting_slots("s").unwrap();
        assert_eq!((waiting.len(), waiting[0].runs.as_slice()), (1, &[run("01A")][..]));
        assert_eq!(waiting[0].since, 36);
        let all = store.slots_between(0, i64::MAX).unwrap();
        assert_eq!(all[0].runs, waiting[0].runs, "asked for one by one or all at once");
        assert!(
            store.reports_of_slots(0, i64::MAX).unwrap().is_empty(),
            "none has finished"
        );
    }

    #[test]
    fn what_is_over_or_held_does_not_begin() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.keep_schedule(&row("s", "Daily")).unwrap();
        store
            .consider("s", 35, &[slot("1", 10, "due"), slot("2", 20, "missed")])
            .unwrap();
        assert!(!store.begin_slot("s", "2", 36).unwrap());
        let reason = serde_json::json!({"code": "no_file"});
        let held = SlotEnd {
            state: "held",
            reason: Some(&reason),
            tried: None,
        };
        store.end_slot("s", "1", &held).unwrap();
        assert!(!store.begin_slot("s", "1", 36).unwrap());
        assert_eq!(store.last_slot("s").unwrap().unwrap().local, "2");
        assert_eq!(store.slot("s", "1").unwrap().unwrap().reason, Some(reason));
        assert!(!store.add_slot("s", &slot("1", 10, "due")).unwrap());
    }
}
