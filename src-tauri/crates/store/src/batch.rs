//! The journal of batches. One run has at most one batch that may become visible: a further attempt is refused until
//! the former batch is known to have failed, been aborted or abandoned (reliability R2, R4).

use crate::{Error, Store};
use rusqlite::{OptionalExtension, Row, Transaction};

pub(crate) const TABLE: &str = "
CREATE TABLE batch (
  run TEXT NOT NULL REFERENCES run(id),
  attempt INTEGER NOT NULL,
  external_id TEXT NOT NULL UNIQUE,
  batch TEXT,
  state TEXT NOT NULL,
  PRIMARY KEY (run, attempt)
) STRICT;";

/// How far an attempt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// The request to open a batch may have left.
    Creating,
    /// The batch is open; parts go in.
    Loading,
    /// The request to complete may have left: only this batch may ever become visible.
    Completing,
    /// The platform took the request.
    Submitted,
    /// It is visible.
    Succeeded,
    /// Nothing of it is visible.
    Failed,
    /// Nothing of it is visible: we took it back.
    Aborted,
    /// Nothing of it is visible: the platform gave it up.
    Abandoned,
    /// The platform has stopped trying; it may still land.
    Stalled,
}

const STATES: &[(BatchState, &str)] = &[
    (BatchState::Creating, "creating"),
    (BatchState::Loading, "loading"),
    (BatchState::Completing, "completing"),
    (BatchState::Submitted, "submitted"),
    (BatchState::Succeeded, "succeeded"),
    (BatchState::Failed, "failed"),
    (BatchState::Aborted, "aborted"),
    (BatchState::Abandoned, "abandoned"),
    (BatchState::Stalled, "stalled"),
];

impl BatchState {
    fn name(self) -> &'static str {
        STATES
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("", |(_, name)| name)
    }

    fn parse(name: &str) -> Option<Self> {
        STATES.iter().find(|(_, n)| *n == name).map(|(state, _)| *state)
    }

    /// Known never to become visible.
    pub fn is_void(self) -> bool {
        matches!(self, Self::Failed | Self::Aborted | Self::Abandoned)
    }
}

/// An attempt as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// From 1.
    pub attempt: u32,
    /// Ours, unique.
    pub external_id: String,
    /// The platform's, once known.
    pub batch: Option<String>,
    /// How far it is.
    pub state: BatchState,
}

impl Store {
    /// Before `POST /batches`. The same attempt again is fine; a further one only when the former is void.
    pub fn creating(&self, run: &str, attempt: u32, external_id: &str) -> Result<(), Error> {
        self.write(|t| {
            match latest(t, run)? {
                Some(last) if last.attempt == attempt && last.external_id == external_id => return Ok(()),
                Some(last) if last.attempt + 1 != attempt => {
                    return Err(Error::Refused("attempts are counted without gaps"));
                }
                Some(last) if !last.state.is_void() => {
                    return Err(Error::Refused("the former batch may still become visible"));
                }
                None if attempt != 1 => return Err(Error::Refused("attempts are counted from 1")),
                _ => {}
            }
            t.execute(
                "INSERT INTO batch (run, attempt, external_id, state) VALUES (?1, ?2, ?3, 'creating')",
                (run, attempt, external_id),
            )?;
            Ok(())
        })
    }

    /// The platform's id of an attempt is known.
    pub fn opened(&self, run: &str, attempt: u32, batch: &str) -> Result<(), Error> {
        self.step(
            run,
            attempt,
            &[BatchState::Creating, BatchState::Loading],
            BatchState::Loading,
            Some(batch),
        )
    }

    /// Before `action=COMPLETE`: every part must be stored.
    pub fn completing(&self, run: &str, attempt: u32) -> Result<(), Error> {
        if self.parts(run, attempt)?.iter().any(|part| !part.stored) {
            return Err(Error::Refused("not every part is stored"));
        }
        self.step(
            run,
            attempt,
            &[BatchState::Loading, BatchState::Completing],
            BatchState::Completing,
            None,
        )
    }

    /// The platform took the request to complete.
    pub fn submitted(&self, run: &str, attempt: u32) -> Result<(), Error> {
        self.step(
            run,
            attempt,
            &[BatchState::Completing, BatchState::Submitted],
            BatchState::Submitted,
            None,
        )
    }

    /// What became of an attempt.
    pub fn settled(&self, run: &str, attempt: u32, state: BatchState) -> Result<(), Error> {
        use BatchState::{Completing, Creating, Loading, Stalled, Submitted};
        self.step(
            run,
            attempt,
            &[Creating, Loading, Completing, Submitted, Stalled, state],
            state,
            None,
        )
    }

