//! A container of Azure's that behaves, for tests to put trouble before, and the platform that opens it.

use crate::server::{Act, Seen, Wire, answer, json};
use aep::{CancellationToken, LandedName, Landing, LandingUpload};
use serde_json::json as value;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, ReadBuf};

pub(crate) const BLOCK: usize = 8 << 20;
pub(crate) const KEY: &str = "sv=2023-11-03&sp=racwdlm&sig=canary%2Fsig%3D";
pub(crate) const ZONE: &str = "/data/foundation/connectors/landingzone";

pub(crate) fn name(text: &str) -> LandedName {
    LandedName::parse(text).unwrap()
}

pub(crate) fn is_platform(seen: &Seen) -> bool {
    seen.target.starts_with(ZONE)
}

/// The platform's answer, with a store at the address that the request came to.
pub(crate) fn credentials(seen: &Seen, key: &str) -> Act {
    let container = format!("http://{}/acme1/dlz-user-container", seen.header("host").unwrap());
    let answer = value!({"containerName": "dlz-user-container", "SASToken": key, "storageAccountName": "acme1",
        "SASUri": format!("{container}?{key}"), "expiryDate": "2024-01-06"});
    json(200, &answer.to_string())
}

pub(crate) async fn open(wire: &Wire) -> Landing {
    let client = wire.client();
    let access = client
        .landing_credentials(false, &CancellationToken::new())
        .await
        .unwrap();
    Landing::open(client, access).unwrap()
}

/// What a well-behaved container does, kept by name: blocks in the order of the list, and nothing before.
#[derive(Default)]
pub(crate) struct Container {
    pub(crate) blocks: Vec<(String, usize)>,
    pub(crate) committed: Vec<String>,
    pub(crate) commits: usize,
}

impl Container {
    pub(crate) fn answer(&mut self, seen: &Seen) -> Act {
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

    pub(crate) fn length(&self, id: &String) -> usize {
        self.blocks.iter().find(|(known, _)| known == id).unwrap().1
    }
}

pub(crate) fn pairs(target: &str) -> impl Iterator<Item = (String, String)> {
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

pub(crate) fn refusal(status: u16, code: &str) -> Act {
    answer(
        status,
        &["content-type: application/xml"],
        format!(
            "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>Because of http://x/?{}</Message></Error>",
            KEY.replace('&', "&amp;")
        ),
    )
}

/// Says how much of it was taken.
pub(crate) struct Counted {
    pub(crate) read: Arc<AtomicUsize>,
    pub(crate) left: usize,
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
