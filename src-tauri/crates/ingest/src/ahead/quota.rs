//! How much of the batches that Adobe advises for a day is used up (facts §11.4: 90 into Profile, per sandbox).

use super::view::BatchesToday;
use crate::connections::{ConnectionSettings, client_of};
use crate::engine::Engine;
use crate::problem::Failure;
use aep::CancellationToken;

/// A soft limit: beyond it the platform may fall behind.
const ADVISED: u64 = 90;
const DAY: u64 = 24 * 60 * 60 * 1_000;

impl Engine {
    /// Counts the batches of a connection's sandbox in the last 24 hours, whoever sent them.
    pub async fn batches_today(
        &self,
        settings: &ConnectionSettings,
        cancel: &CancellationToken,
    ) -> Result<BatchesToday, Failure> {
        let now = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or_default();
        let count = client_of(settings)?
            .batches_since(now.saturating_sub(DAY), cancel)
            .await?;
        Ok(BatchesToday {
            version: 1,
            sandbox: settings.sandbox.clone(),
            batches: count.total,
            more: count.more,
            advised: ADVISED,
        })
    }
}
