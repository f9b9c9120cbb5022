//! What a desktop has around windows: a bar with icons and their menus, a place where notifications pop up, and the
//! clipboard.

use super::{Desktop, screen};
use serde::Deserialize;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

const BAR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/desktop/bar.py");
const PYTHON: &str = "/usr/bin/python3";
/// What pops up stays there until it is clicked.
const DUNST: &str = "[global]\norigin = top-right\noffset = 20x20\ntimeout = 0\nidle_threshold = 0\nwidth = 420\nheight = 200\n\
     mouse_left_click = do_action, close_current\nfont = Sans 11\n[urgency_normal]\ntimeout = 0\n";

/// What asks for one.
const NOTIFY: &str = "interface=org.freedesktop.Notifications,member=Notify";
/// Asks the bus itself: a question to the notifications would start a second place for them.
const HAS_NOTIFICATIONS: [&str; 6] = [
    "--session",
    "--print-reply=literal",
    "--dest=org.freedesktop.DBus",
    "/",
    "org.freedesktop.DBus.NameHasOwner",
    "string:org.freedesktop.Notifications",
];

/// An icon of the bar.
#[derive(Debug, Deserialize)]
pub(crate) struct Icon {
    /// `Active` where it is to be seen.
    pub(crate) status: String,
    /// The file of its picture.
    #[serde(rename = "icon")]
    pub(crate) picture: PathBuf,
    /// Depth, label, and whether it can be chosen.
    pub(crate) lines: Vec<(usize, String, bool)>,
}

impl Icon {
    /// Keeps its picture beside those of the window.
    pub(crate) fn keep_picture(&self, name: &str) {
        fs::copy(&self.picture, super::shot(name)).unwrap_or_else(|e| panic!("{self:?}: {e}"));
    }

    /// There is a line that can be chosen.
    pub(crate) fn offers(&self, label: &str) -> bool {
        self.lines.iter().any(|(_, found, can)| *can && found == label)
    }

    /// What its first line says.
    pub(crate) fn state(&self) -> &str {
        self.lines.first().map_or("", |(_, label, _)| label)
    }
}

impl Desktop {
    /// A bar comes to the desktop. Ends with it.
    pub(crate) fn start_bar(&self) -> Child {
        let mut command = self.command(PYTHON);
        let mut child = command
            .args([BAR, "keep"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python starts");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("piped"));
        said.read_line(&mut line).expect("the bar says when it is there");
        assert_eq!(
            line.trim(),
            "ready",
            "the bar needs python3-gi (`make test` installs it)"
        );
        child
    }

    /// The program's icon as it is now, once there is one.
    pub(crate) fn icon(&self) -> Option<Icon> {
        let output = self
            .command(PYTHON)
            .args([BAR, "read"])
            .output()
            .expect("Python starts");
        serde_json::from_slice(&output.stdout).ok()
    }

    /// The program's icon once it is as wished.
    pub(crate) async fn icon_when(&self, what: &str, wished: impl Fn(&Icon) -> bool) -> Icon {
        let mut last = None;
        let found = self.until(what, || {
            last = self.icon();
            last.take_if(|icon| wished(icon))
        });
        found.await
    }

    /// Chooses a line of the icon's menu.
    pub(crate) async fn choose(&self, labels: &[&str]) {
        self.until(&format!("{labels:?} is chosen"), || {
            let done = self.command(PYTHON).args([BAR, "click"]).args(labels).status();
            done.is_ok_and(|status| status.success()).then_some(())
        })
        .await;
    }

    /// Notifications pop up from now on, and what they say is heard on the bus. Ends with the desktop.
    pub(crate) async fn start_notifications(&self) -> [Child; 2] {
        let config = self.home().join(".dunstrc");
        fs::write(&config, DUNST).expect("the home can be written");
        let heard = fs::File::create(self.said_file()).expect("the stage's folder can be written");
        let mut hearing = self.command("dbus-monitor");
        let hearing = hearing
            .args(["--session", NOTIFY])
            .stdout(heard)
            .spawn()
            .expect("dbus-monitor starts");
        let mut showing = self.command("dunst");
        let showing = showing
            .arg("-config")
            .arg(&config)
            .stderr(Stdio::null())
            .spawn()
            .expect("dunst starts");
        self.until("notifications have their name on the bus", || {
            let asked = self
                .command("dbus-send")
                .args(HAS_NOTIFICATIONS)
                .output()
                .expect("dbus-send starts");
            String::from_utf8_lossy(&asked.stdout).contains("true").then_some(())
        })
        .await;
        [hearing, showing]
    }

    /// What the notifications said, all of them.
    pub(crate) fn notifications(&self) -> String {
        fs::read_to_string(self.said_file()).unwrap_or_default()
    }

    /// How often a notification said this.
    pub(crate) fn told(&self, text: &str) -> usize {
        self.notifications().matches(text).count()
    }

    /// Clicks the notification that pops up, with the real pointer.
    pub(crate) async fn click_notification(&self) {
        let window = self.until("a notification pops up", || screen::popup(self)).await;
        let (x, y) = screen::position(self, &window);
        screen::click(self, x + 40, y + 20);
        self.until("the notification goes", || screen::popup(self).is_none().then_some(()))
            .await;
    }

    /// Says yes in the dialog that is open or about to open.
    pub(crate) async fn agree(&self, picture: &str) {
        let dialog = self.until("a dialog opens", || screen::dialog(self)).await;
        screen::focus(self, &dialog);
        self.picture(picture);
        screen::keys(self, &["Return"]);
    }

    /// The text on the clipboard, once there is one.
    pub(crate) fn clipboard(&self) -> Option<String> {
        Some(screen::clipboard(self)).filter(|text| !text.is_empty())
    }

    fn said_file(&self) -> PathBuf {
        self.data().join("notifications.txt")
    }
}
