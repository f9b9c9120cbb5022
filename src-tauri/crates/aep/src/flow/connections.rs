//! Where a flow takes its files, and where its records go.

use super::{DATA_LAKE, LANDING_ZONE, SERVICE};
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::error::Error;
use crate::json::text;
use crate::{DatasetId, SchemaId, SourceConnectionId, TargetConnectionId};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const SCHEMA: &str = "application/vnd.adobe.xed-full+json;version=1";

/// What landed files are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandedFormat {
    /// Text with a header line, and this between its columns.
    Delimited(char),
    /// JSON.
    Json,
    /// Parquet.
    Parquet,
}

/// What landed files are packed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// `.gz`.
    Gzip,
    /// `.bz2`.
    Bzip2,
    /// `.zip`.
    Zip,
}

/// A source that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSourceConnection {
    /// What it is found again by.
    pub name: String,
    /// What people read about it.
    pub description: String,
    /// A file or folder, from the container on: `dlz-user-container/shoppers.csv`.
    pub path: String,
    /// Of a folder, those within it as well.
    pub recursive: bool,
    /// What the files are.
    pub format: LandedFormat,
    /// What they are packed with.
    pub compression: Option<Compression>,
}

/// A source of the landing zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceConnection {
    /// Its id.
    pub id: SourceConnectionId,
    /// Its name.
    pub name: String,
    /// From the container on.
    pub path: Option<String>,
    /// `delimited`, `json` or `parquet`.
    pub format: Option<String>,
    /// Its version, for `If-Match`.
    pub etag: Option<String>,
}

/// A target that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTargetConnection {
    /// What it is found again by.
    pub name: String,
    /// What people read about it.
    pub description: String,
    /// The dataset.
    pub dataset: DatasetId,
    /// The dataset's schema.
    pub schema: SchemaId,
}

/// A target in the data lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetConnection {
    /// Its id.
    pub id: TargetConnectionId,
    /// Its name.
    pub name: String,
    /// The dataset.
    pub dataset: Option<String>,
    /// Its version, for `If-Match`.
    pub etag: Option<String>,
}

impl LandedFormat {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Delimited(_) => "delimited",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }
}

impl NewSourceConnection {
    fn body(&self) -> Value {
        let mut data = json!({"format": self.format.word()});
        if let LandedFormat::Delimited(delimiter) = self.format {
            data["columnDelimiter"] = delimiter.to_string().into();
        }
        if let Some(compression) = self.compression {
            let word = match compression {
                Compression::Gzip => "gzip",
                Compression::Bzip2 => "bzip2",
                Compression::Zip => "zipDeflate",
            };
            data["properties"] = json!({"compressionType": word});
        }
        let mut params = json!({"path": self.path});
        if self.recursive {
            params["recursive"] = true.into();
        }
        json!({"name": self.name, "description": self.description, "data": data, "params": params,
            "connectionSpec": {"id": LANDING_ZONE, "version": "1.0"}})
    }

    /// What is left out of an answer speaks against nothing.
    fn is_met_by(&self, there: &SourceConnection) -> bool {
        there.path.as_deref().map(|path| path.trim_matches('/')) == Some(self.path.trim_matches('/'))
            && there
                .format
                .as_deref()
                .is_none_or(|format| format == self.format.word())
    }
}

impl NewTargetConnection {
    fn body(&self) -> Value {
        json!({"name": self.name, "description": self.description,
            "data": {"schema": {"id": self.schema.as_str(), "version": SCHEMA}},
            "params": {"dataSetId": self.dataset.as_str()},
            "connectionSpec": {"id": DATA_LAKE, "version": "1.0"}})
    }
}

impl Client {
    /// Makes a source connection in the landing zone, unless one of this name is there; [`Ensured::Differs`] where that
    /// one names another path or format.
    pub async fn ensure_source_connection(
        &self,
        new: &NewSourceConnection,
        cancel: &CancellationToken,
    ) -> Result<Ensured<SourceConnection>, Error> {
        let path = format!("{SERVICE}/sourceConnections");
        let look = async || {
            let items = self.items("source_connections", &path, &[], |_| true, cancel).await?;
            let named = items
                .iter()
                .filter(|item| is_ours(item, &new.name, LANDING_ZONE))
                .filter_map(source);
            Ok(best(named.collect(), |there| new.is_met_by(there)))
        };
        let make = async || {
            let item = self.make("create_source_connection", &path, new.body(), cancel).await?;
            Ok(SourceConnection {
                id: SourceConnectionId::parse(item.0).map_err(|_| item.2)?,
                name: new.name.clone(),
                path: Some(new.path.clone()),
                format: Some(new.format.word().into()),
                etag: item.1,
            })
        };
        ensure(look, make).await
    }

