//! Profile access: is this shopper there, and with which values (facts §10.1)?

use crate::Error;
use crate::client::Client;
use crate::json::list;
use crate::transport::Call;
use serde_json::Value;
use std::fmt;
use tokio_util::sync::CancellationToken;

/// What a lookup found.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// The merged profile.
    Found(Profile),
    /// Not there, or not yet: the platform answers both in the same ways.
    NotYet,
}

/// A merged profile. Personal data: `Debug` shows none of it.
#[derive(Clone, PartialEq)]
pub struct Profile {
    /// The record in XDM form, fields at the root.
    pub entity: Value,
    /// The datasets that it was merged from.
    pub sources: Vec<String>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Looks a shopper up by identity, for example in namespace `Email`.
    pub async fn profile(&self, namespace: &str, id: &str, cancel: &CancellationToken) -> Result<Lookup, Error> {
        let call = Call::get("profile", "/data/core/ups/access/entities")
            .query("schema.name", "_xdm.context.profile")
            .query("entityId", id)
            // Taken in any casing; written in lower case by the reference.
            .query("entityIdNS", namespace.to_ascii_lowercase());
        match self.call(&call, cancel).await {
            Err(Error::NotFound(_)) => Ok(Lookup::NotYet),
            Err(error) => Err(error),
            Ok(reply) => match reply.json()? {
                Value::Object(by_id) => Ok(by_id.values().find_map(profile).map_or(Lookup::NotYet, Lookup::Found)),
                _ => Err(reply.odd("no profiles by id")),
            },
        }
    }
}

fn profile(item: &Value) -> Option<Profile> {
    let entity = item
        .get("entity")
        .filter(|entity| entity.as_object().is_some_and(|fields| !fields.is_empty()))?;
    let sources = list(item, "sources")
        .iter()
        .filter_map(Value::as_str)
        .filter(|id| !id.is_empty());
    Some(Profile {
        entity: entity.clone(),
        sources: sources.map(str::to_owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_empty_entity_is_nobody() {
        let nobody = json!({"entity": {}, "sources": [""], "lastModifiedAt": "1970-01-01T00:00:00Z"});
        for item in [nobody, json!({}), json!({"entity": null}), json!("x")] {
            assert_eq!(profile(&item), None);
        }
    }

    #[test]
    fn a_profile_does_not_show_itself_in_debug_output() {
        let found = profile(&json!({"entity": {"person": {"name": {"firstName": "Canary"}}}, "sources": ["5da9452f"]}))
            .unwrap();
        assert_eq!(found.sources, ["5da9452f"]);
        assert!(!format!("{:?}", Lookup::Found(found)).contains("Canary"));
    }
}
