//! From records to a profile: one fragment per dataset and primary identity, fragments joined through shared identities.
//! Without upsert a record replaces its fragment; with upsert it changes only what it names (the dataset's tag when the
//! batch was made decides). Between datasets the fragment that was written last wins, field by field.

use crate::{clock, import::identity::LIST_MARK};
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// Larger graphs are refused by the access API.
const LARGEST_GRAPH: usize = 50;

/// What a lookup finds.
#[derive(Debug)]
pub(crate) enum Found {
    Nothing,
    TooLarge,
    Profile(Profile),
}

#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) entity: Value,
    /// Datasets, in the order of their last record.
    pub(crate) sources: Vec<String>,
    /// Identity keys.
    pub(crate) graph: Vec<String>,
    /// Epoch milliseconds.
    pub(crate) modified: i64,
}

struct Record {
    id: i64,
    dataset: String,
    primary: String,
    upsert: bool,
    visible: i64,
    body: Value,
}

impl Record {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let body: String = row.get(5)?;
        Ok(Self {
            id: row.get(0)?,
            dataset: row.get(1)?,
            primary: row.get(2)?,
            upsert: row.get(3)?,
            visible: row.get(4)?,
            body: serde_json::from_str(&body).unwrap_or_default(),
        })
    }
}

/// Identities that belong together, and the primary identities of the fragments behind them.
struct Graph {
    identities: BTreeSet<String>,
    fragments: BTreeSet<String>,
}

fn graph(db: &Connection, sandbox: &str, identity: &str) -> rusqlite::Result<Option<Graph>> {
    let mut found = Graph {
        identities: BTreeSet::new(),
        fragments: BTreeSet::new(),
    };
    let mut ahead = vec![identity.to_owned()];
    while let Some(identity) = ahead.pop() {
        if found.identities.len() > LARGEST_GRAPH {
            return Ok(None);
        }
        if !found.identities.insert(identity.clone()) {
            continue;
        }
        for primary in primaries(db, sandbox, &identity)? {
            if found.fragments.insert(primary.clone()) {
                ahead.extend(identities(db, sandbox, &primary)?);
            }
        }
    }
    Ok(Some(found))
}

/// The profile that `identity` leads to, as of now.
pub(crate) fn find(db: &Connection, sandbox: &str, identity: &str) -> rusqlite::Result<Found> {
    let Some(graph) = graph(db, sandbox, identity)? else {
        return Ok(Found::TooLarge);
    };
    let mut records = Vec::new();
    for primary in &graph.fragments {
        records.extend(of_primary(db, sandbox, primary)?);
    }
    if records.is_empty() {
        return Ok(Found::Nothing);
    }
    Ok(Found::Profile(merge(records, graph.identities)))
}

/// Takes every visible fragment of the profile away; whether there was one.
pub(crate) fn erase(db: &Connection, sandbox: &str, identity: &str) -> rusqlite::Result<bool> {
    let Some(graph) = graph(db, sandbox, identity)? else {
        return Ok(false);
    };
    for primary in &graph.fragments {
        for record in of_primary(db, sandbox, primary)? {
            db.execute("DELETE FROM link WHERE record = ?1", [record.id])?;
            db.execute("DELETE FROM record WHERE id = ?1", [record.id])?;
        }
    }
    Ok(!graph.fragments.is_empty())
}

const VISIBLE: &str = "b.sandbox = ?1 AND b.visible IS NOT NULL AND b.visible <= ?3";

fn texts(db: &Connection, sql: &str, sandbox: &str, name: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(sql)?
        .query_map(params![sandbox, name, clock::now_ms()], |r| r.get(0))?
        .collect()
}

fn primaries(db: &Connection, sandbox: &str, identity: &str) -> rusqlite::Result<Vec<String>> {
    let sql = format!(
        "SELECT DISTINCT r.primary_key FROM link l JOIN record r ON r.id = l.record
         JOIN batch b ON b.seq = r.batch WHERE l.identity = ?2 AND {VISIBLE}"
    );
    texts(db, &sql, sandbox, identity)
}

fn identities(db: &Connection, sandbox: &str, primary: &str) -> rusqlite::Result<Vec<String>> {
    let sql = format!(
        "SELECT DISTINCT r.links FROM record r JOIN batch b ON b.seq = r.batch WHERE r.primary_key = ?2 AND {VISIBLE}"
    );
    let lists = texts(db, &sql, sandbox, primary)?;
    Ok(lists
        .iter()
        .flat_map(|list| list.split(LIST_MARK))
        .map(str::to_owned)
        .collect())
}

fn of_primary(db: &Connection, sandbox: &str, primary: &str) -> rusqlite::Result<Vec<Record>> {
    let sql = format!(
        "SELECT r.id, b.dataset, r.primary_key, b.upsert, b.visible, r.body
         FROM record r JOIN batch b ON b.seq = r.batch WHERE r.primary_key = ?2 AND {VISIBLE}"
    );
    db.prepare_cached(&sql)?
        .query_map(params![sandbox, primary, clock::now_ms()], Record::read)?
        .collect()
}

fn merge(mut records: Vec<Record>, graph: BTreeSet<String>) -> Profile {
    records.sort_by_key(|r| (r.visible, r.id));
    let mut fragments: HashMap<(String, String), (i64, i64, Value)> = HashMap::new();
    for record in records {
        let key = (record.dataset, record.primary);
        let mut body = match fragments.remove(&key) {
            Some((_, _, earlier)) if record.upsert => earlier,
            _ => json!({}),
        };
        lay_over(&mut body, record.body);
        fragments.insert(key, (record.visible, record.id, body));
    }
    let mut ordered: Vec<_> = fragments.into_iter().collect();
    ordered.sort_by_key(|(_, (visible, id, _))| (*visible, *id));
    let modified = ordered.last().map_or(0, |(_, (visible, ..))| *visible);
    let mut sources: Vec<String> = Vec::new();
    let mut entity = json!({});
    for ((dataset, _), (_, _, body)) in ordered {
        sources.retain(|known| *known != dataset);
        sources.push(dataset);
        lay_over(&mut entity, body);
    }
    entity["identityMap"] = identity_map(&graph);
    Profile {
        entity,
        sources,
        graph: graph.into_iter().collect(),
        modified,
    }
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

fn identity_map(graph: &BTreeSet<String>) -> Value {
    let mut map = Map::new();
    for (namespace, id) in graph.iter().filter_map(|key| key.split_once('\u{1f}')) {
        let items = map.entry(namespace.to_owned()).or_insert_with(|| json!([]));
        if let Some(items) = items.as_array_mut() {
            items.push(json!({"id": id}));
        }
    }
    Value::Object(map)
}
