//! What all lists of Flow Service share: `property` filters, order, pages and the count.

use super::bad;
use crate::{
    answer::{self, Answer, Refusal},
    query,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// Items of one page unless the request says otherwise; the reference names no number.
const PAGE: usize = 20;
/// Longer ones first: `>` begins `>=` too.
const OPERATORS: [&str; 6] = ["==", "!=", ">=", "<=", ">", "<"];

/// `name=="CloudStorageToAEP"`, `flowId==a,b`, `createdAt>=1670880253121`.
#[derive(Debug)]
struct Condition {
    field: String,
    operator: &'static str,
    /// Any of them.
    values: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Filter {
    conditions: Vec<Condition>,
    /// Field, and whether the order is descending.
    order: Option<(String, bool)>,
    limit: Option<usize>,
    after: Option<String>,
    count: bool,
}

impl Filter {
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let mut made = Self::default();
        for (name, value) in query::pairs(text) {
            match name.as_str() {
                "property" => made.conditions.extend(conditions(&value)?),
                "orderby" => made.order = Some(order(&value)?),
                "limit" => made.limit = Some(limit(&value)?),
                "continuationToken" => made.after = Some(token(&value)?),
                "count" => made.count = value.parse().map_err(|_| bad("count must be true or false"))?,
                other => return Err(bad(&format!("Invalid params {other} provided in query params."))),
            }
        }
        if made.count && made.limit.is_some() {
            return Err(bad(
                "The limit and count parameters cannot be given together in the same request. Please provide either only \
                 the limit or the count parameter and try again.",
            ));
        }
        Ok(made)
    }

    pub(super) fn takes(&self, item: &Value) -> bool {
        self.conditions.iter().all(|c| c.holds(item))
    }

    /// The page of `all`, which are in the order of their making.
    pub(super) fn answer(&self, path: &str, mut all: Vec<Value>) -> Answer {
        all.retain(|item| self.takes(item));
        if let Some((field, descending)) = &self.order {
            all.sort_by(|a, b| compare(at(a, field), at(b, field)));
            if *descending {
                all.reverse();
            }
        }
        let count = all.len();
        if let Some(after) = &self.after {
            let place = all.iter().position(|item| item["id"] == after.as_str());
            let place = place.ok_or_else(|| bad("the continuationToken is not known"))?;
            all.drain(..=place);
        }
        let limit = self.limit.unwrap_or(PAGE);
        let more = all.len() > limit;
        all.truncate(limit);
        let mut body = json!({"items": all, "_links": {}});
        if let Some(last) = body["items"].as_array().and_then(|i| i.last()).filter(|_| more) {
            let token = BASE64_URL_SAFE_NO_PAD.encode(last["id"].as_str().unwrap_or_default());
            body["_links"]["next"] = json!({"href": format!("{path}?limit={limit}&continuationToken={token}")});
        }
        if self.count {
            body["count"] = json!(count);
        }
        answer::ok(&body)
    }
}

/// A part without an operator is a further value of the condition before it.
fn conditions(text: &str) -> Result<Vec<Condition>, Refusal> {
    let mut found: Vec<Condition> = Vec::new();
    for part in text.split(',') {
        let first = OPERATORS
            .into_iter()
            .filter_map(|o| part.find(o).map(|at| (at, o)))
            .min_by_key(|(at, o)| (*at, std::cmp::Reverse(o.len())));
        match (first, found.last_mut()) {
            (Some((at, operator)), _) if at > 0 => found.push(Condition {
                field: part[..at].trim().to_owned(),
                operator,
                values: vec![bare(&part[at + operator.len()..])],
            }),
            (None, Some(last)) => last.values.push(bare(part)),
            _ => return Err(bad(&format!("Invalid operator in filter params: {part}"))),
        }
    }
    match found.iter().find(|c| c.values.iter().any(String::is_empty)) {
        Some(empty) => Err(bad(&format!(
            "Invalid query value {}{} provided in query param.",
            empty.field, empty.operator
        ))),
        None => Ok(found),
    }
}

fn bare(text: &str) -> String {
    let text = text.trim();
    let quoted = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    quoted.unwrap_or(text).to_owned()
}

fn order(text: &str) -> Result<(String, bool), Refusal> {
    // A plus sign is a space in a query.
    let text = text.trim();
    let (field, descending) = text.strip_prefix('-').map_or((text, false), |field| (field, true));
    let field = field.trim_start_matches('+');
    if field.is_empty() || !field.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(bad(&format!(
            "Incorrect field= {text} passed in orderBy, example are +name, -name, name."
        )));
    }
    Ok((field.to_owned(), descending))
}

fn limit(text: &str) -> Result<usize, Refusal> {
    let number = text.parse().ok().filter(|n| *n > 0);
    number.ok_or_else(|| bad("limit must be a number above 0"))
}

fn token(text: &str) -> Result<String, Refusal> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
    let id = bytes.and_then(|b| String::from_utf8(b).ok());
    id.ok_or_else(|| bad("the continuationToken is not known"))
}

fn at<'a>(item: &'a Value, field: &str) -> &'a Value {
    field.split('.').fold(item, |at, step| &at[step])
}

fn compare(one: &Value, other: &Value) -> Ordering {
    match (one.as_f64(), other.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => plain(one).cmp(&plain(other)),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Condition {
    fn holds(&self, item: &Value) -> bool {
        let found = at(item, &self.field);
        let order = |wanted: &String| match (found.as_f64(), wanted.parse::<f64>()) {
            (Some(a), Ok(b)) => a.total_cmp(&b),
            _ => plain(found).cmp(wanted),
        };
        if self.operator == "!=" {
            return self.values.iter().all(|wanted| order(wanted) != Ordering::Equal);
        }
        !found.is_null()
            && self.values.iter().any(|wanted| match self.operator {
                "==" => order(wanted) == Ordering::Equal,
                ">=" => order(wanted) != Ordering::Less,
                "<=" => order(wanted) != Ordering::Greater,
                ">" => order(wanted) == Ordering::Greater,
                _ => order(wanted) == Ordering::Less,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_with_and_without_quotes() {
        let item = json!({"id": "a-1", "name": "x y", "lastRunDetails": {"startedAtUTC": 50}});
        for (text, wanted) in [
            ("property=id==a-1", true),
            ("property=id==%22a-1%22", true),
            ("property=id==b,a-1", true),
            ("property=id==b", false),
            ("property=name==%22x+y%22,id==a-1", true),
            ("property=id!=a-1", false),
            ("property=lastRunDetails.startedAtUTC>=50", true),
            ("property=lastRunDetails.startedAtUTC>50", false),
            ("property=flowId==a-1", false),
        ] {
            assert_eq!(Filter::read(text).unwrap().takes(&item), wanted, "{text}");
        }
        for text in [
            "property=id",
            "property=id==",
            "count=true&limit=2",
            "limit=0",
            "page=1",
            "orderby=%23id",
        ] {
            assert!(Filter::read(text).is_err(), "{text}");
        }
    }
}
