//! The landing zone's client against a container that misbehaves.

use crate::container::{BLOCK, Container, Counted, KEY, credentials, is_platform, name, open, refusal};
use crate::server::{Act, Intake, Seen, Wire, answer, html, token};
use aep::{CancellationToken, Error, Landing, LandingError, LandingUpload};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Puts two blocks into a container before which `trouble` stands.
async fn put(
    mut trouble: impl FnMut(&Seen, &mut Container) -> Option<Act> + Send + 'static,
) -> (Result<u64, LandingError>, Wire, Arc<Mutex<Container>>) {
    let container: Arc<Mutex<Container>> = Arc::default();
    let shared = Arc::clone(&container);
    let wire = Wire::start(move |seen, _| {
        if is_platform(seen) {
            return credentials(seen, KEY);
        }
        let mut container = shared.lock().unwrap();
        trouble(seen, &mut container).unwrap_or_else(|| container.answer(seen))
    })
    .await;
    let landing = open(&wire).await;
    // On a task of its own, as a run is: the future must be able to move between threads.
    let upload = LandingUpload::new(name("a/b.csv"));
    let task = tokio::spawn(async move {
        let cancel = CancellationToken::new();
        landing
            .put(&upload, vec![7; BLOCK + 3].as_slice(), |_| {}, &cancel)
            .await
            .map(|file| file.bytes)
    });
    (task.await.unwrap(), wire, container)
}

#[tokio::test]
async fn a_file_goes_in_blocks_each_with_its_checksum() {
    let (landed, wire, container) = put(|_, _| None).await;
    assert_eq!(landed.unwrap(), BLOCK as u64 + 3);
    let lengths: Vec<_> = {
        let container = container.lock().unwrap();
        container.committed.iter().map(|id| container.length(id)).collect()
    };
    assert_eq!(lengths, [BLOCK, 3], "in the order of the file");
    let blocks: Vec<_> = wire
        .seen()
        .into_iter()
        .filter(|seen| seen.target.contains("comp=block&"))
        .collect();
    for block in &blocks {
        assert!(
            block.target.starts_with("/acme1/dlz-user-container/a/b.csv?sv="),
            "{}",
            block.target
        );
        assert!(block.header("content-md5").is_some_and(|md5| md5.len() == 24));
        assert!(block.header("x-ms-version").is_some() && block.header("x-ms-date").is_some());
        assert_eq!(
            (block.header("authorization"), block.header("x-api-key")),
            (None, None),
            "the store is another house"
        );
    }
    let short = blocks.iter().find(|block| block.body.len() == 3).unwrap();
    // printf '\a\a\a' | openssl md5 -binary | base64
    assert_eq!(short.header("content-md5"), Some("XmeJKRD0jxbR8dcBm36ncQ=="));
}

#[tokio::test]
async fn what_passes_is_waited_for_and_a_lost_answer_makes_no_second_file() {
    let mut troubles = 0;
    let (landed, wire, container) = put(move |seen, container| {
        let mut first = |bit: u32| {
            let is_first = troubles & (1 << bit) == 0;
            troubles |= 1 << bit;
            is_first
        };
        if seen.target.contains("comp=blocklist") && seen.method == "PUT" && first(0) {
            // Made, but nobody hears of it.
            drop(container.answer(seen));
            return Some(Act::Drop);
        }
        if seen.target.contains("comp=block&") && seen.body.len() == 3 && first(1) {
            return Some(refusal(503, "ServerBusy"));
        }
        if seen.target.contains("comp=block&") && seen.body.len() == 3 && first(2) {
            return Some(refusal(400, "Md5Mismatch"));
        }
        (seen.method == "HEAD" && first(3)).then(|| answer(500, &[], ""))
    })
    .await;
    assert_eq!(landed.unwrap(), BLOCK as u64 + 3);
    assert_eq!(container.lock().unwrap().commits, 1, "looked at first, and found made");
    assert_eq!(container.lock().unwrap().blocks.len(), 2);
    let short = wire
        .seen()
        .iter()
        .filter(|seen| seen.target.contains("comp=block&") && seen.body.len() == 3)
        .count();
    assert_eq!(short, 3, "refused for a moment, garbled, stored");
}

#[tokio::test]
async fn neither_a_page_nor_another_length_counts_as_stored() {
    let (page, _wire, container) = put(|seen, _| (seen.method == "PUT").then(|| html(200))).await;
    assert!(
        matches!(
            page,
            Err(LandingError::Refused(Error::Answer { what: "not stored", .. }))
        ),
        "{page:?}"
    );
    assert_eq!(container.lock().unwrap().commits, 0);
    let short =
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nlast-modified: Tue, 25 Nov 2025 10:00:00 GMT\r\netag: \"1\"\r\n\r\n";
    let (short, _wire, _) = put(move |seen, _| (seen.method == "HEAD").then(|| Act::Answer(short.into()))).await;
    assert!(
        matches!(short, Err(LandingError::Differs { found: 5, .. })),
        "{short:?}"
    );
}

#[tokio::test]
async fn a_key_that_may_not_do_it_is_no_reason_to_make_a_new_one() {
    let (refused, wire, _) =
        put(|seen, _| (seen.method == "PUT").then(|| refusal(403, "AuthorizationPermissionMismatch"))).await;
    let error = refused.unwrap_err();
    assert!(
        matches!(error, LandingError::Refused(Error::Forbidden { .. })),
        "{error:?}"
    );
    assert!(!format!("{error:?}").contains("canary"), "{error:?}");
    assert_eq!(wire.seen().iter().filter(|seen| is_platform(seen)).count(), 1);
}

