//! Hands Tauri its configuration. The list below is the whole of what the page may ask for: a command that is missing
//! here has no permission of its own, and the window could not be refused it.

/// Every command of `src-tauri/src/commands/`; `capabilities/main.json` grants them one by one.
const COMMANDS: &[&str] = &[
    "session_start",
    "about_get",
    "manual_open",
    "licences_open",
    "log_folder_open",
    "file_choose",
    "sample_open",
    "file_inspect",
    "mapping_preview",
    "mapping_save",
    "mapping_open",
    "data_prep_save",
    "data_prep_try",
    "fields_propose",
    "fields_create",
    "record_try",
    "casing_probe",
    "batches_today",
    "check_start",
    "check_cancel",
    "rows_show",
    "record_preview",
    "rejects_save",
    "run_start",
    "run_watch",
    "run_cancel",
    "history_list",
    "history_get",
    "run_rejects_save",
    "run_verify",
    "dataset_page_open",
    "run_rows_show",
    "run_again",
    "history_export",
    "connections_list",
    "connection_current",
    "connection_use",
    "keychain_status",
    "credentials_choose",
    "draft_make",
    "draft_try",
    "try_cancel",
    "draft_keep",
    "draft_drop",
    "connection_try",
    "send_settings_get",
    "send_settings_set",
    "connection_rename",
    "connection_forget",
    "secret_try",
    "secret_replace",
    "sandboxes_list",
    "datasets_list",
    "target_choose",
    "target_create",
    "target_enable",
    "schema_show",
    "production_confirmed",
    "schedules_list",
    "schedule_preview",
    "schedule_save",
    "schedule_switch",
    "schedule_remove",
    "schedules_pause",
    "schedules_resume",
    "slots_list",
    "slot_decide",
    "schedule_run",
    "schedule_try",
    "schedule_try_cancel",
    "schedule_file_choose",
    "schedule_folder_choose",
    "schedule_from_run",
    "schedule_mappings",
    "background_get",
    "background_set",
    "timer_set",
    "webhook_key_copy",
];

fn main() {
    // The page is embedded when the program is compiled: without this, a newer ui/dist would go unnoticed.
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        // The chain, not only its head: the head never says which file or permission is wrong.
        println!("cargo::error={error:#}");
    }
}
