//! What is tried again, how often, and what never is.

use crate::server::{Act, QUICK, Wire, answer, client, html, json, opened};
use aep::{
    BatchId, CancellationToken, DatasetId, Error, FileFormat, FileName, Limits, NewBatch, NoAnswer, OpenBatch, Retry,
};
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TENANT: &str = r#"{"tenantId":"courier"}"#;
const BUSY: &str = r#"{"title":"busy","status":503}"#;

fn new_batch() -> NewBatch {
    NewBatch::new(
        DatasetId::parse("5da9452f").unwrap(),
        FileFormat::Parquet,
        "profile-courier-1-2-1",
    )
}

fn open_batch(wire: &Wire) -> OpenBatch {
    let (id, dataset) = (
        BatchId::parse("01EQ1C48").unwrap(),
        DatasetId::parse("5da9452f").unwrap(),
    );
    OpenBatch::adopt(wire.client(), id, dataset)
}

#[tokio::test]
async fn reading_is_tried_again_after_every_passing_failure() {
    let cancel = CancellationToken::new();
    for status in [408, 429, 500, 502, 503, 504] {
        let wire = Wire::start(move |_, n| if n < 3 { json(status, BUSY) } else { json(200, TENANT) }).await;
        assert_eq!(wire.client().tenant(&cancel).await.unwrap().id, "courier", "{status}");
        assert_eq!(wire.seen().len(), 4, "{status}");
    }
    let wire = Wire::start(|_, n| if n < 3 { Act::Drop } else { json(200, TENANT) }).await;
    assert_eq!(
        wire.client().tenant(&cancel).await.unwrap().id,
        "courier",
        "after dropped connections"
    );
}

#[tokio::test]
async fn what_will_not_pass_is_asked_once() {
    let cancel = CancellationToken::new();
    for status in [301, 302, 307, 308, 400, 403, 404, 405, 409, 413, 414, 415, 422, 501] {
        let wire = Wire::start(move |_, _| json(status, r#"{"title":"no"}"#)).await;
        let error = wire.client().tenant(&cancel).await.unwrap_err();
        let refusal = error.refusal().expect("a refusal");
        assert_eq!((refusal.status, refusal.detail.as_str()), (status, "no"));
        assert_eq!(refusal.request_id.as_deref(), Some("req-1"));
        assert_eq!(wire.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn each_refusal_becomes_its_kind() {
    let cancel = CancellationToken::new();
    let of = async |status: u16| {
        let body = r#"{"error_code":"403025","message":"Profile is not valid"}"#;
        let wire = Wire::start(move |_, _| json(status, body)).await;
        wire.client_with(Retry::NEVER, Limits::default())
            .tenant(&cancel)
            .await
            .unwrap_err()
    };
    assert!(matches!(of(400).await, Error::Invalid(_)));
    assert!(matches!(of(422).await, Error::Invalid(_)));
    assert!(matches!(of(404).await, Error::NotFound(_)));
    assert!(matches!(of(409).await, Error::Conflict(_)));
    assert!(matches!(of(413).await, Error::TooLarge(_)));
    assert!(matches!(of(429).await, Error::RateLimited { retry_after: None, .. }));
    assert!(matches!(of(503).await, Error::Status(refusal) if refusal.status == 503));
    let Error::Forbidden { sandbox, refusal } = of(403).await else {
        panic!("403 is a matter of permission")
    };
    assert_eq!((sandbox.as_str(), refusal.code.as_deref()), ("prod", Some("403025")));
}

#[tokio::test]
async fn opening_a_batch_is_not_repeated() {
    let cancel = CancellationToken::new();
    for status in [408, 500, 502, 503, 504] {
        let wire = Wire::start(move |_, _| json(status, BUSY)).await;
        let error = wire.client().open_batch(&new_batch(), &cancel).await.unwrap_err();
        assert!(!error.left_no_trace(), "{status} can follow the opening");
        assert_eq!(wire.seen().len(), 1, "a second POST could open a second batch");
    }
    let wire = Wire::start(|_, _| Act::Drop).await;
    let error = wire.client().open_batch(&new_batch(), &cancel).await.unwrap_err();
    assert!(
        matches!(&error, Error::Unreachable(NoAnswer::Broken(_))) && !error.left_no_trace(),
        "{error:?}"
    );
    assert_eq!(wire.seen().len(), 1, "the answer may have been lost after the effect");
    let wire = Wire::start(|_, _| html(201)).await;
    let error = wire.client().open_batch(&new_batch(), &cancel).await.unwrap_err();
    assert!(matches!(&error, Error::Answer { .. }) && !error.left_no_trace());
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn opening_a_batch_is_tried_again_where_nothing_can_have_happened() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|_, n| if n < 2 { json(429, "{}") } else { opened() }).await;
    let batch = wire.client().open_batch(&new_batch(), &cancel).await.unwrap();
    assert_eq!(batch.id().as_str(), "01EQ1C48TR4GD4FE7NH2522TCQ");
    assert_eq!(wire.seen().len(), 3);
    let wire = Wire::start(|_, n| if n == 0 { json(401, "{}") } else { opened() }).await;
    wire.client().open_batch(&new_batch(), &cancel).await.unwrap();
    assert_eq!(wire.seen().len(), 2);
}

#[tokio::test]
async fn putting_completing_and_aborting_are_repeated_as_they_were() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|_, n| match n % 3 {
        0 => json(503, BUSY),
        1 => Act::Drop,
        _ => answer(200, &[], ""),
    })
    .await;
    let part = Bytes::from_static(b"PAR1 and so on");
    open_batch(&wire)
        .put_file(
            &FileName::parse("part-00001.parquet").unwrap(),
            part.clone(),
            |_| {},
            &cancel,
        )
        .await
        .unwrap();
    open_batch(&wire).complete(&cancel).await.unwrap();
    open_batch(&wire).abort(&cancel).await.unwrap();
    let seen = wire.seen();
    assert_eq!(seen.len(), 9);
    for put in &seen[..3] {
        assert_eq!(
            (put.method.as_str(), put.target.as_str()),
            (
                "PUT",
                "/data/foundation/import/batches/01EQ1C48/datasets/5da9452f/files/part-00001.parquet"
            )
        );
        assert_eq!(put.body, part);
        assert_eq!(put.header("content-type"), Some("application/octet-stream"));
        assert_eq!(put.header("content-length"), Some("14"));
    }
    assert!(
        seen[3..6]
            .iter()
            .all(|post| post.target.ends_with("/batches/01EQ1C48?action=COMPLETE") && post.body.is_empty())
    );
    assert!(
        seen[6..]
            .iter()
            .all(|post| post.target.ends_with("/batches/01EQ1C48?action=ABORT"))
    );
}

#[tokio::test]
async fn a_server_that_asks_for_a_wait_beyond_the_budget_ends_the_call() {
    let cancel = CancellationToken::new();
    let hour = Some(Duration::from_secs(3600));
    let date = "date: Sun, 06 Nov 1994 08:49:37 GMT";
    for (header, wait) in [
        ("retry-after: 3600", hour),
        ("retry-after: 1000000000", hour),
        ("retry-after: 30", Some(Duration::from_secs(30))),
        (
            "retry-after: Sun, 06 Nov 1994 08:50:37 GMT",
            Some(Duration::from_secs(60)),
        ),
    ] {
        let wire = Wire::start(move |_, _| answer(429, &[header, date], "{}")).await;
        let error = wire.client().tenant(&cancel).await.unwrap_err();
        assert!(
            matches!(error, Error::RateLimited { retry_after, .. } if retry_after == wait),
            "{header}: {error:?}"
        );
        assert_eq!(wire.seen().len(), 1, "{header}");
    }
    let body = r#"[{"message":"Too many requests","retryAfterMs":"60000","statusCode":"429"}]"#;
    let wire = Wire::start(move |_, _| json(429, body)).await;
    let error = wire
        .client()
        .profile("Email", "jane@example.com", &cancel)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::RateLimited { retry_after: Some(wait), .. } if wait == Duration::from_secs(60)));
}

