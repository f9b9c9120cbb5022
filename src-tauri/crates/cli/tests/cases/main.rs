//! Whose number it is, who is the same person, and what they allow: small files of the kinds that merchants have, with
//! what must happen to each, run through the built program as a user runs it. The files and their right outcomes stand in
//! `tests/fixtures/cases`; a failing test lists every case that is wrong, with one line for each thing.
//!
//! `CASES=part-of-a-name` runs some of them; `CASES_COURIER=/path/to/courier` tries another build.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod book;
mod came;
mod collisions;
mod judge;
mod names;
#[path = "../outsider/mod.rs"]
#[allow(dead_code, reason = "other tests look at batches with it")]
mod outsider;
mod platform;
mod returned;
mod sequences;
mod shown;
mod systems;
mod table;
mod user;

use book::Case;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Holds items against a verdict, as many at once as there are processors, each worker with something of its own; every
/// line that is wrong, in the order of the items.
fn side_by_side<T: Sync, W>(
    items: &[T],
    worker: impl Fn() -> W + Sync,
    verdict: impl Fn(&W, &T) -> Vec<String> + Sync,
) -> Vec<String> {
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let own = worker();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let faults = verdict(&own, item);
                    let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
                    wrong.extend(faults.into_iter().map(|fault| (at, fault)));
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
    wrong.sort();
    wrong.into_iter().map(|(_, fault)| fault).collect()
}

fn tell(lines: &[String]) {
    for line in lines {
        eprintln!("✗ {line}");
    }
}

/// Runs cases; fails with every line that is wrong, not with the first.
fn all_hold(cases: &[Case], verdict: impl Fn(&Case) -> Vec<String> + Sync) {
    let wanted = std::env::var("CASES").unwrap_or_default();
    let cases: Vec<&Case> = cases.iter().filter(|case| case.name.contains(&wanted)).collect();
    let failed = Mutex::new(Vec::new());
    let lines = side_by_side(
        &cases,
        || (),
        |(), case| {
            let faults = verdict(case);
            if !faults.is_empty() {
                failed
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(case.name.as_str());
            }
            faults
                .into_iter()
                .map(|fault| format!("{}: {fault}", case.name))
                .collect()
        },
    );
    tell(&lines);
    let mut failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    failed.sort_unstable();
    assert!(
        failed.is_empty(),
        "{} of {} cases are wrong: {}",
        failed.len(),
        cases.len(),
        failed.join(" · ")
    );
}

#[test]
fn the_files_of_the_table_end_as_it_says() {
    all_hold(&book::read("table.cases"), judge::judge);
}

#[test]
fn files_of_other_systems_and_languages_end_likewise() {
    all_hold(&book::read("variants.cases"), judge::judge);
}

#[test]
fn a_column_about_consent_is_known_by_its_name_in_any_language() {
    let mut cases = names::cases("consent-column-names.csv");
    cases.extend(names::cases("more-consent-column-names.csv"));
    all_hold(&cases, judge::judge);
}

#[test]
fn a_column_that_only_sounds_like_consent_is_left_in_peace() {
    all_hold(&names::others("no-consent-column-names.csv"), judge::judge);
}

#[test]
fn what_is_told_about_identity_and_consent_is_what_goes_out() {
    let mut cases = book::read("table.cases");
    cases.extend(book::read("variants.cases").into_iter().step_by(4));
    all_hold(&cases, shown::faults);
}

/// The judge itself: a right outcome that is turned round is seen.
#[test]
fn an_outcome_that_is_not_as_the_case_says_is_seen() {
    let mut case = Case {
        name: "control.csv".to_owned(),
        text: "email,first_name,newsletter\nanna@voorbeeld.example,Anna,yes\nno.at.all,Bas,no\n".to_owned(),
        ..Case::default()
    };
    case.expect("records 1");
    case.expect("anna: email=y & only Email & person.name.firstName=Anna");
    case.expect("bas: held");
    assert_eq!(judge::judge(&case), [""; 0]);
    for wrong in [
        "anna: email=n",
        "anna: email=-",
        "anna: email!y",
        "anna: person.name!Anna",
        "anna: id CustomerId=1",
        "anna: held",
        "bas: sent",
        "cor: sent",
        "file: code identity_conflict",
        "file: rejected 0",
        "records 2",
        "unsent first_name",
    ] {
        let mut case = case.clone();
        case.expect(wrong);
        assert!(!judge::judge(&case).is_empty(), "{wrong} passes");
    }
}
