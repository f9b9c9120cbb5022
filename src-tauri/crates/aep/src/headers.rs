//! What an answer's headers say: which request it was, when to come again, which version, and whether it is a web page.

use crate::refusal::is_request_id;
use crate::retry::retry_after;
use reqwest::header::{AsHeaderName, CONTENT_TYPE, DATE, ETAG, HeaderMap, RETRY_AFTER};
use std::time::{Duration, SystemTime};

fn text(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The wait that is asked for.
pub(crate) fn hint(headers: &HeaderMap) -> Option<Duration> {
    retry_after(text(headers, RETRY_AFTER)?, text(headers, DATE), SystemTime::now())
}

pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    text(headers, "x-request-id")
        .filter(|id| is_request_id(id))
        .map(str::to_owned)
}

/// The Catalog's pages call the header `E-Tag`.
pub(crate) fn etag(headers: &HeaderMap) -> Option<String> {
    let tag = text(headers, ETAG).or_else(|| text(headers, "e-tag"))?;
    (1..=256).contains(&tag.len()).then(|| tag.to_owned())
}

pub(crate) fn is_page(headers: &HeaderMap) -> bool {
    text(headers, CONTENT_TYPE).is_some_and(|kind| kind.to_ascii_lowercase().contains("html"))
}
