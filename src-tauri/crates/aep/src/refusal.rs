//! What a refusal says, read from the many shapes that the platform's services use (facts §11.1) by one tolerant reader.
//!
//! The text is kept as quoted detail only, after [`redact`]: some services echo row values.

use crate::json::{number, text};
use crate::redact::redact;
use serde_json::Value;
use std::time::Duration;

/// An answer that is not a success.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The service's own code, such as `401013`, `SMS-2074-400` or `invalid_client`.
    pub code: Option<String>,
    /// Adobe's text in Adobe's words: at most 500 characters, personal data taken out. May be empty.
    pub detail: String,
    /// `x-request-id`, or the id that the body names: Adobe's support asks for it.
    pub request_id: Option<String>,
}

impl Refusal {
    /// Reads a body of any shape; what is not JSON leaves only the status.
    pub(crate) fn read(status: u16, request_id: Option<String>, body: &[u8]) -> Self {
        let body = serde_json::from_slice(body).unwrap_or(Value::Null);
        let body = first(&body);
        Self {
            status,
            code: code(body),
            detail: detail(body).map(|text| redact(&text)).unwrap_or_default(),
            request_id: request_id.or_else(|| named_request(body)),
        }
    }
}

/// How it reads in an error chain: the status, then what is known.
impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "status {}", self.status)?;
        if let Some(code) = &self.code {
            write!(f, ", code {code}")?;
        }
        if !self.detail.is_empty() {
            write!(f, ": “{}”", self.detail)?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

/// The wait that Profile asks for in the body of a 429: `retryAfterMs`, a number or a string, in an array or not.
pub(crate) fn retry_after_ms(body: &[u8]) -> Option<Duration> {
    let body = serde_json::from_slice::<Value>(body).ok()?;
    number(first(&body), "retryAfterMs").map(Duration::from_millis)
}

/// Profile wraps one error into an array.
fn first(body: &Value) -> &Value {
    match body {
        Value::Array(items) => items.first().unwrap_or(&Value::Null),
        other => other,
    }
}

/// `errors` is a list, or an object of lists keyed by status.
fn nested(body: &Value) -> &Value {
    match body.get("errors") {
        Some(Value::Object(by_status)) => by_status.values().next().map_or(&Value::Null, first),
        Some(list) => first(list),
        None => &Value::Null,
    }
}

fn code(body: &Value) -> Option<String> {
    let named = ["error_code", "errorCode", "code", "error"]
        .into_iter()
        .find_map(|key| text(body, key));
    named
        .or_else(|| text(nested(body), "code"))
        .or_else(|| text(body, "type").and_then(|uri| tail(&uri)))
        .or_else(|| body.get("report").and_then(|report| text(report, "code")))
        .or_else(|| text(body, "message").and_then(|message| head(&message)))
        .filter(|code| is_code(code))
}

/// Profile writes its code before the text: `UPS-ACC-1000004: IMS Org is not provisioned.`
fn head(message: &str) -> Option<String> {
    let (code, _) = message.split_once(": ")?;
    let (words, number) = code.rsplit_once('-')?;
    let is_one =
        words.bytes().all(|b| b.is_ascii_uppercase() || b == b'-') && number.bytes().all(|b| b.is_ascii_digit());
    is_one.then(|| code.to_owned())
}

fn named_request(body: &Value) -> Option<String> {
    let report = body.get("report").unwrap_or(&Value::Null);
    let places = [
        (body, "requestId"),
        (report, "registryRequestId"),
        (report, "requestId"),
    ];
    places
        .into_iter()
        .find_map(|(place, key)| text(place, key))
        .filter(|id| is_request_id(id))
}

/// Only what looks like an id: it goes to the log and to the screen.
pub(crate) fn is_request_id(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'))
}

/// `http://ns.adobe.com/aep/errors/SMS-2074-400` ends in the code; other `type`s are only documentation.
fn tail(uri: &str) -> Option<String> {
    uri.rsplit_once("/errors/").map(|(_, code)| code.to_owned())
}

/// A code is a word; anything else in its place could be a value.
fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':'))
        && redact(text) == text
}

