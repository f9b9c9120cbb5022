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
        let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
        for folder in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{folder}_HOME"), self.0.path().join(folder));
        }
        command.env("LANG", "C.UTF-8").current_dir(self.0.path());
        command.args(words).output().unwrap()
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
