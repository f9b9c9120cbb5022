//! Reading batches.

use super::{
    batch_row::Batch,
    list::{self, Rows, missing},
};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    documents::{Documents, Kind},
    query,
    state::Shared,
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
};
use serde_json::json;

/// Members that a query may compare as they are.
const EXACT: [&str; 13] = [
    "created",
    "createdClient",
    "updated",
    "createdUser",
    "updatedUser",
    "version",
    "status",
    "recordCount",
    "failedRecordCount",
    "size",
    "started",
    "completed",
    "externalId",
];

pub(crate) async fn all(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let wants = |name: &str, value: &str| query.get(name).is_none_or(|w| w.split(',').any(|w| w == value));
    let found = Batch::all(&state.db(), &sandbox.0)?;
    let rows: Rows = found
        .into_iter()
        .filter(|batch| wants("dataSet", &batch.dataset) && wants("batch", &batch.id))
        .map(|batch| (batch.id.clone(), batch.shown(&state)))
        .collect();
    list::answer(rows, &query, &EXACT)
}

/// `aggregate=true` merges what children say; batches have none here.
pub(crate) async fn one(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
) -> Answer {
    let found = Batch::find(&state.db(), &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    answer::ok(&json!({ id: found.shown(&state) }))
}

/// For each dataset its last batches, for dashboards.
pub(crate) async fn last(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let db = state.db();
    let asked: Option<Vec<&str>> = query.get("dataSetId").map(|ids| ids.split(',').collect());
    let mut rows = Rows::new();
    for (id, _) in Documents::of(&db, &sandbox.0).all(Kind::Dataset)? {
        if asked.as_ref().is_some_and(|ids| !ids.contains(&id.as_str())) {
            continue;
        }
        let Some(newest) = Batch::newest(&db, &sandbox.0, &id)? else {
            continue;
        };
        let seen = newest.shown(&state);
        let mut row = json!({
            "lastBatchId": newest.id, "lastBatchStatus": seen["status"], "imsOrg": seen["imsOrg"],
            "created": seen["created"], "updated": seen["updated"],
        });
        for (member, status) in [("lastSuccessfulBatchId", "success"), ("lastFailedBatchId", "failed")] {
            if let Some(batch) = Batch::newest_with(&db, &sandbox.0, &id, status)? {
                row[member] = json!(batch.id);
            }
        }
        rows.push((id, row));
    }
    list::answer(rows, &query, &["lastBatchId", "lastBatchStatus", "created", "updated"])
}
