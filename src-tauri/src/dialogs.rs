//! The system's file dialogs, opened by Rust so that the page never handles paths.

use std::path::PathBuf;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Lets the user choose files to read; none when the dialog was left without a choice.
pub(crate) async fn open(app: &AppHandle) -> Vec<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(
            "CSV, Excel, zip",
            &[
                "csv", "txt", "tsv", "tab", "xlsx", "zip", "gz", "CSV", "TXT", "XLSX", "ZIP",
            ],
        )
        .add_filter("*", &["*"])
        .pick_files(move |paths| drop(answer.send(paths)));
    let chosen = chosen.await.ok().flatten().unwrap_or_default();
    chosen.into_iter().filter_map(|path| to_path(Some(path))).collect()
}

/// Lets the user choose a JSON file to read: a mapping set, or one of Adobe Developer Console.
pub(crate) async fn open_json(app: &AppHandle) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter("JSON", &["json", "JSON"])
        .add_filter("*", &["*"])
        .pick_file(move |path| drop(answer.send(path)));
    to_path(chosen.await.ok().flatten())
}

/// Lets the user choose a folder.
pub(crate) async fn open_folder(app: &AppHandle) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog().file().pick_folder(move |path| drop(answer.send(path)));
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
