//! What the other rows about a shopper add to the row that is sent: always the most restrictive of their consents, and
//! their values in its blanks where the mapping asks for it.
//!
//! Found by one more reading of the source, and only where some shopper has several rows. Kept is what is added, until
//! the run ends; while it is being found, also the values of shoppers whose rows were not all seen yet.

use crate::changes::Scratch;
use crate::check::{blocks, reading_problem};
use crate::compile::{Compiled, is_consent};
use crate::convert::{Record, convert_shopper};
use crate::format::Format;
use crate::pipeline;
use crate::plan::RECORD_LIMIT;
use crate::problem::Problem;
use crate::rows::{self, Stretch};
use crate::source::SourceFile;
use crate::tally::Tally;
use crate::verdict::Verdicts;
use hashbrown::HashMap;
use std::borrow::Cow;
use tabular::{Block, RecordJson};
use tokio_util::sync::CancellationToken;
use xdm::{Example, FieldPath, FindingCode, Shape, Value};

/// Leaves that are only right together: an address, a telephone number, a consent with its date. Else one leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unit {
    leaves: Vec<usize>,
    /// Its leaf with the consent's value.
    consent: Option<usize>,
}

/// How the rows of a shopper complete each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    units: Vec<Unit>,
    fill_blanks: bool,
}

impl Rules {
    /// The rules for records of this shape.
    pub(crate) fn new(shape: &Shape, fill_blanks: bool) -> Self {
        let mut units: Vec<(&str, Unit)> = Vec::new();
        for (leaf, path) in shape.leaves.iter().map(|leaf| &leaf.path).enumerate() {
            let name = unit_of(path);
            let consent = is_consent(path).then_some(leaf);
            match units.iter_mut().find(|(known, _)| *known == name) {
                Some((_, unit)) => {
                    unit.leaves.push(leaf);
                    unit.consent = unit.consent.or(consent);
                }
                None => units.push((
                    name,
                    Unit {
                        leaves: vec![leaf],
                        consent,
                    },
                )),
            }
        }
        let units = units.into_iter().map(|(_, unit)| unit);
        Self {
            units: units.filter(|u| fill_blanks || u.consent.is_some()).collect(),
            fill_blanks,
        }
    }

    /// Nothing is ever added.
    pub(crate) fn are_none(&self) -> bool {
        self.units.is_empty()
    }

    /// Blanks are filled, so that a record may become larger than its row.
    pub(crate) fn fill(&self) -> bool {
        self.fill_blanks
    }
}

/// The path of the object whose leaves belong together, or the leaf's own.
fn unit_of(path: &FieldPath) -> &str {
    let text = path.as_str();
    let together = |name: &str| name.ends_with("Address") || name.ends_with("Phone");
    let mut end = 0;
    for name in path.segments() {
        end += name.len();
        if end < text.len() && together(name) {
            return &text[..end];
        }
        end += 1;
    }
    match text.rsplit_once('.') {
        Some((parent, _)) if text.starts_with("consents.") => parent,
        _ => text,
    }
}

/// How far a consent goes, the most restrictive first (XDM's values of a consent's `val`).
fn restraint(value: Option<&Value<'_>>) -> Option<usize> {
    const ORDER: [&str; 11] = ["n", "dn", "p", "u", "dy", "LI", "CP", "VI", "PI", "CT", "y"];
    match value {
        Some(Value::Text(text)) => ORDER.iter().position(|known| *known == text.as_ref()),
        _ => None,
    }
}

/// Up to here a consent is an objection, which a blank in a newer row does not take back.
const OBJECTION: usize = 1;

/// Lengths are compared without the identities, which stay as they are.
const NO_IDS: &[Option<&str>] = &[];

/// Which row of a shopper gave way to which.
#[derive(Default)]
pub(crate) struct Folds {
    into: HashMap<u32, u32>,
}

impl Folds {
    /// `row` was folded into `other`, which may be folded in turn.
    pub(crate) fn note(&mut self, row: u64, other: u64) {
        self.into.insert(row as u32, other as u32);
    }

