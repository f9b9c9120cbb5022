//! Slots that are due run, one at a time per schedule and one process at a time, until nothing is left to do now.
//!
//! A slot's run has its id in the store before it begins, so a process that ends in the middle leaves a run that the
//! next one takes up: one run per slot (and file), none lost.

mod file;
mod gate;
mod run;

pub use gate::Gate;

use super::doors::Doors;
use super::news::{News, Told};
use super::sentence::{Kept, json};
use super::{SlotReason, Tried};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::report::RunReport;
use aep::CancellationToken;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use store::{Busy, SendLock, SlotEnd, SlotRow};

/// For so long the platform may be out of reach before a person is asked (reliability R10).
const PLATFORM_WINDOW: i64 = 6 * 3600;
/// A keychain opens when somebody signs in, which happens within minutes of the start or not by itself.
const KEYCHAIN_WINDOW: i64 = 10 * 60;
/// Waits between tries, in seconds.
const WAITS: [i64; 7] = [30, 60, 120, 300, 900, 1800, 3600];

/// Between looks at a run that the platform still works on, in seconds.
const LOOK_AGAIN: i64 = 300;

/// Who works, and with what.
#[derive(Clone)]
pub struct Worker {
    /// The way to datasets.
    pub doors: Arc<dyn Doors>,
    /// Who passes news on.
    pub told: Arc<dyn Told>,
    /// Stops between steps; what is under way stays resumable.
    pub cancel: CancellationToken,
    /// How long a run may wait for the platform's result before it is left and looked at again later.
    pub patience: Duration,
    /// The clock on the wall.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

/// What came of working on a schedule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    /// Reports of runs that were driven, oldest first.
    pub runs: Vec<RunReport>,
    /// Another process is at it.
    pub busy: bool,
    /// A slot waits to be tried again, and why.
    pub postponed: Option<Problem>,
    /// When a slot is looked at again: one that was postponed, or one whose run the platform still works on.
    pub again: Option<Timestamp>,
    /// A slot had nothing to do, and why.
    pub skipped: Option<SlotReason>,
    /// A slot is held, and why.
    pub held: Option<SlotReason>,
    /// A slot only checked.
    pub tried: Option<Tried>,
}

/// What a slot came to.
pub(super) enum End {
    /// Its runs ended.
    Done,
    /// It only checked.
    Tried(Tried),
    /// There was nothing to do.
    Skip(SlotReason),
    /// A person is needed.
    Hold(SlotReason),
    /// Something may be well later.
    Later(Problem),
    /// The platform has it, and takes its time.
    Wait,
}

/// One slot at work.
pub(super) struct AtWork<'a> {
    pub(super) engine: &'a Engine,
    pub(super) worker: &'a Worker,
    pub(super) kept: &'a Kept,
    pub(super) slot: SlotRow,
    pub(super) worked: &'a mut Worked,
}

impl Engine {
    /// Works on a schedule's slots until none is left that can run now.
    pub async fn work_schedule(&self, key: &str, worker: &Worker) -> Result<Worked, Failure> {
        let kept = self.kept_schedule(key)?;
        let mut worked = Worked::default();
        let lock = SendLock::acquire(self.data_folder(), &format!("schedule-{}", kept.id()), Duration::ZERO);
        let _lock = match lock {
            Ok(lock) => lock,
            Err(Busy::Held) => {
                worked.busy = true;
                return Ok(worked);
            }
            Err(Busy::Io(error)) => return Err(Failure::new(crate::source::write_problem(&error, "lock"), error)),
        };
        while !worker.cancel.is_cancelled() {
            // Read anew each time: it may have been changed, or removed, meanwhile.
            let Ok(kept) = self.kept_schedule(kept.id()) else { break };
            let now = (worker.now)();
            let Some(slot) = self.next_slot(&kept, now)? else { break };
            if !self.store().begin_slot(kept.id(), &slot.local, now.as_second())? {
                break;
            }
            worker.told.changed();
            let slot = self.store().slot(kept.id(), &slot.local)?.unwrap_or(slot);
            let mut at_work = AtWork {
                engine: self,
                worker,
                kept: &kept,
                slot,
                worked: &mut worked,
            };
            // Boxed: all of an upload is inside.
            let end = Box::pin(at_work.go()).await;
            let slot = at_work.slot;
            self.end(&kept, &slot, end, worker, &mut worked).await?;
            worker.told.changed();
        }
        worked.again = worked.again.or(self.again(kept.id())?);
        Ok(worked)
    }

