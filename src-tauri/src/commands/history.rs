//! What was uploaded.

use super::{Answer, Held};
use crate::{dialogs, parts};
use ingest::view::{Opened, RowCells, SavedFile};
use ingest::{FindingCode, ProgressSink, RunReport};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter};
use tokio_util::sync::CancellationToken;

/// How long somebody who asks once more waits for the shoppers.
const LOOK: Duration = Duration::from_secs(15);

/// Runs, newest first.
#[tauri::command]
pub(crate) async fn history_list(shell: Held<'_>) -> Answer<Vec<RunReport>> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.history(500)).await
}

/// One run.
#[tauri::command]
pub(crate) async fn history_get(shell: Held<'_>, run: String) -> Answer<RunReport> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.run(&run)).await
}

/// Writes the rows that a run left out where the user says, rebuilt from its source.
#[tauri::command]
pub(crate) async fn run_rejects_save(
    app: AppHandle,
    shell: Held<'_>,
    run: String,
    reasons: HashMap<FindingCode, String>,
) -> Answer<Option<SavedFile>> {
    let engine = shell.engine.clone();
    let desk = shell.desk_of(&engine.run(&run)?).await?;
    let name = engine.run(&run)?.file.name;
    let Some(path) = dialogs::save(&app, &ingest::rejects_name(&name)).await else {
        return Ok(None);
    };
    crate::blocking(move || {
        let reason = |code| reasons.get(&code).cloned().unwrap_or_default();
        engine.save_run_rejects(&desk, &run, &path, &reason)
    })
    .await
    .map(Some)
}

/// Looks a few shoppers of a run up in Profile once more.
#[tauri::command]
pub(crate) async fn run_verify(app: AppHandle, shell: Held<'_>, run: String) -> Answer<RunReport> {
    let engine = shell.engine.clone();
    let desk = shell.desk_of(&engine.run(&run)?).await?;
    let (nobody, cancel): (Arc<dyn ProgressSink>, _) = (Arc::new(|_| {}), CancellationToken::new());
    let shoppers = engine.verification_of(&desk, &run, nobody.clone(), &cancel).await?;
    let report = engine.verify(&desk, shoppers, LOOK, nobody, &cancel).await?;
    drop(app.emit("history_changed", ()));
    Ok(report)
}

/// Opens Adobe's page about the dataset of a run in the browser. The page gives a run, never an address.
#[tauri::command]
pub(crate) async fn dataset_page_open(shell: Held<'_>, run: String) -> Answer<()> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.dataset_page(&run)?.map_or(Ok(()), parts::open)).await
}

/// Rows of a run's source as they stand there.
#[tauri::command]
pub(crate) async fn run_rows_show(shell: Held<'_>, run: String, rows: Vec<u64>) -> Answer<Vec<RowCells>> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.run_rows(&run, &rows)).await
}

/// Opens the source file of a run again.
#[tauri::command]
pub(crate) async fn run_again(shell: Held<'_>, run: String) -> Answer<Opened> {
    let (source, _) = shell.engine.source_of(&run)?;
    Ok(shell.hold(source))
}

/// Writes the history, without personal data and paths, where the user says.
#[tauri::command]
pub(crate) async fn history_export(app: AppHandle, shell: Held<'_>) -> Answer<Option<SavedFile>> {
    let engine = shell.engine.clone();
    let Some(path) = dialogs::save(&app, "profile-courier-history.json").await else {
        return Ok(None);
    };
    crate::blocking(move || engine.export_history(&path)).await.map(Some)
}
