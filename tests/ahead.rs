//! What can be asked and made before an upload, in the real window: fields for columns that have none, Data Prep beside
//! us, one customer sent ahead, and how profiles write e-mail addresses. The practice platform answers.

mod desktop;

use desktop::{DARK, Desktop, Look, PLAIN, Window, id};
use serde_json::{Value, json};
use std::fs;

const FILE: &str = "email,firstname,lastname,Shoe size,Lid sinds,VIP?\n\
    Noor@Shop.example,Noor,Vos,38,2024-02-11,ja\n\
    Jan@Shop.example,Jan,Prins,43,2023-01-31,nee\n\
    mia@shop.example,Mia,de Wit,40,2022-07-01,ja\n";

/// The test id of the element that has the focus.
async fn focused(window: &Window<'_>) -> Value {
    window
        .script("return document.activeElement?.dataset.testid ?? null;", vec![])
        .await
}

/// Waits until a dialog is gone and the focus is back at what opened it.
async fn returns_to(window: &Window<'_>, dialog: &str, opener: &str) {
    window.wait_until_gone(&id(dialog)).await;
    window.wait_for(&format!("{}:focus", id(opener))).await;
    assert_eq!(focused(window).await, json!(opener));
}

async fn make_fields(window: &Window<'_>, picture: &str) {
    window.click(&id("filter-not")).await;
    window.click(&id("fields-open")).await;
    window
        .text_when(&id("fields"), |text| {
            text.contains("Lid sinds") && text.contains("VIP?")
        })
        .await;
    window.screenshot(&format!("fields-{picture}")).await;
    window.point_at(&id("fields-go")).await;
    window.wait_until_gone(&id("fields")).await;
    let mapping = window
        .text_when(&id("mapping"), |text| text.contains("Shoe size"))
        .await;
    assert!(mapping.contains("Lid sinds") && mapping.contains("VIP?"), "{mapping}");
    window
        .wait_for("tr[data-column=\"Shoe size\"][data-field=\"tenant.shoeSize\"] button:focus")
        .await;
    // What the cells become in them, yes and no included.
    window
        .text_when("tr[data-field=\"tenant.vip\"]", |text| text.contains("true"))
        .await;
    window.screenshot(&format!("fields-made-{picture}")).await;
}

async fn ask_data_prep(desktop: &Desktop, window: &Window<'_>, picture: &str) {
    window.click(&id("mapping-menu")).await;
    window.click("[role=menuitem][data-key=\"prep-check\"]").await;
    window.wait_for(&id("prep-check-go")).await;
    window.screenshot(&format!("prep-ask-{picture}")).await;
    window.click(&id("prep-check-go")).await;
    let fields = window.text(&id("prep-fields")).await;
    assert!(
        fields.contains("First name") && fields.contains("Shoe size"),
        "{fields}"
    );
    window.screenshot(&format!("prep-check-{picture}")).await;
    window.click(&id("prep-check-close")).await;
    returns_to(window, "prep-check", "mapping-menu").await;

    window.click(&id("mapping-menu")).await;
    window.click("[role=menuitem][data-key=\"prep\"]").await;
    let path = desktop.home().join("for-data-prep.json");
    desktop.answer_file_dialog(&path).await;
    window
        .text_when(&id("prep-saved"), |text| text.contains("for-data-prep.json"))
        .await;
    window.screenshot(&format!("prep-saved-{picture}")).await;
    let saved: Value = serde_json::from_slice(&fs::read(&path).expect("the file is there")).expect("JSON");
    assert!(saved.to_string().contains("shoeSize"), "{saved}");
    window.click(&id("prep-close")).await;
    window.wait_until_gone(&id("prep-saved")).await;
}

async fn try_one(window: &Window<'_>, picture: &str) {
    window.click(&id("try-open")).await;
    window.wait_for(&id("try-go")).await;
    window.screenshot(&format!("try-{picture}")).await;
    window.click(&id("try-go")).await;
    let answer = window.text(&id("try-answer")).await;
    assert!(
        answer.contains("The practice platform took this customer") && answer.contains("Row 1 (line 2)"),
        "{answer}"
    );
    window.screenshot(&format!("try-taken-{picture}")).await;
    window.click(&id("try-close")).await;
    returns_to(window, "try", "try-open").await;
}

/// The one who was sent ahead is in profiles after a while, in lower case.
async fn ask_about_casing(window: &Window<'_>, picture: &str) {
    for round in 0.. {
        window.click(&id("casing-open")).await;
        let answer = window.text(&id("casing-answer")).await;
        if answer.contains("Profiles have these customers in lower case") {
            window.screenshot(&format!("casing-{picture}")).await;
            window.click(&id("casing-close")).await;
            returns_to(window, "casing", "casing-open").await;
            return;
        }
        assert!(round < 60 && answer.contains("None of these customers"), "{answer}");
        window.click(&id("casing-close")).await;
        returns_to(window, "casing", "casing-open").await;
    }
}

async fn ahead(look: Look, picture: &str) {
    let desktop = Desktop::start_as(look).await;
    let file = desktop.file("members.csv", FILE.as_bytes());
    let window = desktop.open(&[file.to_string_lossy()]).await;
    // WebKitGTK falls over when a page under automation makes a view transition, as the toast with Undo does.
    window
        .script("delete Document.prototype.startViewTransition", vec![])
        .await;
    window
        .text_when(&id("mapping"), |text| text.contains("firstname"))
        .await;
    make_fields(&window, picture).await;
    ask_data_prep(&desktop, &window, picture).await;

    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window
        .text_when(&id("batches-today"), |text| text.contains("0 uploads to this sandbox"))
        .await;
    window.screenshot(&format!("ahead-{picture}")).await;
    try_one(&window, picture).await;
    ask_about_casing(&window, picture).await;

    // What was sent ahead counts, and the upload goes on as always.
    window.keys(&["Escape"]).await;
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window
        .text_when(&id("batches-today"), |text| text.contains("1 upload to this sandbox"))
        .await;
    window.click(&id("confirm-upload")).await;
    window.wait_for(&id("result-title")).await;
    window.end().await;
}

#[tokio::test]
async fn fields_are_made_and_one_customer_goes_ahead_of_the_others() {
    ahead(PLAIN, "light").await;
}

#[tokio::test]
async fn the_same_in_dark() {
    ahead(DARK, "dark").await;
}
