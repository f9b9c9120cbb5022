//! An open landing zone: lists, looks and deletes, with the client's patience, and with a new key where one ran out.

use super::access::LandingAccess;
use super::opened::{Opened, Store};
use super::wire::{Wire, failure};
use super::{LandedName, LandingError};
use crate::client::Client;
use crate::error::{Error, NoAnswer};
use crate::retry::Patience;
use crate::transport::Failure;
use object_store::list::{PaginatedListOptions, PaginatedListStore};
use object_store::{ObjectMeta, ObjectStoreExt};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_util::sync::CancellationToken;

/// A page of names well below the 4 MiB of an answer.
const PAGE: usize = 1000;
/// How often a block that did not come as it was sent is sent again.
const GARBLED: u32 = 3;

/// A file in the landing zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LandedFile {
    /// Below the container, or below the sandbox's folder of a bucket.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// When it last changed, in seconds since 1970. Flows take what changed since their last run.
    pub modified: i64,
    /// Its version.
    pub etag: Option<String>,
}

/// An open landing zone. Clones share the key.
#[derive(Clone)]
pub struct Landing {
    pub(super) wire: Wire,
    opened: Arc<Mutex<Arc<Opened>>>,
    /// One asks for a new key, the others wait.
    renewing: Arc<tokio::sync::Mutex<()>>,
}

impl std::fmt::Debug for Landing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Landing")
            .field("access", &self.opened().access)
            .finish_non_exhaustive()
    }
}

impl Landing {
    /// Opens the zone of the client's sandbox. Asks nobody.
    pub fn open(client: Client, access: LandingAccess) -> Result<Self, LandingError> {
        let wire = Wire { client };
        let opened = Opened::of(&wire, access)?;
        Ok(Self {
            wire,
            opened: Arc::new(Mutex::new(Arc::new(opened))),
            renewing: Arc::default(),
        })
    }

