//! The Schema Registry: the tenant, lists, and one schema resolved together with its descriptors (facts §3).
//!
//! Schemas stay JSON here; what they mean is read elsewhere.

use crate::client::Client;
use crate::json::{list, text};
use crate::transport::{Call, Reply};
use crate::{Error, SchemaId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::collections::BTreeSet;
use tokio_util::sync::CancellationToken;

const REGISTRY: &str = "/data/foundation/schemaregistry";
/// The class of every schema that shoppers can go into.
const PROFILE_CLASS: &str = "https://ns.adobe.com/xdm/context/profile";
const PAGE: usize = 300;
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The organisation's own corner of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Without the leading underscore: custom fields live under `_{id}`.
    pub id: String,
}

/// A schema of class XDM Individual Profile, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaSummary {
    /// `$id`.
    pub id: SchemaId,
    /// What people call it.
    pub title: String,
    /// Major and minor, such as `1.4`.
    pub version: Option<String>,
}

/// A schema with everything resolved, and its descriptors.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedSchema {
    /// The `xed-full` form: nested `properties`, titles, no `$ref`.
    pub schema: Value,
    /// Every descriptor whose `xdm:sourceSchema` is this schema, of any `@type`.
    pub descriptors: Vec<Value>,
}

impl Client {
    /// The organisation's tenant id.
    pub async fn tenant(&self, cancel: &CancellationToken) -> Result<Tenant, Error> {
        let reply = self
            .call(&Call::get("tenant", format!("{REGISTRY}/stats")), cancel)
            .await?;
        let id = text(&reply.json()?, "tenantId").filter(|id| !id.is_empty());
        id.map(|id| Tenant { id }).ok_or_else(|| reply.odd("no tenant id"))
    }

    /// Lists the organisation's Individual Profile schemas by title.
    pub async fn schemas(&self, cancel: &CancellationToken) -> Result<Vec<SchemaSummary>, Error> {
        let (mut found, mut seen, mut start) = (Vec::new(), BTreeSet::new(), None::<String>);
        loop {
            let mut call = Call::get("schemas", format!("{REGISTRY}/tenant/schemas"))
                .accept("application/vnd.adobe.xed-id+json")
                .query("property", format!("meta:class=={PROFILE_CLASS}"))
                .query("orderby", "title")
                .query("limit", PAGE);
            if let Some(start) = &start {
                call = call.query("start", start);
            }
            let reply = self.call(&call, cancel).await?;
            let answer = reply.json()?;
            if !answer.get("results").is_some_and(Value::is_array) {
                return Err(reply.odd("no list of schemas"));
            }
            let before = seen.len();
            found.extend(
                list(&answer, "results")
                    .iter()
                    .filter_map(summary)
                    .filter(|s| seen.insert(s.id.clone())),
            );
            // `limit` is only a hint to the registry; the end is a `next` of null, or a page that brings nothing new.
            start = answer.get("_page").and_then(|page| text(page, "next"));
            if start.is_none() || seen.len() == before {
                return Ok(found);
            }
        }
    }

    /// One schema, resolved, with its descriptors.
    pub async fn schema(&self, id: &SchemaId, cancel: &CancellationToken) -> Result<ResolvedSchema, Error> {
        // The platform supports major version 1 only and insists on hearing it.
        let call = Call::get("schema", schema_path(id)).accept("application/vnd.adobe.xed-full+json; version=1");
        let reply = self.call(&call, cancel).await?;
        let schema = reply.json()?;
        if !schema.get("properties").is_some_and(Value::is_object) {
            return Err(reply.odd("an unresolved schema"));
        }
        let own = text(&schema, "$id").unwrap_or_else(|| id.to_string());
        Ok(ResolvedSchema {
            descriptors: self.descriptors(&own, cancel).await?,
            schema,
        })
    }

    async fn descriptors(&self, schema: &str, cancel: &CancellationToken) -> Result<Vec<Value>, Error> {
        let call = Call::get("descriptors", format!("{REGISTRY}/tenant/descriptors"))
            .accept("application/vnd.adobe.xdm+json")
            .query("property", format!("xdm:sourceSchema=={schema}"));
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        let all = every_descriptor(&answer, &reply)?;
        Ok(all
            .into_iter()
            .filter(|one| text(one, "xdm:sourceSchema").as_deref() == Some(schema))
            .cloned()
            .collect())
    }
}

/// The unpaged list is an object of lists by type; the paged one has `results`.
fn every_descriptor<'a>(answer: &'a Value, reply: &Reply) -> Result<Vec<&'a Value>, Error> {
    match answer {
        Value::Object(by_type) => Ok(by_type.values().filter_map(Value::as_array).flatten().collect()),
        Value::Array(items) => Ok(items.iter().collect()),
        _ => Err(reply.odd("no list of descriptors")),
    }
}

fn schema_path(id: &SchemaId) -> String {
    // Standard schemas live beside the tenant's; their ids begin with `https://ns.adobe.com/xdm/` or `_xdm.`.
    let standard = id.as_str().contains("://ns.adobe.com/xdm/") || id.as_str().starts_with("_xdm.");
    let container = if standard { "global" } else { "tenant" };
    format!(
        "{REGISTRY}/{container}/schemas/{}",
        utf8_percent_encode(id.as_str(), SEGMENT)
    )
}

fn summary(item: &Value) -> Option<SchemaSummary> {
    let id = SchemaId::parse(text(item, "$id")?).ok()?;
    Some(SchemaSummary {
        title: text(item, "title").unwrap_or_else(|| id.to_string()),
        version: text(item, "version"),
        id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_an_address_becomes_one_path_segment() {
        let id = SchemaId::parse("https://ns.adobe.com/courier/schemas/0a1b").unwrap();
        assert_eq!(
            schema_path(&id),
            "/data/foundation/schemaregistry/tenant/schemas/https%3A%2F%2Fns.adobe.com%2Fcourier%2Fschemas%2F0a1b"
        );
        let short = SchemaId::parse("_courier.schemas.0a1b").unwrap();
        assert_eq!(
            schema_path(&short),
            "/data/foundation/schemaregistry/tenant/schemas/_courier.schemas.0a1b"
        );
    }
}
