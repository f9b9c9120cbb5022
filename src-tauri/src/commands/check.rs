//! The check of a whole file.

use super::{Answer, Held};
use crate::dialogs;
use ingest::view::SavedFile;
use ingest::{CheckReport, FindingCode, MappingSet, Progress};
use std::collections::HashMap;
use std::sync::Arc;
use tauri::AppHandle;
use tauri::ipc::Channel;

/// Checks a file under a mapping; an earlier check of the same file is stopped.
#[tauri::command]
pub(crate) async fn check_start(
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
    on_progress: Channel<Progress>,
) -> Answer<CheckReport> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let cancel = shell.check_token(&ticket);
    // A page that is gone is no reason to stop, hence the ignored result.
    let sink = move |progress| drop(on_progress.send(progress));
    crate::blocking(move || desk.check(&file, &mapping, Arc::new(sink), &cancel)).await
}

/// Stops it.
#[tauri::command]
pub(crate) fn check_cancel(shell: Held<'_>, ticket: String) {
    shell.stop_check(&ticket);
}

/// Writes the rows that cannot be sent where the user says.
#[tauri::command]
pub(crate) async fn rejects_save(
    app: AppHandle,
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
    reasons: HashMap<FindingCode, String>,
) -> Answer<Option<SavedFile>> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let Some(path) = dialogs::save(&app, &ingest::rejects_name(&file.name)).await else {
        return Ok(None);
    };
    crate::blocking(move || {
        let reason = |code| reasons.get(&code).cloned().unwrap_or_default();
        desk.save_rejects(&file, &mapping, &path, &reason)
    })
    .await
    .map(Some)
}
