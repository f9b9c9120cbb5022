//! Following a batch until the platform has its result, and telling what that result is.

use super::send::Sent;
use super::verify::Verification;
use super::{Reach, Run, millis, reconcile};
use crate::encode::Sample;
use crate::problem::{Failure, Problem};
use crate::progress::Phase;
use crate::report::{PlatformCounts, RunStatus, Verified};
use aep::{Batch, BatchStatus, PromotedBatch};
use std::time::{Duration, Instant};
use store::BatchState;

/// So often the counts are asked for at least, and for so long: a run without them is *not confirmed*, and what it sent is
/// not known the next time. A busy platform has them a moment later than its result.
const COUNT_POLLS: u32 = 6;
const COUNT_PATIENCE: Duration = Duration::from_secs(5);

impl Run<'_> {
    /// Waits for the result and keeps it; the shoppers to look up come back where something was accepted.
    pub(super) async fn settle(&mut self, sent: Sent) -> Result<Option<Verification>, Failure> {
        let started = Instant::now();
        let result = self.follow(&sent).await;
        self.report.phases.processing = Some(millis(started));
        let Some(batch) = result? else {
            self.save(RunStatus::Processing, false)?;
            return Ok(None);
        };
        let store = self.engine.store();
        if !batch.status.is_success() {
            self.reach = Reach::Nothing;
            store.settled(&self.job.run, sent.attempt, BatchState::Failed)?;
            self.report.platform = Some(PlatformCounts {
                accepted: 0,
                refused: sent.shoppers,
            });
            self.refusals(&sent, &batch).await?;
            return Err(failed(&batch).into());
        }
        self.reach = Reach::Published;
        let noted = store.settled(&self.job.run, sent.attempt, BatchState::Succeeded);
        self.is_noted(noted.map_err(Failure::from));
        let counted = self.counted(&sent, batch).await?;
        let status = self.account(&sent, &counted).await?;
        let accepted = self.report.platform.is_some_and(|p| p.accepted > 0);
        let encoded = sent.encoded;
        // As it was written, where it could be read once more.
        if let Some(plan) = sent.plan.filter(|_| encoded.written.has_some()) {
            let compiled = &plan.compiled;
            self.report.identities = encoded.written.identities(compiled);
            self.report.consent = encoded.written.consent(compiled);
        }
        let to_look_up = accepted && !encoded.samples.is_empty();
        if to_look_up {
            let shoppers = encoded.samples.iter().map(Sample::unseen).collect();
            self.report.verified = Some(Verified::of(shoppers));
        }
        let noted = self.save(status, true);
        if !self.is_noted(noted) {
            self.report.problem = Some(Problem::HistoryNotKept {});
        }
        Ok(to_look_up.then(|| Verification {
            report: self.report.clone(),
            samples: encoded.samples,
        }))
    }

    /// The platform's word counts, whether or not it could be written down; the next look finds it again.
    fn is_noted(&self, noted: Result<(), Failure>) -> bool {
        if let Err(failure) = &noted {
            tracing::warn!(run = %self.job.run, detail = %failure.detail, "the platform's answer could not be noted");
        }
        noted.is_ok()
    }

    /// Brings the platform's diagnostics back to the user's rows, and keeps their numbers; how many were found there.
    async fn refusals(&mut self, sent: &Sent, batch: &Batch) -> Result<u64, Failure> {
        let refused = reconcile::refused(self.link, sent.plan.as_ref(), batch, &self.cancel).await;
        let found = refused.rows.len() as u64;
        let noted = self.engine.store().keep_refused(&self.job.run, &refused.rows);
        self.is_noted(noted.map_err(Failure::from));
        self.report.refusals = refused.groups;
        self.refused = refused.shoppers;
        Ok(found)
    }

    /// Polls until the result is there; `None` when the patience ends first.
    async fn follow(&self, sent: &Sent) -> Result<Option<Batch>, Failure> {
        let promoted = PromotedBatch::adopt(self.link.client.clone(), sent.batch.clone());
        self.ticker.show(Phase::Processing, |p| {
            (p.cancellable, p.waiting, p.rows_total) = (false, None, Some(sent.shoppers));
        });
        let started = Instant::now();
        let mut stalled = false;
        for poll in 0.. {
            if started.elapsed() >= self.job.wait && (poll > 0 || self.job.wait.is_zero()) {
                break;
            }
            // An answer that does not come is no result: it is asked for again.
            match promoted.status(&self.cancel).await {
                Ok(batch) if batch.status.is_final() => return Ok(Some(batch)),
                Ok(batch) => stalled = matches!(batch.status, BatchStatus::Stalled),
                Err(aep::Error::Cancelled) => break,
                Err(error) if error.may_pass() => tracing::warn!(%error, "the result could not be asked for"),
                Err(error) => return Err(Failure::from(error).sent()),
            }
            self.ticker.tick(Phase::Processing, |_| {});
            let rest = self.job.wait.saturating_sub(started.elapsed());
            let wait = self.link.pace.wait(poll).min(rest);
            if self
                .cancel
                .run_until_cancelled(tokio::time::sleep(wait))
                .await
                .is_none()
            {
                break;
            }
        }
        if stalled {
            self.engine
                .store()
                .settled(&self.job.run, sent.attempt, BatchState::Stalled)?;
            return Err(Failure::from(Problem::BatchStalled {
                batch: sent.batch.to_string(),
            })
            .sent());
        }
        Ok(None)
    }

    /// The counts come a little after the result.
    async fn counted(&self, sent: &Sent, mut batch: Batch) -> Result<Batch, Failure> {
        let promoted = PromotedBatch::adopt(self.link.client.clone(), sent.batch.clone());
        let started = Instant::now();
        for poll in 0.. {
            let over = poll >= COUNT_POLLS && started.elapsed() >= COUNT_PATIENCE;
            if batch.metrics.refused().is_some() || over || self.cancel.is_cancelled() {
                break;
            }
            tokio::time::sleep(self.link.pace.wait(poll)).await;
            batch = promoted.status(&self.cancel).await.unwrap_or(batch);
        }
        Ok(batch)
    }

    /// Compares the platform's counts with ours: *sent = accepted + refused*, or it is not called done.
    async fn account(&mut self, sent: &Sent, batch: &Batch) -> Result<RunStatus, Failure> {
        let metrics = &batch.metrics;
        let (Some(input), Some(mut refused)) = (metrics.input_records, metrics.refused()) else {
            return Ok(RunStatus::Unconfirmed);
        };
        self.report.platform = Some(PlatformCounts {
            accepted: input - refused,
            refused,
        });
        let parts = metrics.input_files.zip(sent.parts);
        if input != sent.together || parts.is_some_and(|(counted, sent)| counted != sent) {
            self.report.problem = Some(Problem::CountsDiffer {
                sent: sent.together,
                counted: input,
            });
            return Ok(RunStatus::Mismatch);
        }
        if refused > 0 {
            let found = self.refusals(sent, batch).await?;
            if sent.together > sent.shoppers {
                refused = found;
            }
        }
        // Of what a flow took together, every file tells its own share.
        let accepted = sent.shoppers.saturating_sub(refused);
        self.report.platform = Some(PlatformCounts { accepted, refused });
        Ok(match (accepted, refused + self.report.rows.rejected) {
            (0, _) => RunStatus::Failed,
            (_, 0) => RunStatus::Succeeded,
            _ => RunStatus::SucceededWithRejects,
        })
    }
}

fn failed(batch: &Batch) -> Problem {
    let reason = batch
        .errors
        .first()
        .map(|e| format!("{}: {}", e.code, e.description))
        .unwrap_or_default();
    Problem::BatchFailed {
        batch: batch.id.to_string(),
        reason: aep::redact(&reason),
    }
}
