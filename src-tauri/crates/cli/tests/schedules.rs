//! Schedules at a terminal: run, held and decided about, put off, stopped, switched and paused; and the system's timer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod home;

use home::Home;
use ingest::{RunStatus, Timestamp};
use serde_json::{Value as Json, json};
use std::process::Command;
use std::time::Duration;

#[test]
fn a_schedule_runs_when_somebody_says_so_and_only_then() {
    let home = Home::with_schedule("Daily", 30);
    let (exit, none) = home.json(&["run", "--due"]);
    assert_eq!((exit, none), (0, json!({"version": 1, "schedules": []})));
    assert_eq!(home.said(&["run", "--due"]), (0, "Nothing is due.\n".to_owned()));
    assert_eq!(
        home.said(&["run", "--due", "--quiet"]),
        (0, String::new()),
        "a timer's log stays empty"
    );
    home.export(35, 300);
    let (exit, ran) = home.json(&["run", "daily"]);
    let one = &ran["schedules"][0];
    assert_eq!(
        (exit, &one["outcome"], &one["name"]),
        (0, &json!("ran"), &json!("Daily")),
        "{ran}"
    );
    assert_eq!(one["runs"][0]["rows"]["send"], 35);
    assert_eq!(one["runs"][0]["schedule"], "Daily");
    let (exit, again) = home.json(&["run", "Daily"]);
    let one = &again["schedules"][0];
    assert_eq!(
        (exit, &one["outcome"], &one["skipped"]["code"]),
        (0, &json!("idle"), &json!("unchanged"))
    );
    let (_, said) = home.said(&["--lang", "nl", "run", "Daily"]);
    assert!(
        said.contains("Daily\n  “a.csv” is hetzelfde bestand als de vorige keer."),
        "{said}"
    );
    home.export(36, 200);
    let (exit, said) = home.said(&["run", "Daily"]);
    assert_eq!(exit, 0);
    assert!(said.contains("  36 rows read = 36 sent"), "{said}");
}

#[test]
fn a_schedule_is_asked_for_by_a_name_that_exists() {
    let home = Home::with_schedule("Daily", 3);
    for words in [
        &["run", "Weekly"][..],
        &["schedules", "off", "Weekly"],
        &["schedules", "decide", "Weekly", "run"],
    ] {
        let (exit, said) = home.said(words);
        assert_eq!(exit, 65, "{said}");
        assert!(said.contains("Schedules on this computer: Daily"), "{said}");
        assert!(said.contains("There is no schedule “Weekly”."), "{said}");
    }
    let (exit, failure) = home.json(&["schedules", "remove", "Weekly"]);
    assert_eq!((exit, &failure["problem"]["code"]), (65, &json!("schedule_unknown")));
    assert!(failure["detail"].as_str().unwrap().contains("Daily"), "{failure}");
    assert_eq!(home.said(&["run"]).0, 2, "a name or --due");
    assert_eq!(home.said(&["run", "Daily", "--due"]).0, 2, "not both");
    assert_eq!(
        home.said(&["schedules", "pause", "--until", "2001-01-01"]).0,
        2,
        "not into the past"
    );
}

#[test]
fn what_is_held_says_so_everywhere_until_somebody_decides() {
    let home = Home::with_schedule("Daily", 30);
    assert_eq!(home.json(&["run", "Daily"]).0, 0);
    home.export(5, 300);
    let held = home.courier(&["run", "Daily"]);
    assert_eq!(held.status.code(), Some(65));
    let (report, news) = (
        String::from_utf8(held.stdout).unwrap(),
        String::from_utf8(held.stderr).unwrap(),
    );
    assert!(
        report.contains("The file has 5 rows; last time it had 30. Nothing was sent."),
        "{report}"
    );
    assert!(
        report.contains("  To run it as it is, this once: courier schedules decide \"Daily\" run\n"),
        "{report}"
    );
    assert!(
        report.contains("  To leave it: courier schedules decide \"Daily\" dismiss\n"),
        "{report}"
    );
    assert!(news.starts_with("Daily needs you: The file has 5 rows;"), "{news}");
    let (_, said) = home.said(&["--lang", "nl", "schedules", "list"]);
    assert!(
        said.contains("Het bestand heeft 5 rijen; de vorige keer waren het er 30. Er is niets verzonden."),
        "{said}"
    );
    let (exit, left) = home.json(&["schedules", "decide", "Daily", "dismiss"]);
    assert_eq!(
        (exit, &left["schedule"]["last"]["state"]),
        (0, &json!("skipped")),
        "{left}"
    );
    let (_, gone) = home.json(&["schedules", "decide", "Daily", "run"]);
    assert_eq!(gone["problem"]["code"], "slot_not_held");
    let (exit, again) = home.json(&["run", "Daily"]);
    assert_eq!(
        (exit, &again["schedules"][0]["held"]["code"]),
        (65, &json!("too_few_rows"))
    );
    let (exit, said) = home.said(&["schedules", "decide", "Daily", "run"]);
    assert_eq!(exit, 0, "{said}");
    let (exit, ran) = home.json(&["run", "--due"]);
    assert_eq!(
        (exit, &ran["schedules"][0]["runs"][0]["rows"]["send"]),
        (0, &json!(5)),
        "{ran}"
    );
}

