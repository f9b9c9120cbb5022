//! The resolved schema of a dataset as a tree of fields, read from the registry's `xed-full` JSON.

use crate::FieldPath;
use serde_json::Value as Json;

/// What a field holds (experience-platform §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `string`, also enums, URIs and e-mail addresses.
    Text,
    /// `number`.
    Double,
    /// 53-bit integer.
    Long,
    /// 32-bit integer.
    Int,
    /// 16-bit integer.
    Short,
    /// 8-bit integer.
    Byte,
    /// `boolean`.
    Boolean,
    /// Calendar date.
    Date,
    /// Instant.
    DateTime,
    /// Has named children.
    Object,
    /// List of `item`.
    Array,
    /// Free keys.
    Map,
}

impl Kind {
    /// The platform's own name of the type.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Double => "number",
            Self::Long => "long",
            Self::Int => "int",
            Self::Short => "short",
            Self::Byte => "byte",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Object => "object",
            Self::Array => "array",
            Self::Map => "map",
        }
    }
}

/// One field with its constraints and children.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key in a record.
    pub name: String,
    /// The schema's title, or the key.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Allowed values; empty for any. `meta:enum` alone only suggests and is not in here.
    pub values: Vec<String>,
    /// Suggested values that do not bind.
    pub suggested: Vec<String>,
    /// Smallest and largest number.
    pub minimum: Option<f64>,
    /// Smallest and largest number.
    pub maximum: Option<f64>,
    /// Longest text, in characters.
    pub max_length: Option<usize>,
    /// The form that text must have, where this engine knows how to check it.
    form: Form,
    /// The parent requires it.
    pub required: bool,
    /// Marked `meta:status: deprecated`.
    pub deprecated: bool,
    /// Children of an object.
    pub children: Vec<Field>,
    /// What an array holds.
    pub item: Option<Box<Field>>,
}

/// Patterns. Those of standard people fields are checked by hand, a million times faster than by an engine.
#[derive(Clone, Debug)]
enum Form {
    Any,
    /// `^[A-Z]{2}$`
    Country,
    /// `^[0-9]{1,3}?$`
    DialCode,
    /// `[0-1][0-9]-[0-9][0-9]`
    MonthDay,
    /// `format: email`
    Email,
    /// Any other pattern; it may match anywhere, as JSON Schema has it.
    Pattern(regex_lite::Regex),
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pattern(a), Self::Pattern(b)) => a.as_str() == b.as_str(),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A schema that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// Not a resolved schema.
    #[error("the schema has no properties: {0}")]
    Unresolved(String),
}

/// A dataset's schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// `$id`.
    pub id: String,
    /// The merchant's title.
    pub title: String,
    /// `_{tenantId}` without the underscore, where the schema has such a root.
    pub tenant: Option<String>,
    /// The record itself.
    pub root: Field,
}

/// Roots that the platform keeps for itself.
const SYSTEM: &[&str] = &[
    "_id",
    "_repo",
    "createdByBatchID",
    "modifiedByBatchID",
    "repositoryCreatedBy",
    "repositoryLastModifiedBy",
    "personID",
    "identityMap",
];

impl Schema {
    /// Reads the registry's answer to `xed-full+json; version=1`.
    pub fn parse(json: &Json) -> Result<Self, SchemaError> {
        let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let id = text("$id");
        if json.get("properties").and_then(Json::as_object).is_none() {
            return Err(SchemaError::Unresolved(id));
        }
        let root = Field::parse("", json, false);
        let tenant = json
            .get("meta:tenantNamespace")
            .and_then(Json::as_str)
            .map(str::to_owned)
            .or_else(|| {
                root.children
                    .iter()
                    .map(|f| &f.name)
                    .find(|n| n.starts_with('_') && !["_id", "_repo", "_schema"].contains(&n.as_str()))
                    .cloned()
            });
        Ok(Self {
            id,
            title: text("title"),
            tenant: tenant.map(|t| t.trim_start_matches('_').to_owned()),
            root,
        })
    }

    /// The field at a path; `tenant.` stands for the organisation's own root.
    pub fn find(&self, path: &FieldPath) -> Option<&Field> {
        let path = self.absolute(path);
        path.segments().try_fold(&self.root, |field, name| field.child(name))
    }

    /// The path with the organisation's own root written out.
    pub fn absolute(&self, path: &FieldPath) -> FieldPath {
        self.tenant
            .as_deref()
            .map_or_else(|| path.clone(), |tenant| path.in_tenant(tenant))
    }

    /// The schema takes an `identityMap`.
    pub fn has_identity_map(&self) -> bool {
        self.root.child("identityMap").is_some()
    }

