//! One resource in the form that its Accept header asks for.

use super::{Registry, accept, descriptors, library, list, not_found, own_kind, resolve::without_text, schemas};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    documents::Kind,
    state::Shared,
};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
};
use serde_json::{Value, json};

pub(crate) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    if own_kind(&kind) == Some(Kind::Descriptor) {
        let found = registry.documents.get(Kind::Descriptor, &id)?;
        let found = found.filter(|_| container == "tenant");
        let found = found.ok_or_else(|| not_found(&state, &id))?;
        return answer::ok(&descriptors::answered(&state, found));
    }
    let all = list::resources(&registry, &container, &kind)?;
    let wanted = accept::lookup(&state, &headers)?;
    let found = all
        .into_iter()
        .find(|r| r["$id"] == id.as_str() || r["meta:altId"] == id.as_str())
        .ok_or_else(|| not_found(&state, &id))?;
    let mut body = match wanted.family.trim_end_matches("-notext") {
        "xed" => found.clone(),
        "xed-full-desc" => described(&registry, &found)?,
        _ => schemas::full(&registry, &found),
    };
    if wanted.family.ends_with("-notext") {
        without_text(&mut body);
    }
    let mut answered = answer::typed(&body, wanted.media);
    if let Some(tag) = found["meta:registryMetadata"]["eTag"].as_str()
        && let Ok(tag) = HeaderValue::from_str(tag)
    {
        answered.headers_mut().insert(header::ETAG, tag);
    }
    Ok(answered)
}

fn described(registry: &Registry<'_>, found: &Value) -> rusqlite::Result<Value> {
    let mut full = schemas::full(registry, found);
    let id = found["$id"].as_str().unwrap_or_default();
    let all = registry.descriptors_of(id)?.into_iter();
    let all: Vec<Value> = all.map(|d| descriptors::answered(registry.state, d)).collect();
    full["meta:descriptors"] = json!(all);
    Ok(full)
}

/// A standard resource counts as known wherever an own one would.
pub(super) fn any(registry: &Registry<'_>, id: &str) -> rusqlite::Result<Option<Value>> {
    for kind in [Kind::Schema, Kind::FieldGroup, Kind::DataType, Kind::Class] {
        if let Some(found) = registry.own(kind, id)? {
            return Ok(Some(found));
        }
    }
    let standard = registry.library.standard().into_iter().map(library::shown);
    Ok(standard.into_iter().find(|d| d["$id"] == id || d["meta:altId"] == id))
}
