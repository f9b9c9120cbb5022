//! Making, changing and deleting datasets.

use super::{
    BASE,
    batch_row::Batch,
    dataset,
    list::{bad, missing},
    rules,
};
use crate::{
    access::gateway::{Client, Sandbox},
    answer::{self, Answer, Refusal},
    documents::{Documents, Kind},
    registry::Registry,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use json_patch::Patch;
use serde_json::{Value, json};

fn media(headers: &HeaderMap) -> &str {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    sent.and_then(|m| m.split(';').next()).unwrap_or_default().trim()
}

fn unsupported() -> Refusal {
    let text = "Content-Type must be application/json or application/json-patch+json";
    answer::problem(415, "Unsupported Media Type", text)
}

fn object(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    if media(headers) != "application/json" {
        return Err(unsupported());
    }
    let sent: Value = serde_json::from_slice(body).map_err(|_| bad("the body is not JSON"))?;
    if sent.is_object() {
        Ok(sent)
    } else {
        Err(bad("the body is not an object"))
    }
}

/// `Pragma: validate-only` checks without keeping.
fn only_validates(headers: &HeaderMap) -> bool {
    let pragma = headers.get(header::PRAGMA).and_then(|v| v.to_str().ok());
    pragma.is_some_and(|p| p.eq_ignore_ascii_case("validate-only"))
}

fn answered(id: &str) -> Value {
    json!([format!("@/dataSets/{id}")])
}

pub(crate) async fn post(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = object(&headers, &body)?;
    if let Some(kept) = dataset::KEPT.into_iter().find(|name| sent.get(name).is_some()) {
        return Err(bad(&format!("{kept} is the platform's")));
    }
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    rules::check(&registry, None, &sent)?;
    let id = answer::request_id()[..24].to_owned();
    if !only_validates(&headers) {
        let made = dataset::made(&state.endpoint.org_id, &client.0, &id, &sent);
        registry.documents.put(Kind::Dataset, &id, &made)?;
    }
    let place = format!("https://platform.adobe.io{BASE}/dataSets/{id}");
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], Json(answered(&id))).into_response())
}

pub(crate) async fn patch(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    change(&state, &sandbox, &id, &headers, |old| match media(&headers) {
        "application/json-patch+json" => operations(old, &body),
        "application/json" => {
            let sent = object(&headers, &body)?;
            let mut new = old.clone();
            json_patch::merge(&mut new, &sent);
            Ok(new)
        }
        _ => Err(unsupported()),
    })
}

/// The newer version takes partial objects alone.
pub(crate) async fn patch_v2(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    change(&state, &sandbox, &id, &headers, |old| {
        let sent = object(&headers, &body)?;
        let mut new = old.clone();
        json_patch::merge(&mut new, &sent);
        Ok(new)
    })
}

pub(crate) async fn put(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    change(&state, &sandbox, &id, &headers, |old| {
        let sent = object(&headers, &body)?;
        let mut new = old.clone();
        for name in rules::WRITABLE {
            new.as_object_mut().and_then(|members| members.remove(name));
            if let Some(value) = sent.get(name) {
                new[name] = value.clone();
            }
        }
        Ok(new)
    })
}

fn operations(old: &Value, body: &[u8]) -> Result<Value, Refusal> {
    let patch: Patch = serde_json::from_slice(body).map_err(|_| bad("the body is not a list of operations"))?;
    let mut new = old.clone();
    json_patch::patch(&mut new, &patch).map_err(|e| bad(&e.to_string()))?;
    Ok(new)
}

fn change(
    state: &Platform,
    sandbox: &Sandbox,
    id: &str,
    headers: &HeaderMap,
    edit: impl FnOnce(&Value) -> Result<Value, Refusal>,
) -> Answer {
    let db = state.db();
    let registry = Registry::open(state, &db, &sandbox.0)?;
    let old = dataset::find(&db, &sandbox.0, id)?.ok_or_else(|| missing(id))?;
    precondition(headers, &old)?;
    let mut new = edit(&old)?;
    if let Some(kept) = dataset::KEPT.into_iter().find(|name| old.get(name) != new.get(name)) {
        return Err(bad(&format!("{kept} cannot be changed")));
    }
    rules::check(&registry, Some(&old), &new)?;
    dataset::touch(&mut new);
    if !only_validates(headers) {
        registry.documents.put(Kind::Dataset, id, &new)?;
    }
    Ok(([(header::ETAG, dataset::entity_tag(&new))], Json(answered(id))).into_response())
}

/// `If-Match` names the state that the client has seen.
fn precondition(headers: &HeaderMap, old: &Value) -> Result<(), Refusal> {
    let wanted = headers.get(header::IF_MATCH).and_then(|v| v.to_str().ok());
    let current = dataset::entity_tag(old);
    let same = |tag: &str| tag == "*" || tag.trim_matches('"') == current.trim_matches('"');
    match wanted {
        Some(tag) if !same(tag.trim()) => {
            let text = "the dataset was changed since it was read";
            Err(answer::problem(412, "Precondition Failed", text))
        }
        _ => Ok(()),
    }
}

pub(crate) async fn delete(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let db = state.db();
    let old = dataset::find(&db, &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    precondition(&headers, &old)?;
    if rules::is_enabled(&old) && Batch::newest_with(&db, &sandbox.0, &id, "success")?.is_some() {
        return Err(bad(
            "a dataset with data in Profile must be disabled before it is deleted",
        ));
    }
    Documents::of(&db, &sandbox.0).delete(Kind::Dataset, &id)?;
    answer::ok(&answered(&id))
}
