//! A file's way into the landing zone: read once, cut into blocks, three of them on the wire, whole at the end or not there.
//!
//! A block's id in Azure says which upload, which place and which content (SHA-256). So a second process that reads the
//! same file finds what is there, sends the rest, and cannot mix two versions of a file.

use super::access::LandingAccess;
use super::azure::{Block, Blocks, md5};
use super::flights::Flights;
use super::store::{LandedFile, Landing};
use super::{LandedName, LandingError, amazon};
use crate::UploadId;
use crate::error::Error;
use crate::retry::Patience;
use bytes::{Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::sync::CancellationToken;

/// Azure's own limit.
const BLOCKS: usize = 50_000;
const SMALLEST: u32 = 8 << 20;
const LARGEST: u32 = 16 << 20;

/// An upload as it can be kept, without anything secret, and taken up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingUpload {
    /// What the file will be called.
    pub name: LandedName,
    /// Tells its blocks from those of other uploads.
    pub id: UploadId,
    /// Bytes of a block, from 8 to 16 MiB; anything else counts as the nearest of these. It must stay the same when the
    /// upload is taken up again, or everything is sent anew.
    pub block_size: u32,
}

impl LandingUpload {
    /// A new one, with blocks of 8 MiB.
    pub fn new(name: LandedName) -> Self {
        Self {
            name,
            id: UploadId::random(),
            block_size: SMALLEST,
        }
    }

    /// 55 characters for any block: all ids of a blob must be of one length, at most 64.
    fn block_id(&self, index: usize, content: &[u8]) -> String {
        let content = hex::encode(Sha256::digest(content));
        format!("{}-{index:05}-{}", self.id, &content[..32])
    }
}

impl Landing {
    /// Puts a file, replacing one of the same name, and says what is there then. `on_progress` hears how many bytes are
    /// there or on their way; a block that fails is taken off again.
    ///
    /// Azure checks each block's MD5 and refuses one that came otherwise; Amazon its SHA-256. The whole length is looked at
    /// after the end. What is not checked by anybody is the whole as one hash.
    ///
    /// After an error, a cancellation or a kill nothing is visible; call it again with the same `upload` and the same
    /// content from its start. In Azure, blocks that are there (for a week) are read but not sent again, and a file that
    /// was finished is left as it is. In Amazon everything is sent anew.
    pub async fn put(
        &self,
        upload: &LandingUpload,
        source: impl AsyncRead + Send + Unpin,
        on_progress: impl Fn(u64) + Send + Sync,
        cancel: &CancellationToken,
    ) -> Result<LandedFile, LandingError> {
        let progress = Progress {
            state: Mutex::default(),
            heard: &on_progress,
        };
        let sent = match &self.opened().access {
            LandingAccess::Azure(_) => Box::pin(self.put_blocks(upload, source, &progress, cancel)).await?,
            LandingAccess::Amazon(_) => {
                let parts = self.begin_parts(&upload.name, cancel).await?;
                let sent = Box::pin(self.put_parts(upload, &parts, source, &progress, cancel)).await;
                if sent.is_err() {
                    self.drop_parts(&upload.name, &parts).await;
                }
                sent?
            }
        };
        let landed = self.head(&upload.name, cancel).await?;
        tracing::info!(bytes = sent, "file landed");
        if landed.bytes == sent {
            Ok(landed)
        } else {
            Err(LandingError::Differs {
                sent,
                found: landed.bytes,
            })
        }
    }

    async fn put_blocks(
        &self,
        upload: &LandingUpload,
        mut source: impl AsyncRead + Send + Unpin,
        progress: &Progress<'_>,
        cancel: &CancellationToken,
    ) -> Result<u64, LandingError> {
        let there = self.blocks(&upload.name, cancel).await?;
        let (mut flights, mut ids, mut length) = (Flights::new(), Vec::new(), 0);
        loop {
            let bytes = flights.beside(next(&mut source, upload, cancel)).await?;
            if bytes.is_empty() {
                break;
            }
            length += bytes.len() as u64;
            let index = ids.len();
            let block = flights.beside(prepare(upload.clone(), index, bytes)).await?;
            ids.push(block.id.clone());
            if index >= BLOCKS {
                return Err(LandingError::TooLong);
            }
            if there.lengths.get(&block.id) == Some(&(block.bytes.len() as u64)) {
                progress.stored(index, block.bytes.len() as u64);
                continue;
            }
            flights
                .start(self.put_one(upload, index, block, progress, cancel))
                .await?;
        }
        flights.all().await?;
        match ids.as_slice() {
            [] => Err(LandingError::Empty),
            // Written again, it would be a changed file, and a flow would take it twice.
            ids if there.committed == ids => Ok(length),
            ids => self.commit(upload, ids, cancel).await.map(|()| length),
        }
    }

