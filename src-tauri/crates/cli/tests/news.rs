//! News of schedules where nobody looks on: the desktop shows it. A desktop of its own, on a bus of its own, notes what
//! it is asked to show.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    dead_code,
    reason = "a test that unwraps says with its panic what went wrong; the home is other tests' as well"
)]

mod home;

use home::Home;
use ingest::Timestamp;
use serde_json::Value as Json;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Says when it is there, then what it is asked to show, one document a line.
const DESKTOP: &str = r#"
import json
from gi.repository import Gio, GLib
XML = """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
</interface></node>"""
def called(bus, sender, path, interface, method, words, call):
    if method == "Notify":
        print(json.dumps(words.unpack()), flush=True)
        call.return_value(GLib.Variant("(u)", (1,)))
    else:
        call.return_value(GLib.Variant("(as)", (["body", "body-markup"],)))
def there(bus, name):
    node = Gio.DBusNodeInfo.new_for_xml(XML)
    bus.register_object("/org/freedesktop/Notifications", node.interfaces[0], called, None, None)
    print("there", flush=True)
Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.Notifications", 0, there, None, None)
GLib.MainLoop().run()
"#;

/// A program that ends with the test, and what it says.
struct Started(Child, BufReader<ChildStdout>);

impl Started {
    fn new(command: &mut Command) -> Option<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let said = BufReader::new(child.stdout.take()?);
        Some(Self(child, said))
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.1.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A bus with a desktop on it; none where this system has no programs for that.
fn desktop(folder: &Path) -> Option<(Started, String, Started)> {
    let address = format!("unix:path={}", folder.join("bus").display());
    let words = ["--session", "--nofork", "--print-address=1", "--address", &address];
    let mut bus = Started::new(Command::new("dbus-daemon").args(words))?;
    let address = bus.line();
    let mut desktop = Command::new("/usr/bin/python3");
    desktop.args(["-c", DESKTOP]).env("DBUS_SESSION_BUS_ADDRESS", &address);
    let mut desktop = Started::new(&mut desktop)?;
    (desktop.line() == "there").then_some((bus, address, desktop))
}

#[test]
fn a_desktop_is_told_what_needs_somebody_and_nothing_of_shoppers() {
    let folder = tempfile::tempdir().unwrap();
    let Some((_bus, address, mut desktop)) = desktop(folder.path()) else {
        eprintln!("not tried: this system has no dbus-daemon, or no python3 with gi");
        return;
    };
    let home = Home::with_schedule("Daily", 30);
    assert_eq!(home.json(&["run", "Daily"]).0, 0);
    home.export(5, 300);
    home.engine().run_schedule_now("Daily", Timestamp::now()).unwrap();
    let mut timer = home.command(&["--lang", "en", "run", "--due", "--quiet"]);
    let output = timer.env("DBUS_SESSION_BUS_ADDRESS", &address).output().unwrap();
    assert_eq!(output.status.code(), Some(65));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "it was told elsewhere");
    let shown: Json = serde_json::from_str(&desktop.line()).unwrap();
    assert_eq!(
        (&shown[0], &shown[3]),
        (&"Profile Courier".into(), &"Daily needs you".into()),
        "{shown}"
    );
    let body = shown[4].as_str().unwrap();
    assert!(
        body.starts_with("The file has 5 rows; last time it had 30. Nothing was sent."),
        "{body}"
    );
    assert_eq!(shown[6]["desktop-entry"], "profile-courier");
    assert!(!shown.to_string().contains("shop.example"), "{shown}");
}
