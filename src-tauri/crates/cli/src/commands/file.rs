//! `inspect`, `check`, `prepare`: nothing is sent.

use super::answers::{Mapped, mapped};
use super::{connect, facts, source};
use crate::args::{Check, Format, Inspect, Prepare, Samples, TargetArgs};
use crate::mask::mask;
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{CheckReport, Desk, Engine, Failure, PartFormat, PrepareJob};
use tokio_util::sync::CancellationToken;

pub(super) async fn inspect(args: &Inspect, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let facts = facts(&source(&args.file, cancel).await?, cancel).await?;
    let mut inspection = Desk::offline()?.inspect(&facts);
    if args.samples == Samples::Masked {
        inspection
            .columns
            .iter_mut()
            .flat_map(|c| &mut c.samples)
            .for_each(|s| *s = mask(s));
    }
    terminal.report(&inspection, |words| report::inspection(words, &inspection))?;
    Ok(Exit::Done)
}

pub(super) async fn check(args: Check, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let source = source(&args.file, cancel).await?;
    let connected = if named(&args.target) {
        let connected = connect(&args.target, &Engine::open(None)?, cancel).await?;
        Some(connected.asked(&args.people))
    } else {
        None
    };
    let engine = Engine::open(None)?;
    let offline = Desk::offline()?.for_user(&engine)?;
    let desk = connected.as_ref().map_or(&offline, |c| &c.desk);
    let Mapped {
        source,
        mapping,
        parent,
    } = mapped(source, &args.mapping, desk, &engine, cancel).await?;
    let (sink, token) = (terminal.progress(), cancel.clone());
    let mut report = tokio::task::block_in_place(|| desk.check(&source, &mapping, sink, &token))?;
    report.parent_run = parent;
    if let Some(path) = &args.rejects {
        let saved = tokio::task::block_in_place(|| {
            desk.save_rejects(&source, &mapping, path, &|code| report::reason(&terminal.words, code))
        })?;
        terminal.note(&terminal.words.with(
            "cli-rejects-saved",
            &serde_json::json!({"count": saved.rows, "name": saved.name}),
        ));
    }
    terminal.report(&report, |words| report::check(words, &report))?;
    Ok(if report.questions.is_empty() {
        Exit::of_rows(report.rows)
    } else {
        Exit::Data
    })
}

pub(super) async fn prepare(args: Prepare, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let source = source(&args.file, cancel).await?;
    let connected = if named(&args.target) {
        Some(connect(&args.target, &Engine::open(None)?, cancel).await?)
    } else {
        None
    };
    let engine = Engine::open(None)?;
    let offline = Desk::offline()?.for_user(&engine)?;
    let desk = connected.as_ref().map_or(&offline, |c| &c.desk);
    let Mapped { source, mapping, .. } = mapped(source, &args.mapping, desk, &engine, cancel).await?;
    let job = PrepareJob {
        source: &source,
        mapping: &mapping,
        out: &args.out,
        format: part_format(args.format),
        force: args.force,
        reason: &|code| report::reason(&terminal.words, code),
    };
    let sink = terminal.progress();
    let report: CheckReport = tokio::task::block_in_place(|| desk.prepare(&job, sink, cancel))?;
    if report.rows.send == 0 {
        terminal.note(&terminal.words.say("problem-nothing-to-send"));
    }
    terminal.report(&report, |words| report::check(words, &report))?;
    Ok(Exit::of_rows(report.rows))
}

pub(super) fn part_format(format: Format) -> PartFormat {
    match format {
        Format::Parquet => PartFormat::Parquet,
        Format::Jsonl => PartFormat::Jsonl,
    }
}

/// Without a named target the built-in shopper schema serves, and no network is needed.
pub(super) fn named(target: &TargetArgs) -> bool {
    target.connection.is_some() || target.practice_url.is_some() || target.dataset.is_some() || target.sandbox.is_some()
}
