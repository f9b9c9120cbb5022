//! `mapping`: a mapping set in the language of Adobe's own mapper.

use super::file::named;
use super::{connect, source};
use crate::args::{MappingCheck, MappingCommand, MappingExport};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{Desk, Engine, Failure, read_mapping};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(
    args: MappingCommand,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<Exit, Failure> {
    match args {
        MappingCommand::Export(args) => export(&args, terminal, cancel).await,
        MappingCommand::Check(args) => check(&args, terminal, cancel).await,
    }
}

async fn export(args: &MappingExport, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let mapping = read_mapping(&args.mapping)?;
    let connected = if named(&args.target) {
        Some(connect(&args.target, &Engine::open(None)?, cancel).await?)
    } else {
        None
    };
    let offline = Desk::offline()?;
    let desk = connected.as_ref().map_or(&offline, |c| &c.desk);
    let (saved, export) = desk.save_data_prep(&mapping, &args.data_prep)?;
    terminal.report(&export, |words| report::data_prep(words, &saved, &export))?;
    Ok(Exit::Done)
}

async fn check(args: &MappingCheck, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let mapping = read_mapping(&args.mapping)?;
    let source = source(&args.file, cancel).await?.read_as(&mapping.reading);
    let connected = connect(&args.target, &Engine::open(None)?, cancel).await?;
    let desk = Arc::new(connected.desk);
    let trial = desk
        .try_data_prep(&source, &mapping, usize::from(args.rows), cancel)
        .await?;
    terminal.report(&trial, |words| report::data_prep_trial(words, &trial))?;
    Ok(if trial.agrees() { Exit::Done } else { Exit::WithRejects })
}