    /// When a slot that could not run now is looked at again.
    fn again(&self, id: &str) -> Result<Option<Timestamp>, Failure> {
        let waiting = self.store().waiting_slots(id)?.into_iter();
        let later = waiting.filter(|slot| slot.state != "held" && slot.retry_at > 0);
        let first = later.map(|slot| slot.retry_at).min();
        Ok(first.and_then(|at| Timestamp::from_second(at).ok()))
    }

    /// Schedules with something to do now.
    pub fn due_schedules(&self, now: Timestamp) -> Result<Vec<String>, Failure> {
        let mut due = Vec::new();
        for kept in self.kept_schedules()? {
            let waiting = self.store().waiting_slots(kept.id())?;
            if waiting.iter().any(|slot| is_ready(slot, now)) {
                due.push(kept.row.id);
            }
        }
        Ok(due)
    }

    /// The slot to run now: first one that an earlier process left, then the newest that is due; older ones are over.
    pub(super) fn next_slot(&self, kept: &Kept, now: Timestamp) -> Result<Option<SlotRow>, Failure> {
        let mut waiting = self.store().waiting_slots(kept.id())?;
        waiting.retain(|slot| slot.state != "held");
        if let Some(left) = waiting
            .iter()
            .find(|slot| slot.state == "running" || !slot.runs.is_empty())
        {
            return Ok(is_ready(left, now).then(|| left.clone()));
        }
        let Some(newest) = waiting.pop() else { return Ok(None) };
        let overtaken = json(&SlotReason::Overtaken {})?;
        for older in &waiting {
            self.store().end_slot(
                kept.id(),
                &older.local,
                &SlotEnd {
                    state: "missed",
                    reason: Some(&overtaken),
                    tried: None,
                },
            )?;
        }
        Ok(is_ready(&newest, now).then_some(newest))
    }

    async fn end(
        &self,
        kept: &Kept,
        slot: &SlotRow,
        end: Result<End, Failure>,
        worker: &Worker,
        worked: &mut Worked,
    ) -> Result<(), Failure> {
        let end = end.unwrap_or_else(|failure| of_failure(failure.problem));
        let now = (worker.now)().as_second();
        let (state, reason, tried) = match end {
            End::Wait => return self.postpone(kept, slot, now + LOOK_AGAIN, worked),
            // What was cancelled goes on when somebody works again.
            End::Later(problem @ Problem::Cancelled {}) => {
                worked.postponed = Some(problem);
                return self.postpone(kept, slot, now, worked);
            }
            End::Later(problem) => match next_try(slot, &problem, now) {
                Some(at) => {
                    worked.postponed = Some(problem);
                    return self.postpone(kept, slot, at, worked);
                }
                None => ("held", Some(SlotReason::Stopped { problem }), None),
            },
            End::Done => ("done", None, None),
            End::Tried(tried) => ("tried", None, Some(tried)),
            End::Skip(reason) => ("skipped", Some(reason), None),
            End::Hold(reason) => ("held", Some(reason), None),
        };
        if state != "skipped" {
            self.overtake_held(kept, slot)?;
        }
        let (kept_reason, kept_tried) = (
            reason.as_ref().map(json).transpose()?,
            tried.as_ref().map(json).transpose()?,
        );
        let end = SlotEnd {
            state,
            reason: kept_reason.as_ref(),
            tried: kept_tried.as_ref(),
        };
        self.store().end_slot(kept.id(), &slot.local, &end)?;
        if tried.is_some() {
            self.next_for_real(kept)?;
        }
        worked.tried = tried.or(worked.tried.take());
        if state == "skipped" {
            worked.skipped = reason;
        } else if let Some(reason) = reason {
            let news = self.news_of_hold(kept, &slot.local, &reason)?;
            self.tell(kept, worker, news).await;
            worked.held = Some(reason);
        }
        Ok(())
    }

