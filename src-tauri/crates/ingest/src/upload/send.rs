//! Sending: one run, one batch, one commit point. Each step is journalled before its effect; whatever is unknown
//! after an error is asked of the platform, never assumed (reliability R1–R6).

use super::{ENGINE_VERSION, Reach, Run};
use crate::connections::SendSettings;
use crate::desk::Link;
use crate::encode::{Encoded, Form, Work, encode};
use crate::plan::{BuiltPart, PartFormat, Plan};
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, Waiting};
use aep::{
    Batch, BatchFilter, BatchId, BatchStatus, FileFormat, FileName, NewBatch, OpenBatch, PartialSpelling,
    PromotedBatch, Retry,
};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use store::{BatchState, NewPart};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Parts on their way at once: with those being built this stays within the 96 MiB of decision 1.
const IN_FLIGHT: usize = 2;
/// How often the Catalog is asked for a batch whose answer was lost, over a minute (F16).
const LOOKUPS: u32 = 5;
/// Further attempts after batches that were given up while we were away.
const ATTEMPTS: u32 = 5;

/// A batch that the platform has.
pub(crate) struct Sent {
    pub attempt: u32,
    pub batch: BatchId,
    /// Shoppers of ours in it.
    pub shoppers: u64,
    /// Shoppers in it altogether: a flow can take several of our files at once.
    pub together: u64,
    /// Files that it was made of; none where the platform made it.
    pub parts: Option<u64>,
    /// What was sent, to find the rows that were refused; none where its file cannot be read as it was.
    pub plan: Option<Arc<Plan>>,
    pub encoded: Encoded,
}

/// What to do with a batch that is known by its external id.
pub(super) enum Known {
    Open(BatchId),
    HandedOver(BatchId),
    Void(BatchId, BatchState),
    Nothing,
}

