//! The program is killed at random instants, again and again, against a practice platform that refuses, drops and loses
//! requests; whatever happens, every shopper becomes visible exactly once and no batch is left open. A client that
//! simply starts over is the control: the same look at the platform must find what it does wrong.
//!
//! `KILLS=1000` makes it longer, `SEED=7` repeats one.
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

use killing::kill_after;
use outsider::{Dice, Outsider, number, server};
use person::courier;
use serde_json::{Value as Json, json};
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const ROWS: u64 = 40;

impl Outsider {
    /// What a script does that begins again whenever something went wrong: kept as the control. `dies` says after which
    /// of its requests it is killed before it hears the answer.
    fn naive(&self, records: &str, dies: Option<u64>) -> Option<()> {
        let heard = |step: u64, answer: Option<Json>| answer.filter(|_| dies != Some(step));
        let new = json!({"datasetId": self.dataset, "inputFormat": {"format": "json", "isMultiLineJson": false}});
        let opened = self.import("POST", "", &self.headers, new.to_string().as_bytes());
        let batch = heard(0, opened)?["id"].as_str()?.to_owned();
        let file = format!("/{batch}/datasets/{}/files/all.json", self.dataset);
        let binary = self.headers.replace("application/json", "application/octet-stream");
        heard(1, self.import("PUT", &file, &binary, records.as_bytes()))?;
        let complete = format!("/{batch}?action=COMPLETE");
        heard(2, self.import("POST", &complete, &self.headers, b"")).map(drop)
    }
}

/// A folder and the data of one user who uploads one file.
struct User {
    home: tempfile::TempDir,
    url: String,
}

impl User {
    fn new(job: u32, url: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut text = "email,firstname\n".to_owned();
        for row in 0..ROWS {
            writeln!(text, "shopper-{job}-{row}@shop.example,Shopper {row}").unwrap();
        }
        std::fs::write(home.path().join("customers.csv"), text).unwrap();
        Self {
            home,
            url: url.to_owned(),
        }
    }

    fn courier(&self, words: &[&str]) -> Command {
        courier(self.home.path(), words)
    }

    /// What a person would do next: take up what was left, or begin.
    fn next(&self) -> Command {
        let history = self.courier(&["--json", "history"]).output().unwrap();
        let runs: Json = serde_json::from_slice(&history.stdout).unwrap_or_default();
        let run = runs["runs"][0]["run"].as_str().unwrap_or_default().to_owned();
        let mut command = if run.is_empty() {
            self.courier(&["upload", "customers.csv", "--verify", "0s", "--practice-url", &self.url])
        } else {
            self.courier(&["resume", &run, "--verify", "0s", "--practice-url", &self.url])
        };
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// How many of the shoppers the next upload would leave out, and the whole check.
    fn known(&self) -> (u64, Json) {
        for _ in 0..30 {
            let words = ["--json", "check", "customers.csv", "--practice-url", &self.url];
            let check = self.courier(&words).output().unwrap();
            let check: Json = serde_json::from_slice(&check.stdout).unwrap_or_default();
            if let Some(known) = check["rows"]["unchanged"].as_u64() {
                return (known, check);
            }
        }
        panic!("a check never ended");
    }

    fn is_done(&self) -> bool {
        let history = self.courier(&["--json", "history"]).output().unwrap();
        let runs: Json = serde_json::from_slice(&history.stdout).unwrap();
        runs["runs"][0]["status"] == "succeeded"
    }
}

/// Kills one user's program so often, then lets it end.
fn upload_through_kills(user: &User, dice: &mut Dice, kills: u32) -> u32 {
    let mut killed = 0;
    for _ in 0..kills * 4 {
        if killed == kills || user.is_done() {
            break;
        }
        let child = user.next().spawn().unwrap();
        killed += u32::from(kill_after(child, Duration::from_millis(dice.below(700))));
    }
    for _ in 0..30 {
        if user.is_done() {
            return killed;
        }
        user.next().status().unwrap();
    }
    let last = user.next().stderr(Stdio::piped()).output().unwrap();
    let history = user.courier(&["--json", "history"]).output().unwrap();
    panic!(
        "an upload never ended: {} {}",
        String::from_utf8_lossy(&last.stderr),
        String::from_utf8_lossy(&history.stdout)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_shopper_is_visible_once_however_often_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let seed = number("SEED", 4711);
    let kills = u32::try_from(number("KILLS", 110)).unwrap();
    let (server, endpoint) = server(folder.path(), Some(seed)).await;
    let url = endpoint["gateway"].as_str().unwrap().to_owned();
    let (total, jobs) = (AtomicU32::new(0), AtomicU32::new(0));
    tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            for worker in [0_u64, 1] {
                let (url, total, jobs) = (&url, &total, &jobs);
                scope.spawn(move || {
                    let mut dice = Dice(seed * 31 + worker);
                    while total.load(Ordering::Relaxed) < kills {
                        let job = jobs.fetch_add(1, Ordering::Relaxed);
                        let due = 1 + u32::try_from(dice.below(8)).unwrap();
                        let user = User::new(job, url);
                        let killed = upload_through_kills(&user, &mut dice, due);
                        let (known, check) = user.known();
                        assert_eq!(known, ROWS, "the ledger has whoever is on the platform: {check}");
                        total.fetch_add(killed, Ordering::Relaxed);
                    }
                });
            }
        });
    });
    let (visible, open) = tokio::task::block_in_place(|| Outsider::new(&endpoint).look());
    let killed = total.load(Ordering::Relaxed);
    eprintln!(
        "seed {seed}: {killed} kills, {} batches visible, {open} open",
        visible.len()
    );
    assert!(killed >= kills, "only {killed} kills");
    assert_eq!(visible, vec![ROWS; jobs.into_inner() as usize], "seed {seed}");
    assert_eq!(open, 0, "seed {seed}: a batch was left open");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_look_at_the_platform_finds_what_a_client_does_wrong_that_starts_over() {
    let folder = tempfile::tempdir().unwrap();
    let (server, endpoint) = server(folder.path(), None).await;
    let (visible, open) = tokio::task::block_in_place(|| {
        let outsider = Outsider::new(&endpoint);
        let record = |row: u64| {
            let id = format!("naive-{row}@shop.example");
            json!({"identityMap": {"Email": [{"id": id, "primary": true}]}, "personalEmail": {"address": id}})
                .to_string()
        };
        let records: String = (0..ROWS).map(|row| record(row) + "\n").collect();
        for dies in [0, 1, 2, 0, 1, 2] {
            // Dies once, starts over, and gets through.
            assert!(outsider.naive(&records, Some(dies)).is_none());
            assert!(outsider.naive(&records, None).is_some());
        }
        std::thread::sleep(Duration::from_secs(2));
        outsider.look()
    });
    assert!(visible.len() > 6, "rows that were sent twice are seen: {visible:?}");
    assert!(open > 0, "batches that were left open are seen");
    server.stop().await;
}
