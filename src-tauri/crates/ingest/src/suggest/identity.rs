//! Who a row is about. What goes into Profile under an identity cannot be taken out again, so a number is proposed only
//! where the layout proves whose number it is, and never by what its column is called.

use super::{Destination, layout};
use xdm::{FieldPath, IdentityRule, IdentitySource, MappingSet, Namespace};

/// The namespace of Commerce's customer numbers, as Commerce's own connector names it.
pub(crate) const CUSTOMER_ID: &str = "CustomerId";

/// Where the proposal tells people apart by more than their e-mail address: Commerce's own connector sends the customer
/// number first and the address second.
pub(super) fn propose(mapping: &mut MappingSet, columns: &[String], into: &Destination<'_>) {
    let Some(number) = layout::number(columns).filter(|_| into.customer_id) else {
        return;
    };
    let column = columns[number].clone();
    match into.rule {
        IdentityRule::Map => {
            let number = IdentitySource {
                namespace: CUSTOMER_ID.to_owned(),
                field: None,
                column: Some(column),
            };
            let email = std::mem::replace(&mut mapping.identity.primary, number);
            mapping.identity.others.push(email);
        }
        // A field that holds Commerce's numbers is fed by them; one of another system is not.
        IdentityRule::Field { path, namespace, .. } if namespace.0.eq_ignore_ascii_case(CUSTOMER_ID) => {
            let path = relative(path, into);
            if mapping.fields.iter().all(|field| field.field != path) && into.schema.find(&path).is_some() {
                mapping.fields.push(xdm::MappedField {
                    column: Some(column),
                    value: None,
                    field: path,
                    recipe: vec![xdm::Op::Trim {}],
                    required: true,
                    when: None,
                });
            }
        }
        IdentityRule::Field { .. } => {}
    }
}

/// A field of the organisation's own as mapping sets name it.
fn relative(path: &FieldPath, into: &Destination<'_>) -> FieldPath {
    let own = into.schema.tenant.as_ref().map(|tenant| format!("_{tenant}."));
    let own = own.and_then(|own| {
        path.as_str()
            .strip_prefix(&own)
            .map(|rest| format!("{}.{rest}", xdm::TENANT))
    });
    own.and_then(|own| FieldPath::parse(&own).ok())
        .unwrap_or_else(|| path.clone())
}

/// The flag that names the column of the field that tells people apart, where the mapping has none for it.
pub(crate) fn open(mapping: &MappingSet, columns: &[String], into: &Destination<'_>) -> Option<String> {
    let IdentityRule::Field { path, namespace, .. } = into.rule else {
        return None;
    };
    if namespace.0.eq_ignore_ascii_case(Namespace::EMAIL) {
        return None;
    }
    let wanted = into.schema.absolute(path);
    let fed = mapping
        .fields
        .iter()
        .any(|field| into.schema.absolute(&field.field) == wanted);
    let identities = std::iter::once(&mapping.identity.primary).chain(&mapping.identity.others);
    let named = identities
        .filter(|identity| identity.namespace.eq_ignore_ascii_case(&namespace.0))
        .any(|identity| identity.column.is_some());
    if fed || named {
        return None;
    }
    // A column that is called like the field is what the answer may be; it is no proof.
    let bare = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let leaf = bare(path.segments().last().unwrap_or_default());
    let like = columns.iter().find(|column| bare(column) == leaf);
    let column = like.map_or("COLUMN", String::as_str);
    Some(format!("--identity {column}={}", namespace.0))
}
