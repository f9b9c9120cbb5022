//! `practice`: serves the practice platform; and how this process finds or starts one.

use crate::args::PracticeArgs;
use crate::outcome::Exit;
use crate::terminal;
use ::practice::{NotFound, Options, Server};
use ingest::{Engine, Failure, Problem};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

pub(super) async fn serve(args: PracticeArgs, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let dir = match args.dir {
        Some(dir) => dir,
        None => Engine::open(None)?.practice_folder(),
    };
    let defaults = Options::default();
    let options = Options {
        dir,
        port: args.port,
        speed: args.speed,
        profile_delay: args.profile_delay.map_or(defaults.profile_delay, Duration::from_secs),
        not_found: if args.not_found == "empty" {
            NotFound::Empty
        } else {
            NotFound::Status404
        },
        faults: args.faults,
        reset: args.reset,
        ..defaults
    };
    let server = Server::start(options)
        .await
        .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
    terminal::line(&serde_json::to_string(server.endpoint()).map_err(|e| Failure::new(Problem::Internal {}, e))?);
    cancel.cancelled().await;
    server.stop().await;
    Ok(Exit::Done)
}

/// Inside this process it runs fast, because somebody watches.
pub(super) fn in_process(engine: &Engine) -> Options {
    Options {
        dir: engine.practice_folder(),
        speed: 60.0,
        ..Options::default()
    }
}

/// The endpoint of a practice platform that another process serves on loopback.
pub(super) async fn endpoint_of(url: &str) -> Result<serde_json::Value, Failure> {
    let endpoint = ::practice::join(url)
        .await
        .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
    serde_json::to_value(endpoint).map_err(|e| Failure::new(Problem::Internal {}, e))
}
