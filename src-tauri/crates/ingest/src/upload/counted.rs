//! How many identities Profile knows, before a run and after it: where two people became one, or one became two, the count
//! by namespace is off. The platform counts about once a day, all sources together, and not everywhere.

use super::Run;
use crate::desk::Link;
use crate::report::{IdentityCount, RunReport};
use aep::CancellationToken;
use std::collections::BTreeMap;
use std::time::Duration;

/// Nothing waits longer for a count.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the platform had counted, and when.
#[derive(Default)]
pub(super) struct Counted {
    by_namespace: Option<BTreeMap<String, u64>>,
    when: Option<String>,
}

impl Counted {
    /// As the counts before a run.
    pub(super) fn note(self, report: &mut RunReport) {
        let (Some(by_namespace), Some(when)) = (self.by_namespace, self.when) else {
            return;
        };
        report.identities_counted = Some(when);
        report.identity_counts = by_namespace
            .into_iter()
            .map(|(namespace, before)| IdentityCount {
                namespace,
                before,
                after: None,
            })
            .collect();
    }
}

impl Run<'_> {
    /// What the platform had counted before anything was sent; nothing where this run has begun to send before.
    pub(super) async fn counted_before(&self) -> Counted {
        let has_begun = !self.report.batches.is_empty() || self.report.handover.is_some();
        if has_begun || self.report.identities_counted.is_some() {
            return Counted::default();
        }
        counted(self.link, &self.cancel).await
    }
}

/// The counts after a run, where the platform has counted again since.
pub(super) async fn recount(link: &Link, report: &mut RunReport, cancel: &CancellationToken) {
    let Some(before) = &report.identities_counted else {
        return;
    };
    let Counted { by_namespace, when } = counted(link, cancel).await;
    let Some(now) = by_namespace.filter(|_| when.is_some_and(|when| when != *before)) else {
        return;
    };
    let known = std::mem::take(&mut report.identity_counts);
    let before: BTreeMap<String, u64> = known.into_iter().map(|one| (one.namespace, one.before)).collect();
    let mut all: BTreeMap<&String, IdentityCount> = BTreeMap::new();
    for namespace in before.keys().chain(now.keys()) {
        all.entry(namespace).or_insert_with(|| IdentityCount {
            namespace: namespace.clone(),
            before: before.get(namespace).copied().unwrap_or_default(),
            after: Some(now.get(namespace).copied().unwrap_or_default()),
        });
    }
    report.identity_counts = all.into_values().collect();
}

/// A count that does not come is no reason to wait, and none to stop.
async fn counted(link: &Link, cancel: &CancellationToken) -> Counted {
    let both = async {
        let when = link.client.profile_counts(cancel).await?.counted;
        let by_namespace = link.client.identities_by_namespace(cancel).await?;
        Ok::<_, aep::Error>(Counted { by_namespace, when })
    };
    match tokio::time::timeout(PATIENCE, both).await {
        Ok(Ok(counted)) => counted,
        Ok(Err(error)) => {
            tracing::info!(%error, "the platform does not say how many identities it knows");
            Counted::default()
        }
        Err(_) => Counted::default(),
    }
}
