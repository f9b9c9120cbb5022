//! A batch as it is stored, and as Catalog shows it at a given moment.
//! Between `loaded` and the end the shown status is a function of time alone,
//! so that a restart in the middle changes nothing.

use crate::{clock, options::Quirk, state::State};
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::{Value, json};
use std::time::Duration;

/// At speed 1: when the ingestion job may begin, and when the batch may end.
pub(crate) const STAGING_AFTER: Duration = Duration::from_secs(15);
const STAGED_AFTER: Duration = Duration::from_secs(60);
pub(crate) const FINAL_AFTER: Duration = Duration::from_secs(90);
/// A reverted batch is `inactive` for a while, then its data is gone.
const DELETED_AFTER: Duration = Duration::from_secs(60);

/// Words of the spec that a batch can stay at.
const STUCK: [&str; 7] = [
    "loaded",
    "queued",
    "processing",
    "staging",
    "staged",
    "retrying",
    "stalled",
];

/// Words of the spec that a batch can end with.
pub(crate) const ENDS: [&str; 10] = [
    "success",
    "active",
    "failed",
    "failure",
    "aborted",
    "abandoned",
    "inactive",
    "deleted",
    "archived",
    "retained",
];

pub(crate) fn is_known(status: &str) -> bool {
    status == "loading" || STUCK.contains(&status) || ENDS.contains(&status)
}

/// Whether a dataset holds records.
pub(crate) fn has_data(db: &Connection, dataset: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM batch WHERE dataset = ?1 AND status IN ('success', 'active')";
    let number: i64 = db.query_row(sql, [dataset], |r| r.get(0))?;
    Ok(number > 0)
}

/// The shapes that older pages and other readers know.
fn reread(shown: &mut Value, state: &State) {
    if state.has(Quirk::ScalarBatchTags) {
        for (name, value) in shown["tags"].as_object_mut().into_iter().flatten() {
            if name.starts_with("acp_") && value[0].is_string() {
                *value = value[0].clone();
            }
        }
    }
    if state.has(Quirk::OldMetricNames) && shown["metrics"].is_object() {
        let metrics = shown["metrics"].clone();
        shown["metrics"] = json!({
            "recordsRead": metrics["inputRecordCount"], "recordsWritten": metrics["outputRecordCount"],
            "recordsFailed": metrics["failedRecordCount"], "startTime": metrics["startTime"],
            "endTime": metrics["endTime"],
        });
    }
}

const COLUMNS: &str = "seq, id, sandbox, dataset, external_id, status, created, updated, \
                       completed, body, outcome, profile";

#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) seq: i64,
    pub(crate) id: String,
    pub(crate) sandbox: String,
    pub(crate) dataset: String,
    pub(crate) external_id: Option<String>,
    pub(crate) status: String,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    /// When COMPLETE was accepted.
    pub(crate) completed: Option<i64>,
    /// `inputFormat`, `tags`, `replay` as asked for.
    pub(crate) body: Value,
    /// `status`, `metrics`, `errors` once ingestion has run.
    pub(crate) outcome: Option<Value>,
    pub(crate) profile: bool,
}

