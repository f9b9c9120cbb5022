//! What the window and the command line see of it: counts, and the names of the user's own columns. No cells.

use crate::report::Target;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One record that was sent on trial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordTrial {
    /// 1.
    pub version: u32,
    /// Where it went.
    pub target: Target,
    /// Its row, from 1.
    #[ts(type = "number")]
    pub row: u64,
    /// The line where it begins.
    #[ts(type = "number")]
    pub line: u64,
    /// What became of it.
    pub outcome: TrialOutcome,
    /// What Adobe has against it; at most five.
    pub violations: Vec<Violation>,
}

/// What became of a record on trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TrialOutcome {
    /// It is valid, and really ingested.
    Taken,
    /// It is not valid; nothing was ingested.
    Violations,
    /// The region judges no records while one waits; nothing was ingested, and only our own rules were applied.
    NotOffered,
}

/// One thing that Adobe has against a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Violation {
    /// The user's own column that feeds the field.
    pub column: Option<String>,
    /// The field, where Adobe names one.
    pub field: Option<String>,
    /// Such as `enum`.
    pub code: String,
    /// Adobe's words, personal data taken out.
    pub message: String,
}

/// Which casing of addresses Profile holds already: counts alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CasingProbe {
    /// 1.
    pub version: u32,
    /// Where it was looked.
    pub target: Target,
    /// Addresses of the file with capitals that were looked up, at most twenty.
    pub addresses: u32,
    /// Found in lower case alone, as we send them.
    pub lower_case: u32,
    /// Found as they are written alone: sent in lower case they become a second profile.
    pub as_written: u32,
    /// Found in both casings.
    pub both: u32,
    /// Not found.
    pub neither: u32,
}

/// How many batches a sandbox had in the last 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchesToday {
    /// 1.
    pub version: u32,
    /// The sandbox.
    pub sandbox: String,
    /// Batches, of everybody who sends into it.
    #[ts(type = "number")]
    pub batches: u64,
    /// There were more than could be counted.
    pub more: bool,
    /// What Adobe advises at most.
    #[ts(type = "number")]
    pub advised: u64,
}

impl BatchesToday {
    /// From four fifths on it is worth saying.
    pub fn is_much(&self) -> bool {
        self.more || self.batches * 5 >= self.advised * 4
    }
}
