//! The landing zone against a store that misbehaves, Azure's and Amazon's: both on the same loopback address as the platform.

use crate::server::{Act, Intake, QUICK, Seen, Wire, answer, client, html, json, token};
use aep::{CancellationToken, Client, Error, LandedName, Landing, LandingAccess, LandingError, LandingUpload, Limits};
use serde_json::json as value;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, ReadBuf};

const BLOCK: usize = 8 << 20;
const KEY: &str = "sv=2023-11-03&sp=racwdlm&sig=canary%2Fsig%3D";
const ZONE: &str = "/data/foundation/connectors/landingzone";

fn name(text: &str) -> LandedName {
    LandedName::parse(text).unwrap()
}

fn is_platform(seen: &Seen) -> bool {
    seen.target.starts_with(ZONE)
}

/// The platform's answer, with a store at the address that the request came to.
fn credentials(seen: &Seen, key: &str) -> Act {
    let container = format!("http://{}/acme1/dlz-user-container", seen.header("host").unwrap());
    let answer = value!({"containerName": "dlz-user-container", "SASToken": key, "storageAccountName": "acme1",
        "SASUri": format!("{container}?{key}"), "expiryDate": "2024-01-06"});
    json(200, &answer.to_string())
}

async fn open(wire: &Wire) -> Landing {
    let client = wire.client();
    let access = client
        .landing_credentials(false, &CancellationToken::new())
        .await
        .unwrap();
    Landing::open(client, access).unwrap()
}

/// What a well-behaved container does, kept by name: blocks in the order of the list, and nothing before.
#[derive(Default)]
struct Container {
    blocks: Vec<(String, usize)>,
    committed: Vec<String>,
    commits: usize,
}

impl Container {
    fn answer(&mut self, seen: &Seen) -> Act {
        let blob = |bytes: usize| {
            let length = format!("content-length: {bytes}");
            let head = format!(
                "HTTP/1.1 200 OK\r\n{length}\r\nlast-modified: Tue, 25 Nov 2025 10:00:00 GMT\r\netag: \"1\"\r\n\r\n"
            );
            Act::Answer(head.into_bytes())
        };
        let query: HashMap<_, _> = pairs(&seen.target).collect();
        match (seen.method.as_str(), query.get("comp").map(String::as_str)) {
            ("PUT", Some("block")) => {
                self.blocks.push((query["blockid"].clone(), seen.body.len()));
                answer(201, &[], "")
            }
            ("PUT", Some("blocklist")) => {
                let list = String::from_utf8(seen.body.clone()).unwrap();
                self.committed = list
                    .split("<Latest>")
                    .skip(1)
                    .map(|id| id.split('<').next().unwrap().to_owned())
                    .collect();
                self.commits += 1;
                answer(201, &[], "")
            }
            ("GET", Some("blocklist")) => {
                let item = |id: &String| format!("<Block><Name>{id}</Name><Size>{}</Size></Block>", self.length(id));
                let committed: String = self.committed.iter().map(item).collect();
                let open: String = self.blocks.iter().map(|(id, _)| item(id)).collect();
                answer(
                    200,
                    &["content-type: application/xml"],
                    format!(
                        "\u{feff}<?xml version=\"1.0\"?><BlockList><CommittedBlocks>{committed}</CommittedBlocks><UncommittedBlocks>{open}</UncommittedBlocks></BlockList>"
                    ),
                )
            }
            ("HEAD", _) if self.commits > 0 => blob(self.committed.iter().map(|id| self.length(id)).sum()),
            _ => answer(404, &["x-ms-error-code: BlobNotFound"], ""),
        }
    }

    fn length(&self, id: &String) -> usize {
        self.blocks.iter().find(|(known, _)| known == id).unwrap().1
    }
}

fn pairs(target: &str) -> impl Iterator<Item = (String, String)> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8_lossy()
            .into_owned()
    };
    query
        .split('&')
        .filter_map(move |pair| pair.split_once('=').map(|(key, value)| (key.to_owned(), decode(value))))
}

fn refusal(status: u16, code: &str) -> Act {
    answer(
        status,
        &["content-type: application/xml"],
        format!(
            "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>Because of http://x/?{}</Message></Error>",
            KEY.replace('&', "&amp;")
        ),
    )
}

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

