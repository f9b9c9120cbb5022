//! What the page asks for when it starts.

use super::Held;
use crate::state::held;
use ingest::view::Session;

/// Version, language and what came with the start.
#[tauri::command]
pub(crate) fn session_start(shell: Held<'_>) -> Session {
    let mut pending = held(&shell.pending);
    Session {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        locale: crate::locale(),
        pending: pending.file.take(),
        running: pending.run.take().or_else(|| shell.running()),
    }
}
