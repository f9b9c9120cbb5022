//! Put Blob, Put Block, Delete Blob. A blob appears only as a whole, in one statement.

use super::{
    blobs::Call,
    conditions, misfortune,
    receive::{announced, receive},
    store::{Blob, Properties, Segment, Zone, fresh_file},
    version, word,
};
use crate::{
    answer::{self, Answer, Refusal},
    clock,
};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use rusqlite::{Transaction, TransactionBehavior};
use tokio::fs;

const MIB: u64 = 1 << 20;
/// From this version on blocks and blobs may be larger.
const LARGER_SINCE: &str = "2019-12-12";
const MOST_UNCOMMITTED: usize = 100_000;
/// Bytes of a block's id before it is encoded.
const LONGEST_ID: usize = 64;

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
pub(super) fn properties(headers: &HeaderMap, own: bool) -> Properties {
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
pub(super) fn keep(
    call: &Call,
    properties: Properties,
    segments: Vec<Segment>,
) -> Result<(Response, Vec<String>), Refusal> {
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

pub(super) async fn remove(call: &Call, files: Vec<String>) {
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
    let open = Zone::of(&call.state.db(), call.sandbox).open(&call.blob)?;
    if open.length.is_some_and(|length| length != id.len()) {
        let text = "The specified blob or block content is invalid.";
        return Err(answer::blob(400, "InvalidBlobOrBlock", text));
    }
    if open.count >= MOST_UNCOMMITTED {
        let text = "The uncommitted block count cannot exceed the maximum limit of 100,000 blocks.";
        return Err(answer::blob(409, "BlockCountExceedsLimit", text));
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_version() {
        for (version, block, blob) in [
            ("2015-02-21", 100, 64),
            ("2018-03-28", 100, 256),
            ("2019-12-12", 4000, 5000),
            ("2021-12-02", 4000, 5000),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-ms-version", version.parse().unwrap());
            let limits = (largest_block(&headers), largest_blob(&headers));
            assert_eq!(limits, (block * MIB, blob * MIB), "{version}");
            headers.insert("content-length", (block * MIB + 1).to_string().parse().unwrap());
            assert!(announced(&headers, limits.0).is_err(), "{version}");
        }
    }
}
