//! Answers that are not what the reference says, and connections that die or stand still.

use crate::server::{Act, Intake, QUICK, Wire, answer, html, json, token};
use aep::{
    BatchId, CancellationToken, DatasetId, Error, FileFormat, FileName, Limits, Lookup, NewBatch, NoAnswer, OpenBatch,
    Retry,
};
use bytes::Bytes;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

fn batch_on(client: aep::Client) -> OpenBatch {
    OpenBatch::adopt(
        client,
        BatchId::parse("01EQ1C48").unwrap(),
        DatasetId::parse("5da9452f").unwrap(),
    )
}

fn part() -> FileName {
    FileName::parse("part-00001.jsonl").unwrap()
}

fn is_odd(error: &Error) -> bool {
    matches!(error, Error::Answer { .. })
}

#[tokio::test]
async fn a_web_page_is_never_taken_for_success() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|_, _| html(200)).await;
    let client = wire.client_with(Retry::NEVER, Limits::default());
    assert!(is_odd(&client.tenant(&cancel).await.unwrap_err()));
    assert!(is_odd(&client.datasets(&cancel).await.unwrap_err()));
    assert!(is_odd(
        &client.profile("Email", "jane@example.com", &cancel).await.unwrap_err()
    ));
    let put = batch_on(client.clone())
        .put_file(&part(), Bytes::from_static(b"{}"), |_| {}, &cancel)
        .await;
    assert!(is_odd(&put.unwrap_err()), "a proxy's page means not stored");
    assert!(is_odd(&batch_on(client.clone()).complete(&cancel).await.unwrap_err()));
    let rows = client
        .row_errors(&BatchId::parse("01EQ1C48").unwrap(), &part(), &cancel)
        .await;
    assert!(is_odd(&rows.err().unwrap()));
}

