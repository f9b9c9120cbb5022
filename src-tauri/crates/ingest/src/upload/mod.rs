//! `upload`: check, send, follow, verify, as one run that the journal can take up again at any step.

mod carried;
mod counted;
mod follow;
mod look;
mod order;
mod reconcile;
mod send;
mod status;
mod together;
mod verify;

pub(crate) use carried::carries;
pub(crate) use order::ToSend;
pub(crate) use reconcile::column_of;
pub use verify::Verification;

use crate::changes::{Asking, Before};
use crate::check::Checked;
use crate::desk::{Desk, Link};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::plan::{PartFormat, Plan};
use crate::problem::{Failure, Problem};
use crate::progress::{ProgressSink, Ticker};
use crate::report::{CheckReport, PhaseTimes, Place, RunReport, RunStatus, Target};
use crate::schedules::Gate;
use crate::source::SourceFile;
use aep::CancellationToken;
pub(crate) use send::Sent;
use status::status_after;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Busy, SendLock};
use xdm::MappingSet;

/// Parts of another version are never mixed into a batch.
pub(crate) const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What to upload, and how patiently.
#[derive(Clone, Debug)]
pub struct UploadJob {
    /// The run's id, from [`crate::new_run_id`].
    pub run: String,
    /// The file.
    pub source: Arc<SourceFile>,
    /// Which column goes where.
    pub mapping: MappingSet,
    /// The form of the parts.
    pub format: PartFormat,
    /// How long to wait for the platform's result; then the run is *processing*.
    pub wait: Duration,
    /// How long to wait for another run that sends to the same dataset.
    pub lock_wait: Duration,
    /// Leaves out shoppers who are the same as the platform is known to have them.
    pub only_changed: bool,
    /// The sandbox's name as somebody typed it, which the first upload to a production sandbox needs.
    pub confirmed: Option<String>,
    /// What the check must show, where nobody looks.
    pub gate: Option<Gate>,
    /// The schedule that started it, by name.
    pub schedule: Option<String>,
    /// Hands the shoppers to this job on the platform, by its id, instead of sending a batch.
    pub flow: Option<String>,
    /// Goes over what is newer: somebody said so.
    pub older: bool,
}

impl UploadJob {
    /// With Parquet parts, and the patience of somebody who watches.
    pub fn new(run: String, source: Arc<SourceFile>, mapping: MappingSet) -> Self {
        Self {
            run,
            source,
            mapping,
            format: PartFormat::Parquet,
            wait: Duration::from_secs(15 * 60),
            lock_wait: Duration::ZERO,
            only_changed: true,
            confirmed: None,
            gate: None,
            schedule: None,
            flow: None,
            older: false,
        }
    }
}

/// A run that came to its end, or to where it can be left.
pub struct Outcome {
    /// As kept in the history.
    pub report: RunReport,
    /// The shoppers to look up in Profile, where something was accepted.
    pub verification: Option<Verification>,
}

/// Where a sending came to.
pub(crate) enum Way {
    /// The platform has a batch.
    Sent(Box<Sent>),
    /// There is nothing that the platform does not have.
    Nothing,
    /// The file has landed, and the platform has not taken it yet.
    Landed,
}

/// One execution under way: what it knows and where it tells.
pub(crate) struct Run<'a> {
    pub engine: &'a Engine,
    pub link: &'a Link,
    pub job: &'a UploadJob,
    pub ticker: Arc<Ticker>,
    pub cancel: CancellationToken,
    pub report: RunReport,
    /// Whom the platform refused, as the ledger knows them.
    pub refused: Vec<u64>,
    /// How far what is sent may be visible.
    pub reach: Reach,
    /// What is left of earlier runs to the same dataset is finished first.
    in_order: bool,
    /// SHA-256 of the file that a run which is taken up began with.
    began_with: Option<String>,
}

/// How far what a run sends may be visible; kept apart from the journal, which may be what fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Nothing of it is.
    Nothing,
    /// The platform was to be asked to publish it: only its own word ends that.
    Intended,
    /// The platform said that it is: what fails now are our notes of it.
    Published,
}

