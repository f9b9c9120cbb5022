//! The sandboxes that the account may use (facts §2).

use crate::client::Client;
use crate::json::{flag, list, text};
use crate::transport::Call;
use crate::{Error, SandboxName};
use serde_json::Value;
use std::collections::BTreeSet;
use tokio_util::sync::CancellationToken;

const PAGE: usize = 50;

/// One sandbox that is ready for use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    /// What the calls name.
    pub name: SandboxName,
    /// What people call it.
    pub title: String,
    /// Holds live customers' data; anything that does not say `development` counts as production.
    pub production: bool,
    /// Such as `VA7`, for [`crate::Hosts::adobe_in`].
    pub region: Option<String>,
    /// The organisation's default.
    pub is_default: bool,
}

impl Client {
    /// Lists the active sandboxes that this account may use, in the platform's order.
    pub async fn sandboxes(&self, cancel: &CancellationToken) -> Result<Vec<Sandbox>, Error> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        loop {
            // Given alone, either parameter is an error.
            let mut call = Call::get("sandboxes", "/data/foundation/sandbox-management/")
                .query("limit", PAGE)
                .query("offset", seen.len());
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
                    found.extend(usable(sandbox));
                }
            }
            // A server that ignores `offset` repeats itself.
            if page.len() < PAGE || seen.len() == before {
                return Ok(found);
            }
        }
    }
}

fn usable(sandbox: &Value) -> Option<Sandbox> {
    let state = text(sandbox, "state").unwrap_or_else(|| "active".into());
    let name = SandboxName::parse(text(sandbox, "name")?).ok()?;
    state.eq_ignore_ascii_case("active").then(|| Sandbox {
        title: text(sandbox, "title").unwrap_or_else(|| name.to_string()),
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
        for state in ["creating", "deleting", "resetting", "deleted", "failed"] {
            assert_eq!(usable(&json!({"name": "x", "state": state})), None, "{state}");
        }
        let sandbox =
            usable(&json!({"name": "dev-1", "title": "Dev", "state": "active", "type": "development"})).unwrap();
        assert_eq!((sandbox.title.as_str(), sandbox.production), ("Dev", false));
    }

    #[test]
    fn an_unknown_type_is_treated_as_production() {
        assert!(usable(&json!({"name": "x", "type": "staging"})).unwrap().production);
        assert!(usable(&json!({"name": "x"})).unwrap().production);
    }
}
