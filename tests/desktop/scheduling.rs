//! What journeys about schedules share: exports, a first upload, and what a list and a dialog of schedules offer.

use super::{Desktop, Window, id};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The columns of an export.
pub(crate) const HEADER: &str = "email,firstname,lastname";

/// Rows of an export.
pub(crate) fn rows(customers: Range<u32>) -> String {
    let mut text = String::new();
    for n in customers {
        let _ = writeln!(text, "klant{n}@winkel.nl,Noor,de Vries {n}");
    }
    text
}

/// An export that was finished so many seconds ago.
pub(crate) fn export(path: &Path, header: &str, customers: Range<u32>, age: u64) {
    std::fs::write(path, format!("{header}\n{}", rows(customers))).expect("the export is written");
    let file = std::fs::File::options().write(true).open(path).expect("it is there");
    file.set_modified(SystemTime::now() - Duration::from_secs(age))
        .expect("files have times");
}

/// The program with a first upload of thirty customers behind it, and the folder that exports come to.
pub(crate) async fn with_an_upload(desktop: &Desktop) -> (Window<'_>, PathBuf) {
    let file = desktop.file("customer_20261123_063000.csv", b"");
    export(&file, HEADER, 0..30, 900);
    let window = desktop.open(&[file.to_string_lossy()]).await;
    upload(&window).await;
    (window, file.parent().expect("a folder").to_owned())
}

/// Sends the file that is open.
pub(crate) async fn upload(window: &Window<'_>) {
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("result-title")).await;
}

/// Opens the dialog that repeats the upload.
pub(crate) async fn repeat(window: &Window<'_>) {
    window.click(&id("repeat")).await;
    window.wait_for(&id("schedule-dialog")).await;
}

/// The first run sends: it does not only check.
pub(crate) async fn send_at_once(window: &Window<'_>) {
    window.click(&id("dry-run")).await;
}

/// Keeps what the dialog says.
pub(crate) async fn save(window: &Window<'_>) {
    window.click(&id("schedule-save")).await;
    window.wait_until_gone(&id("schedule-dialog")).await;
    window.wait_for(&id("schedule")).await;
}

/// Chooses from a picker of the dialog.
pub(crate) async fn pick(window: &Window<'_>, picker: &str, key: &str) {
    // In the middle of the dialog there is room for what it offers.
    let middle = format!(
        "document.querySelector('{}').scrollIntoView({{ block: 'center' }})",
        id(picker)
    );
    window.script(&middle, vec![]).await;
    window.click(&format!("{} button", id(picker))).await;
    window.click(&format!("[role=\"option\"][data-key=\"{key}\"]")).await;
}

/// Chooses from the menu of the only schedule.
pub(crate) async fn menu(window: &Window<'_>, item: &str) {
    window.click(&id("schedule-more")).await;
    window.click(&format!("[role=\"menuitem\"][data-key=\"{item}\"]")).await;
}

/// How many runs the history has.
pub(crate) async fn runs(window: &Window<'_>) -> u64 {
    let asked = "return window.__TAURI_INTERNALS__.invoke('history_list').then((all) => all.length)";
    window.script(asked, vec![]).await.as_u64().expect("a number")
}

/// Waits for what the latest slot came to.
pub(crate) async fn last_is(window: &Window<'_>, state: &str) {
    window
        .wait_for(&format!("{}[data-state=\"{state}\"]", id("last-run")))
        .await;
}
