//! What journeys about connections share: what the practice platform publishes, what the keychain holds, and the way to
//! the page.

use super::{Desktop, Window, id};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What the practice platform publishes about itself once it runs.
pub(crate) struct Practice {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) org_id: String,
    pub(crate) scopes: String,
}

fn files_below(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = entry.file_type().expect("the kind of a file");
        if kind.is_dir() {
            files_below(&entry.path(), all);
        } else if kind.is_file() {
            all.push(entry.path());
        }
    }
}

pub(crate) fn everything(desktop: &Desktop) -> Vec<PathBuf> {
    let mut all = Vec::new();
    files_below(desktop.data().parent().expect("the stage's folder"), &mut all);
    all
}

pub(crate) async fn practice(desktop: &Desktop) -> Practice {
    let text = desktop
        .until("the practice platform says where it is", || {
            let file = everything(desktop)
                .into_iter()
                .find(|path| path.ends_with("endpoint.json"))?;
            serde_json::from_slice::<Value>(&fs::read(file).ok()?).ok()
        })
        .await;
    let text = |key: &str| text[key].as_str().expect("a text").to_owned();
    Practice {
        client_id: text("client_id"),
        client_secret: text("client_secret"),
        org_id: text("org_id"),
        scopes: text("scopes"),
    }
}

/// Asks the keychain by a program of its own.
fn keychain(desktop: &Desktop, words: &[&str]) -> String {
    let helper = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/desktop/secrets.py");
    let mut command = desktop.command("/usr/bin/python3");
    let output = command.arg(helper).args(words).output().expect("Python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What the keychain holds for the program: account and secret.
pub(crate) fn kept(desktop: &Desktop) -> Vec<(String, String)> {
    let said = keychain(desktop, &["profile-courier"]);
    let lines = said.lines().filter_map(|line| line.split_once('\t'));
    lines
        .map(|(account, secret)| (account.to_owned(), secret.to_owned()))
        .collect()
}

/// Locks the keychain, as leaving a desktop does.
pub(crate) fn lock_keychain(desktop: &Desktop) {
    keychain(desktop, &["--lock"]);
}

/// Opens it again.
pub(crate) fn unlock_keychain(desktop: &Desktop) {
    keychain(desktop, &["--unlock", super::stage::PASSWORD]);
}

pub(crate) fn field(name: &str) -> String {
    format!("{} input", id(&format!("field-{name}")))
}

/// From an open window to the page of connections, with the practice platform's dataset on it.
pub(crate) async fn open_connections(window: &Window<'_>) {
    window.click(&id("rail-connections")).await;
    window
        .text_when(&id("connection-dataset"), |text| text.contains("Practice customers"))
        .await;
}

/// Takes the practice platform's first dataset: several are ready, so none is proposed.
pub(crate) async fn choose_customers(window: &Window<'_>) {
    window.click("[data-key=\"67420c5e1a9d3b2f8c47e601\"]").await;
    window.click(&id("target-choose")).await;
}
