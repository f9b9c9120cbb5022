//! The practice platform as any HTTP client meets it: what it refuses, what a batch lives through, what becomes visible.
//! Nothing here uses our own client.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

use practice::{Endpoint, NotFound, Options, Practice, Server};

const REPLACING: &str = "67420c5e1a9d3b2f8c47e602";

/// A client with a token.
struct Desk {
    http: Client,
    endpoint: Endpoint,
    token: String,
}

impl Desk {
    async fn at(endpoint: &Endpoint) -> Self {
        let http = Client::new();
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &endpoint.client_id),
            ("client_secret", &endpoint.client_secret),
            ("scope", &endpoint.scopes),
        ];
        let answer = http.post(&endpoint.ims).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let answer: Value = answer.json().await.unwrap();
        let token = answer["access_token"].as_str().unwrap().to_owned();
        Self {
            http,
            endpoint: endpoint.clone(),
            token,
        }
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.endpoint.gateway);
        self.http
            .request(method, url)
            .bearer_auth(&self.token)
            .header("x-api-key", &self.endpoint.client_id)
            .header("x-gw-ims-org-id", &self.endpoint.org_id)
            .header("x-sandbox-name", &self.endpoint.sandbox)
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        read(self.call(Method::GET, path)).await
    }

    async fn create(&self, mut body: Value) -> String {
        if body["datasetId"].is_null() {
            body["datasetId"] = json!(self.endpoint.dataset_id);
        }
        let (status, batch) = read(self.call(Method::POST, IMPORT).json(&body)).await;
        assert_eq!(status, StatusCode::CREATED, "{batch}");
        batch["id"].as_str().unwrap().to_owned()
    }

    async fn put(&self, batch: &str, dataset: &str, name: &str, bytes: Vec<u8>) -> StatusCode {
        let path = format!("{IMPORT}/{batch}/datasets/{dataset}/files/{name}");
        let call = self
            .call(Method::PUT, &path)
            .header("content-type", "application/octet-stream")
            .body(bytes);
        read(call).await.0
    }

    async fn act(&self, batch: &str, action: &str) -> StatusCode {
        read(self.call(Method::POST, &format!("{IMPORT}/{batch}?action={action}")))
            .await
            .0
    }

    /// Waits until the batch has ended, and returns it with the words that were seen on the way.
    async fn ended(&self, batch: &str) -> (Value, Vec<String>) {
        let mut seen: Vec<String> = Vec::new();
        for _ in 0..2000 {
            let (_, found) = self.get(&format!("/data/foundation/catalog/batches/{batch}")).await;
            let status = found[batch]["status"].as_str().unwrap().to_owned();
            if seen.last() != Some(&status) {
                seen.push(status.clone());
            }
            if matches!(status.as_str(), "success" | "failed") {
                return (found[batch].clone(), seen);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the batch never ended: {seen:?}")
    }

    /// JSON Lines to a dataset; returns the ended batch.
    async fn ingest(&self, dataset: &str, records: &[Value], extra: Value) -> Value {
        let mut body = json!({"datasetId": dataset, "inputFormat": {"format": "json"}});
        for (name, value) in extra.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        let batch = self.create(body).await;
        let lines: String = records.iter().map(|r| format!("{r}\n")).collect();
        assert_eq!(
            self.put(&batch, dataset, "part-1.json", lines.into_bytes()).await,
            StatusCode::OK
        );
        assert_eq!(self.act(&batch, "COMPLETE").await, StatusCode::OK);
        self.ended(&batch).await.0
    }

    async fn profile(&self, email: &str) -> (StatusCode, Value) {
        let path = format!(
            "/data/core/ups/access/entities?schema.name=_xdm.context.profile&entityId={email}&entityIdNS=email"
        );
        let (status, found) = self.get(&path).await;
        let entity = found
            .as_object()
            .and_then(|o| o.values().next())
            .map_or(Value::Null, |e| e["entity"].clone());
        (status, entity)
    }

    /// Waits until a profile shows this value.
    async fn profile_when(&self, email: &str, pointer: &str, wanted: &Value) -> Value {
        for _ in 0..500 {
            let (_, entity) = self.profile(email).await;
            if entity.pointer(pointer) == Some(wanted) {
                return entity;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!(
            "{email} never showed {wanted} at {pointer}: {}",
            self.profile(email).await.1
        )
    }
}

const IMPORT: &str = "/data/foundation/import/batches";

async fn read(call: RequestBuilder) -> (StatusCode, Value) {
    let answer = call.send().await.unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_path_buf(),
        speed: 1000.0,
        profile_delay: Duration::ZERO,
        ..Options::default()
    }
}

async fn server(dir: &Path) -> (Server, Desk) {
    let server = Server::start(options(dir)).await.unwrap();
    let desk = Desk::at(server.endpoint()).await;
    (server, desk)
}

fn shopper(email: &str, first: &str) -> Value {
    json!({
        "identityMap": {"Email": [{"id": email, "primary": true}]},
        "personalEmail": {"address": email},
        "person": {"name": {"firstName": first, "lastName": "Vos"}, "birthDate": "1991-03-05"},
    })
}

#[tokio::test]
async fn each_missing_or_wrong_header_has_the_documented_refusal() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let e = &desk.endpoint;
    let url = format!("{}/data/foundation/catalog/dataSets", e.gateway);
    let with = |drop: &str, replace: Option<&str>| {
        let bearer = format!("Bearer {}", desk.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("x-api-key", &e.client_id),
            ("x-gw-ims-org-id", &e.org_id),
            ("x-sandbox-name", &e.sandbox),
        ];
        let mut call = desk.http.get(&url);
        for (name, value) in headers {
            let value = if name == drop { replace } else { Some(value) };
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        read(call)
    };
    for (name, value, status, code) in [
        ("authorization", None, 403, "403010"),
        ("authorization", Some("Bearer nonsense"), 401, "401013"),
        ("x-api-key", None, 403, "403000"),
        ("x-api-key", Some("another"), 403, "403003"),
        ("x-gw-ims-org-id", None, 400, "400003"),
        ("x-gw-ims-org-id", Some("0000@AdobeOrg"), 403, "403025"),
    ] {
        let (got, body) = with(name, value).await;
        assert_eq!(
            (got.as_u16(), body["error_code"].as_str()),
            (status, Some(code)),
            "{name} {value:?}: {body}"
        );
    }
    let (status, _) = with("x-sandbox-name", Some("elsewhere")).await;
    assert!(status.is_client_error());
    server.stop().await;
}

#[tokio::test]
async fn a_wrong_secret_and_an_expired_token_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        token_life: Duration::from_millis(1),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let endpoint = server.endpoint().clone();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &endpoint.client_id),
        ("client_secret", "wrong"),
        ("scope", &endpoint.scopes),
    ];
    let (status, body) = read(Client::new().post(&endpoint.ims).form(&form)).await;
    assert!(status.is_client_error() && body["error"].is_string(), "{status} {body}");
    let desk = Desk::at(&endpoint).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(
        desk.get("/data/foundation/catalog/dataSets").await.0,
        StatusCode::UNAUTHORIZED
    );
    server.stop().await;
}

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
    server.stop().await;
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
    server.stop().await;
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
    server.stop().await;
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
    server.stop().await;
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
    server.stop().await;
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
    server.stop().await;

    let server = Server::start(options(dir.path())).await.unwrap();
    assert_eq!(server.endpoint().client_secret, before);
    let desk = Desk::at(server.endpoint()).await;
    desk.profile_when("kept@example.nl", "/person/name/firstName", &json!("Kept"))
        .await;
    assert_eq!(desk.ended(&batch).await.0["status"], "success");
    desk.profile_when("later@example.nl", "/person/name/firstName", &json!("Later"))
        .await;
    server.stop().await;
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
    server.stop().await;
}

#[tokio::test]
async fn the_registry_wants_its_accept_header_and_a_version() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let id = percent(&desk.endpoint.schema_id);
    let path = format!("/data/foundation/schemaregistry/tenant/schemas/{id}");
    let with = |accept: Option<&str>| {
        let mut call = desk.call(Method::GET, &path);
        if let Some(accept) = accept {
            call = call.header("accept", accept);
        }
        read(call)
    };
    let (status, full) = with(Some("application/vnd.adobe.xed-full+json;version=1")).await;
    assert_eq!(
        (
            status,
            &full["properties"]["person"]["properties"]["birthDate"]["format"]
        ),
        (StatusCode::OK, &json!("date"))
    );
    assert!(with(None).await.0.is_client_error());
    assert!(
        with(Some("application/vnd.adobe.xed-full+json"))
            .await
            .0
            .is_client_error()
    );
    server.stop().await;
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
