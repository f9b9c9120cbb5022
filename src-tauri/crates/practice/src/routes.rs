//! Which address is answered by which function.

use crate::{
    access::{gateway, token},
    admin,
    answer::{self, Answer},
    catalog, dataprep, export, faults, flows, import, landing, namespaces, profile, registry, sandboxes,
    state::Shared,
    streaming,
};
use axum::{Router, extract::DefaultBodyLimit, middleware, routing::post};

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
        .merge(streaming::routes())
        .merge(dataprep::routes())
        .merge(landing::routes())
        .merge(flows::routes())
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(state.clone(), gateway::guard))
        .layer(middleware::from_fn_with_state(state.clone(), faults::misfortune));
    let blobs = landing::service().layer(middleware::from_fn_with_state(state.clone(), faults::misfortune));
    Router::new()
        .route("/ims/token/v3", post(token::grant))
        .merge(streaming::inlets())
        .merge(blobs)
        .merge(platform)
        .layer(middleware::from_fn_with_state(state.clone(), faults::planned))
        .layer(middleware::from_fn_with_state(state.clone(), admin::record))
        .merge(admin::routes().layer(middleware::from_fn_with_state(state.clone(), admin::keyed)))
        .layer(DefaultBodyLimit::max(LARGEST_DOCUMENT))
        .layer(middleware::from_fn(gateway::loopback_only))
        .with_state(state)
}

async fn nothing() -> Answer {
    Err(answer::problem(404, "Not Found", "there is no such resource"))
}
