//! What a shell and a manual reader want to know of the grammar: completions and man pages, made from it.

use crate::args::{CompletionsArgs, Courier, ManArgs};
use crate::outcome::Exit;
use clap::CommandFactory;
use ingest::{Failure, Problem};

pub(super) fn completions(args: &CompletionsArgs) -> Exit {
    // Its writer panics where the one who reads went away.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Courier::command(), "courier", &mut text);
    crate::terminal::print(&text);
    Exit::Done
}

/// One page for the program and one for each command.
pub(super) fn man(args: &ManArgs) -> Result<Exit, Failure> {
    let name = args.out.display().to_string();
    std::fs::create_dir_all(&args.out)
        .and_then(|()| clap_mangen::generate_to(Courier::command(), &args.out))
        .map_err(|e| Failure::new(Problem::WriteDenied { name }, e))?;
    Ok(Exit::Done)
}
