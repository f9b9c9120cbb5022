//! One refused row, read from every shape that the platform's validators write.

use crate::json::{list, text};
use crate::redact;
use serde_json::Value;
use std::fmt;

/// A refused row.
#[derive(Clone, PartialEq)]
pub struct RowError {
    /// Why, once per fault; empty where the platform only hands the row back.
    pub faults: Vec<RowFault>,
    /// The uploaded file that it came from (`_filename`).
    pub file: Option<String>,
    /// The row could not be read as a record; it is a text under `_corrupt_record`.
    pub corrupt: bool,
    /// The row as the platform read it, without the fields that describe the fault. Personal data.
    pub row: Value,
}

/// One fault of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Such as `1401`, without a prefix, or a keyword of JSON Schema such as `required`; empty where the platform gives
    /// none.
    pub code: String,
    /// Adobe's words, personal data taken out.
    pub message: String,
    /// The field, where the platform names it: `person.birthDate`, in whatever form it was pointed at.
    pub column: Option<String>,
}

impl fmt::Debug for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowError")
            .field("faults", &self.faults)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

const DESCRIBES: [&str; 4] = ["_errors", "_validationErrors", "_streamingValidation", "_filename"];

impl RowError {
    pub(super) fn read(mut line: Value) -> Self {
        let mut faults = Vec::new();
        for key in &DESCRIBES[..3] {
            for error in list(&line, key) {
                collect(error, &mut faults);
            }
        }
        let (file, corrupt) = (text(&line, "_filename"), line.get("_corrupt_record").is_some());
        if let Value::Object(fields) = &mut line {
            for key in DESCRIBES {
                fields.shift_remove(key);
            }
        }
        Self {
            faults,
            file,
            corrupt,
            row: line,
        }
    }
}

/// The faults of an entry: its own, or those that it only wraps.
pub(crate) fn collect(error: &Value, faults: &mut Vec<RowFault>) {
    let wrapped = ["_streamingValidation", "_validationErrors", "causingExceptions"]
        .into_iter()
        .map(|key| list(error, key))
        .find(|inner| !inner.is_empty());
    match wrapped {
        Some(inner) => inner.iter().for_each(|error| collect(error, faults)),
        None => faults.extend(fault(error)),
    }
}

fn fault(error: &Value) -> Option<RowFault> {
    if let Value::String(message) = error {
        return Some(RowFault {
            code: String::new(),
            message: redact(message),
            column: None,
        });
    }
    error.as_object()?;
    let first = |keys: &[&str]| keys.iter().find_map(|key| text(error, key));
    Some(RowFault {
        code: first(&["code", "errorCode", "keyword"]).unwrap_or_default(),
        message: redact(&first(&["message", "description"]).unwrap_or_default()),
        column: first(&["column", "pointerToViolation", "field"])
            .map(|path| dotted(&path))
            .filter(|path| !path.is_empty()),
    })
}

/// `#/person/birthDate` and `/person/birthDate` are `person.birthDate`.
fn dotted(path: &str) -> String {
    let path = path.strip_prefix('#').unwrap_or(path);
    match path.strip_prefix('/') {
        Some(pointer) => pointer.replace('/', ".").replace("~1", "/").replace("~0", "~"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(line: Value) -> Vec<(String, String, Option<String>)> {
        let faults = RowError::read(line).faults.into_iter();
        faults.map(|fault| (fault.code, fault.message, fault.column)).collect()
    }

    fn one(code: &str, message: &str, column: Option<&str>) -> Vec<(String, String, Option<String>)> {
        vec![(code.into(), message.into(), column.map(str::to_owned))]
    }

    #[test]
    fn a_row_is_told_apart_from_what_describes_its_fault() {
        let error = RowError::read(json!({
            "personalEmail": {"address": "jane@example.com"},
            "_errors": [{"code": "1401", "message": "bad value jane@example.com", "column": "person.birthDate"}],
            "_filename": "part-00001.json",
        }));
        assert_eq!(error.file.as_deref(), Some("part-00001.json"));
        assert_eq!(error.row, json!({"personalEmail": {"address": "jane@example.com"}}));
        let fault = RowFault {
            code: "1401".into(),
            message: "bad value <e-mail>".into(),
            column: Some("person.birthDate".into()),
        };
        assert_eq!(error.faults, [fault]);
        assert!(!format!("{error:?}").contains("jane"), "rows must not reach a log");
    }

    #[test]
    fn every_documented_shape_gives_the_same_faults() {
        for (line, faults) in [
            (
                json!({"_errors": [{"code": "1401", "message": "m"}], "_corrupt_record": "{x"}),
                one("1401", "m", None),
            ),
            (
                json!({"_errors": {"code": 1555, "description": "m", "column": "/person/birthDate"}}),
                one("1555", "m", Some("person.birthDate")),
            ),
            (
                json!({"_validationErrors": [{"keyword": "required", "message": "m", "pointerToViolation": "#/person", "schemaLocation": "#",
                    "causingExceptions": []}]}),
                one("required", "m", Some("person")),
            ),
            (
                json!({"_validationErrors": [{"keyword": "allOf", "message": "2 violations", "pointerToViolation": "#", "causingExceptions": [
                    {"message": "m", "pointerToViolation": "#/a~1b/0", "causingExceptions": []}]}]}),
                one("", "m", Some("a/b.0")),
            ),
            (
                json!({"_errors": {"_streamingValidation": [{"message": "m", "pointerToViolation": "#"}]}}),
                one("", "m", None),
            ),
            (
                json!({"_errors": [{"_streamingValidation": [{"message": "m"}]}]}),
                one("", "m", None),
            ),
            (json!({"_streamingValidation": [{"message": "m"}]}), one("", "m", None)),
            (json!({"_errors": "m"}), one("", "m", None)),
            (json!({"_errors": [5, null, []]}), vec![]),
            (json!({"_corrupt_record": "{x"}), vec![]),
            (json!("text"), vec![]),
        ] {
            assert_eq!(read(line.clone()), faults, "{line}");
        }
        let nested = RowError::read(json!({"_errors": {"_streamingValidation": [{"message": "a"}, {"message": "b"}]}}));
        assert_eq!(nested.faults.len(), 2);
        assert!(RowError::read(json!({"_corrupt_record": "{x"})).corrupt);
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_reader(keys in proptest::collection::vec("_errors|_validationErrors|causingExceptions|message|code|column|x", 0..6), text in "\\PC{0,30}") {
            let mut value = json!(text);
            for (n, key) in keys.iter().enumerate() {
                value = if n % 2 == 0 { json!({key.as_str(): value}) } else { json!({key.as_str(): [value]}) };
            }
            let error = RowError::read(value);
            prop_assert!(error.faults.iter().all(|fault| fault.message.chars().count() <= 500));
        }
    }
}
