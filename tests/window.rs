//! The window as its users meet it: a file goes in by each of its ways, is checked, sent to the practice platform that
//! the program serves itself, and stands in the history, also after a restart.

mod desktop;

use desktop::{DARK, DUTCH, Desktop, Look, PLAIN, Renderer, Window, id};
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
    assert!(!detail.contains('@'), "nobody is named unasked: {detail}");
    // The result behind this page has the same list.
    let within = |part: &str| format!("{} {}", id("history-detail"), id(part));
    window.click(&within("seen-who")).await;
    window.text_when(&within("looked-up"), |text| text.contains('@')).await;
    window.screenshot("looked-up-light").await;
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

/// The button with what happens to the cells of a field.
fn recipe(field: &str) -> String {
    format!("[data-field=\"{field}\"] {}", id("recipe"))
}

/// Chooses an item of the menu that is open.
async fn choose(window: &Window<'_>, item: &str) {
    window.click(&format!("[role=\"menuitem\"][data-key=\"{item}\"]")).await;
}

#[tokio::test]
async fn a_recipe_and_the_rules_are_changed_by_pointer_and_taken_back_by_key() {
    // One menu after another: without a graphics card the usual way of drawing stops while one opens.
    let look = Look {
        renderer: Some(Renderer::WithoutDmabuf),
        ..PLAIN
    };
    let desktop = Desktop::start_as(look).await;
    let rows = "a@voorbeeld.example,de Vries Noor,x\nb@voorbeeld.example,van Dam Jan,y\nc@voorbeeld.example,Bos Kim,\n";
    let file = desktop.file("names.csv", format!("email,lastname,firstname\n{rows}").as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    let mapping = id("mapping");
    window.text_when(&mapping, |text| text.contains("de Vries Noor")).await;
    window.click(&recipe("person.name.lastName")).await;
    window.click(&id("add-step")).await;
    window.screenshot("steps-light").await;
    choose(&window, "uppercase").await;
    let preview = id("recipe-preview");
    window
        .text_when(&preview, |text| {
            ["DE VRIES NOOR", "VAN DAM JAN", "BOS KIM"]
                .iter()
                .all(|n| text.contains(n))
        })
        .await;
    window.click(&id("add-step")).await;
    choose(&window, "split").await;
    window
        .text_when(&preview, |text| text.contains("VAN") && !text.contains("VAN DAM"))
        .await;
    window.screenshot("entry-light").await;
    window.click(&id("entry-apply")).await;
    window
        .text_when(&mapping, |text| text.contains("Upper case, Piece 1 at"))
        .await;
    window.wait_until_gone("[role=dialog]").await;
    window.type_into("body", "\u{e009}z").await;
    window
        .text_when(&mapping, |text| {
            !text.contains("Upper case") && text.contains("de Vries Noor")
        })
        .await;

    window.click(&id("mapping-menu")).await;
    choose(&window, "rules").await;
    window.wait_for(&id("rules")).await;
    window.screenshot("rules-light").await;
    window
        .click(&format!("{} label:has([value=\"reject\"])", id("rules")))
        .await;
    window.click(&id("rules-apply")).await;
    window.wait_until_gone(&id("rules")).await;
    send(&window, None).await;
    window.end().await;
}

#[tokio::test]
async fn a_mapping_goes_into_a_file_and_comes_back_from_one() {
    let desktop = Desktop::start_as(DUTCH).await;
    let file = desktop.file("klanten.csv", b"email,voornaam,stad\na@voorbeeld.example,Noor,Breda\n");
    let window = desktop.open(&[file.to_string_lossy()]).await;
    window.text_when(&id("mapping"), |text| text.contains("Noor")).await;
    let saved = desktop.home().join("bewaard.json");
    window.click(&id("mapping-menu")).await;
    choose(&window, "save").await;
    desktop.answer_file_dialog(&saved).await;
    let text = desktop
        .until("the mapping is written", || {
            std::fs::read_to_string(&saved).ok().filter(|t| t.ends_with("}\n"))
        })
        .await;

    // A key that nobody knows: its name is told, and nothing changes.
    let broken = desktop.file("stuk.json", text.replace("\"ignored\"", "\"ignores\"").as_bytes());
    window.click(&id("mapping-menu")).await;
    choose(&window, "open").await;
    desktop.answer_file_dialog(&broken).await;
    let said = window.text(&id("brought")).await;
    assert!(said.contains("ignores"), "{said}");
    window.screenshot("mapping-refused-dutch").await;
    window.click("[role=\"dialog\"] button").await;
    window.wait_until_gone(&id("brought")).await;

    // One of another file: told as a difference, and used where it fits.
    let other = text
        .replace("\"stad\"", "\"plaats\"")
        .replace("person.name.firstName", "person.name.lastName");
    let other = desktop.file("ander.json", other.as_bytes());
    window.click(&id("mapping-menu")).await;
    choose(&window, "open").await;
    desktop.answer_file_dialog(&other).await;
    let said = window.text(&id("brought")).await;
    assert!(
        said.contains("plaats") && said.contains("stad") && said.contains("voornaam"),
        "{said}"
    );
    window.screenshot("mapping-differs-dutch").await;
    window.click(&id("bring-use")).await;
    window.wait_for("[data-field=\"person.name.lastName\"]").await;
    window.type_into("body", "\u{e009}z").await;
    window.wait_for("[data-field=\"person.name.firstName\"]").await;
    window.end().await;
}

#[tokio::test]
async fn corrected_rows_come_back_and_are_linked_to_their_upload() {
    let desktop = Desktop::start_as(DARK).await;
    let rows = "a@voorbeeld.example,Noor,+31 6 12345678\nfout,Renée,+31 6 87654321\n";
    let file = desktop.file("klanten.csv", format!("email,voornaam,telefoon\n{rows}").as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    send(&window, None).await;
    let rejects = desktop.home().join("over.csv");
    window.click(&id("result-save")).await;
    desktop.answer_file_dialog(&rejects).await;
    let text = desktop
        .until("the rows are written", || {
            std::fs::read_to_string(&rejects)
                .ok()
                .filter(|t| t.contains("email_invalid"))
        })
        .await;
    assert!(
        text.contains("'+31 6 87654321") && text.contains("courier_run"),
        "{text}"
    );

    // As a Dutch spreadsheet saves it.
    let corrected = text.replace("fout", "renee@voorbeeld.example").replace(',', ";");
    let bytes: Vec<u8> = corrected
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let corrected = desktop.file("hersteld.csv", &bytes);
    assert!(desktop.start_again(&[&corrected]).await.success());
    let page = window
        .text_when("main", |page| page.contains("Corrected rows of klanten.csv"))
        .await;
    assert!(!page.contains("courier_"), "{page}");
    window
        .text_when(&id("mapping"), |text| {
            text.contains("+31687654321") && text.contains("Renée")
        })
        .await;
    window.screenshot("corrections-dark").await;
    send(&window, None).await;
    assert_eq!(window.text(&id("result-title")).await, "Done");
    window.click(&id("rail-history")).await;
    window.point_at(&id("history-row")).await;
    let detail = id("history-detail");
    window
        .text_when(&detail, |text| text.contains("Corrected rows of"))
        .await;
    window.screenshot("history-corrections-dark").await;
    window.click(&format!("{detail} a, {detail} [role=\"link\"]")).await;
    window
        .text_when(&detail, |text| text.contains("Its corrected rows"))
        .await;
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
