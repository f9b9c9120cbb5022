//! What one clicks together: a recurring upload as it is stored and shown.

use crate::Recurrence;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use xdm::MappingSet;

/// A recurring upload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Schedule {
    /// The user's name for it; unique.
    pub name: String,
    /// Which files.
    pub source: Source,
    /// Which column goes where. A snapshot: later changes elsewhere do not change what runs unattended.
    pub mapping: MappingSet,
    /// The columns of the file that the mapping was made for, in order; drift is measured against them.
    pub columns: Vec<String>,
    /// Where to; pinned, whatever the connection points to later.
    pub destination: Destination,
    /// When.
    pub when: When,
    /// What becomes of slots that were missed.
    pub missed: Missed,
    /// When not to send.
    pub conditions: Conditions,
    /// Whom to tell.
    pub tell: Tell,
    /// The next run only checks and sends nothing.
    pub dry_run_first: bool,
    /// Only new and changed shoppers are sent.
    pub only_changed: bool,
}

/// Where the file of a run comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Source {
    /// Always this file.
    File {
        /// Full path.
        path: String,
    },
    /// The newest file of a folder whose name matches.
    Newest {
        /// Full path.
        folder: String,
        /// With `*` and `?`, such as `customer_*.csv`.
        pattern: String,
    },
    /// Every file of a folder that matches and was not sent yet, oldest first, a run for each.
    AllNew {
        /// Full path.
        folder: String,
        /// As above.
        pattern: String,
        /// Runs as soon as a file has stopped growing, besides its times.
        watch: bool,
    },
    /// A file that is fetched over HTTPS, and kept in a folder of the user's so that it can be looked at and taken up again.
    Web {
        /// `https://…`, without a password in it.
        url: String,
        /// Full path.
        folder: String,
    },
}

/// A dataset, by all that it takes to reach it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Destination {
    /// The connection's id.
    pub connection: String,
    /// The sandbox's name.
    pub sandbox: String,
    /// The dataset's id.
    pub dataset: String,
    /// What it is called.
    pub dataset_name: String,
    /// The dataflow on the platform that takes the files, by our own id of it: they land for it, and it brings them in at
    /// its own times. Without one they are sent from here.
    #[serde(default)]
    pub flow: Option<String>,
}

/// Times in a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct When {
    /// The times.
    pub recurrence: Recurrence,
    /// IANA name, such as `Europe/Amsterdam`.
    pub zone: String,
}

/// What becomes of slots that passed while the computer was off, asleep or busy. Of several only the latest ever runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Missed {
    /// Once, when the computer is back.
    RunOnce,
    /// Wait for the next time.
    Skip,
    /// Hold it until somebody says.
    Ask,
}

/// When not to send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Conditions {
    /// A file that is byte for byte the one that was sent last is skipped.
    pub file_changed: bool,
    /// Hold where a greater share of the rows cannot be sent, in percent.
    pub most_rejected: Option<f64>,
    /// Hold where the file has less than this share of the rows of last time, in percent.
    pub least_rows: Option<f64>,
}

/// Whom to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Tell {
    /// A notification of the desktop.
    pub when: TellWhen,
    /// Also by a signed call to this `https://` address; its key is in the keychain.
    pub webhook: Option<String>,
    /// Say so when nothing succeeded for this many days.
    pub quiet_days: Option<u16>,
}

/// On which ends of a run to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TellWhen {
    /// When it goes wrong, and when it is well again.
    Problems,
    /// Every time.
    EveryRun,
}
