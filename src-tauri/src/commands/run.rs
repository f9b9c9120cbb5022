//! Runs: started, watched, stopped. A run belongs to the process, not to the page that started it.

use super::{Answer, Held};
use crate::runs;
use ingest::{MappingSet, Progress, RunReport, UploadJob};
use tauri::AppHandle;
use tauri::ipc::Channel;

/// What somebody chose beside the mapping.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
pub(crate) struct SendChoices {
    /// Also who is the same as last time.
    everything: bool,
    /// Although a newer file went there before.
    older: bool,
}

/// Uploads a file; resolves when the run is done. `confirmed` is the name that was typed for a production sandbox;
/// the rest somebody chose on the page.
#[tauri::command]
pub(crate) async fn run_start(
    app: AppHandle,
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
    confirmed: Option<String>,
    choices: SendChoices,
    on_progress: Channel<Progress>,
) -> Answer<RunReport> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let job = UploadJob {
        confirmed,
        only_changed: !choices.everything,
        older: choices.older,
        ..UploadJob::new(ingest::new_run_id(), file, mapping)
    };
    let run = runs::start(app, shell.inner().clone(), desk, job);
    runs::watch(&shell, &run, &on_progress).await
}

/// Goes on with a run that was cut off; resolves when it is under way.
#[tauri::command]
pub(crate) async fn run_go_on(app: AppHandle, shell: Held<'_>, run: String) -> Answer<()> {
    runs::go_on(app, shell.inner().clone(), run).await
}

/// Watches a run that is under way; resolves when it is done.
#[tauri::command]
pub(crate) async fn run_watch(shell: Held<'_>, run: String, on_progress: Channel<Progress>) -> Answer<RunReport> {
    runs::watch(&shell, &run, &on_progress).await
}

/// Asks a run to stop.
#[tauri::command]
pub(crate) fn run_cancel(shell: Held<'_>, run: String) {
    if let Some(live) = shell.live(&run) {
        live.cancel.cancel();
    }
}
