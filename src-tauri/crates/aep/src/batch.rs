//! Batch Ingestion: open, put files, complete or abort (facts §6). A wrong order does not compile.
//!
//! Nothing of a batch is visible before [`OpenBatch::complete`], and a file may be put again: it replaces itself.

use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::json::text;
use crate::{Batch, BatchId, DatasetId, Error, FileName, Retry};
use bytes::Bytes;
use reqwest::Method;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const IMPORT: &str = "/data/foundation/import";

/// What the files of a batch are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Parquet.
    Parquet,
    /// One JSON record per line.
    JsonLines,
}

/// How the threshold is spelled; the reference knows both (facts §6.1). Read it back from the batch's tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartialSpelling {
    /// `partialIngestionPercent`, as in the current pages.
    #[default]
    Percent,
    /// `partialIngestionPercentage`, as in the older ones.
    Percentage,
    /// One of each.
    Both,
}

/// A batch to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    /// Where its rows go.
    pub dataset: DatasetId,
    /// What its files are.
    pub format: FileFormat,
    /// Our own id, unique in the organisation: the way back to a batch whose answer was lost.
    pub external_id: String,
    /// Percent of bad rows that are left out before the whole batch fails; `None` lets one bad row fail it.
    pub partial_percent: Option<u8>,
    /// How that is spelled.
    pub spelling: PartialSpelling,
}

impl NewBatch {
    /// With partial ingestion at 5 %, and diagnostics, which are always on (decision 7).
    pub fn new(dataset: DatasetId, format: FileFormat, external_id: impl Into<String>) -> Self {
        let spelling = PartialSpelling::default();
        Self {
            dataset,
            format,
            external_id: external_id.into(),
            partial_percent: Some(5),
            spelling,
        }
    }

    fn body(&self) -> Value {
        // Lower-case, as in the reference's examples; its schema prints `JSON` and `Parquet`.
        let format = match self.format {
            FileFormat::Parquet => json!({"format": "parquet"}),
            FileFormat::JsonLines => json!({"format": "json", "isMultiLineJson": false}),
        };
        let mut body = json!({
            "datasetId": self.dataset.as_str(),
            "externalId": self.external_id,
            "inputFormat": format,
            "enableErrorDiagnostics": true,
        });
        let spellings: &[&str] = match self.spelling {
            PartialSpelling::Percent => &["partialIngestionPercent"],
            PartialSpelling::Percentage => &["partialIngestionPercentage"],
            PartialSpelling::Both => &["partialIngestionPercent", "partialIngestionPercentage"],
        };
        if let Some(percent) = self.partial_percent {
            for spelling in spellings {
                body[*spelling] = percent.into();
            }
        }
        body
    }
}

impl Client {
    /// Opens a batch. Not repeatable, so a lost answer surfaces instead of opening a second batch: look for the
    /// external id then ([`Client::batches`]). After a refusal that left no trace it is tried again.
    pub async fn open_batch(&self, new: &NewBatch, cancel: &CancellationToken) -> Result<OpenBatch, Error> {
        let path = format!("{IMPORT}/batches");
        let call = Call::new(
            "open_batch",
            Method::POST,
            path,
            Payload::Json(new.body()),
            Repeat::Untraced,
        );
        let reply = self.call(&call, cancel).await?;
        let id = text(&reply.json()?, "id").and_then(|id| BatchId::parse(id).ok());
        let id = id.ok_or_else(|| reply.odd("no batch id"))?;
        tracing::info!(batch = %id, "batch opened");
        Ok(OpenBatch {
            client: self.clone(),
            id,
            dataset: new.dataset.clone(),
        })
    }

    async fn act(
        &self,
        name: &'static str,
        id: &BatchId,
        action: &str,
        cancel: &CancellationToken,
    ) -> Result<(), Error> {
        let path = format!("{IMPORT}/batches/{id}");
        let call = Call::new(name, Method::POST, path, Payload::Nothing, Repeat::Safe).query("action", action);
        self.call(&call, cancel).await?.accepted()?;
        tracing::info!(batch = %id, action, "accepted");
        Ok(())
    }
}

/// A batch that takes files. Dropping it leaves it open on the platform.
#[derive(Clone, Debug)]
pub struct OpenBatch {
    client: Client,
    id: BatchId,
    dataset: DatasetId,
}

impl OpenBatch {
    /// Takes up a batch that is `loading`, known from a journal or by its external id. Asks nobody.
    pub fn adopt(client: Client, id: BatchId, dataset: DatasetId) -> Self {
        Self { client, id, dataset }
    }

