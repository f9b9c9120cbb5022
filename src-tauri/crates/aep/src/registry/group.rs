//! Field groups of the organisation's own: custom fields under `_{tenant}` (facts §3.2, §3.4).

use super::{PROFILE_CLASS, REGISTRY, SUMMARIES, path, same_title};
use crate::Error;
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::json::{list, text};
use reqwest::Method;
use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

/// A field group that should be there.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFieldGroup {
    /// What people will call it; unique across everything in the registry.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// From [`super::Tenant`], without the underscore.
    pub tenant: String,
    /// JSON Schema of each field below `_{tenant}`, by name: `{"crmId": {"type": "string", "title": "CRM id"}}`.
    pub fields: Map<String, Value>,
}

/// A field group of the organisation's own.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldGroup {
    /// `$id`, for [`super::NewSchema`].
    pub id: String,
    /// What people call it.
    pub title: String,
    /// JSON Schema of each field below the tenant's root.
    pub fields: Map<String, Value>,
    /// It can be part of an Individual Profile schema.
    pub for_profile: bool,
}

impl NewFieldGroup {
    fn body(&self) -> Value {
        let root = format!("_{}", self.tenant);
        json!({
            "type": "object",
            "title": self.title,
            "description": self.description,
            "meta:intendedToExtend": [PROFILE_CLASS],
            "definitions": {"customFields": {"type": "object", "properties":
                {root: {"type": "object", "properties": self.fields}}}},
            "allOf": [{"$ref": "#/definitions/customFields"}],
        })
    }

    /// It has every field that is wanted, each of the wanted type; more is fine.
    fn is_met_by(&self, group: &FieldGroup) -> bool {
        group.for_profile && covers(&group.fields, &self.fields)
    }
}

fn covers(there: &Map<String, Value>, wanted: &Map<String, Value>) -> bool {
    wanted.iter().all(|(name, wanted)| {
        there.get(name).is_some_and(|there| {
            let same = |key| text(there, key) == text(wanted, key);
            let inner = |field: &Value| {
                field
                    .get("properties")
                    .and_then(Value::as_object)
                    .cloned()
                    .unwrap_or_default()
            };
            same("type") && same("format") && covers(&inner(there), &inner(wanted))
        })
    })
}

impl FieldGroup {
    fn read(raw: &Value) -> Option<Self> {
        let definitions = raw.get("definitions").and_then(Value::as_object);
        let mut fields = Map::new();
        for definition in definitions.into_iter().flat_map(Map::values) {
            let roots = definition
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            for (_, root) in roots.filter(|(name, _)| name.starts_with('_')) {
                let below = root.get("properties").and_then(Value::as_object).into_iter().flatten();
                fields.extend(below.map(|(name, field)| (name.clone(), field.clone())));
            }
        }
        let classes = list(raw, "meta:intendedToExtend");
        Some(Self {
            id: text(raw, "$id")?,
            title: text(raw, "title").unwrap_or_default(),
            fields,
            // Without classes it is meant for any.
            for_profile: classes.is_empty() || classes.iter().any(|class| class == PROFILE_CLASS),
        })
    }
}

impl Client {
    /// Makes a field group for the Individual Profile class, unless one of this title is there.
    pub async fn ensure_field_group(
        &self,
        new: &NewFieldGroup,
        cancel: &CancellationToken,
    ) -> Result<Ensured<FieldGroup>, Error> {
        let look = async || {
            let there = self.field_group_titled(&new.title, cancel).await?;
            Ok(there.map(|group| {
                if new.is_met_by(&group) {
                    Ensured::Found(group)
                } else {
                    Ensured::Differs(group)
                }
            }))
        };
        let make = async || {
            let path = format!("{REGISTRY}/tenant/fieldgroups");
            let call = Call::new(
                "create_field_group",
                Method::POST,
                path,
                Payload::Json(new.body()),
                Repeat::Untraced,
            );
            let reply = self.call(&call, cancel).await?;
            let id = text(&reply.json()?, "$id").ok_or_else(|| reply.odd("no field group id"))?;
            Ok(FieldGroup {
                id,
                title: new.title.clone(),
                fields: new.fields.clone(),
                for_profile: true,
            })
        };
        ensure(look, make).await
    }

    async fn field_group_titled(&self, title: &str, cancel: &CancellationToken) -> Result<Option<FieldGroup>, Error> {
        let call = || Call::get("field_groups", format!("{REGISTRY}/tenant/fieldgroups")).accept(SUMMARIES);
        let items = self.every_resource(call, "no list of field groups", cancel).await?;
        let titled = items
            .iter()
            .find(|item| text(item, "title").is_some_and(|own| same_title(&own, title)));
        let Some(id) = titled.and_then(|item| text(item, "$id")) else {
            return Ok(None);
        };
        let at = path("fieldgroups", &id);
        self.raw("field_group", at, FieldGroup::read, cancel).await.map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> NewFieldGroup {
        let fields =
            json!({"crmId": {"type": "string", "title": "CRM id"}, "since": {"type": "string", "format": "date"}});
        let fields = fields.as_object().unwrap().clone();
        NewFieldGroup {
            title: "Shopper extras".into(),
            description: "d".into(),
            tenant: "courier".into(),
            fields,
        }
    }

    #[test]
    fn what_is_sent_is_what_is_read_back() {
        let mut raw = wanted().body();
        raw["$id"] = "https://ns.adobe.com/courier/mixins/a".into();
        let group = FieldGroup::read(&raw).unwrap();
        assert!(wanted().is_met_by(&group));
        assert_eq!(group.fields, wanted().fields);
    }

    #[test]
    fn more_fields_are_fine_and_other_types_are_not() {
        let mut raw = wanted().body();
        raw["$id"] = "a".into();
        let at = "/definitions/customFields/properties/_courier/properties";
        raw.pointer_mut(at).unwrap()["more"] = json!({"type": "string"});
        assert!(wanted().is_met_by(&FieldGroup::read(&raw).unwrap()));
        raw.pointer_mut(at).unwrap()["since"] = json!({"type": "string"});
        assert!(
            !wanted().is_met_by(&FieldGroup::read(&raw).unwrap()),
            "a text is no date"
        );
        raw["meta:intendedToExtend"] = json!(["https://ns.adobe.com/xdm/context/experienceevent"]);
        assert!(!FieldGroup::read(&raw).unwrap().for_profile);
        raw["meta:intendedToExtend"] = json!([]);
        assert!(FieldGroup::read(&raw).unwrap().for_profile);
    }
}
