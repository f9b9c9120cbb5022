//! Files of a batch: large ones in ranges, limits, previews, diagnostics.

use crate::desk::{CATALOG, Desk, IMPORT, end, options, read, server, shopper};
use practice::{Options, Quirk, Server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn range(desk: &Desk, path: &str, first: usize, bytes: &[u8]) -> StatusCode {
    let last = first + bytes.len() - 1;
    let call = desk
        .call(Method::PATCH, path)
        .header("content-type", "application/octet-stream")
        .header("content-range", format!("bytes {first}-{last}"))
        .body(bytes.to_vec());
    read(call).await.0
}

async fn act(desk: &Desk, path: &str, action: &str) -> (StatusCode, Value) {
    read(desk.call(Method::POST, &format!("{path}?action={action}"))).await
}

#[tokio::test]
async fn large_files_come_in_ranges_without_gap_or_overlap() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let set = desk.endpoint.dataset_id.clone();
    let batch = desk.create(json!({"inputFormat": {"format": "json"}})).await;
    let path = format!("{IMPORT}/{batch}/datasets/{set}/files/big/part-1.json");
    let text = format!("{}\n", shopper("big@example.nl", "Big")).into_bytes();
    let (head, tail) = text.split_at(40);
    assert_eq!(act(&desk, &path, "INITIALIZE").await.0, StatusCode::CREATED);
    assert_eq!(range(&desk, &path, 0, head).await, StatusCode::OK);
    let gone = desk.call(Method::HEAD, &path).send().await.unwrap();
    assert_eq!(gone.headers()["range"].to_str().unwrap(), "bytes=0-39");
    assert_eq!(range(&desk, &path, 41, &tail[1..]).await, StatusCode::OK);
    assert_eq!(act(&desk, &path, "COMPLETE").await.0, StatusCode::BAD_REQUEST, "a gap");
    assert_eq!(
        desk.act(&batch, "COMPLETE").await,
        StatusCode::BAD_REQUEST,
        "the file is open"
    );
    assert_eq!(
        act(&desk, &path, "INITIALIZE").await.0,
        StatusCode::CREATED,
        "begun anew"
    );
    assert_eq!(range(&desk, &path, 0, head).await, StatusCode::OK);
    assert_eq!(range(&desk, &path, 39, &text[39..]).await, StatusCode::OK);
    assert_eq!(
        act(&desk, &path, "COMPLETE").await.0,
        StatusCode::BAD_REQUEST,
        "an overlap"
    );
    act(&desk, &path, "INITIALIZE").await;
    range(&desk, &path, 0, head).await;
    range(&desk, &path, 40, tail).await;
    let (status, done) = act(&desk, &path, "COMPLETE").await;
    assert_eq!((status, &done["sizeInBytes"]), (StatusCode::OK, &json!(text.len())));
    assert_eq!(desk.act(&batch, "COMPLETE").await, StatusCode::OK);
    assert_eq!(desk.ended(&batch).await.0["status"], "success");
    desk.profile_when("big@example.nl", "/person/name/firstName", &json!("Big"))
        .await;
    end(server).await;
}

#[tokio::test]
async fn limits_are_the_gateways_and_can_be_set() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        largest_put: 1000,
        most_files: 2,
        quirks: [Quirk::FileCreated, Quirk::RangeTotalRequired].into(),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let set = desk.endpoint.dataset_id.clone();
    let batch = desk.create(json!({"inputFormat": {"format": "json"}})).await;
    assert_eq!(
        desk.put(&batch, &set, "a.json", vec![b' '; 1001]).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        desk.put(&batch, &set, "a.json", vec![b' '; 1000]).await,
        StatusCode::CREATED
    );
    let name = "x".repeat(2000);
    assert_eq!(
        desk.put(&batch, &set, &name, vec![b' ']).await,
        StatusCode::URI_TOO_LONG
    );
    assert_eq!(desk.put(&batch, &set, "b.json", vec![b' ']).await, StatusCode::CREATED);
    let path = format!("{IMPORT}/{batch}/datasets/{set}/files/c.json");
    let third = desk
        .call(Method::PUT, &path)
        .header("content-type", "application/octet-stream")
        .body(vec![b' ']);
    let (status, refused) = read(third).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(
        refused["detail"]
            .as_str()
            .unwrap()
            .starts_with("Batch ingestion guardrails hit: 3 files"),
        "{refused}"
    );
    let path = format!("{IMPORT}/{batch}/datasets/{set}/files/b.json");
    act(&desk, &path, "INITIALIZE").await;
    assert_eq!(
        range(&desk, &path, 0, b"{}").await,
        StatusCode::BAD_REQUEST,
        "the total is asked for"
    );
    // What was refused does not count.
    assert_eq!(desk.put(&batch, &set, "a.json", vec![b' ']).await, StatusCode::CREATED);
    end(server).await;
}

