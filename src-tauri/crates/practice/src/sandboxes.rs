//! Three sandboxes: `practice` with content, `prod` for production, and one that is still being made.

use crate::{
    answer::{self, Answer, Refusal},
    clock,
    query::{self, Query},
    state::{Shared, State as Platform},
};
use axum::{
    Router,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Value, json};

pub(crate) const PRACTICE: &str = "practice";
pub(crate) const PROD: &str = "prod";
const MADE_MS: i64 = 1_735_689_600_000;
const BASE: &str = "/data/foundation/sandbox-management";

#[derive(Debug)]
pub(crate) struct Sandbox {
    pub(crate) name: &'static str,
    pub(crate) id: &'static str,
    pub(crate) kind: &'static str,
    title: &'static str,
    state: &'static str,
    default: bool,
}

const ALL: [Sandbox; 3] = [
    Sandbox {
        name: PRACTICE,
        id: "1bd86660-c5da-11e9-93d4-6d5fc3a66a8e",
        kind: "development",
        title: "Practice",
        state: "active",
        default: false,
    },
    Sandbox {
        name: PROD,
        id: "28e74200-e3de-11e9-8f5d-7f27416c5f0d",
        kind: "production",
        title: "Prod",
        state: "active",
        default: true,
    },
    Sandbox {
        name: "new-market",
        id: "5c1f9a30-02b7-11ee-a1c4-0f2b6d8e7a91",
        kind: "development",
        title: "New market",
        state: "creating",
        default: false,
    },
];

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(BASE, get(usable))
        .route(&format!("{BASE}/"), get(usable))
        .route(&format!("{BASE}/sandboxes"), get(every))
        .route(&format!("{BASE}/sandboxes/{{name}}"), get(one))
        .route(&format!("{BASE}/sandboxTypes"), get(types))
}

pub(crate) fn find(name: &str) -> Option<&'static Sandbox> {
    ALL.iter().find(|s| s.name == name)
}

/// The sandbox that a request names in its header.
pub(crate) fn enter(name: &str) -> Result<&'static str, Refusal> {
    match find(name) {
        Some(found) if found.state == "active" => Ok(found.name),
        Some(_) => Err(answer::sandbox(403, 2040, "Sandbox is not active")),
        None => Err(answer::sandbox(404, 2003, "Sandbox not found")),
    }
}

fn shown(sandbox: &Sandbox, region: &str) -> Value {
    let made = clock::sandbox_text(MADE_MS);
    json!({
        "id": sandbox.id, "name": sandbox.name, "title": sandbox.title, "state": sandbox.state,
        "type": sandbox.kind, "region": region, "isDefault": sandbox.default, "eTag": 1,
        "createdDate": made, "lastModifiedDate": made, "createdBy": "practice", "modifiedBy": "practice",
    })
}

/// Those that the credential may use now.
async fn usable(State(state): State<Shared>, RawQuery(query): RawQuery) -> Answer {
    let active = ALL.iter().filter(|s| s.state == "active").collect();
    list(&state, active, "", &query::form(&query.unwrap_or_default()))
}

async fn every(State(state): State<Shared>, RawQuery(query): RawQuery) -> Answer {
    list(
        &state,
        ALL.iter().collect(),
        "sandboxes",
        &query::form(&query.unwrap_or_default()),
    )
}

async fn one(State(state): State<Shared>, Path(name): Path<String>) -> Answer {
    let found = find(&name).ok_or_else(|| answer::sandbox(404, 2003, "Sandbox not found"))?;
    answer::ok(&shown(found, &state.options.region))
}

async fn types() -> Answer {
    answer::ok(&json!({"sandboxTypes": [
        {"id": "development", "title": "Development"}, {"id": "production", "title": "Production"},
    ]}))
}

/// `limit` and `offset` come together or not at all.
fn list(state: &Platform, all: Vec<&Sandbox>, path: &str, query: &Query) -> Answer {
    let (limit, offset) = match (query.get("limit"), query.get("offset")) {
        (None, None) => (50, 0),
        (Some(limit), Some(offset)) => match (limit.parse::<usize>(), offset.parse::<usize>()) {
            (Ok(limit), Ok(offset)) if limit > 0 => (limit, offset),
            _ => return Err(answer::sandbox(400, 2074, "limit and offset must be numbers")),
        },
        _ => {
            let title = "limit and offset must be given together";
            return Err(answer::sandbox(400, 2074, title));
        }
    };
    let href = |offset: usize| format!("https://platform.adobe.io:443{BASE}/{path}/?limit={limit}&offset={offset}");
    let more = all.len() > offset + limit;
    let page: Vec<Value> = all
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|s| shown(s, &state.options.region))
        .collect();
    let mut links = json!({"page": {
        "href": format!("https://platform.adobe.io:443{BASE}/{path}?limit={{limit}}&offset={{offset}}"), "templated": true,
    }});
    if more {
        links["next"] = json!({"href": href(offset + limit), "templated": true});
    }
    if offset > 0 {
        links["prev"] = json!({"href": href(offset.saturating_sub(limit)), "templated": true});
    }
    answer::ok(&json!({
        "sandboxes": page, "_page": {"limit": limit, "count": page.len()}, "_links": links,
    }))
}
