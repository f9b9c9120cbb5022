//! What the window and the command line see of a job that was handed over. No cells.

use crate::data_prep::DataPrepField;
use crate::report::Target;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How often the platform looks for landed files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "unit", content = "count")]
#[ts(export)]
pub enum FlowEvery {
    /// A single time, as soon as its file has landed.
    Once,
    /// Every so many minutes, 15 at least.
    Minutes(u32),
    /// Every so many hours.
    Hours(u32),
    /// Every so many days.
    Days(u32),
    /// Every so many weeks.
    Weeks(u32),
}

/// Who puts files into the landing zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Lands {
    /// This program, which reads and checks them first: what lands are our own values.
    #[default]
    Here,
    /// Another system, files as they are: the platform's rules apply.
    Elsewhere,
}

/// A job to hand over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewFlow {
    /// What people call it.
    pub name: String,
    /// How often.
    pub every: FlowEvery,
    /// Who lands the files.
    pub lands: Lands,
    /// It is made although the platform's mapper says something else for some of the rows that were compared.
    pub despite_differences: bool,
}

/// The first rows of a file through both mappers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FlowPreview {
    /// How many shoppers were compared.
    pub shoppers: u32,
    /// Each field.
    pub fields: Vec<DataPrepField>,
    /// What of the mapping has no equal there; only for files that land as they are.
    pub left_out: Vec<crate::DataPrepNote>,
}

impl FlowPreview {
    /// The fields for which the platform says something else than we do.
    pub fn differing(&self) -> Vec<&str> {
        let differs = |field: &&DataPrepField| !field.valid || field.same != self.shoppers;
        self.fields.iter().filter(differs).map(|f| f.field.as_str()).collect()
    }
}

/// How a job stands on the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FlowStanding {
    /// It runs at its times.
    On,
    /// It rests.
    Off,
    /// Its one file has not landed yet.
    Waits,
    /// It was begun here and is not whole there: make it once more, or delete it.
    Unfinished,
    /// Somebody deleted it there.
    Gone,
    /// Nobody asked: it goes to another connection or sandbox.
    Unasked,
    /// Its connection cannot be used now.
    Unreached,
}

/// A job that was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FlowView {
    /// Ours.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where its records go.
    pub target: Target,
    /// How often.
    pub every: FlowEvery,
    /// When it was made, RFC 3339.
    pub created: String,
    /// Who lands the files.
    pub lands: Lands,
    /// The folder of the landing zone that it looks into.
    pub folder: String,
    /// How it stands.
    pub standing: FlowStanding,
    /// The platform's id of it.
    pub flow: Option<String>,
    /// Its last runs, the latest first.
    pub runs: Vec<FlowRunView>,
}

/// One run on the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FlowRunView {
    /// The platform's id.
    pub id: String,
    /// RFC 3339.
    pub started: Option<String>,
    /// RFC 3339; none while it is under way.
    pub ended: Option<String>,
    /// How far it is.
    pub status: FlowRunState,
    /// Files that it took.
    #[ts(type = "number | null")]
    pub files: Option<u64>,
    /// Rows that it read.
    #[ts(type = "number | null")]
    pub read: Option<u64>,
    /// Records that it brought.
    #[ts(type = "number | null")]
    pub brought: Option<u64>,
    /// Rows that it refused.
    #[ts(type = "number | null")]
    pub refused: Option<u64>,
    /// Adobe's words where it did not go well.
    pub said: Option<String>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FlowRunState {
    /// Waits, or is under way.
    Running,
    /// Everything went through.
    Succeeded,
    /// Some rows did not.
    Partial,
    /// Nothing went through.
    Failed,
}

/// What an upload had to do with a job: kept in its report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Handover {
    /// The job, ours.
    pub flow: String,
    /// What it was called.
    pub name: String,
    /// The landed file.
    pub file: String,
    /// Tells the blocks of this upload from others.
    pub upload: String,
    /// When the landing zone had it, in seconds since 1970.
    #[ts(type = "number | null")]
    pub landed: Option<i64>,
    /// The platform's run that took it.
    pub flow_run: Option<String>,
}

/// Which way is the better one for a file, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Advice {
    /// Handing over is what we would do.
    pub hand_over: bool,
    /// The reasons, the weightiest first.
    pub because: Vec<AdviceReason>,
}

/// What speaks for one way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AdviceReason {
    /// More records than Adobe advises for one batch into a dataset that keeps missing fields.
    ManyRecords,
    /// The file is so large that sending it takes long.
    LargeFile,
    /// The dataset takes identities from a map, which the platform's mapper cannot make.
    IdentityMap,
    /// Small enough to be sent from here, with only what changed.
    Small,
}
