//! Who is told apart by what, and what they allow, in words.

use super::code;
use ingest::{ConsentCounts, ConsentLookup, IdentityUse, MemoryState, RowPair};
use serde_json::json;
use words::{Words, id};

/// What customers are told apart by; none where it is not decided.
pub(super) fn identities(words: &Words, identities: &[IdentityUse]) -> Option<String> {
    let one = |identity: &IdentityUse| {
        let name = match identity.namespace.as_str() {
            "Email" => words.say("identity-by-email"),
            namespace => words.with(
                "identity-by-number",
                &json!({"column": identity.column.as_deref().unwrap_or_default(), "namespace": namespace}),
            ),
        };
        match identity.count {
            Some(count) => format!("{name} ({})", words.number(count)),
            None => name,
        }
    };
    let all: Vec<String> = identities.iter().map(one).collect();
    (!all.is_empty()).then(|| {
        words.with(
            "identity-told-by",
            &json!({"what": all.join(&words.say("identity-and"))}),
        )
    })
}

/// What goes out about consent, a line a channel.
pub(super) fn consent(words: &Words, consent: &[ConsentCounts]) -> Vec<String> {
    let line = |counts: &ConsentCounts| {
        let channel = words.say(&id("channel", &kebab(&counts.channel)));
        words.with(
            "consent-counts",
            &json!({"channel": channel, "allow": words.number(counts.allow), "object": words.number(counts.object), "unsaid": words.number(counts.unsaid)}),
        )
    };
    consent.iter().map(line).collect()
}

/// Rows that have one identity and may be two people.
pub(super) fn pairs(words: &Words, pairs: &[RowPair]) -> Vec<String> {
    let line = |pair: &RowPair| {
        let why = words.say(&format!("{}-row", id("finding", &code(&pair.code))));
        let rows = json!({"first": words.number(pair.first.row), "second": words.number(pair.second.row), "why": why});
        format!("  {}", words.with("cli-pair", &rows))
    };
    pairs.iter().map(line).collect()
}

/// Who was looked up before, and why nothing is remembered.
pub(super) fn known(words: &Words, lookup: Option<ConsentLookup>, memory: Option<MemoryState>) -> Vec<String> {
    let memory = memory.map(|state| words.say(&id("memory", &code(&state))));
    let asked = lookup.filter(|lookup| lookup.people > 0);
    let lookup = asked.map(|lookup| words.with("consent-lookup", &json!(lookup)));
    memory.into_iter().chain(lookup).collect()
}

/// XDM's name of a channel as the catalogue spells it: `postalMail` → `postal-mail`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
