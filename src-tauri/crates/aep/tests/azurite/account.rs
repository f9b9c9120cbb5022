//! Azurite on a free port with a folder of its own, and the signatures of its one account, made by hand from Azure's
//! description of them.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const ACCOUNT: &str = "courier1";
const CONTAINER: &str = "dlz-user-container";
const VERSION: &str = "2023-11-03";
const KEY: &[u8] = b"a key for this test, of any length";

pub(crate) struct Azurite {
    process: Child,
    log: Arc<Mutex<Vec<String>>>,
    service: String,
    markers: AtomicU32,
    _folder: tempfile::TempDir,
}

impl Drop for Azurite {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Azurite {
    /// With an empty container.
    pub(crate) async fn start() -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/azurite");
        let script = root.join("node_modules/azurite/dist/src/blob/main.js");
        assert!(
            script.is_file(),
            "Azurite is not installed: `npm ci` in tests/azurite gets it, and so does `make setup`"
        );
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new("node")
            .arg(script)
            .args([
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "0",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--location",
            ])
            .arg(folder.path())
            .env("AZURITE_ACCOUNTS", format!("{ACCOUNT}:{}", BASE64_STANDARD.encode(KEY)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let service = loop {
            let line = lines.next().expect("Azurite says where it listens").unwrap();
            if let Some((_, address)) = line.split_once("listens on ") {
                break format!("{}/{ACCOUNT}", address.trim());
            }
        };
        std::thread::spawn({
            let log = Arc::clone(&log);
            move || {
                lines
                    .map_while(Result::ok)
                    .for_each(|line| log.lock().unwrap().push(line));
            }
        });
        let azurite = Self {
            process,
            log,
            service,
            markers: AtomicU32::new(0),
            _folder: folder,
        };
        let query = account_signature("2099-01-01T00:00:00Z");
        let address = format!("{}/{CONTAINER}?restype=container&{query}", azurite.service);
        let made = reqwest::Client::new()
            .put(address)
            .header("x-ms-version", VERSION)
            .header("content-length", 0);
        assert_eq!(made.send().await.unwrap().status(), 201, "a container");
        azurite
    }

    /// Blocks that it took, by its own log, once the log has all that was answered before. One whose sender was gone by then
    /// is not counted.
    pub(crate) async fn blocks_taken(&self) -> usize {
        let marker = format!("marker{}", self.markers.fetch_add(1, Ordering::Relaxed));
        reqwest::get(self.address(&marker)).await.unwrap();
        let log = loop {
            let log = self.log.lock().unwrap().clone();
            if log.iter().any(|line| line.contains(&marker)) {
                break log;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        let is_block =
            |line: &&String| line.contains("\"PUT ") && line.contains("comp=block&") && line.contains("\" 201 ");
        log.iter().filter(is_block).count()
    }

    /// The credentials as the platform hands them out.
    pub(crate) fn access(&self, ends: &str) -> String {
        let query = container_signature(ends);
        serde_json::json!({"containerName": CONTAINER, "SASToken": query, "storageAccountName": ACCOUNT,
            "SASUri": format!("{}/{CONTAINER}?{query}", self.service), "expiryDate": &ends[..10]})
        .to_string()
    }

    /// The signature alone, as it stands in an address.
    pub(crate) fn signature(ends: &str) -> String {
        container_signature(ends).rsplit_once("sig=").unwrap().1.to_owned()
    }

    pub(crate) fn address(&self, name: &str) -> String {
        let name = utf8_percent_encode(name, NON_ALPHANUMERIC)
            .to_string()
            .replace("%2F", "/");
        format!(
            "{}/{CONTAINER}/{name}?{}",
            self.service,
            container_signature("2099-01-01T00:00:00Z")
        )
    }

    pub(crate) async fn read(&self, name: &str) -> Vec<u8> {
        let answer = reqwest::get(self.address(name))
            .await
            .unwrap()
            .error_for_status()
            .unwrap();
        answer.bytes().await.unwrap().to_vec()
    }
}

/// With the rights of the reference's sample.
fn container_signature(ends: &str) -> String {
    let resource = format!("/blob/{ACCOUNT}/{CONTAINER}");
    let lines = [
        "racwdlm", "", ends, &resource, "", "", "", VERSION, "c", "", "", "", "", "", "", "",
    ];
    format!(
        "sv={VERSION}&sr=c&sp=racwdlm&se={}&sig={}",
        ends.replace(':', "%3A"),
        sign(&lines.join("\n"))
    )
}

fn account_signature(ends: &str) -> String {
    let lines = [ACCOUNT, "rwdlac", "b", "sco", "", ends, "", "", VERSION, "", ""];
    format!(
        "sv={VERSION}&ss=b&srt=sco&sp=rwdlac&se={}&sig={}",
        ends.replace(':', "%3A"),
        sign(&lines.join("\n"))
    )
}

fn sign(text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY).unwrap();
    mac.update(text.as_bytes());
    let signature = BASE64_STANDARD.encode(mac.finalize().into_bytes());
    utf8_percent_encode(&signature, NON_ALPHANUMERIC).to_string()
}

pub(crate) fn md5(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Md5::digest(bytes))
}
