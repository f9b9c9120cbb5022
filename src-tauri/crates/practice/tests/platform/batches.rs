//! What a batch lives through, from creation to a profile.

use crate::desk::{Desk, end, options, server, shopper};
use practice::{NotFound, Options, Practice, Server};
use reqwest::StatusCode;
use serde_json::{Value, json};

const REPLACING: &str = "67420c5e1a9d3b2f8c47e602";

#[tokio::test]
async fn a_batch_lives_as_documented_and_its_shopper_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let batch = desk
        .create(json!({"inputFormat": {"format": "json"}, "externalId": "run-1"}))
        .await;
    let lines = format!("{}\n", shopper("Noor@example.nl", "Noor"));
    assert_eq!(
        desk.put(&batch, &desk.endpoint.dataset_id, "a.json", lines.into_bytes())
            .await,
        StatusCode::OK
    );
    assert_eq!(desk.profile("Noor@example.nl").await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.act(&batch, "COMPLETE").await, StatusCode::OK);
    assert_eq!(
        desk.act(&batch, "COMPLETE").await,
        StatusCode::OK,
        "repeating it is safe"
    );
    assert_eq!(
        desk.act(&batch, "ABORT").await,
        StatusCode::BAD_REQUEST,
        "too late to abort"
    );
    let late = desk
        .put(&batch, &desk.endpoint.dataset_id, "b.json", b"{}".to_vec())
        .await;
    assert_eq!(late, StatusCode::BAD_REQUEST, "nothing is added after COMPLETE");
    let (ended, seen) = desk.ended(&batch).await;
    assert_eq!(ended["status"], "success", "{ended}");
    assert!(
        seen.iter().all(|s| [
            "loaded",
            "queued",
            "staging",
            "processing",
            "retrying",
            "staged",
            "success"
        ]
        .contains(&s.as_str())),
        "{seen:?}"
    );
    assert_eq!(
        (
            ended["metrics"]["inputRecordCount"].clone(),
            ended["metrics"]["outputRecordCount"].clone()
        ),
        (json!(1), json!(1))
    );
    let entity = desk
        .profile_when("Noor@example.nl", "/person/name/firstName", &json!("Noor"))
        .await;
    assert_eq!(entity["person"]["birthDate"], "1991-03-05");
    // The e-mail namespace keeps case.
    assert_eq!(desk.profile("noor@example.nl").await.0, StatusCode::NOT_FOUND);
    let (_, found) = desk.get("/data/foundation/catalog/batches?externalId=run-1").await;
    assert_eq!(found.as_object().map(serde_json::Map::len), Some(1));
    end(server).await;
}

#[tokio::test]
async fn one_bad_row_fails_a_batch_unless_its_share_is_allowed_and_is_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let dataset = desk.endpoint.dataset_id.clone();
    let mut records: Vec<Value> = (0..9).map(|n| shopper(&format!("s{n}@example.nl"), "S")).collect();
    records.push(json!({"person": {"birthDate": "tomorrow"}}));
    let whole = desk.ingest(&dataset, &records, json!({})).await;
    assert_eq!(
        (&whole["status"], &whole["metrics"]["outputRecordCount"]),
        (&json!("failed"), &json!(0)),
        "{whole}"
    );
    assert_eq!(desk.profile("s1@example.nl").await.0, StatusCode::NOT_FOUND);
    let strict = desk
        .ingest(&dataset, &records, json!({"partialIngestionPercent": 9}))
        .await;
    assert_eq!(strict["status"], "failed");
    // Older pages spell it differently; both are heard.
    let allowed = desk
        .ingest(&dataset, &records, json!({"partialIngestionPercentage": 10}))
        .await;
    assert_eq!(
        (&allowed["status"], &allowed["metrics"]["failedRecordCount"]),
        (&json!("success"), &json!(1)),
        "{allowed}"
    );
    assert_eq!(allowed["errors"][0]["code"], "INGEST-1212-400");
    let export = format!(
        "/data/foundation/export/batches/{}/meta",
        allowed["id"].as_str().unwrap()
    );
    let (_, listed) = desk.get(&format!("{export}?path=row_errors")).await;
    assert_eq!(listed["data"][0]["name"], "conversion_errors_0.json", "{listed}");
    assert!(listed["data"][0]["length"].is_string());
    let (_, row) = desk
        .get(&format!("{export}?path=row_errors%2Fconversion_errors_0.json"))
        .await;
    assert_eq!(
        (&row["_filename"], &row["person"]["birthDate"]),
        (&json!("part-1.json"), &json!("tomorrow")),
        "{row}"
    );
    let (_, inputs) = desk.get(&format!("{export}?path=input_files/fileMetaData1.json")).await;
    assert_eq!(inputs["path"], "part-1.json");
    end(server).await;
}

