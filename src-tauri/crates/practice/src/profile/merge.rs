//! From records to a profile: one fragment per dataset and primary identity. Without upsert a record replaces its
//! fragment; with upsert it changes only what it names (the dataset's tag when the batch was made decides). Between
//! fragments the merge policy decides, field by field: the newest value, or that of the dataset that it prefers.

use crate::import::identity::{LIST_MARK, MARK};
use rusqlite::Row;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) entity: Value,
    /// Datasets, in the order of their last record.
    pub(crate) sources: Vec<String>,
    /// The keys of the identities that hang together.
    pub(crate) graph: BTreeSet<String>,
    /// How many records of different datasets and primary identities it was merged from.
    pub(crate) fragments: usize,
    /// Epoch milliseconds.
    pub(crate) modified: i64,
}

/// A visible record.
pub(super) struct Record {
    pub(super) id: i64,
    dataset: String,
    primary: String,
    upsert: bool,
    visible: i64,
    names: String,
    body: Value,
}

impl Record {
    pub(super) const COLUMNS: &str = "r.id, b.dataset, r.primary_key, b.upsert, b.visible, r.links, r.body";

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body: String = row.get(6)?;
        Ok(Self {
            id: row.get(0)?,
            dataset: row.get(1)?,
            primary: row.get(2)?,
            upsert: row.get(3)?,
            visible: row.get(4)?,
            names: row.get(5)?,
            body: serde_json::from_str(&body).unwrap_or_default(),
        })
    }
}

/// What one dataset says about one primary identity.
struct Fragment {
    dataset: String,
    /// Of the last record: when it became visible, and its place among those of the same moment.
    written: (i64, i64),
    body: Value,
}

fn fragments(mut records: Vec<Record>) -> Vec<Fragment> {
    records.sort_by_key(|r| (r.visible, r.id));
    let mut found: BTreeMap<(String, String), Fragment> = BTreeMap::new();
    for record in records {
        let key = (record.dataset.clone(), record.primary);
        let earlier = found.remove(&key).filter(|_| record.upsert);
        let mut body = earlier.map_or_else(|| json!({}), |fragment| fragment.body);
        lay_over(&mut body, record.body);
        let fragment = Fragment {
            dataset: record.dataset,
            written: (record.visible, record.id),
            body,
        };
        found.insert(key, fragment);
    }
    let mut ordered: Vec<Fragment> = found.into_values().collect();
    ordered.sort_by_key(|fragment| fragment.written);
    ordered
}

/// The merged profile of `records`, which are not none. Of the datasets of `order`, each holds against those behind it and
/// against those that it does not name.
pub(super) fn profile(records: Vec<Record>, graph: BTreeSet<String>, order: &[String]) -> Profile {
    let mut names = graph.clone();
    for record in &records {
        names.extend(record.names.split(LIST_MARK).map(str::to_owned));
    }
    let mut fragments = fragments(records);
    let (count, modified) = (fragments.len(), fragments.last().map_or(0, |last| last.written.0));
    let mut sources: Vec<String> = Vec::new();
    for fragment in &fragments {
        sources.retain(|known| *known != fragment.dataset);
        sources.push(fragment.dataset.clone());
    }
    let behind = |fragment: &Fragment| {
        order
            .iter()
            .position(|id| *id == fragment.dataset)
            .unwrap_or(order.len())
    };
    fragments.sort_by_key(|fragment| std::cmp::Reverse(behind(fragment)));
    let mut entity = json!({});
    for fragment in fragments {
        lay_over(&mut entity, fragment.body);
    }
    // Who hangs together, and whoever else the fragments name.
    entity["identityMap"] = identity_map(&names);
    Profile {
        entity,
        sources,
        graph,
        fragments: count,
        modified,
    }
}

/// The fragment that was written last, as it is kept.
pub(super) fn newest(records: Vec<Record>, graph: BTreeSet<String>) -> Option<Profile> {
    let fragment = fragments(records).pop()?;
    Some(Profile {
        entity: fragment.body,
        sources: vec![fragment.dataset],
        graph,
        fragments: 1,
        modified: fragment.written.0,
    })
}

/// Objects are merged, everything else is replaced.
fn lay_over(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                lay_over(below.entry(name).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

fn identity_map(names: &BTreeSet<String>) -> Value {
    let mut map = Map::new();
    for (namespace, id) in names.iter().filter_map(|key| key.split_once(MARK)) {
        let items = map.entry(namespace.to_owned()).or_insert_with(|| json!([]));
        if let Some(items) = items.as_array_mut() {
            items.push(json!({"id": id}));
        }
    }
    Value::Object(map)
}
