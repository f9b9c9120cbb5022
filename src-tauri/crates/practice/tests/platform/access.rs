//! Tokens, credentials and the gateway.

use crate::desk::{BRIEF, CATALOG, Desk, REGISTRY, end, options, read, server};
use practice::{Download, Error, Options, Server, Standing};
use reqwest::{Client, StatusCode};
use serde_json::json;
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
    end(server).await;
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
    end(server).await;
}

#[tokio::test]
async fn each_account_fails_in_its_own_documented_way() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(options(dir.path())).await.unwrap();
    let datasets = format!("{CATALOG}/dataSets");
    let sandboxes = "/data/foundation/sandbox-management/";
    let classes = format!("{REGISTRY}/global/classes");
    for account in server.accounts().unwrap() {
        let mut endpoint = server.endpoint().clone();
        endpoint.client_id.clone_from(&account.client_id);
        // Every secret of the credential works.
        for secret in &account.client_secrets {
            endpoint.client_secret.clone_from(secret);
            let desk = Desk::at(&endpoint).await;
            let (status, body) = desk.get(&datasets).await;
            let (open, _) = desk.get(sandboxes).await;
            let (known, _) = desk.accept(&classes, BRIEF).await;
            let code = body["error_code"].as_str();
            let wanted = match account.standing {
                Standing::Complete => (200, None, 200, 200),
                Standing::NoRole => (403, None, 200, 200),
                Standing::NoProductProfile => (403, Some("403025"), 403, 403),
                Standing::NoRegion => (403, Some("403027"), 403, 403),
            };
            let got = (status.as_u16(), code, open.as_u16(), known.as_u16());
            assert_eq!(got, wanted, "{}: {body}", account.name);
        }
    }
    end(server).await;
}

#[tokio::test]
async fn a_secret_is_rotated_with_both_good_in_between() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(options(dir.path())).await.unwrap();
    let old = server.endpoint().clone();
    let fresh = server.add_secret("complete").unwrap();
    assert!(matches!(server.add_secret("complete"), Err(Error::TwoSecrets)));
    let mut new = old.clone();
    new.client_secret.clone_from(&fresh);
    Desk::at(&old).await;
    Desk::at(&new).await;
    server.drop_secret("complete").unwrap();
    assert!(matches!(server.drop_secret("complete"), Err(Error::LastSecret)));
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &old.client_id),
        ("client_secret", &old.client_secret),
        ("scope", &old.scopes),
    ];
    let (status, body) = read(Client::new().post(&old.ims).form(&form)).await;
    assert_eq!((status.as_u16(), &body["error"]), (401, &json!("invalid_client")));
    let desk = Desk::at(&new).await;
    server.expire_tokens().unwrap();
    let (status, body) = desk.get(&format!("{CATALOG}/dataSets")).await;
    assert_eq!((status.as_u16(), &body["error_code"]), (401, &json!("401013")));
    end(server).await;
    let server = Server::start(options(dir.path())).await.unwrap();
    assert_eq!(
        server.endpoint().client_secret,
        fresh,
        "the endpoint names a secret that works"
    );
    end(server).await;
}

#[tokio::test]
async fn tokens_are_to_be_kept() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        tokens_per_minute: 2,
        ..options(dir.path())
    })
    .await
    .unwrap();
    Desk::at(server.endpoint()).await;
    Desk::at(server.endpoint()).await;
    let e = server.endpoint();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &e.client_id),
        ("client_secret", &e.client_secret),
        ("scope", &e.scopes),
    ];
    let answer = Client::new().post(&e.ims).form(&form).send().await.unwrap();
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["retry-after"].to_str().unwrap()
        ),
        (429, "60")
    );
    end(server).await;
}

#[tokio::test]
async fn console_documents_hold_the_credential_in_each_shape() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(options(dir.path())).await.unwrap();
    let all = server.accounts().unwrap();
    let account = all.iter().find(|a| a.name == "rotated").unwrap();
    let fetch = |file: &str| {
        let url = format!("{}/practice/accounts/rotated/{file}", server.endpoint().gateway);
        read(Client::new().get(url).header("x-practice-key", server.key()))
    };
    let (_, project) = fetch("project.json").await;
    let details = &project["project"]["workspace"]["details"];
    let kinds: Vec<&str> = details["credentials"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|c| c["integration_type"].as_str())
        .collect();
    assert_eq!(kinds, ["apikey", "oauth_server_to_server"]);
    let credential = &details["credentials"][1]["oauth_server_to_server"];
    assert_eq!(credential["client_secrets"], json!(account.client_secrets));
    assert_eq!(project["project"]["org"]["ims_org_id"], account.org_id.as_str());
    let (_, flat) = fetch("credential.json").await;
    assert_eq!(
        (&flat["CLIENT_ID"], flat["SCOPES"].is_array()),
        (&json!(account.client_id), true)
    );
    let (_, small) = fetch("credential-lower-case.json").await;
    assert_eq!(small, Download::CredentialInSmallLetters.of(account));
    assert_eq!(fetch("other.json").await.0, StatusCode::NOT_FOUND);
    assert!(!format!("{account:?}").contains(&account.client_secrets[0]));
    end(server).await;
}
