//! What went before, as somebody at the window meets it: a newer file that was uploaded already, and a history that was
//! damaged.

mod desktop;

use desktop::{DARK, DUTCH, Desktop, PLAIN, Window, id};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

fn export(desktop: &Desktop, name: &str, days: u64, first_name: &str) -> PathBuf {
    let text = format!("email,firstname\nanna@winkel.nl,{first_name}\nbas@winkel.nl,Bas\n");
    let path = desktop.file(name, text.as_bytes());
    let file = std::fs::File::options().write(true).open(&path).expect("it is there");
    let then = SystemTime::now() - Duration::from_secs(days * 86_400);
    file.set_modified(then).expect("files have times");
    path
}

async fn to_confirm(window: &Window<'_>) {
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.wait_for(&id("confirm-sentence")).await;
}

async fn upload(window: &Window<'_>) {
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("result-title")).await;
}

#[tokio::test]
async fn an_older_file_goes_over_a_newer_one_only_where_somebody_wants_it() {
    for (theme, name) in [(PLAIN, "light"), (DUTCH, "dutch"), (DARK, "dark")] {
        let desktop = Desktop::start_as(theme).await;
        let friday = export(&desktop, "friday.csv", 1, "Hannah");
        let window = desktop.open(&[friday.to_string_lossy()]).await;
        to_confirm(&window).await;
        assert_eq!(
            window.count(&id("confirm-older")).await,
            0,
            "nothing was uploaded before"
        );
        upload(&window).await;
        window.end().await;

        let monday = export(&desktop, "monday.csv", 5, "Anna");
        let window = desktop.open(&[monday.to_string_lossy()]).await;
        to_confirm(&window).await;
        let told = window.text(&id("confirm-older")).await;
        assert!(told.contains("friday.csv") && told.contains("monday.csv"), "{told}");
        window.screenshot(&format!("order-older-{name}")).await;
        assert_eq!(window.count(&format!("{}[disabled]", id("confirm-upload"))).await, 1);
        window.click(&format!("{} label", id("confirm-older"))).await;
        upload(&window).await;
        window.end().await;
    }
}

#[tokio::test]
async fn a_damaged_history_is_told_before_anything_is_uploaded() {
    for (theme, name) in [(PLAIN, "light"), (DARK, "dark")] {
        let desktop = Desktop::start_as(theme).await;
        let file = export(&desktop, "customers.csv", 1, "Anna");
        let window = desktop.open(&[file.to_string_lossy()]).await;
        to_confirm(&window).await;
        upload(&window).await;
        window.end().await;

        let database = desktop.data().join("profile-courier/history.db");
        let mut bytes = std::fs::read(&database).expect("the history is there");
        let end = bytes.len().min(6_000);
        bytes[..end].fill(0);
        std::fs::write(&database, bytes).expect("it can be written");
        let window = desktop.open(&[file.to_string_lossy()]).await;
        let told = window.text("[role=\"alertdialog\"]").await;
        assert!(told.contains("damaged"), "{told}");
        window.screenshot(&format!("order-reset-{name}")).await;
        window.click("[role=\"alertdialog\"] button:last-of-type").await;
        window.wait_until_gone("[role=\"alertdialog\"]").await;
        // The file that came with the start is open.
        to_confirm(&window).await;
        window.end().await;
        // It was seen, and is not told again.
        let window = desktop.open::<&str>(&[]).await;
        window.wait_for(&id("rail-history")).await;
        assert_eq!(window.count("[role=\"alertdialog\"]").await, 0);
        window.end().await;
    }
}