    /// The row that is left of each chain, for every row of a shopper who has several.
    fn resolved(self) -> HashMap<u32, Place> {
        let mut of: HashMap<u32, Place> = HashMap::with_capacity(self.into.len());
        for row in self.into.keys() {
            let mut last = *row;
            while let Some(next) = self.into.get(&last) {
                last = *next;
            }
            of.insert(*row, Place { winner: last, rows: 0 });
            of.entry(last).or_insert(Place { winner: last, rows: 1 }).rows += 1;
        }
        of
    }
}

/// Whose row it is, and at the winner how many rows there are.
#[derive(Clone, Copy)]
struct Place {
    winner: u32,
    rows: u32,
}

/// What is added to which row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Additions {
    of: HashMap<u32, Vec<(usize, Option<Value<'static>>)>>,
}

/// What the other rows add, and what was seen of it.
#[derive(Default)]
pub(crate) struct Gathered {
    pub additions: Additions,
    pub tally: Tally,
    /// The fingerprints of records that others complete, where fingerprints are wanted.
    pub prints: HashMap<u32, u64>,
}

impl Additions {
    /// What a leaf of a row's record is replaced by, where it is.
    pub(crate) fn of(&self, row: u64, leaf: usize) -> Option<&Option<Value<'static>>> {
        let added = self.of.get(&(row as u32))?;
        let found = added.iter().find(|(at, _)| *at == leaf);
        found.map(|(_, value)| value)
    }

    /// Completes the record of a row, from 0.
    pub(crate) fn complete<'a>(&'a self, row: u64, record: &mut Record<'a>) {
        for (leaf, value) in self.of.get(&(row as u32)).into_iter().flatten() {
            record.values[*leaf] = value.as_ref().map(Value::borrowed);
        }
    }
}

/// One row of a shopper who has several.
struct Sibling {
    row: u32,
    line: u64,
    values: Vec<Option<Value<'static>>>,
    ids: Vec<Option<Cow<'static, str>>>,
    /// Its size as a JSON line.
    weight: usize,
}

/// Finds what is added, and counts it.
pub(crate) fn gather(
    source: &SourceFile,
    format: &Format,
    compiled: &Compiled,
    verdicts: &Verdicts,
    folds: Folds,
    ranks: &[i64],
    cancel: &CancellationToken,
) -> Result<Gathered, Problem> {
    let mut gathered = Gathered::default();
    if folds.into.is_empty() {
        return Ok(gathered);
    }
    let mut scratch = Scratch::default();
    let places = folds.resolved();
    let sent = |place: &Place| verdicts.get(u64::from(place.winner)).is_sent();
    let json = RecordJson::new(&compiled.shape);
    let mut open: HashMap<u32, Vec<Sibling>> = HashMap::new();
    let mut blocks = blocks(source.open()?, format, compiled);
    let stoppable = blocks.by_ref().map(|block| match block {
        _ if cancel.is_cancelled() => Err(Problem::Cancelled {}),
        block => block.map_err(|error| reading_problem(&error, source)),
    });
    pipeline::in_order(
        stoppable,
        pipeline::threads(),
        |block: Block| {
            let mut found = Vec::new();
            let all = 0..block.records.len();
            rows::walk(&block, all, &format.dialect, compiled, |at, _, stretch| {
                let row = ((block.place.row - 1) + at as u64) as u32;
                let (Stretch::Shopper(cells), true) = (stretch, places.get(&row).is_some_and(sent)) else {
                    return;
                };
                if let Ok(record) = convert_shopper(compiled, cells, &mut |_, _| {}) {
                    let ids = &record.ids;
                    found.push(Sibling {
                        row,
                        line: block.line(&block.records[at]),
                        weight: json.len(&record.values, &ids[..compiled.shape.identity_map.len()]),
                        values: record.values.into_iter().map(|v| v.map(Value::into_owned)).collect(),
                        ids: record
                            .ids
                            .into_iter()
                            .map(|id| id.map(|id| id.into_owned().into()))
                            .collect(),
                    });
                }
            });
            Ok(found)
        },
        |found| {
            for sibling in found {
                let winner = places[&sibling.row].winner;
                let family = open.entry(winner).or_default();
                family.push(sibling);
                if family.len() as u32 == places[&winner].rows
                    && let Some(mut family) = open.remove(&winner)
                {
                    // The newest first, as the check decided it.
                    let rank = |row: u32| ranks.get(row as usize).copied().unwrap_or(i64::MIN);
                    family.sort_by_key(|s| std::cmp::Reverse((rank(s.row), s.row)));
                    let added = complete(compiled, &json, &family, &mut gathered.tally);
                    if added.is_empty() {
                        continue;
                    }
                    if let Some(key) = compiled.print_key {
                        let own = family.swap_remove(0);
                        let mut values = own.values;
                        for (leaf, value) in &added {
                            values[*leaf].clone_from(value);
                        }
                        let record = key.record(compiled, &values, &own.ids, &mut scratch);
                        gathered.prints.insert(winner, record);
                    }
                    gathered.additions.of.insert(winner, added);
                }
            }
            Ok(())
        },
    )?;
    Ok(gathered)
}

