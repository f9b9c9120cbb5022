//! Is it still one person? What hangs together in a profile, counted against what belongs to the row that was sent.

use crate::desk::{Standing, Standings};
use crate::encode::Sample;
use crate::report::Together;
use std::collections::{BTreeMap, BTreeSet};
use xdm::Namespace;

/// What hangs together, of the identities that a person has one of: each by namespace and value, as the profile lists them.
pub(super) fn together(identities: &[(String, String)], sample: &Sample, standings: &Standings) -> Together {
    let mut by_namespace: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (namespace, id) in identities {
        let standing = standings.get(namespace);
        if standing != Standing::Shared {
            let ids = by_namespace.entry(namespace.to_ascii_lowercase()).or_default();
            ids.insert(folded(standing, id));
        }
    }
    let mut seen = Together::default();
    for (namespace, ids) in by_namespace {
        let standing = standings.get(&namespace);
        let own = own(sample, &namespace, standing);
        let others = if own.is_empty() {
            // One of them may be this person's; more of them are not.
            ids.len() - 1
        } else {
            ids.difference(&own).count()
        };
        let (all, beside) = match standing {
            Standing::Address => (&mut seen.emails, &mut seen.other_emails),
            _ => (&mut seen.numbers, &mut seen.other_numbers),
        };
        (*all, *beside) = (*all + ids.len() as u32, *beside + others as u32);
        if others > 0 {
            seen.namespaces.push(standings.spelled(&namespace).to_owned());
        }
    }
    seen
}

/// What the row itself has in a namespace; its e-mail address also where that was sent as no identity.
fn own(sample: &Sample, namespace: &str, standing: Standing) -> BTreeSet<String> {
    let sent = sample.ids.iter().map(|(code, id)| (code.as_str(), id));
    let email = sample.email.iter().map(|email| (Namespace::EMAIL, email));
    sent.chain(email)
        .filter(|(code, _)| code.eq_ignore_ascii_case(namespace))
        .map(|(_, id)| folded(standing, id))
        .collect()
}

/// One mailbox is one in any casing; numbers are compared letter by letter, as the platform does.
fn folded(standing: Standing, id: &str) -> String {
    match standing {
        Standing::Address => id.trim().to_lowercase(),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xdm::Example;

    fn standings() -> Standings {
        let listed = |(code, id_type): (&str, &str)| aep::Namespace {
            code: code.to_owned(),
            name: code.to_owned(),
            id_type: id_type.to_owned(),
            custom: false,
            id: None,
        };
        let all = [
            ("Email", "Email"),
            ("CustomerId", "CROSS_DEVICE"),
            ("CrmId", "CROSS_DEVICE"),
            ("ECID", "COOKIE"),
            ("Phone", "Phone"),
        ];
        Standings::of(&all.map(listed))
    }

    fn pairs(ids: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(namespace, id): &(&str, &str)| ((*namespace).to_owned(), (*id).to_owned());
        ids.iter().map(own).collect()
    }

    fn of(sent: &[(&str, &str)], profile: &[(&str, &str)]) -> Together {
        let sample = Sample {
            place: Example { row: 1, line: 2 },
            ids: pairs(sent),
            email: Some("anna@shop.example".to_owned()),
            record: serde_json::Value::Null,
        };
        together(&pairs(profile), &sample, &standings())
    }

    const ANNA: &[(&str, &str)] = &[("CustomerId", "1"), ("Email", "anna@shop.example")];

    #[test]
    fn one_person_has_one_address_and_one_number_of_each_system() {
        for profile in [
            vec![
                ("customerid", "1"),
                ("email", "Anna@Shop.example"),
                ("EMAIL", "anna@shop.example"),
            ],
            // Browsers and telephones are many people's, and many of one person.
            vec![
                ("CustomerId", "1"),
                ("ECID", "4"),
                ("ECID", "5"),
                ("Phone", "+31"),
                ("Phone", "+32"),
            ],
            // Known to another system too.
            vec![
                ("CustomerId", "1"),
                ("CrmId", "77"),
                ("unlisted", "a"),
                ("unlisted", "b"),
            ],
            vec![("CustomerId", "1"), ("CustomerId", "1")],
            Vec::new(),
        ] {
            assert!(!of(ANNA, &profile).has_others(), "{profile:?}");
        }
        let counted = of(
            ANNA,
            &[("CustomerId", "1"), ("CrmId", "7"), ("Email", "anna@shop.example")],
        );
        assert_eq!((counted.emails, counted.numbers), (1, 2));
    }

    #[test]
    fn an_address_or_a_number_beside_their_own_is_somebody_elses() {
        let with = |profile: &[(&str, &str)]| {
            let seen = of(ANNA, profile);
            (seen.other_emails, seen.other_numbers, seen.namespaces.join(" "))
        };
        let (anna, bob) = (("Email", "anna@shop.example"), ("email", "bob@shop.example"));
        assert_eq!(with(&[("CustomerId", "1"), anna, bob]), (1, 0, "Email".to_owned()));
        assert_eq!(
            with(&[("CustomerId", "1"), ("CustomerId", "01"), anna]),
            (0, 1, "CustomerId".to_owned())
        );
        assert_eq!(
            with(&[("CrmId", "7"), ("crmid", "8"), ("CustomerId", "1")]),
            (0, 1, "CrmId".to_owned()),
            "two customers of a system that the file is not of"
        );
        assert_eq!(
            with(&[bob]),
            (1, 0, "Email".to_owned()),
            "the profile is under their number"
        );
        // Sent by a number alone: one address may be theirs, two are not.
        let alone = |profile: &[(&str, &str)]| {
            let sample = Sample {
                email: None,
                place: Example { row: 1, line: 2 },
                ids: pairs(&[("CustomerId", "1")]),
                record: serde_json::Value::Null,
            };
            together(&pairs(profile), &sample, &standings()).other_emails
        };
        assert_eq!((alone(&[anna]), alone(&[anna, bob])), (0, 1));
    }
}
