//! Whichever way the platform reads what its reference leaves open: links that come late, policies without links or with
//! datasets that are preferred, and no way to ask for a fragment alone.

use crate::stage::{BY_EMAIL_ALONE, BY_MAP, Stage, by_email, by_number, mapping};
use ingest::{SeenState, Verified};
use practice::{Options, Quirk};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const GRID: &str = "id,email,name\n1,anna@shop.example,Anna\n2,bas@shop.example,Bas\n";

async fn stage(quirks: &[Quirk]) -> Stage {
    Stage::set(Options {
        quirks: quirks.iter().copied().collect(),
        ..Options::default()
    })
    .await
}

fn states(seen: &Verified) -> Vec<(SeenState, Option<bool>)> {
    seen.shoppers.iter().map(|one| (one.state, one.tied)).collect()
}

#[tokio::test]
async fn a_link_that_comes_late_is_not_tied_yet_and_never_missing() {
    // Longer than any test.
    let stage = Stage::set(Options {
        graph_delay: Duration::from_secs(1_000_000),
        ..Options::default()
    })
    .await;
    let desk = stage.desk(BY_MAP).await;
    let set = mapping(by_number("CustomerId"), &[]);
    let (_, seen) = stage.upload(&desk, &stage.file("grid.csv", GRID), &set).await;
    let untied = (SeenState::Found, Some(false));
    assert_eq!(states(&seen), [untied, untied]);
    assert!(seen.is_open(), "somebody looks again");
    // Whoever asks by the e-mail address alone would call them missing.
    let settings = stage.settings(BY_MAP);
    let sandbox = aep::SandboxName::parse(settings.sandbox.clone()).unwrap();
    let client = aep::Client::new(settings.hosts, settings.credentials, sandbox, aep::Retry::INTERACTIVE).unwrap();
    let by_mail = client
        .profile("Email", "anna@shop.example", &CancellationToken::new())
        .await;
    assert_eq!(by_mail.unwrap(), aep::Lookup::NotYet);
    // Two people under one number are seen without any link.
    let set_by_mail = mapping(by_email(), &[]);
    let known = stage.file("known.csv", "email,name\nbob@shop.example,Bob\n");
    stage.upload(&desk, &known, &set_by_mail).await;
    let other = stage.file("other.csv", "id,email,name\n1,bob@shop.example,Bob\n");
    let (_, seen) = stage.upload(&desk, &other, &set).await;
    assert_eq!(states(&seen), [(SeenState::MergedWithOther, Some(false))]);
    stage.server.stop().await;
}

#[tokio::test]
async fn a_policy_without_links_and_a_platform_without_fragments_show_what_arrived() {
    for quirks in [
        &[Quirk::PrivateGraph][..],
        &[Quirk::NoFragmentLookup],
        &[Quirk::PrivateGraph, Quirk::NoFragmentLookup],
    ] {
        let stage = stage(quirks).await;
        let desk = stage.desk(BY_MAP).await;
        let set = mapping(by_number("CustomerId"), &[]);
        let (_, seen) = stage.upload(&desk, &stage.file("grid.csv", GRID), &set).await;
        let tied = Some(!quirks.contains(&Quirk::PrivateGraph));
        assert_eq!(
            states(&seen),
            [(SeenState::Found, tied), (SeenState::Found, tied)],
            "{quirks:?}"
        );
        let other = stage.file("other.csv", "id,email,name\n1,bob@shop.example,Bob\n");
        let (_, seen) = stage.upload(&desk, &other, &set).await;
        assert_eq!(seen.merged_with_other, 1, "{quirks:?}");
        stage.server.stop().await;
    }
}

#[tokio::test]
async fn what_was_sent_is_held_against_its_own_fragment_where_the_platform_shows_it() {
    // The dataset that was made last is preferred, so that ours never shows.
    for (further, state) in [
        (None, SeenState::Found),
        (Some(Quirk::NoFragmentLookup), SeenState::Differs),
    ] {
        let quirks: Vec<Quirk> = [Some(Quirk::MergePolicyPrecedence), further]
            .into_iter()
            .flatten()
            .collect();
        let stage = stage(&quirks).await;
        let set = mapping(by_email(), &[]);
        let preferred = stage.desk(BY_EMAIL_ALONE).await;
        let file = stage.file("preferred.csv", "email,name\nanna@shop.example,Annabel\n");
        stage.upload(&preferred, &file, &set).await;
        let desk = stage.desk(BY_MAP).await;
        let (_, seen) = stage
            .upload(
                &desk,
                &stage.file("own.csv", "email,name\nanna@shop.example,Anna\n"),
                &set,
            )
            .await;
        assert_eq!(states(&seen), [(state, None)], "{quirks:?}");
        stage.server.stop().await;
    }
}

#[tokio::test]
async fn a_profile_of_another_dataset_is_not_our_arrival() {
    let stage = Stage::set(Options {
        profile_delay: Duration::ZERO,
        ..Options::default()
    })
    .await;
    let set = mapping(by_email(), &[]);
    let text = "email,name\nanna@shop.example,Anna\n";
    let other = stage.desk(BY_EMAIL_ALONE).await;
    stage.upload(&other, &stage.file("other.csv", text), &set).await;
    // The very same values are there; our own records are not, for longer than any test.
    let slow = Options {
        profile_delay: Duration::from_secs(1_000_000),
        ..Options::default()
    };
    let stage = stage.served_again(slow).await;
    let desk = stage.usual_desk().await;
    let report = stage.sent(&desk, &stage.file("own.csv", text), &set).await;
    let seen = stage.look(&desk, &report.run, Duration::ZERO).await.verified.unwrap();
    assert_eq!(states(&seen), [(SeenState::Pending, None)]);
    stage.server.stop().await;
}
