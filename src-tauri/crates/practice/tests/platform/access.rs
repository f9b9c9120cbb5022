//! Tokens, credentials and the gateway.

use crate::desk::{Desk, options, read, server};
use practice::{Options, Server};
use reqwest::{Client, StatusCode};
use std::time::Duration;

#[tokio::test]
async fn each_missing_or_wrong_header_has_the_documented_refusal() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let e = &desk.endpoint;
    let url = format!("{}/data/foundation/catalog/dataSets", e.gateway);
    let with = |drop: &str, replace: Option<&str>| {
        let bearer = format!("Bearer {}", desk.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("x-api-key", &e.client_id),
            ("x-gw-ims-org-id", &e.org_id),
            ("x-sandbox-name", &e.sandbox),
        ];
        let mut call = desk.http.get(&url);
        for (name, value) in headers {
            let value = if name == drop { replace } else { Some(value) };
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        read(call)
    };
    for (name, value, status, code) in [
        ("authorization", None, 403, "403010"),
        ("authorization", Some("Bearer nonsense"), 401, "401013"),
        ("x-api-key", None, 403, "403000"),
        ("x-api-key", Some("another"), 403, "403003"),
        ("x-gw-ims-org-id", None, 400, "400003"),
        ("x-gw-ims-org-id", Some("0000@AdobeOrg"), 403, "403025"),
    ] {
        let (got, body) = with(name, value).await;
        assert_eq!(
            (got.as_u16(), body["error_code"].as_str()),
            (status, Some(code)),
            "{name} {value:?}: {body}"
        );
    }
    let (status, _) = with("x-sandbox-name", Some("elsewhere")).await;
    assert!(status.is_client_error());
    server.stop().await;
}

#[tokio::test]
async fn a_wrong_secret_and_an_expired_token_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        token_life: Duration::from_millis(1),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let endpoint = server.endpoint().clone();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &endpoint.client_id),
        ("client_secret", "wrong"),
        ("scope", &endpoint.scopes),
    ];
    let (status, body) = read(Client::new().post(&endpoint.ims).form(&form)).await;
    assert!(status.is_client_error() && body["error"].is_string(), "{status} {body}");
    let desk = Desk::at(&endpoint).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(
        desk.get("/data/foundation/catalog/dataSets").await.0,
        StatusCode::UNAUTHORIZED
    );
    server.stop().await;
}
