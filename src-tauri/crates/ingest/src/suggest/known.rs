//! A mapping set that was used for a file with the same columns, or nearly the same, is used again.

use super::fit::fitted;
use crate::view::Remembered;
use xdm::{ConsentColumn, MappedField, MappingSet, Op};

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
    let (mut mapping, remembered) = adapted(best, columns, suggested);
    forget_answers(&mut mapping, suggested);
    Some((mapping, remembered))
}

/// What somebody said of everybody in one file is not said of everybody in another: a fixed yes is left out, and whether
/// all of these have left too is asked.
fn forget_answers(mapping: &mut MappingSet, suggested: &MappingSet) {
    let is_answer = |field: &MappedField| {
        field.column.is_none()
            && field.field.as_str().starts_with("consents.")
            && !suggested.fields.iter().any(|own| own == field)
    };
    mapping.ask_leavers = mapping
        .fields
        .iter()
        .any(|field| is_answer(field) && field.value.as_deref() != Some("y"));
    mapping.fields.retain(|field| !is_answer(field));
}

/// A mapping set of a file with other columns, for a file with these: what it reads from columns that are gone is left
/// out, and new columns go where the proposal sends them.
pub(crate) fn adapted(known: &Known, columns: &[String], suggested: &MappingSet) -> (MappingSet, Remembered) {
    let has = |all: &[String], name: &str| all.iter().any(|c| c.eq_ignore_ascii_case(name));
    let missing: Vec<String> = known.columns.iter().filter(|c| !has(columns, c)).cloned().collect();
    let added: Vec<String> = columns.iter().filter(|c| !has(&known.columns, c)).cloned().collect();
    let mut mapping = known.mapping.clone();
    let in_file = |name: &str| has(columns, name);
    let fields = std::mem::take(&mut mapping.fields).into_iter();
    mapping.fields = fields.filter_map(|field| fitted(field, &in_file)).collect();
    for field in &suggested.fields {
        let is_new = field.column.as_ref().is_some_and(|c| added.contains(c));
        match mapping.fields.iter_mut().find(|f| f.field == field.field) {
            None if is_new => mapping.fields.push(field.clone()),
            None => {}
            Some(known) => hear(known, field, &added),
        }
    }
    let others = &mut mapping.identity.others;
    others.retain(|i| i.column.as_ref().is_none_or(|c| has(columns, c)));
    let policy = &mut mapping.policy;
    policy.duplicates.by = policy.duplicates.by.take().filter(|c| has(columns, c));
    policy.email_column = policy.email_column.take().filter(|c| has(columns, c));
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

/// A new column in which somebody may object is heard besides those that are known.
fn hear(known: &mut MappedField, suggested: &MappedField, added: &[String]) {
    let mut new: Vec<ConsentColumn> = Vec::new();
    for op in &suggested.recipe {
        if let (Op::Consent { reads, also }, Some(column)) = (op, &suggested.column) {
            let main = ConsentColumn {
                column: column.clone(),
                reads: *reads,
            };
            new.extend(
                std::iter::once(main)
                    .chain(also.iter().cloned())
                    .filter(|c| added.contains(&c.column)),
            );
        }
    }
    let read: Vec<String> = known.column.iter().cloned().collect();
    for op in &mut known.recipe {
        if let Op::Consent { also, .. } = op {
            new.retain(|c| !read.contains(&c.column) && also.iter().all(|known| known.column != c.column));
            also.append(&mut new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xdm::FieldPath;

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
    fn a_column_that_is_new_is_heard_about_consent() {
        let consent = |json: &str| {
            let text = format!(
                r#"{{"version":1,"fields":[{{"column":"news","field":"consents.marketing.email.val","recipe":[{json}]}}],
                "identity":{{"primary":{{"namespace":"Email","field":"personalEmail.address"}}}}}}"#
            );
            MappingSet::from_json(&text).unwrap()
        };
        let known = Known {
            columns: names("email news gone"),
            mapping: consent(r#"{"op":"consent","reads":"grants","also":[{"column":"gone","reads":"objects"}]}"#),
            used: String::new(),
        };
        let suggested = consent(r#"{"op":"consent","reads":"grants","also":[{"column":"stop","reads":"objects"}]}"#);
        let (mapping, _) = adapted(&known, &names("email news stop"), &suggested);
        assert_eq!(mapping.fields, suggested.fields);
    }

    #[test]
    fn what_was_said_of_everybody_in_one_file_is_asked_of_the_next() {
        let fixed = |value: &str| MappedField {
            column: None,
            value: Some(value.to_owned()),
            ..field("", "consents.marketing.email.val")
        };
        let mapping = |value: Option<&str>| {
            let mut mapping = MappingSet::new("mine");
            mapping.fields = vec![field("email", "personalEmail.address")];
            mapping.fields.extend(value.map(fixed));
            mapping
        };
        for (said, proposed, kept, asked) in [
            (Some("n"), None, None, true),
            (Some("n"), Some("n"), Some("n"), false),
            (Some("y"), None, None, false),
            (None, None, None, false),
        ] {
            let known = [Known {
                columns: names("email name"),
                mapping: mapping(said),
                used: String::new(),
            }];
            let (recalled, _) = recalled(&known, &names("email name"), &mapping(proposed)).unwrap();
            assert_eq!(
                (&recalled.fields, recalled.ask_leavers),
                (&mapping(kept).fields, asked),
                "{said:?}"
            );
        }
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
