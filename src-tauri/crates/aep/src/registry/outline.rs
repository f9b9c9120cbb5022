//! What a schema is made of: class, field groups, and whether Profile may use it.

use super::{PROFILE_CLASS, REGISTRY, path, same_title, schema_id};
use crate::call::Call;
use crate::client::Client;
use crate::json::{list, text};
use crate::{Error, SchemaId};
use serde_json::Value;
use std::collections::BTreeSet;
use tokio_util::sync::CancellationToken;

/// A schema by its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaOutline {
    /// `$id`.
    pub id: SchemaId,
    /// What people call it.
    pub title: String,
    /// Its class.
    pub class: Option<String>,
    /// The `$id`s of its field groups.
    pub groups: BTreeSet<String>,
    /// Switched on for Profile, which cannot be undone.
    pub profile_enabled: bool,
}

impl SchemaOutline {
    pub(super) fn read(raw: &Value) -> Option<Self> {
        let refs = list(raw, "allOf").iter().filter_map(|part| text(part, "$ref"));
        let extends = list(raw, "meta:extends")
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned);
        let mut groups: BTreeSet<String> = refs.chain(extends).collect();
        // A list of parts names the class among them.
        let class = text(raw, "meta:class").or_else(|| groups.get(PROFILE_CLASS).cloned());
        groups.retain(|part| Some(part) != class.as_ref() && !part.contains("/xdm/data/"));
        Some(Self {
            id: schema_id(raw)?,
            title: text(raw, "title").unwrap_or_default(),
            class,
            groups,
            profile_enabled: list(raw, "meta:immutableTags").iter().any(|tag| tag == "union"),
        })
    }

    /// Shoppers can go into it.
    pub fn is_profile(&self) -> bool {
        self.class.as_deref() == Some(PROFILE_CLASS)
    }
}

impl Client {
    /// What a schema is made of.
    pub async fn schema_outline(&self, id: &SchemaId, cancel: &CancellationToken) -> Result<SchemaOutline, Error> {
        let at = path("schemas", id.as_str());
        self.raw("schema_outline", at, SchemaOutline::read, cancel).await
    }

    /// The tenant's schema with this title, of whatever class: titles are unique.
    pub(super) async fn schema_titled(
        &self,
        title: &str,
        cancel: &CancellationToken,
    ) -> Result<Option<SchemaOutline>, Error> {
        let call = || Call::get("schemas", format!("{REGISTRY}/tenant/schemas")).accept(super::SUMMARIES);
        let items = self.every_resource(call, "no list of schemas", cancel).await?;
        let titled = items
            .iter()
            .find(|item| text(item, "title").is_some_and(|own| same_title(&own, title)));
        match titled.and_then(schema_id) {
            Some(id) => self.schema_outline(&id, cancel).await.map(Some),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn class_and_groups_are_found_in_either_list() {
        let raw = json!({"$id": "https://ns.adobe.com/courier/schemas/a", "title": "Shoppers", "meta:immutableTags": ["union"],
            "allOf": [{"$ref": PROFILE_CLASS}, {"$ref": "https://ns.adobe.com/xdm/context/profile-person-details"}],
            "meta:extends": ["https://ns.adobe.com/xdm/context/identitymap", "https://ns.adobe.com/xdm/data/record"]});
        let outline = SchemaOutline::read(&raw).unwrap();
        assert!(outline.is_profile() && outline.profile_enabled);
        let groups: Vec<&str> = outline.groups.iter().map(String::as_str).collect();
        assert_eq!(
            groups,
            [
                "https://ns.adobe.com/xdm/context/identitymap",
                "https://ns.adobe.com/xdm/context/profile-person-details"
            ]
        );
        let other = SchemaOutline::read(
            &json!({"$id": "https://ns.adobe.com/courier/schemas/a", "meta:class": "https://ns.adobe.com/xdm/context/experienceevent"}),
        );
        assert!(other.is_some_and(|outline| !outline.is_profile() && !outline.profile_enabled));
    }
}
