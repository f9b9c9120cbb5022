//! Only what changed, as somebody at the window meets it: last month's file again, and this month's.

mod desktop;

use desktop::{DARK, DUTCH, Desktop, Window, id};
use std::fmt::Write as _;

/// So many customers; the first ones of them have another name than usual.
fn customers(numbers: std::ops::Range<u32>, renamed: u32) -> String {
    let mut text = "email,firstname,lastname,city\n".to_owned();
    for number in numbers {
        let name = if number < renamed { "Renske" } else { "Noor" };
        let _ = writeln!(text, "klant{number}@winkel.nl,{name},de Vries {number},Breda");
    }
    text
}

async fn to_confirm(window: &Window<'_>) -> String {
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    plain(&window.text(&id("confirm-sentence")).await)
}

/// Without the marks that keep numbers apart from words written the other way.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

async fn upload(window: &Window<'_>) -> String {
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("result-title")).await;
    plain(&window.text(&id("result-sum")).await).replace(['\n', ' '], "")
}

#[tokio::test]
async fn a_second_file_sends_who_is_new_and_who_changed_or_everybody_on_request() {
    let desktop = Desktop::start().await;
    let file = desktop.file("customers.csv", customers(0..300, 0).as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    let first = to_confirm(&window).await;
    assert!(first.contains("Send 300 of 300 customers to"), "{first}");
    assert_eq!(window.count(&id("confirm-everything")).await, 0, "nothing is known yet");
    upload(&window).await;
    window.end().await;

    let file = desktop.file("customers.csv", customers(2..312, 12).as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    let second = to_confirm(&window).await;
    assert!(
        second.contains("Send 22 of 310 customers (12 new, 10 changed) to"),
        "{second}"
    );
    let page = plain(&window.text("main").await);
    assert!(
        page.contains("288 customers are unchanged and stay as they are."),
        "{page}"
    );
    assert!(
        page.contains("2 customers of earlier uploads are not in this file."),
        "{page}"
    );
    window.screenshot("changed-confirm-light").await;
    let sum = upload(&window).await;
    assert!(sum.starts_with("310rowsread=22sent+288unchanged+0notsent"), "{sum}");
    window.screenshot("changed-result-light").await;
    window.click(&id("rail-history")).await;
    window.point_at(&id("history-row")).await;
    let detail = plain(&window.text(&id("history-detail")).await);
    assert!(detail.contains("12 new, 10 changed"), "{detail}");
    window.screenshot("changed-history-light").await;
    window.end().await;

    // The same file once more: nobody is new or changed, and everybody can be sent all the same.
    let window = desktop.open(&[file.to_string_lossy()]).await;
    let third = to_confirm(&window).await;
    assert!(third.contains("There is nothing to send."), "{third}");
    window.screenshot("changed-nothing-light").await;
    window.click(&id("confirm-everything")).await;
    let everybody = plain(&window.text(&id("confirm-sentence")).await);
    assert!(everybody.contains("Send 310 of 310 customers to"), "{everybody}");
    let sum = upload(&window).await;
    assert!(sum.starts_with("310rowsread=310sent+0notsent"), "{sum}");
    window.end().await;
}

#[tokio::test]
async fn who_is_unchanged_is_said_in_dutch_and_in_the_dark() {
    for (theme, name) in [(DUTCH, "dutch"), (DARK, "dark")] {
        let desktop = Desktop::start_as(theme).await;
        let file = desktop.file("klanten.csv", customers(0..300, 0).as_bytes());
        let window = desktop.open(&[file.to_string_lossy()]).await;
        to_confirm(&window).await;
        upload(&window).await;
        window.end().await;
        let file = desktop.file("klanten.csv", customers(2..312, 12).as_bytes());
        let window = desktop.open(&[file.to_string_lossy()]).await;
        let sentence = to_confirm(&window).await;
        assert!(sentence.contains("22") && sentence.contains("310"), "{sentence}");
        window.screenshot(&format!("changed-confirm-{name}")).await;
        window.end().await;
    }
}
