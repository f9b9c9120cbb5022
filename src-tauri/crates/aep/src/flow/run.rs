//! Runs of a flow: what each took, what it brought, and what was wrong.

use super::SERVICE;
use crate::client::Client;
use crate::error::Error;
use crate::json::{list, number, text};
use crate::{BatchId, FlowId, FlowRunId, redact};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

/// How far a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowRunStatus {
    /// Waits for its turn.
    Queued,
    /// Under way.
    Running,
    /// Everything went through.
    Success,
    /// Some rows did not.
    Partial,
    /// Nothing went through.
    Failed,
    /// Another word of the platform's.
    Other(String),
}

/// Counts of a run; absent where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlowCounts {
    /// Rows that it read.
    pub records_in: Option<u64>,
    /// Records that it brought.
    pub records_out: Option<u64>,
    /// Rows that it refused.
    pub records_failed: Option<u64>,
    /// Bytes that it read.
    pub bytes_in: Option<u64>,
    /// Bytes that it wrote.
    pub bytes_out: Option<u64>,
    /// Files that it read.
    pub files: Option<u64>,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowFault {
    /// Such as `CONNECTOR-2001-500`.
    pub code: Option<String>,
    /// Adobe's words, personal data taken out.
    pub message: String,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowRun {
    /// Its id.
    pub id: FlowRunId,
    /// When it began, in milliseconds since 1970.
    pub started: Option<u64>,
    /// When it ended, in milliseconds since 1970.
    pub ended: Option<u64>,
    /// How far it is.
    pub status: FlowRunStatus,
    /// What it took and brought.
    pub counts: FlowCounts,
    /// The batches that it made; [`Client::row_faults`] explains their rows.
    pub batches: Vec<BatchId>,
    /// What was wrong with it as a whole.
    pub errors: Vec<FlowFault>,
    /// What was wrong with some of its rows, where the answer holds it; often it names a batch instead.
    pub sample_errors: Vec<FlowFault>,
}

/// Which runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowRuns {
    /// Those made since this moment, in milliseconds since 1970.
    Since(u64),
    /// So many.
    Latest(usize),
}

impl Client {
    /// Runs of a flow, the latest first. Of a flow of a quarter of an hour there are 35,000 a year, so no more of them are
    /// asked for than are wanted.
    pub async fn runs(
        &self,
        flow: &FlowId,
        wanted: FlowRuns,
        cancel: &CancellationToken,
    ) -> Result<Vec<FlowRun>, Error> {
        let property = format!("flowId=={flow}");
        let query = [("property", property.as_str()), ("orderby", "-createdAt")];
        // A service that does not sort is read to its end.
        let goes_on = |read: &[Value]| {
            let times: Vec<_> = read.iter().filter_map(created).collect();
            let is_enough = match wanted {
                FlowRuns::Since(since) => times.last().is_some_and(|last| *last < since),
                FlowRuns::Latest(most) => times.len() >= most,
            };
            !(is_enough && times.is_sorted_by(|earlier, later| earlier >= later))
        };
        let items = self
            .items("runs", &format!("{SERVICE}/runs"), &query, goes_on, cancel)
            .await?;
        let is_wanted = |item: &&Value| {
            let is_its = text(item, "flowId").is_none_or(|id| id == flow.as_str());
            let FlowRuns::Since(since) = wanted else { return is_its };
            is_its && created(item).is_none_or(|at| at >= since)
        };
        let mut items: Vec<_> = items.iter().filter(is_wanted).collect();
        items.sort_by_key(|item| std::cmp::Reverse(created(item)));
        if let FlowRuns::Latest(most) = wanted {
            items.truncate(most);
        }
        Ok(items.into_iter().filter_map(read).collect())
    }
}

fn created(item: &Value) -> Option<u64> {
    number(item, "createdAt").or_else(|| number(item.pointer("/metrics/durationSummary")?, "startedAtUTC"))
}

