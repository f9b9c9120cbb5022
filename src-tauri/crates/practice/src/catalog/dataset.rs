//! A dataset as it is kept, the datasets of a fresh folder, and what a dataset says about Profile.

use crate::{
    clock,
    documents::{Documents, Kind},
    options::Error,
    registry::seed,
};
use rusqlite::Connection;
use serde_json::{Value, json};

pub(crate) const CUSTOMERS: &str = "67420c5e1a9d3b2f8c47e601";
const REPLACING: &str = "67420c5e1a9d3b2f8c47e602";
pub(crate) const COMMERCE_PROFILES: &str = "67420c5e1a9d3b2f8c47e603";
const SNAPSHOT: &str = "67420c5e1a9d3b2f8c47e604";
const BY_CRM: &str = "67420c5e1a9d3b2f8c47e605";
const BY_CRM_ALONE: &str = "67420c5e1a9d3b2f8c47e606";
const BY_EMAIL_ALONE: &str = "67420c5e1a9d3b2f8c47e607";
/// The account that made what was there before.
const OWNER: &str = "practice";

/// Members that only the platform writes.
pub(crate) const KEPT: [&str; 11] = [
    "id",
    "imsOrg",
    "version",
    "state",
    "created",
    "updated",
    "createdUser",
    "createdClient",
    "updatedUser",
    "files",
    "viewId",
];

/// The datasets of the development sandbox: whose records say by an identity map who they are about, and one for each way
/// in which a field says so.
pub(crate) fn practice(documents: Documents<'_>, org: &str) -> Result<(), Error> {
    for (id, name, schema, upsert) in [
        (CUSTOMERS, "Practice customers", seed::SHOPPERS, true),
        (REPLACING, "Practice customers (replace)", seed::REPLACING, false),
        (BY_CRM, "Customers by CRM id", seed::BY_CRM, true),
        (BY_CRM_ALONE, "Customers by CRM id alone", seed::BY_CRM_ALONE, true),
        (BY_EMAIL_ALONE, "Customers by e-mail alone", seed::BY_EMAIL_ALONE, true),
    ] {
        let mut profile = vec!["enabled:true"];
        if upsert {
            profile.push("isUpsert:true");
        }
        let tags = json!({"unifiedProfile": profile, "unifiedIdentity": ["enabled:true"]});
        let text = "Shoppers of the practice shop.";
        put(documents, org, id, &sent(name, text, schema, &tags))?;
    }
    Ok(())
}

/// The datasets of the production sandbox: one that Commerce's own connector feeds, and one of the platform's.
pub(crate) fn production(documents: Documents<'_>, org: &str) -> Result<(), Error> {
    let enabled = json!({"unifiedProfile": ["enabled:true"], "unifiedIdentity": ["enabled:true"]});
    let text = "Profile records that Adobe Commerce sends.";
    let commerce = sent("Commerce profiles", text, seed::COMMERCE, &enabled);
    put(documents, org, COMMERCE_PROFILES, &commerce)?;
    let system = json!({
        "adobe/pqs/table": ["profile_snapshot_export"], "adobe/siphon/table/format": ["delta"],
        "unifiedProfile": ["enabled:false"],
    });
    let mut snapshot = sent(
        "Profile-Snapshot-Export",
        "Made by the platform every day.",
        seed::COMMERCE,
        &system,
    );
    snapshot["classification"] = json!({"dataBehavior": "record", "managedBy": "SYSTEM"});
    put(documents, org, SNAPSHOT, &snapshot)
}

fn sent(name: &str, text: &str, schema: &str, tags: &Value) -> Value {
    json!({
        "name": name, "description": text,
        "schemaRef": {"id": schema, "contentType": "application/vnd.adobe.xed-full+json;version=1"},
        "tags": tags, "enableErrorDiagnostics": true,
        "fileDescription": {"persisted": true, "containerFormat": "parquet", "format": "parquet"},
    })
}

fn put(documents: Documents<'_>, org: &str, id: &str, sent: &Value) -> Result<(), Error> {
    documents.put(Kind::Dataset, id, &made(org, OWNER, id, sent))?;
    Ok(())
}

/// A new dataset with what the platform adds to it.
pub(crate) fn made(org: &str, client: &str, id: &str, sent: &Value) -> Value {
    let now = clock::now_ms();
    let mut made = sent.clone();
    let more = json!({
        "imsOrg": org, "version": "1.0.0", "state": "DRAFT", "created": now, "updated": now,
        "createdUser": OWNER, "createdClient": client, "updatedUser": OWNER,
        "files": format!("@/dataSetFiles?dataSetId={id}"), "viewId": format!("{id}-view"),
    });
    json_patch::merge(&mut made, &more);
    if !made["classification"].is_object() {
        made["classification"] = json!({"dataBehavior": "record", "managedBy": "CUSTOMER"});
    }
    if !made["tags"].is_object() {
        made["tags"] = json!({});
    }
    made
}

/// A new version after a change.
pub(crate) fn touch(dataset: &mut Value) {
    let last = dataset["version"].as_str().and_then(|v| v.rsplit('.').next());
    let next = last.and_then(|n| n.parse::<u32>().ok()).map_or(1, |n| n + 1);
    dataset["version"] = json!(format!("1.0.{next}"));
    dataset["updated"] = json!(clock::now_ms());
}

/// The `E-Tag`: it changes with every version.
pub(crate) fn entity_tag(dataset: &Value) -> String {
    let version = dataset["version"].as_str().unwrap_or_default();
    format!("\"{}.{version}\"", dataset["created"])
}

/// The dataset as it is kept; `None` in any other sandbox.
pub(crate) fn find(db: &Connection, sandbox: &str, id: &str) -> rusqlite::Result<Option<Value>> {
    Documents::of(db, sandbox).get(Kind::Dataset, id)
}

/// Whether a tag list holds `word`; the platform writes it with and without a space.
pub(crate) fn has_tag(dataset: &Value, tag: &str, word: &str) -> bool {
    let values = dataset["tags"][tag].as_array();
    values.is_some_and(|list| {
        list.iter()
            .filter_map(Value::as_str)
            .any(|v| v.replace(' ', "") == word)
    })
}
