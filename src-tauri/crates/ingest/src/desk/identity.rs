//! How a dataset tells people apart: the identity rule of its live schema, and the namespaces in which a person has one
//! identity.

use aep::{Identity, ResolvedSchema};
use xdm::{FieldPath, IdentityRule, Namespace, Schema};

/// The rule of a schema by its identity descriptors: a primary one makes its field the identity, and all others further
/// ones; without it records carry an identity map. Namespaces are spelled as the organisation's list spells them.
pub(super) fn rule(resolved: &ResolvedSchema, schema: &Schema, namespaces: &[aep::Namespace]) -> IdentityRule {
    let (primary, others): (Vec<_>, Vec<_>) = resolved
        .identities_among(namespaces)
        .into_iter()
        .filter_map(|identity| of_field(identity, schema))
        .partition(|(is_primary, ..)| *is_primary);
    let others = others
        .into_iter()
        .map(|(_, path, namespace)| (path, namespace))
        .collect();
    match primary.into_iter().next() {
        Some((_, path, namespace)) => IdentityRule::Field {
            path,
            namespace,
            others,
        },
        None => IdentityRule::Map,
    }
}

/// A field that is an identity, by its path as mapping sets name it; none where the path cannot be read.
fn of_field(identity: Identity, schema: &Schema) -> Option<(bool, FieldPath, Namespace)> {
    let path = identity.path.trim_matches('/').replace('/', ".");
    let own = schema.tenant.as_ref().map(|tenant| format!("_{tenant}."));
    let path = match own.and_then(|own| path.strip_prefix(&own).map(str::to_owned)) {
        Some(rest) => format!("{}.{rest}", xdm::TENANT),
        None => path,
    };
    let path = FieldPath::parse(&path).ok()?;
    Some((identity.primary, path, Namespace(identity.namespace)))
}

/// What an identity of a namespace says about how many people there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// An e-mail address, plain: compared without casing, because a mailbox is the same in any.
    Address,
    /// A person has one: a number that some system gave out, or the hash of an address.
    Number,
    /// A person has many, or several people share one: devices, browsers, telephones; or it is no person at all.
    Shared,
}

/// The standing of each of an organisation's namespaces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standings(Vec<(String, Standing)>);

impl Standings {
    pub(crate) fn of(namespaces: &[aep::Namespace]) -> Self {
        let standing = |one: &aep::Namespace| (one.code.clone(), standing(&one.code, &one.id_type));
        Self(namespaces.iter().map(standing).collect())
    }

    /// A namespace as the organisation's list spells it.
    pub(crate) fn spelled<'a>(&'a self, namespace: &'a str) -> &'a str {
        let known = self.0.iter().find(|(code, _)| code.eq_ignore_ascii_case(namespace));
        known.map_or(namespace, |(code, _)| code)
    }

    /// Of a namespace in whatever casing; one that is not in the list says nothing.
    pub(crate) fn get(&self, namespace: &str) -> Standing {
        let known = self.0.iter().find(|(code, _)| code.eq_ignore_ascii_case(namespace));
        known.map_or(Standing::Shared, |(_, standing)| *standing)
    }
}

/// By the namespace's code and type; types are spelled in several casings.
fn standing(code: &str, id_type: &str) -> Standing {
    if code.eq_ignore_ascii_case(Namespace::EMAIL) {
        return Standing::Address;
    }
    match id_type.to_ascii_lowercase().as_str() {
        "email" | "cross_device" => Standing::Number,
        _ => Standing::Shared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn listed(code: &str, id_type: &str, id: u64) -> aep::Namespace {
        aep::Namespace {
            code: code.to_owned(),
            name: code.to_owned(),
            id_type: id_type.to_owned(),
            custom: id > 100,
            id: Some(id),
        }
    }

    fn schema() -> Schema {
        Schema::parse(&json!({
            "$id": "https://ns.adobe.com/courier/schemas/1", "meta:tenantNamespace": "_courier",
            "properties": {"_courier": {"type": "object", "properties": {"crmId": {"type": "string"}}}},
        }))
        .unwrap()
    }

    fn of(descriptors: Vec<serde_json::Value>) -> IdentityRule {
        let resolved = ResolvedSchema {
            schema: json!({}),
            descriptors,
        };
        let namespaces = [listed("Email", "Email", 6), listed("CrmId", "CROSS_DEVICE", 200)];
        rule(&resolved, &schema(), &namespaces)
    }

    fn identity(path: &str, namespace: &str, primary: bool) -> serde_json::Value {
        json!({"@type": "xdm:descriptorIdentity", "xdm:sourceProperty": path, "xdm:namespace": namespace,
            "xdm:property": "xdm:code", "xdm:isPrimary": primary})
    }

    #[test]
    fn all_descriptors_are_read_in_the_spelling_of_the_list() {
        let path = |text: &str| FieldPath::parse(text).unwrap();
        let own = of(vec![
            identity("/personalEmail/address", "EMAIL", false),
            identity("/_courier/crmId", "crmid", true),
            json!({"@type": "xdm:alternateDisplayInfo", "xdm:sourceProperty": "/person"}),
        ]);
        let expected = IdentityRule::Field {
            path: path("tenant.crmId"),
            namespace: Namespace("CrmId".to_owned()),
            others: vec![(path("personalEmail.address"), Namespace::email())],
        };
        assert_eq!(own, expected);
        let by_number = json!({"@type": "xdm:descriptorIdentity", "xdm:sourceProperty": "/_courier/crmId",
            "xdm:namespace": 200, "xdm:property": "xdm:id", "xdm:isPrimary": true});
        assert!(
            matches!(of(vec![by_number]), IdentityRule::Field { namespace, .. } if namespace.0 == "CrmId"),
            "given by its number"
        );
        let second_alone = of(vec![identity("/personalEmail/address", "Email", false)]);
        assert_eq!(second_alone, IdentityRule::Map, "none is primary");
    }

    #[test]
    fn only_what_a_person_has_one_of_tells_people_apart() {
        use Standing::{Address, Number, Shared};
        let all = [
            listed("Email", "Email", 6),
            listed("Email_LC_SHA256", "Email", 11),
            listed("CustomerId", "Cross_device", 200),
            listed("loyalty", "CROSS_DEVICE", 201),
            listed("ECID", "COOKIE", 4),
            listed("Phone", "Phone", 7),
            listed("store", "Non_people", 202),
        ];
        let standings = Standings::of(&all);
        let told = [
            "email",
            "email_lc_sha256",
            "CUSTOMERID",
            "Loyalty",
            "ecid",
            "Phone",
            "store",
            "unknown",
        ];
        assert_eq!(
            told.map(|code| standings.get(code)),
            [Address, Number, Number, Number, Shared, Shared, Shared, Shared]
        );
    }
}
