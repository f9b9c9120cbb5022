//! Mapping sets that were used, by the columns of the files that they served; and the people who are never uploaded, as
//! keyed hashes.

use crate::{Error, Store};
use rusqlite::{Connection, params};
use serde_json::Value as Json;

pub(crate) const TABLES: &str = "
CREATE TABLE known_mapping (fingerprint TEXT PRIMARY KEY, columns TEXT NOT NULL, mapping TEXT NOT NULL, used TEXT NOT NULL) STRICT;
CREATE TABLE never (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;";

/// More than this many are looked through for files whose columns changed.
const MOST: u32 = 200;

/// A mapping set that was used.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownMapping {
    /// The file's columns.
    pub columns: Vec<String>,
    /// As it was.
    pub mapping: Json,
    /// When it was last used, RFC 3339.
    pub used: String,
}

impl Store {
    /// Keeps a mapping set for files with these columns.
    pub fn know_mapping(&self, fingerprint: &str, columns: &[String], mapping: &Json, used: &str) -> Result<(), Error> {
        self.write(|transaction| {
            let columns = Json::from(columns.to_vec()).to_string();
            transaction.execute(
                "INSERT INTO known_mapping (fingerprint, columns, mapping, used) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (fingerprint) DO UPDATE SET columns = ?2, mapping = ?3, used = ?4",
                params![fingerprint, columns, mapping.to_string(), used],
            )?;
            Ok(())
        })
    }

    /// The mapping sets that were used, the latest first.
    pub fn known_mappings(&self) -> Result<Vec<KnownMapping>, Error> {
        self.read(|connection| {
            let mut rows =
                connection.prepare("SELECT columns, mapping, used FROM known_mapping ORDER BY used DESC LIMIT ?1")?;
            let known = rows.query_map([MOST], |row| {
                let json = |index: usize| {
                    row.get::<_, String>(index)
                        .map(|t| serde_json::from_str::<Json>(&t).unwrap_or_default())
                };
                Ok(KnownMapping {
                    columns: serde_json::from_value(json(0)?).unwrap_or_default(),
                    mapping: json(1)?,
                    used: row.get(2)?,
                })
            })?;
            Ok(known.collect::<Result<_, _>>()?)
        })
    }

    /// Puts hashes on the list; returns how many were new.
    pub fn never_add(&self, hashes: &[[u8; 32]]) -> Result<usize, Error> {
        self.protect(|transaction| {
            let mut insert = transaction.prepare("INSERT OR IGNORE INTO never (hash) VALUES (?1)")?;
            hashes
                .iter()
                .try_fold(0, |sum, hash| Ok(sum + insert.execute([hash.as_slice()])?))
        })
    }

    /// Takes hashes off the list; returns how many were on it.
    pub fn never_remove(&self, hashes: &[[u8; 32]]) -> Result<usize, Error> {
        self.protect(|transaction| {
            let mut delete = transaction.prepare("DELETE FROM never WHERE hash = ?1")?;
            hashes
                .iter()
                .try_fold(0, |sum, hash| Ok(sum + delete.execute([hash.as_slice()])?))
        })
    }

    /// Every hash on the list.
    pub fn never(&self) -> Result<Vec<[u8; 32]>, Error> {
        self.read(never)
    }
}

/// One that cannot be read is an error: a list without it would let somebody through.
pub(crate) fn never(connection: &Connection) -> Result<Vec<[u8; 32]>, Error> {
    let mut rows = connection.prepare("SELECT hash FROM never ORDER BY hash")?;
    let hashes = rows.query_map([], |row| row.get::<_, [u8; 32]>(0))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_and_hashes_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let columns = vec!["email".to_owned()];
        store
            .know_mapping("f", &columns, &serde_json::json!({"a": 1}), "2026-01-01T00:00:00Z")
            .unwrap();
        store
            .know_mapping("f", &columns, &serde_json::json!({"a": 2}), "2026-01-02T00:00:00Z")
            .unwrap();
        let known = store.known_mappings().unwrap();
        assert_eq!((known.len(), &known[0].mapping["a"]), (1, &serde_json::json!(2)));
        assert_eq!(store.never_add(&[[1; 32], [2; 32], [1; 32]]).unwrap(), 2);
        assert_eq!(store.never_remove(&[[1; 32]]).unwrap(), 1);
        assert_eq!(store.never().unwrap(), [[2; 32]]);
    }
}
