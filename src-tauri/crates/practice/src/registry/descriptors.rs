//! Descriptors: which field identifies whom, and how fields are called on screen.

use super::{
    Registry, Schema, bad, not_found, refuse,
    schemas::{is_primary, is_union},
};
use crate::{
    answer::{self, Answer, Refusal},
    clock,
    documents::Kind,
    namespaces,
    options::Quirk,
    sandboxes,
    state::State,
};
use axum::{
    Json,
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
};
use serde_json::{Map, Value, json};

const IDENTITY: &str = "xdm:descriptorIdentity";
const DISPLAY: &str = "xdm:alternateDisplayInfo";
const RELATIONS: [&str; 5] = [
    "xdm:descriptorReferenceIdentity",
    "xdm:descriptorOneToOne",
    "xdm:descriptorRelationship",
    "xdm:descriptorDeprecated",
    "xdm:descriptorLabel",
];

pub(super) fn create(registry: &Registry<'_>, sent: &Value) -> Answer {
    check(registry, sent, None)?;
    let id = format!("{}{}", answer::request_id(), &answer::request_id()[..8]);
    let made = stamped(registry, &id, sent);
    registry.documents.put(Kind::Descriptor, &id, &made)?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// PUT rewrites the whole descriptor.
pub(super) fn replace(registry: &Registry<'_>, id: &str, sent: &Value) -> Answer {
    let state = registry.state;
    let old = registry.documents.get(Kind::Descriptor, id)?;
    let old = old.ok_or_else(|| not_found(state, id))?;
    check(registry, sent, Some(id))?;
    if is_primary(&old) && !is_primary(sent) {
        keeps_primary(registry, &old)?;
    }
    let made = stamped(registry, id, sent);
    registry.documents.put(Kind::Descriptor, id, &made)?;
    answer::ok(&made)
}

pub(super) fn delete(registry: &Registry<'_>, id: &str) -> Answer {
    let old = registry.documents.get(Kind::Descriptor, id)?;
    let old = old.ok_or_else(|| not_found(registry.state, id))?;
    if is_primary(&old) {
        keeps_primary(registry, &old)?;
    }
    registry.documents.delete(Kind::Descriptor, id)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A schema of the union does not lose what says who its records are about.
fn keeps_primary(registry: &Registry<'_>, descriptor: &Value) -> Result<(), Refusal> {
    let schema = descriptor["xdm:sourceSchema"].as_str().unwrap_or_default();
    let found = registry.own(Kind::Schema, schema)?;
    if found.is_some_and(|body| is_union(&body)) {
        let text = "The primary identity of a schema in the union cannot be taken away";
        return Err(refuse(registry.state, 403, 1540, "Forbidden", text));
    }
    Ok(())
}

/// The identity descriptor gets its own members; the registry's are added.
fn stamped(registry: &Registry<'_>, id: &str, sent: &Value) -> Value {
    let now = clock::now_ms();
    let sandbox = sandboxes::find(registry.documents.sandbox);
    let mut made = json!({"@id": id});
    for (name, value) in sent.as_object().into_iter().flatten() {
        if name != "@id" {
            made[name] = value.clone();
        }
    }
    if made["@type"] == IDENTITY && made.get("xdm:isPrimary").is_none() {
        made["xdm:isPrimary"] = json!(false);
    }
    let more = json!({
        "imsOrg": registry.state.endpoint.org_id, "version": "1", "meta:containerId": "tenant",
        "meta:sandboxId": sandbox.map_or("", |s| s.id), "meta:sandboxType": sandbox.map_or("", |s| s.kind),
        "meta:registryMetadata": {"repo:createdDate": now, "repo:lastModifiedDate": now, "eTag": format!("{now:x}")},
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        made[name] = value.clone();
    }
    made
}

fn check(registry: &Registry<'_>, sent: &Value, id: Option<&str>) -> Result<(), Refusal> {
    let state = registry.state;
    let kind = sent["@type"].as_str().unwrap_or_default();
    if kind != IDENTITY && kind != DISPLAY && !RELATIONS.contains(&kind) {
        return Err(bad(state, 1541, "@type is missing or unknown"));
    }
    let schema = sent["xdm:sourceSchema"]
        .as_str()
        .ok_or_else(|| bad(state, 1541, "xdm:sourceSchema is required"))?;
    let schema = registry
        .schema(schema)?
        .filter(|s| s.id == schema)
        .ok_or_else(|| bad(state, 1541, &format!("The schema {schema} is not found")))?;
    if sent["xdm:sourceVersion"] != 1 && sent["xdm:sourceVersion"] != "1" {
        return Err(bad(state, 1541, "xdm:sourceVersion must be 1"));
    }
    if RELATIONS.contains(&kind) {
        return Ok(());
    }
    let property = sent["xdm:sourceProperty"]
        .as_str()
        .ok_or_else(|| bad(state, 1541, "xdm:sourceProperty is required"))?;
    let field = field(state, &schema, property)?;
    let same = |d: &&Value| d["@type"] == kind && d["xdm:sourceProperty"] == property && d["@id"].as_str() != id;
    if schema.descriptors.iter().find(same).is_some() {
        return Err(bad(
            state,
            1542,
            &format!("{property} has a descriptor of this type already"),
        ));
    }
    if kind == DISPLAY {
        return display(state, sent);
    }
    if field["type"] != "string" {
        return Err(bad(state, 1543, &format!("{property} is not a string field")));
    }
    namespace(registry, sent)?;
    match &sent["xdm:isPrimary"] {
        Value::Null | Value::Bool(false) => return Ok(()),
        Value::Bool(true) => {}
        _ => return Err(bad(state, 1543, "xdm:isPrimary must be a boolean")),
    }
    let another = |d: &Value| is_primary(d) && d["@id"].as_str() != id;
    if schema.descriptors.iter().any(another) {
        return Err(bad(state, 1543, "The schema has a primary identity already"));
    }
    Ok(())
}

/// The field at a path such as `/personalEmail/address`.
fn field<'a>(state: &State, schema: &'a Schema, property: &str) -> Result<&'a Value, Refusal> {
    let well_formed = property.starts_with('/') && !property.ends_with('/') && !property.contains("//");
    let steps: Vec<&str> = property.split('/').skip(1).collect();
    if !well_formed || steps.contains(&"properties") {
        let text = "xdm:sourceProperty starts with a slash, does not end with one, and has no properties segment";
        return Err(bad(state, 1544, text));
    }
    let mut node = &schema.full;
    for step in &steps {
        node = &node["properties"][step];
    }
    if node.is_null() {
        return Err(bad(state, 1544, &format!("{property} is not a field of the schema")));
    }
    Ok(node)
}

fn namespace(registry: &Registry<'_>, sent: &Value) -> Result<(), Refusal> {
    let state = registry.state;
    let asked = match &sent["xdm:namespace"] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(bad(state, 1545, "xdm:namespace is required")),
    };
    let known = namespaces::all(registry.documents)?;
    let found = match sent["xdm:property"].as_str() {
        Some("xdm:code") => known.iter().any(|n| n["code"] == asked.as_str()),
        Some("xdm:id") => known.iter().any(|n| namespaces::is_numbered(n, &asked)),
        _ => return Err(bad(state, 1545, "xdm:property must be xdm:code or xdm:id")),
    };
    if found {
        Ok(())
    } else {
        Err(bad(
            state,
            1545,
            &format!("The identity namespace {asked} does not exist"),
        ))
    }
}

