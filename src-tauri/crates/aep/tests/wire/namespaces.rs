//! A namespace that should be there: looked for first, made once, and what can go wrong in between.

use crate::server::{Act, Wire, json};
use aep::{CancellationToken, Ensured, Error, IdentityKind, NewNamespace};
use serde_json::{Value, json as value};
use std::sync::{Arc, Mutex};

fn customer_id() -> NewNamespace {
    NewNamespace {
        code: "CustomerId".into(),
        name: "Commerce Customer ID".into(),
        description: "d".into(),
        kind: IdentityKind::CrossDevice,
    }
}

#[tokio::test]
async fn a_namespace_is_made_once_and_found_afterwards() {
    let cancel = CancellationToken::new();
    let there: Arc<Mutex<Vec<Value>>> = Arc::default();
    let wire = Wire::start({
        let there = Arc::clone(&there);
        move |seen, _| {
            let mut there = there.lock().unwrap();
            if seen.method == "POST" {
                let mut made = seen.json();
                made["idType"] = "CROSS_DEVICE".into();
                made["status"] = "ACTIVE".into();
                there.push(made.clone());
                return json(200, &made.to_string());
            }
            json(200, &Value::from(there.clone()).to_string())
        }
    })
    .await;
    let client = wire.client();
    let first = client.ensure_namespace(&customer_id(), &cancel).await.unwrap();
    assert!(
        matches!(first, Ensured::Created(ref one) if one.code == "CustomerId"),
        "{first:?}"
    );
    assert!(matches!(
        client.ensure_namespace(&customer_id(), &cancel).await.unwrap(),
        Ensured::Found(_)
    ));
    let other = NewNamespace {
        kind: IdentityKind::Email,
        ..customer_id()
    };
    assert!(matches!(
        client.ensure_namespace(&other, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
    let cased = NewNamespace {
        code: "customerid".into(),
        ..customer_id()
    };
    assert!(matches!(
        client.ensure_namespace(&cased, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
    let [post] = wire.changes().try_into().unwrap();
    assert_eq!(
        post.json(),
        value!({"name": "Commerce Customer ID", "code": "CustomerId", "idType": "Cross_device", "description": "d"})
    );
}

#[tokio::test]
async fn somebody_who_was_faster_is_agreed_with() {
    let cancel = CancellationToken::new();
    let listed = r#"[{"code":"CustomerId","idType":"CROSS_DEVICE","status":"ACTIVE"}]"#;
    let wire = Wire::start(move |seen, n| match (seen.method.as_str(), n) {
        ("POST", _) => json(409, r#"{"title":"NAMESPACE_CODE_CONFLICT"}"#),
        (_, 0) => json(200, "[]"),
        _ => json(200, listed),
    })
    .await;
    let found = wire.client().ensure_namespace(&customer_id(), &cancel).await.unwrap();
    assert!(matches!(found, Ensured::Found(_)), "{found:?}");
    let wire = Wire::start(|seen, _| {
        if seen.method == "POST" {
            json(409, "{}")
        } else {
            json(200, "[]")
        }
    })
    .await;
    let error = wire
        .client()
        .ensure_namespace(&customer_id(), &cancel)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Conflict(_)),
        "a conflict with nothing that can be seen stays one"
    );
}

#[tokio::test]
async fn an_answer_that_was_lost_is_looked_for_and_nothing_is_made_twice() {
    let cancel = CancellationToken::new();
    for lost in [|| Act::Drop, || json(503, "{}"), || json(200, "<html>")] {
        let made = Arc::new(Mutex::new(false));
        let wire = Wire::start(move |seen, _| {
            let mut made = made.lock().unwrap();
            if seen.method == "POST" {
                *made = true;
                return lost();
            }
            json(
                200,
                if *made {
                    r#"[{"code":"CustomerId","idType":"Cross_device"}]"#
                } else {
                    "[]"
                },
            )
        })
        .await;
        let outcome = wire.client().ensure_namespace(&customer_id(), &cancel).await.unwrap();
        assert!(matches!(outcome, Ensured::Created(_)), "{outcome:?}");
        assert_eq!(wire.changes().len(), 1);
    }
    let wire = Wire::start(|seen, _| {
        if seen.method == "POST" {
            json(503, "{}")
        } else {
            json(200, "[]")
        }
    })
    .await;
    let error = wire
        .client()
        .ensure_namespace(&customer_id(), &cancel)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Status(refusal) if refusal.status == 503));
    assert_eq!(wire.changes().len(), 1, "not seen is not proof of not made");
}

#[tokio::test]
async fn what_is_forbidden_is_not_looked_for_again() {
    let wire = Wire::start(|seen, _| {
        if seen.method == "POST" {
            json(403, "{}")
        } else {
            json(200, "[]")
        }
    })
    .await;
    let error = wire
        .client()
        .ensure_namespace(&customer_id(), &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }));
    assert_eq!(wire.seen().len(), 2);
}
