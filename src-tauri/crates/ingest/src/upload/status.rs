//! How a run stands after what stopped it.

use crate::problem::{Failure, Problem};
use crate::report::{RunReport, RunStatus};

/// A run that has begun to send, be it into a batch or into the landing zone, goes on later where what stopped it passes.
pub(super) fn status_after(failure: &Failure, report: &RunReport) -> RunStatus {
    let has_begun = !report.batches.is_empty() || report.handover.is_some();
    match failure.problem {
        Problem::BatchStalled { .. } => RunStatus::Stalled,
        Problem::CountsDiffer { .. } => RunStatus::Mismatch,
        // Only the platform's word ends what may be visible.
        _ if failure.sent => RunStatus::Resumable,
        Problem::Cancelled {} => RunStatus::Cancelled,
        Problem::PlatformUnreachable { .. }
        | Problem::OtherRunActive {}
        | Problem::RateLimited {}
        | Problem::SignInRefused {}
        | Problem::DiskFull {}
            if has_begun =>
        {
            RunStatus::Resumable
        }
        Problem::QuestionOpen { .. }
        | Problem::SourceChanged { .. }
        | Problem::OtherRunActive {}
        | Problem::OlderFile { .. }
        | Problem::ConsentLookupRefused { .. }
        | Problem::RowsRejected { .. }
        | Problem::RowsFewer { .. } => RunStatus::Held,
        _ => RunStatus::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::handover::Handover;
    use crate::report::{Place, Target};
    use crate::source::SourceFile;
    use crate::upload::UploadJob;
    use std::sync::Arc;

    /// Before anything was sent.
    fn report() -> RunReport {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.csv");
        std::fs::write(&path, "email\nanna@shop.nl\n").unwrap();
        let engine = Engine::open(Some(&folder.path().join("data"))).unwrap();
        let target = Target {
            connection: "practice".to_owned(),
            connection_id: "practice".to_owned(),
            sandbox: "practice".to_owned(),
            dataset: "d".to_owned(),
            dataset_name: "D".to_owned(),
            place: Place::Practice,
            keeps_missing: true,
        };
        let job = UploadJob::new(
            crate::new_run_id(),
            Arc::new(SourceFile::at(&path).unwrap()),
            xdm::MappingSet::new("Customers"),
        );
        engine.new_report(&job, &target).unwrap()
    }

    #[test]
    fn a_network_that_is_gone_ends_only_a_run_that_has_not_begun() {
        let gone = Failure::from(Problem::unreachable());
        let mut report = report();
        assert_eq!(status_after(&gone, &report), RunStatus::Failed);
        report.handover = Some(Handover::default());
        assert_eq!(status_after(&gone, &report), RunStatus::Resumable);
        report.handover = None;
        report.batches = vec!["b".to_owned()];
        assert_eq!(status_after(&gone, &report), RunStatus::Resumable);
    }
}
