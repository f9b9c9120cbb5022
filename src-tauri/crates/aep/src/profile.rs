//! Profile: is this shopper there, with which values, and how many are there (facts §10.1)?

use crate::DatasetId;
use crate::Error;
use crate::call::Call;
use crate::client::Client;
use crate::json::{flag, list, number, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use tokio_util::sync::CancellationToken;

const SAMPLE: &str = "/data/core/ups/previewsamplestatus";

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

/// How many shoppers Profile knew when it last counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileCounts {
    /// Merged profiles.
    pub profiles: Option<u64>,
    /// Records that they were merged from.
    pub fragments: Option<u64>,
    /// When that was, in the platform's form.
    pub counted: Option<String>,
    /// It is counting right now: batches that came since are not in yet.
    pub counting: bool,
    /// The last batch that is counted in.
    pub last_batch: Option<String>,
}

impl Client {
    /// How many shoppers Profile knew when it last counted, which it does about once a day.
    pub async fn profile_counts(&self, cancel: &CancellationToken) -> Result<ProfileCounts, Error> {
        let reply = self.call(&Call::get("profile_counts", SAMPLE), cancel).await?;
        let answer = reply.json()?;
        if !answer.is_object() {
            return Err(reply.odd("no counts"));
        }
        let running = answer.get("sampleJobRunning").unwrap_or(&Value::Null);
        Ok(ProfileCounts {
            profiles: number(&answer, "totalRows"),
            fragments: number(&answer, "totalFragmentCount"),
            counted: text(&answer, "lastSampledTimestamp"),
            counting: flag(running, "status")
                .or_else(|| flag(&answer, "sampleJobRunning"))
                .unwrap_or(false),
            last_batch: text(&answer, "lastBatchId").filter(|id| !id.is_empty()),
        })
    }

    /// How many shoppers each dataset has a part in, when Profile last counted; none where it never has.
    pub async fn profiles_by_dataset(&self, cancel: &CancellationToken) -> Result<BTreeMap<DatasetId, u64>, Error> {
        let call = Call::get("profiles_by_dataset", format!("{SAMPLE}/report/dataset"));
        let reply = match self.call(&call, cancel).await {
            Err(Error::NotFound(_)) => return Ok(BTreeMap::new()),
            other => other?,
        };
        let answer = reply.json()?;
        if !answer.get("data").is_some_and(Value::is_array) {
            return Err(reply.odd("no list of datasets"));
        }
        let of = |item: &Value| {
            Some((
                DatasetId::parse(text(item, "value")?).ok()?,
                number(item, "fullIDsCount")?,
            ))
        };
        Ok(list(&answer, "data").iter().filter_map(of).collect())
    }

    /// Looks several shoppers up, each by namespace and id, in this order.
    pub async fn probe(&self, ids: &[(&str, &str)], cancel: &CancellationToken) -> Result<Vec<Lookup>, Error> {
        let mut found = Vec::with_capacity(ids.len());
        for (namespace, id) in ids {
            found.push(self.profile(namespace, id, cancel).await?);
        }
        Ok(found)
    }

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
