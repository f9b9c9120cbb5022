//! What is told about identity and consent is what the records hold.

use super::book::Case;
use super::came::{Came, identities};
use super::judge::CHANNELS;
use super::user::User;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// What is told otherwise than it is sent.
pub(crate) fn faults(case: &Case) -> Vec<String> {
    let came = Came::of(case, &[]);
    if came.records.is_empty() {
        return Vec::new();
    }
    let user = User::new();
    let file = user.file(case.file(), &case.text);
    let inspected = (!case.is_answered()).then(|| user.json(&["inspect", &file]).1);
    let mut wrong = identity(&came, inspected.as_ref());
    wrong.extend(consents(&came));
    wrong
}

fn identity(came: &Came, inspected: Option<&Json>) -> Vec<String> {
    let Some(told) = came.check["identities"].as_array() else {
        return vec!["check does not tell the identities".to_owned()];
    };
    let mut sent: BTreeMap<String, u64> = BTreeMap::new();
    for record in &came.records {
        let codes: BTreeSet<String> = identities(record).into_iter().map(|(code, _)| code).collect();
        for code in codes {
            *sent.entry(code).or_default() += 1;
        }
    }
    let text = |one: &Json| one["namespace"].as_str().unwrap_or_default().to_owned();
    let counts = told.iter().map(|one| (text(one), one["count"].as_u64().unwrap_or(0)));
    let counts: BTreeMap<String, u64> = counts.filter(|(_, count)| *count > 0).collect();
    let mut wrong = Vec::new();
    if counts != sent {
        wrong.push(format!("identities are told as {counts:?}, and {sent:?} go out"));
    }
    let Some(inspected) = inspected else { return wrong };
    let Some(seen) = inspected["identities"].as_array() else {
        wrong.push("inspect does not tell the identities".to_owned());
        return wrong;
    };
    let seen: BTreeSet<String> = seen.iter().map(text).collect();
    let sent: BTreeSet<String> = sent.into_keys().collect();
    if !sent.is_subset(&seen) {
        wrong.push(format!("inspect tells {seen:?}, and {sent:?} go out"));
    }
    wrong
}

fn consents(came: &Came) -> Vec<String> {
    let Some(told) = came.check["consent"].as_array() else {
        return vec!["check does not tell the consent".to_owned()];
    };
    let mut wrong = Vec::new();
    for channel in CHANNELS {
        let said = |value: &str| {
            let of = |record: &&Json| record["consents"]["marketing"][channel]["val"] == value;
            came.records.iter().filter(of).count() as u64
        };
        let (allow, object) = (said("y"), said("n"));
        let line = told.iter().find(|one| one["channel"] == *channel);
        let number = |name: &str| line.and_then(|line| line[name].as_u64()).unwrap_or(0);
        if (number("allow"), number("object")) != (allow, object) {
            wrong.push(format!(
                "{channel}: told are {} and {} who allow and object, {allow} and {object} go out",
                number("allow"),
                number("object")
            ));
        }
        let unsaid = came.records.len() as u64 - allow - object;
        if line.is_some() && number("unsaid") != unsaid {
            wrong.push(format!(
                "{channel}: told are {} who say nothing, it is {unsaid}",
                number("unsaid")
            ));
        }
    }
    wrong
}
