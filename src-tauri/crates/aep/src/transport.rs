//! One call: attempts, the fresh token after a 401, the waits between, and the strict look at what comes back.
//!
//! The log gets the call's name, status, request id and timing, never an address, a header or a body.

use crate::call::{Call, Payload, Repeat};
use crate::client::{Client, Pause};
use crate::error::{Error, NoAnswer, PAGE, from_status};
use crate::headers::{etag, hint, is_page, request_id};
use crate::refusal::{Refusal, retry_after_ms};
use crate::retry::Patience;
use crate::upload::{Watched, watch};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What is odd about an answer that is not read to its end.
pub(crate) const TOO_LARGE: &str = "larger than 4 MiB";

/// A success.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    /// The object's version, for `If-Match`.
    pub(crate) etag: Option<String>,
    pub(crate) body: Vec<u8>,
    /// The unread body of a streamed call.
    pub(crate) rest: Option<Response>,
}

impl Reply {
    /// The answer as JSON; anything else is not the platform speaking.
    pub(crate) fn json(&self) -> Result<Value, Error> {
        serde_json::from_slice(&self.body).map_err(|_| self.odd("not JSON"))
    }

    /// For calls whose answer matters by its status only: nothing, or JSON.
    pub(crate) fn accepted(&self) -> Result<(), Error> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            Ok(())
        } else {
            self.json().map(drop)
        }
    }

    /// A success that the reference does not describe.
    pub(crate) fn odd(&self, what: &'static str) -> Error {
        odd(what, self.status, self.request_id.clone())
    }
}

/// What an answer says that a call took for one, though it is a refusal.
pub(crate) fn refusal_of(reply: &Reply) -> Refusal {
    Refusal::read(reply.status, reply.request_id.clone(), &reply.body)
}

pub(crate) fn odd(what: &'static str, status: u16, request_id: Option<String>) -> Error {
    Error::Answer {
        what,
        refusal: Refusal {
            status,
            request_id,
            ..Refusal::default()
        },
    }
}

/// How an answer is read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    /// For the log.
    pub(crate) name: &'static str,
    pub(crate) streamed: bool,
    pub(crate) also: &'static [u16],
}

impl Reading {
    fn of(call: &Call<'_>) -> Self {
        Self {
            name: call.name,
            streamed: call.streamed,
            also: call.also,
        }
    }
}

/// One attempt's failure, with the wait that the server asked for.
pub(crate) struct Failure {
    pub(crate) error: Error,
    pub(crate) hint: Option<Duration>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, hint: None }
    }
}

impl Client {
    /// Makes the call, again where that is allowed and may help.
    pub(crate) async fn call(&self, call: &Call<'_>, cancel: &CancellationToken) -> Result<Reply, Error> {
        // A file may take longer than the whole budget: for it, only the time after a first failure counts.
        let mut patience = match call.payload {
            Payload::File { .. } => Patience::after_a_failure(self.retry),
            Payload::Json(_) | Payload::JsonPatch(_) | Payload::Nothing => Patience::from_now(self.retry),
        };
        let mut token_was_fresh = false;
        loop {
            let bearer = self.bearer(cancel).await?;
            let attempt = cancel.run_until_cancelled(self.attempt(call, &bearer.header));
            let failure = match attempt.await.ok_or(Error::Cancelled)? {
                Ok(reply) => return Ok(reply),
                Err(failure) => failure,
            };
            if matches!(failure.error, Error::Unauthorized(_)) && !token_was_fresh {
                token_was_fresh = true;
                self.forget(&bearer).await;
                continue;
            }
            token_was_fresh = false;
            let repeatable = call.repeat == Repeat::Safe || failure.error.left_no_trace();
            if !repeatable {
                return Err(failure.error);
            }
            self.pause(&mut patience, call.name, failure, cancel).await?;
        }
    }

    /// Waits for the next attempt, or gives the failure back when there is to be none.
    pub(crate) async fn pause(
        &self,
        patience: &mut Patience,
        name: &'static str,
        failure: Failure,
        cancel: &CancellationToken,
    ) -> Result<(), Error> {
        let Some(wait) = failure.error.may_pass().then(|| patience.wait(failure.hint)).flatten() else {
            return Err(failure.error);
        };
        let status = failure.error.refusal().map(|refusal| refusal.status);
        tracing::info!(
            call = name,
            status,
            wait_ms = wait.as_millis() as u64,
            "waiting before the next attempt"
        );
        self.tell(Pause { wait, status });
        cancel
            .run_until_cancelled(tokio::time::sleep(wait))
            .await
            .ok_or(Error::Cancelled)
    }

    async fn attempt(&self, call: &Call<'_>, authorization: &HeaderValue) -> Result<Reply, Failure> {
        let limits = self.shared.limits;
        let request = self.request(call, authorization);
        match &call.payload {
            Payload::File { bytes, on_sent } => {
                let total = bytes.len() as u64;
                let (body, sent) = Watched::new((*bytes).clone(), Arc::clone(&self.shared.bandwidth));
                let request = request
                    .header(CONTENT_TYPE, "application/octet-stream")
                    .body(reqwest::Body::wrap(body));
                watch(self.exchange(request, Reading::of(call)), sent, total, *on_sent, limits).await
            }
            Payload::Json(value) => self.timed(request.json(value), call).await,
            Payload::JsonPatch(value) => {
                let request = request.header(CONTENT_TYPE, "application/json-patch+json").json(value);
                self.timed(request, call).await
            }
            Payload::Nothing => self.timed(request, call).await,
        }
    }

