//! Rows that a run left out for what is remembered or known of their people, so that one that is taken up again leaves
//! out the very same: numbers and codes, no cell.

use crate::{Error, Store};

pub(crate) const TABLE: &str = "
CREATE TABLE held (
  run TEXT NOT NULL REFERENCES run (id),
  row INTEGER NOT NULL,
  code TEXT NOT NULL,
  column_number INTEGER,
  PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;";

/// A row that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRow {
    /// From 0.
    pub row: u64,
    /// The finding's.
    pub code: String,
    /// The file's column, from 0.
    pub column: Option<u32>,
}

impl Store {
    /// Keeps which rows a run leaves out, instead of those that were kept before.
    pub fn keep_held(&self, run: &str, rows: &[HeldRow]) -> Result<(), Error> {
        self.write(|t| {
            t.execute("DELETE FROM held WHERE run = ?1", [run])?;
            let mut insert =
                t.prepare_cached("INSERT INTO held (run, row, code, column_number) VALUES (?1, ?2, ?3, ?4)")?;
            for held in rows {
                insert.execute((run, held.row as i64, &held.code, held.column))?;
            }
            Ok(())
        })
    }

    /// The rows that a run left out, in file order.
    pub fn held(&self, run: &str) -> Result<Vec<HeldRow>, Error> {
        self.read(|connection| {
            let mut query =
                connection.prepare_cached("SELECT row, code, column_number FROM held WHERE run = ?1 ORDER BY row")?;
            let rows = query.query_map([run], |row| {
                Ok(HeldRow {
                    row: row.get::<_, i64>(0)? as u64,
                    code: row.get(1)?,
                    column: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::HeldRow;
    use crate::Store;

    #[test]
    fn held_rows_are_kept_with_their_run_and_go_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        crate::run::tests::begin(&store, "01A");
        let rows = [
            (3, "consent_would_return", Some(4)),
            (900, "identity_known_otherwise", None),
        ];
        let rows = rows.map(|(row, code, column)| HeldRow {
            row,
            code: code.to_owned(),
            column,
        });
        store.keep_held("01A", &rows[..1]).unwrap();
        store.keep_held("01A", &rows).unwrap();
        assert_eq!(store.held("01A").unwrap(), rows);
        store
            .save_run("01A", "succeeded", &serde_json::json!({}), None, true)
            .unwrap();
        store.delete_history().unwrap();
        assert!(store.held("01A").unwrap().is_empty());
    }
}
