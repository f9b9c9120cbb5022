//! Who is who, and what they allow: what there is to choose from, and answers put into a mapping.

use super::{Answer, Held};
use ingest::view::{ConsentMeaning, ConsentStand, IdentityWays, RowCells};
use ingest::{ConsentAnswer, ConsentReads, MappingSet};

/// So many rows are shown behind a number.
const ROWS: usize = 20;

/// What customers can be told apart by in the dataset.
#[tauri::command]
pub(crate) async fn identity_ways(shell: Held<'_>) -> Answer<IdentityWays> {
    Ok(shell.desk().await?.identity_ways())
}

/// Tells customers apart by the numbers of a column, or by their e-mail address alone.
#[tauri::command]
pub(crate) async fn identity_answer(
    shell: Held<'_>,
    mut mapping: MappingSet,
    column: Option<String>,
    namespace: String,
) -> Answer<MappingSet> {
    let desk = shell.desk().await?;
    match column {
        Some(column) => desk.answer_identity(&mut mapping, &column, &namespace)?,
        None => desk.answer_identity_email(&mut mapping),
    }
    Ok(mapping)
}

/// Takes the customers' own e-mail address from a column.
#[tauri::command]
pub(crate) async fn email_answer(shell: Held<'_>, mut mapping: MappingSet, column: String) -> Answer<MappingSet> {
    shell.desk().await?.answer_email(&mut mapping, &column);
    Ok(mapping)
}

/// What a column says about consent; nothing leaves it out.
#[tauri::command]
pub(crate) async fn consent_answer(
    shell: Held<'_>,
    mut mapping: MappingSet,
    column: String,
    reads: Option<ConsentReads>,
) -> Answer<MappingSet> {
    let answer = reads.map_or(ConsentAnswer::LeftOut, ConsentAnswer::Reads);
    shell.desk().await?.answer_consent(&mut mapping, &column, answer);
    Ok(mapping)
}

/// The first rows that say this about a channel.
#[tauri::command]
pub(crate) async fn consent_rows(
    shell: Held<'_>,
    ticket: String,
    mapping: MappingSet,
    channel: String,
    stand: ConsentStand,
) -> Answer<Vec<RowCells>> {
    let (file, desk) = (shell.file(&ticket)?, shell.desk().await?);
    crate::blocking(move || desk.consent_rows(&file, &mapping, &channel, stand, ROWS)).await
}

/// How cells are understood in a column that is read in this way.
#[tauri::command]
pub(crate) fn consent_meanings(cells: Vec<String>, reads: ConsentReads) -> Vec<ConsentMeaning> {
    ingest::consent_meanings(&cells, reads)
}

/// Whether customers of the open file whose number was sent with another e-mail address have a new one, or are held.
#[tauri::command]
pub(crate) fn new_addresses_believe(shell: Held<'_>, are_new: bool) {
    shell.believe_new_addresses(are_new);
}
