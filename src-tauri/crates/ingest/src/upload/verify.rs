//! Proof that shoppers arrived: a few of those that were sent are looked up in Profile and compared field by field.
//! The run is over by then; this only fills in what is seen.

use crate::desk::Desk;
use crate::encode::{Form, Sample, Work, encode};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::plan::{PartFormat, Plan};
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, ProgressSink, Ticker};
use crate::remembered::Watch;
use crate::report::{RunReport, SeenShopper, SeenState, Verified};
use crate::upload::counted::recount;
use crate::upload::look::Look;
use crate::upload::millis;
use aep::CancellationToken;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The shoppers of a run to look up, with what was sent. Lives in memory only.
#[derive(Clone)]
pub struct Verification {
    pub(super) report: RunReport,
    pub(super) samples: Vec<Sample>,
}

impl Engine {
    /// The shoppers of an earlier run to look up, with what was sent: read from its source once more, which must still be
    /// the file that was sent.
    pub async fn verification_of(
        &self,
        desk: &Arc<Desk>,
        id: &str,
        sink: Arc<dyn ProgressSink>,
        cancel: &CancellationToken,
    ) -> Result<Verification, Failure> {
        let report = self.run(id)?;
        if report.platform.is_none_or(|platform| platform.accepted == 0) {
            return Err(Problem::NothingToVerify {}.into());
        }
        let (source, mapping) = self.source_of(id)?;
        let held = Watch::Chosen(self.held_by(id)?);
        let (desk, token, ticker) = (desk.clone(), cancel.clone(), Ticker::new(sink, Some(id.to_owned())));
        let samples = crate::blocking(move || {
            let facts = FileFacts::read(&source)?;
            let plan = desk.checked(&facts, &mapping, held, &ticker, &token)?.plan;
            if report_differs(&plan, &report) {
                return Err(Problem::SourceChanged { name: source.name }.into());
            }
            let all = plan.parts.iter().map(|part| part.number).collect();
            let work = Work {
                plan: &plan,
                form: Form::Part(PartFormat::Jsonl),
                stored: &all,
                cancel: &token,
            };
            Ok(Verification {
                samples: encode(&work, |_| Ok(()))?.samples,
                report,
            })
        })
        .await?;
        Ok(samples)
    }

    /// Looks the shoppers of a run up until all are found or the patience ends, and keeps what was seen.
    pub async fn verify(
        &self,
        desk: &Desk,
        verification: Verification,
        patience: Duration,
        sink: Arc<dyn ProgressSink>,
        cancel: &CancellationToken,
    ) -> Result<RunReport, Failure> {
        let link = desk.link.as_ref().ok_or(Problem::Internal {})?;
        let Verification { mut report, samples } = verification;
        let ticker = Ticker::new(sink, Some(report.run.clone()));
        let started = Instant::now();
        let mut seen: Vec<SeenShopper> = samples.iter().map(Sample::unseen).collect();
        for poll in 0.. {
            for (seen, sample) in seen.iter_mut().zip(&samples).filter(|(seen, _)| is_open(seen)) {
                let look = Look {
                    desk,
                    link,
                    sample,
                    cancel,
                };
                let mut now = seen.clone();
                match look.at(&mut now).await {
                    Ok(()) => *seen = now,
                    // Half a look would be taken for a whole one.
                    Err(error) => tracing::warn!(%error, "a shopper could not be looked up"),
                }
            }
            report.verified = Some(Verified::of(seen.clone()));
            ticker.tick(Phase::Profiles, |p| p.cancellable = false);
            let over = started.elapsed() >= patience || cancel.is_cancelled();
            if over || !seen.iter().any(is_open) {
                break;
            }
            let wait = link.pace.wait(poll).min(patience.saturating_sub(started.elapsed()));
            if cancel.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                break;
            }
        }
        recount(link, &mut report, cancel).await;
        report.phases.profiles = Some(millis(started));
        // What was seen counts, whether or not it could be written down.
        if let Err(failure) = self.keep(&report, true) {
            tracing::warn!(run = %report.run, detail = %failure.detail, "what was seen could not be noted");
            report.problem = Some(Problem::HistoryNotKept {});
        }
        Ok(report)
    }
}

/// The source is not what the run has sent.
fn report_differs(plan: &Plan, report: &RunReport) -> bool {
    report.source_sha256.as_deref() != Some(plan.source_sha256())
}

/// A later look may show something else.
fn is_open(seen: &SeenShopper) -> bool {
    match seen.state {
        // Until the link with the e-mail address is followed, who hangs together is not all there.
        SeenState::Found | SeenState::MergedWithOther => seen.tied == Some(false),
        SeenState::Pending | SeenState::Differs => true,
    }
}
