//! Why the platform refused rows, grouped by its own codes. Cell values that it quotes are taken out.

use crate::desk::Link;
use crate::report::Refusal;
use aep::{Batch, CancellationToken};
use std::collections::BTreeMap;

/// Refused rows that are read at most; beyond that the groups are known.
const ROWS: u64 = 10_000;
/// Groups that are kept.
const GROUPS: usize = 20;

/// Reads the diagnostics of a batch; what cannot be read is no reason to fail a run that is over.
pub(super) async fn refusals(link: &Link, batch: &Batch, cancel: &CancellationToken) -> Vec<Refusal> {
    let mut groups = BTreeMap::new();
    if let Err(error) = rows(link, batch, cancel, &mut groups).await {
        tracing::warn!(%error, "diagnostics could not be read");
    }
    if groups.is_empty() {
        for error in &batch.errors {
            groups.insert(
                (error.code.clone(), aep::redact(&error.description)),
                error.records.unwrap_or_default(),
            );
        }
    }
    let mut refusals: Vec<Refusal> = groups
        .into_iter()
        .map(|((code, message), count)| Refusal { code, message, count })
        .collect();
    refusals.sort_by_key(|r| std::cmp::Reverse(r.count));
    refusals.truncate(GROUPS);
    refusals
}

async fn rows(
    link: &Link,
    batch: &Batch,
    cancel: &CancellationToken,
    groups: &mut BTreeMap<(String, String), u64>,
) -> Result<(), aep::Error> {
    let mut read = 0;
    for file in link.client.row_error_files(&batch.id, cancel).await? {
        let mut errors = link.client.row_errors(&batch.id, &file.name, cancel).await?;
        while let Some(row) = errors.next(cancel).await? {
            for fault in row.faults.into_iter().take(1) {
                *groups.entry((fault.code, aep::redact(&fault.message))).or_default() += 1;
            }
            read += 1;
            if read >= ROWS {
                return Ok(());
            }
        }
    }
    Ok(())
}
