//! People who are about to be sent, looked up in Profile: does it hold an objection that is not older than their yes, and
//! is their number somebody else's there? What cannot be found out lets nobody through.

use super::addresses::{self, Addressed, Wanted};
use super::profile::{is_of_another, objection, objects};
use super::recall::{goes_with_number, is_later, returning};
use super::{Guard, HeldRow, Rows};
use crate::changes::PrintKey;
use crate::engine::Engine;
use crate::format::Format;
use crate::people::KnownRow;
use crate::person::Said;
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, Ticker, Waiting};
use crate::report::ConsentLookup;
use crate::source::SourceFile;
use crate::verdict::Verdict;
use aep::Lookup;
use hashbrown::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use store::{Memo, Recalled};
use tokio_util::sync::CancellationToken;
use xdm::FindingCode;

/// People who are asked for together.
const PORTION: usize = 400;
/// Numbers that are asked for before the first doubt.
const SAMPLE: usize = 100;
/// Whoever had no objection is not asked for again so soon.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// What of a profile is asked for.
const FIELDS: [&str; 2] = ["consents", "identityMap"];

/// Whom this process has looked up: keyed hashes of people without any objection.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    fine: Mutex<HashMap<u64, Instant>>,
    key: OnceLock<PrintKey>,
}

impl Looked {
    /// A key for as long as this process lives, where there is no other.
    pub(super) fn passing_key(&self) -> PrintKey {
        *self.key.get_or_init(PrintKey::passing)
    }

    fn is_fine(&self, person: u64) -> bool {
        let fine = self.fine.lock().unwrap_or_else(PoisonError::into_inner);
        fine.get(&person).is_some_and(|at| at.elapsed() < FRESH)
    }

    fn note(&self, people: &[u64]) {
        let mut fine = self.fine.lock().unwrap_or_else(PoisonError::into_inner);
        fine.retain(|_, at| at.elapsed() < FRESH);
        fine.extend(people.iter().map(|person| (*person, Instant::now())));
    }
}

/// What one reading of the wanted rows came to.
#[derive(Default)]
struct Found {
    people: u64,
    calls: u64,
    /// Rows to hold.
    held: Vec<HeldRow>,
    /// Objections to remember.
    seen: Vec<Memo>,
    /// People without any objection.
    fine: Vec<u64>,
    /// A number is somebody else's.
    is_doubtful: bool,
}

/// The way to profiles from a thread that may block.
struct Asker<'a> {
    guard: &'a Guard,
    /// Numbers are somebody else's where they say so.
    holds_numbers: bool,
    known: &'a HashMap<u32, KnownRow>,
    runtime: tokio::runtime::Handle,
    cancel: &'a CancellationToken,
}