    /// The same batch with another patience.
    pub fn with_retry(self, retry: Retry) -> Self {
        Self {
            client: self.client.with_retry(retry),
            ..self
        }
    }

    /// Its id.
    pub fn id(&self) -> &BatchId {
        &self.id
    }

    /// Where its rows go.
    pub fn dataset(&self) -> &DatasetId {
        &self.dataset
    }

    /// Puts a file, replacing one of the same name. `on_sent` hears how many bytes of it the connection has taken so
    /// far; the count starts anew with each attempt.
    ///
    /// Only a 200 or 201 with an empty or JSON body counts as stored: a proxy's page does not (F19). After any error or
    /// cancellation the file may or may not be stored; put it again.
    pub async fn put_file(
        &self,
        name: &FileName,
        bytes: Bytes,
        on_sent: impl Fn(u64) + Send + Sync,
        cancel: &CancellationToken,
    ) -> Result<(), Error> {
        let path = format!("{IMPORT}/batches/{}/datasets/{}/files/{name}", self.id, self.dataset);
        let payload = Payload::File {
            bytes: &bytes,
            on_sent: &on_sent,
        };
        let call = Call::new("put_file", Method::PUT, path, payload, Repeat::Safe);
        let reply = self.client.call(&call, cancel).await?;
        if !matches!(reply.status, 200 | 201) {
            return Err(reply.odd("not stored"));
        }
        reply.accepted()?;
        tracing::info!(batch = %self.id, file = %name, bytes = bytes.len(), "file stored");
        Ok(())
    }

    /// Hands the batch over: the only commit point, and safe to repeat. From the first attempt on it may become
    /// visible, whatever the answer: after an error go on with [`OpenBatch::adopt`] or [`PromotedBatch::adopt`] on the
    /// same id, as its status says.
    pub async fn complete(self, cancel: &CancellationToken) -> Result<PromotedBatch, Error> {
        self.client.act("complete", &self.id, "COMPLETE", cancel).await?;
        Ok(PromotedBatch {
            client: self.client,
            id: self.id,
        })
    }

    /// Gives the batch up; nothing of it becomes visible. Safe to repeat.
    pub async fn abort(self, cancel: &CancellationToken) -> Result<(), Error> {
        self.client.act("abort", &self.id, "ABORT", cancel).await
    }
}

/// A batch that was handed over.
#[derive(Clone, Debug)]
pub struct PromotedBatch {
    client: Client,
    id: BatchId,
}

impl PromotedBatch {
    /// Takes up a batch that was completed earlier. Asks nobody.
    pub fn adopt(client: Client, id: BatchId) -> Self {
        Self { client, id }
    }

    /// Its id.
    pub fn id(&self) -> &BatchId {
        &self.id
    }

    /// As the Catalog shows it now.
    pub async fn status(&self, cancel: &CancellationToken) -> Result<Batch, Error> {
        self.client.batch(&self.id, cancel).await
    }

    /// Asks the platform to give it up after all. Usually refused with [`Error::Invalid`]; show what it says (F58).
    pub async fn try_abort(&self, cancel: &CancellationToken) -> Result<(), Error> {
        self.client.act("abort", &self.id, "ABORT", cancel).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewBatch {
        NewBatch::new(
            DatasetId::parse("5da9452f").unwrap(),
            FileFormat::JsonLines,
            "profile-courier-1-2-1",
        )
    }

    #[test]
    fn a_new_batch_names_its_format_in_lower_case_and_asks_for_diagnostics() {
        assert_eq!(
            new().body(),
            json!({"datasetId": "5da9452f", "externalId": "profile-courier-1-2-1", "enableErrorDiagnostics": true,
                "inputFormat": {"format": "json", "isMultiLineJson": false}, "partialIngestionPercent": 5})
        );
    }

    #[test]
    fn the_threshold_is_spelled_as_chosen() {
        let keys = |spelling, partial_percent| {
            let body = NewBatch {
                partial_percent,
                spelling,
                ..new()
            }
            .body();
            ["partialIngestionPercent", "partialIngestionPercentage"].map(|key| body.get(key).is_some())
        };
        assert_eq!(keys(PartialSpelling::Percent, Some(5)), [true, false]);
        assert_eq!(keys(PartialSpelling::Percentage, Some(5)), [false, true]);
        assert_eq!(keys(PartialSpelling::Both, Some(5)), [true, true]);
        assert_eq!(keys(PartialSpelling::Both, None), [false, false]);
    }
}
