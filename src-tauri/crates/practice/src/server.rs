//! Starting, joining and ending a practice platform.

use crate::{
    access::{
        accounts::{self, Account, SCOPES, secret},
        token,
    },
    admin::{
        self, Exchange,
        key::{self, Key},
    },
    answer,
    faults::Fault,
    fill,
    flows::worker,
    home::{self, Home},
    import::life,
    landing::expire,
    options::{Endpoint, Error, Options},
    registry::library,
    routes, sandboxes,
    state::{Shared, State, remembered},
    wire::{Switch, Wires},
};
use serde_json::Value;
use std::{net::Ipv4Addr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::{sleep, timeout},
};

/// How long connections may take to end before they are dropped.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running practice platform of this process. Dropping it ends it as well.
#[derive(Debug)]
pub struct Server {
    state: Shared,
    tasks: Vec<JoinHandle<()>>,
}

impl Server {
    /// Locks the folder, fills it on first use and serves on loopback.
    ///
    /// # Errors
    /// [`Error::Busy`] when another process serves the folder; otherwise what the
    /// folder, the database or the port refused.
    pub async fn start(options: Options) -> Result<Self, Error> {
        if !(options.speed.is_finite() && options.speed > 0.0) {
            return Err(Error::Speed);
        }
        let home = Home::lock(&options.dir, options.reset)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let port = listener.local_addr()?.port();
        let db = home.connect()?;
        let bare = fill::is_bare(&db, options.bare)?;
        let endpoint = describe(&db, port, bare)?;
        accounts::seed(&db, &endpoint.org_id)?;
        let tenant = if bare { fill::BARE_TENANT } else { fill::TENANT };
        let library = library::load()?;
        home.publish(&endpoint)?;
        let key = Key::make(port)?;
        let state = State::new(home, db, options, endpoint, key, tenant.to_owned(), library);
        if !bare {
            fill::once(&state)?;
        }
        expire::tidy(&state)?;
        let state = Arc::new(state);
        let tasks = vec![
            tokio::spawn(serve(state.clone(), listener)),
            tokio::spawn(life::run(state.clone())),
            tokio::spawn(worker::run(state.clone())),
        ];
        Ok(Self { state, tasks })
    }

    /// How to reach it, secret included.
    pub fn endpoint(&self) -> &Endpoint {
        &self.state.endpoint
    }

    /// What requests below `/practice` bring as `x-practice-key`.
    pub fn key(&self) -> &str {
        self.state.key.value()
    }

    /// Every credential of the organisation, secrets included.
    ///
    /// # Errors
    /// What the database refused.
    pub fn accounts(&self) -> Result<Vec<Account>, Error> {
        accounts::all(&self.state.db())
    }

    /// Gives a credential its second secret; both are good until [`Server::drop_secret`].
    ///
    /// # Errors
    /// [`Error::NoAccount`] and [`Error::TwoSecrets`].
    pub fn add_secret(&self, account: &str) -> Result<String, Error> {
        accounts::add_secret(&self.state, account)
    }

    /// Takes the older of a credential's two secrets away.
    ///
    /// # Errors
    /// [`Error::NoAccount`] and [`Error::LastSecret`].
    pub fn drop_secret(&self, account: &str) -> Result<(), Error> {
        accounts::drop_secret(&self.state, account)
    }

    /// Every token that was granted expires now.
    ///
    /// # Errors
    /// What the database refused.
    pub fn expire_tokens(&self) -> Result<(), Error> {
        Ok(token::expire_all(&self.state)?)
    }

    /// Asks for one misfortune; several may wait.
    pub fn plan(&self, fault: Fault) {
        self.state.planned.add(fault);
    }

    /// The misfortunes that have not come yet.
    pub fn planned(&self) -> Vec<Fault> {
        self.state.planned.left()
    }

    /// The batch that is created next stays at this status word, or ends with it.
    ///
    /// # Errors
    /// [`Error::Status`] when no batch can have it.
    pub fn next_batch(&self, status: &str) -> Result<(), Error> {
        admin::plan_batch(&self.state, status)
    }

    /// A batch has this status from now on.
    ///
    /// # Errors
    /// [`Error::Status`] and [`Error::NoBatch`].
    pub fn set_batch(&self, id: &str, status: &str) -> Result<(), Error> {
        admin::put_batch(&self.state, id, status)
    }

    /// What a batch put into the dataset, record by record.
    ///
    /// # Errors
    /// What the database refused, and [`Error::NoBatch`].
    pub fn records_of(&self, id: &str) -> Result<Vec<Value>, Error> {
        admin::records_of(&self.state, id)
    }

