//! The landing zone's client against Azurite, Microsoft's own stand-in for its blob storage: what a server that nobody
//! here wrote makes of our blocks, our names and our keys.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "azurite/account.rs"]
mod account;
#[allow(dead_code, reason = "the other tests use the rest of it")]
#[path = "wire/server.rs"]
mod server;

use account::Azurite;
use aep::{CancellationToken, Error, LandedName, Landing, LandingError, LandingUpload};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use server::{Act, Seen, Wire, json};
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BLOCK: usize = 8 << 20;

/// Bytes that no compression and no repetition could stand in for.
fn content(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

fn name(text: &str) -> LandedName {
    LandedName::parse(text).unwrap()
}

/// A platform that hands out `first`, and `fresh` once it is told to make a new one.
async fn platform(first: String, fresh: String) -> Wire {
    let current = std::sync::Mutex::new(first);
    Wire::start(move |seen: &Seen, _| -> Act {
        assert!(
            seen.target
                .starts_with("/data/foundation/connectors/landingzone/credentials?type=user_drop_zone")
        );
        let mut current = current.lock().unwrap();
        if seen.method == "POST" {
            assert!(seen.target.ends_with("&action=refresh"), "{}", seen.target);
            current.clone_from(&fresh);
        }
        json(200, &current)
    })
    .await
}

async fn landing(azurite: &Azurite, cancel: &CancellationToken) -> (Landing, Wire) {
    let access = azurite.access("2099-01-01T00:00:00Z");
    let wire = platform(access.clone(), access).await;
    let client = wire.client();
    let access = client.landing_credentials(false, cancel).await.unwrap();
    (Landing::open(client, access).unwrap(), wire)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_was_killed_goes_on_where_it_was() {
    let azurite = Azurite::start().await;
    let cancel = CancellationToken::new();
    let (landing, _platform) = landing(&azurite, &cancel).await;
    let bytes = Arc::new(content(60_000_000));
    let upload = LandingUpload::new(name("courier/2026-11-25/Müller & Söhne #1 (50%).csv"));

    // Killed: the future is dropped while blocks are on the wire.
    let (there, wake) = (Arc::new(AtomicU64::new(0)), Arc::new(tokio::sync::Notify::new()));
    tokio::select! {
        done = landing.put(&upload, Cursor::new(bytes.as_slice()), |there_now| {
            there.store(there_now, Ordering::Relaxed);
            if there_now > 4 * BLOCK as u64 { wake.notify_one(); }
        }, &cancel) => panic!("{done:?} before the kill"),
        () = wake.notified() => {}
    }
    assert!(
        landing.list("courier/", &cancel).await.unwrap().is_empty(),
        "half a file is not visible"
    );
    let before = azurite.blocks_taken().await;
    assert!((1..8).contains(&before), "{before} blocks before the kill");

    // Another process: only what was written down is known.
    let kept = serde_json::to_string(&upload).unwrap();
    let adopted: LandingUpload = serde_json::from_str(&kept).unwrap();
    let (again, _platform) = self::landing(&azurite, &cancel).await;
    let last = AtomicU64::new(0);
    let landed = again
        .put(
            &adopted,
            Cursor::new(bytes.as_slice()),
            |there| last.store(there, Ordering::Relaxed),
            &cancel,
        )
        .await
        .unwrap();
    assert_eq!((landed.bytes, last.into_inner()), (60_000_000, 60_000_000));
    let sent = azurite.blocks_taken().await - before;
    println!("{before} blocks before the kill, {sent} after it, of 8");
    assert!(
        sent <= 8 - before,
        "{before} + {sent} blocks: what was there is not sent again"
    );
    assert!(
        azurite.read(&landed.name).await == *bytes,
        "the content is what was sent"
    );

    // A third time: the file is there, and stays as it is.
    let same = again
        .put(&adopted, Cursor::new(bytes.as_slice()), |_| {}, &cancel)
        .await
        .unwrap();
    assert_eq!((&same, azurite.blocks_taken().await), (&landed, before + sent));

    // Another content under the same upload is another file.
    let mut changed = bytes.as_slice().to_vec();
    changed[BLOCK + 1] ^= 1;
    again
        .put(&adopted, Cursor::new(changed.as_slice()), |_| {}, &cancel)
        .await
        .unwrap();
    assert_eq!(azurite.blocks_taken().await, before + sent + 1, "one block differs");
    assert!(azurite.read(&landed.name).await == changed);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_listed_looked_at_and_deleted() {
    let azurite = Azurite::start().await;
    let cancel = CancellationToken::new();
    let (landing, _platform) = landing(&azurite, &cancel).await;
    for file in ["a/1.csv", "a/2.csv", "a b;c=d+e.csv", "b.csv"] {
        let upload = LandingUpload::new(name(file));
        let landed = landing.put(&upload, file.as_bytes(), |_| {}, &cancel).await.unwrap();
        assert_eq!((landed.name.as_str(), landed.bytes), (file, file.len() as u64));
        assert!(landed.modified > 1_700_000_000 && landed.etag.is_some(), "{landed:?}");
    }
    let names = async |prefix: &str| {
        let files = landing.list(prefix, &cancel).await.unwrap();
        files.into_iter().map(|file| file.name).collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["a b;c=d+e.csv", "a/1.csv", "a/2.csv", "b.csv"]);
    assert_eq!(names("a/").await, ["a/1.csv", "a/2.csv"]);
    for _ in 0..2 {
        landing.delete(&name("a/1.csv"), &cancel).await.unwrap();
    }
    assert_eq!(names("a/").await, ["a/2.csv"]);
    let gone = landing.head(&name("a/1.csv"), &cancel).await.unwrap_err();
    assert!(matches!(gone, LandingError::Refused(Error::NotFound(_))), "{gone:?}");
    let empty = landing
        .put(&LandingUpload::new(name("empty.csv")), &b""[..], |_| {}, &cancel)
        .await
        .unwrap_err();
    assert!(matches!(empty, LandingError::Empty), "{empty:?}");
    assert_eq!(names("").await.len(), 3, "an empty file is not left there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_ran_out_is_replaced_once_and_never_shown() {
    let azurite = Azurite::start().await;
    let cancel = CancellationToken::new();
    let expired = azurite.access("2020-01-01T00:00:00Z");
    let wire = platform(expired.clone(), azurite.access("2099-01-01T00:00:00Z")).await;
    let access = wire.client().landing_credentials(false, &cancel).await.unwrap();
    let landing = Landing::open(wire.client(), access.clone()).unwrap();
    let upload = LandingUpload::new(name("late.csv"));
    let bytes = content(BLOCK + 5);
    let landed = landing
        .put(&upload, Cursor::new(&bytes), |_| {}, &cancel)
        .await
        .unwrap();
    assert!(azurite.read(&landed.name).await == bytes);
    let asked: Vec<_> = wire.seen().into_iter().map(|seen| seen.method).collect();
    assert_eq!(
        asked,
        ["GET", "GET", "POST"],
        "at first, for the key that holds now, and for a new one"
    );

    // Where the new one does not do either, the user hears of it.
    let wire = platform(expired.clone(), expired).await;
    let landing = Landing::open(wire.client(), access).unwrap();
    let error = landing
        .put(&upload, Cursor::new(&bytes), |_| {}, &cancel)
        .await
        .unwrap_err();
    let LandingError::Refused(Error::Forbidden { refusal, .. }) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        refusal.code.as_deref(),
        Some("AuthorizationFailure"),
        "Azurite's word for it"
    );
    let mut shown = format!("{error:?} {error} {landing:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(error) = source {
        shown.push_str(&error.to_string());
        source = error.source();
    }
    for word in [
        "sig=",
        "sig%3D",
        "127.0.0.1",
        &Azurite::signature("2020-01-01T00:00:00Z"),
    ] {
        assert!(!shown.contains(word), "{word} in {shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_refuses_a_block_that_came_otherwise() {
    let azurite = Azurite::start().await;
    let http = reqwest::Client::new();
    let id = BASE64_STANDARD.encode("one");
    let address = format!("{}&comp=block&blockid={id}", azurite.address("garbled.csv"));
    let put = async |md5: String| {
        let request = http
            .put(&address)
            .header("x-ms-version", "2023-11-03")
            .header("content-md5", md5);
        request.body("email").send().await.unwrap().status().as_u16()
    };
    assert_eq!(put(account::md5(b"e-mail")).await, 400, "this is another text's");
    assert_eq!(put(account::md5(b"email")).await, 201);
}
