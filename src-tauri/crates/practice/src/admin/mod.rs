//! Ours alone, below `/practice`: what a test or a rehearsal asks of the server itself. Every other user of the computer
//! reaches loopback too, so each request brings the key that only this user can read; and requests that change
//! something must be ones that a web page cannot send without asking first.

mod exchanges;
pub(crate) mod key;

pub use exchanges::Exchange;
pub(crate) use exchanges::{Exchanges, record};

use crate::{
    access::{
        Download,
        accounts::{self, Account},
        gateway, token,
    },
    answer::{self, Answer, Refusal},
    catalog::batch_row::{self, Batch},
    faults::Fault,
    options::Error,
    state::{Shared, State as Platform},
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::{get, post, put},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/practice/endpoint", get(endpoint))
        .route("/practice/accounts", get(all_accounts))
        .route("/practice/accounts/{name}/{download}", get(download))
        .route("/practice/secrets/{name}", post(add_secret).delete(drop_secret))
        .route("/practice/tokens", axum::routing::delete(expire_tokens))
        .route("/practice/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/practice/batches/next", post(next_batch))
        .route("/practice/batches/{id}", put(set_batch))
        .route("/practice/exchanges", get(exchanges::get))
}

/// Lets in only who brings the key.
pub(crate) async fn keyed(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let brought = request.headers().get(key::HEADER).map(HeaderValue::as_bytes);
    if brought == Some(state.key.value().as_bytes()) {
        next.run(request).await
    } else {
        let how = "bring the key of this server's file as x-practice-key";
        answer::problem(403, "Forbidden", how).into_response()
    }
}

/// Lets another process of this user use the running server.
async fn endpoint(State(state): State<Shared>) -> Answer {
    Ok(Json(&state.endpoint).into_response())
}

fn refused(error: &Error) -> Refusal {
    let status = match error {
        Error::NoAccount(_) | Error::NoBatch => 404,
        Error::TwoSecrets | Error::LastSecret => 409,
        Error::Status => 400,
        _ => 500,
    };
    answer::problem(status, "Refused", &error.to_string())
}

fn sent<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Refusal> {
    gateway::media_type(headers, "application/json")?;
    serde_json::from_slice(body).map_err(|e| answer::problem(400, "Bad Request", &e.to_string()))
}

async fn all_accounts(State(state): State<Shared>) -> Answer {
    let all = accounts::all(&state.db()).map_err(|e| refused(&e))?;
    Ok(Json(all).into_response())
}

async fn download(State(state): State<Shared>, Path((name, file)): Path<(String, String)>) -> Answer {
    let form = Download::parse(&file).ok_or_else(|| answer::problem(404, "Not Found", "no such download"))?;
    let all = accounts::all(&state.db()).map_err(|e| refused(&e))?;
    let found = all.iter().find(|a: &&Account| a.name == name);
    let found = found.ok_or_else(|| refused(&Error::NoAccount(name.clone())))?;
    answer::ok(&form.of(found))
}

async fn add_secret(State(state): State<Shared>, Path(name): Path<String>, headers: HeaderMap, body: Bytes) -> Answer {
    sent::<Value>(&headers, &body)?;
    let fresh = accounts::add_secret(&state, &name).map_err(|e| refused(&e))?;
    Ok((StatusCode::CREATED, Json(json!({"client_secret": fresh}))).into_response())
}

async fn drop_secret(State(state): State<Shared>, Path(name): Path<String>) -> Answer {
    accounts::drop_secret(&state, &name).map_err(|e| refused(&e))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn expire_tokens(State(state): State<Shared>) -> Answer {
    token::expire_all(&state)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn faults(State(state): State<Shared>) -> Answer {
    Ok(Json(state.planned.left()).into_response())
}

async fn add_fault(State(state): State<Shared>, headers: HeaderMap, body: Bytes) -> Answer {
    state.planned.add(sent::<Fault>(&headers, &body)?);
    Ok(StatusCode::CREATED.into_response())
}

async fn clear_faults(State(state): State<Shared>) -> Answer {
    state.planned.clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn next_batch(State(state): State<Shared>, headers: HeaderMap, body: Bytes) -> Answer {
    let asked: Value = sent(&headers, &body)?;
    plan_batch(&state, asked["status"].as_str().unwrap_or_default()).map_err(|e| refused(&e))?;
    Ok(StatusCode::CREATED.into_response())
}

async fn set_batch(State(state): State<Shared>, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Answer {
    let asked: Value = sent(&headers, &body)?;
    put_batch(&state, &id, asked["status"].as_str().unwrap_or_default()).map_err(|e| refused(&e))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The batch that is created next stays at this word, or ends with it.
pub(crate) fn plan_batch(state: &Platform, status: &str) -> Result<(), Error> {
    if !batch_row::is_known(status) {
        return Err(Error::Status);
    }
    state.plan_fate(status.to_owned());
    Ok(())
}

/// What a batch put into the dataset.
pub(crate) fn records_of(state: &Platform, id: &str) -> Result<Vec<Value>, Error> {
    let db = state.db();
    let batch = Batch::anywhere(&db, id)?.ok_or(Error::NoBatch)?;
    let mut query = db.prepare("SELECT body FROM record WHERE batch = ?1 ORDER BY id")?;
    let bodies = query.query_map([batch.seq], |row| row.get::<_, String>(0))?;
    bodies
        .map(|body| Ok(serde_json::from_str(&body?).unwrap_or_default()))
        .collect()
}

/// A batch has this status from now on.
pub(crate) fn put_batch(state: &Platform, id: &str, status: &str) -> Result<(), Error> {
    if !batch_row::is_known(status) {
        return Err(Error::Status);
    }
    let db = state.db();
    let batch = Batch::anywhere(&db, id)?.ok_or(Error::NoBatch)?;
    batch.set_status(&db, status)?;
    Ok(())
}
