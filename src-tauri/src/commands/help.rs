//! Help: what this is, the manual, the licences, the log.

use super::{Answer, Held};
use crate::parts;
use ingest::view::About;
use tauri::AppHandle;

/// Versions and places.
#[tauri::command]
pub(crate) fn about_get(shell: Held<'_>) -> About {
    let webview = tauri::webview_version().unwrap_or_default();
    About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tauri: tauri::VERSION.to_owned(),
        webview: format!("{WEBVIEW} {webview}"),
        system: format!("{}, {}", std::env::consts::OS, std::env::consts::ARCH),
        data: shell.engine.data_folder().display().to_string(),
        logs: shell.engine.log_folder().display().to_string(),
    }
}

/// Opens the manual in the language of the window.
#[tauri::command]
pub(crate) fn manual_open(app: AppHandle) -> Answer<()> {
    let language = words::language(&crate::locale());
    parts::open_part(&app, &format!("manual/{language}/index.html"))
}

/// Opens the licences.
#[tauri::command]
pub(crate) fn licences_open(app: AppHandle) -> Answer<()> {
    parts::open_part(&app, "licences.html")
}

/// Opens the folder of the log.
#[tauri::command]
pub(crate) fn log_folder_open(shell: Held<'_>) -> Answer<()> {
    parts::open(shell.engine.log_folder().display().to_string())
}

/// What shows the page on this system.
const WEBVIEW: &str = if cfg!(windows) {
    "WebView2"
} else if cfg!(target_os = "macos") {
    "WebKit"
} else {
    "WebKitGTK"
};
