//! The desktop shell: the only room that names tauri. It makes the window, hands clicks to `ingest`, and keeps runs
//! going while the window is closed.

mod again;
pub mod argv;
mod bus;
mod clipboard;
mod commands;
mod dialogs;
mod log;
mod notices;
mod parts;
mod practice_host;
mod refusal;
mod runs;
mod sample;
mod schedules;
mod state;
mod tray;
mod window;

use commands::{ahead, check, connections, fields, file, flows, help, history, mapping, people, run, session};
use ingest::{Failure, Problem};
use state::Shell;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tauri::{Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

/// Runs the app until its last window is closed and its last run is safe to leave.
pub fn run() {
    ingest::no_core_dumps();
    let wishes = argv::parse(std::env::args(), &std::env::current_dir().unwrap_or_default());
    if wishes.version {
        return refusal::print_version();
    }
    refusal::refuse_without_screen();
    let shell = match Shell::open() {
        Ok(shell) => Arc::new(shell),
        Err(failure) => refusal::refuse(&failure),
    };
    log::begin(&shell.engine.log_folder());
    window::keep(&shell, &wishes);
    let (leaving, is_hidden) = (shell.clone(), wishes.hidden);
    let app = tauri::Builder::default()
        // First, so that a second start ends before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, cwd| {
            window::wish(app, words, &cwd);
        }))
        .plugin(window::stay())
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .manage(shell)
        .setup(move |app| {
            let shell = app.state::<Arc<Shell>>().inner().clone();
            schedules::start_agent(app.handle().clone(), &shell);
            shell.tray.always.store(is_hidden, Ordering::Relaxed);
            tauri::async_runtime::spawn(tray::keep(app.handle().clone(), shell.clone()));
            tauri::async_runtime::spawn(runs::take_up(app.handle().clone(), shell));
            if is_hidden && let Some(window) = app.get_webview_window(window::MAIN) {
                window.destroy()?;
            }
            Ok(())
        })
        .on_window_event(window::event)
        .invoke_handler(tauri::generate_handler![
            session::history_reset_seen,
            session::session_start,
            help::about_get,
            help::manual_open,
            help::licences_open,
            help::log_folder_open,
            file::file_choose,
            file::sample_open,
            file::file_inspect,
            file::mapping_preview,
            file::rows_show,
            file::record_preview,
            mapping::mapping_save,
            mapping::mapping_open,
            mapping::data_prep_save,
            mapping::data_prep_try,
            people::identity_ways,
            people::identity_answer,
            people::email_answer,
            people::consent_answer,
            people::consent_rows,
            people::consent_meanings,
            people::new_addresses_believe,
            fields::fields_propose,
            fields::fields_create,
            ahead::record_try,
            ahead::casing_probe,
            ahead::batches_today,
            check::check_start,
            check::check_cancel,
            check::rejects_save,
            run::run_start,
            run::run_go_on,
            run::run_watch,
            run::run_cancel,
            history::history_list,
            history::history_get,
            history::run_rejects_save,
            history::run_verify,
            history::dataset_page_open,
            history::run_rows_show,
            history::run_again,
            history::history_export,
            connections::connections_list,
            connections::connection_current,
            connections::connection_use,
            connections::keychain_status,
            connections::credentials_choose,
            connections::draft_make,
            connections::draft_try,
            connections::try_cancel,
            connections::draft_keep,
            connections::draft_drop,
            connections::connection_try,
            connections::send_settings_get,
            connections::send_settings_set,
            connections::connection_rename,
            connections::connection_forget,
            connections::secret_try,
            connections::secret_replace,
            connections::sandboxes_list,
            connections::datasets_list,
            connections::target_choose,
            connections::target_create,
            connections::target_enable,
            connections::schema_show,
            connections::production_confirmed,
            commands::schedules::schedules_list,
            commands::schedules::schedule_preview,
            commands::schedules::schedule_save,
            commands::schedules::schedule_switch,
            commands::schedules::schedule_remove,
            commands::schedules::schedules_pause,
            commands::schedules::schedules_resume,
            commands::schedules::slots_list,
            commands::schedules::slot_decide,
            commands::schedules::schedule_run,
            commands::schedules::schedule_try,
            commands::schedules::schedule_try_cancel,
            commands::schedules::schedule_file_choose,
            commands::schedules::schedule_folder_choose,
            commands::schedules::schedule_from_run,
            commands::schedules::schedule_mappings,
            commands::schedules::background_get,
            commands::schedules::background_set,
            commands::schedules::timer_set,
            commands::schedules::webhook_key_copy,
            flows::flows_list,
            flows::flow_advice,
            flows::flow_preview,
            flows::flow_create,
            flows::flow_switch,
            flows::flow_delete,
        ])
        .build(context());
    match app {
        Ok(app) => app.run(move |app, event| stay(app, &leaving, &event)),
        Err(error) => {
            if again::was_left(&error) {
                again::begin();
            }
            refusal::refuse(&Failure::new(Problem::Internal {}, error))
        }
    }
}

/// A run that is not safe to leave keeps the process after the window is closed, and so do schedules that rely on it.
fn stay(app: &tauri::AppHandle, shell: &Shell, event: &RunEvent) {
    if let RunEvent::ExitRequested { api, code: None, .. } = event
        && (shell.running().is_some() || schedules::is_needed(shell))
    {
        api.prevent_exit();
    }
    if let RunEvent::Exit = event {
        tracing::info!(windows = app.webview_windows().len(), "leaving");
    }
    #[cfg(target_os = "macos")]
    match event {
        RunEvent::Opened { urls } => window::open(app, urls),
        // A click in the Dock.
        RunEvent::Reopen { .. } => window::front(app),
        _ => {}
    }
}

/// Work that blocks, off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(Failure::new(Problem::Internal {}, e)))
}

/// The system's language.
pub(crate) fn locale() -> String {
    sys_locale::get_locale().unwrap_or_else(|| "en".to_owned())
}

/// The configuration with the page; made in one place, because each embeds the page once more.
fn context() -> tauri::Context {
    let mut context = tauri::generate_context!();
    if cfg!(target_os = "linux") {
        // Its engine opens a connection where a page asks for one beforehand, whatever the page's policy says: all of
        // them go to a port where nobody listens.
        for window in &mut context.config_mut().app.windows {
            window.proxy_url = NOWHERE.parse().ok();
        }
    }
    context
}

/// Only the system itself may listen there.
const NOWHERE: &str = "http://127.0.0.1:1";
