//! The system's own timer, which calls `courier run --due` every five minutes while no window is open. The texts are
//! made by pure functions that are the same on every system; only the system's own program is called, and nothing stays
//! behind when it is switched off.

mod launchd;
mod schtasks;
mod systemd;

use crate::problem::{Failure, Problem};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What the timer lets the command line do.
const WORDS: [&str; 3] = ["run", "--due", "--quiet"];
/// Minutes between two calls: as exact as a schedule's times need it, at no cost where nothing is due.
const MINUTES: u32 = 5;

/// Whether the system's timer starts schedules; `None` where this system offers none. Blocks.
pub fn timer() -> Option<bool> {
    match std::env::consts::OS {
        "linux" => systemd::is_on(),
        "macos" => launchd::is_on(),
        "windows" => Some(schtasks::is_on()),
        _ => None,
    }
}

/// Lets the system's timer call this `courier`, or no longer. Switched on again, it calls the one that is named now.
/// Blocks.
pub fn set_timer(on: bool, courier: &Path) -> Result<(), Failure> {
    match (std::env::consts::OS, on) {
        ("linux", true) => systemd::set(text_of(courier)?),
        ("linux", false) => systemd::unset(),
        ("macos", true) => launchd::set(text_of(courier)?),
        ("macos", false) => launchd::unset(),
        ("windows", true) => schtasks::set(text_of(courier)?),
        ("windows", false) => schtasks::unset(),
        (other, _) => Err(refused(format!("no timer is known for {other}"))),
    }
}

/// A path as it can stand in a line of text.
fn text_of(courier: &Path) -> Result<&str, Failure> {
    courier
        .to_str()
        .filter(|path| courier.is_absolute() && !path.chars().any(char::is_control))
        .ok_or_else(|| refused(format!("{} cannot stand in a timer", courier.display())))
}

fn refused(detail: impl std::fmt::Display) -> Failure {
    Failure::new(Problem::TimerRefused {}, detail)
}

/// Calls a program of the system.
fn call(program: &str, words: &[&str]) -> Result<Output, Failure> {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        /// `CREATE_NO_WINDOW`: the window's program has no console, and none must flash up.
        const NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(NO_WINDOW);
    }
    command.output().map_err(|e| refused(format!("{program}: {e}")))
}

/// The same, where it has to end well.
fn called(program: &str, words: &[&str]) -> Result<(), Failure> {
    let output = call(program, words)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(refused(format!("{program} {}: {said}", words.join(" "))))
}

fn ends_well(program: &str, words: &[&str]) -> bool {
    called(program, words).is_ok()
}

/// Keeps a file in a folder of the user's.
fn keep(path: &Path, text: &str) -> Result<(), Failure> {
    let denied = |e: std::io::Error| refused(format!("{}: {e}", path.display()));
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(denied)?;
    crate::output::write_file(path, text.as_bytes())?;
    Ok(())
}

/// Removes it; one that is not there is removed already.
fn remove(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(refused(format!("{}: {e}", path.display()))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_path_in_one_line_is_taken() {
        let root = std::env::temp_dir();
        assert!(text_of(&root.join("my courier")).is_ok());
        for wrong in ["courier".into(), root.join("a\nExecStart=b"), "".into()] {
            let failure = text_of(&wrong).unwrap_err();
            assert_eq!(failure.problem, Problem::TimerRefused {}, "{wrong:?}");
        }
    }

    #[test]
    fn what_a_system_program_says_is_in_the_detail() {
        let failure = called("no-such-program-of-any-system", &["--now"]).unwrap_err();
        assert!(failure.detail.contains("no-such-program"), "{}", failure.detail);
    }
}
