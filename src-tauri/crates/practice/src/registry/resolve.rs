//! Turns XDM source documents into the flat form that the Schema Registry serves as
//! `xed-full`: references inlined, prefixes dropped, namespaced names nested.

use serde_json::{Map, Value, json};
use std::{collections::HashMap, sync::Arc};

type Object = Map<String, Value>;

/// Annotations of the source documents that a resolved schema does not repeat.
const DROPPED: [&str; 18] = [
    "$ref",
    "allOf",
    "definitions",
    "$schema",
    "$id",
    "meta:license",
    "meta:titleId",
    "meta:descriptionId",
    "meta:tags",
    "meta:extensible",
    "meta:abstract",
    "meta:extends",
    "auditable",
    "meta:auditable",
    "meta:intendedToExtend",
    "meta:createdDate",
    "properties",
    "required",
];

/// Nothing of the JSON-LD context survives in a resolved schema.
const CONTEXT: &str = "https://ns.adobe.com/xdm/common/extensible";

/// The standard documents, and a tenant's own on top of them.
#[derive(Debug, Clone)]
pub(crate) struct Library {
    standard: Arc<HashMap<String, Value>>,
    own: HashMap<String, Value>,
}

fn keyed(documents: impl IntoIterator<Item = Value>) -> HashMap<String, Value> {
    let pairs = documents
        .into_iter()
        .filter_map(|d| Some((d.get("$id")?.as_str()?.to_owned(), d)));
    pairs.collect()
}

impl Library {
    pub(crate) fn new(documents: impl IntoIterator<Item = Value>) -> Self {
        Self {
            standard: Arc::new(keyed(documents)),
            own: HashMap::new(),
        }
    }

    pub(crate) fn with(&self, documents: impl IntoIterator<Item = Value>) -> Self {
        Self {
            standard: self.standard.clone(),
            own: keyed(documents),
        }
    }

    /// Replaces one of the tenant's own documents.
    pub(crate) fn replace(&mut self, document: Value) {
        self.own.extend(keyed([document]));
    }

    /// In the order of their ids.
    pub(crate) fn standard(&self) -> Vec<&Value> {
        let mut all: Vec<&Value> = self.standard.values().collect();
        all.sort_by_key(|d| d["$id"].as_str().unwrap_or_default());
        all
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Value> {
        self.entry(id).map(|(_, document)| document)
    }

    fn entry(&self, id: &str) -> Option<(&String, &Value)> {
        self.own.get_key_value(id).or_else(|| self.standard.get_key_value(id))
    }

    /// `properties`, `required` and annotations of `resource`, flattened into one object schema.
    pub(crate) fn resolved(&self, resource: &Value) -> Object {
        let home = resource["$id"].as_str().unwrap_or_default();
        let mut own = self.clone();
        // References to its own definitions must find what is being resolved, stored or not.
        own.replace(resource.clone());
        own.node(resource, home)
    }

    fn node(&self, source: &Value, base: &str) -> Object {
        let mut out = Object::new();
        if let Some(reference) = source.get("$ref").and_then(Value::as_str)
            && let Some((target, home)) = self.find(reference, base)
        {
            out = self.node(target, home);
            if !reference.starts_with('#') {
                out.insert("meta:referencedFrom".into(), json!(home));
            }
        }
        for part in source.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let part = self.node(part, base);
            absorb(&mut out, part);
        }
        for (key, value) in source.as_object().into_iter().flatten() {
            match key.as_str() {
                "items" | "additionalProperties" if value.is_object() => {
                    out.insert(key.clone(), self.typed(value, base));
                }
                "meta:status" if value != "deprecated" => {}
                // A field that the source misplaced beside the keywords of its parent describes nothing.
                key if key.starts_with("xdm:") => {}
                key if DROPPED.contains(&key) => {}
                _ => {
                    out.insert(key.clone(), value.clone());
                }
            }
        }
        for (name, child) in source
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let child = self.typed(child, base);
            place(&mut out, name, child);
        }
        for name in source.get("required").and_then(Value::as_array).into_iter().flatten() {
            require(&mut out, name);
        }
        out
    }

    fn typed(&self, source: &Value, base: &str) -> Value {
        let mut node = self.node(source, base);
        settle_type(&mut node);
        Value::Object(node)
    }

    fn find<'a>(&'a self, reference: &str, base: &'a str) -> Option<(&'a Value, &'a str)> {
        let (id, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        if id == CONTEXT {
            return None;
        }
        let (home, document) = self.entry(if id.is_empty() { base } else { id })?;
        Some((document.pointer(pointer)?, home))
    }
}

/// Takes over another part's fields, not its title: that names the part, not the whole.
fn absorb(out: &mut Object, mut part: Object) {
    if let Some(Value::Object(fields)) = part.remove("properties") {
        for (name, field) in fields {
            insert_field(out, &name, field);
        }
    }
    if let Some(Value::Array(names)) = part.remove("required") {
        for name in &names {
            require(out, name);
        }
    }
}

