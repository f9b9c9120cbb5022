//! The union of all schemas of a class that were enabled for Profile.

use super::{
    Registry, alt_id,
    library::LIBRARY_VERSION,
    schemas::{is_union, references},
};
use crate::{documents::Kind, sandboxes};
use serde_json::{Value, json};

/// One union per class with at least one schema in it.
pub(super) fn all(registry: &Registry<'_>) -> rusqlite::Result<Vec<Value>> {
    let schemas = registry.documents.bodies(Kind::Schema)?;
    let mut unions: Vec<Value> = Vec::new();
    for schema in schemas.iter().filter(|s| is_union(s)) {
        let class = schema["meta:class"].as_str().unwrap_or_default();
        let id = format!("{class}__union");
        let known = unions.iter().position(|u| u["$id"] == id.as_str());
        let at = known.unwrap_or_else(|| {
            unions.push(begin(registry, class, &id));
            unions.len() - 1
        });
        take_in(&mut unions[at], schema);
    }
    Ok(unions)
}

fn begin(registry: &Registry<'_>, class: &str, id: &str) -> Value {
    let sandbox = sandboxes::find(registry.documents.sandbox);
    let named = registry.library.get(class).cloned().unwrap_or_default();
    json!({
        "$id": id, "meta:altId": alt_id(id), "meta:resourceType": "unions", "version": "1.0",
        "title": named["title"], "type": "object", "description": named["description"],
        "allOf": [], "imsOrg": registry.state.endpoint.org_id, "meta:extends": [], "meta:xdmType": "object",
        "meta:registryMetadata": {"meta:globalLibVersion": LIBRARY_VERSION},
        "meta:class": class, "meta:containerId": "tenant",
        "meta:sandboxId": sandbox.map_or("", |s| s.id), "meta:sandboxType": sandbox.map_or("", |s| s.kind),
    })
}

fn take_in(union: &mut Value, schema: &Value) {
    for reference in references(schema) {
        let known = references(union).contains(&reference);
        if !known && let Some(parts) = union["allOf"].as_array_mut() {
            parts.push(json!({"$ref": reference, "type": "object", "meta:xdmType": "object"}));
        }
    }
    let mut extends: Vec<String> = references(union).into_iter().map(str::to_owned).collect();
    extends.extend(schema["$id"].as_str().map(str::to_owned));
    union["meta:extends"] = json!(extends);
}
