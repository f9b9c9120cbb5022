//! The token: asked for once, renewed in time, and never seen where it does not belong.

use crate::server::{Act, Intake, QUICK, SECRET, Seen, Wire, answer, html, json, token};
use aep::{CancellationToken, Error, Limits, NoAnswer, Retry};
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TENANT: &str = r#"{"tenantId":"courier"}"#;

/// Moves the runtime's clock without waiting.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

fn bearer(seen: &Seen) -> &str {
    seen.header("authorization").unwrap()
}

#[tokio::test]
async fn the_secret_goes_into_the_body_of_the_token_call_and_nowhere_else() {
    let wire = Wire::start(|_, _| json(200, TENANT)).await;
    wire.client().tenant(&CancellationToken::new()).await.unwrap();
    let [sign_in] = wire.sign_ins().try_into().unwrap();
    assert_eq!(
        (sign_in.method.as_str(), sign_in.target.as_str()),
        ("POST", "/ims/token/v3")
    );
    assert_eq!(
        sign_in.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        String::from_utf8(sign_in.body.clone()).unwrap(),
        format!("grant_type=client_credentials&client_id=client&client_secret={SECRET}&scope=openid%2CAdobeID")
    );
    assert!(!format!("{:?}", sign_in.headers).contains(SECRET));
    let [call] = wire.seen().try_into().unwrap();
    assert!(!format!("{call:?}").contains(SECRET));
    for (header, value) in [
        ("authorization", "Bearer token-0"),
        ("x-api-key", "client"),
        ("x-gw-ims-org-id", "5C13@AdobeOrg"),
        ("x-sandbox-name", "prod"),
        ("accept", "application/json"),
    ] {
        assert_eq!(call.header(header), Some(value));
    }
}

#[tokio::test]
async fn many_calls_at_once_share_one_sign_in() {
    let wire = Wire::start(|_, _| json(200, TENANT)).await;
    let client = wire.client();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { client.tenant(&CancellationToken::new()).await.map(drop) });
    }
    assert!(calls.join_all().await.into_iter().all(|call| call.is_ok()));
    assert_eq!((wire.sign_ins().len(), wire.seen().len()), (1, 20));
}

#[tokio::test]
async fn many_calls_refused_with_one_token_ask_for_one_new_one() {
    let wire = Wire::start(|seen, _| {
        if bearer(seen) == "Bearer token-0" {
            json(401, r#"{"error_code":"401013"}"#)
        } else {
            json(200, TENANT)
        }
    })
    .await;
    let client = wire.client();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { client.tenant(&CancellationToken::new()).await.map(drop) });
    }
    assert!(calls.join_all().await.into_iter().all(|call| call.is_ok()));
    assert_eq!(wire.sign_ins().len(), 2);
}

#[tokio::test]
async fn a_token_that_is_refused_is_replaced_once() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|_, n| if n == 0 { json(401, "{}") } else { json(200, TENANT) }).await;
    wire.client().tenant(&cancel).await.unwrap();
    let tokens: Vec<String> = wire.seen().iter().map(|call| bearer(call).to_owned()).collect();
    assert_eq!(tokens, ["Bearer token-0", "Bearer token-1"]);

    let wire = Wire::start(|_, _| json(401, r#"{"error_code":"401013","message":"Oauth token is not valid"}"#)).await;
    let error = wire.client().tenant(&cancel).await.unwrap_err();
    assert!(
        matches!(&error, Error::Unauthorized(refusal) if refusal.code.as_deref() == Some("401013")),
        "{error:?}"
    );
    assert_eq!(
        (wire.seen().len(), wire.sign_ins().len()),
        (2, 2),
        "a second refusal is final"
    );
}

#[tokio::test]
async fn a_token_is_renewed_at_four_fifths_of_its_life() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|_, _| json(200, TENANT)).await;
    let client = wire.client();
    client.tenant(&cancel).await.unwrap();
    pass(Duration::from_secs(69_000)).await;
    client.tenant(&cancel).await.unwrap();
    assert_eq!(
        wire.sign_ins().len(),
        1,
        "69,000 of 86,399 seconds are not yet four fifths"
    );
    pass(Duration::from_secs(200)).await;
    client.tenant(&cancel).await.unwrap();
    assert_eq!(wire.sign_ins().len(), 2);
}