    fn request(&self, call: &Call<'_>, authorization: &HeaderValue) -> RequestBuilder {
        let hosts = &self.shared.hosts;
        let origin = if call.collection {
            hosts.collection()
        } else {
            hosts.gateway()
        };
        let url = format!("{origin}{}", call.path);
        let mut request = self
            .shared
            .http
            .request(call.method.clone(), url)
            .query(&call.query)
            .header(AUTHORIZATION, authorization)
            .header("x-api-key", &self.shared.api_key)
            .header("x-gw-ims-org-id", &self.shared.org)
            .header(ACCEPT, call.accept);
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if call.sandboxed {
            request.header("x-sandbox-name", self.sandbox.as_str())
        } else {
            request
        }
    }

    async fn timed(&self, request: RequestBuilder, call: &Call<'_>) -> Result<Reply, Failure> {
        let exchange = self.exchange(request, Reading::of(call));
        match tokio::time::timeout(self.shared.limits.call, exchange).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::Unreachable(NoAnswer::TooSlow("answer")).into()),
        }
    }

    /// Sends once and reads the answer; a status that is no success becomes its kind of error.
    pub(crate) async fn exchange(&self, request: RequestBuilder, reading: Reading) -> Result<Reply, Failure> {
        let Reading { name, streamed, also } = reading;
        let began = tokio::time::Instant::now();
        let response = request.send().await.map_err(no_answer)?;
        let (status, request_id) = (response.status().as_u16(), request_id(response.headers()));
        let etag = etag(response.headers());
        let millis = began.elapsed().as_millis() as u64;
        tracing::debug!(
            call = name,
            status,
            request_id = request_id.as_deref(),
            millis,
            "answered"
        );
        if !response.status().is_success() && !also.contains(&status) {
            return Err(self.refused(response, request_id).await);
        }
        if is_page(response.headers()) {
            return Err(odd(PAGE, status, request_id).into());
        }
        if streamed {
            return Ok(Reply {
                status,
                request_id,
                etag,
                body: Vec::new(),
                rest: Some(response),
            });
        }
        match read(response, self.shared.limits.body).await? {
            Some(body) => Ok(Reply {
                status,
                request_id,
                etag,
                body,
                rest: None,
            }),
            None => Err(odd(TOO_LARGE, status, request_id).into()),
        }
    }

    async fn refused(&self, response: Response, request_id: Option<String>) -> Failure {
        let status = response.status().as_u16();
        let header_hint = hint(response.headers());
        // The status alone says enough when its body breaks off or is too large.
        let body = read(response, self.shared.limits.body)
            .await
            .ok()
            .flatten()
            .unwrap_or_default();
        let hint = header_hint.or_else(|| retry_after_ms(&body).map(|wait| wait.min(Duration::from_secs(3600))));
        let refusal = Refusal::read(status, request_id, &body);
        Failure {
            error: from_status(refusal, self.sandbox.as_str(), hint),
            hint,
        }
    }
}

/// Reads the whole body, or `None` when it is larger than `most`.
pub(crate) async fn read(mut response: Response, most: usize) -> Result<Option<Vec<u8>>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(no_answer)? {
        if body.len() + chunk.len() > most {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// An error of the connection, without the address: its query may name a shopper.
pub(crate) fn no_answer(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if error.is_builder() {
        Error::Setup {
            what: "request",
            source: Some(error),
        }
    } else if error.is_connect() {
        Error::Unreachable(no_connection(error))
    } else {
        Error::Unreachable(NoAnswer::Broken(error))
    }
}

/// Why there is no connection, by the errors behind it.
fn no_connection(error: reqwest::Error) -> NoAnswer {
    let mut next = error.source();
    while let Some(cause) = next {
        if cause.is::<rustls::Error>() {
            return NoAnswer::Untrusted(error);
        }
        // The type of these is private to the library.
        if [
            "tunnel error: proxy authorization required",
            "tunnel error: unsuccessful",
        ]
        .contains(&&*cause.to_string())
        {
            return NoAnswer::Proxy(error);
        }
        next = match cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            // Its own source is what is behind the error that it wraps.
            Some(wrapped) => Some(wrapped),
            None => cause.source(),
        };
    }
    NoAnswer::NoConnection(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    #[tokio::test]
    async fn a_proxy_that_wants_a_sign_in_is_told_from_a_network_that_is_gone() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            for status in ["407 Proxy Authentication Required", "403 Forbidden"] {
                let (mut stream, _) = listener.accept().unwrap();
                let mut asked = [0; 4096];
                let n = stream.read(&mut asked).unwrap();
                assert!(asked[..n].starts_with(b"CONNECT platform.adobe.io:443"));
                write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n").unwrap();
            }
        });
        let through = |address: &str| {
            let proxy = reqwest::Proxy::all(address).unwrap();
            let http = reqwest::Client::builder().proxy(proxy).build().unwrap();
            async move { no_answer(http.get("https://platform.adobe.io").send().await.unwrap_err()) }
        };
        for _ in 0..2 {
            let error = through(&address).await;
            assert!(matches!(error, Error::Unreachable(NoAnswer::Proxy(_))), "{error:?}");
            assert!(error.left_no_trace() && !error.may_pass());
        }
        served.join().unwrap();
        let error = through(&address).await;
        assert!(
            matches!(error, Error::Unreachable(NoAnswer::NoConnection(_))),
            "{error:?}"
        );
    }
}
