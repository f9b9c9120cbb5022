//! `changes`: what the platform is known to have.

use crate::args::ChangesArgs;
use crate::outcome::Exit;
use crate::terminal::Terminal;
use ingest::view::ForgetAlso;
use ingest::{Engine, Failure};
use serde_json::json;

pub(super) fn run(args: &ChangesArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let ChangesArgs::Forget {
        connection,
        dataset,
        numbers,
        objections,
    } = args;
    let also = ForgetAlso {
        numbers: *numbers,
        objections: *objections,
    };
    let done = Engine::open(None)?.forget_changes(connection.as_deref(), dataset.as_deref(), also)?;
    terminal.report(&done, |words| {
        let said = |id, count: u64| words.with(id, &json!({"count": count}));
        let kept = |id: &str| words.say(id);
        vec![
            said("cli-forgotten", done.forgotten),
            done.numbers.map_or_else(
                || kept("cli-numbers-kept"),
                |count| said("cli-numbers-forgotten", count),
            ),
            done.objections.map_or_else(
                || kept("cli-objections-kept"),
                |count| said("cli-objections-forgotten", count),
            ),
        ]
    })?;
    Ok(Exit::Done)
}
