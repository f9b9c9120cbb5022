//! What a folder that is not bare begins with: in `practice` a schema for shoppers whose records carry an identity map, and
//! one for each way in which a field can say who a record is about; one in `prod`.

use super::{Registry, schemas};
use crate::{documents::Kind, namespaces, options::Error};
use serde_json::{Value, json};

pub(crate) const SHOPPERS: &str = "https://ns.adobe.com/courier/schemas/5f3c1c0b7a8e4d1f9b62e0a4c7d15e83";
pub(crate) const REPLACING: &str = "https://ns.adobe.com/courier/schemas/b8d04e6f2c9147a3856fd1e07a3b9c42";
/// A field of the organisation's own is primary; the e-mail address is a second identity.
pub(crate) const BY_CRM: &str = "https://ns.adobe.com/courier/schemas/2ce9470b1f6d4b3c8a5560d7f1e2b984";
/// A field of the organisation's own is the only identity there is, and there is no identity map.
pub(crate) const BY_CRM_ALONE: &str = "https://ns.adobe.com/courier/schemas/c1740a9de85f4e62b3f09d28465b7e13";
/// The e-mail address is the only identity there is, and there is no identity map.
pub(crate) const BY_EMAIL_ALONE: &str = "https://ns.adobe.com/courier/schemas/6e8b25d3f07a4c19a4d8b73e90c1f526";
pub(crate) const COMMERCE: &str = "https://ns.adobe.com/courier/schemas/93ab2c7d50e146f8b1d2677e0c5f4a18";
const GROUP: &str = "https://ns.adobe.com/courier/mixins/0c6d2f94e1b84a57a3f97e52d8b1604f";
/// The field that the organisation knows its customers by; apart, because not every schema has it.
const CRM_GROUP: &str = "https://ns.adobe.com/courier/mixins/a93f1e60c7d248bb95e4027c6d18fb35";

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

/// Own field primary, with the identity map that other sources write.
const CRM_PARTS: [&str; 10] = [
    PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[4], PARTS[5], PARTS[6], PARTS[7], GROUP, CRM_GROUP,
];
const CRM_ALONE_PARTS: [&str; 9] = [
    PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[4], PARTS[5], PARTS[6], GROUP, CRM_GROUP,
];
const EMAIL_ALONE_PARTS: [&str; 8] = [
    PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[4], PARTS[5], PARTS[6], GROUP,
];

/// What Commerce's own connector asks for, without the tenant's group.
const COMMERCE_PARTS: [&str; 5] = [PARTS[0], PARTS[1], PARTS[2], PARTS[3], PARTS[7]];

/// The content of the development sandbox.
pub(crate) fn practice(registry: &mut Registry<'_>) -> Result<(), Error> {
    for (id, group) in [(GROUP, shop_group(registry)), (CRM_GROUP, crm_group(registry))] {
        registry.documents.put(Kind::FieldGroup, id, &group)?;
        registry.library.replace(group);
    }
    for (id, title, parts) in [
        (SHOPPERS, "Shoppers", &PARTS[..]),
        (REPLACING, "Shoppers by e-mail", &PARTS),
        (BY_CRM, "Shoppers by CRM id", &CRM_PARTS),
        (BY_CRM_ALONE, "Shoppers by CRM id alone", &CRM_ALONE_PARTS),
        (BY_EMAIL_ALONE, "Shoppers by e-mail alone", &EMAIL_ALONE_PARTS),
    ] {
        put_schema(registry, id, title, "Shoppers of the practice shop.", parts)?;
    }
    put_descriptor(registry, friendly_name())?;
    for (id, schema, field, primary) in [
        ("7d9a4be1c3f2486db05e91a7f4c6d830", REPLACING, EMAIL, true),
        ("18c5e07f9b6a4d23807d4fa2be91c6d4", BY_CRM, CRM_ID, true),
        ("f4620bd8e1394c7fa25b90c6837e1da9", BY_CRM, EMAIL, false),
        ("5ab17d93c04e4f8896d2e3107fc8b4a6", BY_CRM_ALONE, CRM_ID, true),
        ("903ec2f5a87d41b6b0e84c1d76f25a93", BY_EMAIL_ALONE, EMAIL, true),
    ] {
        put_descriptor(registry, identity(id, schema, field, primary))?;
    }
    Ok(())
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

fn shop_group(registry: &Registry<'_>) -> Value {
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

fn crm_group(registry: &Registry<'_>) -> Value {
    let sent = json!({
        "title": "CRM", "type": "object", "description": "How the CRM knows a shopper.",
        "meta:intendedToExtend": [PARTS[0]],
        "definitions": {"crm": {"properties": {"_courier": {"type": "object", "properties": {
            "crmId": {"title": "CRM id", "type": "string", "description": ""},
        }}}}},
        "allOf": [{"$ref": "#/definitions/crm"}],
    });
    schemas::stamp(registry, "fieldgroups", CRM_GROUP, &sent)
}

/// A field that can be an identity, and the namespace it belongs to.
type Field = (&'static str, &'static str);

const EMAIL: Field = ("/personalEmail/address", "Email");
const CRM_ID: Field = ("/_courier/crmId", namespaces::CRM);

fn identity(id: &str, schema: &str, (path, namespace): Field, primary: bool) -> Value {
    json!({
        "@id": id, "@type": "xdm:descriptorIdentity",
        "xdm:sourceSchema": schema, "xdm:sourceVersion": 1,
        "xdm:sourceProperty": path, "xdm:namespace": namespace,
        "xdm:property": "xdm:code", "xdm:isPrimary": primary,
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
