//! Looking at the merchant's own file before anything is sent: rows, cells before and after, one record as sent.

use super::Desk;
use crate::convert::{convert_shopper, left_out};
use crate::inspect::FileFacts;
use crate::parent::Parent;
use crate::person;
use crate::problem::{Failure, Problem};
use crate::report::{Inspection, Target};
use crate::rows::{self, Stretch};
use crate::source::SourceFile;
use crate::suggest::{self, Proposal};
use crate::view::{Cell, Corrections, FieldPreview, Inspected, Remembered, RowCells, SamplePreview};
use tabular::{Block, Blocks, CellReader, Dialect, RecordJson, TextStream, is_secret};
use xdm::{Cells, Example, MappedField, MappingSet, Op, looks_like_credential, looks_like_short_key};

/// How much of a cell is shown.
const SHOWN: usize = 200;
/// Cells per field in a preview.
const SAMPLES: usize = 3;
/// Rows shown at once.
const ROWS: usize = 50;

impl Desk {
    /// What a file looks like, with raw samples for its owner's eyes.
    pub fn inspect(&self, facts: &FileFacts) -> Inspection {
        self.inspection(facts, &self.propose(facts))
    }

    fn inspection(&self, facts: &FileFacts, proposal: &Proposal) -> Inspection {
        let bound = self.compile(facts, &proposal.mapping);
        let identities = bound.map(|compiled| person::identities(&compiled)).unwrap_or_default();
        facts.inspection(proposal, identities)
    }

    /// Everything that the check page draws first.
    pub(crate) fn inspected(
        &self,
        source: &SourceFile,
        uploaded_before: impl FnOnce(&Target) -> Option<String>,
        known: &[suggest::Known],
        parent: Option<Parent>,
    ) -> Result<Inspected, Failure> {
        let facts = FileFacts::read(source)?;
        let mut proposal = self.propose(&facts);
        proposal.mapping.reading = source.reading.clone();
        let target = self.target().cloned().ok_or(Problem::Internal {})?;
        let of_parent = parent
            .as_ref()
            .and_then(|parent| self.mapping_of(parent, &facts, &proposal.mapping));
        // One that no longer fits the dataset or the file is not used.
        let recalled = of_parent.or_else(|| {
            suggest::recalled(known, &facts.names(), &proposal.mapping)
                .filter(|(mapping, _)| self.compile(&facts, mapping).is_ok())
        });
        let inspection = self.inspection(&facts, &proposal);
        let (mapping, remembered) = match recalled {
            Some((mapping, remembered)) => (mapping, Some(remembered)),
            None => (proposal.mapping, None),
        };
        Ok(Inspected {
            inspection,
            proof: facts.proof(&mapping),
            uploaded_before: uploaded_before(&target),
            mapping,
            fields: self.fields(),
            target,
            remembered,
            corrections: source.is_corrections().then(|| Corrections {
                parent: parent.map(|parent| parent.run),
            }),
        })
    }

    /// The mapping that an earlier run used, for its corrected rows, where it still fits.
    pub(crate) fn mapping_of(
        &self,
        parent: &Parent,
        facts: &FileFacts,
        suggested: &MappingSet,
    ) -> Option<(MappingSet, Remembered)> {
        let adapted = suggest::adapted(&parent.known, &facts.names(), suggested);
        self.compile(facts, &adapted.0).is_ok().then_some(adapted)
    }

    /// A few cells of each field, before and after: the first different ones of the file.
    pub fn preview(&self, source: &SourceFile, mapping: &MappingSet) -> Result<Vec<FieldPreview>, Failure> {
        let facts = FileFacts::read(source)?;
        let (names, blocked) = (facts.names(), facts.blocked());
        let mut wanted: Vec<Wanted<'_>> = mapping
            .fields
            .iter()
            .filter_map(|entry| {
                let column = entry.column.as_ref().map(|name| names.iter().position(|n| n == name));
                Some(Wanted {
                    entry,
                    field: self.schema.find(&entry.field)?,
                    column: column.flatten().filter(|i| !blocked[*i]),
                    samples: Vec::new(),
                })
            })
            .collect();
        let mut reader = CellReader::new(&facts.format.dialect);
        if let Some(block) = blocks(&facts)?.next() {
            let block = block?;
            let view = block.view();
            for span in &block.records {
                let row = NamedRow {
                    names: &names,
                    blocked: &blocked,
                    cells: reader.read(view.record(span)),
                };
                let mut open = false;
                for wanted in &mut wanted {
                    open |= wanted.look(&row);
                }
                if !open {
                    break;
                }
            }
        }
        let preview = |wanted: Wanted<'_>| FieldPreview {
            field: wanted.entry.field.to_string(),
            samples: wanted.samples,
        };
        Ok(wanted.into_iter().map(preview).collect())
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
                let place = Example {
                    row,
                    line: block.line(span),
                };
                found.push(row_cells(place, &cells, &names, &blocked, &facts.format.dialect));
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
                        && left_out(&compiled, &shopper, &mut |_, _| {}).is_ok()
                    {
                        let ids = &shopper.ids[..compiled.shape.identity_map.len()];
                        record = Some(json.pretty(&shopper.values, ids));
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

/// A field whose samples are looked for.
struct Wanted<'m> {
    entry: &'m MappedField,
    field: &'m xdm::Field,
    column: Option<usize>,
    samples: Vec<SamplePreview>,
}

impl Wanted<'_> {
    /// Takes the row's cell where it is a new one; tells whether more are wanted.
    fn look(&mut self, row: &NamedRow<'_>) -> bool {
        let cell = match (&self.entry.value, self.column) {
            (Some(value), _) => value.as_str(),
            (None, Some(column)) => row.open(column),
            (None, None) => return false,
        };
        if (!cell.trim().is_empty() || self.reads_elsewhere(row))
            && !self.samples.iter().any(|s| s.before == shown(cell))
        {
            self.samples.push(sample(self.field, &self.entry.recipe, cell, row));
        }
        self.samples.len() < if self.entry.value.is_some() { 1 } else { SAMPLES }
    }

