//! Who is who, and what they allow, at the window: a newsletter list with objections by keyboard alone, and the alarm
//! where two people have become one.

mod desktop;

use desktop::{DUTCH, Desktop, Window, id};
use serde_json::json;

/// Three allow e-mail, two object (one of them beside a yes), and of one nothing is known.
const LIST: &str = "E-mailadres,Voornaam,Nieuwsbrief,Geen mailing\n\
    noor@winkel.example,Noor,ja,nee\n\
    jan@winkel.example,Jan,ja,ja\n\
    els@winkel.example,Els,nee,\n\
    bas@winkel.example,Bas,ja,\n\
    mia@winkel.example,Mia,,\n\
    tom@winkel.example,Tom,ja,nee\n";

/// Without the marks that keep numbers apart from words written the other way.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// The test id of what has the focus; empty where nothing has it.
async fn focused(window: &Window<'_>) -> String {
    let script = "const now = document.activeElement; return now === null || now === document.body ? '' : (now.closest('[data-testid]')?.dataset.testid ?? now.tagName);";
    let found = window.script(script, vec![]).await;
    found.as_str().unwrap_or_default().to_owned()
}

/// Closes what lies above the page; the focus goes back to what opened it.
async fn back_to(window: &Window<'_>, opener: &str) {
    window.keys(&["Escape"]).await;
    window.wait_until_gone("[role=dialog]").await;
    assert_eq!(
        focused(window).await,
        opener,
        "the focus goes back to what opened the dialog"
    );
}

