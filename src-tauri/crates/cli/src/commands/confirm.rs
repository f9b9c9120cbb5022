//! What cannot be undone is said before it is done.

use crate::terminal::{Terminal, error};
use ingest::{Failure, Problem};
use std::io::{BufRead, IsTerminal};

/// Says what will happen, and goes on only where somebody wants it: by `--yes`, or by typing it at a terminal.
pub(super) fn confirm(terminal: &Terminal, yes: bool, warning: &str) -> Result<(), Failure> {
    error(warning);
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        error(&terminal.words.say("cli-confirm-how"));
        return Err(Problem::NotConfirmed {}.into());
    }
    error(&terminal.words.say("cli-confirm-prompt"));
    let mut line = String::new();
    let read = tokio::task::block_in_place(|| std::io::stdin().lock().read_line(&mut line));
    let said = ["yes", "ja", "y", "j"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(line.trim()));
    if read.is_ok() && said {
        Ok(())
    } else {
        Err(Problem::Cancelled {}.into())
    }
}
