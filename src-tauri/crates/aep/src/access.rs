//! The access check: four things that an upload needs, each tried by itself, and why one does not hold (facts §1.5, §11.2).
//!
//! | tick | rests on |
//! |---|---|
//! | token | the token call |
//! | sandbox | the list of sandboxes that this account may use holds the client's, as active |
//! | schema | the registry answers with the tenant id |
//! | dataset | the Catalog shows datasets (or the one that was asked for), and a change that only asks to be validated is not forbidden |
//!
//! Nothing is changed on the platform. The last tick asks to validate (`Pragma: validate-only`) a dataset that could
//! not be made even if that were ignored; how far the platform checks rights then is not documented, so its yes is
//! [`Tick::Likely`]. A missing role has no code of its own and is inferred (decision 40).

use crate::call::{Call, Payload, Repeat};
use crate::catalog::CATALOG;
use crate::client::Client;
use crate::{DatasetId, Error, NoAnswer, Refusal, SandboxState};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What was found, in the order in which it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Sign-in works.
    pub token: Tick,
    /// The organisation is entitled, and the sandbox is there for this account.
    pub sandbox: Tick,
    /// Schemas can be read.
    pub schema: Tick,
    /// Datasets can be read and, as far as one can tell, written.
    pub dataset: Tick,
}

/// One of the four.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It was tried and works.
    Good,
    /// Nothing speaks against it, but the attempt proves less than it seems to.
    Likely,
    /// It does not hold.
    Bad(Trouble),
    /// What it needs did not hold.
    Untried,
}

/// Why it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What to do something about.
    pub reason: Reason,
    /// Inferred rather than said by the platform.
    pub likely: bool,
    /// What the platform said, for support.
    pub refusal: Option<Refusal>,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `invalid_client`: the secret is wrong, replaced or deleted, or the client id is.
    SecretRefused,
    /// `invalid_scope`: the credential may not have these scopes.
    ScopeRefused,
    /// `unauthorized_client`: the credential may not sign in like this.
    ClientRefused,
    /// A fresh token is not taken.
    TokenRefused,
    /// 403003 after a good token: the project does not have the Experience Platform API.
    ApiNotAdded,
    /// 403025: another organisation's credential, or no product profile.
    NotEntitled,
    /// 403027 or a missing header: the organisation id is malformed, or has no product profile.
    OrgUnknown,
    /// The account is in no role that allows this.
    RoleMissing,
    /// The organisation has no such sandbox, or this account may not use it.
    SandboxUnknown,
    /// It is there for others, but no role lets this account in.
    SandboxNotAllowed,
    /// It is not ready.
    SandboxNotActive(SandboxState),
    /// There is no such dataset in the sandbox.
    DatasetUnknown,
    /// Asked to slow down.
    Throttled(Option<Duration>),
    /// No answer, or a platform that is out of order.
    Unreachable,
    /// Whoever answers cannot prove to be the platform.
    Untrusted,
    /// The network's proxy lets nothing through.
    Proxy,
    /// An answer that fits none of these.
    Unexpected,
}

impl Access {
    /// Nothing speaks against an upload.
    pub fn is_good(&self) -> bool {
        self.ticks().all(|tick| matches!(tick, Tick::Good | Tick::Likely))
    }

    /// The first thing that does not hold.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.ticks().find_map(|tick| match tick {
            Tick::Bad(trouble) => Some(trouble),
            Tick::Good | Tick::Likely | Tick::Untried => None,
        })
    }

    fn ticks(&self) -> impl Iterator<Item = &Tick> {
        [&self.token, &self.sandbox, &self.schema, &self.dataset].into_iter()
    }
}

/// Which of the four: the same refusal means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessPart {
    /// [`Access::token`].
    Token,
    /// [`Access::sandbox`].
    Sandbox,
    /// [`Access::schema`].
    Schema,
    /// [`Access::dataset`].
    Dataset,
}

/// Hears of each of the four in turn: nothing yet when it is begun, and how it went.
pub type OnTick<'a> = &'a (dyn Fn(AccessPart, Option<&Tick>) + Send + Sync);

impl Client {
    /// Tries the four, and tells of each as it is known. Fails only when cancelled: whatever else goes wrong is in the
    /// ticks.
    ///
    /// Takes `dataset` where one is chosen already. A tick that another rests on is tried first; schema and dataset
    /// are both tried, whatever the other says.
    pub async fn check_access(
        &self,
        dataset: Option<&DatasetId>,
        told: OnTick<'_>,
        cancel: &CancellationToken,
    ) -> Result<Access, Error> {
        let sign_in = async { tick(self.sign_in(cancel).await, AccessPart::Token) };
        let token = in_turn(AccessPart::Token, &Tick::Good, told, sign_in).await?;
        let sandbox = in_turn(AccessPart::Sandbox, &token, told, self.sandbox_tick(cancel)).await?;
        let read = async { tick(self.tenant(cancel).await.map(drop), AccessPart::Schema) };
        let schema = in_turn(AccessPart::Schema, &sandbox, told, read).await?;
        let write = self.dataset_tick(dataset, cancel);
        let dataset = in_turn(AccessPart::Dataset, &sandbox, told, write).await?;
        Ok(Access {
            token,
            sandbox,
            schema,
            dataset,
        })
    }

