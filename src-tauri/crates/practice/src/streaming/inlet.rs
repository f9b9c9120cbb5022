//! `POST /collection/{inlet}` and its sibling for several messages.

use super::message::{problem, take};
use crate::{
    access::token,
    answer::{self, Answer, Refusal},
    clock,
    documents::{Documents, Kind},
    query, sandboxes,
    state::{Shared, State as Platform},
};
use axum::{
    Json,
    body::{Bytes, to_bytes},
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
};
use serde_json::{Value, json};

/// Of a whole request.
const LARGEST_BODY: usize = 1_000_000;
/// Synchronous validations per connection and minute.
const VALIDATIONS: u32 = 60;

/// The sandbox that the inlet belongs to, after its own checks.
fn enter(state: &Platform, inlet: &str, headers: &HeaderMap, body: &[u8]) -> Result<&'static str, Refusal> {
    let mut found = None;
    {
        let db = state.db();
        for name in [sandboxes::PRACTICE, sandboxes::PROD] {
            let all = Documents::of(&db, name).bodies(Kind::Connection)?;
            let fitting = all.into_iter().find(|c| c["auth"]["params"]["inletId"] == inlet);
            found = found.or(fitting.map(|c| (name, c)));
        }
    }
    let (sandbox, connection) = found.ok_or_else(|| problem(404, "Not Found", "there is no such inlet", None))?;
    let word = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if connection["auth"]["params"]["authenticationRequired"] == true {
        let bearer = word("authorization").and_then(|a| a.strip_prefix("Bearer "));
        if token::holder(state, bearer.unwrap_or_default())?.is_none() {
            return Err(problem(401, "Unauthorized", "the inlet asks for a valid token", None));
        }
    }
    if word("x-sandbox-name").is_some_and(|name| name != sandbox) {
        return Err(problem(403, "Forbidden", "the inlet belongs to another sandbox", None));
    }
    crate::access::gateway::media_type(headers, "application/json")?;
    if body.len() > LARGEST_BODY {
        return Err(problem(413, "Payload Too Large", "the body exceeds 1 MB", None));
    }
    Ok(sandbox)
}

fn json_of(body: &[u8]) -> Result<Value, Refusal> {
    serde_json::from_slice(body).map_err(|_| problem(400, "Invalid XDM Message Format", "the body is not JSON", None))
}

pub(crate) async fn one(
    State(state): State<Shared>,
    Path(inlet): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sandbox = enter(&state, &inlet, &headers, &body)?;
    let query = query::form(&query.unwrap_or_default());
    let asked = ["syncValidation", "synchronousValidation"]
        .into_iter()
        .find_map(|name| query.get(name));
    let wait = asked.is_some_and(|v| v == "true");
    if wait && state.options.region != "VA7" {
        let text = "synchronous validation is not available in this region";
        return Err(problem(501, "Not Implemented", text, None));
    }
    if wait && !state.validations.admits(&inlet, VALIDATIONS) {
        let text = "synchronous validation is limited to 60 requests per minute";
        return Err(problem(429, "Too Many Requests", text, None));
    }
    take(&state, sandbox, &json_of(&body)?, wait)?;
    answer::ok(&json!({
        "inletId": inlet, "xactionId": xaction(), "receivedTimeMs": clock::now_ms(),
    }))
}

fn xaction() -> String {
    format!("{}:{}", clock::now_ms(), answer::request_id())
}

/// Each message has its own fate.
pub(crate) async fn many(
    State(state): State<Shared>,
    Path(inlet): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sandbox = enter(&state, &inlet, &headers, &body)?;
    let sent = json_of(&body)?;
    let messages = sent["messages"]
        .as_array()
        .ok_or_else(|| problem(400, "Invalid XDM Message Format", "messages is required", None))?;
    let mut responses = Vec::new();
    for message in messages {
        responses.push(match take(&state, sandbox, message, false) {
            Ok(()) => json!({"xactionId": xaction()}),
            Err(refusal) => refused(refusal).await,
        });
    }
    let body = json!({
        "inletId": inlet, "batchId": answer::request_id(), "receivedTimeMs": clock::now_ms(), "responses": responses,
    });
    Ok((StatusCode::MULTI_STATUS, Json(body)).into_response())
}

/// A refusal as one entry of several.
async fn refused(refusal: Refusal) -> Value {
    let response = refusal.into_response();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), LARGEST_BODY).await.unwrap_or_default();
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    json!({"statusCode": status, "message": body["report"]["message"]})
}
