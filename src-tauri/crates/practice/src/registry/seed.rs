//! What a folder that is not bare begins with: two schemas for shoppers in `practice`, one in `prod`.

use super::{Registry, schemas};
use crate::{documents::Kind, options::Error};
use serde_json::{Value, json};

pub(crate) const SHOPPERS: &str = "https://ns.adobe.com/courier/schemas/5f3c1c0b7a8e4d1f9b62e0a4c7d15e83";
pub(crate) const REPLACING: &str = "https://ns.adobe.com/courier/schemas/b8d04e6f2c9147a3856fd1e07a3b9c42";
pub(crate) const COMMERCE: &str = "https://ns.adobe.com/courier/schemas/93ab2c7d50e146f8b1d2677e0c5f4a18";
const GROUP: &str = "https://ns.adobe.com/courier/mixins/0c6d2f94e1b84a57a3f97e52d8b1604f";

/// Class first, then field groups; the order is the order of fields in the answer.
const PARTS: [&str; 9] = [
    super::library::PROFILE_CLASS,
    "https://ns.adobe.com/xdm/context/profile-person-details",
    "https://ns.adobe.com/xdm/context/profile-personal-details",
    "https://ns.adobe.com/xdm/mixins/profile/profile-user-account-details",
    "https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details",
    "https://ns.adobe.com/xdm/mixins/profile-consents",
    "https://ns.adobe.com/xdm/context/profile-preferences-details",
    "https://ns.adobe.com/xdm/context/identitymap",
    GROUP,
];

/// What Commerce's own connector asks for, without the tenant's group.
const COMMERCE_PARTS: [&str; 5] = [PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[7]];

/// The content of the development sandbox.
pub(crate) fn practice(registry: &mut Registry<'_>) -> Result<(), Error> {
    let group = tenant_group(registry);
    registry.documents.put(Kind::FieldGroup, GROUP, &group)?;
    registry.library.replace(group);
    put_schema(registry, SHOPPERS, "Shoppers", "Shoppers of the practice shop.", &PARTS)?;
    put_schema(
        registry,
        REPLACING,
        "Shoppers by e-mail",
        "Shoppers of the practice shop.",
        &PARTS,
    )?;
    put_descriptor(registry, friendly_name())?;
    put_descriptor(registry, primary_email())
}

/// The content of the production sandbox.
pub(crate) fn production(registry: &Registry<'_>) -> Result<(), Error> {
    let text = "Profile records of Adobe Commerce.";
    put_schema(registry, COMMERCE, "Commerce profiles", text, &COMMERCE_PARTS)
}

fn put_schema(registry: &Registry<'_>, id: &str, title: &str, text: &str, parts: &[&str]) -> Result<(), Error> {
    let references: Vec<Value> = parts.iter().map(|r| json!({"$ref": r})).collect();
    let sent = json!({
        "type": "object", "title": title, "description": text, "allOf": references,
        "meta:immutableTags": ["union"],
    });
    let body = schemas::stamp(registry, "schemas", id, &sent);
    registry.documents.put(Kind::Schema, id, &body)?;
    Ok(())
}

fn put_descriptor(registry: &Registry<'_>, mut body: Value) -> Result<(), Error> {
    body["imsOrg"] = json!(registry.state.endpoint.org_id);
    body["version"] = json!("1");
    body["meta:containerId"] = json!("tenant");
    let id = body["@id"].as_str().unwrap_or_default().to_owned();
    registry.documents.put(Kind::Descriptor, &id, &body)?;
    Ok(())
}

fn tenant_group(registry: &Registry<'_>) -> Value {
    let field = |title: &str| json!({"title": title, "type": "string", "description": ""});
    let sent = json!({
        "title": "Shop details", "type": "object", "description": "Where a shopper belongs.",
        "meta:intendedToExtend": [PARTS[0]],
        "definitions": {"shop": {"properties": {"_courier": {"type": "object", "properties": {
            "company": field("Company"),
            "customerGroup": field("Customer group"),
            "store": field("Store"),
            "website": field("Website"),
            "source": field("Source"),
        }}}}},
        "allOf": [{"$ref": "#/definitions/shop"}],
    });
    schemas::stamp(registry, "fieldgroups", GROUP, &sent)
}

fn primary_email() -> Value {
    json!({
        "@id": "7d9a4be1c3f2486db05e91a7f4c6d830", "@type": "xdm:descriptorIdentity",
        "xdm:sourceSchema": REPLACING, "xdm:sourceVersion": 1,
        "xdm:sourceProperty": "/personalEmail/address", "xdm:namespace": "Email",
        "xdm:property": "xdm:code", "xdm:isPrimary": true,
    })
}

fn friendly_name() -> Value {
    json!({
        "@id": "e2c5f80d6b3744a9957ac01f8e64d21b", "@type": "xdm:alternateDisplayInfo",
        "xdm:sourceSchema": SHOPPERS, "xdm:sourceVersion": 1,
        "xdm:sourceProperty": "/_courier/customerGroup",
        "xdm:title": {"en_us": "Customer group in the shop"},
        "xdm:description": {"en_us": "The group that sets a shopper's prices."},
    })
}
