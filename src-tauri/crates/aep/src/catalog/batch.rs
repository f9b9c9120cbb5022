//! Batches as the Catalog shows them: status, counts, errors, tags. Every field but the id may be missing.

use super::{BatchStatus, CATALOG, PAGE};
use crate::call::Call;
use crate::client::Client;
use crate::json::{list, number, tags, text};
use crate::{BatchId, DatasetId, Error, redact};
use serde_json::Value;
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Where it stands.
    pub status: BatchStatus,
    /// The id that the client gave it; the platform's own where the client gave none.
    pub external_id: Option<String>,
    /// The API key of the tool that made it.
    pub created_client: Option<String>,
    /// In milliseconds since 1970.
    pub created: Option<u64>,
    /// In milliseconds since 1970.
    pub completed: Option<u64>,
    /// The datasets that it belongs to.
    pub datasets: Vec<DatasetId>,
    /// The platform's own counts.
    pub metrics: Metrics,
    /// What went wrong, by code.
    pub errors: Vec<BatchError>,
    /// Each tag is a list of words.
    pub tags: BTreeMap<String, Vec<String>>,
}

/// The platform's counts. Absent ones come late, or never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// Records that were read (`inputRecordCount`, older `recordsRead`).
    pub input_records: Option<u64>,
    /// Records that were taken (`outputRecordCount`, older `recordsWritten`).
    pub output_records: Option<u64>,
    /// Records that were not (`failedRecordCount`, older `recordsFailed`).
    pub failed_records: Option<u64>,
    /// Files that were read.
    pub input_files: Option<u64>,
    /// Their bytes.
    pub input_bytes: Option<u64>,
}

impl Metrics {
    /// Refused = read − taken (decision 5); `None` until both are known.
    pub fn refused(&self) -> Option<u64> {
        self.input_records?.checked_sub(self.output_records?)
    }

    fn read(batch: &Value) -> Self {
        let metrics = batch.get("metrics").unwrap_or(&Value::Null);
        let either = |name, older| number(metrics, name).or_else(|| number(metrics, older));
        Self {
            input_records: either("inputRecordCount", "recordsRead").or_else(|| number(batch, "recordCount")),
            output_records: either("outputRecordCount", "recordsWritten"),
            failed_records: either("failedRecordCount", "recordsFailed").or_else(|| number(batch, "failedRecordCount")),
            input_files: number(metrics, "inputFileCount"),
            input_bytes: number(metrics, "inputByteSize"),
        }
    }
}

/// One kind of error in a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    /// Open-ended, such as `INGEST-1212-400`.
    pub code: String,
    /// Adobe's words, personal data taken out.
    pub description: String,
    /// How many records it concerns, when diagnostics are on.
    pub records: Option<u64>,
}

/// Which batches to list; empty fields do not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchFilter {
    /// The client's own id.
    pub external_id: Option<String>,
    /// Into this dataset.
    pub dataset: Option<DatasetId>,
    /// With this status.
    pub status: Option<BatchStatus>,
    /// Made by this API key. It may be shared with other tools, so it never proves that a batch is ours (R8).
    pub created_client: Option<String>,
    /// Made after this moment, in milliseconds since 1970.
    pub created_after: Option<u64>,
    /// At most this many, the newest first; at most 100, which `None` stands for.
    pub limit: Option<usize>,
}

impl Batch {
    fn read(id: &str, object: &Value) -> Option<Self> {
        Some(Self {
            id: BatchId::parse(id).ok()?,
            status: BatchStatus::parse(&text(object, "status").unwrap_or_default()),
            external_id: text(object, "externalId"),
            created_client: text(object, "createdClient"),
            created: number(object, "created"),
            completed: number(object, "completed"),
            datasets: related_datasets(object),
            metrics: Metrics::read(object),
            errors: list(object, "errors").iter().map(BatchError::read).collect(),
            tags: tags(object),
        })
    }

    /// The share of bad rows that is allowed, as the platform understood it; `None` where partial ingestion is off.
    pub fn partial_ingestion_percent(&self) -> Option<&str> {
        // Two spellings in the request, so two are looked for here.
        let tags = ["acp_partialIngestionPercent", "acp_partialIngestionPercentage"];
        tags.iter()
            .find_map(|tag| self.tags.get(*tag)?.first())
            .map(String::as_str)
    }
}

impl BatchError {
    fn read(object: &Value) -> Self {
        Self {
            code: text(object, "code").unwrap_or_default(),
            description: redact(&text(object, "description").unwrap_or_default()),
            records: number(object, "recordCount"),
        }
    }
}

impl BatchFilter {
    /// The batches that the client named so.
    pub fn external_id(id: impl Into<String>) -> Self {
        Self {
            external_id: Some(id.into()),
            ..Self::default()
        }
    }

    /// The service might not filter by a field that it documents; what we asked for is checked here again.
    fn passes(&self, batch: &Batch) -> bool {
        let named = self
            .external_id
            .as_ref()
            .is_none_or(|id| batch.external_id.as_ref() == Some(id));
        let made = self
            .created_client
            .as_ref()
            .is_none_or(|key| batch.created_client.as_ref() == Some(key));
        let inside = self
            .dataset
            .as_ref()
            .is_none_or(|id| batch.datasets.is_empty() || batch.datasets.contains(id));
        let stands = self.status.as_ref().is_none_or(|status| batch.status == *status);
        let since = self
            .created_after
            .is_none_or(|after| batch.created.is_none_or(|created| created > after));
        named && made && inside && stands && since
    }

