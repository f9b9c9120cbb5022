//! The clock of dataflows: those that are enabled run when they are due, one after the other. What a restart interrupted is
//! begun anew with another batch, so that nothing comes twice. The landing zone is swept on the way.

use super::{
    flow,
    metrics::{Run, Stage},
    schedule::Schedule,
    work::{self, Turn},
};
use crate::{
    clock,
    documents::{Documents, Kind},
    landing::expire,
    sandboxes,
    state::{Shared, State},
};
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

/// Runs until the server ends.
pub(crate) async fn run(state: Shared) {
    let pause =
        Duration::from_secs_f64(1.0 / state.options.speed).clamp(Duration::from_millis(50), Duration::from_secs(1));
    let interrupted = interrupted(&state).unwrap_or_else(|error| {
        tracing::error!(%error, "practice dataflows");
        Vec::new()
    });
    for (turn, again) in interrupted {
        carry_out(&state, turn, Some(again)).await;
    }
    loop {
        tokio::select! {
            () = state.stop.cancelled() => return,
            () = sleep(pause) => {}
        }
        match due(&state) {
            Ok(turns) => {
                for turn in turns {
                    carry_out(&state, turn, None).await;
                }
            }
            Err(error) => tracing::error!(%error, "practice dataflows"),
        }
        if let Err(error) = expire::sweep(&state) {
            tracing::error!(%error, "practice landing zone");
        }
    }
}

async fn carry_out(state: &Shared, turn: Turn, again: Option<Run>) {
    let worker = state.clone();
    let done = tokio::task::spawn_blocking(move || work::run(&worker, &turn, again)).await;
    match done {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "practice dataflow"),
        Err(error) => tracing::error!(%error, "practice dataflow"),
    }
}

/// The flows whose turn has come.
fn due(state: &State) -> rusqlite::Result<Vec<Turn>> {
    let db = state.db();
    let now = clock::now_ms();
    let mut turns = Vec::new();
    for sandbox in [sandboxes::PRACTICE, sandboxes::PROD] {
        let documents = Documents::of(&db, sandbox);
        for flow in documents.bodies(Kind::Flow)? {
            if let Some(slot) = slot(state, documents, &flow, now)? {
                turns.push(Turn {
                    sandbox: sandbox.to_owned(),
                    flow,
                    slot,
                });
            }
        }
    }
    Ok(turns)
}

/// The latest run that is due and was not done; those that were missed meanwhile are made up for by it.
fn slot(state: &State, documents: Documents<'_>, flow: &Value, now: i64) -> rusqlite::Result<Option<i64>> {
    let (Ok(schedule), true) = (Schedule::read(&flow["scheduleParams"]), flow["state"] == "enabled") else {
        return Ok(None);
    };
    let set = flow[flow::SCHEDULED].as_i64().unwrap_or(now);
    let Some(slot) = schedule.due(set, now, state.options.speed) else {
        return Ok(None);
    };
    let stands = work::clock_of(documents, flow["id"].as_str().unwrap_or_default())?;
    let done = stands["slot"]
        .as_i64()
        .filter(|_| stands["scheduled"] == flow[flow::SCHEDULED]);
    Ok(Some(slot).filter(|slot| done.is_none_or(|done| *slot > done)))
}

/// Runs that were copying when the server ended, without the batches that they had begun.
fn interrupted(state: &State) -> rusqlite::Result<Vec<(Turn, Run)>> {
    let db = state.db();
    let now = clock::now_ms();
    let mut found = Vec::new();
    for sandbox in [sandboxes::PRACTICE, sandboxes::PROD] {
        let documents = Documents::of(&db, sandbox);
        for kept in documents.bodies(Kind::Run)? {
            let run = Run::read(&kept);
            if run.stage != Stage::Copying {
                continue;
            }
            work::give_up(state, documents, &run)?;
            let fresh = Run {
                batch: None,
                files: 0,
                input_bytes: 0,
                output_bytes: 0,
                warned: 0,
                ..run
            };
            let Some(flow) = documents.get(Kind::Flow, &fresh.flow)? else {
                documents.delete(Kind::Run, &fresh.id)?;
                continue;
            };
            // At once: with the batch that was given up it would be shown as failed.
            fresh.keep(documents)?;
            let slot = Schedule::read(&flow["scheduleParams"])
                .ok()
                .and_then(|s| s.due(flow[flow::SCHEDULED].as_i64().unwrap_or(now), now, state.options.speed));
            let turn = Turn {
                sandbox: sandbox.to_owned(),
                flow,
                slot: slot.unwrap_or(0),
            };
            found.push((turn, fresh));
        }
    }
    Ok(found)
}
