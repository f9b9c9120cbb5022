//! Datasets for shoppers: made, and switched on for Profile, with upsert where records should keep what a later one
//! does not carry (facts §5.2, §5.3).

use super::{CATALOG, Dataset};
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::json::text;
use crate::transport::Reply;
use crate::{DatasetId, Error, SchemaId};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// How often the state is read anew when somebody else changes the dataset at the same time.
const ROUNDS: u32 = 5;

/// A dataset that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDataset {
    /// What people will call it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The schema of its records.
    pub schema: SchemaId,
    /// What goes in reaches Profile and the identity graph. Its schema must be switched on first.
    pub profile: bool,
    /// Records keep what a later one does not carry.
    pub upsert: bool,
}

impl NewDataset {
    fn body(&self) -> Value {
        let mut body = json!({
            "name": self.name,
            "description": self.description,
            "schemaRef": {"id": self.schema.as_str(), "contentType": "application/vnd.adobe.xed-full+json;version=1"},
            "enableErrorDiagnostics": true,
        });
        if self.profile {
            body["tags"] = json!({"unifiedProfile": profile_words(self.upsert), "unifiedIdentity": ["enabled:true"]});
        }
        body
    }

    fn is_met_by(&self, there: &Dataset) -> bool {
        there.schema.as_ref() == Some(&self.schema)
            && (!self.profile || there.profile_enabled() && (!self.upsert || there.upsert()))
    }
}

fn profile_words(upsert: bool) -> &'static [&'static str] {
    if upsert {
        &["enabled:true", "isUpsert:true"]
    } else {
        &["enabled:true"]
    }
}

impl Client {
    /// Makes a dataset, with diagnostics on, unless one of this name is there. [`Ensured::Differs`] where that one has
    /// another schema or is not switched on as wanted: see [`Client::enable_dataset`].
    pub async fn ensure_dataset(
        &self,
        new: &NewDataset,
        cancel: &CancellationToken,
    ) -> Result<Ensured<Dataset>, Error> {
        let look = async || {
            let mut named = self.datasets(cancel).await?;
            named.retain(|dataset| dataset.name == new.name);
            // Names need not be unique here; the one that fits counts.
            let fits = named.iter().position(|dataset| new.is_met_by(dataset));
            Ok(match fits {
                Some(at) => Some(Ensured::Found(named.swap_remove(at))),
                None => named.into_iter().next().map(Ensured::Differs),
            })
        };
        let make = async || {
            let path = format!("{CATALOG}/dataSets");
            let call = Call::new(
                "create_dataset",
                Method::POST,
                path,
                Payload::Json(new.body()),
                Repeat::Untraced,
            );
            let reply = self.call(&call, cancel).await?;
            let id = made_id(&reply)?;
            self.dataset(&id, cancel).await
        };
        ensure(look, make).await
    }

    /// Switches a dataset on for Profile and the identity graph, and on wish for upsert. What went in before does not
    /// reach Profile; upsert is never switched off.
    ///
    /// One that is on without upsert has to be switched off and on again. Where the second half fails the dataset is
    /// off, and what goes in meanwhile never reaches Profile: call again until it succeeds. [`Ensured::Differs`] where
    /// somebody else changes it as often as we do.
    pub async fn enable_dataset(
        &self,
        id: &DatasetId,
        upsert: bool,
        cancel: &CancellationToken,
    ) -> Result<Ensured<Dataset>, Error> {
        let is_on = |dataset: &Dataset| dataset.profile_enabled() && (!upsert || dataset.upsert());
        let (mut rounds, mut changed) = (0, false);
        loop {
            let (dataset, version) = self.dataset_version(id, cancel).await?;
            if is_on(&dataset) && dataset.identity_enabled() {
                return Ok(if changed {
                    Ensured::Created(dataset)
                } else {
                    Ensured::Found(dataset)
                });
            }
            let must_be_off_first = dataset.profile_enabled() && !is_on(&dataset);
            let patch = if must_be_off_first {
                tags("replace", &["enabled:false"], &["enabled:false"])
            } else {
                tags("add", profile_words(upsert || dataset.upsert()), &["enabled:true"])
            };
            // Off, on, and somebody else's change between any of these; but not for ever.
            if rounds > ROUNDS {
                return Ok(Ensured::Differs(dataset));
            }
            rounds += 1;
            let path = format!("{CATALOG}/dataSets/{id}");
            let call = Call::new(
                "enable_dataset",
                Method::PATCH,
                path,
                Payload::JsonPatch(patch),
                Repeat::Safe,
            )
            .header("if-match", version);
            match self.call(&call, cancel).await {
                // Changed meanwhile, perhaps by ourselves when the answer was lost: the next look tells.
                Err(Error::Conflict(_)) => {}
                Err(error) => return Err(error),
                Ok(reply) => reply.accepted()?,
            }
            changed = true;
        }
    }
}

fn tags(op: &str, profile: &[&str], identity: &[&str]) -> Value {
    json!([
        {"op": op, "path": "/tags/unifiedProfile", "value": profile},
        {"op": op, "path": "/tags/unifiedIdentity", "value": identity},
    ])
}

/// `["@/dataSets/{id}"]`.
fn made_id(reply: &Reply) -> Result<DatasetId, Error> {
    let answer = reply.json()?;
    let named = answer
        .get(0)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .or_else(|| text(&answer, "id"));
    let id = named.and_then(|name| DatasetId::parse(name.rsplit('/').next()?).ok());
    id.ok_or_else(|| reply.odd("no dataset id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_dataset_is_written_as_the_reference_does() {
        let new = NewDataset {
            name: "Shoppers".into(),
            description: "d".into(),
            schema: SchemaId::parse("https://ns.adobe.com/courier/schemas/a").unwrap(),
            profile: true,
            upsert: true,
        };
        assert_eq!(
            new.body(),
            json!({"name": "Shoppers", "description": "d", "enableErrorDiagnostics": true,
                "schemaRef": {"id": "https://ns.adobe.com/courier/schemas/a", "contentType": "application/vnd.adobe.xed-full+json;version=1"},
                "tags": {"unifiedProfile": ["enabled:true", "isUpsert:true"], "unifiedIdentity": ["enabled:true"]}})
        );
        assert_eq!(NewDataset { profile: false, ..new }.body().get("tags"), None);
    }
}
