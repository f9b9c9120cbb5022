//! The order among the runs of one dataset. What was cut off is finished first, in the order in which it began; and
//! nothing that is older goes over what is newer without somebody's word: the last value that Profile takes is the one
//! that it shows, and nobody can bring the former one back.

use super::Run;
use super::send::{Known, by_external_id, is_frozen, what_it_is};
use crate::check::Checked;
use crate::desk::{Desk, Link};
use crate::engine::{Engine, report_of};
use crate::problem::{Failure, Problem};
use crate::progress::{Progress, ProgressSink, Waiting};
use crate::report::{ChangeBasis, ChangeCounts, ColumnUse, FileInfo, RunReport, RunStatus, Target};
use aep::{BatchId, OpenBatch};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{BatchRow, BatchState, Landed};
use tokio_util::sync::CancellationToken;

/// So often somebody who waits for another process looks whether it is through.
const LOOK: Duration = Duration::from_millis(200);

/// So long the platform's word about an earlier batch is waited for, which was to be published before.
const PATIENCE: Duration = Duration::from_secs(60);

/// Batches that were left open are looked for so long; then the platform has given them up by itself.
const SWEPT: Duration = Duration::from_secs(7 * 86_400);

type Finishing<'f> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'f>>;

impl Run<'_> {
    /// Finishes what earlier runs into this dataset have left. Boxed, because each of them is a run that is driven.
    pub(super) fn finish_earlier<'f>(&'f mut self, desk: &'f Arc<Desk>) -> Finishing<'f> {
        Box::pin(async move {
            for earlier in self.engine.left_over(&self.report)? {
                // Both land as files that one job takes in their order.
                let same_flow =
                    self.job.flow.is_some() && earlier.handover.as_ref().map(|h| &h.flow) == self.job.flow.as_ref();
                if !same_flow && !self.leaves(&earlier)? {
                    self.finish(desk, &earlier).await?;
                }
            }
            self.engine.sweep(self.link).await;
            Ok(())
        })
    }

    /// The platform took its batch, and nobody waits for results here.
    fn leaves(&self, earlier: &RunReport) -> Result<bool, Failure> {
        let last = self.engine.store().last_batch(&earlier.run)?;
        let is_taken = last.is_some_and(|last| last.state == BatchState::Submitted);
        Ok(is_taken && self.job.wait.is_zero() && earlier.handover.is_none())
    }

    async fn finish(&self, desk: &Arc<Desk>, earlier: &RunReport) -> Result<(), Failure> {
        let ticker = self.ticker.clone();
        let sink: Arc<dyn ProgressSink> = Arc::new(move |of_earlier: Progress| {
            ticker.tick(of_earlier.phase, |p| {
                *p = Progress {
                    run: p.run.take(),
                    waiting: Some(Waiting::EarlierRun),
                    cancellable: true,
                    ..of_earlier
                };
            });
        });
        let started = Instant::now();
        // Jobs take what has landed at their own times.
        let wait = earlier
            .handover
            .as_ref()
            .map_or(self.job.wait.min(PATIENCE), |_| Duration::ZERO);
        loop {
            // It is not this run that is cancelled: left where it stands, it can be taken up once more.
            let never = CancellationToken::new();
            // All of them are finished here, in their order.
            let taking_up = self
                .engine
                .take_up(desk, &earlier.run, wait, sink.clone(), never, false);
            let ended = self.cancel.run_until_cancelled(Box::pin(taking_up)).await;
            let failure = match ended.ok_or(Problem::Cancelled {})? {
                // What has landed is taken at some later time, over whatever was sent meanwhile.
                Ok(outcome) if outcome.report.status == RunStatus::Processing && outcome.report.handover.is_some() => {
                    return Err(Problem::OtherRunActive {}.into());
                }
                // A batch that was to be published goes first, however long the platform works at it.
                Ok(_) => return Ok(()),
                Err(failure) => failure,
            };
            let is_driven = self.engine.alive(&earlier.run).is_err();
            let now = self.engine.run(&earlier.run)?;
            match failure.problem {
                _ if now.finished.is_some() => return Ok(()),
                Problem::OtherRunActive {} if is_driven && started.elapsed() < self.job.lock_wait => {
                    let pause = self.cancel.run_until_cancelled(tokio::time::sleep(LOOK)).await;
                    pause.ok_or(Problem::Cancelled {})?;
                }
                // Its file is gone, and somebody uploads another: what it had begun is given up.
                ref problem if of_source(problem) && earlier.handover.is_some() => {
                    tracing::warn!(run = %earlier.run, ?problem, "what landed cannot be followed");
                    return Ok(());
                }
                ref problem if of_source(problem) && !failure.sent => {
                    self.engine.let_go(self.link, &earlier.run).await?;
                    return self.engine.end_for(now, problem.clone());
                }
                _ => return Err(failure),
            }
        }
    }

    /// A later run has reached the platform since this one began, and nothing of this one may be visible yet: what it
    /// chose to send no longer holds.
    pub(super) fn is_overtaken(&self) -> Result<bool, Failure> {
        let last = self.engine.store().last_batch(&self.job.run)?;
        let is_open = last.is_some_and(|last| !last.state.is_void() && !is_frozen(last.state));
        Ok(is_open
            && self.job.flow.is_none()
            && !self
                .engine
                .reached_after(&self.report.target, Some(&self.job.run), None)?
                .is_empty())
    }

    /// What would be sent is older than what the platform has of the same people.
    pub(super) fn goes_back(&self, checked: &Checked) -> Result<Option<Problem>, Failure> {
        // One that has begun to send, or has landed, has passed here.
        let has_landed = self
            .report
            .handover
            .as_ref()
            .is_some_and(|handover| handover.landed.is_some());
        if self.job.older || checked.watched.is_chosen || has_landed {
            return Ok(None);
        }
        let own = &self.report;
        let newer = self.engine.newer_upload(&ToSend {
            run: Some(&own.run),
            target: &own.target,
            file: &own.file,
            source_sha256: own.source_sha256.as_deref(),
            change: &own.change,
            columns: &own.columns,
        })?;
        Ok(newer.map(|sent| Problem::OlderFile {
            name: own.file.name.clone(),
            sent,
        }))
    }
}

