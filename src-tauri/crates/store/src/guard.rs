//! `guard.json`: a copy of what protects people, beside the database. A history that is damaged or fell back to an
//! earlier state gets from it who must never be uploaded, the key of those hashes, connections and schedules.
//!
//! It has what the database has of these, in the same folder and for the same eyes, but no address of a webhook, which
//! can be a secret. Each change of the database counts one on, so that of the two the later one is known.

use crate::{ConnectionRow, Error, ScheduleRow, connection, files, known, schedule};
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

const VERSION: u32 = 1;
/// The setting with [`Mark`].
const KEY: &str = "guard";
const INSTALL: &str = "install";
/// Settings that are copied: without its pause a schedule would send again.
const SETTINGS: &[&str] = &[INSTALL, "schedules/pause"];

/// Which store this is, and how often what protects people was changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Made at random, once: tells the history of another computer that was copied here.
    pub store: String,
    pub count: u64,
}

/// What is in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Guard {
    version: u32,
    pub mark: Mark,
    /// As in the database: JSON in text.
    settings: BTreeMap<String, String>,
    /// Hashes, as hexadecimal digits.
    pub never: Vec<String>,
    connections: Vec<ConnectionRow>,
    schedules: Vec<ScheduleRow>,
}

/// Whether a setting is copied.
pub(crate) fn covers(key: &str) -> bool {
    SETTINGS.contains(&key)
}

pub(crate) fn place(folder: &Path) -> PathBuf {
    folder.join("guard.json")
}

impl Guard {
    /// Of a sound database. An error that is damage says that it is none.
    pub(crate) fn collect(connection: &Connection) -> Result<Self, Error> {
        let t = connection.unchecked_transaction()?;
        Self::within(&t)
    }

    /// As [`Guard::collect`], in a transaction that has begun.
    pub(crate) fn within(t: &Connection) -> Result<Self, Error> {
        let mut settings = BTreeMap::new();
        for key in SETTINGS {
            if let Some(text) = setting(t, key)? {
                settings.insert((*key).to_owned(), text);
            }
        }
        let mut schedules = schedule::all(t, true)?;
        for row in &mut schedules {
            // Changes by the minute, and is of no use later.
            (row.considered, row.told) = (row.since, Json::Object(serde_json::Map::new()));
            if let Some(address) = row.spec.pointer_mut("/tell/webhook") {
                *address = Json::Null;
            }
        }
        Ok(Self {
            version: VERSION,
            mark: mark(t)?.unwrap_or_default(),
            settings,
            never: known::never(t)?.iter().map(|hash| hex(hash)).collect(),
            connections: connection::all(t)?,
            schedules,
        })
    }

    /// None where there is none, or none that can be believed.
    pub(crate) fn load(folder: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(place(folder)).ok()?;
        let mut lines = text.lines();
        let (head, body) = (lines.next()?, lines.next()?);
        if head != self::head(body) {
            return None;
        }
        serde_json::from_str(body)
            .ok()
            .filter(|guard: &Self| guard.version == VERSION)
    }

    /// Puts it in its place; to be called inside the gate, so that a later state is not overwritten by an earlier one.
    pub(crate) fn save(&self, folder: &Path) -> Result<(), Error> {
        let body = serde_json::to_string(self).map_err(|e| Error::Unusable(Box::new(e)))?;
        Ok(files::put(
            &place(folder),
            format!("{}\n{body}\n}}\n", head(&body)).as_bytes(),
        )?)
    }

    /// There is nothing in it that could be lost.
    pub(crate) fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.never.is_empty() && self.connections.is_empty() && self.schedules.is_empty()
    }

    /// The key of the hashes is there.
    pub(crate) fn has_install(&self) -> bool {
        self.install().is_some()
    }

    fn install(&self) -> Option<&String> {
        self.settings.get(INSTALL)
    }

    /// Whether both are of one store: what one of them has may be put into the other.
    pub(crate) fn is_of(&self, database: &Self) -> bool {
        match (self.mark.store.as_str(), database.mark.store.as_str()) {
            ("", _) | (_, "") => match (self.install(), database.install()) {
                (Some(own), Some(other)) => own == other,
                _ => true,
            },
            (own, other) => own == other,
        }
    }

    /// Puts what is missing into a database, and returns how much that was, by table. The key of the hashes is taken
    /// from here as well where it differs: here a checksum stands over it.
    pub(crate) fn restore(&self, t: &Transaction<'_>, now: i64) -> Result<BTreeMap<String, u64>, Error> {
        let mut restored = BTreeMap::new();
        let mut count = |table: &str, rows: usize| {
            if rows > 0 {
                *restored.entry(table.to_owned()).or_default() += rows as u64;
            }
        };
        for (key, value) in &self.settings {
            let known = setting(t, key)?;
            if known.is_none() || (key == INSTALL && known.as_ref() != Some(value)) {
                let sql = "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)";
                count("setting", t.execute(sql, [key, value])?);
            }
        }
        let known: BTreeSet<String> = known::never(t)?.iter().map(|hash| hex(hash)).collect();
        let mut insert = t.prepare("INSERT OR IGNORE INTO never (hash) VALUES (?1)")?;
        for hash in self.never.iter().filter(|hash| !known.contains(*hash)) {
            if let Some(hash) = unhex(hash) {
                count("never", insert.execute([hash.as_slice()])?);
            }
        }
        // One whose name has been given to another since is left out.
        for row in &self.connections {
            count("connection", connection::insert(t, row, "OR IGNORE")?);
        }
        for row in &self.schedules {
            // What was due before is not run again: nobody knows any more whether it ran.
            let considered = row.considered.max(now);
            let row = ScheduleRow {
                considered,
                ..row.clone()
            };
            count("schedule", schedule::restore(t, &row)?);
        }
        Ok(restored)
    }
}

/// The first line of the file: the whole is JSON, and the second line alone what the checksum stands over.
fn head(body: &str) -> String {
    format!("{{\"sum\":\"{:016x}\",\"body\":", xxh3_64(body.as_bytes()))
}

fn setting(connection: &Connection, key: &str) -> Result<Option<String>, Error> {
    let sql = "SELECT value FROM setting WHERE key = ?1";
    Ok(connection.query_row(sql, [key], |row| row.get(0)).optional()?)
}

/// None before the first change, or where it cannot be read.
pub(crate) fn mark(connection: &Connection) -> Result<Option<Mark>, Error> {
    Ok(setting(connection, KEY)?.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Counts one on, from at least what is given: part of every transaction that changes what is copied.
pub(crate) fn count(t: &Transaction<'_>, least: &Mark) -> Result<(), Error> {
    let mut mark = mark(t)?.unwrap_or_default();
    if !least.store.is_empty() {
        mark.store.clone_from(&least.store);
    }
    if mark.store.is_empty() {
        mark.store = t.query_row("SELECT lower(hex(randomblob(8)))", [], |row| row.get(0))?;
    }
    mark.count = mark.count.max(least.count).saturating_add(1);
    let text = serde_json::to_string(&mark).map_err(|e| Error::Unusable(Box::new(e)))?;
    t.execute(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)",
        [KEY, &text],
    )?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(n * 2..n * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
