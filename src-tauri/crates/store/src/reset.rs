//! That a history was lost and what of it came back, kept until its user was told.

use crate::{Error, Store};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const KEY: &str = "reset";

/// What became of a damaged history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reset {
    /// When, seconds since 1970.
    pub at: i64,
    /// Full path of the damaged file, which is kept. None where the file was sound but older than the copy beside it,
    /// so that only what was missing was put back.
    pub aside: Option<String>,
    /// Rows that were read from the damaged file, by table.
    pub rows: BTreeMap<String, u64>,
    /// Entries that the damaged file no longer gave and the copy beside it did, by table.
    pub restored: BTreeMap<String, u64>,
    /// Tables of which something could not be read.
    pub incomplete: Vec<String>,
    /// Somebody may be missing from the list of people who are never uploaded.
    pub never_incomplete: bool,
}

impl Reset {
    /// Keeps it; a former one that nobody has seen yet is not forgotten where it warns of more.
    pub(crate) fn keep(mut self, connection: &Connection) -> Result<(), Error> {
        if let Some(former) = read(connection)? {
            self.never_incomplete |= former.never_incomplete;
            self.aside = self.aside.or(former.aside);
        }
        let text = serde_json::to_string(&self).map_err(|e| Error::Unusable(Box::new(e)))?;
        connection.execute(
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)",
            [KEY, &text],
        )?;
        Ok(())
    }
}

fn read(connection: &Connection) -> Result<Option<Reset>, Error> {
    let text: Option<String> = connection
        .query_row("SELECT value FROM setting WHERE key = ?1", [KEY], |row| row.get(0))
        .optional()?;
    // A note that cannot be read still says that there was a reset.
    Ok(text.map(|text| {
        serde_json::from_str(&text).unwrap_or(Reset {
            never_incomplete: true,
            ..Reset::default()
        })
    }))
}

impl Store {
    /// That the history was lost and what of it came back; until [`Store::reset_seen`], also after a restart.
    pub fn reset(&self) -> Result<Option<Reset>, Error> {
        self.read(read)
    }

    /// Its user was told.
    pub fn reset_seen(&self) -> Result<(), Error> {
        self.write(|t| {
            t.execute("DELETE FROM setting WHERE key = ?1", [KEY])?;
            Ok(())
        })
    }
}