    /// Every field that a column can be mapped to, with the fields above it: scalars and lists of scalars,
    /// without what the platform keeps for itself and without deprecated ones.
    pub fn mappable(&self) -> Vec<(FieldPath, Vec<&Field>)> {
        let mut out = Vec::new();
        for field in self.root.children.iter().filter(|f| !SYSTEM.contains(&f.name.as_str())) {
            let own = self
                .tenant
                .as_deref()
                .is_some_and(|t| field.name.strip_prefix('_') == Some(t));
            let start = if own {
                crate::TENANT.to_owned()
            } else {
                field.name.clone()
            };
            collect(field, &start, &mut Vec::new(), &mut out);
        }
        out
    }
}

fn collect<'a>(field: &'a Field, path: &str, above: &mut Vec<&'a Field>, out: &mut Vec<(FieldPath, Vec<&'a Field>)>) {
    if field.deprecated || above.len() > 12 {
        return;
    }
    above.push(field);
    if field.kind == Kind::Object {
        for child in &field.children {
            collect(child, &format!("{path}.{}", child.name), above, out);
        }
    } else if !matches!(field.scalar(), Kind::Object | Kind::Array | Kind::Map)
        && let Ok(path) = FieldPath::parse(path)
    {
        out.push((path, above.clone()));
    }
    above.pop();
}

impl Field {
    pub(crate) fn parse(name: &str, json: &Json, required: bool) -> Self {
        let text = |key: &str| json.get(key).and_then(Json::as_str);
        let number = |key: &str| json.get(key).and_then(Json::as_f64);
        let needs: Vec<&str> = json
            .get("required")
            .and_then(Json::as_array)
            .map(|r| r.iter().filter_map(Json::as_str).collect())
            .unwrap_or_default();
        let children = json
            .get("properties")
            .and_then(Json::as_object)
            .map(|all| {
                all.iter()
                    .map(|(key, child)| Field::parse(key, child, needs.contains(&key.as_str())))
                    .collect()
            })
            .unwrap_or_default();
        let keys = |key: &str| -> Vec<String> {
            match json.get(key) {
                Some(Json::Array(values)) => values.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
                Some(Json::Object(values)) => values.keys().cloned().collect(),
                _ => Vec::new(),
            }
        };
        Self {
            name: name.to_owned(),
            title: text("title").unwrap_or(name).to_owned(),
            kind: kind_of(json),
            values: keys("enum"),
            suggested: keys("meta:enum"),
            minimum: number("minimum"),
            maximum: number("maximum"),
            max_length: json.get("maxLength").and_then(Json::as_u64).map(|n| n as usize),
            form: form_of(json),
            required,
            deprecated: text("meta:status") == Some("deprecated"),
            children,
            item: json.get("items").map(|item| Box::new(Field::parse("", item, false))),
        }
    }

    /// One field by its JSON Schema.
    pub fn of_json(name: &str, json: &Json) -> Self {
        Self::parse(name, json, false)
    }

    /// Text without further rules.
    pub fn text() -> Self {
        Self::parse("", &serde_json::json!({"type": "string"}), false)
    }

    /// An instant without further rules.
    pub fn date_time() -> Self {
        Self::parse("", &serde_json::json!({"type": "string", "format": "date-time"}), false)
    }

    /// A child by its key.
    pub fn child(&self, name: &str) -> Option<&Field> {
        self.children.iter().find(|f| f.name == name)
    }

    /// The kind of one value: of the items where it is a list.
    pub fn scalar(&self) -> Kind {
        match (&self.kind, &self.item) {
            (Kind::Array, Some(item)) => item.kind,
            (kind, _) => *kind,
        }
    }

    /// It is a list of scalars.
    pub fn is_list(&self) -> bool {
        self.kind == Kind::Array
    }

    /// Whether text that one of the two takes is taken by the other as well.
    pub fn takes_the_same_text(&self, other: &Self) -> bool {
        let is_text = self.scalar() == Kind::Text && other.scalar() == Kind::Text;
        is_text && self.values == other.values && self.max_length == other.max_length && self.form == other.form
    }

    #[inline]
    pub(crate) fn accepts_form(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        match &self.form {
            Form::Any => true,
            Form::Country => bytes.len() == 2 && bytes.iter().all(u8::is_ascii_uppercase),
            Form::DialCode => (1..=3).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit),
            Form::MonthDay => {
                matches!(bytes, [b'0' | b'1', a, b'-', b, c] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit())
            }
            Form::Email => crate::Email::is_canonical(text),
            Form::Pattern(pattern) => pattern.is_match(text),
        }
    }

    pub(crate) fn in_range(&self, number: f64) -> bool {
        self.minimum.is_none_or(|min| number >= min) && self.maximum.is_none_or(|max| number <= max)
    }
}

