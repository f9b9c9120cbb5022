//! `courier`: the engine on the command line. This room parses, delegates and prints; it decides nothing.

mod args;
mod commands;
mod mask;
mod outcome;
mod report;
mod sample;
mod terminal;
mod words;

use args::Courier;
use clap::Parser;
use outcome::Exit;
use std::process::ExitCode;
use terminal::Terminal;
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    let courier = match Courier::try_parse() {
        Ok(courier) => courier,
        Err(error) => return outcome::usage(&error),
    };
    logging();
    let terminal = Terminal::new(&courier);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return terminal
                .fail(&ingest::Failure::new(ingest::Problem::Internal {}, error))
                .into();
        }
    };
    let cancel = CancellationToken::new();
    let exit = runtime.block_on(async {
        tokio::spawn(interrupted(cancel.clone()));
        Box::pin(commands::run(courier.command, &terminal, &cancel)).await
    });
    // Threads that still wait for a disk or a lock must not hold the exit.
    runtime.shutdown_background();
    exit.unwrap_or_else(|failure| terminal.fail(&failure)).into()
}

/// The first interrupt asks the run to stop cleanly; the second ends the process, and the journal is already right.
async fn interrupted(cancel: CancellationToken) {
    for first in [true, false] {
        if interrupt().await.is_err() {
            return;
        }
        if !first {
            std::process::exit(Exit::Cancelled as i32);
        }
        cancel.cancel();
    }
}

#[cfg(unix)]
async fn interrupt() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn interrupt() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// `COURIER_LOG=debug` shows what happens, on standard error; the fields are allow-listed where they are logged.
fn logging() {
    if let Ok(filter) = std::env::var("COURIER_LOG") {
        let filter =
            tracing_subscriber::EnvFilter::new(format!("{filter},hyper=warn,h2=warn,rustls=warn,reqwest=warn"));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
    }
}
