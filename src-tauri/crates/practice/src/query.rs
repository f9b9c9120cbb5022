//! Query strings and forms, as `application/x-www-form-urlencoded` spells them.

use std::collections::HashMap;

pub(crate) type Query = HashMap<String, String>;

/// The last of several equal names wins.
pub(crate) fn form(text: &str) -> Query {
    pairs(text).collect()
}

/// The pairs of a query string in their order.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    text.split('&').filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (unescape(name), unescape(value))
    })
}

fn unescape(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
