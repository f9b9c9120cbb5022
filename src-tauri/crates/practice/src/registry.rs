//! The Schema Registry: lists, lookups, descriptors, and the rules of its Accept header.

use crate::{
    answer::{self, Answer, Refusal},
    gateway::Sandbox,
    resolve::without_text,
    sandboxes,
    schemas::{PROFILE_CLASS, TENANT},
    state::Shared,
    token,
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, header},
};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

const LONGEST_LIST: usize = 300;

/// What an Accept header asks for: the media family and the major version.
struct Wanted {
    family: String,
    version: Option<String>,
    media: String,
}

fn wanted(headers: &HeaderMap, kind: &str) -> Result<Wanted, Refusal> {
    let refused = || {
        let detail = format!("Accept must name a media type application/vnd.adobe.{kind}…+json");
        answer::registry(406, 1006, "Accept header is not acceptable", &detail)
    };
    let media = headers
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .ok_or_else(refused)?;
    let mut parts = media.split(';').map(str::trim);
    let family = parts
        .next()
        .and_then(|m| m.strip_prefix("application/vnd.adobe."))
        .and_then(|m| m.strip_suffix("+json"))
        .filter(|m| *m == kind || m.starts_with(&format!("{kind}-")))
        .ok_or_else(refused)?;
    let version = parts.find_map(|p| p.strip_prefix("version=")).map(str::to_owned);
    Ok(Wanted {
        family: family.to_owned(),
        version,
        media: media.to_owned(),
    })
}

pub(crate) async fn stats(State(state): State<Shared>) -> Answer {
    let short: Vec<Value> = state
        .schemas
        .all
        .iter()
        .map(|s| json!({"$id": s.id, "title": s.raw["title"], "description": s.raw["description"]}))
        .collect();
    answer::ok(&json!({
        "imsOrg": state.endpoint.org_id, "tenantId": TENANT,
        "counts": {"schemas": short.len(), "mixins": 1, "datatypes": 0, "classes": 0, "unions": 1},
        "recentlyCreatedResources": short, "recentlyUpdatedResources": short,
        "classUsage": {PROFILE_CLASS: short},
    }))
}

pub(crate) async fn list(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    if kind == "descriptors" {
        return descriptors(&state, &sandbox, &headers);
    }
    let wanted = wanted(&headers, "xed")?;
    let brief = match wanted.family.as_str() {
        "xed-id" => true,
        "xed" => false,
        _ => {
            return Err(answer::registry(
                406,
                1006,
                "Accept header is not acceptable",
                "lists know xed-id and xed",
            ));
        }
    };
    let all = resources(&state, &sandbox, &container, &kind)?;
    let (page, next, order) = page(all, &query.unwrap_or_default())?;
    let results: Vec<Value> = page.into_iter().map(|r| if brief { short(&r) } else { r }).collect();
    let next_link = next.as_ref().map_or(Value::Null, |start| {
        json!({"href": format!("https://platform.adobe.io/data/foundation/schemaregistry/{container}/{kind}?orderby={order}&start={start}")})
    });
    let count = results.len();
    let body = json!({
        "results": results,
        "_page": {"orderby": order, "next": next, "count": count},
        "_links": {"next": next_link},
    });
    Ok(answer::typed(&body, "application/json".into()))
}

fn resources(state: &Shared, sandbox: &Sandbox, container: &str, kind: &str) -> Result<Vec<Value>, Refusal> {
    let tenant = match container {
        "tenant" => true,
        "global" => false,
        _ => return Err(not_found(container)),
    };
    let here = sandbox.0 == sandboxes::PRACTICE;
    let library = || {
        state
            .schemas
            .library
            .documents()
            .filter(|d| d["meta:containerId"] != "tenant")
    };
    Ok(match (kind, tenant) {
        ("schemas", true) if here => state.schemas.all.iter().map(|s| s.raw.clone()).collect(),
        ("fieldgroups" | "mixins", true) if here => vec![state.schemas.group.clone()],
        ("unions", true) if here => vec![json!({
            "$id": format!("{PROFILE_CLASS}__union"), "meta:altId": "_xdm.context.profile__union",
            "title": "XDM Individual Profile", "version": "1", "meta:class": PROFILE_CLASS,
        })],
        ("classes", false) => library()
            .filter(|d| d["$id"] == PROFILE_CLASS)
            .cloned()
            .map(global)
            .collect(),
        ("fieldgroups" | "mixins", false) => library()
            .filter(|d| d.get("meta:intendedToExtend").is_some())
            .cloned()
            .map(global)
            .collect(),
        ("schemas" | "fieldgroups" | "mixins" | "classes" | "datatypes" | "unions" | "behaviors", _) => Vec::new(),
        _ => return Err(not_found(kind)),
    })
}

/// `https://ns.adobe.com/xdm/context/profile` is also known as `_xdm.context.profile`.
fn global(mut document: Value) -> Value {
    let id = document["$id"].as_str().unwrap_or_default();
    let alt = id.replace("https://ns.adobe.com/", "_").replace('/', ".");
    document["meta:altId"] = json!(alt);
    document["version"] = json!("1");
    document
}

fn short(resource: &Value) -> Value {
    let keys = ["$id", "meta:altId", "version", "title"];
    let pairs = keys.into_iter().map(|k| (k.to_owned(), resource[k].clone()));
    Value::Object(pairs.collect())
}