#[tokio::test]
async fn upsert_keeps_what_is_not_named_and_a_plain_dataset_replaces() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let dataset = desk.endpoint.dataset_id.clone();
    desk.ingest(&dataset, &[shopper("up@example.nl", "Old")], json!({}))
        .await;
    let mut later = shopper("up@example.nl", "New");
    later["person"].as_object_mut().unwrap().remove("birthDate");
    desk.ingest(&dataset, &[later.clone()], json!({})).await;
    let kept = desk
        .profile_when("up@example.nl", "/person/name/firstName", &json!("New"))
        .await;
    assert_eq!(kept["person"]["birthDate"], "1991-03-05");

    let plain = |mut record: Value, email: &str| {
        record.as_object_mut().unwrap().remove("identityMap");
        record["personalEmail"]["address"] = json!(email);
        record
    };
    desk.ingest(REPLACING, &[plain(shopper("x", "Old"), "re@example.nl")], json!({}))
        .await;
    desk.ingest(REPLACING, &[plain(later, "re@example.nl")], json!({}))
        .await;
    let replaced = desk
        .profile_when("re@example.nl", "/person/name/firstName", &json!("New"))
        .await;
    assert_eq!(replaced["person"].get("birthDate"), None, "{replaced}");
    end(server).await;
}

#[tokio::test]
async fn files_that_are_no_records_fail_the_batch_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let dataset = desk.endpoint.dataset_id.clone();
    for (format, bytes) in [
        ("json", b"not json\n".to_vec()),
        ("parquet", b"PAR1 cut off".to_vec()),
        ("json", Vec::new()),
    ] {
        let batch = desk.create(json!({"inputFormat": {"format": format}})).await;
        desk.put(&batch, &dataset, "f", bytes).await;
        desk.act(&batch, "COMPLETE").await;
        let (ended, _) = desk.ended(&batch).await;
        assert_eq!(ended["status"], "failed", "{format}: {ended}");
    }
    let good = desk
        .ingest(&dataset, &[shopper("ok@example.nl", "Ok")], json!({}))
        .await;
    assert_eq!(good["status"], "success");
    end(server).await;
}

#[tokio::test]
async fn a_record_over_100_kb_counts_as_taken_and_never_becomes_a_profile() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let mut large = shopper("large@example.nl", "Large");
    large["_courier"] = json!({"company": "x".repeat(110 * 1024)});
    let ended = desk
        .ingest(
            &desk.endpoint.dataset_id,
            &[large, shopper("small@example.nl", "Small")],
            json!({}),
        )
        .await;
    assert_eq!(
        (&ended["status"], &ended["metrics"]["outputRecordCount"]),
        (&json!("success"), &json!(2))
    );
    desk.profile_when("small@example.nl", "/person/name/firstName", &json!("Small"))
        .await;
    assert_eq!(desk.profile("large@example.nl").await.0, StatusCode::NOT_FOUND);
    end(server).await;
}

#[tokio::test]
async fn a_restart_keeps_profiles_credentials_and_a_batch_under_way() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    desk.ingest(
        &desk.endpoint.dataset_id,
        &[shopper("kept@example.nl", "Kept")],
        json!({}),
    )
    .await;
    let batch = desk.create(json!({"inputFormat": {"format": "json"}})).await;
    let lines = format!("{}\n", shopper("later@example.nl", "Later"));
    desk.put(&batch, &desk.endpoint.dataset_id, "a.json", lines.into_bytes())
        .await;
    desk.act(&batch, "COMPLETE").await;
    let before = server.endpoint().client_secret.clone();
    end(server).await;

    let server = Server::start(options(dir.path())).await.unwrap();
    assert_eq!(server.endpoint().client_secret, before);
    let desk = Desk::at(server.endpoint()).await;
    desk.profile_when("kept@example.nl", "/person/name/firstName", &json!("Kept"))
        .await;
    assert_eq!(desk.ended(&batch).await.0["status"], "success");
    desk.profile_when("later@example.nl", "/person/name/firstName", &json!("Later"))
        .await;
    end(server).await;
}

#[tokio::test]
async fn a_second_opener_uses_the_first_ones_server() {
    let dir = tempfile::tempdir().unwrap();
    let first = Practice::open(options(dir.path())).await.unwrap();
    let second = Practice::open(options(dir.path())).await.unwrap();
    assert!(matches!(second, Practice::Joined(_)));
    assert_eq!(second.endpoint().gateway, first.endpoint().gateway);
    second.stop().await;
    Desk::at(first.endpoint()).await;
    first.stop().await;
}

#[tokio::test]
async fn unknown_profiles_are_answered_in_either_documented_way() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        not_found: NotFound::Empty,
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    assert_eq!(desk.profile("nobody@example.nl").await, (StatusCode::OK, json!({})));
    end(server).await;
}
