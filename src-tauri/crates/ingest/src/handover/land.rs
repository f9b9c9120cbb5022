//! A run on its way through the landing zone: the shoppers land as one file, and from the platform's run that takes it
//! everything goes on as with a batch of our own.
//!
//! The file is made while it is sent, never on our disk. It is the same bytes at every attempt, so that blocks which are
//! there already are not sent again; it is there whole or not at all, and one that landed is never sent twice.

use super::columns;
use super::gzip::{Gzip, compress};
use super::kept::Kept;
use super::piecewise::{Pieces, piecewise};
use super::view::Handover;
use crate::desk::Desk;
use crate::encode::{Form, Work, encode};
use crate::plan::Plan;
use crate::problem::{Failure, Problem};
use crate::progress::Phase;
use crate::upload::{Run, Sent, Way};
use aep::{
    BatchId, FlowId, FlowRun, FlowRunStatus, FlowRuns, LandedName, Landing, LandingError, LandingUpload, UploadId,
};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tabular::{landed_columns, landed_header};

/// A run has one attempt: what landed is not taken back.
const ATTEMPT: u32 = 1;

impl Run<'_> {
    /// Lands the plan's shoppers, unless they have landed, and waits for the platform to take them.
    pub(crate) async fn hand_over(&mut self, desk: &Desk, flow: &str, plan: Arc<Plan>) -> Result<Way, Failure> {
        let kept = self.engine.kept_flow(flow)?;
        // Elsewhere it would lie in a folder that nobody looks into.
        let is_its_place = kept.spec.target.is_same_place(&self.link.target);
        if !is_its_place || kept.spec.columns != landed_columns(&plan.compiled.shape) {
            return Err(Problem::FlowOutdated { flow: kept.name }.into());
        }
        let external_id = self.engine.external_id(&self.job.run, ATTEMPT)?;
        self.engine.store().creating(&self.job.run, ATTEMPT, &external_id)?;
        let mut handover = self.handover(&kept)?;
        if handover.landed.is_none() {
            handover.landed = Some(self.land(&handover, &plan).await?);
            self.note(&handover)?;
        }
        let kept = if kept.spec.made.flow.is_none() {
            let set = columns::rules(&plan.compiled, &kept.spec.mapping.name, &desk.schema().id)?;
            self.engine.make_flow(self.link, kept, set, ',', &self.cancel).await?
        } else {
            kept
        };
        let unknown = || Problem::FlowUnknown {
            flow: kept.name.clone(),
        };
        let flow = kept.spec.made.flow.as_ref().ok_or_else(unknown)?;
        let Some(run) = self.taken(flow, &handover).await? else {
            return Ok(Way::Landed);
        };
        let batch = batch_of(&run)?;
        handover.flow_run = Some(run.id.to_string());
        self.report.batches = vec![batch.to_string()];
        self.note(&handover)?;
        self.submitted(&batch)?;
        let (shoppers, together) = (plan.shoppers(), self.together(flow, &handover, &run).await?);
        // A source that has changed since cannot be compared, but what landed stays landed.
        let encoded = self.encoded(&plan).await.unwrap_or_default();
        let attempt = ATTEMPT;
        let parts = None;
        Ok(Way::Sent(Box::new(Sent {
            attempt,
            batch,
            shoppers,
            together,
            parts,
            plan: Some(plan),
            encoded,
        })))
    }

    /// What the report has of it; noted before anything is sent, so that another process goes on with the same file.
    fn handover(&mut self, kept: &Kept) -> Result<Handover, Failure> {
        if let Some(handover) = &self.report.handover {
            return Ok(handover.clone());
        }
        let handover = Handover {
            flow: kept.id.clone(),
            name: kept.name.clone(),
            file: format!("{}/{}.csv.gz", kept.spec.folder, self.job.run),
            upload: UploadId::random().to_string(),
            landed: None,
            flow_run: None,
        };
        self.note(&handover)?;
        Ok(handover)
    }

    fn note(&mut self, handover: &Handover) -> Result<(), Failure> {
        self.report.handover = Some(handover.clone());
        self.engine.keep(&self.report, false)
    }

    async fn land(&self, handover: &Handover, plan: &Arc<Plan>) -> Result<i64, Failure> {
        let internal = |e| Failure::new(Problem::Internal {}, e);
        let name = LandedName::parse(handover.file.clone()).map_err(|e| internal(e.to_string()))?;
        let upload = LandingUpload {
            id: UploadId::parse(handover.upload.clone()).map_err(|e| internal(e.to_string()))?,
            ..LandingUpload::new(name)
        };
        let client = self.patient();
        let access = client.landing_credentials(false, &self.cancel).await.map_err(failure)?;
        let landing = Landing::open(client, access).map_err(failure)?;
        let (pieces, reader) = piecewise();
        let rows = Arc::new(AtomicU64::new(0));
        let making = {
            let (plan, cancel, rows) = (plan.clone(), self.cancel.clone(), rows.clone());
            crate::blocking(move || Ok(make(&plan, pieces, &rows, &cancel)?))
        };
        let on_progress = |bytes| {
            self.ticker.tick(Phase::Sending, |p| {
                (p.rows_done, p.rows_total) = (rows.load(Ordering::Relaxed), Some(plan.shoppers()));
                (p.bytes_done, p.waiting) = (bytes, None);
            });
        };
        let putting = landing.put(&upload, reader, on_progress, &self.cancel);
        let (made, put) = tokio::join!(making, putting);
        match (made, put) {
            (Ok(()), Ok(landed)) => Ok(landed.modified),
            // What could not be made is the cause of what could not be read.
            (Err(made), Err(LandingError::Source(_)) | Ok(_)) => Err(made),
            (_, Err(put)) => Err(failure(put)),
        }
    }

    /// The platform's run that took the file, once it has named its batch.
    async fn taken(&self, flow: &FlowId, handover: &Handover) -> Result<Option<FlowRun>, Failure> {
        let landed = millis(handover.landed.unwrap_or_default());
        self.ticker.show(Phase::Processing, |p| {
            (p.cancellable, p.waiting) = (false, None);
        });
        let started = Instant::now();
        for poll in 0.. {
            match self.link.client.runs(flow, FlowRuns::Since(landed), &self.cancel).await {
                Ok(runs) => {
                    if let Some(run) = taker(&runs, landed, self.report.rows.send) {
                        return Ok(Some(run.clone()));
                    }
                }
                Err(aep::Error::Cancelled) => break,
                Err(error) if error.may_pass() => tracing::warn!(%error, "the job's runs could not be asked for"),
                Err(error) => return Err(Failure::from(error).sent()),
            }
            self.ticker.tick(Phase::Processing, |_| {});
            let rest = self.job.wait.saturating_sub(started.elapsed());
            let wait = self.link.pace.wait(poll).min(rest);
            let slept = self.cancel.run_until_cancelled(tokio::time::sleep(wait)).await;
            if rest.is_zero() || slept.is_none() {
                break;
            }
        }
        Ok(None)
    }

    fn submitted(&self, batch: &BatchId) -> Result<(), Failure> {
        let store = self.engine.store();
        let known = store.last_batch(&self.job.run)?;
        if known.is_some_and(|last| last.batch.is_some()) {
            return Ok(());
        }
        store.opened(&self.job.run, ATTEMPT, batch.as_str())?;
        store.completing(&self.job.run, ATTEMPT)?;
        Ok(store.submitted(&self.job.run, ATTEMPT)?)
    }

    /// The shoppers of every file of ours that the same run took, whether or not its own upload has asked yet.
    async fn together(&self, flow: &FlowId, handover: &Handover, run: &FlowRun) -> Result<u64, Failure> {
        let mut together = self.report.rows.send;
        let others = self.engine.history(OTHERS)?.into_iter();
        let others = others.filter(|other| other.run != self.job.run).filter_map(|other| {
            let its = other.handover.filter(|its| its.flow == handover.flow)?;
            Some((millis(its.landed?), its.flow_run, other.rows.send))
        });
        let others: Vec<_> = others.collect();
        let unasked = others
            .iter()
            .filter(|(_, run, _)| run.is_none())
            .map(|(landed, ..)| *landed)
            .min();
        let runs = match unasked {
            Some(since) => self.patient().runs(flow, FlowRuns::Since(since), &self.cancel).await?,
            None => Vec::new(),
        };
        for (landed, its_run, rows) in others {
            let its_run = its_run.or_else(|| Some(taker(&runs, landed, rows)?.id.to_string()));
            if its_run.as_deref() == Some(run.id.as_str()) {
                together += rows;
            }
        }
        Ok(together)
    }
}

