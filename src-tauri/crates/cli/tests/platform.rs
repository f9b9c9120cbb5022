//! What `courier` asks of the platform beside uploads, against the practice platform that it serves itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn courier(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
        for folder in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{folder}_HOME"), self.0.path().join(folder));
        }
        command.env("LANG", "C.UTF-8").current_dir(self.0.path());
        command.args(words);
        command
    }

    /// Exit code and the one document on stdout.
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
}

#[test]
fn a_mapping_set_is_exported_for_data_prep_and_held_against_the_platforms_own_mapper() {
    let home = Home::new();
    let file = home.file(
        "a.csv",
        "email,Voornaam,telefoon\nnoor@shop.nl,Noor,0612345678\njan@shop.nl,Jan,\n",
    );
    let (set, out) = (home.path("m.json"), home.path("set.json"));
    home.json(&["check", &file, "--phone-country", "telefoon=NL", "--save-mapping", &set]);
    let (exit, export) = home.json(&["mapping", "export", &set, "--data-prep", &out]);
    assert_eq!(exit, 0, "{export}");
    let phone = json!({"field": "mobilePhone.number", "column": "telefoon", "reason": "phone"});
    let left_out = export["left_out"].as_array().unwrap();
    assert!(
        left_out
            .iter()
            .any(|n| n["column"] == phone["column"] && n["reason"] == phone["reason"]),
        "{export}"
    );
    let written: Json = serde_json::from_slice(&fs::read(Path::new(&out)).unwrap()).unwrap();
    assert_eq!(
        written["mappings"].as_array().unwrap().len(),
        export["rules"].as_array().unwrap().len()
    );
    assert_eq!(written["mappings"][0]["sourceType"], "EXPRESSION");

    let (exit, trial) = home.json(&["mapping", "check", &set, &file]);
    assert_eq!((exit, &trial["shoppers"]), (0, &json!(2)), "{trial}");
    let (_, said) = home.said(&["--lang", "nl", "mapping", "check", &set, &file]);
    assert!(
        said.contains("✓ personalEmail.address") && said.contains("internationale vorm"),
        "{said}"
    );
}

const PEOPLE: &str = "email,firstname,Shoe size\nNoor@Shop.nl,Noor,38\njan@shop.nl,Jan,43\n";

#[test]
fn a_row_is_sent_on_trial_only_after_it_was_said_that_this_is_real() {
    let home = Home::new();
    let file = home.file("a.csv", PEOPLE);
    let (exit, said) = home.said(&["try", &file]);
    assert_eq!(exit, 2, "{said}");
    assert!(said.contains("really be sent") && said.contains("--yes"), "{said}");
    assert!(said.contains("Nothing was sent."), "{said}");
    let (exit, trial) = home.json(&["try", &file, "--row", "2", "--yes"]);
    let got = (exit, trial["outcome"].as_str(), trial["row"].as_u64());
    assert_eq!(got, (0, Some("taken"), Some(2)), "{trial}");
    let told = trial.to_string();
    assert!(!told.contains("jan@") && !told.contains("Jan"), "{told}");
    let (exit, answer) = home.json(&["try", &file, "--row", "7", "--yes"]);
    assert_eq!(
        (exit, &answer["problem"]["code"]),
        (65, &json!("row_not_sent")),
        "{answer}"
    );
}

#[test]
fn a_probe_tells_counts_and_no_addresses() {
    let home = Home::new();
    let file = home.file("a.csv", PEOPLE);
    let (exit, probe) = home.json(&["probe", &file]);
    assert_eq!(
        (exit, &probe["addresses"], &probe["neither"]),
        (0, &json!(1), &json!(1)),
        "{probe}"
    );
    let (_, said) = home.said(&["probe", &file]);
    assert!(
        said.contains("1 address(es)") && !said.to_lowercase().contains("noor"),
        "{said}"
    );
}

