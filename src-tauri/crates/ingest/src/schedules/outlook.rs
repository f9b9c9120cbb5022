//! What is to come: whether a schedule will run and when, its next times, and the slots of a span of days.

use super::consider::slot_name;
use super::sentence::Kept;
use super::{
    Ended, Matches, NextRun, SchedulePreview, ScheduleView, SlotReason, SlotState, SlotView, Will, WillNot, files,
};
use crate::connections::{KeychainStatus, SecretPlace};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::report::{Place, PlatformCounts, RowCounts, RunStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use schedule::{Schedule, Slot, Source};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use store::SlotRow;

/// Times that are shown.
const SHOWN: usize = 3;

impl Engine {
    pub(super) fn schedule_view(&self, kept: Kept, now: Timestamp, starts: bool) -> Result<ScheduleView, Failure> {
        let last = self.store().last_slot(kept.id())?;
        let will = self.will_run(&kept, now, starts)?;
        Ok(ScheduleView {
            place: self.place_of(&kept.schedule.destination.connection)?,
            will,
            next: next_runs(&kept.schedule, now),
            last: last.map(|slot| self.last_view(slot, &kept.row.name)).transpose()?,
            enabled: kept.row.enabled,
            changed: kept.row.changed,
            id: kept.row.id,
            schedule: kept.schedule,
        })
    }

    /// What a dialog shows beside a sentence while one clicks it together.
    pub fn preview_schedule(
        &self,
        id: Option<&str>,
        schedule: &Schedule,
        now: Timestamp,
        starts: bool,
    ) -> Result<SchedulePreview, Failure> {
        let in_folder = !matches!(schedule.source, Source::File { .. } | Source::Web { .. });
        // A folder that is not chosen yet has no files.
        let found = files::of(&schedule.source).ok().filter(|_| in_folder);
        let all = match &schedule.source {
            Source::Newest { folder, pattern } => files::matching(folder.as_ref(), pattern).unwrap_or_default().len(),
            _ => found.as_ref().map_or(0, Vec::len),
        };
        let why = match self.cannot_run(schedule)? {
            None if !starts => Some(WillNot::NothingStarts {}),
            other => other,
        };
        Ok(SchedulePreview {
            fault: self.fault_of(id, schedule)?,
            will: will(why, schedule, now),
            next: next_runs(schedule, now),
            matches: found.map(|found| Matches {
                count: u32::try_from(all).unwrap_or(u32::MAX),
                newest: found.last().map(files::Found::name),
            }),
            most_a_day: schedule
                .when
                .most_a_day(now)
                .map_or(0, |most| u32::try_from(most).unwrap_or(u32::MAX)),
        })
    }

    /// Slots of the local days from one to another, both included, in order: those that came, and those to come.
    pub fn slots(&self, from: &str, until: &str, now: Timestamp) -> Result<Vec<SlotView>, Failure> {
        let from = first_instant(from, 0).unwrap_or(Timestamp::MIN);
        let until = first_instant(until, 1).unwrap_or(now);
        let names: Vec<(String, String)> = self
            .store()
            .schedules(true)?
            .into_iter()
            .map(|row| (row.id, row.name))
            .collect();
        let name = |id: &str| {
            let known = names.iter().find(|(known, _)| known == id);
            known.map(|(_, name)| name.clone()).unwrap_or_default()
        };
        let (first, end) = (from.as_second(), until.as_second());
        let reports = self.store().reports_of_slots(first, end)?;
        let mut slots = Vec::new();
        for slot in self.store().slots_between(first, end)? {
            let of_slot = slot.runs.iter().filter_map(|run| reports.get(&run.run));
            let ended = Ended::of(of_slot.map(|report| serde_json::from_str(report)))?;
            let name = name(&slot.schedule);
            slots.push(slot_view(slot, name, ended));
        }
        for kept in self.kept_schedules()?.into_iter().filter(|kept| kept.row.enabled) {
            let after = now.max(from);
            let to_come = kept.schedule.when.slots_after(after).ok().into_iter().flatten();
            slots.extend(
                to_come
                    .take_while(|slot| slot.at < until)
                    .map(|slot| planned(&kept, &slot)),
            );
        }
        slots.sort_by(|a, b| (&a.at, &a.name).cmp(&(&b.at, &b.name)));
        Ok(slots)
    }

    fn last_view(&self, slot: SlotRow, name: &str) -> Result<SlotView, Failure> {
        let mut sums = Vec::new();
        for run in &slot.runs {
            let row = self.store().run(&run.run)?.filter(|row| row.finished);
            sums.extend(row.map(|row| serde_json::from_value(row.report)));
        }
        let ended = Ended::of(sums)?;
        Ok(slot_view(slot, name.to_owned(), ended))
    }

    fn will_run(&self, kept: &Kept, now: Timestamp, starts: bool) -> Result<Will, Failure> {
        let not = |why| Ok(Will::Not { why });
        if !kept.row.enabled {
            return not(WillNot::SwitchedOff {});
        }
        let waiting = self.store().waiting_slots(kept.id())?;
        if let Some(held) = waiting.iter().rev().find(|slot| slot.state == "held") {
            return Ok(Will::Held {
                slot: held.local.clone(),
                reason: read(held.reason.as_ref()).unwrap_or(SlotReason::Asks {}),
            });
        }
        if waiting.iter().any(|slot| slot.state == "running") {
            return Ok(Will::Running {});
        }
        if let Some(pause) = self.pause(now)? {
            return not(WillNot::Paused { until: pause.until });
        }
        let why = match self.cannot_run(&kept.schedule)? {
            None if !starts => Some(WillNot::NothingStarts {}),
            other => other,
        };
        // One that is to be tried again.
        if let (None, Some(due)) = (&why, waiting.last()) {
            let at = due.at.max(due.retry_at);
            let at = Timestamp::from_second(at).unwrap_or(now).max(now);
            return Ok(Will::Run {
                at: at.to_string(),
                dry_run: kept.schedule.dry_run_first,
            });
        }
        Ok(will(why, &kept.schedule, now))
    }

    /// What stands in the way of any run, as far as can be seen without one.
    fn cannot_run(&self, schedule: &Schedule) -> Result<Option<WillNot>, Failure> {
        let Some(connection) = self
            .connections()?
            .into_iter()
            .find(|connection| connection.id == schedule.destination.connection)
        else {
            return Ok(Some(WillNot::ConnectionGone {}));
        };
        if connection.id != crate::ConnectionSettings::PRACTICE {
            match connection.secret {
                SecretPlace::Session | SecretPlace::Nowhere => return Ok(Some(WillNot::SecretGone {})),
                SecretPlace::Keychain if self.secrets().recent_status() != KeychainStatus::Available => {
                    return Ok(Some(WillNot::KeychainShut {}));
                }
                SecretPlace::Keychain => {}
            }
        }
        if let Some(folder) = files::folder_of(&schedule.source).filter(|folder| !folder.is_dir()) {
            return Ok(Some(WillNot::FolderGone {
                name: files::name_of(folder),
            }));
        }
        Ok(match &schedule.source {
            Source::File { path } if !std::path::Path::new(path).is_file() => Some(WillNot::FileGone {
                name: files::name_of(path.as_ref()),
            }),
            _ => None,
        })
    }

    /// How careful to be with a connection, as far as is known without asking the platform.
    pub(super) fn place_of(&self, connection: &str) -> Result<Place, Failure> {
        let known = self.connections()?.into_iter().find(|known| known.id == connection);
        Ok(known.map_or(Place::Development, |known| known.place))
    }
}

fn will(why: Option<WillNot>, schedule: &Schedule, now: Timestamp) -> Will {
    let next = next_runs(schedule, now).into_iter().next();
    match (why, next) {
        (Some(why), _) => Will::Not { why },
        (None, None) => Will::Not {
            why: WillNot::NeverAgain {},
        },
        (None, Some(next)) => Will::Run {
            at: next.at,
            dry_run: next.dry_run,
        },
    }
}

fn next_runs(schedule: &Schedule, now: Timestamp) -> Vec<NextRun> {
    let zone = TimeZone::get(&schedule.when.zone).unwrap_or(TimeZone::UTC);
    // Times that cannot be meant would be sought for a long time.
    if schedule.when.check().is_err() {
        return Vec::new();
    }
    let slots = schedule.when.slots_after(now).ok().into_iter().flatten().take(SHOWN);
    let next = slots.enumerate().map(|(nth, slot)| NextRun {
        at: slot.at.to_string(),
        local: slot_name(slot.local),
        wall: slot_name(zone.to_datetime(slot.at)),
        dry_run: nth == 0 && schedule.dry_run_first,
    });
    next.collect()
}

fn planned(kept: &Kept, slot: &Slot) -> SlotView {
    SlotView {
        schedule: kept.id().to_owned(),
        name: kept.row.name.clone(),
        local: slot_name(slot.local),
        at: slot.at.to_string(),
        state: SlotState::Planned,
        reason: None,
        runs: Vec::new(),
        ended: None,
        tried: None,
        added: Vec::new(),
    }
}

/// A slot as it is shown.
fn slot_view(slot: SlotRow, name: String, ended: Option<Ended>) -> SlotView {
    SlotView {
        name,
        at: Timestamp::from_second(slot.at).unwrap_or_default().to_string(),
        state: serde_json::from_value(slot.state.into()).unwrap_or(SlotState::Missed),
        reason: read(slot.reason.as_ref()),
        runs: slot.runs.into_iter().map(|run| run.run).collect(),
        ended,
        tried: read(slot.tried.as_ref()),
        added: slot.added,
        schedule: slot.schedule,
        local: slot.local,
    }
}

/// What the sum of a slot needs of a report: a year of slots is read for one page.
#[derive(Deserialize)]
struct Sum {
    status: RunStatus,
    rows: RowCounts,
    platform: Option<PlatformCounts>,
}

impl Ended {
    /// The sum of reports that are finished.
    fn of(reports: impl IntoIterator<Item = serde_json::Result<Sum>>) -> Result<Option<Self>, Failure> {
        let mut ended: Option<Self> = None;
        for report in reports {
            let report = report.map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))?;
            let sum = ended.get_or_insert(Self {
                status: report.status,
                sent: 0,
                rejected: 0,
            });
            sum.sent += report.platform.map_or(0, |counts| counts.accepted);
            sum.rejected += report.rows.rejected + report.platform.map_or(0, |counts| counts.refused);
            if rank(report.status) > rank(sum.status) {
                sum.status = report.status;
            }
        }
        Ok(ended)
    }
}

/// How bad an end is.
fn rank(status: RunStatus) -> u8 {
    match status {
        RunStatus::Succeeded => 0,
        RunStatus::SucceededWithRejects | RunStatus::Unconfirmed | RunStatus::Processing | RunStatus::Running => 1,
        RunStatus::Held | RunStatus::Cancelled | RunStatus::Resumable => 2,
        RunStatus::Failed | RunStatus::Mismatch | RunStatus::Stalled => 3,
    }
}

/// What another version wrote and this one cannot read is not shown.
fn read<T: DeserializeOwned>(json: Option<&Json>) -> Option<T> {
    json.and_then(|json| serde_json::from_value(json.clone()).ok())
}

/// The first instant of a day, or of one so many days after it, where this computer is.
fn first_instant(day: &str, later: i64) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    let day = day.checked_add(jiff::Span::new().days(later)).ok()?;
    TimeZone::system()
        .to_ambiguous_timestamp(day.at(0, 0, 0, 0))
        .compatible()
        .ok()
}