/// Runs to look through for files that were taken together.
const OTHERS: usize = 200;

/// Makes the file piece by piece.
fn make(plan: &Plan, pieces: Pieces, rows: &AtomicU64, cancel: &aep::CancellationToken) -> Result<(), Problem> {
    let internal = |_| Problem::Internal {};
    let unheard = |_| Problem::Cancelled {};
    let mut gzip = Gzip::default();
    let header = landed_header(&plan.compiled.shape).map_err(|_| Problem::Internal {})?;
    pieces.send(Gzip::head()).map_err(unheard)?;
    pieces
        .send(gzip.push(compress(&header).map_err(internal)?))
        .map_err(unheard)?;
    let stored = HashSet::new();
    let work = Work {
        plan,
        form: Form::Landed,
        stored: &stored,
        cancel,
    };
    encode(&work, |part| {
        rows.fetch_add(part.info.rows, Ordering::Relaxed);
        pieces
            .send(gzip.push(compress(&part.bytes).map_err(internal)?))
            .map_err(unheard)
    })?;
    pieces.send(gzip.end()).map_err(unheard)?;
    pieces.end().map_err(unheard)
}

fn millis(seconds: i64) -> u64 {
    1_000 * u64::try_from(seconds).unwrap_or_default()
}

/// Of a job's runs, the latest first, the one that took a file: the first that began when it was there and took as much as
/// it has, or ended badly. The landing zone tells whole seconds.
fn taker(runs: &[FlowRun], landed: u64, rows: u64) -> Option<&FlowRun> {
    let takes = |run: &&FlowRun| {
        let is_later = run.started.is_none_or(|started| started >= landed);
        let took = !run.batches.is_empty() && run.counts.records_in.is_none_or(|read| read >= rows);
        is_later && (took || run.status == FlowRunStatus::Failed)
    };
    runs.iter().rev().find(takes)
}

fn batch_of(run: &FlowRun) -> Result<BatchId, Failure> {
    run.batches.first().cloned().ok_or_else(|| {
        let said = run
            .errors
            .first()
            .map(|fault| fault.message.clone())
            .unwrap_or_default();
        Failure::from(Problem::BatchFailed {
            batch: run.id.to_string(),
            reason: said,
        })
        .sent()
    })
}

/// What the landing zone says, as a problem.
pub(super) fn failure(error: LandingError) -> Failure {
    match error {
        LandingError::Refused(error) => error.into(),
        LandingError::Empty => Problem::NothingToSend {}.into(),
        LandingError::Source(error) => Failure::new(Problem::Internal {}, error),
        LandingError::Elsewhere
        | LandingError::Incomplete(_)
        | LandingError::TooLong
        | LandingError::Differs { .. } => Failure::new(Problem::PlatformUnexpected { status: 200 }, error),
    }
}
