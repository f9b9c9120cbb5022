//! Diagnostics under `/export`: the rows that the platform refused, and why (facts §6.5).
//!
//! Rows pass through one at a time and are shoppers' data: they have no `Debug` and go into no log.

mod every;
mod fault;
mod rows;

pub(crate) use fault::collect;

pub use every::{DiagnosticSource, RowFaults};
pub use fault::{RowError, RowFault};
pub use rows::RowErrors;

use crate::call::Call;
use crate::client::Client;
use crate::json::{list, number, text};
use crate::{BatchId, Error, FileName};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

const PAGE: usize = 100;

/// A file of refused rows, such as `parsing_errors_0.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowErrorFile {
    /// Its name below `row_errors/`.
    pub name: FileName,
    /// Its size in bytes, where the platform says it.
    pub length: Option<u64>,
}

/// Where a file of diagnostics is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Below the batch's `meta` path.
    Meta(String),
    /// Among the files of a failed batch.
    Failed(String),
}

impl Place {
    fn call(&self, name: &'static str, batch: &BatchId) -> Call<'static> {
        let (folder, path) = match self {
            Self::Meta(path) => ("meta", path),
            Self::Failed(path) => ("failed", path),
        };
        let call = Call::get(name, format!("/data/foundation/export/batches/{batch}/{folder}"));
        if path.is_empty() {
            call
        } else {
            call.query("path", path)
        }
    }
}

impl Client {
    /// Lists the files of refused rows; none when the platform keeps no diagnostics of this batch.
    pub async fn row_error_files(
        &self,
        batch: &BatchId,
        cancel: &CancellationToken,
    ) -> Result<Vec<RowErrorFile>, Error> {
        let folder = Place::Meta("row_errors".into());
        self.diagnostic_files("row_error_files", batch, &folder, cancel).await
    }

    /// Opens one of these files for reading row by row. A stream that breaks is opened anew by the caller.
    pub async fn row_errors(
        &self,
        batch: &BatchId,
        file: &FileName,
        cancel: &CancellationToken,
    ) -> Result<RowErrors, Error> {
        let place = Place::Meta(format!("row_errors/{file}"));
        self.open_rows("row_errors", batch, &place, cancel).await
    }

    /// The names of the files that were uploaded into a batch, as the platform keeps them beside its diagnostics.
    pub async fn input_files(&self, batch: &BatchId, cancel: &CancellationToken) -> Result<Vec<String>, Error> {
        let folder = Place::Meta("input_files".into());
        let mut found = Vec::new();
        for file in self.diagnostic_files("input_files", batch, &folder, cancel).await? {
            let place = Place::Meta(format!("input_files/{}", file.name));
            let mut rows = self.open_rows("input_files", batch, &place, cancel).await?;
            while let Some(row) = rows.next(cancel).await? {
                found.extend(text(&row.row, "path"));
            }
        }
        Ok(found)
    }

    async fn diagnostic_files(
        &self,
        name: &'static str,
        batch: &BatchId,
        folder: &Place,
        cancel: &CancellationToken,
    ) -> Result<Vec<RowErrorFile>, Error> {
        let mut found: Vec<RowErrorFile> = Vec::new();
        let mut start = 0;
        loop {
            let call = folder.call(name, batch).query("start", start).query("limit", PAGE);
            let reply = match self.call(&call, cancel).await {
                Err(Error::NotFound(_)) => return Ok(found),
                other => other?,
            };
            let answer = reply.json()?;
            if !answer.get("data").is_some_and(Value::is_array) {
                return Err(reply.odd("no list of files"));
            }
            let (page, before) = (list(&answer, "data"), found.len());
            for file in page.iter().filter_map(listed) {
                if !found.contains(&file) {
                    found.push(file);
                }
            }
            start += page.len();
            if page.len() < PAGE || found.len() == before {
                return Ok(found);
            }
        }
    }

    async fn open_rows(
        &self,
        name: &'static str,
        batch: &BatchId,
        place: &Place,
        cancel: &CancellationToken,
    ) -> Result<RowErrors, Error> {
        let mut call = place.call(name, batch).accept("*/*");
        call.streamed = true;
        let reply = self.call(&call, cancel).await?;
        reply.accepted()?;
        Ok(RowErrors::new(reply, self.shared.limits.stall))
    }
}

/// The hrefs name hosts and ports; a file's name is all that is used of them, and only where it is not given itself.
fn listed(item: &Value) -> Option<RowErrorFile> {
    let named = text(item, "name").or_else(|| {
        let href = text(item.get("_links")?.get("self")?, "href")?;
        let (_, path) = href.split_once("path=")?;
        let path = path.split('&').next().unwrap_or_default();
        Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
    })?;
    // Some listings name files with their folder.
    let name = FileName::parse(named.rsplit('/').next().unwrap_or_default()).ok()?;
    Some(RowErrorFile {
        name,
        length: number(item, "length"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_listed_name_that_is_a_path_cannot_lead_elsewhere() {
        let file = listed(&json!({"name": "row_errors/a_0.json", "length": "1162"})).unwrap();
        assert_eq!((file.name.as_str(), file.length), ("a_0.json", Some(1162)));
        assert_eq!(listed(&json!({"name": "../.."})), None);
    }

    #[test]
    fn a_name_that_is_missing_is_read_from_its_link() {
        let href = "https://platform.adobe.io:443/data/foundation/export/batches/b/meta?path=row_errors%2Fparsing_errors_0.json&x=1";
        let file = listed(&json!({"length": 5, "_links": {"self": {"href": href}}})).unwrap();
        assert_eq!(file.name.as_str(), "parsing_errors_0.json");
        assert_eq!(
            listed(&json!({"_links": {"self": {"href": "https://evil.example/path=..%2F.."}}})),
            None
        );
        assert_eq!(listed(&json!({})), None);
    }
}
