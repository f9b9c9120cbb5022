//! Fields of the organisation's own, for columns that have none.

use super::{Answer, Held};
use ingest::{FieldProposal, FieldsInUse, FileFacts, MappingSet};
use tokio_util::sync::CancellationToken;

/// Proposes a field for each column that goes nowhere. Makes nothing.
#[tauri::command]
pub(crate) async fn fields_propose(shell: Held<'_>, ticket: String, mapping: MappingSet) -> Answer<FieldProposal> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    crate::blocking(move || Ok(desk.propose_fields(&FileFacts::read(&file)?, &mapping))).await
}

/// Makes reviewed fields, for good, and sends their columns there.
#[tauri::command]
pub(crate) async fn fields_create(
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
    proposal: FieldProposal,
) -> Answer<FieldsInUse> {
    let (file, before) = (shell.file(&ticket)?, shell.desk().await?);
    let cancel = CancellationToken::new();
    let made = shell.engine.create_fields(&before, &proposal, &cancel).await?;
    shell.forget_desk().await;
    let desk = shell.desk().await?;
    crate::blocking(move || desk.use_fields(&file, mapping, made)).await
}
