//! What is shown of schedules: their sentence with what comes next, their slots, and what a dialog needs while one clicks.

use crate::problem::Problem;
use crate::report::{ChangeCounts, Place, RowCounts, RunStatus};
use schedule::Schedule;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A schedule with what became of it and what comes next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScheduleView {
    /// Stands for it in every call.
    pub id: String,
    /// The sentence.
    pub schedule: Schedule,
    /// For the badge of its destination.
    pub place: Place,
    /// The switch.
    pub enabled: bool,
    /// Whether it will run.
    pub will: Will,
    /// The next three times; also while it is held.
    pub next: Vec<NextRun>,
    /// The latest slot that came to an end or is held.
    pub last: Option<SlotView>,
    /// When it was made or last switched, RFC 3339.
    pub changed: String,
}

/// Whether a schedule will run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum Will {
    /// At this time.
    Run {
        /// RFC 3339.
        at: String,
        /// It will only check.
        dry_run: bool,
    },
    /// It runs now.
    Running {},
    /// A slot waits for somebody.
    Held {
        /// Which one, by its time on the wall.
        slot: String,
        /// What for.
        reason: SlotReason,
    },
    /// It will not.
    Not {
        /// Why.
        why: WillNot,
    },
}

/// Why a schedule will not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
#[ts(export)]
pub enum WillNot {
    /// Its switch is off.
    SwitchedOff {},
    /// All schedules are paused, until then or until somebody says.
    Paused { until: Option<String> },
    /// Nothing on this computer would start it.
    NothingStarts {},
    /// The file is gone.
    FileGone { name: String },
    /// The folder is gone.
    FolderGone { name: String },
    /// The connection was removed.
    ConnectionGone {},
    /// The secret of the connection is not in the keychain: this session knows it, or nobody.
    SecretGone {},
    /// There is no keychain that can be opened without somebody.
    KeychainShut {},
    /// Its times never come again.
    NeverAgain {},
}

/// A time to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NextRun {
    /// RFC 3339.
    pub at: String,
    /// The time on the wall that was meant, `2026-11-24T06:30`, in the schedule's zone.
    pub local: String,
    /// The time on the wall at which it will be: another one where clocks go forward.
    pub wall: String,
    /// It will only check.
    pub dry_run: bool,
}

/// What became of a slot, or waits to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SlotState {
    /// Still to come; only in calendars.
    Planned,
    /// Its time has come.
    Due,
    /// At work.
    Running,
    /// Its run ended, well or not: the run says.
    Done,
    /// Checked, and by intention not sent.
    Tried,
    /// The computer was off or asleep, or the schedule paused.
    Missed,
    /// There was nothing to do.
    Skipped,
    /// Waits for somebody; nothing was sent.
    Held,
}

/// Why a slot was missed, skipped or held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
#[ts(export)]
pub enum SlotReason {
    /// The computer was off or asleep.
    Off {},
    /// Schedules were paused or this one was off.
    Paused {},
    /// A later slot was due as well, and one run was enough.
    Overtaken {},
    /// Somebody said so.
    Dismissed {},
    /// Held before; somebody said that it shall run as it is, and conditions do not bind it.
    Released {},
    /// No file matched.
    NoFile {},
    /// No file that was not sent before.
    NoNewFile {},
    /// The file is the one that was sent last.
    Unchanged { name: String },
    /// Missed, and the schedule asks.
    Asks {},
    /// A column has another name now.
    ColumnRenamed { from: String, to: String },
    /// Columns that are sent are gone.
    ColumnsGone { columns: Vec<String> },
    /// A question that was never asked before.
    Question { column: String },
    /// Too many rows cannot be sent; percent.
    TooManyRejected { share: f64, most: f64 },
    /// Too few rows compared with last time.
    TooFewRows {
        #[ts(type = "number")]
        rows: u64,
        #[ts(type = "number")]
        before: u64,
    },
    /// The file is older than the one that was sent last.
    OlderFile { name: String, sent: String },
    /// Something else stopped it before anything was sent.
    Stopped { problem: Problem },
}

