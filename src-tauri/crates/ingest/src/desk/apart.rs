//! What customers are told apart by: what there is to choose from, and the choice of their e-mail address.

use super::Desk;
use crate::suggest;
use crate::view::{IdentityField, IdentityWays};
use xdm::{IdentityRule, MappedField, MappingIdentity, MappingSet, Op};

impl Desk {
    /// What somebody can choose from.
    pub fn identity_ways(&self) -> IdentityWays {
        let field = match self.identity_rule() {
            IdentityRule::Map => None,
            IdentityRule::Field { path, namespace, .. } => Some(IdentityField {
                path: path.to_string(),
                namespace: namespace.0.clone(),
            }),
        };
        IdentityWays {
            namespaces: self.namespaces().to_vec(),
            field,
        }
    }

    /// Tells customers apart by their e-mail address alone: numbers go out as identities no more.
    pub fn answer_identity_email(&self, mapping: &mut MappingSet) {
        mapping.identity = by_email(mapping);
    }

    /// Takes the customers' own e-mail address from this column. Nobody is asked again.
    pub fn answer_email(&self, mapping: &mut MappingSet, column: &str) {
        if suggest::email_identity(mapping).is_none() {
            mapping.identity.others.push(by_email(mapping).primary);
        }
        let identity = std::iter::once(&mut mapping.identity.primary).chain(&mut mapping.identity.others);
        for email in identity.filter(|one| one.namespace == xdm::Namespace::EMAIL && one.column.is_some()) {
            email.column = Some(column.to_owned());
        }
        let field = suggest::email_identity(mapping).and_then(|email| email.field.clone());
        let known = mapping
            .fields
            .iter_mut()
            .find(|entry| Some(&entry.field) == field.as_ref());
        match (known, field) {
            (Some(entry), _) => {
                (entry.column, entry.value) = (Some(column.to_owned()), None);
                entry.recipe.retain_mut(|op| reads_others(op, column));
            }
            (None, Some(field)) => mapping.fields.push(MappedField {
                column: Some(column.to_owned()),
                value: None,
                field,
                recipe: vec![Op::Trim {}, Op::Lowercase {}],
                required: true,
                when: None,
            }),
            (None, None) => {}
        }
        mapping.ignored.retain(|name| name != column);
        mapping.policy.email_column = Some(column.to_owned());
    }
}

/// The e-mail address of a mapping as its only identity.
fn by_email(mapping: &MappingSet) -> MappingIdentity {
    let known = suggest::email_identity(mapping).cloned();
    MappingIdentity {
        primary: known.unwrap_or_else(|| MappingSet::new("").identity.primary),
        others: Vec::new(),
    }
}

/// A column that became the first one cannot fill its own blanks; an operation without columns is taken out.
fn reads_others(op: &mut Op, own: &str) -> bool {
    let Op::FirstOf { columns } = op else { return true };
    columns.retain(|column| column != own);
    !columns.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(text: &str) -> MappingSet {
        MappingSet::from_json(text).unwrap()
    }

    #[test]
    fn numbers_are_identities_no_more_once_the_address_is_chosen() {
        let desk = Desk::offline().unwrap();
        let mut set = mapping(
            r#"{"version":1,"fields":[{"column":"Email","field":"personalEmail.address"}],
            "identity":{"primary":{"namespace":"CustomerId","column":"ID"},
            "others":[{"namespace":"Email","field":"personalEmail.address"}]}}"#,
        );
        desk.answer_identity_email(&mut set);
        assert_eq!(set.identity.primary.namespace, "Email");
        assert_eq!(
            set.identity.primary.field.as_ref().unwrap().as_str(),
            "personalEmail.address"
        );
        assert!(set.identity.others.is_empty());
    }

    #[test]
    fn the_named_column_feeds_the_address_and_fills_no_blanks_of_its_own() {
        let desk = Desk::offline().unwrap();
        let mut set = mapping(
            r#"{"version":1,"fields":[{"column":"Work e-mail","field":"personalEmail.address",
            "recipe":[{"op":"trim"},{"op":"first_of","columns":["Private e-mail"]},{"op":"lowercase"}]}],
            "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}},"ignored":["Private e-mail"]}"#,
        );
        desk.answer_email(&mut set, "Private e-mail");
        assert_eq!(set.fields.len(), 1);
        assert_eq!(set.fields[0].column.as_deref(), Some("Private e-mail"));
        assert_eq!(set.fields[0].recipe, [Op::Trim {}, Op::Lowercase {}]);
        assert_eq!(set.policy.email_column.as_deref(), Some("Private e-mail"));
        assert!(set.ignored.is_empty());
    }
}
