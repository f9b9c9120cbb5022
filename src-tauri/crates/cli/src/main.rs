//! `courier`: the engine on the command line. This room parses, delegates and prints; it decides nothing.

mod args;
mod commands;
mod mask;
mod outcome;
mod report;
mod sample;
mod terminal;
mod told;

use args::Courier;
use clap::Parser;
use outcome::Exit;
use std::process::ExitCode;
use terminal::Terminal;
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    ingest::no_core_dumps();
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
        // Before anything else: an interrupt that comes early must not find nobody listening.
        if let Ok(signals) = Signals::new() {
            tokio::spawn(interrupted(signals, cancel.clone()));
        }
        Box::pin(commands::run(courier.command, &terminal, &cancel)).await
    });
    // Threads that still wait for a disk or a lock must not hold the exit.
    runtime.shutdown_background();
    let exit = exit.unwrap_or_else(|failure| terminal.fail(&failure));
    terminal.ended(exit).into()
}

/// The first interrupt asks the run to stop cleanly; the second ends the process, and the journal is already right.
async fn interrupted(mut signals: Signals, cancel: CancellationToken) {
    signals.next().await;
    cancel.cancel();
    signals.next().await;
    std::process::exit(Exit::Cancelled as i32);
}

/// What asks a program to stop, heard from the moment this is made.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}

/// `COURIER_LOG=debug` (a level) shows what happens, on standard error; the fields are allow-listed where they are logged.
fn logging() {
    if let Ok(level) = std::env::var("COURIER_LOG") {
        let filter = tracing_subscriber::EnvFilter::new(ingest::logged_rooms(&level));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .init();
    }
}
