//! What the window says and what it takes back: changes one by one, rows exactly as announced, messages that end, cover
//! nothing and take no focus, whichever way the page is drawn.

mod desktop;

use desktop::{DUTCH, Desktop, Look, PLAIN, Renderer, Window, id};
use serde_json::{Value, json};
use std::fmt::Write as _;

const ROWS: &str = "a@voorbeeld.example,Noor,de Vries,Breda\nb@voorbeeld.example,Jan,van Dam,Delft\n";

/// Sends a column nowhere, from its picker.
async fn leave_out(window: &Window<'_>, column: &str) {
    window
        .click(&format!("tr[data-column=\"{column}\"] td:nth-of-type(2) button"))
        .await;
    window
        .click("[role=\"menu\"] [role=\"group\"]:first-of-type [role=\"menuitem\"]")
        .await;
    window.wait_until_gone(&row(column)).await;
}

fn row(column: &str) -> String {
    format!("tr[data-column=\"{column}\"]")
}

/// Where the focus is: a test id where it has one, else its element's name.
async fn focus(window: &Window<'_>) -> String {
    let asked = "const now = document.activeElement; return now === null ? 'nothing' : (now.dataset.testid ?? now.tagName.toLowerCase())";
    window
        .script(asked, vec![])
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Waits until the focus is where it is wished.
async fn focus_when(window: &Window<'_>, wished: impl Fn(&str) -> bool) {
    let mut now = String::new();
    for _ in 0..200 {
        now = focus(window).await;
        if wished(&now) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the focus is on {now}");
}

/// Waits until something has the focus that is no mere body of the page.
async fn has_focus(window: &Window<'_>) {
    focus_when(window, |now| !["body", "nothing"].contains(&now)).await;
}

async fn latest(window: &Window<'_>, wished: &str) {
    window
        .text_when(&id("change-latest"), |text| text.contains(wished))
        .await;
}

async fn changes(look: Look, words: [&str; 3], picture: &str) {
    let [none, left_out, again] = words;
    let desktop = Desktop::start_as(look).await;
    let file = desktop.file(
        "klanten.csv",
        format!("email,firstname,lastname,city\n{ROWS}").as_bytes(),
    );
    let window = desktop.open(&[file.to_string_lossy()]).await;
    window.text_when(&id("mapping"), |text| text.contains("de Vries")).await;
    latest(&window, none).await;
    for column in ["firstname", "lastname", "city"] {
        leave_out(&window, column).await;
        latest(&window, &format!("{column} {left_out}")).await;
    }
    has_focus(&window).await;

    // The first of them by itself: the later ones stay.
    window.click(&id("changes-menu")).await;
    window.wait_for(&format!("{}:nth-of-type(3)", id("change"))).await;
    window.screenshot(&format!("changes-menu-{picture}")).await;
    window.click("[role=\"menuitem\"][data-key=\"1\"]").await;
    window.wait_for(&row("firstname")).await;
    assert_eq!(
        window.count(&row("lastname")).await + window.count(&row("city")).await,
        0
    );
    latest(&window, &format!("city {left_out}")).await;
    focus_when(&window, |now| now == "changes-menu").await;

    // Back to the beginning by the button, which goes with the last change: the focus goes on.
    window.press(&id("undo")).await;
    window.wait_for(&row("city")).await;
    focus_when(&window, |now| now == "undo").await;
    window.keys(&["Return"]).await;
    window.wait_for(&row("lastname")).await;
    latest(&window, again).await;
    focus_when(&window, |now| now == "redo").await;
    window.screenshot(&format!("changes-undone-{picture}")).await;

    window.keys(&["ctrl+shift+z"]).await;
    window.wait_until_gone(&row("lastname")).await;
    window.keys(&["ctrl+z"]).await;
    window.wait_for(&row("lastname")).await;
    window.keys(&["ctrl+shift+z"]).await;
    window.wait_until_gone(&row("lastname")).await;
    has_focus(&window).await;

    // On the next page there is nothing of it, and on the way back it is there.
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.wait_for(&id("confirm-upload")).await;
    assert_eq!(window.count(&id("changes")).await, 0);
    window.keys(&["Escape"]).await;
    latest(&window, &format!("lastname {left_out}")).await;
    has_focus(&window).await;
    window.end().await;
}

#[tokio::test]
async fn changes_are_taken_back_one_by_one_and_the_focus_stays() {
    let words = [
        "Nothing has been sent yet",
        "is not sent",
        "Everything is as proposed again",
    ];
    changes(PLAIN, words, "light").await;
}

#[tokio::test]
async fn the_same_in_dutch_and_dark() {
    let look = Look { dark: true, ..DUTCH };
    let words = [
        "Er is nog niets verzonden",
        "gaat niet mee",
        "Alles is weer zoals voorgesteld",
    ];
    changes(look, words, "dutch-dark").await;
}

/// What of the page a message lies over: the words of buttons and fields that share a spot with it.
const COVERED: &str = "const line = document.querySelector(arguments[0]); const of = line.getBoundingClientRect();
  return [...document.querySelectorAll('button, a, input, [role=button], [role=link]')]
    .filter((one) => !line.contains(one) && one.offsetParent !== null)
    .filter((one) => { const at = one.getBoundingClientRect(); return at.width > 0 && at.left < of.right && at.right > of.left && at.top < of.bottom && at.bottom > of.top; })
    .map((one) => one.textContent);";

#[tokio::test]
async fn a_message_covers_nothing_takes_no_focus_and_ends_whichever_way_the_page_is_drawn() {
    for renderer in Renderer::BOTH {
        let look = Look {
            renderer: Some(renderer),
            ..PLAIN
        };
        let desktop = Desktop::start_as(look).await;
        let file = desktop.file(
            "klanten.csv",
            format!("email,firstname,lastname,city\n{ROWS}").as_bytes(),
        );
        let window = desktop.open(&[file.to_string_lossy()]).await;
        window.text_when(&id("mapping"), |text| text.contains("de Vries")).await;
        let save = async |name: &str| {
            window.click(&id("mapping-menu")).await;
            window.click("[role=\"menuitem\"][data-key=\"save\"]").await;
            desktop.answer_file_dialog(&desktop.home().join(name)).await;
            window
                .text_when(&id("message"), |text| text.contains(&format!("saved as “{name}”")))
                .await;
        };
        save("mapping.json").await;
        let covered = window.script(COVERED, vec![json!(id("messages"))]).await;
        assert_eq!(covered, json!([]), "{renderer:?}");
        let inside = window
            .script(
                "return document.querySelector(arguments[0]).contains(document.activeElement)",
                vec![json!(id("messages"))],
            )
            .await;
        assert_eq!(inside, Value::Bool(false), "{renderer:?}: the message took the focus");
        window.wait_for(&format!("[role=\"status\"] {}", id("message"))).await;
        window.screenshot(&format!("message-{renderer:?}")).await;
        window.wait_until_gone(&id("message")).await;

        // A page that is left takes along what was said of it.
        save("again.json").await;
        window.keys(&["ctrl+3"]).await;
        window.wait_until_gone(&id("message")).await;
        assert_eq!(desktop.processes().len(), 1, "{renderer:?}: the program is there");
        window.end().await;
    }
}

/// Sixty customers: the first 42 telephone numbers cannot be read, nor can the birth date of the fifth.
fn doubtful() -> String {
    let mut text = "email,firstname,dob,phone\n".to_owned();
    for n in 1..=60 {
        let phone = if n <= 42 { "+31 12" } else { "+31 6 12345678" };
        let born = if n == 5 { "1990-02-31" } else { "1990-02-21" };
        let _ = writeln!(text, "klant{n}@winkel.nl,Noor,{born},{phone}");
    }
    text
}

#[tokio::test]
async fn exactly_the_rows_that_a_button_announces_are_left_out() {
    let desktop = Desktop::start().await;
    let file = desktop.file("klanten.csv", doubtful().as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    window
        .wait_for(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.click(&id("band-please_check")).await;
    let button = |rows: u32| format!("{}[data-rows=\"{rows}\"]", id("remedy-reject-rows"));
    window.wait_for(&button(42)).await;
    window.screenshot("leave-out-rows-light").await;
    window.click(&button(1)).await;
    // The fifth customer is left out already: of the telephone numbers one less is left to decide.
    window.wait_for(&button(41)).await;
    latest(&window, "dob: Leave out this row").await;
    let sent = async |words: &str| {
        window
            .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
            .await;
        let sentence = window.text(&id("confirm-sentence")).await;
        let sentence = sentence.replace(['\u{2068}', '\u{2069}'], "");
        assert!(sentence.contains(words), "{sentence}");
        window.keys(&["Escape"]).await;
    };
    sent("Send 59 of 60 customers").await;
    window.click(&id("band-please_check")).await;
    window.click(&button(41)).await;
    latest(&window, "Leave out these 41 rows").await;
    sent("Send 18 of 60 customers").await;
    window.end().await;
}
