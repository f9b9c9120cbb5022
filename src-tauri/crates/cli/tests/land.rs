//! The program is killed at random instants while a file lands, again and again, against a platform and a landing zone
//! that refuse, drop and lose requests: the file is landed once and taken once, and nothing of it is on our disk.
//!
//! `KILLS=100 ROWS=200000` makes it longer, `SEED=7` repeats one. `tools/bench/land.py` does the same with gigabytes.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod outsider;

use outsider::{Dice, Outsider, number, server};
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const COURIER: &str = env!("CARGO_BIN_EXE_courier");
/// The practice dataset whose schema has the e-mail address as primary identity.
const BY_FIELD: &str = "67420c5e1a9d3b2f8c47e602";

struct User {
    home: tempfile::TempDir,
    url: String,
}

impl User {
    fn new(rows: u64, url: &str, dice: &mut Dice) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut text = "email,firstname\n".to_owned();
        for row in 0..rows {
            // Names that do not pack well, so that there is something to send.
            let name: String = (0..60).map(|_| char::from(b'a' + dice.below(26) as u8)).collect();
            writeln!(text, "canary-{row}@shop.example,{name}").unwrap();
        }
        std::fs::write(home.path().join("customers.csv"), text).unwrap();
        let url = url.to_owned();
        Self { home, url }
    }

    fn courier(&self, words: &[&str]) -> Command {
        let mut command = Command::new(COURIER);
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.home.path().join(variable));
        }
        command.args(words).current_dir(self.home.path()).stdin(Stdio::null());
        command.env("TMPDIR", self.home.path());
        command
    }

    fn to(&self, words: &[&str]) -> Command {
        let mut command = self.courier(words);
        command.args(["--dataset", BY_FIELD, "--practice-url", &self.url]);
        command
    }

    fn last(&self) -> Json {
        let history = self.courier(&["--json", "history"]).output().unwrap();
        let runs: Json = serde_json::from_slice(&history.stdout).unwrap_or_default();
        runs["runs"][0].clone()
    }

    /// What a person would do next: take up what was left, or begin.
    fn next(&self) -> Command {
        let run = self.last();
        let mut command = match run["run"].as_str().filter(|_| run["handover"].is_object()) {
            Some(run) => self.to(&["resume", run, "--verify", "0s"]),
            None => self.to(&["land", "customers.csv", "--flow", "All", "--verify", "0s"]),
        };
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Files other than the user's own in which a shopper can be found.
    fn traces(&self) -> Vec<String> {
        let mut found = Vec::new();
        look(self.home.path(), &mut found);
        found
    }
}

fn look(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            look(&path, found);
        } else if path.file_name().is_some_and(|name| name != "customers.csv") {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.windows(7).any(|window| window == b"canary-") {
                found.push(path.display().to_string());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_killed_while_landing_is_taken_once() {
    let seed = number("SEED", 11);
    let (rows, kills) = (number("ROWS", 20_000), number("KILLS", 8));
    let mut dice = Dice(seed);
    let folder = tempfile::tempdir().unwrap();
    let (server, endpoint) = server(folder.path(), Some(seed)).await;
    let mut outsider = Outsider::new(&endpoint);
    BY_FIELD.clone_into(&mut outsider.dataset);
    let user = User::new(rows, endpoint["gateway"].as_str().unwrap(), &mut dice);
    let made = (0..20).any(|_| {
        let create = ["flows", "create", "All", "customers.csv", "--every", "15m"];
        let out = user.to(&create).output().unwrap();
        // An attempt whose answer was lost goes on by its name.
        out.status.success()
            || String::from_utf8_lossy(&out.stderr).contains("All")
                && user.to(&["flows", "show", "All"]).output().unwrap().status.success()
    });
    assert!(made, "the dataflow was never made");

    let (mut killed, mut starts) = (0, 0);
    while user.last()["status"] != "succeeded" {
        assert!(starts < kills + 60, "never done: {}", user.last());
        let mut child = user.next().spawn().unwrap();
        starts += 1;
        if killed < kills {
            std::thread::sleep(Duration::from_millis(dice.below(600)));
            if child.try_wait().unwrap().is_none() {
                child.kill().unwrap();
                killed += 1;
            }
        }
        child.wait().unwrap();
        assert_eq!(user.traces(), Vec::<String>::new());
    }
    let last = user.last();
    assert_eq!(last["platform"]["accepted"], rows, "{last}");
    let (visible, open) = outsider.look();
    assert_eq!((visible.iter().sum::<u64>(), open), (rows, 0), "{visible:?}");
    eprintln!("seed {seed}: {starts} starts, {killed} kills, {rows} rows, batches {visible:?}");
    server.stop().await;
}
