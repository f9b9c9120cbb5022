//! The real keyboard: what cannot be reached by Tab cannot be reached by somebody without a mouse.

use super::{Window, screen};
use serde_json::{Value, json};
use std::time::Duration;

/// More presses of Tab than any page has stops.
const STOPS: usize = 80;

impl Window<'_> {
    /// Presses keys, named as xdotool does: `Tab`, `Return`, `ctrl+3`.
    pub(crate) async fn keys(&self, keys: &[&str]) {
        let main = self
            .desktop
            .until("the main window is there", || screen::main_window(self.desktop))
            .await;
        screen::focus(self.desktop, &main);
        screen::keys(self.desktop, keys);
        // The page hears of a key a moment later.
        tokio::time::sleep(Duration::from_millis(60)).await;
    }

    /// Types a text where the focus is.
    pub(crate) async fn write(&self, text: &str) {
        let done = self
            .desktop
            .command("xdotool")
            .args(["type", "--delay", "12", "--", text])
            .status();
        assert!(done.is_ok_and(|s| s.success()), "xdotool types");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }

    /// Presses Tab until the focus is on an element or in it.
    pub(crate) async fn reach(&self, css: &str) {
        self.wait_for(css).await;
        let is_there = "const now = document.activeElement; return now !== null && (now.matches(arguments[0]) || now.closest(arguments[0]) !== null);";
        for _ in 0..STOPS {
            if self.script(is_there, vec![json!(css)]).await == Value::Bool(true) {
                return;
            }
            self.keys(&["Tab"]).await;
        }
        panic!("`{css}` cannot be reached by Tab");
    }

    /// Reaches a control and presses it.
    pub(crate) async fn press(&self, css: &str) {
        self.reach(css).await;
        self.keys(&["Return"]).await;
    }
}
