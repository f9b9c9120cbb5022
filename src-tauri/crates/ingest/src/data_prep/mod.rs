//! A mapping set in the language of Adobe's own mapper, Data Prep: as far as it has an equal, and what has none by name.

mod compare;
mod expression;
mod view;

pub(crate) use compare::{Pair, beside, pairs};
pub(crate) use expression::column;
pub use view::*;

use crate::desk::Desk;
use crate::output::write_file;
use crate::problem::{Failure, Problem};
use crate::view::SavedFile;
use aep::{MappingRule, NewMappingSet, SchemaId, SourceType};
use expression::Translated;
use std::path::Path;
use xdm::{MappedField, MappingSet, SharedEmail};

/// A mapping set, translated.
pub(crate) struct Translation {
    pub set: NewMappingSet,
    pub export: DataPrepExport,
}

impl Desk {
    /// Translates a mapping set for Data Prep. Sends nothing.
    pub fn data_prep(&self, mapping: &MappingSet) -> Result<DataPrepExport, Failure> {
        Ok(self.translated(mapping)?.export)
    }

    /// Writes a mapping set for Data Prep where the user says.
    pub fn save_data_prep(&self, mapping: &MappingSet, path: &Path) -> Result<(SavedFile, DataPrepExport), Failure> {
        let Translation { set, export } = self.translated(mapping)?;
        let text = serde_json::to_string_pretty(&set.body()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        write_file(path, (text + "\n").as_bytes())?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let saved = SavedFile {
            name: name.unwrap_or_default(),
            rows: export.rules.len() as u64,
        };
        Ok((saved, export))
    }

    pub(crate) fn translated(&self, mapping: &MappingSet) -> Result<Translation, Failure> {
        let schema = self.schema();
        let id = SchemaId::parse(schema.id.clone()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        let (mut rules, mut left_out, mut differs) = (Vec::new(), of_the_set(mapping), Vec::new());
        for entry in &mapping.fields {
            let field = schema.find(&entry.field).ok_or_else(|| Problem::FieldUnknown {
                field: entry.field.to_string(),
            })?;
            let note = |reason| DataPrepNote {
                field: Some(entry.field.to_string()),
                column: entry.column.clone(),
                reason,
            };
            match expression::of(entry, field, is_email(mapping, entry)) {
                Ok(Translated { source, notes }) => {
                    differs.extend(notes.into_iter().map(note));
                    rules.push(DataPrepRule {
                        field: entry.field.to_string(),
                        source,
                        destination: schema.absolute(&entry.field).to_string(),
                    });
                }
                Err(reason) => left_out.push(note(reason)),
            }
        }
        let rule = |rule: &DataPrepRule| MappingRule {
            source: rule.source.clone(),
            destination: rule.destination.clone(),
            source_type: SourceType::Expression,
        };
        Ok(Translation {
            set: NewMappingSet {
                name: mapping.name.clone(),
                schema: id,
                rules: rules.iter().map(rule).collect(),
            },
            export: DataPrepExport {
                version: 1,
                name: mapping.name.clone(),
                schema: schema.title.clone(),
                rules,
                left_out,
                differs,
            },
        })
    }
}

fn is_email(mapping: &MappingSet, entry: &MappedField) -> bool {
    crate::suggest::email_identity(mapping).and_then(|identity| identity.field.as_ref()) == Some(&entry.field)
}

/// What a mapping set does with rows rather than with cells: Data Prep knows one row at a time, and no maps.
fn of_the_set(mapping: &MappingSet) -> Vec<DataPrepNote> {
    let policy = &mapping.policy;
    let there = [
        (true, DataPrepReason::IdentityMap),
        (true, DataPrepReason::Duplicates),
        (true, DataPrepReason::Checks),
        (
            !policy.leave_out.is_empty()
                || !policy.leave_out_rows.is_empty()
                || !policy.leave_out_values.is_empty()
                || policy.shared_email != SharedEmail::Send,
            DataPrepReason::RowRules,
        ),
    ];
    let note = |(_, reason)| DataPrepNote {
        field: None,
        column: None,
        reason,
    };
    there.into_iter().filter(|(there, _)| *there).map(note).collect()
}
