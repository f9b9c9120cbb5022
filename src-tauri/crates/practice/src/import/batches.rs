//! Batch ingestion: creating a batch and telling it what to do.
//! Unknown members of a request are refused, so that a misspelt option is noticed.

use super::{bad, missing};
use crate::{
    access::gateway::{self, Client, Sandbox},
    answer::{self, Answer, Refusal},
    catalog::{batch_row::Batch, dataset},
    clock,
    options::{Quirk, RepeatedExternalId},
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};

const MEMBERS: [&str; 9] = [
    "datasetId",
    "inputFormat",
    "enableErrorDiagnostics",
    "partialIngestionPercent",
    "partialIngestionPercentage",
    "externalId",
    "tags",
    "replay",
    "formatConversion",
];

pub(crate) async fn create(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    gateway::media_type(&headers, "application/json")?;
    let sent: Value = serde_json::from_slice(&body).map_err(|_| bad("the body is not JSON"))?;
    let members = sent.as_object().ok_or_else(|| bad("the body is not an object"))?;
    let ignores = state.has(Quirk::UnknownMembersIgnored);
    if let Some(odd) = members.keys().find(|k| !is_known(&state, k) && !ignores) {
        return Err(bad(&format!("unknown member {odd}")));
    }
    let id = sent["datasetId"].as_str().ok_or_else(|| bad("datasetId is required"))?;
    let db = state.db();
    let dataset = dataset::find(&db, &sandbox.0, id)?.ok_or_else(|| bad(&format!("dataset {id} does not exist")))?;
    let upsert = dataset::has_tag(&dataset, "unifiedProfile", "isUpsert:true");
    let format = input_format(&sent)?;
    if upsert && format["format"] == "json" && state.has(Quirk::UpsertNeedsParquet) {
        return Err(bad("a dataset with upsert takes parquet only"));
    }
    let stored = json!({
        "inputFormat": format, "tags": tags(&state, &sent, &dataset)?, "replay": sent["replay"],
        "client": client.0, "fate": state.next_fate(),
    });
    let external = external_id(&state, &db, &sent)?;
    let batch = open(&db, &sandbox.0, id, &dataset, external, &stored)?;
    let row = Batch::find(&db, &sandbox.0, &batch)?.ok_or_else(|| missing(&batch))?;
    Ok((StatusCode::CREATED, Json(row.shown(&state))).into_response())
}

/// A new batch that waits for its files; returns its id.
pub(crate) fn open(
    db: &Connection,
    sandbox: &str,
    id: &str,
    dataset: &Value,
    external: Option<String>,
    stored: &Value,
) -> rusqlite::Result<String> {
    let batch = ulid::Ulid::generate().to_string();
    let profile = dataset::has_tag(dataset, "unifiedProfile", "enabled:true");
    let upsert = dataset::has_tag(dataset, "unifiedProfile", "isUpsert:true");
    db.execute(
        "INSERT INTO batch (id, sandbox, dataset, external_id, status, created, updated, body, upsert, profile)
         VALUES (?1, ?2, ?3, ?4, 'loading', ?5, ?5, ?6, ?7, ?8)",
        (
            &batch,
            sandbox,
            id,
            external,
            clock::now_ms(),
            stored.to_string(),
            upsert,
            profile,
        ),
    )?;
    Ok(batch)
}

/// The batch's files are all there.
pub(crate) fn close(db: &Connection, batch: &str) -> rusqlite::Result<()> {
    db.execute(
        "UPDATE batch SET status = 'loaded', completed = ?2, updated = ?2 WHERE id = ?1",
        (batch, clock::now_ms()),
    )?;
    Ok(())
}

/// The two spellings of the threshold: both, or the one that the quirk leaves.
fn is_known(state: &Platform, member: &str) -> bool {
    let refused = match member {
        "partialIngestionPercent" => state.has(Quirk::OnlyPercentage),
        "partialIngestionPercentage" => state.has(Quirk::OnlyPercent),
        _ => false,
    };
    MEMBERS.contains(&member) && !refused
}

