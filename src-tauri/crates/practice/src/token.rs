//! The identity service's token endpoint: OAuth client credentials, nothing else.

use crate::{
    answer::{self, Answer, Refusal},
    clock,
    state::Shared,
};
use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, header},
};
use rusqlite::OptionalExtension as _;
use serde_json::json;
use std::collections::HashMap;

type Fields = HashMap<String, String>;

pub(crate) async fn grant(
    State(state): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    if !body.is_empty() && !media.starts_with("application/x-www-form-urlencoded") {
        return Err(answer::oauth(415, "invalid_request", "Unsupported media type"));
    }
    let mut fields = form(&query.unwrap_or_default());
    fields.extend(form(&String::from_utf8_lossy(&body)));
    judge(&state, &fields)?;
    let token = format!("{}{}", answer::request_id(), answer::request_id());
    let life = state.options.token_life;
    let expires = clock::now_ms() + life.as_millis() as i64;
    let db = state.db();
    db.execute("DELETE FROM token WHERE expires < ?1", [clock::now_ms()])?;
    db.execute("INSERT INTO token VALUES (?1, ?2)", (&token, expires))?;
    answer::ok(&json!({
        "access_token": token, "token_type": "bearer", "expires_in": life.as_secs(),
    }))
}

fn judge(state: &Shared, fields: &Fields) -> Result<(), Refusal> {
    let field = |name: &str| fields.get(name).map(String::as_str).filter(|v| !v.is_empty());
    let missing = |name: &str| answer::oauth(400, "invalid_request", &format!("{name} parameter is required"));
    match field("grant_type") {
        Some("client_credentials") => {}
        Some(_) => {
            let text = "grant type is not supported";
            return Err(answer::oauth(400, "unsupported_grant_type", text));
        }
        None => return Err(missing("grant_type")),
    }
    let id = field("client_id").ok_or_else(|| missing("client_id"))?;
    let secret = field("client_secret").ok_or_else(|| missing("client_secret"))?;
    let scope = field("scope").ok_or_else(|| missing("scope"))?;
    if id != state.endpoint.client_id {
        return Err(answer::oauth(400, "invalid_client", "invalid client_id parameter"));
    }
    if secret != state.endpoint.client_secret {
        return Err(answer::oauth(401, "invalid_client", "invalid client_secret parameter"));
    }
    let known: Vec<&str> = state.endpoint.scopes.split(',').collect();
    if let Some(odd) = scope.split(',').map(str::trim).find(|s| !known.contains(s)) {
        let text = format!("invalid scope: {odd}");
        return Err(answer::oauth(400, "invalid_scope", &text));
    }
    Ok(())
}

/// Whether `token` was granted here and has not expired.
pub(crate) fn is_valid(state: &Shared, token: &str) -> Result<bool, Refusal> {
    let expires: Option<i64> = state
        .db()
        .prepare_cached("SELECT expires FROM token WHERE token = ?1")?
        .query_row([token], |r| r.get(0))
        .optional()?;
    Ok(expires.is_some_and(|at| at > clock::now_ms()))
}

/// `application/x-www-form-urlencoded`; the last of several equal names wins.
pub(crate) fn form(text: &str) -> Fields {
    pairs(text).collect()
}

/// The pairs of a query string in their order.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    text.split('&').filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (unescape(name), unescape(value))
    })
}

fn unescape(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
