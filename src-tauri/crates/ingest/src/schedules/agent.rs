//! The agent: considers, watches folders, and works, for as long as the program lives. It trusts no timer: it looks at
//! the clock on the wall every few seconds, so that sleep and changed clocks are noticed within one look.

use super::due::Turns;
use super::files;
use super::sentence::Kept;
use super::work::Worker;
use crate::engine::Engine;
use crate::problem::Failure;
use jiff::Timestamp;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use schedule::Source;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::NewSlot;
use tokio::sync::Notify;

/// Between two looks at the clock.
const LOOK: Duration = Duration::from_secs(15);
/// Between being told of something and looking.
const CALM: Duration = Duration::from_millis(300);

/// Keeps the promise of all schedules.
pub struct Agent {
    engine: Engine,
    worker: Worker,
    at_work: Arc<Mutex<HashSet<String>>>,
    turns: Arc<Turns>,
    look: Arc<Notify>,
}

impl Agent {
    /// An agent that does nothing yet.
    pub fn new(engine: Engine, worker: Worker) -> Self {
        Self {
            engine,
            worker,
            at_work: Arc::default(),
            turns: Arc::default(),
            look: Arc::default(),
        }
    }

    /// Makes it look at once: something was changed, or the computer woke up.
    pub fn look(&self) {
        self.look.notify_one();
    }

    /// Works until it is cancelled.
    pub async fn run(self: Arc<Self>) {
        let mut watching = Watching::default();
        while !self.worker.cancel.is_cancelled() {
            if let Err(failure) = self.once(&mut watching).await {
                tracing::warn!(detail = %failure.detail, "schedules");
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                // A file that is being written tells of every piece: one look for all of them.
                () = self.look.notified() => tokio::time::sleep(CALM).await,
                () = self.worker.cancel.cancelled() => {}
            }
        }
    }

    async fn once(self: &Arc<Self>, watching: &mut Watching) -> Result<(), Failure> {
        let now = (self.worker.now)();
        let (due, folders) = self.engine.come_due(now).await?;
        watching.turn_to(folders, &self.look);
        for schedule in due {
            self.start(schedule);
        }
        self.engine.tell_of_silence(&self.worker).await
    }

    fn start(self: &Arc<Self>, schedule: String) {
        if !self.at_work().insert(schedule.clone()) {
            return;
        }
        let agent = self.clone();
        tokio::spawn(async move {
            let Some(_turn) = agent.turns.take(&agent.engine, &schedule).await else {
                return;
            };
            if let Err(failure) = agent.engine.work_schedule(&schedule, &agent.worker).await {
                tracing::warn!(%schedule, detail = %failure.detail, "schedule");
            }
            agent.at_work().remove(&schedule);
        });
    }

    fn at_work(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        // Every change under it is one insertion or removal.
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Makes a slot where a watched folder has a file that was not sent. Returns the folders.
    pub fn consider_folders(&self, now: Timestamp) -> Result<HashSet<PathBuf>, Failure> {
        let mut folders = HashSet::new();
        let is_paused = self.pause(now)?.is_some();
        for kept in self.kept_schedules()?.into_iter().filter(|kept| kept.row.enabled) {
            let Source::AllNew {
                folder, watch: true, ..
            } = &kept.schedule.source
            else {
                continue;
            };
            folders.insert(PathBuf::from(folder));
            if !is_paused && self.has_new_file(&kept)? {
                let slot = NewSlot {
                    local: super::decide::name_of_now(&kept.schedule.when.zone, now),
                    at: now.as_second(),
                    state: "due",
                    reason: None,
                };
                self.store().add_slot(kept.id(), &slot)?;
            }
        }
        Ok(folders)
    }

    /// Where a slot waits already, also one that somebody must decide about, that one finds the file.
    fn has_new_file(&self, kept: &Kept) -> Result<bool, Failure> {
        if !self.store().waiting_slots(kept.id())?.is_empty() {
            return Ok(false);
        }
        let taken = self.store().runs_of_schedule(kept.id())?;
        // A folder that is gone has none; the outlook says so.
        let found = files::of(&kept.schedule.source).unwrap_or_default();
        Ok(found.iter().any(|found| !taken.iter().any(|run| found.is(run))))
    }
}

/// The folders that the system tells about. What it does not tell about, such as network drives, is looked at in time.
#[derive(Default)]
struct Watching {
    folders: HashSet<PathBuf>,
    watcher: Option<RecommendedWatcher>,
}

impl Watching {
    fn turn_to(&mut self, folders: HashSet<PathBuf>, look: &Arc<Notify>) {
        if folders == self.folders {
            return;
        }
        let look = look.clone();
        self.watcher = notify::recommended_watcher(move |_| look.notify_one()).ok();
        for folder in &folders {
            let watched = self
                .watcher
                .as_mut()
                .map(|w| w.watch(folder, RecursiveMode::NonRecursive));
            if let Some(Err(error)) = watched {
                tracing::info!(%error, "a folder is looked at instead of watched");
            }
        }
        self.folders = folders;
    }
}
