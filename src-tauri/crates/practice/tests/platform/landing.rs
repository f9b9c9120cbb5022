//! The landing zone: its credentials, and its blob service as Azure's own client in Rust meets it.

use crate::desk::{Desk, options, read, server};
use crate::zone::{ZONE, Zone, code, percent_decoded, store};
use object_store::{ObjectStore as _, ObjectStoreExt as _, PutMode, PutOptions, PutPayload, path::Path as ObjectPath};
use practice::{Options, Server};
use reqwest::{Client, Method, StatusCode};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn azures_client_in_rust_finds_the_service_it_knows() {
    use futures_util::{StreamExt as _, TryStreamExt as _};
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    let store = store(&desk, &zone);
    let at = ObjectPath::from("in/it's (1) & more.csv");
    let mut upload = store.put_multipart(&at).await.unwrap();
    let piece = "email\n".repeat(2000);
    for _ in 0..3 {
        upload.put_part(PutPayload::from(piece.clone())).await.unwrap();
    }
    assert!(store.head(&at).await.is_err(), "a blob appears with its list of blocks");
    upload.complete().await.unwrap();
    let known = store.head(&at).await.unwrap();
    assert_eq!(known.size, 3 * piece.len() as u64);
    let part = store.get_range(&at, 11_998..12_006).await.unwrap();
    assert_eq!(
        part.as_ref(),
        b"l\nemail\n",
        "a range may cross from one block into the next"
    );
    assert_eq!(store.get(&at).await.unwrap().bytes().await.unwrap(), piece.repeat(3));

    let small = ObjectPath::from("small.csv");
    let once = PutOptions::from(PutMode::Create);
    store.put_opts(&small, "a,b\n1,2\n".into(), once.clone()).await.unwrap();
    let again = store.put_opts(&small, "other".into(), once).await;
    assert!(
        matches!(again, Err(object_store::Error::AlreadyExists { .. })),
        "{again:?}"
    );
    let listed: Vec<String> = store
        .list(None)
        .map(|m| m.unwrap().location.to_string())
        .collect()
        .await;
    assert_eq!(listed, [at.as_ref(), "small.csv"]);
    let top = store.list_with_delimiter(None).await.unwrap();
    assert_eq!((top.objects.len(), top.common_prefixes[0].as_ref()), (1, "in"));
    store.delete(&small).await.unwrap();
    let left: Vec<_> = store.list(Some(&ObjectPath::from("in"))).try_collect().await.unwrap();
    assert_eq!(
        (left.len(), &left[0].e_tag),
        (1, &known.e_tag.map(|e| e.trim_matches('"').to_owned()))
    );
    server.stop().await;
}

#[tokio::test]
async fn an_upload_survives_what_befalls_every_tenth_call() {
    let dir = tempfile::tempdir().unwrap();
    let unlucky = Options {
        faults: Some(11),
        ..options(dir.path())
    };
    let server = Server::start(unlucky).await.unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let zone = loop {
        let path = format!("{ZONE}/credentials?type=user_drop_zone");
        if let Ok(answer) = desk.call(Method::GET, &path).send().await
            && answer.status() == StatusCode::OK
        {
            break Zone::of(&answer.json().await.unwrap());
        }
    };
    let store = store(&desk, &zone);
    let at = ObjectPath::from("much.csv");
    let mut upload = store.put_multipart(&at).await.unwrap();
    for part in 0..40 {
        let piece = part.to_string().repeat(20_000);
        upload.put_part(PutPayload::from(piece)).await.unwrap();
    }
    let done = upload.complete().await;
    assert!(done.is_ok(), "{done:?}");
    let suffered = server.exchanges().iter().filter(|e| e.status == 503).count();
    assert!(suffered > 0, "the seed brings refusals");
    server.stop().await;
}