    /// Makes a target connection to a dataset, unless one of this name is there; [`Ensured::Differs`] where that one
    /// names another dataset.
    pub async fn ensure_target_connection(
        &self,
        new: &NewTargetConnection,
        cancel: &CancellationToken,
    ) -> Result<Ensured<TargetConnection>, Error> {
        let path = format!("{SERVICE}/targetConnections");
        let look = async || {
            let items = self.items("target_connections", &path, &[], |_| true, cancel).await?;
            let named = items
                .iter()
                .filter(|item| is_ours(item, &new.name, DATA_LAKE))
                .filter_map(target);
            Ok(best(named.collect(), |there| {
                there.dataset.as_deref() == Some(new.dataset.as_str())
            }))
        };
        let make = async || {
            let item = self.make("create_target_connection", &path, new.body(), cancel).await?;
            Ok(TargetConnection {
                id: TargetConnectionId::parse(item.0).map_err(|_| item.2)?,
                name: new.name.clone(),
                dataset: Some(new.dataset.to_string()),
                etag: item.1,
            })
        };
        ensure(look, make).await
    }

    /// Deletes a source connection; one that is not there is as good as deleted.
    pub async fn delete_source_connection(
        &self,
        id: &SourceConnectionId,
        cancel: &CancellationToken,
    ) -> Result<(), Error> {
        self.remove(
            "delete_source_connection",
            format!("{SERVICE}/sourceConnections/{id}"),
            cancel,
        )
        .await
    }

    /// Deletes a target connection, not its dataset; one that is not there is as good as deleted.
    pub async fn delete_target_connection(
        &self,
        id: &TargetConnectionId,
        cancel: &CancellationToken,
    ) -> Result<(), Error> {
        self.remove(
            "delete_target_connection",
            format!("{SERVICE}/targetConnections/{id}"),
            cancel,
        )
        .await
    }

    /// Makes one, once; its id and version, and the error for an id that cannot be one.
    pub(super) async fn make(
        &self,
        name: &'static str,
        path: &str,
        body: Value,
        cancel: &CancellationToken,
    ) -> Result<(String, Option<String>, Error), Error> {
        let call = Call::new(name, Method::POST, path, Payload::Json(body), Repeat::Untraced);
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        let etag = text(&answer, "etag").or_else(|| reply.etag.clone());
        Ok((text(&answer, "id").unwrap_or_default(), etag, reply.odd("no id")))
    }

    pub(super) async fn remove(
        &self,
        name: &'static str,
        path: String,
        cancel: &CancellationToken,
    ) -> Result<(), Error> {
        let call = Call::new(name, Method::DELETE, path, Payload::Nothing, Repeat::Safe);
        match self.call(&call, cancel).await {
            Err(Error::NotFound(_)) => Ok(()),
            reply => reply?.accepted(),
        }
    }
}

/// Names need not be unique here; the one that fits counts.
pub(super) fn best<T>(mut named: Vec<T>, fits: impl Fn(&T) -> bool) -> Option<Ensured<T>> {
    match named.iter().position(fits) {
        Some(at) => Some(Ensured::Found(named.swap_remove(at))),
        None => named.into_iter().next().map(Ensured::Differs),
    }
}

fn is_ours(item: &Value, name: &str, specification: &str) -> bool {
    let kind = item.get("connectionSpec").and_then(|kind| text(kind, "id"));
    text(item, "name").as_deref() == Some(name) && kind.as_deref() == Some(specification)
}

fn source(item: &Value) -> Option<SourceConnection> {
    Some(SourceConnection {
        id: SourceConnectionId::parse(text(item, "id")?).ok()?,
        name: text(item, "name")?,
        path: item.get("params").and_then(|params| text(params, "path")),
        format: item.get("data").and_then(|data| text(data, "format")),
        etag: text(item, "etag"),
    })
}

fn target(item: &Value) -> Option<TargetConnection> {
    Some(TargetConnection {
        id: TargetConnectionId::parse(text(item, "id")?).ok()?,
        name: text(item, "name")?,
        dataset: item.get("params").and_then(|params| text(params, "dataSetId")),
        etag: text(item, "etag"),
    })
}
