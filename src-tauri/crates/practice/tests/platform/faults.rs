//! Misfortune that is asked for, and how batches can be told what becomes of them.

use crate::desk::{CATALOG, Desk, IMPORT, end, options, read, server, shopper};
use practice::{Effect, Fault, Options, Server};
use reqwest::{Client, Method, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use std::time::Duration;

fn plan(server: &Server, operation: &str, call: u32, effect: Effect) {
    server.plan(Fault {
        operation: operation.to_owned(),
        call,
        effect,
    });
}

const DATASETS: &str = "GET /data/foundation/catalog/dataSets";

#[tokio::test]
async fn the_call_that_was_named_suffers_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let path = format!("{CATALOG}/dataSets");
    plan(&server, DATASETS, 2, Effect::Status(500));
    plan(&server, DATASETS, 3, Effect::StatusWithHint(429, 7));
    let seen = async || {
        let answer = desk.call(Method::GET, &path).send().await.unwrap();
        let hint = answer
            .headers()
            .get("retry-after")
            .map(|v| v.to_str().unwrap().to_owned());
        (answer.status().as_u16(), hint)
    };
    assert_eq!(seen().await, (200, None));
    assert_eq!(desk.get(&format!("{CATALOG}/batches")).await.0, StatusCode::OK);
    assert_eq!(seen().await, (500, None));
    assert_eq!(seen().await, (429, Some("7".to_owned())));
    assert_eq!(seen().await, (200, None));
    assert_eq!(server.planned(), []);

    plan(&server, "GET /data/core/ups/access/entities", 1, Effect::Status(429));
    let (status, body) = desk
        .get("/data/core/ups/access/entities?schema.name=_xdm.context.profile&entityId=a&entityIdNS=email")
        .await;
    assert_eq!((status.as_u16(), &body[0]["retryAfterMs"]), (429, &json!("500")));
    server.stop().await;
}

#[tokio::test]
async fn broken_answers_are_broken_as_named() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let path = format!("{CATALOG}/dataSets");
    let text = async || desk.call(Method::GET, &path).send().await?.text().await;
    plan(&server, DATASETS, 1, Effect::Html);
    assert!(text().await.unwrap().starts_with("<!doctype html>"));
    plan(&server, DATASETS, 1, Effect::TruncatedJson);
    let cut = text().await.unwrap();
    assert!(cut.starts_with('{') && serde_json::from_str::<Value>(&cut).is_err());
    plan(&server, DATASETS, 1, Effect::HugeJson);
    let huge = text().await.unwrap();
    assert!(huge.len() > 5 << 20 && serde_json::from_str::<Value>(&huge).is_ok());
    plan(&server, DATASETS, 1, Effect::Reset);
    assert!(text().await.is_err());
    plan(&server, DATASETS, 1, Effect::Hang);
    assert!(tokio::time::timeout(Duration::from_millis(300), text()).await.is_err());
    server.stop().await;
}

#[tokio::test]
async fn a_lost_answer_was_an_act() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    plan(&server, "POST /data/foundation/import/batches", 1, Effect::LostAnswer);
    let body = json!({"datasetId": desk.endpoint.dataset_id, "externalId": "lost"});
    assert!(desk.call(Method::POST, IMPORT).json(&body).send().await.is_err());
    let (_, found) = desk.get(&format!("{CATALOG}/batches?externalId=lost")).await;
    assert_eq!(found.as_object().map(serde_json::Map::len), Some(1));

    let batch = found.as_object().unwrap().keys().next().unwrap().clone();
    plan(
        &server,
        "POST /data/foundation/import/batches/*?action=COMPLETE",
        1,
        Effect::Reset,
    );
    let path = format!("{IMPORT}/{batch}?action=COMPLETE");
    assert!(desk.call(Method::POST, &path).send().await.is_err());
    let (_, found) = desk.get(&format!("{CATALOG}/batches/{batch}")).await;
    assert_eq!(
        found[&batch]["status"], "loading",
        "the reset came before anything was done"
    );
    server.stop().await;
}

