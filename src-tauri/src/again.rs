//! Begins once more where an earlier instance was leaving while this one began: it owned the program's name on the bus,
//! and was gone before it could take over what this one was asked for.

use std::time::Duration;

/// Counts the beginnings, from one process image to the next.
const COUNT: &str = "PROFILE_COURIER_BEGINS_AGAIN";
/// So many of them; who leaves has left by then.
const MOST: u8 = 10;
const PAUSE: Duration = Duration::from_millis(300);

/// Another instance held the name and did not answer.
pub(crate) fn was_left(error: &tauri::Error) -> bool {
    matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance")
}

/// Does not return where it works. In this process it cannot: the desktop's toolkit begins once only.
pub(crate) fn begin() {
    let count: u8 = std::env::var(COUNT)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    if count >= MOST {
        return;
    }
    std::thread::sleep(PAUSE);
    replace(&(count + 1).to_string());
}

/// The same process with the same words, so that whoever started it still knows it.
#[cfg(unix)]
fn replace(count: &str) {
    use std::os::unix::process::CommandExt;
    let Ok(program) = std::env::current_exe() else { return };
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(COUNT, count)
        .exec();
    tracing::warn!(%error, "the program could not begin again");
}

/// Only the bus of Linux has this gap.
#[cfg(not(unix))]
fn replace(_count: &str) {}
