//! What becomes of each column: one table, drawn by check, confirmation, result and history alike.

use crate::compile::Compiled;
use crate::inspect::FileFacts;
use crate::report::ColumnUse;
use xdm::{Blocked, MappedField, MappingSet, Op};

/// What becomes of each column of a file under a mapping, and the same one bound.
pub(super) fn uses(facts: &FileFacts, mapping: &MappingSet, compiled: &Compiled) -> Vec<ColumnUse> {
    let blocked = facts.blocked();
    let names = facts.names();
    let column = |(at, name): (usize, String)| {
        let fields = fields(mapping, &name);
        let identity = identity(compiled, at);
        let as_map = identity.as_ref().filter(|_| fields.is_empty());
        ColumnUse {
            field: fields
                .first()
                .cloned()
                .or_else(|| as_map.map(|namespace| format!("identityMap.{namespace}"))),
            sent: !blocked[at] && (identity.is_some() || !fields.is_empty()),
            blocked: blocked[at].then(|| Blocked::Credential.code().to_owned()),
            identity,
            fields,
            name,
        }
    };
    names.into_iter().enumerate().map(column).collect()
}

/// The fields that a column feeds, itself or through a recipe of another one.
fn fields(mapping: &MappingSet, name: &str) -> Vec<String> {
    let feeds =
        |entry: &&MappedField| entry.column.as_deref() == Some(name) || entry.recipe.iter().any(|op| adds(op, name));
    mapping
        .fields
        .iter()
        .filter(feeds)
        .map(|entry| entry.field.to_string())
        .collect()
}

/// The operation puts another column's cells into the value, rather than reading it by them.
fn adds(op: &Op, name: &str) -> bool {
    matches!(op, Op::Join { .. } | Op::FirstOf { .. } | Op::Consent { .. }) && op.columns().any(|own| own == name)
}

/// The namespace that a column's values go out under.
fn identity(compiled: &Compiled, column: usize) -> Option<String> {
    let mut carried = compiled.identities.iter().take(compiled.carried);
    carried
        .find(|(_, from)| compiled.column_of(*from) == Some(column))
        .map(|(namespace, _)| namespace.clone())
}
