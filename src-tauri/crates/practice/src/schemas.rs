//! The tenant's schemas, put together from XDM field groups and one group of its own.

use crate::resolve::Library;
use serde_json::{Map, Value, json};

pub(crate) const TENANT: &str = "courier";
pub(crate) const PROFILE_CLASS: &str = "https://ns.adobe.com/xdm/context/profile";
pub(crate) const SHOPPERS: &str = "https://ns.adobe.com/courier/schemas/5f3c1c0b7a8e4d1f9b62e0a4c7d15e83";
pub(crate) const REPLACING: &str = "https://ns.adobe.com/courier/schemas/b8d04e6f2c9147a3856fd1e07a3b9c42";
const GROUP: &str = "https://ns.adobe.com/courier/mixins/0c6d2f94e1b84a57a3f97e52d8b1604f";

/// Class first, then field groups; the order is the order of fields in the answer.
const PARTS: [&str; 9] = [
    PROFILE_CLASS,
    "https://ns.adobe.com/xdm/context/profile-person-details",
    "https://ns.adobe.com/xdm/context/profile-personal-details",
    "https://ns.adobe.com/xdm/mixins/profile/profile-user-account-details",
    "https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details",
    "https://ns.adobe.com/xdm/mixins/profile-consents",
    "https://ns.adobe.com/xdm/context/profile-preferences-details",
    "https://ns.adobe.com/xdm/context/identitymap",
    GROUP,
];

macro_rules! documents {
    ($($name:literal),* $(,)?) => { [$(include_str!(concat!("../xdm/", $name, ".schema.json"))),*] };
}

const SOURCES: [&str; 22] = documents![
    "profile",
    "identitymap",
    "profile-consents",
    "profile-loyalty-details",
    "profile-person-details",
    "profile-personal-details",
    "profile-preferences-details",
    "profile-user-account-details",
    "types/address",
    "types/auditable",
    "types/common",
    "types/consent-preferences",
    "types/emailaddress",
    "types/geo",
    "types/geocoordinates",
    "types/identityitem",
    "types/optinout-additional-details",
    "types/optinout",
    "types/person-name",
    "types/person",
    "types/phonenumber",
    "types/record",
];

#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) id: &'static str,
    pub(crate) alt_id: String,
    /// As `xed`: with `allOf`.
    pub(crate) raw: Value,
    /// As `xed-full`: with `properties`.
    pub(crate) full: Value,
    pub(crate) descriptors: Vec<Value>,
}

#[derive(Debug)]
pub(crate) struct Schemas {
    pub(crate) library: Library,
    pub(crate) all: Vec<Schema>,
    pub(crate) group: Value,
}

impl Schemas {
    pub(crate) fn build(org: &str) -> Result<Self, serde_json::Error> {
        let group = tenant_group();
        let mut documents = vec![group.clone()];
        for source in SOURCES {
            documents.push(serde_json::from_str(source)?);
        }
        let library = Library::new(documents);
        let schemas = vec![
            schema(&library, org, SHOPPERS, "Shoppers", vec![friendly_name(SHOPPERS)]),
            schema(&library, org, REPLACING, "Shoppers by e-mail", vec![primary_email()]),
        ];
        Ok(Self {
            library,
            all: schemas,
            group,
        })
    }

    /// By `$id` or by `meta:altId`.
    pub(crate) fn find(&self, name: &str) -> Option<&Schema> {
        self.all.iter().find(|s| s.id == name || s.alt_id == name)
    }
}

fn tenant_group() -> Value {
    let field = |title: &str| json!({"title": title, "type": "string", "description": ""});
    json!({
        "$id": GROUP,
        "meta:altId": "_courier.mixins.0c6d2f94e1b84a57a3f97e52d8b1604f",
        "meta:resourceType": "mixins",
        "version": "1.0",
        "title": "Shop details",
        "type": "object",
        "description": "Where a shopper belongs.",
        "meta:intendedToExtend": [PROFILE_CLASS],
        "meta:tenantNamespace": "_courier",
        "meta:containerId": "tenant",
        "definitions": {"shop": {"properties": {"_courier": {"type": "object", "properties": {
            "company": field("Company"),
            "customerGroup": field("Customer group"),
            "store": field("Store"),
            "website": field("Website"),
            "source": field("Source"),
        }}}}},
        "allOf": [{"$ref": "#/definitions/shop"}],
    })
}