#[tokio::test]
async fn a_key_that_runs_out_midway_is_replaced_once_for_all_lines() {
    let (container, fresh) = (Mutex::new(Container::default()), Mutex::new(false));
    // Slow enough that three blocks are under way with the old key.
    let slow = Intake::Slow(1 << 20, Duration::from_millis(50));
    let wire = Wire::with(
        |_, n| token(n, 86_399),
        slow,
        move |seen, _| {
            let mut fresh = fresh.lock().unwrap();
            let mut container = container.lock().unwrap();
            if is_platform(seen) {
                *fresh |= seen.method == "POST";
                return credentials(seen, if *fresh { "sv=2023-11-03&sig=fresh" } else { KEY });
            }
            let ran_out = container.blocks.len() >= 2 && !seen.target.contains("sig=fresh");
            if ran_out {
                refusal(403, "AuthenticationFailed")
            } else {
                container.answer(seen)
            }
        },
    )
    .await;
    let upload = LandingUpload::new(name("a.csv"));
    let heard = Mutex::new(Vec::new());
    let content: Vec<u8> = (0..6 * BLOCK).map(|at| (at / BLOCK) as u8).collect();
    let landing = open(&wire).await;
    let landed = landing
        .put(
            &upload,
            content.as_slice(),
            |there| heard.lock().unwrap().push(there),
            &CancellationToken::new(),
        )
        .await;
    assert_eq!(landed.unwrap().bytes, 6 * BLOCK as u64);
    assert_eq!(heard.into_inner().unwrap().last(), Some(&(6 * BLOCK as u64)));
    let asked: Vec<_> = wire
        .seen()
        .into_iter()
        .filter(is_platform)
        .map(|seen| seen.method)
        .collect();
    assert_eq!(
        asked,
        ["GET", "GET", "POST"],
        "at first, for the key that holds now, and for a new one"
    );
    let stored = wire
        .seen()
        .iter()
        .filter(|seen| seen.target.contains("comp=block&"))
        .count();
    assert!(
        (8..=9).contains(&stored),
        "six blocks, and again those that were refused: {stored}"
    );
}

#[tokio::test]
async fn three_blocks_at_once_and_no_more_are_held() {
    let wire = Wire::start(|seen, _| match seen.method.as_str() {
        _ if is_platform(seen) => credentials(seen, KEY),
        "PUT" => Act::Hang,
        _ => answer(404, &[], ""),
    })
    .await;
    let read = Arc::new(AtomicUsize::new(0));
    let source = Counted {
        read: Arc::clone(&read),
        left: 8 * BLOCK,
    };
    let (landing, upload, cancel) = (
        open(&wire).await,
        LandingUpload::new(name("a.csv")),
        CancellationToken::new(),
    );
    let put = landing.put(&upload, source, |_| {}, &cancel);
    assert!(
        tokio::time::timeout(Duration::from_secs(3), put).await.is_err(),
        "nothing is answered"
    );
    assert_eq!(wire.changes().len(), 3);
    assert_eq!(read.load(Ordering::Relaxed), 4 * BLOCK, "one more waits for its line");
}

#[tokio::test]
async fn blocks_keep_to_the_bandwidth_of_the_connection() {
    let container = Mutex::new(Container::default());
    let wire = Wire::start(move |seen, _| {
        if is_platform(seen) {
            credentials(seen, KEY)
        } else {
            container.lock().unwrap().answer(seen)
        }
    })
    .await;
    let client = wire.client();
    client.limit_bandwidth(Some(BLOCK as u64));
    let access = client
        .landing_credentials(false, &CancellationToken::new())
        .await
        .unwrap();
    let began = std::time::Instant::now();
    let (landing, upload) = (
        Landing::open(client, access).unwrap(),
        LandingUpload::new(name("a.csv")),
    );
    landing
        .put(
            &upload,
            vec![7; 2 * BLOCK].as_slice(),
            |_| {},
            &CancellationToken::new(),
        )
        .await
        .unwrap();
    assert!(
        began.elapsed() > Duration::from_millis(1400),
        "{:?} for two seconds' worth",
        began.elapsed()
    );
}

#[tokio::test]
async fn cancelling_leaves_nothing_to_see() {
    let cancel = CancellationToken::new();
    let container = Mutex::new(Container::default());
    let wire = Wire::start({
        let cancel = cancel.clone();
        move |seen, _| {
            if is_platform(seen) {
                return credentials(seen, KEY);
            }
            if seen.target.contains("comp=block&") {
                cancel.cancel();
            }
            container.lock().unwrap().answer(seen)
        }
    })
    .await;
    let upload = LandingUpload::new(name("a.csv"));
    let error = open(&wire)
        .await
        .put(&upload, vec![7; 3 * BLOCK].as_slice(), |_| {}, &cancel)
        .await
        .unwrap_err();
    assert!(matches!(error, LandingError::Refused(Error::Cancelled)), "{error:?}");
    let commits = wire
        .seen()
        .iter()
        .filter(|seen| seen.method == "PUT" && seen.target.contains("comp=blocklist"))
        .count();
    assert_eq!(commits, 0);
}
