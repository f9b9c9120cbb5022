//! The clock of batches: completed ones are ingested, ingested ones are promoted, forgotten ones are abandoned.

use super::ingest;
use crate::{
    catalog::batch_row::{Batch, ENDS, FINAL_AFTER, STAGING_AFTER},
    clock,
    state::{Shared, State},
};
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

/// How long a client may take to COMPLETE is not documented. Never less than an hour, however fast the clock runs.
const ABANDONED_AFTER: Duration = Duration::from_secs(7 * 86_400);
const PATIENCE: i64 = 3_600_000;

/// Runs until the server ends.
pub(crate) async fn run(state: Shared) {
    let pause =
        Duration::from_secs_f64(1.0 / state.options.speed).clamp(Duration::from_millis(20), Duration::from_secs(1));
    loop {
        tokio::select! {
            () = state.stop.cancelled() => return,
            () = state.wake.notified() => {}
            () = sleep(pause) => {}
        }
        if let Err(error) = promote(&state).and_then(|()| abandon(&state)) {
            tracing::error!(%error, "practice clock");
        }
        let ripe = loaded(&state)
            .into_iter()
            .find(|b| b.outcome.is_none() && b.is_past(STAGING_AFTER, state.options.speed, clock::now_ms()));
        if let Some(batch) = ripe {
            ingest_one(&state, batch).await;
        }
    }
}

fn loaded(state: &State) -> Vec<Batch> {
    Batch::with_status(&state.db(), "loaded").unwrap_or_default()
}

async fn ingest_one(state: &Shared, batch: Batch) {
    let (worker, id) = (state.clone(), batch.id.clone());
    let seq = batch.seq;
    let done = tokio::task::spawn_blocking(move || ingest::run(&worker, &batch)).await;
    match done {
        Ok(Ok(Some(outcome))) => {
            let kept = state.db().execute(
                "UPDATE batch SET outcome = ?2 WHERE seq = ?1",
                (seq, outcome.to_string()),
            );
            if let Err(error) = kept {
                tracing::error!(%error, "practice clock");
            }
            // The clock may have run out while it worked.
            state.wake.notify_one();
        }
        // Ending: the next start begins this batch anew.
        Ok(Ok(None)) => {}
        Ok(Err(error)) => {
            tracing::error!(%error, batch = id, "practice ingestion");
            sleep(Duration::from_secs(1)).await;
        }
        Err(error) => tracing::error!(%error, batch = id, "practice ingestion"),
    }
}

fn promote(state: &State) -> rusqlite::Result<()> {
    let speed = state.options.speed;
    for batch in loaded(state).into_iter().filter(|b| !b.is_stuck()) {
        let now = clock::now_ms();
        let Some(outcome) = batch
            .outcome
            .as_ref()
            .filter(|_| batch.is_past(FINAL_AFTER, speed, now))
        else {
            continue;
        };
        let status = outcome["status"].as_str().unwrap_or("failed");
        let status = batch.fate().filter(|word| ENDS.contains(word)).unwrap_or(status);
        let visible = (batch.profile && matches!(status, "success" | "active"))
            .then(|| now + clock::paced_ms(state.options.profile_delay, speed));
        let sql = "UPDATE batch SET status = ?2, updated = ?3, visible = ?4 WHERE seq = ?1";
        state.db().execute(sql, (batch.seq, status, now, visible))?;
    }
    Ok(())
}

fn abandon(state: &State) -> rusqlite::Result<()> {
    let limit = clock::paced_ms(ABANDONED_AFTER, state.options.speed).max(PATIENCE);
    let sql = "UPDATE batch SET status = 'abandoned', updated = ?2 WHERE status = 'loading' AND created < ?1";
    let now = clock::now_ms();
    state.db().execute(sql, (now - limit, now))?;
    // Bound first: the lock would be held for the whole loop otherwise.
    let loading = Batch::with_status(&state.db(), "loading")?;
    for batch in loading {
        if batch.fate() == Some("abandoned") {
            batch.set_status(&state.db(), "abandoned")?;
        }
    }
    Ok(())
}

/// The outcome's row diagnostics exist only for batches that have ended.
pub(crate) fn ended(batch: &Batch) -> Option<&Value> {
    batch.outcome.as_ref().filter(|_| batch.is_final())
}
