//! One user with a schedule that repeats an upload, and `courier` as they call it.

use ingest::schedule::{Recurrence, Schedule};
use ingest::{Engine, Timestamp};
use serde_json::Value as Json;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

pub(crate) const COURIER: &str = env!("CARGO_BIN_EXE_courier");

pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a schedule that repeats an upload of so many rows.
    pub(crate) fn with_schedule(name: &str, rows: u32) -> Self {
        let home = Self::new();
        home.export(rows, 600);
        let (exit, run) = home.json(&["upload", "a.csv", "--verify", "0s"]);
        assert_eq!(exit, 0, "{run}");
        let engine = home.engine();
        let repeated = engine.schedule_from_run(run["run"].as_str().unwrap()).unwrap();
        let mut schedule = Schedule {
            name: name.to_owned(),
            dry_run_first: false,
            only_changed: false,
            ..repeated
        };
        schedule.conditions.least_rows = Some(50.0);
        schedule.when.recurrence = Recurrence::Days {
            times: vec!["06:30".parse().unwrap()],
        };
        engine.save_schedule(None, &schedule, None, Timestamp::now()).unwrap();
        home
    }

    /// The data of the same user.
    pub(crate) fn engine(&self) -> Engine {
        Engine::open(Some(&self.0.path().join("DATA/profile-courier"))).unwrap()
    }

    /// An export of so many rows, written so many seconds ago.
    pub(crate) fn export(&self, rows: u32, age: u64) {
        let rows = (0..rows).map(|row| format!("shopper{row}@shop.example,Shopper {row}\n"));
        let path = self.0.path().join("a.csv");
        let text: String = std::iter::once("email,firstname\n".to_owned()).chain(rows).collect();
        std::fs::write(&path, text).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(COURIER);
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.0.path().join(variable));
        }
        // No notification of a test belongs on somebody's desktop.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        command
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .current_dir(self.0.path());
        command.args(words);
        command
    }

    pub(crate) fn courier(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Exit code and the one document on stdout.
    pub(crate) fn json(&self, words: &[&str]) -> (i32, Json) {
        let output = self.courier(&[&["--json"], words].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}"));
        (output.status.code().unwrap(), document)
    }

    /// Exit code, and all that is said.
    pub(crate) fn said(&self, words: &[&str]) -> (i32, String) {
        let output = self.courier(words);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
