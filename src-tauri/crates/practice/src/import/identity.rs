//! Who a record is about: the primary identity that its fragment is kept under, and the others that lead to it.

use crate::{namespaces::Known, registry::Schema};
use serde_json::Value;

/// Identities as keys: the namespace's code, U+001F, the value. Values keep their case, as the platform keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identities {
    pub(crate) primary: String,
    /// The primary one as well. Without those that Identity Service does not take.
    pub(crate) all: Vec<String>,
}

impl Identities {
    /// Whether Profile has anything to keep the record under.
    pub(crate) fn name_somebody(&self) -> bool {
        self.all.contains(&self.primary)
    }
}

/// Stands between the namespace's code and the value.
pub(crate) const MARK: char = '\u{1f}';

/// Longer values are not taken, nor are those that say that nobody is known (guardrails of Identity Service).
const LONGEST: usize = 1_024;
const NOBODY: [&str; 3] = ["null", "anonymous", "invalid"];

fn is_taken(id: &str) -> bool {
    !id.trim().is_empty() && !NOBODY.contains(&id) && id.chars().count() <= LONGEST
}

/// Stands between the keys of a list.
pub(crate) const LIST_MARK: &str = "\u{1e}";

pub(crate) fn key(namespace: &str, id: &str) -> String {
    format!("{namespace}{MARK}{id}")
}

/// `Err` says in the platform's manner what is missing.
pub(crate) fn of(record: &Value, schema: &Schema, namespaces: &Known) -> Result<Identities, String> {
    let mut all = Vec::new();
    let mut primaries = Vec::new();
    for (namespace, items) in record["identityMap"].as_object().into_iter().flatten() {
        let code = namespaces
            .in_record(namespace)
            .ok_or_else(|| format!("namespace {namespace} is not known"))?;
        for item in items.as_array().into_iter().flatten() {
            let id = item["id"]
                .as_str()
                .filter(|id| !id.is_empty())
                .ok_or("an identity has no id")?;
            all.push(namespaces.key(code, id));
            if item["primary"] == true {
                primaries.push(namespaces.key(code, id));
            }
        }
    }
    let mut described = None;
    for descriptor in schema
        .descriptors
        .iter()
        .filter(|d| d["@type"] == "xdm:descriptorIdentity")
    {
        let pointer = descriptor["xdm:sourceProperty"].as_str().unwrap_or_default();
        // The namespace may be named by its number.
        let named = &descriptor["xdm:namespace"];
        let named = named.as_str().map_or_else(|| named.to_string(), str::to_owned);
        let code = namespaces.in_record(&named).unwrap_or_default();
        let found = record
            .pointer(pointer)
            .and_then(Value::as_str)
            .filter(|v| !v.is_empty())
            .map(|v| namespaces.key(code, v));
        all.extend(found.clone());
        if descriptor["xdm:isPrimary"] == true {
            described = Some(found.ok_or_else(|| format!("the primary identity {pointer} is missing"))?);
        }
    }
    // The lake takes the record all the same; what is left out is known to Identity Service alone.
    all.retain(|key| key.split_once(MARK).is_some_and(|(_, id)| is_taken(id)));
    all.sort_unstable();
    all.dedup();
    let primary = match (described, primaries.as_slice()) {
        (Some(field), []) => field,
        (None, [one]) => one.clone(),
        (None, []) => return Err("identityMap has no primary identity".to_owned()),
        _ => return Err("more than one primary identity".to_owned()),
    };
    Ok(Identities { primary, all })
}
