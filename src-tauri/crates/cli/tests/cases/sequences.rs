//! Uploads after one another to one platform, of systems whose numbers collide: nobody becomes somebody else.
//!
//! `CASES_SEQUENCES=40 CASES_SEED=7` says how many and which; `CASES_PAIRS=all` takes every pair of the files.

use super::book::fixture;
use super::outsider::{Dice, number};
use super::platform::{Platform, melted};
use super::systems::{Person, SYSTEMS, System};
use super::table::Table;
use super::user::{User, words};
use super::{side_by_side, tell};
use serde_json::json;

/// So many of the 40 sequences of seed 1 ended with two people in one profile while any column called *ID* was a
/// Commerce customer's number (`CASES_COURIER=…/courier CASES_SEQUENCES=40`, the program of b49674d).
const MELTED_BEFORE: usize = 35;

struct Upload<'s> {
    system: &'s System,
    people: Vec<(u64, Person)>,
}

/// Two uploads under the same numbers; in every third sequence one person stands in both, in every second one side is
/// Commerce's grid, and sometimes both are: two shops are two systems.
fn sequence(nth: u64, dice: &mut Dice) -> [Upload<'static>; 2] {
    let any = |dice: &mut Dice| &SYSTEMS[dice.below(SYSTEMS.len() as u64) as usize];
    let (mut first, mut second) = (any(dice), any(dice));
    match nth % 4 {
        0 => first = &SYSTEMS[0],
        2 => second = &SYSTEMS[dice.below(2) as usize],
        _ => {}
    }
    let count = 2 + dice.below(3);
    let people = |dice: &mut Dice| {
        (1..=count)
            .map(|n| (nth * 100 + n, Person::new(dice)))
            .collect::<Vec<_>>()
    };
    let (one, mut other) = (people(dice), people(dice));
    if nth.is_multiple_of(3) {
        // Known there as well, under the number that is another's here.
        other[0].1 = one[1].1.clone();
    }
    [
        Upload {
            system: first,
            people: one,
        },
        Upload {
            system: second,
            people: other,
        },
    ]
}

