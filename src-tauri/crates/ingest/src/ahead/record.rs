//! One record on trial, through a streaming inlet that judges it while one waits. A record that is taken is really
//! ingested: whoever calls this has asked first.

use super::view::{RecordTrial, TrialOutcome, Violation};
use crate::compile::Compiled;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::shoppers;
use crate::source::SourceFile;
use crate::upload::column_of;
use aep::{CancellationToken, NewInlet, RowFault, SchemaId, TestSend};
use serde_json::Value as Json;
use std::ops::ControlFlow;
use std::sync::Arc;
use xdm::{Example, MappingSet};

/// What the inlet is called, by which it is found again.
const INLET: &str = "Profile Courier test";

/// The record to try.
#[derive(Clone, Debug)]
pub struct TryRecord {
    /// The file.
    pub source: SourceFile,
    /// Which column goes where.
    pub mapping: MappingSet,
    /// Its row; none for the first that would be sent.
    pub row: Option<u64>,
    /// The name of a production sandbox, which the first sending to it needs.
    pub confirmed: Option<String>,
}

/// A record, and what tells its fields' columns.
struct Found {
    place: Example,
    record: Json,
    compiled: Arc<Compiled>,
}

impl Engine {
    /// Sends one record of a file. It is ingested where it is valid, and never sent twice.
    pub async fn try_record(
        &self,
        desk: &Arc<Desk>,
        job: TryRecord,
        cancel: &CancellationToken,
    ) -> Result<RecordTrial, Failure> {
        let link = desk.link.as_ref().ok_or(Problem::Internal {})?;
        let (own, confirmed) = (desk.clone(), job.confirmed.clone());
        let Found {
            place,
            record,
            compiled,
        } = crate::blocking(move || found(&own, &job)).await?;
        self.confirm(confirmed.as_deref(), link)?;
        self.may_send_one(link, &compiled, (place.row, &record), cancel).await?;
        let schema = SchemaId::parse(desk.schema().id.clone()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        let new = NewInlet {
            name: INLET.to_owned(),
            source: "profile-courier".to_owned(),
        };
        let inlet = link.client.ensure_inlet(&new, cancel).await?.agreed();
        let inlet = inlet.ok_or(Problem::NameTaken { name: new.name })?;
        let sent = link
            .client
            .send_test(&inlet.id, &link.dataset, &schema, record, cancel)
            .await;
        let sent = sent.map_err(|error| {
            let traceless = error.left_no_trace();
            let failure = Failure::from(error);
            if traceless { failure } else { failure.sent() }
        })?;
        let (outcome, faults) = match sent {
            TestSend::Taken { .. } => (TrialOutcome::Taken, Vec::new()),
            TestSend::Violations(faults) => (TrialOutcome::Violations, faults),
            TestSend::NotOffered => (TrialOutcome::NotOffered, Vec::new()),
        };
        Ok(RecordTrial {
            version: 1,
            target: link.target.clone(),
            row: place.row,
            line: place.line,
            outcome,
            violations: faults.into_iter().map(|fault| violation(&compiled, fault)).collect(),
        })
    }
}

fn found(desk: &Desk, job: &TryRecord) -> Result<Found, Failure> {
    let facts = FileFacts::read(&job.source)?;
    let compiled = desk.compile(&facts, &job.mapping)?;
    // Half a record would be taken for the whole.
    desk.settled(&facts, &job.mapping)?;
    let mut found = None;
    shoppers::each(&facts, &compiled, |shopper| {
        let row = shopper.place.row;
        let here = match job.row {
            // Rows with further addresses belong to the shopper above them.
            Some(wanted) if row + (shopper.cells.len() as u64) <= wanted => return Ok(ControlFlow::Continue(())),
            Some(wanted) if row > wanted => return Ok(ControlFlow::Break(())),
            Some(wanted) => Some(wanted),
            None => None,
        };
        match (&shopper.record, here) {
            (Ok(record), _) => found = Some((shopper.place, shoppers::to_json(&compiled, record)?)),
            (Err(_), None) => return Ok(ControlFlow::Continue(())),
            (Err(_), Some(_)) => {}
        }
        Ok(ControlFlow::Break(()))
    })?;
    match (found, job.row) {
        (Some((place, record)), _) => Ok(Found {
            place,
            record,
            compiled,
        }),
        (None, Some(row)) => Err(Problem::RowNotSent { row }.into()),
        (None, None) => Err(Problem::NothingToSend {}.into()),
    }
}

/// A fault by the user's own column.
fn violation(compiled: &Compiled, fault: RowFault) -> Violation {
    Violation {
        column: fault.column.as_deref().and_then(|field| column_of(compiled, field)),
        field: fault.column,
        code: fault.code,
        message: aep::redact(&fault.message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_the_column_that_feeds_its_field() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "email,Geslacht\nnoor@shop.nl,female\n").unwrap();
        let (desk, source) = (Desk::offline().unwrap(), SourceFile::at(&path).unwrap());
        let facts = FileFacts::read(&source).unwrap();
        let compiled = desk.compile(&facts, &desk.suggested_mapping(&facts)).unwrap();
        let column = |field: &str| {
            let fault = RowFault {
                code: "enum".into(),
                message: "not allowed for noor@shop.nl".into(),
                column: Some(field.into()),
            };
            let told = violation(&compiled, fault);
            assert!(!told.message.contains("noor@"), "{}", told.message);
            told.column
        };
        assert_eq!(column("person.gender").as_deref(), Some("Geslacht"));
        assert_eq!(column("person").as_deref(), Some("Geslacht"));
        assert_eq!(column("identityMap"), None);
    }
}