fn detail(body: &Value) -> Option<String> {
    let report = body.get("report").unwrap_or(&Value::Null);
    let places = [
        (report, "detailed-message"),
        (report, "message"),
        (body, "detail"),
        (body, "error_description"),
        (body, "errorMessage"),
        (body, "message"),
        (body, "description"),
        (nested(body), "message"),
        (nested(body), "description"),
        (body, "title"),
        (body, "error"),
    ];
    places
        .into_iter()
        .find_map(|(place, key)| text(place, key).filter(|text| !text.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(body: &str) -> (Option<String>, String) {
        let refusal = Refusal::read(400, None, body.as_bytes());
        (refusal.code, refusal.detail)
    }

    #[test]
    fn every_documented_shape_gives_its_code_and_text() {
        for (body, code, detail) in [
            (
                r#"{"error_code":"401013","message":"Oauth token is not valid"}"#,
                Some("401013"),
                "Oauth token is not valid",
            ),
            (
                r#"{"type":"about:blank","title":"Bad","status":400,"detail":"Why"}"#,
                None,
                "Why",
            ),
            (
                r#"{"type":"http://ns.adobe.com/aep/errors/XDM-1010-404","title":"Resource not found","status":404,
                    "report":{"registryRequestId":"x","detailed-message":"The schema is gone","sub-errors":[]},"detail":"d"}"#,
                Some("XDM-1010-404"),
                "The schema is gone",
            ),
            (
                r#"{"status":400,"title":"Invalid","type":"http://ns.adobe.com/aep/errors/SMS-2074-400"}"#,
                Some("SMS-2074-400"),
                "Invalid",
            ),
            (
                r#"{"errorMessage":"Supplied version does not match"}"#,
                None,
                "Supplied version does not match",
            ),
            (
                r#"{"errors":[{"code":"F-1","message":"m","details":"d"}]}"#,
                Some("F-1"),
                "m",
            ),
            (
                r#"{"code":"400","message":"Bad profile call"}"#,
                Some("400"),
                "Bad profile call",
            ),
            (
                r#"{"requestId":"r","errors":{"400":[{"code":"UPS-1","message":"deep"}]}}"#,
                Some("UPS-1"),
                "deep",
            ),
            (
                r#"[{"message":"Too many requests","cause":{},"retryAfterMs":"500","statusCode":"429"}]"#,
                None,
                "Too many requests",
            ),
            (
                r#"{"message":"UPS-ACC-1000004: IMS Org is not provisioned.","statusCode":"403"}"#,
                Some("UPS-ACC-1000004"),
                "UPS-ACC-1000004: IMS Org is not provisioned.",
            ),
            (
                r#"{"status":409,"title":"NAMESPACE_CODE_CONFLICT","description":"Please use a different code",
                    "report":{"code":"INTEGRATION_CODE_EXISTS"}}"#,
                Some("INTEGRATION_CODE_EXISTS"),
                "Please use a different code",
            ),
            (
                r#"{"error":"invalid_client","error_description":"wrong secret"}"#,
                Some("invalid_client"),
                "wrong secret",
            ),
            (
                r#"{"error":"INVALID_IMS_TOKEN","title":"t","report":{"message":"m"}}"#,
                Some("INVALID_IMS_TOKEN"),
                "m",
            ),
            ("<html><body>Blocked by jane@example.com</body></html>", None, ""),
            ("", None, ""),
            ("[]", None, ""),
            ("null", None, ""),
            (r#"{"errors":{}}"#, None, ""),
            (r#"{"message":{"not":"text"},"title":"kept"}"#, None, "kept"),
        ] {
            assert_eq!(read(body), (code.map(str::to_owned), detail.to_owned()), "{body}");
        }
    }

    #[test]
    fn a_request_id_is_taken_from_the_body_where_no_header_names_one() {
        for (header, body, id) in [
            (Some("req-1"), r#"{"requestId":"req-2"}"#, Some("req-1")),
            (
                None,
                r#"{"requestId":"req-2","errors":{"400":[{"code":"x"}]}}"#,
                Some("req-2"),
            ),
            (
                None,
                r#"{"report":{"registryRequestId":"1c282c30-d6ca"}}"#,
                Some("1c282c30-d6ca"),
            ),
            (None, r#"{"requestId":"jane@example.com"}"#, None),
            (None, "<html>", None),
        ] {
            let refusal = Refusal::read(400, header.map(str::to_owned), body.as_bytes());
            assert_eq!(refusal.request_id.as_deref(), id, "{body}");
        }
    }

    #[test]
    fn row_values_in_a_text_are_taken_out() {
        let (code, detail) = read(r#"{"code":"jane@example.com","message":"jane@example.com, 0612345678"}"#);
        assert_eq!((code, detail.as_str()), (None, "<e-mail>, <number>"));
    }

    #[test]
    fn the_wait_in_a_profile_answer_is_read_from_either_form() {
        for (body, wait) in [
            (r#"[{"retryAfterMs":"500"}]"#, Some(500)),
            (r#"{"retryAfterMs":250}"#, Some(250)),
            (r#"{"retryAfterMs":"soon"}"#, None),
            (r#"{"retryAfterMs":-1}"#, None),
            ("nonsense", None),
        ] {
            assert_eq!(
                retry_after_ms(body.as_bytes()),
                wait.map(Duration::from_millis),
                "{body}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_body_breaks_the_reader(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let refusal = Refusal::read(500, None, &body);
            prop_assert!(refusal.detail.chars().count() <= 500);
        }

        #[test]
        fn a_deep_body_is_read_or_left(depth in 1_usize..400) {
            let body = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            prop_assert_eq!(Refusal::read(500, None, body.as_bytes()).detail, "");
        }
    }
}
