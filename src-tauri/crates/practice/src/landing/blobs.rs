//! Which call of the blob service a request is. Everything is behind the signature in the query.

use super::{
    ACCOUNT, batch, commit, list, misfortune, names, read, sandbox_of, sas,
    store::{Blob, Zone},
    write,
};
use crate::{
    answer::{self, Answer, Refusal},
    query::{self, Query},
    state::{Shared, State as Platform},
    wire,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, Uri},
};
use percent_encoding::percent_decode_str;
use std::{borrow::Cow, sync::Arc};

/// One request, past the signature.
pub(super) struct Call {
    pub(super) state: Shared,
    pub(super) sandbox: &'static str,
    pub(super) container: String,
    pub(super) blob: String,
    pub(super) query: Query,
    pub(super) headers: HeaderMap,
}

pub(super) async fn serve(State(state): State<Shared>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let call = match admit(&state, &parts.uri, parts.headers) {
        Ok(call) => call,
        Err(refusal) => {
            wire::drain(body).await;
            return Err(refusal);
        }
    };
    if call.blob.is_empty() {
        return container(&parts.method, &call, body).await;
    }
    blob(&parts.method, &call, body).await
}

pub(super) fn admit(state: &Arc<Platform>, uri: &Uri, headers: HeaderMap) -> Result<Call, Refusal> {
    let rest = uri.path().strip_prefix(&format!("/{ACCOUNT}/")).unwrap_or_default();
    let (container, blob) = rest.split_once('/').unwrap_or((rest, ""));
    let text = "The requested URI does not represent any resource on the server.";
    let decoded = |part: &str| {
        let text = percent_decode_str(part).decode_utf8().map(Cow::into_owned);
        text.map_err(|_| answer::blob(400, "InvalidUri", "The request URI is invalid."))
    };
    let (container, blob) = (decoded(container)?, decoded(blob)?);
    let query = query::form(&uri.query().unwrap_or_default().replace('+', "%2B"));
    let sandbox = sandbox_of(&container).ok_or_else(|| answer::blob(400, "InvalidUri", text))?;
    sas::check(&state.db(), sandbox, &container, &query)?;
    Ok(Call {
        state: state.clone(),
        sandbox,
        container,
        blob,
        query,
        headers,
    })
}

async fn container(method: &Method, call: &Call, body: Body) -> Answer {
    let word = |name: &str| call.query.get(name).map(String::as_str);
    match (method.as_str(), word("restype"), word("comp")) {
        ("GET", Some("container"), Some("list")) => list::list(call),
        ("POST", Some("container"), Some("batch")) => batch::run(call, body).await,
        ("GET" | "HEAD", Some("container"), None) => list::properties(call),
        _ => Err(unsupported()),
    }
}

async fn blob(method: &Method, call: &Call, body: Body) -> Answer {
    let comp = call.query.get("comp").map(String::as_str);
    if method == Method::PUT && !names::is_usable(&call.blob) {
        let text = "The specified resource name contains invalid characters.";
        return Err(answer::blob(400, "InvalidResourceName", text));
    }
    match (method.as_str(), comp) {
        ("PUT", None) => write::blob(call, body).await,
        ("PUT", Some("block")) => write::block(call, body).await,
        ("PUT", Some("blocklist")) => commit::list(call, body).await,
        ("GET", Some("blocklist")) => read::blocks(call),
        ("GET", None) => read::get(call, true),
        ("HEAD", None) => read::get(call, false),
        ("DELETE", None) => write::delete(call).await,
        _ => Err(unsupported()),
    }
}

fn unsupported() -> Refusal {
    answer::blob(
        405,
        "UnsupportedHttpVerb",
        "The resource doesn't support the specified HTTP verb.",
    )
}

/// The blob, or the refusal that says that there is none.
pub(super) fn found(call: &Call) -> Result<Blob, Refusal> {
    let db = call.state.db();
    let found = Zone::of(&db, call.sandbox).find(&call.blob)?;
    found.ok_or_else(|| misfortune(404))
}
