//! Two people who became one profile, as `courier` says it: in the report, in the history, and with its exit code.
#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::{Command, Output};

const GRID: &str = "id,email,name\n1,anna@shop.example,Anna\n2,bas@shop.example,Bas\n";
/// Numbers of a newsletter list, which somebody says are the shop's.
const MAPPING: &str = r#"{"version": 1, "name": "By hand", "fields": [
    {"column": "email", "field": "personalEmail.address", "recipe": [{"op": "trim"}, {"op": "lowercase"}]},
    {"column": "name", "field": "person.name.firstName", "recipe": [{"op": "trim"}]}],
    "identity": {"primary": {"namespace": "CustomerId", "column": "id"},
                 "others": [{"namespace": "Email", "field": "personalEmail.address"}]}}"#;

/// Somebody with a computer of their own, who remembers nothing of what others have sent.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.file("mapping.json", MAPPING);
        home
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn courier(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.0.path().join(variable));
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        command.env("LANG", "C.UTF-8").current_dir(self.0.path());
        command.args(words).output().unwrap()
    }

    fn json(&self, words: &[&str]) -> (i32, Json) {
        let output = self.courier(&[&["--json"], words].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}"));
        (output.status.code().unwrap(), document)
    }

    fn said(&self, words: &[&str]) -> (i32, String) {
        let output = self.courier(words);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }

    fn upload(&self, text: &str, url: &str) -> (i32, Json) {
        self.file("customers.csv", text);
        let words = [
            "upload",
            "customers.csv",
            "--mapping",
            "mapping.json",
            "--practice-url",
            url,
            // Somebody insists: without it the number is found with its other address, and its row is held.
            "--changed-addresses",
        ];
        self.json(&words)
    }
}

async fn platform(dir: &Path) -> practice::Server {
    let options = practice::Options {
        dir: dir.to_owned(),
        speed: 500.0,
        ..practice::Options::default()
    };
    practice::Server::start(options).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_in_one_profile_end_with_1_and_are_said_by_row_in_both_languages() {
    let (shop, list) = (Home::new(), Home::new());
    let server = platform(&shop.0.path().join("platform")).await;
    let url = server.endpoint().gateway.clone();
    let (exit, run) = shop.upload(GRID, &url);
    assert_eq!((exit, &run["verified"]["merged_with_other"]), (0, &json!(0)), "{run}");
    let (exit, run) = list.upload("id,email,name\n7,eva@shop.example,Eva\n1,bob@shop.example,Bob\n", &url);
    assert_eq!(
        (exit, &run["status"], &run["verified"]["merged_with_other"]),
        (1, &json!("succeeded"), &json!(1)),
        "{run}"
    );
    let bob = &run["verified"]["shoppers"][1];
    assert_eq!((&bob["row"], &bob["state"]), (&json!(2), &json!("merged_with_other")));
    assert_eq!(
        bob["together"],
        json!({"emails": 2, "numbers": 1, "other_emails": 1, "other_numbers": 0, "namespaces": ["Email"]})
    );
    // Everybody who looks again sees it, also the shop.
    let id = run["run"].as_str().unwrap();
    let verify = ["verify", id, "--practice-url", &url];
    let (exit, said) = list.said(&verify);
    assert_eq!(exit, 1, "{said}");
    for words in [
        "Row 2 (line 3): two people hang together here",
        "This profile also holds another e-mail address.",
        "Adobe cannot take them apart",
        "courier schedules pause",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (_, said) = list.said(&[&verify[..], &["--lang", "nl"]].concat());
    assert!(
        said.contains("Rij 2 (regel 3): hier zitten twee mensen in één profiel"),
        "{said}"
    );
    assert!(!said.contains("@shop") && !said.contains("Bob"), "{said}");
    let (exit, said) = list.said(&["history"]);
    assert!(
        exit == 0 && said.contains(&format!("✗ two people hang together, see courier verify {id}")),
        "{said}"
    );
    let (_, history) = shop.json(&["history"]);
    let first = history["runs"][0]["run"].as_str().unwrap();
    let (exit, seen) = shop.json(&["verify", first, "--practice-url", &url]);
    assert_eq!((exit, &seen["verified"]["merged_with_other"]), (1, &json!(1)), "{seen}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_collision_nothing_is_said() {
    let (shop, list) = (Home::new(), Home::new());
    let server = platform(&shop.0.path().join("platform")).await;
    let url = server.endpoint().gateway.clone();
    assert_eq!(shop.upload(GRID, &url).0, 0);
    let (exit, run) = list.upload("id,email,name\n7,eva@shop.example,Eva\n8,bob@shop.example,Bob\n", &url);
    assert_eq!((exit, &run["verified"]["found"]), (0, &json!(2)), "{run}");
    let (exit, said) = list.said(&["history"]);
    assert!(exit == 0 && !said.contains('✗'), "{said}");
    server.stop().await;
}