#[tokio::test]
async fn each_spelling_of_the_threshold_can_be_the_only_one() {
    for (quirk, known, unknown) in [
        (
            Quirk::OnlyPercent,
            "partialIngestionPercent",
            "partialIngestionPercentage",
        ),
        (
            Quirk::OnlyPercentage,
            "partialIngestionPercentage",
            "partialIngestionPercent",
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            quirks: [quirk, Quirk::ScalarBatchTags].into(),
            ..options(dir.path())
        })
        .await
        .unwrap();
        let desk = Desk::at(server.endpoint()).await;
        let batch =
            |name: &str| json!({"datasetId": desk.endpoint.dataset_id, "inputFormat": {"format": "json"}, name: 5});
        let (status, made) = desk.post(IMPORT, batch(known)).await;
        assert_eq!(
            (status, &made["tags"]["acp_partialIngestionPercent"]),
            (StatusCode::CREATED, &json!("5"))
        );
        assert_eq!(desk.post(IMPORT, batch(unknown)).await.0, StatusCode::BAD_REQUEST);
        end(server).await;

        let dir = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            quirks: [quirk, Quirk::UnknownMembersIgnored].into(),
            ..options(dir.path())
        })
        .await
        .unwrap();
        let desk = Desk::at(server.endpoint()).await;
        let body = json!({"datasetId": desk.endpoint.dataset_id, "inputFormat": {"format": "json"}, unknown: 5});
        let (status, made) = desk.post(IMPORT, body).await;
        assert_eq!(
            (status, made["tags"].get("acp_partialIngestionPercent")),
            (StatusCode::CREATED, None)
        );
        end(server).await;
    }
}

#[tokio::test]
async fn multi_line_json_and_previews_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let set = desk.endpoint.dataset_id.clone();
    let batch = desk
        .create(json!({"inputFormat": {"format": "json", "isMultiLineJson": true}}))
        .await;
    let rows = json!([shopper("p1@example.nl", "One"), shopper("p2@example.nl", "Two")]);
    desk.put(&batch, &set, "a.json", serde_json::to_vec_pretty(&rows).unwrap())
        .await;
    let path = format!("{IMPORT}/{batch}/datasets/{set}/preview?format=json&isMultiLineJson=true&nrow=1");
    let (status, seen) = desk.get(&path).await;
    assert_eq!(
        (status, seen["data"].as_array().map(Vec::len)),
        (StatusCode::OK, Some(1)),
        "{seen}"
    );
    desk.act(&batch, "COMPLETE").await;
    let (ended, _) = desk.ended(&batch).await;
    assert_eq!(ended["metrics"]["outputRecordCount"], 2, "{ended}");
    end(server).await;
}

