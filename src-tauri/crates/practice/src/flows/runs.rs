//! Runs, read only.

use super::{filter::Filter, metrics, missing};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer, Refusal},
    documents::{Documents, Kind},
    state::Shared,
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
};
use serde_json::{Value, json};

pub(super) async fn all(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let filter = Filter::read(&query.unwrap_or_default())?;
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let kept = documents.bodies(Kind::Run)?;
    let items: Result<Vec<Value>, Refusal> = kept.iter().map(|run| metrics::shown(&state, documents, run)).collect();
    filter.answer("/runs", items?)
}

pub(super) async fn one(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
) -> Answer {
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let kept = documents.get(Kind::Run, &id)?.ok_or_else(missing)?;
    answer::ok(&json!({"items": [metrics::shown(&state, documents, &kept)?]}))
}
