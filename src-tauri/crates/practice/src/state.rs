//! What every handler can reach: the folder, the database and the settings.

use crate::{
    admin::{Exchanges, key::Key},
    faults::{Faults, Planned},
    home::Home,
    options::{Endpoint, Error, Options, Quirk},
    rate::Rate,
    registry::Library,
};
use rusqlite::{Connection, OptionalExtension as _};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub(crate) type Shared = Arc<State>;

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) home: Home,
    pub(crate) options: Options,
    pub(crate) endpoint: Endpoint,
    /// To what is ours alone, below `/practice`.
    pub(crate) key: Key,
    /// The tenant's name, without the underscore.
    pub(crate) tenant: String,
    /// The standard resources.
    pub(crate) library: Library,
    /// Tokens per client.
    pub(crate) mint: Rate,
    /// Synchronous validations per streaming connection.
    pub(crate) validations: Rate,
    pub(crate) faults: Option<Faults>,
    /// Faults that were asked for one by one.
    pub(crate) planned: Planned,
    pub(crate) exchanges: Exchanges,
    pub(crate) stop: CancellationToken,
    /// Wakes the batch clock when a batch was completed.
    pub(crate) wake: Notify,
    /// What the next batches come to; see [`crate::Server::next_batch`].
    fates: Mutex<VecDeque<String>>,
    db: Mutex<Connection>,
}

impl State {
    pub(crate) fn new(
        home: Home,
        db: Connection,
        options: Options,
        endpoint: Endpoint,
        key: Key,
        tenant: String,
        library: Library,
    ) -> Self {
        let faults = options.faults.map(Faults::new);
        Self {
            home,
            options,
            endpoint,
            key,
            tenant,
            library,
            mint: Rate::default(),
            validations: Rate::default(),
            faults,
            planned: Planned::default(),
            exchanges: Exchanges::default(),
            stop: CancellationToken::new(),
            wake: Notify::new(),
            fates: Mutex::default(),
            db: Mutex::new(db),
        }
    }

    /// Whether the other reading was chosen.
    pub(crate) fn has(&self, quirk: Quirk) -> bool {
        self.options.quirks.contains(&quirk)
    }

    pub(crate) fn plan_fate(&self, word: String) {
        let mut fates = self.fates.lock().unwrap_or_else(PoisonError::into_inner);
        fates.push_back(word);
    }

    /// Taken by the batch that is being created.
    pub(crate) fn next_fate(&self) -> Option<String> {
        self.fates.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// The request handlers' connection. Statements are short; ingestion has its own.
    pub(crate) fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A remembered word of this folder, made on first use.
pub(crate) fn remembered(db: &Connection, key: &str, fresh: impl FnOnce() -> String) -> Result<String, Error> {
    let known = db
        .query_row("SELECT value FROM meta WHERE key = ?1", [key], |r| r.get(0))
        .optional()?;
    if let Some(value) = known {
        return Ok(value);
    }
    let value = fresh();
    db.execute("INSERT INTO meta VALUES (?1, ?2)", [key, &value])?;
    Ok(value)
}
