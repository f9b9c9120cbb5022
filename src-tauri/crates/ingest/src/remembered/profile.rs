//! What a profile says about consent, and whose it is.

use super::recall::latest;
use serde_json::Value as Json;

/// An objection that a profile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Objection {
    /// The moment at which it was made at the latest, in seconds since 1970; none where the profile does not say.
    pub until: Option<u64>,
}

/// The objection to a channel of marketing, where there is one.
pub(super) fn objection(entity: &Json, channel: &str) -> Option<Objection> {
    let consent = entity.pointer(&format!("/consents/marketing/{channel}"))?;
    let refused = consent.get("val").and_then(Json::as_str) == Some("n");
    refused.then(|| Objection {
        until: consent.get("time").and_then(moment),
    })
}

/// Some objection is there, to whatever channel.
pub(super) fn objects(entity: &Json) -> bool {
    let marketing = entity.pointer("/consents/marketing").and_then(Json::as_object);
    let mut channels = marketing.into_iter().flat_map(|channels| channels.keys());
    channels.any(|channel| objection(entity, channel).is_some())
}

fn moment(time: &Json) -> Option<u64> {
    let seconds = match time {
        Json::String(text) => {
            let date = || {
                let day: jiff::civil::Date = text.parse().ok()?;
                jiff::tz::TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
            };
            let stamp = text.parse::<jiff::Timestamp>().ok().or_else(date)?;
            // A part of a second counts as a whole one, so that nothing looks newer than it.
            stamp.as_second() + i64::from(stamp.subsec_nanosecond() > 0)
        }
        _ => return None,
    };
    u64::try_from(seconds).ok().map(latest)
}

/// The profile's e-mail addresses, where it has some, are those of other people.
pub(super) fn is_of_another(identities: &[(String, String)], email: &str) -> bool {
    let mut addresses = identities
        .iter()
        .filter(|(namespace, _)| namespace.eq_ignore_ascii_case(xdm::Namespace::EMAIL))
        .map(|(_, id)| id)
        .peekable();
    addresses.peek().is_some() && !addresses.any(|id| id.trim().to_lowercase() == email)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_objection_is_read_with_its_moment() {
        let of = |consent: Json| objection(&json!({"consents": {"marketing": {"email": consent}}}), "email");
        for (consent, until) in [
            (json!({"val": "n"}), None),
            (json!({"val": "n", "time": "soon"}), None),
            (json!({"val": "n", "time": 5}), None),
            (json!({"val": "n", "time": "2026-11-02T10:00:05Z"}), Some(1_793_613_605)),
            (
                json!({"val": "n", "time": "2026-11-02T10:00:05.001Z"}),
                Some(1_793_613_606),
            ),
            (
                json!({"val": "n", "time": "2026-11-02T12:00:05+02:00"}),
                Some(1_793_613_605),
            ),
            (json!({"val": "n", "time": "2026-11-02"}), Some(1_793_577_600 + 86_399)),
        ] {
            assert_eq!(of(consent.clone()), Some(Objection { until }), "{consent}");
        }
        for other in [json!({"val": "y"}), json!({"val": "dn"}), json!({}), json!("n")] {
            assert_eq!(of(other.clone()), None, "{other}");
        }
    }

    #[test]
    fn only_a_profile_without_any_objection_has_none() {
        let entity = |channel: &str, val: &str| json!({"consents": {"marketing": {channel: {"val": val}}}});
        assert!(objects(&entity("sms", "n")) && objects(&entity("any", "n")));
        assert!(!objects(&entity("sms", "y")) && !objects(&json!({})));
    }

    #[test]
    fn a_number_is_of_another_where_only_others_addresses_hang_together_with_it() {
        let ids = |all: &[(&str, &str)]| {
            all.iter()
                .map(|(n, i)| ((*n).to_owned(), (*i).to_owned()))
                .collect::<Vec<_>>()
        };
        let is_other = |all: &[(&str, &str)]| is_of_another(&ids(all), "a@shop.example");
        assert!(is_other(&[("email", "b@shop.example"), ("CustomerId", "7")]));
        assert!(!is_other(&[("email", "b@shop.example"), ("Email", "A@shop.example")]));
        assert!(!is_other(&[("CustomerId", "7")]) && !is_other(&[]));
    }
}
