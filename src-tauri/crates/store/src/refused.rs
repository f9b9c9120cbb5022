//! Rows that the platform refused: numbers and codes, no cell.

use crate::{Error, Store};

pub(crate) const TABLE: &str = "
CREATE TABLE refused (
  run TEXT NOT NULL REFERENCES run (id),
  row INTEGER NOT NULL,
  code TEXT NOT NULL,
  reason INTEGER,
  PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;";

/// A refused row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// From 0.
    pub row: u64,
    /// The platform's.
    pub code: String,
    /// Its reason's place in the report, where that is kept there.
    pub reason: Option<u32>,
}

impl Store {
    /// Keeps which rows of a run were refused.
    pub fn keep_refused(&self, run: &str, rows: &[RefusedRow]) -> Result<(), Error> {
        self.write(|t| {
            t.execute("DELETE FROM refused WHERE run = ?1", [run])?;
            let mut insert =
                t.prepare_cached("INSERT OR REPLACE INTO refused (run, row, code, reason) VALUES (?1, ?2, ?3, ?4)")?;
            for refused in rows {
                insert.execute((run, refused.row as i64, &refused.code, refused.reason))?;
            }
            Ok(())
        })
    }

    /// The refused rows of a run, in file order.
    pub fn refused(&self, run: &str) -> Result<Vec<RefusedRow>, Error> {
        self.read(|connection| {
            let mut query =
                connection.prepare_cached("SELECT row, code, reason FROM refused WHERE run = ?1 ORDER BY row")?;
            let rows = query.query_map([run], |row| {
                Ok(RefusedRow {
                    row: row.get::<_, i64>(0)? as u64,
                    code: row.get(1)?,
                    reason: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::RefusedRow;
    use crate::Store;

    #[test]
    fn refused_rows_are_kept_with_their_run_and_go_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        crate::run::tests::begin(&store, "01A");
        let rows = [(3, "1401", Some(0)), (900, "1555", None)].map(|(row, code, reason)| RefusedRow {
            row,
            code: code.to_owned(),
            reason,
        });
        store.keep_refused("01A", &rows).unwrap();
        store.keep_refused("01A", &rows).unwrap();
        assert_eq!(store.refused("01A").unwrap(), rows);
        store
            .save_run("01A", "succeeded", &serde_json::json!({}), None, true)
            .unwrap();
        store.delete_history().unwrap();
        assert!(store.refused("01A").unwrap().is_empty());
    }
}
