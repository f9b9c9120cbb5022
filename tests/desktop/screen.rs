//! Mouse, keyboard and windows of the X screen, for what WebDriver cannot do: file dialogs, a real drag, closing a window.

use super::Desktop;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program's window by its title, whatever the language.
const TITLE: &str = "Profile Courier$";
/// Helps with two things that no ready-made program does; it needs the system's own Python, which has GTK.
const HELPER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/desktop/x11.py");
const PYTHON: &str = "/usr/bin/python3";

/// An X window's number, as `xdotool` writes it.
pub(super) type WindowId = String;

fn xdotool(desktop: &Desktop, words: &[&str]) -> Vec<String> {
    let output = desktop.command("xdotool").args(words).output().expect("xdotool starts");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect()
}

fn visible(desktop: &Desktop, title: &str) -> Vec<WindowId> {
    xdotool(desktop, &["search", "--onlyvisible", "--name", title])
}

/// The main window.
pub(super) fn main_window(desktop: &Desktop) -> Option<WindowId> {
    visible(desktop, TITLE).pop()
}

/// A window with a title that is neither the main window nor a notification: dialogs have titles in the user's language.
pub(super) fn dialog(desktop: &Desktop) -> Option<WindowId> {
    let others: Vec<WindowId> = visible(desktop, TITLE).into_iter().chain(popup(desktop)).collect();
    visible(desktop, "..")
        .into_iter()
        .find(|window| !others.contains(window))
}

/// A notification that pops up.
pub(super) fn popup(desktop: &Desktop) -> Option<WindowId> {
    xdotool(desktop, &["search", "--onlyvisible", "--class", "Dunst"]).pop()
}

/// Whether it is still to be seen.
pub(super) fn is_open(desktop: &Desktop, window: &WindowId) -> bool {
    visible(desktop, ".").contains(window)
}

/// Where its inside begins on the screen.
pub(super) fn position(desktop: &Desktop, window: &WindowId) -> (i64, i64) {
    let lines = xdotool(desktop, &["getwindowgeometry", "--shell", window]);
    let value = |name: &str| {
        lines
            .iter()
            .find_map(|l| l.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    value("X")
        .zip(value("Y"))
        .unwrap_or_else(|| panic!("window {window} has a place: {lines:?}"))
}

/// Moves the pointer there and clicks.
pub(super) fn click(desktop: &Desktop, x: i64, y: i64) {
    xdotool(desktop, &["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
}

/// Gives it the keyboard. There is no window manager that would.
pub(super) fn focus(desktop: &Desktop, window: &WindowId) {
    xdotool(desktop, &["windowfocus", "--sync", window]);
}

/// Presses keys.
pub(super) fn keys(desktop: &Desktop, keys: &[&str]) {
    xdotool(desktop, &[&["key", "--clearmodifiers"], keys].concat());
}

/// Types a path into a file dialog: its first stroke opens or fills the entry, which takes a moment.
pub(super) async fn type_path(desktop: &Desktop, path: &Path) {
    let text = path.display().to_string();
    let rest = text.strip_prefix('/').expect("an absolute path");
    keys(desktop, &["slash"]);
    tokio::time::sleep(Duration::from_millis(700)).await;
    xdotool(desktop, &["type", "--delay", "10", "--", rest]);
    // The dialog looks the path up while it is typed; an answer before that is lost.
    tokio::time::sleep(Duration::from_millis(700)).await;
}

/// Takes a picture of a window, or of the whole screen.
pub(super) fn picture(desktop: &Desktop, window: &str, path: &Path) -> bool {
    let done = desktop.command("import").args(["-window", window]).arg(path).status();
    done.is_ok_and(|status| status.success())
}

/// Asks a window to close, as the cross in its corner does.
pub(super) fn close(desktop: &Desktop, window: &WindowId) {
    let done = helper(desktop).args(["close", window]).status();
    assert!(done.is_ok_and(|s| s.success()), "window {window} can be asked to close");
}

/// Drags a file from a small window in the corner to a place on the screen, and waits for the drag's end.
pub(super) async fn drag(desktop: &Desktop, file: &Path, x: i64, y: i64) {
    let mut source = helper(desktop)
        .arg("drag")
        .arg(file)
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut said = BufReader::new(source.stdout.take().expect("piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("the source says when it is ready");
    assert_eq!(
        line.trim(),
        "ready",
        "the drag needs python3-gi and gir1.2-gtk-3.0 (`make test` installs them)"
    );
    xdotool(desktop, &["mousemove", "20", "20", "mousedown", "1"]);
    // A drag begins after a few pixels, and the window below hears of it by moves, not by one jump.
    for step in 0..=20 {
        let at = |to: i64| (20 + 10 + (to - 30) * step / 20).to_string();
        xdotool(desktop, &["mousemove", "--sync", &at(x), &at(y)]);
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    xdotool(desktop, &["mouseup", "1"]);
    let ended = desktop
        .until("the drag ends", || {
            source.try_wait().expect("a child can be waited for")
        })
        .await;
    assert!(ended.success(), "nobody took the file that was dropped at {x}, {y}");
}

/// The text on the clipboard.
pub(super) fn clipboard(desktop: &Desktop) -> String {
    let output = helper(desktop).arg("clipboard").output().expect("Python starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn helper(desktop: &Desktop) -> Command {
    let mut command = desktop.command(PYTHON);
    command.arg(HELPER);
    command
}
