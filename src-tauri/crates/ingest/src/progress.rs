//! How a run reports that it moves: whole snapshots, so that a reader that missed some loses nothing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The four phases that a merchant sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Phase {
    /// Reading and checking the whole file.
    Checking,
    /// Encoding and sending parts.
    Sending,
    /// The platform is at work; nothing to measure.
    Processing,
    /// Looking a few shoppers up.
    Profiles,
}

/// One snapshot, complete in itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Progress {
    /// The run; null while a file is only checked.
    pub run: Option<String>,
    /// Where it is.
    pub phase: Phase,
    /// Rows read (checking) or encoded (sending) so far.
    #[ts(type = "number")]
    pub rows_done: u64,
    /// Rows in all, once known.
    #[ts(type = "number | null")]
    pub rows_total: Option<u64>,
    /// Source bytes read (checking) or bytes stored by the platform (sending).
    #[ts(type = "number")]
    pub bytes_done: u64,
    /// Of this many, where known.
    #[ts(type = "number | null")]
    pub bytes_total: Option<u64>,
    /// Parts stored.
    pub parts_done: u32,
    /// Parts in all, once known.
    pub parts_total: Option<u32>,
    /// Since the start of the run or check.
    #[ts(type = "number")]
    pub elapsed_ms: u64,
    /// Cancelling now leaves nothing on the platform.
    pub cancellable: bool,
    /// Why it stands still.
    pub waiting: Option<Waiting>,
}

/// Why a run stands still for a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Waiting {
    /// The platform cannot be reached; it is tried again.
    Network,
    /// The platform asked to slow down.
    SlowDown,
    /// Another run sends to the same dataset.
    OtherRun,
}

/// Receives snapshots; closures implement it. Called at most about ten times a second, and for the last one always.
pub trait ProgressSink: Send + Sync {
    /// Takes one snapshot. Must not block.
    fn report(&self, progress: Progress);
}

impl<F: Fn(Progress) + Send + Sync> ProgressSink for F {
    fn report(&self, progress: Progress) {
        self(progress);
    }
}
