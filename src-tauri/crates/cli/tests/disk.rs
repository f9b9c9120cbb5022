//! The disk fails at one of the program's own writes: with an error, full once, full from there on, or the program ends
//! there. What it says then is held against what an outsider counts on the platform, and doing what it says brings everybody
//! there once. The program is the one that users have: the failing disk is loaded before it.
//!
//! `POINTS=all` goes through every write, `SEED=7` chooses others.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod outsider;
mod person;
mod taken;

use outsider::{Dice, Outsider, number, server};
use person::courier;
use practice::Server;
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use taken::taken;

const ROWS: usize = 12;
const KINDS: [&str; 4] = ["io", "full", "full_on", "kill"];

/// The library that makes a disk fail.
fn library(folder: &Path) -> PathBuf {
    let (source, library) = (
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/disk/faults.c"),
        folder.join("faults.so"),
    );
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .status();
    assert!(made.unwrap().success(), "the C compiler that Rust links with");
    library
}

/// One person on a computer of their own.
struct User<'a> {
    home: tempfile::TempDir,
    name: String,
    url: &'a str,
    library: &'a Path,
}

impl User<'_> {
    fn write(&self) {
        let mut text = "email,firstname\n".to_owned();
        for row in 0..ROWS {
            writeln!(text, "{}-{row}@shop.example,v1", self.name).unwrap();
        }
        std::fs::write(self.home.path().join("customers.csv"), text).unwrap();
    }

    fn courier(&self, words: &[&str]) -> Command {
        courier(self.home.path(), &[&["--json"], words].concat())
    }

    fn upload(&self) -> Command {
        self.courier(&[
            "upload",
            "customers.csv",
            "--verify",
            "0s",
            "--lock-wait",
            "5s",
            "--practice-url",
            self.url,
        ])
    }

    /// Uploads on a disk that fails at a write; whether that was reached.
    fn on_failing_disk(&self, point: u64, kind: &str) -> (Output, bool) {
        let seen = self.home.path().join("seen");
        let mut upload = self.upload();
        upload
            .env("LD_PRELOAD", self.library)
            .env("FAULTS_BELOW", self.home.path().join("DATA"))
            .env("FAULTS_AT", point.to_string())
            .env("FAULTS_KIND", kind)
            .env("FAULTS_SEEN", &seen);
        let output = upload.output().unwrap();
        (output, seen.exists())
    }

    /// How often each of the people is visible.
    fn visible(&self, server: &Server, outsider: &Outsider) -> Vec<usize> {
        let (taken, _) = taken(server, outsider);
        let of = |row: usize| {
            taken
                .get(&format!("{}-{row}@shop.example", self.name))
                .map_or(0, Vec::len)
        };
        (0..ROWS).map(of).collect()
    }
}

