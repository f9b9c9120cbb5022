//! The parts of an attempt: what was planned, what each is when built, which of them the platform has.

use crate::{Error, Store};
use rusqlite::OptionalExtension;

pub(crate) const TABLE: &str = "
CREATE TABLE part (
  run TEXT NOT NULL REFERENCES run(id),
  attempt INTEGER NOT NULL,
  number INTEGER NOT NULL,
  source_hash TEXT NOT NULL,
  shoppers INTEGER NOT NULL,
  sha256 TEXT,
  bytes INTEGER,
  stored INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run, attempt, number)
) STRICT;";

/// A part as planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPart {
    /// From 1.
    pub number: u32,
    /// Of the bytes of the source that it is made from.
    pub source_hash: String,
    /// Shoppers in it.
    pub shoppers: u64,
}

/// A part as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// From 1.
    pub number: u32,
    /// Of the bytes of the source that it is made from.
    pub source_hash: String,
    /// Shoppers in it.
    pub shoppers: u64,
    /// Size when built.
    pub bytes: Option<u64>,
    /// The platform has it.
    pub stored: bool,
}

impl Store {
    /// Notes the plan of an attempt. The same plan again is fine; another plan for the same attempt is refused.
    pub fn plan(&self, run: &str, attempt: u32, parts: &[NewPart]) -> Result<(), Error> {
        let known = self.parts(run, attempt)?;
        if !known.is_empty() {
            let same = known.len() == parts.len()
                && known
                    .iter()
                    .zip(parts)
                    .all(|(a, b)| (a.number, &a.source_hash) == (b.number, &b.source_hash));
            return if same {
                Ok(())
            } else {
                Err(Error::Refused("the plan of an attempt may not change"))
            };
        }
        self.write(|t| {
            for part in parts {
                t.execute(
                    "INSERT INTO part (run, attempt, number, source_hash, shoppers) VALUES (?1, ?2, ?3, ?4, ?5)",
                    (run, attempt, part.number, &part.source_hash, part.shoppers as i64),
                )?;
            }
            Ok(())
        })
    }

    /// Notes what a part is, before it is sent. A part that was built before must be the same again.
    pub fn part_built(&self, run: &str, attempt: u32, number: u32, sha256: &str, bytes: u64) -> Result<(), Error> {
        self.write(|t| {
            let before: Option<Option<String>> = t
                .query_row(
                    "SELECT sha256 FROM part WHERE run = ?1 AND attempt = ?2 AND number = ?3",
                    (run, attempt, number),
                    |row| row.get(0),
                )
                .optional()?;
            match before {
                None => return Err(Error::Refused("the part was not planned")),
                Some(Some(before)) if before != sha256 => return Err(Error::Refused("the part is not what it was")),
                Some(_) => {}
            }
            t.execute(
                "UPDATE part SET sha256 = ?4, bytes = ?5 WHERE run = ?1 AND attempt = ?2 AND number = ?3",
                (run, attempt, number, sha256, bytes as i64),
            )?;
            Ok(())
        })
    }

    /// Notes that the platform has a part.
    pub fn part_stored(&self, run: &str, attempt: u32, number: u32) -> Result<(), Error> {
        self.write(|t| {
            let changed = t.execute(
                "UPDATE part SET stored = 1 WHERE run = ?1 AND attempt = ?2 AND number = ?3 AND sha256 IS NOT NULL",
                (run, attempt, number),
            )?;
            if changed == 1 {
                Ok(())
            } else {
                Err(Error::Refused("the part was not built"))
            }
        })
    }

    /// The parts of an attempt in order.
    pub fn parts(&self, run: &str, attempt: u32) -> Result<Vec<PartRow>, Error> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT number, source_hash, shoppers, bytes, stored FROM part WHERE run = ?1 AND attempt = ?2 ORDER BY number",
            )?;
            let rows = query.query_map((run, attempt), |row| {
                Ok(PartRow {
                    number: row.get(0)?,
                    source_hash: row.get(1)?,
                    shoppers: row.get::<_, i64>(2)? as u64,
                    bytes: row.get::<_, Option<i64>>(3)?.map(|b| b as u64),
                    stored: row.get(4)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
