//! What can be done about a finding reaches what stands on its line, and nothing else: the rows that are announced
//! are the rows that are left out.

use crate::check_with;
use ingest::{AddressGroup, BadValue, FindingCode as F, FindingSummary, FoundIn, MappingSet, Severity};
use std::fmt::Write as _;

/// Findings whose rows can be left out.
const CANNOT_BE_READ: &[F] = &[
    F::DateUnreadable,
    F::DateImplausible,
    F::PhoneUnreadable,
    F::CountryUnknown,
    F::ValueNotListed,
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.roll(all.len() as u64) as usize]
    }
}

/// Customers whose cells are wrong in every combination, some of them twice, some without an address, some of nobody.
fn messy(seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut text = "email,firstname,dob,phone,country\n".to_owned();
    for n in 0..80 {
        let email = match dice.roll(12) {
            0 => String::new(),
            1 => "no address".to_owned(),
            2 => format!("test{n}@example.com"),
            3 => format!("klant{}@winkel.nl", n / 2),
            _ => format!("klant{n}@winkel.nl"),
        };
        let born = dice.one(&["1990-02-21", "1990-02-21", "", "1990-02-31", "1790-01-01"]);
        let phone = dice.one(&["+31 6 12345678", "+31 6 12345678", "", "+31 12"]);
        let country = dice.one(&["NL", "Belgium", "", "Atlantis"]);
        let _ = writeln!(text, "{email},Noor,{born},{phone},{country}");
    }
    text
}

/// The telephone number goes to two fields: what is wrong with it is seen twice.
fn twice(mapping: &mut MappingSet) {
    let phone = mapping.fields.iter().find(|f| f.column.as_deref() == Some("phone"));
    let mut other = phone.expect("a telephone number is proposed").clone();
    other.field = if other.field.as_str() == "homePhone.number" {
        ingest_path("mobilePhone.number")
    } else {
        ingest_path("homePhone.number")
    };
    mapping.fields.push(other);
    mapping.policy.leave_out = vec![AddressGroup::Placeholder];
}

fn ingest_path(path: &str) -> xdm::FieldPath {
    xdm::FieldPath::parse(path).expect("a path")
}

fn found(finding: &FindingSummary) -> Option<FoundIn> {
    let column = finding.column.clone()?;
    let can_be_left_out = CANNOT_BE_READ.contains(&finding.code) && finding.severity == Severity::PleaseCheck;
    (can_be_left_out && finding.rows > 0).then_some(FoundIn {
        column,
        code: finding.code,
    })
}

#[test]
fn as_many_rows_are_left_out_as_are_announced_one_finding_after_the_other() {
    let (mut pressed, mut overlapping, mut seen_twice) = (0, 0, 0);
    for seed in 0..12 {
        let text = messy(seed);
        let mut decided: Vec<FoundIn> = Vec::new();
        loop {
            let now = check_with("customers.csv", &text, |m| {
                twice(m);
                m.policy.leave_out_rows.clone_from(&decided);
            })
            .unwrap();
            let open: Vec<_> = now.report.findings.iter().filter(|f| found(f).is_some()).collect();
            seen_twice += usize::from(open.iter().any(|f| f.count > f.rows));
            // Another one first for every file.
            let Some(finding) = open.get(seed as usize % open.len().max(1)) else {
                break;
            };
            decided.extend(found(finding));
            let after = check_with("customers.csv", &text, |m| {
                twice(m);
                m.policy.leave_out_rows.clone_from(&decided);
            })
            .unwrap();
            let (was, is) = (now.report.rows, after.report.rows);
            assert_eq!(is.rejected - was.rejected, finding.rows, "{seed}: {finding:?}");
            assert_eq!(
                is.skipped, was.skipped,
                "{seed}: who was not to be uploaded is no other's"
            );
            for other in open
                .iter()
                .filter(|f| (f.code, &f.column) != (finding.code, &finding.column))
            {
                let later = after
                    .report
                    .findings
                    .iter()
                    .find(|f| (f.code, &f.column) == (other.code, &other.column));
                overlapping += usize::from(later.is_none_or(|f| f.rows < other.rows));
            }
            pressed += 1;
        }
    }
    assert!(
        pressed > 36 && overlapping > 20 && seen_twice > 5,
        "{pressed} {overlapping} {seen_twice}"
    );
}

