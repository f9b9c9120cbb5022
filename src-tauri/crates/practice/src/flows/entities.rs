//! What source connections, target connections and flows have in common: they are made, listed, changed by JSON Patch
//! behind their version, and deleted one by one.

use super::{BASE, bad, filter::Filter, flow, missing, refuse, source, target};
use crate::{
    access::gateway::{self, Client, Sandbox},
    answer::{self, Answer, Refusal},
    clock,
    documents::{Documents, Kind},
    sandboxes,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use rusqlite::Connection;
use serde_json::{Value, json};

pub(super) fn segment(kind: Kind) -> &'static str {
    match kind {
        Kind::SourceConnection => "sourceConnections",
        Kind::TargetConnection => "targetConnections",
        _ => "flows",
    }
}

/// Checks a request and returns it as it is kept.
fn checked(kind: Kind, state: &Platform, db: &Connection, sandbox: &str, sent: &Value) -> Result<Value, Refusal> {
    match kind {
        Kind::SourceConnection => source::checked(sandbox, sent),
        Kind::TargetConnection => target::checked(Documents::of(db, sandbox), sent),
        _ => flow::checked(state, db, sandbox, sent),
    }
}

fn shown(kind: Kind, state: &Platform, documents: Documents<'_>, kept: Value) -> Result<Value, Refusal> {
    match kind {
        Kind::Flow => flow::shown(state, documents, kept),
        _ => Ok(kept),
    }
}

fn body_of(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    gateway::media_type(headers, "application/json")?;
    if body.is_empty() {
        return Err(bad(
            "The request body cannot be null or empty. Please provide a request body and try again.",
        ));
    }
    serde_json::from_slice(body).map_err(|_| bad("the body is not JSON"))
}

pub(super) async fn create(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(client): Extension<Client>,
    Extension(kind): Extension<Kind>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = body_of(&headers, &body)?;
    let db = state.db();
    let mut made = checked(kind, &state, &db, &sandbox.0, &sent)?;
    let id = answer::uuid();
    let now = clock::now_ms();
    let more = json!({
        "id": id, "createdAt": now, "updatedAt": now, "createdBy": "practice", "updatedBy": "practice",
        "createdClient": client.0, "updatedClient": client.0,
        "sandboxId": sandboxes::find(&sandbox.0).map(|s| s.id), "sandboxName": sandbox.0,
        "imsOrgId": state.endpoint.org_id, "state": "enabled", "version": version(0), "etag": version(0),
    });
    json_patch::merge(&mut made, &more);
    Documents::of(&db, &sandbox.0).put(kind, &id, &made)?;
    let place = format!("{BASE}/{}/{id}", segment(kind));
    let body = Json(json!({"id": id, "etag": version(0)}));
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], body).into_response())
}

/// The etag of the n-th change.
fn version(number: u32) -> String {
    format!("\"{:04}\"", 100 + number)
}

/// Gives the entity its next version.
pub(super) fn touch(entity: &mut Value, client: &str) {
    let last: Option<u32> = entity["etag"].as_str().and_then(|e| e.trim_matches('"').parse().ok());
    let next = json!(version(last.map_or(0, |n| n.saturating_sub(99))));
    entity["version"] = next.clone();
    entity["etag"] = next;
    entity["updatedAt"] = json!(clock::now_ms());
    entity["updatedClient"] = json!(client);
}

pub(super) async fn all(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(kind): Extension<Kind>,
    RawQuery(query): RawQuery,
) -> Answer {
    let filter = Filter::read(&query.unwrap_or_default())?;
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let kept = documents.bodies(kind)?;
    let items: Result<Vec<Value>, Refusal> = kept.into_iter().map(|k| shown(kind, &state, documents, k)).collect();
    filter.answer(&format!("/{}", segment(kind)), items?)
}

pub(super) async fn one(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(kind): Extension<Kind>,
    Path(id): Path<String>,
) -> Answer {
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let kept = documents.get(kind, &id)?.ok_or_else(missing)?;
    answer::ok(&json!({"items": [shown(kind, &state, documents, kept)?]}))
}

