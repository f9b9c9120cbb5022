//! Real-time profiles: who hangs together, lookups, deletion, merge policies, and the sample's reports.

mod access;
mod graph;
mod merge;
mod people;
mod policy;
mod preview;
mod view;

pub use people::{DatasetOf, IdentityOf, Person, people};

use crate::state::Shared;
use axum::{Router, routing::get};

const BASE: &str = "/data/core/ups";

pub(crate) fn routes() -> Router<Shared> {
    let preview = format!("{BASE}/previewsamplestatus");
    Router::new()
        .route(
            &format!("{BASE}/access/entities"),
            get(access::get).post(access::post).delete(access::delete),
        )
        .route(&preview, get(preview::status))
        .route(&format!("{preview}/report/dataset"), get(preview::by_dataset))
        .route(&format!("{preview}/report/namespace"), get(preview::by_namespace))
        .merge(policy::routes())
}