#[tokio::test]
async fn a_life_in_milliseconds_is_not_taken_for_seconds() {
    let cancel = CancellationToken::new();
    let wire = Wire::with(|_, n| token(n, 86_399_992), Intake::Whole, |_, _| json(200, TENANT)).await;
    let client = wire.client();
    client.tenant(&cancel).await.unwrap();
    pass(Duration::from_secs(70_000)).await;
    client.tenant(&cancel).await.unwrap();
    assert_eq!(wire.sign_ins().len(), 2);
}

#[tokio::test]
async fn while_the_old_token_lives_a_failed_renewal_stops_nobody() {
    let cancel = CancellationToken::new();
    let tokens = |_: &Seen, n| if n == 0 { token(0, 1000) } else { json(503, "{}") };
    let wire = Wire::with(tokens, Intake::Whole, |_, _| json(200, TENANT)).await;
    let client = wire.client();
    client.tenant(&cancel).await.unwrap();
    pass(Duration::from_secs(850)).await;
    client.tenant(&cancel).await.unwrap();
    client.tenant(&cancel).await.unwrap();
    assert_eq!(wire.sign_ins().len(), 2, "asked once, then not again for half a minute");
    pass(Duration::from_secs(200)).await;
    assert!(client.tenant(&cancel).await.is_err(), "expired for good");
}

#[tokio::test]
async fn a_token_of_two_seconds_serves_a_whole_run() {
    let wire = Wire::with(
        |_, n| token(n, 2),
        Intake::Whole,
        |_, n| {
            // Every third call meets a gateway that already thinks the token expired.
            if n % 3 == 0 { json(401, "{}") } else { json(200, TENANT) }
        },
    )
    .await;
    let client = wire.client();
    for _ in 0..12 {
        client.tenant(&CancellationToken::new()).await.unwrap();
    }
}

