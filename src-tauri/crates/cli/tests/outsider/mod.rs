//! What tests that end programs at random need: dice that a seed repeats, a platform, and a look at it from outside.

use practice::{Options, Server};
use serde_json::Value as Json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

pub(crate) fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// A small generator of its own (splitmix64), so that a seed repeats a run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// What anybody with credentials can see and do, over a plain socket: nothing of our own client is in it.
#[derive(Clone)]
pub(crate) struct Outsider {
    host: String,
    pub(crate) headers: String,
    pub(crate) dataset: String,
}

impl Outsider {
    pub(crate) fn new(endpoint: &Json) -> Self {
        let text = |key: &str| endpoint[key].as_str().unwrap().to_owned();
        let host = text("gateway").trim_start_matches("http://").to_owned();
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope={}",
            text("client_id"),
            text("client_secret"),
            text("scopes")
        );
        let own = Self {
            host,
            headers: "Content-Type: application/x-www-form-urlencoded\r\n".to_owned(),
            dataset: text("dataset_id"),
        };
        let token = own.until_answered("POST", "/ims/token/v3", form.as_bytes());
        let headers = format!(
            "Authorization: Bearer {}\r\nx-api-key: {}\r\nx-gw-ims-org-id: {}\r\nx-sandbox-name: {}\r\nContent-Type: application/json\r\n",
            token["access_token"].as_str().unwrap(),
            text("client_id"),
            text("org_id"),
            text("sandbox")
        );
        Self { headers, ..own }
    }

    /// Sends a request; `None` where no good answer comes back.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Json> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
            self.host,
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
        (200..300)
            .contains(&status)
            .then(|| serde_json::from_str(body).unwrap_or_default())
    }

    pub(crate) fn until_answered(&self, method: &str, path: &str, body: &[u8]) -> Json {
        (0..200)
            .find_map(|_| self.ask(method, path, &self.headers, body))
            .expect("the platform never answers")
    }

    /// Batches that became visible with the records in them, and how many are still open.
    pub(crate) fn look(&self) -> (Vec<u64>, usize) {
        let (mut visible, mut open, mut start) = (Vec::new(), 0, 0);
        loop {
            let path = format!(
                "/data/foundation/catalog/batches?dataSet={}&limit=100&start={start}&orderBy=asc:created",
                self.dataset
            );
            let page = self.until_answered("GET", &path, b"");
            let page = page.as_object().unwrap();
            for batch in page.values() {
                match batch["status"].as_str().unwrap() {
                    "success" | "active" => visible.push(batch["metrics"]["outputRecordCount"].as_u64().unwrap_or(0)),
                    "aborted" | "failed" | "failure" | "abandoned" | "deleted" => {}
                    _ => open += 1,
                }
            }
            if page.len() < 100 {
                return (visible, open);
            }
            start += page.len();
        }
    }
}

pub(crate) async fn server(folder: &Path, seed: Option<u64>) -> (Server, Json) {
    let server = Server::start(Options {
        dir: folder.to_owned(),
        speed: 500.0,
        faults: seed,
        // Nobody starts a program five times a second; this test does, on a quick machine.
        tokens_per_minute: 100_000,
        ..Options::default()
    })
    .await
    .unwrap();
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    (server, endpoint)
}
