//! Put Blob, Put Block, Put Block List, Delete Blob. A blob appears only as a whole, in one statement.

use super::{
    blobs::Call,
    conditions, misfortune,
    receive::{announced, promised, receive, sums_of},
    store::{Blob, Properties, Segment, Zone, fresh_file},
    version, word,
};
use crate::{
    answer::{self, Answer, Refusal},
    clock,
};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use quick_xml::{Reader, events::Event};
use rusqlite::{Transaction, TransactionBehavior};
use std::collections::HashMap;
use tokio::fs;

const MIB: u64 = 1 << 20;
/// From this version on blocks and blobs may be larger.
const LARGER_SINCE: &str = "2019-12-12";
const MOST_BLOCKS: usize = 50_000;
const MOST_UNCOMMITTED: usize = 100_000;
/// Bytes of a block's id before it is encoded.
const LONGEST_ID: usize = 64;
/// A list of fifty thousand ids.
const LARGEST_LIST: u64 = 16 * MIB;

fn largest_block(headers: &HeaderMap) -> u64 {
    if version(headers) < LARGER_SINCE {
        100 * MIB
    } else {
        4000 * MIB
    }
}

fn largest_blob(headers: &HeaderMap) -> u64 {
    match version(headers) {
        old if old < "2016-05-31" => 64 * MIB,
        old if old < LARGER_SINCE => 256 * MIB,
        _ => 5000 * MIB,
    }
}

/// The kept headers by the names under which they come back.
const KEPT: [(&str, &str); 6] = [
    ("x-ms-blob-content-type", "content-type"),
    ("x-ms-blob-content-encoding", "content-encoding"),
    ("x-ms-blob-content-language", "content-language"),
    ("x-ms-blob-content-disposition", "content-disposition"),
    ("x-ms-blob-cache-control", "cache-control"),
    ("x-ms-blob-content-md5", "content-md5"),
];

/// `own` as well: the plain headers of Put Blob describe the blob, those of Put Block List its list.
fn properties(headers: &HeaderMap, own: bool) -> Properties {
    let mut made = Properties::default();
    for (sent, kept) in KEPT {
        let plain = || word(headers, kept).filter(|_| own && kept != "content-md5");
        if let Some(text) = word(headers, sent).or_else(plain) {
            made.headers.insert(kept.to_owned(), text.to_owned());
        }
    }
    let octets = || "application/octet-stream".to_owned();
    made.headers.entry("content-type".to_owned()).or_insert_with(octets);
    for (name, value) in headers {
        if let (Some(name), Ok(value)) = (name.as_str().strip_prefix("x-ms-meta-"), value.to_str()) {
            made.metadata.insert(name.to_owned(), value.to_owned());
        }
    }
    made
}

pub(super) async fn blob(call: &Call, body: Body) -> Answer {
    match word(&call.headers, "x-ms-blob-type") {
        Some("BlockBlob") => {}
        None => return Err(header("MissingRequiredHeader", "x-ms-blob-type")),
        Some(_) => return Err(header("InvalidHeaderValue", "x-ms-blob-type")),
    }
    announced(&call.headers, largest_blob(&call.headers))?;
    conditions::allow(&call.headers, present(call)?.as_ref())?;
    let stored = fresh_file();
    let path = call.state.home.landing().join(&stored);
    let received = receive(&path, &call.headers, body, true).await?;
    let mut properties = properties(&call.headers, true);
    if let Some(md5) = received.md5.clone() {
        properties.headers.entry("content-md5".to_owned()).or_insert(md5);
    }
    let segment = Segment {
        id: String::new(),
        stored: stored.clone(),
        size: received.size,
    };
    match keep(call, properties, vec![segment]) {
        Ok((mut response, gone)) => {
            remove(call, gone).await;
            add(&mut response, "content-md5", received.md5.as_deref());
            Ok(response)
        }
        Err(refusal) => {
            remove(call, vec![stored]).await;
            Err(refusal)
        }
    }
}