/// A slot in a list, a calendar or the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SlotView {
    /// The schedule's id.
    pub schedule: String,
    /// Its name.
    pub name: String,
    /// The time on the wall that was meant, `2026-11-24T06:30`; with the schedule it names the slot.
    pub local: String,
    /// The instant, RFC 3339.
    pub at: String,
    /// What became of it.
    pub state: SlotState,
    /// Why, where it did not run.
    pub reason: Option<SlotReason>,
    /// Its runs, oldest first; several where every new file is uploaded.
    pub runs: Vec<String>,
    /// How its runs ended, once they did.
    pub ended: Option<Ended>,
    /// What a run that only checked has found.
    pub tried: Option<Tried>,
    /// Columns that the file had besides those that the mapping was made for; they were not sent.
    pub added: Vec<String>,
}

/// How the runs of a slot ended, all together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Ended {
    /// Of the run that went worst.
    pub status: RunStatus,
    /// Shoppers that went out.
    #[ts(type = "number")]
    pub sent: u64,
    /// Rows that stayed behind: rejected here or refused there.
    #[ts(type = "number")]
    pub rejected: u64,
}

/// What a check has found that was not meant to send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Tried {
    /// The file's name.
    pub file: String,
    /// The sum.
    pub rows: RowCounts,
    /// New, changed, same, where it is known.
    pub change: ChangeCounts,
}

/// What a dialog shows beside a sentence while one clicks it together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SchedulePreview {
    /// What is wrong with the sentence.
    pub fault: Option<ScheduleFault>,
    /// Whether it would run.
    pub will: Will,
    /// The next three times.
    pub next: Vec<NextRun>,
    /// Files that match now, where it looks into a folder.
    pub matches: Option<Matches>,
    /// Slots on the busiest day; the platform advises at most 90 batches a day and sandbox.
    pub most_a_day: u32,
}

/// Files that match a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Matches {
    /// How many.
    pub count: u32,
    /// The newest one's name.
    pub newest: Option<String>,
}

/// Why a schedule cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ScheduleFault {
    /// It has no name.
    NameMissing,
    /// Another one has this name.
    NameTaken,
    /// No file or folder is chosen.
    SourceMissing,
    /// The pattern matches names with a folder in them, or nothing can match it.
    PatternUnusable,
    /// Not a web address that begins with `https://`, or one with a password in it.
    UrlUnusable,
    /// No mapping is chosen, or it has no e-mail address.
    MappingMissing,
    /// No dataset is chosen.
    DestinationMissing,
    /// No day or no time is chosen.
    TimeMissing,
    /// A day, hour or minute does not exist.
    TimeUnusable,
    /// Two times are closer than a quarter of an hour.
    TooOften,
    /// Not a cron pattern of five fields.
    CronUnusable,
    /// Such a day never comes.
    NeverComes,
    /// The zone is not known.
    ZoneUnknown,
    /// A share is not between 0 and 100 percent.
    ShareUnusable,
    /// The address to call does not begin with `https://`.
    WebhookUnusable,
    /// More schedules than 200.
    TooMany,
}

/// What somebody decides about a slot that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case")]
#[ts(export)]
pub enum Decision {
    /// Run it now as it is, this once.
    Run {},
    /// Leave it.
    Dismiss {},
    /// The column has this name from now on; then run.
    Rename {
        /// As in the mapping.
        from: String,
        /// As in the file.
        to: String,
    },
}

/// All schedules, and what starts them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Schedules {
    /// By name.
    pub schedules: Vec<ScheduleView>,
    /// Paused until then (RFC 3339), or until somebody says where it is `null`; absent while they run.
    pub paused: Option<Pause>,
}

/// A pause of all schedules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Pause {
    /// RFC 3339; `null` until somebody says.
    pub until: Option<String>,
}

/// A mapping set that was used before, to choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingChoice {
    /// The mapping set with its name.
    pub mapping: xdm::MappingSet,
    /// The columns of the file that it was used for.
    pub columns: Vec<String>,
    /// When it was last used, RFC 3339.
    pub used: String,
}

/// What starts schedules on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Background {
    /// The app starts with the computer, without a window.
    pub starts_with_computer: bool,
    /// The system's own timer calls the command line; `null` where this system offers none.
    pub timer: Option<bool>,
    /// There is a place in the desktop for a tray icon.
    pub tray: bool,
    /// News of schedules can be told outside the window.
    pub tells: bool,
}
