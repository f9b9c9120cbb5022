//! Schedules in the window's process: the way to their datasets, the agent that keeps their promise while the process
//! lives, and what starts it with the computer.

use crate::notices::{self, About};
use crate::state::{Shell, held};
use ingest::schedule::Destination;
use ingest::{
    Agent, Background, Doors, Engine, Failure, News, Opening, Problem, ScheduleView, Timestamp, Told, Worker,
};
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager};
use tokio_util::sync::CancellationToken;
use words::Words;

/// How long a run without a watcher waits for the platform before it is looked at again later.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// The way to datasets through this process's connections.
struct ShellDoors(Arc<Shell>);

impl Doors for ShellDoors {
    fn open<'a>(&'a self, destination: &'a Destination, _cancel: &'a CancellationToken) -> Opening<'a> {
        Box::pin(self.0.desk_at(destination))
    }
}

/// The way to datasets, for those who ask by hand.
pub(crate) fn doors(shell: &Arc<Shell>) -> impl Doors {
    ShellDoors(shell.clone())
}

/// Tells the page, the icon in the desktop's bar, and by a notification whoever looks at neither.
struct ToldDesktop(AppHandle, Arc<Shell>);

impl Told for ToldDesktop {
    fn tell(&self, news: &News) {
        let json = serde_json::to_value(news).unwrap_or_default();
        // What, not of which: names are in the history.
        tracing::info!(what = %json["what"], "news of a schedule");
        notices::tell(&self.0, Words::of_system().news(&json), About::of(news));
        self.changed();
    }

    fn changed(&self) {
        self.1.tray.changed.notify_one();
        // A window that is gone has nothing to refresh.
        drop(self.0.emit("schedules_changed", ()));
        drop(self.0.emit("history_changed", ()));
    }
}

/// Starts the agent; it works until the process ends.
pub(crate) fn start_agent(app: AppHandle, shell: &Arc<Shell>) {
    let worker = Worker {
        doors: Arc::new(ShellDoors(shell.clone())),
        told: Arc::new(ToldDesktop(app, shell.clone())),
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
    let (app, engine) = (app.clone(), shell.engine.clone());
    let view = crate::blocking(move || {
        let id = change(&engine)?;
        engine.schedule(&id, Timestamp::now(), starts(&app))
    })
    .await;
    shell.look_at_schedules();
    view
}

/// Something on this computer starts schedules.
pub(crate) fn starts(app: &AppHandle) -> bool {
    ingest::starts_with_computer() || timer_is_on(&app.state::<Arc<Shell>>())
}

/// The system's timer starts schedules, as far as is known.
pub(crate) fn timer_is_on(shell: &Shell) -> bool {
    *held(&shell.timer).get_or_insert_with(|| ingest::timer() == Some(true))
}

/// What starts schedules on this computer. Asks the desktop, so it takes a moment.
pub(crate) fn background(app: &AppHandle) -> Background {
    let timer = ingest::timer();
    *held(&app.state::<Arc<Shell>>().timer) = Some(timer == Some(true));
    Background {
        starts_with_computer: ingest::starts_with_computer(),
        timer,
        tray: crate::bus::has_tray(),
        tells: crate::bus::has_notifications(),
    }
}

/// Starts the app with the computer, without a window, or no longer.
pub(crate) fn start_with_computer(app: &AppHandle, on: bool) -> Result<Background, Failure> {
    let own = std::env::current_exe().map_err(|e| Failure::new(Problem::Internal {}, e))?;
    ingest::start_with_computer(on, &own)?;
    Ok(background(app))
}

/// Lets the system's timer call the command line that came with this program, or no longer.
pub(crate) fn start_by_timer(app: &AppHandle, on: bool) -> Result<Background, Failure> {
    let own = std::env::current_exe().map_err(|e| Failure::new(Problem::Internal {}, e))?;
    let courier = own.with_file_name(format!("courier{}", std::env::consts::EXE_SUFFIX));
    ingest::set_timer(on, &courier)?;
    Ok(background(app))
}

/// Somebody relies on this process although no window is open: its schedules, which it would start again with the
/// computer or which nothing else starts, or the one who started it to be there.
pub(crate) fn is_needed(shell: &Shell) -> bool {
    let is_counted_on = ingest::starts_with_computer() || (shell.tray.is_up() && !timer_is_on(shell));
    shell.tray.stays() || (is_counted_on && shell.engine.has_schedules().unwrap_or(false))
}

/// The window is gone and the process is not: said once, for good.
pub(crate) fn say_that_it_stays(app: &AppHandle, shell: &Shell) {
    if shell.tray.is_up() && shell.engine.is_first("told/stays").unwrap_or(false) {
        let words = Words::of_system();
        let said = (words.say("tray-stays-title"), words.say("tray-stays-text"));
        notices::tell(app, said, About::Program);
    }
}
