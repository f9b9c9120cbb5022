//! The shapes that leave the engine: what the window draws, `--json` prints and history keeps (contract §2–5).
//! No cell values except the samples of an inspection.

use crate::handover::Handover;
use crate::parent::ParentRun;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use xdm::{Example, FindingSummary, MappingSet, Op};

/// The source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileInfo {
    /// Base name.
    pub name: String,
    /// Size on disk.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A file layout that is known by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Layout {
    /// Commerce: *Customers Main File*.
    CommerceMain,
    /// Commerce: *Customer Addresses*.
    CommerceAddresses,
    /// Commerce: customers and addresses in one file.
    CommerceComposite,
    /// Commerce: the Admin's customer grid.
    CommerceGrid,
    /// Salesforce: a report or export of contacts.
    SalesforceContacts,
    /// HubSpot: an export of contacts.
    HubspotContacts,
}

/// What a file looks like (contract §2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Inspection {
    /// 1.
    pub version: u32,
    /// The file.
    pub file: FileInfo,
    /// WHATWG label.
    pub encoding: String,
    /// A byte order mark stands at the start.
    pub bom: bool,
    /// One character.
    pub delimiter: String,
    /// One character.
    pub quote: String,
    /// Line of the header, 0 for none.
    #[ts(type = "number")]
    pub header_row: u64,
    /// The known layout.
    pub layout: Option<Layout>,
    /// Estimated from the sample; exact for files that fit in it.
    #[ts(type = "number")]
    pub rows_estimate: u64,
    /// The columns in file order.
    pub columns: Vec<ColumnView>,
}

/// One column as inspected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnView {
    /// From 0.
    pub index: usize,
    /// As in the header, made unique.
    pub name: String,
    /// Share of sampled rows with a value, 0–1.
    pub filled: f64,
    /// A few different values, cut at 200 characters; none for blocked columns.
    pub samples: Vec<String>,
    /// Why it can never be sent: `credential`.
    pub blocked: Option<String>,
    /// Where it should go.
    pub suggestion: Option<Suggestion>,
}

/// A proposed field for a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Suggestion {
    /// The XDM field.
    pub field: String,
    /// What happens on the way.
    pub recipe: Vec<Op>,
    /// 0–1.
    pub confidence: f64,
    /// What the proposal rests on.
    pub reason: SuggestionReason,
}

/// What a proposal rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SuggestionReason {
    /// The layout says so.
    Layout,
    /// The column's name.
    Name,
    /// The look of its values.
    Values,
}

/// Where shoppers go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Target {
    /// The connection's name as it was; `practice` is always there.
    pub connection: String,
    /// Its id, which no other name changes; empty in reports of an older program.
    #[serde(default)]
    pub connection_id: String,
    /// The sandbox's name.
    pub sandbox: String,
    /// The dataset's id.
    pub dataset: String,
    /// The dataset's name.
    pub dataset_name: String,
    /// How careful to be.
    pub place: Place,
    /// The dataset keeps fields that a record does not carry (upsert); otherwise a record replaces the whole.
    pub keeps_missing: bool,
}

impl Target {
    /// What the connection is found by.
    pub fn connection_key(&self) -> &str {
        if self.connection_id.is_empty() {
            &self.connection
        } else {
            &self.connection_id
        }
    }

    /// The same dataset, however it and its connection are called now.
    pub(crate) fn is_same_place(&self, other: &Self) -> bool {
        (&self.sandbox, &self.dataset) == (&other.sandbox, &other.dataset)
    }
}

/// What kind of place a connection and sandbox are; decides the badge's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Place {
    /// The practice platform on this computer.
    Practice,
    /// A development sandbox.
    Development,
    /// A production sandbox.
    Production,
}

/// A field of the dataset's schema, as the field chooser shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldView {
    /// Dotted path, `tenant.` for the organisation's own root.
    pub path: String,
    /// The schema's title.
    pub title: String,
    /// Titles of the objects above it, from the root.
    pub group: Vec<String>,
    /// XDM type: string, number, date, …
    pub kind: String,
    /// The values that it accepts; empty for any.
    pub values: Vec<String>,
    /// Namespace code where it serves as identity.
    pub identity: Option<String>,
    /// The schema requires it.
    pub required: bool,
}

