//! Dataflows: jobs that the platform's own engine does at its own times, made, listed, stopped and deleted here.

use super::{Answer, Held};
use crate::schedules::doors;
use ingest::schedule::Schedule;
use ingest::{Advice, FlowPreview, FlowView, Lands, NewFlow};
use tokio_util::sync::CancellationToken;

/// Every dataflow, as it stands on its platform.
#[tauri::command]
pub(crate) async fn flows_list(shell: Held<'_>) -> Answer<Vec<FlowView>> {
    let doors = doors(shell.inner());
    shell.engine.flows_everywhere(&doors, &CancellationToken::new()).await
}

/// Which way is the better one for a schedule.
#[tauri::command]
pub(crate) async fn flow_advice(shell: Held<'_>, id: Option<String>, schedule: Schedule) -> Answer<Advice> {
    let (engine, chosen) = (shell.engine.clone(), shell.chosen_paths());
    let desk = shell.desk_at(&schedule.destination).await?;
    crate::blocking(move || {
        engine.check_paths(&schedule, &chosen)?;
        engine.schedule_advice(&desk, id.as_deref(), &schedule)
    })
    .await
}

/// Compares what the platform's mapper makes of a few customers with our own. Makes nothing.
#[tauri::command]
pub(crate) async fn flow_preview(
    shell: Held<'_>,
    id: Option<String>,
    schedule: Schedule,
    lands: Lands,
) -> Answer<FlowPreview> {
    shell.engine.check_paths(&schedule, &shell.chosen_paths())?;
    let desk = shell.desk_at(&schedule.destination).await?;
    let (engine, id, cancel) = (&shell.engine, id.as_deref(), CancellationToken::new());
    engine.preview_schedule_flow(&desk, id, &schedule, lands, &cancel).await
}

/// Makes the dataflow of a schedule. `confirmed` is the name that was typed for a production sandbox.
#[tauri::command]
pub(crate) async fn flow_create(
    shell: Held<'_>,
    id: Option<String>,
    schedule: Schedule,
    new: NewFlow,
    confirmed: Option<String>,
) -> Answer<FlowView> {
    shell.engine.check_paths(&schedule, &shell.chosen_paths())?;
    let desk = shell.desk_at(&schedule.destination).await?;
    let (engine, confirmed, cancel) = (&shell.engine, confirmed.as_deref(), CancellationToken::new());
    engine
        .create_schedule_flow(&desk, id.as_deref(), &schedule, &new, confirmed, &cancel)
        .await
}

/// Lets a dataflow run at its times, or rest.
#[tauri::command]
pub(crate) async fn flow_switch(shell: Held<'_>, id: String, on: bool) -> Answer<FlowView> {
    let desk = shell.desk_at(&shell.engine.flow_destination(&id)?).await?;
    let cancel = CancellationToken::new();
    shell.engine.switch_flow(&id, on, &desk, &cancel).await
}

/// Deletes a dataflow with all that belongs to it.
#[tauri::command]
pub(crate) async fn flow_delete(shell: Held<'_>, id: String) -> Answer<()> {
    let desk = shell.desk_at(&shell.engine.flow_destination(&id)?).await?;
    let cancel = CancellationToken::new();
    shell.engine.delete_flow(&id, &desk, &cancel).await
}
