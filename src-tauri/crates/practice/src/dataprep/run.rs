//! Validating a mapping set, and running it dry over sample rows.

use super::{
    mapper::Mapper,
    sets::{bad, mappings_of, object, schema},
};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    state::Shared,
};
use axum::{Extension, body::Bytes, extract::State, http::HeaderMap};
use serde_json::{Value, json};

/// So many rows at once.
const MOST_ROWS: usize = 100;

pub(crate) async fn validate(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = object(&headers, &body)?;
    let schema = schema(&state, &state.db(), &sandbox.0, &sent)?;
    let verdicts = mappings_of(&sent, &schema)?.into_iter().map(|mapping| match mapping {
        Ok(_) => json!({"status": "SUCCESS", "errors": null}),
        Err(reason) => json!({"status": "FAILED", "errors": [{"message": reason}]}),
    });
    let verdicts: Vec<Value> = verdicts.collect();
    answer::ok(&json!({"validationResponse": verdicts}))
}

pub(crate) async fn preview(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = object(&headers, &body)?;
    let set = &sent["mappingSet"];
    let rows = sent["data"].as_array().ok_or_else(|| bad("data is required"))?;
    if rows.len() > MOST_ROWS {
        return Err(bad(&format!("at most {MOST_ROWS} rows can be previewed")));
    }
    let mapper = Mapper::new(&state, &state.db(), &sandbox.0, set)?;
    let previewed = rows.iter().map(|row| match mapper.record(row) {
        (record, errors) if errors.is_empty() => json!({"data": record, "errors": null}),
        (record, errors) => json!({"data": record, "errors": errors}),
    });
    answer::ok(&Value::Array(previewed.collect()))
}
