//! Profile access by identity (`access/entities`). Unknown profiles are answered in either documented way.

use super::merge::{self, Found, Profile};
use crate::{
    access::gateway::{self, Sandbox},
    answer::{self, Answer, Refusal},
    documents::Documents,
    namespaces::Known,
    options::NotFound,
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
};
use serde_json::{Map, Value, json};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

const SCHEMA: &str = "_xdm.context.profile";
const MERGE_POLICY: &str = "1bbf8a2e-5c0d-4e83-9a77-2f6f0b7c3d19";
/// Not stated in the reference.
const MOST_IDENTITIES: usize = 1_000;

fn bad(message: &str) -> Refusal {
    answer::refuse(
        400,
        &json!({"code": "400", "message": message, "cause": message, "statusCode": "400"}),
    )
}

pub(crate) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let word = |name: &str| query.get(name).map(String::as_str).filter(|v| !v.is_empty());
    if word("schema.name") != Some(SCHEMA) {
        return Err(bad("schema.name must be _xdm.context.profile"));
    }
    let id = word("entityId").ok_or_else(|| bad("entityId is required"))?;
    let known = known(&state, &sandbox)?;
    let code = namespace(&known, word("entityIdNS").ok_or_else(|| bad("entityIdNS is required"))?)?;
    let fields: Vec<&str> = word("fields")
        .map(|f| f.split(',').map(str::trim).collect())
        .unwrap_or_default();
    match find(&state, &sandbox, &known.key(code, id))? {
        Some(profile) => answer::ok(&json!({ xid(code, id): shown(&profile, id, code, &fields) })),
        None => match state.options.not_found {
            NotFound::Status404 => Err(nowhere()),
            NotFound::Empty => answer::ok(&json!({ xid(code, id): nobody(id, code) })),
        },
    }
}

fn nowhere() -> Refusal {
    answer::refuse(404, &json!({"statusCode": "404"}))
}

/// Takes the whole profile away: every fragment that the identity leads to.
pub(crate) async fn delete(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let word = |name: &str| query.get(name).map(String::as_str).filter(|v| !v.is_empty());
    if word("schema.name") != Some(SCHEMA) {
        return Err(bad("schema.name must be _xdm.context.profile"));
    }
    let id = word("entityId").ok_or_else(|| bad("entityId is required"))?;
    let known = known(&state, &sandbox)?;
    let code = namespace(&known, word("entityIdNS").ok_or_else(|| bad("entityIdNS is required"))?)?;
    if merge::erase(&state.db(), &sandbox.0, &known.key(code, id))? {
        Ok(StatusCode::ACCEPTED.into_response())
    } else {
        Err(nowhere())
    }
}

pub(crate) async fn post(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    gateway::media_type(&headers, "application/json")?;
    let sent: Value = serde_json::from_slice(&body).map_err(|_| bad("the body is not JSON"))?;
    if sent["schema"]["name"] != SCHEMA {
        return Err(bad("schema.name must be _xdm.context.profile"));
    }
    let wanted = sent["identities"]
        .as_array()
        .ok_or_else(|| bad("identities is required"))?;
    if wanted.len() > MOST_IDENTITIES {
        return Err(bad("too many identities"));
    }
    let fields: Vec<&str> = sent["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let known = known(&state, &sandbox)?;
    let mut found = Map::new();
    for identity in wanted {
        let id = identity["entityId"]
            .as_str()
            .ok_or_else(|| bad("entityId is required"))?;
        let code = identity["entityIdNS"]["code"]
            .as_str()
            .ok_or_else(|| bad("entityIdNS.code is required"))?;
        let code = namespace(&known, code)?;
        let entry = match find(&state, &sandbox, &known.key(code, id))? {
            Some(profile) => shown(&profile, id, code, &fields),
            None => nobody(id, code),
        };
        found.insert(xid(code, id), entry);
    }
    answer::ok(&Value::Object(found))
}

fn known(state: &Platform, sandbox: &Sandbox) -> rusqlite::Result<Known> {
    Known::read(state, Documents::of(&state.db(), &sandbox.0))
}

fn namespace<'a>(known: &'a Known, code: &str) -> Result<&'a str, Refusal> {
    let found = known.in_lookup(code);
    found.ok_or_else(|| bad(&format!("namespace {code} is not known")))
}

fn find(state: &Platform, sandbox: &Sandbox, key: &str) -> Result<Option<Profile>, Refusal> {
    match merge::find(&state.db(), &sandbox.0, key)? {
        Found::Profile(profile) => Ok(Some(profile)),
        Found::Nothing => Ok(None),
        Found::TooLarge => Err(answer::refuse(
            422,
            &json!({"message": "More than 50 related identities", "cause": "identity graph", "statusCode": "422"}),
        )),
    }
}

fn shown(profile: &Profile, id: &str, code: &str, fields: &[&str]) -> Value {
    let graph: Vec<String> = profile
        .graph
        .iter()
        .filter_map(|k| k.split_once('\u{1f}'))
        .map(|(ns, id)| xid(ns, id))
        .collect();
    let entity = if fields.is_empty() {
        profile.entity.clone()
    } else {
        projected(&profile.entity, fields)
    };
    json!({
        "entityId": xid(code, id), "sources": profile.sources, "entity": entity,
        "mergePolicy": {"id": MERGE_POLICY}, "identityGraph": graph, "tags": [],
        "lastModifiedAt": crate::clock::instant_text(profile.modified),
        "requestedIdentity": {"entityId": id, "entityIdNS": {"code": code}},
    })
}

fn nobody(id: &str, code: &str) -> Value {
    json!({
        "requestedIdentity": {"entityId": id, "entityIdNS": {"code": code}},
        "sources": [""], "entity": {}, "lastModifiedAt": "1970-01-01T00:00:00Z",
    })
}

fn projected(entity: &Value, fields: &[&str]) -> Value {
    let mut out = json!({});
    for field in fields {
        let pointer = format!("/{}", field.replace('.', "/"));
        if let Some(value) = entity.pointer(&pointer) {
            let mut at = &mut out;
            for step in field.split('.') {
                at = &mut at[step];
            }
            *at = value.clone();
        }
    }
    out
}

/// The platform's own key of an identity: opaque and stable.
fn xid(code: &str, id: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (code, id).hash(&mut hasher);
    format!("GQ{:016x}", hasher.finish())
}
