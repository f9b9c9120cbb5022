//! Identity namespaces (facts §4).

use crate::Error;
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::json::{flag, number, text};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const IDENTITIES: &str = "/data/core/idnamespace/identities";

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
    /// The number that descriptors may use in place of the code.
    pub id: Option<u64>,
}

impl Namespace {
    /// The one of `all` that is meant by a code in whatever casing: descriptors come back in others (facts §3.5). The exact
    /// one wins; `None` where none fits, or where two do that differ in casing alone.
    pub fn meant<'a>(code: &str, all: &'a [Self]) -> Option<&'a Self> {
        let mut alike = all.iter().filter(|one| one.code.eq_ignore_ascii_case(code));
        let exact = all.iter().find(|one| one.code == code);
        exact.or_else(|| alike.next().filter(|_| alike.next().is_none()))
    }
}

/// A namespace that should be there. Once made it stays: it can be neither deleted nor given another code or type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNamespace {
    /// Its symbol, such as `CustomerId`.
    pub code: String,
    /// What people will call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What kind of identity it is.
    pub kind: IdentityKind,
}

/// Kinds of identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityKind {
    /// A browser's cookie.
    Cookie,
    /// A person on all devices: customer ids.
    CrossDevice,
    /// One device.
    Device,
    /// An e-mail address.
    Email,
    /// A mobile device's advertising id.
    Mobile,
    /// Not a person; makes no links in the identity graph.
    NonPeople,
    /// A telephone number.
    Phone,
}

impl IdentityKind {
    /// As requests spell it; answers use other casings.
    fn word(self) -> &'static str {
        match self {
            Self::Cookie => "Cookie",
            Self::CrossDevice => "Cross_device",
            Self::Device => "Device",
            Self::Email => "Email",
            Self::Mobile => "Mobile",
            Self::NonPeople => "Non_people",
            Self::Phone => "Phone",
        }
    }
}

impl NewNamespace {
    fn body(&self) -> Value {
        json!({"name": self.name, "code": self.code, "idType": self.kind.word(), "description": self.description})
    }

    fn is_met_by(&self, there: &Namespace) -> bool {
        there.code == self.code && there.id_type == self.kind.word().to_ascii_lowercase()
    }
}

impl Client {
    /// Lists the active namespaces, standard and custom.
    pub async fn namespaces(&self, cancel: &CancellationToken) -> Result<Vec<Namespace>, Error> {
        let reply = self.call(&Call::get("namespaces", IDENTITIES), cancel).await?;
        match reply.json()? {
            Value::Array(items) => Ok(items.iter().filter_map(active).collect()),
            _ => Err(reply.odd("no list of namespaces")),
        }
    }

    /// Makes a namespace, unless one of this code is there. [`Ensured::Differs`] where that one is of another kind, or
    /// its code is written in another casing.
    pub async fn ensure_namespace(
        &self,
        new: &NewNamespace,
        cancel: &CancellationToken,
    ) -> Result<Ensured<Namespace>, Error> {
        let look = async || {
            let all = self.namespaces(cancel).await?;
            if let Some(same) = all.iter().find(|one| new.is_met_by(one)) {
                return Ok(Some(Ensured::Found(same.clone())));
            }
            let other = all.into_iter().find(|one| one.code.eq_ignore_ascii_case(&new.code));
            Ok(other.map(Ensured::Differs))
        };
        let make = async || {
            let call = Call::new(
                "create_namespace",
                Method::POST,
                IDENTITIES,
                Payload::Json(new.body()),
                Repeat::Untraced,
            );
            let reply = self.call(&call, cancel).await?;
            active(&reply.json()?).ok_or_else(|| reply.odd("no namespace"))
        };
        ensure(look, make).await
    }
}

fn active(item: &Value) -> Option<Namespace> {
    let code = text(item, "code")?;
    let status = text(item, "status").unwrap_or_else(|| "ACTIVE".into());
    status.eq_ignore_ascii_case("active").then(|| Namespace {
        name: text(item, "name").unwrap_or_else(|| code.clone()),
        id_type: text(item, "idType").unwrap_or_default().to_ascii_lowercase(),
        custom: flag(item, "custom").unwrap_or(false),
        id: number(item, "id"),
        code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_the_same_in_whatever_casing_it_comes() {
        for casing in ["Cross_device", "CROSS_DEVICE"] {
            let item = json!({"code": "CustomerId", "status": "ACTIVE", "idType": casing, "custom": true, "id": "11"});
            let namespace = active(&item).unwrap();
            assert_eq!(
                (namespace.id_type.as_str(), namespace.name.as_str(), namespace.id),
                ("cross_device", "CustomerId", Some(11))
            );
            let new = NewNamespace {
                code: "CustomerId".into(),
                name: "Commerce Customer ID".into(),
                description: String::new(),
                kind: IdentityKind::CrossDevice,
            };
            assert!(new.is_met_by(&namespace));
            assert!(
                !NewNamespace {
                    kind: IdentityKind::Device,
                    ..new
                }
                .is_met_by(&namespace)
            );
        }
        assert_eq!(active(&json!({"code": "Old", "status": "DELETED"})), None);
    }
}
