//! From fields that were made to a mapping that uses them.

use super::view::{FieldsInUse, FieldsMade};
use crate::desk::Desk;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::source::SourceFile;
use crate::suggest::recipe_into;
use xdm::{FieldPath, MappedField, MappingSet};

impl Desk {
    /// Sends the columns that fields were made for to these fields, as what the cells prove asks for. The desk has to be
    /// one that was connected after they were made.
    pub fn use_fields(
        &self,
        source: &SourceFile,
        mut mapping: MappingSet,
        made: FieldsMade,
    ) -> Result<FieldsInUse, Failure> {
        let columns = FileFacts::read(source)?.columns();
        for new in &made.fields {
            let unknown = || Problem::FieldUnknown {
                field: new.field.clone(),
            };
            let path = FieldPath::parse(&new.field).map_err(|e| Failure::new(unknown(), e))?;
            let target = self.schema().find(&path).ok_or_else(unknown)?;
            let column = columns.iter().find(|column| column.name == new.column);
            let column = column.ok_or_else(|| Problem::ColumnMissing {
                column: new.column.clone(),
            })?;
            mapping.fields.retain(|entry| entry.field != path);
            mapping.fields.push(MappedField {
                column: Some(new.column.clone()),
                value: None,
                field: path,
                recipe: recipe_into(column, target),
                required: false,
                when: None,
            });
            mapping.ignored.retain(|ignored| *ignored != new.column);
        }
        Ok(FieldsInUse {
            fields: self.fields(),
            made,
            mapping,
        })
    }
}
