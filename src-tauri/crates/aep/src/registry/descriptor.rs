//! Descriptors: which field is an identity, and what the organisation calls its fields (facts §3.5).

use super::{PAGE, REGISTRY, ResolvedSchema};
use crate::call::Call;
use crate::client::Client;
use crate::json::{flag, list, text};
use crate::transport::Reply;
use crate::{Error, Namespace};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tokio_util::sync::CancellationToken;

const ALL: &str = "application/vnd.adobe.xdm+json";
/// The same with paging.
const PAGED: &str = "application/vnd.adobe.xdm-v2+json";

/// A field that is an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Such as `/personalEmail/address`.
    pub path: String,
    /// The namespace's code, or its numeric id where `by_id`.
    pub namespace: String,
    /// The namespace is given by its numeric id.
    pub by_id: bool,
    /// The one that a record is known by.
    pub primary: bool,
}

/// What the organisation calls a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FriendlyName {
    /// Such as `/person/name/firstName`.
    pub path: String,
    /// By language, such as `en_us`.
    pub titles: BTreeMap<String, String>,
    /// By language.
    pub descriptions: BTreeMap<String, String>,
}

impl Identity {
    pub(super) fn read(descriptor: &Value) -> Option<Self> {
        if text(descriptor, "@type")? != "xdm:descriptorIdentity" {
            return None;
        }
        Some(Self {
            path: text(descriptor, "xdm:sourceProperty")?,
            namespace: text(descriptor, "xdm:namespace")?,
            by_id: text(descriptor, "xdm:property").is_some_and(|kind| kind == "xdm:id"),
            primary: flag(descriptor, "xdm:isPrimary").unwrap_or(false),
        })
    }

    /// The same but for the casing of its namespace, which the platform does not keep.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.namespace.eq_ignore_ascii_case(&other.namespace)
            && (&self.path, self.by_id, self.primary) == (&other.path, other.by_id, other.primary)
    }
}

impl FriendlyName {
    fn read(descriptor: &Value) -> Option<Self> {
        if text(descriptor, "@type")? != "xdm:alternateDisplayInfo" {
            return None;
        }
        let words = |key| {
            let by_language = descriptor.get(key).and_then(Value::as_object);
            let texts = by_language.into_iter().flatten();
            texts
                .filter_map(|(language, words)| Some((language.clone(), words.as_str()?.to_owned())))
                .collect()
        };
        Some(Self {
            path: text(descriptor, "xdm:sourceProperty")?,
            titles: words("xdm:title"),
            descriptions: words("xdm:description"),
        })
    }
}

impl ResolvedSchema {
    /// The fields that are identities. None is primary where records carry an identity map.
    pub fn identities(&self) -> Vec<Identity> {
        self.descriptors.iter().filter_map(Identity::read).collect()
    }

    /// The same, each namespace as the list of namespaces spells it, by its code. One that the list does not know, or knows
    /// in two casings, stays as it is.
    pub fn identities_among(&self, namespaces: &[Namespace]) -> Vec<Identity> {
        let spelt = |identity: Identity| {
            let found = if identity.by_id {
                let number = identity.namespace.parse().ok();
                namespaces.iter().find(|one| number.is_some() && one.id == number)
            } else {
                Namespace::meant(&identity.namespace, namespaces)
            };
            match found {
                Some(namespace) => Identity {
                    namespace: namespace.code.clone(),
                    by_id: false,
                    ..identity
                },
                None => identity,
            }
        };
        self.identities().into_iter().map(spelt).collect()
    }

    /// The organisation's own names of fields.
    pub fn friendly_names(&self) -> Vec<FriendlyName> {
        self.descriptors.iter().filter_map(FriendlyName::read).collect()
    }
}

