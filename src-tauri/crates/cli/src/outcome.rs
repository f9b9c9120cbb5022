//! How a command ends: the contract's exit codes.

use ingest::{Failure, Problem, RowCounts, RunReport, RunStatus};
use std::process::ExitCode;

/// The contract's exit codes (§1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every row accounted for, none left out.
    Done = 0,
    /// Done, with rows rejected here or refused there, or with something in Profile that is not as it should be.
    WithRejects = 1,
    /// Usage.
    Usage = 2,
    /// The file, mapping or an open question stops it.
    Data = 65,
    /// The platform cannot be reached.
    Unreachable = 69,
    /// Cannot write.
    CannotWrite = 73,
    /// Try again later.
    Later = 75,
    /// Not permitted.
    NotPermitted = 77,
    /// Cancelled by the user.
    Cancelled = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// From the best end to the worst: what asks a person to act counts more than what comes right by itself.
const FROM_BEST: [Exit; 9] = [
    Exit::Done,
    Exit::WithRejects,
    Exit::Later,
    Exit::Unreachable,
    Exit::CannotWrite,
    Exit::Data,
    Exit::NotPermitted,
    Exit::Usage,
    Exit::Cancelled,
];

impl Exit {
    /// Of several ends in one command.
    pub(crate) fn worst(ends: impl Iterator<Item = Self>) -> Self {
        ends.max_by_key(|end| FROM_BEST.iter().position(|known| known == end))
            .unwrap_or(Self::Done)
    }

    /// Of a check or preparation.
    pub(crate) fn of_rows(rows: RowCounts) -> Self {
        if rows.rejected == 0 {
            Self::Done
        } else {
            Self::WithRejects
        }
    }

    /// Of a run. Two people in one profile are for a person to look at, however well the rest went.
    pub(crate) fn of_run(report: &RunReport) -> Self {
        let is_merged = report.verified.as_ref().is_some_and(|seen| seen.merged_with_other > 0);
        match Self::of_status(report.status) {
            Self::Done if is_merged => Self::WithRejects,
            end => end,
        }
    }

    fn of_status(status: RunStatus) -> Self {
        match status {
            RunStatus::Running | RunStatus::Succeeded | RunStatus::Processing | RunStatus::Unconfirmed => Self::Done,
            RunStatus::SucceededWithRejects | RunStatus::Mismatch | RunStatus::Failed => Self::WithRejects,
            RunStatus::Held => Self::Data,
            RunStatus::Stalled | RunStatus::Resumable => Self::Unreachable,
            RunStatus::Cancelled => Self::Cancelled,
        }
    }

    /// Of a failure.
    pub(crate) fn of_failure(failure: &Failure) -> Self {
        match failure.problem {
            Problem::Cancelled {} => Self::Cancelled,
            Problem::DiskFull {}
            | Problem::WriteDenied { .. }
            | Problem::OutputIsSource { .. }
            | Problem::TimerRefused {}
            | Problem::HistoryUnusable {}
            | Problem::HistoryReset {}
            | Problem::HistoryNewer {} => Self::CannotWrite,
            Problem::OutputNotEmpty { .. }
            | Problem::ConnectionUnknown { .. }
            | Problem::ConnectionNameTaken { .. }
            | Problem::RegionUnknown { .. }
            | Problem::NothingToVerify {}
            | Problem::NotConfirmed {}
            | Problem::ScheduleUnusable { .. }
            | Problem::SlotNotHeld {}
            | Problem::FlowTooOften {}
            | Problem::RunUnknown { .. } => Self::Usage,
            Problem::PlatformUnreachable { .. }
            | Problem::ConsentLookupFailed {}
            | Problem::PlatformUnexpected { .. }
            | Problem::PartTooLarge {}
            | Problem::BrowserUnavailable { .. }
            | Problem::PartMissing { .. }
            | Problem::ClipboardUnavailable {}
            | Problem::PracticeUnavailable {}
            | Problem::BatchStalled { .. }
            // Both leave a run that can be taken up again.
            | Problem::Internal {}
            | Problem::Interrupted {} => Self::Unreachable,
            Problem::FileGrowing { .. } | Problem::RateLimited {} | Problem::OtherRunActive {} | Problem::KeychainLocked {} | Problem::KeychainAbsent {} => {
                Self::Later
            }
            Problem::SignInRefused {}
            | Problem::NotPermitted { .. }
            | Problem::ConsentLookupRefused { .. }
            | Problem::SandboxUnknown { .. }
            | Problem::SecretMissing { .. }
            | Problem::ProductionUnconfirmed { .. } => {
                Self::NotPermitted
            }
            Problem::BatchFailed { .. } | Problem::CountsDiffer { .. } => Self::WithRejects,
            Problem::HistoryNotKept {} => Self::Done,
            Problem::CredentialsUnusable { .. }
            | Problem::SecretTooLong {}
            | Problem::TargetNotChosen { .. }
            | Problem::NameTaken { .. }
            | Problem::FileMissing { .. }
            | Problem::FileDenied { .. }
            | Problem::FileNotRegular { .. }
            | Problem::FileUnreadable { .. }
            | Problem::FileEmpty { .. }
            | Problem::FileHeaderOnly { .. }
            | Problem::FileNotTable { .. }
            | Problem::FilesDiffer { .. }
            | Problem::SheetTooLarge { .. }
            | Problem::RecordTooLarge { .. }
            | Problem::ColumnsTooMany { .. }
            | Problem::HeaderTooLong { .. }
            | Problem::SourceChanged { .. }
            | Problem::OlderFile { .. }
            | Problem::EmailColumnMissing {}
            | Problem::ColumnMissing { .. }
            | Problem::FieldUnknown { .. }
            | Problem::NamespaceUnknown { .. }
            | Problem::ColumnBlocked { .. }
            | Problem::MappingUnreadable { .. }
            | Problem::QuestionOpen { .. }
            | Problem::RowNotSent { .. }
            | Problem::FieldsUnusable { .. }
            | Problem::SchemaNotOwn { .. }
            | Problem::NothingToSend {}
            | Problem::ScheduleUnknown { .. }
            | Problem::FlowUnknown { .. }
            | Problem::FlowNeedsIdentityField {}
            | Problem::FlowDiffers { .. }
            | Problem::FlowOutdated { .. }
            | Problem::RowsRejected { .. }
            | Problem::RowsFewer { .. }
            | Problem::AddressRefused { .. }
            | Problem::AddressEndless {}
            | Problem::DatasetUnknown { .. }
            | Problem::DatasetNotForProfile { .. } => Self::Data,
        }
    }
}

/// Words that were not understood, or a wish for help: clap has its own texts for both. With `--json` the contract's
/// one document is kept.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let json = std::env::args().any(|word| word == "--json");
    if error.use_stderr() && json {
        crate::terminal::line(&serde_json::json!({"problem": {"code": "usage", "params": {}}, "detail": error.kind().to_string(), "sent": false}).to_string());
    }
    // Nothing can be said where standard error is closed.
    drop(error.print());
    if error.use_stderr() {
        Exit::Usage.into()
    } else {
        Exit::Done.into()
    }
}
