//! What somebody says about a slot: run it, leave it, take the new name of a column; or run a schedule right now.

use super::consider::slot_name;
use super::sentence::json;
use super::{Decision, SlotReason, drift};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::time::Duration;
use store::{NewSlot, SlotEnd};

impl Engine {
    /// Decides about a slot that is held.
    pub fn decide_slot(&self, key: &str, local: &str, decision: &Decision) -> Result<(), Failure> {
        let kept = self.kept_schedule(key)?;
        let slot = self.store().slot(kept.id(), local)?;
        let is_held = slot.is_some_and(|slot| slot.state == "held");
        if !is_held {
            // Somebody else was quicker.
            return Err(Problem::SlotNotHeld {}.into());
        }
        let (state, reason) = match decision {
            Decision::Run {} => ("due", Some(json(&SlotReason::Released {})?)),
            Decision::Dismiss {} => ("skipped", Some(json(&SlotReason::Dismissed {})?)),
            Decision::Rename { from, to } => {
                let mut schedule = kept.schedule.clone();
                schedule.mapping = drift::rename(&schedule.mapping, from, to);
                for column in &mut schedule.columns {
                    if column.eq_ignore_ascii_case(from) {
                        column.clone_from(to);
                    }
                }
                self.store().change_schedule(kept.id(), &json(&schedule)?)?;
                ("due", None)
            }
        };
        let end = SlotEnd {
            state,
            reason: reason.as_ref(),
            tried: None,
        };
        Ok(self.store().end_slot(kept.id(), local, &end)?)
    }

    /// A slot for right now, besides the schedule's times. Returns its name.
    pub fn run_schedule_now(&self, key: &str, now: Timestamp) -> Result<String, Failure> {
        let kept = self.kept_schedule(key)?;
        let mut at = now;
        loop {
            let slot = NewSlot {
                local: name_of_now(&kept.schedule.when.zone, at),
                at: at.as_second(),
                state: "due",
                reason: None,
            };
            if self.store().add_slot(kept.id(), &slot)? || self.waits(kept.id(), &slot.local)? {
                return Ok(slot.local);
            }
            // One of this very second is over already: what is asked for again is another run.
            at += Duration::from_secs(1);
        }
    }

    fn waits(&self, id: &str, local: &str) -> Result<bool, Failure> {
        let slot = self.store().slot(id, local)?;
        Ok(slot.is_some_and(|slot| matches!(slot.state.as_str(), "due" | "running")))
    }
}

/// With seconds, which no slot of a schedule's times has.
pub(super) fn name_of_now(zone: &str, now: Timestamp) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let local = zone.to_datetime(now);
    format!("{}:{:02}", slot_name(local), local.second())
}