/// What is shown of calls with a key, those that fail included.
pub(crate) async fn shown_of_every_call() -> String {
    let container = Mutex::new(Container::default());
    let wire = Wire::start(move |seen, _| {
        if is_platform(seen) {
            return credentials(seen, KEY);
        }
        match seen.method.as_str() {
            "DELETE" => Act::Drop,
            "GET" if seen.target.contains("comp=list&") => refusal(400, "InvalidQueryParameterValue"),
            _ => container.lock().unwrap().answer(seen),
        }
    })
    .await;
    let (landing, cancel) = (open(&wire).await, CancellationToken::new());
    let upload = LandingUpload::new(name("a.csv"));
    landing.put(&upload, &b"email"[..], |_| {}, &cancel).await.unwrap();
    let failed = [
        landing.list("", &cancel).await.unwrap_err(),
        landing.delete(&upload.name, &cancel).await.unwrap_err(),
    ];
    format!("{landing:?} {failed:?} {failed:#?} {}", failed[1])
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

/// Says how much of it was taken.
struct Counted {
    read: Arc<AtomicUsize>,
    left: usize,
}

impl AsyncRead for Counted {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let length = into.remaining().min(self.left);
        into.initialize_unfilled_to(length).fill(7);
        into.advance(length);
        self.left -= length;
        self.read.fetch_add(length, Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }
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

#[tokio::test]
async fn a_zone_elsewhere_is_refused_before_anything_is_sent() {
    let elsewhere = r#"{"containerName":"dlz-user-container","SASToken":"sig=canary","storageAccountName":"acme1","SASUri":"https://acme1.blob.core.windows.net/dlz-user-container?sig=canary","expiryDate":"2024-01-06"}"#;
    let wire = Wire::start(move |_, _| json(200, elsewhere)).await;
    let error = wire
        .client()
        .landing_credentials(true, &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        matches!(error, LandingError::Elsewhere),
        "a practice platform cannot send us to Azure: {error:?}"
    );
    assert!(!format!("{error:?} {error}").contains("canary"));
    let [seen] = wire.seen().try_into().unwrap();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        (
            "POST",
            &*format!("{ZONE}/credentials?type=user_drop_zone&action=refresh")
        )
    );
}

#[tokio::test]
async fn the_zone_says_how_long_it_keeps_files() {
    for (answer, container, days) in [
        (
            r#"{"containerName":"dlz-user-container","containerTTL":"7"}"#,
            "dlz-user-container",
            7,
        ),
        (
            r#"{"dlzProvider":"Amazon S3","dlzPath":{"bucketName":"acme-dlz","dlzFolder":"dlz"},"dataTTL":{"timeUnit":"days","timeQuantity":5}}"#,
            "acme-dlz",
            5,
        ),
        (r#"{"containerName":"c"}"#, "c", 7),
    ] {
        let wire = Wire::start(move |_, _| json(200, answer)).await;
        let zone = wire.client().landing_zone(&CancellationToken::new()).await.unwrap();
        assert_eq!(
            (zone.container.as_str(), zone.keeps_for_days),
            (container, days),
            "{answer}"
        );
        assert_eq!(wire.seen()[0].target, format!("{ZONE}?type=user_drop_zone"));
    }
}

/// Parts of an upload, by S3's reference.
async fn amazon(lost: bool) -> (Wire, Client, LandingAccess) {
    let mut ended = false;
    let mut length = 0;
    let wire = Wire::start(move |seen, _| {
        if is_platform(seen) {
            return json(200, r#"{"dlzProvider":"Amazon S3","dlzPath":{"bucketName":"acme-dlz","dlzFolder":"dlz/user"},"region":"us-west-2",
                "credentials":{"awsAccessKeyId":"AKIA","awsSecretAccessKey":"canary","awsSessionToken":"token"}}"#);
        }
        let path = seen.target.split('?').next().unwrap();
        assert_eq!(path, "/acme-dlz/dlz/user/a.csv", "below the sandbox's folder");
        assert!(seen.header("authorization").is_some_and(|signed| signed.contains("AKIA/") && signed.contains("/us-west-2/s3/")));
        match (seen.method.as_str(), seen.target.contains("uploadId=")) {
            ("POST", false) => answer(200, &[], "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"),
            ("PUT", true) => {
                assert!(seen.header("x-amz-checksum-sha256").is_some(), "{:?}", seen.headers);
                length += seen.body.len();
                answer(200, &["etag: \"p\""], "")
            }
            ("POST", true) if ended => refusal(404, "NoSuchUpload"),
            ("POST", true) => {
                ended = true;
                if lost {
                    return Act::Drop;
                }
                answer(200, &[], "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>")
            }
            ("DELETE", true) => answer(204, &[], ""),
            ("HEAD", _) if ended => Act::Answer(format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nlast-modified: Tue, 25 Nov 2025 10:00:00 GMT\r\netag: \"e-2\"\r\n\r\n").into_bytes()),
            _ => answer(404, &[], ""),
        }
    })
    .await;
    let client = client(&wire.url, QUICK, Limits::default());
    let access = client
        .landing_credentials(false, &CancellationToken::new())
        .await
        .unwrap();
    (wire, client, access)
}

#[tokio::test]
async fn amazon_takes_parts_with_their_checksums_and_a_lost_end_is_looked_for() {
    for lost in [false, true] {
        let (wire, client, access) = amazon(lost).await;
        let landing = Landing::open(client, access).unwrap();
        let upload = LandingUpload::new(name("a.csv"));
        let cancel = CancellationToken::new();
        let landed = landing
            .put(&upload, vec![7; BLOCK + 3].as_slice(), |_| {}, &cancel)
            .await
            .unwrap();
        assert_eq!(
            (landed.name.as_str(), landed.bytes),
            ("a.csv", BLOCK as u64 + 3),
            "lost: {lost}"
        );
        assert!(
            !wire.seen().iter().any(|seen| seen.method == "DELETE"),
            "what was made is not given up"
        );
    }
    let (wire, client, access) = amazon(false).await;
    let empty = Landing::open(client, access)
        .unwrap()
        .put(
            &LandingUpload::new(name("a.csv")),
            &b""[..],
            |_| {},
            &CancellationToken::new(),
        )
        .await;
    assert!(matches!(empty, Err(LandingError::Empty)), "{empty:?}");
    assert_eq!(
        wire.seen().last().unwrap().method,
        "DELETE",
        "an upload that came to nothing is given up"
    );
}
