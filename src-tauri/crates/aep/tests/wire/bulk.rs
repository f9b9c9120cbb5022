//! Many shoppers in one lookup, against a platform that takes fewer than it is asked for, repeats who was asked for or does
//! not, and has trouble with one of them.

use crate::server::{Act, QUICK, Seen, Wire, answer, json};
use aep::{CancellationToken, Client, Error, Limits, Lookup, Retry};
use serde_json::{Map, Value, json as value};
use std::time::Duration;

/// Who is asked for in a request.
fn asked(seen: &Seen) -> Vec<String> {
    let body = seen.json();
    let each = body["identities"].as_array().unwrap().iter();
    each.map(|one| one["entityId"].as_str().unwrap().to_owned()).collect()
}

/// Every second number is somebody, whose profile has the same number.
fn entry(id: &str, repeats: bool) -> Option<Value> {
    let known = id.parse::<usize>().unwrap().is_multiple_of(2);
    let mut entry = value!({"entityId": format!("GQ{id}"), "entity": {}, "sources": [""]});
    if known {
        entry["entity"] = value!({"v": id, "identityMap": {"crmid": [{"id": id}]}});
        entry["sources"] = value!(["d1"]);
    }
    if repeats {
        entry["requestedIdentity"] = value!({"entityId": id, "entityIdNS": {"code": "crmid"}});
    }
    (known || repeats).then_some(entry)
}

/// In an order of the platform's own.
fn entries(ids: &[String], repeats: bool) -> Act {
    let found: Map<String, Value> = ids
        .iter()
        .rev()
        .filter_map(|id| Some((format!("GQ{id}"), entry(id, repeats)?)))
        .collect();
    json(200, &Value::Object(found).to_string())
}

/// Takes so many at once.
fn most(limit: usize, status: u16, repeats: bool) -> impl FnMut(&Seen, usize) -> Act + Send + 'static {
    move |seen, _| {
        let ids = asked(seen);
        if ids.len() > limit {
            json(status, r#"{"message":"too many"}"#)
        } else {
            entries(&ids, repeats)
        }
    }
}

async fn look(client: &Client, ids: &[String]) -> Result<Vec<Lookup>, Error> {
    let ids: Vec<(&str, &str)> = ids.iter().map(|id| ("CrmId", id.as_str())).collect();
    client.profiles_of(&ids, &["consents"], &CancellationToken::new()).await
}

fn numbers(many: usize) -> Vec<String> {
    (0..many).map(|n| n.to_string()).collect()
}

/// Whether each is who was asked for: nobody is somebody else.
fn is_right(found: &[Lookup], ids: &[String]) -> bool {
    found.len() == ids.len()
        && found.iter().zip(ids).all(|(found, id)| match found {
            Lookup::Found(profile) => profile.entity["v"] == id.as_str(),
            Lookup::NotYet => !id.parse::<usize>().unwrap().is_multiple_of(2),
            Lookup::Refused(_) => false,
        })
}

#[tokio::test]
async fn a_thousand_come_back_in_their_order_in_either_form() {
    for repeats in [true, false] {
        let wire = Wire::start(most(1_000, 400, repeats)).await;
        let ids = numbers(1_000);
        let found = look(&wire.client(), &ids).await.unwrap();
        assert!(is_right(&found, &ids), "repeats: {repeats}");
        let seen = wire.seen();
        assert_eq!(seen.len(), 10, "a hundred at a time");
        assert_eq!(seen[0].json()["fields"], value!(["consents", "identityMap"]));
        assert_eq!(seen[0].json()["schema"]["name"], "_xdm.context.profile");
        // The control of this test: in the order of the answer they would be somebody else.
        let (first, last) = (found.first().unwrap(), found.last().unwrap());
        assert!(matches!((first, last), (Lookup::Found(_), Lookup::NotYet)));
    }
}

