//! Schedules are made, changed, switched, paused and removed.

use super::sentence::json;
use super::{Pause, ScheduleFault, ScheduleView, Schedules, fault};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use jiff::Timestamp;
use schedule::Schedule;
use store::ScheduleRow;

const PAUSE: &str = "schedules/pause";

impl Engine {
    /// Schedules by name. `starts`: something on this computer will start them.
    pub fn schedules(&self, now: Timestamp, starts: bool) -> Result<Schedules, Failure> {
        let kept = self.kept_schedules()?;
        let views = kept.into_iter().map(|kept| self.schedule_view(kept, now, starts));
        Ok(Schedules {
            schedules: views.collect::<Result<_, _>>()?,
            paused: self.pause(now)?,
        })
    }

    /// One schedule, by id or name.
    pub fn schedule(&self, key: &str, now: Timestamp, starts: bool) -> Result<ScheduleView, Failure> {
        self.schedule_view(self.kept_schedule(key)?, now, starts)
    }

    /// Keeps a new schedule, or changes a known one; it counts from now on. A production sandbox needs its name once
    /// (decision 23). Returns its id.
    pub fn save_schedule(
        &self,
        id: Option<&str>,
        schedule: &Schedule,
        confirmed: Option<&str>,
        now: Timestamp,
    ) -> Result<String, Failure> {
        if let Some(fault) = self.fault_of(id, schedule)? {
            return Err(Problem::ScheduleUnusable { fault }.into());
        }
        self.confirm_destination(schedule, confirmed)?;
        // What has passed until now, passed under the sentence as it was.
        self.consider_schedules(now)?;
        let earlier = id.map(|id| self.kept_schedule(id)).transpose()?;
        let row = ScheduleRow {
            id: earlier
                .as_ref()
                .map_or_else(crate::new_run_id, |kept| kept.row.id.clone()),
            name: schedule.name.trim().to_owned(),
            spec: json(schedule)?,
            enabled: earlier.as_ref().is_none_or(|kept| kept.row.enabled),
            changed: crate::now(),
            // Times that passed before it was so are not its own.
            since: now.as_second(),
            considered: now.as_second(),
            told: earlier.map_or_else(|| serde_json::json!({}), |kept| kept.row.told),
            removed: false,
        };
        self.keep_schedule(&row)?;
        Ok(row.id)
    }

    /// Switches a schedule on or off. What passed while it was off is not made up for.
    pub fn switch_schedule(&self, key: &str, enabled: bool, now: Timestamp) -> Result<(), Failure> {
        self.consider_schedules(now)?;
        let row = self.kept_schedule(key)?.row;
        self.keep_schedule(&ScheduleRow {
            enabled,
            changed: crate::now(),
            since: now.as_second(),
            considered: now.as_second(),
            ..row
        })
    }

    /// Removes a schedule. Its uploads stay in the history, and so do its slots.
    pub fn remove_schedule(&self, key: &str) -> Result<(), Failure> {
        let row = self.kept_schedule(key)?.row;
        self.keep_schedule(&ScheduleRow { removed: true, ..row })
    }

    /// Pauses all schedules, until a moment or until somebody says.
    pub fn pause_schedules(&self, until: Option<Timestamp>, now: Timestamp) -> Result<(), Failure> {
        // What came before the pause is not lost to it.
        self.consider_schedules(now)?;
        let pause = Pause {
            until: until.map(|until| until.to_string()),
        };
        Ok(self.store().set(PAUSE, &json(&pause)?)?)
    }

    /// Ends a pause. What passed meanwhile is over.
    pub fn resume_schedules(&self, now: Timestamp) -> Result<(), Failure> {
        self.consider_schedules(now)?;
        self.forget_pause()
    }

    /// Whether any schedule is switched on.
    pub fn has_schedules(&self) -> Result<bool, Failure> {
        Ok(self.store().schedules(false)?.iter().any(|row| row.enabled))
    }

    /// The pause that was last set, also one that is over by now.
    pub(super) fn last_pause(&self) -> Result<Option<Pause>, Failure> {
        Ok(self.store().get(PAUSE)?.and_then(|p| serde_json::from_value(p).ok()))
    }

    /// No pause is set any more.
    pub(super) fn forget_pause(&self) -> Result<(), Failure> {
        Ok(self.store().set(PAUSE, &serde_json::Value::Null)?)
    }

    /// The pause, where there is one now.
    pub(super) fn pause(&self, now: Timestamp) -> Result<Option<Pause>, Failure> {
        let pause = self.last_pause()?;
        let is_over = |pause: &Pause| pause_end(pause).is_some_and(|until| until <= now);
        Ok(pause.filter(|pause| !is_over(pause)))
    }

    /// What is wrong with a schedule, among the others.
    pub(super) fn fault_of(&self, id: Option<&str>, schedule: &Schedule) -> Result<Option<ScheduleFault>, Failure> {
        let all = self.store().schedules(false)?;
        let name = schedule.name.trim().to_lowercase();
        let is_other = |row: &&ScheduleRow| id != Some(row.id.as_str());
        if all.iter().filter(is_other).any(|row| row.name.to_lowercase() == name) {
            return Ok(Some(ScheduleFault::NameTaken));
        }
        if id.is_none() && all.len() >= fault::MOST {
            return Ok(Some(ScheduleFault::TooMany));
        }
        Ok(fault::of(schedule))
    }

    fn keep_schedule(&self, row: &ScheduleRow) -> Result<(), Failure> {
        match self.store().keep_schedule(row) {
            // Two windows or a window and a command line, at the same moment.
            Err(store::Error::Refused(_)) => Err(Problem::ScheduleUnusable {
                fault: ScheduleFault::NameTaken,
            }
            .into()),
            other => Ok(other?),
        }
    }

    /// Unattended runs to production are confirmed when the schedule is kept: nobody is there when they run.
    fn confirm_destination(&self, schedule: &Schedule, confirmed: Option<&str>) -> Result<(), Failure> {
        let to = &schedule.destination;
        let place = self.place_of(&to.connection)?;
        self.confirm_place(place, &to.connection, &to.sandbox, confirmed)
    }
}

/// When a pause ends by itself.
pub(super) fn pause_end(pause: &Pause) -> Option<Timestamp> {
    pause.until.as_deref().and_then(|until| until.parse().ok())
}
