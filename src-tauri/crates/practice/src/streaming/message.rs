//! One message: its envelope, its record, and where the record goes.

use crate::{
    answer::{self, Refusal},
    catalog::dataset::{self, has_tag},
    clock,
    documents::Documents,
    import::check::Check,
    import::identity::LIST_MARK,
    namespaces::Known,
    registry::Registry,
    state::State,
};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::{fs, io};

const TYPE: &str = "http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet";

/// The inlet's problem, with a message and, after validation, the violations.
pub(super) fn problem(status: u16, title: &str, message: &str, violations: Option<&[Value]>) -> Refusal {
    let mut report = json!({"message": message});
    if let Some(violations) = violations {
        report["cause"] = json!({"_streamingValidation": violations});
    }
    answer::refuse(
        status,
        &json!({"type": TYPE, "status": status, "title": title, "report": report}),
    )
}

fn envelope(message: &str) -> Refusal {
    problem(400, "Invalid XDM Message Format", message, None)
}

/// Takes a message in; with `wait` violations are answered, without they only fail the record later.
pub(super) fn take(state: &State, sandbox: &str, message: &Value, wait: bool) -> Result<(), Refusal> {
    let header = &message["header"];
    let text = |value: &Value, name: &str| {
        let found = value.as_str().filter(|v| !v.is_empty()).map(str::to_owned);
        found.ok_or_else(|| envelope(&format!("{name} is required")))
    };
    let schema = text(&header["schemaRef"]["id"], "header.schemaRef.id")?;
    text(&header["schemaRef"]["contentType"], "header.schemaRef.contentType")?;
    let org = text(&header["imsOrgId"], "header.imsOrgId")?;
    let target = text(&header["datasetId"], "header.datasetId")?;
    if org != state.endpoint.org_id {
        return Err(envelope("header.imsOrgId is not the organisation of this inlet"));
    }
    if message["body"]["xdmMeta"]["schemaRef"]["id"] != schema.as_str() {
        return Err(envelope("body.xdmMeta.schemaRef differs from header.schemaRef"));
    }
    let record = message["body"]["xdmEntity"].clone();
    if !record.is_object() {
        return Err(envelope("body.xdmEntity is required"));
    }
    let db = state.db();
    let found = dataset::find(&db, sandbox, &target)?.ok_or_else(|| envelope("the dataset does not exist"))?;
    if found["schemaRef"]["id"] != schema.as_str() {
        return Err(envelope("the dataset has another schema"));
    }
    let registry = Registry::open(state, &db, sandbox)?;
    let schema = registry
        .schema(&schema)?
        .ok_or_else(|| envelope("the schema does not exist"))?;
    let known = Known::read(state, Documents::of(&db, sandbox))?;
    let check = Check::new(&schema, known, false).map_err(|e| Refusal::from(io::Error::other(e)))?;
    let violations = check.violations(&record);
    if !violations.is_empty() {
        if wait {
            let text = "The message does not satisfy its schema";
            return Err(problem(400, "Invalid XDM Message Format", text, Some(&violations)));
        }
        return fail(state, &db, sandbox, &target, record, &violations);
    }
    let profile = has_tag(&found, "unifiedProfile", "enabled:true");
    match check.record(record) {
        Ok(taken) => {
            let batch = batch(state, &db, sandbox, &target, profile, "success", 1, 0)?;
            if profile && taken.fits_profile {
                db.execute(
                    "INSERT INTO record (batch, primary_key, links, body) VALUES (?1, ?2, ?3, ?4)",
                    params![
                        batch.0,
                        taken.identities.primary,
                        taken.identities.all.join(LIST_MARK),
                        taken.record.to_string()
                    ],
                )?;
                let record = db.last_insert_rowid();
                for identity in &taken.identities.all {
                    db.execute("INSERT OR IGNORE INTO link VALUES (?1, ?2)", params![identity, record])?;
                }
            }
            Ok(())
        }
        Err(refused) => fail(state, &db, sandbox, &target, refused.0, &[]),
    }
}

/// Streamed records appear in Catalog as small batches. Upsert by the dataset's tag is for uploaded batches alone.
#[expect(clippy::too_many_arguments, reason = "one row, written in two places")]
fn batch(
    state: &State,
    db: &Connection,
    sandbox: &str,
    dataset: &str,
    profile: bool,
    status: &str,
    taken: u32,
    failed: u32,
) -> rusqlite::Result<(i64, String)> {
    let now = clock::now_ms();
    let id = ulid::Ulid::generate().to_string();
    let visible = profile.then(|| now + clock::paced_ms(state.options.profile_delay, state.options.speed));
    let body = json!({
        "inputFormat": {"format": "json"}, "client": "streaming-ingestion",
        "tags": {"acp_producer": ["streaming-ingestion"]},
    });
    let outcome = json!({
        "status": status, "errors": [],
        "metrics": {"inputRecordCount": taken + failed, "outputRecordCount": taken, "failedRecordCount": failed,
                    "inputByteSize": 0, "startTime": now, "endTime": now},
    });
    db.execute(
        "INSERT INTO batch (id, sandbox, dataset, status, created, updated, completed, body, outcome, visible, profile)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5, ?6, ?7, ?8, ?9)",
        params![
            id,
            sandbox,
            dataset,
            status,
            now,
            body.to_string(),
            outcome.to_string(),
            visible,
            profile
        ],
    )?;
    Ok((db.last_insert_rowid(), id))
}

/// A record that failed after its answer was given: found with the failed rows of its batch.
fn fail(
    state: &State,
    db: &Connection,
    sandbox: &str,
    dataset: &str,
    mut record: Value,
    violations: &[Value],
) -> Result<(), Refusal> {
    let (_, id) = batch(state, db, sandbox, dataset, false, "failed", 0, 1)?;
    record["_errors"] = json!({"_streamingValidation": violations});
    let folder = state.home.diagnostics().join(&id);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("validation_errors_0.json"), format!("{record}\n"))?;
    Ok(())
}
