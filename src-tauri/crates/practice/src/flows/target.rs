//! Target connections: which dataset, and the schema that its records have.

use super::{bad, only, spec, specs, text};
use crate::{
    answer::Refusal,
    documents::{Documents, Kind},
};
use serde_json::Value;

/// What the guide prescribes as the schema's version.
const FULL: &str = "application/vnd.adobe.xed-full+json;version=1";
const MEMBERS: [&str; 5] = ["name", "description", "data", "params", "connectionSpec"];

pub(super) fn checked(documents: Documents<'_>, sent: &Value) -> Result<Value, Refusal> {
    only(sent, "the target connection", &MEMBERS)?;
    text(&sent["name"], "name")?;
    spec(&sent["connectionSpec"], "connectionSpec", specs::DATA_LAKE, true)?;
    only(&sent["data"], "data", &["format", "schema"])?;
    only(&sent["data"]["schema"], "data.schema", &["id", "version"])?;
    let schema = text(&sent["data"]["schema"]["id"], "data.schema.id")?;
    let version = text(&sent["data"]["schema"]["version"], "data.schema.version")?;
    if version.replace(' ', "") != FULL {
        return Err(bad(&format!("data.schema.version must be {FULL}")));
    }
    documents
        .get(Kind::Schema, schema)?
        .ok_or_else(|| bad(&format!("the schema {schema} is not found")))?;
    only(&sent["params"], "params", &["dataSetId"])?;
    let id = text(&sent["params"]["dataSetId"], "params.dataSetId")?;
    let dataset = documents
        .get(Kind::Dataset, id)?
        .ok_or_else(|| bad(&format!("the dataset {id} is not found")))?;
    if dataset["schemaRef"]["id"] != schema {
        return Err(bad(&format!("the dataset {id} has another schema")));
    }
    Ok(sent.clone())
}
