//! From an organisation without schema and dataset to verified shoppers, by keyboard alone: no element is clicked, every
//! control is reached by Tab or by its key.

mod desktop;

use desktop::{Desktop, id};
use practice::{Options, Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_a_bare_organisation_to_verified_shoppers_by_keyboard_alone() {
    let desktop = Desktop::start().await;
    // The folder that the program's own practice platform uses begins as a bare organisation.
    let server = Server::start(Options {
        dir: desktop.data().join("profile-courier/practice"),
        speed: 60.0,
        bare: true,
        ..Options::default()
    })
    .await
    .expect("the practice platform starts");
    let endpoint = serde_json::to_value(server.endpoint()).expect("JSON");
    let own = |key: &str| endpoint[key].as_str().expect("a text").to_owned();

    let window = desktop.open::<&str>(&[]).await;
    window.wait_for(&id("rail-connections")).await;
    window.keys(&["ctrl+4"]).await;
    window.press(&id("add-connection-open")).await;
    for (name, text) in [
        ("name", "Linden & Lune".to_owned()),
        ("org", own("org_id")),
        ("client", own("client_id")),
        ("secret", own("client_secret")),
    ] {
        window.reach(&format!("{} input", id(&format!("field-{name}")))).await;
        window.write(&text).await;
    }
    window.press(&id("save-connection")).await;

    window.press(&id("create-dataset")).await;
    window.press(&id("create-go")).await;
    window
        .text_when(&id("datasets"), |text| text.contains("Ready for profiles"))
        .await;
    window.press(&id("target-choose")).await;
    window
        .text_when(&id("rail-current"), |text| text.contains("Linden & Lune"))
        .await;

    window.keys(&["ctrl+1"]).await;
    window.press(&id("try-sample")).await;
    window
        .wait_for(&format!("{}[data-duty=\"continue\"]", id("check-continue")))
        .await;
    window.keys(&["ctrl+Return"]).await;
    window.wait_for(&id("confirm-upload")).await;
    window.keys(&["ctrl+Return"]).await;
    window.wait_for(&id("result-title")).await;
    window
        .text_when("main", |text| {
            text.contains("974") && text.contains("3 customers were looked up by e-mail, and carry today’s values")
        })
        .await;
    window.screenshot("keyboard-result-light").await;
    window.keys(&["ctrl+3"]).await;
    window.wait_for(&id("history-row")).await;
    window.reach("[role=row]").await;
    window.end().await;
    server.stop().await;
}