    async fn sandbox_tick(&self, cancel: &CancellationToken) -> Result<Tick, Error> {
        let usable = match self.sandboxes(cancel).await {
            Ok(usable) => usable,
            Err(error) => return tick(Err(error), AccessPart::Sandbox),
        };
        if usable.iter().any(|one| one.name == self.sandbox) {
            return Ok(Tick::Good);
        }
        // Whether there is such a sandbox at all can only be asked with more rights than most accounts have.
        let all = match self.all_sandboxes(cancel).await {
            Err(Error::Cancelled) => return Err(Error::Cancelled),
            other => other.unwrap_or_default(),
        };
        let reason = match all.into_iter().find(|one| one.name == self.sandbox) {
            None => Reason::SandboxUnknown,
            Some(one) if one.state == SandboxState::Active => Reason::SandboxNotAllowed,
            Some(one) => Reason::SandboxNotActive(one.state),
        };
        Ok(Tick::Bad(Trouble {
            reason,
            likely: false,
            refusal: None,
        }))
    }

    async fn dataset_tick(&self, dataset: Option<&DatasetId>, cancel: &CancellationToken) -> Result<Tick, Error> {
        let read = if let Some(id) = dataset {
            self.dataset(id, cancel).await.map(drop)
        } else {
            let list = Call::get("access_datasets", format!("{CATALOG}/dataSets")).query("limit", 1);
            self.call(&list, cancel).await.and_then(|reply| reply.json().map(drop))
        };
        match read {
            Ok(()) => {}
            Err(Error::NotFound(refusal)) if dataset.is_some() => {
                return Ok(Tick::Bad(Trouble {
                    reason: Reason::DatasetUnknown,
                    likely: false,
                    refusal: Some(refusal),
                }));
            }
            Err(error) => return tick(Err(error), AccessPart::Dataset),
        }
        // Without a name and for a schema that nobody has: not even a service that overlooks the header makes this.
        let nothing = json!({"name": "", "schemaRef": {"id": "https://ns.adobe.com/xdm/none",
            "contentType": "application/vnd.adobe.xed-full+json;version=1"}});
        let path = format!("{CATALOG}/dataSets");
        let ask = Call::new(
            "access_write",
            Method::POST,
            path,
            Payload::Json(nothing),
            Repeat::Untraced,
        )
        .header("pragma", Some("validate-only".into()));
        match self.call(&ask, cancel).await {
            Err(error @ (Error::Cancelled | Error::Forbidden { .. } | Error::Unauthorized(_))) => {
                tick(Err(error), AccessPart::Dataset)
            }
            Err(error) if error.may_pass() => tick(Err(error), AccessPart::Dataset),
            // Refused for what it says, not for who says it.
            Ok(_) | Err(_) => Ok(Tick::Likely),
        }
    }
}

/// Tries one where what it rests on holds.
async fn in_turn(
    part: AccessPart,
    rests_on: &Tick,
    told: OnTick<'_>,
    attempt: impl Future<Output = Result<Tick, Error>>,
) -> Result<Tick, Error> {
    let tick = if *rests_on == Tick::Good {
        told(part, None);
        attempt.await?
    } else {
        Tick::Untried
    };
    told(part, Some(&tick));
    Ok(tick)
}

fn tick(outcome: Result<(), Error>, part: AccessPart) -> Result<Tick, Error> {
    match outcome {
        Ok(()) => Ok(Tick::Good),
        Err(Error::Cancelled) => Err(Error::Cancelled),
        Err(error) => Ok(Tick::Bad(trouble(&error, part))),
    }
}

fn trouble(error: &Error, part: AccessPart) -> Trouble {
    let code = error.refusal().and_then(|refusal| refusal.code.as_deref());
    let (reason, likely) = match error {
        Error::Unauthorized(_) if part == AccessPart::Token => sign_in(code),
        Error::Unauthorized(_) => (Reason::TokenRefused, false),
        Error::Forbidden { .. } => forbidden(code, part),
        Error::Invalid(_) if code == Some("400003") => (Reason::OrgUnknown, true),
        Error::RateLimited { retry_after, .. } => (Reason::Throttled(*retry_after), false),
        Error::Unreachable(NoAnswer::Untrusted(_)) => (Reason::Untrusted, false),
        Error::Unreachable(NoAnswer::Proxy(_)) => (Reason::Proxy, false),
        error if error.may_pass() => (Reason::Unreachable, false),
        _ => (Reason::Unexpected, false),
    };
    Trouble {
        reason,
        likely,
        refusal: error.refusal().cloned(),
    }
}

/// The codes of RFC 6749; without one, a secret is what usually is wrong.
fn sign_in(code: Option<&str>) -> (Reason, bool) {
    match code {
        Some("invalid_client") => (Reason::SecretRefused, false),
        Some("invalid_scope") => (Reason::ScopeRefused, false),
        Some("unauthorized_client") => (Reason::ClientRefused, false),
        _ => (Reason::SecretRefused, true),
    }
}

fn forbidden(code: Option<&str>, part: AccessPart) -> (Reason, bool) {
    match code {
        // Said of a wrong client id too, but this one has just been good for a token.
        Some("403003") => (Reason::ApiNotAdded, true),
        Some("403025") => (Reason::NotEntitled, false),
        Some("403027") => (Reason::OrgUnknown, false),
        // Header trouble, which would be our own mistake.
        Some("403000" | "403010") => (Reason::Unexpected, false),
        _ if matches!(part, AccessPart::Schema | AccessPart::Dataset) => (Reason::RoleMissing, true),
        _ => (Reason::NotEntitled, true),
    }
}