fn kind_of(json: &Json) -> Kind {
    let text = |key: &str| json.get(key).and_then(Json::as_str);
    let typed = json.get("type").and_then(|t| {
        t.as_str()
            .or_else(|| t.as_array()?.iter().filter_map(Json::as_str).find(|t| *t != "null"))
    });
    match (typed, text("meta:xdmType"), text("format")) {
        (Some("boolean"), ..) | (_, Some("boolean"), _) => Kind::Boolean,
        (Some("array"), ..) => Kind::Array,
        (Some("number"), ..) => Kind::Double,
        (Some("integer"), Some("byte"), _) => Kind::Byte,
        (Some("integer"), Some("short"), _) => Kind::Short,
        (Some("integer"), Some("int"), _) => Kind::Int,
        (Some("integer"), Some("long"), _) => Kind::Long,
        (Some("integer"), ..) => integer_by_range(json),
        (Some("string"), Some("date"), _) | (Some("string"), None, Some("date")) => Kind::Date,
        (Some("string"), Some("date-time"), _) | (Some("string"), None, Some("date-time")) => Kind::DateTime,
        (Some("string"), ..) => Kind::Text,
        _ if json.get("properties").is_some() => Kind::Object,
        _ => Kind::Map,
    }
}

/// Without `meta:xdmType` the platform's own table tells integers apart by their range.
fn integer_by_range(json: &Json) -> Kind {
    let bound = |key: &str| json.get(key).and_then(Json::as_f64).map_or(f64::INFINITY, f64::abs);
    match bound("minimum").max(bound("maximum")) {
        n if n <= 128.0 => Kind::Byte,
        n if n <= 32_768.0 => Kind::Short,
        n if n <= 2_147_483_648.0 => Kind::Int,
        _ => Kind::Long,
    }
}

fn form_of(json: &Json) -> Form {
    let text = |key: &str| json.get(key).and_then(Json::as_str);
    match (text("pattern"), text("format")) {
        (Some("^[A-Z]{2}$"), _) => Form::Country,
        (Some("^[0-9]{1,3}?$" | "^[0-9]{1,3}$"), _) => Form::DialCode,
        (Some("[0-1][0-9]-[0-9][0-9]"), _) => Form::MonthDay,
        (_, Some("email")) => Form::Email,
        // A pattern that this engine cannot read is left to the platform.
        (Some(pattern), _) => regex_lite::Regex::new(pattern).map_or(Form::Any, Form::Pattern),
        _ => Form::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schema() -> Schema {
        Schema::parse(&json!({
            "$id": "https://ns.adobe.com/acme/schemas/1", "title": "Shoppers", "meta:tenantNamespace": "_acme",
            "properties": {
                "_id": {"type": "string"},
                "person": {"type": "object", "properties": {
                    "birthDate": {"type": "string", "format": "date", "title": "Birth date"},
                    "birthYear": {"type": "integer", "meta:xdmType": "short", "minimum": 1, "maximum": 32767},
                    "taxId": {"type": "string", "meta:status": "deprecated"}}},
                "loyalty": {"type": "object", "properties": {"loyaltyID": {"type": "array", "items": {"type": "string"}}}},
                "_acme": {"type": "object", "properties": {"company": {"type": "string"}}},
                "identityMap": {"type": "object", "additionalProperties": {"type": "array"}}
            }
        })).unwrap()
    }

    #[test]
    fn fields_are_found_by_path_with_the_tenant_written_out_or_not() {
        let schema = schema();
        let at = |p: &str| schema.find(&FieldPath::parse(p).unwrap()).map(|f| f.kind);
        assert_eq!(at("person.birthDate"), Some(Kind::Date));
        assert_eq!(at("person.birthYear"), Some(Kind::Short));
        assert_eq!(at("tenant.company"), Some(Kind::Text));
        assert_eq!(at("_acme.company"), Some(Kind::Text));
        assert_eq!(at("person.nothing"), None);
        assert!(schema.has_identity_map());
    }

    #[test]
    fn system_and_deprecated_fields_are_not_offered() {
        let schema = schema();
        let paths: Vec<String> = schema.mappable().into_iter().map(|(p, _)| p.to_string()).collect();
        assert_eq!(
            paths,
            [
                "person.birthDate",
                "person.birthYear",
                "loyalty.loyaltyID",
                "tenant.company"
            ]
        );
    }

    #[test]
    fn a_schema_that_is_not_resolved_is_refused() {
        assert!(Schema::parse(&json!({"$id": "x", "allOf": []})).is_err());
    }
}
