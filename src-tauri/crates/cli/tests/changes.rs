//! Only what changed, as somebody at a terminal meets it: the second upload, the same file again, everything again, and
//! a fresh start.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use serde_json::{Value as Json, json};
use std::process::{Command, Output};

struct Home(tempfile::TempDir);

impl Home {
    fn courier(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courier"));
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.0.path().join(variable));
        }
        command.args(words).current_dir(self.0.path()).output().unwrap()
    }

    fn json(&self, words: &[&str]) -> (i32, Json) {
        let output = self.courier(&[&["--json"], words].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}"));
        (output.status.code().unwrap(), document)
    }

    fn said(&self, words: &[&str]) -> String {
        let text = String::from_utf8(self.courier(words).stdout).unwrap();
        // Without the marks that keep numbers apart from words written the other way.
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    fn write(&self, people: &[(&str, &str)]) {
        let lines = people.iter().map(|(who, name)| format!("{who}@winkel.nl,{name}\n"));
        let text = format!("email,firstname\n{}", lines.collect::<String>());
        std::fs::write(self.0.path().join("a.csv"), text).unwrap();
    }
}

const UPLOAD: [&str; 4] = ["upload", "a.csv", "--verify", "0s"];

#[test]
fn a_second_upload_says_who_is_new_and_who_changed_and_sends_nobody_else() {
    let home = Home(tempfile::tempdir().unwrap());
    home.write(&[("noor", "Noor"), ("jan", "Jan"), ("piet", "Piet")]);
    let (exit, first) = home.json(&UPLOAD);
    assert_eq!((exit, &first["rows"]["send"]), (0, &json!(3)), "{first}");
    assert_eq!(
        first["change"],
        json!({"new": 3, "changed": 0, "same": 0, "removed": 0, "against": "nothing"})
    );

    home.write(&[("noor", "Noor"), ("jan", "Johan"), ("mies", "Mies")]);
    let told = json!({"new": 1, "changed": 1, "same": 1, "removed": 1, "against": "last"});
    let (exit, check) = home.json(&["check", "a.csv", "--connection", "practice"]);
    assert_eq!((exit, &check["change"]), (0, &told), "{check}");
    let (_, offline) = home.json(&["check", "a.csv"]);
    assert_eq!(
        offline["change"]["new"],
        Json::Null,
        "without a connection nobody knows"
    );
    let said = home.said(&["check", "a.csv", "--connection", "practice"]);
    assert!(said.contains("1 new, 1 changed, 1 unchanged"), "{said}");
    assert!(
        said.contains("1 customer of earlier uploads is not in this file"),
        "{said}"
    );
    let (exit, second) = home.json(&UPLOAD);
    assert_eq!((exit, &second["change"]), (0, &told), "{second}");
    assert_eq!(
        (&second["rows"]["send"], &second["rows"]["unchanged"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(second["platform"], json!({"accepted": 2, "refused": 0}));

    let (exit, same) = home.json(&UPLOAD);
    assert_eq!(
        (exit, &same["status"], &same["batches"]),
        (0, &json!("succeeded"), &json!([])),
        "{same}"
    );
    let (_, history) = home.json(&["history"]);
    assert_eq!(history["runs"][0]["rows"]["unchanged"], 3);

    let (exit, everything) = home.json(&[&UPLOAD[..], &["--everything"]].concat());
    assert_eq!((exit, &everything["rows"]["send"]), (0, &json!(3)), "{everything}");
    let (exit, forgotten) = home.json(&["changes", "forget", "--connection", "practice"]);
    assert_eq!((exit, &forgotten["forgotten"]), (0, &json!(1)), "{forgotten}");
    let said = home.said(&["--lang", "nl", "changes", "forget"]);
    assert!(said.contains("0 overzichten"), "{said}");
    assert_eq!(home.json(&UPLOAD).1["rows"]["send"], 3);
    let (exit, unknown) = home.json(&["changes", "forget", "--connection", "nowhere"]);
    assert_eq!(
        (exit, &unknown["problem"]["code"]),
        (2, &json!("connection_unknown")),
        "{unknown}"
    );
}
