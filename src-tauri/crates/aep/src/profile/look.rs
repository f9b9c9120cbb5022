//! One shopper at a time: the merged profile, or what one dataset says.

use super::{Lookup, SCHEMA, Seen, profile};
use crate::Error;
use crate::call::Call;
use crate::client::Client;
use serde_json::Value;
use std::sync::atomic::Ordering;
use tokio_util::sync::CancellationToken;

/// Asks for the fragment alone. Adobe's own tools do; the reference does not know it (facts §10.7).
const FRAGMENT: &str = "none";

impl Client {
    /// Looks several shoppers up, each by namespace and id, in this order.
    pub async fn probe(&self, ids: &[(&str, &str)], cancel: &CancellationToken) -> Result<Vec<Lookup>, Error> {
        let mut found = Vec::with_capacity(ids.len());
        for (namespace, id) in ids {
            found.push(self.profile(namespace, id, cancel).await?);
        }
        Ok(found)
    }

    /// Looks a shopper up by identity, for example in namespace `Email`.
    pub async fn profile(&self, namespace: &str, id: &str, cancel: &CancellationToken) -> Result<Lookup, Error> {
        self.look_up(entity(namespace, id), cancel).await
    }

    /// Looks up what the record of this primary identity says by itself, without what other sources say and without links.
    /// Where the platform does not offer that, it is the merged profile, and the platform is not asked again.
    pub async fn profile_without_policy(
        &self,
        namespace: &str,
        id: &str,
        cancel: &CancellationToken,
    ) -> Result<(Lookup, Seen), Error> {
        let refused = &self.shared.no_fragments;
        if !refused.load(Ordering::Relaxed) {
            let alone = entity(namespace, id).query("mergePolicyId", FRAGMENT);
            match self.look_up(alone, cancel).await {
                Err(Error::Invalid(refusal)) if refusal.status == 400 => {}
                other => return Ok((other?, Seen::Fragment)),
            }
        }
        let merged = self.profile(namespace, id, cancel).await?;
        // Refused because of the policy: without it the same question is answered.
        refused.store(true, Ordering::Relaxed);
        Ok((merged, Seen::Merged))
    }

    pub(super) async fn look_up(&self, call: Call<'_>, cancel: &CancellationToken) -> Result<Lookup, Error> {
        match self.call(&call, cancel).await {
            Err(Error::NotFound(_)) => Ok(Lookup::NotYet),
            Err(error) => Err(error),
            Ok(reply) => match reply.json()? {
                Value::Object(by_id) => Ok(by_id.values().find_map(profile).map_or(Lookup::NotYet, Lookup::Found)),
                _ => Err(reply.odd("no profiles by id")),
            },
        }
    }
}

pub(super) fn entity(namespace: &str, id: &str) -> Call<'static> {
    Call::get("profile", super::ENTITIES)
        .query("schema.name", SCHEMA)
        .query("entityId", id)
        // Taken in any casing; written in lower case by the reference.
        .query("entityIdNS", namespace.to_ascii_lowercase())
}
