//! Diagnostics under `/export`: the rows that the platform refused, and why (facts §6.5).
//!
//! Rows pass through one at a time and are shoppers' data: they have no `Debug` and go into no log.

use crate::client::Client;
use crate::error::{Error, NoAnswer};
use crate::json::{list, number, text};
use crate::transport::{Call, Reply, no_answer};
use crate::{BatchId, FileName, redact};
use serde_json::Value;
use std::fmt;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

const PAGE: usize = 100;
/// As large as a source record may be.
const LONGEST_LINE: usize = 8 << 20;

/// A file of refused rows, such as `parsing_errors_0.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowErrorFile {
    /// Its name below `row_errors/`.
    pub name: FileName,
    /// Its size in bytes, where the platform says it.
    pub length: Option<u64>,
}

/// A refused row.
#[derive(Clone, PartialEq)]
pub struct RowError {
    /// Why, once per fault.
    pub faults: Vec<RowFault>,
    /// The uploaded file that it came from (`_filename`).
    pub file: Option<String>,
    /// The row as the platform read it, without the fields that describe the fault. Personal data.
    pub row: Value,
}

/// One fault of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// Such as `1401`, without a prefix; empty where the platform gives none.
    pub code: String,
    /// Adobe's words, personal data taken out.
    pub message: String,
    /// The field, where the platform names it.
    pub column: Option<String>,
}

impl fmt::Debug for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowError")
            .field("faults", &self.faults)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Lists the files of refused rows; none when the platform keeps no diagnostics of this batch.
    pub async fn row_error_files(
        &self,
        batch: &BatchId,
        cancel: &CancellationToken,
    ) -> Result<Vec<RowErrorFile>, Error> {
        let mut found: Vec<RowErrorFile> = Vec::new();
        let mut start = 0;
        loop {
            let call = meta("row_error_files", batch, "row_errors")
                .query("start", start)
                .query("limit", PAGE);
            let reply = match self.call(&call, cancel).await {
                Err(Error::NotFound(_)) => return Ok(found),
                other => other?,
            };
            let answer = reply.json()?;
            if !answer.get("data").is_some_and(Value::is_array) {
                return Err(reply.odd("no list of files"));
            }
            let (page, before) = (list(&answer, "data"), found.len());
            for file in page.iter().filter_map(error_file) {
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

    /// Opens one of these files for reading row by row. A stream that breaks is opened anew by the caller.
    pub async fn row_errors(
        &self,
        batch: &BatchId,
        file: &FileName,
        cancel: &CancellationToken,
    ) -> Result<RowErrors, Error> {
        let mut call = meta("row_errors", batch, &format!("row_errors/{file}"));
        call.streamed = true;
        call.accept = "*/*";
        let reply = self.call(&call, cancel).await?;
        reply.accepted()?;
        Ok(RowErrors {
            reply,
            waiting: Vec::new(),
            searched: 0,
            ended: false,
            stall: self.shared.limits.stall,
        })
    }
}

/// The hrefs in the answers name hosts and ports; the path is all that is used of them.
fn meta<'a>(name: &'static str, batch: &BatchId, path: &str) -> Call<'a> {
    Call::get(name, format!("/data/foundation/export/batches/{batch}/meta")).query("path", path)
}

fn error_file(item: &Value) -> Option<RowErrorFile> {
    // Some listings name files with their folder.
    let name = text(item, "name")?;
    let name = FileName::parse(name.rsplit('/').next().unwrap_or_default()).ok()?;
    Some(RowErrorFile {
        name,
        length: number(item, "length"),
    })
}

/// Refused rows, read as they come.
pub struct RowErrors {
    reply: Reply,
    /// Bytes that are not a whole line yet.
    waiting: Vec<u8>,
    /// How many of these are known to hold no line end.
    searched: usize,
    ended: bool,
    stall: Duration,
}

