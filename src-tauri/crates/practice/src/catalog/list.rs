//! What all Catalog lists share: filters, order, pages and projections over `(id, object)` pairs.

use crate::{
    answer::{self, Answer, Refusal},
    query::Query,
};
use serde_json::{Map, Value};

pub(super) type Rows = Vec<(String, Value)>;

pub(super) fn bad(detail: &str) -> Refusal {
    answer::problem(400, "Bad Request", detail)
}

pub(super) fn missing(id: &str) -> Refusal {
    answer::problem(404, "Not Found", &format!("Object {id} was not found"))
}

fn number(query: &Query, name: &str) -> Result<Option<i64>, Refusal> {
    let parsed = query.get(name).map(|text| text.parse());
    parsed.transpose().map_err(|_| bad(&format!("{name} must be a number")))
}

/// Date filters: the query's name, the object's member, and whether later is wanted.
const DATES: [(&str, &str, bool); 6] = [
    ("createdAfter", "created", true),
    ("createdBefore", "created", false),
    ("startAfter", "started", true),
    ("startBefore", "started", false),
    ("endAfter", "completed", true),
    ("endBefore", "completed", false),
];

/// Orders, pages and projects the rows; `exact` names the members that a query may compare.
pub(super) fn answer(mut rows: Rows, query: &Query, exact: &[&str]) -> Answer {
    for (name, member, later) in DATES {
        if let Some(at) = number(query, name)? {
            rows.retain(|(_, row)| {
                let value = row[member].as_i64();
                if later {
                    value > Some(at)
                } else {
                    value.is_some() && value < Some(at)
                }
            });
        }
    }
    for name in exact {
        if let Some(wanted) = query.get(*name) {
            rows.retain(|(_, row)| wanted.split(',').any(|w| is(&row[*name], w)));
        }
    }
    for wanted in query.get("tags").into_iter().flat_map(|t| t.split(',')) {
        let (tag, value) = wanted.split_once(':').unwrap_or((wanted, "*"));
        rows.retain(|(_, row)| tagged(row, tag, value));
    }
    if let Some(filter) = query.get("property") {
        for filter in filter.split(',') {
            let filter = Filter::parse(filter)?;
            rows.retain(|(_, row)| filter.holds(row));
        }
    }
    for order in query.get("orderBy").into_iter().flat_map(|o| o.rsplit(',')) {
        sort(&mut rows, order)?;
    }
    let page = page(query)?;
    let wanted: Option<Vec<&str>> = query.get("properties").map(|p| p.split(',').map(str::trim).collect());
    let keyed = rows.into_iter().skip(page.start).take(page.limit);
    let keyed: Map<String, Value> = keyed.map(|(id, row)| (id, project(row, wanted.as_deref()))).collect();
    answer::ok(&Value::Object(keyed))
}

struct Page {
    start: usize,
    limit: usize,
}

fn page(query: &Query) -> Result<Page, Refusal> {
    let asks_schema = query
        .get("properties")
        .is_some_and(|p| p.split(',').any(|p| p.trim() == "observableSchema"));
    let most = if asks_schema { 20 } else { 100 };
    let limit = match number(query, "limit")? {
        None => 20,
        Some(limit) if (1..=most).contains(&limit) => limit as usize,
        Some(_) => return Err(bad(&format!("limit must be between 1 and {most}"))),
    };
    let start = match number(query, "start")?.or(number(query, "offset")?) {
        None => 0,
        Some(start @ 0..) => start as usize,
        Some(_) => return Err(bad("start must not be negative")),
    };
    Ok(Page { start, limit })
}

/// Only top-level members can be asked for; an object that has none of them is empty.
pub(super) fn project(row: Value, wanted: Option<&[&str]>) -> Value {
    match (wanted, row) {
        (Some(names), Value::Object(row)) => {
            Value::Object(row.into_iter().filter(|(k, _)| names.contains(&k.as_str())).collect())
        }
        (_, row) => row,
    }
}

fn is(value: &Value, wanted: &str) -> bool {
    match value {
        Value::String(text) => text == wanted,
        Value::Null => false,
        other => serde_json::from_str::<Value>(wanted).is_ok_and(|wanted| wanted == *other),
    }
}

fn sort(rows: &mut [(String, Value)], order: &str) -> Result<(), Refusal> {
    let (direction, key) = order.split_once(':').unwrap_or(("asc", order));
    let text = |row: &Value| (row[key].as_i64(), row[key].as_str().map(str::to_owned));
    match direction {
        "asc" => rows.sort_by_key(|(_, row)| text(row)),
        "desc" => rows.sort_by_key(|(_, row)| std::cmp::Reverse(text(row))),
        _ => return Err(bad("orderBy takes asc:NAME or desc:NAME")),
    }
    Ok(())
}

fn tagged(row: &Value, tag: &str, value: &str) -> bool {
    let Some(values) = row["tags"][tag].as_array() else {
        return false;
    };
    let fits = |v: &str| match value.strip_suffix('*') {
        Some(start) => v.starts_with(start),
        None => v == value,
    };
    values.iter().filter_map(Value::as_str).any(fits)
}

/// `name`, `name==value`, `name!=value` and comparisons; `~` looks for a part of the text.
struct Filter<'a> {
    member: &'a str,
    test: Option<(&'a str, &'a str)>,
}

const OPERATORS: [&str; 7] = ["==", "!=", "<=", ">=", "<", ">", "~"];

impl<'a> Filter<'a> {
    fn parse(text: &'a str) -> Result<Self, Refusal> {
        let found = OPERATORS
            .into_iter()
            .filter_map(|op| Some((text.find(op)?, op)))
            .min_by_key(|(at, op)| (*at, std::cmp::Reverse(op.len())));
        let (member, test) = match found {
            None => (text, None),
            Some((at, op)) => (&text[..at], Some((op, &text[at + op.len()..]))),
        };
        if member.is_empty() {
            return Err(bad("property needs a name"));
        }
        Ok(Self { member, test })
    }

    fn holds(&self, row: &Value) -> bool {
        let pointer = format!("/{}", self.member.replace('.', "/"));
        let value = row.pointer(&pointer);
        let (Some((op, wanted)), Some(value)) = (self.test, value) else {
            return value.is_some() && self.test.is_none();
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let order = match (text.parse::<f64>(), wanted.parse::<f64>()) {
            (Ok(a), Ok(b)) => a.total_cmp(&b),
            _ => text.as_str().cmp(wanted),
        };
        match op {
            "==" => order.is_eq(),
            "!=" => order.is_ne(),
            "<" => order.is_lt(),
            ">" => order.is_gt(),
            "<=" => order.is_le(),
            ">=" => order.is_ge(),
            _ => text.contains(wanted),
        }
    }
}
