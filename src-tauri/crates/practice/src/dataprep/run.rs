//! Validating a mapping set, and running it dry over sample rows.

use super::{
    mapping::Mapping,
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
    let schema = schema(&state, &state.db(), &sandbox.0, set)?;
    let mappings: Result<Vec<Mapping>, String> = mappings_of(set, &schema)?.into_iter().collect();
    let mappings = mappings.map_err(|reason| bad(&reason))?;
    let previewed: Vec<Value> = rows.iter().map(|row| run(&mappings, row)).collect();
    answer::ok(&Value::Array(previewed))
}

/// A value that cannot be made leaves its field out, and is told apart; the row stays.
fn run(mappings: &[Mapping], row: &Value) -> Value {
    let mut record = json!({});
    let mut errors: Vec<Value> = Vec::new();
    for mapping in mappings {
        match mapping.value(row) {
            Ok(Value::Null) => {}
            Ok(value) => mapping.put(&mut record, value),
            Err(reason) => errors.push(json!({
                "destination": mapping.destination, "exception": reason, "source": mapping.source,
                "columnName": mapping.columns().first().copied().unwrap_or_default(), "sourceType": mapping.kind,
            })),
        }
    }
    let errors = if errors.is_empty() {
        Value::Null
    } else {
        Value::Array(errors)
    };
    json!({"data": record, "errors": errors})
}
