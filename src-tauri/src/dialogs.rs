//! The system's file dialogs, opened by Rust so that the page never handles paths.

use std::path::PathBuf;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Lets the user choose a file to read.
pub(crate) async fn open(app: &AppHandle) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter("CSV", &["csv", "txt", "tsv", "tab", "CSV", "TXT"])
        .add_filter("*", &["*"])
        .pick_file(move |path| drop(answer.send(path)));
    to_path(chosen.await.ok().flatten())
}

/// Lets the user choose where to write.
pub(crate) async fn save(app: &AppHandle, name: &str) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name(name)
        .save_file(move |path| drop(answer.send(path)));
    to_path(chosen.await.ok().flatten())
}

fn to_path(path: Option<FilePath>) -> Option<PathBuf> {
    path.and_then(|p| p.into_path().ok())
}
