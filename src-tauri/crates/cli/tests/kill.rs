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

use practice::{Options, Server};
use serde_json::{Value as Json, json};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const COURIER: &str = env!("CARGO_BIN_EXE_courier");
const ROWS: u64 = 40;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// A small generator of its own (splitmix64), so that a seed repeats a run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// What anybody with credentials can see and do, over a plain socket: nothing of our own client is in it.
#[derive(Clone)]
struct Outsider {
    host: String,
    headers: String,
    dataset: String,
}

impl Outsider {
    fn new(endpoint: &Json) -> Self {
        let text = |key: &str| endpoint[key].as_str().unwrap().to_owned();
        let host = text("gateway").trim_start_matches("http://").to_owned();
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope={}",
            text("client_id"),
            text("client_secret"),
            text("scopes")
        );
        let own = Self {
            host,
            headers: "Content-Type: application/x-www-form-urlencoded\r\n".to_owned(),
            dataset: text("dataset_id"),
        };
        let token = own.until_answered("POST", "/ims/token/v3", form.as_bytes());
        let headers = format!(
            "Authorization: Bearer {}\r\nx-api-key: {}\r\nx-gw-ims-org-id: {}\r\nx-sandbox-name: {}\r\nContent-Type: application/json\r\n",
            token["access_token"].as_str().unwrap(),
            text("client_id"),
            text("org_id"),
            text("sandbox")
        );
        Self { headers, ..own }
    }

    /// Sends a request; `None` where no good answer comes back.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Json> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            self.host,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
        (200..300)
            .contains(&status)
            .then(|| serde_json::from_str(body).unwrap_or_default())
    }

    fn until_answered(&self, method: &str, path: &str, body: &[u8]) -> Json {
        (0..200)
            .find_map(|_| self.ask(method, path, &self.headers, body))
            .expect("the platform never answers")
    }

    /// Batches that became visible with the records in them, and how many are still open.
    fn look(&self) -> (Vec<u64>, usize) {
        let (mut visible, mut open, mut start) = (Vec::new(), 0, 0);
        loop {
            let path = format!(
                "/data/foundation/catalog/batches?dataSet={}&limit=100&start={start}&orderBy=asc:created",
                self.dataset
            );
            let page = self.until_answered("GET", &path, b"");
            let page = page.as_object().unwrap();
            for batch in page.values() {
                match batch["status"].as_str().unwrap() {
                    "success" | "active" => visible.push(batch["metrics"]["outputRecordCount"].as_u64().unwrap_or(0)),
                    "aborted" | "failed" | "failure" | "abandoned" | "deleted" => {}
                    _ => open += 1,
                }
            }
            if page.len() < 100 {
                return (visible, open);
            }
            start += page.len();
        }
    }

    fn import(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Json> {
        let path = format!("/data/foundation/import/batches{path}");
        self.ask(method, &path, headers, body)
    }

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
        let mut command = Command::new(COURIER);
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.home.path().join(variable));
        }
        command.args(words).current_dir(self.home.path()).stdin(Stdio::null());
        command
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

    /// How many of the shoppers the next upload would leave out.
    fn known(&self) -> u64 {
        for _ in 0..30 {
            let words = ["--json", "check", "customers.csv", "--practice-url", &self.url];
            let check = self.courier(&words).output().unwrap();
            let check: Json = serde_json::from_slice(&check.stdout).unwrap_or_default();
            if let Some(known) = check["rows"]["unchanged"].as_u64() {
                return known;
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

/// Kills a child after a while; whether it was still at work.
fn kill_after(mut child: Child, wait: Duration) -> bool {
    std::thread::sleep(wait);
    let alive = child.try_wait().unwrap().is_none();
    if alive {
        child.kill().unwrap();
    }
    child.wait().unwrap();
    alive
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

async fn server(folder: &Path, seed: Option<u64>) -> (Server, Json) {
    let server = Server::start(Options {
        dir: folder.to_owned(),
        speed: 500.0,
        faults: seed,
        // Nobody starts a program five times a second; this test does, on a quick machine.
        tokens_per_minute: 100_000,
        ..Options::default()
    })
    .await
    .unwrap();
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    (server, endpoint)
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
                        assert_eq!(user.known(), ROWS, "the ledger has whoever is on the platform");
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