impl Run<'_> {
    /// Sends the plan as one batch and returns when the platform took it. Without a plan, what was to be published is only
    /// asked for.
    pub(super) async fn send(&mut self, plan: Option<Arc<Plan>>) -> Result<Sent, Failure> {
        let last = self.engine.store().last_batch(&self.job.run)?;
        let first = last.as_ref().map_or(1, |last| {
            if last.state.is_void() {
                last.attempt + 1
            } else {
                last.attempt
            }
        });
        for attempt in first..first + ATTEMPTS {
            if let Some(sent) = self.attempt(attempt, plan.as_ref()).await? {
                return Ok(sent);
            }
            tracing::info!(run = %self.job.run, attempt, "the batch is void, a new one is opened");
        }
        Err(Problem::PlatformUnexpected { status: 200 }.into())
    }

    /// One attempt; `None` when its batch turned out to be void.
    async fn attempt(&mut self, attempt: u32, plan: Option<&Arc<Plan>>) -> Result<Option<Sent>, Failure> {
        let external_id = self.engine.external_id(&self.job.run, attempt)?;
        let store = self.engine.store();
        if let Some(last) = store
            .last_batch(&self.job.run)?
            .filter(|last| last.attempt == attempt && is_frozen(last.state))
        {
            return self.take_up(attempt, last.batch, plan).await;
        }
        let Some(plan) = plan else {
            // Nothing of it became visible, and there is nothing to send it from.
            return Err(self.source_changed().into());
        };
        store.creating(&self.job.run, attempt, &external_id)?;
        match store.plan(&self.job.run, attempt, &planned(plan)) {
            Ok(()) => {}
            // Other parts than those that the platform may have: of a changed file, or of another version of the program.
            Err(store::Error::Refused(_)) => {
                self.engine.let_go(self.link, &self.job.run).await?;
                if self.is_another_file(plan) {
                    return Err(self.source_changed().into());
                }
                return Ok(None);
            }
            Err(other) => return Err(other.into()),
        }
        let batch = match self.known(&external_id).await? {
            Known::Open(id) => id,
            Known::Nothing => match self.create(&external_id).await? {
                Known::Open(id) if self.threshold_is_taken(&id).await => id,
                Known::Open(id) => return self.open_again(attempt, &id).await.map(|()| None),
                Known::HandedOver(id) => return self.handed_over(attempt, id, Some(plan)).await.map(Some),
                Known::Void(id, state) => return self.void(attempt, &id, state).map(|()| None),
                Known::Nothing => return Err(Problem::unreachable().into()),
            },
            Known::HandedOver(id) => return self.handed_over(attempt, id, Some(plan)).await.map(Some),
            Known::Void(id, state) => return self.void(attempt, &id, state).map(|()| None),
        };
        store.opened(&self.job.run, attempt, batch.as_str())?;
        self.report.batches = vec![batch.to_string()];
        self.engine.keep(&self.report, false)?;
        let open = OpenBatch::adopt(self.patient(), batch.clone(), self.link.dataset.clone());
        let encoded = match self.put_parts(attempt, &open, plan).await {
            Ok(encoded) => encoded,
            Err(failure) => return Err(self.give_up(attempt, open, failure).await),
        };
        self.commit(attempt, open).await?;
        Ok(Some(sent(attempt, batch, plan, encoded)))
    }

    /// The intent to commit was journalled: only this batch may ever become visible, so it is asked for and nothing else
    /// is opened (R4).
    async fn take_up(
        &mut self,
        attempt: u32,
        batch: Option<String>,
        plan: Option<&Arc<Plan>>,
    ) -> Result<Option<Sent>, Failure> {
        self.reach = Reach::Intended;
        let id = batch
            .and_then(|id| BatchId::parse(id).ok())
            .ok_or(Problem::Internal {})?;
        let batch = self
            .patient()
            .batch(&id, &self.cancel)
            .await
            .map_err(|e| Failure::from(e).sent())?;
        match what_it_is(&batch) {
            Known::Void(id, state) => {
                self.reach = Reach::Nothing;
                return self.void(attempt, &id, state).map(|()| None);
            }
            Known::Open(id) => {
                self.commit(attempt, OpenBatch::adopt(self.patient(), id, self.link.dataset.clone()))
                    .await?;
            }
            Known::HandedOver(_) | Known::Nothing => {}
        }
        self.handed_over(attempt, id, plan).await.map(Some)
    }

    /// The client with the patience of a run that has a batch, telling why it waits.
    pub(crate) fn patient(&self) -> aep::Client {
        let ticker = self.ticker.clone();
        self.link.client.with_retry(Retry::INTERACTIVE).on_pause(move |pause| {
            let waiting = if pause.status == Some(429) {
                Waiting::SlowDown
            } else {
                Waiting::Network
            };
            ticker.show(Phase::Sending, |p| p.waiting = Some(waiting));
        })
    }

    /// Before anything is opened, the Catalog is asked whether it is there already (R3).
    async fn known(&self, external_id: &str) -> Result<Known, Failure> {
        by_external_id(self.link, external_id, &self.cancel).await
    }

    async fn create(&self, external_id: &str) -> Result<Known, Failure> {
        let format = match self.job.format {
            PartFormat::Parquet => FileFormat::Parquet,
            PartFormat::Jsonl => FileFormat::JsonLines,
        };
        let key = self.link.target.connection_key();
        let settings = self.engine.send_settings(key)?;
        let mut new = NewBatch {
            partial_percent: Some(settings.threshold).filter(|percent| *percent > 0),
            spelling: if settings.older_threshold_name {
                PartialSpelling::Percentage
            } else {
                PartialSpelling::Percent
            },
            ..NewBatch::new(self.link.dataset.clone(), format, external_id)
        };
        let mut opened = self.link.client.open_batch(&new, &self.cancel).await;
        if matches!(opened, Err(aep::Error::Invalid(_)))
            && new.partial_percent.is_some()
            && new.spelling == PartialSpelling::Percent
        {
            // It may be the name of the threshold that is not accepted. If so, the older name is; if not, the first
            // refusal stands.
            new.spelling = PartialSpelling::Percentage;
            if let Ok(open) = self.link.client.open_batch(&new, &self.cancel).await {
                let older_threshold_name = true;
                self.engine.set_send_settings(
                    key,
                    SendSettings {
                        older_threshold_name,
                        ..settings
                    },
                )?;
                opened = Ok(open);
            }
        }
        let lost = match opened {
            Ok(open) => return Ok(Known::Open(open.id().clone())),
            Err(error) if error.left_no_trace() => return Err(error.into()),
            Err(error) => error,
        };
        // The answer was lost: the batch may be there, and the Catalog may show it late.
        for lookup in 0..LOOKUPS {
            match self.known(external_id).await? {
                Known::Nothing => {
                    tokio::time::sleep(self.link.pace.wait(lookup + 2).min(Duration::from_secs(15))).await;
                }
                known => return Ok(known),
            }
        }
        match self.link.client.open_batch(&new, &self.cancel).await {
            Ok(open) => Ok(Known::Open(open.id().clone())),
            Err(_) => Err(lost.into()),
        }
    }

    /// The threshold stands in the batch's tags, or there is nothing more to try: the reference knows it by two names, and
    /// one that the platform does not know is passed over in silence (decision 7).
    async fn threshold_is_taken(&self, id: &BatchId) -> bool {
        let settings = self.engine.send_settings(self.link.target.connection_key());
        let Ok(settings) = settings
            .as_ref()
            .map_err(|f| tracing::warn!(detail = %f.detail, "send settings"))
        else {
            return true;
        };
        if settings.threshold == 0 || settings.older_threshold_name {
            return true;
        }
        match self.link.client.batch(id, &self.cancel).await {
            Ok(batch) => batch.partial_ingestion_percent().is_some(),
            // What cannot be read now is no sign that it is not there.
            Err(_) => true,
        }
    }

    /// Takes the batch back and notes that the next one is to name the threshold as the older pages do.
    async fn open_again(&self, attempt: u32, id: &BatchId) -> Result<(), Failure> {
        let key = self.link.target.connection_key();
        let settings = self.engine.send_settings(key)?;
        let older_threshold_name = true;
        self.engine.set_send_settings(
            key,
            SendSettings {
                older_threshold_name,
                ..settings
            },
        )?;
        let store = self.engine.store();
        store.opened(&self.job.run, attempt, id.as_str())?;
        let open = OpenBatch::adopt(self.patient(), id.clone(), self.link.dataset.clone());
        open.abort(&aep::CancellationToken::new()).await?;
        Ok(store.settled(&self.job.run, attempt, BatchState::Aborted)?)
    }

    fn void(&self, attempt: u32, batch: &BatchId, state: BatchState) -> Result<(), Failure> {
        tracing::info!(batch = %batch, "found void");
        Ok(self.engine.store().settled(&self.job.run, attempt, state)?)
    }

    /// The platform has the whole batch already; only the shoppers to look up are taken from the source again.
    async fn handed_over(&mut self, attempt: u32, batch: BatchId, plan: Option<&Arc<Plan>>) -> Result<Sent, Failure> {
        self.reach = Reach::Intended;
        let store = self.engine.store();
        let known = store.last_batch(&self.job.run)?.map(|last| last.state);
        if known == Some(BatchState::Creating) {
            store.opened(&self.job.run, attempt, batch.as_str())?;
        }
        // Torn off between the platform's word and the report: that word stays.
        if known != Some(BatchState::Succeeded) {
            store.settled(&self.job.run, attempt, BatchState::Submitted)?;
        }
        self.report.batches = vec![batch.to_string()];
        let parts = store.parts(&self.job.run, attempt)?;
        let shoppers = parts.iter().map(|part| part.shoppers).sum();
        // A source that has changed since cannot be compared, but what was sent stays sent.
        let encoded = match plan {
            Some(plan) => self.encoded(plan).await.unwrap_or_default(),
            None => Encoded::default(),
        };
        Ok(Sent {
            attempt,
            batch,
            shoppers,
            together: shoppers,
            parts: Some(parts.len() as u64),
            plan: plan.cloned(),
            encoded,
        })
    }

    pub(super) fn source_changed(&self) -> Problem {
        Problem::SourceChanged {
            name: self.job.source.name.clone(),
        }
    }

    /// What was encoded of a plan whose parts are all there.
    pub(crate) async fn encoded(&self, plan: &Arc<Plan>) -> Result<Encoded, Failure> {
        let (plan, cancel, form) = (plan.clone(), self.cancel.clone(), Form::Part(self.job.format));
        crate::blocking(move || {
            let stored = plan.parts.iter().map(|p| p.number).collect();
            let work = Work {
                plan: &plan,
                form,
                stored: &stored,
                cancel: &cancel,
            };
            Ok(encode(&work, |_| Ok(()))?)
        })
        .await
    }

    /// Builds the parts that the platform does not have and puts them, a few at a time.
    async fn put_parts(&self, attempt: u32, open: &OpenBatch, plan: &Arc<Plan>) -> Result<Encoded, Failure> {
        let parts = self.engine.store().parts(&self.job.run, attempt)?;
        let stored: HashSet<u32> = parts.iter().filter(|p| p.stored).map(|p| p.number).collect();
        let sending = Sending::new(
            plan,
            stored.len(),
            parts.iter().filter(|p| p.stored).filter_map(|p| p.bytes).sum(),
        );
        let (ready, mut queue) = mpsc::channel::<BuiltPart>(1);
        let building = {
            let (plan, cancel, format) = (plan.clone(), self.cancel.clone(), self.job.format);
            crate::blocking(move || {
                let work = Work {
                    plan: &plan,
                    form: Form::Part(format),
                    stored: &stored,
                    cancel: &cancel,
                };
                Ok(encode(&work, |part| {
                    ready.blocking_send(part).map_err(|_| Problem::Cancelled {})
                })?)
            })
        };
        let sending = &sending;
        // The queue moves in, so that it closes when putting fails and the building cannot wait for ever.
        let putting = async move {
            let mut under_way: JoinSet<Result<BuiltPart, Failure>> = JoinSet::new();
            while let Some(part) = queue.recv().await {
                while under_way.len() >= IN_FLIGHT {
                    self.stored(attempt, sending, under_way.join_next().await)?;
                }
                under_way.spawn(self.put(attempt, open, part, sending)?);
            }
            while let Some(done) = under_way.join_next().await {
                self.stored(attempt, sending, Some(done))?;
            }
            Ok::<_, Failure>(())
        };
        let (put, built) = tokio::join!(putting, building);
        // What stopped the putting is the cause; the building then only found nobody to hand its parts to.
        put.and(built)
    }

    /// Journals what a part is, and starts putting it.
    fn put(
        &self,
        attempt: u32,
        open: &OpenBatch,
        part: BuiltPart,
        sending: &Sending,
    ) -> Result<impl Future<Output = Result<BuiltPart, Failure>> + use<>, Failure> {
        self.engine
            .store()
            .part_built(&self.job.run, attempt, part.number, &part.info.sha256, part.info.bytes)?;
        let name = FileName::parse(part.info.name.clone()).map_err(|_| Problem::Internal {})?;
        let (open, cancel, ticker, sending) = (open.clone(), self.cancel.clone(), self.ticker.clone(), sending.clone());
        Ok(async move {
            let mut part = part;
            let bytes = std::mem::take(&mut part.bytes).into();
            let on_sent = |_| ticker.tick(Phase::Sending, |p| sending.show(p));
            open.put_file(&name, bytes, on_sent, &cancel).await?;
            Ok(part)
        })
    }

    /// Journals that the platform has a part.
    fn stored(
        &self,
        attempt: u32,
        sending: &Sending,
        done: Option<Result<Result<BuiltPart, Failure>, tokio::task::JoinError>>,
    ) -> Result<(), Failure> {
        let Some(done) = done else { return Ok(()) };
        let part = done.map_err(|e| Failure::new(Problem::Internal {}, e))??;
        self.engine.store().part_stored(&self.job.run, attempt, part.number)?;
        sending.rows.fetch_add(part.info.rows, Ordering::Relaxed);
        sending.bytes.fetch_add(part.info.bytes, Ordering::Relaxed);
        sending.parts.fetch_add(1, Ordering::Relaxed);
        self.ticker.tick(Phase::Sending, |p| sending.show(p));
        Ok(())
    }

    /// The commit. From the journalled intent on only this batch may ever become visible, so nothing but the platform's
    /// own word ends it; cancelling has to wait.
    async fn commit(&mut self, attempt: u32, open: OpenBatch) -> Result<(), Failure> {
        if self.cancel.is_cancelled() {
            return Err(self.give_up(attempt, open, Problem::Cancelled {}.into()).await);
        }
        let engine = self.engine;
        let store = engine.store();
        // Also where the journal says that it could not note it: it may have.
        self.reach = Reach::Intended;
        store.completing(&self.job.run, attempt)?;
        self.ticker.show(Phase::Sending, |p| p.cancellable = false);
        let uncancelled = aep::CancellationToken::new();
        let id = open.id().clone();
        match open.complete(&uncancelled).await {
            Ok(_) => Ok(store.submitted(&self.job.run, attempt)?),
            Err(error) => {
                let batch = PromotedBatch::adopt(self.patient(), id)
                    .status(&uncancelled)
                    .await
                    .map_err(|e| Failure::from(e).sent())?;
                match what_it_is(&batch) {
                    Known::HandedOver(_) => Ok(store.submitted(&self.job.run, attempt)?),
                    Known::Void(_, state) => {
                        self.reach = Reach::Nothing;
                        store.settled(&self.job.run, attempt, state)?;
                        Err(error.into())
                    }
                    Known::Open(_) | Known::Nothing => Err(Failure::from(error).sent()),
                }
            }
        }
    }

    /// Takes the batch back where nothing can follow; leaves it open where the run can go on later.
    async fn give_up(&self, attempt: u32, open: OpenBatch, failure: Failure) -> Failure {
        let can_go_on = matches!(
            failure.problem,
            Problem::PlatformUnreachable { .. }
                | Problem::RateLimited {}
                | Problem::SignInRefused {}
                | Problem::DiskFull {}
        );
        if can_go_on {
            return failure;
        }
        let uncancelled = aep::CancellationToken::new();
        match open.abort(&uncancelled).await {
            // A journal that cannot note it only leaves an open attempt, which the next start finds aborted.
            Ok(()) => drop(self.engine.store().settled(&self.job.run, attempt, BatchState::Aborted)),
            Err(error) => tracing::warn!(%error, "the batch could not be aborted and will expire"),
        }
        failure
    }
}

