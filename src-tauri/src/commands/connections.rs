//! Connections: taken in, tried, kept, used. A secret only ever comes in.

use super::{Answer, Held};
use crate::dialogs;
use ingest::{
    AccessCheck, AccessProgress, ConnectionView, DatasetView, DraftView, KeychainStatus, NewCredentials, NewTarget,
    SandboxView, SchemaView, SendSettings, SetupProgress,
};
use tauri::AppHandle;
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

/// Every connection, the practice platform first.
#[tauri::command]
pub(crate) async fn connections_list(shell: Held<'_>) -> Answer<Vec<ConnectionView>> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.connections()).await
}

/// The connection that uploads go through.
#[tauri::command]
pub(crate) async fn connection_current(shell: Held<'_>) -> Answer<String> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.current_connection()).await
}

/// Uploads go through this one from now on.
#[tauri::command]
pub(crate) async fn connection_use(shell: Held<'_>, connection: String) -> Answer<ConnectionView> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.use_connection(&connection)).await
}

/// Whether secrets can be kept.
#[tauri::command]
pub(crate) async fn keychain_status(shell: Held<'_>) -> Answer<KeychainStatus> {
    let engine = shell.engine.clone();
    crate::blocking(move || Ok(engine.keychain())).await
}

/// Lets the user choose a credentials file.
#[tauri::command]
pub(crate) async fn credentials_choose(app: AppHandle, shell: Held<'_>) -> Answer<Option<DraftView>> {
    match dialogs::open_json(&app).await {
        Some(path) => shell.import_credentials(&path).await.map(Some),
        None => Ok(None),
    }
}

/// Takes the four fields; with a ticket it changes an earlier draft.
#[tauri::command]
pub(crate) async fn draft_make(
    shell: Held<'_>,
    fields: NewCredentials,
    secret: Option<String>,
    ticket: Option<String>,
) -> Answer<DraftView> {
    let practice = shell.practice_if_used().await;
    shell
        .engine
        .draft(&fields, secret.map(Into::into), ticket, practice.as_ref())
}

/// Tries a draft; an earlier try of it is stopped.
#[tauri::command]
pub(crate) async fn draft_try(
    shell: Held<'_>,
    ticket: String,
    on_progress: Channel<AccessProgress>,
) -> Answer<AccessCheck> {
    let (cancel, practice) = (shell.check_token(&ticket), shell.practice_if_used().await);
    let (engine, told) = (&shell.engine, move |progress| drop(on_progress.send(progress)));
    engine.try_draft(&ticket, practice.as_ref(), &told, &cancel).await
}

/// Stops the try of a draft, a connection or its other secret.
#[tauri::command]
pub(crate) fn try_cancel(shell: Held<'_>, of: String) {
    shell.stop_check(&of);
}

/// Keeps a draft as a connection.
#[tauri::command]
pub(crate) async fn draft_keep(
    shell: Held<'_>,
    ticket: String,
    name: String,
    session_only: bool,
) -> Answer<ConnectionView> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.keep_draft(&ticket, &name, session_only)).await
}

/// Forgets a draft.
#[tauri::command]
pub(crate) fn draft_drop(shell: Held<'_>, ticket: String) {
    shell.engine.drop_draft(&ticket);
}

/// Tries a connection; an earlier try of it is stopped.
#[tauri::command]
pub(crate) async fn connection_try(
    shell: Held<'_>,
    connection: String,
    on_progress: Channel<AccessProgress>,
) -> Answer<AccessCheck> {
    let (cancel, practice) = (shell.check_token(&connection), shell.practice_for(&connection).await?);
    let (engine, told) = (&shell.engine, move |progress| drop(on_progress.send(progress)));
    engine
        .try_connection(&connection, practice.as_ref(), &told, &cancel)
        .await
}

/// How a connection is sent to.
#[tauri::command]
pub(crate) async fn send_settings_get(shell: Held<'_>, connection: String) -> Answer<SendSettings> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.send_settings(&connection)).await
}