#[test]
fn a_column_with_another_name_is_decided_about_in_the_window() {
    let home = Home::with_schedule("Daily", 3);
    std::fs::write(home.path("a.csv"), "e-mail,firstname\nnoor@shop.example,Noor\n").unwrap();
    let (exit, said) = home.said(&["run", "Daily"]);
    assert_eq!(exit, 65);
    assert!(said.contains("“email” is now called “e-mail”."), "{said}");
    assert!(!said.contains("this once"), "it cannot run as it is: {said}");
    assert!(said.contains("Open Schedules in Profile Courier to decide."), "{said}");
    assert!(!said.contains("noor@"), "{said}");
}

#[test]
fn what_cannot_be_reached_is_put_off_and_what_is_stopped_goes_on() {
    let home = Home::with_schedule("Daily", 30);
    home.export(33, 300);
    let nowhere = ["run", "Daily", "--practice-url", "http://127.0.0.1:1"];
    let (exit, put_off) = home.json(&nowhere);
    let one = &put_off["schedules"][0];
    assert_eq!((exit, &one["outcome"]), (69, &json!("postponed")), "{put_off}");
    assert_eq!(one["postponed"]["code"], "practice_unavailable");
    let again: Timestamp = one["again"].as_str().unwrap().parse().unwrap();
    assert!(again > Timestamp::now(), "{put_off}");
    let (_, said) = home.said(&["--lang", "nl", "schedules", "show", "Daily"]);
    assert!(said.contains("Elke dag om 06:30"), "{said}");
    assert!(home.engine().history(9).unwrap().iter().all(|run| run.rows.send != 33));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_stops_a_run_cleanly_and_it_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let server = practice::Server::start(practice::Options {
        dir: folder.path().to_owned(),
        // Slow enough to be in the middle of it for long.
        speed: 1.0,
        ..practice::Options::default()
    })
    .await
    .unwrap();
    let url = serde_json::to_value(server.endpoint()).unwrap()["gateway"]
        .as_str()
        .unwrap()
        .to_owned();
    tokio::task::block_in_place(|| {
        let home = Home::with_schedule("Daily", 30);
        home.export(33, 300);
        let mut command = home.command(&["--json", "run", "Daily", "--practice-url", &url]);
        let child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
        let engine = home.engine();
        let begun = || {
            engine
                .history(1)
                .unwrap()
                .iter()
                .any(|run| !run.batches.is_empty() && run.rows.send == 33)
        };
        let since = std::time::Instant::now();
        while !begun() {
            assert!(since.elapsed() < Duration::from_secs(60), "it never began");
            std::thread::sleep(Duration::from_millis(20));
        }
        let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(interrupt.unwrap().success());
        let output = child.wait_with_output().unwrap();
        let stopped: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(130), "{stopped}");
        assert_eq!(stopped["schedules"][0]["outcome"], "postponed", "{stopped}");
        // What had not been handed over was taken back and is sent anew; what had been goes on. Nothing is sent twice.
        let (_, again) = home.json(&["run", "Daily", "--wait", "2s", "--practice-url", &url]);
        let one = &again["schedules"][0];
        assert!(one["outcome"] == "postponed" || one["outcome"] == "ran", "{again}");
        let runs = engine.history(9).unwrap();
        let sent = (runs.iter()).filter(|run| run.rows.send == 33 && run.status != RunStatus::Cancelled);
        assert_eq!(sent.count(), 1, "{runs:#?}");
    });
    server.stop().await;
}

