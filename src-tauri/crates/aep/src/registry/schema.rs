//! The tenant, the Individual Profile schemas, and one schema resolved together with its descriptors.

use super::{PROFILE_CLASS, REGISTRY, SUMMARIES, path, schema_id};
use crate::call::Call;
use crate::client::Client;
use crate::json::{list, text};
use crate::{Error, SchemaId};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

/// The organisation's own corner of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Without the leading underscore: custom fields live under `_{id}`.
    pub id: String,
    /// The Individual Profile schemas, where the registry says which schemas use which class.
    pub profile_schemas: Vec<SchemaSummary>,
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
        let answer = reply.json()?;
        let id = text(&answer, "tenantId").filter(|id| !id.is_empty());
        Ok(Tenant {
            id: id.ok_or_else(|| reply.odd("no tenant id"))?,
            profile_schemas: used(&answer).iter().filter_map(summary).collect(),
        })
    }

    /// Lists the organisation's Individual Profile schemas by title.
    pub async fn schemas(&self, cancel: &CancellationToken) -> Result<Vec<SchemaSummary>, Error> {
        let call = || {
            Call::get("schemas", format!("{REGISTRY}/tenant/schemas"))
                .accept(SUMMARIES)
                .query("property", format!("meta:class=={PROFILE_CLASS}"))
        };
        let items = self.every_resource(call, "no list of schemas", cancel).await?;
        Ok(items.iter().filter_map(summary).collect())
    }

    /// One schema, resolved, with its descriptors: in one call where the registry gives both at once.
    pub async fn schema(&self, id: &SchemaId, cancel: &CancellationToken) -> Result<ResolvedSchema, Error> {
        if let Some(both) = self.described(id, cancel).await? {
            return Ok(both);
        }
        let schema = self
            .resolved(id, "application/vnd.adobe.xed-full+json; version=1", cancel)
            .await?;
        let own = text(&schema, "$id").unwrap_or_else(|| id.to_string());
        Ok(ResolvedSchema {
            descriptors: self.descriptors(&own, cancel).await?,
            schema,
        })
    }

    /// The pages call this form "with descriptors", the specification "without titles": it is taken where it has both.
    async fn described(&self, id: &SchemaId, cancel: &CancellationToken) -> Result<Option<ResolvedSchema>, Error> {
        let full = "application/vnd.adobe.xed-full-desc+json; version=1";
        let schema = match self.resolved(id, full, cancel).await {
            Err(Error::Invalid(_) | Error::Answer { .. }) => return Ok(None),
            // 406 and 415: not a media type that this registry has.
            Err(Error::Status(refusal)) if matches!(refusal.status, 406 | 415) => return Ok(None),
            other => other?,
        };
        let Some(Value::Array(descriptors)) = schema.get("meta:descriptors") else {
            return Ok(None);
        };
        if !has_titles(&schema) {
            return Ok(None);
        }
        let own = text(&schema, "$id").unwrap_or_else(|| id.to_string());
        let of_it = |one: &&Value| text(one, "xdm:sourceSchema").is_none_or(|source| source == own);
        Ok(Some(ResolvedSchema {
            descriptors: descriptors.iter().filter(of_it).cloned().collect(),
            schema,
        }))
    }

    async fn resolved(&self, id: &SchemaId, accept: &'static str, cancel: &CancellationToken) -> Result<Value, Error> {
        let call = Call::get("schema", path("schemas", id.as_str())).accept(accept);
        let reply = self.call(&call, cancel).await?;
        let schema = reply.json()?;
        if !schema.get("properties").is_some_and(Value::is_object) {
            return Err(reply.odd("an unresolved schema"));
        }
        Ok(schema)
    }
}

/// Which schemas use the class: the pages draw an object by class, the specification a list.
fn used(stats: &Value) -> &[Value] {
    match stats.get("classUsage") {
        Some(Value::Array(classes)) => {
            let profile = classes
                .iter()
                .find(|class| text(class, "$id").as_deref() == Some(PROFILE_CLASS));
            profile.map_or(&[], |class| list(class, "schemas"))
        }
        Some(by_class) => list(by_class, PROFILE_CLASS),
        None => &[],
    }
}

fn has_titles(schema: &Value) -> bool {
    let fields = schema.get("properties").and_then(Value::as_object);
    fields.is_some_and(|fields| fields.values().any(|field| field.get("title").is_some()))
}

fn summary(item: &Value) -> Option<SchemaSummary> {
    let id = schema_id(item)?;
    Some(SchemaSummary {
        title: text(item, "title").unwrap_or_else(|| id.to_string()),
        version: text(item, "version"),
        id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_use_of_the_class_is_read_from_either_form() {
        let schemas = json!([{"$id": "https://ns.adobe.com/courier/schemas/a", "title": "Shopper"}]);
        let event = "https://ns.adobe.com/xdm/context/experienceevent";
        for usage in [
            json!({PROFILE_CLASS: schemas, event: [{"$id": "https://ns.adobe.com/courier/schemas/e"}]}),
            json!([{"$id": event, "schemas": []}, {"$id": PROFILE_CLASS, "numberOfSchemas": 1, "schemas": schemas}]),
        ] {
            let found: Vec<_> = used(&json!({"classUsage": usage})).iter().filter_map(summary).collect();
            assert_eq!((found.len(), found[0].title.as_str()), (1, "Shopper"));
        }
        for usage in [
            json!({}),
            json!({"classUsage": []}),
            json!({"classUsage": null}),
            json!({"classUsage": "x"}),
        ] {
            assert!(used(&usage).is_empty());
        }
    }
}
