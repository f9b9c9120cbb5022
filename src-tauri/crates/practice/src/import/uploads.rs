//! Receiving files: whole ones by PUT, large ones in ranges.
//! Bytes go to disk as they come; a file counts once it has arrived completely.

use super::{bad, missing};
use crate::{
    access::gateway::{self, Sandbox},
    answer::{self, Answer, Refusal},
    catalog::batch_row::Batch,
    options::Quirk,
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Json,
    body::{Body, HttpBody as _},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::json;
use std::{future::poll_fn, io::SeekFrom, path::PathBuf, pin::Pin};
use tokio::{
    fs,
    io::{AsyncSeekExt as _, AsyncWriteExt as _},
};

/// The newest page's guardrail for the bytes of a batch.
const LARGEST_BATCH: i64 = 1 << 40;
/// The spec's limit for one range.
const LARGEST_RANGE: u64 = 512_000_000;

type Target = Path<(String, String, String)>;

/// The ranges of an unfinished large file, first and last byte inclusive.
type Ranges = Vec<(u64, u64)>;

fn open_batch(db: &Connection, sandbox: &Sandbox, target: &(String, String, String)) -> Result<Batch, Refusal> {
    let (batch, dataset, name) = target;
    let found = Batch::find(db, &sandbox.0, batch)?.ok_or_else(|| missing(batch))?;
    if found.dataset != *dataset {
        return Err(missing(dataset));
    }
    if found.status != "loading" {
        return Err(bad(&format!("the batch is {}, not loading", found.status)));
    }
    if name.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(bad("the file name is not usable"));
    }
    Ok(found)
}

pub(crate) async fn put(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(target): Target,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    gateway::media_type(&headers, "application/octet-stream")?;
    open_batch(&state.db(), &sandbox, &target)?;
    let limit = state.options.largest_put;
    within(&headers, limit)?;
    let stored = answer::request_id();
    let path = folder(&state, &target.0).await?.join(&stored);
    let file = fs::File::create(&path).await?;
    let size = match receive(file, body, limit).await {
        Ok(size) => size,
        Err(refusal) => {
            let _ = fs::remove_file(&path).await;
            return Err(refusal);
        }
    };
    let replaced = match remember(&state, &sandbox, &target, &stored, size) {
        Ok(replaced) => replaced,
        Err(refusal) => {
            let _ = fs::remove_file(&path).await;
            return Err(refusal);
        }
    };
    if let Some(old) = replaced {
        let _ = fs::remove_file(folder(&state, &target.0).await?.join(old)).await;
    }
    Ok(taken(&state).into_response())
}

/// 200 in the guide, 201 in the reference.
fn taken(state: &Platform) -> StatusCode {
    if state.has(Quirk::FileCreated) {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    }
}

/// What the batch would be with a file of this name and size.
fn guardrails(db: &Connection, target: &(String, String, String), size: u64, most: u32) -> Result<(), Refusal> {
    let sql = "SELECT count(*) + 1, coalesce(sum(size), 0) FROM file WHERE batch = ?1 AND name <> ?2";
    let others = db.query_row(sql, [&target.0, &target.2], |r| Ok((r.get(0)?, r.get(1)?)));
    let (files, bytes): (i64, i64) = others?;
    let bytes = bytes.saturating_add(size as i64);
    if files > i64::from(most) || bytes > LARGEST_BATCH {
        let text = format!(
            "Batch ingestion guardrails hit: {files} files (over the {most} threshold); {bytes} bytes (over the \
             {LARGEST_BATCH} threshold)"
        );
        return Err(bad(&text));
    }
    Ok(())
}

/// Checks again that the batch is open: it may have been completed during the upload.
fn remember(
    state: &Shared,
    sandbox: &Sandbox,
    target: &(String, String, String),
    stored: &str,
    size: u64,
) -> Result<Option<String>, Refusal> {
    let db = state.db();
    open_batch(&db, sandbox, target)?;
    guardrails(&db, target, size, state.options.most_files)?;
    let old: Option<String> = db
        .query_row(
            "SELECT stored FROM file WHERE batch = ?1 AND name = ?2",
            [&target.0, &target.2],
            |r| r.get(0),
        )
        .optional()?;
    db.execute(
        "INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4, NULL)",
        (&target.0, &target.2, stored, size as i64),
    )?;
    Ok(old)
}

fn within(headers: &HeaderMap, limit: u64) -> Result<(), Refusal> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok());
    match length.and_then(|l| l.parse::<u64>().ok()) {
        Some(length) if length > limit => Err(too_large()),
        _ => Ok(()),
    }
}

fn too_large() -> Refusal {
    answer::problem(413, "Payload Too Large", "the body exceeds the gateway's limit")
}

async fn folder(state: &Shared, batch: &str) -> Result<PathBuf, Refusal> {
    let folder = state.home.uploads().join(batch);
    fs::create_dir_all(&folder).await?;
    Ok(folder)
}