impl Batch {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body: String = row.get("body")?;
        let outcome: Option<String> = row.get("outcome")?;
        Ok(Self {
            seq: row.get("seq")?,
            id: row.get("id")?,
            sandbox: row.get("sandbox")?,
            dataset: row.get("dataset")?,
            external_id: row.get("external_id")?,
            status: row.get("status")?,
            created: row.get("created")?,
            updated: row.get("updated")?,
            completed: row.get("completed")?,
            body: serde_json::from_str(&body).unwrap_or_default(),
            outcome: outcome.and_then(|o| serde_json::from_str(&o).ok()),
            profile: row.get("profile")?,
        })
    }

    pub(crate) fn find(db: &Connection, sandbox: &str, id: &str) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM batch WHERE id = ?1 AND sandbox = ?2");
        db.query_row(&sql, [id, sandbox], Self::read).optional()
    }

    /// In whichever sandbox it is.
    pub(crate) fn anywhere(db: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM batch WHERE id = ?1");
        db.query_row(&sql, [id], Self::read).optional()
    }

    pub(crate) fn all(db: &Connection, sandbox: &str) -> rusqlite::Result<Vec<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM batch WHERE sandbox = ?1 ORDER BY seq DESC");
        db.prepare(&sql)?.query_map([sandbox], Self::read)?.collect()
    }

    /// The batch of `dataset` that was created last.
    pub(crate) fn newest(db: &Connection, sandbox: &str, dataset: &str) -> rusqlite::Result<Option<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM batch WHERE sandbox = ?1 AND dataset = ?2 ORDER BY seq DESC LIMIT 1");
        db.query_row(&sql, [sandbox, dataset], Self::read).optional()
    }

    /// The batch of `dataset` that ended so last.
    pub(crate) fn newest_with(
        db: &Connection,
        sandbox: &str,
        dataset: &str,
        status: &str,
    ) -> rusqlite::Result<Option<Self>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM batch WHERE sandbox = ?1 AND dataset = ?2 AND status = ?3 ORDER BY seq DESC LIMIT 1"
        );
        db.query_row(&sql, [sandbox, dataset, status], Self::read).optional()
    }

    pub(crate) fn with_status(db: &Connection, status: &str) -> rusqlite::Result<Vec<Self>> {
        let sql = format!("SELECT {COLUMNS} FROM batch WHERE status = ?1 ORDER BY seq");
        db.prepare(&sql)?.query_map([status], Self::read)?.collect()
    }

    pub(crate) fn set_status(&self, db: &Connection, status: &str) -> rusqlite::Result<()> {
        db.execute(
            "UPDATE batch SET status = ?2, updated = ?3 WHERE seq = ?1",
            (self.seq, status, clock::now_ms()),
        )?;
        Ok(())
    }

    /// Whether `after` (at speed 1) has passed since COMPLETE.
    pub(crate) fn is_past(&self, after: Duration, speed: f64, now: i64) -> bool {
        let since = self.completed.map(|at| now - at);
        since.is_some_and(|ms| ms >= clock::paced_ms(after, speed))
    }

    /// The word that somebody asked for in advance; see [`crate::Fate`].
    pub(crate) fn fate(&self) -> Option<&str> {
        self.body["fate"].as_str()
    }

    /// The fate is a word that a batch stays at, not one that it ends with.
    pub(crate) fn is_stuck(&self) -> bool {
        self.fate().is_some_and(|word| STUCK.contains(&word))
    }

    /// The status on the wire. The spec's rarer words appear for some batches.
    pub(crate) fn shown_status(&self, speed: f64, now: i64) -> &str {
        if self.status == "inactive" && now - self.updated >= clock::paced_ms(DELETED_AFTER, speed) {
            return "deleted";
        }
        if self.status != "loaded" {
            return &self.status;
        }
        if let Some(word) = self.fate().filter(|_| self.is_stuck()) {
            return if self.is_past(STAGING_AFTER, speed, now) {
                word
            } else {
                "loaded"
            };
        }
        let past = |seconds| self.is_past(Duration::from_secs(seconds), speed, now);
        let flavour = self.seq % 4;
        if self.outcome.is_some() && self.is_past(STAGED_AFTER, speed, now) {
            "staged"
        } else if past(30) && !past(45) && flavour == 3 {
            "retrying"
        } else if self.is_past(STAGING_AFTER, speed, now) {
            if flavour == 2 { "processing" } else { "staging" }
        } else if past(5) && flavour == 1 {
            "queued"
        } else {
            "loaded"
        }
    }

    /// The batch in Catalog's form.
    pub(crate) fn shown(&self, state: &State) -> Value {
        let speed = state.options.speed;
        let status = self.shown_status(speed, clock::now_ms());
        let mut shown = json!({
            "id": self.id, "status": status, "imsOrg": state.endpoint.org_id, "created": self.created,
            "updated": self.updated, "createdClient": self.body["client"].as_str().unwrap_or(&state.endpoint.client_id), "createdUser": "practice",
            "updatedUser": "practice", "sandboxId": self.sandbox, "version": "1.0.0",
            "relatedObjects": [{"type": "dataSet", "id": self.dataset}],
            "inputFormat": self.body["inputFormat"], "tags": self.body["tags"],
        });
        if self.body["replay"].is_object() {
            shown["replay"] = self.body["replay"].clone();
        }
        if let Some(external) = &self.external_id {
            shown["externalId"] = json!(external);
        }
        if let Some(at) = self.completed {
            shown["started"] = json!(at);
        }
        if self.is_final() {
            shown["completed"] = json!(self.updated);
        }
        if let Some(outcome) = self.outcome.as_ref().filter(|_| self.is_final()) {
            shown["metrics"] = outcome["metrics"].clone();
            shown["errors"] = outcome["errors"].clone();
            for (ours, theirs) in [
                ("recordCount", "inputRecordCount"),
                ("failedRecordCount", "failedRecordCount"),
                ("size", "inputByteSize"),
            ] {
                shown[ours] = outcome["metrics"][theirs].clone();
            }
        }
        reread(&mut shown, state);
        shown
    }

    pub(crate) fn is_final(&self) -> bool {
        !matches!(self.status.as_str(), "loading" | "loaded")
    }

    /// The allowed share of bad rows in percent; `None` without partial ingestion.
    pub(crate) fn allowed_percent(&self) -> Option<f64> {
        self.body["tags"]["acp_partialIngestionPercent"][0]
            .as_str()?
            .parse()
            .ok()
    }

    pub(crate) fn diagnoses(&self) -> bool {
        self.body["tags"]["acp_enableErrorDiagnostics"][0] == "true" || self.allowed_percent().is_some()
    }
}
