//! Datasets and batches in Catalog.

use crate::desk::{CATALOG, Desk, end, read, server, shopper};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const SETS: &str = "/data/foundation/catalog/dataSets";
const FULL_SCHEMA: &str = "application/vnd.adobe.xed-full+json;version=1";

async fn patch(desk: &Desk, id: &str, media: &str, body: &Value) -> (StatusCode, Value) {
    let call = desk.call(Method::PATCH, &format!("{SETS}/{id}"));
    read(call.header("content-type", media).body(body.to_string())).await
}

fn dataset(desk: &Desk, name: &str) -> Value {
    json!({"name": name, "schemaRef": {"id": desk.endpoint.schema_id, "contentType": FULL_SCHEMA}})
}

async fn make(desk: &Desk, body: Value) -> String {
    let (status, made) = desk.post(SETS, body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made[0]
        .as_str()
        .unwrap()
        .strip_prefix("@/dataSets/")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn dataset_lists_are_objects_in_pages() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    for n in 0..22 {
        make(&desk, dataset(&desk, &format!("Set {n:02}"))).await;
    }
    let number = |body: &Value| body.as_object().unwrap().len();
    assert_eq!(number(&desk.get(SETS).await.1), 20, "twenty unless asked otherwise");
    assert_eq!(number(&desk.get(&format!("{SETS}?limit=100")).await.1), 27);
    assert_eq!(number(&desk.get(&format!("{SETS}?limit=100&start=20")).await.1), 7);
    for bad in [
        "limit=0",
        "limit=101",
        "start=-1",
        "limit=x",
        "orderBy=up:name",
        "limit=21&properties=observableSchema",
    ] {
        assert_eq!(
            desk.get(&format!("{SETS}?{bad}")).await.0,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
    let (_, names) = desk
        .get(&format!(
            "{SETS}?limit=2&orderBy=desc:name&properties=name,schemaRef.id"
        ))
        .await;
    let values: Vec<&Value> = names.as_object().unwrap().values().collect();
    assert_eq!(values, [&json!({"name": "Set 21"}), &json!({"name": "Set 20"})]);
    for (filter, found) in [
        ("name=Set%2003", 1),
        ("tags=unifiedProfile:*", 5),
        ("tags=unifiedProfile:enabled:true", 5),
        ("tags=unifiedProfile:isUpsert:true", 4),
        ("property=name~Set%201", 10),
    ] {
        let (_, body) = desk.get(&format!("{SETS}?limit=100&{filter}")).await;
        assert_eq!(number(&body), found, "{filter}");
    }
    end(server).await;
}

#[tokio::test]
async fn what_a_dataset_must_be_is_checked() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let good = dataset(&desk, "Good");
    for (pointer, value, why) in [
        ("/name", json!(""), "no name"),
        (
            "/schemaRef/id",
            json!("https://ns.adobe.com/courier/schemas/none"),
            "no such schema",
        ),
        (
            "/schemaRef/contentType",
            json!("application/json"),
            "another media type",
        ),
        (
            "/tags",
            json!({"unifiedProfile": "enabled:true"}),
            "a tag that is no list",
        ),
        ("/tags", json!({"unifiedProfile": ["on"]}), "an unknown word"),
        ("/favourite", json!(true), "an unknown member"),
        ("/created", json!(1), "the platform's member"),
    ] {
        let mut body = good.clone();
        match body.pointer_mut(pointer) {
            Some(slot) => *slot = value,
            None => body[pointer.trim_start_matches('/')] = value,
        }
        let (status, answer) = desk.post(SETS, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{why}: {answer}");
    }
    let validate = desk
        .call(Method::POST, SETS)
        .header("pragma", "validate-only")
        .json(&good);
    assert_eq!(read(validate).await.0, StatusCode::CREATED);
    let (_, kept) = desk.get(&format!("{SETS}?name=Good")).await;
    assert_eq!(kept, json!({}), "it was only validated");
    let made = desk.call(Method::POST, SETS).json(&good).send().await.unwrap();
    assert!(made.headers()["location"].to_str().unwrap().contains("/dataSets/"));
    end(server).await;
}

#[tokio::test]
async fn upsert_needs_a_detour_and_old_eyes_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let mut body = dataset(&desk, "Plain");
    body["tags"] = json!({"unifiedProfile": ["enabled:true"], "unifiedIdentity": ["enabled:true"]});
    let id = make(&desk, body).await;
    let tags = |profile: Value| json!([{"op": "replace", "path": "/tags/unifiedProfile", "value": profile}]);
    let operations = "application/json-patch+json";
    let direct = patch(&desk, &id, operations, &tags(json!(["enabled:true", "isUpsert:true"]))).await;
    assert_eq!(direct.0, StatusCode::BAD_REQUEST, "{}", direct.1);
    for value in [json!(["enabled:false"]), json!(["enabled:true", "isUpsert:true"])] {
        assert_eq!(patch(&desk, &id, operations, &tags(value)).await.0, StatusCode::OK);
    }
    let (status, _) = patch(&desk, &id, "application/json+patch", &tags(json!(["enabled:false"]))).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let (status, _) = patch(
        &desk,
        &id,
        "application/json",
        &json!({"description": "Partial", "enableErrorDiagnostics": true}),
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    let (_, seen) = desk.get(&format!("{SETS}/{id}")).await;
    assert_eq!(
        seen[&id]["tags"]["unifiedProfile"],
        json!(["enabled:true", "isUpsert:true"]),
        "a partial object keeps the rest"
    );

    let read_tag = || async {
        let answer = desk.call(Method::GET, &format!("{SETS}/{id}")).send().await.unwrap();
        answer.headers()["etag"].to_str().unwrap().to_owned()
    };
    let seen = read_tag().await;
    let rename = |tag: &str, name: &str| {
        let call = desk
            .call(Method::PATCH, &format!("{SETS}/{id}"))
            .header("if-match", tag);
        read(call.json(&json!({"name": name})))
    };
    assert_eq!(rename(&seen, "First").await.0, StatusCode::OK);
    assert_eq!(rename(&seen, "Second").await.0, StatusCode::PRECONDITION_FAILED);
    let (_, found) = desk.get(&format!("{SETS}/{id}?properties=name")).await;
    assert_eq!(found[&id], json!({"name": "First"}));
    let newer = desk.call(Method::PATCH, &format!("{CATALOG}/v2/dataSets/{id}"));
    let newer = newer.json(&json!({"description": "By the newer version"}));
    assert_eq!(read(newer).await.0, StatusCode::OK);
    let schema = json!({"schemaRef": {"id": "https://ns.adobe.com/courier/schemas/b8d04e6f2c9147a3856fd1e07a3b9c42", "contentType": FULL_SCHEMA}});
    assert_eq!(
        patch(&desk, &id, "application/json", &schema).await.0,
        StatusCode::BAD_REQUEST
    );
    end(server).await;
}

#[tokio::test]
async fn a_schema_outside_the_union_cannot_feed_profile() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let (_, schema) = desk
        .post(
            "/data/foundation/schemaregistry/tenant/schemas",
            json!({"type": "object", "title": "Outside", "description": "", "allOf": [{"$ref": crate::desk::CLASS}]}),
        )
        .await;
    let mut body = dataset(&desk, "Outside");
    body["schemaRef"]["id"] = schema["$id"].clone();
    body["tags"] = json!({"unifiedProfile": ["enabled:true"]});
    let (status, refused) = desk.post(SETS, body).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(
        refused["detail"].as_str().unwrap().contains("schema should be valid"),
        "{refused}"
    );
    end(server).await;
}

#[tokio::test]
async fn the_production_sandbox_has_the_platforms_datasets_and_the_connectors() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let prod = desk.within("prod");
    let (_, sets) = prod.get(SETS).await;
    let marked = |set: &&Value| {
        set["tags"]
            .as_object()
            .is_some_and(|t| t.keys().any(|k| k.starts_with("adobe/")))
    };
    let system: Vec<&Value> = sets.as_object().unwrap().values().filter(marked).collect();
    assert_eq!(system.len(), 1, "{sets}");
    let (_, found) = prod
        .get(&format!("{SETS}?name=Commerce%20profiles&properties=name"))
        .await;
    let id = found.as_object().unwrap().keys().next().unwrap().clone();
    let (_, batches) = prod.get(&format!("{CATALOG}/batches?dataSet={id}")).await;
    let batch = batches.as_object().unwrap().values().next().unwrap();
    assert_eq!(
        batch["tags"]["acp_producer"],
        json!(["commerce-data-connection"]),
        "{batch}"
    );
    end(server).await;
}

#[tokio::test]
async fn batches_are_found_by_every_filter() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let set = desk.endpoint.dataset_id.clone();
    let good = desk
        .ingest(&set, &[shopper("a@example.nl", "A")], json!({"externalId": "x-1"}))
        .await;
    let bad = desk.ingest(&set, &[json!({"person": 1})], json!({})).await;
    let list = format!("{CATALOG}/batches");
    let created = good["created"].as_i64().unwrap();
    for (filter, found) in [
        ("status=success".to_owned(), 1),
        ("status=success,failed".to_owned(), 2),
        (format!("dataSet={set}"), 2),
        ("dataSet=none".to_owned(), 0),
        ("externalId=x-1".to_owned(), 1),
        (format!("createdClient={}", desk.endpoint.client_id), 2),
        ("createdClient=another".to_owned(), 0),
        (format!("createdAfter={}", created - 1), 2),
        (format!("createdBefore={created}"), 0),
        ("recordCount=1".to_owned(), 2),
        ("failedRecordCount=1".to_owned(), 1),
        (format!("batch={}", bad["id"].as_str().unwrap()), 1),
        ("tags=acp_enableErrorDiagnostics:true".to_owned(), 2),
        ("limit=1".to_owned(), 1),
    ] {
        let (status, body) = desk.get(&format!("{list}?{filter}")).await;
        assert_eq!(
            (status, body.as_object().map(serde_json::Map::len)),
            (StatusCode::OK, Some(found)),
            "{filter}"
        );
    }
    let (_, last) = desk.get(&format!("{CATALOG}/lastBatches?dataSetId={set}")).await;
    assert_eq!(
        (&last[&set]["lastBatchStatus"], &last[&set]["lastSuccessfulBatchId"]),
        (&json!("failed"), &good["id"]),
        "{last}"
    );
    end(server).await;
}