/// What is about to be sent, as far as its age matters.
pub(crate) struct ToSend<'a> {
    /// None for a check.
    pub run: Option<&'a str>,
    pub target: &'a Target,
    pub file: &'a FileInfo,
    pub source_sha256: Option<&'a str>,
    pub change: &'a ChangeCounts,
    pub columns: &'a [ColumnUse],
}

impl Engine {
    /// Runs into the dataset of this one that began before it and were cut off, oldest first.
    fn left_over(&self, own: &RunReport) -> Result<Vec<RunReport>, Failure> {
        let mut left = Vec::new();
        for row in self.store().unfinished()?.into_iter().rev() {
            let id = row.id.clone();
            // One that cannot be read stops nobody.
            let Ok(report) = report_of(row) else { continue };
            if id < own.run && report.target.is_same_place(&own.target) && self.store().last_batch(&id)?.is_some() {
                left.push(report);
            }
        }
        Ok(left)
    }

    /// Runs into a dataset that may be visible, newest first: begun after this run, or of a file that was changed later.
    fn reached_after(
        &self,
        target: &Target,
        run: Option<&str>,
        modified: Option<&str>,
    ) -> Result<Vec<RunReport>, Failure> {
        let Target { sandbox, dataset, .. } = target;
        let rows = self.store().reached_after(sandbox, dataset, run, modified)?.into_iter();
        Ok(rows.filter_map(|row| report_of(row).ok()).collect())
    }

    /// The newer file, by name, whose people would go back to what they were; a file's age is that of its last change, as
    /// the disk has it.
    pub(crate) fn newer_upload(&self, own: &ToSend<'_>) -> Result<Option<String>, Failure> {
        let is_known = match (own.change.against, own.change.changed) {
            (Some(ChangeBasis::Nothing), _) | (Some(ChangeBasis::Last), Some(0)) => return Ok(None),
            (against, _) => against == Some(ChangeBasis::Last),
        };
        let meets = |other: &RunReport| {
            // The same once more is not older, and other fields of the same people do not meet.
            other.source_sha256.as_deref() != own.source_sha256
                && (is_known || shares_fields(own.columns, &other.columns))
        };
        let newer = self.reached_after(own.target, own.run, own.file.modified.as_deref())?;
        Ok(newer.into_iter().find(meets).map(|newer| newer.file.name))
    }

