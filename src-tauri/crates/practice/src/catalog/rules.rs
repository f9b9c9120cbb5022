//! What a dataset must be, and which changes of it are refused.

use super::{dataset::has_tag, list::bad};
use crate::{answer::Refusal, registry::Registry};
use serde_json::{Value, json};

/// What a request may name, as the reference lists it.
pub(super) const WRITABLE: [&str; 12] = [
    "name",
    "description",
    "tags",
    "enableErrorDiagnostics",
    "observableSchema",
    "basePath",
    "fileDescription",
    "schema",
    "schemaRef",
    "dataSourceId",
    "extensions",
    "classification",
];

/// The media types that the guides use for `schemaRef.contentType`.
fn is_content_type(text: &str) -> bool {
    let squeezed = text.replace(' ', "");
    let family = squeezed
        .strip_prefix("application/vnd.adobe.")
        .and_then(|t| t.strip_suffix("+json;version=1"));
    matches!(
        family,
        Some("xed" | "xed-full" | "xed-notext" | "xed-full-notext" | "xed-full-desc")
    )
}

/// `before` is `None` for a new dataset.
pub(super) fn check(registry: &Registry<'_>, before: Option<&Value>, after: &Value) -> Result<(), Refusal> {
    if let Some(odd) = odd_member(after) {
        return Err(bad(&format!("{odd} is not a property of a dataset")));
    }
    if after["name"].as_str().is_none_or(|n| n.trim().is_empty()) {
        return Err(bad("name is required"));
    }
    for text in ["description", "basePath", "schema"] {
        if !matches!(after[text], Value::Null | Value::String(_)) {
            return Err(bad(&format!("{text} must be a text")));
        }
    }
    if !matches!(after["enableErrorDiagnostics"], Value::Null | Value::Bool(_)) {
        return Err(bad("enableErrorDiagnostics must be a boolean"));
    }
    let tags = after["tags"].as_object().into_iter().flat_map(|t| t.values());
    let listed = |v: &Value| v.as_array().is_some_and(|l| l.iter().all(Value::is_string));
    if !matches!(after["tags"], Value::Null | Value::Object(_)) || !tags.into_iter().all(listed) {
        return Err(bad("every tag is a list of texts"));
    }
    if let Some(before) = before
        && before["schemaRef"] != after["schemaRef"]
    {
        return Err(bad("the schema of a dataset cannot be changed"));
    }
    let reference = &after["schemaRef"];
    if !reference["contentType"].as_str().is_some_and(is_content_type) {
        return Err(bad("schemaRef.contentType is missing or unknown"));
    }
    let id = reference["id"].as_str().unwrap_or_default();
    let schema = registry.schema(id)?.filter(|s| s.id == id);
    let schema = schema.ok_or_else(|| bad(&format!("The schema {id} is not found")))?;
    enabling(before, after)?;
    if is_enabled(after) && !schema.is_union() {
        return Err(bad("To enable profile datasets the schema should be valid"));
    }
    Ok(())
}

fn odd_member(body: &Value) -> Option<&str> {
    let names = body.as_object()?.keys();
    names
        .map(String::as_str)
        .find(|name| !WRITABLE.contains(name) && !super::dataset::KEPT.contains(name))
}

pub(super) fn is_enabled(dataset: &Value) -> bool {
    has_tag(dataset, "unifiedProfile", "enabled:true")
}

/// An enabled dataset must be disabled before upsert is changed.
fn enabling(before: Option<&Value>, after: &Value) -> Result<(), Refusal> {
    for tag in ["unifiedProfile", "unifiedIdentity"] {
        let values = after["tags"].get(tag).cloned().unwrap_or(json!([]));
        let known = ["enabled:true", "enabled:false", "isUpsert:true", "isUpsert:false"];
        let odd = |v: &Value| !v.as_str().is_some_and(|v| known.contains(&v.replace(' ', "").as_str()));
        if values.as_array().into_iter().flatten().any(odd) {
            return Err(bad(&format!("{tag} takes enabled and isUpsert")));
        }
    }
    let Some(before) = before else { return Ok(()) };
    let upsert = |d: &Value| has_tag(d, "unifiedProfile", "isUpsert:true");
    if is_enabled(before) && is_enabled(after) && upsert(before) != upsert(after) {
        return Err(bad(
            "The dataset is enabled for Profile already: disable it first, then enable it anew with upsert",
        ));
    }
    Ok(())
}
