//! The four ticks: whether sign-in, sandbox, schemas and datasets can be used, and what stands in the way.

use super::view::{AccessCheck, AccessProgress, AccessReason, AccessState, AccessStep, AccessStepName, Said};
use crate::connections::ConnectionSettings;
use crate::engine::Engine;
use crate::problem::Failure;
use aep::{Access, AccessPart, CancellationToken, Client, DatasetId, Reason, Retry, SandboxName, SecretString, Tick};

/// Hears of each step as it begins and as it is known.
type Told<'a> = &'a (dyn Fn(AccessProgress) + Send + Sync);

impl Engine {
    /// Tries a draft before it is kept.
    pub async fn try_draft(
        &self,
        ticket: &str,
        practice: Option<&ConnectionSettings>,
        told: Told<'_>,
        cancel: &CancellationToken,
    ) -> Result<AccessCheck, Failure> {
        let (settings, sandbox) = self.draft_settings(ticket, practice)?;
        try_access(&settings, sandbox, told, cancel).await
    }

    /// Tries a connection.
    pub async fn try_connection(
        &self,
        key: &str,
        practice: Option<&ConnectionSettings>,
        told: Told<'_>,
        cancel: &CancellationToken,
    ) -> Result<AccessCheck, Failure> {
        try_access(&self.settings_of(key, practice)?, None, told, cancel).await
    }

    /// Tries another secret for a connection, which keeps its own.
    pub async fn try_secret(
        &self,
        key: &str,
        secret: SecretString,
        practice: Option<&ConnectionSettings>,
        told: Told<'_>,
        cancel: &CancellationToken,
    ) -> Result<AccessCheck, Failure> {
        let row = self.connection_row(key)?;
        try_access(&super::settings(&row, secret, practice)?, None, told, cancel).await
    }
}

/// A client for a connection's own sandbox.
pub(crate) fn client_of(settings: &ConnectionSettings) -> Result<Client, Failure> {
    client(settings, &super::choose::parsed(&settings.sandbox)?)
}

/// A client for one sandbox of an organisation.
pub(super) fn client(settings: &ConnectionSettings, sandbox: &SandboxName) -> Result<Client, Failure> {
    Ok(Client::new(
        settings.hosts.clone(),
        settings.credentials.clone(),
        sandbox.clone(),
        Retry::BEFORE_BATCH,
    )?)
}

async fn try_access(
    settings: &ConnectionSettings,
    hint: Option<String>,
    told: Told<'_>,
    cancel: &CancellationToken,
) -> Result<AccessCheck, Failure> {
    let named = hint.or_else(|| Some(settings.sandbox.clone()).filter(|name| !name.is_empty()));
    // Finding a sandbox to try needs a sign-in already.
    told(AccessProgress {
        sandbox: named.clone().unwrap_or_default(),
        step: step(AccessStepName::Token, None),
    });
    let sandbox = match named.and_then(|name| SandboxName::parse(name).ok()) {
        Some(sandbox) => sandbox,
        None => usual_sandbox(settings, cancel).await?,
    };
    let dataset = DatasetId::parse(settings.dataset.clone()).ok();
    let on_tick = |part, tick: Option<&Tick>| {
        told(AccessProgress {
            sandbox: sandbox.to_string(),
            step: step(name_of(part), tick),
        });
    };
    let access = client(settings, &sandbox)?
        .check_access(dataset.as_ref(), &on_tick, cancel)
        .await?;
    Ok(view(&sandbox, &access))
}

/// The sandbox to try where none was chosen: the organisation's default, else any that the account may use.
async fn usual_sandbox(settings: &ConnectionSettings, cancel: &CancellationToken) -> Result<SandboxName, Failure> {
    let usual = SandboxName::parse("prod".to_owned()).map_err(|e| Failure::new(crate::Problem::Internal {}, e))?;
    // Why the list cannot be had is what the ticks find out.
    let all = client(settings, &usual)?.sandboxes(cancel).await.unwrap_or_default();
    let chosen = all.iter().find(|one| one.is_default).or(all.first());
    Ok(chosen.map_or(usual, |one| one.name.clone()))
}

fn view(sandbox: &SandboxName, access: &Access) -> AccessCheck {
    let steps = [
        (AccessStepName::Token, &access.token),
        (AccessStepName::Sandbox, &access.sandbox),
        (AccessStepName::Schema, &access.schema),
        (AccessStepName::Dataset, &access.dataset),
    ];
    AccessCheck {
        sandbox: sandbox.to_string(),
        good: access.is_good(),
        steps: steps.into_iter().map(|(name, tick)| step(name, Some(tick))).collect(),
    }
}

fn name_of(part: AccessPart) -> AccessStepName {
    match part {
        AccessPart::Token => AccessStepName::Token,
        AccessPart::Sandbox => AccessStepName::Sandbox,
        AccessPart::Schema => AccessStepName::Schema,
        AccessPart::Dataset => AccessStepName::Dataset,
    }
}

/// How a step stands; without a tick it is under way.
fn step(name: AccessStepName, tick: Option<&Tick>) -> AccessStep {
    let (state, trouble) = match tick {
        None => (AccessState::Running, None),
        Some(Tick::Good) => (AccessState::Good, None),
        Some(Tick::Likely) => (AccessState::Likely, None),
        Some(Tick::Untried) => (AccessState::Untried, None),
        Some(Tick::Bad(trouble)) => (AccessState::Bad, Some(trouble)),
    };
    AccessStep {
        name,
        state,
        reason: trouble.map(|t| reason(&t.reason)),
        likely: trouble.is_some_and(|t| t.likely),
        said: trouble.and_then(|t| t.refusal.as_ref()).map(Said::from),
    }
}

fn reason(reason: &Reason) -> AccessReason {
    match reason {
        Reason::SecretRefused => AccessReason::SecretRefused,
        Reason::ScopeRefused => AccessReason::ScopeRefused,
        Reason::ClientRefused => AccessReason::ClientRefused,
        Reason::TokenRefused => AccessReason::TokenRefused,
        Reason::ApiNotAdded => AccessReason::ApiNotAdded,
        Reason::NotEntitled => AccessReason::NotEntitled,
        Reason::OrgUnknown => AccessReason::OrgUnknown,
        Reason::RoleMissing => AccessReason::RoleMissing,
        Reason::SandboxUnknown => AccessReason::SandboxUnknown,
        Reason::SandboxNotAllowed => AccessReason::SandboxNotAllowed,
        Reason::SandboxNotActive(_) => AccessReason::SandboxNotActive,
        Reason::DatasetUnknown => AccessReason::DatasetUnknown,
        Reason::Throttled(_) => AccessReason::Throttled,
        Reason::Unreachable => AccessReason::Unreachable,
        Reason::Untrusted => AccessReason::Untrusted,
        Reason::Proxy => AccessReason::Proxy,
        Reason::Unexpected => AccessReason::Unexpected,
    }
}
