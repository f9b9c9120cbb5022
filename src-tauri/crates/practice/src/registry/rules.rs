//! What a resource must be before the registry takes it.

use super::{
    Registry, bad,
    library::{self, PROFILE_CLASS},
    schemas::references,
};
use crate::{answer::Refusal, documents::Kind};
use serde_json::Value;

/// What a client may write; everything else of a resource is the registry's.
pub(crate) const WRITABLE: [&str; 12] = [
    "type",
    "title",
    "description",
    "allOf",
    "definitions",
    "properties",
    "required",
    "meta:immutableTags",
    "meta:intendedToExtend",
    "meta:enum",
    "meta:tags",
    "meta:status",
];

pub(crate) fn is_class(registry: &Registry<'_>, id: &str) -> bool {
    let found = registry.library.get(id);
    found.is_some_and(|d| d["meta:resourceType"] == "classes" || library::kind(d) == "classes")
}

fn is_field_group(registry: &Registry<'_>, id: &str) -> bool {
    let found = registry.library.get(id);
    found.is_some_and(|d| d.get("meta:intendedToExtend").is_some())
}

/// `id` is the resource's own name when it exists already.
pub(crate) fn check(registry: &Registry<'_>, kind: &str, body: &Value, id: Option<&str>) -> Result<(), Refusal> {
    let state = registry.state;
    if body["type"] != "object" {
        return Err(bad(state, 1521, "type must be object"));
    }
    let title = body["title"].as_str().filter(|t| !t.trim().is_empty());
    let title = title.ok_or_else(|| bad(state, 1521, "title is required"))?;
    if kind == "schemas" && !body["description"].is_string() {
        return Err(bad(state, 1521, "description is required"));
    }
    unique(registry, title, id)?;
    for reference in every_reference(body) {
        let known = match reference.strip_prefix('#') {
            Some(pointer) => body.pointer(pointer).is_some(),
            None => registry
                .library
                .get(reference.split('#').next().unwrap_or_default())
                .is_some(),
        };
        if !known {
            return Err(bad(
                state,
                1522,
                &format!("The referenced resource {reference} is not found"),
            ));
        }
        if Some(reference) == id {
            return Err(bad(state, 1522, "A resource cannot refer to itself"));
        }
    }
    match kind {
        "schemas" => {
            composition(registry, body)?;
            custom_fields(registry, body)
        }
        "fieldgroups" | "mixins" => {
            intended(registry, body)?;
            custom_fields(registry, body)
        }
        _ => Ok(()),
    }
}

/// Titles are unique across all resource types.
fn unique(registry: &Registry<'_>, title: &str, id: Option<&str>) -> Result<(), Refusal> {
    let mut all: Vec<Value> = registry.library.standard().into_iter().cloned().collect();
    for kind in [Kind::Schema, Kind::FieldGroup, Kind::DataType, Kind::Class] {
        all.extend(registry.documents.bodies(kind)?);
    }
    let taken = all.iter().any(|d| d["title"] == title && d["$id"].as_str() != id);
    if taken {
        let text = format!("The title {title} is in use: titles must be unique across all resource types");
        return Err(bad(registry.state, 1525, &text));
    }
    Ok(())
}

fn every_reference(node: &Value) -> Vec<&str> {
    match node {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str);
            own.into_iter()
                .chain(members.values().flat_map(every_reference))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(every_reference).collect(),
        _ => Vec::new(),
    }
}

/// Exactly one class, and field groups that are meant for it.
fn composition(registry: &Registry<'_>, body: &Value) -> Result<(), Refusal> {
    let state = registry.state;
    let whole: Vec<&str> = references(body).into_iter().filter(|r| !r.starts_with('#')).collect();
    let (classes, groups): (Vec<&str>, Vec<&str>) = whole.into_iter().partition(|r| is_class(registry, r));
    let [class] = classes.as_slice() else {
        return Err(bad(state, 1526, "A schema must have exactly one class in allOf"));
    };
    for (at, group) in groups.iter().enumerate() {
        if !is_field_group(registry, group) {
            return Err(bad(
                state,
                1526,
                &format!("{group} is neither a class nor a field group"),
            ));
        }
        if groups[..at].contains(group) {
            return Err(bad(state, 1526, &format!("{group} is listed twice")));
        }
        let meant = registry
            .library
            .get(group)
            .and_then(|d| d["meta:intendedToExtend"].as_array())
            // An empty list, as IdentityMap has in the published XDM, names no class to stay with.
            .filter(|classes| !classes.is_empty());
        if meant.is_some_and(|classes| !classes.iter().any(|c| c == class)) {
            return Err(bad(
                state,
                1526,
                &format!("The field group {group} is not intended to extend {class}"),
            ));
        }
    }
    Ok(())
}

fn intended(registry: &Registry<'_>, body: &Value) -> Result<(), Refusal> {
    let classes = body["meta:intendedToExtend"].as_array().filter(|c| !c.is_empty());
    let fit = classes.is_some_and(|c| c.iter().filter_map(Value::as_str).all(|c| is_class(registry, c)));
    if fit {
        return Ok(());
    }
    let text = format!("meta:intendedToExtend must name at least one class, such as {PROFILE_CLASS}");
    Err(bad(registry.state, 1527, &text))
}

/// Own fields live below `_{TENANT_ID}`, wherever the document declares them.
fn custom_fields(registry: &Registry<'_>, body: &Value) -> Result<(), Refusal> {
    let root = format!("_{}", registry.state.tenant);
    let definitions = body["definitions"].as_object().into_iter().flat_map(|d| d.values());
    let parts = body["allOf"].as_array().into_iter().flatten();
    for part in definitions.chain(parts).chain([body]) {
        for (name, field) in part["properties"].as_object().into_iter().flatten() {
            if *name != root {
                let text = format!("Custom fields must use a top-level field named _{{TENANT_ID}}, found {name}");
                return Err(bad(registry.state, 1528, &text));
            }
            if field["type"] != "object" {
                return Err(bad(registry.state, 1528, &format!("{root} must be of type object")));
            }
            field_names(registry, field)?;
        }
    }
    Ok(())
}

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

fn field_names(registry: &Registry<'_>, object: &Value) -> Result<(), Refusal> {
    let state = registry.state;
    for (name, field) in object["properties"].as_object().into_iter().flatten() {
        let fits = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if !fits {
            return Err(bad(state, 1529, &format!("{name} is not usable as a field name")));
        }
        let typed = field["type"].as_str().is_some_and(|t| TYPES.contains(&t));
        if !typed && field.get("$ref").is_none() {
            return Err(bad(state, 1529, &format!("The field {name} needs a type")));
        }
        if field["type"] == "array" && !field["items"].is_object() {
            return Err(bad(state, 1529, &format!("The array {name} needs items")));
        }
        field_names(registry, field)?;
        field_names(registry, &field["items"])?;
    }
    Ok(())
}
