//! The schemas of OpenAPI files, made fit for a JSON Schema validator.

use serde_json::{Map, Value, json};

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

/// Follows a reference of a parameter, request or answer.
pub(super) fn resolved<'a>(document: &'a Value, node: &'a Value) -> &'a Value {
    match node["$ref"].as_str().and_then(|r| r.strip_prefix('#')) {
        Some(pointer) => document
            .pointer(pointer)
            .map_or(node, |target| resolved(document, target)),
        None => node,
    }
}

/// The schema with every reference replaced by its target; a recursion ends in *anything*.
pub(super) fn inlined(document: &Value, node: &Value) -> Value {
    inline(document, node, &mut Vec::new())
}

fn inline(document: &Value, node: &Value, above: &mut Vec<String>) -> Value {
    if let Some(reference) = node["$ref"].as_str() {
        let target = reference
            .strip_prefix('#')
            .and_then(|pointer| document.pointer(pointer));
        let (Some(target), false) = (target, above.iter().any(|r| r == reference)) else {
            return json!({});
        };
        above.push(reference.to_owned());
        let made = inline(document, target, above);
        above.pop();
        return made;
    }
    let mut made = Map::new();
    for (key, value) in node.as_object().into_iter().flatten() {
        let kept = match key.as_str() {
            "type" if value.as_str().is_none_or(|t| !TYPES.contains(&t)) => continue,
            "additionalProperties" if value.is_object() => inline(document, value, above),
            // A property's own `required: true` is a leftover of older drafts.
            "required" if !value.is_array() => continue,
            "additionalProperties"
            | "type"
            | "required"
            | "enum"
            | "minimum"
            | "maximum"
            | "minLength"
            | "maxLength"
            | "minItems"
            | "maxItems" => value.clone(),
            "items" => inline(document, value, above),
            "allOf" | "anyOf" | "oneOf" => {
                let parts = value.as_array().into_iter().flatten();
                Value::Array(parts.map(|part| inline(document, part, above)).collect())
            }
            "properties" => {
                let fields = value.as_object().into_iter().flatten();
                let fields = fields.map(|(name, field)| (name.clone(), inline(document, field, above)));
                Value::Object(fields.collect())
            }
            _ => continue,
        };
        made.insert(key.clone(), kept);
    }
    if node["nullable"] == true
        && let Some(kind) = made.get("type").cloned()
    {
        made.insert("type".to_owned(), json!([kind, "null"]));
    }
    Value::Object(made)
}

/// Whether the text of a query fits.
pub(super) fn takes_text(schema: &Value, text: &str) -> bool {
    let listed = schema["enum"].as_array().is_none_or(|l| l.iter().any(|v| is(v, text)));
    listed
        && match schema["type"].as_str() {
            Some("integer") => text.parse::<i64>().is_ok(),
            Some("number") => text.parse::<f64>().is_ok(),
            Some("boolean") => text.parse::<bool>().is_ok(),
            _ => true,
        }
}

fn is(value: &Value, text: &str) -> bool {
    match value {
        Value::String(known) => known == text,
        other => serde_json::from_str::<Value>(text).is_ok_and(|sent| sent == *other),
    }
}

/// Where and how the value does not fit: a pointer into it and the rule. The value itself is not repeated.
pub(super) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = match jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .build(schema)
    {
        Ok(validator) => validator,
        Err(error) => return vec![format!("the reference's own schema cannot be used: {}", error.masked())],
    };
    let errors = validator.iter_errors(value);
    errors
        .map(|e| format!("{}: {}", e.instance_path(), e.masked()))
        .collect()
}
