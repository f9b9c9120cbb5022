//! A schedule out of the store and back: JSON that only this room reads.

use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use schedule::Schedule;
use serde_json::Value as Json;
use store::ScheduleRow;

/// A schedule as kept, with its sentence read.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) row: ScheduleRow,
    pub(super) schedule: Schedule,
}

impl Kept {
    pub(super) fn of(row: ScheduleRow) -> Result<Self, Failure> {
        let schedule =
            serde_json::from_value(row.spec.clone()).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))?;
        Ok(Self { row, schedule })
    }

    pub(super) fn id(&self) -> &str {
        &self.row.id
    }
}

impl Engine {
    /// Those that are kept; one that cannot be read is left alone and out.
    pub(super) fn kept_schedules(&self) -> Result<Vec<Kept>, Failure> {
        let rows = self.store().schedules(false)?.into_iter();
        Ok(rows
            .filter_map(|row| {
                let id = row.id.clone();
                Kept::of(row)
                    .inspect_err(
                        |failure| tracing::warn!(schedule = %id, detail = %failure.detail, "schedule unreadable"),
                    )
                    .ok()
            })
            .collect())
    }

    /// By id or name.
    pub(super) fn kept_schedule(&self, key: &str) -> Result<Kept, Failure> {
        match self.store().find_schedule(key)? {
            Some(row) if !row.removed => Kept::of(row),
            _ => Err(Problem::ScheduleUnknown {
                schedule: key.chars().take(80).collect(),
            }
            .into()),
        }
    }
}

/// As the store keeps it.
pub(super) fn json(value: &impl serde::Serialize) -> Result<Json, Failure> {
    serde_json::to_value(value).map_err(|e| Failure::new(Problem::Internal {}, e))
}
