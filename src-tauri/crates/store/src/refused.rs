//! Rows that the platform refused: numbers and codes, no cell.

use crate::{Error, Store};

pub(crate) const TABLE: &str = "
CREATE TABLE refused (
  run TEXT NOT NULL REFERENCES run (id),
  row INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;";

impl Store {
    /// Keeps which rows of a run, counted from 0, were refused, with the platform's codes.
    pub fn keep_refused(&self, run: &str, rows: &[(u64, String)]) -> Result<(), Error> {
        self.write(|t| {
            t.execute("DELETE FROM refused WHERE run = ?1", [run])?;
            let mut insert = t.prepare_cached("INSERT OR REPLACE INTO refused (run, row, code) VALUES (?1, ?2, ?3)")?;
            for (row, code) in rows {
                insert.execute((run, *row as i64, code))?;
            }
            Ok(())
        })
    }

    /// The refused rows of a run, in file order.
    pub fn refused(&self, run: &str) -> Result<Vec<(u64, String)>, Error> {
        let connection = self.connection();
        let mut query = connection.prepare_cached("SELECT row, code FROM refused WHERE run = ?1 ORDER BY row")?;
        let rows = query.query_map([run], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use crate::Store;

    #[test]
    fn refused_rows_are_kept_with_their_run_and_go_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        crate::run::tests::begin(&store, "01A");
        let rows = [(3, "1401".to_owned()), (900, "1555".to_owned())];
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
