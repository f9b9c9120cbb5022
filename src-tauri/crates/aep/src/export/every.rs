//! All refused rows of a batch as one stream, wherever the platform keeps them.

use super::{Place, RowError, RowErrors};
use crate::client::Client;
use crate::{BatchId, Error};
use std::collections::VecDeque;
use tokio_util::sync::CancellationToken;

/// The sample's name in the specification, and in an example beside it.
const SAMPLES: [&str; 2] = ["row_errors_sample.json", "row_error_samples.json"];

/// Where the rows come from, the best that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagnosticSource {
    /// Every refused row.
    Rows,
    /// The rows of a batch that failed as a whole.
    Failed,
    /// Only some of the refused rows.
    Sample,
    /// The platform keeps none: diagnostics were off, or their 30 days are over.
    Nothing,
}

/// All refused rows of a batch.
pub struct RowFaults {
    client: Client,
    batch: BatchId,
    source: DiagnosticSource,
    files: VecDeque<Place>,
    open: Option<RowErrors>,
}

impl Client {
    /// Finds the refused rows of a batch: every one, else those of a failed batch, else a sample.
    pub async fn row_faults(&self, batch: &BatchId, cancel: &CancellationToken) -> Result<RowFaults, Error> {
        let rows = self.row_error_files(batch, cancel).await?;
        let mut files: VecDeque<Place> = rows
            .into_iter()
            .map(|file| Place::Meta(format!("row_errors/{}", file.name)))
            .collect();
        let (mut source, mut open) = (DiagnosticSource::Rows, None);
        if files.is_empty() {
            source = DiagnosticSource::Failed;
            let all = Place::Failed(String::new());
            let failed = self.diagnostic_files("failed_files", batch, &all, cancel).await?;
            files.extend(failed.into_iter().map(|file| Place::Failed(file.name.to_string())));
        }
        if files.is_empty() {
            source = DiagnosticSource::Nothing;
            for name in SAMPLES {
                match self
                    .open_rows("row_sample", batch, &Place::Meta(name.into()), cancel)
                    .await
                {
                    Ok(rows) => {
                        (source, open) = (DiagnosticSource::Sample, Some(rows));
                        break;
                    }
                    Err(Error::NotFound(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(RowFaults {
            client: self.clone(),
            batch: batch.clone(),
            source,
            files,
            open,
        })
    }
}

impl RowFaults {
    /// Where the rows come from.
    pub fn source(&self) -> DiagnosticSource {
        self.source
    }

    /// The next row, or `None` after the last. After an error the stream is over: find the rows anew.
    pub async fn next(&mut self, cancel: &CancellationToken) -> Result<Option<RowError>, Error> {
        loop {
            if let Some(rows) = &mut self.open {
                if let Some(row) = rows.next(cancel).await? {
                    return Ok(Some(row));
                }
                self.open = None;
            }
            let Some(place) = self.files.pop_front() else {
                return Ok(None);
            };
            self.open = Some(self.client.open_rows("row_faults", &self.batch, &place, cancel).await?);
        }
    }
}
