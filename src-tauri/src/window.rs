//! The one window: made, shown, closed, and what reaches it from outside (drops and further starts).

use crate::argv::{self, Wishes};
use crate::notices::About;
use crate::state::{Shell, held};
use ingest::view::AskedSchedule;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, Url, Window, WindowEvent, Wry};

/// The only window's label.
pub(crate) const MAIN: &str = "main";

/// The window shows our page and no other: whatever would lead it elsewhere is refused, so that nothing of a page that
/// somebody took over can be handed to a host by an address.
pub(crate) fn stay() -> TauriPlugin<Wry> {
    tauri::plugin::Builder::new("stay")
        .on_navigation(|_, url| {
            let is_ours = is_ours(url);
            if !is_ours {
                tracing::warn!(scheme = url.scheme(), "the window was not led elsewhere");
            }
            is_ours
        })
        .build()
}

/// The page's own origin: a scheme of its own, and on Windows a host of its own that no network knows.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        ("http" | "https", Some("tauri.localhost")) => cfg!(windows),
        ("http", Some("localhost")) => tauri::is_dev() && url.port() == Some(1420),
        _ => false,
    }
}

/// Takes files and runs that a start asks for; before the page listens they wait in the session.
pub(crate) fn wish(app: &AppHandle, words: Vec<String>, cwd: &str) {
    ask(app, &argv::parse(words, Path::new(cwd)));
}

/// Takes files that macOS opens with this program: there they are no words of a start.
#[cfg(target_os = "macos")]
pub(crate) fn open(app: &AppHandle, urls: &[tauri::Url]) {
    let files = urls.iter().filter_map(|url| url.to_file_path().ok()).collect();
    let wishes = Wishes {
        files,
        ..Wishes::default()
    };
    ask(app, &wishes);
}

fn ask(app: &AppHandle, wishes: &Wishes) {
    if wishes.ignored > 0 {
        tracing::info!(count = wishes.ignored, "words of a start passed over");
    }
    let shell = app.state::<Arc<Shell>>();
    if shell.hears.load(Ordering::Relaxed) {
        grant(app, wishes);
    } else {
        keep(&shell, wishes);
    }
    front(app);
}

/// Brings the window to the front, on what a notification or the icon is about.
pub(crate) fn show(app: &AppHandle, about: &About) {
    let shell = app.state::<Arc<Shell>>();
    let hears = shell.hears.load(Ordering::Relaxed);
    match about {
        About::Program => {}
        About::Run(run) if hears => drop(app.emit_to(MAIN, "run_show", run)),
        About::Schedule(asked) if hears => drop(app.emit_to(MAIN, "schedule_show", asked)),
        About::Run(run) => held(&shell.pending).run = Some(run.clone()),
        About::Schedule(asked) => held(&shell.pending).schedule = Some(asked.clone()),
    }
    front(app);
}

/// Keeps what a start asked for until a page begins and fetches it.
pub(crate) fn keep(shell: &Shell, wishes: &Wishes) {
    let mut pending = held(&shell.pending);
    pending.run.clone_from(&wishes.show);
    pending.schedule = wishes.schedule.clone().map(asked);
    if !wishes.files.is_empty() {
        let taken = shell.take(&wishes.files);
        pending.file = taken
            .inspect_err(|f| tracing::warn!(detail = %f.detail, "file refused"))
            .ok();
    }
}

fn grant(app: &AppHandle, wishes: &Wishes) {
    if let Some(run) = &wishes.show {
        drop(app.emit_to(MAIN, "run_show", run));
    }
    if let Some(schedule) = wishes.schedule.clone() {
        drop(app.emit_to(MAIN, "schedule_show", asked(schedule)));
    }
    if !wishes.files.is_empty() {
        offer(app, &wishes.files);
    }
}

/// Whichever slot of it waits.
fn asked(schedule: String) -> AskedSchedule {
    AskedSchedule { schedule, local: None }
}

/// Tells the page of a file that came from outside.
fn offer(app: &AppHandle, files: &[PathBuf]) {
    let shell = app.state::<Arc<Shell>>().inner().clone();
    if let [file] = files
        && file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
    {
        return offer_credentials(app.clone(), shell, file.clone());
    }
    if files.is_empty() {
        return;
    }
    let (app, files) = (app.clone(), files.to_vec());
    // An archive is walked through: that may take long.
    tauri::async_runtime::spawn_blocking(move || match shell.take(&files) {
        Ok(opened) => drop(app.emit_to(MAIN, "file_opened", opened)),
        Err(failure) => drop(app.emit_to(MAIN, "file_refused", failure)),
    });
}

/// Tells the page of credentials that came from outside. A JSON file that holds none is refused as one, because no
/// table is JSON.
fn offer_credentials(app: AppHandle, shell: Arc<Shell>, file: PathBuf) {
    tauri::async_runtime::spawn(async move {
        match shell.import_credentials(&file).await {
            Ok(draft) => drop(app.emit_to(MAIN, "credentials_opened", draft)),
            Err(failure) => drop(app.emit_to(MAIN, "file_refused", failure)),
        }
    });
}

/// Brings the window to the front, made anew when it was closed.
pub(crate) fn front(app: &AppHandle) {
    let window = app.get_webview_window(MAIN).or_else(|| {
        let config = app.config().app.windows.iter().find(|w| w.label == MAIN)?;
        tauri::WebviewWindowBuilder::from_config(app, config).ok()?.build().ok()
    });
    if let Some(window) = window {
        drop(window.show());
        drop(window.unminimize());
        drop(window.set_focus());
    }
}

/// Drops on the window, and its closing.
pub(crate) fn event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { .. }) => drop(app.emit_to(MAIN, "drop_hover", true)),
        WindowEvent::DragDrop(DragDropEvent::Leave) => drop(app.emit_to(MAIN, "drop_hover", false)),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            drop(app.emit_to(MAIN, "drop_hover", false));
            offer(app, paths);
        }
        WindowEvent::Destroyed => gone(app, &app.state::<Arc<Shell>>()),
        _ => {}
    }
}

/// The next page fetches what is asked for until then. A window that nobody has seen, at a start without one, is not
/// missed.
fn gone(app: &AppHandle, shell: &Shell) {
    if shell.hears.swap(false, Ordering::Relaxed) && crate::schedules::is_needed(shell) {
        crate::schedules::say_that_it_stays(app, shell);
    }
}

/// Ends the process when no window is open and no run is under way.
pub(crate) fn leave_if_done(app: &AppHandle, shell: &Shell) {
    let is_idle = shell.running().is_none() && !crate::schedules::is_needed(shell);
    if app.webview_windows().is_empty() && is_idle {
        app.exit(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_page_is_ours() {
        let ours = |text: &str| is_ours(&Url::parse(text).unwrap());
        assert!(ours("tauri://localhost") && ours("tauri://localhost/index.html#history"));
        for other in [
            "https://evil.example/",
            "http://127.0.0.1:8080/",
            "http://localhost/",
            "http://localhost.evil.example:1420/",
            "https://tauri.localhost.evil.example/",
            "tauri://evil.example/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "about:blank",
        ] {
            assert!(!ours(other), "{other}");
        }
    }
}
