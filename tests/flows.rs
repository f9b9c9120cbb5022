//! What outgrows this computer: a schedule is handed over to the platform's own engine, seen at work there, stopped and
//! deleted, and nothing of it is left behind.

mod desktop;

use aep::CancellationToken;
use desktop::connecting::{field, open_connections, practice};
use desktop::scheduling::{HEADER, export, last_is, menu, repeat, save, send_at_once, upload};
use desktop::{DUTCH, Desktop, Look, PLAIN, Renderer, Window, id};
use ingest::ConnectionSettings;
use practice::{Options, Server};
use serde_json::Value;

/// The practice dataset whose schema has the e-mail address as primary identity.
const BY_FIELD: &str = "67420c5e1a9d3b2f8c47e602";

/// From the page of connections to a connection whose dataset a dataflow can bring records into.
async fn connect(desktop: &Desktop, window: &Window<'_>) {
    open_connections(window).await;
    let practice = practice(desktop).await;
    window.click(&id("add-connection-open")).await;
    for (name, text) in [
        ("name", "Linden & Lune"),
        ("org", practice.org_id.as_str()),
        ("client", &practice.client_id),
        ("secret", &practice.client_secret),
    ] {
        window.type_into(&field(name), text).await;
    }
    window.click(&id("save-connection")).await;
    window.click(&format!("[data-key=\"{BY_FIELD}\"]")).await;
    window.click(&id("target-choose")).await;
    window
        .text_when(&id("rail-current"), |text| text.contains("Linden & Lune"))
        .await;
}

/// What an outsider finds on the platform: dataflows by name, and landed files.
async fn on_the_platform(endpoint: &Value) -> Vec<String> {
    let mut settings = ConnectionSettings::practice(endpoint).expect("its own endpoint");
    BY_FIELD.clone_into(&mut settings.dataset);
    let sandbox = aep::SandboxName::parse(settings.sandbox).expect("a sandbox");
    let client = aep::Client::new(settings.hosts, settings.credentials, sandbox, aep::Retry::INTERACTIVE);
    let (client, cancel) = (client.expect("a client"), CancellationToken::new());
    let flows = client.flows(&cancel).await.expect("the platform lists its dataflows");
    let access = client
        .landing_credentials(false, &cancel)
        .await
        .expect("a landing zone");
    let landing = aep::Landing::open(client, access).expect("it opens");
    let files = landing.list("", &cancel).await.expect("it lists its files");
    let flows = flows.into_iter().map(|flow| flow.name);
    flows.chain(files.into_iter().map(|file| file.name)).collect()
}

async fn of_the_flow(window: &Window<'_>, item: &str) {
    window.click(&id("flow-more")).await;
    window.click(&format!("[role=\"menuitem\"][data-key=\"{item}\"]")).await;
}

async fn hand_over(look: Look, picture: &str, counts: [&str; 2]) {
    let desktop = Desktop::start_as(look).await;
    // The program joins it: a dataflow of every 15 minutes runs every second.
    let server = Server::start(Options {
        dir: desktop.data().join("profile-courier/practice"),
        speed: 900.0,
        ..Options::default()
    })
    .await
    .expect("the practice platform starts");
    let endpoint = serde_json::to_value(server.endpoint()).expect("JSON");
    let file = desktop.file("customer_20261123_063000.csv", b"");
    export(&file, HEADER, 0..30, 900);
    let folder = file.parent().expect("a folder");
    let window = desktop.open::<&str>(&[]).await;
    connect(&desktop, &window).await;
    desktop.start_again(&[&file]).await;
    upload(&window).await;

    repeat(&window).await;
    // What is said below it comes a moment after the dialog, which moves until then.
    window.wait_for(&id("advice")).await;
    window.click(&id("run-there")).await;
    window.wait_for(&id("compare-verdict")).await;
    window.screenshot(&format!("flows-dialog-{picture}")).await;
    send_at_once(&window).await;
    save(&window).await;
    window.wait_for(&format!("{}[data-standing=\"on\"]", id("flow"))).await;
    assert_eq!(
        on_the_platform(&endpoint).await.len(),
        1,
        "one dataflow, and nothing landed"
    );

    for (round, count) in counts.into_iter().enumerate() {
        let customers = 100..110 + 7 * u32::try_from(round).expect("a small number");
        export(
            &folder.join(format!("customer_2026112{}_063000.csv", 4 + round)),
            HEADER,
            customers,
            600,
        );
        menu(&window, "run").await;
        last_is(&window, "done").await;
        window.text_when(&id("flow-last"), |text| text.contains(count)).await;
    }
    window.screenshot(&format!("flows-{picture}")).await;
    of_the_flow(&window, "runs").await;
    window.text_when(&id("flow-runs"), |text| text.contains("17")).await;
    window.screenshot(&format!("flows-runs-{picture}")).await;
    window.click(&id("flow-runs-close")).await;
    window.wait_until_gone(&id("flow-runs")).await;

    window.click(&id("flow-switch")).await;
    window.wait_for(&format!("{}[data-standing=\"off\"]", id("flow"))).await;
    of_the_flow(&window, "delete").await;
    window.wait_for("[role=\"alertdialog\"]").await;
    window.screenshot(&format!("flows-delete-{picture}")).await;
    window.click("[role=\"alertdialog\"] button:last-of-type").await;
    window.wait_until_gone(&id("flow")).await;
    assert_eq!(on_the_platform(&endpoint).await, Vec::<String>::new());

    window.click(&id("rail-history")).await;
    window.point_at(&id("history-row")).await;
    window.wait_for(&id("handed-over")).await;
    window.screenshot(&format!("flows-history-{picture}")).await;
    window.end().await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schedule_is_handed_over_and_seen_at_work_until_nothing_is_left() {
    hand_over(PLAIN, "light", ["10 brought", "17 brought"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_in_dutch_and_dark() {
    let look = Look {
        dark: true,
        renderer: Some(Renderer::WithoutDmabuf),
        ..DUTCH
    };
    hand_over(look, "dark", ["10 gebracht", "17 gebracht"]).await;
}