#[tokio::test]
async fn a_portion_that_is_refused_is_halved_and_the_size_that_held_is_remembered() {
    for (limit, status) in [(10, 400), (10, 413), (10, 422), (1, 400), (99, 422)] {
        let wire = Wire::start(most(limit, status, true)).await;
        let (client, ids) = (wire.client(), numbers(200));
        assert!(is_right(&look(&client, &ids).await.unwrap(), &ids), "{limit} {status}");
        let before = wire.seen().len();
        assert!(is_right(&look(&client, &ids).await.unwrap(), &ids), "{limit} {status}");
        let after: Vec<usize> = wire.seen()[before..].iter().map(|seen| asked(seen).len()).collect();
        assert!(after.iter().all(|many| *many <= limit), "{limit} {status}: {after:?}");
        // Not smaller than it needs to be.
        assert!(
            after.iter().any(|many| many * 2 > limit.min(50)),
            "{limit} {status}: {after:?}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_halved_as_well() {
    let wire = Wire::start(|seen, _| {
        let ids = asked(seen);
        if ids.len() > 30 {
            let much = "x".repeat(5 << 20);
            return answer(200, &["content-type: application/json"], format!(r#"{{"x":"{much}"}}"#));
        }
        entries(&ids, true)
    })
    .await;
    let ids = numbers(100);
    assert!(is_right(&look(&wire.client(), &ids).await.unwrap(), &ids));
}

#[tokio::test]
async fn one_who_cannot_be_shown_costs_nobody_else_their_answer() {
    let wire = Wire::start(|seen, _| {
        let ids = asked(seen);
        if ids.contains(&"42".to_owned()) {
            return json(
                422,
                r#"{"message":"More than 50 related identities","statusCode":"422"}"#,
            );
        }
        entries(&ids, true)
    })
    .await;
    let (client, ids) = (wire.client(), numbers(200));
    let found = look(&client, &ids).await.unwrap();
    let refused: Vec<usize> = (0..200).filter(|&at| matches!(found[at], Lookup::Refused(_))).collect();
    assert_eq!(refused, [42]);
    assert!(is_right(&found[..42], &ids[..42]) && is_right(&found[43..], &ids[43..]));
    // Somebody was refused, not a number of them: the others are asked for a hundred at a time as before.
    let others: Vec<String> = (100..200).map(|n| n.to_string()).collect();
    let before = wire.seen().len();
    look(&client, &others).await.unwrap();
    assert_eq!(wire.seen().len(), before + 1);
}

#[tokio::test]
async fn a_question_that_is_refused_as_such_is_an_error_soon() {
    let wire = Wire::start(|_, _| json(400, r#"{"message":"namespace is not known"}"#)).await;
    let error = look(&wire.client(), &numbers(400)).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert!(wire.seen().len() < 60, "{}", wire.seen().len());
    for many in [1, 3] {
        let error = look(&wire.client(), &numbers(many)).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    }
    let wire = Wire::start(|_, _| json(403, r#"{"message":"UPS-ACC-1000004: no","statusCode":"403"}"#)).await;
    let error = look(&wire.client(), &numbers(400)).await.unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }), "{error:?}");
}

#[tokio::test]
async fn failures_of_single_ids_are_resolved_one_by_one() {
    // 207: the failures alone, by keys that nobody can know.
    let wire = Wire::start(|seen, _| {
        let ids = asked(seen);
        let failed =
            |status: u16| value!([{"xid": "GQ?", "error": {"statusCode": status.to_string(), "message": "no"}}]);
        match ids.as_slice() {
            [id] if id == "3" => json(207, &failed(404).to_string()),
            [id] if id == "5" => json(207, &failed(500).to_string()),
            ids if ids.iter().any(|id| id == "3" || id == "5") => json(207, &failed(404).to_string()),
            ids => entries(ids, true),
        }
    })
    .await;
    let ids = numbers(8);
    let found = look(&wire.client(), &ids).await.unwrap();
    assert!(
        matches!(&found[5], Lookup::Refused(refusal) if refusal.status == 500),
        "{:?}",
        found[5]
    );
    assert!(is_right(&found[..5], &ids[..5]) && is_right(&found[6..], &ids[6..]));

    // Inside a 200: whoever failed is asked for alone.
    let wire = Wire::start(|seen, _| {
        if seen.method == "GET" {
            assert!(seen.target.contains("entityId=1&") && seen.target.contains("fields=consents%2CidentityMap"));
            return json(200, r#"{"GQ1":{"entity":{"v":"1"},"sources":["d1"]}}"#);
        }
        let requested = value!({"entityId": "1", "entityIdNS": {"code": "CrmId"}});
        let failed = value!({"requestedIdentity": requested, "status": 503, "entity": {"v": "wrong"}});
        let fine = entry("0", true).unwrap();
        json(200, &value!({"GQ1": failed, "GQ0": fine}).to_string())
    })
    .await;
    let found = look(&wire.client(), &numbers(2)).await.unwrap();
    assert!(
        matches!(&found[1], Lookup::Found(profile) if profile.entity["v"] == "1"),
        "{:?}",
        found[1]
    );
}

#[tokio::test]
async fn an_entry_that_names_nobody_is_not_used_by_its_place() {
    let wire = Wire::start(|seen, _| {
        if seen.method == "GET" {
            let known = seen.target.contains("entityId=0&");
            return if known {
                json(200, r#"{"GQ0":{"entity":{"v":"0"}}}"#)
            } else {
                json(404, "{}")
            };
        }
        json(200, r#"{"GQ0":{"entityId":"GQ0","entity":{"v":"0"}}}"#)
    })
    .await;
    // Asked for in the other order: the only entry is about the second.
    let ids = ["1".to_owned(), "0".to_owned()];
    let found = look(&wire.client(), &ids).await.unwrap();
    assert!(is_right(&found, &ids), "{found:?}");
}

#[tokio::test]
async fn who_is_asked_for_twice_is_looked_up_once_and_nobody_costs_nothing() {
    let wire = Wire::start(most(100, 400, true)).await;
    let ids = ["2", "1", "2", "2"].map(str::to_owned);
    let found = look(&wire.client(), &ids).await.unwrap();
    assert!(is_right(&found, &ids));
    assert_eq!(asked(&wire.seen()[0]), ["2", "1"]);
    assert_eq!(look(&wire.client(), &[]).await.unwrap(), []);
    assert_eq!(wire.seen().len(), 1);
    let wire = Wire::start(|_, _| json(404, r#"{"statusCode":"404"}"#)).await;
    assert_eq!(
        look(&wire.client(), &numbers(3)).await.unwrap(),
        [Lookup::NotYet, Lookup::NotYet, Lookup::NotYet]
    );
}

#[tokio::test(start_paused = true)]
async fn the_wait_that_profile_asks_for_is_kept() {
    let wire = Wire::start(|seen, n| match n {
        0 => json(
            429,
            r#"[{"message":"Too many requests","cause":"c","retryAfterMs":"90000","statusCode":"429"}]"#,
        ),
        _ => entries(&asked(seen), true),
    })
    .await;
    let patient = Retry {
        budget: Duration::from_secs(600),
        ..QUICK
    };
    let limits = Limits {
        call: Duration::from_secs(3_600),
        connect: Duration::from_secs(3_600),
        ..Limits::default()
    };
    let (ids, began) = (numbers(4), tokio::time::Instant::now());
    let found = look(&wire.client_with(patient, limits), &ids).await.unwrap();
    assert!(is_right(&found, &ids) && began.elapsed() >= Duration::from_secs(90));
}

#[tokio::test]
async fn the_fragment_alone_is_asked_for_until_that_is_refused() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|seen, _| {
        if seen.target.contains("mergePolicyId=none") {
            json(400, r#"{"message":"merge policy"}"#)
        } else {
            json(200, r#"{"x":{"entity":{"v":1},"sources":["d1"]}}"#)
        }
    })
    .await;
    let client = wire.client();
    for calls in [2, 3] {
        let (found, seen) = client.profile_without_policy("Email", "a@b.nl", &cancel).await.unwrap();
        assert!(matches!(found, Lookup::Found(_)) && seen == aep::Seen::Merged);
        assert_eq!(wire.seen().len(), calls, "refused once, never asked again");
    }
    // Refused for another reason: that says nothing about fragments.
    let wire = Wire::start(|_, _| json(400, r#"{"message":"namespace"}"#)).await;
    let client = wire.client();
    for calls in [2, 4] {
        let refused = client.profile_without_policy("Emial", "a@b.nl", &cancel).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        assert_eq!(wire.seen().len(), calls);
    }
    let wire = Wire::start(|_, _| json(200, r#"{"x":{"entity":{"v":1}}}"#)).await;
    let (_, seen) = wire
        .client()
        .profile_without_policy("Email", "a@b.nl", &cancel)
        .await
        .unwrap();
    assert_eq!((seen, wire.seen().len()), (aep::Seen::Fragment, 1));
}
