//! A server whose certificate nobody vouches for hears nothing: no secret, not one byte.

use crate::server::{QUICK, SECRET, client};
use aep::{CancellationToken, Error, Limits, NoAnswer, Retry};
use rcgen::{CertificateParams, KeyPair};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// What a server saw after its handshakes.
#[derive(Clone, Default)]
struct Heard {
    bytes: Arc<Mutex<Vec<u8>>>,
    connections: Arc<Mutex<usize>>,
}

struct Server {
    port: u16,
    certificate: CertificateDer<'static>,
    heard: Heard,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(params: CertificateParams) -> Server {
    let key = KeyPair::generate().unwrap();
    let certificate: CertificateDer<'static> = params.self_signed(&key).unwrap().into();
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (port, heard) = (listener.local_addr().unwrap().port(), Heard::default());
    let log = heard.clone();
    let task = tokio::spawn(async move {
        let mut connections = tokio::task::JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            *log.connections.lock().unwrap() += 1;
            let (acceptor, log) = (acceptor.clone(), log.clone());
            connections.spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let mut byte = [0];
                while stream.read_exact(&mut byte).await.is_ok() {
                    log.bytes.lock().unwrap().push(byte[0]);
                }
            });
        }
    });
    Server {
        port,
        certificate,
        heard,
        task,
    }
}

fn params(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_owned()]).unwrap()
}

fn expired() -> CertificateParams {
    let mut params = params("localhost");
    params.not_before = rcgen::date_time_ymd(2019, 1, 1);
    params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    params
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_hears_nothing() {
    for params in [params("localhost"), params("elsewhere.example"), expired()] {
        let server = serve(params).await;
        for retry in [Retry::NEVER, QUICK] {
            let client = client(&format!("https://localhost:{}", server.port), retry, Limits::default());
            let error = client.sign_in(&CancellationToken::new()).await.unwrap_err();
            assert!(
                matches!(&error, Error::Unreachable(NoAnswer::Untrusted(_))),
                "{error:?}"
            );
            assert!(error.left_no_trace());
        }
        assert!(*server.heard.connections.lock().unwrap() >= 2, "it was asked");
        assert!(server.heard.bytes.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn the_same_server_hears_everything_from_whoever_trusts_it() {
    let server = serve(params("localhost")).await;
    let mut roots = RootCertStore::empty();
    roots.add(server.certificate.clone()).unwrap();
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(("127.0.0.1", server.port)).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let mut stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .unwrap();
    stream.write_all(SECRET.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
    let heard = || String::from_utf8(server.heard.bytes.lock().unwrap().clone()).unwrap();
    while heard().len() < SECRET.len() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(heard(), SECRET, "the other test would notice a secret");
}
