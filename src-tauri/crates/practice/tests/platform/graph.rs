//! The identity graph: what links, what does not, when, and how much hangs together.

use crate::desk::{Desk, end, options, server, shopper};
use practice::{Options, Person, Quirk, Server, people};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{path::Path, time::Duration};

/// A shopper whose record names one more identity.
fn known_as(email: &str, namespace: &str, id: &str) -> Value {
    let mut record = shopper(email, "G");
    record["identityMap"][namespace] = json!([{"id": id}]);
    record
}

async fn with(options: Options) -> (Server, Desk) {
    let server = Server::start(options).await.unwrap();
    let desk = Desk::at(server.endpoint()).await;
    (server, desk)
}

async fn send(desk: &Desk, records: &[Value]) {
    let ended = desk.ingest(&desk.endpoint.dataset_id, records, json!({})).await;
    assert_eq!(ended["status"], "success", "{ended}");
}

/// The e-mail addresses that the profile of this one has.
async fn addresses(desk: &Desk, email: &str) -> Vec<String> {
    let (status, entry) = desk.look_up("email", email, "").await;
    assert_eq!(status, StatusCode::OK, "{email}: {entry}");
    let items = entry["entity"]["identityMap"]["Email"].as_array().unwrap();
    items.iter().map(|i| i["id"].as_str().unwrap().to_owned()).collect()
}

fn names(person: &Person) -> Vec<String> {
    let each = person.identities.iter();
    each.map(|i| format!("{}:{}", i.namespace, i.id)).collect()
}

fn one(dir: &Path, asked: &str) -> Person {
    let [found] = people(dir, asked).unwrap().try_into().unwrap();
    found
}

#[tokio::test]
async fn two_people_with_one_number_become_one_and_that_can_be_seen() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let apart = known_as("carl@example.nl", "CustomerId", "2");
    send(&desk, &[known_as("anna@example.nl", "CustomerId", "1"), apart]).await;
    assert_eq!(addresses(&desk, "anna@example.nl").await, ["anna@example.nl"]);
    send(&desk, &[known_as("bob@example.nl", "CustomerId", "1")]).await;
    let both = ["anna@example.nl", "bob@example.nl"];
    for email in both {
        assert_eq!(addresses(&desk, email).await, both);
    }
    let (_, entry) = desk.look_up("CustomerId", "1", "").await;
    assert_eq!(entry["identityGraph"].as_array().map(Vec::len), Some(3), "{entry}");
    let keys: Vec<Value> = entry["identityGraph"].as_array().unwrap().clone();
    assert!(keys.contains(&entry["entityId"]));
    // The same in words for whoever looks into the folder, while it is served and afterwards.
    let melted = one(dir.path(), "anna@example.nl");
    assert_eq!(
        names(&melted),
        ["CustomerId:1", "Email:anna@example.nl", "Email:bob@example.nl"]
    );
    assert_eq!((melted.fragments, melted.sandbox.as_str()), (2, "practice"));
    assert_eq!(melted.datasets[0].name, "Practice customers");
    assert!(!format!("{melted:?}").contains("anna"));
    end(server).await;
    assert_eq!(one(dir.path(), "customerid:1"), melted);
    assert_eq!(names(&one(dir.path(), "carl@example.nl")).len(), 2);
    assert_eq!(people(dir.path(), "nobody@example.nl").unwrap(), []);
    assert_eq!(people(dir.path(), "Email:1").unwrap(), []);
    assert_eq!(people(&dir.path().join("nowhere"), "1").unwrap(), []);
}

#[tokio::test]
async fn an_id_of_two_namespaces_is_two_people() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let rows = [
        known_as("anna@example.nl", "CustomerId", "7"),
        known_as("bob@example.nl", "CrmId", "7"),
    ];
    send(&desk, &rows).await;
    end(server).await;
    assert_eq!(people(dir.path(), "7").unwrap().len(), 2);
    assert_eq!(names(&one(dir.path(), "CrmId:7")), ["CrmId:7", "Email:bob@example.nl"]);
}