    /// An empty cell is worth showing where its recipe takes other cells of the row, and there are some.
    fn reads_elsewhere(&self, row: &NamedRow<'_>) -> bool {
        let takes = |op: &&Op| matches!(op, Op::Join { .. } | Op::FirstOf { .. });
        let others = self.entry.recipe.iter().filter(takes).flat_map(Op::columns);
        others.into_iter().any(|column| !row.cell(column).trim().is_empty())
    }
}

/// The cells of a row by the names of their columns.
struct NamedRow<'r> {
    names: &'r [String],
    blocked: &'r [bool],
    cells: tabular::Cells<'r>,
}

impl<'r> NamedRow<'r> {
    /// A cell for the eyes of its owner: nothing in the place of a secret.
    fn open(&self, column: usize) -> &'r str {
        let open = self.cells.text(column).ok().filter(|_| !self.blocked[column]);
        open.filter(|cell| !looks_like_credential(cell) && !looks_like_short_key(cell))
            .unwrap_or_default()
    }
}

impl<'r> Cells<'r> for NamedRow<'r> {
    fn cell(&self, column: &str) -> &'r str {
        let index = self.names.iter().position(|name| name == column);
        index.map_or("", |i| self.open(i))
    }
}

/// A row as it stands in the file, without blocked columns and without cells that hold secrets.
pub(super) fn row_cells(
    place: Example,
    cells: &tabular::Cells<'_>,
    names: &[String],
    blocked: &[bool],
    dialect: &Dialect,
) -> RowCells {
    let cell = |(i, name): (usize, &String)| Cell {
        column: name.clone(),
        text: if is_secret(cells, i, blocked, dialect) {
            String::new()
        } else {
            shown_part(cells.text(i).unwrap_or_default())
        },
    };
    let shown = names.iter().enumerate().filter(|(i, _)| !blocked[*i]);
    RowCells {
        row: place.row,
        line: place.line,
        cells: shown.map(cell).collect(),
    }
}

fn shown(cell: &str) -> String {
    shown_part(cell.trim())
}

fn shown_part(cell: &str) -> String {
    cell.chars().take(SHOWN).collect()
}

fn sample<'a>(field: &xdm::Field, recipe: &'a [Op], cell: &'a str, row: &NamedRow<'a>) -> SamplePreview {
    let result = xdm::apply(recipe, cell, row, &mut |_| {}).and_then(|applied| {
        if applied.text.is_empty() {
            Ok(None)
        } else {
            xdm::convert(applied, field, &mut |_| {})
                .map(Some)
                .map_err(|fault| fault.0)
        }
    });
    let (after, finding) = match result {
        Ok(value) => (value.map(|v| v.to_string()), None),
        Err(code) => (None, Some(code)),
    };
    SamplePreview {
        before: shown(cell),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cell_is_shown_where_its_recipe_takes_another_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        std::fs::write(
            &path,
            "email,roepnaam,voornaam\na@x.example,,Noor\nb@x.example,Jan,Johannes\nc@x.example,,\n",
        )
        .unwrap();
        let (desk, source) = (Desk::offline().unwrap(), SourceFile::at(&path).unwrap());
        let shown = |recipe: &str| {
            let text = format!(
                r#"{{"version":1,"fields":[{{"column":"roepnaam","field":"person.name.firstName","recipe":{recipe}}}],
                "identity":{{"primary":{{"namespace":"Email","column":"email"}}}}}}"#
            );
            let mut preview = desk.preview(&source, &MappingSet::from_json(&text).unwrap()).unwrap();
            let samples = preview.remove(0).samples.into_iter();
            samples
                .map(|s| (s.before, s.after.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        let pair = |before: &str, after: &str| (before.to_owned(), after.to_owned());
        assert_eq!(shown("[]"), [pair("Jan", "Jan")]);
        let instead = r#"[{"op":"first_of","columns":["voornaam"]}]"#;
        assert_eq!(shown(instead), [pair("", "Noor"), pair("Jan", "Jan")]);
    }
}
