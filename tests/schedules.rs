//! An upload that is repeated: clicked together in the window after a first upload, tried, run, and held when its file
//! is not what it was.

mod desktop;

use desktop::{DUTCH, Desktop, Look, PLAIN, Window, id};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// An export that was finished a while ago.
fn export(path: &Path, header: &str, customers: std::ops::Range<u32>, age: u64) {
    let mut text = format!("{header}\n");
    for n in customers {
        let _ = writeln!(text, "klant{n}@winkel.nl,Noor,de Vries {n}");
    }
    std::fs::write(path, text).expect("the export is written");
    let file = std::fs::File::options().write(true).open(path).expect("it is there");
    file.set_modified(SystemTime::now() - Duration::from_secs(age))
        .expect("files have times");
}

async fn upload(window: &Window<'_>) {
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("result-title")).await;
}

async fn menu(window: &Window<'_>, item: &str) {
    window.click(&id("schedule-more")).await;
    window.click(&format!("[role=\"menuitem\"][data-key=\"{item}\"]")).await;
}

async fn repeat(look: Look, picture: &str) {
    let desktop = Desktop::start_as(look).await;
    let file = desktop.file("customer_20261123_063000.csv", b"");
    let folder = file.parent().expect("a folder").to_owned();
    export(&file, "email,firstname,lastname", 0..30, 900);
    let window = desktop.open(&[file.to_string_lossy()]).await;
    window
        .script("delete Document.prototype.startViewTransition", vec![])
        .await;
    upload(&window).await;

    window.click(&id("repeat")).await;
    window.wait_for(&id("schedule-dialog")).await;
    window
        .text_when(&id("ahead"), |text| text.contains("06:30") || text.contains("6:30"))
        .await;
    window.screenshot(&format!("schedule-dialog-{picture}")).await;
    window.click(&id("schedule-save")).await;
    window.wait_for(&id("schedule")).await;
    window.screenshot(&format!("schedules-{picture}")).await;

    // The first run only checks; the second one sends, and the page says so by itself.
    export(
        &folder.join("customer_20261124_063000.csv"),
        "email,firstname,lastname",
        0..40,
        600,
    );
    menu(&window, "run").await;
    window
        .wait_for(&format!("{}[data-state=\"tried\"]", id("last-run")))
        .await;
    menu(&window, "run").await;
    window
        .wait_for(&format!("{}[data-state=\"done\"]", id("last-run")))
        .await;
    window.screenshot(&format!("schedules-done-{picture}")).await;

    // The column of the e-mail address gets another name: nothing is sent until somebody says.
    export(
        &folder.join("customer_20261125_063000.csv"),
        "e-mailadres,firstname,lastname",
        0..50,
        300,
    );
    menu(&window, "run").await;
    window.wait_for(&format!("{}[data-state=\"held\"]", id("will"))).await;
    window.click(&id("remedy")).await;
    window.text_when(&id("held"), |text| text.contains("e-mailadres")).await;
    window.screenshot(&format!("held-{picture}")).await;
    window.click(&id("held-rename")).await;
    window.wait_until_gone(&id("held")).await;
    // All fifty: under another name a column is another mapping, against which nobody is known yet.
    window.text_when(&id("last-run"), |text| text.contains("50")).await;
    window.end().await;
}

#[tokio::test]
async fn an_upload_is_repeated_tried_run_and_held() {
    repeat(PLAIN, "light").await;
}

#[tokio::test]
async fn the_same_in_dutch_and_dark() {
    let look = Look { dark: true, ..DUTCH };
    repeat(look, "dark").await;
}
