//! Connections to organisations: everything but their secrets, which are in the keychain under the connection's id.

use crate::{Error, Store};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

pub(crate) const TABLE: &str = "
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  client_id TEXT NOT NULL,
  org_id TEXT NOT NULL,
  scopes TEXT NOT NULL,
  region TEXT,
  sandbox TEXT,
  dataset TEXT,
  options TEXT NOT NULL DEFAULT '{}',
  secret_mark TEXT,
  secret_changed TEXT
) STRICT;";

/// A connection as kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConnectionRow {
    /// Made once; also the account under which the keychain has the secret.
    pub id: String,
    /// The user's own name for it, unique without regard to case.
    pub name: String,
    /// Of the technical account.
    pub client_id: String,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Comma-separated.
    pub scopes: String,
    /// Such as `nld2`, where the user chose one.
    pub region: Option<String>,
    /// The sandbox's name, once chosen.
    pub sandbox: Option<String>,
    /// The dataset's id, once chosen.
    pub dataset: Option<String>,
    /// The engine's own, not read here.
    pub options: Json,
    /// First digits of a keyed hash of the secret, where one is in the keychain: tells "never saved" from "gone".
    pub secret_mark: Option<String>,
    /// When it was saved, RFC 3339.
    pub secret_changed: Option<String>,
}

impl Store {
    /// Connections by name.
    pub fn connections(&self) -> Result<Vec<ConnectionRow>, Error> {
        self.read(all)
    }

    /// The connection of this id or, without regard to case, of this name.
    pub fn find_connection(&self, key: &str) -> Result<Option<ConnectionRow>, Error> {
        self.read(|connection| {
            Ok(connection
                .query_row("SELECT * FROM connection WHERE id = ?1 OR name = ?1", [key], read)
                .optional()?)
        })
    }

    /// Keeps a new connection, or what became of a known one. [`Error::Refused`] where another one has its name.
    pub fn keep_connection(&self, row: &ConnectionRow) -> Result<(), Error> {
        self.protect(|t| {
            let taken: bool = t.query_row(
                "SELECT EXISTS (SELECT 1 FROM connection WHERE name = ?1 AND id <> ?2)",
                [&row.name, &row.id],
                |r| r.get(0),
            )?;
            if taken {
                return Err(Error::Refused("another connection has this name"));
            }
            insert(t, row, "OR REPLACE")?;
            Ok(())
        })
    }

    /// Forgets a connection; its runs stay in the history.
    pub fn forget_connection(&self, id: &str) -> Result<(), Error> {
        self.protect(|t| {
            t.execute("DELETE FROM connection WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<ConnectionRow>, Error> {
    let mut query = connection.prepare_cached("SELECT * FROM connection ORDER BY name COLLATE NOCASE")?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// `conflict`: what becomes of one that is there already.
pub(crate) fn insert(connection: &Connection, row: &ConnectionRow, conflict: &str) -> Result<usize, Error> {
    let sql = format!(
        "INSERT {conflict} INTO connection (id, name, client_id, org_id, scopes, region, sandbox, dataset, options, secret_mark, secret_changed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    );
    Ok(connection.execute(
        &sql,
        params![
            row.id,
            row.name,
            row.client_id,
            row.org_id,
            row.scopes,
            row.region,
            row.sandbox,
            row.dataset,
            row.options.to_string(),
            row.secret_mark,
            row.secret_changed
        ],
    )?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ConnectionRow> {
    Ok(ConnectionRow {
        id: row.get("id")?,
        name: row.get("name")?,
        client_id: row.get("client_id")?,
        org_id: row.get("org_id")?,
        scopes: row.get("scopes")?,
        region: row.get("region")?,
        sandbox: row.get("sandbox")?,
        dataset: row.get("dataset")?,
        options: serde_json::from_str(&row.get::<_, String>("options")?).unwrap_or_default(),
        secret_mark: row.get("secret_mark")?,
        secret_changed: row.get("secret_changed")?,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn row(id: &str, name: &str) -> ConnectionRow {
        ConnectionRow {
            id: id.to_owned(),
            name: name.to_owned(),
            client_id: "0a1b".to_owned(),
            org_id: "5C13@AdobeOrg".to_owned(),
            scopes: "openid".to_owned(),
            region: None,
            sandbox: Some("prod".to_owned()),
            dataset: None,
            options: serde_json::json!({}),
            secret_mark: None,
            secret_changed: None,
        }
    }

    #[test]
    fn connections_are_kept_found_changed_and_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.keep_connection(&row("2", "stage")).unwrap();
        store.keep_connection(&row("1", "Live")).unwrap();
        assert_eq!(store.find_connection("LIVE").unwrap(), Some(row("1", "Live")));
        let changed = ConnectionRow {
            dataset: Some("5b02".to_owned()),
            ..row("2", "Stage")
        };
        store.keep_connection(&changed).unwrap();
        assert_eq!(store.connections().unwrap(), [row("1", "Live"), changed]);
        assert!(
            matches!(store.keep_connection(&row("3", "live")), Err(Error::Refused(_))),
            "two of one name could not be told apart"
        );
        store.forget_connection("1").unwrap();
        assert_eq!(store.connections().unwrap().len(), 1);
    }
}
