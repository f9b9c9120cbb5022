//! Holds what came of a file against its case. Each thing that is wrong is one line.

use super::book::{Case, Clause};
use super::came::{Came, identities};
use super::table::Table;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Identities that stand for nobody, in lower case.
const NOBODY: &[&str] = &[
    "",
    "0",
    "-1",
    "null",
    "none",
    "nil",
    "n/a",
    "na",
    "guest",
    "anonymous",
    "unknown",
    "undefined",
    "invalid",
    "test",
    "00000000-0000-0000-0000-000000000000",
    "000000",
    "0000",
];

/// Runs a case; what is wrong with its outcome.
pub(crate) fn judge(case: &Case) -> Vec<String> {
    let came = Came::of(case, &[]);
    let wrong = faults(case, &came);
    match &case.answers {
        Some(answers) if wrong.is_empty() && !came.questions().is_empty() => {
            let came = Came::of(case, answers);
            if let [question, ..] = came.questions()[..] {
                return vec![format!(
                    "answered, {} is still asked: {}",
                    question["column"], question["flag"]
                )];
            }
            let wrong = faults(case, &came).into_iter();
            wrong.map(|fault| format!("once answered: {fault}")).collect()
        }
        _ => wrong,
    }
}

/// What is wrong with an outcome.
pub(crate) fn faults(case: &Case, came: &Came) -> Vec<String> {
    let mut wrong = Vec::new();
    if !came.questions().is_empty() {
        wrong.extend(
            came.questions()
                .iter()
                .filter_map(|question| unexpected(case, question)),
        );
        if came.exit != 65 {
            wrong.push(format!("a question is open, and the exit code is {}", came.exit));
        }
        wrong.extend(leaks(case, came));
        return wrong;
    }
    if came.check["rows"].is_null() {
        return vec![format!("exit {}: {}", came.exit, shortened(&came.check))];
    }
    if !came.check["prepare_differs"].is_null() {
        wrong.push(format!(
            "prepare differs from check: {}",
            shortened(&came.check["prepare_differs"])
        ));
    }
    let rejected = came.check["rows"]["rejected"].as_u64().unwrap_or(0);
    if came.exit != i32::from(rejected > 0) {
        wrong.push(format!("exit {} with {rejected} rows held", came.exit));
    }
    if let Some(expected) = case.records.filter(|n| *n != came.records.len()) {
        wrong.push(format!("{} records instead of {expected}", came.records.len()));
    }
    wrong.extend(melted(case, came));
    let unnamed = case.clauses.iter().filter(|clause| !holds(case, clause, came));
    wrong.extend(unnamed.map(|clause| {
        let who = if clause.who.is_empty() { "the file" } else { &clause.who };
        format!("{who}: not `{}`: {}", clause.said, told(came, &clause.who))
    }));
    wrong.extend(silent(case, came));
    let words = case.words.iter().flat_map(|word| {
        let of_words = came.surfaces.iter().filter(|(place, _)| place.starts_with("words of"));
        let missing = of_words.filter(move |(_, text)| !text.contains(word.as_str()));
        missing.map(move |(place, _)| format!("the {place} do not name {word}"))
    });
    wrong.extend(words);
    wrong.extend(leaks(case, came));
    wrong
}

fn unexpected(case: &Case, question: &Json) -> Option<String> {
    let column = question["column"].as_str().unwrap_or_default();
    let flag = question["flag"].as_str().unwrap_or_default();
    let allowed = case.asked.as_ref().is_some_and(|columns| {
        columns.is_empty()
            || columns
                .iter()
                .any(|name| name == column || flag.contains(&format!("{name}=")))
    });
    if !allowed {
        return Some(format!("asked about {column} ({})", question["code"]));
    }
    let named = flag.starts_with("--") && (flag.contains(column) || question["code"] == "email_column");
    (!named).then(|| format!("the question about {column} names no flag with it: {flag}"))
}