async fn receive(mut file: fs::File, mut body: Body, limit: u64) -> Result<u64, Refusal> {
    let mut size = 0;
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|_| bad("the body ended early"))?;
        let Ok(bytes) = frame.into_data() else { continue };
        size += bytes.len() as u64;
        if size > limit {
            return Err(too_large());
        }
        file.write_all(&bytes).await?;
    }
    file.flush().await?;
    Ok(size)
}

pub(crate) async fn act(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(target): Target,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    match query.get("action").map(String::as_str) {
        Some("INITIALIZE") => initialize(&state, &sandbox, &target).await,
        Some("COMPLETE") => complete(&state, &sandbox, &target),
        _ => Err(bad("action must be INITIALIZE or COMPLETE")),
    }
}

async fn initialize(state: &Shared, sandbox: &Sandbox, target: &(String, String, String)) -> Answer {
    open_batch(&state.db(), sandbox, target)?;
    guardrails(&state.db(), target, 0, state.options.most_files)?;
    let stored = answer::request_id();
    fs::File::create(folder(state, &target.0).await?.join(&stored)).await?;
    state.db().execute(
        "INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, 0, '[]')",
        [&target.0, &target.2, &stored],
    )?;
    Ok(StatusCode::CREATED.into_response())
}

fn large_file(db: &Connection, target: &(String, String, String)) -> Result<(String, Ranges), Refusal> {
    let found: Option<(String, Option<String>)> = db
        .query_row(
            "SELECT stored, chunks FROM file WHERE batch = ?1 AND name = ?2",
            [&target.0, &target.2],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    let (stored, ranges) = found.ok_or_else(|| missing(&target.2))?;
    let ranges = ranges.ok_or_else(|| bad("the file is complete"))?;
    Ok((stored, serde_json::from_str(&ranges)?))
}

pub(crate) async fn patch(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(target): Target,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    gateway::media_type(&headers, "application/octet-stream")?;
    open_batch(&state.db(), &sandbox, &target)?;
    let (stored, _) = large_file(&state.db(), &target)?;
    let range = headers.get(header::CONTENT_RANGE).and_then(|v| v.to_str().ok());
    let (start, end) = range
        .and_then(|text| parse_range(&state, text))
        .ok_or_else(|| bad("Content-Range is not usable"))?;
    let path = folder(&state, &target.0).await?.join(stored);
    let mut file = fs::OpenOptions::new().write(true).open(path).await?;
    file.seek(SeekFrom::Start(start)).await?;
    let size = receive(file, body, LARGEST_RANGE).await?;
    if size != end - start + 1 {
        return Err(bad("Content-Range does not match the body"));
    }
    let db = state.db();
    let (_, mut ranges) = large_file(&db, &target)?;
    ranges.retain(|r| *r != (start, end));
    ranges.push((start, end));
    let text = serde_json::to_string(&ranges)?;
    db.execute(
        "UPDATE file SET chunks = ?3 WHERE batch = ?1 AND name = ?2",
        [&target.0, &target.2, &text],
    )?;
    Ok(StatusCode::OK.into_response())
}

/// `bytes FIRST-LAST`, with or without `/TOTAL`: the reference does not say, so a quirk may insist on either.
fn parse_range(state: &Platform, text: &str) -> Option<(u64, u64)> {
    let text = text.strip_prefix("bytes ")?;
    let (range, total) = text.split_once('/').map_or((text, None), |(r, t)| (r, Some(t)));
    match total {
        Some(_) if state.has(Quirk::RangeTotalRefused) => return None,
        None if state.has(Quirk::RangeTotalRequired) => return None,
        _ => {}
    }
    let (start, end) = range.split_once('-')?;
    let (start, end) = (start.trim().parse().ok()?, end.trim().parse().ok()?);
    (start <= end).then_some((start, end))
}

/// Where the ranges end when they follow each other without gap or overlap.
fn seamless(mut ranges: Ranges) -> Option<u64> {
    ranges.sort_unstable();
    let mut next = 0;
    for (start, end) in ranges {
        if start != next {
            return None;
        }
        next = end + 1;
    }
    Some(next)
}

fn complete(state: &Shared, sandbox: &Sandbox, target: &(String, String, String)) -> Answer {
    let db = state.db();
    open_batch(&db, sandbox, target)?;
    let (_, ranges) = large_file(&db, target)?;
    let size = seamless(ranges).ok_or_else(|| bad("the ranges overlap or leave gaps"))?;
    db.execute(
        "UPDATE file SET chunks = NULL, size = ?3 WHERE batch = ?1 AND name = ?2",
        (&target.0, &target.2, size as i64),
    )?;
    Ok(Json(json!({"name": target.2, "sizeInBytes": size})).into_response())
}

/// What of a large file has arrived, so that an upload can go on.
pub(crate) async fn head(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(target): Target,
) -> Answer {
    let db = state.db();
    Batch::find(&db, &sandbox.0, &target.0)?.ok_or_else(|| missing(&target.0))?;
    let (_, mut ranges) = large_file(&db, &target)?;
    ranges.sort_unstable();
    let parts: Vec<String> = ranges.iter().map(|(a, b)| format!("{a}-{b}")).collect();
    Ok(([(header::RANGE, format!("bytes={}", parts.join(",")))], StatusCode::OK).into_response())
}
