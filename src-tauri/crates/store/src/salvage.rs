//! Brings what can still be read of a damaged database into a new one, row by row, what protects people first.

use crate::repair::with;
use crate::{Error, files, walk};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Row, Transaction, params_from_iter};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// How the rows of a table are found.
enum Keys {
    /// By row number.
    Numbers,
    /// By a hash.
    Hash,
    /// By this column, one span for each value that the column of another table has.
    Of {
        key: &'static [&'static str],
        table: &'static str,
        column: &'static str,
    },
}

/// In the order of what protects people, and of what refers to what.
const TABLES: &[(&str, Keys)] = &[
    ("never", Keys::Hash),
    ("setting", Keys::Numbers),
    ("connection", Keys::Numbers),
    ("schedule", Keys::Numbers),
    (
        "slot",
        Keys::Of {
            key: &["schedule", "local"],
            table: "schedule",
            column: "id",
        },
    ),
    (
        "slot_run",
        Keys::Of {
            key: &["run"],
            table: "run",
            column: "id",
        },
    ),
    ("known_mapping", Keys::Numbers),
    ("flow", Keys::Numbers),
    ("run", Keys::Numbers),
    ("batch", Keys::Numbers),
    ("part", Keys::Numbers),
    (
        "refused",
        Keys::Of {
            key: &["run", "row"],
            table: "run",
            column: "id",
        },
    ),
    (
        "held",
        Keys::Of {
            key: &["run", "row"],
            table: "run",
            column: "id",
        },
    ),
];

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Salvaged {
    /// Rows that came over, by table.
    pub rows: BTreeMap<String, u64>,
    /// Tables of which something could not be read.
    pub incomplete: Vec<String>,
    /// Nothing is known to be missing from the list of people who are never uploaded.
    pub never_whole: bool,
}

/// Reads from copies of the damaged file and its journal, which are changed on the way, and writes to a new database.
/// `pristine` is the beginning of a new one.
pub(crate) fn salvage(damaged: &Path, copy: &Path, pristine: &[u8], t: &Transaction<'_>) -> Result<Salvaged, Error> {
    let mut salvaged = Salvaged::default();
    // As it is; with a sound head; with the first page of a new database, whose tables begin at the same places.
    for length in [0, 100, 4_096] {
        for ending in ["-wal", "-shm", ""] {
            let (from, to) = (with(damaged, ending), with(copy, ending));
            files::remove(&to)?;
            if from.exists() && ending != "-shm" {
                std::fs::copy(from, to)?;
            }
        }
        if length > 0 {
            patch(copy, pristine.get(..length).unwrap_or_default())?;
        }
        // Nothing of it can be opened at all: the copy beside it is what is left.
        if let Ok(old) = open(copy) {
            salvaged = tables(&old, t)?;
        }
        if !salvaged.rows.is_empty() {
            break;
        }
    }
    Ok(salvaged)
}

fn open(copy: &Path) -> Result<Connection, Error> {
    let old = Connection::open(copy)?;
    // A schema that is partly unreadable, and a head that claims more pages than there are, are no obstacle.
    old.execute_batch("PRAGMA writable_schema=ON; PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;")?;
    Ok(old)
}

/// Puts the first bytes of a sound file over a damaged one.
fn patch(copy: &Path, beginning: &[u8]) -> Result<(), Error> {
    let mut file = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(copy)?;
    let pages = (file.metadata()?.len() / 4_096).max(1) as u32;
    let mut bytes = beginning.to_vec();
    if let Some(head) = bytes.get_mut(..100) {
        // Its journal is used, it has as many pages as it is long, and none of them is free.
        head[18..20].fill(2);
        head[28..32].copy_from_slice(&pages.to_be_bytes());
        head[32..40].fill(0);
        head.copy_within(24..28, 92);
    }
    file.write_all(&bytes)?;
    Ok(())
}

fn tables(old: &Connection, t: &Transaction<'_>) -> Result<Salvaged, Error> {
    let mut salvaged = Salvaged::default();
    for (table, keys) in TABLES {
        // Not even its name can be read, or it is older than the table.
        if old.prepare(&format!("SELECT 1 FROM {table}")).is_err() {
            salvaged.incomplete.push((*table).to_owned());
            continue;
        }
        let mut rows = 0;
        let columns = columns(t, table)?;
        let mut take = |row: &Row<'_>| -> Result<(), Error> {
            rows += u64::from(put(t, table, &columns, row)?);
            Ok(())
        };
        let whole = match keys {
            Keys::Numbers => walk::numbered(old, table, &mut take)?,
            Keys::Hash => hashes(old, table, &mut take)?,
            Keys::Of {
                key,
                table: owner,
                column,
            } => {
                let all = walk::keyed(old, table, ("1", &[]), key, &mut take)?;
                if !all {
                    for value in values(old, owner, column)? {
                        walk::keyed(old, table, (&format!("{} = ?1", key[0]), &[&value]), key, &mut take)?;
                    }
                }
                all
            }
        };
        if rows > 0 {
            salvaged.rows.insert((*table).to_owned(), rows);
        }
        if !whole {
            salvaged.incomplete.push((*table).to_owned());
        }
        if *table == "never" {
            salvaged.never_whole = whole && is_sound(old, table);
        }
    }
    Ok(salvaged)
}

/// Hashes lie evenly: what lies between two unreadable places is found from 256 sides.
fn hashes(old: &Connection, table: &str, take: &mut walk::Visit<'_>) -> Result<bool, Error> {
    let all = walk::keyed(old, table, ("1", &[]), &["hash"], take)?;
    if !all {
        for first in 0..=u8::MAX {
            // Longer than any hash that begins so.
            let (from, to) = (vec![first], [vec![first], vec![0xff; 33]].concat());
            walk::keyed(old, table, ("hash BETWEEN ?1 AND ?2", &[&from, &to]), &["hash"], take)?;
        }
    }
    Ok(all)
}

fn values(old: &Connection, table: &str, column: &str) -> Result<Vec<String>, Error> {
    let mut values = Vec::new();
    walk::numbered(old, table, &mut |row| {
        values.extend(row.get::<_, String>(column).ok());
        Ok(())
    })?;
    Ok(values)
}

fn is_sound(old: &Connection, table: &str) -> bool {
    old.query_row(&format!("PRAGMA quick_check('{table}')"), [], |row| {
        row.get::<_, String>(0)
    })
    .is_ok_and(|word| word == "ok")
}

fn columns(t: &Transaction<'_>, table: &str) -> Result<Vec<String>, Error> {
    let mut query = t.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = query.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Whether the row fits and is new.
fn put(t: &Transaction<'_>, table: &str, columns: &[String], row: &Row<'_>) -> Result<bool, Error> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for column in columns {
        // A column that the old one does not have gets what the new table gives it.
        let Ok(value) = row.get_ref(column.as_str()) else {
            continue;
        };
        names.push(column.as_str());
        values.push(match value {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        });
    }
    if table == "never" && !matches!(values.as_slice(), [Value::Blob(hash)] if hash.len() == 32) {
        return Ok(false);
    }
    let places = vec!["?"; names.len()].join(", ");
    let sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({places})", names.join(", "));
    match t.prepare_cached(&sql)?.execute(params_from_iter(values)) {
        Ok(rows) => Ok(rows > 0),
        Err(error) => match error.sqlite_error_code() {
            // It refers to what was lost, or is of another kind than its column.
            Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig) => Ok(false),
            _ => Err(error.into()),
        },
    }
}
