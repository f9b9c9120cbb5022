//! A look into the landing zone before a flow is made: its files and folders, and the first rows of a file.

use super::{
    bad,
    delimited::{self, Layout, Row},
    missing, source, specs,
};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer, Refusal},
    landing::{
        container_of,
        segments::Chain,
        store::{Blob, Zone},
    },
    query::{self, Query},
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io};

/// Rows of a preview.
const ROWS: usize = 100;
const PARAMS: [&str; 9] = [
    "objectType",
    "object",
    "fileType",
    "preview",
    "determineProperties",
    "queryParams",
    "columnDelimiter",
    "compressionType",
    "recursive",
];

pub(super) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    if id != specs::LANDING_ZONE {
        return Err(missing());
    }
    let query = query::form(&query.unwrap_or_default());
    if let Some(odd) = query.keys().find(|name| !PARAMS.contains(&name.as_str())) {
        return Err(bad(&format!("Invalid params {odd} provided in query params.")));
    }
    let object = query.get("object").map(String::as_str);
    let below = |path: &str| source::within(&sandbox.0, path).map(str::to_owned).ok_or_else(missing);
    match (
        query.get("objectType").map(|t| t.to_ascii_lowercase()).as_deref(),
        object,
    ) {
        (Some("root"), None) => folder(&state, &sandbox.0, ""),
        (Some("folder"), Some(path)) => folder(&state, &sandbox.0, below(path)?.trim_end_matches('/')),
        (Some("file"), Some(path)) => file(&state, &sandbox.0, &below(path)?, &query).await,
        (Some("root" | "folder" | "file"), _) => Err(bad("object is required, except with the object type root")),
        _ => Err(bad("objectType must be root, folder or file")),
    }
}

fn folder(state: &Platform, sandbox: &str, path: &str) -> Answer {
    let prefix = if path.is_empty() {
        String::new()
    } else {
        format!("{path}/")
    };
    let db = state.db();
    let blobs = Zone::of(&db, sandbox).list(&prefix, "", usize::MAX >> 1)?;
    if blobs.is_empty() && !path.is_empty() {
        return Err(missing());
    }
    let place = |name: &str| format!("{}/{prefix}{name}", container_of(sandbox));
    let mut files = Vec::new();
    let mut folders = BTreeSet::new();
    for blob in &blobs {
        match blob.name[prefix.len()..].split_once('/') {
            None => files.push(&blob.name[prefix.len()..]),
            Some((folder, _)) => drop(folders.insert(folder)),
        }
    }
    let entry = |kind: &str, name: &str, path: String| {
        let is_file = kind == "file";
        json!({"type": kind, "name": name, "path": path, "canPreview": is_file, "canFetchSchema": is_file})
    };
    let files = files.into_iter().map(|name| entry("file", name, place(name)));
    let folders = folders
        .into_iter()
        .map(|name| entry("folder", name, format!("{}/", place(name))));
    answer::ok(&files.chain(folders).collect())
}

async fn file(state: &Shared, sandbox: &str, path: &str, query: &Query) -> Answer {
    let found = Zone::of(&state.db(), sandbox).find(path)?.ok_or_else(missing)?;
    let is_set = |name: &str| query.get(name).is_some_and(|word| word == "true");
    let said = ["fileType", "queryParams", "columnDelimiter", "compressionType"];
    let said = said.iter().any(|name| query.contains_key(*name));
    let layout = match (is_set("determineProperties"), said) {
        (true, true) => {
            return Err(bad(
                "determineProperties cannot be given together with the properties of the file",
            ));
        }
        (false, false) => {
            return Err(bad(
                "either determineProperties or the properties of the file must be given",
            ));
        }
        (true, false) => None,
        (false, true) => Some(stated(query)?),
    };
    let (with_rows, worker) = (is_set("preview"), state.clone());
    let shown = tokio::task::spawn_blocking(move || read(&worker, &found, layout, with_rows)).await;
    let unreadable = |error: io::Error| bad(&format!("the file cannot be read: {}", error.kind()));
    match shown.map_err(io::Error::other)?.map_err(unreadable)? {
        Some(shown) => answer::ok(&shown),
        None => Err(bad("the practice platform previews delimited files alone")),
    }
}

/// In parameters of their own, or in `queryParams` as Base64 of JSON.
fn stated(query: &Query) -> Result<Layout, Refusal> {
    let packed = query.get("queryParams").map(|text| {
        let bytes = BASE64_STANDARD.decode(text).ok()?;
        serde_json::from_slice::<Value>(&bytes).ok()
    });
    let packed = packed.unwrap_or(Some(json!({})));
    let packed = packed.ok_or_else(|| bad("queryParams must be the Base64 of JSON"))?;
    let word = |names: [&str; 2]| {
        let own = names.iter().find_map(|name| query.get(*name).map(|v| json!(v)));
        own.or_else(|| names.iter().find_map(|name| packed.get(*name).cloned()))
            .unwrap_or_default()
    };
    match word(["fileType", "type"]).as_str() {
        None | Some("delimited") => {}
        Some("json" | "parquet") => return Err(bad("the practice platform previews delimited files alone")),
        Some(_) => return Err(bad("fileType must be delimited, json or parquet")),
    }
    source::layout(&json!({
        "columnDelimiter": word(["columnDelimiter", "delimiter"]),
        "properties": {"compressionType": word(["compressionType", "compression"])},
    }))
}

/// `None` for what is not delimited.
fn read(state: &Platform, blob: &Blob, layout: Option<Layout>, with_rows: bool) -> io::Result<Option<Value>> {
    let bytes = || Box::new(Chain::new(&state.home.landing(), &blob.segments));
    let layout = match layout {
        Some(stated) => Some(stated),
        None => delimited::guessed(bytes(), bytes())?,
    };
    let Some(layout) = layout else { return Ok(None) };
    let rows = layout.rows(bytes())?;
    let columns = rows
        .columns
        .iter()
        .map(|name| json!({"name": name, "type": "string", "xdm": {"type": "string"}}));
    let columns: Vec<Value> = columns.collect();
    let mut properties = json!({
        "fileType": "delimited", "columnDelimiter": char::from(layout.delimiter).to_string(),
    });
    if let Some(compression) = layout.compression {
        properties["compressionType"] = json!(compression);
    }
    let mut shown = json!({"properties": properties, "format": "flat", "schema": {"columns": columns}});
    if with_rows {
        let mut data = Vec::new();
        for row in rows.take(ROWS) {
            if let Row::Fields(fields) = row? {
                data.push(fields);
            }
        }
        shown["data"] = Value::Array(data);
    }
    Ok(Some(shown))
}
