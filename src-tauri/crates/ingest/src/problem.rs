//! Everything that can stop a run, as data. Words live in the catalogues; the English chain behind it is for support.

use aep::NoAnswer;
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
    /// It is still being written, for longer than anybody waits.
    FileGrowing { name: String },
    /// No bytes, or only a byte order mark.
    FileEmpty { name: String },
    /// A header and nothing below it.
    FileHeaderOnly { name: String },
    /// Not text at all; `kind` is what it is: `png`, `xlsx`, `zip`, `pdf`, `html`, `json`, `binary`, …
    FileNotTable { name: String, kind: String },
    /// Several files that are not one table: other headers, and no customers with their addresses.
    FilesDiffer {
        /// Their names.
        name: String,
    },
    /// A workbook's sheet that is too large to be unpacked.
    SheetTooLarge {
        /// Its name.
        name: String,
    },
    /// A record larger than 8 MiB, with the line where it begins.
    RecordTooLarge {
        #[ts(type = "number")]
        line: u64,
    },
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
    /// The organisation has no identity namespace of this code.
    NamespaceUnknown { namespace: String },
    /// The mapping names a field that the schema does not have.
    FieldUnknown { field: String },
    /// The mapping sends a column that can never be sent.
    ColumnBlocked { column: String },
    /// The mapping set cannot be read; the detail says why.
    MappingUnreadable { reason: String },
    /// A question is open.
    QuestionOpen { column: String, flag: String },
    /// This row is not there, or is one that would not be sent.
    RowNotSent {
        #[ts(type = "number")]
        row: u64,
    },
    /// Custom fields that were reviewed and cannot be made; the detail says why.
    FieldsUnusable { reason: String },
    /// The schema is Adobe's or somebody else's, so that nothing can be added to it.
    SchemaNotOwn { schema: String },
    /// Every row was left out.
    NothingToSend {},
    /// The output folder is not empty.
    OutputNotEmpty { name: String },
    /// The disk is full.
    DiskFull {},
    /// The system does not let us write there.
    WriteDenied { name: String },
    /// A file would be written over one that is being read.
    OutputIsSource { name: String },
    /// The history was made by a newer version of the program.
    HistoryNewer {},
    /// The history cannot be opened.
    HistoryUnusable {},
    /// The history was damaged and begun anew, and nobody has seen yet what came back.
    HistoryReset {},
    /// The platform does not answer.
    PlatformUnreachable {
        #[serde(default)]
        cause: Unreached,
    },
    /// The platform answered what its reference does not say.
    PlatformUnexpected { status: u16 },
    /// The gateway takes smaller requests, and parts cannot be made smaller any more.
    PartTooLarge {},
    /// The platform still asks to slow down.
    RateLimited {},
    /// Sign-in was refused.
    SignInRefused {},
    /// The technical account may not do this in this sandbox.
    NotPermitted { sandbox: String },
    /// The technical account may not look people up before they are sent.
    ConsentLookupRefused { sandbox: String },
    /// People could not be looked up before they are sent.
    ConsentLookupFailed {},
    /// There is no such connection.
    ConnectionUnknown { connection: String },
    /// Another connection has this name, or it is none that a connection can have.
    ConnectionNameTaken { connection: String },
    /// Nobody has chosen yet where a connection's shoppers go.
    TargetNotChosen { connection: String },
    /// The first upload to a production sandbox, without its name.
    ProductionUnconfirmed { sandbox: String },
    /// Not a region of the platform.
    RegionUnknown { region: String },
    /// Credentials that cannot be used.
    CredentialsUnusable { fault: crate::CredentialsFault },
    /// The keychain does not let us in now.
    KeychainLocked {},
    /// There is no keychain.
    KeychainAbsent {},
    /// The keychain has no secret for this connection.
    SecretMissing { connection: String },
    /// Longer than keychains take.
    SecretTooLong {},
    /// Something else has this name on the platform, or it is no usable name.
    NameTaken { name: String },
    /// There is no such sandbox.
    SandboxUnknown { sandbox: String },
    /// There is no such dataset.
    DatasetUnknown { dataset: String },
    /// The dataset is not switched on for Profile.
    DatasetNotForProfile { dataset: String },
    /// The platform counts other records than were sent.
    CountsDiffer {
        #[ts(type = "number")]
        sent: u64,
        #[ts(type = "number")]
        counted: u64,
    },
    /// The program ended in the middle; nothing was published.
    Interrupted {},
    /// The platform took none of it.
    BatchFailed { batch: String, reason: String },
    /// The platform has stopped retrying by itself.
    BatchStalled { batch: String },
    /// Another run sends to the same dataset.
    OtherRunActive {},
    /// A newer file was uploaded to the same dataset, and people in it would go back to what they were.
    OlderFile { name: String, sent: String },
    /// Everything was sent, and the history could not be written.
    HistoryNotKept {},
    /// The practice platform could not start.
    PracticeUnavailable {},
    /// Nothing of the run was accepted, so nobody can be looked up.
    NothingToVerify {},
    /// More rows cannot be sent than a schedule allows.
    RowsRejected {
        #[ts(type = "number")]
        rejected: u64,
        #[ts(type = "number")]
        rows: u64,
    },
    /// Fewer rows than a schedule expects, compared with last time.
    RowsFewer {
        #[ts(type = "number")]
        rows: u64,
        #[ts(type = "number")]
        before: u64,
    },
    /// The web address of a file does not give it; 0 where the address itself is unusable.
    AddressRefused { status: u16 },
    /// The web address of a file sends more, or for longer, than any file of customers takes.
    AddressEndless {},
    /// There is no such schedule.
    ScheduleUnknown { schedule: String },
    /// A schedule that cannot be kept.
    ScheduleUnusable { fault: crate::ScheduleFault },
    /// Somebody else decided already.
    SlotNotHeld {},
    /// There is no job of this name.
    FlowUnknown { flow: String },
    /// A job would run more often than every 15 minutes.
    FlowTooOften {},
    /// The dataset takes identities from a map, which the platform's mapper cannot make.
    FlowNeedsIdentityField {},
    /// The platform's mapper says something else for these fields.
    FlowDiffers { fields: String },
    /// What would land has other columns than the job takes.
    FlowOutdated { flow: String },
    /// The system's timer cannot be switched.
    TimerRefused {},
    /// The system opens no page, file or folder; people can go there themselves.
    BrowserUnavailable { address: String },
    /// The manual or the licences are not where the package puts them.
    PartMissing { name: String },
    /// The clipboard cannot be reached.
    ClipboardUnavailable {},
    /// There is no such run.
    RunUnknown { run: String },
    /// What cannot be undone was not confirmed.
    NotConfirmed {},
    /// The user stopped it.
    Cancelled {},
    /// Our own mistake.
    Internal {},
}

