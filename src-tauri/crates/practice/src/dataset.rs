//! The datasets of a fresh folder, and what a dataset says about Profile.

use crate::{clock, options::Error, sandboxes, schemas};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};

pub(crate) const CUSTOMERS: &str = "67420c5e1a9d3b2f8c47e601";
pub(crate) const REPLACING: &str = "67420c5e1a9d3b2f8c47e602";

/// Puts the two datasets in place; a folder that has them keeps them.
pub(crate) fn seed(db: &Connection, org: &str) -> Result<(), Error> {
    let now = clock::now_ms();
    let rows = [
        (CUSTOMERS, "Practice customers", schemas::SHOPPERS, true, now),
        (
            REPLACING,
            "Practice customers (replace)",
            schemas::REPLACING,
            false,
            now + 1,
        ),
    ];
    for (id, name, schema, upsert, created) in rows {
        let body = body(org, id, name, schema, upsert, created).to_string();
        db.execute(
            "INSERT OR IGNORE INTO dataset VALUES (?1, ?2, ?3, ?4)",
            (id, sandboxes::PRACTICE, created, body),
        )?;
    }
    Ok(())
}

fn body(org: &str, id: &str, name: &str, schema: &str, upsert: bool, created: i64) -> Value {
    let mut profile = vec!["enabled:true"];
    if upsert {
        profile.push("isUpsert:true");
    }
    json!({
        "name": name, "description": "Shoppers of the practice shop.",
        "schemaRef": {"id": schema, "contentType": "application/vnd.adobe.xed-full+json;version=1"},
        "tags": {"unifiedProfile": profile, "unifiedIdentity": ["enabled:true"]},
        "enableErrorDiagnostics": true, "imsOrg": org, "version": "1.0.0", "state": "DRAFT",
        "created": created, "updated": created, "createdUser": "practice",
        "createdClient": "practice", "updatedUser": "practice",
        "files": format!("@/dataSetFiles?dataSetId={id}"), "viewId": format!("{id}-view"),
        "fileDescription": {"persisted": true, "containerFormat": "parquet", "format": "parquet"},
    })
}

/// The dataset as Catalog shows it; `None` in any other sandbox.
pub(crate) fn find(db: &Connection, sandbox: &str, id: &str) -> rusqlite::Result<Option<Value>> {
    let text: Option<String> = db
        .query_row(
            "SELECT body FROM dataset WHERE id = ?1 AND sandbox = ?2",
            [id, sandbox],
            |r| r.get(0),
        )
        .optional()?;
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
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
