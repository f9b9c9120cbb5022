//! The identity graph: every record links all identities that it names, and what is linked hangs together. A graph holds
//! 50 identities; one more pushes the oldest out, cookies first, then devices, then people (guardrails of Identity
//! Service). Links stay when a record is replaced; namespaces that are no people's make none.
//!
//! It is worked out from the records when somebody asks: ingestion costs nothing, and a change of the delay holds at once.

use crate::{
    import::identity::LIST_MARK,
    namespaces::{Known, Standing},
};
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

/// So many identities hang together at most.
pub(super) const LARGEST: usize = 50;
/// Of an identity's records and of a whole neighbourhood: older and farther ones would be pushed out all the same.
const MOST_OF_ONE: i64 = 1_000;
const MOST_OF_ALL: usize = 5_000;

/// The links of a sandbox as they are at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Graphs<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) sandbox: &'a str,
    pub(crate) known: &'a Known,
    /// Epoch milliseconds.
    pub(crate) now: i64,
    /// From a visible record to its links, in milliseconds.
    pub(crate) delay: i64,
    /// Nobody is pushed out.
    pub(crate) unlimited: bool,
}

/// A record's identities, and when it became visible.
struct Seen {
    visible: i64,
    record: i64,
    names: Vec<String>,
}

impl Seen {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let names: String = row.get(2)?;
        Ok(Self {
            visible: row.get(0)?,
            record: row.get(1)?,
            names: names.split(LIST_MARK).map(str::to_owned).collect(),
        })
    }
}

impl Graphs<'_> {
    /// What hangs together with `identity`, itself as well; itself alone where it makes no links.
    pub(super) fn around(&self, identity: &str) -> rusqlite::Result<BTreeSet<String>> {
        if self.known.standing(identity) == Standing::NoPerson {
            return Ok(BTreeSet::from([identity.to_owned()]));
        }
        let (reached, mut seen) = self.neighbourhood(identity)?;
        if self.unlimited || reached.len() <= LARGEST {
            return Ok(reached);
        }
        seen.sort_by_key(|one| (one.visible, one.record));
        let mut links = Links::default();
        for (at, one) in seen.iter().enumerate() {
            links.join(&one.names, at, self.known);
        }
        Ok(links.around(identity).into_iter().map(str::to_owned).collect())
    }

    /// Everything that a way of links leads to, near ones first, and the records on the way.
    fn neighbourhood(&self, identity: &str) -> rusqlite::Result<(BTreeSet<String>, Vec<Seen>)> {
        let mut reached = BTreeSet::from([identity.to_owned()]);
        let mut ahead = VecDeque::from([identity.to_owned()]);
        let (mut known, mut seen) = (HashSet::new(), Vec::new());
        while let Some(identity) = ahead.pop_front() {
            for mut one in self.records(&identity)? {
                if seen.len() >= MOST_OF_ALL || !known.insert(one.record) {
                    continue;
                }
                one.names.retain(|name| self.known.standing(name) != Standing::NoPerson);
                for name in &one.names {
                    if reached.insert(name.clone()) {
                        ahead.push_back(name.clone());
                    }
                }
                seen.push(one);
            }
        }
        Ok((reached, seen))
    }

    /// The records that name this identity and whose links are there by now, the newest first.
    fn records(&self, identity: &str) -> rusqlite::Result<Vec<Seen>> {
        let sql = "SELECT b.visible, r.id, r.links FROM link l JOIN record r ON r.id = l.record
                   JOIN batch b ON b.seq = r.batch
                   WHERE l.identity = ?2 AND b.sandbox = ?1 AND b.visible <= ?3 ORDER BY l.record DESC LIMIT ?4";
        let until = self.now.saturating_sub(self.delay);
        self.db
            .prepare_cached(sql)?
            .query_map(params![self.sandbox, identity, until, MOST_OF_ONE], Seen::read)?
            .collect()
    }
}

/// Identities, who each is linked with, and when each was last named.
#[derive(Default)]
struct Links<'a> {
    with: BTreeMap<&'a str, BTreeSet<&'a str>>,
    named: BTreeMap<&'a str, usize>,
}

impl<'a> Links<'a> {
    fn join(&mut self, names: &'a [String], at: usize, known: &Known) {
        for name in names {
            self.named.insert(name, at);
            let others = names.iter().filter(|other| *other != name).map(String::as_str);
            self.with.entry(name).or_default().extend(others);
        }
        let Some(first) = names.first() else { return };
        loop {
            let graph = self.around(first);
            // Whoever the record itself names is the newest.
            let age = |name: &&str| (self.named[*name] == at, known.standing(name), self.named[*name]);
            let oldest = graph.iter().min_by_key(|name| age(name));
            match oldest.copied() {
                Some(oldest) if graph.len() > LARGEST => self.push_out(oldest),
                _ => return,
            }
        }
    }

    fn push_out(&mut self, oldest: &str) {
        for other in self.with.remove(oldest).unwrap_or_default() {
            if let Some(others) = self.with.get_mut(other) {
                others.remove(oldest);
            }
        }
    }

    fn around<'b>(&self, identity: &'b str) -> BTreeSet<&'b str>
    where
        'a: 'b,
    {
        let mut found = BTreeSet::from([identity]);
        let mut ahead = vec![identity];
        while let Some(name) = ahead.pop() {
            for other in self.with.get(name).into_iter().flatten() {
                if found.insert(other) {
                    ahead.push(other);
                }
            }
        }
        found
    }
}
