//! Mapping sets as files: saved where the user says, and brought in from where the user says.

use super::{Answer, Held};
use crate::dialogs;
use ingest::MappingSet;
use ingest::view::{ImportedMapping, SavedFile};
use tauri::AppHandle;

/// Writes the mapping in use.
#[tauri::command]
pub(crate) async fn mapping_save(
    app: AppHandle,
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
) -> Answer<Option<SavedFile>> {
    let name = ingest::mapping_name(&shell.file(&ticket)?.name);
    let Some(path) = dialogs::save(&app, &name).await else {
        return Ok(None);
    };
    crate::blocking(move || ingest::write_mapping(&path, &mapping))
        .await
        .map(Some)
}

/// Reads a mapping for the file in front. Nothing is changed before the page says so.
#[tauri::command]
pub(crate) async fn mapping_open(app: AppHandle, shell: Held<'_>, ticket: String) -> Answer<Option<ImportedMapping>> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let Some(path) = dialogs::open_json(&app).await else {
        return Ok(None);
    };
    crate::blocking(move || desk.fit_mapping(&file, ingest::read_mapping(&path)?))
        .await
        .map(Some)
}
