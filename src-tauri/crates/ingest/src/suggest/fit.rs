//! A rule fitted to the file that it is for: columns that it names besides its own, and that the file does not have, are
//! taken out of it. No file is refused for lack of a column that only a proposal names.

use xdm::{MappedField, Op};

/// The field without the columns that are missing; none where nothing is left to read.
pub(crate) fn fitted(mut field: MappedField, has: &impl Fn(&str) -> bool) -> Option<MappedField> {
    field.recipe = std::mem::take(&mut field.recipe)
        .into_iter()
        .filter_map(|op| op_of(op, has))
        .collect();
    // A flag that the file does not have cannot say yes: such a file has one address per customer.
    field.when = field.when.take().filter(|column| has(column));
    match &field.column {
        Some(column) if !has(column) => instead(field),
        _ => Some(field),
    }
}

fn op_of(mut op: Op, has: &impl Fn(&str) -> bool) -> Option<Op> {
    match &mut op {
        Op::Join { columns, .. } | Op::FirstOf { columns } => {
            columns.retain(|column| has(column));
            if columns.is_empty() {
                return None;
            }
        }
        Op::Phone { country_column, .. } => *country_column = country_column.take().filter(|column| has(column)),
        Op::Consent { also, .. } => also.retain(|other| has(&other.column)),
        _ => {}
    }
    Some(op)
}

/// A consent is still heard where the first of its columns is gone.
fn instead(mut field: MappedField) -> Option<MappedField> {
    let next = field.recipe.iter_mut().find_map(|op| match op {
        Op::Consent { reads, also } if !also.is_empty() => {
            let next = also.remove(0);
            *reads = next.reads;
            Some(next.column)
        }
        _ => None,
    });
    field.column = Some(next?);
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(field: &str, columns: &str) -> String {
        let field: MappedField = serde_json::from_str(field).unwrap();
        let has = |name: &str| columns.split(' ').any(|column| column == name);
        fitted(field, &has).map_or_else(String::new, |field| serde_json::to_string(&field).unwrap())
    }

    #[test]
    fn what_the_file_lacks_is_taken_out_and_the_rest_stays() {
        let phone = r#"{"column":"tel","field":"homePhone.number","recipe":[{"op":"phone","country_column":"land"}],"when":"main"}"#;
        assert_eq!(of(phone, "tel land main"), phone);
        assert_eq!(
            of(phone, "tel"),
            r#"{"column":"tel","field":"homePhone.number","recipe":[{"op":"phone"}]}"#
        );
        assert_eq!(of(phone, "land"), "");
        let first =
            r#"{"column":"a","field":"personalEmail.address","recipe":[{"op":"first_of","columns":["b","c"]}]}"#;
        assert!(of(first, "a c").contains(r#""columns":["c"]"#));
        assert!(of(first, "a").contains(r#""recipe":[]"#));
    }

    #[test]
    fn an_objection_is_heard_although_the_first_column_is_gone() {
        let consent = r#"{"column":"a","field":"consents.marketing.email.val","recipe":[{"op":"consent","reads":"grants","also":[{"column":"b","reads":"objects"},{"column":"c","reads":"state"}]}]}"#;
        let left = of(consent, "b c");
        assert!(
            left.contains(r#""column":"b""#) && left.contains(r#""reads":"objects","also":[{"column":"c""#),
            "{left}"
        );
        assert!(of(consent, "c").contains(r#""reads":"state""#));
        assert_eq!(of(consent, "d"), "");
    }
}
