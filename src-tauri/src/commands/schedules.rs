//! Schedules: clicked together, looked at, decided about. Paths come out of the system's dialogs only.

use super::{Answer, Held};
use crate::dialogs;
use crate::schedules::{background, shown, start_by_timer, start_with_computer, starts};
use ingest::schedule::Schedule;
use ingest::{
    Background, Decision, MappingChoice, Progress, SchedulePreview, ScheduleView, Schedules, SlotView, Timestamp, Tried,
};
use std::sync::Arc;
use tauri::AppHandle;
use tauri::ipc::Channel;

/// Every schedule, with what comes next.
#[tauri::command]
pub(crate) async fn schedules_list(app: AppHandle, shell: Held<'_>) -> Answer<Schedules> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.schedules(Timestamp::now(), starts(&app))).await
}

/// What a dialog shows while one clicks.
#[tauri::command]
pub(crate) async fn schedule_preview(
    app: AppHandle,
    shell: Held<'_>,
    id: Option<String>,
    schedule: Schedule,
) -> Answer<SchedulePreview> {
    let engine = shell.engine.clone();
    let chosen = shell.chosen_paths();
    crate::blocking(move || {
        engine.check_paths(&schedule, &chosen)?;
        engine.preview_schedule(id.as_deref(), &schedule, Timestamp::now(), starts(&app))
    })
    .await
}

/// Keeps a schedule.
#[tauri::command]
pub(crate) async fn schedule_save(
    app: AppHandle,
    shell: Held<'_>,
    id: Option<String>,
    schedule: Schedule,
    confirmed: Option<String>,
) -> Answer<ScheduleView> {
    let chosen = shell.chosen_paths();
    shown(&app, &shell, move |engine| {
        engine.check_paths(&schedule, &chosen)?;
        engine.save_schedule(id.as_deref(), &schedule, confirmed.as_deref(), Timestamp::now())
    })
    .await
}

/// Switches a schedule on or off.
#[tauri::command]
pub(crate) async fn schedule_switch(
    app: AppHandle,
    shell: Held<'_>,
    id: String,
    enabled: bool,
) -> Answer<ScheduleView> {
    shown(&app, &shell, move |engine| {
        engine.switch_schedule(&id, enabled, Timestamp::now()).map(|()| id)
    })
    .await
}

/// Removes a schedule.
#[tauri::command]
pub(crate) async fn schedule_remove(shell: Held<'_>, id: String) -> Answer<()> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.remove_schedule(&id)).await?;
    shell.look_at_schedules();
    Ok(())
}

/// Pauses all schedules.
#[tauri::command]
pub(crate) async fn schedules_pause(app: AppHandle, shell: Held<'_>, until: Option<Timestamp>) -> Answer<Schedules> {
    let engine = shell.engine.clone();
    let all = crate::blocking(move || {
        engine.pause_schedules(until, Timestamp::now())?;
        engine.schedules(Timestamp::now(), starts(&app))
    })
    .await;
    shell.look_at_schedules();
    all
}

/// Ends the pause.
#[tauri::command]
pub(crate) async fn schedules_resume(app: AppHandle, shell: Held<'_>) -> Answer<Schedules> {
    let engine = shell.engine.clone();
    let all = crate::blocking(move || {
        engine.resume_schedules(Timestamp::now())?;
        engine.schedules(Timestamp::now(), starts(&app))
    })
    .await;
    shell.look_at_schedules();
    all
}

/// Slots of some days, those to come included.
#[tauri::command]
pub(crate) async fn slots_list(shell: Held<'_>, from: String, until: String) -> Answer<Vec<SlotView>> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.slots(&from, &until, Timestamp::now())).await
}

/// Decides about a slot that is held.
#[tauri::command]
pub(crate) async fn slot_decide(
    app: AppHandle,
    shell: Held<'_>,
    schedule: String,
    local: String,
    decision: Decision,
) -> Answer<ScheduleView> {
    shown(&app, &shell, move |engine| {
        engine.decide_slot(&schedule, &local, &decision).map(|()| schedule)
    })
    .await
}

/// Runs a schedule now.
#[tauri::command]
pub(crate) async fn schedule_run(app: AppHandle, shell: Held<'_>, id: String) -> Answer<ScheduleView> {
    shown(&app, &shell, move |engine| {
        engine.run_schedule_now(&id, Timestamp::now()).map(|_| id)
    })
    .await
}

/// Checks what a schedule would send now, and sends nothing.
#[tauri::command]
pub(crate) async fn schedule_try(
    shell: Held<'_>,
    id: Option<String>,
    schedule: Schedule,
    on_progress: Channel<Progress>,
) -> Answer<Tried> {
    let (engine, chosen, sentence) = (shell.engine.clone(), shell.chosen_paths(), schedule.clone());
    crate::blocking(move || engine.check_paths(&sentence, &chosen)).await?;
    let cancel = shell.check_token(TRIAL);
    let sink = Arc::new(move |progress: Progress| drop(on_progress.send(progress)));
    let desk = shell.desk_at(&schedule.destination).await?;
    shell
        .engine
        .try_schedule(&desk, id.as_deref(), &schedule, sink, &cancel)
        .await
}

/// Stops that check.
#[tauri::command]
pub(crate) fn schedule_try_cancel(shell: Held<'_>) {
    shell.stop_check(TRIAL);
}

/// Lets the user choose a file that is uploaded again and again.
#[tauri::command]
pub(crate) async fn schedule_file_choose(app: AppHandle, shell: Held<'_>) -> Answer<Option<String>> {
    let chosen = dialogs::open(&app).await.into_iter().next();
    Ok(chosen.map(|path| shell.choose_path(&path)))
}

/// Lets the user choose a folder.
#[tauri::command]
pub(crate) async fn schedule_folder_choose(app: AppHandle, shell: Held<'_>) -> Answer<Option<String>> {
    let chosen = dialogs::open_folder(&app).await;
    Ok(chosen.map(|path| shell.choose_path(&path)))
}

/// The schedule that would repeat an upload.
#[tauri::command]
pub(crate) async fn schedule_from_run(shell: Held<'_>, run: String) -> Answer<Schedule> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.schedule_from_run(&run)).await
}

/// Mapping sets that were used before.
#[tauri::command]
pub(crate) async fn schedule_mappings(shell: Held<'_>) -> Answer<Vec<MappingChoice>> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.mapping_choices()).await
}

/// What starts schedules on this computer.
#[tauri::command]
pub(crate) async fn background_get(app: AppHandle) -> Answer<Background> {
    crate::blocking(move || Ok(background(&app))).await
}

/// Starts the app with the computer, or no longer.
#[tauri::command]
pub(crate) async fn background_set(app: AppHandle, starts_with_computer: bool) -> Answer<Background> {
    crate::blocking(move || start_with_computer(&app, starts_with_computer)).await
}

/// Lets the system's timer start schedules, or no longer.
#[tauri::command]
pub(crate) async fn timer_set(app: AppHandle, on: bool) -> Answer<Background> {
    crate::blocking(move || start_by_timer(&app, on)).await
}

/// Puts the key that calls of a schedule are signed with on the clipboard; the page never sees it.
#[tauri::command]
pub(crate) async fn webhook_key_copy(shell: Held<'_>, id: String) -> Answer<()> {
    let shell = shell.inner().clone();
    crate::blocking(move || shell.clipboard.put(shell.engine.webhook_key(&id)?)).await
}

/// The name under which a dry run can be stopped; no file's ticket is like it.
const TRIAL: &str = "schedule";