fn display(state: &State, sent: &Value) -> Result<(), Refusal> {
    let names = ["xdm:title", "xdm:description"];
    let localised = |v: &Value| v.as_object().is_some_and(|o| o.values().all(Value::is_string));
    let fits = names.into_iter().filter_map(|n| sent.get(n)).all(localised);
    let anything = ["xdm:title", "xdm:description", "meta:enum", "xdm:excludeMetaEnum"]
        .into_iter()
        .any(|n| sent.get(n).is_some());
    if fits && anything {
        Ok(())
    } else {
        let text = "A display descriptor has xdm:title or xdm:description with a text per language";
        Err(bad(state, 1546, text))
    }
}

/// As it is answered: the platform is known to give a namespace back in another casing than it was sent in.
pub(super) fn answered(state: &State, mut descriptor: Value) -> Value {
    if state.has(Quirk::DescriptorsInSmallLetters)
        && let Some(namespace) = descriptor["xdm:namespace"].as_str()
    {
        descriptor["xdm:namespace"] = json!(namespace.to_lowercase());
    }
    descriptor
}

/// The list: keyed by type and unpaged, or paged for the `v2` families.
pub(super) fn list(registry: &Registry<'_>, query: &str, headers: &HeaderMap) -> Answer {
    let state = registry.state;
    let wanted = super::accept::descriptors(state, headers)?;
    let all = registry.documents.bodies(Kind::Descriptor)?;
    let all: Vec<Value> = all.into_iter().map(|d| answered(state, d)).collect();
    if wanted.family.starts_with("xdm-v2") {
        let page = super::list::page(state, all, query, "@id")?;
        let results: Vec<Value> = page
            .results
            .iter()
            .map(|d| entry(d, wanted.family.trim_start_matches("xdm-v2")))
            .collect();
        let count = results.len();
        let body = json!({
            "results": results,
            "_page": {"orderby": page.order, "next": page.next, "count": count},
            "_links": {"next": null},
        });
        return Ok(answer::typed(&body, "application/json".into()));
    }
    let all = super::list::filter(all, query);
    let mut grouped: Map<String, Value> = Map::new();
    for descriptor in &all {
        let kind = descriptor["@type"].as_str().unwrap_or_default();
        let list = grouped.entry(kind.to_owned()).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(entry(descriptor, wanted.family.trim_start_matches("xdm")));
        }
    }
    Ok(answer::typed(&Value::Object(grouped), "application/json".into()))
}

fn entry(descriptor: &Value, form: &str) -> Value {
    let id = descriptor["@id"].as_str().unwrap_or_default();
    match form {
        "-id" => json!(id),
        "-link" => json!(format!("/tenant/descriptors/{id}")),
        _ => descriptor.clone(),
    }
}
