//! The landing zone: its credentials, and its blob service as Azure's own clients meet it.

use crate::desk::{Desk, end, options, read, server};
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload,
    azure::{MicrosoftAzure, MicrosoftAzureBuilder},
    path::Path as ObjectPath,
};
use practice::{Effect, Fault, Options, Server};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) const ZONE: &str = "/data/foundation/connectors/landingzone";

/// The zone of a sandbox, as whoever holds its signature sees it.
pub(crate) struct Zone {
    http: Client,
    /// Up to the container.
    base: String,
    pub(crate) token: String,
}

impl Zone {
    pub(crate) async fn at(desk: &Desk) -> Self {
        let (status, given) = desk.get(&format!("{ZONE}/credentials?type=user_drop_zone")).await;
        assert_eq!(status, StatusCode::OK, "{given}");
        Self::of(&given)
    }

    fn of(given: &Value) -> Self {
        let uri = given["SASUri"].as_str().unwrap();
        let (base, token) = uri.split_once('?').unwrap();
        assert_eq!(Some(token), given["SASToken"].as_str());
        Self {
            http: Client::new(),
            base: base.to_owned(),
            token: token.to_owned(),
        }
    }

    pub(crate) fn call(&self, method: Method, path: &str, more: &str) -> RequestBuilder {
        let url = format!("{}{path}?{}{more}", self.base, self.token);
        self.http.request(method, url).header("x-ms-version", "2021-12-02")
    }

    pub(crate) async fn put(&self, path: &str, bytes: impl Into<reqwest::Body>) {
        let call = self.call(Method::PUT, path, "").header("x-ms-blob-type", "BlockBlob");
        let (status, text) = read(call.body(bytes)).await;
        assert_eq!(status, StatusCode::CREATED, "{text}");
    }

    async fn block(&self, path: &str, id: &str, bytes: &'static str) -> (StatusCode, Value) {
        read(
            self.call(Method::PUT, path, &format!("&comp=block&blockid={id}"))
                .body(bytes),
        )
        .await
    }

    async fn commit(&self, path: &str, ids: &[&str]) -> (StatusCode, Value) {
        let entries: String = ids.iter().map(|id| format!("<Latest>{id}</Latest>")).collect();
        let list = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{entries}</BlockList>");
        read(self.call(Method::PUT, path, "&comp=blocklist").body(list)).await
    }
}

fn code(text: &Value) -> &str {
    let text = text.as_str().unwrap();
    text.split("<Code>")
        .nth(1)
        .and_then(|t| t.split('<').next())
        .unwrap_or(text)
}

fn store(desk: &Desk, zone: &Zone) -> MicrosoftAzure {
    let pairs: Vec<(String, String)> = zone
        .token
        .split('&')
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), percent_decoded(value))
        })
        .collect();
    assert!(pairs.iter().any(|(name, _)| name == "sig"));
    MicrosoftAzureBuilder::new()
        .with_account("practiceaccount")
        .with_container_name("dlz-user-container")
        .with_endpoint(format!("{}/practiceaccount", desk.endpoint.gateway))
        .with_allow_http(true)
        .with_config(object_store::azure::AzureConfigKey::SasKey, &zone.token)
        .build()
        .unwrap()
}

fn percent_decoded(text: &str) -> String {
    text.replace("%3D", "=")
        .replace("%2B", "+")
        .replace("%2F", "/")
        .replace("%3A", ":")
}

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
    ] {
        assert_eq!(stranger.get(&path).await.0, StatusCode::FORBIDDEN);
    }
    server.stop().await;
}

