//! Everything that can stop a run, as data. Words live in the catalogues; the English chain behind it is for support.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What stopped it, as `{"code":"…","params":{…}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
#[ts(export)]
pub enum Problem {
    /// There is no such file.
    FileMissing { name: String },
    /// The system does not let us read it.
    FileDenied { name: String },
    /// A folder, a device or a pipe.
    FileNotRegular { name: String },
    /// Reading failed midway.
    FileUnreadable { name: String },
    /// No bytes, or only a byte order mark.
    FileEmpty { name: String },
    /// A header and nothing below it.
    FileHeaderOnly { name: String },
    /// Not text at all; `kind` is what it is: `png`, `xlsx`, `zip`, `pdf`, `html`, `json`, `binary`, …
    FileNotTable { name: String, kind: String },
    /// A record larger than 8 MiB, with the line where it begins.
    RecordTooLarge { #[ts(type = "number")] line: u64 },
    /// More than 10,000 columns.
    ColumnsTooMany { count: usize },
    /// A header name over 512 bytes.
    HeaderTooLong { index: usize },
    /// The file is not what it was when it was checked.
    SourceChanged { name: String },
    /// No column is mapped to the e-mail address.
    EmailColumnMissing {},
    /// The mapping names a column that the file does not have.
    ColumnMissing { column: String },
    /// The mapping names a field that the schema does not have.
    FieldUnknown { field: String },
    /// The mapping sends a column that can never be sent.
    ColumnBlocked { column: String },
    /// The mapping set cannot be read; the detail says why.
    MappingUnreadable { reason: String },
    /// A question is open.
    QuestionOpen { column: String, flag: String },
    /// Every row was left out.
    NothingToSend {},
    /// The output folder is not empty.
    OutputNotEmpty { name: String },
    /// The disk is full.
    DiskFull {},
    /// The system does not let us write there.
    WriteDenied { name: String },
    /// The history was made by a newer version of the program.
    HistoryNewer {},
    /// The history cannot be opened.
    HistoryUnusable {},
    /// The platform does not answer.
    PlatformUnreachable {},
    /// The platform answered what its reference does not say.
    PlatformUnexpected { status: u16 },
    /// The platform still asks to slow down.
    RateLimited {},
    /// Sign-in was refused.
    SignInRefused {},
    /// The technical account may not do this in this sandbox.
    NotPermitted { sandbox: String },
    /// There is no such connection.
    ConnectionUnknown { connection: String },
    /// There is no such sandbox.
    SandboxUnknown { sandbox: String },
    /// There is no such dataset.
    DatasetUnknown { dataset: String },
    /// The dataset is not switched on for Profile.
    DatasetNotForProfile { dataset: String },
    /// The platform took none of it.
    BatchFailed { batch: String, reason: String },
    /// The platform has stopped retrying by itself.
    BatchStalled { batch: String },
    /// Another run sends to the same dataset.
    OtherRunActive {},
    /// The practice platform could not start.
    PracticeUnavailable {},
    /// There is no such run.
    RunUnknown { run: String },
    /// The user stopped it.
    Cancelled {},
    /// Our own mistake.
    Internal {},
}

/// How it leaves the engine: the problem, an English chain for support, and whether anything may have become visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Failure {
    /// What stopped it.
    pub problem: Problem,
    /// For "copy details" and the log; never shown as the message.
    pub detail: String,
    /// Something may have become visible on the platform.
    pub sent: bool,
}