    async fn blocks(&self, name: &LandedName, cancel: &CancellationToken) -> Result<Blocks, LandingError> {
        self.again(
            "blocks",
            Patience::from_now(self.patience()),
            cancel,
            |opened| async move { self.wire.blocks(opened.azure()?, name.as_str()).await },
        )
        .await
    }

    async fn put_one(
        &self,
        upload: &LandingUpload,
        index: usize,
        block: Block,
        progress: &Progress<'_>,
        cancel: &CancellationToken,
    ) -> Result<(), LandingError> {
        let (block, moved) = (&block, &|sent| progress.moved(index, sent));
        let patience = Patience::after_a_failure(self.patience());
        self.again("put_block", patience, cancel, |opened| async move {
            self.wire
                .put_block(opened.azure()?, upload.name.as_str(), block, moved)
                .await
        })
        .await?;
        progress.stored(index, block.bytes.len() as u64);
        Ok(())
    }

    /// Makes the file. A lost answer is followed by a look: what is made is not made a second time.
    async fn commit(
        &self,
        upload: &LandingUpload,
        ids: &[String],
        cancel: &CancellationToken,
    ) -> Result<(), LandingError> {
        let patience = Patience::from_now(self.patience());
        let lost = Mutex::new(false);
        let lost = &lost;
        self.again("put_block_list", patience, cancel, |opened| async move {
            let (access, name) = (opened.azure()?, upload.name.as_str());
            let was_lost = *lost.lock().unwrap_or_else(PoisonError::into_inner);
            if was_lost && self.wire.blocks(access, name).await?.committed == ids {
                return Ok(());
            }
            let made = self.wire.put_block_list(access, name, ids).await;
            if let Err(failure) = &made {
                *lost.lock().unwrap_or_else(PoisonError::into_inner) |= !failure.error.left_no_trace();
            }
            made
        })
        .await
    }

    async fn put_parts(
        &self,
        upload: &LandingUpload,
        parts: &String,
        mut source: impl AsyncRead + Send + Unpin,
        progress: &Progress<'_>,
        cancel: &CancellationToken,
    ) -> Result<u64, LandingError> {
        let (mut flights, mut length) = (Flights::new(), 0);
        for index in 0.. {
            let bytes = flights.beside(next(&mut source, upload, cancel)).await?;
            if bytes.is_empty() {
                break;
            }
            if index >= amazon::PARTS {
                return Err(LandingError::TooLong);
            }
            length += bytes.len() as u64;
            let flight = async move {
                let size = bytes.len() as u64;
                let part = self.put_part(&upload.name, parts, index, bytes, cancel).await?;
                progress.stored(index, size);
                Ok::<_, LandingError>((index, part))
            };
            flights.start(flight).await?;
        }
        let mut done = flights.all().await?;
        if done.is_empty() {
            return Err(LandingError::Empty);
        }
        done.sort_by_key(|(index, _)| *index);
        let done: Vec<_> = done.into_iter().map(|(_, part)| part).collect();
        self.end_parts(&upload.name, parts, &done, length, cancel).await?;
        Ok(length)
    }
}

/// The next block; shorter only at the end, and empty after it.
async fn next(
    source: &mut (impl AsyncRead + Send + Unpin),
    upload: &LandingUpload,
    cancel: &CancellationToken,
) -> Result<Bytes, LandingError> {
    let size = upload.block_size.clamp(SMALLEST, LARGEST) as usize;
    let mut block = BytesMut::with_capacity(size);
    let whole = async {
        while block.len() < size {
            let left = (size - block.len()) as u64;
            if source.take(left).read_buf(&mut block).await? == 0 {
                break;
            }
        }
        Ok(())
    };
    cancel
        .run_until_cancelled(whole)
        .await
        .ok_or(Error::Cancelled)?
        .map_err(LandingError::Source)?;
    Ok(block.freeze())
}

/// Two hashes over 16 MiB would hold up everything else on this thread.
async fn prepare(upload: LandingUpload, index: usize, bytes: Bytes) -> Result<Block, LandingError> {
    let hashed = tokio::task::spawn_blocking(move || Block {
        id: upload.block_id(index, &bytes),
        md5: md5(&bytes),
        bytes,
    });
    hashed
        .await
        .map_err(|error| LandingError::Source(std::io::Error::other(error)))
}

struct Progress<'a> {
    state: Mutex<(u64, BTreeMap<usize, u64>)>,
    heard: &'a (dyn Fn(u64) + Send + Sync),
}

impl Progress<'_> {
    fn moved(&self, index: usize, sent: u64) {
        self.tell(|(_, flying)| {
            flying.insert(index, sent);
        });
    }

    fn stored(&self, index: usize, bytes: u64) {
        self.tell(|(stored, flying)| {
            flying.remove(&index);
            *stored += bytes;
        });
    }

    fn tell(&self, change: impl FnOnce(&mut (u64, BTreeMap<usize, u64>))) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        (self.heard)(state.0 + state.1.values().sum::<u64>());
    }
}
