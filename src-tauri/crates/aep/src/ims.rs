//! Sign-in: the OAuth Server-to-Server token, asked for once and shared (facts §1.1).
//!
//! Refreshed at 80 % of its life by the monotonic clock, so a wrong wall clock changes nothing, or when the gateway no
//! longer takes it. One task asks while the others wait for it: Adobe throttles integrations that mint needlessly.

use crate::client::Client;
use crate::error::{Error, NoAnswer};
use crate::refusal::Refusal;
use crate::retry::Patience;
use crate::transport::{Failure, Reading, Reply};
use crate::{Retry, json};
use reqwest::header::HeaderValue;
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

/// After a refresh that failed while the old token still serves.
const NEXT_REFRESH: Duration = Duration::from_secs(30);
/// Used where the answer names no life.
const ASSUMED_LIFE: Duration = Duration::from_secs(3600);

const SIGN_IN: Reading = Reading {
    name: "sign_in",
    streamed: false,
    also: &[],
};

/// The one token of a connection.
#[derive(Default)]
pub(crate) struct Tokens {
    slot: Mutex<Slot>,
}

#[derive(Default)]
struct Slot {
    token: Option<Token>,
    /// Counts sign-ins, so that many calls refused with one token ask for one new one.
    count: u64,
}

struct Token {
    bearer: Bearer,
    refresh_at: Instant,
    expires_at: Instant,
}

/// A token ready for its header.
#[derive(Clone)]
pub(crate) struct Bearer {
    pub(crate) header: HeaderValue,
    number: u64,
}

impl Client {
    /// Signs in, unless a token is at hand. A refusal is [`Error::Unauthorized`].
    pub async fn sign_in(&self, cancel: &CancellationToken) -> Result<(), Error> {
        self.bearer(cancel).await.map(drop)
    }

    pub(crate) async fn bearer(&self, cancel: &CancellationToken) -> Result<Bearer, Error> {
        let lock = self.shared.tokens.slot.lock();
        let mut slot = cancel.run_until_cancelled(lock).await.ok_or(Error::Cancelled)?;
        let now = Instant::now();
        let old = slot
            .token
            .as_ref()
            .filter(|token| now < token.expires_at)
            .map(|token| token.bearer.clone());
        if let (Some(token), Some(bearer)) = (&slot.token, &old)
            && now < token.refresh_at
        {
            return Ok(bearer.clone());
        }
        let retry = if old.is_some() { Retry::NEVER } else { self.retry };
        match (self.fetch(slot.count + 1, retry, cancel).await, old) {
            (Ok(token), _) => {
                slot.count += 1;
                Ok(slot.token.insert(token).bearer.clone())
            }
            (Err(Error::Cancelled), _) => Err(Error::Cancelled),
            (Err(_), Some(bearer)) => {
                if let Some(token) = &mut slot.token {
                    token.refresh_at = now + NEXT_REFRESH;
                }
                Ok(bearer)
            }
            (Err(error), None) => Err(error),
        }
    }

    /// The gateway did not take this token. A newer one, fetched meanwhile, stays.
    pub(crate) async fn forget(&self, refused: &Bearer) {
        let mut slot = self.shared.tokens.slot.lock().await;
        if slot
            .token
            .as_ref()
            .is_some_and(|token| token.bearer.number == refused.number)
        {
            slot.token = None;
        }
    }

    async fn fetch(&self, number: u64, retry: Retry, cancel: &CancellationToken) -> Result<Token, Error> {
        let mut patience = Patience::from_now(retry);
        loop {
            let asked = Instant::now();
            let outcome = cancel.run_until_cancelled(self.ask()).await.ok_or(Error::Cancelled)?;
            match outcome.and_then(|reply| token(&reply, number, asked).map_err(Failure::from)) {
                Ok(token) => return Ok(token),
                Err(failure) => self.pause(&mut patience, "sign_in", failure, cancel).await?,
            }
        }
    }

