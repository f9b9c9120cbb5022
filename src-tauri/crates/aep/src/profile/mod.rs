//! Profile: is this shopper there, with which values, who else hangs together with them, and how many are there
//! (facts §10.1)?

mod answer;
mod bulk;
mod counts;
mod look;

pub use counts::ProfileCounts;

use crate::Refusal;
use crate::json::{list, text};
use serde_json::Value;
use std::fmt;

const ENTITIES: &str = "/data/core/ups/access/entities";
const SCHEMA: &str = "_xdm.context.profile";

/// What a lookup found.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// The merged profile.
    Found(Profile),
    /// Not there, or not yet: the platform answers both in the same ways.
    NotYet,
    /// This one is not shown, such as a profile of more than 50 identities; others may be. Of bulk lookups only.
    Refused(Refusal),
}

/// What the values of a lookup are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What was kept under the identity itself.
    Fragment,
    /// What the organisation's merge policy makes of all sources.
    Merged,
}

/// A profile. Personal data: `Debug` shows none of it.
#[derive(Clone, PartialEq)]
pub struct Profile {
    /// The record in XDM form, fields at the root.
    pub entity: Value,
    /// The datasets that it was merged from.
    pub sources: Vec<String>,
    /// Namespace and id of everybody who hangs together, as the profile lists them; empty where it does not.
    pub identities: Vec<(String, String)>,
    /// The platform's own keys of those who hang together; they say how many, not who.
    pub graph: Vec<String>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("sources", &self.sources)
            .field("identities", &self.identities.len())
            .finish_non_exhaustive()
    }
}

fn profile(item: &Value) -> Option<Profile> {
    let entity = item
        .get("entity")
        .filter(|entity| entity.as_object().is_some_and(|fields| !fields.is_empty()))?;
    let words = |key| {
        let texts = list(item, key).iter().filter_map(Value::as_str);
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    };
    Some(Profile {
        entity: entity.clone(),
        sources: words("sources"),
        identities: identities(entity),
        graph: words("identityGraph"),
    })
}

/// Out of the identity map, and out of the list that the reference's examples have in its place.
fn identities(entity: &Value) -> Vec<(String, String)> {
    let map = entity
        .get("identityMap")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    let mapped = map.flat_map(|(namespace, items)| {
        let items = items.as_array().map_or(&[][..], Vec::as_slice);
        items
            .iter()
            .filter_map(|item| Some((namespace.clone(), text(item, "id")?)))
    });
    let listed = list(entity, "identities")
        .iter()
        .filter_map(|item| Some((text(item.get("namespace")?, "code")?, text(item, "id")?)));
    let mut found: Vec<(String, String)> = Vec::new();
    for one in mapped.chain(listed) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
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

    #[test]
    fn who_hangs_together_is_read_in_either_form() {
        let one = |namespace: &str, id: &str| (namespace.to_owned(), id.to_owned());
        for (entity, who) in [
            (
                json!({"identityMap": {"email": [{"id": "canary@example.com", "primary": true}, {"id": "b@example.com"}],
                    "CustomerId": [{"id": 7}, {}], "odd": 5}}),
                vec![
                    one("email", "canary@example.com"),
                    one("email", "b@example.com"),
                    one("CustomerId", "7"),
                ],
            ),
            (
                json!({"identities": [{"id": "891", "namespace": {"code": "ecid"}}, {"id": "x"}, "y"]}),
                vec![one("ecid", "891")],
            ),
            (json!({"person": {}}), vec![]),
        ] {
            let found = profile(&json!({"entity": entity, "identityGraph": ["GQ1", "GQ2"]})).unwrap();
            assert_eq!((found.identities.clone(), found.graph.len()), (who, 2));
            assert!(!format!("{found:?}").contains("canary"));
        }
    }
}
