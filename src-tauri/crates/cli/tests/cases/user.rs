//! One user with a folder of their own, and `courier` as they call it.

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program that is tried. `CASES_COURIER` names another one, such as an older build: its figures stand beside today's.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("CASES_COURIER").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_courier")), PathBuf::from)
}

pub(crate) struct User(tempfile::TempDir);

impl User {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file of the user's, into a folder of its own so that its name can be any; its full path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let folder = self.path().join("files");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn courier(&self, words: &[&str]) -> Output {
        let mut command = Command::new(program());
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.path().join(variable));
        }
        // No notification of a test belongs on somebody's desktop, and no keychain of theirs is asked.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        command.env("LANG", "C.UTF-8").env("TZ", "UTC").stdin(Stdio::null());
        command.current_dir(self.path()).args(words);
        command.output().unwrap()
    }

    /// Exit code and the one document on stdout.
    pub(crate) fn json(&self, words: &[&str]) -> (i32, Json) {
        let output = self.courier(&[&["--json"], words].concat());
        let document = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            serde_json::json!({"no_document": error.to_string(), "stderr": said})
        });
        (output.status.code().unwrap_or(-1), document)
    }

    /// All that is said to a person.
    pub(crate) fn said(&self, words: &[&str]) -> String {
        let output = self.courier(words);
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }
}

/// Words as a shell would take them: at blanks, except between double quotes.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.extend(Some(std::mem::take(&mut word)).filter(|w| !w.is_empty())),
            other => word.push(other),
        }
    }
    words.extend(Some(word).filter(|w| !w.is_empty()));
    words
}
