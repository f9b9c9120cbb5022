//! Requests and answers kept in memory, so that tests can hold them against the reference. Secrets, tokens and uploaded
//! files are never kept.

use crate::{answer::Answer, landing, query, state::Shared};
use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Larger bodies are passed on unseen.
const LARGEST_KEPT: usize = 8 << 20;
const HIDDEN: &str = "hidden";

/// One request and its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Exchange {
    /// `GET` and so on.
    pub method: String,
    /// As it was sent, without the query.
    pub path: String,
    /// Pairs in their order, decoded.
    pub query: Vec<(String, String)>,
    /// In small letters; what is secret has the value `hidden`.
    pub headers: BTreeMap<String, String>,
    /// JSON bodies, and forms as objects; `None` for files and empty bodies.
    pub body: Option<Value>,
    /// The answer's status.
    pub status: u16,
    /// The answer's media type.
    pub answer_type: Option<String>,
    /// The answer, when it is JSON.
    pub answer: Option<Value>,
}

#[derive(Debug, Default)]
pub(crate) struct Exchanges(Mutex<Vec<Exchange>>);

impl Exchanges {
    pub(crate) fn all(&self) -> Vec<Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, exchange: Exchange) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    }
}

pub(super) async fn get(State(state): State<Shared>) -> Answer {
    Ok(Json(state.exchanges.all()).into_response())
}

fn media(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.to_owned())
}

fn is_json(media: Option<&str>) -> bool {
    media.is_some_and(|m| m.split(';').next().unwrap_or_default().trim().ends_with("json"))
}

fn readable(headers: &HeaderMap) -> BTreeMap<String, String> {
    let pairs = headers.iter().map(|(name, value)| {
        let text = if name == header::AUTHORIZATION {
            HIDDEN
        } else {
            value.to_str().unwrap_or_default()
        };
        (name.as_str().to_owned(), text.to_owned())
    });
    pairs.collect()
}

/// Forms become objects; their secrets are hidden.
fn form(text: &str) -> Value {
    let pairs = query::pairs(text).map(|(name, value)| {
        let shown = if name.contains("secret") {
            HIDDEN.to_owned()
        } else {
            value
        };
        (name, Value::String(shown))
    });
    Value::Object(pairs.collect())
}

/// Keeps what passes, when the options ask for it.
pub(crate) async fn record(State(state): State<Shared>, request: Request, next: Next) -> Response {
    if !state.options.record || request.uri().path().starts_with("/practice/") {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    // Files, whatever they call themselves.
    let is_file = landing::concerns(parts.uri.path());
    let is_preview = parts.uri.path().ends_with("/explore");
    let sent = media(&parts.headers).filter(|_| !is_file);
    let is_form = sent
        .as_deref()
        .is_some_and(|m| m.starts_with("application/x-www-form-urlencoded"));
    let mut exchange = Exchange {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: query::pairs(parts.uri.query().unwrap_or_default())
            .map(unsigned)
            .collect(),
        headers: readable(&parts.headers),
        body: None,
        status: 0,
        answer_type: None,
        answer: None,
    };
    let body = if is_form || is_json(sent.as_deref()) {
        let bytes = to_bytes(body, LARGEST_KEPT).await.unwrap_or_default();
        exchange.body = if is_form {
            Some(form(&String::from_utf8_lossy(&bytes)))
        } else {
            serde_json::from_slice(&bytes).ok()
        };
        Body::from(bytes)
    } else {
        body
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    exchange.status = response.status().as_u16();
    exchange.answer_type = media(response.headers());
    let (parts, body) = response.into_parts();
    let body = if is_json(exchange.answer_type.as_deref()) && !is_file {
        let bytes = to_bytes(body, LARGEST_KEPT).await.unwrap_or_default();
        exchange.answer = serde_json::from_slice(&bytes).ok().map(without_secrets);
        if is_preview && let Some(rows) = exchange.answer.as_mut().and_then(|a| a.get_mut("data")) {
            *rows = Value::String(HIDDEN.to_owned());
        }
        Body::from(bytes)
    } else {
        body
    };
    state.exchanges.keep(exchange);
    Response::from_parts(parts, body)
}

fn without_secrets(mut answer: Value) -> Value {
    for name in ["access_token", "SASToken", "SASUri"] {
        if let Some(secret) = answer.get_mut(name) {
            *secret = Value::String(HIDDEN.to_owned());
        }
    }
    answer
}

/// A shared access signature is a secret that stands in the address.
fn unsigned((name, value): (String, String)) -> (String, String) {
    let shown = if name == "sig" { HIDDEN.to_owned() } else { value };
    (name, shown)
}