#[tokio::test]
async fn the_token_endpoint_can_suffer_too_and_pages_cannot_ask_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let url = format!("{}/practice/faults", desk.endpoint.gateway);
    let fault = json!({"operation": "POST /ims/token/v3", "call": 1, "effect": {"status": 503}});
    let mut headers = HeaderMap::new();
    headers.insert("x-practice-key", server.key().parse().unwrap());
    let http = Client::builder().default_headers(headers).build().unwrap();
    let plain = http
        .post(&url)
        .header("content-type", "text/plain")
        .body(fault.to_string());
    assert_eq!(plain.send().await.unwrap().status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let foreign = http.post(&url).header("host", "evil.example").json(&fault);
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(
        http.post(&url).json(&fault).send().await.unwrap().status(),
        StatusCode::CREATED
    );
    let (_, left) = read(http.get(&url)).await;
    assert_eq!(left, json!([fault]));
    let refused = http.post(&desk.endpoint.ims).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    http.post(&url).json(&fault).send().await.unwrap();
    assert_eq!(http.delete(&url).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(server.planned(), []);
    end(server).await;
}

async fn status_of(desk: &Desk, batch: &str) -> String {
    let (_, found) = desk.get(&format!("{CATALOG}/batches/{batch}")).await;
    found[batch]["status"].as_str().unwrap().to_owned()
}

async fn status_becomes(desk: &Desk, batch: &str, wanted: &str) {
    for _ in 0..500 {
        if status_of(desk, batch).await == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the batch is {} and not {wanted}", status_of(desk, batch).await)
}

#[tokio::test]
async fn every_documented_status_of_a_batch_can_be_reached() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let set = desk.endpoint.dataset_id.clone();
    for word in [
        "queued",
        "processing",
        "staging",
        "staged",
        "retrying",
        "stalled",
        "active",
        "failed",
        "failure",
        "archived",
        "retained",
        "deleted",
    ] {
        server.next_batch(word).unwrap();
        let batch = desk.create(json!({"inputFormat": {"format": "json"}})).await;
        let line = format!("{}\n", shopper(&format!("{word}@example.nl"), "S"));
        desk.put(&batch, &set, "a.json", line.into_bytes()).await;
        assert_eq!(desk.act(&batch, "COMPLETE").await, StatusCode::OK);
        status_becomes(&desk, &batch, word).await;
        if word == "stalled" {
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert_eq!(status_of(&desk, &batch).await, "stalled", "it stays");
            server.set_batch(&batch, "failed").unwrap();
            assert_eq!(status_of(&desk, &batch).await, "failed");
        }
    }
    desk.profile_when("active@example.nl", "/person/name/firstName", &json!("S"))
        .await;
    assert_eq!(desk.profile("failure@example.nl").await.0, StatusCode::NOT_FOUND);
    server.next_batch("abandoned").unwrap();
    let batch = desk.create(json!({"inputFormat": {"format": "json"}})).await;
    status_becomes(&desk, &batch, "abandoned").await;
    assert_eq!(
        desk.put(&batch, &set, "a.json", b"{}".to_vec()).await,
        StatusCode::BAD_REQUEST
    );
    let batch = desk.create(json!({"inputFormat": {"format": "json"}})).await;
    assert_eq!(desk.act(&batch, "ABORT").await, StatusCode::OK);
    status_becomes(&desk, &batch, "aborted").await;
    assert!(server.next_batch("finished").is_err());
    end(server).await;

    // A slower clock, so that the word between can be seen.
    let slow = Server::start(Options {
        speed: 60.0,
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(slow.endpoint()).await;
    let kept = desk.ingest(&set, &[shopper("kept@example.nl", "S")], json!({})).await;
    let batch = kept["id"].as_str().unwrap();
    assert_eq!(desk.act(batch, "REVERT").await, StatusCode::OK);
    status_becomes(&desk, batch, "inactive").await;
    status_becomes(&desk, batch, "deleted").await;
    end(slow).await;
}
