//! `changes`: what the platform is known to have.

use crate::args::ChangesArgs;
use crate::outcome::Exit;
use crate::terminal::Terminal;
use ingest::{Engine, Failure};
use serde_json::json;

pub(super) fn run(args: &ChangesArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let ChangesArgs::Forget { connection, dataset } = args;
    let done = Engine::open(None)?.forget_changes(connection.as_deref(), dataset.as_deref())?;
    terminal.report(&done, |words| {
        vec![words.with("cli-forgotten", &json!({"count": done.forgotten}))]
    })?;
    Ok(Exit::Done)
}
