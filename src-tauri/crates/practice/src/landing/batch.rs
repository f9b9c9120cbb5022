//! Blob Batch, as far as it deletes: many requests in one body, each with its own signature and its own answer. Azure's
//! client in Rust deletes by it even one blob.

use super::{
    ACCOUNT,
    blobs::{Call, admit},
    write,
};
use crate::answer::{self, Answer, Refusal};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use std::fmt::Write as _;

/// The reference's limits.
const LARGEST: usize = 4 << 20;
const MOST: usize = 256;

pub(super) async fn run(call: &Call, body: Body) -> Answer {
    let bad = || answer::blob(400, "InvalidInput", "One of the request inputs is not valid.");
    let media = super::word(&call.headers, "content-type").unwrap_or_default();
    let boundary = media
        .strip_prefix("multipart/mixed")
        .and_then(|rest| rest.split_once("boundary=").map(|(_, name)| name.trim_matches('"')))
        .ok_or_else(bad)?;
    let bytes = to_bytes(body, LARGEST).await.map_err(|_| bad())?;
    let text = std::str::from_utf8(&bytes).map_err(|_| bad())?;
    let mark = format!("--{boundary}");
    let mut parts: Vec<&str> = text.split(mark.as_str()).skip(1).collect();
    if parts.pop().is_none_or(|end| !end.starts_with("--")) {
        return Err(bad());
    }
    if parts.is_empty() || parts.len() > MOST {
        let text = "The batch operation exceeds maximum number of allowed subrequests.";
        return Err(answer::blob(400, "ExceedsMaxBatchRequestCount", text));
    }
    let reply = format!("batchresponse_{}", answer::uuid());
    let mut told = String::new();
    for part in parts {
        let (id, wanted) = read(part).ok_or_else(bad)?;
        let answer = single(call, wanted).await.unwrap_or_else(Refusal::into_response);
        tell(&mut told, &reply, id, &answer);
    }
    let _ = write!(told, "--{reply}--\r\n");
    let media = format!("multipart/mixed; boundary={reply}");
    Ok((StatusCode::ACCEPTED, [(header::CONTENT_TYPE, media)], told).into_response())
}

/// A part's `Content-ID` and the address that it deletes.
fn read(part: &str) -> Option<(&str, &str)> {
    let (outer, inner) = part.split_once("\r\n\r\n")?;
    let id = outer.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-id").then_some(value.trim())
    })?;
    let address = inner
        .lines()
        .next()?
        .strip_prefix("DELETE ")?
        .strip_suffix(" HTTP/1.1")?;
    Some((id, address))
}

/// With Azure's own hosts the address begins with the container, in path style with the account.
async fn single(call: &Call, address: &str) -> Answer {
    let address = if super::concerns(address) {
        address.to_owned()
    } else {
        format!("/{ACCOUNT}{address}")
    };
    let invalid = || answer::blob(400, "InvalidUri", "The request URI is invalid.");
    let uri: Uri = address.parse().map_err(|_| invalid())?;
    let inner = admit(&call.state, &uri, HeaderMap::new())?;
    if inner.blob.is_empty() {
        return Err(invalid());
    }
    write::delete(&inner).await
}

fn tell(told: &mut String, boundary: &str, id: &str, answer: &Response) {
    let status = answer.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let _ = write!(
        told,
        "--{boundary}\r\nContent-Type: application/http\r\nContent-ID: {id}\r\n\r\nHTTP/1.1 {} {reason}\r\n",
        status.as_u16()
    );
    if let Some(code) = super::word(answer.headers(), "x-ms-error-code") {
        let _ = write!(told, "x-ms-error-code: {code}\r\n");
    }
    let _ = write!(told, "x-ms-request-id: {}\r\nContent-Length: 0\r\n\r\n", answer::uuid());
}