/// Sends what is on the check page, by its keys.
async fn send(window: &Window<'_>) {
    window
        .wait_for(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.keys(&["ctrl+Return"]).await;
    window.wait_for(&id("confirm-upload")).await;
    window.keys(&["ctrl+Return"]).await;
    window.wait_for(&id("result-title")).await;
}

#[tokio::test]
async fn a_newsletter_list_with_objections_goes_from_drop_to_result_by_keyboard() {
    let desktop = Desktop::start_as(DUTCH).await;
    let file = desktop.file("nieuwsbrief.csv", LIST.as_bytes());
    let window = desktop.open::<&str>(&[]).await;
    window.wait_for(&id("drop-zone")).await;
    window.drag_onto(&id("drop-zone"), &file).await;
    let line = window
        .text_when(&id("consent-line"), |text| text.contains("maken bezwaar"))
        .await;
    assert!(
        plain(&line).contains("3 staan e-mail toe, 2 maken bezwaar, 1 onbekend"),
        "{line}"
    );
    assert!(line.contains("Geen mailing: een bezwaar"), "{line}");
    let told = window.text(&id("identity-line")).await;
    assert_eq!(plain(&told).trim(), "Klanten worden onderscheiden door hun e-mailadres");
    window.screenshot("people-check-dutch").await;

    // The rows behind a number, one of them with a yes that does not count.
    window.press(&id("consent-object")).await;
    let rows = window.text_when(&id("consent-rows"), |text| text.contains("Els")).await;
    assert!(rows.contains("jan@winkel.example") && !rows.contains("noor@"), "{rows}");
    window.screenshot("people-rows-dutch").await;
    back_to(&window, "consent-object").await;

    // What a column says, with what its cells mean.
    window
        .press(&format!("{}[data-column=\"Geen mailing\"]", id("consent-column")))
        .await;
    window
        .text_when(&id("consent-dialog"), |text| text.contains("“ja” maakt bezwaar"))
        .await;
    window.screenshot("people-consent-dutch").await;
    back_to(&window, "consent-column").await;

    // What tells customers apart, with three of them.
    window.press(&id("identity-line")).await;
    window
        .text_when(&id("identity-email"), |text| text.contains("Noor: noor@winkel.example"))
        .await;
    window.screenshot("people-identity-dutch").await;
    back_to(&window, "identity-line").await;

    window
        .wait_for(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.keys(&["ctrl+Return"]).await;
    let sentence = plain(&window.text(&id("confirm-sentence")).await);
    assert!(
        sentence.contains("Klanten worden onderscheiden door hun e-mailadres."),
        "{sentence}"
    );
    let spoken = "const button = document.querySelector(arguments[0]); return document.getElementById(button.getAttribute('aria-describedby'))?.textContent ?? '';";
    let spoken = window.script(spoken, vec![json!(id("confirm-upload"))]).await;
    assert!(
        spoken.as_str().is_some_and(|text| text.contains("onderscheiden door")),
        "the sentence is spoken with the button: {spoken}"
    );
    let consent = plain(&window.text(&id("confirm-consent")).await);
    assert!(
        consent.contains("3 staan het toe, 2 maken bezwaar, 1 onbekend"),
        "{consent}"
    );
    window.screenshot("people-confirm-dutch").await;
    window.keys(&["ctrl+Return"]).await;
    window.wait_for(&id("result-title")).await;
    let told = plain(&window.text(&id("told-by")).await);
    assert!(
        told.contains("hun e-mailadres") && told.contains("2 maken bezwaar"),
        "{told}"
    );
    assert_eq!(window.count(&id("merged-alarm")).await, 0, "everybody is one person");
    window.screenshot("people-result-dutch").await;
    window.keys(&["ctrl+3"]).await;
    window.point_at(&id("history-row")).await;
    let detail = plain(&window.text(&id("history-detail")).await);
    assert!(
        detail.contains("Onderscheiden door") && detail.contains("2 maken bezwaar"),
        "{detail}"
    );
    window.end().await;
}

/// Commerce's customer grid: its layout proves whose numbers it holds.
const GRID: &str = "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site,Confirmed email,Account Created in,Date of Birth,Tax VAT Number,Gender\n\
    7,Anna Bakker,anna@winkel.example,General,,1011 AA,Netherlands,,,Main Website,Confirmed,Default Store View,,,Female\n";
/// The numbers of another system, which begin at 1 as well.
const OTHER: &str = "Klantnummer,E-mailadres,Voornaam,Achternaam\n7,bob@winkel.example,Bob,de Vries\n";

#[tokio::test]
async fn two_people_who_became_one_are_an_alarm() {
    let desktop = Desktop::start_as(DUTCH).await;
    let grid = desktop.file("klanten.csv", GRID.as_bytes());
    let other = desktop.file("andere.csv", OTHER.as_bytes());
    let window = desktop.open(&[grid.to_string_lossy()]).await;
    send(&window).await;
    assert_eq!(
        window.count(&id("merged-alarm")).await,
        0,
        "nobody has become somebody else"
    );

    window.drag_onto("main", &other).await;
    window
        .text_when("main", |text| text.contains("andere.csv") && text.contains("de Vries"))
        .await;
    window.press(&id("identity-line")).await;
    // By hand, against what the dialog says: these are another system's numbers.
    window.reach("[role=radiogroup]").await;
    window.keys(&["Up"]).await;
    window.press(&format!("{} button", id("identity-other"))).await;
    window.write("Klantnummer").await;
    window.keys(&["Return"]).await;
    window.reach(&format!("{} [role=combobox]", id("identity-other"))).await;
    window.write("CustomerId").await;
    window.keys(&["Down", "Return"]).await;
    window.screenshot("people-other-system-dutch").await;
    window.press(&id("identity-apply")).await;
    window.wait_until_gone("[role=dialog]").await;
    let told = window
        .text_when(&id("identity-line"), |text| text.contains("CustomerId"))
        .await;
    assert!(told.contains("Klantnummer"), "{told}");

    // The number is known with another address: its row stays here until somebody insists, and that can be taken back.
    window
        .wait_for(&format!("{}[data-duty=\"see rejects\"]", id("check-continue")))
        .await;
    window.keys(&["ctrl+Return"]).await;
    window.press(&id("addresses-send")).await;
    window.press(&format!("{} button", id("addresses-believed"))).await;
    window.wait_until_gone(&id("addresses-believed")).await;
    window.press(&id("addresses-send")).await;
    window.wait_for(&id("addresses-believed")).await;
    send(&window).await;
    let alarm = window
        .text_when(&id("merged-alarm"), |text| text.contains("rij 1"))
        .await;
    assert!(
        alarm.contains("misschien één geworden") && alarm.contains("Stop planningen"),
        "{alarm}"
    );
    window.screenshot("people-alarm-dutch").await;
    window.keys(&["ctrl+3"]).await;
    window.point_at(&id("history-row")).await;
    window
        .text_when(&format!("{} {}", id("history-detail"), id("merged-alarm")), |text| {
            text.contains("rij 1")
        })
        .await;
    window.screenshot("people-alarm-history-dutch").await;
    window.end().await;
}
