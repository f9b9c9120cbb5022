//! The identity service's token endpoint: OAuth client credentials, nothing else.

use super::accounts::{self, Account};
use crate::{
    answer::{self, Answer, Refusal},
    clock,
    query::{self, Query},
    state::{Shared, State as Platform},
};
use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::IntoResponse as _,
};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::json;

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
    let mut fields = query::form(&query.unwrap_or_default());
    fields.extend(query::form(&String::from_utf8_lossy(&body)));
    let db = state.db();
    let account = judge(&db, &fields)?;
    if !state.mint.admits(&account.client_id, state.options.tokens_per_minute) {
        let text = "Tokens are good for a day: keep them";
        let mut refused = answer::oauth(429, "too_many_requests", text).into_response();
        let wait = HeaderValue::from_static("60");
        refused.headers_mut().insert(header::RETRY_AFTER, wait);
        return Ok(refused);
    }
    let token = format!("{}{}", answer::request_id(), answer::request_id());
    let life = state.options.token_life;
    let expires = clock::now_ms() + life.as_millis() as i64;
    db.execute("DELETE FROM access WHERE expires < ?1", [clock::now_ms()])?;
    db.execute(
        "INSERT INTO access VALUES (?1, ?2, ?3)",
        (&token, &account.client_id, expires),
    )?;
    answer::ok(&json!({
        "access_token": token, "token_type": "bearer", "expires_in": life.as_secs(),
    }))
}

fn judge(db: &Connection, fields: &Query) -> Result<Account, Refusal> {
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
    let account = accounts::by_client(db, id)?
        .ok_or_else(|| answer::oauth(400, "invalid_client", "invalid client_id parameter"))?;
    if !account.client_secrets.iter().any(|known| known == secret) {
        return Err(answer::oauth(401, "invalid_client", "invalid client_secret parameter"));
    }
    let known: Vec<&str> = account.scopes.split(',').collect();
    if let Some(odd) = scope.split(',').map(str::trim).find(|s| !known.contains(s)) {
        let text = format!("invalid scope: {odd}");
        return Err(answer::oauth(400, "invalid_scope", &text));
    }
    Ok(account)
}

/// The account that `token` was granted to; `None` when it is unknown or has expired.
pub(crate) fn holder(state: &Platform, token: &str) -> Result<Option<Account>, Refusal> {
    let db = state.db();
    let client: Option<String> = db
        .prepare_cached("SELECT client FROM access WHERE token = ?1 AND expires > ?2")?
        .query_row((token, clock::now_ms()), |r| r.get(0))
        .optional()?;
    match client {
        Some(client) => Ok(accounts::by_client(&db, &client)?),
        None => Ok(None),
    }
}

/// Every token expires now.
pub(crate) fn expire_all(state: &Platform) -> rusqlite::Result<()> {
    state.db().execute("DELETE FROM access", []).map(drop)
}
