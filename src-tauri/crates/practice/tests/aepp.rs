//! Adobe's own Python client from PyPI against the practice platform. `make test` gets it; here it has to be there.
#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use practice::{Options, Quirk, Server};
use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_adobes_finds_its_way() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: dir.path().to_path_buf(),
        speed: 1000.0,
        profile_delay: Duration::ZERO,
        // aepp takes for granted that every dataset names its table.
        quirks: [Quirk::EveryDatasetNamesItsTable].into(),
        ..Options::default()
    })
    .await
    .unwrap();
    let line = serde_json::to_string(server.endpoint()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(3)
        .unwrap()
        .to_path_buf();
    let output = tokio::task::spawn_blocking(move || {
        let python = root.join("target/aepp/bin/python");
        let mut child = Command::new(&python)
            .arg(root.join("tests/aepp/journey.py"))
            // Its bytecode and caches are nobody's business.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("NO_PROXY", "127.0.0.1")
            .current_dir(dir.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("{} is not there ({e}): `make aepp` gets it", python.display()));
        child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    })
    .await
    .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stdout)
    );
    server.stop().await;
}
