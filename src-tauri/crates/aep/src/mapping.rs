//! Data Prep: a mapping as the platform's own mapper keeps, checks and tries it (facts §7.1).

use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::json::{list, number, text};
use crate::{Error, MappingSetId, SchemaId, redact};
use reqwest::Method;
use serde_json::{Value, json};
use std::fmt;
use tokio_util::sync::CancellationToken;

const MAPPING_SETS: &str = "/data/foundation/conversion/mappingSets";

/// A mapping set to be made, checked or tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMappingSet {
    /// What people will call it.
    pub name: String,
    /// The schema of what comes out.
    pub schema: SchemaId,
    /// Which source goes where.
    pub rules: Vec<MappingRule>,
}

/// One line of a mapping set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingRule {
    /// A column, or an expression of at most 4,096 characters. Columns that are no plain identifiers are written
    /// `${First Name}`.
    pub source: String,
    /// Such as `person.name.firstName`.
    pub destination: String,
    /// What the source is.
    pub source_type: SourceType,
}

/// What a rule's source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceType {
    /// A column, as it is.
    Attribute,
    /// A calculated field.
    Expression,
}

/// A mapping set that the platform keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingSet {
    /// Its id.
    pub id: MappingSetId,
    /// Counted from 0.
    pub version: u64,
}

/// What the platform says about one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCheck {
    /// It can be used.
    pub valid: bool,
    /// What is wrong.
    pub faults: Vec<MappingFault>,
}

/// What became of one row. Personal data: `Debug` shows none of it.
#[derive(Clone, PartialEq)]
pub struct MappedRow {
    /// In XDM form.
    pub data: Value,
    /// What could not be done.
    pub faults: Vec<MappingFault>,
}

/// What the platform's mapper has against a rule, or could not do with a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingFault {
    /// The rule's destination, where it is named.
    pub destination: Option<String>,
    /// The rule's source, or its column.
    pub source: Option<String>,
    /// Adobe's words, personal data taken out.
    pub message: String,
}

impl fmt::Debug for MappedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MappedRow")
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

impl NewMappingSet {
    /// As the platform takes it, and as it can be kept in a file.
    pub fn body(&self) -> Value {
        let rule = |rule: &MappingRule| {
            let kind = match rule.source_type {
                SourceType::Attribute => "ATTRIBUTE",
                SourceType::Expression => "EXPRESSION",
            };
            json!({"sourceType": kind, "source": rule.source, "destination": rule.destination})
        };
        json!({
            "name": self.name,
            "outputSchema": {"schemaRef": {"id": self.schema.as_str(), "contentType": "application/vnd.adobe.xed-full+json;version=1"}},
            "mappings": self.rules.iter().map(rule).collect::<Vec<_>>(),
        })
    }
}

impl Client {
    /// Keeps a mapping set. Not repeated once it may have been kept: a second would differ from the first by its id only.
    pub async fn create_mapping_set(
        &self,
        new: &NewMappingSet,
        cancel: &CancellationToken,
    ) -> Result<MappingSet, Error> {
        let call = Call::new(
            "create_mapping_set",
            Method::POST,
            MAPPING_SETS,
            Payload::Json(new.body()),
            Repeat::Untraced,
        );
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        let id = text(&answer, "id").and_then(|id| MappingSetId::parse(id).ok());
        Ok(MappingSet {
            id: id.ok_or_else(|| reply.odd("no mapping set id"))?,
            version: number(&answer, "version").unwrap_or(0),
        })
    }

    /// Asks what the platform thinks of each rule, in their order. Keeps nothing.
    pub async fn validate_mapping_set(
        &self,
        new: &NewMappingSet,
        cancel: &CancellationToken,
    ) -> Result<Vec<RuleCheck>, Error> {
        let path = format!("{MAPPING_SETS}/validate");
        let call = Call::new(
            "validate_mapping_set",
            Method::POST,
            path,
            Payload::Json(new.body()),
            Repeat::Safe,
        );
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        if !answer.get("validationResponse").is_some_and(Value::is_array) {
            return Err(reply.odd("no list of checks"));
        }
        let check = |item: &Value| RuleCheck {
            valid: text(item, "status").is_some_and(|status| status.eq_ignore_ascii_case("success")),
            faults: faults(item),
        };
        Ok(list(&answer, "validationResponse").iter().map(check).collect())
    }

    /// Lets the platform map some rows, each an object of columns. Keeps nothing.
    pub async fn preview_mapping_set(
        &self,
        new: &NewMappingSet,
        rows: &[Value],
        cancel: &CancellationToken,
    ) -> Result<Vec<MappedRow>, Error> {
        let path = format!("{MAPPING_SETS}/preview");
        let body = json!({"data": rows, "mappingSet": new.body()});
        let call = Call::new(
            "preview_mapping_set",
            Method::POST,
            path,
            Payload::Json(body),
            Repeat::Safe,
        );
        let reply = self.call(&call, cancel).await?;
        let mapped = |item: &Value| MappedRow {
            data: item.get("data").cloned().unwrap_or_default(),
            faults: faults(item),
        };
        match reply.json()? {
            Value::Array(items) => Ok(items.iter().map(mapped).collect()),
            // The specification draws one row, the pages a list.
            one if one.get("data").is_some() => Ok(vec![mapped(&one)]),
            _ => Err(reply.odd("no mapped rows")),
        }
    }
}

fn faults(item: &Value) -> Vec<MappingFault> {
    let fault = |error: &Value| match error {
        Value::String(message) => MappingFault {
            message: redact(message),
            ..MappingFault::default()
        },
        error => {
            let first = |keys: &[&str]| keys.iter().find_map(|key| text(error, key));
            MappingFault {
                destination: first(&["destination"]),
                source: first(&["source", "columnName"]),
                message: redact(&first(&["exception", "message", "error"]).unwrap_or_default()),
            }
        }
    };
    list(item, "errors").iter().map(fault).collect()
}
