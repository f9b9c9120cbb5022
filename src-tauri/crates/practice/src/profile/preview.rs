//! `previewsamplestatus`: how many profiles there are, and from where. Here every profile is in the sample.

use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    clock,
    documents::{Documents, Kind},
    state::Shared,
};
use axum::{Extension, extract::State};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

const VISIBLE: &str = "b.sandbox = ?1 AND b.visible IS NOT NULL AND b.visible <= ?2";

fn count(db: &Connection, sandbox: &str, what: &str, more: &str) -> rusqlite::Result<i64> {
    let sql = format!("SELECT {what} FROM record r JOIN batch b ON b.seq = r.batch WHERE {VISIBLE} {more}");
    db.query_row(&sql, params![sandbox, clock::now_ms()], |r| r.get(0))
}

pub(crate) async fn status(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Answer {
    let db = state.db();
    let profiles = count(&db, &sandbox.0, "count(DISTINCT r.primary_key)", "")?;
    let fragments = count(&db, &sandbox.0, "count(DISTINCT b.dataset || r.primary_key)", "")?;
    let now = clock::instant_text(clock::now_ms());
    answer::ok(&json!({
        "numRowsToRead": "1", "sampleJobRunning": {"status": false, "submissionTimestamp": now},
        "docCount": profiles.to_string(), "totalFragmentCount": fragments,
        "lastSuccessfulBatchTimestamp": "-1", "streamingDriven": "true", "totalRows": profiles.to_string(),
        "lastBatchId": "", "status": "COMPLETED", "samplingRatio": 1.0, "mergeStrategy": "simple",
        "lastSampledTimestamp": now,
    }))
}

fn percentage(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 * 100.0 / whole as f64
    }
}

pub(crate) async fn by_dataset(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Answer {
    let db = state.db();
    let now = clock::instant_text(clock::now_ms());
    let whole = count(&db, &sandbox.0, "count(DISTINCT r.primary_key)", "")?;
    let mut data: Vec<Value> = Vec::new();
    for (id, dataset) in Documents::of(&db, &sandbox.0).all(Kind::Dataset)? {
        let sql = format!(
            "SELECT count(DISTINCT r.primary_key) FROM record r JOIN batch b ON b.seq = r.batch
             WHERE {VISIBLE} AND b.dataset = ?3"
        );
        let part: i64 = db.query_row(&sql, params![sandbox.0, clock::now_ms(), id], |r| r.get(0))?;
        if part > 0 {
            data.push(json!({
                "value": id, "fullIDsCount": part, "fullIDsPercentage": percentage(part, whole),
                "sampleCount": part, "samplePercentage": percentage(part, whole),
                "name": dataset["name"], "description": dataset["description"],
                "createdUser": dataset["createdUser"], "streamingIngestionEnabled": "false", "reportTimestamp": now,
            }));
        }
    }
    answer::ok(&json!({"data": data, "reportTimestamp": now}))
}

pub(crate) async fn by_namespace(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Answer {
    let db = state.db();
    let now = clock::instant_text(clock::now_ms());
    let whole = count(&db, &sandbox.0, "count(DISTINCT r.primary_key)", "")?;
    let mut data: Vec<Value> = Vec::new();
    for namespace in crate::namespaces::all(Documents::of(&db, &sandbox.0))? {
        let code = namespace["code"].as_str().unwrap_or_default();
        let sql = format!(
            "SELECT count(DISTINCT l.identity), count(DISTINCT l.record) FROM link l JOIN record r ON r.id = l.record
             JOIN batch b ON b.seq = r.batch WHERE {VISIBLE} AND l.identity >= ?3 AND l.identity < ?4"
        );
        let (from, to) = (format!("{code}\u{1f}"), format!("{code}\u{20}"));
        let (ids, fragments): (i64, i64) = db.query_row(&sql, params![sandbox.0, clock::now_ms(), from, to], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
        if ids > 0 {
            data.push(json!({
                "value": namespace["id"].to_string(), "fullIDsFragmentCount": fragments, "fullIDsCount": ids,
                "fullIDsPercentage": percentage(ids, whole), "sampleCount": ids,
                "samplePercentage": percentage(ids, whole), "code": code, "reportTimestamp": now,
            }));
        }
    }
    answer::ok(&json!({"data": data, "reportTimestamp": now}))
}
