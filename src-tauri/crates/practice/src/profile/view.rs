//! What a lookup sees: the fragments that an identity leads to, through the identity graph or by itself.

use super::{
    graph::{Graphs, LARGEST},
    merge::{self, Profile, Record},
    policy::{Policy, Wanted},
};
use crate::{access::gateway::Sandbox, clock, namespaces::Known, options::Quirk, state::State};
use rusqlite::{Connection, params};
use std::{collections::BTreeSet, time::Duration};

/// How long the platform is seen to take for new links.
const LAG: Duration = Duration::from_secs(900);

/// What a lookup finds.
#[derive(Debug)]
pub(crate) enum Found {
    Nothing,
    /// More identities than the access API shows.
    TooLarge,
    Profile(Profile),
}

/// As of now, at the platform's pace.
pub(super) fn now<'a>(state: &State, db: &'a Connection, sandbox: &'a Sandbox, known: &'a Known) -> Graphs<'a> {
    let asked = if state.has(Quirk::GraphLags) {
        LAG
    } else {
        Duration::ZERO
    };
    Graphs {
        db,
        sandbox: &sandbox.0,
        known,
        now: clock::now_ms(),
        delay: clock::paced_ms(asked.max(state.options.graph_delay), state.options.speed),
        unlimited: state.has(Quirk::GraphsWithoutLimit),
    }
}

impl Graphs<'_> {
    pub(super) fn find(&self, identity: &str, wanted: &Wanted) -> rusqlite::Result<Found> {
        let policy = match wanted {
            Wanted::Profile(policy) => policy,
            Wanted::Fragment => {
                let records = self.fragments(identity)?;
                let found = merge::newest(records, BTreeSet::from([identity.to_owned()]));
                return Ok(found.map_or(Found::Nothing, Found::Profile));
            }
        };
        let graph = self.graph(identity, policy)?;
        if graph.len() > LARGEST {
            return Ok(Found::TooLarge);
        }
        let mut records = Vec::new();
        for primary in &graph {
            records.extend(self.fragments(primary)?);
        }
        if records.is_empty() {
            return Ok(Found::Nothing);
        }
        Ok(Found::Profile(merge::profile(records, graph, &policy.order)))
    }

    fn graph(&self, identity: &str, policy: &Policy) -> rusqlite::Result<BTreeSet<String>> {
        if policy.links {
            self.around(identity)
        } else {
            Ok(BTreeSet::from([identity.to_owned()]))
        }
    }

    /// Takes every visible fragment of the profile away, and the links with it; whether there was one.
    pub(super) fn erase(&self, identity: &str) -> rusqlite::Result<bool> {
        let mut any = false;
        for primary in self.around(identity)? {
            for record in self.fragments(&primary)? {
                any = true;
                self.db.execute("DELETE FROM link WHERE record = ?1", [record.id])?;
                self.db.execute("DELETE FROM record WHERE id = ?1", [record.id])?;
            }
        }
        Ok(any)
    }

    /// The visible records that are kept under this primary identity.
    fn fragments(&self, primary: &str) -> rusqlite::Result<Vec<Record>> {
        let sql = format!(
            "SELECT {} FROM record r JOIN batch b ON b.seq = r.batch
             WHERE r.primary_key = ?2 AND b.sandbox = ?1 AND b.visible <= ?3",
            Record::COLUMNS
        );
        self.db
            .prepare_cached(&sql)?
            .query_map(params![self.sandbox, primary, self.now], Record::read)?
            .collect()
    }
}
