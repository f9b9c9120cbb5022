//! `upload`, `resume`, `history`.

use super::ahead::note_batches;
use super::answers::{Mapped, mapped};
use super::file::part_format;
use super::{asked, connect, source};
use crate::args::{History, Resume, TargetArgs, Upload, Verify, Waiting};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{Desk, Engine, Failure, Outcome, RunReport, UploadJob};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub(super) async fn upload(args: Upload, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let source = source(&args.file, cancel).await?;
    // The file is looked at before anybody is asked: what is wrong with it needs no platform.
    mapped(source.clone(), &args.mapping, &Desk::offline()?, &engine, cancel).await?;
    let connected = connect(&args.target, &engine, cancel).await?;
    let desk = Arc::new(asked(connected.desk, &args.people));
    let Mapped { source, mapping, .. } = mapped(source, &args.mapping, &desk, &engine, cancel).await?;
    note_batches(&engine, &connected.settings, terminal, cancel).await;
    let source = Arc::new(source);
    let run = ingest::new_run_id();
    let job = UploadJob {
        format: part_format(args.format),
        wait: wait(&args.waiting),
        lock_wait: args.waiting.lock_wait,
        only_changed: !args.everything,
        older: args.older,
        confirmed: args.production.clone(),
        ..UploadJob::new(run.clone(), source.clone(), mapping.clone())
    };
    let outcome = engine.upload(&desk, job, terminal.progress(), cancel.clone()).await?;
    if let Some(path) = &args.rejects {
        let saved = tokio::task::block_in_place(|| {
            let reason = |code| report::reason(&terminal.words, code);
            engine.save_run_rejects(&desk, &run, path, &reason)
        })?;
        terminal.note(&terminal.words.with(
            "cli-rejects-saved",
            &serde_json::json!({"count": saved.rows, "name": saved.name}),
        ));
    }
    finish(&engine, &desk, outcome, args.waiting.verify, terminal, cancel).await
}

pub(super) async fn resume(args: Resume, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let connected = connect(&args.target, &engine, cancel).await?;
    let desk = Arc::new(connected.desk);
    let outcome = engine
        .resume(
            &desk,
            &args.run,
            wait(&args.waiting),
            terminal.progress(),
            cancel.clone(),
        )
        .await?;
    finish(&engine, &desk, outcome, args.waiting.verify, terminal, cancel).await
}

pub(super) async fn verify(args: Verify, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let target = engine.run(&args.run)?.target;
    let named = TargetArgs {
        connection: Some(target.connection_key().to_owned()),
        sandbox: Some(target.sandbox),
        dataset: Some(target.dataset),
        practice_url: args.practice_url,
    };
    let connected = connect(&named, &engine, cancel).await?;
    let desk = Arc::new(connected.desk);
    let verification = engine
        .verification_of(&desk, &args.run, terminal.progress(), cancel)
        .await?;
    let report = engine
        .verify(&desk, verification, args.wait, terminal.progress(), cancel)
        .await?;
    terminal.report(&report, |words| report::run(words, &report))?;
    let all_found = report
        .verified
        .as_ref()
        .is_some_and(|seen| seen.found == seen.looked_up);
    Ok(if all_found { Exit::Done } else { Exit::WithRejects })
}

pub(super) fn history(args: &History, terminal: &Terminal) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let runs = engine.history(args.limit)?;
    if let Some(reset) = engine.history_reset()? {
        terminal.note(&report::reset(&terminal.words, &reset));
    }
    if args.seen {
        engine.history_reset_seen()?;
    }
    terminal.report(&serde_json::json!({"version": 1, "runs": runs}), |words| {
        report::history(words, &runs)
    })?;
    Ok(Exit::Done)
}

pub(super) async fn finish(
    engine: &Engine,
    desk: &Desk,
    outcome: Outcome,
    patience: Duration,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<Exit, Failure> {
    let report: RunReport = match outcome.verification {
        Some(verification) => {
            engine
                .verify(desk, verification, patience, terminal.progress(), cancel)
                .await?
        }
        None => outcome.report,
    };
    terminal.report(&report, |words| report::run(words, &report))?;
    Ok(if cancel.is_cancelled() {
        Exit::Cancelled
    } else {
        Exit::of_run(&report)
    })
}

pub(super) fn wait(waiting: &Waiting) -> Duration {
    if waiting.no_wait { Duration::ZERO } else { waiting.wait }
}
