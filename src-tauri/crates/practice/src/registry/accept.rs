//! The Schema Registry's Accept header: lists take no version, lookups need one, descriptors have a family of their own.

use super::refuse;
use crate::{answer::Refusal, options::Quirk, state::State};
use axum::http::{HeaderMap, header};

/// What a request asks for: `xed-full` and its like, and the media type as it was spelt.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) family: String,
    pub(crate) media: String,
}

const LISTS: [&str; 2] = ["xed-id", "xed"];
const LOOKUPS: [&str; 7] = [
    "xed",
    "xed-full",
    "xed-notext",
    "xed-full-notext",
    "xed-full-desc",
    "xed-deprecatefield",
    "xed-full-deprecatefield",
];
const DESCRIPTORS: [&str; 6] = ["xdm", "xdm-id", "xdm-link", "xdm-v2", "xdm-v2-id", "xdm-v2-link"];

struct Sent {
    family: String,
    version: Option<String>,
    media: String,
}

/// The status is 406 in the guide and 400 in the reference: the quirk chooses.
fn refused(state: &State, number: u16, media: &str, example: &str) -> Refusal {
    let status = if state.has(Quirk::AcceptRefusedWith400) {
        400
    } else {
        406
    };
    let text =
        format!("The supplied Accept header is not valid: {media} - A valid Accept value should look like {example}");
    refuse(state, status, number, "Accept header invalid", &text)
}

fn sent(headers: &HeaderMap) -> Sent {
    let media = headers
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let mut parts = media.split(';').map(str::trim);
    let family = parts
        .next()
        .and_then(|m| m.strip_prefix("application/vnd.adobe."))
        .and_then(|m| m.strip_suffix("+json"))
        .unwrap_or_default();
    let version = parts.find_map(|p| p.strip_prefix("version=")).map(str::to_owned);
    Sent {
        family: family.to_owned(),
        version,
        media: media.to_owned(),
    }
}

/// `xed-id` or `xed`, without a version.
pub(crate) fn list(state: &State, headers: &HeaderMap) -> Result<Wanted, Refusal> {
    let sent = sent(headers);
    if !LISTS.contains(&sent.family.as_str()) {
        let example = "application/vnd.adobe.xed-id+json";
        return Err(refused(state, 1006, &sent.media, example));
    }
    if sent.version.is_some() {
        let text = format!(
            "The supplied Accept header is not valid: {} - lists take no version",
            sent.media
        );
        return Err(refuse(state, 400, 1006, "Accept header invalid", &text));
    }
    Ok(Wanted {
        family: sent.family,
        media: sent.media,
    })
}

/// One of the lookup families, with `version=1`: other major versions do not exist.
pub(crate) fn lookup(state: &State, headers: &HeaderMap) -> Result<Wanted, Refusal> {
    let sent = sent(headers);
    let example = "application/vnd.adobe.xed+json; version=1";
    if !LOOKUPS.contains(&sent.family.as_str()) {
        return Err(refused(state, 1007, &sent.media, example));
    }
    match sent.version.as_deref() {
        Some("1") => Ok(Wanted {
            family: sent.family,
            media: sent.media,
        }),
        Some(_) => Err(refused(state, 1007, &sent.media, example)),
        None => {
            let text = format!(
                "The supplied Accept header is not valid: {} - A valid Accept value should look like {example} \
                 (Version should be specified)",
                sent.media
            );
            Err(refuse(state, 400, 1007, "Accept header invalid", &text))
        }
    }
}

/// One of the `xdm` families.
pub(crate) fn descriptors(state: &State, headers: &HeaderMap) -> Result<Wanted, Refusal> {
    let sent = sent(headers);
    if DESCRIPTORS.contains(&sent.family.as_str()) {
        return Ok(Wanted {
            family: sent.family,
            media: sent.media,
        });
    }
    let example = "application/vnd.adobe.xdm-id+json";
    Err(refused(state, 1008, &sent.media, example))
}
