//! What is asked of the platform ahead of an upload. Only the trial sends anything.

use super::{Answer, Held};
use ingest::{BatchesToday, CasingProbe, MappingSet, RecordTrial, TryRecord};
use tokio_util::sync::CancellationToken;

/// Sends one record on trial. `confirmed` is the name that was typed for a production sandbox.
#[tauri::command]
pub(crate) async fn record_try(
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
    row: Option<u64>,
    confirmed: Option<String>,
) -> Answer<RecordTrial> {
    let (source, desk) = (shell.file(&ticket)?.as_ref().clone(), shell.desk().await?);
    let job = TryRecord {
        source,
        mapping,
        row,
        confirmed,
    };
    shell.engine.try_record(&desk, job, &CancellationToken::new()).await
}

/// Which casing of addresses Profile holds.
#[tauri::command]
pub(crate) async fn casing_probe(shell: Held<'_>, ticket: String, mapping: MappingSet) -> Answer<CasingProbe> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let cancel = CancellationToken::new();
    shell.engine.probe_casing(&desk, &file, &mapping, &cancel).await
}

/// How many batches a connection's sandbox had in the last 24 hours.
#[tauri::command]
pub(crate) async fn batches_today(shell: Held<'_>, connection: String) -> Answer<BatchesToday> {
    let settings = shell.settings(&connection).await?;
    shell.engine.batches_today(&settings, &CancellationToken::new()).await
}
