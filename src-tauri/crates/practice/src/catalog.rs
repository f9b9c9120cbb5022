//! Catalog: datasets and batches, as objects keyed by id.

use crate::{
    answer::{self, Answer, Refusal},
    batch_row::Batch,
    clock, dataset,
    gateway::Sandbox,
    state::Shared,
    token,
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

type Query = HashMap<String, String>;

fn bad(detail: &str) -> Refusal {
    answer::problem(400, "Bad Request", detail)
}

fn missing(id: &str) -> Refusal {
    answer::problem(404, "Not Found", &format!("Object {id} was not found"))
}

fn number(query: &Query, name: &str) -> Result<Option<i64>, Refusal> {
    let parsed = query.get(name).map(|text| text.parse());
    parsed.transpose().map_err(|_| bad(&format!("{name} must be a number")))
}

/// Orders, pages and projects `(id, object)` pairs the way every Catalog list does.
fn list(mut rows: Vec<(String, Value)>, query: &Query) -> Answer {
    let limit = match number(query, "limit")? {
        None => 20,
        Some(limit @ 1..=100) => limit as usize,
        Some(_) => return Err(bad("limit must be between 1 and 100")),
    };
    let start = match number(query, "start")?.or(number(query, "offset")?) {
        None => 0,
        Some(start @ 0..) => start as usize,
        Some(_) => return Err(bad("start must not be negative")),
    };
    if let Some(after) = number(query, "createdAfter")? {
        rows.retain(|(_, row)| row["created"].as_i64() > Some(after));
    }
    if let Some(before) = number(query, "createdBefore")? {
        rows.retain(|(_, row)| row["created"].as_i64() < Some(before));
    }
    for order in query.get("orderBy").into_iter().flat_map(|o| o.rsplit(',')) {
        sort(&mut rows, order)?;
    }
    let wanted: Option<Vec<&str>> = query.get("properties").map(|p| p.split(',').map(str::trim).collect());
    let page = rows.into_iter().skip(start).take(limit);
    let project = |row: Value| match (&wanted, row) {
        (Some(names), Value::Object(row)) => {
            Value::Object(row.into_iter().filter(|(k, _)| names.contains(&k.as_str())).collect())
        }
        (_, row) => row,
    };
    let keyed: Map<String, Value> = page.map(|(id, row)| (id, project(row))).collect();
    answer::ok(&Value::Object(keyed))
}

fn sort(rows: &mut [(String, Value)], order: &str) -> Result<(), Refusal> {
    let (direction, key) = order.split_once(':').unwrap_or(("asc", order));
    let text = |row: &Value| (row[key].as_i64(), row[key].as_str().map(str::to_owned));
    match direction {
        "asc" => rows.sort_by_key(|(_, row)| text(row)),
        "desc" => rows.sort_by_key(|(_, row)| std::cmp::Reverse(text(row))),
        _ => return Err(bad("orderBy takes asc:NAME or desc:NAME")),
    }
    Ok(())
}

pub(crate) async fn datasets(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = token::form(&query.unwrap_or_default());
    let mut rows = dataset_rows(&state, &sandbox)?;
    if let Some(name) = query.get("name") {
        rows.retain(|(_, row)| row["name"] == name.as_str());
    }
    for wanted in query.get("tags").into_iter().flat_map(|t| t.split(',')) {
        let (tag, value) = wanted.split_once(':').unwrap_or((wanted, "*"));
        rows.retain(|(_, row)| tagged(row, tag, value));
    }
    list(rows, &query)
}

fn dataset_rows(state: &Shared, sandbox: &Sandbox) -> Result<Vec<(String, Value)>, Refusal> {
    let db = state.db();
    let mut statement = db.prepare_cached("SELECT id, body FROM dataset WHERE sandbox = ?1 ORDER BY created")?;
    let found = statement.query_map([&sandbox.0], |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))?;
    let mut rows = Vec::new();
    for row in found {
        let (id, body): (String, String) = row?;
        let shown = last_batches(&db, state, sandbox, &id, serde_json::from_str(&body)?)?;
        rows.push((id, shown));
    }
    Ok(rows)
}

/// A dataset also names its latest batch and that batch's fate.
fn last_batches(
    db: &rusqlite::Connection,
    state: &Shared,
    sandbox: &Sandbox,
    id: &str,
    mut body: Value,
) -> Result<Value, Refusal> {
    let newest = Batch::newest(db, &sandbox.0, id)?;
    if let Some(batch) = newest {
        body["lastBatchId"] = json!(batch.id);
        let status = batch.shown_status(state.options.speed, clock::now_ms());
        body["lastBatchStatus"] = json!(status);
    }
    Ok(body)
}

fn tagged(row: &Value, tag: &str, value: &str) -> bool {
    let Some(values) = row["tags"][tag].as_array() else {
        return false;
    };
    let fits = |v: &str| match value.strip_suffix('*') {
        Some(start) => v.starts_with(start),
        None => v == value,
    };
    values.iter().filter_map(Value::as_str).any(fits)
}

pub(crate) async fn dataset(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
) -> Answer {
    let db = state.db();
    let found = dataset::find(&db, &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    let shown = last_batches(&db, &state, &sandbox, &id, found)?;
    answer::ok(&json!({ id: shown }))
}

pub(crate) async fn batches(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = token::form(&query.unwrap_or_default());
    let wants = |name: &str, value: &str| query.get(name).is_none_or(|w| w.split(',').any(|w| w == value));
    let found = Batch::all(&state.db(), &sandbox.0)?;
    let mut rows = Vec::new();
    for batch in found {
        let shown = shown(&state, &batch);
        let external = batch.external_id.as_deref().unwrap_or_default();
        let fits = wants("dataSet", &batch.dataset)
            && wants("batch", &batch.id)
            && wants("externalId", external)
            && wants("createdClient", &state.endpoint.client_id)
            && wants("status", shown["status"].as_str().unwrap_or_default());
        if fits {
            rows.push((batch.id.clone(), shown));
        }
    }
    list(rows, &query)
}

fn shown(state: &Shared, batch: &Batch) -> Value {
    batch.shown(&state.endpoint.org_id, &state.endpoint.client_id, state.options.speed)
}

pub(crate) async fn batch(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
) -> Answer {
    let found = Batch::find(&state.db(), &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    answer::ok(&json!({ id: shown(&state, &found) }))
}