/// Refuses another version than the present one; without the header only where it may be left out.
pub(super) fn same_version(headers: &HeaderMap, entity: &Value, required: bool) -> Result<(), Refusal> {
    let supplied = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok());
    let Some(supplied) = supplied.filter(|s| !s.is_empty()) else {
        let text = "The header 'If-Match' is missing in the request. Please provide the header and try again.";
        return if required { Err(bad(text)) } else { Ok(()) };
    };
    let current = entity["etag"].as_str().unwrap_or_default();
    if supplied == current {
        return Ok(());
    }
    let escape = |text: &str| text.replace('"', "\\\"");
    Err(refuse(
        412,
        &format!(
            "Supplied version=[{}] does not match the current version on entity=[{}]",
            escape(supplied),
            escape(current)
        ),
    ))
}

pub(super) async fn patch(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(client): Extension<Client>,
    Extension(kind): Extension<Kind>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = body_of(&headers, &body)?;
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let old = documents.get(kind, &id)?.ok_or_else(missing)?;
    same_version(&headers, &old, true)?;
    let patch = instructions(sent)?;
    let mut changed = requested(&old);
    json_patch::patch(&mut changed, &patch).map_err(|e| {
        bad(&format!(
            "An error has occurred while validating patch instructions: {e}"
        ))
    })?;
    let mut made = checked(kind, &state, &db, &sandbox.0, &changed)?;
    for (name, value) in old.as_object().into_iter().flatten() {
        if SET_BY_US.contains(&name.as_str()) {
            made[name] = value.clone();
        }
    }
    if kind == Kind::Flow {
        flow::keep_clock(&old, &mut made);
    }
    touch(&mut made, &client.0);
    documents.put(kind, &id, &made)?;
    answer::ok(&json!({"id": id, "etag": made["etag"]}))
}

/// What no request can set.
const SET_BY_US: [&str; 13] = [
    "id",
    "createdAt",
    "updatedAt",
    "createdBy",
    "updatedBy",
    "createdClient",
    "updatedClient",
    "sandboxId",
    "sandboxName",
    "imsOrgId",
    "state",
    "version",
    "etag",
];

/// The entity as a request would have it.
fn requested(entity: &Value) -> Value {
    let mut sent = entity.clone();
    if let Some(members) = sent.as_object_mut() {
        members.retain(|name, _| !SET_BY_US.contains(&name.as_str()) && name != flow::SCHEDULED);
    }
    sent
}

/// `op` is in capitals in the OpenAPI file and in small letters in the guides.
fn instructions(mut sent: Value) -> Result<json_patch::Patch, Refusal> {
    for one in sent.as_array_mut().into_iter().flatten() {
        let word = one["op"].as_str().unwrap_or_default().to_ascii_lowercase();
        if !["add", "replace", "remove"].contains(&word.as_str()) {
            return Err(bad(&format!(
                "Unsupported operation '{word}' received. Please use one of the supported operation types and try again."
            )));
        }
        one["op"] = json!(word);
    }
    serde_json::from_value(sent).map_err(|e| {
        bad(&format!(
            "An error has occurred while validating patch instructions: {e}"
        ))
    })
}

/// A flow leaves its connections; a connection that a flow uses stays.
pub(super) async fn delete(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(kind): Extension<Kind>,
    Path(id): Path<String>,
) -> Answer {
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    documents.get(kind, &id)?.ok_or_else(missing)?;
    let flows = documents.bodies(Kind::Flow)?;
    let names = |flow: &Value, list: &str| {
        flow[list]
            .as_array()
            .is_some_and(|l| l.iter().any(|i| *i == id.as_str()))
    };
    if flows
        .iter()
        .any(|f| names(f, "sourceConnectionIds") || names(f, "targetConnectionIds"))
    {
        return Err(bad(&format!(
            "The connection with the ID {id} cannot be deleted because the connection is being used in one or more flows. \
             Please ensure that corresponding flows are deleted before deleting a connection."
        )));
    }
    documents.delete(kind, &id)?;
    documents.delete(Kind::FlowClock, &id)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
