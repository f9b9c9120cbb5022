//! Connections as their users meet them: credentials come in by four fields or by a file, are tried, kept in the
//! keychain and nowhere else, and lead an upload to a dataset that was there or that is made on the way. The platform
//! behind them is the practice platform, which knows its own organisation.

mod desktop;

use desktop::connecting::{choose_customers, everything, field, kept, open_connections, practice};
use desktop::{DARK, DUTCH, Desktop, Window, id};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// From the check to where the sample is sent, of which nothing has changed when it goes out `again`.
async fn send_sample(window: &Window<'_>, again: bool) {
    window.click(&id("rail-upload")).await;
    window.click(&id("try-sample")).await;
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    if again {
        window.click(&id("confirm-everything")).await;
    }
    window.click(&id("confirm-upload")).await;
}

#[tokio::test]
async fn four_fields_become_a_connection_whose_secret_is_in_the_keychain_alone() {
    let desktop = Desktop::start().await;
    let window = desktop.open::<&str>(&[]).await;
    open_connections(&window).await;
    window.screenshot("connections-light").await;
    let practice = practice(&desktop).await;

    window.click(&id("add-connection-open")).await;
    window.wait_for(&field("name")).await;
    window.screenshot("connection-add-light").await;
    for (name, text) in [
        ("name", "Linden & Lune"),
        ("org", practice.org_id.as_str()),
        ("client", &practice.client_id),
        ("secret", "not the secret"),
    ] {
        window.type_into(&field(name), text).await;
    }
    window.click(&id("save-connection")).await;
    let steps = window
        .text_when(&id("add-connection"), |text| {
            text.contains("None of the four checks passed")
        })
        .await;
    assert!(
        steps.contains("Adobe does not take this client ID with this secret"),
        "{steps}"
    );
    window.screenshot("connection-refused-light").await;
    window.type_into(&field("secret"), &practice.client_secret).await;
    window.click(&id("save-connection")).await;

    let datasets = window.text(&id("datasets")).await;
    assert!(datasets.contains("Ready for profiles"), "{datasets}");
    window.screenshot("connection-target-light").await;
    choose_customers(&window).await;
    let current = window
        .text_when(&id("rail-current"), |text| text.contains("Linden & Lune"))
        .await;
    assert!(current.ends_with("Practice"), "{current}");
    window.click(&id("test-connection")).await;
    window
        .text_when(&format!("{} {}", id("connection-detail"), id("access-sum")), |text| {
            text == "All four checks passed"
        })
        .await;
    window.screenshot("connection-tested-light").await;

    let secrets = kept(&desktop);
    assert!(
        secrets.iter().any(|(_, secret)| *secret == practice.client_secret),
        "the keychain holds {} secrets, and not this one",
        secrets.len()
    );

    send_sample(&window, false).await;
    window.wait_for(&id("result-title")).await;
    window.click(&id("rail-history")).await;
    window.point_at(&id("history-row")).await;
    let detail = window.text(&id("history-detail")).await;
    assert!(detail.contains("Linden & Lune") && detail.contains("974"), "{detail}");
    window.end().await;

    // The key of what was sent is there too, made at the first upload.
    let key = kept(&desktop).into_iter().find(|(account, _)| account == "changes");
    let (_, key) = key.expect("the keychain holds the key of the ledger");
    // The practice platform keeps its own accounts in its own folder; outside of it neither secret is in any file at all.
    let with_secret: Vec<PathBuf> = everything(&desktop)
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "practice"))
        .filter(|path| {
            let bytes = fs::read(path).unwrap_or_default();
            let holds = |secret: &str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            holds(&practice.client_secret) || holds(&key)
        })
        .collect();
    assert_eq!(with_secret, Vec::<PathBuf>::new());

    let window = desktop.open::<&str>(&[]).await;
    window
        .text_when(&id("rail-current"), |text| text.contains("Linden & Lune"))
        .await;
    window.click(&id("rail-connections")).await;
    window.click(&id("test-connection")).await;
    window
        .text_when(&format!("{} {}", id("connection-detail"), id("access-sum")), |text| {
            text == "All four checks passed"
        })
        .await;
    // With the key from the keychain another process knows who is unchanged.
    window.click(&id("rail-upload")).await;
    window.click(&id("try-sample")).await;
    window
        .click(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    let sentence = window.text(&id("confirm-sentence")).await;
    assert!(sentence.contains("Nobody is new or changed"), "{sentence}");
    window.end().await;
}

