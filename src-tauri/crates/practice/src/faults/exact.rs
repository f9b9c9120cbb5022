//! Misfortune that a test asks for: which call, and what happens to it.

use crate::{
    answer, landing, query,
    state::State,
    wire::{self, Switch},
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, Uri, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Answers that are cut or lost are buffered up to here.
const LARGEST_ANSWER: usize = 64 << 20;
/// What `HugeJson` fills its answer with.
const FILLER: usize = 5 << 20;
/// A hanging call ends at last, should a client wait for ever.
const LONGEST_HANG: Duration = Duration::from_secs(600);

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Effect {
    /// This HTTP status, in the service's own error form; nothing is done.
    Status(u16),
    /// This status with a `Retry-After` of so many seconds.
    StatusWithHint(u16, u32),
    /// The connection ends before anything is done.
    Reset,
    /// No answer for ten minutes, and nothing is done.
    Hang,
    /// A proxy's page with status 200; nothing is done.
    Html,
    /// The call is done; half of its JSON arrives, with status 200.
    TruncatedJson,
    /// The call is not done; five megabytes of JSON arrive with status 200.
    HugeJson,
    /// The call is done, and the connection ends without an answer.
    LostAnswer,
    /// The call is done, and its answer comes so many milliseconds late.
    Late(u32),
}

/// One misfortune that is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Method and path, such as `PUT /data/foundation/import/batches/*/datasets/*/files/**`. `*` stands for one segment,
    /// `**` for the rest. `?action=COMPLETE` may follow: then the query must hold it.
    pub operation: String,
    /// Which of the operation's calls from now on: 1 is the next.
    pub call: u32,
    /// What happens to it.
    pub effect: Effect,
}

impl Fault {
    fn concerns(&self, method: &str, uri: &Uri) -> bool {
        let Some((wanted, rest)) = self.operation.split_once(' ') else {
            return false;
        };
        let (path, asked) = rest.split_once('?').unwrap_or((rest, ""));
        let sent = query::form(uri.query().unwrap_or_default());
        wanted == method
            && fits(path, uri.path())
            && query::pairs(asked).all(|(name, value)| sent.get(&name) == Some(&value))
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let mut steps = path.split('/');
    for wanted in pattern.split('/') {
        if wanted == "**" {
            return true;
        }
        match steps.next() {
            Some(step) if wanted == "*" || wanted == step => {}
            _ => return false,
        }
    }
    steps.next().is_none()
}

/// The misfortunes that are still to come.
#[derive(Debug, Default)]
pub(crate) struct Planned(Mutex<Vec<Fault>>);

impl Planned {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
    }

    pub(crate) fn left(&self) -> Vec<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Counts this call; its misfortune, if its turn has come.
    pub(super) fn next(&self, method: &str, uri: &Uri) -> Option<Effect> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut due = None;
        for (at, fault) in all.iter_mut().enumerate() {
            if fault.concerns(method, uri) {
                fault.call = fault.call.saturating_sub(1);
                if fault.call == 0 && due.is_none() {
                    due = Some(at);
                }
            }
        }
        due.map(|at| all.remove(at).effect)
    }
}

pub(super) async fn suffer(effect: Effect, state: &State, switch: &Switch, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    match effect {
        Effect::Status(status) => {
            wire::drain(request.into_body()).await;
            refusal(&path, status)
        }
        Effect::StatusWithHint(status, seconds) => {
            wire::drain(request.into_body()).await;
            hinted(refusal(&path, status), seconds)
        }
        Effect::Reset => {
            switch.cut();
            refusal(&path, 503)
        }
        Effect::Hang => {
            tokio::select! {
                () = state.stop.cancelled() => {}
                () = tokio::time::sleep(LONGEST_HANG) => {}
            }
            refusal(&path, 503)
        }
        Effect::Html => (
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            "<!doctype html><html><head><title>Sign in</title></head><body>Sign in to this network.</body></html>",
        )
            .into_response(),
        Effect::TruncatedJson => truncated(next.run(request).await).await,
        Effect::HugeJson => {
            let body = format!("{{\"filler\":\"{}\"}}", "x".repeat(FILLER));
            ([(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        Effect::LostAnswer => {
            let response = next.run(request).await;
            switch.cut();
            response
        }
        Effect::Late(milliseconds) => {
            let response = next.run(request).await;
            tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
            response
        }
    }
}

/// Each service refuses in its own form.
pub(super) fn refusal(path: &str, status: u16) -> Response {
    if landing::concerns(path) {
        return landing::misfortune(status).into_response();
    }
    let refused = match status {
        429 if path.starts_with("/data/core/ups/") => {
            let body = serde_json::json!([{
                "message": "Too many requests", "cause": "throttled", "retryAfterMs": "500", "statusCode": "429",
            }]);
            answer::refuse(429, &body)
        }
        429 => answer::gateway(429, "429050", "Too many requests"),
        401 => answer::gateway(401, "401013", "Oauth token is not valid"),
        503 => answer::problem(503, "Service Unavailable", "wait and retry"),
        status => answer::problem(status, "Refused", "this answer was asked for"),
    };
    refused.into_response()
}

pub(super) fn hinted(mut response: Response, seconds: u32) -> Response {
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

async fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    let half = if bytes.is_empty() {
        "{".into()
    } else {
        bytes.slice(..bytes.len().div_ceil(2))
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.status = axum::http::StatusCode::OK;
    Response::from_parts(parts, Body::from(half))
}
