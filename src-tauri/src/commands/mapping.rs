//! Mapping sets as files: saved where the user says, and brought in from where the user says; and in the language of
//! Adobe's own mapper.

use super::{Answer, Held};
use crate::dialogs;
use ingest::view::{ImportedMapping, SavedFile};
use ingest::{DataPrepExport, DataPrepTrial, MappingSet};
use tauri::AppHandle;
use tokio_util::sync::CancellationToken;

/// So many shoppers are compared: enough to show a difference, few enough to answer at once.
const COMPARED: usize = 50;

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

/// Writes the mapping in use for Data Prep, and tells what has no equal there.
#[tauri::command]
pub(crate) async fn data_prep_save(
    app: AppHandle,
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
) -> Answer<Option<(SavedFile, DataPrepExport)>> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let Some(path) = dialogs::save(&app, &ingest::data_prep_name(&file.name)).await else {
        return Ok(None);
    };
    crate::blocking(move || desk.save_data_prep(&mapping, &path))
        .await
        .map(Some)
}

/// Lets Data Prep check the mapping in use and map a few shoppers, beside ours. Nothing is kept there.
#[tauri::command]
pub(crate) async fn data_prep_try(shell: Held<'_>, ticket: String, mapping: MappingSet) -> Answer<DataPrepTrial> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    let cancel = CancellationToken::new();
    desk.try_data_prep(&file, &mapping, COMPARED, &cancel).await
}
