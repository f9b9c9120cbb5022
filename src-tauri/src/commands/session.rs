//! What the page asks for when it starts.

use super::{Answer, Held};
use crate::state::held;
use ingest::view::Session;
use std::sync::atomic::Ordering;

/// Version, language and what came with the start.
#[tauri::command]
pub(crate) async fn session_start(shell: Held<'_>) -> Answer<Session> {
    let engine = shell.engine.clone();
    // A history that cannot be read says so itself at its page.
    let reset = crate::blocking(move || engine.history_reset())
        .await
        .unwrap_or_default();
    let mut pending = held(&shell.pending);
    shell.hears.store(true, Ordering::Relaxed);
    Ok(Session {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        locale: crate::locale(),
        pending: pending.file.take(),
        running: pending.run.take().or_else(|| shell.running()),
        schedule: pending.schedule.take(),
        reset,
    })
}

/// Somebody has seen what came back of a damaged history.
#[tauri::command]
pub(crate) async fn history_reset_seen(shell: Held<'_>) -> Answer<()> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.history_reset_seen()).await
}
