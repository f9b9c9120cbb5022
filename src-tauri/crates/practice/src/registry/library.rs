//! The standard resources: XDM's class, field groups and data types, as the `global` container shows them.

use super::{alt_id, resolve::Library};
use serde_json::{Value, json};

pub(crate) const PROFILE_CLASS: &str = "https://ns.adobe.com/xdm/context/profile";
pub(crate) const RECORD: &str = "https://ns.adobe.com/xdm/data/record";
pub(crate) const AUDITABLE: &str = "https://ns.adobe.com/xdm/common/auditable";
/// The library that the documents were taken from; any text would do.
pub(crate) const LIBRARY_VERSION: &str = "1.50.2";

macro_rules! documents {
    ($($name:literal),* $(,)?) => { [$(include_str!(concat!("../../xdm/", $name, ".schema.json"))),*] };
}

const SOURCES: [&str; 26] = documents![
    "profile",
    "identitymap",
    "profile-consents",
    "profile-loyalty-details",
    "profile-other-work-details",
    "profile-person-details",
    "profile-personal-details",
    "profile-phones",
    "profile-preferences-details",
    "profile-test-profile",
    "profile-user-account-details",
    "profile-work-details",
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

/// Reads every standard document.
pub(crate) fn load() -> Result<Library, serde_json::Error> {
    let documents: Result<Vec<Value>, _> = SOURCES.into_iter().map(serde_json::from_str).collect();
    Ok(Library::new(documents?))
}

/// Which list of the `global` container shows this document.
pub(crate) fn kind(document: &Value) -> &'static str {
    match document["$id"].as_str() {
        Some(PROFILE_CLASS) => "classes",
        Some(RECORD) => "behaviors",
        _ if document.get("meta:intendedToExtend").is_some() => "fieldgroups",
        _ => "datatypes",
    }
}

/// A standard document in the container's form.
pub(crate) fn shown(document: &Value) -> Value {
    let mut shown = document.clone();
    let id = document["$id"].as_str().unwrap_or_default();
    shown["meta:altId"] = json!(alt_id(id));
    shown["meta:resourceType"] = json!(resource_type(kind(document)));
    shown["version"] = json!("1");
    shown["meta:containerId"] = json!("global");
    shown["meta:registryMetadata"] = json!({"meta:globalLibVersion": LIBRARY_VERSION});
    shown
}

/// Field groups still carry their old name in documents.
pub(crate) fn resource_type(kind: &str) -> &str {
    if kind == "fieldgroups" { "mixins" } else { kind }
}