    async fn ask(&self) -> Result<Reply, Failure> {
        let credentials = &self.shared.credentials;
        let scopes: String = credentials.scopes.chars().filter(|c| !c.is_whitespace()).collect();
        // In the body, never in the address: addresses are logged on the way.
        let request = self.shared.http.post(self.shared.hosts.ims()).form(&[
            ("grant_type", "client_credentials"),
            ("client_id", credentials.client_id.trim()),
            ("client_secret", credentials.client_secret.expose_secret()),
            ("scope", scopes.as_str()),
        ]);
        match timeout(self.shared.limits.call, self.exchange(request, SIGN_IN)).await {
            Ok(outcome) => outcome.map_err(|failure| self.sign_in_failure(failure)),
            Err(_) => Err(Error::Unreachable(NoAnswer::TooSlow("answer")).into()),
        }
    }

    /// Whatever 4xx sign-in answers with, the remedy is the credential; and its text must not echo the secret.
    fn sign_in_failure(&self, failure: Failure) -> Failure {
        let secret = self.shared.credentials.client_secret.expose_secret();
        let Failure { error, hint } = failure;
        let error = match error {
            Error::Unauthorized(refusal)
            | Error::Invalid(refusal)
            | Error::NotFound(refusal)
            | Error::Conflict(refusal)
            | Error::Forbidden { refusal, .. } => Error::Unauthorized(without(secret, refusal)),
            Error::RateLimited { retry_after, refusal } => Error::RateLimited {
                retry_after,
                refusal: without(secret, refusal),
            },
            Error::Status(refusal) => Error::Status(without(secret, refusal)),
            other => other,
        };
        Failure { error, hint }
    }
}

fn without(secret: &str, mut refusal: Refusal) -> Refusal {
    if !secret.is_empty() {
        refusal.detail = refusal.detail.replace(secret, "<secret>");
        refusal.code = refusal.code.filter(|code| !code.contains(secret));
    }
    refusal
}

fn token(reply: &Reply, number: u64, asked: Instant) -> Result<Token, Error> {
    let answer = reply.json()?;
    let token = json::text(&answer, "access_token")
        .map(Zeroizing::new)
        .filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| reply.odd("no token"))?;
    let header = Zeroizing::new(format!("Bearer {}", token.as_str()));
    let mut header = HeaderValue::from_str(&header).map_err(|_| reply.odd("an unusable token"))?;
    header.set_sensitive(true);
    let life = life(json::number(&answer, "expires_in"));
    Ok(Token {
        bearer: Bearer { header, number },
        refresh_at: asked + life.mul_f64(0.8),
        expires_at: asked + life,
    })
}

/// `expires_in` is in seconds; above a million it can only be the older flow's milliseconds. Capped at 30 days.
fn life(expires_in: Option<u64>) -> Duration {
    let life = match expires_in {
        None => ASSUMED_LIFE,
        Some(millis) if millis > 1_000_000 => Duration::from_millis(millis),
        Some(seconds) => Duration::from_secs(seconds),
    };
    life.min(Duration::from_secs(30 * 86_400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_in_milliseconds_is_recognised() {
        assert_eq!(life(Some(86_399)), Duration::from_secs(86_399));
        assert_eq!(life(Some(86_399_992)), Duration::from_millis(86_399_992));
        assert_eq!(life(None), Duration::from_secs(3600));
        assert_eq!(
            life(Some(u64::MAX)),
            Duration::from_secs(30 * 86_400),
            "no overflow of the clock"
        );
    }

    #[test]
    fn an_echoed_secret_is_taken_out() {
        let refusal = Refusal {
            detail: "bad secret p8e-canary!".into(),
            code: Some("p8e-canary".into()),
            ..Refusal::default()
        };
        let clean = without("p8e-canary", refusal);
        assert_eq!((clean.detail.as_str(), clean.code), ("bad secret <secret>!", None));
    }
}
