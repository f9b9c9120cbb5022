//! A tenant's schema, put together from its class and field groups.

use super::{
    Registry,
    library::{AUDITABLE, LIBRARY_VERSION, RECORD},
};
use crate::{clock, sandboxes};
use serde_json::{Map, Value, json};

/// A schema ready to be shown and to judge records.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) id: String,
    /// As `xed`: with `allOf`.
    pub(crate) raw: Value,
    /// As `xed-full`: with `properties`.
    pub(crate) full: Value,
    pub(crate) descriptors: Vec<Value>,
}

impl Schema {
    /// Part of the union, which is what makes it fit for Profile.
    pub(crate) fn is_union(&self) -> bool {
        is_union(&self.raw)
    }

    /// A primary identity descriptor, or the IdentityMap field group.
    pub(crate) fn has_primary(&self) -> bool {
        self.full["properties"]["identityMap"].is_object() || self.descriptors.iter().any(is_primary)
    }
}

pub(crate) fn is_union(raw: &Value) -> bool {
    let tags = raw["meta:immutableTags"].as_array();
    tags.is_some_and(|tags| tags.iter().any(|t| t == "union"))
}

pub(crate) fn is_primary(descriptor: &Value) -> bool {
    descriptor["@type"] == "xdm:descriptorIdentity" && descriptor["xdm:isPrimary"] == true
}

/// The `$ref`s of `allOf`, in order.
pub(crate) fn references(body: &Value) -> Vec<&str> {
    let parts = body["allOf"].as_array().into_iter().flatten();
    parts.filter_map(|p| p["$ref"].as_str()).collect()
}

pub(crate) fn compile(registry: &Registry<'_>, body: &Value) -> rusqlite::Result<Schema> {
    let id = body["$id"].as_str().unwrap_or_default().to_owned();
    Ok(Schema {
        full: full(registry, body),
        raw: body.clone(),
        descriptors: registry.descriptors_of(&id)?,
        id,
    })
}

/// Any resource with everything that it refers to inlined.
pub(crate) fn full(registry: &Registry<'_>, body: &Value) -> Value {
    let mut full: Map<String, Value> = body.as_object().cloned().unwrap_or_default();
    for gone in ["allOf", "definitions"] {
        full.remove(gone);
    }
    for (key, value) in registry.library.resolved(body) {
        if matches!(key.as_str(), "properties" | "required") || !full.contains_key(&key) {
            full.insert(key, value);
        }
    }
    Value::Object(full)
}

/// What the registry adds to a resource when it is made.
pub(crate) fn stamp(registry: &Registry<'_>, kind: &str, id: &str, sent: &Value) -> Value {
    let now = clock::now_ms();
    let state = registry.state;
    let sandbox = sandboxes::find(registry.documents.sandbox);
    let mut body = json!({
        "$id": id, "meta:altId": super::alt_id(id),
        "meta:resourceType": super::library::resource_type(kind), "version": "1.0",
    });
    merge(&mut body, sent);
    let more = json!({
        "imsOrg": state.endpoint.org_id, "meta:extensible": false, "meta:abstract": kind != "schemas",
        "meta:xdmType": "object", "meta:containerId": "tenant",
        "meta:sandboxId": sandbox.map_or("", |s| s.id), "meta:sandboxType": sandbox.map_or("", |s| s.kind),
        "meta:tenantNamespace": format!("_{}", state.tenant), "meta:allFieldAccess": true,
        "meta:registryMetadata": {
            "repo:createdDate": now, "repo:lastModifiedDate": now,
            "xdm:createdClientId": "practice", "xdm:lastModifiedClientId": "practice",
            "eTag": format!("{now:x}"), "meta:globalLibVersion": LIBRARY_VERSION,
        },
    });
    merge(&mut body, &more);
    if kind == "schemas" {
        describe(registry, &mut body);
    }
    body
}

/// The members of a schema that follow from its `allOf`.
pub(crate) fn describe(registry: &Registry<'_>, body: &mut Value) {
    let references: Vec<String> = references(body).into_iter().map(str::to_owned).collect();
    if let Some(class) = references.iter().find(|r| super::rules::is_class(registry, r)) {
        body["meta:class"] = json!(class);
    }
    let mut extends = references;
    extends.extend([RECORD.to_owned(), AUDITABLE.to_owned()]);
    body["meta:extends"] = json!(extends);
    for part in body["allOf"].as_array_mut().into_iter().flatten() {
        if part.get("$ref").is_some() {
            part["type"] = json!("object");
            part["meta:xdmType"] = json!("object");
        }
    }
}

/// A new minor version of a changed resource.
pub(crate) fn touch(body: &mut Value) {
    let now = clock::now_ms();
    let minor = body["version"]
        .as_str()
        .and_then(|v| v.split_once('.'))
        .and_then(|(_, minor)| minor.parse::<u32>().ok())
        .unwrap_or(0);
    body["version"] = json!(format!("1.{}", minor + 1));
    body["meta:registryMetadata"]["repo:lastModifiedDate"] = json!(now);
    body["meta:registryMetadata"]["eTag"] = json!(format!("{now:x}"));
}

fn merge(body: &mut Value, more: &Value) {
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
}
