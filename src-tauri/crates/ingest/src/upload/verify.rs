//! Proof that shoppers arrived: a few of those that were sent are looked up in Profile and compared field by field.
//! The run is over by then; this only fills in what is seen.

use crate::desk::Desk;
use crate::encode::{Sample, Work, encode};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::plan::{PartFormat, Plan};
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, ProgressSink, Ticker};
use crate::report::{RunReport, Verified};
use crate::upload::millis;
use aep::{CancellationToken, Lookup};
use serde_json::Value as Json;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The shoppers of a run to look up, with what was sent. Lives in memory only.
#[derive(Clone)]
pub struct Verification {
    pub(super) report: RunReport,
    pub(super) samples: Vec<Sample>,
}

/// What a lookup showed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Not there yet.
    Pending,
    /// There, with other values.
    Differs,
    /// There, with what was sent.
    Found,
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
                format: PartFormat::Jsonl,
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
        let mut seen = vec![Seen::Pending; samples.len()];
        for poll in 0.. {
            for (seen, sample) in seen.iter_mut().zip(&samples).filter(|(seen, _)| **seen != Seen::Found) {
                *seen = look(link, sample, cancel).await.unwrap_or(*seen);
            }
            report.verified = Some(count(&seen));
            ticker.tick(Phase::Profiles, |p| p.cancellable = false);
            let over = started.elapsed() >= patience || cancel.is_cancelled();
            if over || seen.iter().all(|s| *s == Seen::Found) {
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

async fn look(link: &crate::desk::Link, sample: &Sample, cancel: &CancellationToken) -> Result<Seen, aep::Error> {
    let by_email = sample
        .ids
        .iter()
        .find(|(namespace, _)| namespace == xdm::Namespace::EMAIL)
        .or(sample.ids.first());
    let Some((namespace, id)) = by_email else {
        return Ok(Seen::Pending);
    };
    Ok(match link.client.profile(namespace, id, cancel).await? {
        Lookup::NotYet => Seen::Pending,
        Lookup::Found(profile) if carries(&profile.entity, &sample.record) => Seen::Found,
        Lookup::Found(_) => Seen::Differs,
    })
}

fn count(seen: &[Seen]) -> Verified {
    let of = |what| seen.iter().filter(|s| **s == what).count() as u32;
    Verified {
        looked_up: seen.len() as u32,
        found: of(Seen::Found),
        differing: of(Seen::Differs),
        pending: of(Seen::Pending),
    }
}

/// Whether a profile carries everything that was sent; more is fine. The identity map is the platform's to arrange.
pub(crate) fn carries(profile: &Json, sent: &Json) -> bool {
    match (profile, sent) {
        (Json::Object(profile), Json::Object(sent)) => sent
            .iter()
            .filter(|(key, _)| *key != "identityMap")
            .all(|(key, value)| profile.get(key).is_some_and(|p| carries(p, value))),
        (Json::Array(profile), Json::Array(sent)) => sent.iter().all(|s| profile.iter().any(|p| carries(p, s))),
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::String(a), Json::String(b)) => a == b || same_instant(a, b),
        _ => profile == sent,
    }
}

/// The same instant may be written in more than one way.
fn same_instant(a: &str, b: &str) -> bool {
    let instant = |text: &str| {
        text.contains('T')
            .then(|| xdm::parse_date_time(text, &xdm::DateStyle::default()))
            .flatten()
    };
    instant(a).is_some_and(|a| Some(a) == instant(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_profile_may_hold_more_but_not_other_than_what_was_sent() {
        let sent = json!({"person": {"birthDate": "1991-03-05"}, "userAccount": {"startDate": "2015-10-30T12:49:47Z"}, "identityMap": {"Email": []}});
        let profile = json!({"person": {"birthDate": "1991-03-05", "gender": "female"}, "userAccount": {"startDate": "2015-10-30T12:49:47.000Z"}});
        assert!(carries(&profile, &sent));
        let other =
            json!({"person": {"birthDate": "1991-05-03"}, "userAccount": {"startDate": "2015-10-30T12:49:47Z"}});
        assert!(!carries(&other, &sent));
    }
}
