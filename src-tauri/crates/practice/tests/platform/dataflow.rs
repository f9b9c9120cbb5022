//! What a dataflow is made of, and what its runs show.

use crate::desk::{CATALOG, Desk};
use flate2::{Compression, write::GzEncoder};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::io::Write as _;
use std::time::Duration;

pub(crate) const FLOWS: &str = "/data/foundation/flowservice";
pub(crate) const SETS: &str = "/data/foundation/conversion/mappingSets";
pub(crate) const LANDING_ZONE: &str = "26f526f2-58f4-4712-961d-e41bf1ccc0e8";
pub(crate) const DATA_LAKE: &str = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";
pub(crate) const CLOUD_STORAGE: &str = "9753525b-82c7-4dce-8a9b-5ccfce2b9876";
/// 2024-01-01.
pub(crate) const PAST: i64 = 1_704_067_200;

/// What a flow into "Practice customers (replace)" is made of.
pub(crate) struct Parts {
    pub(crate) dataset: String,
    pub(crate) schema: String,
    pub(crate) target: String,
    pub(crate) mapping: String,
}

pub(crate) fn id(made: &Value) -> String {
    made["id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}

pub(crate) fn source(path: &str, data: &Value) -> Value {
    let mut sent = json!({
        "name": "Files", "data": {"format": "delimited"}, "params": {"path": format!("dlz-user-container/{path}")},
        "connectionSpec": {"id": LANDING_ZONE, "version": "1.0"},
    });
    for (name, value) in data.as_object().into_iter().flatten() {
        sent["data"][name] = value.clone();
    }
    sent
}

impl Parts {
    pub(crate) async fn of(desk: &Desk) -> Self {
        let (_, all) = desk.get(&format!("{CATALOG}/dataSets")).await;
        let (dataset, found) = all
            .as_object()
            .unwrap()
            .iter()
            .find(|(_, d)| d["name"] == "Practice customers (replace)")
            .unwrap();
        let schema = found["schemaRef"]["id"].as_str().unwrap().to_owned();
        let target = json!({
            "name": "Customers", "data": {"schema": {"id": schema, "version": "application/vnd.adobe.xed-full+json;version=1"}},
            "params": {"dataSetId": dataset}, "connectionSpec": {"id": DATA_LAKE, "version": "1.0"},
        });
        let (status, target) = desk.post(&format!("{FLOWS}/targetConnections"), target).await;
        assert_eq!(status, StatusCode::CREATED, "{target}");
        let mut parts = Self {
            dataset: dataset.clone(),
            schema,
            target: id(&target),
            mapping: String::new(),
        };
        parts.mapping = parts.mapped(desk, Vec::new()).await;
        parts
    }

    /// A mapping set of the columns that the tests use, and more.
    pub(crate) async fn mapped(&self, desk: &Desk, more: Vec<Value>) -> String {
        let column = |source: &str, destination: &str| json!({"sourceType": "ATTRIBUTE", "source": source, "destination": destination});
        let mut mappings = vec![
            json!({"sourceType": "EXPRESSION", "source": "lower(trim(email))", "destination": "personalEmail.address"}),
            column("first", "person.name.firstName"),
            column("born", "person.birthDate"),
            column("since", "userAccount.startDate"),
        ];
        mappings.extend(more);
        let schema = json!({"id": self.schema, "contentType": "application/vnd.adobe.xed-full+json;version=1"});
        let set = json!({"outputSchema": {"schemaRef": schema}, "mappings": mappings});
        id(&desk.post(SETS, set).await.1)
    }

    pub(crate) fn flow(&self, source: &str, schedule: Value, more: Value) -> Value {
        let mut sent = json!({
            "name": "Customers every hour", "flowSpec": {"id": CLOUD_STORAGE, "version": "1.0"},
            "sourceConnectionIds": [source], "targetConnectionIds": [self.target],
            "transformations": [{"name": "Mapping", "params": {"mappingId": self.mapping, "mappingVersion": 0}}],
            "scheduleParams": schedule,
        });
        json_patch::merge(&mut sent, &more);
        sent
    }

    pub(crate) async fn begin(&self, desk: &Desk, from: Value, schedule: Value, more: Value) -> String {
        let (status, made) = desk.post(&format!("{FLOWS}/sourceConnections"), from).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let flow = self.flow(&id(&made), schedule, more);
        let (status, made) = desk.post(&format!("{FLOWS}/flows"), flow).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        id(&made)
    }
}

pub(crate) fn once() -> Value {
    json!({"startTime": PAST, "frequency": "once"})
}

pub(crate) async fn runs(desk: &Desk, flow: &str) -> Vec<Value> {
    let (status, found) = desk
        .get(&format!(
            "{FLOWS}/runs?property=flowId=={flow}&orderby=createdAt&limit=100"
        ))
        .await;
    assert_eq!(status, StatusCode::OK, "{found}");
    found["items"].as_array().unwrap().clone()
}

pub(crate) fn status(run: &Value) -> &str {
    run["metrics"]["statusSummary"]["status"].as_str().unwrap_or_default()
}

/// Waits for the n-th run that fits to come to its end.
pub(crate) async fn ended(desk: &Desk, flow: &str, nth: usize, fits: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..2000 {
        let all = runs(desk, flow).await;
        if let Some(run) = all
            .iter()
            .filter(|r| fits(r))
            .nth(nth - 1)
            .filter(|r| status(r) != "inProgress")
        {
            return run.clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the run never ended: {:?}", runs(desk, flow).await)
}

pub(crate) fn with_files(run: &Value) -> bool {
    run["metrics"]["fileSummary"]["inputFileCount"] != 0
}

pub(crate) fn batch_of(run: &Value) -> &str {
    let info = &run["activities"][1]["targetInfo"][0]["reference"];
    assert_eq!(info["type"], "Batch", "{run}");
    info["ids"][0].as_str().unwrap()
}

pub(crate) fn gzip(text: &str) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}