impl Client {
    /// Every descriptor of a schema, given by its `$id`.
    pub(super) async fn descriptors(&self, schema: &str, cancel: &CancellationToken) -> Result<Vec<Value>, Error> {
        let of_schema = format!("xdm:sourceSchema=={schema}");
        let call = Call::get("descriptors", format!("{REGISTRY}/tenant/descriptors"))
            .accept(ALL)
            .query("property", &of_schema);
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        let mut all: Vec<Value> = every_descriptor(&answer, &reply)?.into_iter().cloned().collect();
        // Without paging the registry stops at 300.
        if all.len() >= PAGE {
            all = self.descriptor_pages(&of_schema, cancel).await?;
        }
        all.retain(|one| text(one, "xdm:sourceSchema").as_deref() == Some(schema));
        Ok(all)
    }

    async fn descriptor_pages(&self, of_schema: &str, cancel: &CancellationToken) -> Result<Vec<Value>, Error> {
        let (mut found, mut seen, mut start) = (Vec::new(), BTreeSet::new(), None::<String>);
        loop {
            let mut call = Call::get("descriptors", format!("{REGISTRY}/tenant/descriptors"))
                .accept(PAGED)
                .query("property", of_schema)
                .query("orderby", "@id")
                .query("limit", PAGE);
            if let Some(start) = &start {
                call = call.query("start", start);
            }
            let reply = self.call(&call, cancel).await?;
            let answer = reply.json()?;
            if !answer.get("results").is_some_and(Value::is_array) {
                return Err(reply.odd("no list of descriptors"));
            }
            let before = found.len();
            for one in list(&answer, "results") {
                if text(one, "@id").is_some_and(|id| seen.insert(id)) {
                    found.push(one.clone());
                }
            }
            start = answer.get("_page").and_then(|page| text(page, "next"));
            if start.is_none() || found.len() == before {
                return Ok(found);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn identities_and_names_are_told_apart_from_what_else_there_is() {
        let schema = ResolvedSchema {
            schema: json!({}),
            descriptors: vec![
                json!({"@type": "xdm:descriptorIdentity", "xdm:sourceProperty": "/personalEmail/address", "xdm:namespace": "Email",
                    "xdm:property": "xdm:code", "xdm:isPrimary": true}),
                json!({"@type": "xdm:descriptorIdentity", "xdm:sourceProperty": "/_courier/id", "xdm:namespace": 11, "xdm:property": "xdm:id"}),
                json!({"@type": "xdm:alternateDisplayInfo", "xdm:sourceProperty": "/person/name", "xdm:title": {"en_us": "Who", "de_de": 5}}),
                json!({"@type": "xdm:descriptorOneToOne", "xdm:sourceProperty": "/x"}),
                json!("x"),
            ],
        };
        let [email, id] = schema.identities().try_into().unwrap();
        assert_eq!(
            (email.namespace.as_str(), email.primary, email.by_id),
            ("Email", true, false)
        );
        assert_eq!((id.namespace.as_str(), id.primary, id.by_id), ("11", false, true));
        let listed = |code: &str, id| Namespace {
            code: code.into(),
            name: code.into(),
            id_type: "email".into(),
            custom: false,
            id: Some(id),
        };
        let spelt = |namespaces: &[Namespace]| -> Vec<(String, bool)> {
            let all = schema.identities_among(namespaces);
            all.into_iter().map(|one| (one.namespace, one.by_id)).collect()
        };
        let own = |code: &str, by_id| (code.to_owned(), by_id);
        assert_eq!(
            spelt(&[listed("EMAIL", 6), listed("CrmId", 11)]),
            [own("EMAIL", false), own("CrmId", false)]
        );
        assert_eq!(
            spelt(&[listed("email", 6), listed("Email", 7)]),
            [own("Email", false), own("11", true)],
            "the exact one wins"
        );
        assert_eq!(
            spelt(&[listed("email", 6), listed("EMAIL", 7)])[0],
            own("Email", false),
            "nobody knows which"
        );
        let [name] = schema.friendly_names().try_into().unwrap();
        assert_eq!(
            (name.path.as_str(), name.titles.len(), name.titles["en_us"].as_str()),
            ("/person/name", 1, "Who")
        );
    }
}