/// Two people in one record or under one identity, an identity of nobody, a number in Commerce's namespace unproved.
fn melted(case: &Case, came: &Came) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for record in &came.records {
        let own = identities(record);
        if own.iter().filter(|(code, _)| code == "Email").count() > 1 {
            wrong.push("one record holds two addresses".to_owned());
        }
        for (code, id) in own {
            if NOBODY.contains(&id.to_lowercase().as_str()) {
                wrong.push(format!("{code}={id} goes out as identity"));
            }
            if code == "CustomerId" && !case.commerce {
                wrong.push(format!(
                    "CustomerId={id} goes out, and nothing proves whose number it is"
                ));
            }
            *seen.entry((code, id)).or_default() += 1;
        }
    }
    let twice = seen.into_iter().filter(|(_, count)| *count > 1);
    wrong.extend(twice.map(|((code, id), count)| format!("{code}={id} stands in {count} records")));
    wrong
}

/// People of the case who are neither sent nor allowed to stay behind.
fn silent(case: &Case, came: &Came) -> Vec<String> {
    let may_stay = |who: &str| {
        let clauses = case.clauses.iter().filter(|clause| clause.who == who);
        let mut parts = clauses.flat_map(|clause| clause.either.iter().flatten());
        parts.any(|part| part == "held" || part == "away" || part.ends_with("!y") || part.starts_with("as "))
    };
    let mut people: Vec<&str> = case.clauses.iter().map(|clause| clause.who.as_str()).collect();
    people.retain(|who| !who.is_empty());
    people.sort_unstable();
    people.dedup();
    let missing = people
        .into_iter()
        .filter(|who| came.record_of(who).is_none() && !may_stay(who));
    let mut wrong: Vec<String> = missing.map(|who| format!("{who} is not sent")).collect();
    let people = case.clauses.iter().filter(|clause| !clause.who.is_empty());
    for clause in people {
        let who = clause.who.as_str();
        let lost = came.record_of(who).is_none() && !came.is_held(who) && may_stay(who);
        let replaced = clause.either.iter().flatten().any(|part| part.starts_with("as "));
        let line = format!("{who} is neither sent nor held");
        if lost && !replaced && !wrong.contains(&line) {
            wrong.push(line);
        }
    }
    wrong
}

fn holds(case: &Case, clause: &Clause, came: &Came) -> bool {
    clause
        .either
        .iter()
        .any(|parts| parts.iter().all(|part| part_holds(case, &clause.who, part, came)))
}

fn part_holds(case: &Case, who: &str, part: &str, came: &Came) -> bool {
    let record = came.record_of(who);
    let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
    let ids = || record.map(identities).unwrap_or_default();
    match word {
        "sent" => record.is_some(),
        "held" => record.is_none() && came.is_held(who),
        "away" => record.is_none(),
        "as" => came.record_of(rest).is_some(),
        "only" => record.is_some() && ids().iter().all(|(code, _)| code == rest),
        "own" => ids()
            .iter()
            .all(|(code, _)| code == "Email" || code.to_lowercase().contains(rest)),
        "no-id" => ids().iter().all(|(_, id)| id != rest),
        "id" => ids().iter().any(|(code, id)| format!("{code}={id}") == rest),
        "said" => {
            let rows = if who.is_empty() {
                Vec::new()
            } else {
                Table::read(&case.text).rows_with(who)
            };
            came.says((!rest.is_empty()).then_some(rest), &rows)
        }
        "code" => came.findings().iter().any(|f| f["code"] == rest),
        "not-code" => !came.findings().iter().any(|f| f["code"] == rest),
        "not-fixed" => !came
            .findings()
            .iter()
            .any(|f| f["code"] == rest && f["severity"] == "fixed"),
        "warned" => {
            let least: u64 = rest.parse().unwrap();
            let looked = |f: &&&Json| f["severity"] == "please_check" && f["count"].as_u64() >= Some(least);
            came.findings().iter().any(|f| looked(&f))
        }
        "rejected" => came.check["rows"]["rejected"].as_u64() == rest.parse().ok(),
        "merged" => came.check["rows"]["merged"].as_u64() == rest.parse().ok(),
        _ => field_holds(record, part),
    }
}

