//! The first rows of the files that were uploaded to a batch.

use super::{
    bad, missing,
    rows::{self, Broken, Form, RawRow},
};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    catalog::{batch_row::Batch, dataset},
    query,
    registry::Registry,
    state::Shared,
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
};
use serde_json::{Value, json};

/// Without `nrow`.
const ROWS: usize = 10;

pub(crate) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((id, dataset)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let wanted = match query.get("nrow") {
        None => ROWS,
        Some(text) => text.parse().map_err(|_| bad("nrow must be a number"))?,
    };
    let db = state.db();
    let batch = Batch::find(&db, &sandbox.0, &id)?.ok_or_else(|| missing(&id))?;
    if batch.dataset != dataset {
        return Err(missing(&dataset));
    }
    let found = dataset::find(&db, &sandbox.0, &dataset)?.ok_or_else(|| missing(&dataset))?;
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    let schema = registry.schema(found["schemaRef"]["id"].as_str().unwrap_or_default())?;
    let schema = schema.ok_or_else(|| missing("the dataset's schema"))?;
    let mut data: Vec<Value> = Vec::new();
    let mut names = db.prepare("SELECT stored FROM file WHERE batch = ?1 AND chunks IS NULL ORDER BY name")?;
    for stored in names.query_map([&id], |r| r.get::<_, String>(0))? {
        let path = state.home.uploads().join(&id).join(stored?);
        let form = Form::of(&batch.body["inputFormat"]);
        let read = rows::read(&path, form, &schema.full, &mut |row| match row {
            _ if data.len() >= wanted => Err(()),
            RawRow::Record(record) => {
                data.push(record);
                Ok(())
            }
            RawRow::Corrupt(text) => {
                data.push(json!({"_corrupt_record": text}));
                Ok(())
            }
        });
        match read {
            Ok(()) => {}
            Err(Broken::Caller(())) => break,
            Err(Broken::File(reason)) => return Err(bad(&reason)),
        }
    }
    answer::ok(&json!({"data": data}))
}
