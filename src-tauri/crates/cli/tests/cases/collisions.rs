//! One number on two people of a large file: both are named by row before anything is sent.

use super::came::numbers;
use super::user::User;
use serde_json::Value as Json;
use std::fmt::Write as _;

/// Commerce's grid of so many people, in which the numbers of some rows are those of others.
fn grid(rows: usize, same: &[(usize, usize)]) -> String {
    let mut text = "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site\n".to_owned();
    for row in 1..=rows {
        let number = same
            .iter()
            .find(|(_, later)| *later == row)
            .map_or(row, |(earlier, _)| *earlier);
        writeln!(
            text,
            "{number},Klant Nummer{row},klant{row}@voorbeeld.example,General,,1012LG,Netherlands,NH,2024-01-05 10:11:12,Main Website"
        )
        .unwrap();
    }
    text
}

fn check(text: &str) -> (i32, Json) {
    let user = User::new();
    let file = user.file("grid.csv", text);
    user.json(&["check", &file, "--zone", "Customer Since=UTC"])
}

fn conflict(report: &Json) -> Option<&Json> {
    let mut findings = report["findings"].as_array()?.iter();
    findings.find(|finding| finding["code"] == "identity_conflict")
}

#[test]
fn two_collisions_among_a_hundred_thousand_rows_are_named_by_row() {
    let same = [(1_234, 99_000), (50_000, 50_001)];
    let (exit, report) = check(&grid(100_000, &same));
    let found = conflict(&report).unwrap_or_else(|| panic!("exit {exit}: nothing is said: {}", report["findings"]));
    let rows = numbers(&found["examples"]);
    for (earlier, later) in same {
        for row in [earlier as u64, later as u64] {
            assert!(rows.contains(&row), "row {row} is not named: {found}");
        }
    }
    let counts = &report["rows"];
    assert_eq!(found["severity"], "cannot_send", "{found}");
    assert_eq!(
        (exit, counts["rejected"].as_u64(), counts["send"].as_u64()),
        (1, Some(4), Some(99_996)),
        "{counts}"
    );
}

/// The control: where nobody collides nothing is said.
#[test]
fn without_a_collision_nothing_is_said() {
    let (exit, report) = check(&grid(2_000, &[]));
    assert!(exit == 0 && conflict(&report).is_none(), "{exit}: {report}");
    let (exit, report) = check(&grid(2_000, &[(5, 6)]));
    assert!(exit == 1 && conflict(&report).is_some(), "{exit}: {report}");
}
