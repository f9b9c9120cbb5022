//! A run as Flow Service shows it: what was copied, and what became of the batch that it was handed over in. The sample of
//! the monitoring guide gives the form.

use super::specs;
use crate::{
    answer::Refusal,
    catalog::batch_row::Batch,
    documents::{Documents, Kind},
    options::Quirk,
    sandboxes,
    state::State,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const EXPORT: &str = "https://platform.adobe.io/data/foundation/export/batches";

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    /// Files are being copied; a restart begins the run anew.
    #[default]
    Copying,
    /// Its batch has everything.
    Handed,
    /// It found no file, or could not read one.
    Ended,
}

/// A run as it is kept. Times are epoch milliseconds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Run {
    pub(super) id: String,
    pub(super) flow: String,
    pub(super) source: String,
    pub(super) target: String,
    pub(super) client: String,
    pub(super) stage: Stage,
    pub(super) is_once: bool,
    pub(super) started: i64,
    pub(super) copied: Option<i64>,
    pub(super) window: (i64, i64),
    pub(super) files: u64,
    pub(super) input_bytes: u64,
    pub(super) output_bytes: u64,
    /// Rows of which a value could not be made.
    pub(super) warned: u64,
    pub(super) batch: Option<String>,
    /// Why it could not read a file.
    pub(super) failure: Option<String>,
    pub(super) updated: i64,
}

impl Run {
    pub(super) fn read(kept: &Value) -> Self {
        serde_json::from_value(kept.clone()).unwrap_or_default()
    }

    pub(super) fn keep(&self, documents: Documents<'_>) -> rusqlite::Result<()> {
        let body = serde_json::to_value(self).unwrap_or_default();
        documents.put(Kind::Run, &self.id, &body)
    }
}

/// The newest run of a flow.
pub(super) fn last(documents: Documents<'_>, flow: &str) -> rusqlite::Result<Option<Value>> {
    let all = documents.bodies(Kind::Run)?;
    Ok(all.into_iter().rev().find(|run| run["flow"] == flow))
}

/// What is known of the batch.
struct Outcome {
    status: &'static str,
    ended: Option<i64>,
    metrics: Value,
    errors: Value,
}

fn outcome(run: &Run, batch: Option<&Batch>) -> Outcome {
    let mut told = Outcome {
        status: "inProgress",
        ended: None,
        metrics: json!({}),
        errors: json!([]),
    };
    if run.stage == Stage::Ended {
        told.ended = run.copied;
        told.status = if run.failure.is_some() { "failed" } else { "success" };
    } else if let Some(batch) = batch.filter(|b| b.is_final()) {
        told.ended = Some(batch.updated);
        let good = matches!(batch.status.as_str(), "success" | "active");
        told.status = if good { "success" } else { "failed" };
        if let Some(outcome) = &batch.outcome {
            told.metrics = outcome["metrics"].clone();
            told.errors = outcome["errors"].clone();
        }
    }
    told
}

pub(super) fn shown(state: &State, documents: Documents<'_>, kept: &Value) -> Result<Value, Refusal> {
    let run = Run::read(kept);
    let batch = match &run.batch {
        Some(id) => Batch::find(documents.db, documents.sandbox, id)?,
        None => None,
    };
    let told = outcome(&run, batch.as_ref());
    let mut summary = json!({"startedAtUTC": run.started});
    if let Some(ended) = told.ended {
        summary["completedAtUTC"] = json!(ended);
    }
    let status = status_summary(&run, &told);
    let updated = told.ended.unwrap_or(run.updated).max(run.updated);
    let etag = format!("\"{}\"", updated % 10_000_000_000);
    let mut activities = vec![copy(&run, &told)];
    if run.batch.is_some() {
        activities.push(promotion(state, &run, &told, updated));
    }
    let metrics = json!({
        "durationSummary": summary,
        "sizeSummary": {"inputBytes": run.input_bytes, "outputBytes": count(&told, "outputByteSize")},
        "recordSummary": records(&told),
        "fileSummary": {
            "inputFileCount": run.files, "outputFileCount": count(&told, "outputFileCount"),
            "activityRefs": ["promotionActivity"],
        },
        "statusSummary": status,
    });
    Ok(json!({
        "id": run.id, "createdAt": run.started, "updatedAt": updated, "createdBy": "practice", "updatedBy": "practice",
        "createdClient": run.client, "updatedClient": run.client,
        "sandboxId": sandboxes::find(documents.sandbox).map(|s| s.id), "sandboxName": documents.sandbox,
        "imsOrgId": state.endpoint.org_id, "flowId": run.flow,
        "flowSpec": {"id": specs::CLOUD_STORAGE, "version": "1.0"}, "etag": etag,
        "metrics": metrics, "activities": activities,
    }))
}