#[test]
fn fields_are_proposed_reviewed_and_made_once() {
    let home = Home::new();
    let file = home.file("a.csv", PEOPLE);
    let (exit, mut proposal) = home.json(&["fields", "propose", &file]);
    assert_eq!(
        (exit, proposal["fields"].as_array().unwrap().len()),
        (0, 1),
        "{proposal}"
    );
    proposal["fields"][0]["name"] = json!("shoe");
    let reviewed = home.file("reviewed.json", &proposal.to_string());
    let (exit, said) = home.said(&["--lang", "nl", "fields", "create", &reviewed]);
    assert!(exit == 2 && said.contains("niet worden teruggenomen"), "{exit}: {said}");
    for created in [true, false] {
        let (exit, made) = home.json(&["fields", "create", &reviewed, "--yes"]);
        assert_eq!((exit, &made["group_created"]), (0, &json!(created)), "{made}");
        assert_eq!(made["fields"][0]["field"], "tenant.shoe");
    }
    let (_, schema) = home.json(&["schema", "show"]);
    let fields = schema["fields"].as_array().unwrap();
    assert!(fields.iter().any(|f| f["path"] == "tenant.shoe"), "the schema has it");
    let wrong = home.file("wrong.json", &proposal.to_string().replace("shoe\"", "2shoe\""));
    let (exit, answer) = home.json(&["fields", "create", &wrong, "--yes"]);
    assert_eq!(
        (exit, &answer["problem"]["code"]),
        (65, &json!("fields_unusable")),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_says_when_its_sandbox_nears_the_batches_of_a_day_and_goes_on() {
    let (home, platform) = (Home::new(), tempfile::tempdir().unwrap());
    let server = practice::Server::start(practice::Options {
        dir: platform.path().to_owned(),
        speed: 500.0,
        ..practice::Options::default()
    })
    .await
    .unwrap();
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    let url = endpoint["gateway"].as_str().unwrap().to_owned();
    let file = home.file("a.csv", PEOPLE);
    let upload = ["upload", &file, "--practice-url", &url];
    let (exit, said) = home.said(&upload);
    assert!(
        exit == 0 && !said.contains("batches in the last 24 hours"),
        "{exit}: {said}"
    );
    let settings = ingest::ConnectionSettings::practice(&endpoint).unwrap();
    let cancel = tokio_util::sync::CancellationToken::new();
    let desk = std::sync::Arc::new(ingest::Desk::connect(&settings, &cancel).await.unwrap());
    let engine = ingest::Engine::open(Some(&home.0.path().join("other"))).unwrap();
    let source = std::sync::Arc::new(ingest::SourceFile::at(Path::new(&file)).unwrap());
    let mapping = desk.suggested_mapping(&ingest::FileFacts::read(&source).unwrap());
    for _ in 0..71 {
        let job = ingest::UploadJob::new(ingest::new_run_id(), source.clone(), mapping.clone());
        let job = ingest::UploadJob {
            wait: std::time::Duration::ZERO,
            ..job
        };
        let done = engine.upload(&desk, job, std::sync::Arc::new(|_| {}), cancel.clone());
        done.await.unwrap();
    }
    let (exit, said) = home.said(&upload);
    assert!(
        exit == 0 && said.contains("had 72 batches in the last 24 hours"),
        "{exit}: {said}"
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_together_is_said_of_a_folder_that_is_served_or_at_rest() {
    let home = Home::new();
    let server = practice::Server::start(practice::Options {
        dir: home.0.path().join("platform"),
        speed: 500.0,
        ..practice::Options::default()
    })
    .await
    .unwrap();
    let url = server.endpoint().gateway.clone();
    let file = home.file("a.csv", "email,first name\nann@example.com,Ann\nbob@example.com,Bob\n");
    let (exit, said) = home.said(&["upload", &file, "--practice-url", &url]);
    assert_eq!(exit, 0, "{said}");
    let folder = home.path("platform");
    let ask = |identity: &str| home.json(&["practice", "--dir", &folder, "--graph", identity]);
    let (exit, served) = ask("ann@example.com");
    assert_eq!(
        (exit, served["people"].as_array().map(Vec::len)),
        (0, Some(1)),
        "{served}"
    );
    let ann = &served["people"][0];
    assert_eq!(
        ann["identities"],
        json!([{"namespace": "Email", "id": "ann@example.com"}])
    );
    assert_eq!(
        (&ann["fragments"], &ann["datasets"][0]["name"]),
        (&json!(1), &json!("Practice customers"))
    );
    server.stop().await;
    assert_eq!(ask("email:ann@example.com"), (0, served));
    assert_eq!(ask("nobody@example.com"), (1, json!({"people": []})));
    let asked = ["practice", "--dir", &folder, "--graph", "bob@example.com"];
    let (exit, said) = home.said(&asked);
    assert!(
        exit == 0 && said.contains("Email: bob@example.com") && !said.contains("ann@"),
        "{said}"
    );
    let (exit, said) = home.said(&["practice", "--dir", &folder, "--graph", "x", "--lang", "nl"]);
    assert!(exit == 1 && said.contains("Niemand"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
#[cfg(target_os = "linux")]
async fn steps_are_told_as_they_come_and_without_a_keychain_the_command_line_offers_nothing_it_cannot_do() {
    use std::io::Write;
    let home = Home::new();
    let server = practice::Server::start(practice::Options {
        dir: home.0.path().join("platform"),
        speed: 1_000.0,
        ..practice::Options::default()
    })
    .await
    .unwrap();
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    let text = |name: &str| endpoint[name].as_str().unwrap().to_owned();
    let add = |secret: &str| {
        let mut command = home.command(&["connections", "add", "Linden"]);
        command
            .args(["--client-id", &text("client_id"), "--org-id", &text("org_id")])
            .args(["--practice-url", &text("gateway")])
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{secret}").unwrap();
        let output = child.wait_with_output().unwrap();
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), said(output.stdout), said(output.stderr))
    };
    let (exit, out, _) = add("not the secret");
    assert_eq!(exit, Some(77), "{out}");
    let marks: Vec<char> = out
        .lines()
        .filter(|l| !l.starts_with(' '))
        .filter_map(|l| l.chars().next())
        .collect();
    assert_eq!(marks, ['✗', '-', '-', '-'], "later steps are told as not tried: {out}");

    let (exit, out, err) = add(&text("client_secret"));
    assert_eq!(exit, Some(75), "{out}{err}");
    assert_eq!(
        out.lines().count(),
        4,
        "the ticks are told before the keychain is asked: {out}"
    );
    assert!(err.contains("the command line keeps it nowhere else"), "{err}");
    assert!(!err.contains("until the program ends"), "{err}");
    server.stop().await;
}
