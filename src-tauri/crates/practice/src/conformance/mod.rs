//! Requests and answers held against Adobe's OpenAPI files: method, path, query, headers, bodies and statuses. For tests
//! alone: the files stand in `tests/openapi` and are read when a test asks.

mod dataflows;
mod deviations;
mod operation;
mod schema;

pub use deviations::Deviation;

use crate::admin::Exchange;
use dataflows::DATAFLOWS;
use deviations::DEVIATIONS;
use operation::Operation;
use serde_json::Value;
use std::{fmt, fs, io, path::Path};

/// Which part of an exchange does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// No operation has this method and path.
    Path,
    /// A parameter of the query.
    Query,
    /// A header of the request.
    Header,
    /// The body of the request.
    Request,
    /// The status of the answer.
    Status,
    /// The body of the answer.
    Answer,
}

/// Something that does not fit the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Method and path template, such as `POST /data/foundation/import/batches`.
    pub operation: String,
    /// Where.
    pub place: Place,
    /// What: a name, or a pointer into the body and what is wrong there. Values are not repeated.
    pub detail: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}: {}", self.operation, self.place, self.detail)
    }
}

/// The operations of all files of a folder.
#[derive(Debug)]
pub struct Reference(Vec<Operation>);

impl Reference {
    /// Reads every `*.json` of `dir`, OpenAPI 3 or Swagger 2.
    ///
    /// # Errors
    /// When the folder cannot be read or a file is not JSON.
    pub fn load(dir: &Path) -> io::Result<Self> {
        let mut operations = Vec::new();
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "json") {
                let document: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
                operations.extend(operation::all(&document));
            }
        }
        Ok(Self(operations))
    }

    /// What of the request and of its answer does not fit; known deviations are left out.
    pub fn check(&self, exchange: &Exchange) -> Vec<Finding> {
        let mut found = self.check_request(exchange);
        found.extend(self.check_answer(exchange));
        found
    }

    /// What of the request does not fit.
    pub fn check_request(&self, exchange: &Exchange) -> Vec<Finding> {
        match self.find(exchange) {
            Ok(operation) => unknown(operation.request(exchange)),
            Err(finding) => unknown(vec![finding]),
        }
    }

    /// What of the answer does not fit.
    pub fn check_answer(&self, exchange: &Exchange) -> Vec<Finding> {
        match self.find(exchange) {
            Ok(operation) => unknown(operation.answer(exchange)),
            Err(_) => Vec::new(),
        }
    }

    fn find(&self, exchange: &Exchange) -> Result<&Operation, Finding> {
        let fitting = self.0.iter().filter(|o| o.concerns(exchange));
        // `/tenant/unions` is closer than `/{container}/unions`.
        fitting.max_by_key(|o| o.fixed_segments()).ok_or_else(|| Finding {
            operation: format!("{} {}", exchange.method, exchange.path),
            place: Place::Path,
            detail: "no such operation".to_owned(),
        })
    }
}

/// The known differences: guides, samples and Adobe's own clients differ from the OpenAPI files there.
pub fn deviations() -> impl Iterator<Item = &'static Deviation> {
    DEVIATIONS.iter().chain(DATAFLOWS)
}

fn unknown(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|f| !deviations().any(|d| d.explains(f)));
    findings
}
