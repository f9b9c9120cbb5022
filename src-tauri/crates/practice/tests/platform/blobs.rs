//! The blob service, call by call.

use crate::desk::{end, read, server};
use crate::zone::{Zone, code};
use practice::{Effect, Fault};
use reqwest::{Method, StatusCode};
use serde_json::json;

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
    std::fs::write(dir.path().join("landing/half"), "what was being sent").unwrap();

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
        code(&zone.commit("/b.csv", &vec!["QQ=="; 50_001]).await.1),
        "BlockListTooLong"
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
