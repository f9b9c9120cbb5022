//! Uploads that are told to be slow: together, evenly, and never taken for dead.

use crate::server::{Wire, answer};
use aep::{BatchId, CancellationToken, DatasetId, FileName, Limits, OpenBatch, Retry};
use bytes::Bytes;
use std::time::Duration;

fn batch_on(client: aep::Client) -> OpenBatch {
    let (batch, dataset) = (
        BatchId::parse("01EQ1C48").unwrap(),
        DatasetId::parse("5da9452f").unwrap(),
    );
    OpenBatch::adopt(client, batch, dataset)
}

fn part() -> FileName {
    FileName::parse("part-00001.jsonl").unwrap()
}

#[tokio::test]
async fn uploads_share_the_bandwidth_and_follow_its_changes() {
    let wire = Wire::start(|_, _| answer(201, &[], "")).await;
    let client = wire.client_with(Retry::NEVER, Limits::default());
    client.limit_bandwidth(Some(1 << 20));
    let file = Bytes::from(vec![7; 512 << 10]);
    let began = std::time::Instant::now();
    let puts = (0..2).map(|_| {
        let (batch, file) = (batch_on(client.clone()), file.clone());
        tokio::spawn(async move { batch.put_file(&part(), file, |_| {}, &CancellationToken::new()).await })
    });
    for put in puts.collect::<Vec<_>>() {
        put.await.unwrap().unwrap();
    }
    let took = began.elapsed();
    assert!(
        took >= Duration::from_millis(600),
        "a megabyte at a megabyte a second, less the burst: {took:?}"
    );
    assert!(
        wire.seen().iter().all(|put| put.body == file),
        "what arrives is what was sent"
    );
    client.limit_bandwidth(Some(1));
    let put = tokio::spawn({
        let (client, file) = (client.clone(), file.clone());
        async move {
            batch_on(client)
                .put_file(&part(), file, |_| {}, &CancellationToken::new())
                .await
        }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!put.is_finished(), "a kilobyte a second");
    put.abort();
    client.limit_bandwidth(None);
    batch_on(client)
        .put_file(&part(), file, |_| {}, &CancellationToken::new())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_limited_upload_is_not_taken_for_one_that_stands_still() {
    let limits = Limits {
        stall: Duration::from_millis(400),
        ..Limits::default()
    };
    let wire = Wire::start(|_, _| answer(201, &[], "")).await;
    let client = wire.client_with(Retry::NEVER, limits);
    client.limit_bandwidth(Some(64 << 10));
    let file = Bytes::from(vec![7; 96 << 10]);
    let began = std::time::Instant::now();
    batch_on(client)
        .put_file(&part(), file, |_| {}, &CancellationToken::new())
        .await
        .unwrap();
    assert!(began.elapsed() > Duration::from_millis(800), "longer than a stall");
}