    pub(super) fn opened(&self) -> Arc<Opened> {
        Arc::clone(&self.opened.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is in the zone and starts with `prefix`, in the store's order.
    pub async fn list(&self, prefix: &str, cancel: &CancellationToken) -> Result<Vec<LandedFile>, LandingError> {
        let (mut files, mut token) = (Vec::new(), None);
        loop {
            let page = self
                .again("landing_list", Patience::from_now(self.patience()), cancel, |opened| {
                    let (key, page_token) = (opened.key(prefix), token.clone());
                    let options = PaginatedListOptions {
                        max_keys: Some(PAGE),
                        page_token,
                        ..Default::default()
                    };
                    async move {
                        match &opened.store {
                            Store::Azure(store) => store.list_paginated(Some(&key), options).await,
                            Store::Amazon(store) => store.list_paginated(Some(&key), options).await,
                        }
                        .map(|page| (page, opened.key("")))
                        .map_err(failure)
                    }
                })
                .await?;
            let (page, folder) = page;
            files.extend(page.result.objects.into_iter().map(|object| landed(object, &folder)));
            token = page.page_token.filter(|next| !next.is_empty());
            if token.is_none() {
                return Ok(files);
            }
        }
    }

    /// One file as it is there, or [`Error::NotFound`].
    pub async fn head(&self, name: &LandedName, cancel: &CancellationToken) -> Result<LandedFile, LandingError> {
        self.again(
            "landing_head",
            Patience::from_now(self.patience()),
            cancel,
            |opened| async move {
                let path = opened.path(name)?;
                let object = match &opened.store {
                    Store::Azure(store) => store.head(&path).await,
                    Store::Amazon(store) => store.head(&path).await,
                };
                Ok(landed(object.map_err(failure)?, &opened.key("")))
            },
        )
        .await
    }

    /// Deletes a file; one that is not there is as good as deleted.
    pub async fn delete(&self, name: &LandedName, cancel: &CancellationToken) -> Result<(), LandingError> {
        let deleted = self.again(
            "landing_delete",
            Patience::from_now(self.patience()),
            cancel,
            |opened| async move {
                match &opened.store {
                    Store::Amazon(store) => store.delete(&opened.path(name)?).await.map_err(failure),
                    Store::Azure(_) => self.wire.delete_blob(opened.azure()?, name.as_str()).await,
                }
            },
        );
        match deleted.await {
            Err(LandingError::Refused(Error::NotFound(_))) => Ok(()),
            other => other,
        }
    }

    pub(super) fn patience(&self) -> crate::Retry {
        self.wire.client.retry
    }

    /// Tries until it succeeds or there is no point; a key that was refused is replaced once, and again only after it has
    /// worked in between.
    pub(super) async fn again<T, F: Future<Output = Result<T, Failure>>>(
        &self,
        name: &'static str,
        mut patience: Patience,
        cancel: &CancellationToken,
        attempt: impl Fn(Arc<Opened>) -> F,
    ) -> Result<T, LandingError> {
        let (mut key_was_fresh, mut garbled) = (false, 0);
        loop {
            let opened = self.opened();
            let outcome = cancel.run_until_cancelled(attempt(Arc::clone(&opened))).await;
            let failure = match outcome.ok_or(Error::Cancelled)? {
                Ok(done) => return Ok(done),
                Err(failure) => failure,
            };
            if is_locked_out(&failure.error) && !key_was_fresh {
                key_was_fresh = true;
                Box::pin(self.renew(&opened, cancel)).await?;
                continue;
            }
            key_was_fresh = false;
            if is_garbled(&failure.error) && garbled < GARBLED {
                garbled += 1;
                continue;
            }
            self.wire.client.pause(&mut patience, name, failure, cancel).await?;
        }
    }

    /// Asks for the key that holds now; a new one is forced, which may end the old for others, only where that is still
    /// the one that was refused.
    async fn renew(&self, refused: &Arc<Opened>, cancel: &CancellationToken) -> Result<(), LandingError> {
        let _turn = self.renewing.lock().await;
        if !Arc::ptr_eq(&self.opened(), refused) {
            return Ok(());
        }
        let client = &self.wire.client;
        let mut access = client.landing_credentials(false, cancel).await?;
        if access.is_same(&refused.access) {
            access = client.landing_credentials(true, cancel).await?;
        }
        tracing::info!("a new key to the landing zone");
        let opened = Arc::new(Opened::of(&self.wire, access)?);
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = opened;
        Ok(())
    }
}

/// A key that ran out or was replaced, rather than one that may not do this, or not from this network.
fn is_locked_out(error: &Error) -> bool {
    let Some(refusal) = error.refusal() else { return false };
    let is_key = match refusal.code.as_deref() {
        Some(
            "AuthenticationFailed" | "ExpiredToken" | "InvalidToken" | "InvalidAccessKeyId" | "TokenRefreshRequired",
        ) => true,
        // Azurite's code for it, which in Azure means a firewall; the words are the same as Azure's.
        Some("AuthorizationFailure") => refusal.detail.starts_with("Server failed to authenticate"),
        Some(_) => false,
        None => !matches!(error, Error::Invalid(_)),
    };
    // 400 is Amazon's status for keys that ran out.
    is_key
        && matches!(
            error,
            Error::Unauthorized(_) | Error::Forbidden { .. } | Error::Invalid(_)
        )
}

/// What came has another checksum than what was sent: Azure's words, then Amazon's.
fn is_garbled(error: &Error) -> bool {
    let code = error.refusal().and_then(|refusal| refusal.code.as_deref());
    matches!(error, Error::Invalid(_))
        && matches!(
            code,
            Some("Md5Mismatch" | "BadDigest" | "XAmzContentSHA256Mismatch" | "XAmzContentChecksumMismatch")
        )
}

fn landed(object: ObjectMeta, folder: &str) -> LandedFile {
    let key = object.location.to_string();
    LandedFile {
        name: key.strip_prefix(folder).map_or(key.clone(), str::to_owned),
        bytes: object.size,
        modified: object.last_modified.timestamp(),
        etag: object.e_tag,
    }
}

/// The outcome of the last attempt is not known.
pub(super) fn is_lost(error: &LandingError) -> bool {
    matches!(
        error,
        LandingError::Refused(Error::Unreachable(NoAnswer::Broken(_) | NoAnswer::TooSlow(_)) | Error::Status(_))
    )
}
