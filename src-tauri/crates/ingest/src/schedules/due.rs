//! Everything that is due, once: what a process does that is called every few minutes and then ends.

use super::Worked;
use super::work::Worker;
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use jiff::Timestamp;
use schedule::Source;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinSet;

/// Schedules that run at the same time.
const AT_ONCE: usize = 2;

/// Who works when. What is fetched from a web address takes turns of its own: a slow one keeps nobody else waiting.
pub(super) struct Turns {
    of_files: Semaphore,
    of_addresses: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            of_files: Semaphore::new(AT_ONCE),
            of_addresses: Semaphore::new(AT_ONCE),
        }
    }
}

impl Turns {
    /// Waits for the turn of a schedule.
    pub(super) async fn take(&self, engine: &Engine, id: &str) -> Option<SemaphorePermit<'_>> {
        let kept = engine.kept_schedule(id).ok();
        let fetches = kept.is_some_and(|kept| matches!(kept.schedule.source, Source::Web { .. }));
        let turns = if fetches { &self.of_addresses } else { &self.of_files };
        turns.acquire().await.ok()
    }
}

impl Engine {
    /// Considers all schedules and folders once, and works on what is due until nothing is left that can run now.
    /// Returns what came of each by its id; one that fails does not keep the others from running.
    pub async fn work_due(&self, worker: &Worker) -> Result<Vec<(String, Result<Worked, Failure>)>, Failure> {
        let (due, _) = self.come_due((worker.now)()).await?;
        let turns = Arc::<Turns>::default();
        let mut works = JoinSet::new();
        for (place, id) in due.into_iter().enumerate() {
            let (engine, worker, turns) = (self.clone(), worker.clone(), turns.clone());
            works.spawn(async move {
                let Some(_turn) = turns.take(&engine, &id).await else {
                    return (place, id, Err(Problem::Internal {}.into()));
                };
                let worked = engine.work_schedule(&id, &worker).await;
                (place, id, worked)
            });
        }
        let mut worked = works.join_all().await;
        worked.sort_by_key(|(place, ..)| *place);
        self.tell_of_silence(worker).await?;
        Ok(worked.into_iter().map(|(_, id, worked)| (id, worked)).collect())
    }

    /// What has become due by now, and the folders that are watched.
    pub(super) async fn come_due(&self, now: Timestamp) -> Result<(Vec<String>, HashSet<PathBuf>), Failure> {
        let engine = self.clone();
        crate::blocking(move || {
            engine.consider_schedules(now)?;
            let folders = engine.consider_folders(now)?;
            Ok((engine.due_schedules(now)?, folders))
        })
        .await
    }

    /// Tells whom it concerns that nothing succeeded for long.
    pub(super) async fn tell_of_silence(&self, worker: &Worker) -> Result<(), Failure> {
        let (engine, now) = (self.clone(), (worker.now)());
        let silent = crate::blocking(move || {
            let all = engine.kept_schedules()?.into_iter();
            all.map(|kept| Ok((engine.news_of_silence(&kept, now)?, kept)))
                .collect::<Result<Vec<_>, Failure>>()
        })
        .await?;
        for (news, kept) in silent {
            self.tell(&kept, worker, news).await;
        }
        Ok(())
    }
}
