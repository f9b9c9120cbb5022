//! Catalog: datasets and batches, as objects keyed by id.

pub(crate) mod batch_row;
mod batches;
pub(crate) mod dataset;
mod datasets;
mod list;
mod rules;
mod write;

use crate::state::Shared;
use axum::{
    Router,
    routing::{get, patch},
};

const BASE: &str = "/data/foundation/catalog";

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(&format!("{BASE}/dataSets"), get(datasets::all).post(write::post))
        .route(
            &format!("{BASE}/dataSets/{{id}}"),
            get(datasets::one)
                .patch(write::patch)
                .put(write::put)
                .delete(write::delete),
        )
        .route(&format!("{BASE}/v2/dataSets/{{id}}"), patch(write::patch_v2))
        .route(&format!("{BASE}/batches"), get(batches::all))
        .route(&format!("{BASE}/batches/{{id}}"), get(batches::one))
        .route(&format!("{BASE}/lastBatches"), get(batches::last))
}