impl Guard {
    /// Looks up everybody who goes out with a yes and was not looked up just now, and a few numbers that are not known yet;
    /// where one of those is somebody else's, all of them.
    pub(super) fn look(
        &self,
        rows: &mut Rows<'_>,
        recalled: &mut Recalled,
        file: (&SourceFile, &Format),
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<ConsentLookup, Failure> {
        let (yes, numbers) = (self.with_a_yes(rows), self.new_numbers(rows, recalled));
        let sample = spread(&numbers, SAMPLE);
        let wanted = addresses::in_order(yes.into_iter().chain(sample).collect());
        let mut found = self.ask(rows, file, &wanted, ticker, cancel)?;
        if found.is_doubtful && numbers.len() > SAMPLE {
            let rest: Vec<Wanted> = numbers.into_iter().filter(|one| !is_among(&wanted, *one)).collect();
            let more = self.ask(rows, file, &rest, ticker, cancel)?;
            found.people += more.people;
            found.calls += more.calls;
            found.held.extend(more.held);
            found.seen.extend(more.seen);
        }
        let before = rows.held.len();
        found.held.into_iter().for_each(|held| rows.hold(held));
        self.engine.looked().note(&found.fine);
        self.remember_seen(found.seen, recalled)?;
        let all = rows.verdicts.len();
        ticker.show(Phase::Checking, |p| {
            (p.rows_done, p.rows_total, p.waiting) = (all, Some(all), None);
        });
        Ok(ConsentLookup {
            people: found.people,
            calls: found.calls,
            held: (rows.held.len() - before) as u64,
        })
    }

    /// Rows that go out with a yes.
    fn with_a_yes(&self, rows: &Rows<'_>) -> Vec<Wanted> {
        let looked = self.engine.looked();
        let is_wanted = |known: &&KnownRow| {
            rows.goes_out(known.row)
                && says_yes(&known.as_sent(rows.compiled, rows.additions), rows)
                && !looked.is_fine(self.person(known.email))
        };
        let wanted = |known: &KnownRow| Wanted {
            row: known.row,
            consent: true,
            // Its consent may be kept under its number alone.
            number: !rows.compiled.carries_email() || rows.verdicts.get(known.row.into()) == Verdict::SendByNumber,
        };
        rows.people.known.iter().filter(is_wanted).map(wanted).collect()
    }

    /// Rows that go out with a number of which nothing is remembered.
    fn new_numbers(&self, rows: &Rows<'_>, recalled: &Recalled) -> Vec<Wanted> {
        if self.chosen.new_addresses {
            return Vec::new();
        }
        let is_new = |known: &&KnownRow| {
            goes_with_number(known, rows.verdicts.get(known.row.into())) && recalled.pairs.get(known.number).is_none()
        };
        let wanted = |known: &KnownRow| Wanted {
            row: known.row,
            consent: false,
            number: true,
        };
        rows.people.known.iter().filter(is_new).map(wanted).collect()
    }

    fn ask(
        &self,
        rows: &Rows<'_>,
        file: (&SourceFile, &Format),
        wanted: &[Wanted],
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<Found, Failure> {
        let mut found = Found::default();
        if wanted.is_empty() {
            return Ok(found);
        }
        let among = |known: &&KnownRow| wanted.binary_search_by_key(&known.row, |one| one.row).is_ok();
        let as_sent = |known: &KnownRow| (known.row, known.as_sent(rows.compiled, rows.additions));
        let known: HashMap<u32, KnownRow> = rows.people.known.iter().filter(among).map(as_sent).collect();
        let asker = Asker {
            guard: self,
            holds_numbers: !self.chosen.new_addresses,
            known: &known,
            runtime: tokio::runtime::Handle::try_current().map_err(|e| Failure::new(Problem::Internal {}, e))?,
            cancel,
        };
        let show = |done: u64| {
            ticker.show(Phase::Checking, |p| {
                (p.rows_done, p.rows_total) = (done, Some(wanted.len() as u64));
                p.waiting = Some(Waiting::ConsentLookup);
            });
        };
        show(0);
        let mut portion: Vec<Addressed> = Vec::new();
        addresses::each(file, rows.compiled, wanted, cancel, |one| {
            portion.push(one);
            if portion.len() >= PORTION {
                asker.ask(rows, &std::mem::take(&mut portion), &mut found)?;
                show(found.people);
            }
            Ok(())
        })?;
        asker.ask(rows, &portion, &mut found)?;
        Ok(found)
    }

    /// Whom somebody is looked up as.
    fn person(&self, email: u64) -> u64 {
        let target = &self.link.target;
        email ^ crate::changes::number(&[&self.link.organisation, &target.sandbox])
    }
}

impl Asker<'_> {
    /// Looks up who these are, and decides about their rows.
    fn ask(&self, rows: &Rows<'_>, portion: &[Addressed], found: &mut Found) -> Result<(), Failure> {
        let mut ids: Vec<(&str, &str)> = Vec::new();
        for one in portion {
            if one.wanted.consent {
                ids.push((xdm::Namespace::EMAIL, &one.email));
            }
            if let (true, Some((namespace, id))) = (one.wanted.number, &one.number) {
                ids.push((namespace, id));
            }
        }
        if ids.is_empty() {
            return Ok(());
        }
        let client = &self.guard.link.client;
        let asked = client.profiles_of(&ids, &FIELDS, self.cancel);
        let mut answers = self.runtime.block_on(asked).map_err(failed)?.into_iter();
        found.people += portion.len() as u64;
        found.calls += ids.len().div_ceil(client.identities_per_call()) as u64;
        for one in portion {
            let Some(known) = self.known.get(&one.wanted.row) else {
                continue;
            };
            let by_email = one.wanted.consent.then(|| answers.next()).flatten();
            let by_number = (one.wanted.number && one.number.is_some())
                .then(|| answers.next())
                .flatten();
            if let (true, Some(Lookup::Found(profile))) = (self.holds_numbers, &by_number)
                && is_of_another(&profile.identities, &one.email)
            {
                found.is_doubtful = true;
                found.held.push(HeldRow {
                    row: known.row.into(),
                    code: FindingCode::IdentityKnownOtherwise,
                    column: rows.compiled.number_column(),
                });
            } else if one.wanted.consent {
                self.decide(rows, known, [by_email, by_number].into_iter().flatten(), found);
            }
        }
        Ok(())
    }

    /// Whether somebody would be subscribed again.
    fn decide(&self, rows: &Rows<'_>, known: &KnownRow, answers: impl Iterator<Item = Lookup>, found: &mut Found) {
        let mut is_fine = true;
        for answer in answers {
            let profile = match answer {
                Lookup::Found(profile) => profile,
                Lookup::NotYet => continue,
                // One that is not shown may hold an objection.
                Lookup::Refused(_) => {
                    let consents = 0..rows.compiled.consents.len();
                    let yes = consents.into_iter().find(|consent| known.said(*consent) == Said::Yes);
                    found
                        .held
                        .extend(yes.map(|consent| returning(rows.compiled, known.row.into(), consent)));
                    return;
                }
            };
            is_fine &= !objects(&profile.entity);
            for (at, consent) in rows.compiled.consents.iter().enumerate() {
                for channel in Guard::against(&consent.channel).filter(|_| known.said(at) == Said::Yes) {
                    let Some(objection) = objection(&profile.entity, channel) else {
                        continue;
                    };
                    if !is_later(known.granted, objection.until) {
                        found.held.push(returning(rows.compiled, known.row.into(), at));
                        found.seen.push(self.guard.seen(known.email, channel, objection.until));
                    }
                }
            }
        }
        if is_fine {
            found.fine.push(self.guard.person(known.email));
        }
    }
}

fn says_yes(known: &KnownRow, rows: &Rows<'_>) -> bool {
    (0..rows.compiled.consents.len()).any(|consent| known.said(consent) == Said::Yes)
}

/// So many of them, evenly spread.
fn spread(all: &[Wanted], most: usize) -> Vec<Wanted> {
    let step = all.len().div_ceil(most).max(1);
    all.iter().copied().step_by(step).collect()
}

/// The number of this row was among those that were asked for.
fn is_among(asked: &[Wanted], one: Wanted) -> bool {
    let at = asked.binary_search_by_key(&one.row, |other| other.row);
    at.is_ok_and(|at| asked[at].number)
}

/// A look that fails lets nobody through; what is wrong is said as such.
pub(super) fn failed(error: aep::Error) -> Failure {
    let Failure { problem, detail, sent } = Failure::from(error);
    let problem = match problem {
        problem @ (Problem::Cancelled {} | Problem::SignInRefused {}) => problem,
        Problem::NotPermitted { sandbox } => Problem::ConsentLookupRefused { sandbox },
        _ => Problem::ConsentLookupFailed {},
    };
    Failure { problem, detail, sent }
}

impl Engine {
    /// Whom this process has looked up.
    pub(crate) fn looked(&self) -> &Looked {
        &self.looked
    }
}
