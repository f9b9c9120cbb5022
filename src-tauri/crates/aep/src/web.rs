//! Two calls to addresses that the user chose: a file that is fetched, and a signed notice. Neither ever carries a
//! credential of the platform, and neither goes to the platform's hosts' client: these are other people's servers.

use crate::CancellationToken;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use sha2::Sha256;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// For so long no byte may come before a fetch gives up.
const STALL: Duration = Duration::from_secs(60);
/// Somebody else's server may take so long to hear a notice.
const CALL: Duration = Duration::from_secs(15);
/// File servers send people on to where a file is.
const HOPS: usize = 5;

/// Why an address did not do.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// Not `https://`, or with a password in it.
    #[error("the address cannot be used")]
    Address,
    /// No connection, or it broke.
    #[error("the address does not answer")]
    Unreachable(#[source] reqwest::Error),
    /// Nothing came for a minute.
    #[error("the address stopped sending")]
    Stalled,
    /// More came than is taken, or for longer.
    #[error("the address did not stop sending")]
    Endless,
    /// Another answer than success.
    #[error("the address answered {0}")]
    Status(StatusCode),
    /// What came could not be taken.
    #[error("what came could not be kept")]
    Taken(#[source] std::io::Error),
    /// Cancelled.
    #[error("cancelled")]
    Cancelled,
}

/// Whether an address can be used: HTTPS, or plain HTTP on this very computer; no user and no password in it, which
/// would be kept and shown.
pub fn is_usable(address: &str) -> bool {
    parse(address).is_some()
}

fn parse(address: &str) -> Option<Url> {
    let url = Url::parse(address.trim()).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.host().is_some();
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here(&url));
    (is_plain && is_safe).then_some(url)
}

fn is_here(url: &Url) -> bool {
    matches!(url.host_str(), Some("127.0.0.1" | "[::1]"))
}

/// The last part of an address's path, as a proposal for a file's name.
pub fn file_name(address: &str) -> Option<String> {
    let url = parse(address)?;
    let last = url
        .path_segments()?
        .next_back()
        .filter(|name| !name.is_empty())?
        .to_owned();
    Some(last)
}

/// How much is taken of an address, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Bytes in all.
    pub bytes: u64,
    /// From the first try to the last byte.
    pub time: Duration,
}

/// Fetches a file; its bytes are handed on as they come.
pub async fn fetch(
    address: &str,
    most: Most,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
    cancel: &CancellationToken,
) -> Result<(), WebError> {
    let url = parse(address).ok_or(WebError::Address)?;
    let client = client(&url)?;
    let whole = async {
        let mut answer = tokio::time::timeout(STALL, client.get(url).send())
            .await
            .map_err(|_| WebError::Stalled)?
            .map_err(unreachable)?;
        if !answer.status().is_success() {
            return Err(WebError::Status(answer.status()));
        }
        if answer.content_length().is_some_and(|length| length > most.bytes) {
            return Err(WebError::Endless);
        }
        let mut taken = 0;
        while let Some(chunk) = tokio::time::timeout(STALL, answer.chunk())
            .await
            .map_err(|_| WebError::Stalled)?
            .map_err(unreachable)?
        {
            taken += chunk.len() as u64;
            if taken > most.bytes {
                return Err(WebError::Endless);
            }
            take(&chunk).map_err(WebError::Taken)?;
        }
        Ok(())
    };
    tokio::select! {
        done = tokio::time::timeout(most.time, whole) => done.unwrap_or(Err(WebError::Endless)),
        () = cancel.cancelled() => Err(WebError::Cancelled),
    }
}

/// Sends a notice, signed so that its receiver can tell who it is from and that it is new: the header `X-Courier-Signature`
/// is `t=SECONDS,v1=HEX`, with HMAC-SHA-256 over `SECONDS.BODY`.
pub async fn call(address: &str, key: &[u8], body: Vec<u8>) -> Result<(), WebError> {
    let url = parse(address).ok_or(WebError::Address)?;
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let answer = client(&url)?
        .post(url)
        .header("Content-Type", "application/json")
        .header("X-Courier-Signature", signature(key, seconds, &body))
        .timeout(CALL)
        .body(body)
        .send()
        .await
        .map_err(unreachable)?;
    if answer.status().is_success() {
        Ok(())
    } else {
        Err(WebError::Status(answer.status()))
    }
}

fn signature(key: &[u8], seconds: u64, body: &[u8]) -> String {
    // HMAC takes keys of any length: the error cannot come.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    format!("t={seconds},v1={}", hex::encode(mac.finalize().into_bytes()))
}