impl RowErrors {
    /// The next row, or `None` after the last. A line that is not JSON is [`Error::Answer`]: what was cut off must not
    /// look like the end.
    pub async fn next(&mut self, cancel: &CancellationToken) -> Result<Option<RowError>, Error> {
        loop {
            let line = cancel
                .run_until_cancelled(self.line())
                .await
                .ok_or(Error::Cancelled)??;
            match line {
                None => return Ok(None),
                Some(line) if line.iter().all(u8::is_ascii_whitespace) => {}
                Some(line) => {
                    let row = serde_json::from_slice(&line).map_err(|_| self.reply.odd("a line that is not JSON"))?;
                    return Ok(Some(row_error(row)));
                }
            }
        }
    }

    async fn line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            if let Some(end) = self.waiting[self.searched..].iter().position(|byte| *byte == b'\n') {
                let rest = self.waiting.split_off(self.searched + end + 1);
                self.searched = 0;
                return Ok(Some(std::mem::replace(&mut self.waiting, rest)));
            }
            self.searched = self.waiting.len();
            if self.ended {
                self.searched = 0;
                return Ok(Some(std::mem::take(&mut self.waiting)).filter(|line| !line.is_empty()));
            }
            if self.waiting.len() > LONGEST_LINE {
                return Err(self.reply.odd("a line larger than 8 MiB"));
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), Error> {
        let Some(response) = &mut self.reply.rest else {
            self.ended = true;
            return Ok(());
        };
        let slow = |_| Error::Unreachable(NoAnswer::TooSlow("progress"));
        match timeout(self.stall, response.chunk())
            .await
            .map_err(slow)?
            .map_err(no_answer)?
        {
            Some(chunk) => self.waiting.extend_from_slice(&chunk),
            None => self.ended = true,
        }
        Ok(())
    }
}

fn row_error(mut line: Value) -> RowError {
    let mut faults: Vec<RowFault> = Vec::new();
    for key in ["_errors", "_validationErrors"] {
        let errors = list(&line, key).iter();
        // The streaming validator's form nests its list once more.
        faults.extend(errors.flat_map(|error| match error.get("_streamingValidation") {
            Some(_) => list(error, "_streamingValidation").iter().map(fault).collect(),
            None => vec![fault(error)],
        }));
    }
    let file = text(&line, "_filename");
    if let Value::Object(fields) = &mut line {
        for key in ["_errors", "_validationErrors", "_filename"] {
            fields.shift_remove(key);
        }
    }
    RowError {
        faults,
        file,
        row: line,
    }
}

fn fault(error: &Value) -> RowFault {
    RowFault {
        code: text(error, "code")
            .or_else(|| text(error, "keyword"))
            .unwrap_or_default(),
        message: redact(&text(error, "message").unwrap_or_default()),
        column: text(error, "column").or_else(|| text(error, "pointerToViolation")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_is_told_apart_from_what_describes_its_fault() {
        let error = row_error(json!({
            "personalEmail": {"address": "jane@example.com"},
            "_errors": [{"code": "1401", "message": "bad value jane@example.com", "column": "person.birthDate"}],
            "_filename": "part-00001.json",
        }));
        assert_eq!(error.file.as_deref(), Some("part-00001.json"));
        assert_eq!(error.row, json!({"personalEmail": {"address": "jane@example.com"}}));
        let fault = RowFault {
            code: "1401".into(),
            message: "bad value <e-mail>".into(),
            column: Some("person.birthDate".into()),
        };
        assert_eq!(error.faults, [fault]);
        assert!(!format!("{error:?}").contains("jane"), "rows must not reach a log");
    }

    #[test]
    fn the_other_validators_forms_are_understood() {
        let failed = row_error(
            json!({"_validationErrors": [{"keyword": "required", "message": "m", "pointerToViolation": "#/person"}]}),
        );
        assert_eq!(
            (failed.faults[0].code.as_str(), failed.faults[0].column.as_deref()),
            ("required", Some("#/person"))
        );
        let nested = row_error(json!({"_errors": {"_streamingValidation": [{"message": "a"}, {"message": "b"}]}}));
        assert_eq!(nested.faults.len(), 2);
    }

    #[test]
    fn a_listed_name_that_is_a_path_cannot_lead_elsewhere() {
        assert_eq!(
            error_file(&json!({"name": "row_errors/a_0.json", "length": "1162"}))
                .unwrap()
                .length,
            Some(1162)
        );
        assert_eq!(error_file(&json!({"name": "../.."})), None);
    }
}
