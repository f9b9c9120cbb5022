//! One call as it is to be made: what is sent where, and after which failures it may be sent again.

use bytes::Bytes;
use reqwest::Method;
use serde_json::Value;

/// A call below the gateway.
pub(crate) struct Call<'a> {
    /// For the log.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    /// Below the gateway, each segment safe or encoded.
    pub(crate) path: String,
    /// Below data collection instead.
    pub(crate) collection: bool,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) accept: &'static str,
    pub(crate) payload: Payload<'a>,
    pub(crate) repeat: Repeat,
    /// Names the sandbox; every call does but the one that lists them.
    pub(crate) sandboxed: bool,
    /// The body is left in [`Reply::rest`] to be read piece by piece.
    pub(crate) streamed: bool,
    /// Headers of this call only.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Refusals whose body is an answer to read, not an error.
    pub(crate) also: &'static [u16],
}

/// What is sent.
pub(crate) enum Payload<'a> {
    Nothing,
    Json(Value),
    /// RFC 6902, which the Catalog knows by its media type.
    JsonPatch(Value),
    File {
        bytes: &'a Bytes,
        on_sent: &'a (dyn Fn(u64) + Send + Sync),
    },
}

/// Which failures may be followed by another attempt.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The effect of two is the effect of one.
    Safe,
    /// A second one could have a second effect: only after a failure that left no trace.
    Untraced,
}

impl<'a> Call<'a> {
    pub(crate) fn get(name: &'static str, path: impl Into<String>) -> Self {
        Self::new(name, Method::GET, path, Payload::Nothing, Repeat::Safe)
    }

    pub(crate) fn new(
        name: &'static str,
        method: Method,
        path: impl Into<String>,
        payload: Payload<'a>,
        repeat: Repeat,
    ) -> Self {
        let (path, query) = (path.into(), Vec::new());
        Self {
            name,
            method,
            path,
            collection: false,
            query,
            accept: "application/json",
            payload,
            repeat,
            sandboxed: true,
            streamed: false,
            headers: Vec::new(),
            also: &[],
        }
    }

    pub(crate) fn query(mut self, key: &'static str, value: impl ToString) -> Self {
        self.query.push((key, value.to_string()));
        self
    }

    pub(crate) fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// A header that is left out where there is nothing to say.
    pub(crate) fn header(mut self, name: &'static str, value: Option<String>) -> Self {
        self.headers.extend(value.map(|value| (name, value)));
        self
    }
}
