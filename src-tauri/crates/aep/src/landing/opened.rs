//! A key to the landing zone and what it opens.

use super::access::{AzureAccess, LandingAccess};
use super::wire::Wire;
use super::{LandedName, LandingError};
use crate::error::Error;
use crate::transport::Failure;
use object_store::RetryConfig;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey, Checksum};
use object_store::azure::{AzureConfigKey, MicrosoftAzure, MicrosoftAzureBuilder};
use object_store::path::Path;
use secrecy::ExposeSecret;

/// A key and what it opens.
pub(super) struct Opened {
    pub(super) access: LandingAccess,
    pub(super) store: Store,
}

pub(super) enum Store {
    Azure(MicrosoftAzure),
    Amazon(AmazonS3),
}

impl Opened {
    /// object_store repeats nothing by itself: the patience is ours, with a new key where one is needed.
    pub(super) fn of(wire: &Wire, access: LandingAccess) -> Result<Self, LandingError> {
        let once = RetryConfig {
            max_retries: 0,
            ..RetryConfig::default()
        };
        let store = match &access {
            LandingAccess::Azure(azure) => MicrosoftAzureBuilder::new()
                .with_account(&azure.account)
                .with_container_name(&azure.container)
                .with_endpoint(azure.service.as_str().trim_end_matches('/').to_owned())
                .with_config(AzureConfigKey::SasKey, azure.sas.expose_secret())
                .with_retry(once)
                .with_http_connector(wire.clone())
                .build()
                .map(Store::Azure),
            LandingAccess::Amazon(amazon) => {
                let builder = AmazonS3Builder::new()
                    .with_bucket_name(&amazon.bucket)
                    .with_region(&amazon.region)
                    .with_endpoint(&amazon.endpoint)
                    .with_allow_http(amazon.endpoint.starts_with("http:"))
                    .with_virtual_hosted_style_request(false)
                    .with_config(AmazonS3ConfigKey::DisableBulkDelete, "true")
                    .with_access_key_id(&amazon.key_id)
                    .with_secret_access_key(amazon.secret.expose_secret())
                    .with_checksum_algorithm(Checksum::SHA256)
                    .with_retry(once)
                    .with_http_connector(wire.clone());
                let builder = match &amazon.token {
                    Some(token) => builder.with_token(token.expose_secret()),
                    None => builder,
                };
                builder.build().map(Store::Amazon)
            }
        };
        // Its words hold the address and perhaps the key.
        let store = store.map_err(|_| Error::Setup {
            what: "landing zone",
            source: None,
        })?;
        Ok(Self { access, store })
    }

    /// The name within the store.
    pub(super) fn key(&self, name: &str) -> String {
        match &self.access {
            LandingAccess::Amazon(amazon) if !amazon.folder.is_empty() => format!("{}/{name}", amazon.folder),
            _ => name.to_owned(),
        }
    }

    /// Azure's, for the calls that are our own.
    pub(super) fn azure(&self) -> Result<&AzureAccess, Failure> {
        match &self.access {
            LandingAccess::Azure(access) => Ok(access),
            LandingAccess::Amazon(_) => Err(moved()),
        }
    }

    pub(super) fn path(&self, name: &LandedName) -> Result<Path, Failure> {
        let what = "name of a landed file";
        Path::parse(self.key(name.as_str())).map_err(|_| Error::Setup { what, source: None }.into())
    }
}

/// A new key may open another kind of store: then nothing of an upload under way counts.
pub(super) fn moved() -> Failure {
    Error::Setup {
        what: "landing zone",
        source: None,
    }
    .into()
}
