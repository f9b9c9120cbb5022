//! A mapping set that was used for a file with the same columns, or nearly the same, is used again.

use crate::view::Remembered;
use xdm::MappingSet;

/// A mapping set that was used.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The columns of the file that it served.
    pub columns: Vec<String>,
    /// As it was.
    pub mapping: MappingSet,
    /// When it was last used, RFC 3339.
    pub used: String,
}

/// Files that share fewer of their columns than this are other files.
const ALIKE: f64 = 0.6;

/// The mapping set for a file with these columns, if one was used before.
pub(crate) fn recalled(
    known: &[Known],
    columns: &[String],
    suggested: &MappingSet,
) -> Option<(MappingSet, Remembered)> {
    let has = |all: &[String], name: &str| all.iter().any(|c| c.eq_ignore_ascii_case(name));
    let share = |k: &Known| {
        let both = columns.iter().filter(|c| has(&k.columns, c)).count();
        both as f64 / (columns.len() + k.columns.len() - both).max(1) as f64
    };
    let best = known.iter().map(|k| (share(k), k)).filter(|(share, _)| *share >= ALIKE);
    // Of equals the first, which is the latest.
    let (_, best) = best.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    Some(adapted(best, columns, suggested))
}

/// A mapping set of a file with other columns, for a file with these: what it reads from columns that are gone is left
/// out, and new columns go where the proposal sends them.
pub(crate) fn adapted(known: &Known, columns: &[String], suggested: &MappingSet) -> (MappingSet, Remembered) {
    let has = |all: &[String], name: &str| all.iter().any(|c| c.eq_ignore_ascii_case(name));
    let missing: Vec<String> = known.columns.iter().filter(|c| !has(columns, c)).cloned().collect();
    let added: Vec<String> = columns.iter().filter(|c| !has(&known.columns, c)).cloned().collect();
    let mut mapping = known.mapping.clone();
    mapping.fields.retain(|field| {
        let own = field.column.iter().chain(&field.when).map(String::as_str);
        own.chain(field.recipe.iter().flat_map(xdm::Op::columns))
            .all(|c| has(columns, c))
    });
    for field in &suggested.fields {
        let is_new = field.column.as_ref().is_some_and(|c| added.contains(c));
        if is_new && !mapping.fields.iter().any(|f| f.field == field.field) {
            mapping.fields.push(field.clone());
        }
    }
    let others = &mut mapping.identity.others;
    others.retain(|i| i.column.as_ref().is_none_or(|c| has(columns, c)));
    let newest = &mut mapping.policy.duplicates.by;
    *newest = newest.take().filter(|c| has(columns, c));
    mapping.ignored.retain(|c| has(columns, c));
    mapping.reading = suggested.reading.clone();
    let remembered = Remembered {
        used: known.used.clone(),
        added,
        missing,
        suggested: suggested.clone(),
    };
    (mapping, remembered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xdm::{FieldPath, MappedField};

    fn field(column: &str, path: &str) -> MappedField {
        MappedField {
            column: Some(column.to_owned()),
            value: None,
            field: FieldPath::parse(path).unwrap(),
            recipe: Vec::new(),
            required: false,
            when: None,
        }
    }

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_known_file_keeps_its_mapping_and_tells_what_changed() {
        let mut mapping = MappingSet::new("mine");
        mapping.fields = vec![
            field("email", "personalEmail.address"),
            field("a", "person.name.firstName"),
            field("gone", "person.name.suffix"),
        ];
        let known = [Known {
            columns: names("email a b c gone"),
            mapping,
            used: "2026-01-01T00:00:00Z".to_owned(),
        }];
        let mut suggested = MappingSet::new("other");
        suggested.fields = vec![
            field("new", "person.name.lastName"),
            field("a", "person.name.middleName"),
        ];
        let (mapping, remembered) = recalled(&known, &names("email a b c new"), &suggested).unwrap();
        assert_eq!((remembered.added, remembered.missing), (names("new"), names("gone")));
        let fields: Vec<&str> = mapping.fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(
            fields,
            ["personalEmail.address", "person.name.firstName", "person.name.lastName"]
        );
        assert!(recalled(&known, &names("email x y z"), &suggested).is_none());
    }
}
