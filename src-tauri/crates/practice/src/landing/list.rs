//! The container: its properties, and List Blobs with prefix, delimiter and pages.

use super::{
    ACCOUNT, DAYS_KEPT,
    blobs::Call,
    read::moment,
    store::{Blob, Zone},
    write::add,
};
use crate::answer::{self, Answer, Refusal};
use axum::{
    http::{StatusCode, header},
    response::IntoResponse as _,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// Names of one page at most.
const PAGE: usize = 5000;
/// So many rows are read from the store at once.
const ROWS: usize = 1000;

#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub(super) fn properties(_: &Call) -> Answer {
    let mut response = StatusCode::OK.into_response();
    add(&mut response, "x-ms-lease-status", Some("unlocked"));
    add(&mut response, "x-ms-lease-state", Some("available"));
    // Ours: how long what lies in it is kept.
    add(&mut response, "x-ms-meta-ttl", Some(&DAYS_KEPT.to_string()));
    Ok(response)
}

/// What a page is made of.
enum Entry {
    Blob(Box<Blob>),
    Prefix(String),
}

pub(super) fn list(call: &Call) -> Answer {
    let word = |name: &str| call.query.get(name).map_or("", String::as_str);
    let (prefix, delimiter, marker) = (word("prefix"), word("delimiter"), word("marker"));
    let most = most(word("maxresults"))?;
    let from = resumed(marker)?;
    let db = call.state.db();
    let (entries, next) = page(Zone::of(&db, call.sandbox), prefix, delimiter, from, most)?;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"{}/{ACCOUNT}\" \
         ContainerName=\"{}\">",
        call.state.endpoint.gateway, call.container
    );
    for (name, value) in [
        ("Prefix", prefix),
        ("Marker", marker),
        ("MaxResults", word("maxresults")),
        ("Delimiter", delimiter),
    ] {
        if !value.is_empty() {
            let _ = write!(xml, "<{name}>{}</{name}>", escape(value));
        }
    }
    xml.push_str("<Blobs>");
    for entry in &entries {
        match entry {
            Entry::Blob(blob) => describe(&mut xml, blob),
            Entry::Prefix(prefix) => {
                let _ = write!(xml, "<BlobPrefix><Name>{}</Name></BlobPrefix>", escape(prefix.as_str()));
            }
        }
    }
    let next = next.map(|name| BASE64_URL_SAFE_NO_PAD.encode(name)).unwrap_or_default();
    let _ = write!(xml, "</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>");
    Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
}

fn invalid(name: &str) -> Refusal {
    let text = "Value for one of the query parameters specified in the request URI is invalid.";
    answer::blob(400, "InvalidQueryParameterValue", &format!("{text} {name}"))
}

fn most(text: &str) -> Result<usize, Refusal> {
    if text.is_empty() {
        return Ok(PAGE);
    }
    let asked: usize = text.parse().map_err(|_| invalid("maxresults"))?;
    if asked == 0 {
        return Err(answer::blob(
            400,
            "OutOfRangeQueryParameterValue",
            "One of the query parameters specified in the request URI is outside the permissible range. maxresults",
        ));
    }
    Ok(asked.min(PAGE))
}

/// The name at which the page before ended.
fn resumed(marker: &str) -> Result<String, Refusal> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(marker).map_err(|_| invalid("marker"))?;
    String::from_utf8(bytes).map_err(|_| invalid("marker"))
}

fn page(
    zone: Zone<'_>,
    prefix: &str,
    delimiter: &str,
    mut from: String,
    most: usize,
) -> Result<(Vec<Entry>, Option<String>), Refusal> {
    let mut entries = Vec::new();
    loop {
        let rows = zone.list(prefix, &from, ROWS)?;
        let is_last = rows.len() < ROWS;
        for blob in rows {
            let folder = (!delimiter.is_empty())
                .then(|| blob.name[prefix.len()..].find(delimiter))
                .flatten()
                .map(|at| blob.name[..prefix.len() + at + delimiter.len()].to_owned());
            if matches!((&folder, entries.last()), (Some(folder), Some(Entry::Prefix(last))) if folder == last) {
                continue;
            }
            if entries.len() == most {
                return Ok((entries, Some(blob.name)));
            }
            // The next row set begins behind this name.
            from = format!("{}\u{1}", blob.name);
            entries.push(match folder {
                Some(folder) => Entry::Prefix(folder),
                None => Entry::Blob(Box::new(blob)),
            });
        }
        if is_last {
            return Ok((entries, None));
        }
    }
}

fn describe(xml: &mut String, blob: &Blob) {
    let _ = write!(
        xml,
        "<Blob><Name>{}</Name><Properties><Creation-Time>{}</Creation-Time><Last-Modified>{}</Last-Modified>\
         <Etag>{}</Etag><Content-Length>{}</Content-Length>",
        escape(blob.name.as_str()),
        moment(blob.created),
        moment(blob.modified),
        blob.etag.trim_matches('"'),
        blob.size
    );
    for (tag, kept) in [
        ("Content-Type", "content-type"),
        ("Content-Encoding", "content-encoding"),
        ("Content-Language", "content-language"),
        ("Content-MD5", "content-md5"),
        ("Cache-Control", "cache-control"),
        ("Content-Disposition", "content-disposition"),
    ] {
        if let Some(value) = blob.content(kept) {
            let _ = write!(xml, "<{tag}>{}</{tag}>", escape(value));
        }
    }
    xml.push_str(
        "<BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier><AccessTierInferred>true</AccessTierInferred>\
         <LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState><ServerEncrypted>true</ServerEncrypted>\
         </Properties></Blob>",
    );
}