fn header(code: &'static str, name: &str) -> Refusal {
    let text = match code {
        "MissingRequiredHeader" => "An HTTP header that's mandatory for this request is not specified.",
        _ => "The value for one of the HTTP headers is not in the correct format.",
    };
    answer::blob(400, code, &format!("{text} {name}"))
}

fn present(call: &Call) -> Result<Option<Blob>, Refusal> {
    Ok(Zone::of(&call.state.db(), call.sandbox).find(&call.blob)?)
}

/// Judges the conditions once more, since the bytes took their time, and keeps the blob.
fn keep(call: &Call, properties: Properties, segments: Vec<Segment>) -> Result<(Response, Vec<String>), Refusal> {
    let db = call.state.db();
    // The moment of writing is taken once nobody else writes: a dataflow that begins later has a later one, and misses nothing.
    let alone = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)?;
    let zone = Zone::of(&alone, call.sandbox);
    let old = zone.find(&call.blob)?;
    conditions::allow(&call.headers, old.as_ref())?;
    let created = old.map_or_else(clock::now_ms, |blob| blob.created);
    let blob = Blob::new(&call.blob, created, properties, segments);
    let gone = zone.put(&blob)?;
    alone.commit()?;
    let mut response = StatusCode::CREATED.into_response();
    add(&mut response, "etag", Some(&blob.etag));
    add(
        &mut response,
        "last-modified",
        Some(&super::read::moment(blob.modified)),
    );
    add(&mut response, "x-ms-request-server-encrypted", Some("true"));
    Ok((response, gone))
}

pub(super) fn add(response: &mut Response, name: &'static str, value: Option<&str>) {
    if let Some(value) = value.and_then(|v| v.parse().ok()) {
        response.headers_mut().insert(name, value);
    }
}

async fn remove(call: &Call, files: Vec<String>) {
    for file in files {
        let _ = fs::remove_file(call.state.home.landing().join(file)).await;
    }
}

pub(super) async fn block(call: &Call, body: Body) -> Answer {
    let id = call.query.get("blockid").map_or("", String::as_str);
    let wrong = |text: &str| answer::blob(400, "InvalidQueryParameterValue", text);
    let length = BASE64_STANDARD.decode(id).map_or(0, |bytes| bytes.len());
    if !(1..=LONGEST_ID).contains(&length) {
        return Err(wrong("blockid must be the Base64 of 1 to 64 bytes."));
    }
    if announced(&call.headers, largest_block(&call.headers))? == 0 {
        return Err(header("InvalidHeaderValue", "Content-Length"));
    }
    fits(call, id)?;
    let stored = fresh_file();
    let path = call.state.home.landing().join(&stored);
    let received = receive(&path, &call.headers, body, false).await?;
    let kept = Segment {
        id: id.to_owned(),
        stored: stored.clone(),
        size: received.size,
    };
    let replaced = fits(call, id).and_then(|()| {
        let db = call.state.db();
        Ok(Zone::of(&db, call.sandbox).put_block(&call.blob, &kept)?)
    });
    match replaced {
        Ok(old) => remove(call, old.into_iter().collect()).await,
        Err(refusal) => {
            remove(call, vec![stored]).await;
            return Err(refusal);
        }
    }
    let mut response = StatusCode::CREATED.into_response();
    add(&mut response, "content-md5", received.md5.as_deref());
    add(&mut response, "x-ms-content-crc64", received.crc64.as_deref());
    add(&mut response, "x-ms-request-server-encrypted", Some("true"));
    Ok(response)
}

/// All ids of a blob have one length, and there is an end to blocks that nobody commits.
fn fits(call: &Call, id: &str) -> Result<(), Refusal> {
    let open = Zone::of(&call.state.db(), call.sandbox).uncommitted(&call.blob)?;
    if open.iter().any(|block| block.id.len() != id.len()) {
        let text = "The specified blob or block content is invalid.";
        return Err(answer::blob(400, "InvalidBlobOrBlock", text));
    }
    if open.len() >= MOST_UNCOMMITTED && open.iter().all(|block| block.id != id) {
        let text = "The uncommitted block count cannot exceed the maximum limit of 100,000 blocks.";
        return Err(answer::blob(409, "BlockCountExceedsLimit", text));
    }
    Ok(())
}

