//! Flow Service, as far as files of the landing zone go into a dataset: specifications, a look into the zone, source and
//! target connections, dataflows, and their runs on the practice clock.

mod delimited;
mod entities;
mod explore;
mod filter;
mod flow;
mod metrics;
mod runs;
mod schedule;
mod source;
mod specs;
mod target;
mod work;
pub(crate) mod worker;

use crate::{
    answer::{self, Refusal},
    documents::Kind,
    state::Shared,
};
use axum::{
    Extension, Router,
    routing::{get, post},
};
use serde_json::{Value, json};

const BASE: &str = "/data/foundation/flowservice";

/// Behind the gateway's checks.
pub(crate) fn routes() -> Router<Shared> {
    let specs = Router::new()
        .route(&format!("{BASE}/connectionSpecs"), get(specs::connections))
        .route(&format!("{BASE}/connectionSpecs/{{id}}"), get(specs::connection))
        .route(&format!("{BASE}/connectionSpecs/{{id}}/explore"), get(explore::get))
        .route(&format!("{BASE}/flowSpecs"), get(specs::flows))
        .route(&format!("{BASE}/flowSpecs/{{id}}"), get(specs::flow))
        .route(&format!("{BASE}/flows/{{id}}/action"), post(flow::act))
        .route(&format!("{BASE}/runs"), get(runs::all))
        .route(&format!("{BASE}/runs/{{id}}"), get(runs::one));
    [Kind::SourceConnection, Kind::TargetConnection, Kind::Flow]
        .into_iter()
        .fold(specs, |all, kind| all.merge(kept(kind)))
}

/// What clients make, change and delete.
fn kept(kind: Kind) -> Router<Shared> {
    let base = format!("{BASE}/{}", entities::segment(kind));
    Router::new()
        .route(&base, get(entities::all).post(entities::create))
        .route(
            &format!("{base}/{{id}}"),
            get(entities::one).patch(entities::patch).delete(entities::delete),
        )
        .layer(Extension(kind))
}

/// Flow Service's own form of an error.
pub(crate) fn refuse(status: u16, message: &str) -> Refusal {
    answer::refuse(status, &json!({"errorMessage": message}))
}

fn bad(message: &str) -> Refusal {
    refuse(400, message)
}

fn missing() -> Refusal {
    let text = "The requested resource is not found. Error from flow provider: Resource with given id does not exist.";
    refuse(404, text)
}

/// Members that are not known are refused, so that a misspelt option is noticed.
fn only(sent: &Value, what: &str, known: &[&str]) -> Result<(), Refusal> {
    let members = sent
        .as_object()
        .ok_or_else(|| bad(&format!("{what} must be an object")))?;
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(odd) => Err(bad(&format!("{what} has an unknown member {odd}"))),
        None => Ok(()),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    let found = value.as_str().filter(|t| !t.trim().is_empty());
    found.ok_or_else(|| bad(&format!("{name} is required")))
}

/// A number, also when it is written as a text: the guides do both.
fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// The specification that a request names.
fn spec(sent: &Value, what: &str, known: &str, needs_version: bool) -> Result<(), Refusal> {
    if sent["id"] != known {
        return Err(bad(&format!(
            "The spec ID provided is invalid. Please provide a valid spec ID and try again. ({what})"
        )));
    }
    let named = &sent["version"];
    if named == "1.0" || (named.is_null() && !needs_version) {
        return Ok(());
    }
    Err(bad(&format!("{what}.version must be 1.0")))
}
