//! What the platform itself sees in the landing zone, before a flow is made of it.

use super::{LANDING_ZONE, LandedFormat, SERVICE};
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::json::{flag, list, text};
use serde_json::Value;
use std::fmt;
use tokio_util::sync::CancellationToken;

/// A file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explored {
    /// A folder, rather than a file.
    pub is_folder: bool,
    /// Its name.
    pub name: String,
    /// What it is asked for by.
    pub path: String,
    /// [`Client::preview`] can show it.
    pub can_preview: bool,
}

/// The beginning of a file as the platform reads it. Personal data: `Debug` shows none of it.
#[derive(Clone, PartialEq)]
pub struct Preview {
    /// In their order.
    pub columns: Vec<String>,
    /// Each an object by column.
    pub rows: Vec<Value>,
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview")
            .field("columns", &self.columns.len())
            .field("rows", &self.rows.len())
            .finish()
    }
}

fn explore(name: &'static str) -> Call<'static> {
    Call::get(name, format!("{SERVICE}/connectionSpecs/{LANDING_ZONE}/explore"))
}

impl Client {
    /// What is in the landing zone, or in one of its folders.
    pub async fn explore(&self, folder: Option<&str>, cancel: &CancellationToken) -> Result<Vec<Explored>, Error> {
        let call = match folder {
            None => explore("explore").query("objectType", "root"),
            Some(path) => explore("explore").query("objectType", "folder").query("object", path),
        };
        let reply = self.call(&call, cancel).await?;
        let answer = reply.json()?;
        let items = answer.as_array().or_else(|| answer.get("items")?.as_array());
        let items = items.ok_or_else(|| reply.odd("no list of files"))?;
        Ok(items.iter().filter_map(read).collect())
    }

    /// The beginning of a landed file.
    pub async fn preview(
        &self,
        path: &str,
        format: LandedFormat,
        cancel: &CancellationToken,
    ) -> Result<Preview, Error> {
        let mut call = explore("preview")
            .query("objectType", "file")
            .query("object", path)
            .query("fileType", format.word())
            .query("preview", true);
        // What a file tells by itself need not be said; how to say it stands in tutorials only.
        if let LandedFormat::Delimited(delimiter) = format
            && delimiter != ','
        {
            call = call.query("columnDelimiter", delimiter);
        }
        let reply = self.call(&call, cancel).await?;
        preview(&reply.json()?).ok_or_else(|| reply.odd("no preview"))
    }
}

fn read(item: &Value) -> Option<Explored> {
    let name = text(item, "name")?;
    Some(Explored {
        is_folder: text(item, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("folder")),
        path: text(item, "path").unwrap_or_else(|| name.clone()),
        name,
        can_preview: flag(item, "canPreview").unwrap_or(false),
    })
}

/// The reference shows the columns as a list of their own; tutorials within a schema, with the rows beside it.
fn preview(answer: &Value) -> Option<Preview> {
    let schema = answer.get("schema").unwrap_or(&Value::Null);
    let columns = [list(schema, "columns"), list(answer, "items")].concat();
    let columns: Vec<_> = columns
        .iter()
        .filter_map(|column| text(column, "name").or_else(|| text(column, "columnName")))
        .collect();
    let rows = list(answer, "data").to_vec();
    (!columns.is_empty() || !rows.is_empty()).then_some(Preview { columns, rows })
}
