//! Schedules in the window's process: the way to their datasets, the agent that keeps their promise while the process
//! lives, and what starts it with the computer.

use crate::state::Shell;
use ingest::schedule::Destination;
use ingest::{
    Agent, Background, Doors, Engine, Failure, News, Opening, Problem, ScheduleView, Timestamp, Told, Worker,
};
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter};
use tauri_plugin_autostart::ManagerExt;
use tokio_util::sync::CancellationToken;

/// How long a run without a watcher waits for the platform before it is looked at again later.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// The way to datasets through this process's connections.
struct ShellDoors(Arc<Shell>);

impl Doors for ShellDoors {
    fn open<'a>(&'a self, destination: &'a Destination, _cancel: &'a CancellationToken) -> Opening<'a> {
        Box::pin(self.0.desk_at(destination))
    }
}

/// Tells the page.
struct ToldPage(AppHandle);

impl Told for ToldPage {
    fn tell(&self, news: &News) {
        // The name is the user's own word for it, and no shopper's.
        tracing::info!(what = %serde_json::to_value(news).ok().and_then(|n| n["what"].as_str().map(str::to_owned)).unwrap_or_default(), "news of a schedule");
        self.changed();
    }

    fn changed(&self) {
        // A window that is gone has nothing to refresh.
        drop(self.0.emit("schedules_changed", ()));
        drop(self.0.emit("history_changed", ()));
    }
}

/// Starts the agent; it works until the process ends.
pub(crate) fn start_agent(app: AppHandle, shell: &Arc<Shell>) {
    let worker = Worker {
        doors: Arc::new(ShellDoors(shell.clone())),
        told: Arc::new(ToldPage(app)),
        cancel: CancellationToken::new(),
        patience: PATIENCE,
        now: Arc::new(Timestamp::now),
    };
    let agent = Arc::new(Agent::new(shell.engine.clone(), worker));
    shell.agent_is(agent.clone());
    tauri::async_runtime::spawn(agent.run());
}

/// Changes a schedule, lets the agent look at once, and shows what became of it.
pub(crate) async fn shown(
    app: &AppHandle,
    shell: &Shell,
    change: impl FnOnce(&Engine) -> Result<String, Failure> + Send + 'static,
) -> Result<ScheduleView, Failure> {
    let (engine, starts) = (shell.engine.clone(), background(app).starts());
    let view = crate::blocking(move || {
        let id = change(&engine)?;
        engine.schedule(&id, Timestamp::now(), starts)
    })
    .await;
    shell.look_at_schedules();
    view
}

/// What starts schedules on this computer.
pub(crate) fn background(app: &AppHandle) -> Background {
    Background {
        // A system that cannot say is one that does not do it.
        starts_with_computer: app.autolaunch().is_enabled().unwrap_or(false),
        timer: None,
        tray: false,
        tells: false,
    }
}

/// Starts the app with the computer, without a window, or no longer.
pub(crate) fn start_with_computer(app: &AppHandle, on: bool) -> Result<Background, Failure> {
    let autostart = app.autolaunch();
    let changed = if on { autostart.enable() } else { autostart.disable() };
    changed.map_err(|e| {
        let name = "autostart".to_owned();
        Failure::new(Problem::WriteDenied { name }, e)
    })?;
    Ok(background(app))
}

/// Somebody relies on this process although no window is open.
pub(crate) fn is_needed(app: &AppHandle, shell: &Shell) -> bool {
    background(app).starts_with_computer && shell.engine.has_schedules().unwrap_or(false)
}