/// What the other rows add to the first one.
fn complete(
    compiled: &Compiled,
    json: &RecordJson,
    family: &[Sibling],
    tally: &mut Tally,
) -> Vec<(usize, Option<Value<'static>>)> {
    let Some((own, older)) = family.split_first() else {
        return Vec::new();
    };
    let rules = &compiled.related;
    let mut values = own.values.clone();
    let bare = json.len(&values, NO_IDS);
    let mut changed: Vec<usize> = Vec::new();
    for unit in &rules.units {
        let blank = unit.leaves.iter().all(|leaf| own.values[*leaf].is_none());
        let (from, code) = match unit.consent {
            Some(consent) => match strictest(own, older, consent, rules.fill_blanks) {
                Some(from) if blank => (from, FindingCode::BlankFilled),
                Some(from) => (from, FindingCode::ConsentConflict),
                None => continue,
            },
            None if !blank => continue,
            None => match older
                .iter()
                .find(|s| unit.leaves.iter().any(|leaf| s.values[*leaf].is_some()))
            {
                Some(from) => (from, FindingCode::BlankFilled),
                None => continue,
            },
        };
        let before = values.clone();
        for leaf in &unit.leaves {
            values[*leaf].clone_from(&from.values[*leaf]);
        }
        let size = own.weight + json.len(&values, NO_IDS).saturating_sub(bare);
        if size > RECORD_LIMIT && code == FindingCode::BlankFilled {
            values = before;
            continue;
        }
        changed.extend(&unit.leaves);
        let told = unit.consent.unwrap_or(unit.leaves[0]);
        let place = Example {
            row: u64::from(own.row) + 1,
            line: own.line,
        };
        tally.see(code, compiled.leaves[told].column(), Some(place));
    }
    changed.into_iter().map(|leaf| (leaf, values[leaf].take())).collect()
}

/// The older row whose consent is to be sent instead of the newest row's.
fn strictest<'s>(own: &Sibling, older: &'s [Sibling], consent: usize, fill_blanks: bool) -> Option<&'s Sibling> {
    let said = |s: &Sibling| restraint(s.values[consent].as_ref());
    let (strict, from) = older
        .iter()
        .filter_map(|s| Some((said(s)?, s)))
        .min_by_key(|(r, _)| *r)?;
    let takes_over = match said(own) {
        Some(now) => strict < now,
        None if own.values[consent].is_some() => false,
        None => fill_blanks || strict <= OBJECTION,
    };
    takes_over.then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_only_right_together_is_one_unit() {
        for (path, unit) in [
            ("person.name.firstName", "person.name.firstName"),
            ("personalEmail.address", "personalEmail.address"),
            ("billingAddress.street1", "billingAddress"),
            ("billingAddressPhone.number", "billingAddressPhone"),
            (
                "userAccount.contactDetails.homeAddress.city",
                "userAccount.contactDetails.homeAddress",
            ),
            ("consents.marketing.email.val", "consents.marketing.email"),
        ] {
            assert_eq!(unit_of(&FieldPath::parse(path).unwrap()), unit);
        }
    }

    #[test]
    fn chains_of_folded_rows_lead_to_the_row_that_is_sent() {
        let mut folds = Folds::default();
        for (row, into) in [(0, 3), (3, 9), (7, 9), (1, 2)] {
            folds.note(row, into);
        }
        let places = folds.resolved();
        assert_eq!([0, 3, 7, 9].map(|row| places[&row].winner), [9; 4]);
        assert_eq!((places[&9].rows, places[&2].rows), (4, 2));
    }
}