fn input_format(sent: &Value) -> Result<Value, Refusal> {
    let Some(asked) = sent.get("inputFormat") else {
        return Ok(json!({"format": "parquet"}));
    };
    let multi = match &asked["isMultiLineJson"] {
        Value::Null => false,
        Value::Bool(multi) => *multi,
        _ => return Err(bad("isMultiLineJson must be a boolean")),
    };
    match asked["format"].as_str() {
        Some("json") => Ok(json!({"format": "json", "isMultiLineJson": multi})),
        Some("parquet") => Ok(json!({"format": "parquet"})),
        Some("csv") => Err(bad("csv is not supported for a dataset with an XDM schema")),
        _ => Err(bad("inputFormat.format must be json or parquet")),
    }
}

/// Every tag is a list of strings, whatever type the request used.
fn tags(state: &Platform, sent: &Value, dataset: &Value) -> Result<Value, Refusal> {
    let mut tags = json!({});
    for (name, value) in sent["tags"].as_object().into_iter().flatten() {
        tags[name] = match value {
            Value::Array(list) => list.iter().map(plain).collect(),
            value => json!([plain(value)]),
        };
    }
    let diagnose = match &sent["enableErrorDiagnostics"] {
        Value::Null => dataset["enableErrorDiagnostics"] == true,
        Value::Bool(wanted) => *wanted,
        _ => return Err(bad("enableErrorDiagnostics must be a boolean")),
    };
    let spellings = ["partialIngestionPercent", "partialIngestionPercentage"];
    let percent = spellings
        .into_iter()
        .filter(|name| is_known(state, name))
        .find_map(|name| sent.get(name));
    if let Some(percent) = percent {
        let number = percent.as_f64().filter(|p| (0.0..=100.0).contains(p));
        number.ok_or_else(|| bad("partialIngestionPercent must be a number from 0 to 100"))?;
        tags["acp_partialIngestionPercent"] = json!([plain(percent)]);
    }
    // Partial ingestion turns diagnostics on by itself.
    if diagnose || percent.is_some() {
        tags["acp_enableErrorDiagnostics"] = json!(["true"]);
    }
    Ok(tags)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn external_id(state: &Shared, db: &Connection, sent: &Value) -> Result<Option<String>, Refusal> {
    let external = match &sent["externalId"] {
        Value::Null => return Ok(None),
        Value::String(text) if !text.is_empty() => text.clone(),
        _ => return Err(bad("externalId must be a text")),
    };
    let known: Option<i64> = db
        .query_row("SELECT seq FROM batch WHERE external_id = ?1", [&external], |r| {
            r.get(0)
        })
        .optional()?;
    if known.is_some() && state.options.repeated_external_id == RepeatedExternalId::Conflict {
        return Err(answer::problem(409, "Conflict", "externalId is in use"));
    }
    Ok(Some(external))
}

pub(crate) async fn act(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let action = query.get("action").map(String::as_str).unwrap_or_default();
    let db = state.db();
    let batch = Batch::find(&db, &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    match (action, batch.status.as_str()) {
        ("COMPLETE", "loading") => complete(&db, &batch)?,
        // Repeating it is encouraged: the first answer may have been lost.
        ("COMPLETE", "loaded" | "success" | "active" | "failed")
        | ("ABORT", "aborted")
        | ("FAIL", "failed")
        | ("REVERT", "inactive") => {}
        ("ABORT", "loading") => batch.set_status(&db, "aborted")?,
        ("FAIL", "loading") => batch.set_status(&db, "failed")?,
        ("REVERT", "success" | "active") => batch.set_status(&db, "inactive")?,
        ("COMPLETE" | "ABORT" | "FAIL" | "REVERT", status) => {
            return Err(bad(&format!("{action} is not possible for a batch that is {status}")));
        }
        _ => return Err(bad("action must be COMPLETE, ABORT, FAIL or REVERT")),
    }
    drop(db);
    state.wake.notify_one();
    Ok(StatusCode::OK.into_response())
}

fn complete(db: &Connection, batch: &Batch) -> Result<(), Refusal> {
    let open: i64 = db.query_row(
        "SELECT count(*) FROM file WHERE batch = ?1 AND chunks IS NOT NULL",
        [&batch.id],
        |r| r.get(0),
    )?;
    if open > 0 {
        return Err(bad("a large file of this batch was not completed"));
    }
    Ok(close(db, &batch.id)?)
}