/// What is not as it was said, if anything.
fn look(user: &User<'_>, output: &Output, server: &Server, outsider: &Outsider) -> Result<(), String> {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = said.lines().last().unwrap_or_default();
    let answer: Json = serde_json::from_str(last)
        .or_else(|_| serde_json::from_str(&said))
        .unwrap_or_default();
    let (visible, exit) = (user.visible(server, outsider), output.status.code());
    let (none, all) = (visible.iter().all(|n| *n == 0), visible.iter().all(|n| *n == 1));
    match exit {
        Some(0) if !all => return Err(format!("done, and visible {visible:?}")),
        // It says that nothing was sent.
        Some(code) if code != 0 && answer["sent"] == false && !none => {
            return Err(format!(
                "exit {code}, nothing was sent, and visible {visible:?}: {said}"
            ));
        }
        Some(code) if code != 0 && answer["problem"].is_null() => {
            return Err(format!("exit {code} without a problem: {said}"));
        }
        _ => {}
    }
    // Without a key for its record the next upload sends everybody, and the program says so.
    if exit == Some(0) && answer["change"]["against"] == "no_key" {
        return Ok(());
    }
    // The person makes room, and uploads again.
    for _ in 0..20 {
        if user.upload().output().unwrap().status.success() {
            break;
        }
    }
    let visible = user.visible(server, outsider);
    if visible.iter().all(|n| *n == 1) {
        Ok(())
    } else {
        Err(format!(
            "exit {exit:?}; uploaded again, visible {visible:?}; said {said}"
        ))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_of_a_failing_disk_is_true_and_doing_it_doubles_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let (server, endpoint) = server(&folder.path().join("platform"), None).await;
    let url = endpoint["gateway"].as_str().unwrap().to_owned();
    tokio::task::block_in_place(|| {
        let (library, outsider) = (library(folder.path()), Outsider::new(&endpoint));
        let (mut dice, all) = (Dice(number("SEED", 1066)), std::env::var("POINTS").is_ok());
        let (mut wrong, mut points) = (Vec::new(), [0_u32; 4]);
        for (kind, name) in KINDS.iter().enumerate() {
            let mut point = if all { 1 } else { 1 + dice.below(8) };
            loop {
                let user = User {
                    home: tempfile::tempdir().unwrap(),
                    name: format!("{name}-{point}"),
                    url: &url,
                    library: &library,
                };
                user.write();
                let (output, reached) = user.on_failing_disk(point, name);
                if !reached {
                    break;
                }
                points[kind] += 1;
                if let Err(what) = look(&user, &output, &server, &outsider) {
                    wrong.push(format!("{name} at write {point}: {what}"));
                }
                point += if all { 1 } else { 1 + dice.below(40) };
            }
        }
        eprintln!("{points:?} writes that failed, each kind: {KINDS:?}");
        assert!(points.iter().all(|n| *n > 3), "too few writes: {points:?}");
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
    server.stop().await;
}

fn find(folder: &Path, name: &str) -> PathBuf {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders = Vec::new();
    for path in entries {
        match path.is_dir() {
            true => folders.push(path),
            false if path.ends_with(name) => return path,
            false => {}
        }
    }
    folders.iter().map(|folder| find(folder, name)).next().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_history_is_told_before_anything_goes_and_who_may_not_be_uploaded_stays_at_home() {
    let folder = tempfile::tempdir().unwrap();
    let (server, endpoint) = server(&folder.path().join("platform"), None).await;
    let url = endpoint["gateway"].as_str().unwrap().to_owned();
    tokio::task::block_in_place(|| {
        let (library, outsider) = (library(folder.path()), Outsider::new(&endpoint));
        let damaged = |name: &str, listed: bool| {
            let user = User {
                home: tempfile::tempdir().unwrap(),
                name: name.to_owned(),
                url: &url,
                library: &library,
            };
            user.write();
            if listed {
                let list = user.home.path().join("never.txt");
                std::fs::write(&list, format!("{name}-3@shop.example\n")).unwrap();
                let mut never = user.courier(&["never", "add"]);
                never.stdin(std::fs::File::open(list).unwrap());
                assert!(never.output().unwrap().status.success());
            } else {
                assert!(user.courier(&["history"]).output().unwrap().status.success());
            }
            let database = find(&user.home.path().join("DATA"), "history.db");
            let mut bytes = std::fs::read(&database).unwrap();
            // Its first page, and what stands behind it.
            bytes[..6_000].fill(0);
            std::fs::write(&database, bytes).unwrap();
            user
        };
        let user = damaged("listed", true);
        let told = user.upload().output().unwrap();
        let said: Json = serde_json::from_slice(&told.stdout).unwrap();
        assert_eq!(
            (told.status.code(), &said["problem"]["code"]),
            (Some(73), &"history_reset".into())
        );
        assert_eq!(user.visible(&server, &outsider), vec![0; ROWS]);
        assert!(user.courier(&["history", "--seen"]).output().unwrap().status.success());
        assert!(
            user.upload()
                .output()
                .unwrap()
                .status
                .code()
                .is_some_and(|code| code < 2)
        );
        let mut wanted = vec![1; ROWS];
        wanted[3] = 0;
        assert_eq!(user.visible(&server, &outsider), wanted, "the one on the list");
        // The control: without a list that one goes.
        let user = damaged("unlisted", false);
        user.courier(&["history", "--seen"]).output().unwrap();
        assert!(user.upload().output().unwrap().status.success());
        assert_eq!(user.visible(&server, &outsider), vec![1; ROWS]);
    });
    server.stop().await;
}
