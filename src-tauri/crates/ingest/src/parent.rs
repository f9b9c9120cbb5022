//! Rows that were left out come back, put right: which run they are of, and what its file was mapped by.

use crate::desk::Desk;
use crate::engine::{Engine, report_of};
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::source::SourceFile;
use crate::suggest::Known;
use serde::{Deserialize, Serialize};
use store::RunRow;
use ts_rs::TS;
use xdm::MappingSet;

/// The run whose left-out rows a file holds, put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ParentRun {
    /// ULID.
    pub run: String,
    /// Base name of its file.
    pub file: String,
    /// When it began, RFC 3339, UTC.
    pub started: String,
}

/// What stands before the source's hash in files that were written without a run.
const OF_FILE: &str = "file-";

/// Which run rows come from, as a rejects file notes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// The run of this id.
    Run(&'a str),
    /// The latest run of a file with this SHA-256: the rows were saved before there was a run.
    File(&'a str),
}

impl<'a> Origin<'a> {
    /// Reads the note; nothing but a ULID or a hash is one.
    pub(crate) fn read(note: &'a str) -> Option<Self> {
        let plain = |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_alphanumeric());
        match note.strip_prefix(OF_FILE) {
            Some(hash) => plain(hash, 64).then_some(Self::File(hash)),
            None => plain(note, 26).then_some(Self::Run(note)),
        }
    }

    pub(crate) fn note(self) -> String {
        match self {
            Self::Run(id) => id.to_owned(),
            Self::File(hash) => format!("{OF_FILE}{hash}"),
        }
    }
}

/// A run whose left-out rows came back, and what its file was mapped by.
pub(crate) struct Parent {
    pub run: ParentRun,
    pub known: Known,
}

impl Parent {
    fn of(row: RunRow) -> Result<Self, Failure> {
        let mapping: MappingSet =
            serde_json::from_value(row.mapping.clone()).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))?;
        let report = report_of(row)?;
        let mut columns: Vec<String> = report.columns.into_iter().map(|c| c.name).collect();
        if columns.is_empty() {
            // It was stopped before its file was read.
            columns = mapping.columns().map(str::to_owned).collect();
            columns.extend(mapping.ignored.iter().cloned());
        }
        Ok(Self {
            known: Known {
                columns,
                mapping,
                used: report.started.clone(),
            },
            run: ParentRun {
                run: report.run,
                file: report.file.name,
                started: report.started,
            },
        })
    }
}

impl Engine {
    /// The run whose left-out rows a file holds, where this computer knows it.
    pub(crate) fn parent_of(&self, source: &SourceFile) -> Result<Option<Parent>, Failure> {
        let row = match source.origin().and_then(Origin::read) {
            Some(Origin::Run(id)) => self.store().run(id)?,
            Some(Origin::File(hash)) => self.store().runs_of(hash)?.into_iter().next(),
            None => None,
        };
        // One that cannot be read any more is as good as forgotten.
        Ok(row.and_then(|row| Parent::of(row).ok()))
    }

    /// For rows that an earlier run left out, put right: that run, and its mapping where it still fits.
    pub fn corrected(
        &self,
        source: &SourceFile,
        desk: &Desk,
    ) -> Result<Option<(ParentRun, Option<MappingSet>)>, Failure> {
        let Some(parent) = self.parent_of(source)? else {
            return Ok(None);
        };
        let facts = FileFacts::read(source)?;
        let mapping = desk.mapping_of(&parent, &facts, &desk.suggested_mapping(&facts));
        Ok(Some((parent.run, mapping.map(|(mapping, _)| mapping))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_it_was_noted_and_nothing_else_is_one() {
        let hash = "0123456789abcdef".repeat(4);
        for origin in [Origin::Run("01KAQ7M3V8000000000000R2ZE"), Origin::File(&hash)] {
            assert_eq!(Origin::read(&origin.note()), Some(origin));
        }
        for other in ["", "17", "file-", "1,23E+25", "../../../etc/passwd/passwd"] {
            assert_eq!(Origin::read(other), None, "{other}");
        }
    }
}
