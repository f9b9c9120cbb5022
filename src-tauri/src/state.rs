//! What the window's process holds: the engine, the files that were opened, the runs under way.

use crate::clipboard::Clipboard;
use crate::practice_host::PracticeHost;
use crate::tray::Tray;
use ingest::schedule::Destination;
use ingest::view::{AskedSchedule, Opened};
use ingest::{Agent, ConnectionSettings, Desk, DraftView, Engine, Failure, Problem, Reading, RunReport, SourceFile};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tauri::ipc::Channel;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// The state that commands work on.
pub(crate) struct Shell {
    /// History, journal, locks.
    pub(crate) engine: Engine,
    /// The practice platform, started when first needed.
    practice: PracticeHost,
    desk: tokio::sync::Mutex<Option<KnownDesk>>,
    /// Somebody said that the open file has new e-mail addresses of known customers.
    new_addresses: AtomicBool,
    files: Mutex<HashMap<String, Arc<SourceFile>>>,
    checks: Mutex<HashMap<String, CancellationToken>>,
    runs: Mutex<HashMap<String, Arc<LiveRun>>>,
    /// Paths that came out of a dialog, for schedules: the page may name no others.
    chosen: Mutex<Vec<String>>,
    agent: OnceLock<Arc<Agent>>,
    /// The system's timer starts schedules, as it was when somebody last looked: asking takes a moment.
    pub(crate) timer: Mutex<Option<bool>>,
    /// The system's clipboard.
    pub(crate) clipboard: Clipboard,
    /// The icon in the desktop's bar.
    pub(crate) tray: Tray,
    /// There is a page that hears of what happens.
    pub(crate) hears: AtomicBool,
    /// A file or run that was asked for before the page was there.
    pub(crate) pending: Mutex<Pending>,
}

/// A destination with its schema, as it was some time ago.
struct KnownDesk {
    /// Connection, sandbox, dataset and secret.
    of: [String; 4],
    new_addresses: bool,
    since: Instant,
    desk: Arc<Desk>,
}

/// For so long a dataset's schema is taken as it was read.
const SCHEMA_AGE: Duration = Duration::from_secs(15 * 60);

