//! What stands before every platform service: token, key, organisation, sandbox, role.
//! The order and the codes are the gateway's own; services never see a refused request.

use super::{
    accounts::{Account, Standing},
    token,
};
use crate::{
    answer::{self, Refusal},
    sandboxes,
    state::Shared,
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// The sandbox a request works in; set by [`guard`].
#[derive(Debug, Clone)]
pub(crate) struct Sandbox(pub(crate) String);

/// The credential a request came with; set by [`guard`].
#[derive(Debug, Clone)]
pub(crate) struct Client(pub(crate) String);

/// The longest address that the ingestion API accepts.
const LONGEST_ADDRESS: usize = 2000;

pub(crate) async fn guard(State(state): State<Shared>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = path.contains("/sandbox-management");
    // A role is asked for by the services; classes and sandboxes are shown to every account.
    let needs_role = !open && !path.ends_with("/schemaregistry/global/classes");
    if request.uri().to_string().len() > LONGEST_ADDRESS {
        return answer::problem(414, "URI Too Long", "the address exceeds 2000 characters").into_response();
    }
    match admit(&state, request.headers(), !open) {
        Ok((account, _)) if needs_role && account.standing == Standing::NoRole => {
            answer::problem(403, "Forbidden", "Access is denied").into_response()
        }
        Ok((account, sandbox)) => {
            request.extensions_mut().insert(sandbox);
            request.extensions_mut().insert(Client(account.client_id));
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

fn admit(state: &Shared, headers: &HeaderMap, sandboxed: bool) -> Result<(Account, Sandbox), Refusal> {
    let word = |name: &str| {
        let value = headers.get(name).and_then(|v| v.to_str().ok());
        value.map(str::trim).filter(|v| !v.is_empty())
    };
    let authorization =
        word("authorization").ok_or_else(|| answer::gateway(403, "403010", "Oauth token is missing"))?;
    let bearer = authorization
        .strip_prefix("Bearer ")
        .or_else(|| authorization.strip_prefix("bearer "));
    let account = token::holder(state, bearer.unwrap_or_default())?
        .ok_or_else(|| answer::gateway(401, "401013", "Oauth token is not valid"))?;
    match word("x-api-key") {
        None => return Err(answer::gateway(403, "403000", "Api Key is required")),
        Some(key) if key != account.client_id => {
            return Err(answer::gateway(403, "403003", "Api Key is invalid"));
        }
        Some(_) => {}
    }
    match word("x-gw-ims-org-id") {
        None => return Err(answer::gateway(400, "400003", "Missing header")),
        Some(org) if org == account.org_id => {}
        Some(org) if org.ends_with("@AdobeOrg") => {
            return Err(answer::gateway(403, "403025", "Profile is not valid"));
        }
        Some(_) => return Err(answer::gateway(403, "403027", "User region is missing")),
    }
    match account.standing {
        Standing::NoProductProfile => return Err(answer::gateway(403, "403025", "Profile is not valid")),
        Standing::NoRegion => return Err(answer::gateway(403, "403027", "User region is missing")),
        Standing::Complete | Standing::NoRole => {}
    }
    let sandbox = sandbox(word("x-sandbox-name"), sandboxed)?;
    Ok((account, sandbox))
}

fn sandbox(name: Option<&str>, needed: bool) -> Result<Sandbox, Refusal> {
    match name {
        // Listing sandboxes is how a client finds out which there are.
        Some(name) if needed => Ok(Sandbox(sandboxes::enter(name)?.to_owned())),
        None if needed => Err(answer::sandbox(400, 2001, "x-sandbox-name header is missing")),
        _ => Ok(Sandbox(String::new())),
    }
}

/// Refuses whoever reached this port under another name than loopback, so that a web
/// page cannot talk to it by rebinding a name; stamps `x-request-id` on every answer.
pub(crate) async fn loopback_only(request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").cloned();
    let mut response = if is_loopback(request.headers()) {
        next.run(request).await
    } else {
        answer::gateway(403, "403000", "Only loopback is served").into_response()
    };
    let fresh = || HeaderValue::from_str(&answer::request_id()).ok();
    if let Some(id) = id.or_else(fresh) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

fn is_loopback(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let host = host.unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

/// 415 unless the request's media type is `wanted`.
pub(crate) fn media_type(headers: &HeaderMap, wanted: &str) -> Result<(), Refusal> {
    let sent = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let bare = sent.split(';').next().unwrap_or_default().trim();
    if bare.eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    let detail = format!("Content-Type must be {wanted}");
    Err(answer::problem(415, "Unsupported Media Type", &detail))
}
