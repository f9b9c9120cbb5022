//! Notifications of the desktop. A click on one opens what it is about; where nothing shows them, the log has it.

use ingest::News;
use ingest::view::AskedSchedule;
use tauri::AppHandle;

/// What a notification is about, or what somebody wants to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// The program itself.
    Program,
    /// A run.
    Run(String),
    /// A schedule.
    Schedule(AskedSchedule),
}

impl About {
    /// What news are about: a run where there was one, else what waits for somebody.
    pub(crate) fn of(news: &News) -> Self {
        match news {
            News::Failed { run, .. } | News::Done { run, .. } => Self::Run(run.clone()),
            News::Held { schedule, local, .. } => Self::schedule(schedule, Some(local)),
            News::Quiet { schedule, .. } => Self::schedule(schedule, None),
        }
    }

    fn schedule(schedule: &str, local: Option<&String>) -> Self {
        Self::Schedule(AskedSchedule {
            schedule: schedule.to_owned(),
            local: local.cloned(),
        })
    }
}

/// Shows it. Returns at once: a click may come hours later.
pub(crate) fn tell(app: &AppHandle, (title, body): (String, String), about: About) {
    let app = app.clone();
    let waiting = std::thread::Builder::new().name("notice".to_owned());
    let begun = waiting.spawn(move || {
        let clicked = {
            let app = app.clone();
            move || crate::window::show(&app, &about)
        };
        if let Err(error) = system::show(&app, &title, &body, clicked) {
            tracing::info!(%error, "a notification was not shown");
        }
    });
    if let Err(error) = begun {
        tracing::info!(%error, "a notification was not shown");
    }
}

#[cfg(target_os = "linux")]
mod system {
    use notify_rust::{Hint, Notification, NotificationResponse};
    use tauri::AppHandle;

    /// A click without a button, by the standard's name.
    const CLICK: &str = "default";

    pub(super) fn show(
        app: &AppHandle,
        title: &str,
        body: &str,
        clicked: impl Fn() + Send + 'static,
    ) -> notify_rust::error::Result<()> {
        // On Linux the product is called as its desktop entry is, see tauri.linux.conf.json.
        let name = app.package_info().name.clone();
        let shown = Notification::new()
            .appname("Profile Courier")
            .summary(title)
            .body(&if reads_markup() {
                words::plain(body)
            } else {
                body.to_owned()
            })
            .icon(&name)
            .hint(Hint::DesktopEntry(name.clone()))
            .action(CLICK, &words::Words::of_system().say("tray-open"))
            .show()?;
        shown.wait_for_response(move |response: &NotificationResponse| match response {
            NotificationResponse::Default => clicked(),
            NotificationResponse::Action(_) | NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => {}
        })
    }

    fn reads_markup() -> bool {
        let all = notify_rust::get_capabilities().unwrap_or_default();
        all.iter().any(|can| can == "body-markup")
    }
}

#[cfg(windows)]
mod system {
    use tauri::AppHandle;
    use tauri_winrt_notification::Toast;

    pub(super) fn show(
        app: &AppHandle,
        title: &str,
        body: &str,
        clicked: impl Fn() + Send + 'static,
    ) -> tauri_winrt_notification::Result<()> {
        // The installer registers the program under its identifier; the system's own thread calls back.
        Toast::new(&app.config().identifier)
            .title(title)
            .text1(body)
            .on_activated(move |_| {
                clicked();
                Ok(())
            })
            .show()
    }
}

#[cfg(target_os = "macos")]
mod system {
    use mac_notification_sys::error::NotificationResult;
    use mac_notification_sys::{Notification, NotificationResponse};
    use tauri::AppHandle;

    pub(super) fn show(
        app: &AppHandle,
        title: &str,
        body: &str,
        clicked: impl Fn() + Send + 'static,
    ) -> NotificationResult<()> {
        // An error says that it is set already.
        drop(mac_notification_sys::set_application(&app.config().identifier));
        let response = Notification::new()
            .title(title)
            .message(body)
            .wait_for_click(true)
            .send()?;
        if matches!(response, NotificationResponse::Click) {
            clicked();
        }
        Ok(())
    }
}