#[tokio::test]
async fn a_signature_is_for_one_container_and_one_time() {
    let dir = tempfile::tempdir().unwrap();
    let life = Options {
        sas_life: Duration::from_secs(2),
        ..options(dir.path())
    };
    let server = Server::start(life).await.unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let (_, shown) = desk.get(&format!("{ZONE}?type=user_drop_zone")).await;
    assert_eq!(
        shown,
        json!({"containerName": "dlz-user-container", "containerTTL": "7"})
    );
    for path in [
        ZONE.to_owned(),
        format!("{ZONE}?type=dlz_destination"),
        format!("{ZONE}/credentials"),
    ] {
        assert_eq!(desk.get(&path).await.0, StatusCode::BAD_REQUEST, "{path}");
    }
    let zone = Zone::at(&desk).await;
    assert_eq!(
        Zone::at(&desk).await.token,
        zone.token,
        "a signature is kept while it is good"
    );
    zone.put("/a.csv", "a").await;
    let text = |more: &str| zone.call(Method::GET, "/a.csv", more);
    assert_eq!(read(text("")).await, (StatusCode::OK, json!("a")));
    for (from, to) in [
        ("sp=racwdlm", "sp=racwdlmo"),
        ("se=2", "se=3"),
        ("sr=c", "sr=b"),
        ("sv=2020", "sv=2021"),
    ] {
        let changed = Zone {
            http: Client::new(),
            base: zone.base.clone(),
            token: zone.token.replacen(from, to, 1),
        };
        let answer = changed.call(Method::GET, "/a.csv", "").send().await.unwrap();
        assert_eq!(
            (answer.status(), &answer.headers()["x-ms-error-code"]),
            (StatusCode::FORBIDDEN, &"AuthenticationFailed".parse().unwrap()),
            "{from}"
        );
        assert!(answer.headers().contains_key("x-ms-request-id") && answer.headers().contains_key("x-ms-version"));
    }
    let elsewhere = Zone {
        http: Client::new(),
        base: format!("{}-prod", zone.base),
        token: zone.token.clone(),
    };
    assert_eq!(
        read(elsewhere.call(Method::GET, "/a.csv", "")).await.0,
        StatusCode::FORBIDDEN
    );
    let bare = Zone {
        http: Client::new(),
        base: zone.base.clone(),
        token: String::new(),
    };
    assert_eq!(
        code(&read(bare.call(Method::GET, "/a.csv", "")).await.1),
        "NoAuthenticationInformation"
    );

    let (_, renewed) = desk
        .post(
            &format!("{ZONE}/credentials?type=user_drop_zone&action=refresh"),
            json!({}),
        )
        .await;
    let fresh = Zone::of(&renewed);
    assert_ne!(fresh.token, zone.token);
    assert_eq!(
        read(zone.call(Method::GET, "/a.csv", "")).await.0,
        StatusCode::FORBIDDEN,
        "a refresh ends what was before"
    );
    assert_eq!(read(fresh.call(Method::GET, "/a.csv", "")).await.0, StatusCode::OK);
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let (status, expired) = read(fresh.call(Method::GET, "/a.csv", "")).await;
    assert_eq!(
        (status, code(&expired)),
        (StatusCode::FORBIDDEN, "AuthenticationFailed")
    );
    let renewed = Zone::at(&desk).await;
    assert_eq!(
        read(renewed.call(Method::GET, "/a.csv", "")).await.0,
        StatusCode::OK,
        "GET renews what has expired"
    );
    let kept = serde_json::to_string(&server.exchanges()).unwrap();
    let secret = renewed.token.split("sig=").nth(1).unwrap();
    assert!(
        !kept.contains(secret) && !kept.contains(&percent_decoded(secret)),
        "signatures are secrets"
    );
    server.stop().await;
}

#[tokio::test]
async fn an_account_without_a_role_gets_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let account = server
        .accounts()
        .unwrap()
        .into_iter()
        .find(|a| a.name == "no_role")
        .unwrap();
    let mut endpoint = desk.endpoint.clone();
    endpoint.client_id = account.client_id;
    endpoint.client_secret = account.client_secrets[0].clone();
    let stranger = Desk::at(&endpoint).await;
    for path in [
        format!("{ZONE}?type=user_drop_zone"),
        format!("{ZONE}/credentials?type=user_drop_zone"),
        "/data/foundation/flowservice/flows".to_owned(),
    ] {
        assert_eq!(stranger.get(&path).await.0, StatusCode::FORBIDDEN);
    }
    server.stop().await;
}
