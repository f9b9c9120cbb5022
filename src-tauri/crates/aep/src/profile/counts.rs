//! How many there are: of profiles, by dataset, and of identities, by namespace.

use crate::DatasetId;
use crate::Error;
use crate::call::Call;
use crate::client::Client;
use crate::json::{flag, list, number, text};
use serde_json::Value;
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;

const SAMPLE: &str = "/data/core/ups/previewsamplestatus";

/// How many shoppers Profile knew when it last counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileCounts {
    /// Merged profiles.
    pub profiles: Option<u64>,
    /// Records that they were merged from.
    pub fragments: Option<u64>,
    /// When that was, in the platform's form.
    pub counted: Option<String>,
    /// It is counting right now: batches that came since are not in yet.
    pub counting: bool,
    /// The last batch that is counted in.
    pub last_batch: Option<String>,
}

impl Client {
    /// How many shoppers Profile knew when it last counted, which it does about once a day.
    pub async fn profile_counts(&self, cancel: &CancellationToken) -> Result<ProfileCounts, Error> {
        let reply = self.call(&Call::get("profile_counts", SAMPLE), cancel).await?;
        let answer = reply.json()?;
        if !answer.is_object() {
            return Err(reply.odd("no counts"));
        }
        let running = answer.get("sampleJobRunning").unwrap_or(&Value::Null);
        Ok(ProfileCounts {
            profiles: number(&answer, "totalRows"),
            fragments: number(&answer, "totalFragmentCount"),
            counted: text(&answer, "lastSampledTimestamp"),
            counting: flag(running, "status")
                .or_else(|| flag(&answer, "sampleJobRunning"))
                .unwrap_or(false),
            last_batch: text(&answer, "lastBatchId").filter(|id| !id.is_empty()),
        })
    }

    /// How many shoppers each dataset has a part in, when Profile last counted; none where it never has.
    pub async fn profiles_by_dataset(&self, cancel: &CancellationToken) -> Result<BTreeMap<DatasetId, u64>, Error> {
        let call = Call::get("profiles_by_dataset", format!("{SAMPLE}/report/dataset"));
        let reply = match self.call(&call, cancel).await {
            Err(Error::NotFound(_)) => return Ok(BTreeMap::new()),
            other => other?,
        };
        let answer = reply.json()?;
        if !answer.get("data").is_some_and(Value::is_array) {
            return Err(reply.odd("no list of datasets"));
        }
        let of = |item: &Value| {
            Some((
                DatasetId::parse(text(item, "value")?).ok()?,
                number(item, "fullIDsCount")?,
            ))
        };
        Ok(list(&answer, "data").iter().filter_map(of).collect())
    }

    /// How many identities each namespace has, by its code, when Profile last counted; `None` where it never has, or where
    /// this connection may not know.
    pub async fn identities_by_namespace(
        &self,
        cancel: &CancellationToken,
    ) -> Result<Option<BTreeMap<String, u64>>, Error> {
        let call = Call::get("identities_by_namespace", format!("{SAMPLE}/report/namespace"));
        let reply = match self.call(&call, cancel).await {
            Err(Error::NotFound(_) | Error::Forbidden { .. }) => return Ok(None),
            other => other?,
        };
        let answer = reply.json()?;
        if !answer.get("data").is_some_and(Value::is_array) {
            return Err(reply.odd("no list of namespaces"));
        }
        let of = |item: &Value| Some((text(item, "code")?, number(item, "fullIDsCount")?));
        Ok(Some(list(&answer, "data").iter().filter_map(of).collect()))
    }
}