pub(super) async fn list(call: &Call, body: Body) -> Answer {
    announced(&call.headers, LARGEST_LIST)?;
    let invalid = || answer::blob(400, "InvalidXmlDocument", "XML specified is not syntactically valid.");
    let bytes = to_bytes(body, LARGEST_LIST as usize).await.map_err(|_| invalid())?;
    promised(&call.headers, &sums_of(&call.headers, &bytes))?;
    let wanted = std::str::from_utf8(&bytes).ok().and_then(wanted).ok_or_else(invalid)?;
    if wanted.len() > MOST_BLOCKS {
        let text = "The block list may not contain more than 50,000 blocks.";
        return Err(answer::blob(400, "BlockListTooLong", text));
    }
    let segments = resolved(call, &wanted)?;
    let (response, gone) = keep(call, properties(&call.headers, false), segments)?;
    remove(call, gone).await;
    Ok(response)
}

/// Where a list says that a block is to be looked for.
enum Place {
    Latest,
    Committed,
    Uncommitted,
}

/// The list's entries in their order; `None` when it is no such document.
fn wanted(text: &str) -> Option<Vec<(Place, String)>> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut found: Vec<(Place, String)> = Vec::new();
    let (mut depth, mut rooted) = (0, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                match (depth, tag.name().as_ref()) {
                    (1, "BlockList") => rooted = true,
                    (2, "Latest") => found.push((Place::Latest, String::new())),
                    (2, "Committed") => found.push((Place::Committed, String::new())),
                    (2, "Uncommitted") => found.push((Place::Uncommitted, String::new())),
                    _ => return None,
                }
            }
            Event::Empty(tag) if depth == 0 && tag.name().as_ref() == "BlockList" => rooted = true,
            Event::Empty(_) => return None,
            Event::Text(text) if depth == 2 => found.last_mut()?.1.push_str(text.trim()),
            Event::End(_) => depth -= 1,
            Event::Eof => return (rooted && depth == 0).then_some(found),
            _ => {}
        }
    }
}

fn resolved(call: &Call, wanted: &[(Place, String)]) -> Result<Vec<Segment>, Refusal> {
    let db = call.state.db();
    let zone = Zone::of(&db, call.sandbox);
    let committed = zone.find(&call.blob)?.map(|b| b.segments).unwrap_or_default();
    let open = zone.uncommitted(&call.blob)?;
    let by_id =
        |list: &'_ [Segment]| -> HashMap<String, Segment> { list.iter().map(|s| (s.id.clone(), s.clone())).collect() };
    let (committed, open) = (by_id(&committed), by_id(&open));
    let found = wanted.iter().map(|(place, id)| match place {
        Place::Latest => open.get(id).or_else(|| committed.get(id)),
        Place::Committed => committed.get(id),
        Place::Uncommitted => open.get(id),
    });
    let found: Option<Vec<Segment>> = found.map(|s| s.filter(|s| !s.id.is_empty()).cloned()).collect();
    found.ok_or_else(|| answer::blob(400, "InvalidBlockList", "The specified block list is invalid."))
}

pub(super) async fn delete(call: &Call) -> Answer {
    let gone = {
        let db = call.state.db();
        let zone = Zone::of(&db, call.sandbox);
        let found = zone.find(&call.blob)?.ok_or_else(|| misfortune(404))?;
        conditions::allow(&call.headers, Some(&found))?;
        zone.delete(&call.blob)?.unwrap_or_default()
    };
    remove(call, gone).await;
    let mut response = StatusCode::ACCEPTED.into_response();
    add(&mut response, "x-ms-delete-type-permanent", Some("true"));
    Ok(response)
}
