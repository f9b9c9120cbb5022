//! Lists of resources: what they show, how they are filtered, ordered and paged.

use super::{BASE, Registry, accept, bad, descriptors, library, not_found, own_kind, short, unions};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer, Refusal},
    documents::Kind,
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// So many come without paging.
const LONGEST_LIST: usize = 300;

pub(crate) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let query = query.unwrap_or_default();
    let db = state.db();
    let registry = Registry::open(&state, &db, &sandbox.0)?;
    if kind == "descriptors" && container == "tenant" {
        return descriptors::list(&registry, &query, &headers);
    }
    let all = resources(&registry, &container, &kind)?;
    let wanted = accept::list(&state, &headers)?;
    let page = page(&state, all, &query, "$id")?;
    let brief = wanted.family == "xed-id";
    let results: Vec<Value> = page
        .results
        .into_iter()
        .map(|r| if brief { short(&r) } else { r })
        .collect();
    let place = format!("https://platform.adobe.io{BASE}");
    let next_link = page.next.as_ref().map_or(
        Value::Null,
        |start| json!({"href": format!("{place}/{container}/{kind}?orderby={}&start={start}", page.order)}),
    );
    let count = results.len();
    let mut body = json!({
        "results": results,
        "_page": {"orderby": page.order, "next": page.next, "count": count},
        "_links": {"next": next_link},
    });
    if container == "tenant" {
        body["_links"][format!("global_{kind}")] = json!({"href": format!("{place}/global/{kind}")});
    }
    Ok(answer::typed(&body, "application/json".into()))
}

/// Every resource of a container's list.
pub(super) fn resources(registry: &Registry<'_>, container: &str, kind: &str) -> Result<Vec<Value>, Refusal> {
    let known = own_kind(kind).filter(|k| *k != Kind::Descriptor);
    match (container, kind, known) {
        ("tenant", "unions", _) => Ok(unions::all(registry)?),
        ("tenant", _, Some(known)) => Ok(registry.documents.bodies(known)?),
        ("global", "schemas", _) => Ok(Vec::new()),
        ("global", "classes" | "fieldgroups" | "mixins" | "datatypes" | "behaviors", _) => {
            let wanted = if kind == "mixins" { "fieldgroups" } else { kind };
            let all = registry.library.standard().into_iter();
            Ok(all.filter(|d| library::kind(d) == wanted).map(library::shown).collect())
        }
        _ => Err(not_found(registry.state, &format!("{container}/{kind}"))),
    }
}

/// One page and what leads to the next.
pub(super) struct Page {
    pub(super) results: Vec<Value>,
    /// The last value of the key, `None` at the end.
    pub(super) next: Option<String>,
    pub(super) order: String,
}

/// The `property=` filters alone.
pub(super) fn filter(mut all: Vec<Value>, query: &str) -> Vec<Value> {
    for (_, filter) in query::pairs(query).filter(|(name, _)| name == "property") {
        for filter in filter.split(',') {
            all.retain(|resource| matches(resource, filter));
        }
    }
    all
}

/// `orderby` comes first: without it neither `limit` nor `start` is allowed.
pub(super) fn page(state: &Platform, all: Vec<Value>, query: &str, key: &str) -> Result<Page, Refusal> {
    let fields = query::form(query);
    let mut all = filter(all, query);
    let order = fields.get("orderby").cloned();
    let limit = fields.get("limit").map(|l| l.parse::<usize>());
    let start = fields.get("start");
    if order.is_none() && (limit.is_some() || start.is_some()) {
        return Err(bad(state, 1520, "orderby is required with limit or start"));
    }
    let limit = match limit {
        None => LONGEST_LIST,
        Some(Ok(limit @ 0..=500)) => limit,
        Some(_) => return Err(bad(state, 1520, "limit must be between 0 and 500")),
    };
    let order = order.unwrap_or_else(|| key.to_owned());
    let first = order.split(',').next().unwrap_or_default();
    let (key, reverse) = first.strip_prefix('-').map_or((first, false), |k| (k, true));
    let text = |r: &Value| r[key].as_str().map_or_else(|| r[key].to_string(), str::to_owned);
    let compare = |a: &str, b: &str| if reverse { b.cmp(a) } else { a.cmp(b) };
    all.sort_by(|a, b| compare(&text(a), &text(b)));
    if let Some(start) = start {
        all.retain(|r| compare(&text(r), start) == Ordering::Greater);
    }
    let more = all.len() > limit;
    all.truncate(limit);
    let next = all.last().filter(|_| more).map(text);
    Ok(Page {
        results: all,
        next,
        order,
    })
}

const OPERATORS: [&str; 7] = ["==", "!=", "<=", ">=", "<", ">", "~"];

/// `name` alone asks whether the property is there.
fn matches(resource: &Value, filter: &str) -> bool {
    let found = OPERATORS
        .into_iter()
        .filter_map(|op| Some((filter.find(op)?, op)))
        .min_by_key(|(at, op)| (*at, std::cmp::Reverse(op.len())));
    let Some((at, op)) = found else {
        return resource.get(filter).is_some();
    };
    let (key, wanted) = (&filter[..at], &filter[at + op.len()..]);
    let holds = |value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let order = match (text.parse::<f64>(), wanted.parse::<f64>()) {
            (Ok(a), Ok(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Less),
            _ => text.as_str().cmp(wanted),
        };
        match op {
            "~" => text.contains(wanted),
            "<" => order == Ordering::Less,
            ">" => order == Ordering::Greater,
            "<=" => order != Ordering::Greater,
            ">=" => order != Ordering::Less,
            _ => order == Ordering::Equal,
        }
    };
    let value = &resource[key];
    if value.is_null() {
        return op == "!=";
    }
    let found = value
        .as_array()
        .map_or_else(|| holds(value), |list| list.iter().any(holds));
    found != (op == "!=")
}