    /// Requests and answers so far, without secrets; empty unless [`Options::record`] is set.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.state.exchanges.all()
    }

    /// Ends it and waits until the folder is free again.
    pub async fn stop(mut self) {
        self.state.stop.cancel();
        for mut task in std::mem::take(&mut self.tasks) {
            if timeout(PATIENCE, &mut task).await.is_err() {
                task.abort();
                let _ = task.await;
            }
        }
        self.state.home.release();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop.cancel();
        for task in &self.tasks {
            task.abort();
        }
        self.state.home.release();
    }
}

async fn serve(state: Shared, listener: TcpListener) {
    let stop = state.stop.clone();
    let service = routes::router(state).into_make_service_with_connect_info::<Switch>();
    let served = axum::serve(Wires(listener), service)
        .with_graceful_shutdown(stop.cancelled_owned())
        .await;
    if let Err(error) = served {
        tracing::error!(kind = ?error.kind(), "practice server ended");
    }
}

fn describe(db: &rusqlite::Connection, port: u16, bare: bool) -> Result<Endpoint, Error> {
    let unless_bare = |id: &str| if bare { String::new() } else { id.to_owned() };
    let gateway = format!("http://127.0.0.1:{port}");
    let organisation = || format!("{}@AdobeOrg", &answer::request_id()[..24].to_uppercase());
    Ok(Endpoint {
        ims: format!("{gateway}/ims/token/v3"),
        gateway,
        org_id: remembered(db, "org_id", organisation)?,
        client_id: remembered(db, "client_id", answer::request_id)?,
        client_secret: remembered(db, "client_secret", secret)?,
        scopes: SCOPES.to_owned(),
        sandbox: sandboxes::PRACTICE.to_owned(),
        dataset_id: unless_bare(fill::DATASET),
        schema_id: unless_bare(fill::SCHEMA),
    })
}

/// A practice platform that is either this process's own or another's.
#[derive(Debug)]
pub enum Practice {
    /// Served by this process.
    Own(Server),
    /// Served by another process from the same folder.
    Joined(Endpoint),
}

impl Practice {
    /// Starts a server for the folder, or uses the one that runs already; the options of
    /// a running server stay as they are.
    ///
    /// # Errors
    /// As [`Server::start`], and [`Error::Unreachable`] when the folder is locked by
    /// something that does not answer.
    pub async fn open(options: Options) -> Result<Self, Error> {
        let dir = options.dir.clone();
        // The other process may be starting or ending: give it a moment to make up its mind.
        for _ in 0..50 {
            match Server::start(options.clone()).await {
                Ok(server) => return Ok(Self::Own(server)),
                Err(Error::Busy) => {}
                Err(error) => return Err(error),
            }
            if let Ok(known) = home::published(&dir)
                && let Ok(live) = join(&known.gateway).await
            {
                return Ok(Self::Joined(live));
            }
            sleep(Duration::from_millis(100)).await;
        }
        Err(Error::Unreachable)
    }

    /// How to reach it.
    pub fn endpoint(&self) -> &Endpoint {
        match self {
            Self::Own(server) => server.endpoint(),
            Self::Joined(endpoint) => endpoint,
        }
    }

    /// Ends an own server; leaves another's alone.
    pub async fn stop(self) {
        if let Self::Own(server) = self {
            server.stop().await;
        }
    }
}

/// Asks the practice platform at `url` (`http://127.0.0.1:PORT`) for its endpoint.
///
/// # Errors
/// [`Error::Unreachable`] when `url` is not loopback or nothing fitting answers there.
pub async fn join(url: &str) -> Result<Endpoint, Error> {
    let authority = url.strip_prefix("http://").ok_or(Error::Unreachable)?;
    let authority = authority.trim_end_matches('/');
    let port = ["127.0.0.1:", "localhost:"]
        .iter()
        .find_map(|host| authority.strip_prefix(host));
    let port: u16 = port.and_then(|p| p.parse().ok()).ok_or(Error::Unreachable)?;
    let text = timeout(PATIENCE, ask(port)).await.map_err(|_| Error::Unreachable)?;
    let text = text.map_err(|_| Error::Unreachable)?;
    let body = text
        .split_once("\r\n\r\n")
        .map(|(_, body)| body)
        .ok_or(Error::Unreachable)?;
    serde_json::from_str(body).map_err(|_| Error::Unreachable)
}

/// One request by hand: an HTTP client would be a heavy dependency for it.
async fn ask(port: u16) -> std::io::Result<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let key = Key::of_port(port).map_err(std::io::Error::other)?;
    let request = format!(
        "GET /practice/endpoint HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{}: {key}\r\nConnection: close\r\n\r\n",
        key::HEADER
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer).await?;
    Ok(answer)
}
