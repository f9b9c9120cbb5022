//! Get Blob, its properties, and Get Block List.

use super::{
    blobs::{Call, found},
    conditions, misfortune,
    store::{Blob, Segment, Zone},
    word,
    write::add,
};
use crate::answer::{self, Answer, Refusal};
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::fmt::rfc2822::DateTimePrinter;
use quick_xml::escape::escape;
use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
};
use tokio::{
    fs::File,
    io::{AsyncReadExt as _, AsyncSeekExt as _, DuplexStream},
};
use tokio_util::io::ReaderStream;

/// So many bytes are read ahead of a slow reader.
const PIPE: usize = 256 * 1024;

/// The date form of HTTP.
pub(super) fn moment(epoch_ms: i64) -> String {
    let stamp = jiff::Timestamp::from_second(epoch_ms.div_euclid(1000)).unwrap_or_default();
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&stamp)
        .unwrap_or_default()
}

pub(super) fn get(call: &Call, with_body: bool) -> Answer {
    let blob = found(call)?;
    if conditions::is_unchanged(&call.headers, &blob)? {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    let range = range(&call.headers, blob.size)?;
    let (start, end) = range.unwrap_or((0, blob.size));
    let body = if with_body {
        stream(call.state.home.landing(), blob.segments.clone(), start, end)
    } else {
        Body::empty()
    };
    let mut response = Response::new(body);
    if range.is_some() && with_body {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let part = format!("bytes {start}-{}/{}", end - 1, blob.size);
        add(&mut response, "content-range", Some(&part));
    }
    let length = if with_body { end - start } else { blob.size };
    add(&mut response, "content-length", Some(&length.to_string()));
    describe(&mut response, &blob, range.is_some());
    Ok(response)
}

fn describe(response: &mut Response, blob: &Blob, is_part: bool) {
    for name in [
        "content-type",
        "content-encoding",
        "content-language",
        "content-disposition",
        "cache-control",
    ] {
        add(response, name, blob.content(name));
    }
    // The sum is of the whole blob; beside a part it has a name of its own.
    let sum = if is_part {
        "x-ms-blob-content-md5"
    } else {
        "content-md5"
    };
    add(response, sum, blob.content("content-md5"));
    add(response, "etag", Some(&blob.etag));
    add(response, "last-modified", Some(&moment(blob.modified)));
    add(response, "x-ms-creation-time", Some(&moment(blob.created)));
    add(response, "x-ms-blob-type", Some("BlockBlob"));
    add(response, "x-ms-lease-status", Some("unlocked"));
    add(response, "x-ms-lease-state", Some("available"));
    add(response, "x-ms-server-encrypted", Some("true"));
    add(response, "accept-ranges", Some("bytes"));
    for (name, value) in &blob.properties.metadata {
        let name = format!("x-ms-meta-{name}").parse::<header::HeaderName>();
        if let (Ok(name), Ok(value)) = (name, value.parse()) {
            response.headers_mut().insert(name, value);
        }
    }
}

/// First byte and the byte after the last; `None` without a range that is understood.
fn range(headers: &HeaderMap, size: u64) -> Result<Option<(u64, u64)>, Refusal> {
    let text = word(headers, "x-ms-range").or_else(|| word(headers, "range"));
    let Some((first, last)) = text.and_then(|t| t.strip_prefix("bytes=")?.split_once('-')) else {
        return Ok(None);
    };
    let Ok(first) = first.trim().parse::<u64>() else {
        return Ok(None);
    };
    let last = last.trim().parse::<u64>().unwrap_or(u64::MAX);
    if first >= size || last < first {
        let text = "The range specified is invalid for the current size of the resource.";
        return Err(answer::blob(416, "InvalidRange", text));
    }
    Ok(Some((first, last.saturating_add(1).min(size))))
}

/// The bytes of many files as one body. Should a file be gone meanwhile, the body ends early and the reader notices.
fn stream(folder: PathBuf, segments: Vec<Segment>, start: u64, end: u64) -> Body {
    let (mut into, from) = tokio::io::duplex(PIPE);
    tokio::spawn(async move {
        // The client may have gone.
        let _ = send(&folder, &segments, start, end, &mut into).await;
    });
    Body::from_stream(ReaderStream::with_capacity(from, PIPE))
}

async fn send(folder: &Path, segments: &[Segment], start: u64, end: u64, into: &mut DuplexStream) -> io::Result<()> {
    let mut at = 0;
    for segment in segments {
        let (first, last) = (start.max(at), end.min(at + segment.size));
        if first < last {
            let mut file = File::open(folder.join(&segment.stored)).await?;
            file.seek(io::SeekFrom::Start(first - at)).await?;
            tokio::io::copy(&mut file.take(last - first), into).await?;
        }
        at += segment.size;
    }
    Ok(())
}

pub(super) fn blocks(call: &Call) -> Answer {
    let which = call.query.get("blocklisttype").map_or("committed", String::as_str);
    if !["committed", "uncommitted", "all"].contains(&which) {
        let text = "Value for one of the query parameters specified in the request URI is invalid. blocklisttype";
        return Err(answer::blob(400, "InvalidQueryParameterValue", text));
    }
    let db = call.state.db();
    let zone = Zone::of(&db, call.sandbox);
    let blob = zone.find(&call.blob)?;
    let open = zone.uncommitted(&call.blob)?;
    if blob.is_none() && open.is_empty() {
        return Err(misfortune(404));
    }
    let committed = blob.as_ref().map_or(&[][..], |b| &b.segments);
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>".to_owned();
    if which != "uncommitted" {
        entries(&mut xml, "CommittedBlocks", committed);
    }
    if which != "committed" {
        entries(&mut xml, "UncommittedBlocks", &open);
    }
    xml.push_str("</BlockList>");
    let mut response = ([(header::CONTENT_TYPE, "application/xml")], xml).into_response();
    if let Some(blob) = &blob {
        add(&mut response, "etag", Some(&blob.etag));
        add(&mut response, "last-modified", Some(&moment(blob.modified)));
    }
    let size = blob.map_or(0, |b| b.size).to_string();
    add(&mut response, "x-ms-blob-content-length", Some(&size));
    Ok(response)
}

fn entries(xml: &mut String, name: &str, blocks: &[Segment]) {
    let _ = write!(xml, "<{name}>");
    for block in blocks.iter().filter(|b| !b.id.is_empty()) {
        let (id, size) = (escape(block.id.as_str()), block.size);
        let _ = write!(xml, "<Block><Name>{id}</Name><Size>{size}</Size></Block>");
    }
    let _ = write!(xml, "</{name}>");
}
