//! What the window's process holds: the engine, the files that were opened, the runs under way.

use crate::practice_host::PracticeHost;
use ingest::{Desk, Engine, Failure, Problem, Reading, SourceFile};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tauri::ipc::Channel;
use tokio::sync::{OnceCell, broadcast};
use tokio_util::sync::CancellationToken;

/// The state that commands work on.
pub(crate) struct Shell {
    /// History, journal, locks.
    pub(crate) engine: Engine,
    /// The practice platform, started when first needed.
    practice: PracticeHost,
    desk: OnceCell<Arc<Desk>>,
    files: Mutex<HashMap<String, Arc<SourceFile>>>,
    checks: Mutex<HashMap<String, CancellationToken>>,
    runs: Mutex<HashMap<String, Arc<LiveRun>>>,
    /// A file or run that was asked for before the page was there.
    pub(crate) pending: Mutex<Pending>,
}

/// What a start asked for before the page could hear of it.
#[derive(Default)]
pub(crate) struct Pending {
    /// A file.
    pub(crate) file: Option<ingest::view::Opened>,
    /// A run.
    pub(crate) run: Option<String>,
}

/// A run under way in this process.
pub(crate) struct LiveRun {
    /// Stops it.
    pub(crate) cancel: CancellationToken,
    /// Its snapshots.
    pub(crate) progress: broadcast::Sender<ingest::Progress>,
    /// The last of them, for those who come later.
    pub(crate) last: Mutex<Option<ingest::Progress>>,
    /// What stopped it; outlives the run for those who watch.
    failure: Arc<Mutex<Option<Failure>>>,
}

impl Shell {
    /// Opens the engine; the practice platform waits until it is needed.
    pub(crate) fn open() -> Result<Self, Failure> {
        let engine = Engine::open(None)?;
        let practice = PracticeHost::new(engine.practice_folder());
        Ok(Self {
            engine,
            practice,
            desk: OnceCell::new(),
            files: Mutex::default(),
            checks: Mutex::default(),
            runs: Mutex::default(),
            pending: Mutex::default(),
        })
    }

    /// The destination with its schema, connected once.
    pub(crate) async fn desk(&self) -> Result<Arc<Desk>, Failure> {
        let connect = || async {
            let settings = self.practice.settings().await?;
            let desk = Desk::connect(&settings, &CancellationToken::new()).await?;
            desk.for_user(&self.engine).map(Arc::new)
        };
        self.desk.get_or_try_init(connect).await.cloned()
    }

    /// Takes files into the session as one source; the page gets a ticket.
    pub(crate) fn take(&self, paths: &[PathBuf]) -> Result<ingest::view::Opened, Failure> {
        Ok(self.hold(SourceFile::of(paths)?))
    }

    /// Takes a source into the session.
    pub(crate) fn hold(&self, source: SourceFile) -> ingest::view::Opened {
        let source = Arc::new(source);
        let ticket = ingest::new_ticket();
        let opened = ingest::view::Opened {
            ticket: ticket.clone(),
            name: source.name.clone(),
            bytes: source.bytes,
        };
        held(&self.files).insert(ticket, source);
        opened
    }

    /// Reads the file behind a ticket as somebody decided, from now on.
    pub(crate) fn read_as(&self, ticket: &str, reading: &Reading) -> Result<Arc<SourceFile>, Failure> {
        let source = Arc::new(self.file(ticket)?.read_as(reading));
        held(&self.files).insert(ticket.to_owned(), source.clone());
        Ok(source)
    }

    /// The file behind a ticket.
    pub(crate) fn file(&self, ticket: &str) -> Result<Arc<SourceFile>, Failure> {
        let missing = || Failure::from(Problem::FileMissing { name: String::new() });
        held(&self.files).get(ticket).cloned().ok_or_else(missing)
    }

    /// A token for a check of this file; an earlier one of the same file is stopped.
    pub(crate) fn check_token(&self, ticket: &str) -> CancellationToken {
        let token = CancellationToken::new();
        if let Some(earlier) = held(&self.checks).insert(ticket.to_owned(), token.clone()) {
            earlier.cancel();
        }
        token
    }

    /// Stops the check of this file.
    pub(crate) fn stop_check(&self, ticket: &str) {
        if let Some(token) = held(&self.checks).remove(ticket) {
            token.cancel();
        }
    }

    /// Notes a run as under way.
    pub(crate) fn run_begins(&self, run: &str) -> Arc<LiveRun> {
        let live = Arc::new(LiveRun {
            cancel: CancellationToken::new(),
            progress: broadcast::channel(64).0,
            last: Mutex::default(),
            failure: Arc::default(),
        });
        held(&self.runs).insert(run.to_owned(), live.clone());
        live
    }

    /// Forgets a run that ended; its report is in the history.
    pub(crate) fn run_ended(&self, run: &str) {
        held(&self.runs).remove(run);
    }

    /// A run under way here.
    pub(crate) fn live(&self, run: &str) -> Option<Arc<LiveRun>> {
        held(&self.runs).get(run).cloned()
    }

    /// Any run under way here.
    pub(crate) fn running(&self) -> Option<String> {
        held(&self.runs).keys().next().cloned()
    }
}

impl LiveRun {
    /// Passes a snapshot to whoever watches.
    pub(crate) fn publish(&self, progress: ingest::Progress) {
        *held(&self.last) = Some(progress.clone());
        // Nobody watching is no reason to stop.
        drop(self.progress.send(progress));
    }

    /// Keeps what stopped it for those who watch.
    pub(crate) fn fail(&self, failure: Failure) {
        *held(&self.failure) = Some(failure);
    }

    /// Forwards snapshots to a page until the run ends; returns what stopped it.
    pub(crate) async fn forward(self: Arc<Self>, channel: &Channel<ingest::Progress>) -> Option<Failure> {
        let (mut snapshots, last, failure) = (
            self.progress.subscribe(),
            held(&self.last).clone(),
            self.failure.clone(),
        );
        // The end is heard when the last sender is gone: this one must not be it.
        drop(self);
        if let Some(last) = last {
            drop(channel.send(last));
        }
        loop {
            match snapshots.recv().await {
                Ok(progress) => drop(channel.send(progress)),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return held(&failure).take(),
            }
        }
    }
}

/// A lock whose holder cannot have left it half-changed: every change under it is one assignment.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
