//! What another user of the same computer gets of a running platform: nothing. Loopback and the folder for temporary
//! files are theirs as well.

use crate::desk::{end, options, read, shopper};
use practice::{Server, join};
use reqwest::{Client, StatusCode};
use std::path::{Path, PathBuf};

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

const CONTROLS: [(&str, &str); 10] = [
    ("GET", "/practice/endpoint"),
    ("GET", "/practice/accounts"),
    ("GET", "/practice/accounts/rotated/project.json"),
    ("POST", "/practice/secrets/rotated"),
    ("DELETE", "/practice/secrets/rotated"),
    ("DELETE", "/practice/tokens"),
    ("GET", "/practice/faults"),
    ("DELETE", "/practice/faults"),
    ("POST", "/practice/batches/next"),
    ("GET", "/practice/exchanges"),
];

#[tokio::test]
async fn without_the_key_nothing_below_practice_answers() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(options(dir.path())).await.unwrap();
    let (gateway, http) = (server.endpoint().gateway.clone(), Client::new());
    for (method, path) in CONTROLS {
        for key in [None, Some(""), Some("p8e-0"), Some(&server.key()[1..])] {
            let mut request = http.request(method.parse().unwrap(), format!("{gateway}{path}"));
            if let Some(key) = key {
                request = request.header("x-practice-key", key);
            }
            let (status, body) = read(request.json(&serde_json::json!({"status": "failed"}))).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{method} {path} {key:?}");
            let told = body.to_string();
            assert!(!told.contains(&server.endpoint().client_secret), "{method} {path}");
        }
        if method == "GET" {
            let request = http
                .get(format!("{gateway}{path}"))
                .header("x-practice-key", server.key());
            assert_eq!(request.send().await.unwrap().status(), StatusCode::OK, "{path}");
        }
    }
    // A process of the same user finds the key by itself, and not after the end.
    assert_eq!(join(&gateway).await.unwrap().org_id, server.endpoint().org_id);
    server.stop().await;
    assert!(join(&gateway).await.is_err());
}

#[cfg(unix)]
#[tokio::test]
async fn no_file_can_be_read_by_another_user() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    let outer = tempfile::tempdir().unwrap();
    // The folder itself may be entered by everybody: what protects is the platform's own.
    std::fs::set_permissions(outer.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let dir = outer.path().join("practice");
    let (server, desk) = crate::desk::server(&dir).await;
    let dataset = desk.endpoint.dataset_id.clone();
    desk.ingest(&dataset, &[shopper("anna@winkel.nl", "Anna")], serde_json::json!({}))
        .await;
    let port = server.endpoint().gateway.rsplit_once(':').unwrap().1.to_owned();
    let mut mine = Vec::new();
    files(&dir, &mut mine);
    let keys: Vec<PathBuf> = std::fs::read_dir("/tmp")
        .unwrap()
        .flatten()
        .map(|entry| entry.path().join(format!("practice-{port}.key")))
        .filter(|path| path.is_file())
        .collect();
    assert_eq!(keys.len(), 1, "the key of this port");
    for folder in [&*dir, keys[0].parent().unwrap()] {
        assert_eq!(
            folder.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{}",
            folder.display()
        );
    }
    mine.extend(keys);
    // Only root can try it as somebody else.
    let control = outer.path().join("control");
    std::fs::write(&control, "anybody's").unwrap();
    std::fs::set_permissions(&control, std::fs::Permissions::from_mode(0o644)).unwrap();
    let as_nobody = |path: &Path| Command::new("cat").arg(path).uid(65_534).gid(65_534).output();
    if let Ok(read) = as_nobody(&control) {
        assert_eq!(read.stdout, b"anybody's", "the other user reads what everybody may");
        for path in &mine {
            let read = as_nobody(path).unwrap();
            assert!(!read.status.success() && read.stdout.is_empty(), "{}", path.display());
        }
    }
    end(server).await;
}