impl Engine {
    /// Uploads a file to the desk's destination. The run is in the history from its first moment; whatever stops it
    /// is both returned and kept there.
    pub async fn upload(
        &self,
        desk: &Arc<Desk>,
        job: UploadJob,
        sink: Arc<dyn ProgressSink>,
        cancel: CancellationToken,
    ) -> Result<Outcome, Failure> {
        let link = desk.link.clone().ok_or(Problem::Internal {})?;
        self.is_whole()?;
        self.confirm(job.confirmed.as_deref(), &link)?;
        let report = self.new_report(&job, &link.target)?;
        let _alive = self.alive(&job.run)?;
        self.begin(&job, &report)?;
        let run = self.run_of(&link, &job, report, sink, cancel);
        Box::pin(run.drive(desk)).await
    }

    /// [`Problem::ProductionUnconfirmed`] where the desk's sandbox still needs its name typed.
    pub fn confirm_upload(&self, desk: &Desk, confirmed: Option<&str>) -> Result<(), Failure> {
        desk.link.as_ref().map_or(Ok(()), |link| self.confirm(confirmed, link))
    }

    /// The first upload to a production sandbox asks for its name (decision 23); the engine itself, so that no shell can
    /// forget it.
    pub(crate) fn confirm(&self, confirmed: Option<&str>, link: &Link) -> Result<(), Failure> {
        let Target { place, sandbox, .. } = &link.target;
        self.confirm_place(*place, link.target.connection_key(), sandbox, confirmed)
    }

    /// The same, for a sandbox that nothing is sent to yet.
    pub(crate) fn confirm_place(
        &self,
        place: Place,
        connection: &str,
        sandbox: &str,
        confirmed: Option<&str>,
    ) -> Result<(), Failure> {
        if place != Place::Production || self.production_confirmed(connection, sandbox)? {
            return Ok(());
        }
        if confirmed.map(str::trim) != Some(sandbox) {
            return Err(Problem::ProductionUnconfirmed {
                sandbox: sandbox.to_owned(),
            }
            .into());
        }
        self.confirm_production(connection, sandbox)
    }

    /// Takes up a run that was stopped: sends what is missing, or only follows what was handed over.
    pub async fn resume(
        &self,
        desk: &Arc<Desk>,
        id: &str,
        wait: Duration,
        sink: Arc<dyn ProgressSink>,
        cancel: CancellationToken,
    ) -> Result<Outcome, Failure> {
        Box::pin(self.take_up(desk, id, wait, sink, cancel, true)).await
    }

    /// The same; `in_order` finishes first what is left of earlier runs to the same dataset.
    async fn take_up(
        &self,
        desk: &Arc<Desk>,
        id: &str,
        wait: Duration,
        sink: Arc<dyn ProgressSink>,
        cancel: CancellationToken,
        in_order: bool,
    ) -> Result<Outcome, Failure> {
        let link = desk.link.clone().ok_or(Problem::Internal {})?;
        self.is_whole()?;
        let _alive = self.alive(id)?;
        let report = self.run(id)?;
        // Checked once more, it would forget whom it sent.
        if matches!(report.status, RunStatus::Succeeded | RunStatus::SucceededWithRejects) {
            return Ok(Outcome {
                report,
                verification: None,
            });
        }
        if !link.target.is_same_place(&report.target) {
            return Err(Problem::DatasetUnknown {
                dataset: report.target.dataset.clone(),
            }
            .into());
        }
        let (source, mapping) = self.still_source_of(&report)?;
        let job = UploadJob {
            format: self.format_of(id)?,
            wait,
            // What was begun before waits for what was begun still earlier.
            lock_wait: wait,
            only_changed: !report.everything,
            flow: report.handover.as_ref().map(|handover| handover.flow.clone()),
            ..UploadJob::new(id.to_owned(), Arc::new(source), mapping)
        };
        let mut run = self.run_of(&link, &job, report, sink, cancel);
        run.in_order = in_order;
        // Whatever stops it before the platform is asked again, what was to be published may be visible.
        if self.may_be_visible(id)? {
            run.reach = Reach::Intended;
        }
        Box::pin(run.drive(desk)).await
    }