#[tokio::test]
async fn one_page_in_between_ends_nothing() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|_, n| {
        if n == 0 {
            html(200)
        } else {
            json(200, r#"{"tenantId":"courier"}"#)
        }
    })
    .await;
    assert_eq!(wire.client().tenant(&cancel).await.unwrap().id, "courier");
    let wire = Wire::start(|_, n| if n == 0 { html(200) } else { answer(200, &[], "") }).await;
    let put = batch_on(wire.client())
        .put_file(&part(), Bytes::from_static(b"{}"), |_| {}, &cancel)
        .await;
    assert!(put.is_ok() && wire.seen().len() == 2, "put again: {put:?}");
    // What would make a second one is not asked again: its caller looks first.
    let wire = Wire::start(|_, n| {
        if n == 0 {
            html(200)
        } else {
            json(201, r#"{"id":"01EQ1C48"}"#)
        }
    })
    .await;
    let dataset = DatasetId::parse("5da9452f").unwrap();
    let new = NewBatch::new(dataset, FileFormat::Parquet, "profile-courier-1-2-1");
    assert!(is_odd(&wire.client().open_batch(&new, &cancel).await.err().unwrap()));
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn a_file_counts_as_stored_only_by_200_or_201_and_an_empty_or_json_body() {
    let cancel = CancellationToken::new();
    let put = async |act: fn() -> Act| {
        let wire = Wire::start(move |_, _| act()).await;
        batch_on(wire.client())
            .put_file(&part(), Bytes::from_static(b"{}"), |_| {}, &cancel)
            .await
    };
    assert!(put(|| answer(200, &[], "")).await.is_ok());
    assert!(put(|| answer(201, &[], "")).await.is_ok());
    assert!(put(|| json(200, "{}")).await.is_ok());
    assert!(is_odd(&put(|| answer(202, &[], "")).await.unwrap_err()));
    assert!(is_odd(
        &put(|| answer(200, &["content-type: text/plain"], "blocked by policy"))
            .await
            .unwrap_err()
    ));
}

#[tokio::test]
async fn a_document_that_is_too_large_is_not_read() {
    let huge = format!(r#"{{"tenantId":"{}"}}"#, "x".repeat(5 << 20));
    let wire = Wire::start(move |_, _| json(200, &huge)).await;
    let error = wire.client().tenant(&CancellationToken::new()).await.unwrap_err();
    assert!(is_odd(&error), "{error:?}");
    let huge_refusal = format!(r#"{{"title":"{}"}}"#, "x".repeat(5 << 20));
    let wire = Wire::start(move |_, _| json(403, &huge_refusal)).await;
    let error = wire.client().tenant(&CancellationToken::new()).await.unwrap_err();
    assert!(
        matches!(error, Error::Forbidden { .. }),
        "the status says enough: {error:?}"
    );
}

#[tokio::test]
async fn half_a_document_is_a_broken_connection_or_an_odd_answer() {
    let cancel = CancellationToken::new();
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"tenantId\":".to_vec();
    let wire = Wire::start(move |_, n| {
        if n == 0 {
            Act::Last(cut.clone())
        } else {
            json(200, r#"{"tenantId":"courier"}"#)
        }
    })
    .await;
    assert_eq!(
        wire.client().tenant(&cancel).await.unwrap().id,
        "courier",
        "read again after the break"
    );
    let wire = Wire::start(|_, _| json(200, r#"{"tenantId":"#)).await;
    assert!(
        is_odd(&wire.client().tenant(&cancel).await.unwrap_err()),
        "whole by its length, but no document"
    );
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn json_of_another_shape_is_an_odd_answer() {
    let cancel = CancellationToken::new();
    for body in [
        "null",
        "[]",
        "{}",
        "5",
        r#""text""#,
        r#"{"results":5,"sandboxes":5,"data":5}"#,
    ] {
        let wire = Wire::start(move |_, _| json(200, body)).await;
        let client = wire.client();
        assert!(is_odd(&client.tenant(&cancel).await.unwrap_err()), "{body}");
        assert!(is_odd(&client.sandboxes(&cancel).await.unwrap_err()), "{body}");
        assert!(is_odd(&client.schemas(&cancel).await.unwrap_err()), "{body}");
        let id = BatchId::parse("01EQ1C48").unwrap();
        assert!(is_odd(&client.batch(&id, &cancel).await.unwrap_err()), "{body}");
        assert!(
            is_odd(&client.row_error_files(&id, &cancel).await.unwrap_err()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_left() {
    let limits = Limits {
        call: Duration::from_millis(100),
        ..Limits::default()
    };
    let wire = Wire::start(|_, _| Act::Hang).await;
    let error = wire
        .client_with(Retry::NEVER, limits)
        .tenant(&CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Unreachable(NoAnswer::TooSlow("answer"))),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_redirect_is_an_error_and_nothing_goes_where_it_points() {
    let elsewhere = Wire::start(|_, _| json(200, "{}")).await;
    let cancel = CancellationToken::new();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}/data/foundation/import/batches", elsewhere.url);
        let redirect = move || answer(status, &[&location], "");
        let on_call = Wire::start({
            let redirect = redirect.clone();
            move |_, _| redirect()
        })
        .await;
        let error = on_call.client().tenant(&cancel).await.unwrap_err();
        assert!(matches!(error, Error::Status(refusal) if refusal.status == status));
        let on_sign_in = Wire::with(move |_, _| redirect(), Intake::Whole, |_, _| json(200, "{}")).await;
        let error = on_sign_in.client().sign_in(&cancel).await.unwrap_err();
        assert!(matches!(error, Error::Status(refusal) if refusal.status == status));
    }
    assert!(
        elsewhere.seen().is_empty() && elsewhere.sign_ins().is_empty(),
        "not one request may follow"
    );
}

#[tokio::test]
async fn an_upload_that_stands_still_is_left() {
    let limits = Limits {
        stall: Duration::from_millis(200),
        ..Limits::default()
    };
    let wire = Wire::with(|_, n| token(n, 86_399), Intake::Never, |_, _| Act::Hang).await;
    let batch = batch_on(wire.client_with(Retry::NEVER, limits));
    // More than the system's own buffers take.
    let file = Bytes::from(vec![0; 64 << 20]);
    let sent = AtomicU64::new(0);
    let put = batch
        .put_file(
            &part(),
            file,
            |n| sent.store(n, Ordering::Relaxed),
            &CancellationToken::new(),
        )
        .await;
    assert!(
        matches!(put, Err(Error::Unreachable(NoAnswer::TooSlow("progress")))),
        "{put:?}"
    );
    assert!(sent.load(Ordering::Relaxed) < 64 << 20);
}

#[tokio::test]
async fn an_upload_that_is_never_answered_is_left() {
    let limits = Limits {
        answer: Duration::from_millis(200),
        ..Limits::default()
    };
    let wire = Wire::start(|_, _| Act::Hang).await;
    let batch = batch_on(wire.client_with(Retry::NEVER, limits));
    let put = batch
        .put_file(&part(), Bytes::from_static(b"{}"), |_| {}, &CancellationToken::new())
        .await;
    assert!(
        matches!(put, Err(Error::Unreachable(NoAnswer::TooSlow("answer")))),
        "{put:?}"
    );
}

#[tokio::test]
async fn a_slow_upload_that_moves_is_not_cut() {
    // It lasts longer than any single limit: a total deadline would end it.
    let second = Duration::from_secs(2);
    let limits = Limits {
        call: Duration::from_millis(500),
        stall: second,
        answer: second,
        ..Limits::default()
    };
    let intake = Intake::Slow(256 << 10, Duration::from_millis(40));
    let wire = Wire::with(|_, n| token(n, 86_399), intake, |_, _| answer(201, &[], "")).await;
    let batch = batch_on(wire.client_with(Retry::NEVER, limits));
    let file = Bytes::from((0..16 << 20).map(|n: u32| n as u8).collect::<Vec<u8>>());
    let sent = AtomicU64::new(0);
    let grows = |n| assert!(sent.swap(n, Ordering::Relaxed) < n, "progress only grows");
    batch
        .put_file(&part(), file.clone(), grows, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(sent.load(Ordering::Relaxed), 16 << 20);
    assert!(wire.seen()[0].body == file, "what arrives is what was sent");
}

#[tokio::test]
async fn an_upload_that_is_refused_midway_says_why() {
    let refused = || json(413, r#"{"title":"Request Entity Too Large"}"#);
    let wire = Wire::with(|_, n| token(n, 86_399), Intake::Unread, move |_, _| refused()).await;
    let file = Bytes::from(vec![0; 64 << 20]);
    let put = batch_on(wire.client())
        .put_file(&part(), file, |_| {}, &CancellationToken::new())
        .await;
    assert!(matches!(put, Err(Error::TooLarge(_))), "{put:?}");
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn cancelling_an_upload_ends_it() {
    let wire = Wire::with(|_, n| token(n, 86_399), Intake::Never, |_, _| Act::Hang).await;
    let (batch, cancel) = (batch_on(wire.client()), CancellationToken::new());
    let put = batch
        .put_file(&part(), Bytes::from(vec![0; 64 << 20]), |_| cancel.cancel(), &cancel)
        .await;
    assert!(matches!(put, Err(Error::Cancelled)), "{put:?}");
}

#[tokio::test]
async fn nobody_is_nobody_in_every_form() {
    let cancel = CancellationToken::new();
    for (status, body) in [
        (404, r#"{"statusCode":"404"}"#),
        (404, ""),
        (200, "{}"),
        (
            200,
            r#"{"x1":{"entityId":"x1","sources":[""],"entity":{},"lastModifiedAt":"1970-01-01T00:00:00Z"}}"#,
        ),
        (200, r#"{"x1":{}}"#),
    ] {
        let wire = Wire::start(move |_, _| json(status, body)).await;
        let found = wire
            .client()
            .profile("Email", "jane+x@example.com", &cancel)
            .await
            .unwrap();
        assert_eq!(found, Lookup::NotYet, "{status} {body}");
        let asked = &wire.seen()[0].target;
        assert!(
            asked.contains("entityId=jane%2Bx%40example.com&entityIdNS=email"),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn refused_rows_come_one_by_one_and_a_cut_line_is_not_the_end() {
    let (cancel, id) = (CancellationToken::new(), BatchId::parse("01EQ1C48").unwrap());
    let lines =
        "{\"a\":1,\"_errors\":[{\"code\":\"1401\",\"message\":\"m\"}]}\r\n\n{\"b\":2,\"_filename\":\"p.jsonl\"}";
    let wire = Wire::start(move |_, _| answer(200, &["content-type: application/json"], lines)).await;
    let mut rows = wire.client().row_errors(&id, &part(), &cancel).await.unwrap();
    assert_eq!(rows.next(&cancel).await.unwrap().unwrap().faults[0].code, "1401");
    assert_eq!(
        rows.next(&cancel).await.unwrap().unwrap().file.as_deref(),
        Some("p.jsonl")
    );
    assert_eq!(rows.next(&cancel).await.unwrap(), None);
    assert!(
        wire.seen()[0]
            .target
            .ends_with("/meta?path=row_errors%2Fpart-00001.jsonl"),
        "{}",
        wire.seen()[0].target
    );

    let wire = Wire::start(move |_, _| answer(200, &[], "{\"a\":1}\n{\"b\":")).await;
    let mut rows = wire.client().row_errors(&id, &part(), &cancel).await.unwrap();
    assert!(rows.next(&cancel).await.unwrap().is_some());
    assert!(is_odd(&rows.next(&cancel).await.unwrap_err()));
}

#[tokio::test]
async fn a_server_that_repeats_its_pages_does_not_hold_us_for_ever() {
    let cancel = CancellationToken::new();
    let sandboxes: Vec<String> = (0..50)
        .map(|n| format!(r#"{{"name":"s{n}","state":"active"}}"#))
        .collect();
    let files: Vec<String> = (0..100).map(|n| format!(r#"{{"name":"e_{n}.json"}}"#)).collect();
    let datasets: Vec<String> = (0..100).map(|n| format!(r#""d{n}":{{"name":"x"}}"#)).collect();
    let schemas = r#"{"results":[{"$id":"https://ns.adobe.com/courier/schemas/a","title":"a"}],"_page":{"next":"a"}}"#;
    let wire = Wire::start(move |seen, _| match seen.target.as_str() {
        at if at.contains("sandbox-management") => json(200, &format!(r#"{{"sandboxes":[{}]}}"#, sandboxes.join(","))),
        at if at.contains("/meta") => json(200, &format!(r#"{{"data":[{}]}}"#, files.join(","))),
        at if at.contains("/dataSets") => json(200, &format!("{{{}}}", datasets.join(","))),
        _ => json(200, schemas),
    })
    .await;
    let client = wire.client_with(QUICK, Limits::default());
    assert_eq!(client.sandboxes(&cancel).await.unwrap().len(), 50);
    assert_eq!(
        client
            .row_error_files(&BatchId::parse("b").unwrap(), &cancel)
            .await
            .unwrap()
            .len(),
        100
    );
    assert_eq!(client.datasets(&cancel).await.unwrap().len(), 100);
    assert_eq!(client.schemas(&cancel).await.unwrap().len(), 1);
}
