//! Who feeds a dataset, and how many batches there were: read from the batches themselves.
//!
//! What Commerce's Data Connection calls itself in a batch is not documented, so it is known only by words that its
//! client or producer is likely to have: a warning can rest on it, a refusal cannot (decision 41).

use super::{Batch, BatchFilter, PAGE};
use crate::client::Client;
use crate::{DatasetId, Error};
use std::collections::{BTreeMap, BTreeSet};
use tokio_util::sync::CancellationToken;

/// How the external ids of our own batches begin (decision 2).
const OURS: &str = "profile-courier-";
/// So many pages of batches are read at most; an organisation with more in a day has other worries.
const PAGES: usize = 20;

/// Somebody who sends into a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feeder {
    /// The API key or service that made the batches.
    pub client: Option<String>,
    /// What the batches say about their producer.
    pub producer: Option<String>,
    /// What that tells.
    pub kind: FeederKind,
    /// How many of the latest batches are from it.
    pub batches: u64,
    /// When the newest was made, in milliseconds since 1970.
    pub latest: Option<u64>,
}

/// What is known about a feeder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeederKind {
    /// This program, on this computer or another.
    Courier,
    /// Probably Commerce's own Data Connection: its records and ours would replace each other.
    DataConnection,
    /// Another tool with the same credential.
    SameCredential,
    /// Anything else.
    Other,
}

/// How many batches there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchCount {
    /// In the whole sandbox.
    pub total: u64,
    /// Into each dataset.
    pub by_dataset: BTreeMap<DatasetId, u64>,
    /// There were more than could be counted.
    pub more: bool,
}

impl Client {
    /// Who sent the latest hundred batches, by dataset; of all datasets, or of one. The most active first.
    pub async fn feeders(
        &self,
        dataset: Option<&DatasetId>,
        cancel: &CancellationToken,
    ) -> Result<BTreeMap<DatasetId, Vec<Feeder>>, Error> {
        let filter = BatchFilter {
            dataset: dataset.cloned(),
            ..BatchFilter::default()
        };
        let batches = self.batches(&filter, cancel).await?;
        let mut found: BTreeMap<DatasetId, Vec<Feeder>> = BTreeMap::new();
        for batch in &batches {
            for id in batch
                .datasets
                .iter()
                .chain(dataset.filter(|_| batch.datasets.is_empty()))
            {
                count(found.entry(id.clone()).or_default(), self.feeder(batch));
            }
        }
        for feeders in found.values_mut() {
            feeders.sort_by_key(|feeder| std::cmp::Reverse(feeder.batches));
        }
        Ok(found)
    }

    fn feeder(&self, batch: &Batch) -> Feeder {
        let producer = batch.tags.get("acp_producer").and_then(|words| words.first()).cloned();
        let client = batch.created_client.clone();
        let ours = batch.external_id.as_ref().is_some_and(|id| id.starts_with(OURS));
        let words = format!(
            "{} {}",
            client.as_deref().unwrap_or_default(),
            producer.as_deref().unwrap_or_default()
        );
        let kind = if ours {
            FeederKind::Courier
        } else if is_data_connection(&words) {
            FeederKind::DataConnection
        } else if client.as_deref() == Some(self.shared.credentials.client_id.trim()) {
            FeederKind::SameCredential
        } else {
            FeederKind::Other
        };
        Feeder {
            client,
            producer,
            kind,
            batches: 1,
            latest: batch.created,
        }
    }

    /// Counts the batches made after a moment, in milliseconds since 1970: Adobe advises at most 90 into Profile a day.
    pub async fn batches_since(&self, created_after: u64, cancel: &CancellationToken) -> Result<BatchCount, Error> {
        let filter = BatchFilter {
            created_after: Some(created_after),
            ..BatchFilter::default()
        };
        let (mut count, mut seen, mut start) = (BatchCount::default(), BTreeSet::new(), 0);
        for _ in 0..PAGES {
            let (length, batches) = self.batch_page(&filter, PAGE, start, cancel).await?;
            let before = seen.len();
            for batch in batches {
                if seen.insert(batch.id.as_str().to_owned()) {
                    count.total += 1;
                    for id in batch.datasets {
                        *count.by_dataset.entry(id).or_default() += 1;
                    }
                }
            }
            start += length;
            // A service that ignores `start` repeats itself.
            if length < PAGE || seen.len() == before {
                return Ok(count);
            }
        }
        count.more = true;
        Ok(count)
    }
}

fn count(feeders: &mut Vec<Feeder>, one: Feeder) {
    let same =
        |known: &&mut Feeder| known.client == one.client && known.producer == one.producer && known.kind == one.kind;
    match feeders.iter_mut().find(same) {
        Some(known) => {
            known.batches += 1;
            known.latest = known.latest.max(one.latest);
        }
        None => feeders.push(one),
    }
}

fn is_data_connection(words: &str) -> bool {
    let words: String = words.chars().filter(char::is_ascii_alphanumeric).collect();
    let words = words.to_ascii_lowercase();
    ["commerce", "magento", "dataconnection"]
        .iter()
        .any(|known| words.contains(known))
}
