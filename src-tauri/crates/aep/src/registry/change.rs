//! A schema for shoppers: made, given its identity, and switched on for Profile, in the order that avoids refusals:
//! schema, identity, union (facts §3.4).

use super::{Identity, PROFILE_CLASS, REGISTRY, SchemaOutline, path};
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::{Error, SchemaId};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// A schema of class XDM Individual Profile that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSchema {
    /// What people will call it; unique across everything in the registry.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The `$id`s of its field groups, standard and own.
    pub groups: Vec<String>,
}

/// A field that should be an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIdentity {
    /// Its schema, by `$id`.
    pub schema: SchemaId,
    /// Such as `/personalEmail/address`: begins with a slash, does not end with one, without `properties`.
    pub path: String,
    /// The namespace's code.
    pub namespace: String,
    /// The one that a record is known by; from then on the field is required.
    pub primary: bool,
}

impl NewSchema {
    fn body(&self) -> Value {
        let parts = std::iter::once(PROFILE_CLASS).chain(self.groups.iter().map(String::as_str));
        let parts: Vec<Value> = parts.map(|id| json!({"$ref": id})).collect();
        json!({"type": "object", "title": self.title, "description": self.description, "allOf": parts})
    }

    fn is_met_by(&self, there: &SchemaOutline) -> bool {
        there.is_profile() && self.groups.iter().all(|group| there.groups.contains(group))
    }
}

impl NewIdentity {
    fn body(&self) -> Value {
        json!({
            "@type": "xdm:descriptorIdentity",
            "xdm:sourceSchema": self.schema.as_str(),
            "xdm:sourceVersion": 1,
            "xdm:sourceProperty": self.path,
            "xdm:namespace": self.namespace,
            "xdm:property": "xdm:code",
            "xdm:isPrimary": self.primary,
        })
    }

    fn wanted(&self) -> Identity {
        Identity {
            path: self.path.clone(),
            namespace: self.namespace.clone(),
            by_id: false,
            primary: self.primary,
        }
    }
}

impl Client {
    /// Makes a schema of class XDM Individual Profile, unless one of this title is there. It is not yet switched on for
    /// Profile ([`Client::enable_schema`]).
    pub async fn ensure_schema(
        &self,
        new: &NewSchema,
        cancel: &CancellationToken,
    ) -> Result<Ensured<SchemaOutline>, Error> {
        let look = async || {
            let there = self.schema_titled(&new.title, cancel).await?;
            Ok(there.map(|schema| {
                if new.is_met_by(&schema) {
                    Ensured::Found(schema)
                } else {
                    Ensured::Differs(schema)
                }
            }))
        };
        let make = async || {
            let path = format!("{REGISTRY}/tenant/schemas");
            let call = Call::new(
                "create_schema",
                Method::POST,
                path,
                Payload::Json(new.body()),
                Repeat::Untraced,
            );
            let reply = self.call(&call, cancel).await?;
            SchemaOutline::read(&reply.json()?).ok_or_else(|| reply.odd("no schema id"))
        };
        ensure(look, make).await
    }

    /// Makes a field an identity, unless it is. [`Ensured::Differs`] where the field is an identity of another kind, or
    /// where another field is the primary one.
    pub async fn ensure_identity(
        &self,
        new: &NewIdentity,
        cancel: &CancellationToken,
    ) -> Result<Ensured<Identity>, Error> {
        let look = async || {
            let all = self.descriptors(new.schema.as_str(), cancel).await?;
            let all: Vec<Identity> = all.iter().filter_map(Identity::read).collect();
            if let Some(same) = all.iter().find(|one| one.is_like(&new.wanted())) {
                return Ok(Some(Ensured::Found(same.clone())));
            }
            let other = all
                .into_iter()
                .find(|one| one.path == new.path || (new.primary && one.primary));
            Ok(other.map(Ensured::Differs))
        };
        let make = async || {
            let path = format!("{REGISTRY}/tenant/descriptors");
            let call = Call::new(
                "create_identity",
                Method::POST,
                path,
                Payload::Json(new.body()),
                Repeat::Untraced,
            );
            let reply = self.call(&call, cancel).await?;
            reply.json()?;
            Ok(new.wanted())
        };
        ensure(look, make).await
    }

    /// Makes a field group part of a schema, unless it is. The fields of a schema that is on for Profile stay for good.
    pub async fn add_group_to_schema(
        &self,
        id: &SchemaId,
        group: &str,
        cancel: &CancellationToken,
    ) -> Result<Ensured<SchemaOutline>, Error> {
        let look = async || {
            let there = self.schema_outline(id, cancel).await?;
            Ok(there.groups.contains(group).then_some(Ensured::Found(there)))
        };
        let make = async || {
            let addition = json!([{"op": "add", "path": "/allOf/-", "value": {"$ref": group}}]);
            let at = path("schemas", id.as_str());
            let call = Call::new(
                "add_group_to_schema",
                Method::PATCH,
                at,
                Payload::Json(addition),
                Repeat::Untraced,
            );
            self.call(&call, cancel).await?.json()?;
            self.schema_outline(id, cancel).await
        };
        ensure(look, make).await
    }

    /// Switches a schema on for Profile, which cannot be undone. Needs a primary identity: a descriptor, or the field
    /// group IdentityMap.
    pub async fn enable_schema(
        &self,
        id: &SchemaId,
        cancel: &CancellationToken,
    ) -> Result<Ensured<SchemaOutline>, Error> {
        let look = async || {
            let there = self.schema_outline(id, cancel).await?;
            Ok(there.profile_enabled.then_some(Ensured::Found(there)))
        };
        let make = async || {
            let union = json!([{"op": "add", "path": "/meta:immutableTags", "value": ["union"]}]);
            let at = path("schemas", id.as_str());
            // The registry takes a patch as plain JSON. Twice the same is once.
            let call = Call::new("enable_schema", Method::PATCH, at, Payload::Json(union), Repeat::Safe);
            self.call(&call, cancel).await?.json()?;
            self.schema_outline(id, cancel).await
        };
        ensure(look, make).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_as_the_reference_writes_them() {
        let new = NewSchema {
            title: "Shoppers".into(),
            description: "d".into(),
            groups: vec!["https://ns.adobe.com/xdm/context/identitymap".into()],
        };
        assert_eq!(
            new.body(),
            json!({"type": "object", "title": "Shoppers", "description": "d",
                "allOf": [{"$ref": PROFILE_CLASS}, {"$ref": "https://ns.adobe.com/xdm/context/identitymap"}]})
        );
        let identity = NewIdentity {
            schema: SchemaId::parse("https://ns.adobe.com/courier/schemas/a").unwrap(),
            path: "/personalEmail/address".into(),
            namespace: "Email".into(),
            primary: true,
        };
        assert_eq!(Identity::read(&identity.body()), Some(identity.wanted()));
    }
}
