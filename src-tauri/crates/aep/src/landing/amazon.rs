//! A file into S3, by object_store's multipart upload: each part with its SHA-256, which S3 checks.
//!
//! object_store cannot ask which parts are there, so an upload that was cut off starts anew. What it left behind is
//! invisible, and goes by the bucket's own rules unless this process lived to give it up.

use super::opened::{Store, moved};
use super::store::{Landing, is_lost};
use super::wire::failure;
use super::{LandedName, LandingError};
use crate::Hosts;
use crate::error::Error;
use crate::json::text;
use crate::retry::Patience;
use bytes::Bytes;
use object_store::multipart::{MultipartStore, PartId};
use secrecy::SecretString;
use serde_json::Value;
use std::fmt;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// S3's own limit.
pub(super) const PARTS: usize = 10_000;
/// Whoever cancels does not want to wait.
const GIVING_UP: Duration = Duration::from_secs(5);

/// A folder of a bucket and keys that live for some hours.
#[derive(Clone)]
pub struct AmazonAccess {
    /// The bucket.
    pub bucket: String,
    /// The folder in it, without slashes at its ends; may be empty.
    pub folder: String,
    /// Such as `us-west-2`.
    pub region: String,
    /// When the keys end, as the platform writes it.
    pub expires: Option<String>,
    /// Where S3 is, with the bucket in the path.
    pub(super) endpoint: String,
    pub(super) key_id: String,
    pub(super) secret: SecretString,
    pub(super) token: Option<SecretString>,
}

impl fmt::Debug for AmazonAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AmazonAccess")
            .field("bucket", &self.bucket)
            .field("folder", &self.folder)
            .field("region", &self.region)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl AmazonAccess {
    /// Where the reference is silent (the bucket's name, the region, the end), each likely place is looked at.
    pub(super) fn read(answer: &Value, hosts: &Hosts) -> Result<Self, LandingError> {
        let none = Value::Null;
        let keys = answer.get("credentials").unwrap_or(&none);
        let path = answer.get("dlzPath").unwrap_or(&none);
        let find = |names: &[&str]| {
            let places = [path, keys, answer];
            names
                .iter()
                .find_map(|name| places.iter().find_map(|place| text(place, name)))
        };
        let key = |name: &'static str| text(keys, name).ok_or(LandingError::Incomplete(name));
        let bucket = find(&["bucketName", "bucket", "containerName"]).ok_or(LandingError::Incomplete("bucketName"))?;
        let region = find(&["region", "awsRegion", "bucketRegion"]).ok_or(LandingError::Incomplete("region"))?;
        let is_name = |text: &str| {
            (1..=63).contains(&text.len())
                && text
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let is_bucket = !bucket.is_empty() && bucket.split('.').all(is_name);
        if !is_bucket || !is_name(&region) {
            return Err(LandingError::Elsewhere);
        }
        // A practice platform holds its bucket itself.
        let endpoint = if hosts.is_practice() {
            hosts.gateway().to_owned()
        } else {
            format!("https://s3.{region}.amazonaws.com")
        };
        Ok(Self {
            bucket,
            region,
            endpoint,
            folder: find(&["dlzFolder"]).unwrap_or_default().trim_matches('/').to_owned(),
            expires: find(&["expiryDate", "expiryTime", "expiration"]),
            key_id: key("awsAccessKeyId")?,
            secret: key("awsSecretAccessKey")?.into(),
            token: text(keys, "awsSessionToken").map(Into::into),
        })
    }
}

impl Landing {
    pub(super) async fn begin_parts(
        &self,
        name: &LandedName,
        cancel: &CancellationToken,
    ) -> Result<String, LandingError> {
        let patience = Patience::from_now(self.patience());
        self.again("begin_parts", patience, cancel, |opened| async move {
            let Store::Amazon(store) = &opened.store else {
                return Err(moved());
            };
            store.create_multipart(&opened.path(name)?).await.map_err(failure)
        })
        .await
    }

    pub(super) async fn put_part(
        &self,
        name: &LandedName,
        upload: &String,
        index: usize,
        bytes: Bytes,
        cancel: &CancellationToken,
    ) -> Result<PartId, LandingError> {
        let patience = Patience::after_a_failure(self.patience());
        self.again("put_part", patience, cancel, |opened| {
            let bytes = bytes.clone();
            async move {
                let Store::Amazon(store) = &opened.store else {
                    return Err(moved());
                };
                store
                    .put_part(&opened.path(name)?, upload, index, bytes.into())
                    .await
                    .map_err(failure)
            }
        })
        .await
    }

    /// Makes the file of its parts. After an answer that was lost the file itself tells whether it was made.
    pub(super) async fn end_parts(
        &self,
        name: &LandedName,
        upload: &String,
        parts: &[PartId],
        length: u64,
        cancel: &CancellationToken,
    ) -> Result<(), LandingError> {
        let patience = Patience::from_now(self.patience());
        let ended = self.again("end_parts", patience, cancel, |opened| async move {
            let Store::Amazon(store) = &opened.store else {
                return Err(moved());
            };
            let ended = store
                .complete_multipart(&opened.path(name)?, upload, parts.to_vec())
                .await;
            ended.map(drop).map_err(failure)
        });
        match ended.await {
            // Made by an earlier attempt, S3 knows the upload no more.
            Err(error) if is_lost(&error) || matches!(error, LandingError::Refused(Error::NotFound(_))) => {
                match self.head(name, cancel).await {
                    Ok(file) if file.bytes == length => Ok(()),
                    _ => Err(error),
                }
            }
            other => other,
        }
    }

    /// Gives the parts up, as far as that can be done now.
    pub(super) async fn drop_parts(&self, name: &LandedName, upload: &String) {
        let opened = self.opened();
        if let (Store::Amazon(store), Ok(path)) = (&opened.store, opened.path(name)) {
            let given_up = store.abort_multipart(&path, upload);
            let _ = tokio::time::timeout(GIVING_UP, given_up).await;
        }
    }
}