/// How far the sending is, shared with the requests under way.
#[derive(Clone)]
struct Sending {
    rows: Arc<AtomicU64>,
    bytes: Arc<AtomicU64>,
    parts: Arc<AtomicU64>,
    rows_total: u64,
    parts_total: u32,
}

impl Sending {
    fn new(plan: &Plan, stored: usize, bytes: u64) -> Self {
        Self {
            rows: Arc::default(),
            bytes: Arc::new(bytes.into()),
            parts: Arc::new((stored as u64).into()),
            rows_total: plan.shoppers(),
            parts_total: plan.parts.len() as u32,
        }
    }

    fn show(&self, p: &mut crate::progress::Progress) {
        (p.rows_done, p.rows_total) = (self.rows.load(Ordering::Relaxed), Some(self.rows_total));
        p.bytes_done = self.bytes.load(Ordering::Relaxed);
        (p.parts_done, p.parts_total) = (self.parts.load(Ordering::Relaxed) as u32, Some(self.parts_total));
        p.waiting = None;
    }
}

/// The request to publish may have left.
pub(super) fn is_frozen(state: BatchState) -> bool {
    matches!(
        state,
        BatchState::Completing | BatchState::Submitted | BatchState::Stalled | BatchState::Succeeded
    )
}

fn planned(plan: &Plan) -> Vec<NewPart> {
    // The engine's version is part of what a part is made from: another version's parts are never mixed in.
    plan.parts
        .iter()
        .map(|p| NewPart {
            number: p.number,
            source_hash: format!("{}-{ENGINE_VERSION}", p.source_hash),
            shoppers: p.shoppers,
        })
        .collect()
}

