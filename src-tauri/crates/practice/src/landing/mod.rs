//! The Data Landing Zone: who may write into it, and the blob service behind it. The service answers on our own gateway in
//! path style, where the platform's stands on a host of its own.

mod batch;
mod blobs;
mod commit;
mod conditions;
pub(crate) mod expire;
mod list;
mod names;
mod read;
mod receive;
mod sas;
pub(crate) mod segments;
pub(crate) mod store;
mod write;
mod zone;

use crate::{
    answer::{self, Refusal},
    sandboxes,
    state::Shared,
};
use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, HeaderValue},
    middleware::{self, Next},
    response::Response,
    routing::{any, get},
};

/// The storage account; fixed, since path style needs no host of that name.
pub(crate) const ACCOUNT: &str = "practiceaccount";
/// The container's name in the guide. There is one per sandbox, and all of ours lie in one account.
const CONTAINER: &str = "dlz-user-container";
/// Files are deleted after so many days.
pub(crate) const DAYS_KEPT: u32 = 7;
/// Answers to a request that names no version.
const VERSION: &str = "2020-04-08";

/// Behind the gateway's checks.
pub(crate) fn routes() -> Router<Shared> {
    let base = "/data/foundation/connectors/landingzone";
    Router::new().route(base, get(zone::show)).route(
        &format!("{base}/credentials"),
        get(zone::credentials).post(zone::refresh),
    )
}

/// Open to whoever holds a signature.
pub(crate) fn service() -> Router<Shared> {
    Router::new()
        .route(&format!("/{ACCOUNT}/{{*rest}}"), any(blobs::serve))
        .layer(middleware::from_fn(stamp))
}

pub(crate) fn container_of(sandbox: &str) -> String {
    if sandbox == sandboxes::PRACTICE {
        CONTAINER.to_owned()
    } else {
        format!("{CONTAINER}-{sandbox}")
    }
}

fn sandbox_of(container: &str) -> Option<&'static str> {
    let all = [sandboxes::PRACTICE, sandboxes::PROD];
    all.into_iter().find(|sandbox| container_of(sandbox) == container)
}

/// Whether a path belongs to the blob service.
pub(crate) fn concerns(path: &str) -> bool {
    path.strip_prefix('/')
        .and_then(|p| p.strip_prefix(ACCOUNT))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The service's own words for a misfortune.
pub(crate) fn misfortune(status: u16) -> Refusal {
    let (code, text) = match status {
        401 | 403 => ("AuthenticationFailed", "Server failed to authenticate the request."),
        404 => ("BlobNotFound", "The specified blob does not exist."),
        429 | 503 => ("ServerBusy", "The server is busy."),
        500.. => (
            "InternalError",
            "Server encountered an internal error. Please try again after some time.",
        ),
        _ => ("InvalidInput", "One of the request inputs is not valid."),
    };
    answer::blob(if status == 429 { 503 } else { status }, code, text)
}

fn word<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

/// The version that a request speaks; texts of this form compare as dates do.
fn version(headers: &HeaderMap) -> &str {
    word(headers, "x-ms-version").unwrap_or(VERSION)
}

/// What every answer of the service carries.
async fn stamp(request: Request, next: Next) -> Response {
    let spoken = HeaderValue::from_str(version(request.headers()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(spoken) = spoken {
        headers.insert("x-ms-version", spoken);
    }
    if let Ok(id) = HeaderValue::from_str(&answer::uuid()) {
        headers.entry("x-ms-request-id").or_insert(id);
    }
    response
}
