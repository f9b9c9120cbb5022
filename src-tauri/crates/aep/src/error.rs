//! What went wrong, by what the caller can do about it.
//!
//! Never holds an address with its query, a header, a token or a row value; Adobe's own words come as [`Refusal::detail`].

use crate::Refusal;
use std::time::Duration;

/// What is odd about a page where the reference has a document.
pub(crate) const PAGE: &str = "a web page";

/// Why a call did not succeed, after every repeat that was allowed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No answer, or only a part of one. The effect is unknown unless [`Error::left_no_trace`].
    #[error("the platform could not be reached")]
    Unreachable(#[source] NoAnswer),
    /// Sign-in was refused, or a fresh token was: the secret was rotated, deleted or mistyped.
    #[error("sign-in was refused: {0}")]
    Unauthorized(Refusal),
    /// 403: this technical account may not do this in this sandbox. A missing role has no code of its own.
    #[error("not permitted in sandbox `{sandbox}`: {refusal}")]
    Forbidden {
        /// The sandbox of the call.
        sandbox: String,
        /// What the platform said; its `code` is the gateway's (facts §11.2).
        refusal: Refusal,
    },
    /// 404: the dataset, schema, batch or path is not there.
    #[error("not found: {0}")]
    NotFound(Refusal),
    /// 409 or 412: look at the state, then decide.
    #[error("in conflict with what is there: {0}")]
    Conflict(Refusal),
    /// 400 or 422: repeating will not help.
    #[error("the platform does not accept the request: {0}")]
    Invalid(Refusal),
    /// 413: smaller parts are needed.
    #[error("too large for the gateway: {0}")]
    TooLarge(Refusal),
    /// 429, still after the last attempt.
    #[error("asked to slow down: {refusal}")]
    RateLimited {
        /// The wait asked for, at most an hour.
        retry_after: Option<Duration>,
        /// What the platform said.
        refusal: Refusal,
    },
    /// Any other status that is not a success, redirects included.
    #[error("the platform answered {0}")]
    Status(Refusal),
    /// A success that is not what the reference says: a proxy's page, half a document, more than 4 MiB.
    #[error("the answer is not what the reference says ({what}): {refusal}")]
    Answer {
        /// What is odd about it.
        what: &'static str,
        /// Status and request id; without text.
        refusal: Refusal,
    },
    /// The caller's token was cancelled. A request under way may still take effect.
    #[error("cancelled")]
    Cancelled,
    /// The client cannot be set up: a credential with characters that no header may hold, or no certificates.
    #[error("the connection cannot be set up: {what}")]
    Setup {
        /// What cannot be used.
        what: &'static str,
        /// The reason, where there is one.
        #[source]
        source: Option<reqwest::Error>,
    },
}

/// How an answer stayed out.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// No connection: name, route, refusal. Nothing was sent.
    #[error("no connection")]
    NoConnection(#[source] reqwest::Error),
    /// Whoever answers cannot prove to be the platform: a network that looks into everything, or an attacker. Nothing
    /// was sent.
    #[error("no trusted connection")]
    Untrusted(#[source] reqwest::Error),
    /// The network's proxy lets nothing through, mostly because it wants a sign-in (407). Nothing was sent.
    #[error("no way through the proxy")]
    Proxy(#[source] reqwest::Error),
    /// The connection broke before the answer was whole.
    #[error("the connection broke")]
    Broken(#[source] reqwest::Error),
    /// Nothing moved for too long.
    #[error("no {0} in time")]
    TooSlow(&'static str),
}

impl Error {
    /// The platform's refusal, where there was one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Unauthorized(refusal)
            | Self::NotFound(refusal)
            | Self::Conflict(refusal)
            | Self::Invalid(refusal)
            | Self::TooLarge(refusal)
            | Self::Status(refusal)
            | Self::Forbidden { refusal, .. }
            | Self::RateLimited { refusal, .. }
            | Self::Answer { refusal, .. } => Some(refusal),
            Self::Unreachable(_) | Self::Cancelled | Self::Setup { .. } => None,
        }
    }

    /// The request certainly had no effect: it was not sent, or was refused. Otherwise ask the platform (R6).
    pub fn left_no_trace(&self) -> bool {
        match self {
            Self::Unreachable(NoAnswer::NoConnection(_) | NoAnswer::Untrusted(_) | NoAnswer::Proxy(_))
            | Self::Unauthorized(_)
            | Self::Forbidden { .. }
            | Self::NotFound(_)
            | Self::Conflict(_)
            | Self::Invalid(_)
            | Self::TooLarge(_)
            | Self::RateLimited { .. }
            | Self::Setup { .. } => true,
            Self::Status(refusal) => (300..500).contains(&refusal.status) && refusal.status != 408,
            Self::Unreachable(_) | Self::Answer { .. } | Self::Cancelled => false,
        }
    }

    /// Trying again later may help: the network, a busy platform, a rate limit.
    pub fn may_pass(&self) -> bool {
        match self {
            // Somebody has to change something about the network.
            Self::Unreachable(NoAnswer::Untrusted(_) | NoAnswer::Proxy(_)) => false,
            // A page in the place of an answer is a gateway's hiccup, or a network that wants a sign-in.
            Self::Answer { what, .. } => *what == PAGE,
            Self::Unreachable(_) | Self::RateLimited { .. } => true,
            Self::Status(refusal) => matches!(refusal.status, 408 | 500 | 502 | 503 | 504),
            _ => false,
        }
    }
}

/// The kind that a status stands for.
pub(crate) fn from_status(refusal: Refusal, sandbox: &str, retry_after: Option<Duration>) -> Error {
    match refusal.status {
        400 | 422 => Error::Invalid(refusal),
        401 => Error::Unauthorized(refusal),
        403 => Error::Forbidden {
            sandbox: sandbox.to_owned(),
            refusal,
        },
        404 => Error::NotFound(refusal),
        409 | 412 => Error::Conflict(refusal),
        413 => Error::TooLarge(refusal),
        429 => Error::RateLimited { retry_after, refusal },
        _ => Error::Status(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_outcome_counts_as_without_a_trace() {
        let of = |status| {
            from_status(
                Refusal {
                    status,
                    ..Refusal::default()
                },
                "prod",
                None,
            )
        };
        for status in [301, 400, 401, 403, 404, 405, 409, 413, 414, 415, 422, 429] {
            assert!(of(status).left_no_trace(), "{status} refuses before anything happens");
        }
        for status in [408, 500, 502, 503, 504] {
            assert!(!of(status).left_no_trace(), "{status} can follow an effect");
            assert!(of(status).may_pass(), "{status}");
        }
        assert!(!Error::Cancelled.left_no_trace(), "the request may be under way");
    }
}
