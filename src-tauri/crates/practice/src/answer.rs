//! The error bodies of the platform, one function per documented shape.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// A refusal is an answer like any other; handlers return it with `?`.
#[derive(Debug)]
pub(crate) struct Refusal(Box<Response>);

pub(crate) type Answer = Result<Response, Refusal>;

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "practice database");
        internal()
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(kind = ?error.kind(), "practice folder");
        internal()
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!(line = error.line(), "practice document");
        internal()
    }
}

pub(crate) fn refuse(status: u16, body: &Value) -> Refusal {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Refusal(Box::new((code, Json(body)).into_response()))
}

fn internal() -> Refusal {
    problem(500, "Internal Server Error", "wait and retry")
}

/// `{"error_code","message"}`: refused before any service is reached.
pub(crate) fn gateway(status: u16, code: &str, message: &str) -> Refusal {
    refuse(status, &json!({"error_code": code, "message": message}))
}

/// `{"type","title","status","detail"}`: batch ingestion, catalog, data access.
pub(crate) fn problem(status: u16, title: &str, detail: &str) -> Refusal {
    let kind = format!("http://ns.adobe.com/aep/errors/{status}");
    refuse(
        status,
        &json!({"type": kind, "title": title, "status": status, "detail": detail}),
    )
}

/// The sandbox service's `SMS-nnnn-ccc`.
pub(crate) fn sandbox(status: u16, number: u16, title: &str) -> Refusal {
    let kind = format!("http://ns.adobe.com/aep/errors/SMS-{number}-{status}");
    refuse(status, &json!({"status": status, "title": title, "type": kind}))
}

/// The Schema Registry's problem with a `report`.
pub(crate) fn registry(status: u16, number: u16, title: &str, detail: &str) -> Refusal {
    let kind = format!("http://ns.adobe.com/aep/errors/XDM-{number}-{status}");
    let report = json!({
        "registryRequestId": request_id(),
        "timestamp": jiff::Timestamp::now().strftime("%m-%d-%Y %H:%M:%S").to_string(),
        "detailed-message": detail,
        "sub-errors": [],
    });
    refuse(
        status,
        &json!({"type": kind, "title": title, "status": status, "report": report, "detail": detail}),
    )
}

/// OAuth's own shape, used by the token endpoint.
pub(crate) fn oauth(status: u16, error: &str, description: &str) -> Refusal {
    refuse(status, &json!({"error": error, "error_description": description}))
}

/// The blob service's XML, with its code in a header as well.
pub(crate) fn blob(status: u16, code: &'static str, message: &str) -> Refusal {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (id, time) = (uuid(), jiff::Timestamp::now());
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}\nRequestId:{id}\n\
         Time:{time}</Message></Error>"
    );
    let headers = [
        ("content-type", "application/xml"),
        ("x-ms-error-code", code),
        ("x-ms-request-id", &id),
    ];
    Refusal(Box::new((status, headers, body).into_response()))
}

#[expect(clippy::unnecessary_wraps, reason = "handlers end with it")]
pub(crate) fn ok(body: &Value) -> Answer {
    Ok(Json(body).into_response())
}

/// An answer with a vendor media type.
pub(crate) fn typed(body: &Value, media: String) -> Response {
    ([(header::CONTENT_TYPE, media)], body.to_string()).into_response()
}

pub(crate) fn request_id() -> String {
    let bits: u128 = rand::random();
    format!("{bits:032x}")
}

/// The form of the platform's own ids.
pub(crate) fn uuid() -> String {
    let bits = request_id();
    format!(
        "{}-{}-{}-{}-{}",
        &bits[..8],
        &bits[8..12],
        &bits[12..16],
        &bits[16..20],
        &bits[20..]
    )
}