/// What is wrong after a sequence.
fn run(platform: &Platform, uploads: &[Upload<'_>]) -> Vec<String> {
    let user = User::new();
    let mut wrong = Vec::new();
    let everybody: Vec<String> = uploads
        .iter()
        .flat_map(|u| &u.people)
        .map(|(_, p)| p.address.clone())
        .collect();
    for (nth, upload) in uploads.iter().enumerate() {
        let name = format!("{nth}-{}.csv", upload.system.name);
        let text = upload.system.file(&upload.people);
        let (exit, report) = platform.upload(&user, &name, &text, upload.system.flags);
        let rows = ["send", "unchanged"].map(|name| report["rows"][name].as_u64().unwrap_or(0));
        let sent: u64 = rows.iter().sum();
        let there = platform.profiles(upload.people.iter().map(|(_, person)| person.address.as_str()));
        // Whoever is not there was asked about or held, and that was counted.
        let counted = match exit {
            0 => there.len() as u64 == sent && sent == upload.people.len() as u64,
            1 => there.len() as u64 >= sent,
            65 => true,
            _ => false,
        };
        if !counted {
            wrong.push(format!("{name}: exit {exit}, {} profiles: {report}", there.len()));
        }
        if nth == 0 && exit == 65 {
            wrong.push(format!("{name}: nothing goes at all: {report}"));
        }
    }
    let profiles = platform.profiles(everybody.iter().map(String::as_str));
    let two = melted(&profiles, &everybody);
    if !two.is_empty() {
        let names: Vec<&str> = uploads.iter().map(|u| u.system.name).collect();
        wrong.push(format!(
            "melted: {} profiles hold two people after {}",
            two.len(),
            names.join(" and ")
        ));
    }
    wrong
}

#[test]
fn numbers_of_two_systems_never_make_one_person_of_two() {
    let (seed, count) = (number("CASES_SEED", 1), number("CASES_SEQUENCES", 12));
    let mut dice = Dice(seed);
    let sequences: Vec<_> = (0..count).map(|nth| (nth, sequence(nth, &mut dice))).collect();
    let faults = side_by_side(&sequences, Platform::new, |platform, (nth, uploads)| {
        let told = run(platform, uploads).into_iter();
        told.map(|fault| format!("sequence {nth}: {fault}")).collect()
    });
    tell(&faults);
    let melted = faults.iter().filter(|fault| fault.contains("melted")).count();
    assert!(
        faults.is_empty(),
        "{melted} of {count} sequences melt people (once {MELTED_BEFORE} of 40), {} faults",
        faults.len()
    );
}

/// The look at the platform sees people who were melted: a client that asks nothing melts them.
#[test]
fn a_melted_pair_is_seen() {
    let platform = Platform::new();
    let record = |address: &str, first: &str, number: &str| {
        json!({
            "identityMap": {"Email": [{"id": address}], "CustomerId": [{"id": number, "primary": true}]},
            "personalEmail": {"address": address}, "person": {"name": {"firstName": first}},
        })
    };
    let people = ["anna", "bas", "cor"].map(|name| format!("{name}@voorbeeld.example"));
    let look = || melted(&platform.profiles(people.iter().map(String::as_str)), &people);
    platform.put(&[record(&people[0], "Anna", "101"), record(&people[2], "Cor", "103")]);
    assert_eq!(look(), [""; 0]);
    platform.put(&[record(&people[1], "Bas", "101")]);
    assert_eq!(look(), people[..2]);
}

/// The files of the table about identity.
const FILES: &[&str] = &[
    "identity-commerce-grid.csv",
    "identity-commerce-subscribers.csv",
    "identity-hubspot-record.csv",
    "identity-shopify.csv",
    "identity-prestashop-fr.csv",
    "identity-opencart.csv",
    "identity-salesforce.csv",
    "identity-erp-kundennummer.csv",
    "identity-row-number.csv",
];

#[test]
fn every_pair_of_the_files_leaves_each_person_alone() {
    let all = std::env::var("CASES_PAIRS").is_ok_and(|pairs| pairs == "all");
    let pairs = FILES
        .iter()
        .flat_map(|one| FILES.iter().map(move |other| (*one, *other)));
    let wanted = |(one, other): &(&str, &str)| one != other && (all || *one == FILES[0] || *other == FILES[0]);
    let pairs: Vec<_> = pairs.filter(wanted).collect();
    let faults = side_by_side(&pairs, || (), |(), pair| pair_faults(*pair));
    tell(&faults);
    assert!(faults.is_empty(), "{} of {} pairs are wrong", faults.len(), pairs.len());
}

fn pair_faults((one, other): (&str, &str)) -> Vec<String> {
    let (platform, user) = (Platform::new(), User::new());
    let mut people = Vec::new();
    for name in [one, other] {
        let text = fixture(name);
        let flags = if name == FILES[0] {
            words("--zone \"Customer Since=UTC\"")
        } else {
            Vec::new()
        };
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        let (exit, report) = platform.upload(&user, name, &text, &flags);
        if ![0, 1, 65].contains(&exit) {
            return vec![format!("{one} and {other}: exit {exit}: {report}")];
        }
        let table = Table::read(&text);
        let cells = table.rows.iter().flatten().filter(|cell| cell.contains('@'));
        people.extend(cells.cloned());
    }
    people.sort();
    people.dedup();
    let profiles = platform.profiles(people.iter().map(String::as_str));
    let two = melted(&profiles, &people);
    let fault = format!("{one} and {other}: melted: {}", two.join(" "));
    let missing = format!("{one} and {other}: nobody is there");
    let faults = [(!two.is_empty(), fault), (profiles.is_empty(), missing)];
    faults
        .into_iter()
        .filter_map(|(is, fault)| is.then_some(fault))
        .collect()
}
