//! Source connections: which files of the landing zone, and how they are written.

use super::{bad, delimited::Layout, only, spec, specs, text};
use crate::{
    answer::Refusal,
    landing::{
        container_of,
        store::{Blob, Zone},
    },
};
use rusqlite::Connection;
use serde_json::Value;

const MEMBERS: [&str; 6] = [
    "name",
    "description",
    "baseConnectionId",
    "data",
    "params",
    "connectionSpec",
];
const DATA: [&str; 4] = ["format", "schema", "columnDelimiter", "properties"];
/// Compressions of the guide that practice cannot read.
const UNREAD: [&str; 4] = ["bzip2", "zipDeflate", "tarGzip", "tar"];

pub(super) fn checked(sandbox: &str, sent: &Value) -> Result<Value, Refusal> {
    only(sent, "the source connection", &MEMBERS)?;
    text(&sent["name"], "name")?;
    spec(&sent["connectionSpec"], "connectionSpec", specs::LANDING_ZONE, true)?;
    // The landing zone needs none, so whatever is named cannot be known.
    if !sent["baseConnectionId"].is_null() {
        return Err(bad(
            "baseConnectionId is not known: the landing zone has no base connection",
        ));
    }
    only(&sent["data"], "data", &DATA)?;
    match text(&sent["data"]["format"], "data.format")? {
        "delimited" => {}
        "json" | "parquet" => return Err(bad("the practice platform reads delimited files alone")),
        _ => return Err(bad("data.format must be delimited, json or parquet")),
    }
    layout(&sent["data"])?;
    only(&sent["params"], "params", &["path", "recursive", "type"])?;
    let path = text(&sent["params"]["path"], "params.path")?;
    if path.contains(['*', '?']) {
        return Err(bad(
            "the practice platform takes a file or a folder as params.path, not a pattern",
        ));
    }
    within(sandbox, path).ok_or_else(|| bad("params.path must begin with the landing zone's container"))?;
    recursive(&sent["params"])?;
    Ok(sent.clone())
}

pub(super) fn layout(data: &Value) -> Result<Layout, Refusal> {
    let delimiter = match &data["columnDelimiter"] {
        Value::Null => b',',
        Value::String(one) if one.len() == 1 => one.as_bytes()[0],
        _ => return Err(bad("data.columnDelimiter must be a single character")),
    };
    match data["properties"]["compressionType"].as_str() {
        None if data["properties"]["compressionType"].is_null() => Ok(Layout::new(delimiter, None)),
        Some("gzip") => Ok(Layout::new(delimiter, Some("gzip"))),
        Some("deflate") => Ok(Layout::new(delimiter, Some("deflate"))),
        Some("none") => Ok(Layout::new(delimiter, None)),
        Some(known) if UNREAD.contains(&known) => Err(bad(&format!(
            "the practice platform reads gzip and deflate, not {known}"
        ))),
        _ => Err(bad("data.properties.compressionType is not known")),
    }
}

/// A boolean, also when it is written as a text.
fn recursive(params: &Value) -> Result<bool, Refusal> {
    match &params["recursive"] {
        Value::Null => Ok(false),
        Value::Bool(deep) => Ok(*deep),
        Value::String(word) if word == "true" || word == "false" => Ok(word == "true"),
        _ => Err(bad("params.recursive must be true or false")),
    }
}

/// The path below the container.
pub(super) fn within<'a>(sandbox: &str, path: &'a str) -> Option<&'a str> {
    let rest = path.trim_start_matches('/').strip_prefix(&container_of(sandbox))?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('/')
    }
}

/// The files that a source means and that were written within a time: from its first moment on, before its second.
pub(super) fn files(
    db: &Connection,
    sandbox: &str,
    source: &Value,
    (from, until): (i64, i64),
) -> Result<Vec<Blob>, Refusal> {
    let params = &source["params"];
    let path = within(sandbox, params["path"].as_str().unwrap_or_default()).unwrap_or_default();
    let zone = Zone::of(db, sandbox);
    let mut found = match zone.find(path)? {
        Some(file) => vec![file],
        None => folder(zone, path.trim_end_matches('/'), recursive(params)?)?,
    };
    found.retain(|blob| (from..until).contains(&blob.modified));
    Ok(found)
}

fn folder(zone: Zone<'_>, path: &str, deep: bool) -> rusqlite::Result<Vec<Blob>> {
    let prefix = if path.is_empty() {
        String::new()
    } else {
        format!("{path}/")
    };
    let mut all = zone.list(&prefix, "", usize::MAX >> 1)?;
    all.retain(|blob| deep || !blob.name[prefix.len()..].contains('/'));
    Ok(all)
}