/// Why nobody answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(rename_all = "snake_case")]
pub enum Unreached {
    /// No route, no connection, a broken one, or a platform that is out of order.
    #[default]
    NoAnswer,
    /// Whoever answers cannot prove to be the platform.
    Untrusted,
    /// The network's proxy lets nothing through.
    Proxy,
}

impl Problem {
    /// Nobody answers, for no reason that anybody could name.
    pub(crate) fn unreachable() -> Self {
        Self::PlatformUnreachable {
            cause: Unreached::NoAnswer,
        }
    }
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

impl Failure {
    /// A failure before anything could have become visible.
    pub fn new(problem: Problem, detail: impl std::fmt::Display) -> Self {
        Self {
            problem,
            detail: detail.to_string(),
            sent: false,
        }
    }

    /// The same, after the platform was asked to publish.
    pub fn sent(mut self) -> Self {
        self.sent = true;
        self
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        // The code is the detail: there is no error behind a problem that was found by looking.
        let detail = serde_json::to_value(&problem)
            .ok()
            .and_then(|v| v["code"].as_str().map(str::to_owned))
            .unwrap_or_default();
        Self {
            problem,
            detail,
            sent: false,
        }
    }
}

impl From<aep::Error> for Failure {
    fn from(error: aep::Error) -> Self {
        let detail = chain(&error);
        let status = error.refusal().map_or(0, |r| r.status);
        let problem = match error {
            aep::Error::Unreachable(NoAnswer::Untrusted(_)) => Problem::PlatformUnreachable {
                cause: Unreached::Untrusted,
            },
            aep::Error::Unreachable(NoAnswer::Proxy(_)) => Problem::PlatformUnreachable {
                cause: Unreached::Proxy,
            },
            aep::Error::Unreachable(_) => Problem::unreachable(),
            aep::Error::Unauthorized(_) => Problem::SignInRefused {},
            aep::Error::Forbidden { sandbox, .. } => Problem::NotPermitted { sandbox },
            aep::Error::RateLimited { .. } => Problem::RateLimited {},
            aep::Error::Cancelled => Problem::Cancelled {},
            aep::Error::Status(_) if matches!(status, 408 | 500 | 502 | 503 | 504) => Problem::unreachable(),
            aep::Error::NotFound(_)
            | aep::Error::Conflict(_)
            | aep::Error::Invalid(_)
            | aep::Error::Status(_)
            | aep::Error::Answer { .. } => Problem::PlatformUnexpected { status },
            aep::Error::TooLarge(_) => Problem::PartTooLarge {},
            aep::Error::Setup { .. } => Problem::Internal {},
        };
        Self {
            problem,
            detail,
            sent: false,
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        let detail = chain(&error);
        let problem = match error {
            store::Error::DiskFull(_) => Problem::DiskFull {},
            store::Error::Denied(_) => Problem::WriteDenied {
                name: "history.db".to_owned(),
            },
            store::Error::Newer { .. } => Problem::HistoryNewer {},
            store::Error::Unusable(_) => Problem::HistoryUnusable {},
            // The journal would not take a step: our own mistake, and better stopped than guessed.
            store::Error::Refused(_) => Problem::Internal {},
        };
        Self {
            problem,
            detail,
            sent: false,
        }
    }
}

/// The English chain of an error and what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
