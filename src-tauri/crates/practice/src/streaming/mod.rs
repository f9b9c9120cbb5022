//! Streaming ingestion: connections of Flow Service, and the inlets behind them. The inlets stand on our own gateway, where
//! Adobe's stand on a host of their own.

mod connections;
mod inlet;
mod message;

use crate::state::Shared;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// Larger bodies are refused by the inlet itself, in its own words.
const READ_UP_TO: usize = 8 << 20;

/// Behind the gateway's checks.
pub(crate) fn routes() -> Router<Shared> {
    let base = "/data/foundation/flowservice/connections";
    Router::new()
        .route(base, get(connections::all).post(connections::create))
        .route(&format!("{base}/{{id}}"), get(connections::one))
}

/// Open to whoever knows the address, unless the connection asks for a token.
pub(crate) fn inlets() -> Router<Shared> {
    Router::new()
        .route("/collection/{inlet}", post(inlet::one))
        .route("/collection/batch/{inlet}", post(inlet::many))
        .layer(DefaultBodyLimit::max(READ_UP_TO))
}
