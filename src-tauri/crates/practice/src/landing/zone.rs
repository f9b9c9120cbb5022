//! Connectors' side of the landing zone: its container and its credentials. Needs Manage Sources, which only accounts
//! with a role have; the gateway refuses the others.

use super::{ACCOUNT, DAYS_KEPT, container_of, sas};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer, Refusal},
    query::{self, Query},
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    extract::{RawQuery, State},
};
use serde_json::{Value, json};

fn bad(detail: &str) -> Refusal {
    answer::problem(400, "Bad Request", detail)
}

/// The other known type, `dlz_destination`, is for exports, which are no part of practice.
fn asked(query: Option<String>) -> Result<Query, Refusal> {
    let query = query::form(&query.unwrap_or_default());
    match query.get("type").map(String::as_str) {
        Some("user_drop_zone") => Ok(query),
        Some(_) => Err(bad("type must be user_drop_zone")),
        None => Err(bad("type is required")),
    }
}

pub(super) async fn show(Extension(sandbox): Extension<Sandbox>, RawQuery(query): RawQuery) -> Answer {
    asked(query)?;
    answer::ok(&json!({
        "containerName": container_of(&sandbox.0), "containerTTL": DAYS_KEPT.to_string(),
    }))
}

pub(super) async fn credentials(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    asked(query)?;
    answer::ok(&given(&state, &sandbox.0, false)?)
}

pub(super) async fn refresh(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    match asked(query)?.get("action").map(String::as_str) {
        Some("refresh") => answer::ok(&given(&state, &sandbox.0, true)?),
        _ => Err(bad("action must be refresh")),
    }
}

fn given(state: &Platform, sandbox: &str, fresh: bool) -> Result<Value, Refusal> {
    let token = sas::token(&state.db(), sandbox, state.options.sas_life, fresh)?;
    let container = container_of(sandbox);
    let day = jiff::Timestamp::from_second(token.expires).map(|t| t.strftime("%Y-%m-%d").to_string());
    Ok(json!({
        "containerName": container, "SASToken": token.text, "storageAccountName": ACCOUNT,
        // The port is that of this start.
        "SASUri": format!("{}/{ACCOUNT}/{container}?{}", state.endpoint.gateway, token.text),
        "expiryDate": day.unwrap_or_default(),
    }))
}
