//! `fields`: fields of the organisation's own for columns that have none.

use super::{confirm, connect, facts, source};
use crate::args::{FieldsCommand, FieldsCreate, FieldsPropose};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{Engine, Failure, Problem, read_fields, read_mapping};
use serde_json::json;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(args: FieldsCommand, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    match args {
        FieldsCommand::Propose(args) => propose(&args, terminal, cancel).await,
        FieldsCommand::Create(args) => create(&args, terminal, cancel).await,
    }
}

async fn propose(args: &FieldsPropose, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let named = args.mapping.as_deref().map(read_mapping).transpose()?;
    let mut source = source(&args.file, cancel).await?;
    if let Some(mapping) = &named {
        source = source.read_as(&mapping.reading);
    }
    let facts = facts(&source, cancel).await?;
    let connected = connect(&args.target, &Engine::open(None)?, cancel).await?;
    let mapping = named.unwrap_or_else(|| connected.desk.suggested_mapping(&facts));
    let proposal = connected.desk.propose_fields(&facts, &mapping);
    terminal.report(&proposal, |words| report::proposed_fields(words, &proposal))?;
    Ok(Exit::Done)
}

async fn create(args: &FieldsCreate, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let proposal = read_fields(&args.fields)?;
    let engine = Engine::open(None)?;
    let connected = connect(&args.target, &engine, cancel).await?;
    let desk = &connected.desk;
    let target = desk.target().ok_or(Problem::Internal {})?;
    let params = json!({"count": proposal.fields.len(), "dataset": target.dataset_name, "sandbox": target.sandbox});
    confirm(terminal, args.yes, &terminal.words.with("cli-fields-warning", &params))?;
    let made = engine.create_fields(desk, &proposal, cancel).await?;
    terminal.report(&made, |words| report::made_fields(words, &made))?;
    Ok(Exit::Done)
}
