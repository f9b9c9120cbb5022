//! Identity namespaces (facts §4).

use crate::Error;
use crate::client::Client;
use crate::json::{flag, text};
use crate::transport::Call;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

/// A kind of identity, such as `Email`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// The symbol used as key of an identityMap; case matters there.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// Lower-cased, because the service's own casing varies: `cookie`, `cross_device`, `device`, `email`, `mobile`,
    /// `non_people`, `phone`, …
    pub id_type: String,
    /// Made by the organisation.
    pub custom: bool,
}

impl Client {
    /// Lists the active namespaces, standard and custom.
    pub async fn namespaces(&self, cancel: &CancellationToken) -> Result<Vec<Namespace>, Error> {
        let reply = self
            .call(&Call::get("namespaces", "/data/core/idnamespace/identities"), cancel)
            .await?;
        match reply.json()? {
            Value::Array(items) => Ok(items.iter().filter_map(active).collect()),
            _ => Err(reply.odd("no list of namespaces")),
        }
    }
}

fn active(item: &Value) -> Option<Namespace> {
    let code = text(item, "code")?;
    let status = text(item, "status").unwrap_or_else(|| "ACTIVE".into());
    status.eq_ignore_ascii_case("active").then(|| Namespace {
        name: text(item, "name").unwrap_or_else(|| code.clone()),
        id_type: text(item, "idType").unwrap_or_default().to_ascii_lowercase(),
        custom: flag(item, "custom").unwrap_or(false),
        code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_type_is_the_same_in_whatever_casing_it_comes() {
        for casing in ["Cross_device", "CROSS_DEVICE"] {
            let item = json!({"code": "CustomerId", "status": "ACTIVE", "idType": casing, "custom": true});
            let namespace = active(&item).unwrap();
            assert_eq!(
                (namespace.id_type.as_str(), namespace.name.as_str()),
                ("cross_device", "CustomerId")
            );
        }
        assert_eq!(active(&json!({"code": "Old", "status": "DELETED"})), None);
    }
}
