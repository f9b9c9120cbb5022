//! What the language of calculated fields knows.

use super::el;
use crate::{
    access::gateway,
    answer::{self, Answer},
};
use axum::{Json, body::Bytes, http::HeaderMap, response::IntoResponse as _};
use serde_json::{Value, json};

pub(crate) async fn functions() -> Answer {
    let all: Vec<Value> = el::NAMES.iter().map(|name| json!({"name": name})).collect();
    answer::ok(&Value::Array(all))
}

pub(crate) async fn operators() -> Answer {
    let all: Vec<Value> = el::OPERATORS.iter().map(|name| json!({"name": name})).collect();
    answer::ok(&Value::Array(all))
}

pub(crate) async fn validate(headers: HeaderMap, body: Bytes) -> Answer {
    gateway::media_type(&headers, "application/json")?;
    let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
    let expression = sent["expression"]
        .as_str()
        .ok_or_else(|| answer::problem(400, "Bad Request", "expression is required"))?;
    Ok(Json(el::parse(expression).is_ok()).into_response())
}
