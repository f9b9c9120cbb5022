//! Lenient reading of JSON objects: one odd field must not cost the rest of an answer.

use serde_json::Value;
use std::collections::BTreeMap;

/// A text, or a number or truth value written out. Objects, lists and null are absent.
pub(crate) fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(scalar)
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A count, written as a number or as digits in a string.
pub(crate) fn number(object: &Value, key: &str) -> Option<u64> {
    match object.get(key)? {
        Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Some services write counts as `12.0`.
fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0 && number < 9_007_199_254_740_992.0).then_some(number as u64)
}

/// A truth value, also written as a string.
pub(crate) fn flag(object: &Value, key: &str) -> Option<bool> {
    text(object, key).and_then(|text| text.to_ascii_lowercase().parse().ok())
}

/// The list under `key`; a lone value counts as a list of one, nothing as none.
pub(crate) fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    match object.get(key) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// Catalog tags. The reference says lists of strings; scalars were seen as well.
pub(crate) fn tags(object: &Value) -> BTreeMap<String, Vec<String>> {
    let Some(Value::Object(tags)) = object.get("tags") else {
        return BTreeMap::new();
    };
    tags.keys()
        .map(|name| {
            (
                name.clone(),
                list(&object["tags"], name).iter().filter_map(scalar).collect(),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counts_are_read_in_every_form_that_was_seen() {
        let object = json!({"a": 12, "b": "12", "c": 12.0, "d": -1, "e": "x", "f": null, "g": [1], "h": 1.5});
        let read = |key| number(&object, key);
        assert_eq!(["a", "b", "c"].map(read), [Some(12); 3]);
        assert_eq!(["d", "e", "f", "g", "h", "absent"].map(read), [None; 6]);
    }

    #[test]
    fn tags_may_be_lists_or_scalars() {
        let tags =
            tags(&json!({"tags": {"list": ["a", 5], "one": "b", "number": 5, "nothing": null, "odd": {"x": 1}}}));
        assert_eq!(tags["list"], ["a", "5"]);
        assert_eq!(tags["one"], ["b"]);
        assert_eq!(tags["number"], ["5"]);
        assert!(tags["nothing"].is_empty() && tags["odd"].is_empty());
    }
}
