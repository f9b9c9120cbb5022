//! `courier` as one person calls it, with files and data in a folder of their own.

use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) fn courier(home: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
    for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
        command.env(format!("XDG_{variable}_HOME"), home.join(variable));
    }
    command.args(words).current_dir(home).stdin(Stdio::null());
    command
}
