//! The real keyboard: what cannot be reached by Tab cannot be reached by somebody without a mouse.

use super::{Window, screen};
use serde_json::{Value, json};
use std::time::Duration;

/// More presses of Tab than any page has stops.
const STOPS: usize = 80;
/// So many looks after a press the page has heard of it.
const LATE: usize = 20;

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
        let is_true = async |script: &str, arguments| self.script(script, arguments).await == Value::Bool(true);
        for _ in 0..STOPS {
            if is_true(is_there, vec![json!(css)]).await {
                return;
            }
            self.script("window.earlier = document.activeElement", vec![]).await;
            self.keys(&["Tab"]).await;
            // A busy page hears of it later, and a second press meanwhile would go too far.
            for _ in 0..LATE {
                if is_true("return document.activeElement !== window.earlier", vec![]).await {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        panic!("`{css}` cannot be reached by Tab");
    }

    /// Reaches a control and presses it.
    pub(crate) async fn press(&self, css: &str) {
        self.reach(css).await;
        self.keys(&["Return"]).await;
    }
}
