//! Ninety files that customers really have, each with its outcome: what is sent, what is found, what is asked, what
//! stops it. Every file is made here; nobody in it exists. Numbers are those of the corpus.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_collect,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod bytes;
mod files;
mod identities;
mod pitfalls;
mod scope;
mod structure;
mod values;

use ingest::{CheckReport, Desk, FileFacts, FindingCode, MappingSet, Problem, QuestionCode, SourceFile};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// A checked file, with the records that would be sent.
pub(crate) struct Seen {
    pub(crate) report: CheckReport,
    pub(crate) records: Vec<Json>,
}

impl Seen {
    pub(crate) fn count(&self, code: FindingCode) -> u64 {
        self.report
            .findings
            .iter()
            .filter(|f| f.code == code)
            .map(|f| f.count)
            .sum()
    }

    /// Shoppers sent and rows rejected.
    pub(crate) fn rows(&self) -> (u64, u64) {
        (self.report.rows.send, self.report.rows.rejected)
    }

    pub(crate) fn asks(&self, code: QuestionCode) -> bool {
        self.report.questions.iter().any(|q| q.code == code)
    }

    /// A field of the shopper with this address; null for none.
    pub(crate) fn value(&self, email: &str, path: &str) -> Json {
        let record = self
            .records
            .iter()
            .find(|r| r.pointer("/identityMap/Email/0/id").and_then(Json::as_str) == Some(email))
            .unwrap_or_else(|| panic!("nobody has {email}: {:?}", self.records));
        record.pointer(path).cloned().unwrap_or_default()
    }
}

/// Writes a file and checks it under the mapping that is suggested, changed by `change`.
pub(crate) fn check_with(
    name: &str,
    bytes: impl AsRef<[u8]>,
    change: impl FnOnce(&mut MappingSet),
) -> Result<Seen, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    check_files(&[path], change)
}

/// Says that a column holds the customer numbers of a Commerce shop.
pub(crate) fn numbered(mapping: &mut MappingSet, column: &str) {
    let desk = Desk::offline().unwrap();
    desk.answer_identity(mapping, column, "CustomerId").unwrap();
}

pub(crate) fn check_files(paths: &[PathBuf], change: impl FnOnce(&mut MappingSet)) -> Result<Seen, Problem> {
    let desk = Desk::offline().unwrap();
    let source = SourceFile::of(paths)?;
    let mut mapping = desk.suggested_mapping(&FileFacts::read(&source).map_err(|f| f.problem)?);
    change(&mut mapping);
    let source = source.read_as(&mapping.reading);
    let cancel = CancellationToken::new();
    let report = desk
        .check(&source, &mapping, Arc::new(|_| {}), &cancel)
        .map_err(|f| f.problem)?;
    let rows = report.rows;
    assert_eq!(
        rows.read,
        rows.send + rows.merged + rows.unchanged + rows.rejected + rows.skipped
    );
    let records = if report.questions.is_empty() {
        records(&desk, &source, &mapping)
    } else {
        Vec::new()
    };
    if report.questions.is_empty() {
        assert_eq!(
            records.len() as u64,
            rows.send,
            "parts hold exactly the shoppers of the report"
        );
    }
    Ok(Seen { report, records })
}

fn records(desk: &Desk, source: &SourceFile, mapping: &MappingSet) -> Vec<Json> {
    let out = tempfile::tempdir().unwrap();
    let job = ingest::PrepareJob {
        source,
        mapping,
        out: out.path(),
        format: ingest::PartFormat::Jsonl,
        force: false,
        reason: &|_| String::new(),
    };
    desk.prepare(&job, Arc::new(|_| {}), &CancellationToken::new()).unwrap();
    read_records(out.path())
}

fn read_records(folder: &Path) -> Vec<Json> {
    let mut parts: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    parts.sort();
    let text: String = parts.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub(crate) fn check(bytes: impl AsRef<[u8]>) -> Seen {
    check_with("customers.csv", bytes, |_| {}).unwrap()
}

/// Why the file is refused, as its code.
pub(crate) fn refusal(name: &str, bytes: impl AsRef<[u8]>) -> String {
    match check_with(name, bytes, |_| {}) {
        Ok(seen) => panic!("{name} was taken: {:?}", seen.report.rows),
        Err(problem) => serde_json::to_value(problem).unwrap()["code"]
            .as_str()
            .unwrap()
            .to_owned(),
    }
}
