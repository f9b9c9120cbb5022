//! The access check: each reason, from the answers that stand for it, and not one request that could change something.

use crate::server::{Act, Intake, QUICK, Seen, Wire, json, token};
use aep::{CancellationToken, DatasetId, Error, Limits, Reason, Retry, SandboxState, Tick};
use std::time::Duration;

const USABLE: &str = "/data/foundation/sandbox-management/?";
const ALL: &str = "/data/foundation/sandbox-management/sandboxes?";
const STATS: &str = "/data/foundation/schemaregistry/stats";
const DATASETS: &str = "/data/foundation/catalog/dataSets";

/// What the platform says where everything is well.
fn well(seen: &Seen) -> Act {
    match (seen.method.as_str(), seen.target.as_str()) {
        (_, at) if at.starts_with(USABLE) || at.starts_with(ALL) => json(
            200,
            r#"{"sandboxes":[{"name":"prod","state":"active","type":"production","region":"VA7"}]}"#,
        ),
        (_, at) if at.starts_with(STATS) => json(200, r#"{"tenantId":"courier"}"#),
        ("GET", at) if at.starts_with("/data/foundation/catalog/dataSets/5da9452f") => {
            json(200, r#"{"5da9452f":{"name":"Shoppers"}}"#)
        }
        ("GET", at) if at.starts_with(DATASETS) => json(200, "{}"),
        _ => json(400, r#"{"title":"Invalid"}"#),
    }
}

async fn check(script: impl FnMut(&Seen, usize) -> Act + Send + 'static) -> (aep::Access, Wire) {
    let wire = Wire::start(script).await;
    let client = wire.client_with(Retry::NEVER, Limits::default());
    let access = client
        .check_access(None, &|_, _| (), &CancellationToken::new())
        .await
        .unwrap();
    (access, wire)
}

fn reason(tick: &Tick) -> (&Reason, bool) {
    match tick {
        Tick::Bad(trouble) => (&trouble.reason, trouble.likely),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn where_all_is_well_three_ticks_are_good_and_writing_is_likely() {
    let (access, wire) = check(|seen, _| well(seen)).await;
    assert_eq!(
        (&access.token, &access.sandbox, &access.schema, &access.dataset),
        (&Tick::Good, &Tick::Good, &Tick::Good, &Tick::Likely)
    );
    assert!(access.is_good() && access.trouble().is_none());
    for seen in wire.seen() {
        if seen.method != "GET" {
            assert_eq!(
                (seen.method.as_str(), seen.header("pragma")),
                ("POST", Some("validate-only"))
            );
            let body: serde_json::Value = serde_json::from_slice(&seen.body).unwrap();
            assert_eq!(body["name"], "", "not makeable even where the header is ignored");
        }
    }
}

#[tokio::test]
async fn a_refused_sign_in_says_why_and_nothing_else_is_tried() {
    for (status, body, wanted, likely) in [
        (400, r#"{"error":"invalid_client"}"#, Reason::SecretRefused, false),
        (401, r#"{"error":"invalid_client"}"#, Reason::SecretRefused, false),
        (400, r#"{"error":"invalid_scope"}"#, Reason::ScopeRefused, false),
        (400, r#"{"error":"unauthorized_client"}"#, Reason::ClientRefused, false),
        (403, "", Reason::SecretRefused, true),
        (503, "", Reason::Unreachable, false),
        (429, "", Reason::Throttled(None), false),
        (200, "{}", Reason::Unexpected, false),
    ] {
        let wire = Wire::with(move |_, _| json(status, body), Intake::Whole, |seen, _| well(seen)).await;
        let client = wire.client_with(Retry::NEVER, Limits::default());
        let access = client
            .check_access(None, &|_, _| (), &CancellationToken::new())
            .await
            .unwrap();
        assert_eq!(reason(&access.token), (&wanted, likely), "{status} {body}");
        assert_eq!(
            (&access.sandbox, &access.schema, &access.dataset),
            (&Tick::Untried, &Tick::Untried, &Tick::Untried)
        );
        assert!(wire.seen().is_empty() && !access.is_good());
    }
}

#[tokio::test]
async fn a_refusal_at_the_gateway_tells_project_profile_and_organisation_apart() {
    for (status, body, wanted, likely) in [
        (
            403,
            r#"{"error_code":"403003","message":"Api Key is invalid"}"#,
            Reason::ApiNotAdded,
            true,
        ),
        (
            403,
            r#"{"error_code":"403025","message":"Profile is not valid"}"#,
            Reason::NotEntitled,
            false,
        ),
        (
            403,
            r#"{"error_code":"403027","message":"User region is missing"}"#,
            Reason::OrgUnknown,
            false,
        ),
        (
            400,
            r#"{"error_code":"400003","message":"Missing header"}"#,
            Reason::OrgUnknown,
            true,
        ),
        (403, r#"{"title":"Forbidden"}"#, Reason::NotEntitled, true),
        (401, r#"{"error_code":"401013"}"#, Reason::TokenRefused, false),
        (500, "", Reason::Unreachable, false),
        (405, "", Reason::Unexpected, false),
    ] {
        let (access, _wire) = check(move |_, _| json(status, body)).await;
        assert_eq!(access.token, Tick::Good);
        assert_eq!(reason(&access.sandbox), (&wanted, likely), "{status} {body}");
        assert_eq!((&access.schema, &access.dataset), (&Tick::Untried, &Tick::Untried));
    }
}

#[tokio::test]
async fn a_sandbox_that_is_not_there_is_told_apart_from_one_that_is_not_ready_or_not_allowed() {
    for (status, all, wanted) in [
        (200, r#"{"sandboxes":[]}"#, Reason::SandboxUnknown),
        (403, "{}", Reason::SandboxUnknown),
        (
            200,
            r#"{"sandboxes":[{"name":"prod","state":"active"}]}"#,
            Reason::SandboxNotAllowed,
        ),
        (
            200,
            r#"{"sandboxes":[{"name":"prod","state":"resetting"}]}"#,
            Reason::SandboxNotActive(SandboxState::Resetting),
        ),
    ] {
        let (access, _wire) = check(move |seen, _| {
            if seen.target.starts_with(USABLE) {
                json(
                    200,
                    r#"{"sandboxes":[{"name":"dev-1"},{"name":"prod","state":"deleting"}]}"#,
                )
            } else {
                json(status, all)
            }
        })
        .await;
        assert_eq!(reason(&access.sandbox), (&wanted, false), "{all}");
    }
}

#[tokio::test]
async fn a_missing_role_is_inferred_where_it_shows() {
    let no = || json(403, r#"{"title":"Forbidden","detail":"no permission"}"#);
    let (access, _wire) = check(move |seen, _| {
        if seen.target.starts_with(STATS) {
            no()
        } else {
            well(seen)
        }
    })
    .await;
    assert_eq!(
        (reason(&access.schema), &access.dataset),
        ((&Reason::RoleMissing, true), &Tick::Likely)
    );
    assert_eq!(
        access.trouble().unwrap().refusal.as_ref().unwrap().detail,
        "no permission"
    );
    let (access, wire) = check(move |seen, _| {
        if seen.target.starts_with(DATASETS) {
            no()
        } else {
            well(seen)
        }
    })
    .await;
    assert_eq!(
        (&access.schema, reason(&access.dataset)),
        (&Tick::Good, (&Reason::RoleMissing, true))
    );
    assert!(
        wire.seen().iter().all(|seen| seen.method == "GET"),
        "what cannot be read is not written"
    );
    let (access, _wire) = check(move |seen, _| if seen.method == "POST" { no() } else { well(seen) }).await;
    assert_eq!(reason(&access.dataset), (&Reason::RoleMissing, true));
}

#[tokio::test]
async fn the_chosen_dataset_is_looked_for() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|seen, _| well(seen)).await;
    let client = wire.client_with(Retry::NEVER, Limits::default());
    let there = DatasetId::parse("5da9452f").unwrap();
    assert_eq!(
        client
            .check_access(Some(&there), &|_, _| (), &cancel)
            .await
            .unwrap()
            .dataset,
        Tick::Likely
    );
    let wire = Wire::start(|seen, _| {
        if seen.target.ends_with("/gone") {
            json(404, "{}")
        } else {
            well(seen)
        }
    })
    .await;
    let client = wire.client_with(Retry::NEVER, Limits::default());
    let gone = DatasetId::parse("gone").unwrap();
    let access = client.check_access(Some(&gone), &|_, _| (), &cancel).await.unwrap();
    assert_eq!(reason(&access.dataset), (&Reason::DatasetUnknown, false));
}

#[tokio::test]
async fn a_platform_that_is_gone_midway_or_never_answers_is_unreachable() {
    let (access, _wire) = check(|seen, _| {
        if seen.target.starts_with(STATS) {
            Act::Drop
        } else {
            well(seen)
        }
    })
    .await;
    assert_eq!(reason(&access.schema), (&Reason::Unreachable, false));
    let wire = Wire::start(|seen, _| {
        if seen.target.starts_with(STATS) {
            Act::Hang
        } else {
            well(seen)
        }
    })
    .await;
    let limits = Limits {
        call: Duration::from_millis(200),
        ..Limits::default()
    };
    let access = wire
        .client_with(Retry::NEVER, limits)
        .check_access(None, &|_, _| (), &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(
        (reason(&access.schema), &access.dataset),
        ((&Reason::Unreachable, false), &Tick::Likely)
    );
}

#[tokio::test]
async fn cancelling_ends_the_check() {
    let wire = Wire::with(|_, n| token(n, 86_399), Intake::Whole, |_, _| Act::Hang).await;
    let (client, cancel) = (wire.client_with(QUICK, Limits::default()), CancellationToken::new());
    let check = tokio::spawn({
        let cancel = cancel.clone();
        async move { client.check_access(None, &|_, _| (), &cancel).await }
    });
    while wire.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    cancel.cancel();
    assert!(matches!(check.await.unwrap(), Err(Error::Cancelled)));
}