fn sent(attempt: u32, batch: BatchId, plan: &Arc<Plan>, encoded: Encoded) -> Sent {
    Sent {
        attempt,
        batch,
        shoppers: plan.shoppers(),
        together: plan.shoppers(),
        parts: Some(plan.parts.len() as u64),
        plan: Some(plan.clone()),
        encoded,
    }
}

/// What the Catalog has under an id of ours.
pub(super) async fn by_external_id(
    link: &Link,
    external_id: &str,
    cancel: &aep::CancellationToken,
) -> Result<Known, Failure> {
    let found = link
        .client
        .batches(&BatchFilter::external_id(external_id), cancel)
        .await?;
    // A filter that the platform ignored must not make us adopt somebody else's batch.
    let own = found.iter().find(|b| b.external_id.as_deref() == Some(external_id));
    Ok(own.map_or(Known::Nothing, what_it_is))
}

/// What a batch that the Catalog shows means for us.
pub(super) fn what_it_is(batch: &Batch) -> Known {
    let id = batch.id.clone();
    match &batch.status {
        BatchStatus::Loading => Known::Open(id),
        BatchStatus::Aborted => Known::Void(id, BatchState::Aborted),
        BatchStatus::Abandoned => Known::Void(id, BatchState::Abandoned),
        _ => Known::HandedOver(id),
    }
}
