//! Looking at the merchant's own file before anything is sent: rows, cells before and after, one record as sent.

use super::Desk;
use crate::convert::convert_shopper;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::report::{Inspection, Target};
use crate::rows::{self, Stretch};
use crate::source::SourceFile;
use crate::view::{Cell, FieldPreview, Inspected, RowCells, SamplePreview};
use tabular::{Block, Blocks, CellReader, RecordJson, TextStream};
use xdm::{Cells, MappingSet};

/// How much of a cell is shown.
const SHOWN: usize = 200;
/// Cells per field in a preview.
const SAMPLES: usize = 3;
/// Rows shown at once.
const ROWS: usize = 50;

impl Desk {
    /// What a file looks like, with raw samples for its owner's eyes.
    pub fn inspect(&self, facts: &FileFacts) -> Inspection {
        facts.inspection(&self.propose(facts))
    }

    /// Everything that the check page draws first.
    pub fn inspected(
        &self,
        source: &SourceFile,
        uploaded_before: impl FnOnce(&Target) -> Option<String>,
    ) -> Result<Inspected, Failure> {
        let facts = FileFacts::read(source)?;
        let proposal = self.propose(&facts);
        let target = self.target().cloned().ok_or(Problem::Internal {})?;
        Ok(Inspected {
            inspection: facts.inspection(&proposal),
            proof: facts.proof(&proposal.mapping),
            uploaded_before: uploaded_before(&target),
            mapping: proposal.mapping,
            fields: self.fields(),
            target,
        })
    }

    /// A few cells of each field, before and after.
    pub fn preview(&self, source: &SourceFile, mapping: &MappingSet) -> Result<Vec<FieldPreview>, Failure> {
        let facts = FileFacts::read(source)?;
        let inspection = self.inspect(&facts);
        let mut previews = Vec::new();
        for field in &mapping.fields {
            let Some(schema_field) = self.schema.find(&field.field) else {
                continue;
            };
            let column = inspection
                .columns
                .iter()
                .find(|c| Some(&c.name) == field.column.as_ref());
            let cells: Vec<String> = match (&field.value, column) {
                (Some(value), _) => vec![value.clone()],
                (None, Some(column)) => column.samples.iter().take(SAMPLES).cloned().collect(),
                (None, None) => Vec::new(),
            };
            let samples = cells
                .into_iter()
                .map(|cell| sample(schema_field, &field.recipe, cell))
                .collect();
            previews.push(FieldPreview {
                field: field.field.to_string(),
                samples,
            });
        }
        Ok(previews)
    }

    /// Rows as they stand in the file, without blocked columns; at most fifty.
    pub fn rows(&self, source: &SourceFile, wanted: &[u64]) -> Result<Vec<RowCells>, Failure> {
        let facts = FileFacts::read(source)?;
        let mut wanted: Vec<u64> = wanted.iter().copied().take(ROWS).collect();
        wanted.sort_unstable();
        let (names, blocked) = (facts.names(), facts.blocked());
        let mut found = Vec::new();
        let mut reader = CellReader::new(&facts.format.dialect);
        for block in blocks(&facts)? {
            let block = block?;
            let (first, end) = (block.place.row, block.place.row + block.records.len() as u64);
            for row in wanted.iter().copied().filter(|row| (first..end).contains(row)) {
                let span = &block.records[(row - first) as usize];
                let view = block.view();
                let cells = reader.read(view.record(span));
                let shown = names.iter().enumerate().filter(|(i, _)| !blocked[*i]);
                let cell = |(i, name): (usize, &String)| Cell {
                    column: name.clone(),
                    text: cells.text(i).unwrap_or_default().chars().take(SHOWN).collect(),
                };
                found.push(RowCells {
                    row,
                    line: block.line(span),
                    cells: shown.map(cell).collect(),
                });
            }
            if wanted.last().is_none_or(|last| *last < end) {
                break;
            }
        }
        Ok(found)
    }

    /// The first shopper that can be sent, as it would be sent.
    pub fn record(&self, source: &SourceFile, mapping: &MappingSet) -> Result<serde_json::Value, Failure> {
        let facts = FileFacts::read(source)?;
        let compiled = self.compile(&facts, mapping)?;
        let json = RecordJson::new(&compiled.shape);
        let mut record = None;
        for block in blocks(&facts)? {
            let block = block?;
            rows::walk(
                &block,
                0..block.records.len(),
                &facts.format.dialect,
                &compiled,
                |_, _, stretch| {
                    let Stretch::Shopper(cells) = stretch else { return };
                    if record.is_none()
                        && let Ok(shopper) = convert_shopper(&compiled, cells, &mut |_, _| {})
                    {
                        let ids = shopper.ids_as_str();
                        record = Some(json.pretty(&shopper.values, &ids[..compiled.shape.identity_map.len()]));
                    }
                },
            );
            if record.is_some() {
                break;
            }
        }
        let text = record.ok_or(Problem::NothingToSend {})?;
        serde_json::from_str(&text).map_err(|e| Failure::new(Problem::Internal {}, e))
    }
}

/// A row that stands alone: recipes that look at other columns see none.
struct Alone;

impl<'a> Cells<'a> for Alone {
    fn cell(&self, _column: &str) -> &'a str {
        ""
    }
}

fn sample(field: &xdm::Field, recipe: &[xdm::Op], cell: String) -> SamplePreview {
    let result = xdm::apply(recipe, &cell, &Alone).and_then(|applied| {
        if applied.text.is_empty() {
            Ok(None)
        } else {
            xdm::convert(applied, field).map(Some).map_err(|fault| fault.0)
        }
    });
    let (after, finding) = match result {
        Ok(value) => (value.map(|v| v.to_string()), None),
        Err(code) => (None, Some(code)),
    };
    SamplePreview {
        before: cell,
        after,
        finding,
    }
}

fn blocks(facts: &FileFacts) -> Result<impl Iterator<Item = Result<Block, Problem>>, Problem> {
    let text = TextStream::new(facts.source.open()?, facts.format.detected);
    let source = facts.source.clone();
    Ok(Blocks::new(text, &facts.format.dialect)
        .map(move |block| block.map_err(|e| crate::check::reading_problem(&e, &source))))
}
