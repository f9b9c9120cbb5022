//! Whom the entries of a bulk lookup are about. They are keyed by the platform's own keys, which nobody can know before, and
//! the reference has entries that repeat who was asked for and entries that do not. Order proves nothing: an entry that
//! cannot be told from its content is not used.

use super::{Lookup, identities, profile};
use crate::json::text;
use serde_json::Value;
use std::collections::HashMap;

/// Parts of the answer that are no entries.
const NO_ENTRIES: [&str; 2] = ["_links", "_page"];

/// An identity as it was asked for: namespace and id.
pub(super) type Asked = (String, String);

/// Who was asked for: the namespace in small letters, because answers spell it in any casing, and the id.
fn folded(namespace: &str, id: &str) -> Asked {
    (namespace.to_ascii_lowercase(), id.to_owned())
}

/// What the answer says about each of `asked`; `None` for those it is silent or unclear about and who have to be asked for
/// alone. `None` in whole where it is no answer to a bulk lookup.
pub(super) fn read(answer: &Value, asked: &[Asked]) -> Option<Vec<Option<Lookup>>> {
    let entries: Vec<&Value> = match answer {
        Value::Object(by_key) => by_key
            .iter()
            .filter(|(key, _)| !NO_ENTRIES.contains(&key.as_str()))
            .map(|(_, entry)| entry)
            .collect(),
        Value::Array(entries) => entries.iter().collect(),
        _ => return None,
    };
    let places: HashMap<Asked, usize> = asked
        .iter()
        .enumerate()
        .map(|(at, (namespace, id))| (folded(namespace, id), at))
        .collect();
    let mut found: Vec<Option<Option<Lookup>>> = vec![None; asked.len()];
    let mut all_told = true;
    for entry in entries {
        let about = about(entry, &places, asked);
        all_told &= !about.is_empty();
        for at in about {
            // Two entries that say something else about one shopper say nothing.
            let said = said(entry);
            found[at] = match found[at].take() {
                Some(before) if before != said => Some(None),
                _ => Some(said),
            };
        }
    }
    // Whoever has no entry is nobody, unless the entry is among those that could not be told.
    let silent = all_told.then_some(Lookup::NotYet);
    Some(
        found
            .into_iter()
            .map(|one| one.unwrap_or_else(|| silent.clone()))
            .collect(),
    )
}

/// Places of those whom the entry is about.
fn about(entry: &Value, places: &HashMap<Asked, usize>, asked: &[Asked]) -> Vec<usize> {
    if let Some(requested) = entry.get("requestedIdentity") {
        let Some(id) = text(requested, "entityId") else {
            return Vec::new();
        };
        let code = requested.get("entityIdNS").and_then(|ns| text(ns, "code"));
        return match code {
            Some(code) => places.get(&folded(&code, &id)).copied().into_iter().collect(),
            None => only(asked, &id).into_iter().collect(),
        };
    }
    let entity = entry.get("entity").unwrap_or(&Value::Null);
    let mut about: Vec<usize> = identities(entity)
        .iter()
        .filter_map(|(namespace, id)| places.get(&folded(namespace, id)).copied())
        .collect();
    if about.is_empty() {
        about.extend(text(entry, "entityId").and_then(|id| only(asked, &id)));
    }
    about
}

/// The place of the only one who was asked for by this id.
fn only(asked: &[Asked], id: &str) -> Option<usize> {
    let mut places = (0..asked.len()).filter(|&at| asked[at].1 == id);
    places.next().filter(|_| places.next().is_none())
}

/// `None` where the entry is an error that is worth a question of its own.
fn said(entry: &Value) -> Option<Lookup> {
    let error = entry.get("error").unwrap_or(entry);
    let status = ["status", "statusCode", "error-code"]
        .into_iter()
        .find_map(|key| text(error, key));
    let failed = status.is_some() || entry.get("error").is_some();
    match status.as_deref() {
        Some("404") => Some(Lookup::NotYet),
        _ if failed => None,
        _ => Some(profile(entry).map_or(Lookup::NotYet, Lookup::Found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked() -> Vec<Asked> {
        [("Email", "a"), ("Email", "b"), ("CrmId", "7")]
            .map(|(n, i)| (n.to_owned(), i.to_owned()))
            .into()
    }

    /// A letter each: found with this name, nobody, unclear.
    fn told(answer: Value) -> String {
        let each = read(&answer, &asked()).unwrap().into_iter().map(|one| match one {
            Some(Lookup::Found(profile)) => profile.entity["v"].as_str().unwrap().to_owned(),
            Some(Lookup::NotYet) => "-".to_owned(),
            Some(Lookup::Refused(_)) => "!".to_owned(),
            None => "?".to_owned(),
        });
        each.collect()
    }

    fn requested(id: Value, code: &str, entity: Value) -> Value {
        json!({"requestedIdentity": {"entityId": id, "entityIdNS": {"code": code}}, "entity": entity})
    }

    #[test]
    fn entries_are_told_by_who_was_asked_for_whatever_their_order() {
        let answer = json!({
            "x1": requested(json!(7), "crmid", json!({"v": "C"})),
            "x2": requested(json!("b"), "email", json!({})),
            "x3": requested(json!("a"), "EMAIL", json!({"v": "A"})),
            "_page": {},
        });
        assert_eq!(told(answer), "A-C");
    }

    #[test]
    fn entries_that_do_not_repeat_it_are_told_by_their_identities() {
        let of = |v: &str, ids: Value| json!({"entityId": "GQ", "entity": {"v": v, "identityMap": ids}});
        let answer =
            json!({"x1": of("C", json!({"crmid": [{"id": "7"}]})), "x2": of("A", json!({"Email": [{"id": "a"}]}))});
        assert_eq!(told(answer), "A-C", "whoever has no entry is nobody");
        // Two who were asked for apart hang together.
        let melted = json!({"x1": of("M", json!({"Email": [{"id": "a"}, {"id": "b"}]}))});
        assert_eq!(told(melted), "MM-");
        // By the plain id.
        assert_eq!(told(json!([{"entityId": "7", "entity": {"v": "C"}}])), "--C");
    }

    #[test]
    fn what_cannot_be_told_is_nobodys_and_nobody_is_taken_for_missing() {
        let nameless = json!({"entityId": "GQ", "entity": {"v": "A"}});
        assert_eq!(told(json!({"x1": nameless})), "???");
        let known = requested(json!("b"), "Email", json!({"v": "B"}));
        assert_eq!(told(json!({"x1": nameless, "x2": known})), "?B?");
        let other = requested(json!("b"), "Email", json!({"v": "X"}));
        assert_eq!(told(json!({"x1": known, "x2": other})), "-?-", "two answers");
        assert_eq!(told(json!({"x1": known, "x2": known})), "-B-");
    }

    #[test]
    fn failures_inside_an_answer_are_no_profiles() {
        let mut failed = requested(json!("a"), "Email", json!({"v": "A"}));
        failed["status"] = json!(500);
        let mut gone = requested(json!("b"), "Email", json!({}));
        gone["error-code"] = json!("404");
        assert_eq!(told(json!({"x1": failed, "x2": gone})), "?--");
        assert_eq!(
            told(json!([{"xid": "GQ1", "error": {"statusCode": "404"}}])),
            "???",
            "whose is it?"
        );
        assert!(read(&json!("no"), &asked()).is_none());
    }
}
