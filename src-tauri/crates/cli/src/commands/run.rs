//! `run`: one schedule now, or everything that is due.

use super::schedules::known;
use super::{Route, route};
use crate::args::Run;
use crate::outcome::Exit;
use crate::report::{self, Ran};
use crate::terminal::Terminal;
use crate::told::Heard;
use ingest::schedule::Destination;
use ingest::{ConnectionSettings, Desk, Doors, Engine, Failure, Opening, Timestamp, Worker};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(args: Run, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let worker = Worker {
        doors: Arc::new(OpenDoors {
            engine: engine.clone(),
            url: args.practice_url,
            practice: OnceCell::new(),
        }),
        told: Arc::new(Heard::new(terminal, args.due)),
        cancel: cancel.clone(),
        patience: args.wait,
        now: Arc::new(Timestamp::now),
    };
    let ran = match args.name {
        Some(name) => vec![one(&engine, &name, &worker, terminal).await?],
        None => due(&engine, &worker).await?,
    };
    if terminal.json || !terminal.quiet || !ran.is_empty() {
        terminal.report(&json!({"version": 1, "schedules": ran}), |words| {
            report::ran(words, &ran)
        })?;
    }
    let stopped = cancel.is_cancelled().then_some(Exit::Cancelled);
    Ok(Exit::worst(ran.iter().flat_map(Ran::exits).chain(stopped)))
}

async fn one(engine: &Engine, name: &str, worker: &Worker, terminal: &Terminal) -> Result<Ran, Failure> {
    let now = (worker.now)();
    let view = known(engine, name, terminal, || engine.schedule(name, now, true))?;
    engine.run_schedule_now(&view.id, now)?;
    terminal.hint(
        &terminal
            .words
            .with("schedule-started", &json!({"name": view.schedule.name})),
    );
    let worked = Box::pin(engine.work_schedule(&view.id, worker)).await;
    Ok(Ran::new(view.id, view.schedule.name, worked))
}

async fn due(engine: &Engine, worker: &Worker) -> Result<Vec<Ran>, Failure> {
    let worked = Box::pin(engine.work_due(worker)).await?;
    let named = worked.into_iter().map(|(id, worked)| {
        // One that was removed meanwhile has no name any more.
        let view = engine.schedule(&id, (worker.now)(), true);
        let name = view.map_or_else(|_| id.clone(), |view| view.schedule.name);
        Ran::new(id, name, worked)
    });
    Ok(named.collect())
}

/// The way to datasets. A practice platform that this process serves lives as long as this, and is started once.
struct OpenDoors {
    engine: Engine,
    url: Option<String>,
    practice: OnceCell<Route>,
}

impl OpenDoors {
    async fn desk(&self, to: &Destination, cancel: &CancellationToken) -> Result<Arc<Desk>, Failure> {
        let practice = if self.engine.is_practice(&to.connection)? {
            let start = || route(self.url.as_deref(), &self.engine);
            self.practice.get_or_try_init(start).await?.settings.as_ref()
        } else {
            None
        };
        let settings = tokio::task::block_in_place(|| self.engine.settings_of(&to.connection, practice))?;
        let settings = ConnectionSettings {
            sandbox: to.sandbox.clone(),
            dataset: to.dataset.clone(),
            ..settings
        };
        let desk = Desk::connect(&settings, cancel).await?;
        desk.for_user(&self.engine).map(Arc::new)
    }
}

impl Doors for OpenDoors {
    fn open<'a>(&'a self, destination: &'a Destination, cancel: &'a CancellationToken) -> Opening<'a> {
        Box::pin(self.desk(destination, cancel))
    }
}
