//! Datasets: which there are, and whether what goes in reaches Profile.

use super::{CATALOG, PAGE};
use crate::call::Call;
use crate::client::Client;
use crate::json::{flag, number, tags, text};
use crate::{DatasetId, Error, SchemaId};
use serde_json::Value;
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;

/// Asked for by name, because a full dataset object carries its whole history.
const PROPERTIES: &str = "name,description,schemaRef,tags,created,updated,enableErrorDiagnostics,classification";

/// A dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Its id.
    pub id: DatasetId,
    /// What people call it; empty when it has no name.
    pub name: String,
    /// What they say about it.
    pub description: Option<String>,
    /// The schema that its records follow.
    pub schema: Option<SchemaId>,
    /// Each tag is a list of words.
    pub tags: BTreeMap<String, Vec<String>>,
    /// When it was made, in milliseconds since 1970.
    pub created: Option<u64>,
    /// When it was last changed, in milliseconds since 1970.
    pub updated: Option<u64>,
    /// Diagnostics are on for every batch.
    pub error_diagnostics: bool,
    /// The platform's own, not for uploads.
    pub system: bool,
}

impl Dataset {
    fn read(id: &str, object: &Value) -> Option<Self> {
        Some(Self {
            id: DatasetId::parse(id).ok()?,
            name: text(object, "name").unwrap_or_default(),
            description: text(object, "description").filter(|words| !words.is_empty()),
            schema: object
                .get("schemaRef")
                .and_then(|schema| text(schema, "id"))
                .and_then(|id| SchemaId::parse(id).ok()),
            tags: tags(object),
            created: number(object, "created"),
            updated: number(object, "updated"),
            error_diagnostics: flag(object, "enableErrorDiagnostics").unwrap_or(false),
            system: object
                .get("classification")
                .and_then(|class| text(class, "managedBy"))
                .is_some_and(|by| by.eq_ignore_ascii_case("system")),
        })
    }

    /// Switched on for Profile: what is ingested from now on reaches it.
    pub fn profile_enabled(&self) -> bool {
        self.says("unifiedProfile", "enabled:true")
    }

    /// A record keeps what it does not carry. Without, it replaces the shopper's whole record of this dataset.
    pub fn upsert(&self) -> bool {
        self.says("unifiedProfile", "isUpsert:true")
    }

    /// Switched on for the identity graph.
    pub fn identity_enabled(&self) -> bool {
        self.says("unifiedIdentity", "enabled:true")
    }

    /// Every one of the words is in its name, its description or its id, in whatever casing.
    pub fn matches(&self, words: &str) -> bool {
        let own = format!(
            "{} {} {}",
            self.name,
            self.description.as_deref().unwrap_or_default(),
            self.id
        )
        .to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| own.contains(word))
    }

    /// Written both as `enabled:true` and `enabled: true` in the reference.
    fn says(&self, tag: &str, wanted: &str) -> bool {
        self.tags.get(tag).is_some_and(|words| {
            words.iter().any(|word| {
                let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
                word.eq_ignore_ascii_case(wanted)
            })
        })
    }
}

impl Client {
    /// Lists all datasets of the sandbox, the newest first, switched on for Profile or not.
    pub async fn datasets(&self, cancel: &CancellationToken) -> Result<Vec<Dataset>, Error> {
        let mut found: Vec<Dataset> = Vec::new();
        let mut start = 0;
        loop {
            let call = Call::get("datasets", format!("{CATALOG}/dataSets"))
                .query("limit", PAGE)
                .query("start", start)
                .query("orderBy", "desc:created")
                .query("properties", PROPERTIES);
            let reply = self.call(&call, cancel).await?;
            let Value::Object(page) = reply.json()? else {
                return Err(reply.odd("no datasets by id"));
            };
            let before = found.len();
            for (id, object) in &page {
                let known = found.iter().any(|dataset| dataset.id.as_str() == id);
                found.extend(Dataset::read(id, object).filter(|_| !known));
            }
            start += page.len();
            if page.len() < PAGE || found.len() == before {
                return Ok(found);
            }
        }
    }

    /// One dataset.
    pub async fn dataset(&self, id: &DatasetId, cancel: &CancellationToken) -> Result<Dataset, Error> {
        self.dataset_version(id, cancel).await.map(|(dataset, _)| dataset)
    }

    /// One dataset, and its version for `If-Match`.
    pub(super) async fn dataset_version(
        &self,
        id: &DatasetId,
        cancel: &CancellationToken,
    ) -> Result<(Dataset, Option<String>), Error> {
        let reply = self
            .call(&Call::get("dataset", format!("{CATALOG}/dataSets/{id}")), cancel)
            .await?;
        let answer = reply.json()?;
        // Keyed by id, like the list.
        let dataset = answer
            .get(id.as_str())
            .and_then(|object| Dataset::read(id.as_str(), object));
        let dataset = dataset.ok_or_else(|| reply.odd("not the dataset that was asked for"))?;
        Ok((dataset, reply.etag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn dataset(tags: Value) -> Dataset {
        Dataset::read("5da9452f7de80400007jc52a", &json!({"name": "Shoppers", "tags": tags})).unwrap()
    }

    #[test]
    fn profile_tags_are_understood_with_and_without_spaces() {
        for tags in [
            json!({"unifiedProfile": ["enabled:true"]}),
            json!({"unifiedProfile": "enabled: true"}),
        ] {
            let dataset = dataset(tags);
            assert!(dataset.profile_enabled() && !dataset.upsert());
        }
        let both = dataset(
            json!({"unifiedProfile": ["enabled: true", " isUpsert : true "], "unifiedIdentity": ["enabled:true"]}),
        );
        assert!(both.profile_enabled() && both.upsert() && both.identity_enabled());
    }

    #[test]
    fn a_dataset_that_was_switched_off_is_off() {
        for tags in [
            json!({"unifiedProfile": ["enabled:false"]}),
            json!({}),
            json!(null),
            json!({"unifiedProfile": []}),
        ] {
            assert!(!dataset(tags).profile_enabled());
        }
    }

    #[test]
    fn the_platforms_own_datasets_are_known_by_who_manages_them() {
        let by = |who: &str| json!({"classification": {"dataBehavior": "record", "managedBy": who}});
        let system = |object: Value| Dataset::read("5da9452f", &object).unwrap().system;
        assert!(system(by("SYSTEM")));
        assert!(!system(by("CUSTOMER")) && !system(json!({})) && !system(json!({"classification": 5})));
    }

    #[test]
    fn datasets_are_found_by_words_of_their_name() {
        let shoppers = Dataset::read("5da9452f", &json!({"name": "Shoppers of Köln", "description": "CRM"})).unwrap();
        for words in ["", "shop", "KÖLN shoppers", "crm 5da9"] {
            assert!(shoppers.matches(words), "{words}");
        }
        assert!(!shoppers.matches("shoppers paris"));
    }

    #[test]
    fn a_dataset_without_any_known_property_is_still_a_dataset() {
        let bare = Dataset::read("5da9452f7de80400007jc52a", &json!({})).unwrap();
        assert_eq!((bare.name.as_str(), bare.schema), ("", None));
    }
}
