//! Files: chosen, dropped, looked at. The page never learns or submits a path.

use super::{Answer, Held};
use crate::{dialogs, sample};
use ingest::view::{FieldPreview, Inspected, Opened, RowCells};
use ingest::{MappingSet, Reading};
use tauri::AppHandle;

/// Opens the system's file dialog.
#[tauri::command]
pub(crate) async fn file_choose(app: AppHandle, shell: Held<'_>) -> Answer<Option<Opened>> {
    let paths = dialogs::open(&app).await;
    if paths.is_empty() {
        return Ok(None);
    }
    let shell = shell.inner().clone();
    // An archive is walked through: that may take long.
    crate::blocking(move || shell.take(&paths).map(Some)).await
}

/// Opens the sample that comes with the program.
#[tauri::command]
pub(crate) fn sample_open(shell: Held<'_>) -> Answer<Opened> {
    shell.take(&[sample::file(&shell.engine)?])
}

/// Understands a file, read as somebody decided, and proposes a mapping.
#[tauri::command]
pub(crate) async fn file_inspect(shell: Held<'_>, ticket: String, reading: Reading) -> Answer<Inspected> {
    shell.believe_new_addresses(false);
    let (file, desk) = (shell.read_as(&ticket, &reading)?, shell.desk().await?);
    let engine = shell.engine.clone();
    crate::blocking(move || engine.inspected(&file, &desk)).await
}

/// A few cells before and after.
#[tauri::command]
pub(crate) async fn mapping_preview(shell: Held<'_>, ticket: String, mapping: MappingSet) -> Answer<Vec<FieldPreview>> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    crate::blocking(move || desk.preview(&file, &mapping)).await
}

/// Rows as they stand in the file.
#[tauri::command]
pub(crate) async fn rows_show(shell: Held<'_>, ticket: String, rows: Vec<u64>) -> Answer<Vec<RowCells>> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    crate::blocking(move || desk.rows(&file, &rows)).await
}

/// One shopper as it would be sent.
#[tauri::command]
pub(crate) async fn record_preview(shell: Held<'_>, ticket: String, mapping: MappingSet) -> Answer<serde_json::Value> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    crate::blocking(move || desk.record(&file, &mapping)).await
}