/// `email=y`, `sms!n`, `email=-` (neither), `person.name.firstName=Anna`, `person.name!----`, `homeAddress=*`.
fn field_holds(record: Option<&Json>, part: &str) -> bool {
    let at = part
        .find(['=', '!'])
        .unwrap_or_else(|| panic!("{part} says nothing that can be looked up"));
    let (path, not, value) = (&part[..at], part.as_bytes()[at] == b'!', &part[at + 1..]);
    let Some(record) = record else { return not };
    if !path.contains('.') && CHANNELS.contains(&path) {
        let allowed = consent(record, path);
        return match (value, not) {
            ("-", false) => allowed != Some("y") && allowed != Some("n"),
            (value, not) => (allowed == Some(value)) != not,
        };
    }
    let below = path.split('.').try_fold(record, |at, step| at.get(step));
    let has = below.is_some_and(|below| leaves(below).iter().any(|leaf| value == "*" || leaf == value));
    has != not
}

pub(crate) const CHANNELS: &[&str] = &["email", "sms", "call", "postalMail", "push", "whatsApp", "fax", "any"];

/// What a record says of a channel; an objection to any counts for each.
pub(crate) fn consent<'a>(record: &'a Json, channel: &str) -> Option<&'a str> {
    let marketing = &record["consents"]["marketing"];
    let any = marketing["any"]["val"].as_str();
    any.filter(|said| *said == "n")
        .or_else(|| marketing[channel]["val"].as_str())
        .or(any)
}

fn leaves(value: &Json) -> Vec<String> {
    match value {
        Json::Object(fields) => fields.values().flat_map(leaves).collect(),
        Json::Array(items) => items.iter().flat_map(leaves).collect(),
        Json::String(text) => vec![text.clone()],
        Json::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}

/// Cells that stand where they may not.
fn leaks(case: &Case, came: &Came) -> Vec<String> {
    let mut wrong = Vec::new();
    let table = Table::read(&case.text);
    let records: String = came.records.iter().map(Json::to_string).collect();
    for column in case.unsent.iter().chain(&case.unticked) {
        if table.cells(column).iter().any(|cell| stands(&records, cell)) {
            wrong.push(format!("a cell of {column} is in a record"));
        }
    }
    let columns = case.secret.iter().map(|column| (column, table.cells(column)));
    let texts = case.nowhere.iter().map(|text| (text, vec![text.as_str()]));
    for (what, cells) in columns.chain(texts) {
        let has = |text: &str| cells.iter().any(|cell| stands(text, cell));
        let mut places: Vec<&str> = Vec::new();
        places.extend(
            came.surfaces
                .iter()
                .filter(|(_, text)| has(text))
                .map(|(place, _)| place.as_str()),
        );
        places.extend(has(&records).then_some("the records"));
        if !places.is_empty() {
            wrong.push(format!("a cell of {what} is in {}", places.join(", ")));
        }
    }
    for (_, text) in came
        .surfaces
        .iter()
        .filter(|(place, _)| place == "fields propose --json")
    {
        let offered: Json = serde_json::from_str(text).unwrap_or_default();
        let fields = offered["fields"].as_array().cloned().unwrap_or_default();
        let columns = case.secret.iter().chain(&case.unticked);
        let ticked = |name: &&String| {
            let of = |field: &&Json| field["column"] == name.as_str();
            fields.iter().any(|field| of(&field) && field["ticked"] != false)
        };
        wrong.extend(
            columns
                .filter(ticked)
                .map(|name| format!("a field is proposed for {name}")),
        );
    }
    wrong
}

/// Whether a cell stands in a text as a word of its own.
fn stands(text: &str, cell: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(cell)
        .any(|(at, _)| !is_word(text[..at].chars().next_back()) && !is_word(text[at + cell.len()..].chars().next()))
}

/// What did become of somebody, for the line that tells what is wrong.
fn told(came: &Came, who: &str) -> String {
    if who.is_empty() {
        let codes = came
            .findings()
            .iter()
            .map(|f| format!("{} {} {}", f["severity"], f["code"], f["count"]))
            .collect::<Vec<_>>();
        return format!("{} [{}]", came.check["rows"], codes.join(", "));
    }
    match came.record_of(who) {
        Some(record) => record.to_string(),
        None if came.is_held(who) => "held".to_owned(),
        None => "not there".to_owned(),
    }
}

fn shortened(document: &Json) -> String {
    document.to_string().chars().take(300).collect()
}