    /// The last attempt of a run.
    pub fn last_batch(&self, run: &str) -> Result<Option<BatchRow>, Error> {
        self.write(|t| latest(t, run))
    }

    /// Attempts of runs that are over, from this run's id on, whose batch may lie open on the platform: it was not seen to be
    /// taken back, or its opening was never answered. With the runs that they are of.
    pub fn strays(&self, from: &str) -> Result<Vec<(String, BatchRow)>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT attempt, external_id, batch, state, run FROM batch
                 WHERE run >= ?1 AND run IN (SELECT id FROM run WHERE finished = 1)
                   AND (state IN ('creating', 'loading') OR (state = 'abandoned' AND batch IS NULL))
                 ORDER BY run, attempt",
            )?;
            let rows = query.query_map([from], |row| Ok((row.get(4)?, read(row)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn step(
        &self,
        run: &str,
        attempt: u32,
        from: &[BatchState],
        to: BatchState,
        batch: Option<&str>,
    ) -> Result<(), Error> {
        self.write(|t| {
            let last = latest(t, run)?
                .filter(|last| last.attempt == attempt)
                .ok_or(Error::Refused("no such attempt"))?;
            if !from.contains(&last.state) {
                return Err(Error::Refused("this step may not follow the one before"));
            }
            if let (Some(known), Some(new)) = (&last.batch, batch)
                && known != new
            {
                return Err(Error::Refused("an attempt has one batch"));
            }
            t.execute(
                "UPDATE batch SET state = ?3, batch = coalesce(?4, batch) WHERE run = ?1 AND attempt = ?2",
                (run, attempt, to.name(), batch),
            )?;
            Ok(())
        })
    }
}

fn latest(t: &Transaction<'_>, run: &str) -> Result<Option<BatchRow>, Error> {
    Ok(t.query_row(
        "SELECT attempt, external_id, batch, state FROM batch WHERE run = ?1 ORDER BY attempt DESC LIMIT 1",
        [run],
        read,
    )
    .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<BatchRow> {
    let state: String = row.get(3)?;
    // A state of a newer program counts as one that may still become visible.
    Ok(BatchRow {
        attempt: row.get(0)?,
        external_id: row.get(1)?,
        batch: row.get(2)?,
        state: BatchState::parse(&state).unwrap_or(BatchState::Submitted),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewPart;
    use crate::run::tests::begin;

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        begin(&store, "R");
        store
            .plan(
                "R",
                1,
                &[NewPart {
                    number: 1,
                    source_hash: "s".into(),
                    shoppers: 2,
                }],
            )
            .unwrap();
        (dir, store)
    }

    #[test]
    fn the_way_of_a_batch_is_followed_step_by_step() {
        let (_dir, store) = store();
        store.creating("R", 1, "x-1").unwrap();
        store.opened("R", 1, "B").unwrap();
        assert!(store.completing("R", 1).is_err(), "a part is missing");
        assert!(store.part_stored("R", 1, 1).is_err(), "it was never built");
        store.part_built("R", 1, 1, "abc", 10).unwrap();
        assert!(
            store.part_built("R", 1, 1, "def", 10).is_err(),
            "a rebuilt part must be the same"
        );
        store.part_stored("R", 1, 1).unwrap();
        store.completing("R", 1).unwrap();
        store.submitted("R", 1).unwrap();
        assert!(store.opened("R", 1, "B").is_err());
        store.settled("R", 1, BatchState::Succeeded).unwrap();
        assert_eq!(store.last_batch("R").unwrap().unwrap().state, BatchState::Succeeded);
    }

    #[test]
    fn a_further_attempt_waits_until_the_former_is_void() {
        let (_dir, store) = store();
        store.creating("R", 1, "x-1").unwrap();
        store.creating("R", 1, "x-1").unwrap();
        assert!(store.creating("R", 2, "x-2").is_err());
        store.settled("R", 1, BatchState::Aborted).unwrap();
        store.creating("R", 2, "x-2").unwrap();
        assert!(store.opened("R", 1, "B").is_err(), "the first attempt is over");
    }

    #[test]
    fn an_attempt_has_one_batch_and_one_plan() {
        let (_dir, store) = store();
        store.creating("R", 1, "x-1").unwrap();
        store.opened("R", 1, "B").unwrap();
        assert!(store.opened("R", 1, "C").is_err());
        assert!(store.plan("R", 1, &[]).is_err());
    }
}
