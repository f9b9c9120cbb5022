//! The sandboxes of an organisation, and those that the account may use (facts §2).

use crate::call::Call;
use crate::client::Client;
use crate::json::{flag, list, text};
use crate::{Error, SandboxName};
use serde_json::Value;
use std::collections::BTreeSet;
use tokio_util::sync::CancellationToken;

const PAGE: usize = 50;
/// Those that this account may use.
const USABLE: &str = "/data/foundation/sandbox-management/";
/// Those of the organisation.
const ALL: &str = "/data/foundation/sandbox-management/sandboxes";

/// One sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    /// What the calls name.
    pub name: SandboxName,
    /// What people call it.
    pub title: String,
    /// Only an active one can be used.
    pub state: SandboxState,
    /// Holds live customers' data; anything that does not say `development` counts as production.
    pub production: bool,
    /// Such as `VA7`, for [`crate::Hosts::in_region`].
    pub region: Option<String>,
    /// The organisation's default.
    pub is_default: bool,
}

/// What a sandbox is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SandboxState {
    /// Ready for use.
    Active,
    /// Not yet ready.
    Creating,
    /// Being emptied.
    Resetting,
    /// On its way out, or gone.
    Deleted,
    /// Could not be made or reset.
    Failed,
    /// A word that the reference does not list.
    Unknown(String),
}

impl SandboxState {
    /// Reads the word on the wire; nothing means that nothing is wrong.
    pub(crate) fn parse(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "" | "active" => Self::Active,
            "creating" => Self::Creating,
            "resetting" => Self::Resetting,
            "deleting" | "deleted" => Self::Deleted,
            "failed" => Self::Failed,
            other => Self::Unknown(other.chars().take(64).collect()),
        }
    }
}

impl Client {
    /// Lists the active sandboxes that this account may use, in the platform's order.
    pub async fn sandboxes(&self, cancel: &CancellationToken) -> Result<Vec<Sandbox>, Error> {
        let mut found = self.list_sandboxes("sandboxes", USABLE, cancel).await?;
        found.retain(|sandbox| sandbox.state == SandboxState::Active);
        Ok(found)
    }

    /// Lists every sandbox of the organisation, in whatever state. Needs more rights than [`Client::sandboxes`].
    pub async fn all_sandboxes(&self, cancel: &CancellationToken) -> Result<Vec<Sandbox>, Error> {
        self.list_sandboxes("all_sandboxes", ALL, cancel).await
    }

    async fn list_sandboxes(
        &self,
        name: &'static str,
        path: &str,
        cancel: &CancellationToken,
    ) -> Result<Vec<Sandbox>, Error> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        loop {
            // Given alone, either parameter is an error.
            let mut call = Call::get(name, path).query("limit", PAGE).query("offset", seen.len());
            call.sandboxed = false;
            let reply = self.call(&call, cancel).await?;
            let answer = reply.json()?;
            if !answer.get("sandboxes").is_some_and(Value::is_array) {
                return Err(reply.odd("no list of sandboxes"));
            }
            let page = list(&answer, "sandboxes");
            let before = seen.len();
            for sandbox in page {
                if text(sandbox, "name").is_some_and(|name| seen.insert(name)) {
                    found.extend(read(sandbox));
                }
            }
            // A server that ignores `offset` repeats itself.
            if page.len() < PAGE || seen.len() == before {
                return Ok(found);
            }
        }
    }
}

fn read(sandbox: &Value) -> Option<Sandbox> {
    let name = SandboxName::parse(text(sandbox, "name")?).ok()?;
    Some(Sandbox {
        title: text(sandbox, "title").unwrap_or_else(|| name.to_string()),
        state: SandboxState::parse(&text(sandbox, "state").unwrap_or_default()),
        production: !text(sandbox, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("development")),
        region: text(sandbox, "region"),
        is_default: flag(sandbox, "isDefault").unwrap_or(false),
        name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_an_active_sandbox_is_usable() {
        for state in ["creating", "deleting", "resetting", "deleted", "failed", "sleeping"] {
            let sandbox = read(&json!({"name": "x", "state": state})).unwrap();
            assert_ne!(sandbox.state, SandboxState::Active, "{state}");
        }
        let sandbox =
            read(&json!({"name": "dev-1", "title": "Dev", "state": "active", "type": "development"})).unwrap();
        assert_eq!((sandbox.title.as_str(), sandbox.production), ("Dev", false));
        assert_eq!(read(&json!({"name": "x"})).unwrap().state, SandboxState::Active);
    }

    #[test]
    fn an_unknown_type_is_treated_as_production() {
        assert!(read(&json!({"name": "x", "type": "staging"})).unwrap().production);
        assert!(read(&json!({"name": "x"})).unwrap().production);
    }
}
