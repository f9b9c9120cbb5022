//! The Data Landing Zone: the container of a sandbox from which flows take files (facts §8.1). Asked for here; what is
//! done in it is [`Landing`].

mod access;
mod amazon;
mod azure;
mod flights;
mod name;
mod opened;
mod store;
mod upload;
mod wire;

use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::error::Error;
use crate::json::{number, text};
pub use access::{AzureAccess, LandingAccess};
pub use amazon::AmazonAccess;
pub use name::{BadName, LandedName};
use reqwest::Method;
use serde_json::Value;
pub use store::{LandedFile, Landing};
use tokio_util::sync::CancellationToken;
pub use upload::LandingUpload;

const ZONE: &str = "/data/foundation/connectors/landingzone";
/// The container that people may put files into; the other type is for exports.
const KIND: &str = "user_drop_zone";
/// What the reference says of every container.
const DAYS: u64 = 7;

/// A sandbox's container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LandingZone {
    /// Its name, the first part of a source connection's path.
    pub container: String,
    /// Files are deleted so many days after they came.
    pub keeps_for_days: u64,
}

/// Why something in the landing zone did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum LandingError {
    /// The platform or the store; the same kinds for both. [`Error::Forbidden`] of a store means that fresh keys were
    /// refused as well.
    #[error(transparent)]
    Refused(#[from] Error),
    /// The platform named a store that is not on the allow-list of hosts. Nothing was sent there.
    #[error("the landing zone is at a place that is not allowed")]
    Elsewhere,
    /// The platform's answer lacks this.
    #[error("the platform does not say the landing zone's {0}")]
    Incomplete(&'static str),
    /// The caller's file could not be read.
    #[error("the file to be sent cannot be read")]
    Source(#[source] std::io::Error),
    /// Flows take files of one byte at least (facts §8.1).
    #[error("the file is empty")]
    Empty,
    /// More blocks than a store takes.
    #[error("the file is too long for the landing zone")]
    TooLong,
    /// The store holds another length than was sent.
    #[error("the landing zone holds {found} bytes of {sent}")]
    Differs {
        /// What was sent.
        sent: u64,
        /// What is there.
        found: u64,
    },
}

impl Client {
    /// The sandbox's landing zone. Needs the permission "Manage Sources".
    pub async fn landing_zone(&self, cancel: &CancellationToken) -> Result<LandingZone, LandingError> {
        let reply = self
            .call(&Call::get("landing_zone", ZONE).query("type", KIND), cancel)
            .await?;
        zone(&reply.json()?)
    }

    /// What opens it. `refresh` makes a new key even where the old one still holds, which may end the old one
    /// for others; without it, only a key that has expired is made anew.
    ///
    /// [`LandingError::Elsewhere`] where it names another host than `https://{account}.blob.core.windows.net` or
    /// `https://s3.{region}.amazonaws.com`; of a practice platform another than loopback.
    pub async fn landing_credentials(
        &self,
        refresh: bool,
        cancel: &CancellationToken,
    ) -> Result<LandingAccess, LandingError> {
        let path = format!("{ZONE}/credentials");
        let call = if refresh {
            // Two fresh keys are as good as one.
            Call::new("refresh_landing", Method::POST, path, Payload::Nothing, Repeat::Safe)
                .query("type", KIND)
                .query("action", "refresh")
        } else {
            Call::get("landing_credentials", path).query("type", KIND)
        };
        let reply = self.call(&call, cancel).await?;
        LandingAccess::read(&reply.json()?, self.hosts())
    }
}

/// Days are written as a text; Amazon's form has them as `dataTTL.timeQuantity` (facts §8.1).
fn zone(answer: &Value) -> Result<LandingZone, LandingError> {
    let none = Value::Null;
    let path = answer.get("dlzPath").unwrap_or(&none);
    let container = text(answer, "containerName")
        .or_else(|| {
            ["containerName", "bucketName", "bucket"]
                .iter()
                .find_map(|name| text(path, name))
        })
        .ok_or(LandingError::Incomplete("containerName"))?;
    let days = number(answer, "containerTTL")
        .or_else(|| answer.get("dataTTL").and_then(|life| number(life, "timeQuantity")))
        .unwrap_or(DAYS);
    Ok(LandingZone {
        container,
        keeps_for_days: days,
    })
}
