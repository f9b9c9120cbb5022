//! Whoever is looked up is still one person, or it is said that they are not, with the row.

use crate::stage::{BY_MAP, Stage, by_email, by_number, mapping};
use ingest::{Desk, RunReport, SeenState, SharedEmail, Verified};
use practice::{Options, Quirk};
use std::sync::Arc;

/// The shop's own customers, by the numbers of the shop.
const GRID: &str = "id,email,name\n1,anna@shop.example,Anna\n2,bas@shop.example,Bas\n3,cas@shop.example,Cas\n";

/// The shop's customers are there; then a file of another system comes, whose numbers somebody says are the shop's.
async fn after(stage: &Stage, other: &str) -> (Arc<Desk>, [RunReport; 2], Verified) {
    let desk = stage.desk(BY_MAP).await;
    let set = mapping(by_number("CustomerId"), &[]);
    let (first, seen) = stage.upload(&desk, &stage.file("grid.csv", GRID), &set).await;
    assert_eq!(
        (seen.looked_up, seen.found, seen.merged_with_other),
        (3, 3, 0),
        "{seen:?}"
    );
    let file = stage.file("subscribers.csv", &format!("id,email,name\n{other}"));
    let (second, seen) = stage.upload(&desk, &file, &set).await;
    (desk, [first, second], seen)
}

#[tokio::test]
async fn two_people_with_one_number_are_said_with_their_row_in_both_runs() {
    let stage = Stage::set(Options::default()).await;
    let (desk, [first, second], seen) = after(&stage, "8,eva@shop.example,Eva\n1,bob@shop.example,Bob\n").await;
    assert_eq!((seen.found, seen.merged_with_other), (1, 1), "{seen:?}");
    let bob = seen.shoppers.iter().find(|one| one.row == 2).unwrap();
    let together = bob.together.clone().unwrap();
    assert_eq!(
        (
            bob.state,
            bob.line,
            together.emails,
            together.other_emails,
            together.other_numbers
        ),
        (SeenState::MergedWithOther, 3, 2, 1, 0)
    );
    assert_eq!(together.namespaces, ["Email"]);
    assert!(together.has_others());
    // Whoever was there before is seen so as well, from now on.
    let again = stage.looked(&desk, &first.run).await;
    let states: Vec<_> = again.shoppers.iter().map(|one| (one.row, one.state)).collect();
    let found = SeenState::Found;
    assert_eq!(states, [(1, SeenState::MergedWithOther), (2, found), (3, found)]);
    let kept = serde_json::to_string(&stage.engine.history(10).unwrap()).unwrap();
    assert!(kept.contains("merged_with_other") && kept.contains(&second.run));
    for value in ["shop.example", "Anna", "Bob", "anna", "bob"] {
        assert!(!kept.contains(value), "the history holds {value}");
    }
    stage.server.stop().await;
}

#[tokio::test]
async fn without_a_collision_everybody_is_one_person() {
    let stage = Stage::set(Options::default()).await;
    let (desk, [first, second], seen) = after(&stage, "8,eva@shop.example,Eva\n101,bob@shop.example,Bob\n").await;
    for seen in [seen, stage.looked(&desk, &first.run).await] {
        assert_eq!((seen.found, seen.merged_with_other), (seen.looked_up, 0), "{seen:?}");
        let each = seen
            .shoppers
            .iter()
            .map(|one| (one.tied, one.together.clone().unwrap()));
        for (tied, together) in each {
            assert_eq!((tied, together.emails, together.numbers), (Some(true), 1, 1));
        }
    }
    assert_ne!(first.run, second.run);
    stage.server.stop().await;
}

#[tokio::test]
async fn one_address_on_two_numbers_and_two_numbers_of_another_system_are_said_too() {
    let stage = Stage::set(Options::default()).await;
    let (desk, _, seen) = after(&stage, "9,anna@shop.example,Anna\n").await;
    let together = seen.shoppers[0].together.clone().unwrap();
    assert_eq!(
        (
            seen.merged_with_other,
            together.emails,
            together.numbers,
            together.other_numbers
        ),
        (1, 1, 2, 1),
        "the same person with an older number is for somebody to look at"
    );
    assert_eq!(together.namespaces, ["CustomerId"]);
    // A file that has no numbers sees that its customer has two.
    let set = mapping(by_email(), &[]);
    let file = stage.file("mail.csv", "email,name\nAnna@Shop.example,Anna\ncas@shop.example,Cas\n");
    let (_, seen) = stage.upload(&desk, &file, &set).await;
    let states: Vec<_> = seen.shoppers.iter().map(|one| (one.state, one.tied)).collect();
    assert_eq!(states, [(SeenState::MergedWithOther, None), (SeenState::Found, None)]);
    stage.server.stop().await;
}

#[tokio::test]
async fn a_profile_that_is_too_large_to_be_shown_is_not_called_missing() {
    let quirks = [Quirk::GraphsWithoutLimit].into();
    let stage = Stage::set(Options {
        quirks,
        ..Options::default()
    })
    .await;
    let desk = stage.desk(BY_MAP).await;
    let mut set = mapping(by_number("CustomerId"), &[]);
    set.policy.shared_email = SharedEmail::Send;
    let rows: Vec<String> = (1..=60).map(|id| format!("{id},shared@shop.example,Anna\n")).collect();
    let file = stage.file("shared.csv", &format!("id,email,name\n{}", rows.concat()));
    let (_, seen) = stage.upload(&desk, &file, &set).await;
    assert_eq!((seen.looked_up, seen.merged_with_other), (10, 10), "{seen:?}");
    assert_eq!(seen.shoppers[0].together, None);
    stage.server.stop().await;
}

#[tokio::test]
async fn those_with_a_number_and_an_address_are_looked_up_besides_the_first_middle_and_last() {
    let stage = Stage::set(Options::default()).await;
    let desk = stage.desk(BY_MAP).await;
    let set = mapping(by_number("CustomerId"), &[]);
    // Only every fourth customer has a number.
    let row = |row: u32| match row % 4 {
        0 => format!("{row},c{row}@shop.example,Cas\n"),
        _ => format!(",c{row}@shop.example,Cas\n"),
    };
    let text: String = (1..=60).map(row).collect();
    let file = stage.file("some.csv", &format!("id,email,name\n{text}"));
    let (report, seen) = stage.upload(&desk, &file, &set).await;
    assert_eq!((seen.looked_up, seen.found), (10, 10), "{seen:?}");
    let rows: Vec<u64> = seen.shoppers.iter().map(|one| one.row).collect();
    let with_number = rows.iter().filter(|row| **row % 4 == 0).count();
    assert!(with_number >= 7, "{rows:?}");
    assert!(rows.contains(&1) && rows.contains(&60), "{rows:?}");
    let again: Vec<u64> = stage
        .looked(&desk, &report.run)
        .await
        .shoppers
        .iter()
        .map(|one| one.row)
        .collect();
    assert_eq!(rows, again, "the same ones whenever somebody looks");
    // Without numbers three are enough.
    let file = stage.file("mail.csv", &format!("id,email,name\n{}", text.replace("Cas", "Kas")));
    let (_, seen) = stage.upload(&desk, &file, &mapping(by_email(), &[])).await;
    assert_eq!(seen.looked_up, 3);
    stage.server.stop().await;
}
