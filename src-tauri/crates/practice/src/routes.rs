//! Which address is answered by which function.

use crate::answer::{self, Answer};
use crate::{
    catalog, export, faults, gateway, imports, namespaces, profile, registry, sandboxes, state::Shared, token, uploads,
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    middleware,
    response::IntoResponse as _,
    routing::{get, post, put},
};

/// Requests other than uploads carry small JSON documents.
const LARGEST_DOCUMENT: usize = 1024 * 1024;

pub(crate) fn router(state: Shared) -> Router {
    let import = "/data/foundation/import/batches";
    let export = "/data/foundation/export/batches/{id}";
    let file = format!("{import}/{{id}}/datasets/{{dataset}}/files/{{*name}}");
    let entities = "/data/core/ups/access/entities";
    let platform = Router::new()
        .route("/data/foundation/sandbox-management", get(sandboxes::list))
        .route("/data/foundation/sandbox-management/", get(sandboxes::list))
        .route("/data/foundation/sandbox-management/sandboxes", get(sandboxes::list))
        .route("/data/foundation/schemaregistry/stats", get(registry::stats))
        .route(
            "/data/foundation/schemaregistry/{container}/{kind}",
            get(registry::list),
        )
        .route(
            "/data/foundation/schemaregistry/{container}/{kind}/{id}",
            get(registry::lookup),
        )
        .route(
            "/data/core/idnamespace/identities",
            get(namespaces::list).post(namespaces::create),
        )
        .route("/data/core/idnamespace/identities/{id}", get(namespaces::get))
        .route("/data/foundation/catalog/dataSets", get(catalog::datasets))
        .route("/data/foundation/catalog/dataSets/{id}", get(catalog::dataset))
        .route("/data/foundation/catalog/batches", get(catalog::batches))
        .route("/data/foundation/catalog/batches/{id}", get(catalog::batch))
        .route(import, post(imports::create))
        .route(&format!("{import}/{{id}}"), post(imports::act))
        .route(
            &file,
            put(uploads::put)
                .post(uploads::act)
                .patch(uploads::patch)
                .head(uploads::head),
        )
        .route(&format!("{export}/meta"), get(export::meta))
        .route(&format!("{export}/failed"), get(export::failed))
        .route(entities, get(profile::get).post(profile::post))
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
