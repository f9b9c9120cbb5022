//! What a record must be before it is taken: the schema's types, required fields, enums, patterns and formats, nothing
//! that the schema does not name, and one primary identity.

use super::{
    convert,
    identity::{self, Identities},
};
use crate::{namespaces::Known, registry::Schema};
use jsonschema::{Draft, Validator, error::ValidationErrorKind};
use serde_json::{Value, json};

/// Larger records pass into the lake and are silently left out of Profile (guardrail, hard limit).
const LARGEST_PROFILE_RECORD: usize = 100 * 1024;

/// Streaming validation stops after so many.
const MOST_VIOLATIONS: usize = 5;

/// Why a row was refused. The diagnostics file is named after the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Parsing,
    Conversion,
    Validation,
}

impl Kind {
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::Parsing => "parsing_errors_0.json",
            Self::Conversion => "conversion_errors_0.json",
            Self::Validation => "validation_errors_0.json",
        }
    }
}

/// A row that is not taken.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) kind: Kind,
    /// Without prefix and HTTP status, as row diagnostics give it.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) column: Option<String>,
}

/// Named by the reference: the row cannot be parsed; a required field is missing or null.
pub(crate) const CORRUPT: &str = "1401";
const REQUIRED: &str = "1555";
// The reference has no complete list of codes. These two are ours; clients must take any.
const INCONVERTIBLE: &str = "1502";
const INVALID: &str = "1556";

/// A row that is taken.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) record: Value,
    pub(crate) identities: Identities,
    /// Small enough for Profile, and about somebody.
    pub(crate) fits_profile: bool,
}

/// Checks records of one schema.
#[derive(Debug)]
pub(crate) struct Check<'a> {
    schema: &'a Schema,
    namespaces: Known,
    validator: Validator,
    drops_unknown: bool,
}

impl<'a> Check<'a> {
    /// `Err` when the schema itself cannot be used, which is a mistake of this crate.
    pub(crate) fn new(schema: &'a Schema, namespaces: Known, drops_unknown: bool) -> Result<Self, String> {
        let mut strict = schema.full.clone();
        close(&mut strict);
        let options = jsonschema::options()
            .with_draft(Draft::Draft6)
            .should_validate_formats(true);
        let validator = options.build(&strict).map_err(|e| e.masked().to_string())?;
        Ok(Self {
            schema,
            namespaces,
            validator,
            drops_unknown,
        })
    }

    pub(crate) fn record(&self, mut record: Value) -> Result<Taken, Box<(Value, Refused)>> {
        match self.judge(&mut record) {
            Ok(identities) => {
                let fits_profile = identities.name_somebody() && record.to_string().len() <= LARGEST_PROFILE_RECORD;
                Ok(Taken {
                    record,
                    identities,
                    fits_profile,
                })
            }
            Err(refused) => Err(Box::new((record, refused))),
        }
    }

    /// At most five violations in the form of streaming ingestion, which converts nothing before it checks.
    pub(crate) fn violations(&self, record: &Value) -> Vec<Value> {
        let mut found: Vec<Value> = self
            .validator
            .iter_errors(record)
            .take(MOST_VIOLATIONS)
            .map(|error| {
                let keyword = error
                    .schema_path()
                    .as_str()
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                json!({
                    "schemaLocation": "#", "pointerToViolation": format!("#{}", error.instance_path()),
                    "causingExceptions": [], "keyword": keyword, "message": error.to_string(),
                })
            })
            .collect();
        if found.is_empty()
            && let Err(message) = identity::of(record, self.schema, &self.namespaces)
        {
            found.push(json!({
                "schemaLocation": "#", "pointerToViolation": "#", "causingExceptions": [], "keyword": "required",
                "message": message,
            }));
        }
        found
    }

    fn judge(&self, record: &mut Value) -> Result<Identities, Refused> {
        if self.drops_unknown {
            drop_unknown(record, &self.schema.full);
        }
        convert::convert(record, &self.schema.full).map_err(|e| Refused {
            kind: Kind::Conversion,
            code: INCONVERTIBLE,
            message: e.message,
            column: Some(e.path),
        })?;
        if let Err(error) = self.validator.validate(record) {
            let code = if matches!(error.kind(), ValidationErrorKind::Required { .. }) {
                REQUIRED
            } else {
                INVALID
            };
            let column = Some(error.instance_path().to_string()).filter(|path| !path.is_empty());
            return Err(Refused {
                kind: Kind::Validation,
                code,
                message: error.to_string(),
                column,
            });
        }
        identity::of(record, self.schema, &self.namespaces).map_err(|message| Refused {
            kind: Kind::Validation,
            code: REQUIRED,
            message,
            column: None,
        })
    }
}

