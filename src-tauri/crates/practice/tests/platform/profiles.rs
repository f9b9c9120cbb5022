//! Profile access: many at once, chosen fields, deletion, the sample's reports.

use crate::desk::{Desk, end, options, read, server, shopper};
use practice::{Options, Quirk, Server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

const ENTITIES: &str = "/data/core/ups/access/entities";
const PREVIEW: &str = "/data/core/ups/previewsamplestatus";

fn ask(emails: &[&str], fields: &Value) -> Value {
    let identities: Vec<Value> = emails
        .iter()
        .map(|e| json!({"entityId": e, "entityIdNS": {"code": "email"}}))
        .collect();
    json!({"schema": {"name": "_xdm.context.profile"}, "identities": identities, "fields": fields})
}

#[tokio::test]
async fn several_are_asked_for_at_once_and_fields_are_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    desk.ingest(
        &desk.endpoint.dataset_id,
        &[shopper("one@example.nl", "One")],
        json!({}),
    )
    .await;
    desk.profile_when("one@example.nl", "/person/name/firstName", &json!("One"))
        .await;
    let (status, found) = desk
        .post(
            ENTITIES,
            ask(&["one@example.nl", "none@example.nl"], &json!(["person.name"])),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{found}");
    let entries: Vec<&Value> = found.as_object().unwrap().values().collect();
    assert_eq!(
        entries[0]["entity"],
        json!({"person": {"name": {"firstName": "One", "lastName": "Vos"}}})
    );
    assert_eq!(
        (&entries[1]["entity"], &entries[1]["sources"]),
        (&json!({}), &json!([""]))
    );
    for bad in [json!({}), json!({"schema": {"name": "other"}, "identities": []})] {
        assert_eq!(desk.post(ENTITIES, bad).await.0, StatusCode::BAD_REQUEST);
    }
    let (status, body) = desk
        .get(&format!(
            "{ENTITIES}?schema.name=_xdm.context.profile&entityId=a&entityIdNS=unheard"
        ))
        .await;
    assert_eq!((status, body["message"].is_string()), (StatusCode::BAD_REQUEST, true));
    end(server).await;
}

#[tokio::test]
async fn a_bulk_lookup_may_be_read_otherwise() {
    let dir = tempfile::tempdir().unwrap();
    let quirks = [Quirk::TerseBulkLookups, Quirk::FewIdentitiesPerLookup].into();
    let server = Server::start(Options {
        quirks,
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let one = [shopper("one@example.nl", "One")];
    desk.ingest(&desk.endpoint.dataset_id, &one, json!({})).await;
    desk.profile_when("one@example.nl", "/person/name/firstName", &json!("One"))
        .await;
    let (status, found) = desk
        .post(
            ENTITIES,
            ask(&["none@example.nl", "one@example.nl"], &json!(["person"])),
        )
        .await;
    let entries: Vec<&Value> = found.as_object().unwrap().values().collect();
    assert_eq!(
        (status, entries.len()),
        (StatusCode::OK, 1),
        "whoever is unknown has no entry"
    );
    assert!(entries[0].get("requestedIdentity").is_none() && entries[0]["entity"]["person"].is_object());
    let eleven: Vec<&str> = ["one@example.nl"].repeat(11);
    let (status, _) = desk.post(ENTITIES, ask(&eleven, &json!([]))).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    end(server).await;
}

#[tokio::test]
async fn a_profile_is_deleted_and_the_reports_count_what_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let set = desk.endpoint.dataset_id.clone();
    desk.ingest(
        &set,
        &[shopper("a@example.nl", "A"), shopper("b@example.nl", "B")],
        json!({}),
    )
    .await;
    desk.profile_when("b@example.nl", "/person/name/firstName", &json!("B"))
        .await;
    let count = async || desk.get(PREVIEW).await.1["docCount"].clone();
    assert_eq!(count().await, "2");
    let (_, by_dataset) = desk.get(&format!("{PREVIEW}/report/dataset")).await;
    assert_eq!(
        (&by_dataset["data"][0]["value"], &by_dataset["data"][0]["fullIDsCount"]),
        (&json!(set), &json!(2))
    );
    let (_, by_namespace) = desk.get(&format!("{PREVIEW}/report/namespace")).await;
    assert_eq!(
        (
            &by_namespace["data"][0]["code"],
            &by_namespace["data"][0]["fullIDsCount"]
        ),
        (&json!("Email"), &json!(2))
    );
    let one = format!("{ENTITIES}?schema.name=_xdm.context.profile&entityId=a@example.nl&entityIdNS=email");
    assert_eq!(read(desk.call(Method::DELETE, &one)).await.0, StatusCode::ACCEPTED);
    assert_eq!(desk.profile("a@example.nl").await.0, StatusCode::NOT_FOUND);
    assert_eq!(read(desk.call(Method::DELETE, &one)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(count().await, "1");
    end(server).await;
}

#[tokio::test]
async fn a_profile_shows_later_than_its_batch() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        profile_delay: Duration::from_secs(300),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let ended = desk
        .ingest(
            &desk.endpoint.dataset_id,
            &[shopper("late@example.nl", "Late")],
            json!({}),
        )
        .await;
    assert_eq!(ended["status"], "success");
    assert_eq!(desk.profile("late@example.nl").await.0, StatusCode::NOT_FOUND);
    desk.profile_when("late@example.nl", "/person/name/firstName", &json!("Late"))
        .await;
    end(server).await;
}
