//! The shapes that leave the engine: what the window draws, `--json` prints and history keeps (contract §2–5).
//! No cell values except the samples of an inspection.

use crate::handover::Handover;
use crate::parent::ParentRun;
use crate::problem::Problem;
pub use crate::seen::{IdentityCount, SeenShopper, SeenState, Together, Verified};
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
    /// When it was last changed on disk, RFC 3339 in UTC; of several files the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub modified: Option<String>,
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
    /// Commerce: the Admin's list of newsletter subscribers.
    CommerceSubscribers,
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
    /// What records would be told apart by, the primary one first; counts are not known yet.
    pub identities: Vec<IdentityUse>,
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

/// An identity that records carry: what tells one person from another in Profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IdentityUse {
    /// The namespace's code: whose numbers or addresses they are.
    pub namespace: String,
    /// The column that its values come from.
    pub column: Option<String>,
    /// The field that holds it, where one does.
    pub field: Option<String>,
    /// Records are stored under it.
    pub primary: bool,
    /// Records that go out with it; null until every row was read.
    #[ts(type = "number | null")]
    pub count: Option<u64>,
}

/// What goes out about consent to one channel of marketing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentCounts {
    /// XDM's name of the channel: `email`, `sms`, `call`, `postalMail`, `any`, …
    pub channel: String,
    /// People who allow it.
    #[ts(type = "number")]
    pub allow: u64,
    /// People who object.
    #[ts(type = "number")]
    pub object: u64,
    /// People of whom nothing is sent about it.
    #[ts(type = "number")]
    pub unsaid: u64,
}

/// People who were looked up in Profile before they are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentLookup {
    /// How many.
    #[ts(type = "number")]
    pub people: u64,
    /// Calls that it took.
    #[ts(type = "number")]
    pub calls: u64,
    /// Rows that were held for what their profiles say.
    #[ts(type = "number")]
    pub held: u64,
}

/// Why what was sent or seen before is not remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MemoryState {
    /// The keychain does not give the key.
    NoKey,
    /// It cannot be read, or was made with another key.
    Unusable,
}

/// Two rows that have one identity and may be two people, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowPair {
    /// Why they may be two.
    pub code: xdm::FindingCode,
    /// The earlier one.
    pub first: Example,
    /// The later one.
    pub second: Example,
}

/// What becomes of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnUse {
    /// The column.
    pub name: String,
    /// Its field; the first where it feeds several.
    pub field: Option<String>,
    /// All fields that it feeds, in the mapping's order; empty in reports of an older program.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The namespace of the identity that its values go out as.
    #[serde(default)]
    pub identity: Option<String>,
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
    /// A column that may say whom nobody may write to: what it says, or that it is left out.
    ConsentColumn,
    /// Two columns may hold the customer's own e-mail address.
    EmailColumn,
    /// The dataset tells people apart by a field that no column goes to.
    IdentityColumn,
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
    /// What records are told apart by, the primary one first.
    #[serde(default)]
    pub identities: Vec<IdentityUse>,
    /// What goes out about consent, by channel.
    #[serde(default)]
    pub consent: Vec<ConsentCounts>,
    /// Who was looked up in Profile; null where nobody was to be.
    #[serde(default)]
    pub consent_lookup: Option<ConsentLookup>,
    /// Why numbers and objections of earlier uploads are not remembered; null where they are.
    #[serde(default)]
    pub memory: Option<MemoryState>,
    /// The first rows that have one identity and may be two people.
    #[serde(default)]
    pub pairs: Vec<RowPair>,
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
    /// A newer file that went to this dataset, by name: people who are in both would go back to what they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newer_upload: Option<String>,
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
    /// The platform counts other records than were sent: somebody has to look.
    Mismatch,
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
    /// Identities in Profile by namespace, where the platform counts them: of all sources, and about once a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<IdentityCount>>")]
    pub identity_counts: Vec<IdentityCount>,
    /// When Profile had counted what stands there as before, in the platform's form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub identities_counted: Option<String>,
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
    /// What records were told apart by, counted where they were written; empty in reports of an older program.
    #[serde(default)]
    pub identities: Vec<IdentityUse>,
    /// What went out about consent, by channel.
    #[serde(default)]
    pub consent: Vec<ConsentCounts>,
    /// Who was looked up in Profile before; null where nobody was to be.
    #[serde(default)]
    pub consent_lookup: Option<ConsentLookup>,
    /// Why numbers and objections of earlier uploads were not remembered; null where they were.
    #[serde(default)]
    pub memory: Option<MemoryState>,
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
