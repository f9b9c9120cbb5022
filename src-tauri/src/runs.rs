//! Runs of this process: they go on when the window closes, and the process stays until the last is safe to leave.

use crate::state::Shell;
use ingest::{Desk, Failure, MappingSet, Progress, RunReport, SourceFile, UploadJob};
use std::sync::Arc;
use tauri::ipc::Channel;
use tauri::{AppHandle, Emitter};

/// Starts a run and returns its id at once.
pub(crate) fn start(app: AppHandle, shell: Arc<Shell>, desk: Arc<Desk>, source: Arc<SourceFile>, mapping: MappingSet) -> String {
    let run = ingest::new_run_id();
    let live = shell.run_begins(&run);
    let id = run.clone();
    tauri::async_runtime::spawn(async move {
        let sink = {
            let live = live.clone();
            move |progress: Progress| live.publish(progress)
        };
        let job = UploadJob::new(id.clone(), source, mapping);
        if let Err(failure) = shell.engine.upload(&desk, job, Arc::new(sink), live.cancel.clone()).await {
            tracing::warn!(run = %id, detail = %failure.detail, "run failed");
        }
        shell.run_ended(&id);
        // A window that is gone has nothing to refresh.
        drop(app.emit("history_changed", ()));
        crate::window::leave_if_done(&app, &shell);
    });
    run
}

/// Forwards a run's snapshots until it is done; its report comes from the history, also for one that ended before.
pub(crate) async fn watch(shell: &Shell, run: &str, on_progress: &Channel<Progress>) -> Result<RunReport, Failure> {
    if let Some(live) = shell.live(run) {
        let forward = live.forward(on_progress);
        drop(live);
        forward.await;
    }
    let (engine, run) = (shell.engine.clone(), run.to_owned());
    crate::blocking(move || engine.run(&run)).await
}
