//! What every handler can reach: the folder, the database and the settings.

use crate::{
    faults::Faults,
    home::Home,
    options::{Endpoint, Error, Options},
    schemas::Schemas,
};
use rusqlite::{Connection, OptionalExtension as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub(crate) type Shared = Arc<State>;

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) home: Home,
    pub(crate) options: Options,
    pub(crate) endpoint: Endpoint,
    pub(crate) schemas: Schemas,
    pub(crate) faults: Option<Faults>,
    pub(crate) stop: CancellationToken,
    /// Wakes the batch clock when a batch was completed.
    pub(crate) wake: Notify,
    db: Mutex<Connection>,
}

impl State {
    pub(crate) fn new(home: Home, db: Connection, options: Options, endpoint: Endpoint, schemas: Schemas) -> Self {
        let faults = options.faults.map(Faults::new);
        Self {
            home,
            options,
            endpoint,
            schemas,
            faults,
            stop: CancellationToken::new(),
            wake: Notify::new(),
            db: Mutex::new(db),
        }
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