#[tokio::test]
async fn what_names_nobody_and_what_is_no_person_joins_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let long = "x".repeat(1_025);
    for (n, (namespace, id, joins)) in [
        ("CustomerId", "null", false),
        ("CustomerId", "anonymous", false),
        ("CustomerId", "invalid", false),
        ("CustomerId", "   ", false),
        ("CustomerId", &long, false),
        ("StoreCode", "main", false),
        // What the guardrails do not name is an identity, and that is the harm.
        ("CustomerId", "NULL", true),
        ("CustomerId", "0", true),
        ("CustomerId", &long[1..], true),
    ]
    .into_iter()
    .enumerate()
    {
        let (a, b) = (format!("a{n}@example.nl"), format!("b{n}@example.nl"));
        send(&desk, &[known_as(&a, namespace, id), known_as(&b, namespace, id)]).await;
        let together = addresses(&desk, &a).await.len();
        assert_eq!(together, if joins { 2 } else { 1 }, "{n}: {namespace}");
        let (status, _) = desk.look_up(namespace, id, "").await;
        assert_eq!(status == StatusCode::OK, joins, "{n}: {namespace} leads to somebody");
    }
    // A record that is kept under such a value is in the lake alone.
    let mut record = shopper("c@example.nl", "C");
    record["identityMap"] = json!({"CustomerId": [{"id": "null", "primary": true}], "Email": [{"id": "c@example.nl"}]});
    send(&desk, &[record]).await;
    assert_eq!(desk.profile("c@example.nl").await.0, StatusCode::NOT_FOUND);
    end(server).await;
}

#[tokio::test]
async fn a_new_second_identity_is_found_after_the_delay_and_the_primary_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let month = Duration::from_secs(30 * 86_400);
    let slow = Options {
        graph_delay: month * 1_000,
        ..options(dir.path())
    };
    let (server, desk) = with(slow).await;
    send(&desk, &[known_as("anna@example.nl", "CustomerId", "1")]).await;
    let seen = async |desk: &Desk| {
        let by_email = desk.look_up("email", "anna@example.nl", "").await.0;
        (by_email, desk.look_up("CustomerId", "1", "").await.0)
    };
    assert_eq!(seen(&desk).await, (StatusCode::OK, StatusCode::NOT_FOUND));
    assert_eq!(
        names(&one(dir.path(), "anna@example.nl")).len(),
        2,
        "the folder knows what will hang together"
    );
    end(server).await;
    // The documented quarter of an hour, at the pace of the real platform.
    let lagging = Options {
        speed: 1.0,
        quirks: [Quirk::GraphLags].into(),
        ..options(dir.path())
    };
    let (server, desk) = with(lagging).await;
    assert_eq!(seen(&desk).await, (StatusCode::OK, StatusCode::NOT_FOUND));
    end(server).await;
    let (server, desk) = crate::desk::server(dir.path()).await;
    assert_eq!(seen(&desk).await, (StatusCode::OK, StatusCode::OK));
    end(server).await;
}

#[tokio::test]
async fn the_fifty_first_identity_pushes_the_oldest_out() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let people: Vec<Value> = (0..60)
        .map(|n| known_as(&format!("g{n}@example.nl"), "CustomerId", "shared"))
        .collect();
    send(&desk, &people).await;
    let newest = addresses(&desk, "g59@example.nl").await;
    assert_eq!(newest.len(), 49, "with the shared number, fifty");
    assert!(newest.contains(&"g11@example.nl".to_owned()) && !newest.contains(&"g10@example.nl".to_owned()));
    assert_eq!(
        addresses(&desk, "g0@example.nl").await,
        ["g0@example.nl"],
        "its profile is still there"
    );
    // Cookies are the first to go, however new they are.
    let mut cookie = known_as("g59@example.nl", "ECID", &"1".repeat(38));
    cookie["identityMap"]["CustomerId"] = json!([{"id": "shared"}]);
    send(&desk, &[cookie]).await;
    assert_eq!(addresses(&desk, "g59@example.nl").await.len(), 48);
    send(&desk, &[known_as("g60@example.nl", "CustomerId", "shared")]).await;
    assert_eq!(addresses(&desk, "g60@example.nl").await.len(), 49);
    let (status, _) = desk.look_up("ECID", &"1".repeat(38), "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    end(server).await;
    // Where nobody is pushed out, so large a profile is not shown.
    let unlimited = Options {
        quirks: [Quirk::GraphsWithoutLimit].into(),
        ..options(dir.path())
    };
    let (server, desk) = with(unlimited).await;
    assert_eq!(desk.profile("g1@example.nl").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    end(server).await;
}
