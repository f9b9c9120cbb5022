//! Help: what the window says about itself, and where it leads.

mod desktop;

use desktop::{DUTCH, Desktop, Look, PLAIN, id};
use std::path::Path;
use std::time::Duration;

async fn help(look: Look, picture: &str, data: &str) {
    let desktop = Desktop::start_as(look).await;
    let window = desktop.open::<&str>(&[]).await;
    window.click(&id("help")).await;
    window.wait_for("[role=\"menuitem\"][data-key=\"about\"]").await;
    window.screenshot(&format!("help-{picture}")).await;
    window.click("[role=\"menuitem\"][data-key=\"about\"]").await;
    let folder = desktop.data().display().to_string();
    window
        .text_when(&id("about"), |text| {
            text.contains("WebKitGTK 2.") && text.contains(env!("CARGO_PKG_VERSION")) && text.contains(&folder)
        })
        .await;
    window.text_when(&id("about"), |text| text.contains(data)).await;
    window.screenshot(&format!("about-{picture}")).await;
    window.keys(&["Escape"]).await;
    window.wait_until_gone(&id("about")).await;
    window.click(&id("help")).await;
    window.click("[role=\"menuitem\"][data-key=\"keys\"]").await;
    window.text_when(&id("keys"), |text| text.contains("Ctrl+O")).await;
    window.screenshot(&format!("keys-{picture}")).await;
    window.end().await;
    let log = desktop.data().join("profile-courier/log");
    assert_eq!(std::fs::read_dir(&log).expect("there is a log").count(), 1);
}

#[tokio::test]
async fn the_window_says_what_it_is_and_keeps_a_log() {
    help(PLAIN, "light", "Data: ").await;
}

#[tokio::test]
async fn the_same_in_dutch_and_dark() {
    help(Look { dark: true, ..DUTCH }, "dark", "Gegevens: ").await;
}

#[tokio::test]
async fn a_history_of_a_newer_version_is_refused_in_a_dialog() {
    let desktop = Desktop::start().await;
    let folder = desktop.data().join("profile-courier");
    std::fs::create_dir(&folder).expect("the stage's own");
    drop(store::Store::open(&folder).expect("a history"));
    let history = folder.join("history.db");
    let before = of_version(&history, 99);
    let mut program = desktop.command(desktop::APP).spawn().expect("it starts");
    desktop
        .until("the dialog", || desktop.shows_main_window().then_some(()))
        .await;
    // Until it is drawn.
    tokio::time::sleep(Duration::from_secs(1)).await;
    desktop.picture("help-newer-history");
    desktop.close_main_window().await;
    let code = desktop
        .until("its end", || {
            program.try_wait().expect("ours").map(|status| status.code())
        })
        .await;
    assert_eq!(code, Some(1));
    assert!(std::fs::read(&history).expect("there") == before, "it was left alone");
}

/// Makes a history that is closed one of this version; returns its bytes. Its place is SQLite's file format.
fn of_version(history: &Path, version: u32) -> Vec<u8> {
    let mut bytes = std::fs::read(history).expect("a history");
    bytes[60..64].copy_from_slice(&version.to_be_bytes());
    std::fs::write(history, &bytes).expect("ours");
    bytes
}
