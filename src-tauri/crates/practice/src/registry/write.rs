//! Making, changing and deleting own resources.

use super::{
    BASE, Registry, additive, bad, descriptors, not_found, own_kind, patch as operations, refuse, rules,
    schemas::{self, Schema, is_union, references},
};
use crate::{
    access::gateway::{self, Sandbox},
    answer::{self, Answer, Refusal},
    catalog::batch_row,
    documents::Kind,
    state::Shared,
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use serde_json::{Value, json};

type Target = Path<(String, String, String)>;

fn target(state: &Shared, container: &str, kind: &str) -> Result<Kind, Refusal> {
    match own_kind(kind) {
        Some(known) if container == "tenant" => Ok(known),
        _ => Err(not_found(state, &format!("{container}/{kind}"))),
    }
}

pub(super) fn object(state: &Shared, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    gateway::media_type(headers, "application/json")?;
    let sent: Value = serde_json::from_slice(body).map_err(|_| bad(state, 1531, "the body is not JSON"))?;
    if sent.is_object() {
        Ok(sent)
    } else {
        Err(bad(state, 1531, "the body is not an object"))
    }
}

pub(crate) async fn post(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let known = target(&state, &container, &kind)?;
    let sent = object(&state, &headers, &body)?;
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    if known == Kind::Descriptor {
        return descriptors::create(&registry, &sent);
    }
    let sent = operations::writable(&sent);
    rules::check(&registry, &kind, &sent, None)?;
    let folder = if known == Kind::FieldGroup { "mixins" } else { &kind };
    let id = format!(
        "https://ns.adobe.com/{}/{folder}/{}",
        state.tenant,
        &answer::request_id()
    );
    let made = schemas::stamp(&registry, &kind, &id, &sent);
    if known == Kind::Schema {
        union_rule(&registry, &Value::Null, &schemas::compile(&registry, &made)?)?;
    }
    registry.documents.put(known, &id, &made)?;
    let place = format!("{BASE}/tenant/{kind}/{}", super::alt_id(&id));
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], Json(made)).into_response())
}

pub(crate) async fn put(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind, id)): Target,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let known = target(&state, &container, &kind)?;
    let sent = object(&state, &headers, &body)?;
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    if known == Kind::Descriptor {
        return descriptors::replace(&registry, &id, &sent);
    }
    let old = registry.own(known, &id)?.ok_or_else(|| not_found(&state, &id))?;
    change(&registry, known, &kind, &old, operations::writable(&sent))
}

pub(crate) async fn patch(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind, id)): Target,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let known = target(&state, &container, &kind)?;
    gateway::media_type(&headers, "application/json")?;
    if known == Kind::Descriptor {
        return Err(refuse(
            &state,
            405,
            1532,
            "Method not allowed",
            "descriptors are replaced by PUT",
        ));
    }
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    let old = registry.own(known, &id)?.ok_or_else(|| not_found(&state, &id))?;
    let new = operations::apply(&state, &old, &body)?;
    change(&registry, known, &kind, &old, new)
}

fn change(registry: &Registry<'_>, known: Kind, kind: &str, old: &Value, new: Value) -> Answer {
    let id = old["$id"].as_str().unwrap_or_default();
    rules::check(registry, kind, &new, Some(id))?;
    let mut changed = old.clone();
    if let Some(members) = changed.as_object_mut() {
        members.retain(|name, _| !rules::WRITABLE.contains(&name.as_str()));
    }
    for (name, value) in new.as_object().into_iter().flatten() {
        changed[name] = value.clone();
    }
    if known == Kind::Schema {
        schemas::describe(registry, &mut changed);
        let after = schemas::compile(registry, &changed)?;
        union_rule(registry, old, &after)?;
        only_grew(registry, &schemas::compile(registry, old)?, &after)?;
    } else {
        dependents_grew(registry, id, &changed)?;
    }
    schemas::touch(&mut changed);
    registry.documents.put(known, id, &changed)?;
    answer::ok(&changed)
}

