//! The window as its users meet it: a file goes in by each of its ways, is checked, sent to the practice platform that
//! the program serves itself, and stands in the history, also after a restart.

mod desktop;

use desktop::{DARK, DUTCH, Desktop, Window, id};
use serde_json::json;

/// What the fixtures' README and the sample's manifest say about the sample: 1,000 rows, 8 without a usable e-mail, 18 duplicates.
const SAMPLE: &str = "1,000rows read=974sent+18merged+8not sent";

fn digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// From the check to the result; pictures are taken of every page on the way where a name is given.
async fn send(window: &Window<'_>, pictures: Option<&str>) {
    let picture = async |page: &str| {
        if let Some(name) = pictures {
            window.screenshot(&format!("{page}-{name}")).await;
        }
    };
    window
        .wait_for(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    picture("check").await;
    window.click(&id("check-continue")).await;
    window.wait_for(&id("confirm-upload")).await;
    picture("confirm").await;
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("run-phase")).await;
    picture("running").await;
    window.wait_for(&id("result-title")).await;
    picture("result").await;
}

/// Waits until the table shows what the sample's dates become, which comes after the mapping.
async fn sample_is_previewed(window: &Window<'_>) {
    window
        .text_when(&id("mapping"), |text| text.contains("December 24, 2004"))
        .await;
}

/// The result's sum, with the time at its end cut off and all blanks left out.
async fn sum(window: &Window<'_>) -> String {
    digits(&window.text(&id("result-sum")).await)
}

#[tokio::test]
async fn the_window_opens_on_the_upload_page_under_its_policy() {
    let desktop = Desktop::start().await;
    let window = desktop.open::<&str>(&[]).await;
    window.wait_for(&id("drop-zone")).await;

    // React Aria adds one style by script, which the page's policy allows by its hash: a new version can have a new one.
    let applied = "const style = document.getElementById('react-aria-pressable-style'); return style ? style.sheet !== null : 'no such style';";
    let seen = window.script(applied, vec![]).await;
    assert_eq!(seen, json!(true), "tauri.conf.json, style-src: the hash is out of date");
    // The policy itself is there: an inline script must not run.
    let blocked = "window.ran = false; const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); return window.ran;";
    assert_eq!(
        window.script(blocked, vec![]).await,
        json!(false),
        "the page has no content security policy"
    );
    window.end().await;
}

#[tokio::test]
async fn the_sample_is_sent_and_stays_in_the_history() {
    let desktop = Desktop::start().await;
    let window = desktop.open::<&str>(&[]).await;
    window.wait_for(&id("drop-zone")).await;
    window.screenshot("upload-light").await;
    window.click(&id("try-sample")).await;
    let mapping = window
        .text_when(&id("mapping"), |text| text.contains("firstname"))
        .await;
    for filled in ["First name", "E-mail address", "Birth date", "Customer since"] {
        assert!(mapping.contains(filled), "{filled} is not proposed: {mapping}");
    }
    assert!(!mapping.contains("password"), "a blocked column is offered: {mapping}");
    sample_is_previewed(&window).await;
    send(&window, Some("light")).await;
    let title = window.text(&id("result-title")).await;
    assert_eq!(title, "Done — 8 need attention");
    let sum = sum(&window).await;
    assert!(sum.starts_with(&digits(SAMPLE)), "{sum}");
    window
        .text_when("main", |page| {
            page.contains("3 customers were looked up by e-mail, and carry today’s values")
        })
        .await;

    window.click(&id("rail-history")).await;
    window.point_at(&id("history-row")).await;
    let detail = window.text(&id("history-detail")).await;
    assert!(
        detail.contains("974") && detail.contains("Practice customers"),
        "{detail}"
    );
    window.screenshot("history-light").await;
    window.end().await;

    let window = desktop.open::<&str>(&[]).await;
    window.click(&id("rail-history")).await;
    let status = window.text(&id("history-row")).await;
    assert_eq!(status, "8 need attention");
    assert_eq!(window.count(&id("history-row")).await, 1);
    window.end().await;
}

#[tokio::test]
async fn a_dropped_file_goes_through_in_dutch() {
    let desktop = Desktop::start_as(DUTCH).await;
    let file = desktop.fixture("excel_nl.csv");
    let window = desktop.open::<&str>(&[]).await;
    window.drag_onto(&id("drop-zone"), &file).await;
    let mapping = window
        .text_when(&id("mapping"), |text| text.contains("e-mailadres"))
        .await;
    assert!(mapping.contains("Geboortedatum"), "{mapping}");
    // Windows-1252 is read as such.
    window.text_when("main", |page| page.contains("Renée")).await;
    send(&window, Some("dutch")).await;
    assert_eq!(window.text(&id("result-title")).await, "Klaar — 2 vragen aandacht");
    let sum = sum(&window).await;
    assert!(
        sum.starts_with("7rijengelezen=4verzonden+1samengevoegd+2nietverzonden"),
        "{sum}"
    );
    window.end().await;
}

