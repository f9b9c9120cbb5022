//! Row diagnostics and original file names of a batch. Lengths are texts and links carry a port, as on the platform.

use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer, Refusal},
    catalog::batch_row::Batch,
    import::{life, missing},
    options::Quirk,
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, RawQuery, State},
    http::header,
    response::IntoResponse as _,
    routing::get,
};
use serde_json::{Value, json};
use std::path::PathBuf;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio_util::io::ReaderStream;

const HREF: &str = "https://platform.adobe.io:443/data/foundation/export/batches";

type Listed = Vec<(String, u64)>;

pub(crate) fn routes() -> Router<Shared> {
    let batch = "/data/foundation/export/batches/{id}";
    Router::new()
        .route(&format!("{batch}/meta"), get(meta))
        .route(&format!("{batch}/failed"), get(failed))
}

pub(crate) async fn meta(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let batch = batch(&state, &sandbox, &id)?;
    let query = query::form(&query.unwrap_or_default());
    let path = query.get("path").map_or("", |p| p.trim_matches('/'));
    match path.split_once('/').unwrap_or((path, "")) {
        ("row_errors", "") => page(&id, "meta", "row_errors", diagnosed(&state, &batch).await?, &query),
        ("row_errors", file) => send(&state, &batch, file).await,
        (name, "") if name == sample_name(&state) => sample(&state, &batch).await,
        ("input_files", "") => page(
            &id,
            "meta",
            "input_files",
            vec![(META.to_owned(), input_files(&state, &batch)?.len() as u64)],
            &query,
        ),
        ("input_files", META) => Ok((
            [(header::CONTENT_TYPE, "application/octet-stream")],
            input_files(&state, &batch)?,
        )
            .into_response()),
        _ => Err(missing(path)),
    }
}

/// The rows of a batch that failed as a whole.
pub(crate) async fn failed(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let batch = batch(&state, &sandbox, &id)?;
    let query = query::form(&query.unwrap_or_default());
    if batch.status != "failed" {
        return page(&id, "failed", "", Vec::new(), &query);
    }
    match query.get("path") {
        Some(file) => send_failed(&state, &batch, file).await,
        None => page(&id, "failed", "", diagnosed(&state, &batch).await?, &query),
    }
}

/// So many rows stand in the sample.
const SAMPLE: usize = 100;

/// Two pages spell the sample's name differently.
fn sample_name(state: &Platform) -> &'static str {
    if state.has(Quirk::SamplesSpeltOtherwise) {
        "row_error_samples.json"
    } else {
        "row_errors_sample.json"
    }
}

/// The first bad rows, whatever their kind.
async fn sample(state: &Shared, batch: &Batch) -> Answer {
    let mut lines = String::new();
    let mut left = SAMPLE;
    for (name, _) in diagnosed(state, batch).await? {
        let file = tokio::fs::File::open(folder(state, batch).join(name)).await?;
        let mut reader = BufReader::new(file).lines();
        while let Some(line) = reader.next_line().await?.filter(|_| left > 0) {
            lines.push_str(&line);
            lines.push('\n');
            left -= 1;
        }
    }
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], lines).into_response())
}

/// Failed rows name their violations as a validator does; rewritten line by line while they are sent.
async fn send_failed(state: &Shared, batch: &Batch, file: &str) -> Answer {
    if !file.starts_with("validation_errors") {
        return send(state, batch, file).await;
    }
    let known = diagnosed(state, batch).await?;
    let (name, _) = known
        .into_iter()
        .find(|(name, _)| name == file)
        .ok_or_else(|| missing(file))?;
    let file = tokio::fs::File::open(folder(state, batch).join(name)).await?;
    let (mut into, from) = tokio::io::duplex(64 * 1024);
    tokio::spawn(async move {
        let mut lines = BufReader::new(file).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let line = violations(&line);
            // The client may have gone.
            if into.write_all(line.as_bytes()).await.is_err() {
                return;
            }
        }
    });
    let headers = [(header::CONTENT_TYPE, "application/octet-stream")];
    Ok((headers, Body::from_stream(ReaderStream::new(from))).into_response())
}

fn violations(line: &str) -> String {
    let mut row: Value = serde_json::from_str(line).unwrap_or_default();
    if let Some(errors) = row["_errors"].as_array() {
        let all: Vec<Value> = errors
            .iter()
            .map(|e| {
                let pointer = format!("#{}", e["column"].as_str().unwrap_or_default());
                json!({
                    "keyword": e["code"], "message": e["message"], "pointerToViolation": pointer,
                    "schemaLocation": "#", "causingExceptions": [],
                })
            })
            .collect();
        row["_validationErrors"] = Value::Array(all);
        row.as_object_mut().and_then(|members| members.remove("_errors"));
    }
    format!("{row}\n")
}

const META: &str = "fileMetaData1.json";

fn batch(state: &Shared, sandbox: &Sandbox, id: &str) -> Result<Batch, Refusal> {
    Batch::find(&state.db(), &sandbox.0, id)?.ok_or_else(|| missing(id))
}

fn folder(state: &Shared, batch: &Batch) -> PathBuf {
    state.home.diagnostics().join(&batch.id)
}

/// The diagnostics files with their sizes; none before the batch has ended.
async fn diagnosed(state: &Shared, batch: &Batch) -> Result<Listed, Refusal> {
    let mut found = Listed::new();
    if life::ended(batch).is_none() {
        return Ok(found);
    }
    let Ok(mut entries) = tokio::fs::read_dir(folder(state, batch)).await else {
        return Ok(found);
    };
    while let Some(entry) = entries.next_entry().await? {
        found.push((
            entry.file_name().to_string_lossy().into_owned(),
            entry.metadata().await?.len(),
        ));
    }
    found.sort();
    Ok(found)
}

async fn send(state: &Shared, batch: &Batch, file: &str) -> Answer {
    let known = diagnosed(state, batch).await?;
    // Only names that were listed are opened.
    let (name, length) = known
        .into_iter()
        .find(|(name, _)| name == file)
        .ok_or_else(|| missing(file))?;
    let file = tokio::fs::File::open(folder(state, batch).join(name)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

fn input_files(state: &Shared, batch: &Batch) -> Result<String, Refusal> {
    let db = state.db();
    let mut statement = db.prepare_cached("SELECT name FROM file WHERE batch = ?1 ORDER BY name")?;
    let names = statement.query_map([&batch.id], |r| r.get::<_, String>(0))?;
    let mut lines = String::new();
    for name in names {
        lines.push_str(&json!({"path": name?}).to_string());
        lines.push('\n');
    }
    Ok(lines)
}

fn page(id: &str, kind: &str, path: &str, files: Listed, query: &std::collections::HashMap<String, String>) -> Answer {
    let number = |name: &str, default: usize| query.get(name).map_or(Some(default), |v| v.parse().ok());
    let (Some(start), Some(limit)) = (number("start", 0), number("limit", 100)) else {
        return Err(answer::problem(400, "Bad Request", "start and limit must be numbers"));
    };
    let data: Vec<Value> = files
        .into_iter()
        .skip(start)
        .take(limit)
        .map(|(name, length)| entry(id, kind, path, &name, length))
        .collect();
    let count = data.len();
    answer::ok(&json!({"data": data, "_page": {"limit": limit, "count": count}}))
}

fn entry(id: &str, kind: &str, path: &str, name: &str, length: u64) -> Value {
    let whole = if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}%2F{name}")
    };
    json!({
        "name": name, "length": length.to_string(),
        "_links": {"self": {"href": format!("{HREF}/{id}/{kind}?path={whole}")}},
    })
}