fn client(url: &Url) -> Result<Client, WebError> {
    let is_here = is_here(url);
    let builder = Client::builder()
        .user_agent(concat!("profile-courier/", env!("CARGO_PKG_VERSION")))
        .redirect(if is_here { Policy::none() } else { Policy::limited(HOPS) })
        .referer(false)
        .connect_timeout(Duration::from_secs(10))
        .https_only(!is_here);
    let builder = if is_here { builder.no_proxy() } else { builder };
    builder.build().map_err(unreachable)
}

/// The address may hold a key of its own; it stays out of errors.
fn unreachable(error: reqwest::Error) -> WebError {
    WebError::Unreachable(error.without_url())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    #[test]
    fn only_safe_addresses_are_used() {
        for good in [
            "https://shop.example/export.csv",
            "http://127.0.0.1:8080/a",
            "https://shop.example:8443/a?b=c",
        ] {
            assert!(is_usable(good), "{good}");
        }
        for bad in [
            "",
            "http://shop.example/a",
            "ftp://shop.example/a",
            "https://me:pw@shop.example/a",
            "file:///etc/passwd",
            "http://localhost.evil.example/",
            "https://",
        ] {
            assert!(!is_usable(bad), "{bad}");
        }
        assert_eq!(
            file_name("https://shop.example/x/export.csv?key=1").as_deref(),
            Some("export.csv")
        );
        assert_eq!(file_name("https://shop.example/"), None);
    }

    #[test]
    fn a_notice_is_signed_over_time_and_body() {
        // Computed with: printf '1700000000.{}' | openssl dgst -sha256 -hmac key
        let expected = "9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae";
        assert_eq!(
            signature(b"key", 1_700_000_000, b"{}"),
            format!("t=1700000000,v1={expected}")
        );
    }

    const MOST: Most = Most {
        bytes: 500,
        time: Duration::from_secs(60),
    };

    /// Sends a byte every now and then, for as long as somebody takes it.
    fn drip(head: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/export.csv", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 4096];
            drop(stream.read(&mut asked));
            drop(stream.write_all(head));
            while stream.write_all(b"a").is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        address
    }

    #[tokio::test]
    async fn an_address_that_does_not_stop_is_left() {
        let (never, small) = (CancellationToken::new(), Most { bytes: 20, ..MOST });
        let short = Most {
            time: Duration::from_millis(300),
            ..MOST
        };
        let endless: &[u8] = b"HTTP/1.1 200 OK\r\n\r\n";
        let declared: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n";
        for (head, most) in [(endless, small), (declared, small), (endless, short)] {
            let mut taken = 0;
            let left = fetch(
                &drip(head),
                most,
                |bytes| {
                    taken += bytes.len();
                    Ok(())
                },
                &never,
            )
            .await;
            assert!(matches!(left, Err(WebError::Endless)), "{left:?}");
            assert!(taken as u64 <= most.bytes);
        }
    }

    /// Answers one request with these bytes and returns what was asked.
    fn serve(answer: &'static [u8]) -> (String, std::thread::JoinHandle<Vec<u8>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/export.csv", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = vec![0; 4096];
            let n = stream.read(&mut asked).unwrap();
            asked.truncate(n);
            stream.write_all(answer).unwrap();
            asked
        });
        (address, served)
    }

    #[tokio::test]
    async fn a_file_is_fetched_and_another_answer_is_an_error() {
        let never = CancellationToken::new();
        let mut got = Vec::new();
        let (address, served) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nemail");
        fetch(
            &address,
            MOST,
            |chunk| {
                got.extend_from_slice(chunk);
                Ok(())
            },
            &never,
        )
        .await
        .unwrap();
        assert_eq!(got, b"email");
        let asked = String::from_utf8(served.join().unwrap()).unwrap();
        assert!(!asked.to_lowercase().contains("authorization"), "{asked}");
        let (address, served) = serve(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
        let missing = fetch(&address, MOST, |_| Ok(()), &never).await;
        assert!(matches!(missing, Err(WebError::Status(StatusCode::NOT_FOUND))));
        served.join().unwrap();
        // Half a file is none.
        let (address, served) = serve(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nemail");
        assert!(matches!(
            fetch(&address, MOST, |_| Ok(()), &never).await,
            Err(WebError::Unreachable(_))
        ));
        served.join().unwrap();
        // Nor is one behind a redirect from this computer to elsewhere.
        let (address, served) =
            serve(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n");
        assert!(matches!(
            fetch(&address, MOST, |_| Ok(()), &never).await,
            Err(WebError::Status(_))
        ));
        served.join().unwrap();
    }
}