    fn query<'a>(&self, mut call: Call<'a>) -> Call<'a> {
        let texts = [
            ("externalId", self.external_id.clone()),
            ("dataSet", self.dataset.as_ref().map(ToString::to_string)),
            ("status", self.status.as_ref().map(ToString::to_string)),
            ("createdClient", self.created_client.clone()),
            ("createdAfter", self.created_after.map(|millis| millis.to_string())),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                call = call.query(key, value);
            }
        }
        call
    }
}

impl Client {
    /// Lists batches, the newest first.
    pub async fn batches(&self, filter: &BatchFilter, cancel: &CancellationToken) -> Result<Vec<Batch>, Error> {
        let limit = filter.limit.unwrap_or(PAGE).clamp(1, PAGE);
        let (_, batches) = self.batch_page(filter, limit, 0, cancel).await?;
        Ok(batches)
    }

    /// One page: how many batches it had, and those of them that pass.
    pub(super) async fn batch_page(
        &self,
        filter: &BatchFilter,
        limit: usize,
        start: usize,
        cancel: &CancellationToken,
    ) -> Result<(usize, Vec<Batch>), Error> {
        let mut call = Call::get("batches", format!("{CATALOG}/batches"))
            .query("limit", limit)
            .query("orderBy", "desc:created");
        if start > 0 {
            call = call.query("start", start);
        }
        let reply = match self.call(&filter.query(call), cancel).await {
            Err(Error::NotFound(_)) => return Ok((0, Vec::new())),
            other => other?,
        };
        let Value::Object(page) = reply.json()? else {
            return Err(reply.odd("no batches by id"));
        };
        let batches = page.iter().filter_map(|(id, object)| Batch::read(id, object));
        Ok((page.len(), batches.filter(|batch| filter.passes(batch)).collect()))
    }

    /// One batch.
    pub async fn batch(&self, id: &BatchId, cancel: &CancellationToken) -> Result<Batch, Error> {
        let reply = self
            .call(&Call::get("batch", format!("{CATALOG}/batches/{id}")), cancel)
            .await?;
        let answer = reply.json()?;
        let batch = answer
            .get(id.as_str())
            .and_then(|object| Batch::read(id.as_str(), object));
        batch.ok_or_else(|| reply.odd("not the batch that was asked for"))
    }
}

fn related_datasets(object: &Value) -> Vec<DatasetId> {
    let related = list(object, "relatedObjects").iter();
    let datasets = related.filter(|one| text(one, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("dataSet")));
    datasets
        .filter_map(|one| DatasetId::parse(text(one, "id")?).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn batch(object: Value) -> Batch {
        Batch::read("01EQ1C48TR4GD4FE7NH2522TCQ", &object).unwrap()
    }

    #[test]
    fn counts_are_found_under_their_newer_and_older_names() {
        let newer = batch(
            json!({"metrics": {"inputRecordCount": 10, "outputRecordCount": "8", "failedRecordCount": 2,
            "inputFileCount": 1, "inputByteSize": 2012}}),
        );
        let older = batch(json!({"metrics": {"recordsRead": 10, "recordsWritten": 8, "recordsFailed": 2}}));
        for metrics in [newer.metrics, older.metrics] {
            assert_eq!(metrics.refused(), Some(2));
            assert_eq!(metrics.failed_records, Some(2));
        }
        assert_eq!(
            batch(json!({"recordCount": 57, "failedRecordCount": 3}))
                .metrics
                .input_records,
            Some(57)
        );
    }

    #[test]
    fn absent_or_impossible_counts_confirm_nothing() {
        for metrics in [
            json!(null),
            json!({}),
            json!({"inputRecordCount": 5}),
            json!({"inputRecordCount": 5, "outputRecordCount": 6}),
        ] {
            assert_eq!(batch(json!({"metrics": metrics})).metrics.refused(), None);
        }
    }

    #[test]
    fn a_batch_with_nothing_known_in_it_is_waited_on() {
        assert!(!batch(json!({})).status.is_final());
    }

    #[test]
    fn row_values_in_a_batch_error_are_taken_out() {
        let batch = batch(
            json!({"errors": [{"code": "INGEST-1401-400", "description": "row of jane@example.com", "recordCount": "3"}]}),
        );
        assert_eq!(
            batch.errors,
            [BatchError {
                code: "INGEST-1401-400".into(),
                description: "row of <e-mail>".into(),
                records: Some(3)
            }]
        );
    }

    #[test]
    fn a_service_that_ignores_the_filter_does_not_get_a_strangers_batch_adopted() {
        let filter = BatchFilter::external_id("profile-courier-1-2-1");
        assert!(filter.passes(&batch(json!({"externalId": "profile-courier-1-2-1"}))));
        assert!(!filter.passes(&batch(json!({"externalId": "another-tool"}))));
        assert!(!filter.passes(&batch(json!({}))));
    }

    #[test]
    fn the_threshold_is_read_back_from_a_scalar_or_a_list() {
        for tags in [
            json!({"acp_partialIngestionPercent": 5}),
            json!({"acp_partialIngestionPercent": ["5"]}),
            json!({"acp_partialIngestionPercentage": "5"}),
        ] {
            assert_eq!(batch(json!({"tags": tags})).partial_ingestion_percent(), Some("5"));
        }
    }
}
