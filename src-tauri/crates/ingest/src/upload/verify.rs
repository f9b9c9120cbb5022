//! Proof that shoppers arrived: a few of those that were sent are looked up in Profile and compared field by field.
//! The run is over by then; this only fills in what is seen.

use crate::desk::Desk;
use crate::encode::{Form, Sample, Work, encode};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::plan::{PartFormat, Plan};
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, ProgressSink, Ticker};
use crate::report::{RunReport, SeenShopper, SeenState, Verified};
use crate::upload::carried::missing_of;
use crate::upload::millis;
use aep::{CancellationToken, Lookup};
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
        let (desk, token, ticker) = (desk.clone(), cancel.clone(), Ticker::new(sink, Some(id.to_owned())));
        let samples = crate::blocking(move || {
            let facts = FileFacts::read(&source)?;
            let plan = desk.checked(&facts, &mapping, &ticker, &token)?.plan;
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
                samples: encode(&work, |_| Ok(()))?,
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
        let tenant = desk.tenant();
        let mut seen: Vec<SeenShopper> = samples.iter().map(Sample::unseen).collect();
        for poll in 0.. {
            let missing = seen.iter_mut().zip(&samples);
            for (seen, sample) in missing.filter(|(seen, _)| seen.state != SeenState::Found) {
                if let Ok((state, fields)) = look(link, sample, tenant, cancel).await {
                    (seen.state, seen.fields) = (state, fields);
                }
            }
            report.verified = Some(Verified::of(seen.clone()));
            ticker.tick(Phase::Profiles, |p| p.cancellable = false);
            let over = started.elapsed() >= patience || cancel.is_cancelled();
            if over || seen.iter().all(|s| s.state == SeenState::Found) {
                break;
            }
            let wait = link.pace.wait(poll).min(patience.saturating_sub(started.elapsed()));
            if cancel.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                break;
            }
        }
        report.phases.profiles = Some(millis(started));
        self.keep(&report, true)?;
        Ok(report)
    }
}

/// The source is not what the run has sent.
fn report_differs(plan: &Plan, report: &RunReport) -> bool {
    report.source_sha256.as_deref() != Some(plan.source_sha256())
}

/// How a shopper is there now, and the fields that are not as they were sent.
async fn look(
    link: &crate::desk::Link,
    sample: &Sample,
    tenant: Option<&str>,
    cancel: &CancellationToken,
) -> Result<(SeenState, Vec<String>), aep::Error> {
    let by_email = sample
        .ids
        .iter()
        .find(|(namespace, _)| namespace == xdm::Namespace::EMAIL)
        .or(sample.ids.first());
    let Some((namespace, id)) = by_email else {
        return Ok((SeenState::Pending, Vec::new()));
    };
    Ok(match link.client.profile(namespace, id, cancel).await? {
        Lookup::NotYet => (SeenState::Pending, Vec::new()),
        Lookup::Found(profile) => {
            let fields = missing_of(&profile.entity, &sample.record, tenant);
            let state = if fields.is_empty() {
                SeenState::Found
            } else {
                SeenState::Differs
            };
            (state, fields)
        }
    })
}
