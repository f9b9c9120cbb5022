//! What the lines of the icon's menu do.

use super::lines::Deed;
use crate::notices::About;
use crate::state::Shell;
use crate::window;
use ingest::{Engine, Failure, Timestamp};
use jiff::tz::TimeZone;
use serde_json::json;
use std::sync::Arc;
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use words::Words;

/// Does it.
pub(super) fn follow(app: &AppHandle, deed: Deed) {
    match deed {
        Deed::Open => window::front(app),
        Deed::Show(asked) => window::show(app, &About::Schedule(asked)),
        Deed::Quit => {
            tauri::async_runtime::spawn(quit(app.clone()));
        }
        Deed::Run(id) => change(app, move |engine| {
            engine.run_schedule_now(&id, Timestamp::now()).map(drop)
        }),
        Deed::Pause(length) => change(app, move |engine| {
            let now = Timestamp::now();
            engine.pause_schedules(length.until(now, &TimeZone::system()), now)
        }),
        Deed::Resume => change(app, |engine| engine.resume_schedules(Timestamp::now())),
    }
}

/// Changes something about schedules, and lets everybody see it.
fn change(app: &AppHandle, change: impl FnOnce(&Engine) -> Result<(), Failure> + Send + 'static) {
    let (app, shell) = (app.clone(), app.state::<Arc<Shell>>().inner().clone());
    tauri::async_runtime::spawn(async move {
        let engine = shell.engine.clone();
        if let Err(failure) = crate::blocking(move || change(&engine)).await {
            tracing::warn!(detail = %failure.detail, "from the icon's menu");
            // A menu has no room to say why not; the page has.
            window::front(&app);
        }
        shell.look_at_schedules();
        drop(app.emit("schedules_changed", ()));
    });
}

/// Ends the program; asks before, where something would not happen then.
async fn quit(app: AppHandle) {
    let shell = app.state::<Arc<Shell>>().inner().clone();
    let (known, runs) = (shell.clone(), shell.under_way());
    let waiting = crate::blocking(move || {
        let others_start = crate::schedules::timer_is_on(&known);
        let all = known.engine.schedules(Timestamp::now(), true)?.schedules;
        Ok(all.iter().filter(|view| view.enabled && !others_start).count())
    })
    .await
    .unwrap_or_default();
    let words = Words::of_system();
    let reasons = [("tray-quit-runs", runs), ("tray-quit-schedules", waiting)];
    let said: Vec<String> = reasons
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| words.with(id, &json!({"count": count})))
        .collect();
    if said.is_empty() {
        return app.exit(0);
    }
    let yes = MessageDialogButtons::OkCancelCustom(words.say("tray-quit-yes"), words.say("tray-quit-no"));
    let leaving = app.clone();
    app.dialog()
        .message(said.join(" "))
        .title(words.say("tray-quit-title"))
        .kind(MessageDialogKind::Warning)
        .buttons(yes)
        .show(move |is_sure| {
            if is_sure {
                leaving.exit(0);
            }
        });
}
