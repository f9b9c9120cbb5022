//! Merge policies: which fragments a lookup puts together, and whose value holds where they differ. An organisation has
//! one that is the default of the schema, and here another that links nobody.

use super::{BASE, access::bad};
use crate::{
    access::gateway::Sandbox,
    answer::{self, Answer, Refusal},
    documents::{Documents, Kind},
    options::Quirk,
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Router,
    extract::{Path, RawQuery, State},
    routing::get,
};
use serde_json::{Value, json};

pub(super) const SCHEMA: &str = "_xdm.context.profile";
const DEFAULT: &str = "1bbf8a2e-5c0d-4e83-9a77-2f6f0b7c3d19";
const PRIVATE: &str = "8f04c6d1-73ab-4b1e-9d52-6a0e58c7f3b4";
/// Asks for the fragment alone. Adobe's own tools do; the reference does not know it.
const FRAGMENT: &str = "none";

/// How fragments become a profile.
#[derive(Debug, Clone)]
pub(super) struct Policy {
    pub(super) id: &'static str,
    name: &'static str,
    is_default: bool,
    /// Identity graph `pdg`, not `none`.
    pub(super) links: bool,
    /// Datasets, the one whose values hold first; empty where the newest value holds.
    pub(super) order: Vec<String>,
}

impl Policy {
    fn default(links: bool, order: Vec<String>) -> Self {
        Self {
            id: DEFAULT,
            name: "Default",
            is_default: true,
            links,
            order,
        }
    }

    fn shown(&self) -> Value {
        let merge = if self.order.is_empty() {
            json!({"type": "timestampOrdered"})
        } else {
            json!({"type": "dataSetPrecedence", "order": self.order})
        };
        json!({
            "id": self.id, "name": self.name, "schema": {"name": SCHEMA}, "default": self.is_default,
            "identityGraph": {"type": if self.links { "pdg" } else { "none" }}, "attributeMerge": merge,
            "isActiveOnEdge": self.is_default, "version": 1,
        })
    }
}

/// What a lookup wants.
pub(super) enum Wanted {
    Profile(Policy),
    Fragment,
}

impl Wanted {
    /// The profile by a policy as organisations have it to begin with.
    pub(super) fn stitched() -> Self {
        Self::Profile(Policy::default(true, Vec::new()))
    }
}

fn all(state: &Platform, documents: Documents<'_>) -> rusqlite::Result<[Policy; 2]> {
    let mut order = Vec::new();
    if state.has(Quirk::MergePolicyPrecedence) {
        // The dataset that was made last is preferred: never the one that people begin with.
        order.extend(documents.all(Kind::Dataset)?.into_iter().rev().map(|(id, _)| id));
    }
    Ok([
        Policy::default(!state.has(Quirk::PrivateGraph), order),
        Policy {
            id: PRIVATE,
            name: "Without links",
            is_default: false,
            links: false,
            order: Vec::new(),
        },
    ])
}

/// By the lookup's `mergePolicyId`; without one it is the default.
pub(super) fn wanted(state: &Platform, documents: Documents<'_>, id: Option<&str>) -> Result<Wanted, Refusal> {
    if id == Some(FRAGMENT) && !state.has(Quirk::NoFragmentLookup) {
        return Ok(Wanted::Fragment);
    }
    let mut policies = all(state, documents)?.into_iter();
    let found = policies.find(|policy| id.is_none_or(|id| policy.id == id));
    found
        .map(Wanted::Profile)
        .ok_or_else(|| bad("the merge policy is not known"))
}

pub(super) fn routes() -> Router<Shared> {
    let path = format!("{BASE}/config/mergePolicies");
    Router::new()
        .route(&path, get(list))
        .route(&format!("{path}/{{id}}"), get(one))
}

async fn list(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let fits = |name: &str, value: &str| query.get(name).is_none_or(|asked| asked.is_empty() || asked == value);
    let limit = query.get("limit").and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let db = state.db();
    let children: Vec<Value> = all(&state, Documents::of(&db, &sandbox.0))?
        .iter()
        .filter(|policy| fits("schema.name", SCHEMA) && fits("default", &policy.is_default.to_string()))
        .take(limit)
        .map(Policy::shown)
        .collect();
    answer::ok(&json!({"_page": {"count": children.len()}, "children": children}))
}

async fn one(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>, Path(id): Path<String>) -> Answer {
    let db = state.db();
    let found = all(&state, Documents::of(&db, &sandbox.0))?
        .into_iter()
        .find(|policy| policy.id == id);
    match found {
        Some(policy) => answer::ok(&policy.shown()),
        None => Err(super::access::nowhere()),
    }
}
