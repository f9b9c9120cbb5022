//! What the blob service keeps: blobs with their blocks in order, and blocks that no list has named yet. A blob's bytes
//! are its blocks' files one after the other, so that committing two gigabytes copies nothing.

use crate::{answer, clock};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A stored piece. One that came by Put Blob has no id.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(super) id: String,
    /// The file's name in the landing folder.
    pub(crate) stored: String,
    pub(crate) size: u64,
}

/// What the sender says of a blob.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Properties {
    /// Response headers by name: content type and the like.
    pub(super) headers: BTreeMap<String, String>,
    /// Without the prefix `x-ms-meta-`.
    pub(super) metadata: BTreeMap<String, String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Blob {
    pub(crate) name: String,
    pub(super) etag: String,
    pub(super) created: i64,
    /// Epoch milliseconds; headers show whole seconds.
    pub(crate) modified: i64,
    pub(crate) size: u64,
    pub(super) properties: Properties,
    pub(crate) segments: Vec<Segment>,
}

impl Blob {
    pub(super) fn new(name: &str, created: i64, properties: Properties, segments: Vec<Segment>) -> Self {
        let bits: u64 = rand::random();
        Self {
            name: name.to_owned(),
            etag: format!("\"0x{bits:016X}\""),
            created,
            modified: clock::now_ms(),
            size: segments.iter().map(|s| s.size).sum(),
            properties,
            segments,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let properties: String = row.get("properties")?;
        let segments: String = row.get("segments")?;
        Ok(Self {
            name: row.get("name")?,
            etag: row.get("etag")?,
            created: row.get("created")?,
            modified: row.get("modified")?,
            size: row.get::<_, i64>("size")? as u64,
            properties: serde_json::from_str(&properties).unwrap_or_default(),
            segments: serde_json::from_str(&segments).unwrap_or_default(),
        })
    }

    pub(super) fn content(&self, header: &str) -> Option<&str> {
        self.properties.headers.get(header).map(String::as_str)
    }
}

/// A blob's blocks that no list has named yet, in short.
pub(super) struct Open {
    pub(super) count: usize,
    /// Letters of their ids.
    pub(super) length: Option<usize>,
}

/// The zone of one sandbox.
#[derive(Clone, Copy)]
pub(crate) struct Zone<'a> {
    pub(super) db: &'a Connection,
    pub(super) sandbox: &'a str,
}

impl<'a> Zone<'a> {
    pub(crate) fn of(db: &'a Connection, sandbox: &'a str) -> Self {
        Self { db, sandbox }
    }

    pub(crate) fn find(&self, name: &str) -> rusqlite::Result<Option<Blob>> {
        let mut statement = self
            .db
            .prepare_cached("SELECT * FROM blob WHERE sandbox = ?1 AND name = ?2")?;
        statement.query_row([self.sandbox, name], Blob::read).optional()
    }

    /// Blobs in the order of their names, from a name on, of a prefix.
    pub(crate) fn list(&self, prefix: &str, from: &str, most: usize) -> rusqlite::Result<Vec<Blob>> {
        let sql = "SELECT * FROM blob WHERE sandbox = ?1 AND name >= ?2 AND substr(name, 1, length(?3)) = ?3
                   ORDER BY name LIMIT ?4";
        let start = from.max(prefix);
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params![self.sandbox, start, prefix, most as i64], Blob::read)?;
        rows.collect()
    }

    /// Keeps the blob, drops what it replaces and every uncommitted block; returns the files that are not needed again.
    pub(super) fn put(&self, blob: &Blob) -> rusqlite::Result<Vec<String>> {
        let mut gone = self.files_of(&blob.name)?;
        for kept in &blob.segments {
            gone.remove(&kept.stored);
        }
        let json = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
        self.db.execute(
            "INSERT OR REPLACE INTO blob VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                self.sandbox,
                blob.name,
                blob.etag,
                blob.created,
                blob.modified,
                blob.size as i64,
                json(serde_json::to_string(&blob.properties)),
                json(serde_json::to_string(&blob.segments)),
            ],
        )?;
        self.forget_blocks(&blob.name)?;
        Ok(gone.into_iter().collect())
    }

    /// The files of a blob and of its uncommitted blocks.
    fn files_of(&self, name: &str) -> rusqlite::Result<BTreeSet<String>> {
        let committed = self.find(name)?.map(|b| b.segments).unwrap_or_default();
        let open = self.uncommitted(name)?;
        Ok(committed.into_iter().chain(open).map(|s| s.stored).collect())
    }

    fn forget_blocks(&self, name: &str) -> rusqlite::Result<()> {
        let sql = "DELETE FROM block WHERE sandbox = ?1 AND blob = ?2";
        self.db.execute(sql, [self.sandbox, name])?;
        Ok(())
    }

    /// Returns the files that are not needed again; `None` without such a blob.
    pub(super) fn delete(&self, name: &str) -> rusqlite::Result<Option<Vec<String>>> {
        let gone = self.files_of(name)?;
        let sql = "DELETE FROM blob WHERE sandbox = ?1 AND name = ?2";
        if self.db.execute(sql, [self.sandbox, name])? == 0 {
            return Ok(None);
        }
        self.forget_blocks(name)?;
        Ok(Some(gone.into_iter().collect()))
    }

    /// Blocks that no list has named yet, in the order of their ids.
    pub(super) fn uncommitted(&self, name: &str) -> rusqlite::Result<Vec<Segment>> {
        let sql = "SELECT id, stored, size FROM block WHERE sandbox = ?1 AND blob = ?2 ORDER BY id";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([self.sandbox, name], |r| {
            Ok(Segment {
                id: r.get(0)?,
                stored: r.get(1)?,
                size: r.get::<_, i64>(2)? as u64,
            })
        })?;
        rows.collect()
    }

    pub(super) fn open(&self, name: &str) -> rusqlite::Result<Open> {
        let sql = "SELECT count(*), max(length(id)) FROM block WHERE sandbox = ?1 AND blob = ?2";
        let mut statement = self.db.prepare_cached(sql)?;
        statement.query_row([self.sandbox, name], |r| {
            Ok(Open {
                count: r.get::<_, i64>(0)? as usize,
                length: r.get::<_, Option<i64>>(1)?.map(|n| n as usize),
            })
        })
    }

    /// Returns the file of the block that it replaces.
    pub(super) fn put_block(&self, name: &str, block: &Segment) -> rusqlite::Result<Option<String>> {
        let key = params![self.sandbox, name, block.id];
        let sql = "SELECT stored FROM block WHERE sandbox = ?1 AND blob = ?2 AND id = ?3";
        let old = self.db.query_row(sql, key, |r| r.get(0)).optional()?;
        self.db.execute(
            "INSERT OR REPLACE INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                self.sandbox,
                name,
                block.id,
                block.stored,
                block.size as i64,
                clock::now_ms()
            ],
        )?;
        Ok(old)
    }
}

/// A new file's name.
pub(super) fn fresh_file() -> String {
    answer::request_id()
}
