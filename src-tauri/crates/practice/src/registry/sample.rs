//! `GET /rpc/sampledata`: a record of the schema's shape, with a fitting value in every field.

use super::{Registry, accept, lookup, not_found, schemas};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    state::Shared,
};
use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
};
use serde_json::{Map, Value, json};

pub(crate) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    accept::lookup(&state, &headers)?;
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    let found = lookup::any(&registry, &id)?.ok_or_else(|| not_found(&state, &id))?;
    let full = schemas::full(&registry, &found);
    answer::ok(&sample(&full))
}

fn sample(node: &Value) -> Value {
    if let Some(first) = node["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    match node["meta:xdmType"].as_str().or(node["type"].as_str()) {
        Some("object") => {
            let fields = node["properties"].as_object().into_iter().flatten();
            let pairs = fields.map(|(name, field)| (name.clone(), sample(field)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        Some("map") => json!({"key": sample(&node["additionalProperties"])}),
        Some("array") => json!([sample(&node["items"])]),
        Some("boolean") => json!(true),
        Some("number") => json!(1.5),
        Some("integer" | "byte" | "short" | "int" | "long") => json!(node["minimum"].as_i64().map_or(1, |m| m.max(1))),
        Some("date") => json!("2018-11-12"),
        Some("date-time") => json!("2018-11-12T20:20:39+00:00"),
        _ => text(node),
    }
}

fn text(node: &Value) -> Value {
    match node["format"].as_str() {
        Some("email") => json!("sample@example.com"),
        Some("uri" | "uri-reference") => json!("https://example.com/sample"),
        _ => node["examples"]
            .as_array()
            .and_then(|e| e.first())
            .filter(|e| e.is_string())
            .cloned()
            .unwrap_or_else(|| json!("Sample value")),
    }
}
