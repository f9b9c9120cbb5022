//! `try`, `probe`: what is asked of the platform ahead of an upload; and the note about the batches of the day.

use super::answers::{Mapped, mapped};
use super::{confirm, connect, source};
use crate::args::{Probe, Try};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{ConnectionSettings, Desk, Engine, Failure, Problem, TrialOutcome, TryRecord};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// A note is not worth waiting longer for.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn try_record(args: Try, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let source = source(&args.file, cancel).await?;
    // The file is looked at before anybody is asked: what is wrong with it needs no platform.
    mapped(source.clone(), &args.mapping, &Desk::offline()?, &engine, cancel).await?;
    let connected = connect(&args.target, &engine, cancel).await?;
    let desk = Arc::new(connected.desk);
    let Mapped { source, mapping, .. } = mapped(source, &args.mapping, &desk, &engine, cancel).await?;
    let target = desk.target().ok_or(Problem::Internal {})?;
    let params = json!({"dataset": target.dataset_name, "sandbox": target.sandbox});
    confirm(terminal, args.yes, &terminal.words.with("cli-try-warning", &params))?;
    let job = TryRecord {
        source,
        mapping,
        row: args.row,
        confirmed: args.production,
    };
    let trial = engine.try_record(&desk, job, cancel).await?;
    terminal.report(&trial, |words| report::record_trial(words, &trial))?;
    Ok(match trial.outcome {
        TrialOutcome::Violations => Exit::WithRejects,
        TrialOutcome::Taken | TrialOutcome::NotOffered => Exit::Done,
    })
}

pub(super) async fn probe(args: Probe, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let source = source(&args.file, cancel).await?;
    let connected = connect(&args.target, &engine, cancel).await?;
    let desk = Arc::new(connected.desk);
    let Mapped { source, mapping, .. } = mapped(source, &args.mapping, &desk, &engine, cancel).await?;
    let probe = engine.probe_casing(&desk, &source, &mapping, cancel).await?;
    terminal.report(&probe, |words| report::casing(words, &probe))?;
    Ok(Exit::Done)
}

/// Says so where a sandbox has had nearly as many batches as Adobe advises for a day. Never stands in the way.
pub(super) async fn note_batches(
    engine: &Engine,
    settings: &ConnectionSettings,
    terminal: &Terminal,
    cancel: &CancellationToken,
) {
    let asked = tokio::time::timeout(PATIENCE, engine.batches_today(settings, cancel)).await;
    if let Ok(Ok(today)) = asked
        && today.is_much()
    {
        let params = json!({"sandbox": today.sandbox, "batches": today.batches, "advised": today.advised});
        terminal.note(&terminal.words.with("cli-batches-much", &params));
    }
}
