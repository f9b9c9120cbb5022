//! Whether a resolved schema only grew. Once data lies in it, or it is part of a union, nothing else is allowed.

use serde_json::Value;

/// Members of a field whose change would make stored values wrong.
const FIXED: [&str; 7] = [
    "type",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
];

/// The first field that the change takes away or narrows.
pub(crate) fn first_loss(before: &Value, after: &Value) -> Option<String> {
    loss(before, after, "")
}

fn loss(before: &Value, after: &Value, path: &str) -> Option<String> {
    for member in FIXED {
        if before.get(member) != after.get(member) {
            return Some(named(path));
        }
    }
    let (old, new) = (before["enum"].as_array(), after["enum"].as_array());
    let narrowed = match (old, new) {
        (Some(old), Some(new)) => !old.iter().all(|v| new.contains(v)),
        (None, Some(_)) => true,
        (_, None) => false,
    };
    if narrowed {
        return Some(named(path));
    }
    let required = |node: &Value| node["required"].as_array().cloned().unwrap_or_default();
    if let Some(name) = required(after)
        .into_iter()
        .find(|name| !required(before).contains(name))
    {
        return Some(format!("{path}/{}", name.as_str().unwrap_or_default()));
    }
    for (name, field) in before["properties"].as_object().into_iter().flatten() {
        let inner = format!("{path}/{name}");
        match after["properties"].get(name) {
            None => return Some(inner),
            Some(now) => {
                if let Some(lost) = loss(field, now, &inner) {
                    return Some(lost);
                }
            }
        }
    }
    for inner in ["items", "additionalProperties"] {
        if before[inner].is_object()
            && let Some(lost) = loss(&before[inner], &after[inner], path)
        {
            return Some(lost);
        }
    }
    None
}

fn named(path: &str) -> String {
    if path.is_empty() {
        "/".to_owned()
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn growing_is_allowed_and_every_kind_of_loss_is_named() {
        let before = json!({"type": "object", "properties": {
            "a": {"type": "string", "enum": ["x", "y"]},
            "b": {"type": "array", "items": {"type": "object", "properties": {"c": {"type": "integer"}}}},
        }});
        let mut grown = before.clone();
        grown["properties"]["d"] = json!({"type": "string"});
        grown["properties"]["a"]["enum"] = json!(["x", "y", "z"]);
        assert_eq!(first_loss(&before, &grown), None);
        for (pointer, value, lost) in [
            ("/properties/a", json!({"type": "integer"}), "/a"),
            ("/properties/a/enum", json!(["x"]), "/a"),
            ("/properties/b/items/properties", json!({}), "/b/c"),
            ("/properties", json!({}), "/a"),
        ] {
            let mut changed = before.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            assert_eq!(first_loss(&before, &changed).as_deref(), Some(lost), "{pointer}");
        }
        let mut stricter = before.clone();
        stricter["required"] = json!(["a"]);
        assert_eq!(first_loss(&before, &stricter).as_deref(), Some("/a"));
    }
}
