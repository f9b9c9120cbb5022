//! What a fresh folder begins with: a shop that is set up, or a bare organisation with the standard resources alone.

use crate::{
    catalog::dataset,
    clock,
    documents::Documents,
    namespaces,
    options::Error,
    registry::{Registry, seed},
    sandboxes,
    state::{State, remembered},
};
use rusqlite::Connection;
use serde_json::json;

pub(crate) const TENANT: &str = "courier";
/// Another name, so that nobody can do without asking for it.
pub(crate) const BARE_TENANT: &str = "newshop";
pub(crate) const DATASET: &str = dataset::CUSTOMERS;
pub(crate) const SCHEMA: &str = seed::SHOPPERS;

/// Decided when the folder is made, and kept: a restart never changes an organisation's kind.
pub(crate) fn is_bare(db: &Connection, asked: bool) -> Result<bool, Error> {
    let kind = remembered(db, "organisation", || if asked { "bare" } else { "filled" }.to_owned())?;
    Ok(kind == "bare")
}

/// Fills the sandboxes on the first start alone: what a client deletes stays deleted.
pub(crate) fn once(state: &State) -> Result<(), Error> {
    let db = state.db();
    let mut fresh = false;
    remembered(&db, "filled_at", || {
        fresh = true;
        clock::now_ms().to_string()
    })?;
    if !fresh {
        return Ok(());
    }
    let org = &state.endpoint.org_id;
    let mut practice = Registry::open(state, &db, sandboxes::PRACTICE)?;
    namespaces::seed(practice.documents)?;
    seed::practice(&mut practice)?;
    dataset::practice(practice.documents, org)?;
    let production = Registry::open(state, &db, sandboxes::PROD)?;
    namespaces::seed(production.documents)?;
    seed::production(&production)?;
    dataset::production(Documents::of(&db, sandboxes::PROD), org)?;
    connector_batch(&db)
}

/// A batch of Commerce's own connector. Which words the platform uses for that producer is not documented.
fn connector_batch(db: &Connection) -> Result<(), Error> {
    let now = clock::now_ms();
    let body = json!({
        "inputFormat": {"format": "parquet"}, "client": "commerce-data-connection",
        "tags": {"acp_producer": ["commerce-data-connection"]},
    });
    let outcome = json!({
        "status": "success", "errors": [],
        "metrics": {"inputRecordCount": 0, "outputRecordCount": 0, "failedRecordCount": 0, "inputByteSize": 0,
                    "startTime": now, "endTime": now},
    });
    db.execute(
        "INSERT INTO batch (id, sandbox, dataset, status, created, updated, completed, body, outcome, profile)
         VALUES (?1, ?2, ?3, 'success', ?4, ?4, ?4, ?5, ?6, 1)",
        (
            ulid::Ulid::generate().to_string(),
            sandboxes::PROD,
            dataset::COMMERCE_PROFILES,
            now,
            body.to_string(),
            outcome.to_string(),
        ),
    )?;
    Ok(())
}
