//! Conditions: what must hold before a file is sent with nobody looking.

use super::super::drift;
use super::super::files::Found;
use super::super::sentence::Kept;
use super::{AtWork, End, SlotReason};
use crate::engine::{Engine, report_of};
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::report::{CheckReport, RunReport, RunStatus};
use crate::source::SourceFile;
use schedule::{Conditions, Source};

/// What a check must show, for a run to go on by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// Greatest share of rows that cannot be sent, in percent.
    pub most_rejected: Option<f64>,
    /// Least share of the rows of last time, in percent.
    pub least_rows: Option<f64>,
    /// Rows of last time.
    pub rows_before: Option<u64>,
}

impl Gate {
    /// Says why it must not go on.
    pub(crate) fn passes(&self, check: &CheckReport) -> Result<(), Problem> {
        let rows = check.rows;
        let shoppers = rows.read - rows.skipped;
        if let Some(most) = self.most_rejected
            && rows.rejected as f64 * 100.0 > most * shoppers as f64
        {
            return Err(Problem::RowsRejected {
                rejected: rows.rejected,
                rows: shoppers,
            });
        }
        if let (Some(least), Some(before)) = (self.least_rows, self.rows_before)
            && (rows.read as f64) * 100.0 < least * before as f64
        {
            return Err(Problem::RowsFewer {
                rows: rows.read,
                before,
            });
        }
        Ok(())
    }
}

/// How a hold reads in a slot.
pub(super) fn reason_of(problem: Problem, conditions: &Conditions) -> SlotReason {
    match problem {
        Problem::RowsRejected { rejected, rows } => SlotReason::TooManyRejected {
            share: rejected as f64 * 100.0 / rows.max(1) as f64,
            most: conditions.most_rejected.unwrap_or_default(),
        },
        Problem::RowsFewer { rows, before } => SlotReason::TooFewRows { rows, before },
        problem => SlotReason::Stopped { problem },
    }
}

impl AtWork<'_> {
    /// Somebody said that this slot shall run as it is.
    pub(super) fn is_released(&self) -> bool {
        let reason = self.slot.reason.clone().map(serde_json::from_value);
        matches!(reason, Some(Ok(SlotReason::Released {})))
    }

    /// What speaks against this file before anything of it is checked.
    pub(super) fn against(&self, found: &Found, source: &SourceFile) -> Result<Option<End>, Failure> {
        let before = self.engine.last_success(self.kept)?;
        if let Some(before) = before.filter(|_| !self.is_released()) {
            let sent = self.engine.store().runs_of_schedule(self.kept.id())?;
            let sent = sent.into_iter().find(|run| run.run == before.run);
            let is_one_by_one = matches!(self.kept.schedule.source, Source::AllNew { .. });
            let is_asked = self.kept.schedule.conditions.file_changed && !is_one_by_one;
            // What is sent with another mapping is another upload.
            let is_since = before.finished.as_ref().is_some_and(|at| *at >= self.kept.row.changed);
            if is_asked && is_since && before.source_sha256.as_deref() == Some(source.sha256()?.as_str()) {
                return Ok(Some(End::Skip(SlotReason::Unchanged { name: found.name() })));
            }
            if let Some(sent) = sent.filter(|sent| found.modified < sent.modified) {
                let sent = super::super::files::name_of(std::path::Path::new(&sent.path));
                return Ok(Some(End::Hold(SlotReason::OlderFile {
                    name: found.name(),
                    sent,
                })));
            }
        }
        let facts = FileFacts::read(source)?;
        let drift = drift::of(&self.kept.schedule.mapping, &self.kept.schedule.columns, &facts.names());
        if !drift.added.is_empty() {
            self.engine
                .store()
                .note_added(self.kept.id(), &self.slot.local, &drift.added)?;
        }
        Ok(drift.hold.map(End::Hold))
    }

    /// What the check must show.
    pub(super) fn gate(&self) -> Result<Gate, Failure> {
        let conditions = &self.kept.schedule.conditions;
        let before = self.engine.last_success(self.kept)?;
        let is_bound = !self.is_released();
        Ok(Gate {
            most_rejected: conditions.most_rejected.filter(|_| is_bound),
            least_rows: conditions.least_rows.filter(|_| is_bound),
            rows_before: before.map(|report| report.rows.read),
        })
    }
}

impl Engine {
    /// The last run of a schedule that did what it should.
    pub(in crate::schedules) fn last_success(&self, kept: &Kept) -> Result<Option<RunReport>, Failure> {
        for run in self.store().runs_of_schedule(kept.id())? {
            let Some(row) = self.store().run(&run.run)? else {
                continue;
            };
            let report = report_of(row)?;
            if matches!(
                report.status,
                RunStatus::Succeeded | RunStatus::SucceededWithRejects | RunStatus::Unconfirmed
            ) {
                return Ok(Some(report));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{ChangeCounts, FileInfo, RowCounts};

    fn check(read: u64, rejected: u64) -> CheckReport {
        CheckReport {
            version: 1,
            file: FileInfo {
                modified: None,
                name: String::new(),
                bytes: 0,
            },
            mapping: xdm::MappingSet::new(""),
            target: None,
            rows: RowCounts {
                read,
                rejected,
                send: read - rejected,
                ..RowCounts::default()
            },
            change: ChangeCounts::default(),
            columns: Vec::new(),
            identities: Vec::new(),
            consent: Vec::new(),
            consent_lookup: None,
            memory: None,
            pairs: Vec::new(),
            findings: Vec::new(),
            questions: Vec::new(),
            parts: None,
            parent_run: None,
            newer_upload: None,
        }
    }

    #[test]
    fn shares_are_counted_exactly() {
        let gate = |most, least, before| Gate {
            most_rejected: most,
            least_rows: least,
            rows_before: before,
        };
        let refused = gate(Some(5.0), None, None);
        assert_eq!(refused.passes(&check(1_000, 50)), Ok(()));
        assert!(matches!(
            refused.passes(&check(1_000, 51)),
            Err(Problem::RowsRejected { rejected: 51, .. })
        ));
        let fewer = gate(None, Some(50.0), Some(1_000));
        assert_eq!(fewer.passes(&check(500, 0)), Ok(()));
        assert_eq!(
            fewer.passes(&check(499, 0)),
            Err(Problem::RowsFewer {
                rows: 499,
                before: 1_000
            })
        );
        assert_eq!(
            gate(None, Some(50.0), None).passes(&check(1, 0)),
            Ok(()),
            "nothing to compare with"
        );
        assert_eq!(gate(None, None, Some(9)).passes(&check(1, 1)), Ok(()));
    }
}
