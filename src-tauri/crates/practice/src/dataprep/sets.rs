//! Mapping sets as they are kept.

use super::{mapper, mapping::Mapping};
use crate::{
    access::gateway::{self, Sandbox},
    answer::{self, Answer, Refusal},
    clock,
    documents::{Documents, Kind},
    query,
    registry::Registry,
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
};
use rusqlite::Connection;
use serde_json::{Value, json};

pub(super) fn bad(detail: &str) -> Refusal {
    answer::problem(400, "Bad Request", detail)
}

fn missing(id: &str) -> Refusal {
    answer::problem(404, "Not Found", &format!("mapping set {id} is not found"))
}

pub(super) fn object(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    gateway::media_type(headers, "application/json")?;
    let sent: Value = serde_json::from_slice(body).map_err(|_| bad("the body is not JSON"))?;
    if sent.is_object() {
        Ok(sent)
    } else {
        Err(bad("the body is not an object"))
    }
}

/// The resolved schema that a set maps to, in either form of the request.
pub(super) fn schema(state: &Platform, db: &Connection, sandbox: &str, set: &Value) -> Result<Value, Refusal> {
    let id = mapper::schema_id(set).ok_or_else(|| bad("outputSchema.schemaRef.id is required"))?;
    let registry = Registry::open(state, db, sandbox)?;
    let found = registry.schema(id)?;
    found
        .map(|s| s.full)
        .ok_or_else(|| bad(&format!("the schema {id} is not found")))
}

/// Every mapping of the set with what is wrong with it.
pub(super) fn mappings_of(set: &Value, schema: &Value) -> Result<Vec<Result<Mapping, String>>, Refusal> {
    let sent = set["mappings"].as_array().ok_or_else(|| bad("mappings is required"))?;
    Ok(sent.iter().map(|m| Mapping::read(m, schema)).collect())
}

fn check(state: &Platform, db: &Connection, sandbox: &str, set: &Value) -> Result<(), Refusal> {
    let schema = schema(state, db, sandbox, set)?;
    for mapping in mappings_of(set, &schema)? {
        mapping.map_err(|reason| bad(&reason))?;
    }
    Ok(())
}

pub(crate) async fn create(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = object(&headers, &body)?;
    let db = state.db();
    check(&state, &db, &sandbox.0, &sent)?;
    let id = answer::request_id();
    let made = stamped(&id, 0, sent);
    Documents::of(&db, &sandbox.0).put(Kind::MappingSet, &id, &made)?;
    answer::ok(&receipt(&made))
}

/// What the platform adds: ids of the mappings, dates, the version.
fn stamped(id: &str, version: u64, mut set: Value) -> Value {
    // A text in the reference, and no more is said of it.
    let now = clock::now_ms().to_string();
    for mapping in set["mappings"].as_array_mut().into_iter().flatten() {
        mapping["id"] = json!(answer::request_id());
        mapping["version"] = json!(version);
    }
    let more = json!({
        "id": id, "version": version, "createdDate": now, "modifiedDate": now,
        "createdBy": "practice", "modifiedBy": "practice",
    });
    json_patch::merge(&mut set, &more);
    set
}

fn receipt(set: &Value) -> Value {
    let names = [
        "id",
        "version",
        "createdDate",
        "modifiedDate",
        "createdBy",
        "modifiedBy",
    ];
    Value::Object(names.into_iter().map(|n| (n.to_owned(), set[n].clone())).collect())
}

pub(crate) async fn put(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = object(&headers, &body)?;
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let old = documents.get(Kind::MappingSet, &id)?.ok_or_else(|| missing(&id))?;
    check(&state, &db, &sandbox.0, &sent)?;
    let version = old["version"].as_u64().unwrap_or(0) + 1;
    let mut made = stamped(&id, version, sent);
    made["createdDate"] = old["createdDate"].clone();
    documents.put(Kind::MappingSet, &id, &made)?;
    // Flows name a version: the earlier one stays readable.
    let earlier = format!("{id}@{}", old["version"]);
    documents.put(Kind::MappingSet, &earlier, &old)?;
    answer::ok(&made)
}

pub(crate) async fn one(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let db = state.db();
    let version = query.get("version").map(|v| v.parse()).transpose();
    let version = version.map_err(|_| missing(&id))?;
    let found = mapper::find(Documents::of(&db, &sandbox.0), &id, version)?;
    answer::ok(&found.ok_or_else(|| missing(&id))?)
}

pub(crate) async fn mappings(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
) -> Answer {
    let db = state.db();
    let found = Documents::of(&db, &sandbox.0).get(Kind::MappingSet, &id)?;
    answer::ok(&found.ok_or_else(|| missing(&id))?["mappings"])
}

/// `limit` and `start` are both required.
pub(crate) async fn all(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let number = |name: &str| query.get(name).and_then(|v| v.parse::<usize>().ok());
    let (Some(limit), Some(start)) = (number("limit"), number("start")) else {
        return Err(bad("limit and start are required"));
    };
    let db = state.db();
    let mut all = Documents::of(&db, &sandbox.0).all(Kind::MappingSet)?;
    all.retain(|(id, set)| !id.contains('@') && query.get("name").is_none_or(|n| set["name"] == n.as_str()));
    let order = query.get("orderBy").map_or("createdDate", String::as_str);
    let (key, reverse) = order.strip_prefix('-').map_or((order, false), |k| (k, true));
    let key = match key.trim_start_matches('+').trim_start() {
        "createdDate" => "createdDate",
        "updatedDate" => "modifiedDate",
        _ => return Err(bad("orderBy takes createdDate and updatedDate")),
    };
    all.sort_by_key(|(_, set)| set[key].as_str().map(str::to_owned));
    if reverse {
        all.reverse();
    }
    let data: Vec<Value> = all.into_iter().map(|(_, set)| set).skip(start).take(limit).collect();
    answer::ok(&json!({
        "data": data, "_page": {"count": data.len(), "limit": limit},
        "_links": {"self": {"href": "/mappingSets", "templated": false}},
    }))
}
