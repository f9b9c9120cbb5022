//! Reading datasets.

use super::{
    batch_row::Batch,
    dataset,
    list::{self, missing, project},
};
use crate::{
    access::gateway::Sandbox,
    answer::{Answer, Refusal},
    clock,
    documents::{Documents, Kind},
    options::Quirk,
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Json,
    extract::{Path, RawQuery, State},
    http::header,
    response::IntoResponse as _,
};
use rusqlite::Connection;
use serde_json::{Value, json};

/// Members that a query may compare as they are.
const EXACT: [&str; 9] = [
    "version",
    "created",
    "updated",
    "createdClient",
    "createdUser",
    "updatedUser",
    "name",
    "description",
    "enableErrorDiagnostics",
];

pub(crate) async fn all(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let db = state.db();
    let mut rows = Vec::new();
    for (id, body) in Documents::of(&db, &sandbox.0).all(Kind::Dataset)? {
        let shown = shown(&db, &state, &sandbox, &id, body)?;
        rows.push((id, shown));
    }
    list::answer(rows, &query, &EXACT)
}

pub(crate) async fn one(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let db = state.db();
    let found = dataset::find(&db, &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    let tag = dataset::entity_tag(&found);
    let shown = shown(&db, &state, &sandbox, &id, found)?;
    let wanted: Option<Vec<&str>> = query.get("properties").map(|p| p.split(',').map(str::trim).collect());
    let body = json!({ id: project(shown, wanted.as_deref()) });
    Ok(([(header::ETAG, tag)], Json(body)).into_response())
}

/// A dataset also names its latest batches and their fate.
fn shown(db: &Connection, state: &Platform, sandbox: &Sandbox, id: &str, mut body: Value) -> Result<Value, Refusal> {
    if let Some(batch) = Batch::newest(db, &sandbox.0, id)? {
        let status = batch.shown_status(state.options.speed, clock::now_ms());
        body["lastBatchStatus"] = json!(status);
        body["lastBatchId"] = json!(batch.id);
    }
    for (member, status) in [("lastSuccessfulBatch", "success"), ("lastFailedBatch", "failed")] {
        if let Some(batch) = Batch::newest_with(db, &sandbox.0, id, status)? {
            body[member] = json!(batch.id);
        }
    }
    if state.has(Quirk::EveryDatasetNamesItsTable) {
        let name = body["name"].as_str().unwrap_or_default().to_lowercase();
        let table = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        body["tags"]["adobe/pqs/table"] = json!([table]);
        body["tags"]["adobe/siphon/table/format"] = json!(["delta"]);
    }
    if state.has(Quirk::TagsWithSpace) {
        for tag in ["unifiedProfile", "unifiedIdentity"] {
            for value in body["tags"]
                .get_mut(tag)
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                if let Some(text) = value.as_str() {
                    *value = json!(text.replace(' ', "").replacen(':', ": ", 1));
                }
            }
        }
    }
    Ok(body)
}