fn read(item: &Value) -> Option<FlowRun> {
    let metrics = item.get("metrics").unwrap_or(&Value::Null);
    let of = |summary: &str, key: &str| metrics.get(summary).and_then(|summary| number(summary, key));
    // Zero stands for "not yet".
    let moment = |key| of("durationSummary", key).filter(|at| *at > 0);
    let status = metrics.get("statusSummary").unwrap_or(&Value::Null);
    // The schema misspells them, its examples do not.
    let steps = ["activities", "activites"]
        .iter()
        .flat_map(|key| list(item, key))
        .collect::<Vec<_>>();
    let mut errors = faults(status, "errors");
    errors.extend(
        metrics
            .get("recordSummary")
            .map(|records| faults(records, "failedInfo"))
            .unwrap_or_default(),
    );
    let (mut batches, mut samples) = (Vec::new(), Vec::new());
    for part in steps.iter().copied().chain([metrics]) {
        let of_part = part.get("statusSummary").unwrap_or(&Value::Null);
        let more = of_part.get("extensions").unwrap_or(&Value::Null);
        errors.extend(faults(of_part, "errors"));
        errors.extend(faults(more, "errors"));
        let manifest = more.get("manifest").unwrap_or(&Value::Null);
        samples.extend(faults(manifest, "sampleErrors"));
        for link in ["failedRecords", "sampleErrors"]
            .iter()
            .filter_map(|key| text(manifest, key))
        {
            batches.extend(batch_in(&link));
        }
        for target in list(part, "targetInfo")
            .iter()
            .filter_map(|target| target.get("reference"))
        {
            if text(target, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("batch")) {
                batches.extend(
                    list(target, "ids")
                        .iter()
                        .filter_map(|id| BatchId::parse(id.as_str()?).ok()),
                );
            }
        }
    }
    Some(FlowRun {
        id: FlowRunId::parse(text(item, "id")?).ok()?,
        started: moment("startedAtUTC"),
        ended: moment("completedAtUTC"),
        status: state(&text(status, "status").unwrap_or_default()),
        counts: FlowCounts {
            records_in: of("recordSummary", "inputRecordCount"),
            records_out: of("recordSummary", "outputRecordCount"),
            records_failed: of("recordSummary", "failedRecordCount"),
            bytes_in: of("sizeSummary", "inputBytes"),
            bytes_out: of("sizeSummary", "outputBytes"),
            files: of("fileSummary", "inputFileCount"),
        },
        batches: once(batches),
        errors: once(errors),
        sample_errors: once(samples),
    })
}

fn once<T: PartialEq>(things: Vec<T>) -> Vec<T> {
    let mut kept = Vec::new();
    for thing in things {
        if !kept.contains(&thing) {
            kept.push(thing);
        }
    }
    kept
}

/// In the reference both `success` and `PARTIAL_SUCCESS` are found.
fn state(word: &str) -> FlowRunStatus {
    match word.to_ascii_lowercase().replace(['_', '-', ' '], "").as_str() {
        "queued" | "scheduled" | "pending" => FlowRunStatus::Queued,
        "inprogress" | "running" | "started" | "processing" => FlowRunStatus::Running,
        "success" | "completed" => FlowRunStatus::Success,
        "partialsuccess" | "partialfailure" => FlowRunStatus::Partial,
        "failed" | "failure" => FlowRunStatus::Failed,
        _ => FlowRunStatus::Other(redact(word)),
    }
}

fn faults(object: &Value, key: &str) -> Vec<FlowFault> {
    let fault = |item: &Value| {
        let message = ["message", "description", "errorMessage"]
            .iter()
            .find_map(|key| text(item, key));
        let code = ["code", "errorCode"].iter().find_map(|key| text(item, key));
        let code = code.map(|code| redact(&code)).filter(|code| !code.is_empty());
        (code.is_some() || message.is_some()).then(|| FlowFault {
            code,
            message: message.map(|text| redact(&text)).unwrap_or_default(),
        })
    };
    list(object, key).iter().filter_map(fault).collect()
}

/// The batch that a link names; where the link leads is left alone.
fn batch_in(link: &str) -> Option<BatchId> {
    let (_, rest) = link.split_once("/batches/")?;
    BatchId::parse(rest.split(['/', '?']).next()?).ok()
}