fn require(out: &mut Object, name: &Value) {
    let Some(name) = name.as_str() else { return };
    let name = json!(name.strip_prefix("xdm:").unwrap_or(name));
    let list = out.entry("required").or_insert_with(|| json!([]));
    if let Some(list) = list.as_array_mut().filter(|list| !list.contains(&name)) {
        list.push(name);
    }
}

/// `xdm:city` → `city`, `@id` → `_id`, `schema:latitude` → `_schema.latitude`.
fn place(out: &mut Object, name: &str, mut child: Value) {
    if name.contains(':') || name.starts_with('@') {
        child["meta:xdmField"] = json!(name);
    }
    match name.split_once(':') {
        Some(("xdm", local)) => insert_field(out, local, child),
        Some((space, local)) => {
            let wrapper = json!({
                "type": "object", "properties": {local: child}, "meta:xdmType": "object",
            });
            insert_field(out, &format!("_{space}"), wrapper);
        }
        None => insert_field(out, &name.replace('@', "_"), child),
    }
}

/// Two parts may each bring a piece of the same object.
fn insert_field(out: &mut Object, name: &str, field: Value) {
    let fields = out.entry("properties").or_insert_with(|| json!({}));
    let Some(fields) = fields.as_object_mut() else { return };
    match (fields.get_mut(name).and_then(Value::as_object_mut), field) {
        (Some(known), Value::Object(more)) if known.contains_key("properties") => {
            absorb(known, more);
        }
        (_, field) => {
            fields.insert(name.to_owned(), field);
        }
    }
}

fn settle_type(node: &mut Object) {
    if node.contains_key("properties") || node.contains_key("additionalProperties") {
        node.entry("type").or_insert_with(|| json!("object"));
    }
    let Some(kind) = node.get("type").and_then(Value::as_str) else {
        return;
    };
    let format = node.get("format").and_then(Value::as_str);
    let xdm = match (kind, format) {
        ("string", Some("date")) => "date",
        ("string", Some("date-time")) => "date-time",
        ("integer", _) => integer_kind(node),
        ("object", _) if !node.contains_key("properties") && node.contains_key("additionalProperties") => "map",
        (kind, _) => kind,
    };
    let xdm = xdm.to_owned();
    if xdm == "int" {
        node.entry("minimum").or_insert_with(|| json!(i32::MIN));
        node.entry("maximum").or_insert_with(|| json!(i32::MAX));
    }
    node.insert("meta:xdmType".into(), json!(xdm));
}

fn integer_kind(node: &Object) -> &'static str {
    match node.get("maximum").and_then(Value::as_i64) {
        Some(..=128) => "byte",
        Some(129..=32_768) => "short",
        Some(2_147_483_649..) => "long",
        _ => "int",
    }
}

/// Removes titles and descriptions, for the `notext` media types.
pub(crate) fn without_text(node: &mut Value) {
    let Some(object) = node.as_object_mut() else { return };
    object.retain(|key, value| !(matches!(key.as_str(), "title" | "description") && value.is_string()));
    for (key, value) in object.iter_mut() {
        match key.as_str() {
            "properties" => value
                .as_object_mut()
                .into_iter()
                .flat_map(|fields| fields.values_mut())
                .for_each(without_text),
            "items" | "additionalProperties" => without_text(value),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::library;
    use super::*;

    fn shoppers() -> Value {
        let parts = [
            library::PROFILE_CLASS,
            "https://ns.adobe.com/xdm/context/profile-person-details",
            "https://ns.adobe.com/xdm/context/profile-personal-details",
            "https://ns.adobe.com/xdm/mixins/profile-consents",
            "https://ns.adobe.com/xdm/context/identitymap",
        ];
        let raw = json!({"$id": "https://ns.adobe.com/t/schemas/1", "allOf": parts.map(|p| json!({"$ref": p}))});
        Value::Object(library::load().unwrap().resolved(&raw))
    }

    #[test]
    fn prefixes_are_dropped_and_namespaced_names_are_nested() {
        let full = shoppers();
        let home = &full["properties"]["homeAddress"];
        assert_eq!(home["title"], "Home Address");
        assert_eq!(home["meta:xdmField"], "xdm:homeAddress");
        let latitude = &home["properties"]["_schema"]["properties"]["latitude"];
        assert_eq!(latitude["maximum"], 90);
        assert!(home["properties"]["_schema"]["properties"]["longitude"].is_object());
        assert_eq!(
            full["properties"]["person"]["properties"]["birthYear"]["meta:xdmType"],
            "short"
        );
        assert_eq!(full["properties"]["identityMap"]["meta:xdmType"], "map");
    }

    #[test]
    fn required_names_lose_their_prefix_and_no_reference_is_left() {
        let full = shoppers();
        let email = &full["properties"]["consents"]["properties"]["marketing"]["properties"]["email"];
        assert_eq!(email["required"], json!(["val"]));
        let text = full.to_string();
        assert!(
            !text.contains("\"$ref\"") && !text.contains("\"xdm:val\":"),
            "unresolved: {:?}",
            text.find("\"$ref\"").map(|at| &text[at.saturating_sub(300)..at + 120])
        );
    }
}