/// What a start asked for before the page could hear of it.
#[derive(Default)]
pub(crate) struct Pending {
    /// A file.
    pub(crate) file: Option<Opened>,
    /// A run.
    pub(crate) run: Option<String>,
    /// A schedule.
    pub(crate) schedule: Option<AskedSchedule>,
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
            desk: tokio::sync::Mutex::default(),
            new_addresses: AtomicBool::default(),
            files: Mutex::default(),
            checks: Mutex::default(),
            runs: Mutex::default(),
            chosen: Mutex::default(),
            agent: OnceLock::new(),
            timer: Mutex::default(),
            clipboard: Clipboard::default(),
            tray: Tray::default(),
            hears: AtomicBool::default(),
            pending: Mutex::default(),
        })
    }

    /// Where the practice platform is, for credentials that may be its own.
    pub(crate) async fn practice_if_used(&self) -> Option<ConnectionSettings> {
        self.practice.settings_if_used().await
    }

    /// Where the practice platform is, for a connection that goes there.
    pub(crate) async fn practice_for(&self, connection: &str) -> Result<Option<ConnectionSettings>, Failure> {
        Ok(if self.engine.is_practice(connection)? {
            Some(self.practice.settings().await?)
        } else {
            None
        })
    }

    /// Everything that is needed to use a connection; its secret comes from the keychain.
    pub(crate) async fn settings(&self, connection: &str) -> Result<ConnectionSettings, Failure> {
        let practice = self.practice_for(connection).await?;
        let (engine, connection) = (self.engine.clone(), connection.to_owned());
        crate::blocking(move || engine.settings_of(&connection, practice.as_ref())).await
    }

    /// The destination of uploads with its schema.
    pub(crate) async fn desk(&self) -> Result<Arc<Desk>, Failure> {
        let engine = self.engine.clone();
        let current = crate::blocking(move || {
            let id = engine.current_connection()?;
            let all = engine.connections()?.into_iter();
            Ok(all.into_iter().find(|connection| connection.id == id))
        })
        .await?
        .ok_or(Problem::Internal {})?;
        let of = [
            current.id.clone(),
            current.sandbox.unwrap_or_default(),
            current.dataset.unwrap_or_default(),
            current.secret_changed.unwrap_or_default(),
        ];
        let new_addresses = self.new_addresses.load(Ordering::Relaxed);
        // Held while it connects: a second command waits for the same answer instead of asking again.
        let mut known = self.desk.lock().await;
        if let Some(known) = &*known
            && known.of == of
            && known.new_addresses == new_addresses
            && known.since.elapsed() < SCHEMA_AGE
        {
            return Ok(known.desk.clone());
        }
        let desk = self.connect(&self.settings(&current.id).await?).await?;
        let desk = Arc::new(if new_addresses { desk.with_new_addresses() } else { desk });
        *known = Some(KnownDesk {
            of,
            new_addresses,
            since: Instant::now(),
            desk: desk.clone(),
        });
        Ok(desk)
    }

    /// Whether customers of the open file whose number is known with another e-mail address have a new one. Lasts until
    /// a file is inspected: nobody says so of another file.
    pub(crate) fn believe_new_addresses(&self, are_new: bool) {
        self.new_addresses.store(are_new, Ordering::Relaxed);
    }

    /// The next command connects anew.
    pub(crate) async fn forget_desk(&self) {
        *self.desk.lock().await = None;
    }

    /// The destination of a run, whatever uploads go to now.
    pub(crate) async fn desk_of(&self, report: &RunReport) -> Result<Arc<Desk>, Failure> {
        let target = &report.target;
        let settings = ConnectionSettings {
            sandbox: target.sandbox.clone(),
            dataset: target.dataset.clone(),
            ..self.settings(target.connection_key()).await?
        };
        self.connect(&settings).await.map(Arc::new)
    }

    /// A dataset that a schedule names, whatever its connection points to now.
    pub(crate) async fn desk_at(&self, destination: &Destination) -> Result<Arc<Desk>, Failure> {
        let settings = ConnectionSettings {
            sandbox: destination.sandbox.clone(),
            dataset: destination.dataset.clone(),
            ..self.settings(&destination.connection).await?
        };
        self.connect(&settings).await.map(Arc::new)
    }

    /// Notes a path that came out of a dialog.
    pub(crate) fn choose_path(&self, path: &Path) -> String {
        let text = path.display().to_string();
        held(&self.chosen).push(text.clone());
        text
    }

    /// Paths that came out of a dialog.
    pub(crate) fn chosen_paths(&self) -> Vec<String> {
        held(&self.chosen).clone()
    }

    /// The agent of this process; there is one.
    pub(crate) fn agent_is(&self, agent: Arc<Agent>) {
        drop(self.agent.set(agent));
    }

    /// Lets the agent and the icon look at once.
    pub(crate) fn look_at_schedules(&self) {
        self.tray.changed.notify_one();
        if let Some(agent) = self.agent.get() {
            agent.look();
        }
    }

    async fn connect(&self, settings: &ConnectionSettings) -> Result<Desk, Failure> {
        let desk = Desk::connect(settings, &CancellationToken::new()).await?;
        desk.for_user(&self.engine)
    }

    /// Takes credentials in; they are not kept yet.
    pub(crate) async fn import_credentials(&self, path: &Path) -> Result<DraftView, Failure> {
        let practice = self.practice_if_used().await;
        self.engine.import_credentials(path, practice.as_ref())
    }

    /// Takes files into the session as one source; the page gets a ticket.
    pub(crate) fn take(&self, paths: &[PathBuf]) -> Result<Opened, Failure> {
        Ok(self.hold(SourceFile::of(paths)?))
    }

    /// Takes a source into the session.
    pub(crate) fn hold(&self, source: SourceFile) -> Opened {
        let source = Arc::new(source);
        let ticket = ingest::new_ticket();
        let opened = Opened {
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

    /// A token for a check of this file or connection; an earlier one of the same is stopped.
    pub(crate) fn check_token(&self, ticket: &str) -> CancellationToken {
        let token = CancellationToken::new();
        if let Some(earlier) = held(&self.checks).insert(ticket.to_owned(), token.clone()) {
            earlier.cancel();
        }
        token
    }

    /// Stops the check of this file or connection.
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

    /// How many runs are under way here that somebody has started.
    pub(crate) fn under_way(&self) -> usize {
        held(&self.runs).len()
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
