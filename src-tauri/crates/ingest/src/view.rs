//! Shapes that only the window needs: what it draws before anything is sent. Cells appear here, and nowhere else,
//! because the merchant looks at the own file; nothing of this is stored or logged.

use crate::parent::ParentRun;
use crate::report::{FieldView, FileInfo, Inspection, Target};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use xdm::{FindingCode, MappingSet};

/// A file that was chosen or dropped. The page never learns its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Opened {
    /// Stands for the file in every later call of this session.
    pub ticket: String,
    /// Base name.
    pub name: String,
    /// Size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What the page asks for when it starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Session {
    /// Of the program.
    pub version: String,
    /// BCP 47, of the system.
    pub locale: String,
    /// A file that came with the start.
    pub pending: Option<Opened>,
    /// A run that is under way.
    pub running: Option<String>,
    /// A schedule that was asked for.
    pub schedule: Option<AskedSchedule>,
    /// The history was damaged, and nobody has seen yet what came back.
    pub reset: Option<HistoryReset>,
}

/// What became of a damaged history. Until somebody has seen it nothing is uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryReset {
    /// When it was found, RFC 3339 in UTC.
    pub at: String,
    /// Uploads that came back.
    #[ts(type = "number")]
    pub runs: u64,
    /// Something of the uploads, or of what was going on, did not come back.
    pub incomplete: bool,
    /// Somebody may be missing from the list of people who are never uploaded.
    pub never_incomplete: bool,
}

/// A schedule that a notification, the icon in the desktop's bar or a start asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AskedSchedule {
    /// Its id.
    pub schedule: String,
    /// The slot that waits for somebody, where one is meant.
    pub local: Option<String>,
}

/// What the program is and where it keeps things, for its user and whoever helps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct About {
    /// Of the program.
    pub version: String,
    /// Of Tauri.
    pub tauri: String,
    /// What shows the page, with its version.
    pub webview: String,
    /// The operating system and the processor.
    pub system: String,
    /// The folder of history and settings.
    pub data: String,
    /// The folder of the log.
    pub logs: String,
}

/// Everything that the check page draws first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Inspected {
    /// What the file looks like.
    pub inspection: Inspection,
    /// The proposal.
    pub mapping: MappingSet,
    /// Where it would go.
    pub target: Target,
    /// The fields that columns can go to.
    pub fields: Vec<FieldView>,
    /// Names from the file that prove the encoding.
    pub proof: Vec<String>,
    /// When this very file was uploaded there before, RFC 3339.
    pub uploaded_before: Option<String>,
    /// The mapping is one that was used before, not the proposal.
    pub remembered: Option<Remembered>,
    /// They are rows that were left out before, put right.
    pub corrections: Option<Corrections>,
}

/// What customers can be told apart by in a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IdentityWays {
    /// The codes of the organisation's identity namespaces.
    pub namespaces: Vec<String>,
    /// The field that the dataset's schema tells people apart by; null where records carry an identity map.
    pub field: Option<IdentityField>,
}

/// A field that a schema tells people apart by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IdentityField {
    /// Dotted path, `tenant.` for the organisation's own root.
    pub path: String,
    /// The namespace's code.
    pub namespace: String,
}

/// What a row says about consent to one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ConsentStand {
    /// Yes.
    Allow,
    /// No.
    Object,
    /// Nothing.
    Unsaid,
}

/// How one cell is understood that may say something about consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ConsentMeaning {
    /// It says nothing.
    Nothing,
    /// A yes.
    Allow,
    /// A no.
    Object,
    /// It waits for an answer: neither, and no yes beside it counts.
    Open,
    /// Nobody knows: it may be an objection.
    Unreadable,
}

/// Rows that were left out before, put right; the columns that we added to them are not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Corrections {
    /// The run that left them out, where this computer knows it.
    pub parent: Option<ParentRun>,
}

/// A mapping set that was used before and is used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Remembered {
    /// When it was last used, RFC 3339.
    pub used: String,
    /// Columns that the file did not have then.
    pub added: Vec<String>,
    /// Columns that it had then.
    pub missing: Vec<String>,
    /// What would have been proposed instead.
    pub suggested: MappingSet,
}

/// A mapping set that somebody brings, fitted to the file in front.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportedMapping {
    /// Without what the file does not have.
    pub mapping: MappingSet,
    /// Columns of the file that it reads.
    pub used: Vec<String>,
    /// Columns that it names and the file does not have.
    pub missing: Vec<String>,
    /// Columns of the file that it does not name.
    pub added: Vec<String>,
}

/// What became of the list of those who are never uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NeverChange {
    /// 1.
    pub version: u32,
    /// Addresses put on or taken off.
    #[ts(type = "number")]
    pub changed: u64,
    /// Texts that are no address.
    #[ts(type = "number")]
    pub unreadable: u64,
    /// Addresses on the list now.
    #[ts(type = "number")]
    pub total: u64,
}

/// What becomes of some cells under a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldPreview {
    /// The field.
    pub field: String,
    /// A few cells.
    pub samples: Vec<SamplePreview>,
}

/// One cell before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SamplePreview {
    /// As in the file.
    pub before: String,
    /// As sent; null where nothing is.
    pub after: Option<String>,
    /// Why nothing is.
    pub finding: Option<FindingCode>,
}

/// A row of the file, without blocked columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowCells {
    /// Record number from 1.
    #[ts(type = "number")]
    pub row: u64,
    /// Line number from 1.
    #[ts(type = "number")]
    pub line: u64,
    /// Column and cell, cut at 200 characters.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Cell {
    /// The column.
    pub column: String,
    /// Its text.
    pub text: String,
}

/// A file that was written where the user said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedFile {
    /// Base name.
    pub name: String,
    /// Rows in it.
    #[ts(type = "number")]
    pub rows: u64,
}

/// What else is forgotten together with ledgers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ForgetAlso {
    /// Which number was sent with which e-mail address.
    pub numbers: bool,
    /// Who has objected.
    pub objections: bool,
}

/// Ledgers that were forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// 1.
    pub version: u32,
    /// How many.
    pub forgotten: u64,
    /// Numbers whose e-mail addresses were forgotten; null where they stay remembered.
    pub numbers: Option<u64>,
    /// Objections that were forgotten; null where they stay remembered.
    pub objections: Option<u64>,
}

impl From<&crate::source::SourceFile> for FileInfo {
    fn from(source: &crate::source::SourceFile) -> Self {
        Self {
            name: source.name.clone(),
            bytes: source.bytes,
            modified: source.modified(),
        }
    }
}