#[test]
fn schedules_are_listed_switched_paused_and_removed() {
    let home = Home::new();
    let (exit, none) = home.said(&["schedules", "list"]);
    assert_eq!(
        (exit, none.as_str()),
        (
            0,
            "No schedule yet. Schedules are made in the window of Profile Courier.\n"
        )
    );
    let home = Home::with_schedule("Daily", 3);
    let (exit, all) = home.json(&["schedules", "list"]);
    let one = &all["schedules"][0];
    assert_eq!((exit, &all["version"], &all["paused"]), (0, &json!(1), &Json::Null));
    assert_eq!(
        (&one["schedule"]["name"], &one["enabled"]),
        (&json!("Daily"), &json!(true))
    );
    assert_eq!(one["next"].as_array().unwrap().len(), 3);
    let (_, said) = home.said(&["schedules", "list"]);
    for line in [
        "Daily · Practice",
        "  Every day at 06:30",
        "nothing else starts it on this computer",
        "  Next: 20",
        "  Has not run yet",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (_, off) = home.json(&["schedules", "off", "daily"]);
    assert_eq!(off["schedule"]["will"]["why"]["code"], "switched_off");
    let (_, said) = home.said(&["--lang", "nl", "schedules", "show", "Daily"]);
    assert!(said.contains("Loopt niet, want u hebt deze uitgezet"), "{said}");
    let (_, on) = home.json(&["schedules", "on", "Daily"]);
    assert_eq!(on["schedule"]["enabled"], true);
    let (_, paused) = home.json(&["schedules", "pause", "--for", "2h"]);
    let until: Timestamp = paused["paused"]["until"].as_str().unwrap().parse().unwrap();
    assert!(until > Timestamp::now() + Duration::from_secs(7_000), "{paused}");
    let (_, said) = home.said(&["--lang", "nl", "schedules", "list"]);
    assert!(said.starts_with("Alle planningen staan op pauze tot "), "{said}");
    assert_eq!(home.json(&["schedules", "pause"]).1["paused"], json!({"until": null}));
    assert_eq!(home.json(&["schedules", "resume"]).1["paused"], Json::Null);
    assert_eq!(home.json(&["schedules", "remove", "Daily"]).1["schedules"], json!([]));
}

/// The system's own program is stood in for by one that notes what it is asked.
#[cfg(target_os = "linux")]
#[test]
fn the_systems_timer_is_switched_and_leaves_nothing_behind() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let bin = home.path("bin");
    std::fs::create_dir(&bin).unwrap();
    let stand_in = |script: &str| {
        let path = bin.join("systemctl");
        std::fs::write(
            &path,
            format!("#!/bin/sh\necho \"$@\" >> {}\n{script}\n", home.path("asked").display()),
        )
        .unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    let timer = |action: &str| {
        let path = format!("{}:/usr/bin:/bin", bin.display());
        let output = home
            .command(&["--json", "schedules", "timer", action])
            .env("PATH", path)
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            serde_json::from_slice::<Json>(&output.stdout).unwrap(),
        )
    };
    let units = home.path("CONFIG/systemd/user");
    let kept = || std::fs::read_dir(&units).map_or(0, Iterator::count);
    stand_in("exit 0");
    assert_eq!(timer("on"), (0, json!({"version": 1, "timer": true})));
    let service = std::fs::read_to_string(units.join("profile-courier.service")).unwrap();
    assert!(
        service.contains(&format!("ExecStart=\"{}\" run --due --quiet\n", home::COURIER)),
        "{service}"
    );
    let asked = std::fs::read_to_string(home.path("asked")).unwrap();
    assert!(
        asked.starts_with("--user daemon-reload\n--user enable --now profile-courier.timer\n"),
        "{asked}"
    );
    stand_in("[ \"$2\" != --quiet ]");
    assert_eq!(timer("off"), (0, json!({"version": 1, "timer": false})));
    assert_eq!(kept(), 0);
    stand_in("[ \"$2\" != enable ] || { echo no bus >&2; exit 1; }");
    let (exit, refused) = timer("on");
    assert_eq!((exit, &refused["problem"]["code"]), (73, &json!("timer_refused")));
    assert!(refused["detail"].as_str().unwrap().contains("no bus"), "{refused}");
    assert_eq!(kept(), 0, "half a timer is none");
    stand_in("exit 1");
    assert_eq!(timer("status"), (0, json!({"version": 1, "timer": null})));
}
