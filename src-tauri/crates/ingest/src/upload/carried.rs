//! Whether a profile carries what was sent, field by field. Names of fields come out of it, values never do.

use serde_json::Value as Json;

/// Whether a profile carries everything that was sent; more is fine. The identity map is the platform's to arrange.
pub(crate) fn carries(profile: &Json, sent: &Json) -> bool {
    match (profile, sent) {
        (Json::Object(profile), Json::Object(sent)) => sent
            .iter()
            .filter(|(key, _)| *key != IDENTITIES)
            .all(|(key, value)| profile.get(key).is_some_and(|p| carries(p, value))),
        (Json::Array(profile), Json::Array(sent)) => sent.iter().all(|s| profile.iter().any(|p| carries(p, s))),
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::String(a), Json::String(b)) => a == b || same_instant(a, b),
        _ => profile == sent,
    }
}

const IDENTITIES: &str = "identityMap";

/// The fields that a profile lacks or holds with other values, in the order in which they were sent; `tenant.` stands
/// for the organisation's own root. A list is one field: which of its entries belong together is not known.
pub(super) fn missing_of(profile: &Json, sent: &Json, tenant: Option<&str>) -> Vec<String> {
    let mut fields = Vec::new();
    let own = tenant.map(|tenant| format!("_{tenant}"));
    for (key, value) in sent.as_object().into_iter().flatten() {
        let name = if own.as_ref() == Some(key) { xdm::TENANT } else { key };
        collect(profile.get(key), value, name.to_owned(), &mut fields);
    }
    fields
}

fn collect(profile: Option<&Json>, sent: &Json, path: String, fields: &mut Vec<String>) {
    if path == IDENTITIES {
        return;
    }
    match sent {
        Json::Object(sent) => {
            for (key, value) in sent {
                let here = profile.and_then(|profile| profile.get(key));
                collect(here, value, format!("{path}.{key}"), fields);
            }
        }
        _ if profile.is_some_and(|profile| carries(profile, sent)) => {}
        _ => fields.push(path),
    }
}

/// The same instant may be written in more than one way.
fn same_instant(a: &str, b: &str) -> bool {
    let instant = |text: &str| {
        text.contains('T')
            .then(|| xdm::parse_date_time(text, &xdm::DateStyle::default()))
            .flatten()
    };
    instant(a).is_some_and(|a| Some(a) == instant(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_profile_may_hold_more_but_not_other_than_what_was_sent() {
        let sent = json!({"person": {"birthDate": "1991-03-05"}, "userAccount": {"startDate": "2015-10-30T12:49:47Z"}, "identityMap": {"Email": []}});
        let profile = json!({"person": {"birthDate": "1991-03-05", "gender": "female"}, "userAccount": {"startDate": "2015-10-30T12:49:47.000Z"}});
        assert!(carries(&profile, &sent));
        assert_eq!(missing_of(&profile, &sent, None), [""; 0]);
        let other =
            json!({"person": {"birthDate": "1991-05-03"}, "userAccount": {"startDate": "2015-10-30T12:49:47Z"}});
        assert!(!carries(&other, &sent));
        assert_eq!(missing_of(&other, &sent, None), ["person.birthDate"]);
    }

    #[test]
    fn fields_that_are_missing_or_other_are_named_as_in_a_mapping() {
        let sent = json!({"_shop": {"group": "Gold", "tags": ["a", "b"]}, "person": {"name": {"firstName": "Noor", "lastName": "Bos"}}, "age": 4});
        let profile =
            json!({"_shop": {"group": "Silver", "tags": ["b"]}, "person": {"name": {"firstName": "Noor"}}, "age": 4.0});
        assert_eq!(
            missing_of(&profile, &sent, Some("shop")),
            ["tenant.group", "tenant.tags", "person.name.lastName"]
        );
        assert_eq!(missing_of(&json!({}), &sent, Some("other"))[0], "_shop.group");
    }
}
