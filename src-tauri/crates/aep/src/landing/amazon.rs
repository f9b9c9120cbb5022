//! A file into S3, by object_store's multipart upload: each part with its SHA-256, which S3 checks.
//!
//! object_store cannot ask which parts are there, so an upload that was cut off starts anew. What it left behind is
//! invisible, and goes by the bucket's own rules unless this process lived to give it up.

use super::store::{Landing, Store, is_lost, moved};
use super::wire::failure;
use super::{LandedName, LandingError};
use crate::error::Error;
use crate::retry::Patience;
use bytes::Bytes;
use object_store::multipart::{MultipartStore, PartId};
use tokio_util::sync::CancellationToken;

/// S3's own limit.
pub(super) const PARTS: usize = 10_000;

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
            let _ = store.abort_multipart(&path, upload).await;
        }
    }
}
