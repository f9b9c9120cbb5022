//! A small HTTP server that misbehaves as told: what the practice platform, being a good platform, cannot do.
//!
//! Written against the protocol, not with our client's library. Tokens are handed out by itself and counted apart.

use aep::{Client, Credentials, Hosts, Limits, Retry, SandboxName};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const SECRET: &str = "canary-secret-7f3a";

/// A request as it came in.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// With the query.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What the server does next.
pub(crate) enum Act {
    /// Writes this, then keeps the connection.
    Answer(Vec<u8>),
    /// Writes this, then closes.
    Last(Vec<u8>),
    /// Never answers.
    Hang,
    /// Closes without a word.
    Drop,
}

/// How a request's body is taken.
#[derive(Clone, Copy)]
pub(crate) enum Intake {
    Whole,
    /// Not at all, and no answer either.
    Never,
    /// Not at all; the answer comes at once.
    Unread,
    /// This many bytes, then a rest.
    Slow(usize, Duration),
}

type Script = dyn FnMut(&Seen, usize) -> Act + Send;

pub(crate) struct Wire {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    sign_ins: Arc<Mutex<Vec<Seen>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Wire {
    /// Answers platform calls by `script`, which gets the request and its number from 0.
    pub(crate) async fn start(script: impl FnMut(&Seen, usize) -> Act + Send + 'static) -> Self {
        Self::with(|_, n| token(n, 86_399), Intake::Whole, script).await
    }

    pub(crate) async fn with(
        tokens: impl FnMut(&Seen, usize) -> Act + Send + 'static,
        intake: Intake,
        script: impl FnMut(&Seen, usize) -> Act + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, sign_ins) = (Arc::default(), Arc::default());
        let shared = Shared {
            tokens: Arc::new(Mutex::new(tokens)),
            script: Arc::new(Mutex::new(script)),
            seen: Arc::clone(&seen),
            sign_ins: Arc::clone(&sign_ins),
            intake,
        };
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, shared.clone()));
            }
        });
        Self {
            url,
            seen,
            sign_ins,
            task,
        }
    }

    /// Platform calls so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Those of them that are more than reading.
    pub(crate) fn changes(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.method != "GET").collect()
    }

    /// Token calls so far.
    pub(crate) fn sign_ins(&self) -> Vec<Seen> {
        self.sign_ins.lock().unwrap().clone()
    }

    /// A client with short waits.
    pub(crate) fn client(&self) -> Client {
        self.client_with(QUICK, Limits::default())
    }

    pub(crate) fn client_with(&self, retry: Retry, limits: Limits) -> Client {
        client(&self.url, retry, limits)
    }
}

/// Some attempts within a fifth of a second.
pub(crate) const QUICK: Retry = Retry {
    base: Duration::from_millis(1),
    longest: Duration::from_millis(8),
    budget: Duration::from_millis(200),
};

pub(crate) fn client(url: &str, retry: Retry, limits: Limits) -> Client {
    let credentials = Credentials {
        client_id: "client".into(),
        client_secret: SECRET.into(),
        org_id: "5C13@AdobeOrg".into(),
        scopes: "openid, AdobeID".into(),
    };
    let sandbox = SandboxName::parse("prod").unwrap();
    Client::with_limits(Hosts::practice(url).unwrap(), credentials, sandbox, retry, limits).unwrap()
}

#[derive(Clone)]
struct Shared {
    tokens: Arc<Mutex<Script>>,
    script: Arc<Mutex<Script>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    sign_ins: Arc<Mutex<Vec<Seen>>>,
    intake: Intake,
}

async fn serve(mut stream: TcpStream, shared: Shared) {
    while let Some(seen) = request(&mut stream, shared.intake).await {
        let act = if seen.target == "/ims/token/v3" {
            act(&shared.tokens, &shared.sign_ins, seen)
        } else {
            act(&shared.script, &shared.seen, seen)
        };
        match act {
            Act::Answer(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Act::Last(bytes) => {
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Act::Hang => std::future::pending().await,
            Act::Drop => return,
        }
    }
}

fn act(script: &Mutex<Script>, log: &Mutex<Vec<Seen>>, seen: Seen) -> Act {
    let number = {
        let mut log = log.lock().unwrap();
        log.push(seen.clone());
        log.len() - 1
    };
    script.lock().unwrap()(&seen, number)
}

async fn request(stream: &mut TcpStream, intake: Intake) -> Option<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut seen = Seen {
        method,
        target,
        headers,
        body: Vec::new(),
    };
    assert_eq!(
        seen.header("transfer-encoding"),
        None,
        "the gateway wants to know the length"
    );
    let length: usize = seen
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    match intake {
        _ if seen.target == "/ims/token/v3" => seen.body = take(stream, length).await?,
        Intake::Whole => seen.body = take(stream, length).await?,
        Intake::Never if length > 0 => std::future::pending().await,
        Intake::Never | Intake::Unread => {}
        Intake::Slow(bytes, rest) => {
            while seen.body.len() < length {
                let next = bytes.min(length - seen.body.len());
                seen.body.extend(take(stream, next).await?);
                tokio::time::sleep(rest).await;
            }
        }
    }
    Some(seen)
}

async fn take(stream: &mut TcpStream, length: usize) -> Option<Vec<u8>> {
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(body)
}

/// An answer with a body and headers of choice, each `name: value`.
pub(crate) fn answer(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Act {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status} Whatever\r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    Act::Answer([head.as_bytes(), body].concat())
}

pub(crate) fn json(status: u16, body: &str) -> Act {
    answer(status, &["content-type: application/json", "x-request-id: req-1"], body)
}

pub(crate) fn html(status: u16) -> Act {
    answer(
        status,
        &["content-type: text/html; charset=utf-8"],
        "<html>Sign in to the café's network</html>",
    )
}

/// The n-th token, with a life.
pub(crate) fn token(n: usize, expires_in: u64) -> Act {
    json(
        200,
        &format!(r#"{{"access_token":"token-{n}","token_type":"bearer","expires_in":{expires_in}}}"#),
    )
}

/// A batch as the import service answers.
pub(crate) fn opened() -> Act {
    json(201, r#"{"id":"01EQ1C48TR4GD4FE7NH2522TCQ","status":"loading"}"#)
}