fn primary_email() -> Value {
    json!({
        "@id": "7d9a4be1c3f2486db05e91a7f4c6d830", "@type": "xdm:descriptorIdentity",
        "xdm:sourceSchema": REPLACING, "xdm:sourceVersion": 1,
        "xdm:sourceProperty": "/personalEmail/address", "xdm:namespace": "Email",
        "xdm:property": "xdm:code", "xdm:isPrimary": true, "meta:containerId": "tenant",
    })
}

fn friendly_name(schema: &str) -> Value {
    json!({
        "@id": "e2c5f80d6b3744a9957ac01f8e64d21b", "@type": "xdm:alternateDisplayInfo",
        "xdm:sourceSchema": schema, "xdm:sourceVersion": 1,
        "xdm:sourceProperty": "/_courier/customerGroup",
        "xdm:title": {"en_us": "Customer group in the shop"},
        "xdm:description": {"en_us": "The group that sets a shopper's prices."},
        "meta:containerId": "tenant",
    })
}

fn schema(library: &Library, org: &str, id: &'static str, title: &str, descriptors: Vec<Value>) -> Schema {
    let alt_id = id.replace("https://ns.adobe.com/courier/schemas/", "_courier.schemas.");
    let mut head = Map::new();
    let entries = json!({
        "$id": id, "meta:altId": alt_id, "meta:resourceType": "schemas", "version": "1.0",
        "title": title, "type": "object",
        "description": "Shoppers of the practice shop.",
        "imsOrg": org, "meta:extensible": false, "meta:abstract": false,
        "meta:extends": extends(), "meta:xdmType": "object", "meta:class": PROFILE_CLASS,
        "meta:immutableTags": ["union"], "meta:containerId": "tenant",
        "meta:sandboxId": "1bd86660-c5da-11e9-93d4-6d5fc3a66a8e", "meta:sandboxType": "development",
        "meta:tenantNamespace": "_courier", "meta:allFieldAccess": true,
        "meta:registryMetadata": {
            "repo:createdDate": 1_735_689_600_000_i64, "repo:lastModifiedDate": 1_735_689_600_000_i64,
            "xdm:createdClientId": "practice", "xdm:lastModifiedClientId": "practice",
            "eTag": "3f1c", "meta:globalLibVersion": "1.50.2",
        },
    });
    if let Value::Object(entries) = entries {
        head.extend(entries);
    }
    let mut full = head.clone();
    for (key, value) in library.flatten(&PARTS) {
        full.entry(key).or_insert(value);
    }
    let all_of: Vec<Value> = PARTS
        .iter()
        .map(|r| json!({"$ref": r, "type": "object", "meta:xdmType": "object"}))
        .collect();
    head.insert("allOf".into(), json!(all_of));
    Schema {
        id,
        alt_id,
        raw: Value::Object(head),
        full: Value::Object(full),
        descriptors,
    }
}

fn extends() -> Vec<&'static str> {
    let mut ids = PARTS.to_vec();
    ids.push("https://ns.adobe.com/xdm/data/record");
    ids.push("https://ns.adobe.com/xdm/common/auditable");
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shoppers() -> Value {
        let schemas = Schemas::build("A@AdobeOrg").unwrap();
        schemas.all[0].full.clone()
    }

    #[test]
    fn prefixes_are_dropped_and_namespaced_names_are_nested() {
        let full = shoppers();
        let home = &full["properties"]["homeAddress"];
        assert_eq!(home["title"], "Home Address");
        assert_eq!(home["meta:xdmField"], "xdm:homeAddress");
        let latitude = &home["properties"]["_schema"]["properties"]["latitude"];
        assert_eq!(latitude["maximum"], 90);
        assert!(home["properties"]["_schema"]["properties"]["longitude"].is_object());
        assert_eq!(
            full["properties"]["person"]["properties"]["birthYear"]["meta:xdmType"],
            "short"
        );
        assert_eq!(full["properties"]["identityMap"]["meta:xdmType"], "map");
        assert_eq!(full["properties"]["_courier"]["properties"]["store"]["type"], "string");
    }

    #[test]
    fn required_names_lose_their_prefix_and_no_reference_is_left() {
        let full = shoppers();
        let email = &full["properties"]["consents"]["properties"]["marketing"]["properties"]["email"];
        assert_eq!(email["required"], json!(["val"]));
        let text = full.to_string();
        assert!(
            !text.contains("\"$ref\"") && !text.contains("\"xdm:val\":"),
            "unresolved: {:?}",
            text.find("\"$ref\"").map(|at| &text[at.saturating_sub(300)..at + 120])
        );
    }
}
