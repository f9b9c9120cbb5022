//! The landed file in the mapper's language: each column goes to the field that it was made for. Everything that needs
//! rules of ours has been done before, so what is left are rules in which nothing has to be guessed.

use crate::compile::Compiled;
use crate::problem::{Failure, Problem};
use aep::{MappingRule, NewMappingSet, SchemaId, SourceType};
use tabular::landed_columns;
use xdm::{Kind, Leaf};

/// How the landed file writes times; the mapper's own name for it.
const INSTANT: &str = "yyyy-MM-dd'T'HH:mm:ss.SSSX";

/// The rules for the landed file. Refused where the dataset wants identities in a map, which the mapper cannot make.
pub(super) fn rules(compiled: &Compiled, name: &str, schema: &str) -> Result<NewMappingSet, Failure> {
    if !compiled.shape.identity_map.is_empty() {
        return Err(Problem::FlowNeedsIdentityField {}.into());
    }
    let columns = landed_columns(&compiled.shape);
    let rule = |(leaf, column): (&Leaf, &String)| {
        // Landed columns are letters, digits and underscores.
        let column = crate::data_prep::column(column).ok_or(Problem::Internal {})?;
        Ok::<_, Failure>(MappingRule {
            source: expression(leaf, &column),
            destination: leaf.path.to_string(),
            source_type: SourceType::Expression,
        })
    };
    Ok(NewMappingSet {
        name: name.to_owned(),
        schema: SchemaId::parse(schema).map_err(|e| Failure::new(Problem::Internal {}, e))?,
        rules: compiled
            .shape
            .leaves
            .iter()
            .zip(&columns)
            .map(rule)
            .collect::<Result<_, _>>()?,
    })
}

/// Nothing for a blank cell: an empty text would be a value there.
fn expression(leaf: &Leaf, column: &str) -> String {
    let value = match leaf.kind {
        Kind::Date => format!("date({column}, \"yyyy-MM-dd\")"),
        Kind::DateTime => format!("date({column}, \"{INSTANT}\")"),
        _ => column.to_owned(),
    };
    let value = if leaf.list {
        format!("to_array(false, {value})")
    } else {
        value
    };
    format!("iif({column} == \"\", nullify(), {value})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use xdm::FieldPath;

    #[test]
    fn a_blank_cell_is_nothing_and_dates_are_named() {
        let leaf = |kind, list| Leaf {
            path: FieldPath::parse("person.birthDate").unwrap(),
            kind,
            list,
        };
        for (kind, list, wanted) in [
            (Kind::Text, false, r#"iif(birth == "", nullify(), birth)"#),
            (
                Kind::Date,
                false,
                r#"iif(birth == "", nullify(), date(birth, "yyyy-MM-dd"))"#,
            ),
            (
                Kind::DateTime,
                false,
                r#"iif(birth == "", nullify(), date(birth, "yyyy-MM-dd'T'HH:mm:ss.SSSX"))"#,
            ),
            (
                Kind::Text,
                true,
                r#"iif(birth == "", nullify(), to_array(false, birth))"#,
            ),
        ] {
            assert_eq!(expression(&leaf(kind, list), "birth"), wanted);
        }
    }
}
