//! A keychain that is not there or does not let anybody in: the window says so, keeps what was typed, goes on until the
//! program ends where the user wants that, and keeps the secret once there is a keychain to keep it.

mod desktop;

use desktop::connecting::{
    Practice, choose_customers, everything, field, kept, lock_keychain, open_connections, practice, unlock_keychain,
};
use desktop::{Desktop, WITHOUT_KEYCHAIN, Window, id};
use std::fs;

const NAME: &str = "Linden & Lune";

/// Types the four fields and saves them, up to where the keychain is in the way.
async fn add(window: &Window<'_>, practice: &Practice) -> String {
    window.click(&id("add-connection-open")).await;
    for (name, text) in [
        ("name", NAME),
        ("org", practice.org_id.as_str()),
        ("client", &practice.client_id),
        ("secret", &practice.client_secret),
    ] {
        window.type_into(&field(name), text).await;
    }
    window.click(&id("save-connection")).await;
    window.text(&id("keep-trouble")).await
}

/// What was typed is still there; of the secret it is said that the program holds it.
async fn assert_nothing_is_lost(window: &Window<'_>) {
    let of = |name: &str| {
        format!(
            "return document.querySelector('{}').value",
            field(name).replace('\'', "\\'")
        )
    };
    assert_eq!(window.script(&of("name"), vec![]).await, NAME);
    for name in ["org", "client"] {
        assert_ne!(window.script(&of(name), vec![]).await, "", "{name} is lost");
    }
    let text = window.text(&id("add-connection")).await;
    assert!(text.contains("All four checks passed"), "{text}");
}

#[tokio::test]
async fn without_a_keychain_a_connection_works_until_the_program_ends_and_is_kept_once_there_is_one() {
    let desktop = Desktop::start_as(WITHOUT_KEYCHAIN).await;
    let window = desktop.open::<&str>(&[]).await;
    open_connections(&window).await;
    let notice = window.text(&id("keychain")).await;
    assert!(notice.contains("This computer has no keychain"), "{notice}");
    let practice = practice(&desktop).await;

    let trouble = add(&window, &practice).await;
    assert!(trouble.contains("Keep it until the program ends"), "{trouble}");
    assert_nothing_is_lost(&window).await;
    window.screenshot("keychain-absent-dark").await;
    window.click(&id("keep-session")).await;
    choose_customers(&window).await;
    window
        .text_when(&id("connection-detail"), |text| {
            text.contains("In memory, until the program ends")
        })
        .await;
    window.click(&id("test-connection")).await;
    let sum = format!("{} {}", id("connection-detail"), id("access-sum"));
    window.text_when(&sum, |text| text == "All four checks passed").await;
    window.screenshot("keychain-session-dark").await;
    for file in everything(&desktop) {
        if file.components().any(|part| part.as_os_str() == "practice") {
            continue;
        }
        let bytes = fs::read(&file).unwrap_or_default();
        let secret = practice.client_secret.as_bytes();
        assert!(
            !bytes.windows(secret.len()).any(|part| part == secret),
            "{}",
            file.display()
        );
    }

    let mut keychain = desktop.start_keychain();
    window.click(&format!("{} button", id("keychain"))).await;
    window.wait_until_gone(&id("keychain")).await;
    window.click(&id("connection-more")).await;
    window.click("[role=\"menuitem\"][data-key=\"secret\"]").await;
    window.type_into(&field("secret"), &practice.client_secret).await;
    window.click(&id("secret-save")).await;
    window
        .text_when(&id("connection-detail"), |text| {
            text.contains("In the keychain of this computer")
        })
        .await;
    assert!(
        kept(&desktop)
            .iter()
            .any(|(_, secret)| *secret == practice.client_secret),
        "it is in the keychain now"
    );
    window.end().await;
    drop(keychain.kill());
    drop(keychain.wait());
}

#[tokio::test]
async fn a_locked_keychain_loses_nothing_that_was_typed_and_takes_it_once_it_is_open() {
    let desktop = Desktop::start().await;
    let window = desktop.open::<&str>(&[]).await;
    open_connections(&window).await;
    let practice = practice(&desktop).await;
    lock_keychain(&desktop);

    let trouble = add(&window, &practice).await;
    assert!(trouble.contains("The keychain of this computer is locked"), "{trouble}");
    assert_nothing_is_lost(&window).await;
    window.screenshot("keychain-locked-light").await;
    unlock_keychain(&desktop);
    window.click(&format!("{} button", id("keep-trouble"))).await;
    choose_customers(&window).await;
    window
        .text_when(&id("connection-detail"), |text| {
            text.contains("In the keychain of this computer")
        })
        .await;
    assert!(
        kept(&desktop)
            .iter()
            .any(|(_, secret)| *secret == practice.client_secret),
        "it is in the keychain now"
    );
    window.end().await;
}