#[tokio::test]
async fn an_upload_that_was_cut_goes_on_from_the_list_of_blocks() {
    let dir = tempfile::tempdir().unwrap();
    let (first, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    assert_eq!(zone.block("/big.csv", "QQ==", "email\n").await.0, StatusCode::CREATED);
    first.plan(Fault {
        operation: "PUT /practiceaccount/**".into(),
        call: 1,
        effect: Effect::Reset,
    });
    let cut = zone
        .call(Method::PUT, "/big.csv", "&comp=block&blockid=Qg==")
        .body("a@b.nl\n")
        .send()
        .await;
    assert!(cut.is_err(), "the connection was cut");
    first.stop().await;

    let (server, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    let (_, open) = read(zone.call(Method::GET, "/big.csv", "&comp=blocklist&blocklisttype=all")).await;
    assert_eq!(
        open,
        json!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList><CommittedBlocks></CommittedBlocks><UncommittedBlocks><Block><Name>QQ==</Name><Size>6</Size></Block></UncommittedBlocks></BlockList>"
        )
    );
    assert_eq!(
        read(zone.call(Method::GET, "/big.csv", "")).await.0,
        StatusCode::NOT_FOUND
    );
    let (status, refused) = zone.commit("/big.csv", &["QQ==", "Qg=="]).await;
    assert_eq!((status, code(&refused)), (StatusCode::BAD_REQUEST, "InvalidBlockList"));
    assert_eq!(
        code(&zone.block("/big.csv", "QUFBQQ==", "x").await.1),
        "InvalidBlobOrBlock",
        "ids are of one length"
    );
    assert_eq!(zone.block("/big.csv", "Qg==", "a@b.nl\n").await.0, StatusCode::CREATED);
    assert_eq!(zone.commit("/big.csv", &["QQ==", "Qg=="]).await.0, StatusCode::CREATED);
    assert_eq!(
        read(zone.call(Method::GET, "/big.csv", "")).await.1,
        json!("email\na@b.nl\n")
    );
    let (_, done) = read(zone.call(Method::GET, "/big.csv", "&comp=blocklist&blocklisttype=all")).await;
    assert!(
        done.as_str()
            .unwrap()
            .contains("<UncommittedBlocks></UncommittedBlocks>"),
        "{done}"
    );
    // Committed blocks may be named again, in another order and more than once.
    assert_eq!(zone.commit("/big.csv", &["Qg==", "Qg=="]).await.0, StatusCode::CREATED);
    assert_eq!(
        read(zone.call(Method::GET, "/big.csv", "")).await.1,
        json!("a@b.nl\na@b.nl\n")
    );
    let files = std::fs::read_dir(dir.path().join("landing")).unwrap().count();
    assert_eq!(files, 1, "what no list names is gone from the disk");
    server.stop().await;
}

#[tokio::test]
async fn sums_names_and_limits_are_checked() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    let put = |path: &str| zone.call(Method::PUT, path, "").header("x-ms-blob-type", "BlockBlob");
    let wrong = read(
        put("/a.csv")
            .header("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")
            .body("x"),
    )
    .await;
    assert_eq!((wrong.0, code(&wrong.1)), (StatusCode::BAD_REQUEST, "Md5Mismatch"));
    let wrong = read(put("/a.csv").header("x-ms-content-crc64", "AAAAAAAAAAA=").body("x")).await;
    assert_eq!((wrong.0, code(&wrong.1)), (StatusCode::BAD_REQUEST, "Crc64Mismatch"));
    // CRC-64/NVME of `123456789`, little-endian.
    assert_eq!(
        read(
            put("/a.csv")
                .header("x-ms-content-crc64", "iJh5CoYUi64=")
                .body("123456789")
        )
        .await
        .0,
        StatusCode::CREATED
    );
    for name in ["/a%3Ab.csv", "/lpt1.csv", "/x//y.csv"] {
        assert_eq!(
            code(&read(put(name).body("x")).await.1),
            "InvalidResourceName",
            "{name}"
        );
    }
    assert_eq!(
        code(
            &read(
                zone.call(Method::PUT, "/a.csv", "")
                    .header("x-ms-blob-type", "PageBlob")
                    .body("x")
            )
            .await
            .1
        ),
        "InvalidHeaderValue"
    );
    let long = "QUFB".repeat(22);
    for id in ["", "****", &long] {
        assert_eq!(
            code(&zone.block("/b.csv", id, "x").await.1),
            "InvalidQueryParameterValue",
            "{id}"
        );
    }
    assert_eq!(
        code(
            &read(
                zone.call(Method::PUT, "/b.csv", "&comp=blocklist")
                    .body("<BlockList><Latest>")
            )
            .await
            .1
        ),
        "InvalidXmlDocument"
    );
    assert_eq!(
        code(&read(put("/a.csv").header("if-match", "\"0x1\"").body("y")).await.1),
        "ConditionNotMet"
    );
    let kept = read(
        put("/m.csv")
            .header("x-ms-meta-origin", "shop")
            .header("x-ms-blob-content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")
            .header("x-ms-blob-content-type", "text/csv")
            .body("x"),
    )
    .await;
    assert_eq!(kept.0, StatusCode::CREATED, "the blob's own sum is kept, not checked");
    let head = zone.call(Method::HEAD, "/m.csv", "").send().await.unwrap();
    for (name, value) in [
        ("x-ms-meta-origin", "shop"),
        ("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="),
        ("content-type", "text/csv"),
        ("content-length", "1"),
        ("x-ms-blob-type", "BlockBlob"),
    ] {
        assert_eq!(head.headers()[name], value, "{name}");
    }
    for at in 0..5 {
        zone.put(&format!("/pages/{at}.csv"), "x").await;
    }
    let (_, page) = read(zone.call(
        Method::GET,
        "",
        "&restype=container&comp=list&prefix=pages/&maxresults=3",
    ))
    .await;
    let page = page.as_str().unwrap().to_owned();
    let marker = page
        .split("<NextMarker>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    assert_eq!(page.matches("<Blob>").count(), 3);
    let (_, rest) = read(zone.call(
        Method::GET,
        "",
        &format!("&restype=container&comp=list&prefix=pages/&marker={marker}"),
    ))
    .await;
    assert_eq!(rest.as_str().unwrap().matches("<Blob>").count(), 2, "{rest}");
    assert!(rest.as_str().unwrap().contains("<NextMarker></NextMarker>"));
    server.stop().await;
}

#[tokio::test]
async fn the_service_suffers_like_the_others_and_is_recorded_without_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    for (call, effect) in [(1, Effect::StatusWithHint(503, 1)), (2, Effect::Late(30))] {
        server.plan(Fault {
            operation: "PUT /practiceaccount/**".into(),
            call,
            effect,
        });
    }
    let put = || {
        zone.call(Method::PUT, "/a.csv", "")
            .header("x-ms-blob-type", "BlockBlob")
            .header("content-type", "application/json")
            .body("{\"email\":\"noor@example.nl\"}")
    };
    let busy = put().send().await.unwrap();
    assert_eq!(
        (
            busy.status(),
            &busy.headers()["x-ms-error-code"],
            &busy.headers()["retry-after"]
        ),
        (
            StatusCode::SERVICE_UNAVAILABLE,
            &"ServerBusy".parse().unwrap(),
            &"1".parse().unwrap()
        )
    );
    assert_eq!(read(put()).await.0, StatusCode::CREATED);
    assert_eq!(read(zone.call(Method::GET, "/a.csv", "")).await.0, StatusCode::OK);
    let kept = server.exchanges();
    assert!(
        kept.iter()
            .any(|e| e.method == "PUT" && e.path == "/practiceaccount/dlz-user-container/a.csv" && e.status == 201)
    );
    assert!(
        !serde_json::to_string(&kept).unwrap().contains("noor@"),
        "files are never kept"
    );
    end(server).await;
}
