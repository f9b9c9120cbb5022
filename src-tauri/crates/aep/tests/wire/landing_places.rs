//! Where a landing zone may be: what the platform says of it, and Amazon's kind of it.

use crate::container::{BLOCK, ZONE, is_platform, name, refusal};
use crate::server::{Act, QUICK, Wire, answer, client, json};
use aep::{CancellationToken, Client, Landing, LandingAccess, LandingError, LandingUpload, Limits};

#[tokio::test]
async fn a_zone_elsewhere_is_refused_before_anything_is_sent() {
    let elsewhere = r#"{"containerName":"dlz-user-container","SASToken":"sig=canary","storageAccountName":"acme1","SASUri":"https://acme1.blob.core.windows.net/dlz-user-container?sig=canary","expiryDate":"2024-01-06"}"#;
    let wire = Wire::start(move |_, _| json(200, elsewhere)).await;
    let error = wire
        .client()
        .landing_credentials(true, &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        matches!(error, LandingError::Elsewhere),
        "a practice platform cannot send us to Azure: {error:?}"
    );
    assert!(!format!("{error:?} {error}").contains("canary"));
    let [seen] = wire.seen().try_into().unwrap();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        (
            "POST",
            &*format!("{ZONE}/credentials?type=user_drop_zone&action=refresh")
        )
    );
}

#[tokio::test]
async fn the_zone_says_how_long_it_keeps_files() {
    for (answer, container, days) in [
        (
            r#"{"containerName":"dlz-user-container","containerTTL":"7"}"#,
            "dlz-user-container",
            7,
        ),
        (
            r#"{"dlzProvider":"Amazon S3","dlzPath":{"bucketName":"acme-dlz","dlzFolder":"dlz"},"dataTTL":{"timeUnit":"days","timeQuantity":5}}"#,
            "acme-dlz",
            5,
        ),
        (r#"{"containerName":"c"}"#, "c", 7),
    ] {
        let wire = Wire::start(move |_, _| json(200, answer)).await;
        let zone = wire.client().landing_zone(&CancellationToken::new()).await.unwrap();
        assert_eq!(
            (zone.container.as_str(), zone.keeps_for_days),
            (container, days),
            "{answer}"
        );
        assert_eq!(wire.seen()[0].target, format!("{ZONE}?type=user_drop_zone"));
    }
}

/// Parts of an upload, by S3's reference.
async fn amazon(lost: bool) -> (Wire, Client, LandingAccess) {
    let mut ended = false;
    let mut length = 0;
    let wire = Wire::start(move |seen, _| {
        if is_platform(seen) {
            return json(200, r#"{"dlzProvider":"Amazon S3","dlzPath":{"bucketName":"acme-dlz","dlzFolder":"dlz/user"},"region":"us-west-2",
                "credentials":{"awsAccessKeyId":"AKIA","awsSecretAccessKey":"canary","awsSessionToken":"token"}}"#);
        }
        let path = seen.target.split('?').next().unwrap();
        assert_eq!(path, "/acme-dlz/dlz/user/a.csv", "below the sandbox's folder");
        assert!(seen.header("authorization").is_some_and(|signed| signed.contains("AKIA/") && signed.contains("/us-west-2/s3/")));
        match (seen.method.as_str(), seen.target.contains("uploadId=")) {
            ("POST", false) => answer(200, &[], "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"),
            ("PUT", true) => {
                assert!(seen.header("x-amz-checksum-sha256").is_some(), "{:?}", seen.headers);
                length += seen.body.len();
                answer(200, &["etag: \"p\""], "")
            }
            ("POST", true) if ended => refusal(404, "NoSuchUpload"),
            ("POST", true) => {
                ended = true;
                if lost {
                    return Act::Drop;
                }
                answer(200, &[], "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>")
            }
            ("DELETE", true) => answer(204, &[], ""),
            ("HEAD", _) if ended => Act::Answer(format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nlast-modified: Tue, 25 Nov 2025 10:00:00 GMT\r\netag: \"e-2\"\r\n\r\n").into_bytes()),
            _ => answer(404, &[], ""),
        }
    })
    .await;
    let client = client(&wire.url, QUICK, Limits::default());
    let access = client
        .landing_credentials(false, &CancellationToken::new())
        .await
        .unwrap();
    (wire, client, access)
}

#[tokio::test]
async fn amazon_takes_parts_with_their_checksums_and_a_lost_end_is_looked_for() {
    for lost in [false, true] {
        let (wire, client, access) = amazon(lost).await;
        let landing = Landing::open(client, access).unwrap();
        let upload = LandingUpload::new(name("a.csv"));
        let cancel = CancellationToken::new();
        let landed = landing
            .put(&upload, vec![7; BLOCK + 3].as_slice(), |_| {}, &cancel)
            .await
            .unwrap();
        assert_eq!(
            (landed.name.as_str(), landed.bytes),
            ("a.csv", BLOCK as u64 + 3),
            "lost: {lost}"
        );
        assert!(
            !wire.seen().iter().any(|seen| seen.method == "DELETE"),
            "what was made is not given up"
        );
    }
    let (wire, client, access) = amazon(false).await;
    let empty = Landing::open(client, access)
        .unwrap()
        .put(
            &LandingUpload::new(name("a.csv")),
            &b""[..],
            |_| {},
            &CancellationToken::new(),
        )
        .await;
    assert!(matches!(empty, Err(LandingError::Empty)), "{empty:?}");
    assert_eq!(
        wire.seen().last().unwrap().method,
        "DELETE",
        "an upload that came to nothing is given up"
    );
}
