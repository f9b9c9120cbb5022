//! How a run reports that it moves: whole snapshots, so that a reader that missed some loses nothing.

use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
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
    /// An earlier run to the same dataset was cut off, and is finished first.
    EarlierRun,
    /// People are looked up in Profile before they are sent; rows are people then.
    ConsentLookup,
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

/// At most ten snapshots a second.
const PACE: Duration = Duration::from_millis(100);

/// Turns many small steps into few snapshots, each complete in itself.
pub(crate) struct Ticker {
    sink: Arc<dyn ProgressSink>,
    started: Instant,
    state: Mutex<(Progress, Option<Instant>)>,
}

impl Ticker {
    pub(crate) fn new(sink: Arc<dyn ProgressSink>, run: Option<String>) -> Self {
        let first = Progress {
            run,
            phase: Phase::Checking,
            rows_done: 0,
            rows_total: None,
            bytes_done: 0,
            bytes_total: None,
            parts_done: 0,
            parts_total: None,
            elapsed_ms: 0,
            cancellable: true,
            waiting: None,
        };
        Self {
            sink,
            started: Instant::now(),
            state: Mutex::new((first, None)),
        }
    }

    /// Notes a step; reported when the last report is old enough or the phase is new.
    pub(crate) fn tick(&self, phase: Phase, change: impl FnOnce(&mut Progress)) {
        self.step(phase, change, false);
    }

    /// Notes a step that must be seen: the last of a phase, a change of what is possible.
    pub(crate) fn show(&self, phase: Phase, change: impl FnOnce(&mut Progress)) {
        self.step(phase, change, true);
    }

    fn step(&self, phase: Phase, change: impl FnOnce(&mut Progress), always: bool) {
        let Ok(mut state) = self.state.lock() else { return };
        let (progress, last) = &mut *state;
        let fresh = progress.phase != phase;
        if fresh {
            (progress.rows_done, progress.bytes_done, progress.bytes_total) = (0, 0, None);
        }
        progress.phase = phase;
        change(progress);
        if always || fresh || last.is_none_or(|at| at.elapsed() >= PACE) {
            progress.elapsed_ms = self.started.elapsed().as_millis() as u64;
            *last = Some(Instant::now());
            self.sink.report(progress.clone());
        }
    }
}