#[tokio::test]
async fn diagnostics_come_in_every_documented_shape() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let set = desk.endpoint.dataset_id.clone();
    let batch = desk
        .create(json!({"inputFormat": {"format": "json"}, "enableErrorDiagnostics": true}))
        .await;
    let mut unknown = shopper("u@example.nl", "U");
    unknown["favourite"] = json!(1);
    let text = format!("{unknown}\n{{\"person\": {{\"birthDate\": \"x\"}}}}\n{{not json\n");
    desk.put(&batch, &set, "in/rows.json", text.into_bytes()).await;
    desk.act(&batch, "COMPLETE").await;
    let (ended, _) = desk.ended(&batch).await;
    assert_eq!(ended["status"], "failed", "{ended}");
    let base = format!("/data/foundation/export/batches/{batch}");
    let (_, listed) = desk.get(&format!("{base}/meta?path=row_errors")).await;
    let names: Vec<&str> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["name"].as_str())
        .collect();
    assert_eq!(
        names,
        [
            "conversion_errors_0.json",
            "parsing_errors_0.json",
            "validation_errors_0.json"
        ]
    );
    let href = listed["data"][0]["_links"]["self"]["href"].as_str().unwrap();
    assert!(
        href.starts_with("https://platform.adobe.io:443/") && href.contains("row_errors%2F"),
        "{href}"
    );
    let (_, corrupt) = desk
        .get(&format!("{base}/meta?path=row_errors/parsing_errors_0.json"))
        .await;
    assert_eq!(
        (&corrupt["_corrupt_record"], &corrupt["_errors"][0]["code"]),
        (&json!("{not json"), &json!("1401"))
    );
    let (_, sample) = desk.get(&format!("{base}/meta?path=row_errors_sample.json")).await;
    assert_eq!(sample.as_str().unwrap().lines().count(), 3);
    assert_eq!(
        desk.get(&format!("{base}/meta?path=row_error_samples.json")).await.0,
        StatusCode::NOT_FOUND
    );
    let (_, inputs) = desk
        .get(&format!("{base}/meta?path=input_files/fileMetaData1.json"))
        .await;
    assert_eq!(inputs["path"], "in/rows.json");
    let (_, failed) = desk.get(&format!("{base}/failed?path=validation_errors_0.json")).await;
    let violation = &failed["_validationErrors"][0];
    assert!(
        violation["message"].is_string() && violation["pointerToViolation"].as_str().unwrap().starts_with('#'),
        "{failed}"
    );
    assert_eq!(
        desk.get(&format!("{CATALOG}/batches/none")).await.0,
        StatusCode::NOT_FOUND
    );
    end(server).await;
}

#[tokio::test]
async fn other_readings_of_the_reference_can_be_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        quirks: [
            Quirk::UnknownFieldsDropped,
            Quirk::EmailCaseIgnored,
            Quirk::TagsWithSpace,
            Quirk::OldMetricNames,
            Quirk::ThresholdExclusive,
            Quirk::SamplesSpeltOtherwise,
        ]
        .into(),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let set = desk.endpoint.dataset_id.clone();
    let mut unknown = shopper("Upper@Example.nl", "U");
    unknown["favourite"] = json!(1);
    let ended = desk.ingest(&set, &[unknown], json!({})).await;
    assert_eq!(
        (&ended["status"], &ended["metrics"]["recordsWritten"]),
        (&json!("success"), &json!(1)),
        "{ended}"
    );
    desk.profile_when("upper@example.nl", "/person/name/firstName", &json!("U"))
        .await;
    let (_, seen) = desk.get(&format!("{CATALOG}/dataSets/{set}")).await;
    assert_eq!(
        seen[&set]["tags"]["unifiedProfile"],
        json!(["enabled: true", "isUpsert: true"])
    );
    let half = [shopper("h@example.nl", "H"), json!({"person": 1})];
    let ended = desk.ingest(&set, &half, json!({"partialIngestionPercent": 50})).await;
    assert_eq!(
        ended["status"], "failed",
        "exactly the threshold is too much in this reading"
    );
    let path = format!("/data/foundation/export/batches/{}/meta", ended["id"].as_str().unwrap());
    assert_eq!(
        desk.get(&format!("{path}?path=row_error_samples.json")).await.0,
        StatusCode::OK
    );
    end(server).await;

    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        quirks: [Quirk::UpsertNeedsParquet, Quirk::RangeTotalRefused].into(),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let body = json!({"datasetId": desk.endpoint.dataset_id, "inputFormat": {"format": "json"}});
    assert_eq!(desk.post(IMPORT, body).await.0, StatusCode::BAD_REQUEST);
    for quirk in Quirk::ALL {
        let name = serde_json::to_value(quirk).unwrap();
        assert_eq!(Quirk::parse(name.as_str().unwrap()), Some(quirk));
    }
    end(server).await;
}
