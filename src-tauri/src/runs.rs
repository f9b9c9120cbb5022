//! Runs of this process: they go on when the window closes, and the process stays until the last is safe to leave.

use crate::state::{LiveRun, Shell};
use ingest::{Desk, Failure, Outcome, Progress, ProgressSink, RunReport, UploadJob, Verification};
use std::sync::Arc;
use std::time::Duration;
use tauri::ipc::Channel;
use tauri::{AppHandle, Emitter};

/// How long somebody who watches waits for the first shoppers in Profile before the result is shown without them.
const FIRST_LOOK: Duration = Duration::from_secs(30);
/// How long they are looked for behind the result.
const LONG_LOOK: Duration = Duration::from_secs(3600);
/// How long the platform may take for a run that is taken up again.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// What to drive.
enum Work {
    New(Box<UploadJob>),
    Again(String),
}

/// Starts a run and returns its id at once.
pub(crate) fn start(app: AppHandle, shell: Arc<Shell>, desk: Arc<Desk>, job: UploadJob) -> String {
    let run = job.run.clone();
    drive(app, shell, desk, run.clone(), Work::New(Box::new(job)));
    run
}

/// Takes up one run, because somebody says so.
pub(crate) async fn go_on(app: AppHandle, shell: Arc<Shell>, run: String) -> Result<(), Failure> {
    let (engine, wanted) = (shell.engine.clone(), run.clone());
    let report = crate::blocking(move || engine.run(&wanted)).await?;
    let desk = shell.desk_of(&report).await?;
    if shell.live(&run).is_none() {
        drive(app, shell, desk, run.clone(), Work::Again(run));
    }
    Ok(())
}

/// Takes up the runs that an earlier process left behind after a batch was opened for them.
pub(crate) async fn take_up(app: AppHandle, shell: Arc<Shell>) {
    let engine = shell.engine.clone();
    let left = match crate::blocking(move || engine.interrupted()).await {
        Ok(left) if left.is_empty() => return,
        Ok(left) => left,
        Err(failure) => return tracing::warn!(detail = %failure.detail, "interrupted runs"),
    };
    for report in left {
        let run = report.run.clone();
        match shell.desk_of(&report).await {
            Ok(desk) => drive(app.clone(), shell.clone(), desk, run.clone(), Work::Again(run)),
            Err(failure) => tracing::warn!(%run, detail = %failure.detail, "interrupted run waits"),
        }
    }
}

fn drive(app: AppHandle, shell: Arc<Shell>, desk: Arc<Desk>, run: String, work: Work) {
    let live = shell.run_begins(&run);
    tauri::async_runtime::spawn(async move {
        let left = match Box::pin(carry_out(&shell, &desk, &live, work)).await {
            Ok(left) => left,
            Err(failure) => {
                tracing::warn!(%run, detail = %failure.detail, "run failed");
                live.fail(failure);
                None
            }
        };
        drop(live);
        shell.run_ended(&run);
        // A window that is gone has nothing to refresh.
        drop(app.emit("history_changed", ()));
        crate::window::leave_if_done(&app, &shell);
        if let Some(verification) = left {
            look_on(&app, &shell, &desk, verification).await;
        }
    });
}

/// Returns what is still to be looked up.
async fn carry_out(
    shell: &Shell,
    desk: &Arc<Desk>,
    live: &Arc<LiveRun>,
    work: Work,
) -> Result<Option<Verification>, Failure> {
    let sink: Arc<dyn ProgressSink> = {
        let live = live.clone();
        Arc::new(move |progress: Progress| live.publish(progress))
    };
    let cancel = live.cancel.clone();
    let outcome: Outcome = match work {
        Work::New(job) => shell.engine.upload(desk, *job, sink.clone(), cancel.clone()).await?,
        Work::Again(run) => {
            shell
                .engine
                .resume(desk, &run, PATIENCE, sink.clone(), cancel.clone())
                .await?
        }
    };
    let Some(verification) = outcome.verification else {
        return Ok(None);
    };
    let report = shell
        .engine
        .verify(desk, verification.clone(), FIRST_LOOK, sink, &cancel)
        .await?;
    let is_open = report.verified.as_ref().is_some_and(ingest::Verified::is_open);
    Ok(Some(verification).filter(|_| is_open && !cancel.is_cancelled()))
}

async fn look_on(app: &AppHandle, shell: &Shell, desk: &Desk, verification: Verification) {
    let nobody: Arc<dyn ProgressSink> = Arc::new(|_: Progress| {});
    let never = tokio_util::sync::CancellationToken::new();
    if let Err(failure) = shell.engine.verify(desk, verification, LONG_LOOK, nobody, &never).await {
        tracing::warn!(detail = %failure.detail, "lookup failed");
    }
    drop(app.emit("history_changed", ()));
}

/// Forwards a run's snapshots until it is done; its report comes from the history, also for one that ended before.
pub(crate) async fn watch(shell: &Shell, run: &str, on_progress: &Channel<Progress>) -> Result<RunReport, Failure> {
    let failure = match shell.live(run) {
        Some(live) => live.forward(on_progress).await,
        None => None,
    };
    let (engine, run) = (shell.engine.clone(), run.to_owned());
    let report = crate::blocking(move || engine.run(&run)).await;
    // A run that failed before it could be noted has no report; its own failure says more than that.
    report.map_err(|missing| failure.unwrap_or(missing))
}
