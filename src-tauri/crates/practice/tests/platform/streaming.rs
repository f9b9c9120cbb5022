//! Streaming ingestion.

use crate::desk::{CATALOG, Desk, end, options, read, server, shopper};
use practice::{Options, Server};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

const CONNECTIONS: &str = "/data/foundation/flowservice/connections";

fn connection(authenticated: bool) -> Value {
    json!({
        "name": "Test send", "providerId": "521eee4d-8cbe-4906-bb48-fb6bd4450033",
        "connectionSpec": {"id": "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb", "version": "1.0"},
        "auth": {"specName": "Streaming Connection", "params": {
            "sourceId": "test-send", "dataType": "xdm", "name": "Test send", "authenticationRequired": authenticated,
        }},
    })
}

async fn inlet(desk: &Desk, authenticated: bool) -> String {
    let (status, made) = desk.post(CONNECTIONS, connection(authenticated)).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (_, found) = desk
        .get(&format!("{CONNECTIONS}/{}", made["id"].as_str().unwrap()))
        .await;
    found["items"][0]["auth"]["params"]["inletUrl"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn message(desk: &Desk, record: Value) -> Value {
    let schema = json!({
        "id": desk.endpoint.schema_id, "contentType": "application/vnd.adobe.xed-full+json;version=1",
    });
    json!({
        "header": {"schemaRef": schema, "imsOrgId": desk.endpoint.org_id, "datasetId": desk.endpoint.dataset_id,
                   "source": {"name": "test"}, "flowId": "none"},
        "body": {"xdmMeta": {"schemaRef": schema}, "xdmEntity": record},
    })
}

async fn send(url: &str, body: &Value) -> (StatusCode, Value) {
    read(Client::new().post(url).header("x-sandbox-name", "practice").json(body)).await
}

#[tokio::test]
async fn a_streamed_record_becomes_a_profile_and_a_bad_one_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let url = inlet(&desk, false).await;
    let (status, taken) = send(
        &format!("{url}?syncValidation=true"),
        &message(&desk, shopper("s@example.nl", "Stream")),
    )
    .await;
    assert_eq!(status, StatusCode::OK, "{taken}");
    assert!(taken["xactionId"].is_string() && taken["receivedTimeMs"].is_i64());
    desk.profile_when("s@example.nl", "/person/name/firstName", &json!("Stream"))
        .await;

    let mut bad = shopper("bad@example.nl", "Bad");
    bad["person"]["gender"] = json!("F");
    bad["favourite"] = json!("blue");
    let (status, refused) = send(&format!("{url}?syncValidation=true"), &message(&desk, bad.clone())).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let violations = refused["report"]["cause"]["_streamingValidation"].as_array().unwrap();
    assert!(
        violations.iter().any(|v| v["pointerToViolation"] == "#/person/gender"),
        "{refused}"
    );
    // Without waiting it is taken, and found among the failed ones.
    assert_eq!(send(&url, &message(&desk, bad)).await.0, StatusCode::OK);
    let (_, failed) = desk.get(&format!("{CATALOG}/batches?status=failed")).await;
    let batch = failed.as_object().unwrap().keys().next().unwrap().clone();
    let path = format!("/data/foundation/export/batches/{batch}/failed?path=validation_errors_0.json");
    let (_, row) = desk.get(&path).await;
    assert!(row["_errors"]["_streamingValidation"].is_array(), "{row}");
    assert_eq!(desk.profile("bad@example.nl").await.0, StatusCode::NOT_FOUND);
    end(server).await;
}

#[tokio::test]
async fn several_messages_have_several_fates() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let url = inlet(&desk, false).await.replace("/collection/", "/collection/batch/");
    let mut elsewhere = message(&desk, shopper("x@example.nl", "X"));
    elsewhere["header"]["datasetId"] = json!("none");
    let body = json!({"messages": [message(&desk, shopper("m@example.nl", "Many")), elsewhere]});
    let (status, answer) = send(&url, &body).await;
    assert_eq!(status, StatusCode::MULTI_STATUS);
    assert!(answer["responses"][0]["xactionId"].is_string(), "{answer}");
    assert_eq!(answer["responses"][1]["statusCode"], 400);
    desk.profile_when("m@example.nl", "/person/name/firstName", &json!("Many"))
        .await;
    end(server).await;
}

#[tokio::test]
async fn inlets_have_limits_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let closed = inlet(&desk, true).await;
    let good = message(&desk, shopper("l@example.nl", "L"));
    assert_eq!(send(&closed, &good).await.0, StatusCode::UNAUTHORIZED);
    let with_token = Client::new()
        .post(&closed)
        .bearer_auth(&desk.token)
        .header("x-sandbox-name", "practice")
        .json(&good);
    assert_eq!(read(with_token).await.0, StatusCode::OK);
    let open = inlet(&desk, false).await;
    let mut large = good.clone();
    large["body"]["xdmEntity"]["_courier"] = json!({"company": "x".repeat(1_000_000)});
    assert_eq!(send(&open, &large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        send(&format!("{}/collection/none", desk.endpoint.gateway), &good)
            .await
            .0,
        StatusCode::NOT_FOUND
    );
    let sync = format!("{open}?syncValidation=true");
    for _ in 0..60 {
        assert_eq!(send(&sync, &good).await.0, StatusCode::OK);
    }
    assert_eq!(send(&sync, &good).await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        desk.post(CONNECTIONS, json!({"name": "x"})).await.0,
        StatusCode::BAD_REQUEST
    );
    end(server).await;

    let dir = tempfile::tempdir().unwrap();
    let europe = Server::start(Options {
        region: "NLD2".to_owned(),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(europe.endpoint()).await;
    let url = inlet(&desk, false).await;
    let good = message(&desk, shopper("e@example.nl", "E"));
    assert_eq!(
        send(&format!("{url}?syncValidation=true"), &good).await.0,
        StatusCode::NOT_IMPLEMENTED
    );
    assert_eq!(send(&url, &good).await.0, StatusCode::OK);
    end(europe).await;
}