    fn run_of<'a>(
        &'a self,
        link: &'a Link,
        job: &'a UploadJob,
        report: RunReport,
        sink: Arc<dyn ProgressSink>,
        cancel: CancellationToken,
    ) -> Run<'a> {
        Run {
            engine: self,
            link,
            job,
            ticker: Arc::new(Ticker::new(sink, Some(job.run.clone()))),
            cancel,
            began_with: report.source_sha256.clone(),
            report,
            refused: Vec::new(),
            reach: Reach::Nothing,
            in_order: true,
        }
    }

    /// The file and the mapping of a run that is taken up. Where the file cannot be read as it was, and the platform was
    /// asked to publish what was sent of it, there is nothing to read it for.
    fn still_source_of(&self, report: &RunReport) -> Result<(SourceFile, MappingSet), Failure> {
        if report.handover.is_some() || !self.may_be_visible(&report.run)? {
            return self.source_of(&report.run);
        }
        let mapping = self.mapping_of_run(&report.run)?;
        let source = self.source_of(&report.run).and_then(|(source, _)| {
            let hash = source.sha256()?;
            Ok(Some(source).filter(|_| report.source_sha256.as_ref().is_none_or(|sent| *sent == hash)))
        });
        Ok(match source {
            Ok(Some(source)) => (source, mapping),
            _ => (SourceFile::unreadable(&report.file.name), mapping),
        })
    }

    /// The platform was to be asked to publish the run's batch, and has not said what became of it.
    fn may_be_visible(&self, run: &str) -> Result<bool, Failure> {
        let last = self.store().last_batch(run)?;
        Ok(last.is_some_and(|last| send::is_frozen(last.state)))
    }

    /// Held while a run is driven, so that no other process takes it up.
    pub(crate) fn alive(&self, run: &str) -> Result<SendLock, Failure> {
        SendLock::acquire(self.data_folder(), &format!("run-{run}"), Duration::ZERO).map_err(busy)
    }
}

fn busy(error: Busy) -> Failure {
    match error {
        Busy::Held => Problem::OtherRunActive {}.into(),
        Busy::Io(error) => Failure::new(crate::source::write_problem(&error, "lock"), error),
    }
}

