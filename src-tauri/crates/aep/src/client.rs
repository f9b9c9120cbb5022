//! The client: one connection to the platform in one sandbox. Clones share the token, the connections and the limits.

use crate::bandwidth::Bandwidth;
use crate::error::Error;
use crate::ims::Tokens;
use crate::{Credentials, FlowSpecId, Hosts, Retry, SandboxName};
use reqwest::header::HeaderValue;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Shoppers in one lookup, until the platform refuses so many: the reference names no limit.
const MOST_AT_ONCE: usize = 100;

/// Calls Experience Platform. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) sandbox: SandboxName,
    pub(crate) retry: Retry,
    on_pause: Option<Arc<OnPause>>,
}

type OnPause = dyn Fn(Pause) + Send + Sync;

/// What all clones have in common.
pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) hosts: Hosts,
    pub(crate) credentials: Credentials,
    pub(crate) api_key: HeaderValue,
    pub(crate) org: HeaderValue,
    pub(crate) tokens: Tokens,
    pub(crate) limits: Limits,
    pub(crate) bandwidth: Arc<Bandwidth>,
    /// Ids of kinds of flows, by name: they never change.
    pub(crate) flow_specs: Mutex<BTreeMap<String, FlowSpecId>>,
    /// So many shoppers are looked up in one call, as far as that is known.
    pub(crate) bulk: AtomicUsize,
    /// The platform does not look fragments up.
    pub(crate) no_fragments: AtomicBool,
}

/// How long and how much a single attempt may take (reliability R11). Tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// To a connection: 10 s.
    pub connect: Duration,
    /// One whole call with a JSON answer: 60 s.
    pub call: Duration,
    /// Without any progress of a file, in either direction: 60 s. A slow file that moves is never cut.
    pub stall: Duration,
    /// From the last byte of an upload to its answer: 120 s.
    pub answer: Duration,
    /// The largest answer that is read, in bytes: 4 MiB.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            call: Duration::from_secs(60),
            stall: Duration::from_secs(60),
            answer: Duration::from_secs(120),
            body: 4 << 20,
        }
    }
}

/// A wait before the next attempt, for a countdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// How long.
    pub wait: Duration,
    /// The platform's status that led to it; `None` when no answer came.
    pub status: Option<u16>,
}

impl Client {
    /// A client for a sandbox. Opens no connection.
    ///
    /// Fails with [`Error::Setup`] when a credential holds characters that no header may have.
    pub fn new(hosts: Hosts, credentials: Credentials, sandbox: SandboxName, retry: Retry) -> Result<Self, Error> {
        Self::with_limits(hosts, credentials, sandbox, retry, Limits::default())
    }

    /// As [`Client::new`], with other limits.
    pub fn with_limits(
        hosts: Hosts,
        credentials: Credentials,
        sandbox: SandboxName,
        retry: Retry,
        limits: Limits,
    ) -> Result<Self, Error> {
        let shared = Shared {
            http: http_client(&hosts, limits)?,
            api_key: header(&credentials.client_id, "client id")?,
            org: header(&credentials.org_id, "organisation id")?,
            tokens: Tokens::default(),
            hosts,
            credentials,
            limits,
            bandwidth: Arc::default(),
            flow_specs: Mutex::default(),
            bulk: AtomicUsize::new(MOST_AT_ONCE),
            no_fragments: AtomicBool::new(false),
        };
        Ok(Self {
            shared: Arc::new(shared),
            sandbox,
            retry,
            on_pause: None,
        })
    }

    /// The same connection in another sandbox.
    pub fn in_sandbox(&self, sandbox: SandboxName) -> Self {
        Self {
            sandbox,
            ..self.clone()
        }
    }

    /// The same connection with another patience.
    pub fn with_retry(&self, retry: Retry) -> Self {
        Self { retry, ..self.clone() }
    }

    /// The same connection, telling `notice` of every wait before it begins.
    pub fn on_pause(&self, notice: impl Fn(Pause) + Send + Sync + 'static) -> Self {
        Self {
            on_pause: Some(Arc::new(notice)),
            ..self.clone()
        }
    }

    /// From now on all uploads of this connection and its clones together send at most so many bytes in a second (1,024
    /// at least); none, or zero, lifts the limit. Uploads under way follow from their next chunk on.
    pub fn limit_bandwidth(&self, bytes_per_second: Option<u64>) {
        self.shared.bandwidth.set(bytes_per_second);
    }

    /// The sandbox of the calls.
    pub fn sandbox(&self) -> &SandboxName {
        &self.sandbox
    }

    /// Where the calls go.
    pub fn hosts(&self) -> &Hosts {
        &self.shared.hosts
    }

    pub(crate) fn tell(&self, pause: Pause) {
        if let Some(notice) = &self.on_pause {
            notice(pause);
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("hosts", &self.shared.hosts)
            .field("sandbox", &self.sandbox)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

/// No redirects (a 307 would send the body, and `x-api-key`, to wherever it points), no repeats of its own, no total or
/// read timeout (both would cut an upload that moves).
fn http_client(hosts: &Hosts, limits: Limits) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("profile-courier/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(limits.connect)
        .https_only(!hosts.is_practice());
    if hosts.is_practice() {
        // A name server or a proxy must not be able to move "this machine".
        let here = [
            SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            SocketAddr::from((Ipv6Addr::LOCALHOST, 0)),
        ];
        builder = builder.no_proxy().resolve_to_addrs("localhost", &here);
    }
    builder.build().map_err(|source| Error::Setup {
        what: "secure connections",
        source: Some(source.without_url()),
    })
}

fn header(text: &str, what: &'static str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text.trim()).map_err(|_| Error::Setup { what, source: None })?;
    value.set_sensitive(true);
    Ok(value)
}
