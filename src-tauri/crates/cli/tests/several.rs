//! One person, several files and several runs: the program is killed at random instants, and what the person does next is
//! anybody's guess: takes up the last run, uploads the same file again, a newer one, an older one, or takes up whatever is
//! left, as the window does when it opens. Afterwards an outsider looks at the platform: nobody is missing, nobody was sent
//! twice with the same values, and nobody went back to older ones. A client that knows no order among its runs is the
//! control: the same look must find what it does wrong.
//!
//! `KILLS=500` makes it longer, `SEED=7` repeats one.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod killing;
mod outsider;
mod person;
mod taken;

use killing::kill_after;
use outsider::{Dice, Outsider, number, server};
use person::courier;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;
use taken::taken;

const ROWS: u64 = 20;

impl Outsider {
    /// Opens a batch of these records and leaves it so.
    fn put(&self, records: &str) -> Option<String> {
        let new = json!({"datasetId": self.dataset, "inputFormat": {"format": "json", "isMultiLineJson": false}});
        let opened = self.import("POST", "", &self.headers, new.to_string().as_bytes())?;
        let batch = opened["id"].as_str()?.to_owned();
        let file = format!("/{batch}/datasets/{}/files/all.json", self.dataset);
        let binary = self.headers.replace("application/json", "application/octet-stream");
        self.import("PUT", &file, &binary, records.as_bytes())?;
        Some(batch)
    }

    fn complete(&self, batch: &str) -> Option<()> {
        self.import("POST", &format!("/{batch}?action=COMPLETE"), &self.headers, b"")
            .map(drop)
    }
}

/// One person's files and programs.
struct User {
    home: tempfile::TempDir,
    name: String,
    url: String,
    /// Of the newest file.
    version: u64,
}

impl User {
    fn new(name: &str, url: &str) -> Self {
        let mut user = Self {
            home: tempfile::tempdir().unwrap(),
            name: name.to_owned(),
            url: url.to_owned(),
            version: 0,
        };
        user.export();
        user
    }

    fn email(&self, row: u64) -> String {
        format!("{}-{row}@shop.example", self.name)
    }

    /// A newer file: half of the people have other values, and there is one more of them.
    fn export(&mut self) {
        self.version += 1;
        let mut text = "email,firstname\n".to_owned();
        for row in 0..ROWS + self.version {
            writeln!(text, "{},{}", self.email(row), value(row, self.version)).unwrap();
        }
        std::fs::write(self.home.path().join(file(self.version)), text).unwrap();
    }

    fn courier(&self, words: &[&str]) -> Command {
        let mut command = courier(self.home.path(), words);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn at(&self, words: &[&str]) -> Command {
        self.courier(
            &[
                words,
                &["--verify", "0s", "--lock-wait", "5s", "--practice-url", &self.url],
            ]
            .concat(),
        )
    }

    fn upload(&self, version: u64) -> Command {
        self.at(&["upload", &file(version)])
    }

    /// Every run, newest first.
    fn runs(&self) -> Vec<Json> {
        let history = self
            .courier(&["--json", "history"])
            .stdout(Stdio::piped())
            .output()
            .unwrap();
        let history: Json = serde_json::from_slice(&history.stdout).unwrap_or_default();
        history["runs"].as_array().cloned().unwrap_or_default()
    }

    /// What the person does next.
    fn next(&mut self, dice: &mut Dice) -> Command {
        let runs = self.runs();
        let id = |run: &Json| run["run"].as_str().unwrap().to_owned();
        let is_left = |run: &&Json| run["finished"].is_null();
        match dice.below(6) {
            0 | 1 if !runs.is_empty() => self.at(&["resume", &id(&runs[0])]),
            2 => {
                self.export();
                self.upload(self.version)
            }
            3 => self.upload(1 + dice.below(self.version)),
            4 => match runs.iter().rev().find(is_left) {
                Some(left) => self.at(&["resume", &id(left)]),
                None => self.upload(self.version),
            },
            _ => self.upload(self.version),
        }
    }

    /// Lets the newest file come to its end.
    fn finish(&self) {
        for _ in 0..40 {
            let done = self.upload(self.version).status().unwrap().success();
            let left = self.runs().iter().any(|run| run["finished"].is_null());
            if done && !left {
                return;
            }
        }
        let last = self.upload(self.version).stderr(Stdio::piped()).output().unwrap();
        panic!(
            "the newest file never arrived: {} {:#?}",
            String::from_utf8_lossy(&last.stderr),
            self.runs()
        );
    }
}

fn file(version: u64) -> String {
    format!("customers-{version}.csv")
}

/// Only every second customer changes.
fn value(row: u64, version: u64) -> String {
    format!("v{}", if row.is_multiple_of(2) { version } else { 1 })
}

/// What is wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Faults {
    lost: usize,
    doubled: usize,
    reverted: usize,
}