impl Run<'_> {
    /// Brings it to its end, and tells the ledger what became of it.
    async fn drive(mut self, desk: &Arc<Desk>) -> Result<Outcome, Failure> {
        let result = Box::pin(self.go(desk)).await;
        let ended = self.end(result);
        let (engine, report, refused) = (self.engine.clone(), self.report.clone(), self.refused);
        let settled = crate::blocking(move || {
            engine.settle_run(&report, &refused);
            Ok(())
        });
        // What it could not do is done at the next look.
        drop(settled.await);
        let verification = ended?;
        Ok(Outcome {
            report: self.report,
            verification,
        })
    }

    async fn go(&mut self, desk: &Arc<Desk>) -> Result<Option<Verification>, Failure> {
        if self.in_order {
            self.finish_earlier(desk).await?;
        }
        // Its file is not what it was, and its batch was to be published: only what became of that is asked.
        if self.job.source.is_unreadable() {
            let sent = Box::pin(self.send(None)).await?;
            return Box::pin(self.settle(sent)).await;
        }
        loop {
            match Box::pin(self.go_once(desk)).await {
                // The gateway takes smaller parts: the batch was taken back, and the same file is cut anew.
                Err(failure) if failure.problem == (Problem::PartTooLarge {}) && !failure.sent => {
                    match self.engine.halve_parts(self.link.target.connection_key())? {
                        Some(bytes) => desk.set_part_bytes(bytes),
                        None => return Err(failure),
                    }
                }
                result => return result,
            }
        }
    }

    async fn go_once(&mut self, desk: &Arc<Desk>) -> Result<Option<Verification>, Failure> {
        let started = Instant::now();
        // The platform counts while the file is read: it takes no time of its own.
        let counting = async { Ok(self.counted_before().await) };
        let ((checked, check), counted) = tokio::try_join!(self.check(desk), counting)?;
        counted.note(&mut self.report);
        self.report.phases.checking = Some(millis(started));
        self.take_check(&checked, &check);
        if let Some(question) = check.questions.first() {
            return Err(Problem::QuestionOpen {
                column: question.column.clone(),
                flag: question.flag.clone(),
            }
            .into());
        }
        if let Some(gate) = &self.job.gate {
            gate.passes(&check)?;
        }
        if checked.plan.parts.is_empty() && check.rows.unchanged == 0 {
            remember(&checked).await?;
            return Err(Problem::NothingToSend {}.into());
        }
        let columns: Vec<String> = check.columns.iter().map(|c| c.name.clone()).collect();
        self.engine.know(&columns, &self.job.mapping)?;
        let started = Instant::now();
        let sent = match Box::pin(self.send_alone(desk, checked)).await? {
            Way::Sent(sent) => *sent,
            Way::Nothing => return self.all_the_same(),
            Way::Landed => {
                self.save(RunStatus::Processing, false)?;
                return Ok(None);
            }
        };
        self.report.phases.sending = Some(millis(started));
        self.save(RunStatus::Running, false)?;
        Box::pin(self.settle(sent)).await
    }

    async fn check(&self, desk: &Arc<Desk>) -> Result<(Checked, CheckReport), Failure> {
        let (desk, source, mapping) = (desk.clone(), self.job.source.clone(), self.job.mapping.clone());
        let (ticker, cancel) = (self.ticker.clone(), self.cancel.clone());
        let (run, everything) = (self.job.run.clone(), !self.job.only_changed);
        let handed_over = self.job.flow.is_some();
        crate::blocking(move || {
            let facts = FileFacts::read(&source)?;
            let asking = Asking {
                run: &run,
                everything,
                handed_over,
            };
            let checked = desk.compared(&facts, &mapping, &asking, &ticker, &cancel)?;
            let report = desk.report(&facts, &mapping, &checked);
            Ok((checked, report))
        })
        .await
    }

    fn take_check(&mut self, checked: &Checked, check: &CheckReport) {
        self.report.rows = check.rows;
        // A run that is taken up again has its own already.
        if check.change.against.is_some() {
            self.report.change = check.change;
        }
        self.report.findings.clone_from(&check.findings);
        self.report.columns.clone_from(&check.columns);
        self.report.identities.clone_from(&check.identities);
        self.report.consent.clone_from(&check.consent);
        if !checked.watched.is_chosen {
            (self.report.consent_lookup, self.report.memory) = (check.consent_lookup, check.memory);
        }
        if !self.is_another_file(&checked.plan) {
            self.report.source_sha256 = Some(checked.plan.source_sha256().to_owned());
        }
    }

    /// The file is not the one that this run began with.
    fn is_another_file(&self, plan: &Plan) -> bool {
        self.began_with
            .as_deref()
            .is_some_and(|began| began != plan.source_sha256())
    }

    /// Sends while nobody else sends to the same dataset.
    async fn send_alone(&mut self, desk: &Arc<Desk>, mut checked: Checked) -> Result<Way, Failure> {
        let (folder, target) = (self.engine.data_folder().to_owned(), lock_name(&self.report));
        let wait = self.job.lock_wait;
        let _lock = crate::blocking(move || SendLock::acquire(&folder, &target, wait).map_err(busy)).await?;
        if self.is_overtaken()? {
            self.engine.let_go(self.link, &self.job.run).await?;
            let (again, check) = self.check(desk).await?;
            self.take_check(&again, &check);
            if self.is_another_file(&again.plan) {
                return Err(self.source_changed().into());
            }
            checked = again;
        }
        loop {
            // Another run may have been confirmed while this one waited.
            let holds = match &checked.before {
                Before::Expect(expected) => expected.still_holds()?,
                _ => true,
            };
            let is_empty = checked.plan.parts.is_empty();
            if holds && (is_empty || note_people(&checked).await?) {
                break;
            }
            let (again, check) = self.check(desk).await?;
            self.take_check(&again, &check);
            checked = again;
        }
        remember(&checked).await?;
        if checked.plan.parts.is_empty() {
            return Ok(Way::Nothing);
        }
        if let Some(problem) = self.goes_back(&checked)? {
            return Err(problem.into());
        }
        // What it was compared with is told from here on, also by a process that takes it up again.
        self.engine.keep(&self.report, false)?;
        let (before, watched, engine) = (checked.before, checked.watched, self.engine.clone());
        let (dataset, run) = (self.report.target.dataset.clone(), self.job.run.clone());
        crate::blocking(move || {
            if !watched.is_chosen {
                // Before the ledger: a run that has its fingerprints there has its rows here.
                engine.keep_held_rows(&run, &watched.held)?;
            }
            match before {
                Before::Nothing => Ok(()),
                Before::Forget => engine.forget_before_sending(&dataset),
                Before::Expect(expected) => expected.note(),
            }
        })
        .await?;
        let plan = Arc::new(checked.plan);
        match &self.job.flow {
            None => Box::pin(self.send(Some(plan)))
                .await
                .map(|sent| Way::Sent(Box::new(sent))),
            Some(flow) => self.hand_over(desk, flow, plan).await,
        }
    }

    /// Nobody is new or changed: done without a batch.
    fn all_the_same(&mut self) -> Result<Option<Verification>, Failure> {
        let status = match self.report.rows.rejected {
            0 => RunStatus::Succeeded,
            _ => RunStatus::SucceededWithRejects,
        };
        self.save(status, true)?;
        Ok(None)
    }

    /// The platform has it, and what could not be noted of that is found again at the next look.
    fn published(&mut self, failure: &Failure) -> Option<Verification> {
        tracing::warn!(run = %self.job.run, detail = %failure.detail, "what was published could not be noted");
        if self.report.status == RunStatus::Running {
            self.report.status = RunStatus::Unconfirmed;
        }
        self.report.problem = Some(Problem::HistoryNotKept {});
        None
    }

    /// Keeps the report with this status.
    pub(crate) fn save(&mut self, status: RunStatus, finished: bool) -> Result<(), Failure> {
        self.report.status = status;
        if finished {
            self.report.finished = Some(crate::now());
        }
        self.engine.keep(&self.report, finished)
    }

    /// Brings the run to its end, whatever happened.
    fn end(&mut self, result: Result<Option<Verification>, Failure>) -> Result<Option<Verification>, Failure> {
        match result {
            Ok(verification) => Ok(verification),
            Err(failure) => {
                let failure = match self.reach {
                    Reach::Nothing => failure,
                    Reach::Intended => failure.sent(),
                    Reach::Published => return Ok(self.published(&failure)),
                };
                let status = status_after(&failure, &self.report);
                self.report.problem = Some(failure.problem.clone());
                let finished = status != RunStatus::Resumable;
                // What stopped it says more than that it could not be noted.
                if let Err(unkept) = self.save(status, finished) {
                    tracing::warn!(run = %self.job.run, detail = %unkept.detail, "how the run ended could not be noted");
                }
                // Nothing to send is a report with every row accounted for, not a failure to report.
                if failure.problem == (Problem::NothingToSend {}) {
                    Ok(None)
                } else {
                    Err(failure)
                }
            }
        }
    }
}

/// Notes whose numbers are about to be sent; `false` where what is remembered has changed since the check.
async fn note_people(checked: &Checked) -> Result<bool, Failure> {
    let kept = checked.watched.kept.clone();
    crate::blocking(move || kept.map_or(Ok(true), |kept| kept.note())).await
}

/// Remembers who objects, whatever becomes of the rows.
async fn remember(checked: &Checked) -> Result<(), Failure> {
    let kept = checked.watched.kept.clone();
    crate::blocking(move || kept.map_or(Ok(()), |kept| kept.remember())).await
}

/// By what is sent to, not by how it is reached: two connections to one dataset must not send at once.
fn lock_name(report: &RunReport) -> String {
    format!("{}-{}", report.target.sandbox, report.target.dataset)
}

pub(crate) fn millis(since: Instant) -> u64 {
    since.elapsed().as_millis() as u64
}

/// The phases' times of a run that begins.
pub(crate) const NO_TIMES: PhaseTimes = PhaseTimes {
    checking: None,
    sending: None,
    processing: None,
    profiles: None,
};
