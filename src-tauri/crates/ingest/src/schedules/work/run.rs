//! The runs of one slot: what an earlier process left is taken up, then file by file a new one.

use super::super::files::Found;
use super::super::{SlotReason, Tried};
use super::{AtWork, End, gate, of_failure};
use crate::desk::Desk;
use crate::problem::{Failure, Problem};
use crate::progress::Progress;
use crate::report::{RunReport, RunStatus};
use crate::source::SourceFile;
use crate::upload::{Outcome, UploadJob};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::SlotRun;

/// So long another run may send to the same dataset before this one is tried again later.
const LOCK_WAIT: Duration = Duration::from_secs(120);
/// How long the first shoppers are looked for in Profile.
const FIRST_LOOK: Duration = Duration::from_secs(60);

impl AtWork<'_> {
    pub(super) async fn go(&mut self) -> Result<End, Failure> {
        for run in self.slot.runs.clone() {
            if let Some(end) = self.take_up(&run).await? {
                return Ok(end);
            }
        }
        loop {
            let found = match self.next_file().await? {
                Ok(found) => found,
                Err(end) => return Ok(end),
            };
            if let Some(end) = self.one_file(&found).await? {
                return Ok(end);
            }
        }
    }

    /// Brings a run to its end that was begun before, by whoever.
    async fn take_up(&mut self, run: &SlotRun) -> Result<Option<End>, Failure> {
        let Some(row) = self.engine.store().run(&run.run)? else {
            // Noted, and cut off before it was begun.
            let source = self.source(Path::new(&run.path))?;
            return self.upload(run.run.clone(), source).await;
        };
        if row.finished {
            return Ok(None);
        }
        let desk = self.open().await?;
        let quiet = Arc::new(|_: Progress| {});
        let (patience, cancel) = (self.worker.patience, self.worker.cancel.clone());
        // Boxed, as below: all of an upload is inside.
        let outcome = Box::pin(self.engine.resume(&desk, &run.run, patience, quiet, cancel)).await;
        self.ended(&desk, &run.run, outcome).await
    }

    async fn one_file(&mut self, found: &Found) -> Result<Option<End>, Failure> {
        let source = self.source(&found.path)?;
        if let Some(end) = self.against(found, &source)? {
            return Ok(Some(end));
        }
        if self.kept.schedule.dry_run_first {
            return self.dry_run(&source).await.map(Some);
        }
        let planned = found.planned(crate::new_run_id());
        self.engine
            .store()
            .plan_slot_runs(self.kept.id(), &self.slot.local, std::slice::from_ref(&planned))?;
        self.slot.runs.push(planned.clone());
        self.upload(planned.run, source).await
    }

    async fn upload(&mut self, run: String, source: SourceFile) -> Result<Option<End>, Failure> {
        let desk = match self.open().await {
            Ok(desk) => desk,
            Err(failure) => {
                // Never begun: the next try finds its file again.
                self.forget(&run)?;
                return Err(failure);
            }
        };
        let flow = self.kept.schedule.destination.flow.clone();
        let job = UploadJob {
            wait: self.worker.patience,
            lock_wait: LOCK_WAIT,
            // What was handed over has no answer per shopper to remember.
            only_changed: self.kept.schedule.only_changed && flow.is_none(),
            flow,
            gate: Some(self.gate()?),
            older: self.is_released(),
            schedule: Some(self.kept.row.name.clone()),
            ..UploadJob::new(run.clone(), Arc::new(source), self.kept.schedule.mapping.clone())
        };
        let quiet = Arc::new(|_: Progress| {});
        let outcome = Box::pin(self.engine.upload(&desk, job, quiet, self.worker.cancel.clone())).await;
        self.ended(&desk, &run, outcome).await
    }

    /// What a run came to; none when the slot can go on.
    async fn ended(
        &mut self,
        desk: &Desk,
        run: &str,
        outcome: Result<Outcome, Failure>,
    ) -> Result<Option<End>, Failure> {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(failure) => return self.stopped(run, failure).await.map(Some),
        };
        let mut report = outcome.report;
        if report.status == RunStatus::Processing {
            // Handed over; looked at again until the platform is through.
            return Ok(Some(End::Wait));
        }
        if let Some(verification) = outcome.verification {
            let quiet = Arc::new(|_: Progress| {});
            let cancel = &self.worker.cancel;
            let seen = Box::pin(self.engine.verify(desk, verification, FIRST_LOOK, quiet, cancel)).await;
            report = seen.unwrap_or(report);
        }
        self.settle(report).await?;
        Ok(None)
    }

    async fn stopped(&mut self, run: &str, failure: Failure) -> Result<End, Failure> {
        let report = self.engine.run(run).ok();
        let status = report.as_ref().map(|report| report.status);
        if status == Some(RunStatus::Resumable) || failure.sent {
            // It is taken up where it stopped.
            return Ok(End::Later(failure.problem));
        }
        let end = match failure.problem {
            problem @ (Problem::RowsRejected { .. } | Problem::RowsFewer { .. }) => {
                End::Hold(gate::reason_of(problem, &self.kept.schedule.conditions))
            }
            Problem::OlderFile { name, sent } => End::Hold(SlotReason::OlderFile { name, sent }),
            problem => of_failure(problem),
        };
        match (end, report) {
            // The platform had it and took none of it, or does not go on: that is a run that ended, and it is told as one.
            (End::Hold(_), Some(report)) if !report.batches.is_empty() => {
                self.settle(report).await?;
                Ok(End::Done)
            }
            (end, _) => {
                // Nothing was sent: the file is free for another try, and the run stays in the history.
                self.forget(run)?;
                Ok(end)
            }
        }
    }

    async fn settle(&mut self, report: RunReport) -> Result<(), Failure> {
        let news = self.engine.news_of_run(self.kept, &report)?;
        self.worked.runs.push(report);
        self.engine.tell(self.kept, self.worker, news).await;
        Ok(())
    }

    async fn dry_run(&mut self, source: &SourceFile) -> Result<End, Failure> {
        let desk = self.open().await?;
        let tried = self
            .engine
            .tried(
                &desk,
                source,
                &self.kept.schedule,
                Arc::new(|_| {}),
                &self.worker.cancel,
            )
            .await?;
        Ok(End::Tried(tried))
    }

    fn forget(&mut self, run: &str) -> Result<(), Failure> {
        self.slot.runs.retain(|planned| planned.run != run);
        Ok(self.engine.store().drop_slot_run(run)?)
    }

    fn source(&self, path: &Path) -> Result<SourceFile, Failure> {
        Ok(SourceFile::at(path)?.read_as(&self.kept.schedule.mapping.reading))
    }

    async fn open(&self) -> Result<Arc<Desk>, Failure> {
        self.worker
            .doors
            .open(&self.kept.schedule.destination, &self.worker.cancel)
            .await
    }
}

impl crate::Engine {
    /// Checks a file as a schedule would send it, and sends nothing. An open question is its problem.
    pub(in crate::schedules) async fn tried(
        &self,
        desk: &Arc<Desk>,
        source: &SourceFile,
        schedule: &schedule::Schedule,
        sink: Arc<dyn crate::ProgressSink>,
        cancel: &aep::CancellationToken,
    ) -> Result<Tried, Failure> {
        let (desk, source, mapping, cancel) = (desk.clone(), source.clone(), schedule.mapping.clone(), cancel.clone());
        crate::blocking(move || {
            let check = desk.check(&source, &mapping, sink, &cancel)?;
            if let Some(question) = check.questions.first() {
                return Err(Problem::QuestionOpen {
                    column: question.column.clone(),
                    flag: question.flag.clone(),
                }
                .into());
            }
            Ok(Tried {
                file: check.file.name,
                rows: check.rows,
                change: check.change,
            })
        })
        .await
    }
}
