//! One record through a streaming inlet, judged while one waits (facts §9). For a test of a mapping, not for uploads.
//!
//! A record that is valid is taken: it reaches the dataset and Profile like any other.

use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::export::collect;
use crate::json::{list, text};
use crate::transport::refusal_of;
use crate::{DatasetId, Error, InletId, RowFault, SchemaId};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const CONNECTIONS: &str = "/data/foundation/flowservice/connections";
/// The connection specification and provider of streaming connections.
const SPECIFICATION: &str = "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb";
const PROVIDER: &str = "521eee4d-8cbe-4906-bb48-fb6bd4450033";

/// An inlet that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInlet {
    /// What the connection will be called; ours are told from others by it.
    pub name: String,
    /// The id of the source of the records, in the caller's words.
    pub source: String,
}

/// An inlet for records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inlet {
    /// Its connection in the Flow Service.
    pub connection: String,
    /// What records are addressed to.
    pub id: InletId,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestSend {
    /// Valid, and taken.
    Taken {
        /// Adobe's id of the record's journey.
        transaction: Option<String>,
    },
    /// Not valid: at most five faults, after which the validator stops.
    Violations(Vec<RowFault>),
    /// This region does not judge records while one waits.
    NotOffered,
}

impl NewInlet {
    fn body(&self) -> Value {
        json!({
            "name": self.name,
            "providerId": PROVIDER,
            "connectionSpec": {"id": SPECIFICATION, "version": "1.0"},
            "auth": {"specName": "Streaming Connection",
                "params": {"sourceId": self.source, "dataType": "xdm", "name": self.name}},
        })
    }
}

impl Client {
    /// Makes a streaming inlet, unless there is one of this name.
    pub async fn ensure_inlet(&self, new: &NewInlet, cancel: &CancellationToken) -> Result<Ensured<Inlet>, Error> {
        let look = async || Ok(self.inlet_named(&new.name, cancel).await?.map(Ensured::Found));
        let make = async || {
            let call = Call::new(
                "create_inlet",
                Method::POST,
                CONNECTIONS,
                Payload::Json(new.body()),
                Repeat::Untraced,
            );
            let reply = self.call(&call, cancel).await?;
            let connection = text(&reply.json()?, "id").filter(|id| InletId::parse(id.as_str()).is_ok());
            let connection = connection.ok_or_else(|| reply.odd("no connection id"))?;
            self.inlet(&connection, cancel).await
        };
        ensure(look, make).await
    }

    async fn inlet_named(&self, name: &str, cancel: &CancellationToken) -> Result<Option<Inlet>, Error> {
        let call = Call::get("inlets", CONNECTIONS)
            .query("property", format!("name=={name}"))
            .query("limit", 100);
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        if !answer.get("items").is_some_and(Value::is_array) {
            return Err(reply.odd("no list of connections"));
        }
        let is_it = |item: &&Value| {
            let specification = item
                .get("connectionSpec")
                .and_then(|specification| text(specification, "id"));
            text(item, "name").as_deref() == Some(name) && specification.as_deref() == Some(SPECIFICATION)
        };
        let Some(item) = list(&answer, "items").iter().find(is_it) else {
            return Ok(None);
        };
        // Lists may leave out what a connection is authenticated with.
        match (read(item), text(item, "id")) {
            (Some(inlet), _) => Ok(Some(inlet)),
            (None, Some(connection)) if InletId::parse(connection.as_str()).is_ok() => {
                self.inlet(&connection, cancel).await.map(Some)
            }
            (None, _) => Ok(None),
        }
    }

    async fn inlet(&self, connection: &str, cancel: &CancellationToken) -> Result<Inlet, Error> {
        let reply = self
            .call(&Call::get("inlet", format!("{CONNECTIONS}/{connection}")), cancel)
            .await?;
        let answer = reply.json()?;
        let item = list(&answer, "items").first().unwrap_or(&answer);
        read(item).ok_or_else(|| reply.odd("no inlet"))
    }

    /// Sends one record in XDM form and waits for the judgement. Never repeated once it may have arrived; the platform
    /// takes 60 of these a minute ([`Error::RateLimited`]) and at most 1 MB ([`Error::TooLarge`]).
    pub async fn send_test(
        &self,
        inlet: &InletId,
        dataset: &DatasetId,
        schema: &SchemaId,
        record: Value,
        cancel: &CancellationToken,
    ) -> Result<TestSend, Error> {
        let schema = json!({"id": schema.as_str(), "contentType": "application/vnd.adobe.xed-full+json;version=1"});
        let message = json!({
            "header": {"schemaRef": schema, "imsOrgId": self.shared.credentials.org_id.trim(), "datasetId": dataset.as_str(),
                "source": {"name": "Profile Courier"}},
            "body": {"xdmMeta": {"schemaRef": schema}, "xdmEntity": record},
        });
        let path = format!("/collection/{inlet}");
        let mut call = Call::new(
            "send_test",
            Method::POST,
            path,
            Payload::Json(message),
            Repeat::Untraced,
        )
        .query("syncValidation", true);
        call.collection = true;
        call.also = &[400, 501];
        let reply = self.call(&call, cancel).await?;
        match reply.status {
            501 => Ok(TestSend::NotOffered),
            400 => {
                let faults = violations(&reply.json().unwrap_or_default());
                if faults.is_empty() {
                    return Err(Error::Invalid(refusal_of(&reply)));
                }
                Ok(TestSend::Violations(faults))
            }
            _ => Ok(TestSend::Taken {
                transaction: text(&reply.json()?, "xactionId"),
            }),
        }
    }
}

/// The address that the answer names is not used: only the id in it.
fn read(item: &Value) -> Option<Inlet> {
    let params = item.get("auth")?.get("params")?;
    let id = text(params, "inletId").or_else(|| {
        let address = text(params, "inletUrl")?;
        Some(address.trim_end_matches('/').rsplit('/').next()?.to_owned())
    })?;
    Some(Inlet {
        connection: text(item, "id")?,
        id: InletId::parse(id).ok()?,
    })
}

fn violations(answer: &Value) -> Vec<RowFault> {
    let report = answer.get("report").unwrap_or(answer);
    let cause = report.get("cause").unwrap_or(report);
    let mut faults = Vec::new();
    for error in list(cause, "_streamingValidation") {
        collect(error, &mut faults);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inlet_is_known_by_its_id_and_never_by_a_host() {
        let of =
            |params: Value| read(&json!({"id": "k1", "auth": {"params": params}})).map(|inlet| inlet.id.to_string());
        assert_eq!(
            of(json!({"inletId": "667b41cf", "inletUrl": "https://evil.example/x"})),
            Some("667b41cf".into())
        );
        assert_eq!(
            of(json!({"inletUrl": "https://evil.example/collection/667b41cf/"})),
            Some("667b41cf".into())
        );
        assert_eq!(of(json!({"inletId": "../x"})), None);
        assert_eq!(of(json!({})), None);
    }
}
