//! Who hangs together with whom, read from a practice folder that is served or at rest. For tests and for learning: no
//! client of the platform can ask so.

use super::{graph::Graphs, merge::Profile, policy::Wanted, view::Found};
use crate::{
    documents::{Documents, Kind},
    home,
    import::identity::{MARK, key},
    namespaces::Known,
    options::Error,
};
use rusqlite::Connection;
use serde::Serialize;
use std::{collections::BTreeSet, path::Path};

/// Everybody whom Profile takes for one person. Personal data: `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Where.
    pub sandbox: String,
    /// The identities that hang together, in the order of namespace and id.
    pub identities: Vec<IdentityOf>,
    /// The datasets that say something about them, the last one that did so last.
    pub datasets: Vec<DatasetOf>,
    /// How many records of different datasets and primary identities the profile is merged from.
    pub fragments: usize,
}

/// One identity.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct IdentityOf {
    /// The namespace's code.
    pub namespace: String,
    /// The value.
    pub id: String,
}

/// A dataset that a profile comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatasetOf {
    /// The dataset's id.
    pub id: String,
    /// Its name; empty where it is gone.
    pub name: String,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person")
            .field("sandbox", &self.sandbox)
            .field("identities", &self.identities.len())
            .field("datasets", &self.datasets)
            .field("fragments", &self.fragments)
            .finish()
    }
}

/// Whoever has this identity, written as `ID` of any namespace or as `NAMESPACE:ID`, in any sandbox of the folder. Everything
/// counts that was taken in, also what no lookup shows yet; it is merged as without any quirk. Nothing is changed.
pub fn people(dir: &Path, identity: &str) -> Result<Vec<Person>, Error> {
    let Some(db) = home::reader(dir)? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for sandbox in sandboxes(&db)? {
        let known = Known::of(Documents::of(&db, &sandbox), false)?;
        let graphs = Graphs {
            db: &db,
            sandbox: &sandbox,
            known: &known,
            now: i64::MAX,
            delay: 0,
            unlimited: false,
        };
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for key in keys(identity, &known) {
            if seen.contains(&key) {
                continue;
            }
            if let Found::Profile(profile) = graphs.find(&key, &Wanted::stitched())? {
                found.push(person(&db, &sandbox, &profile)?);
                seen.extend(profile.graph);
            }
        }
    }
    Ok(found)
}

/// Sandboxes that something was sent to.
fn sandboxes(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = db.prepare("SELECT DISTINCT sandbox FROM batch ORDER BY sandbox")?;
    let rows = statement.query_map([], |r| r.get(0))?;
    rows.collect()
}

/// What is meant: an id may hold colons itself, so a namespace is one only where it is known.
fn keys(identity: &str, known: &Known) -> Vec<String> {
    let named = identity
        .split_once(':')
        .and_then(|(code, id)| Some(key(known.in_lookup(code)?, id)));
    let of_any = known.codes().map(|code| key(code, identity));
    named.into_iter().chain(of_any).collect()
}

fn person(db: &Connection, sandbox: &str, profile: &Profile) -> rusqlite::Result<Person> {
    let identities = profile.graph.iter().filter_map(|key| key.split_once(MARK));
    let mut datasets = Vec::new();
    for id in &profile.sources {
        let dataset = Documents::of(db, sandbox).get(Kind::Dataset, id)?;
        let name = dataset.as_ref().and_then(|d| d["name"].as_str()).unwrap_or_default();
        datasets.push(DatasetOf {
            id: id.clone(),
            name: name.to_owned(),
        });
    }
    Ok(Person {
        sandbox: sandbox.to_owned(),
        identities: identities
            .map(|(namespace, id)| IdentityOf {
                namespace: namespace.to_owned(),
                id: id.to_owned(),
            })
            .collect(),
        datasets,
        fragments: profile.fragments,
    })
}