/// The union tag cannot be taken away, and needs something that says who a record is about.
fn union_rule(registry: &Registry<'_>, before: &Value, after: &Schema) -> Result<(), Refusal> {
    let state = registry.state;
    let tags = &after.raw["meta:immutableTags"];
    if !(tags.is_null() || *tags == json!([]) || *tags == json!(["union"])) {
        return Err(bad(state, 1533, "meta:immutableTags takes union only"));
    }
    if is_union(before) && !after.is_union() {
        return Err(bad(state, 1533, "A schema cannot be taken out of the union"));
    }
    if after.is_union() && !after.has_primary() {
        let text = "A schema needs a primary identity (a descriptor or identityMap) before it can join the union";
        return Err(bad(state, 1533, text));
    }
    Ok(())
}

/// In the union, or used by a dataset that has taken data.
fn is_frozen(registry: &Registry<'_>, schema: &Schema) -> rusqlite::Result<bool> {
    if schema.is_union() {
        return Ok(true);
    }
    for (id, dataset) in registry.documents.all(Kind::Dataset)? {
        if dataset["schemaRef"]["id"] == schema.id.as_str() && batch_row::has_data(registry.documents.db, &id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn only_grew(registry: &Registry<'_>, before: &Schema, after: &Schema) -> Result<(), Refusal> {
    if !is_frozen(registry, before)? {
        return Ok(());
    }
    match additive::first_loss(&before.full, &after.full) {
        None => Ok(()),
        Some(path) => {
            let text = format!(
                "The schema {} is in use: only additive changes are allowed, and {path} is not one",
                before.id
            );
            Err(bad(registry.state, 1534, &text))
        }
    }
}

fn dependents_grew(registry: &Registry<'_>, id: &str, changed: &Value) -> Result<(), Refusal> {
    let mut later = Registry {
        state: registry.state,
        documents: registry.documents,
        library: registry.library.clone(),
    };
    later.library.replace(changed.clone());
    for body in registry.documents.bodies(Kind::Schema)? {
        if body.to_string().contains(id) {
            let (before, after) = (schemas::compile(registry, &body)?, schemas::compile(&later, &body)?);
            only_grew(registry, &before, &after)?;
        }
    }
    Ok(())
}

pub(crate) async fn delete(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind, id)): Target,
) -> Answer {
    let known = target(&state, &container, &kind)?;
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    if known == Kind::Descriptor {
        return descriptors::delete(&registry, &id);
    }
    let found = registry.own(known, &id)?.ok_or_else(|| not_found(&state, &id))?;
    let id = found["$id"].as_str().unwrap_or_default();
    if let Some(user) = user_of(&registry, known, &found, id)? {
        return Err(bad(&state, 1535, &format!("{id} is in use by {user}")));
    }
    if known == Kind::Schema {
        for descriptor in registry.descriptors_of(id)? {
            let name = descriptor["@id"].as_str().unwrap_or_default();
            registry.documents.delete(Kind::Descriptor, name)?;
        }
    }
    registry.documents.delete(known, id)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What stands against deleting a resource.
fn user_of(registry: &Registry<'_>, kind: Kind, found: &Value, id: &str) -> rusqlite::Result<Option<String>> {
    if kind == Kind::Schema {
        if is_union(found) {
            return Ok(Some("the union".to_owned()));
        }
        let datasets = registry.documents.all(Kind::Dataset)?;
        let user = datasets.into_iter().find(|(_, d)| d["schemaRef"]["id"] == id);
        return Ok(user.map(|(name, _)| format!("dataset {name}")));
    }
    for kind in [Kind::Schema, Kind::FieldGroup, Kind::DataType, Kind::Class] {
        for body in registry.documents.bodies(kind)? {
            let named = references(&body).contains(&id) || body.to_string().contains(&format!("\"{id}\""));
            if body["$id"] != id && named {
                return Ok(body["$id"].as_str().map(str::to_owned));
            }
        }
    }
    Ok(None)
}