/// Changes it, for uploads from now on.
#[tauri::command]
pub(crate) async fn send_settings_set(
    shell: Held<'_>,
    connection: String,
    settings: SendSettings,
) -> Answer<SendSettings> {
    let engine = shell.engine.clone();
    let kept = crate::blocking(move || engine.set_send_settings(&connection, settings)).await?;
    shell.forget_desk().await;
    Ok(kept)
}

/// Gives a connection another name.
#[tauri::command]
pub(crate) async fn connection_rename(shell: Held<'_>, connection: String, name: String) -> Answer<ConnectionView> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.rename_connection(&connection, &name)).await
}

/// Forgets a connection and its secret.
#[tauri::command]
pub(crate) async fn connection_forget(shell: Held<'_>, connection: String) -> Answer<()> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.forget_connection(&connection)).await
}

/// Tries another secret for a connection, which keeps its own.
#[tauri::command]
pub(crate) async fn secret_try(
    shell: Held<'_>,
    connection: String,
    secret: String,
    on_progress: Channel<AccessProgress>,
) -> Answer<AccessCheck> {
    let (cancel, practice) = (shell.check_token(&connection), shell.practice_for(&connection).await?);
    let (engine, told) = (&shell.engine, move |progress| drop(on_progress.send(progress)));
    engine
        .try_secret(&connection, secret.into(), practice.as_ref(), &told, &cancel)
        .await
}

/// Keeps another secret for a connection.
#[tauri::command]
pub(crate) async fn secret_replace(
    shell: Held<'_>,
    connection: String,
    secret: String,
    session_only: bool,
) -> Answer<ConnectionView> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.replace_secret(&connection, &secret.into(), session_only)).await
}

/// The sandboxes that a connection's account may use.
#[tauri::command]
pub(crate) async fn sandboxes_list(shell: Held<'_>, connection: String) -> Answer<Vec<SandboxView>> {
    let settings = shell.settings(&connection).await?;
    shell.engine.sandboxes(&settings, &CancellationToken::new()).await
}

/// The datasets of a sandbox.
#[tauri::command]
pub(crate) async fn datasets_list(shell: Held<'_>, connection: String, sandbox: String) -> Answer<Vec<DatasetView>> {
    let settings = shell.settings(&connection).await?;
    shell
        .engine
        .datasets(&settings, &sandbox, &CancellationToken::new())
        .await
}

/// Shoppers go into this dataset from now on.
#[tauri::command]
pub(crate) async fn target_choose(
    shell: Held<'_>,
    connection: String,
    sandbox: SandboxView,
    dataset: DatasetView,
) -> Answer<ConnectionView> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.choose_target(&connection, &sandbox, &dataset)).await
}

/// Makes a dataset for shoppers and everything that it needs.
#[tauri::command]
pub(crate) async fn target_create(
    shell: Held<'_>,
    connection: String,
    sandbox: String,
    target: NewTarget,
    on_progress: Channel<SetupProgress>,
) -> Answer<DatasetView> {
    let settings = shell.settings(&connection).await?;
    let told = move |progress| drop(on_progress.send(progress));
    shell
        .engine
        .create_target(&settings, &sandbox, &target, &told, &CancellationToken::new())
        .await
}

/// Switches an existing dataset on for Profile.
#[tauri::command]
pub(crate) async fn target_enable(
    shell: Held<'_>,
    connection: String,
    sandbox: String,
    dataset: String,
    on_progress: Channel<SetupProgress>,
) -> Answer<DatasetView> {
    let settings = shell.settings(&connection).await?;
    let told = move |progress| drop(on_progress.send(progress));
    shell
        .engine
        .enable_target(&settings, &sandbox, &dataset, &told, &CancellationToken::new())
        .await
}

/// The live schema of a connection's dataset.
#[tauri::command]
pub(crate) async fn schema_show(shell: Held<'_>, connection: String) -> Answer<SchemaView> {
    let settings = shell.settings(&connection).await?;
    shell.engine.schema(&settings, &CancellationToken::new()).await
}

/// An upload to this production sandbox was confirmed by its name before.
#[tauri::command]
pub(crate) async fn production_confirmed(shell: Held<'_>, connection: String, sandbox: String) -> Answer<bool> {
    let engine = shell.engine.clone();
    crate::blocking(move || engine.production_confirmed(&connection, &sandbox)).await
}
