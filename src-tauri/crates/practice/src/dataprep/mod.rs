//! Data Prep: mapping sets, their validation and their dry run, and the language of calculated fields.

mod el;
mod language;
pub(crate) mod mapper;
mod mapping;
mod run;
mod sets;

use crate::state::Shared;
use axum::{
    Router,
    routing::{get, post},
};

pub(crate) fn routes() -> Router<Shared> {
    let base = "/data/foundation/conversion";
    let sets = format!("{base}/mappingSets");
    Router::new()
        .route(&sets, get(sets::all).post(sets::create))
        .route(&format!("{sets}/validate"), post(run::validate))
        .route(&format!("{sets}/preview"), post(run::preview))
        .route(&format!("{sets}/{{id}}"), get(sets::one).put(sets::put))
        .route(&format!("{sets}/{{id}}/mappings"), get(sets::mappings))
        .route(&format!("{base}/languages/el/functions"), get(language::functions))
        .route(&format!("{base}/languages/el/operators"), get(language::operators))
        .route(&format!("{base}/languages/el/validate"), post(language::validate))
}