fn count(told: &Outcome, name: &str) -> u64 {
    told.metrics[name].as_u64().unwrap_or(0)
}

/// Empty until the batch has ended.
fn records(told: &Outcome) -> Value {
    if told.ended.is_none() {
        return json!({});
    }
    json!({
        "inputRecordCount": count(told, "inputRecordCount"), "outputRecordCount": count(told, "outputRecordCount"),
        "failedRecordCount": count(told, "failedRecordCount"),
    })
}

fn status_summary(run: &Run, told: &Outcome) -> Value {
    let mut summary = json!({"status": told.status, "activityRefs": ["promotionActivity"]});
    let bad = told.status == "failed" || count(told, "failedRecordCount") > 0;
    let errors = match &run.failure {
        Some(reason) => json!([{"code": "CONNECTOR-2001-500", "message": reason}]),
        None if bad => json!([{"code": "CONNECTOR-2001-500", "message": "Error occurred at promotion activity."}]),
        None => json!([]),
    };
    summary["errors"] = errors;
    if run.failure.is_some() || run.batch.is_none() {
        summary["activityRefs"] = json!(["copyActivity"]);
    }
    summary
}

fn copy(run: &Run, told: &Outcome) -> Value {
    let mut duration = json!({
        "startedAtUTC": run.started,
        "extensions": {"windowStart": run.window.0, "windowEnd": run.window.1},
    });
    if let Some(copied) = run.copied {
        duration["completedAtUTC"] = json!(copied);
    }
    let status = match (&run.failure, run.copied) {
        (Some(_), _) => "failed",
        (None, Some(_)) => "success",
        (None, None) => told.status,
    };
    let mut summary = json!({"status": status, "extensions": {}});
    if run.is_once {
        summary["extensions"] = json!({"type": "one-time"});
    }
    json!({
        "id": "copyActivity", "name": "Copy Activity", "updatedAtUTC": run.copied.unwrap_or(run.updated),
        "durationSummary": duration,
        "sizeSummary": {"inputBytes": run.input_bytes, "outputBytes": run.input_bytes}, "recordSummary": {},
        "fileSummary": {"inputFileCount": run.files, "outputFileCount": run.files},
        "statusSummary": summary,
        "sourceInfo": [{"id": run.source, "type": "SourceConnection", "reference": {"type": "AdfRunId", "ids": [run.id]}}],
    })
}

fn promotion(state: &State, run: &Run, told: &Outcome, updated: i64) -> Value {
    let batch = run.batch.as_deref().unwrap_or_default();
    let link = |path: &str| format!("{EXPORT}/{batch}/meta?path={path}");
    let sample = if state.has(Quirk::SamplesSpeltOtherwise) {
        "row_error_samples.json"
    } else {
        "row_errors_sample.json"
    };
    let mut duration = json!({"startedAtUTC": run.copied.unwrap_or(run.started)});
    if let Some(ended) = told.ended {
        duration["completedAtUTC"] = json!(ended);
    }
    let mut status = status_summary(run, told);
    let mut errors: Vec<Value> = told.errors.as_array().into_iter().flatten().map(renamed).collect();
    if run.warned > 0 && told.ended.is_some() {
        errors.push(json!({
            "code": "MAPPER-3700-400", "recordCount": run.warned, "message": "Mapper Transform Error",
        }));
    }
    status["extensions"] = json!({
        "manifest": {"failedRecords": link("row_errors"), "sampleErrors": link(sample)},
        "errors": errors,
    });
    json!({
        "id": "promotionActivity", "name": "Promotion Activity", "updatedAtUTC": updated, "durationSummary": duration,
        "sizeSummary": {"inputBytes": run.output_bytes, "outputBytes": count(told, "outputByteSize")},
        "recordSummary": records(told),
        "fileSummary": {
            "inputFileCount": run.files, "outputFileCount": count(told, "outputFileCount"),
            "extensions": {"manifest": {"fileInfo": link("input_files")}},
        },
        "statusSummary": status,
        "targetInfo": [{"id": run.target, "type": "TargetConnection", "reference": {"type": "Batch", "ids": [batch]}}],
    })
}

/// A batch describes where a run has a message.
fn renamed(error: &Value) -> Value {
    let mut made = json!({"code": error["code"], "message": error["description"]});
    if error["recordCount"].is_u64() {
        made["recordCount"] = error["recordCount"].clone();
    }
    made
}