/// Where every row went. `read = send + merged + unchanged + rejected + skipped`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowCounts {
    /// Records after the header.
    #[ts(type = "number")]
    pub read: u64,
    /// Shoppers that go out, one per identity.
    #[ts(type = "number")]
    pub send: u64,
    /// Rows folded into another row of the same shopper.
    #[ts(type = "number")]
    pub merged: u64,
    /// Same as last confirmed time.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Left out because something is wrong with them.
    #[ts(type = "number")]
    pub rejected: u64,
    /// Blank rows, repeated headers, totals, footers.
    #[ts(type = "number")]
    pub skipped: u64,
}

/// What is new and what changed since last time; null until that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeCounts {
    /// Not seen before.
    #[ts(type = "number | null")]
    pub new: Option<u64>,
    /// Seen, with other values.
    #[ts(type = "number | null")]
    pub changed: Option<u64>,
    /// Seen with the same values.
    #[ts(type = "number | null")]
    pub same: Option<u64>,
    /// Seen before, not in this file; nobody is ever deleted for that.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub removed: Option<u64>,
    /// What they were held against.
    #[serde(default)]
    pub against: Option<ChangeBasis>,
}

impl ChangeCounts {
    /// Nothing is known, for this reason.
    pub(crate) fn of(against: ChangeBasis) -> Self {
        Self {
            against: Some(against),
            ..Self::default()
        }
    }
}

/// What shoppers were held against to tell who is new and who changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChangeBasis {
    /// What was confirmed last for this connection, dataset and mapping.
    Last,
    /// Nothing was confirmed yet: everybody is new.
    Nothing,
    /// Only another mapping was confirmed: everybody is new to this one.
    OtherMapping,
    /// What was kept cannot be read: everybody is taken for new.
    Unusable,
    /// The keychain does not give the key: nobody can be told apart.
    NoKey,
}

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnUse {
    /// The column.
    pub name: String,
    /// Its field; the first where it feeds several.
    pub field: Option<String>,
    /// Its values go out.
    pub sent: bool,
    /// Why it can never be sent.
    pub blocked: Option<String>,
}

/// Something that only a person can decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Question {
    /// What is asked.
    pub code: QuestionCode,
    /// About this column.
    pub column: String,
    /// How to answer on the command line.
    pub flag: String,
    /// A row to look at.
    pub example: Option<xdm::Example>,
    /// How many cells the answer counts for.
    #[ts(type = "number")]
    pub count: u64,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum QuestionCode {
    /// Day and month can be swapped, or numbers can be seconds or milliseconds.
    DateOrder,
    /// Times are in the zone of a place that the file does not name.
    Zone,
    /// 1.234 can be thousands or decimals.
    Decimals,
    /// The first row may be a customer rather than the names of the columns.
    Header,
    /// Telephone numbers without a country.
    PhoneCountry,
}

/// A part as prepared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartInfo {
    /// File name.
    pub name: String,
    /// Shoppers in it.
    #[ts(type = "number")]
    pub rows: u64,
    /// Size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Of its bytes, lower-case hex.
    pub sha256: String,
}

/// The outcome of a check (contract §3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckReport {
    /// 1.
    pub version: u32,
    /// The file.
    pub file: FileInfo,
    /// The mapping that was checked.
    pub mapping: MappingSet,
    /// Where it would go; null without a connection.
    pub target: Option<Target>,
    /// Where every row goes.
    pub rows: RowCounts,
    /// Against last time.
    pub change: ChangeCounts,
    /// What becomes of each column.
    pub columns: Vec<ColumnUse>,
    /// What was seen.
    pub findings: Vec<FindingSummary>,
    /// What stops it until answered.
    pub questions: Vec<Question>,
    /// Only after `prepare`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parts: Option<Vec<PartInfo>>,
    /// Only for rows that an earlier run left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parent_run: Option<ParentRun>,
}

/// How a run stands (contract §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RunStatus {
    /// Under way in this or another process.
    Running,
    /// Every row accounted for, none left out.
    Succeeded,
    /// Done, with rows rejected here or refused there.
    SucceededWithRejects,
    /// Handed over, the platform is still at work.
    Processing,
    /// Accepted, counts not confirmed.
    Unconfirmed,
    /// Nothing arrived.
    Failed,
    /// The platform has given up retrying; it may still land.
    Stalled,
    /// Needs a person; nothing sent.
    Held,
    /// Stopped by the user; nothing published.
    Cancelled,
    /// Stopped before the commit; can go on.
    Resumable,
}

impl RunReport {
    /// Shoppers who went out: nobody where the run waits for a person, or was stopped before anything became visible.
    pub fn sent(&self) -> u64 {
        match self.status {
            RunStatus::Held | RunStatus::Cancelled => 0,
            _ => self.rows.send,
        }
    }
}