#[tokio::test]
async fn an_open_question_is_asked_once_and_its_answer_is_used_again() {
    let desktop = Desktop::start().await;
    let rows = "a@voorbeeld.example,Noor,03/04/1991\nb@voorbeeld.example,Jan,05/06/1984\n";
    let file = desktop.file("newsletter.csv", format!("email,firstname,dob\n{rows}").as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    window
        .click(&format!("{}[data-duty=\"answer\"]", id("check-continue")))
        .await;
    let question = window.text(&id("question")).await;
    assert!(question.contains("Row 1 says 03/04/1991."), "{question}");
    window.screenshot("question-light").await;
    // WebKitGTK falls over when a page under automation makes a view transition, as the toast with Undo does.
    window
        .script("delete Document.prototype.startViewTransition", vec![])
        .await;
    window.click(&format!("{} button", id("question"))).await;
    window.wait_until_gone(&id("question")).await;
    let mapping = window
        .text_when(&id("mapping"), |text| text.contains("April 3, 1991"))
        .await;
    assert!(mapping.contains("Date: day first"), "{mapping}");
    send(&window, None).await;
    assert_eq!(window.text(&id("result-title")).await, "Done");
    window.end().await;

    // Next month's file has a column more.
    let file = desktop.file(
        "newsletter.csv",
        b"email,firstname,dob,city\nc@voorbeeld.example,Kim,07/08/1990,Breda\n",
    );
    let window = desktop.open(&[file.to_string_lossy()]).await;
    let page = window
        .text_when("main", |page| page.contains("Mapped as last time ("))
        .await;
    assert!(page.contains("New columns: city"), "{page}");
    window
        .text_when(&id("mapping"), |text| text.contains("August 7, 1990"))
        .await;
    window.screenshot("known-light").await;
    assert_eq!(window.count(&id("question")).await, 0);
    window.end().await;
}

#[tokio::test]
async fn a_file_comes_in_as_an_argument_and_from_a_second_start() {
    let desktop = Desktop::start().await;
    let first = desktop.fixture("commerce_main.csv");
    let second = desktop.fixture("commerce_grid_en.csv");
    let window = desktop.open(&[first.to_string_lossy()]).await;
    window.text_when("main h1", |title| title == "commerce_main.csv").await;
    assert!(desktop.start_again(&[&second]).await.success());
    window
        .text_when("main h1", |title| title == "commerce_grid_en.csv")
        .await;
    assert_eq!(desktop.processes().len(), 1, "one program, one window");
    window.end().await;
}

#[tokio::test]
async fn the_file_dialog_leads_to_the_same_place() {
    let desktop = Desktop::start().await;
    let file = desktop.fixture("commerce_main.csv");
    let window = desktop.open::<&str>(&[]).await;
    window.click(&id("choose-file")).await;
    desktop.dismiss_file_dialog().await;
    window.wait_for(&id("drop-zone")).await;
    window.click(&id("choose-file")).await;
    desktop.answer_file_dialog(&file).await;
    window.text_when("main h1", |title| title == "commerce_main.csv").await;
    window.end().await;
}

#[tokio::test]
async fn a_picture_is_refused_in_a_sentence_and_the_page_goes_on() {
    let desktop = Desktop::start_as(DARK).await;
    let picture = desktop.file("logo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let window = desktop.open(&[picture.to_string_lossy()]).await;
    let words = window.text(&id("problem")).await;
    assert!(
        words.contains("“logo.csv” is not a table of text") && words.contains("Nothing was sent."),
        "{words}"
    );
    window.screenshot("refused-dark").await;
    window.click(&id("open-again")).await;
    window.wait_for(&id("drop-zone")).await;
    window.screenshot("upload-dark").await;
    window.click(&id("try-sample")).await;
    sample_is_previewed(&window).await;
    send(&window, Some("dark")).await;
    window.click(&id("rail-history")).await;
    window.point_at(&id("history-row")).await;
    window.wait_for(&id("history-detail")).await;
    window.screenshot("history-dark").await;
    window.end().await;
}

#[tokio::test]
async fn closing_the_window_does_not_stop_a_run() {
    let desktop = Desktop::start().await;
    let window = desktop.open::<&str>(&[]).await;
    window.click(&id("try-sample")).await;
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("run-phase")).await;
    desktop.close_main_window().await;
    assert_eq!(desktop.processes().len(), 1, "the run goes on without a window");
    // The journey ends like the run: the process leaves by itself when it is safe to.
    desktop
        .until("the program ends after its run", || {
            desktop.processes().is_empty().then_some(())
        })
        .await;
    drop(window);
    let window = desktop.open::<&str>(&[]).await;
    window.click(&id("rail-history")).await;
    assert_eq!(window.text(&id("history-row")).await, "8 need attention");
    window.end().await;
}
