//! The shoppers of a file one by one, each as it would be sent: for trying a few of them.

use crate::check::{blocks, reading_problem};
use crate::compile::Compiled;
use crate::convert::{Record, Refusal, convert_shopper, left_out};
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::rows::{self, Stretch};
use std::ops::ControlFlow;
use tabular::{Cells, RecordJson};
use xdm::Example;

/// One shopper of the file, with the cells that it is made from.
pub(crate) struct Shopper<'a, 'r> {
    /// Where it begins.
    pub place: Example,
    /// Its own row, and rows with further addresses.
    pub cells: &'a [Cells<'r>],
    /// What would be sent, or why nothing is.
    pub record: Result<Record<'a>, Refusal>,
}

/// Shows every shopper to `see`, in file order, until it has seen enough. Where a mapped cell holds a credential there
/// is nothing more to see: nothing of this file may be sent with this mapping.
pub(crate) fn each(
    facts: &FileFacts,
    compiled: &Compiled,
    mut see: impl FnMut(Shopper<'_, '_>) -> Result<ControlFlow<()>, Problem>,
) -> Result<(), Failure> {
    let mut over = Ok(ControlFlow::Continue(()));
    for block in blocks(facts.source.open()?, &facts.format, compiled) {
        let block = block.map_err(|e| reading_problem(&e, &facts.source))?;
        let all = 0..block.records.len();
        rows::walk(&block, all, &facts.format.dialect, compiled, |at, _, stretch| {
            let (Stretch::Shopper(cells), Ok(ControlFlow::Continue(()))) = (stretch, &over) else {
                return;
            };
            let place = Example {
                row: block.place.row + at as u64,
                line: block.line(&block.records[at]),
            };
            let record = convert_shopper(compiled, cells, &mut |_, _| {})
                .and_then(|record| left_out(compiled, &record, &mut |_, _| {}).map(|()| record));
            over = match record {
                Err(Refusal::Credential(column)) => Err(Problem::ColumnBlocked {
                    column: compiled.columns[column].clone(),
                }),
                record => see(Shopper { place, cells, record }),
            };
        });
        if over.clone()?.is_break() {
            break;
        }
    }
    Ok(())
}

/// A record in XDM form.
pub(crate) fn to_json(compiled: &Compiled, record: &Record<'_>) -> Result<serde_json::Value, Problem> {
    let ids = &record.ids[..compiled.shape.identity_map.len()];
    let text = RecordJson::new(&compiled.shape).pretty(&record.values, ids);
    serde_json::from_str(&text).map_err(|_| Problem::Internal {})
}
