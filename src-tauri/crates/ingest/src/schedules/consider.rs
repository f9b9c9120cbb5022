//! Passed times become slots, once each: due, missed, or held for somebody to say.

use super::keep::pause_end;
use super::sentence::{Kept, json};
use super::{Pause, SlotReason};
use crate::engine::Engine;
use crate::problem::Failure;
use jiff::Timestamp;
use schedule::{Considered, Fate, Slot};
use store::NewSlot;

impl Engine {
    /// Considers every time that passed since this was last done, whoever did it. Cheap where none did; safe to call
    /// at any moment, from several processes.
    pub fn consider_schedules(&self, now: Timestamp) -> Result<(), Failure> {
        let pause = self.last_pause()?;
        for kept in self.kept_schedules()? {
            if kept.row.enabled {
                self.consider(&kept, pause.as_ref(), now)?;
            }
        }
        // Every slot up to its end was considered under it.
        if pause.as_ref().and_then(pause_end).is_some_and(|until| until <= now) {
            self.forget_pause()?;
        }
        Ok(())
    }

    fn consider(&self, kept: &Kept, pause: Option<&Pause>, now: Timestamp) -> Result<(), Failure> {
        let (id, until) = (kept.id(), now.as_second());
        if until < kept.row.considered {
            return Ok(self.store().reopen_slots(id, until, &json(&SlotReason::Asks {})?)?);
        }
        let from = Timestamp::from_second(kept.row.considered).unwrap_or(now);
        // Without an end the pause lasts.
        let paused_until = pause.map_or(from, |pause| pause_end(pause).map_or(now, |end| end.clamp(from, now)));
        let mut slots = Vec::new();
        let when = &kept.schedule.when;
        // Times that cannot be read any more, because a zone is not known here: nothing passes, and the outlook says so.
        let Ok(all) = when.slots_after(from) else { return Ok(()) };
        for slot in all.take_while(|slot| slot.at <= paused_until) {
            slots.push(new(&slot, "missed", Some(&SlotReason::Paused {}))?);
        }
        for Considered { slot, fate } in when
            .consider(kept.schedule.missed, paused_until, now)
            .unwrap_or_default()
        {
            slots.push(match fate {
                Fate::Due => new(&slot, "due", None)?,
                Fate::Missed => new(&slot, "missed", Some(&SlotReason::Off {}))?,
                Fate::Ask => new(&slot, "held", Some(&SlotReason::Asks {}))?,
            });
        }
        // A tick in which nothing passed writes nothing: there are thousands of them a day.
        if slots.is_empty() && until - kept.row.considered < SELDOM {
            return Ok(());
        }
        Ok(self.store().consider(id, until, &slots)?)
    }
}

/// So many seconds may pass until it is noted that nothing did.
const SELDOM: i64 = 3600;

fn new(slot: &Slot, state: &'static str, reason: Option<&SlotReason>) -> Result<NewSlot, Failure> {
    Ok(NewSlot {
        local: slot_name(slot.local),
        at: slot.at.as_second(),
        state,
        reason: reason.map(json).transpose()?,
    })
}

/// The time on the wall as it names a slot: `2026-11-24T06:30`.
pub(super) fn slot_name(local: jiff::civil::DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M").to_string()
}