#[tokio::test]
async fn a_file_of_developer_console_leads_to_a_new_dataset_in_production_which_asks_for_its_name() {
    let desktop = Desktop::start_as(DARK).await;
    let window = desktop.open::<&str>(&[]).await;
    open_connections(&window).await;
    let practice = practice(&desktop).await;
    let scopes: Vec<&str> = practice.scopes.split(',').collect();
    let console = json!({"project": {"id": "1", "name": "Shop", "title": "Linden & Lune live",
        "org": {"id": "1", "name": "Linden & Lune", "ims_org_id": practice.org_id},
        "workspace": {"id": "1", "name": "Production", "details": {
            "credentials": [{"id": "1", "name": "Server", "integration_type": "oauth_server_to_server",
                "oauth_server_to_server": {"client_id": practice.client_id,
                    "client_secrets": [practice.client_secret], "scopes": scopes}}],
            "services": [{"code": "McDataServicesSdk", "name": "Experience Platform API"}]}}}});
    let file = desktop.file("console.json", console.to_string().as_bytes());
    window.click(&id("rail-upload")).await;
    assert!(desktop.start_again(&[&file]).await.success());
    window
        .text_when(&id("add-connection"), |text| text.contains("All four checks passed"))
        .await;
    window.screenshot("connection-dropped-dark").await;
    window.click(&id("save-connection")).await;

    window.wait_for(&id("datasets")).await;
    window.click(&format!("{} button", id("sandbox"))).await;
    window.click("[role=option][data-key=\"prod\"]").await;
    // The one dataset there is fed by Commerce itself, so it is not proposed.
    window
        .text_when(&id("datasets"), |text| text.contains("Fed by Commerce"))
        .await;
    assert_eq!(
        window.count(&format!("{} [aria-selected=true]", id("datasets"))).await,
        0
    );
    window.click(&id("create-dataset")).await;
    window.wait_for(&id("create-go")).await;
    window.screenshot("connection-create-dark").await;
    window.click(&id("create-go")).await;
    window
        .text_when(&id("datasets"), |text| text.contains("Commerce customers"))
        .await;
    window.screenshot("connection-created-dark").await;
    window.click(&id("target-choose")).await;
    window
        .text_when(&id("rail-current"), |text| text.ends_with("Production"))
        .await;
    window.click(&id("open-schema")).await;
    window
        .text_when(&id("schema-tree"), |text| text.contains("Person"))
        .await;
    window.type_into(&format!("{} input", id("schema")), "gender").await;
    window
        .point_at(&format!("{} [role=row][aria-level=\"2\"]", id("schema-tree")))
        .await;
    window
        .text_when(&id("schema-field"), |text| text.contains("not_specified"))
        .await;
    window.screenshot("connection-schema-dark").await;
    window.click(&id("schema-close")).await;
    window.wait_until_gone(&id("schema-tree")).await;

    send_sample(&window, false).await;
    let name = format!("{} input", id("production-name"));
    window.type_into(&name, "pro").await;
    window.screenshot("production-dark").await;
    window.type_into(&name, "d").await;
    window.click(&id("production-upload")).await;
    window.wait_for(&id("result-title")).await;
    window.click(&id("new-upload")).await;
    // The second time one button is enough.
    send_sample(&window, true).await;
    window.wait_for("[role=alertdialog]").await;
    assert_eq!(window.count(&id("production-name")).await, 0);
    window.screenshot("production-again-dark").await;
    window.end().await;
}

#[tokio::test]
async fn the_page_speaks_dutch_and_has_a_mail_for_those_without_credentials() {
    let desktop = Desktop::start_as(DUTCH).await;
    let window = desktop.open::<&str>(&[]).await;
    window.click(&id("rail-connections")).await;
    window
        .text_when(&id("connection-dataset"), |text| {
            text.contains("Bewaart ontbrekende kolommen")
        })
        .await;
    window.screenshot("connections-dutch").await;
    window.click(&id("connection-more")).await;
    window.click("[role=menuitem][data-key=\"sending\"]").await;
    window.type_into(&format!("{} input", id("field-threshold")), "7").await;
    window.screenshot("connection-sending-dutch").await;
    window.click(&id("sending-save")).await;
    window.wait_until_gone(&id("field-threshold")).await;
    window.click(&id("open-mail-page")).await;
    window
        .text_when(&id("copy-text"), |text| text.contains("AEP-Default-All-Users"))
        .await;
    window.click(&id("copy")).await;
    window.screenshot("connection-mail-dutch").await;
    let not_credentials = desktop.file("mapping.json", b"{\"a\": 1}");
    assert!(desktop.start_again(&[&not_credentials]).await.success());
    window
        .text_when(&id("trouble"), |text| text.contains("Adobe Developer Console"))
        .await;
    window.screenshot("connection-unreadable-dutch").await;
    window.end().await;
}