#[tokio::test]
async fn a_wait_that_is_odd_or_over_falls_back_to_our_own() {
    let cancel = CancellationToken::new();
    for header in [
        "retry-after: 0",
        "retry-after: -1",
        "retry-after: soon",
        "retry-after:",
        "retry-after: Sun, 06 Nov 1994 08:49:37 GMT",
        "x-nothing: at all",
    ] {
        let script = move |_: &crate::server::Seen, n| {
            if n < 2 {
                answer(429, &[header], "{}")
            } else {
                json(200, TENANT)
            }
        };
        let wire = Wire::start(script).await;
        assert!(wire.client().tenant(&cancel).await.is_ok(), "{header}");
        assert_eq!(wire.seen().len(), 3, "{header}");
    }
}

#[tokio::test]
async fn waits_are_told_with_their_reason() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let wire = Wire::start(|_, n| match n {
        0 => json(503, BUSY),
        1 => Act::Drop,
        _ => json(200, TENANT),
    })
    .await;
    let client = wire.client().on_pause({
        let told = Arc::clone(&told);
        move |pause| told.lock().unwrap().push(pause.status)
    });
    client.tenant(&CancellationToken::new()).await.unwrap();
    assert_eq!(*told.lock().unwrap(), [Some(503), None]);
}

#[tokio::test]
async fn a_platform_that_is_not_there_is_given_up_after_the_budget() {
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let client = client(&gone, QUICK, Limits::default());
    let error = client
        .open_batch(&new_batch(), &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Unreachable(NoAnswer::NoConnection(_))) && error.left_no_trace(),
        "{error:?}"
    );
}

#[tokio::test]
async fn cancelling_ends_a_wait_and_a_request() {
    let limits = Limits::default();
    let patient = Retry {
        base: Duration::from_secs(600),
        longest: Duration::from_secs(600),
        ..Retry::SCHEDULED
    };
    for act in [|| answer(503, &["retry-after: 600"], ""), || Act::Hang] {
        let wire = Wire::start(move |_, _| act()).await;
        let (client, cancel) = (wire.client_with(patient, limits), CancellationToken::new());
        let call = tokio::spawn({
            let cancel = cancel.clone();
            async move { client.tenant(&cancel).await }
        });
        while wire.seen().is_empty() {
            tokio::task::yield_now().await;
        }
        cancel.cancel();
        assert!(matches!(call.await.unwrap(), Err(Error::Cancelled)));
    }
}

#[tokio::test]
async fn nothing_is_sent_once_cancelled() {
    let wire = Wire::start(|_, _| json(200, TENANT)).await;
    let cancel = CancellationToken::new();
    cancel.cancel();
    assert!(matches!(wire.client().tenant(&cancel).await, Err(Error::Cancelled)));
    assert!(wire.seen().is_empty() && wire.sign_ins().is_empty());
}