#[tokio::test]
async fn a_refused_secret_is_asked_once_and_not_repeated() {
    let cancel = CancellationToken::new();
    for (status, body) in [
        (400, r#"{"error":"invalid_client","error_description":"no client"}"#),
        (401, r#"{"error":"invalid_client","error_description":"no client"}"#),
        (400, r#"{"error":"invalid_scope"}"#),
        (403, r#"{"error":"unauthorized_client"}"#),
    ] {
        let wire = Wire::with(move |_, _| json(status, body), Intake::Whole, |_, _| json(200, TENANT)).await;
        let error = wire.client().tenant(&cancel).await.unwrap_err();
        assert!(matches!(error, Error::Unauthorized(_)), "{error:?}");
        assert_eq!((wire.sign_ins().len(), wire.seen().len()), (1, 0));
    }
}

#[tokio::test]
async fn a_busy_sign_in_is_asked_again() {
    let cancel = CancellationToken::new();
    let tokens = |_: &Seen, n| match n {
        0 => json(503, "{}"),
        1 => answer(429, &["retry-after: 0"], "{}"),
        2 => Act::Drop,
        n => token(n, 86_399),
    };
    let wire = Wire::with(tokens, Intake::Whole, |_, _| json(200, TENANT)).await;
    wire.client().sign_in(&cancel).await.unwrap();
    assert_eq!(wire.sign_ins().len(), 4);
}

#[tokio::test]
async fn a_sign_in_that_is_no_token_is_an_odd_answer() {
    for act in [
        || html(200),
        || json(200, "{}"),
        || json(200, r#"{"access_token":"a\nb"}"#),
        || json(200, "[]"),
    ] {
        let wire = Wire::with(move |_, _| act(), Intake::Whole, |_, _| json(200, TENANT)).await;
        let error = wire.client().sign_in(&CancellationToken::new()).await.unwrap_err();
        assert!(matches!(error, Error::Answer { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn cancelling_one_call_leaves_the_others_sign_in_alone() {
    let wire = Wire::with(
        |_, n| if n == 0 { Act::Hang } else { token(n, 86_399) },
        Intake::Whole,
        |_, _| json(200, TENANT),
    )
    .await;
    let (client, cancel) = (wire.client(), CancellationToken::new());
    let first = tokio::spawn({
        let (client, cancel) = (client.clone(), cancel.clone());
        async move { client.tenant(&cancel).await }
    });
    while wire.sign_ins().is_empty() {
        tokio::task::yield_now().await;
    }
    let second = tokio::spawn(async move { client.tenant(&CancellationToken::new()).await });
    cancel.cancel();
    assert!(matches!(first.await.unwrap(), Err(Error::Cancelled)));
    assert!(second.await.unwrap().is_ok());
}

/// Everything that our own code logs, at any level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_log_nor_error_shows_a_secret_a_token_or_a_shopper() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // For all tests of this program: one for this test alone is not heard where another thread met the call first.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let cancel = CancellationToken::new();
    let echo = format!(r#"{{"error":"invalid_client","error_description":"{SECRET} of canary.shopper@example.com"}}"#);
    let leaky = move |seen: &Seen, n: usize| match n {
        0 => json(503, r#"{"message":"canary.shopper@example.com"}"#),
        1 => Act::Drop,
        _ => json(
            422,
            &format!(
                r#"{{"message":"{} canary.shopper@example.com 0612345678"}}"#,
                seen.target
            ),
        ),
    };
    let token = || {
        json(
            200,
            r#"{"access_token":"eyJhbGciOiJIUzI1NiJ9.canary-token","expires_in":86399}"#,
        )
    };
    let wire = Wire::with(
        move |_, n| if n == 0 { token() } else { json(400, &echo) },
        Intake::Whole,
        leaky,
    )
    .await;
    let client = wire.client();
    let mut shown = vec![format!("{client:?}")];
    for error in [
        client
            .profile("Email", "canary.shopper@example.com", &cancel)
            .await
            .unwrap_err(),
        wire.client().sign_in(&cancel).await.unwrap_err(),
        gone_error(&cancel).await,
    ] {
        shown.push(format!("{error} {error:?}"));
        let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&error);
        while let Some(source) = cause {
            shown.push(format!("{source} {source:?}"));
            cause = source.source();
        }
    }
    shown.push(crate::container::shown_of_every_call().await);
    let shown = shown.join("\n");
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        logged.contains("profile") && logged.contains("put_block") && shown.contains("<e-mail>"),
        "the test sees what is logged and shown: {logged}"
    );
    for text in [&logged, &shown] {
        for canary in [
            SECRET,
            "canary-token",
            "canary.shopper",
            "canary%2Eshopper",
            "0612345678",
            "canary%2Fsig",
            "canary/sig",
        ] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
    }
}

async fn gone_error(cancel: &CancellationToken) -> Error {
    // Sign-in works, then the platform hangs up on every call.
    let wire = Wire::start(|_, _| Act::Drop).await;
    let client = wire.client_with(Retry::NEVER, Limits::default());
    let error = client
        .profile("Email", "canary.shopper@example.com", cancel)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unreachable(NoAnswer::Broken(_))));
    error
}

#[tokio::test]
async fn another_sandbox_is_another_header_on_the_same_token() {
    let wire = Wire::start(|_, _| json(200, TENANT)).await;
    let client = wire.client_with(QUICK, Limits::default());
    let cancel = CancellationToken::new();
    client.tenant(&cancel).await.unwrap();
    client
        .in_sandbox(aep::SandboxName::parse("dev-1").unwrap())
        .tenant(&cancel)
        .await
        .unwrap();
    let sandboxes: Vec<_> = wire
        .seen()
        .iter()
        .map(|call| call.header("x-sandbox-name").unwrap().to_owned())
        .collect();
    assert_eq!(sandboxes, ["prod", "dev-1"]);
    assert_eq!(wire.sign_ins().len(), 1);
}
