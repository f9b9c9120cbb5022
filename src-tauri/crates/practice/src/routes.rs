//! Which address is answered by which function.

use crate::{
    access::{gateway, token},
    answer::{self, Answer},
    catalog, export, faults, import, namespaces, profile, registry, sandboxes,
    state::Shared,
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    middleware,
    response::IntoResponse as _,
    routing::{get, post},
};

/// Requests other than uploads carry small JSON documents.
const LARGEST_DOCUMENT: usize = 1024 * 1024;

pub(crate) fn router(state: Shared) -> Router {
    let platform = Router::new()
        .merge(sandboxes::routes())
        .merge(registry::routes())
        .merge(namespaces::routes())
        .merge(catalog::routes())
        .merge(import::routes())
        .merge(export::routes())
        .merge(profile::routes())
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(state.clone(), gateway::guard))
        .layer(middleware::from_fn_with_state(state.clone(), faults::misfortune));
    Router::new()
        .route("/ims/token/v3", post(token::grant))
        .route("/practice/endpoint", get(endpoint))
        .merge(platform)
        .layer(DefaultBodyLimit::max(LARGEST_DOCUMENT))
        .layer(middleware::from_fn(gateway::loopback_only))
        .with_state(state)
}

/// Ours alone: lets another process on this machine use the running server.
async fn endpoint(State(state): State<Shared>) -> Answer {
    Ok(Json(&state.endpoint).into_response())
}

async fn nothing() -> Answer {
    Err(answer::problem(404, "Not Found", "there is no such resource"))
}
