//! Who hears of news of schedules: the terminal where somebody looks on, else the desktop.

use crate::terminal::{Terminal, error};
use ingest::{News, Told};
use notify_rust::Notification;
use std::io::IsTerminal;
use std::sync::Arc;
use words::Words;

/// Where news goes.
pub(crate) struct Heard {
    words: Arc<Words>,
    /// On the desktop instead of standard error.
    desktop: bool,
}

impl Heard {
    /// `unattended`: a timer may be the caller.
    pub(crate) fn new(terminal: &Terminal, unattended: bool) -> Self {
        Self {
            words: terminal.words.clone(),
            desktop: unattended && !std::io::stderr().is_terminal(),
        }
    }
}

impl Told for Heard {
    fn tell(&self, news: &News) {
        let news = serde_json::to_value(news).unwrap_or_default();
        let (title, body) = self.words.news(&news);
        if self.desktop {
            notify(title, body);
        } else {
            error(&format!("{title}: {body}"));
        }
    }

    fn changed(&self) {}
}

/// A desktop that shows no notifications, or none at all, is no error: the history has everything.
fn notify(title: String, body: String) {
    // On a thread of its own, since it waits for an answer within a runtime of its own.
    let shown = std::thread::spawn(move || show(&title, &body)).join();
    if !matches!(shown, Ok(Ok(()))) {
        tracing::info!("no desktop takes notifications");
    }
}

fn show(title: &str, body: &str) -> notify_rust::error::Result<()> {
    let mut notification = Notification::new();
    notification.appname("Profile Courier").summary(title).body(body);
    #[cfg(all(unix, not(target_os = "macos")))]
    {
        notification.hint(notify_rust::Hint::DesktopEntry("profile-courier".to_owned()));
        // Only there a `<` in a name would be taken for a mark.
        if notify_rust::get_capabilities()?.iter().any(|one| one == "body-markup") {
            notification.body(&words::plain(body));
        }
    }
    notification.show().map(drop)
}
