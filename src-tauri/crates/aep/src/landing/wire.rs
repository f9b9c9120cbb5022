//! One exchange with a store, by the client's own connections, watchdog and bandwidth: no redirect, no second TLS stack,
//! no address in an error (its query is the key). object_store sends through here as well.

use crate::Refusal;
use crate::client::Client;
use crate::error::{Error, NoAnswer, from_status};
use crate::headers::hint;
use crate::redact::redact;
use crate::refusal::is_request_id;
use crate::transport::{Failure, no_answer, read};
use crate::upload::{Watched, watch};
use bytes::Bytes;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The way to a store.
#[derive(Clone)]
pub(super) struct Wire {
    pub(super) client: Client,
}

/// A success.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Wire {
    /// Sends once; a status that is no success becomes its kind of error.
    pub(super) async fn send(
        &self,
        name: &'static str,
        request: RequestBuilder,
        body: Option<Bytes>,
        on_sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<Answer, Failure> {
        let limits = self.client.shared.limits;
        let Some(bytes) = body.filter(|bytes| !bytes.is_empty()) else {
            let exchange = self.exchange(name, request);
            return match tokio::time::timeout(limits.call, exchange).await {
                Ok(outcome) => outcome,
                Err(_) => Err(Error::Unreachable(NoAnswer::TooSlow("answer")).into()),
            };
        };
        let total = bytes.len() as u64;
        let (body, sent) = Watched::new(bytes, Arc::clone(&self.client.shared.bandwidth));
        let request = request.body(reqwest::Body::wrap(body));
        watch(self.exchange(name, request), sent, total, on_sent, limits).await
    }

    async fn exchange(&self, name: &'static str, request: RequestBuilder) -> Result<Answer, Failure> {
        let response = request.send().await.map_err(no_answer)?;
        let (status, headers) = (response.status(), response.headers().clone());
        tracing::debug!(call = name, status = status.as_u16(), "the store answered");
        let body = read(response, self.client.shared.limits.body).await;
        if !status.is_success() {
            // The status says enough when the body breaks off.
            let body = body.ok().flatten().unwrap_or_default();
            let (wait, refusal) = (hint(&headers), refusal(status.as_u16(), &headers, &body));
            let error = from_status(refusal, self.client.sandbox.as_str(), wait);
            return Err(Failure { error, hint: wait });
        }
        let body = body?.ok_or_else(|| odd("larger than 4 MiB", status.as_u16()))?;
        let status = status.as_u16();
        Ok(Answer {
            status,
            headers,
            body: body.into(),
        })
    }
}

/// A success that is not what the reference of a store says.
pub(super) fn odd(what: &'static str, status: u16) -> Error {
    let refusal = Refusal {
        status,
        ..Refusal::default()
    };
    Error::Answer { what, refusal }
}

/// Both clouds write `<Error><Code/><Message/></Error>`; a HEAD has no body, and Azure repeats its code in a header.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Said {
    code: Option<String>,
    message: Option<String>,
}

fn refusal(status: u16, headers: &HeaderMap, body: &[u8]) -> Refusal {
    let header = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let text = String::from_utf8_lossy(body);
    let said: Said = quick_xml::de::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let is_word = |code: &String| (1..=64).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    let id = header("x-ms-request-id").or_else(|| header("x-amz-request-id"));
    Refusal {
        status,
        code: said.code.or_else(|| header("x-ms-error-code")).filter(is_word),
        // What follows the first line is ids and times; what a signature was made over may follow as well.
        detail: said
            .message
            .and_then(|text| text.lines().next().map(without_keys))
            .unwrap_or_default(),
        request_id: id.filter(|id| is_request_id(id)),
    }
}

/// A text without the words in which a signature or an address with a query may be.
fn without_keys(text: &str) -> String {
    let is_open = |word: &&str| !(word.contains("sig=") || word.contains("://"));
    redact(&text.split_whitespace().filter(is_open).collect::<Vec<_>>().join(" "))
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wire")
    }
}

impl HttpConnector for Wire {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait::async_trait]
impl HttpService for Wire {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let http = &self.client.shared.http;
        // One piece, as we hand them over, is not copied.
        let body = Some(body.collect().await?.to_bytes());
        let request = http.request(parts.method, parts.uri.to_string()).headers(parts.headers);
        let answer = self.send("store", request, body, &|_| {}).await;
        let answer = answer.map_err(|failure| HttpError::new(HttpErrorKind::Unknown, Carried::new(failure)))?;
        let mut response = HttpResponse::new(answer.body.into());
        *response.headers_mut() = answer.headers;
        *response.status_mut() = reqwest::StatusCode::from_u16(answer.status).unwrap_or_default();
        Ok(response)
    }
}

/// Our own failure on its way through object_store, which would make texts of it.
struct Carried(Mutex<Option<Failure>>);

impl Carried {
    fn new(failure: Failure) -> Self {
        Self(Mutex::new(Some(failure)))
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carried")
    }
}

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the store did not do it")
    }
}

impl std::error::Error for Carried {}

/// The failure that came through object_store. Its own errors hold addresses, so of those only the kind is kept.
pub(super) fn failure(error: object_store::Error) -> Failure {
    let mut current: &(dyn std::error::Error + 'static) = &error;
    loop {
        if let Some(carried) = current.downcast_ref::<Carried>() {
            let taken = carried.0.lock().unwrap_or_else(PoisonError::into_inner).take();
            return taken.unwrap_or_else(|| odd("not a store's answer", 200).into());
        }
        match current.source() {
            Some(source) => current = source,
            None => return odd("not a store's answer", 200).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_its_code_and_no_key() {
        let body = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code><Message>Failed at https://a.blob.core.windows.net/c?sig=canary of jane@example.com\nRequestId:1</Message><AuthenticationErrorDetail>sig=canary</AuthenticationErrorDetail></Error>";
        let read = refusal(403, &HeaderMap::new(), body.as_bytes());
        assert_eq!(
            (read.code.as_deref(), read.detail.as_str()),
            (Some("AuthenticationFailed"), "Failed at of <e-mail>")
        );
        let mut headers = HeaderMap::new();
        headers.insert("x-ms-error-code", "BlobNotFound".parse().unwrap());
        headers.insert("x-ms-request-id", "r-1".parse().unwrap());
        let read = refusal(404, &headers, b"");
        assert_eq!(
            (read.code.as_deref(), read.request_id.as_deref()),
            (Some("BlobNotFound"), Some("r-1"))
        );
        assert_eq!(refusal(502, &HeaderMap::new(), b"<html>nginx").code, None);
    }
}
