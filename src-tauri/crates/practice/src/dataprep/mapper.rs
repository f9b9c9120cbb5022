//! A mapping set at work: rows to records, one at a time. The dry run and dataflows use the same.

use super::{
    mapping::Mapping,
    sets::{bad, mappings_of, schema},
};
use crate::{
    answer::Refusal,
    documents::{Documents, Kind},
    state::State,
};
use rusqlite::Connection;
use serde_json::{Value, json};

#[derive(Debug)]
pub(crate) struct Mapper(Vec<Mapping>);

/// A set by its id: the newest, or one of its versions.
pub(crate) fn find(documents: Documents<'_>, id: &str, version: Option<u64>) -> rusqlite::Result<Option<Value>> {
    let newest = documents.get(Kind::MappingSet, id)?;
    let earlier = |set: &Value| version.filter(|v| set["version"].as_u64() != Some(*v));
    match newest.as_ref().and_then(earlier) {
        Some(version) => documents.get(Kind::MappingSet, &format!("{id}@{version}")),
        None => Ok(newest),
    }
}

/// The schema that a set maps to, in either form of the request.
pub(crate) fn schema_id(set: &Value) -> Option<&str> {
    set["outputSchema"]["schemaRef"]["id"]
        .as_str()
        .or(set["xdmSchema"].as_str())
}

impl Mapper {
    pub(crate) fn new(state: &State, db: &Connection, sandbox: &str, set: &Value) -> Result<Self, Refusal> {
        let schema = schema(state, db, sandbox, set)?;
        let mappings: Result<Vec<Mapping>, String> = mappings_of(set, &schema)?.into_iter().collect();
        Ok(Self(mappings.map_err(|reason| bad(&reason))?))
    }

    /// A value that cannot be made leaves its field out, and is told apart; the row stays.
    pub(crate) fn record(&self, row: &Value) -> (Value, Vec<Value>) {
        let mut record = json!({});
        let mut errors: Vec<Value> = Vec::new();
        for mapping in &self.0 {
            match mapping.value(row) {
                Ok(Value::Null) => {}
                Ok(value) => mapping.put(&mut record, value),
                Err(reason) => errors.push(json!({
                    "destination": mapping.destination, "exception": reason, "source": mapping.source,
                    "columnName": mapping.columns().first().copied().unwrap_or_default(), "sourceType": mapping.kind,
                })),
            }
        }
        (record, errors)
    }
}
