//! The rows that are left out, rebuilt from the source with their original cells, where the user said.

use crate::check::blocks;
use crate::convert::{Refusal, convert_shopper};
use crate::inspect::FileFacts;
use crate::output::Output;
use crate::parent::Origin;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::source::write_problem;
use crate::verdict::Verdict;
use crate::view::SavedFile;
use hashbrown::HashMap;
use std::io::BufWriter;
use std::path::Path;
use store::RefusedRow;
use tabular::{CellReader, Reject, RejectsWriter};
use xdm::FindingCode;

/// Why a row is left out, in the user's words.
pub type Reasons<'r> = dyn Fn(FindingCode) -> String + 'r;

/// The run that left rows out, and what the platform refused of it.
pub(crate) struct OfRun<'a> {
    /// Its id.
    pub run: &'a str,
    /// Rows from 1.
    pub refused: HashMap<u64, RefusedRow>,
    /// The platform's reasons.
    pub why: &'a [crate::report::Refusal],
}

/// Writes them; blocked columns are left out, and so is what may have moved out of one.
pub(crate) fn write(
    plan: &Plan,
    facts: &FileFacts,
    path: &Path,
    reason: &Reasons<'_>,
    of: Option<&OfRun<'_>>,
) -> Result<SavedFile, Problem> {
    let file = Output::at(path)?;
    let name = file.name.clone();
    let names = facts.names();
    let columns: Vec<Option<&str>> = names
        .iter()
        .zip(facts.blocked())
        .map(|(name, blocked)| (!blocked).then_some(name.as_str()))
        .collect();
    let failed = |error: tabular::Error| match error {
        tabular::Error::Io(error) => write_problem(&error, &name),
        _ => Problem::WriteDenied { name: name.clone() },
    };
    let origin = of
        .map_or(Origin::File(plan.source_sha256()), |of| Origin::Run(of.run))
        .note();
    let dialect = &plan.format.dialect;
    let mut out = RejectsWriter::new(BufWriter::new(file), dialect, &columns, &origin).map_err(failed)?;
    let mut reader = CellReader::new(dialect);
    let mut rows = 0;
    for block in blocks(plan.source.open()?, &plan.format, &plan.compiled) {
        let block = block.map_err(|e| crate::check::reading_problem(&e, &plan.source))?;
        let view = block.view();
        for (at, span) in block.records.iter().enumerate() {
            let row = block.place.row + at as u64;
            let line = block.line(span);
            if let Verdict::Rejected(code) = plan.verdicts.get(row - 1) {
                let cells = reader.read(view.record(span));
                let column = match convert_shopper(&plan.compiled, &[cells], &mut |_, _| {}) {
                    Err(Refusal::Finding(again, column)) if again == code => column,
                    _ => None,
                };
                let left = Reject {
                    row,
                    line,
                    column: column.map_or("", |column| names[column].as_str()),
                    reason: &reason(code),
                    code: &code.code(),
                };
                out.row(&cells, left).map_err(failed)?;
                rows += 1;
            } else if let Some((of, refused)) = of.and_then(|of| Some((of, of.refused.get(&row)?))) {
                let why = refused.reason.and_then(|place| of.why.get(place as usize));
                // The platform's words are quoted as its own; of a rare reason only the code is kept.
                let said = why.map_or_else(
                    || format!("Adobe: {}", refused.code),
                    |why| format!("Adobe: “{}”", why.message),
                );
                let left = Reject {
                    row,
                    line,
                    column: why.and_then(|why| why.column.as_deref()).unwrap_or_default(),
                    reason: &said,
                    code: &refused.code,
                };
                out.row(&reader.read(view.record(span)), left).map_err(failed)?;
                rows += 1;
            }
        }
    }
    let written = out.finish().map_err(failed)?;
    written
        .into_inner()
        .map_err(|e| write_problem(e.error(), &name))?
        .done()?;
    Ok(SavedFile { name, rows })
}
