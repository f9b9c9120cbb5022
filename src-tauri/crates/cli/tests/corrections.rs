//! Rows that were left out come back after a spreadsheet had them: known again, mapped as before, linked to their run.
#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, also outside the test function itself"
)]

use serde_json::{Value as Json, json};
use std::fs;
use std::process::Command;

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Exit code and the one document on stdout.
    fn courier(&self, words: &[&str]) -> (i32, Json) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
        for (variable, folder) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(variable, self.0.path().join(folder));
        }
        let command = command.env("LANG", "nl_NL.UTF-8").current_dir(self.0.path());
        let output = command.arg("--json").args(words).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}"));
        (output.status.code().unwrap(), document)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), windows_1252(text)).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// What a spreadsheet makes of a rejects file whose owner put the address right: other encoding and line ends,
    /// and a column of its own.
    fn correct(&self, from: &str, to: &str) {
        let corrected: Vec<String> = self
            .read(from)
            .lines()
            .map(|line| line.replace("renee.voorbeeld.example", "renee@voorbeeld.example") + ";\r\n")
            .collect();
        self.write(to, &corrected.concat());
    }
}

/// The letters of these tests have the same number there as in Unicode.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

const CUSTOMERS: &str = "e-mailadres;voornaam;telefoon;geboortedatum\r\n\
    jan@voorbeeld.example;Jan;+31 6 12345678;03-04-1991\r\n\
    renee.voorbeeld.example;Renée;+31 6 87654321;05-06-1984\r\n";

fn names(report: &Json, list: &str) -> Vec<String> {
    let names = report[list].as_array().unwrap().iter();
    names
        .map(|c| c["name"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn corrected_rows_are_mapped_as_before_and_linked_to_their_run() {
    let home = Home::new();
    home.write("klanten.csv", CUSTOMERS);
    let answer = ["--date-order", "geboortedatum=dmy"];
    let (exit, first) = home.courier(&[&["upload", "klanten.csv", "--rejects", "over.csv"], &answer[..]].concat());
    assert_eq!((exit, &first["rows"]["rejected"]), (1, &json!(1)), "{first}");
    let run = first["run"].as_str().unwrap();
    let rejects = home.read("over.csv");
    assert!(
        rejects.contains("'+31 6 87654321") && rejects.contains(run),
        "{rejects}"
    );
    assert_eq!(rejects.lines().count(), 2, "a header and the one row");

    home.correct("over.csv", "hersteld.csv");
    let (exit, check) = home.courier(&["check", "hersteld.csv"]);
    assert_eq!(exit, 0, "the question about dates was answered in that run: {check}");
    assert_eq!(
        check["parent_run"],
        json!({"run": run, "file": "klanten.csv", "started": first["started"]})
    );
    assert_eq!(
        names(&check, "columns"),
        ["e-mailadres", "voornaam", "telefoon", "geboortedatum"]
    );
    assert!(
        !check["mapping"].to_string().contains("courier_"),
        "{}",
        check["mapping"]
    );

    let (_, _) = home.courier(&["prepare", "hersteld.csv", "--out", "parts", "--format", "jsonl"]);
    let record: Json = serde_json::from_str(home.read("parts/part-00001.jsonl").trim()).unwrap();
    assert_eq!(record["person"]["name"]["firstName"], "Renée");
    assert_eq!(record["person"]["birthDate"], "1984-06-05");
    assert!(record.to_string().contains("\"+31687654321\""), "{record}");

    let (exit, second) = home.courier(&["upload", "hersteld.csv"]);
    assert_eq!((exit, second["status"].as_str()), (0, Some("succeeded")), "{second}");
    let (_, history) = home.courier(&["history"]);
    assert_eq!(history["runs"][0]["parent_run"]["run"], run);
    assert_eq!(history["runs"][1]["parent_run"], Json::Null);
}

#[test]
fn rows_that_were_saved_before_the_upload_find_the_run_that_came_later() {
    let home = Home::new();
    home.write("klanten.csv", CUSTOMERS);
    let answer = ["--date-order", "geboortedatum=dmy"];
    home.courier(&[&["check", "klanten.csv", "--rejects", "over.csv"], &answer[..]].concat());
    home.correct("over.csv", "hersteld.csv");
    let (exit, check) = home.courier(&[&["check", "hersteld.csv"], &answer[..]].concat());
    assert_eq!((exit, &check["parent_run"]), (0, &Json::Null), "no run yet: {check}");
    assert_eq!(
        names(&check, "columns").len(),
        4,
        "known as corrected rows all the same"
    );
    let (_, first) = home.courier(&[&["upload", "klanten.csv"], &answer[..]].concat());
    let (_, second) = home.courier(&["upload", "hersteld.csv"]);
    assert_eq!(second["parent_run"]["run"], first["run"], "{second}");
}