impl Faults {
    /// Of people with the value that each should have in the end.
    fn of(taken: &BTreeMap<String, Vec<u64>>, wanted: impl Iterator<Item = (String, u64)>) -> Self {
        let mut faults = Self::default();
        for (email, newest) in wanted {
            let values = taken.get(&email).map(Vec::as_slice).unwrap_or_default();
            faults.lost += usize::from(!values.contains(&newest));
            faults.doubled += values.windows(2).filter(|two| two[0] == two[1]).count();
            faults.reverted += values.windows(2).filter(|two| two[0] > two[1]).count();
        }
        faults
    }
}

fn wanted(user: &User) -> impl Iterator<Item = (String, u64)> + '_ {
    let newest = |row: u64| value(row, user.version)[1..].parse().unwrap();
    (0..ROWS + user.version).map(move |row| (user.email(row), newest(row)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_lost_doubled_or_sent_back_whatever_the_person_does_next() {
    let folder = tempfile::tempdir().unwrap();
    let (seed, kills) = (number("SEED", 1815), number("KILLS", 40));
    let (server, endpoint) = server(folder.path(), Some(seed)).await;
    let url = endpoint["gateway"].as_str().unwrap().to_owned();
    tokio::task::block_in_place(|| {
        let mut dice = Dice(seed);
        let (mut killed, mut users) = (0, Vec::new());
        while killed < kills {
            let mut user = User::new(&format!("shopper{}", users.len()), &url);
            for _ in 0..4 + dice.below(12) {
                let child = user.next(&mut dice).spawn().unwrap();
                killed += u64::from(kill_after(child, Duration::from_millis(dice.below(900))));
            }
            user.finish();
            users.push(user);
        }
        let (taken, open) = taken(&server, &Outsider::new(&endpoint));
        eprintln!(
            "seed {seed}: {killed} kills of {} people's programs, {open} open",
            users.len()
        );
        for user in &users {
            let faults = Faults::of(&taken, wanted(user));
            assert_eq!(
                faults,
                Faults::default(),
                "seed {seed}, {}: {:#?}",
                user.name,
                user.runs()
            );
        }
        assert_eq!(open, 0, "seed {seed}: a batch was left open");
    });
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_look_at_the_platform_finds_a_client_without_an_order_among_its_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (server, endpoint) = server(folder.path(), None).await;
    tokio::task::block_in_place(|| {
        let outsider = Outsider::new(&endpoint);
        let records = |version: u64| -> String {
            let record = |row: u64| {
                let id = format!("naive-{row}@shop.example");
                json!({
                    "identityMap": {"Email": [{"id": id, "primary": true}]},
                    "personalEmail": {"address": id},
                    "person": {"name": {"firstName": value(row, version)}},
                })
                .to_string()
            };
            (0..ROWS).map(|row| record(row) + "\n").collect()
        };
        // Cut off before its end; the newer file goes; then what was cut off is taken up.
        let monday = outsider.put(&records(1)).unwrap();
        let friday = outsider.put(&records(2)).unwrap();
        outsider.complete(&friday).unwrap();
        std::thread::sleep(Duration::from_secs(2));
        outsider.complete(&monday).unwrap();
        std::thread::sleep(Duration::from_secs(2));
        let (taken, _) = taken(&server, &outsider);
        let people = (0..ROWS).map(|row| {
            let newest = value(row, 2)[1..].parse().unwrap();
            (format!("naive-{row}@shop.example"), newest)
        });
        let half = usize::try_from(ROWS / 2).unwrap();
        let faults = Faults::of(&taken, people);
        assert_eq!((faults.reverted, faults.doubled), (half, half), "{faults:?}");
    });
    server.stop().await;
}