/// `orderby` comes first: without it neither `limit` nor `start` is allowed.
fn page(mut all: Vec<Value>, query: &str) -> Result<(Vec<Value>, Option<String>, String), Refusal> {
    let bad = |detail: &str| answer::registry(400, 1520, "Bad request", detail);
    let fields = token::form(query);
    for (_, filter) in token::pairs(query).filter(|(name, _)| name == "property") {
        all.retain(|resource| matches(resource, &filter));
    }
    let order = fields.get("orderby").cloned();
    let limit = fields.get("limit").map(|l| l.parse::<usize>());
    let start = fields.get("start");
    if order.is_none() && (limit.is_some() || start.is_some()) {
        return Err(bad("orderby is required with limit or start"));
    }
    let limit = match limit {
        None => LONGEST_LIST,
        Some(Ok(limit @ 0..=500)) => limit,
        Some(_) => return Err(bad("limit must be between 0 and 500")),
    };
    let order = order.unwrap_or_else(|| "$id".to_owned());
    let (key, reverse) = order.strip_prefix('-').map_or((order.as_str(), false), |k| (k, true));
    let text = |r: &Value| r[key].as_str().map_or_else(|| r[key].to_string(), str::to_owned);
    let compare = |a: &str, b: &str| if reverse { b.cmp(a) } else { a.cmp(b) };
    all.sort_by(|a, b| compare(&text(a), &text(b)));
    if let Some(start) = start {
        all.retain(|r| compare(&text(r), start) == Ordering::Greater);
    }
    let more = all.len() > limit;
    all.truncate(limit);
    let next = all.last().filter(|_| more).map(text);
    Ok((all, next, order))
}

fn matches(resource: &Value, filter: &str) -> bool {
    let found = ["==", "!=", "~"]
        .into_iter()
        .find_map(|op| Some((op, filter.split_once(op)?)));
    let Some((op, (key, wanted))) = found else {
        return resource.get(filter).is_some();
    };
    let holds = |value: &Value| match value.as_str() {
        Some(text) if op == "~" => text.contains(wanted),
        Some(text) => text == wanted,
        None => *value == wanted,
    };
    let found = resource[key]
        .as_array()
        .map_or_else(|| holds(&resource[key]), |list| list.iter().any(holds));
    found != (op == "!=")
}

pub(crate) async fn lookup(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path((container, kind, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    if kind == "descriptors" {
        let mine = all_descriptors(&state, &sandbox);
        let found = mine
            .into_iter()
            .find(|d| d["@id"] == id.as_str())
            .ok_or_else(|| not_found(&id))?;
        return answer::ok(&found);
    }
    let wanted = wanted(&headers, "xed")?;
    match wanted.version.as_deref() {
        Some("1") => {}
        Some(_) => return Err(not_found(&id)),
        None => {
            let detail = "A version must be supplied in the Accept header";
            return Err(answer::registry(400, 1009, "Version is missing", detail));
        }
    }
    if kind == "schemas" {
        let here = container == "tenant" && sandbox.0 == sandboxes::PRACTICE;
        let schema = state.schemas.find(&id).filter(|_| here).ok_or_else(|| not_found(&id))?;
        let (base, text) = wanted
            .family
            .strip_suffix("-notext")
            .map_or((wanted.family.as_str(), true), |b| (b, false));
        let mut body = match base {
            "xed" => schema.raw.clone(),
            "xed-full" | "xed-deprecatefield" => schema.full.clone(),
            "xed-full-desc" => {
                let mut full = schema.full.clone();
                full["meta:descriptors"] = json!(schema.descriptors);
                full
            }
            _ => {
                return Err(answer::registry(
                    406,
                    1006,
                    "Accept header is not acceptable",
                    "unknown media type",
                ));
            }
        };
        if !text {
            without_text(&mut body);
        }
        return Ok(answer::typed(&body, wanted.media));
    }
    let all = resources(&state, &sandbox, &container, &kind)?;
    let found = all
        .into_iter()
        .find(|r| r["$id"] == id.as_str() || r["meta:altId"] == id.as_str());
    let found = found.ok_or_else(|| not_found(&id))?;
    Ok(answer::typed(&found, wanted.media))
}

fn not_found(what: &str) -> Refusal {
    let detail = format!("The requested resource {what} is not found.");
    answer::registry(404, 1010, "Resource not found", &detail)
}

fn all_descriptors(state: &Shared, sandbox: &Sandbox) -> Vec<Value> {
    if sandbox.0 != sandboxes::PRACTICE {
        return Vec::new();
    }
    state.schemas.all.iter().flat_map(|s| s.descriptors.clone()).collect()
}

/// An object keyed by type; types without descriptors are absent.
fn descriptors(state: &Shared, sandbox: &Sandbox, headers: &HeaderMap) -> Answer {
    let wanted = wanted(headers, "xdm")?;
    let mut grouped: Map<String, Value> = Map::new();
    let all = all_descriptors(state, sandbox);
    for descriptor in &all {
        let kind = descriptor["@type"].as_str().unwrap_or_default();
        let id = descriptor["@id"].as_str().unwrap_or_default();
        let entry = match wanted.family.as_str() {
            "xdm" | "xdm-v2" => descriptor.clone(),
            "xdm-id" => json!(id),
            "xdm-link" => {
                json!({"@id": id, "@type": kind, "_links": {"self": {"href": format!("/tenant/descriptors/{id}")}}})
            }
            _ => {
                return Err(answer::registry(
                    406,
                    1006,
                    "Accept header is not acceptable",
                    "unknown media type",
                ));
            }
        };
        let list = grouped.entry(kind.to_owned()).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(entry);
        }
    }
    if wanted.family == "xdm-v2" {
        let page = json!({"orderby": "@id", "next": null, "count": all.len()});
        let body = json!({"results": all, "_page": page, "_links": {"next": null}});
        return Ok(answer::typed(&body, "application/json".into()));
    }
    Ok(answer::typed(&Value::Object(grouped), "application/json".into()))
}
