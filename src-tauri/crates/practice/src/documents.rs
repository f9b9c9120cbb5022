//! Everything the platform keeps as a JSON document: datasets, schemas, descriptors, namespaces, mapping sets, connections,
//! dataflows and their runs.
//! Documents are apart per sandbox, and keep the order in which they were made.

use crate::clock;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;

/// The kind of a document; also its place in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Schema,
    FieldGroup,
    DataType,
    Class,
    Descriptor,
    Namespace,
    Dataset,
    MappingSet,
    Connection,
    SourceConnection,
    TargetConnection,
    Flow,
    /// Where a flow's schedule stands.
    FlowClock,
    Run,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::FieldGroup => "field_group",
            Self::DataType => "data_type",
            Self::Class => "class",
            Self::Descriptor => "descriptor",
            Self::Namespace => "namespace",
            Self::Dataset => "dataset",
            Self::MappingSet => "mapping_set",
            Self::Connection => "connection",
            Self::SourceConnection => "source_connection",
            Self::TargetConnection => "target_connection",
            Self::Flow => "flow",
            Self::FlowClock => "flow_clock",
            Self::Run => "run",
        }
    }
}

/// The documents of one sandbox.
#[derive(Clone, Copy)]
pub(crate) struct Documents<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) sandbox: &'a str,
}

impl<'a> Documents<'a> {
    pub(crate) fn of(db: &'a Connection, sandbox: &'a str) -> Self {
        Self { db, sandbox }
    }

    /// Inserts or replaces; the place in the order stays with the first insertion.
    pub(crate) fn put(&self, kind: Kind, id: &str, body: &Value) -> rusqlite::Result<()> {
        let sql = "INSERT INTO document (sandbox, kind, id, created, body) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (sandbox, kind, id) DO UPDATE SET body = excluded.body";
        let mut statement = self.db.prepare_cached(sql)?;
        statement.execute(params![
            self.sandbox,
            kind.name(),
            id,
            clock::now_ms(),
            body.to_string()
        ])?;
        Ok(())
    }

    pub(crate) fn get(&self, kind: Kind, id: &str) -> rusqlite::Result<Option<Value>> {
        let sql = "SELECT body FROM document WHERE sandbox = ?1 AND kind = ?2 AND id = ?3";
        let mut statement = self.db.prepare_cached(sql)?;
        let text: Option<String> = statement
            .query_row([self.sandbox, kind.name(), id], |r| r.get(0))
            .optional()?;
        Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
    }

    /// All documents of a kind with their ids, oldest first.
    pub(crate) fn all(&self, kind: Kind) -> rusqlite::Result<Vec<(String, Value)>> {
        let sql = "SELECT id, body FROM document WHERE sandbox = ?1 AND kind = ?2 ORDER BY seq";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([self.sandbox, kind.name()], |r| {
            let body: String = r.get(1)?;
            Ok((r.get(0)?, serde_json::from_str(&body).unwrap_or_default()))
        })?;
        rows.collect()
    }

    pub(crate) fn bodies(&self, kind: Kind) -> rusqlite::Result<Vec<Value>> {
        Ok(self.all(kind)?.into_iter().map(|(_, body)| body).collect())
    }

    /// Whether there was such a document.
    pub(crate) fn delete(&self, kind: Kind, id: &str) -> rusqlite::Result<bool> {
        let sql = "DELETE FROM document WHERE sandbox = ?1 AND kind = ?2 AND id = ?3";
        Ok(self.db.execute(sql, [self.sandbox, kind.name(), id])? > 0)
    }
}