/// The other reading: what the schema does not name is left out, and the rest is taken.
fn drop_unknown(value: &mut Value, schema: &Value) {
    match value {
        Value::Object(fields) => {
            let named = schema["properties"].as_object();
            let any = &schema["additionalProperties"];
            fields.retain(|name, _| any.is_object() || named.is_none_or(|n| n.contains_key(name)));
            for (name, inner) in fields.iter_mut() {
                drop_unknown(inner, named.and_then(|n| n.get(name)).unwrap_or(any));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_unknown(item, &schema["items"])),
        _ => {}
    }
}

/// Batch handling of unknown fields is not documented; refusing them is the stricter reading.
fn close(node: &mut Value) {
    let Some(object) = node.as_object_mut() else { return };
    // The registry's own identifiers would be taken for bases of references.
    object.remove("$id");
    if let Some(fields) = object.get_mut("properties").and_then(Value::as_object_mut) {
        fields.values_mut().for_each(close);
        object.insert("additionalProperties".into(), Value::Bool(false));
    }
    for inner in ["items", "additionalProperties"] {
        if let Some(inner) = object.get_mut(inner) {
            close(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::library;

    fn schema() -> Schema {
        let parts = [
            library::PROFILE_CLASS,
            "https://ns.adobe.com/xdm/context/profile-person-details",
            "https://ns.adobe.com/xdm/context/profile-personal-details",
            "https://ns.adobe.com/xdm/mixins/profile/profile-user-account-details",
            "https://ns.adobe.com/xdm/mixins/profile-consents",
            "https://ns.adobe.com/xdm/context/identitymap",
        ];
        let raw = json!({
            "$id": "https://ns.adobe.com/t/schemas/1",
            "allOf": parts.map(|p| json!({"$ref": p})),
            "definitions": {"own": {"properties": {"_t": {"type": "object", "properties": {"company": {"type": "string"}}}}}},
        });
        let mut with_own = raw.clone();
        with_own["allOf"]
            .as_array_mut()
            .unwrap()
            .push(json!({"$ref": "#/definitions/own"}));
        let full = Value::Object(library::load().unwrap().resolved(&with_own));
        Schema {
            id: "https://ns.adobe.com/t/schemas/1".into(),
            raw,
            full,
            descriptors: vec![],
        }
    }

    fn verdict(record: Value) -> Result<Taken, Refused> {
        let schema = schema();
        let check = Check::new(&schema, Known::standard(), false).unwrap();
        check.record(record).map_err(|refused| refused.1)
    }

    fn shopper() -> Value {
        json!({
            "identityMap": {"Email": [{"id": "noor@example.nl", "primary": true}]},
            "person": {"name": {"firstName": "Noor"}, "birthDate": "1991-03-05", "gender": "female"},
            "personalEmail": {"address": "noor@example.nl"},
            "userAccount": {"startDate": "2024-02-11T20:14:07Z"},
        })
    }

    #[test]
    fn a_good_shopper_is_taken_with_its_identities() {
        let taken = verdict(shopper()).unwrap();
        assert_eq!(taken.identities.primary, "Email\u{1f}noor@example.nl");
        assert!(taken.fits_profile);
    }

    #[test]
    fn each_kind_of_fault_is_told_apart() {
        let mut cases = vec![];
        for (pointer, bad, kind, code) in [
            (
                "/person/birthDate",
                json!("05-03-1991"),
                Kind::Conversion,
                INCONVERTIBLE,
            ),
            ("/person/gender", json!("F"), Kind::Validation, INVALID),
            ("/person/name/firstName", json!(7), Kind::Validation, INVALID),
            ("/personalEmail/address", json!("nobody"), Kind::Validation, INVALID),
            ("/identityMap/Email/0/id", json!(""), Kind::Validation, REQUIRED),
            ("/identityMap/Email/0/primary", json!(false), Kind::Validation, REQUIRED),
        ] {
            let mut record = shopper();
            *record.pointer_mut(pointer).unwrap() = bad;
            cases.push((record, kind, code));
        }
        let mut odd = shopper();
        odd["favouriteColour"] = json!("blue");
        cases.push((odd, Kind::Validation, INVALID));
        let mut foreign = shopper();
        foreign["identityMap"]["Unheard"] = json!([{"id": "1"}]);
        cases.push((foreign, Kind::Validation, REQUIRED));
        for (record, kind, code) in cases {
            let refused = verdict(record).unwrap_err();
            assert_eq!((refused.kind, refused.code), (kind, code), "{}", refused.message);
        }
    }

    #[test]
    fn what_names_nobody_links_nothing_and_as_primary_stays_in_the_lake() {
        let long = "x".repeat(1_025);
        for nobody in ["null", "anonymous", "invalid", "  ", &long] {
            let mut record = shopper();
            record["identityMap"]["Phone"] = json!([{"id": nobody}]);
            let taken = verdict(record).unwrap();
            assert_eq!(taken.identities.all, ["Email\u{1f}noor@example.nl"], "{nobody}");
            assert!(taken.fits_profile);
            let mut record = shopper();
            record["identityMap"]["Email"] = json!([{"id": nobody, "primary": true}]);
            assert!(!verdict(record).unwrap().fits_profile, "{nobody}");
        }
        // Only what the guardrails name: other placeholders are identities like any other, and join whoever has them.
        for somebody in ["NULL", "0", "guest", &long[1..]] {
            let mut record = shopper();
            record["identityMap"]["Phone"] = json!([{"id": somebody}]);
            assert_eq!(verdict(record).unwrap().identities.all.len(), 2, "{somebody}");
        }
    }

    #[test]
    fn a_record_over_100_kb_is_taken_but_not_for_profile() {
        let mut record = shopper();
        record["_t"] = json!({"company": "x".repeat(LARGEST_PROFILE_RECORD)});
        assert!(!verdict(record).unwrap().fits_profile);
    }
}
