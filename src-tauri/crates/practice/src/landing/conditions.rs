//! If-Match and If-None-Match, judged before anything is done.

use super::{store::Blob, word};
use crate::answer::{self, Refusal};
use axum::http::HeaderMap;

fn not_met() -> Refusal {
    answer::blob(
        412,
        "ConditionNotMet",
        "The condition specified using HTTP conditional header(s) is not met.",
    )
}

fn names(list: &str, etag: &str) -> bool {
    list.trim() == "*" || list.split(',').any(|one| one.trim() == etag)
}

/// For calls that write.
pub(super) fn allow(headers: &HeaderMap, found: Option<&Blob>) -> Result<(), Refusal> {
    if let Some(wanted) = word(headers, "if-match")
        && found.is_none_or(|blob| !names(wanted, &blob.etag))
    {
        return Err(not_met());
    }
    match (word(headers, "if-none-match"), found) {
        (Some(refused), Some(blob)) if refused.trim() == "*" || names(refused, &blob.etag) => {
            if refused.trim() == "*" {
                return Err(answer::blob(
                    409,
                    "BlobAlreadyExists",
                    "The specified blob already exists.",
                ));
            }
            Err(not_met())
        }
        _ => Ok(()),
    }
}

/// For calls that read: what the reader has already is 304.
pub(super) fn is_unchanged(headers: &HeaderMap, blob: &Blob) -> Result<bool, Refusal> {
    if word(headers, "if-match").is_some_and(|wanted| !names(wanted, &blob.etag)) {
        return Err(not_met());
    }
    Ok(word(headers, "if-none-match").is_some_and(|known| names(known, &blob.etag)))
}