/// What the platform says it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlatformCounts {
    /// Records it took.
    #[ts(type = "number")]
    pub accepted: u64,
    /// Records it refused: input − output.
    #[ts(type = "number")]
    pub refused: u64,
}

/// A few shoppers looked up in Profile after the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Verified {
    /// How many were asked for.
    pub looked_up: u32,
    /// Carry the values that were sent.
    pub found: u32,
    /// Are there with other values.
    pub differing: u32,
    /// Not visible yet.
    pub pending: u32,
    /// Each of them, in file order; empty in reports of an older program.
    #[serde(default)]
    pub shoppers: Vec<SeenShopper>,
}

impl Verified {
    pub(crate) fn of(shoppers: Vec<SeenShopper>) -> Self {
        let count = |state| shoppers.iter().filter(|one| one.state == state).count() as u32;
        Self {
            looked_up: shoppers.len() as u32,
            found: count(SeenState::Found),
            differing: count(SeenState::Differs),
            pending: count(SeenState::Pending),
            shoppers,
        }
    }
}

/// A shopper who was looked up. By place and fields only: who it is stands in the user's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SeenShopper {
    /// Record number, 1 = first record after the header.
    #[ts(type = "number")]
    pub row: u64,
    /// Line number, 1 = first line of the file.
    #[ts(type = "number")]
    pub line: u64,
    /// How it was last seen.
    pub state: SeenState,
    /// The fields that are not as they were sent; `tenant.` for the organisation's own root.
    pub fields: Vec<String>,
}

/// How a shopper who was looked up is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SeenState {
    /// With what was sent.
    Found,
    /// Not visible yet.
    Pending,
    /// With other values.
    Differs,
}

/// How long each phase took, milliseconds; null where it did not happen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PhaseTimes {
    /// Reading and checking.
    #[ts(type = "number | null")]
    pub checking: Option<u64>,
    /// Encoding and sending.
    #[ts(type = "number | null")]
    pub sending: Option<u64>,
    /// The platform at work.
    #[ts(type = "number | null")]
    pub processing: Option<u64>,
    /// Looking shoppers up.
    #[ts(type = "number | null")]
    pub profiles: Option<u64>,
}

/// Why the platform refused rows, grouped; its own words, without cell values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Refusal {
    /// The platform's code, such as `INGEST-1555-400`.
    pub code: String,
    /// The platform's text, redacted.
    pub message: String,
    /// Records.
    #[ts(type = "number")]
    pub count: u64,
    /// The column that feeds the field at fault, where the platform names one.
    #[serde(default)]
    pub column: Option<String>,
    /// The first of the user's own rows, in file order.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// One execution of an upload, as reported and kept in history (contract §5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RunReport {
    /// 1.
    pub version: u32,
    /// ULID.
    pub run: String,
    /// How it stands.
    pub status: RunStatus,
    /// Batch ids on the platform.
    pub batches: Vec<String>,
    /// Where every row went.
    pub rows: RowCounts,
    /// Against last time.
    #[serde(default)]
    pub change: ChangeCounts,
    /// Also what is the same as last time was to be sent.
    #[serde(default)]
    pub everything: bool,
    /// What the platform did; null until it said so.
    pub platform: Option<PlatformCounts>,
    /// Shoppers looked up; null until tried.
    pub verified: Option<Verified>,
    /// What was seen in the file.
    pub findings: Vec<FindingSummary>,
    /// Why the platform refused rows.
    pub refusals: Vec<Refusal>,
    /// RFC 3339, UTC.
    pub started: String,
    /// RFC 3339, UTC; null while under way.
    pub finished: Option<String>,
    /// The file.
    pub file: FileInfo,
    /// SHA-256 of the file, lower-case hex, once it was read.
    pub source_sha256: Option<String>,
    /// Where it went.
    pub target: Target,
    /// The mapping's name.
    pub mapping: String,
    /// What became of each column.
    pub columns: Vec<ColumnUse>,
    /// Where the time went.
    pub phases: PhaseTimes,
    /// What stopped it.
    pub problem: Option<Problem>,
    /// Only for rows that an earlier run left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parent_run: Option<ParentRun>,
    /// The name of the schedule that started it.
    #[serde(default)]
    pub schedule: Option<String>,
    /// The job on the platform that it was handed over to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub handover: Option<Handover>,
}