    /// Takes a run's open batch back, so that nothing of it will be visible, and forgets what it had chosen to send.
    pub(super) async fn let_go(&self, link: &Link, run: &str) -> Result<(), Failure> {
        if let Some(last) = self.store().last_batch(run)?.filter(|last| !last.state.is_void()) {
            if is_frozen(last.state) {
                return Err(Failure::from(Problem::OtherRunActive {}).sent());
            }
            let state = take_back(link, &last).await?;
            self.store().settled(run, last.attempt, state)?;
        }
        self.memories()?.resolve(run, Landed::Nothing)?;
        self.ledgers()?.resolve(run, Landed::Nothing)?;
        Ok(())
    }

    /// Aborts batches of ours that runs of the last days left open: an abort that was not answered, a batch that the Catalog
    /// showed late. What cannot be had now is left to the next upload.
    async fn sweep(&self, link: &Link) {
        let since = std::time::SystemTime::now() - SWEPT;
        let from = ulid::Ulid::from_datetime(since).to_string();
        let strays = self.store().strays(&from[..10]).unwrap_or_default();
        for (run, stray) in strays {
            let is_here = self
                .run(&run)
                .is_ok_and(|report| report.target.is_same_place(&link.target));
            if !is_here {
                continue;
            }
            match take_back(link, &stray).await {
                Ok(state) if !stray.state.is_void() => {
                    if let Err(error) = self.store().settled(&run, stray.attempt, state) {
                        tracing::warn!(%run, %error, "a stray batch could not be noted");
                    }
                }
                Ok(_) => {}
                Err(failure) => tracing::warn!(%run, detail = %failure.detail, "a stray batch could not be asked for"),
            }
        }
    }

    /// Ends a run that nobody will take up.
    fn end_for(&self, mut report: RunReport, problem: Problem) -> Result<(), Failure> {
        report.status = RunStatus::Held;
        report.problem = Some(problem);
        report.finished = Some(crate::now());
        self.keep(&report, true)
    }
}

/// Aborts a batch of ours, wherever it is by now; returns what became of it.
async fn take_back(link: &Link, last: &BatchRow) -> Result<BatchState, Failure> {
    let never = CancellationToken::new();
    let known = match last.batch.clone().and_then(|id| BatchId::parse(id).ok()) {
        Some(id) => what_it_is(&link.client.batch(&id, &never).await?),
        // Its answer was lost.
        None => by_external_id(link, &last.external_id, &never).await?,
    };
    match known {
        Known::Open(id) => {
            OpenBatch::adopt(link.client.clone(), id, link.dataset.clone())
                .abort(&never)
                .await?;
            Ok(BatchState::Aborted)
        }
        Known::Void(_, state) => Ok(state),
        Known::HandedOver(_) => Err(Failure::from(Problem::OtherRunActive {}).sent()),
        Known::Nothing => Ok(BatchState::Abandoned),
    }
}

/// The file cannot be read as it was: it is gone, or another.
fn of_source(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::FileMissing { .. }
            | Problem::FileDenied { .. }
            | Problem::FileNotRegular { .. }
            | Problem::FileUnreadable { .. }
            | Problem::FileEmpty { .. }
            | Problem::FileHeaderOnly { .. }
            | Problem::FileNotTable { .. }
            | Problem::FilesDiffer { .. }
            | Problem::SourceChanged { .. }
    )
}

fn shares_fields(one: &[ColumnUse], other: &[ColumnUse]) -> bool {
    let fields = |columns: &[ColumnUse]| -> Vec<String> {
        let sent = columns.iter().filter(|column| column.sent && column.identity.is_none());
        sent.flat_map(|column| column.fields.iter().cloned()).collect()
    };
    let (one, other) = (fields(one), fields(other));
    one.is_empty() || other.is_empty() || one.iter().any(|field| other.contains(field))
}
