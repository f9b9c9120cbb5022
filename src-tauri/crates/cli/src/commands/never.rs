//! `never`: the list of people who are never uploaded. Addresses come from standard input, never from an argument.

use crate::args::NeverArgs;
use crate::outcome::Exit;
use crate::terminal::Terminal;
use ingest::{Engine, Failure, Problem};
use serde_json::json;

pub(super) fn run(args: &NeverArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let addresses = if args.action == "count" {
        Vec::new()
    } else {
        let text = std::io::read_to_string(std::io::stdin())
            .map_err(|e| Failure::new(Problem::FileUnreadable { name: "-".to_owned() }, e))?;
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let change = Engine::open(None)?.never(&addresses, args.action == "add")?;
    terminal.report(&change, |words| {
        let counts = json!({"changed": change.changed, "unreadable": change.unreadable, "total": change.total});
        vec![words.with("cli-never", &counts)]
    })?;
    Ok(Exit::Done)
}
