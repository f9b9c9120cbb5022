//! Batch ingestion: batches, their files, and what becomes of the records.

pub(crate) mod batches;
pub(crate) mod check;
mod columns;
mod convert;
pub(crate) mod identity;
mod ingest;
pub(crate) mod life;
mod parquet_rows;
mod preview;
mod rows;
mod uploads;

use crate::{
    answer::{self, Refusal},
    state::Shared,
};
use axum::{
    Router,
    routing::{get, post, put},
};

const BASE: &str = "/data/foundation/import/batches";

/// Files are streamed to disk; their limit is the gateway's, not that of documents.
pub(crate) fn routes() -> Router<Shared> {
    let dataset = format!("{BASE}/{{id}}/datasets/{{dataset}}");
    Router::new()
        .route(BASE, post(batches::create))
        .route(&format!("{BASE}/{{id}}"), post(batches::act))
        .route(&format!("{dataset}/preview"), get(preview::get))
        .route(
            &format!("{dataset}/files/{{*name}}"),
            put(uploads::put)
                .post(uploads::act)
                .patch(uploads::patch)
                .head(uploads::head),
        )
}

fn bad(detail: &str) -> Refusal {
    answer::problem(400, "Bad Request", detail)
}

pub(crate) fn missing(what: &str) -> Refusal {
    answer::problem(404, "Not Found", &format!("{what} is not found"))
}
