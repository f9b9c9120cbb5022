//! The icon in the desktop's bar: there while somebody relies on this process without a window, saying what schedules
//! are at, with a menu for what one does with them most.

mod deeds;
mod icon;
mod lines;
mod menu;

use crate::state::Shell;
use ingest::{Failure, Timestamp};
use lines::Face;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tauri::tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};
use tokio::sync::Notify;
use words::Words;

const ID: &str = "main";
/// *Tomorrow* becomes *today* while nothing else changes.
const LOOK: Duration = Duration::from_secs(60);

/// The icon as the process knows it.
#[derive(Default)]
pub(crate) struct Tray {
    /// Schedules are other than they were.
    pub(crate) changed: Notify,
    /// The process was started without a window: the icon is the way to it.
    pub(crate) always: AtomicBool,
    /// It is to be seen, where the desktop has a place for it.
    up: AtomicBool,
}

impl Tray {
    /// It is to be seen.
    pub(crate) fn is_up(&self) -> bool {
        self.up.load(Ordering::Relaxed) && crate::bus::has_tray()
    }

    /// It is, or is about to be, all that there is to be seen of the process.
    pub(crate) fn stays(&self) -> bool {
        self.always.load(Ordering::Relaxed) && crate::bus::has_tray()
    }
}

/// Shows the icon and keeps it true, until the process ends.
pub(crate) async fn keep(app: AppHandle, shell: Arc<Shell>) {
    let words = Arc::new(Words::of_system());
    let mut shown: Option<Face> = None;
    loop {
        match look(&shell, &words).await {
            Ok(face) if face == shown => {}
            Ok(face) => {
                if !draw(&app, face.clone(), shown.as_ref()).await {
                    tracing::info!("no icon in the desktop's bar: its library is not there");
                    // Nobody could find a process that has neither an icon nor a window.
                    shell.tray.always.store(false, Ordering::Relaxed);
                    return crate::window::leave_if_done(&app, &shell);
                }
                shell.tray.up.store(face.is_some(), Ordering::Relaxed);
                shown = face;
            }
            Err(failure) => tracing::warn!(detail = %failure.detail, "the icon is as it was"),
        }
        tokio::select! {
            () = shell.tray.changed.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// How the icon looks now; none where nothing asks for one.
async fn look(shell: &Arc<Shell>, words: &Arc<Words>) -> Result<Option<Face>, Failure> {
    let (engine, words, runs) = (shell.engine.clone(), words.clone(), shell.under_way());
    let always = shell.tray.always.load(Ordering::Relaxed);
    crate::blocking(move || {
        // The process is here to start them, whatever else would.
        let all = engine.schedules(Timestamp::now(), true)?;
        let is_asked = always || !all.schedules.is_empty();
        Ok(is_asked.then(|| lines::face(&all, runs, Timestamp::now(), &words)))
    })
    .await
}

/// Draws what is other than before, on the thread that owns the desktop's things. False where there can be no icon.
async fn draw(app: &AppHandle, face: Option<Face>, before: Option<&Face>) -> bool {
    let is_first = app.tray_by_id(ID).is_none();
    let is_same_state = !is_first && before.map(|b| b.state) == face.as_ref().map(|f| f.state);
    let (answer, drawn) = tokio::sync::oneshot::channel();
    let handle = app.clone();
    let asked = app.run_on_main_thread(move || {
        // The library of the desktop's bar is looked for when it is first used, and panics where it is missing. That
        // is no reason to go down: everything works without an icon.
        let tried = catch_unwind(AssertUnwindSafe(|| show(&handle, face.as_ref(), is_same_state)));
        let is_shown = tried.is_ok_and(|done| done.inspect_err(|error| tracing::warn!(%error, "icon")).is_ok());
        // Whoever asked waits for it.
        answer.send(is_shown).unwrap_or_default();
    });
    asked.is_ok() && drawn.await.unwrap_or(false)
}

fn show(app: &AppHandle, face: Option<&Face>, is_same_state: bool) -> tauri::Result<()> {
    let tray = app.tray_by_id(ID);
    let Some(face) = face else {
        // Hidden, not removed: it may come back, and not every bar takes a second one from the same program.
        return tray.map_or(Ok(()), |tray| tray.set_visible(false));
    };
    let menu = menu::draw(app, &face.lines)?;
    let Some(tray) = tray else {
        let built = build().icon(icon::of(face.state)).tooltip(&face.tip).menu(&menu);
        return built.build(app).map(drop);
    };
    if !is_same_state {
        tray.set_icon(Some(icon::of(face.state)))?;
    }
    tray.set_tooltip(Some(&face.tip))?;
    tray.set_menu(Some(menu))?;
    tray.set_visible(true)
}

/// Windows opens a program by a left click on its icon; elsewhere any click opens the menu.
fn build() -> TrayIconBuilder<Wry> {
    TrayIconBuilder::with_id(ID)
        .show_menu_on_left_click(!cfg!(windows))
        .on_menu_event(|app, event| {
            if let Some(deed) = menu::deed_of(event.id().as_ref()) {
                deeds::follow(app, deed);
            }
        })
        .on_tray_icon_event(|tray, event| {
            if cfg!(windows)
                && let TrayIconEvent::Click {
                    button: MouseButton::Left,
                    button_state: MouseButtonState::Up,
                    ..
                } = event
            {
                crate::window::front(tray.app_handle());
            }
        })
}
