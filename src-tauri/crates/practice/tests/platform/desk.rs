//! A client with a token, of reqwest and nothing of ours, and the answers it gets.

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

use practice::{Endpoint, Options, Server, conformance::Reference};

/// A client with a token.
pub(crate) struct Desk {
    pub(crate) http: Client,
    pub(crate) endpoint: Endpoint,
    pub(crate) token: String,
}

impl Desk {
    pub(crate) async fn at(endpoint: &Endpoint) -> Self {
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

    pub(crate) fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.endpoint.gateway);
        self.http
            .request(method, url)
            .bearer_auth(&self.token)
            .header("x-api-key", &self.endpoint.client_id)
            .header("x-gw-ims-org-id", &self.endpoint.org_id)
            .header("x-sandbox-name", &self.endpoint.sandbox)
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        read(self.call(Method::GET, path)).await
    }

    pub(crate) async fn create(&self, mut body: Value) -> String {
        if body["datasetId"].is_null() {
            body["datasetId"] = json!(self.endpoint.dataset_id);
        }
        let (status, batch) = read(self.call(Method::POST, IMPORT).json(&body)).await;
        assert_eq!(status, StatusCode::CREATED, "{batch}");
        batch["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn put(&self, batch: &str, dataset: &str, name: &str, bytes: Vec<u8>) -> StatusCode {
        let path = format!("{IMPORT}/{batch}/datasets/{dataset}/files/{name}");
        let call = self
            .call(Method::PUT, &path)
            .header("content-type", "application/octet-stream")
            .body(bytes);
        read(call).await.0
    }

    pub(crate) async fn act(&self, batch: &str, action: &str) -> StatusCode {
        read(self.call(Method::POST, &format!("{IMPORT}/{batch}?action={action}")))
            .await
            .0
    }

    /// Waits until the batch has ended, and returns it with the words that were seen on the way.
    pub(crate) async fn ended(&self, batch: &str) -> (Value, Vec<String>) {
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
    pub(crate) async fn ingest(&self, dataset: &str, records: &[Value], extra: Value) -> Value {
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

    pub(crate) async fn profile(&self, email: &str) -> (StatusCode, Value) {
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

    /// Looks one identity up; `more` is further query, beginning with `&`. The one entry, where there is one.
    pub(crate) async fn look_up(&self, namespace: &str, id: &str, more: &str) -> (StatusCode, Value) {
        let (id, schema) = (percent(id), "_xdm.context.profile");
        let path =
            format!("/data/core/ups/access/entities?schema.name={schema}&entityId={id}&entityIdNS={namespace}{more}");
        let (status, found) = self.get(&path).await;
        let entry = found.as_object().and_then(|o| o.values().next()).cloned();
        (status, entry.filter(|_| status == StatusCode::OK).unwrap_or(found))
    }

    /// Waits until a profile shows this value.
    pub(crate) async fn profile_when(&self, email: &str, pointer: &str, wanted: &Value) -> Value {
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

pub(crate) const IMPORT: &str = "/data/foundation/import/batches";

pub(crate) async fn read(call: RequestBuilder) -> (StatusCode, Value) {
    let answer = call.send().await.unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

pub(crate) fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_path_buf(),
        speed: 1000.0,
        profile_delay: Duration::ZERO,
        record: true,
        ..Options::default()
    }
}

pub(crate) async fn server(dir: &Path) -> (Server, Desk) {
    let server = Server::start(options(dir)).await.unwrap();
    let desk = Desk::at(server.endpoint()).await;
    (server, desk)
}

pub(crate) fn shopper(email: &str, first: &str) -> Value {
    json!({
        "identityMap": {"Email": [{"id": email, "primary": true}]},
        "personalEmail": {"address": email},
        "person": {"name": {"firstName": first, "lastName": "Vos"}, "birthDate": "1991-03-05"},
    })
}

pub(crate) fn percent(text: &str) -> String {
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

impl Desk {
    /// One JSON request and its answer.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        read(self.call(method, path).json(&body)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.send(Method::POST, path, body).await
    }

    /// A GET with this Accept header.
    pub(crate) async fn accept(&self, path: &str, media: &str) -> (StatusCode, Value) {
        read(self.call(Method::GET, path).header("accept", media)).await
    }

    /// The same client in another sandbox.
    pub(crate) fn within(&self, sandbox: &str) -> Self {
        let mut endpoint = self.endpoint.clone();
        sandbox.clone_into(&mut endpoint.sandbox);
        Self {
            http: self.http.clone(),
            endpoint,
            token: self.token.clone(),
        }
    }
}

pub(crate) const REGISTRY: &str = "/data/foundation/schemaregistry";
pub(crate) const CATALOG: &str = "/data/foundation/catalog";
pub(crate) const NAMESPACES: &str = "/data/core/idnamespace/identities";
pub(crate) const BRIEF: &str = "application/vnd.adobe.xed-id+json";
pub(crate) const FULL: &str = "application/vnd.adobe.xed-full+json; version=1";
pub(crate) const CLASS: &str = "https://ns.adobe.com/xdm/context/profile";

/// A bare organisation.
pub(crate) async fn bare(dir: &Path) -> (Server, Desk) {
    let server = Server::start(Options {
        bare: true,
        ..options(dir)
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    (server, desk)
}

/// Holds everything that passed against the reference, and ends the server. Requests that were refused were meant to be
/// wrong: of those only the answers are checked.
pub(crate) async fn end(server: Server) {
    let reference = Reference::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi"))).unwrap();
    let mut findings = Vec::new();
    for exchange in server.exchanges() {
        // Of these there is no OpenAPI file.
        let undescribed = ["/ims/", "/practiceaccount/", "/data/foundation/connectors/"];
        if undescribed.iter().any(|start| exchange.path.starts_with(start)) {
            continue;
        }
        if exchange.status < 300 {
            findings.extend(reference.check_request(&exchange));
        }
        findings.extend(reference.check_answer(&exchange));
    }
    server.stop().await;
    let mut texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    texts.sort();
    texts.dedup();
    assert!(texts.is_empty(), "{}", texts.join("\n"));
}
