//! Two sandboxes: `practice` with content, `prod` without.

use crate::{
    answer::{self, Answer},
    clock, token,
};
use axum::extract::RawQuery;
use serde_json::{Value, json};

pub(crate) const PRACTICE: &str = "practice";
const MADE_MS: i64 = 1_735_689_600_000;

pub(crate) fn exists(name: &str) -> bool {
    matches!(name, PRACTICE | "prod")
}

fn all() -> Vec<Value> {
    [
        (PRACTICE, "Practice", "development", false),
        ("prod", "Prod", "production", true),
    ]
    .into_iter()
    .map(|(name, title, kind, default)| {
        let made = clock::sandbox_text(MADE_MS);
        json!({
            "name": name, "title": title, "state": "active", "type": kind,
            "region": "VA7", "isDefault": default, "eTag": 1,
            "createdDate": made, "lastModifiedDate": made,
            "createdBy": "practice", "modifiedBy": "practice",
        })
    })
    .collect()
}

/// Both lists are the same here: the credential may use every sandbox there is.
pub(crate) async fn list(RawQuery(query): RawQuery) -> Answer {
    let fields = token::form(&query.unwrap_or_default());
    let (limit, offset) = match (fields.get("limit"), fields.get("offset")) {
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
    let every = all();
    let more = every.len() > offset + limit;
    let page: Vec<Value> = every.into_iter().skip(offset).take(limit).collect();
    let base = "https://platform.adobe.io:443/data/foundation/sandbox-management/sandboxes/";
    let mut links = json!({"page": {"href": format!("{base}?limit={{limit}}&offset={{offset}}"), "templated": true}});
    if more {
        let next = offset + limit;
        links["next"] = json!({"href": format!("{base}?limit={limit}&offset={next}"), "templated": true});
    }
    answer::ok(&json!({
        "sandboxes": page, "_page": {"limit": limit, "count": page.len()}, "_links": links,
    }))
}
