//! The specifications that are known here: the landing zone as a source, the data lake as a target, and the flow between.

use super::{filter::Filter, missing};
use crate::answer::{self, Answer};
use axum::extract::{Path, RawQuery};
use serde_json::{Value, json};

/// Fixed ids of the platform.
pub(super) const LANDING_ZONE: &str = "26f526f2-58f4-4712-961d-e41bf1ccc0e8";
pub(super) const DATA_LAKE: &str = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";
pub(super) const CLOUD_STORAGE: &str = "9753525b-82c7-4dce-8a9b-5ccfce2b9876";
const PROVIDER: &str = "0ed90a81-07f4-4586-8190-b40eccef1c5a";

/// Seconds of one step.
pub(super) const FREQUENCIES: [(&str, i64); 5] = [
    ("once", 0),
    ("minute", 60),
    ("hour", 3_600),
    ("day", 86_400),
    ("week", 604_800),
];

fn permissions() -> Value {
    let one = |word: &str| json!([{"@type": "lowLevel", "name": "EnterpriseSource", "permissions": [word]}]);
    json!({"view": one("read"), "manage": one("write")})
}

fn connection_specs() -> [Value; 2] {
    let attributes = |is_source: bool, name: &str| json!({"category": "Cloud Storage", "isSource": is_source, "connectorName": name});
    [
        json!({
            "id": LANDING_ZONE, "name": "landing-zone", "providerId": PROVIDER, "version": "1.0", "authSpec": [],
            "attributes": attributes(true, "Data Landing Zone"), "permissionsInfo": permissions(),
        }),
        json!({
            "id": DATA_LAKE, "name": "dataLake", "providerId": PROVIDER, "version": "1.0", "authSpec": [],
            "attributes": attributes(false, "Data Lake"), "permissionsInfo": permissions(),
        }),
    ]
}

fn flow_specs() -> [Value; 1] {
    let words: Vec<&str> = FREQUENCIES.iter().map(|(word, _)| *word).collect();
    [json!({
        "id": CLOUD_STORAGE, "name": "CloudStorageToAEP", "providerId": PROVIDER, "version": "1.0",
        // The guide's sample does not show the landing zone among the sources.
        "sourceConnectionSpecIds": [LANDING_ZONE], "targetConnectionSpecIds": [DATA_LAKE],
        "optionSpec": {"name": "OptionSpec", "spec": {"type": "object", "properties": {
            "errorDiagnosticsEnabled": {"title": "Error diagnostics.", "type": "boolean", "default": false},
            "partialIngestionPercent": {"title": "Partial ingestion threshold.", "type": "number", "exclusiveMinimum": 0},
        }}},
        "transformationSpecs": [{"name": "Mapping", "spec": {"type": "object", "properties": {
            "mappingId": {"type": "string"}, "mappingVersion": {"type": "string"},
        }}}],
        "scheduleSpec": {"name": "PeriodicSchedule", "type": "Periodic", "spec": {
            "type": "object", "required": ["startTime", "frequency"], "properties": {
                "startTime": {"description": "epoch time", "type": "integer"},
                "endTime": {"description": "epoch time", "type": "integer"},
                "interval": {"type": "integer"}, "frequency": {"type": "string", "enum": words},
                "backfill": {"type": "boolean", "default": true},
            },
        }},
        "permissionsInfo": permissions(),
    })]
}

fn listed(path: &str, all: &[Value], query: Option<String>) -> Answer {
    let filter = Filter::read(&query.unwrap_or_default())?;
    filter.answer(path, all.to_vec())
}

fn single(all: &[Value], id: &str) -> Answer {
    let found = all.iter().find(|spec| spec["id"] == id).ok_or_else(missing)?;
    answer::ok(&json!({"items": [found]}))
}

pub(super) async fn connections(RawQuery(query): RawQuery) -> Answer {
    listed("/connectionSpecs", &connection_specs(), query)
}

pub(super) async fn connection(Path(id): Path<String>) -> Answer {
    single(&connection_specs(), &id)
}

/// `transformationSpecs` is a list in every sample of the guides, an object in the OpenAPI file.
pub(super) async fn flows(RawQuery(query): RawQuery) -> Answer {
    listed("/flowSpecs", &flow_specs(), query)
}

pub(super) async fn flow(Path(id): Path<String>) -> Answer {
    single(&flow_specs(), &id)
}