    fn postpone(&self, kept: &Kept, slot: &SlotRow, at: i64, worked: &mut Worked) -> Result<(), Failure> {
        worked.again = Timestamp::from_second(at).ok();
        Ok(self.store().postpone_slot(kept.id(), &slot.local, at)?)
    }

    /// The next run of a schedule sends. Said after its dry run is kept: cut off between the two, it only checks once more.
    fn next_for_real(&self, kept: &Kept) -> Result<(), Failure> {
        // As it is by now: somebody may have changed or removed it meanwhile.
        let Ok(now) = self.kept_schedule(kept.id()) else {
            return Ok(());
        };
        let mut schedule = now.schedule;
        schedule.dry_run_first = false;
        Ok(self.store().change_schedule(kept.id(), &json(&schedule)?)?)
    }

    /// Slots that were held before are answered by a later one, well or not.
    fn overtake_held(&self, kept: &Kept, by: &SlotRow) -> Result<(), Failure> {
        let reason = json(&SlotReason::Overtaken {})?;
        for held in self.store().waiting_slots(kept.id())? {
            if held.state == "held" && held.at < by.at {
                let end = SlotEnd {
                    state: "missed",
                    reason: Some(&reason),
                    tried: None,
                };
                self.store().end_slot(kept.id(), &held.local, &end)?;
            }
        }
        Ok(())
    }

    /// Passes news on, also to the schedule's address.
    pub(super) async fn tell(&self, kept: &Kept, worker: &Worker, news: Option<News>) {
        if let Some(news) = news {
            worker.told.tell(&news);
            self.call_webhook(kept, &news).await;
        }
    }
}

fn is_ready(slot: &SlotRow, now: Timestamp) -> bool {
    slot.state != "held" && slot.retry_at <= now.as_second()
}

/// What stops a slot for a while, and what until somebody acts.
pub(super) fn of_failure(problem: Problem) -> End {
    match problem {
        Problem::PlatformUnreachable { .. }
        | Problem::ConsentLookupFailed {}
        | Problem::RateLimited {}
        | Problem::OtherRunActive {}
        | Problem::PracticeUnavailable {}
        | Problem::KeychainLocked {}
        | Problem::KeychainAbsent {}
        | Problem::DiskFull {}
        | Problem::HistoryReset {}
        | Problem::SourceChanged { .. }
        | Problem::FileGrowing { .. }
        | Problem::Cancelled {} => End::Later(problem),
        Problem::QuestionOpen { column, .. } => End::Hold(SlotReason::Question { column }),
        problem => End::Hold(SlotReason::Stopped { problem }),
    }
}

/// When to try again; `None` when it was tried long enough. Waits grow with the time that has passed.
fn next_try(slot: &SlotRow, problem: &Problem, now: i64) -> Option<i64> {
    let window = match problem {
        Problem::KeychainLocked {} | Problem::KeychainAbsent {} => KEYCHAIN_WINDOW,
        _ => PLATFORM_WINDOW,
    };
    let passed = now - slot.since;
    let wait = WAITS.into_iter().rev().find(|wait| *wait <= passed).unwrap_or(WAITS[0]);
    (passed < window).then_some(now + wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(since: i64) -> SlotRow {
        SlotRow {
            schedule: String::new(),
            local: String::new(),
            at: 0,
            state: "running".to_owned(),
            reason: None,
            tried: None,
            added: Vec::new(),
            retry_at: 0,
            since,
            runs: Vec::new(),
        }
    }

    #[test]
    fn tries_grow_apart_and_end() {
        let mut now = 1_000_000;
        let (first, mut tries) = (slot(now), 0);
        while let Some(at) = next_try(&first, &Problem::unreachable(), now) {
            assert!(at - now >= 30 && at - now <= 3600);
            (now, tries) = (at, tries + 1);
        }
        assert!((6 * 3600..8 * 3600).contains(&(now - 1_000_000)), "{}", now - 1_000_000);
        assert!((8..25).contains(&tries), "{tries}");
        assert!(next_try(&first, &Problem::KeychainLocked {}, 1_000_000 + 601).is_none());
    }
}