#[test]
fn a_rule_for_all_columns_reaches_further_than_a_line_of_one() {
    let mut text = "email,firstname,dob,phone\n".to_owned();
    for n in 1..=60 {
        let phone = if n <= 42 { "+31 12" } else { "+31 6 12345678" };
        let born = if n == 5 { "1990-02-31" } else { "1990-02-21" };
        let _ = writeln!(text, "klant{n}@winkel.nl,Noor,{born},{phone}");
    }
    let date = FoundIn {
        column: "dob".to_owned(),
        code: F::DateUnreadable,
    };
    let one = check_with("customers.csv", &text, |m| m.policy.leave_out_rows.push(date)).unwrap();
    assert_eq!(one.rows(), (59, 1));
    let all = check_with("customers.csv", &text, |m| m.policy.on_bad_value = BadValue::Reject).unwrap();
    assert_eq!(all.rows(), (18, 42), "the control: this is what the button did before");
}

#[test]
fn what_is_decided_about_a_column_that_is_not_there_decides_nothing() {
    let gone = FoundIn {
        column: "fax".to_owned(),
        code: F::PhoneUnreadable,
    };
    let text = "email,phone\na@shop.nl,+31 12\n";
    let seen = check_with("customers.csv", text, |m| m.policy.leave_out_rows.push(gone)).unwrap();
    assert_eq!(seen.rows(), (1, 0));
}

#[test]
fn words_for_nothing_and_dates_for_none_are_taken_for_nothing_in_their_column_alone() {
    let mut text = "email,firstname,lastname,dob\n".to_owned();
    for n in 0..20 {
        let born = ["1970-01-01", "01.01.1970", "1-1-1970", "1970-01-01 00:00:00"][n % 4];
        let _ = writeln!(text, "klant{n}@winkel.nl,NULL,NULL,{born}");
    }
    let _ = writeln!(text, "klant20@winkel.nl,Noor,Nulls,1990-02-21");
    let of = |column: &str, code| FoundIn {
        column: column.to_owned(),
        code,
    };
    let plain = |m: &mut MappingSet| {
        for field in &mut m.fields {
            field.recipe.retain(|op| !matches!(op, ingest::Op::Missing { .. }));
        }
    };
    let before = check_with("customers.csv", &text, plain).unwrap();
    let count = |seen: &crate::Seen, code, column: &str| {
        let is_it = |f: &&FindingSummary| f.code == code && f.column.as_deref() == Some(column);
        seen.report.findings.iter().find(is_it).map_or(0, |f| f.rows)
    };
    assert_eq!(count(&before, F::MissingMarkerKept, "firstname"), 20);
    assert_eq!(count(&before, F::DateDefault, "dob"), 20, "however they are written");
    let after = check_with("customers.csv", &text, |m| {
        plain(m);
        m.policy.leave_out_values = vec![of("firstname", F::MissingMarkerKept), of("dob", F::DateDefault)];
    })
    .unwrap();
    assert_eq!(
        (
            count(&after, F::MissingMarkerKept, "firstname"),
            count(&after, F::DateDefault, "dob")
        ),
        (0, 0)
    );
    assert_eq!(count(&after, F::MissingMarkerKept, "lastname"), 20);
    assert_eq!(after.rows(), (21, 0));
    assert!(after.value("klant0@winkel.nl", "/person/firstName").is_null());
    assert!(after.value("klant0@winkel.nl", "/person/name/firstName").is_null());
    assert_eq!(after.value("klant0@winkel.nl", "/person/name/lastName"), "NULL");
    assert!(after.value("klant1@winkel.nl", "/person/birthDate").is_null());
    assert_eq!(after.value("klant20@winkel.nl", "/person/birthDate"), "1990-02-21");
}
