//! Settings of this user, by name, as JSON.

use crate::{Error, Store, guard};
use rusqlite::{OptionalExtension, Transaction};
use serde_json::Value as Json;

pub(crate) const TABLE: &str = "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

impl Store {
    /// A setting; none where it was never made or cannot be read.
    pub fn get(&self, key: &str) -> Result<Option<Json>, Error> {
        let sql = "SELECT value FROM setting WHERE key = ?1";
        let text: Option<String> = self.read(|c| Ok(c.query_row(sql, [key], |row| row.get(0)).optional()?))?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Makes or changes a setting.
    pub fn set(&self, key: &str, value: &Json) -> Result<(), Error> {
        let work = |t: &Transaction<'_>| {
            t.execute("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value.to_string()))?;
            Ok(())
        };
        if guard::covers(key) {
            self.protect(work)
        } else {
            self.write(work)
        }
    }

    /// A setting that is made once: what is there already, else `value` from now on.
    pub fn once(&self, key: &str, value: &Json) -> Result<Json, Error> {
        self.write(|t| {
            t.execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING",
                (key, value.to_string()),
            )?;
            let text: String = t.query_row("SELECT value FROM setting WHERE key = ?1", [key], |row| row.get(0))?;
            Ok(serde_json::from_str(&text).unwrap_or_default())
        })
    }

    /// This installation's own name, eight hex digits: part of every batch's external id, made once.
    pub fn install_id(&self) -> Result<String, Error> {
        let sql = "SELECT value FROM setting WHERE key = 'install'";
        let made: Option<String> = self.read(|c| Ok(c.query_row(sql, [], |row| row.get(0)).optional()?))?;
        if let Some(text) = made {
            return Ok(text.trim_matches('"').to_owned());
        }
        self.protect(|t| {
            t.execute("INSERT INTO setting (key, value) VALUES ('install', json_quote(lower(hex(randomblob(4))))) ON CONFLICT (key) DO NOTHING", [])?;
            let text: String = t.query_row(sql, [], |row| row.get(0))?;
            Ok(text.trim_matches('"').to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_once_stays_as_it_was_made() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.once("key", &"first".into()).unwrap(), "first");
        assert_eq!(store.once("key", &"second".into()).unwrap(), "first");
    }

    #[test]
    fn the_install_id_is_made_once() {
        let dir = tempfile::tempdir().unwrap();
        let first = Store::open(dir.path()).unwrap().install_id().unwrap();
        assert_eq!(first.len(), 8);
        assert_eq!(Store::open(dir.path()).unwrap().install_id().unwrap(), first);
    }
}
