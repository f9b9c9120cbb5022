//! `GET /stats`: the tenant's name, counts, and which schemas follow which class.

use super::{Registry, short, unions};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer},
    documents::Kind,
    options::Quirk,
    state::Shared,
};
use axum::{Extension, extract::State};
use serde_json::{Map, Value, json};

/// So many of the newest are named.
const RECENT: usize = 10;

pub(crate) async fn get(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Answer {
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    let schemas = registry.documents.bodies(Kind::Schema)?;
    let groups = registry.documents.bodies(Kind::FieldGroup)?;
    let count = |kind| Ok::<_, rusqlite::Error>(registry.documents.bodies(kind)?.len());
    let mut all: Vec<&Value> = schemas.iter().chain(&groups).collect();
    answer::ok(&json!({
        "imsOrg": state.endpoint.org_id, "tenantId": state.tenant,
        "counts": {
            "schemas": schemas.len(), "mixins": groups.len(), "datatypes": count(Kind::DataType)?,
            "classes": count(Kind::Class)?, "unions": unions::all(&registry)?.len(),
        },
        "recentlyCreatedResources": newest(&mut all, "repo:createdDate"),
        "recentlyUpdatedResources": newest(&mut all, "repo:lastModifiedDate"),
        "classUsage": class_usage(&registry, &schemas, state.has(Quirk::ClassUsageAsList)),
    }))
}

fn newest(all: &mut [&Value], date: &str) -> Vec<Value> {
    all.sort_by_key(|r| std::cmp::Reverse(r["meta:registryMetadata"][date].as_i64()));
    all.iter().take(RECENT).map(|r| short(r)).collect()
}

/// The guide shows an object keyed by class, the reference a list.
fn class_usage(registry: &Registry<'_>, schemas: &[Value], as_list: bool) -> Value {
    let mut usage: Map<String, Value> = Map::new();
    for schema in schemas {
        let class = schema["meta:class"].as_str().unwrap_or_default();
        let entry = json!({
            "$id": schema["$id"], "meta:altId": schema["meta:altId"],
            "title": schema["title"], "description": schema["description"],
        });
        let list = usage.entry(class.to_owned()).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(entry);
        }
    }
    if !as_list {
        return Value::Object(usage);
    }
    let entries = usage.into_iter().map(|(class, list)| {
        let title = registry.library.get(&class).map(|d| d["title"].clone());
        let number = list.as_array().map_or(0, Vec::len);
        json!({"$id": class, "title": title, "numberOfSchemas": number, "schemas": list})
    });
    entries.collect()
}
