//! Profile access by identity (`access/entities`). Unknown profiles are answered in either documented way.

use super::{
    merge::Profile,
    policy::{self, SCHEMA, Wanted},
    view::{self, Found},
};
use crate::{
    access::gateway::{self, Sandbox},
    answer::{self, Answer, Refusal},
    documents::Documents,
    import::identity::MARK,
    namespaces::Known,
    options::{NotFound, Quirk},
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
};
use serde_json::{Map, Value, json};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Not stated in the reference.
const MOST_IDENTITIES: usize = 1_000;
const FEW_IDENTITIES: usize = 10;

pub(super) fn bad(message: &str) -> Refusal {
    answer::refuse(
        400,
        &json!({"code": "400", "message": message, "cause": message, "statusCode": "400"}),
    )
}

pub(crate) async fn get(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let word = |name: &str| query.get(name).map(String::as_str).filter(|v| !v.is_empty());
    if word("schema.name") != Some(SCHEMA) {
        return Err(bad("schema.name must be _xdm.context.profile"));
    }
    let id = word("entityId").ok_or_else(|| bad("entityId is required"))?;
    let desk = Desk::open(&state, &sandbox)?;
    let code = desk.namespace(word("entityIdNS").ok_or_else(|| bad("entityIdNS is required"))?)?;
    let wanted = desk.wanted(word("mergePolicyId"))?;
    let fields: Vec<&str> = word("fields")
        .map(|f| f.split(',').map(str::trim).collect())
        .unwrap_or_default();
    match desk.find(code, id, &wanted)? {
        Some(profile) => answer::ok(&json!({ xid(code, id): shown(&profile, id, code, &wanted, &fields) })),
        None => match state.options.not_found {
            NotFound::Status404 => Err(nowhere()),
            NotFound::Empty => answer::ok(&json!({ xid(code, id): nobody(id, code) })),
        },
    }
}

pub(super) fn nowhere() -> Refusal {
    answer::refuse(404, &json!({"statusCode": "404"}))
}

/// Takes the whole profile away: every fragment that the identity leads to.
pub(crate) async fn delete(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let word = |name: &str| query.get(name).map(String::as_str).filter(|v| !v.is_empty());
    if word("schema.name") != Some(SCHEMA) {
        return Err(bad("schema.name must be _xdm.context.profile"));
    }
    let id = word("entityId").ok_or_else(|| bad("entityId is required"))?;
    let desk = Desk::open(&state, &sandbox)?;
    let code = desk.namespace(word("entityIdNS").ok_or_else(|| bad("entityIdNS is required"))?)?;
    let db = state.db();
    if view::now(&state, &db, &sandbox, &desk.known).erase(&desk.known.key(code, id))? {
        Ok(StatusCode::ACCEPTED.into_response())
    } else {
        Err(nowhere())
    }
}

pub(crate) async fn post(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    gateway::media_type(&headers, "application/json")?;
    let sent: Value = serde_json::from_slice(&body).map_err(|_| bad("the body is not JSON"))?;
    if sent["schema"]["name"] != SCHEMA {
        return Err(bad("schema.name must be _xdm.context.profile"));
    }
    let wanted = sent["identities"]
        .as_array()
        .ok_or_else(|| bad("identities is required"))?;
    let most = if state.has(Quirk::FewIdentitiesPerLookup) {
        FEW_IDENTITIES
    } else {
        MOST_IDENTITIES
    };
    if wanted.len() > most {
        return Err(bad("too many identities"));
    }
    let fields: Vec<&str> = sent["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let desk = Desk::open(&state, &sandbox)?;
    let policy = desk.wanted(None)?;
    let mut found = Map::new();
    for identity in wanted {
        let id = identity["entityId"]
            .as_str()
            .ok_or_else(|| bad("entityId is required"))?;
        let code = identity["entityIdNS"]["code"]
            .as_str()
            .ok_or_else(|| bad("entityIdNS.code is required"))?;
        let code = desk.namespace(code)?;
        let entry = match desk.find(code, id, &policy)? {
            Some(profile) => shown(&profile, id, code, &policy, &fields),
            None => nobody(id, code),
        };
        found.insert(xid(code, id), entry);
    }
    if state.has(Quirk::TerseBulkLookups) {
        found.retain(|_, entry| entry["entity"] != json!({}));
        for entry in found.values_mut().filter_map(Value::as_object_mut) {
            entry.remove("requestedIdentity");
        }
    }
    answer::ok(&Value::Object(found))
}

/// What every lookup needs: the platform, the sandbox and its namespaces.
struct Desk<'a> {
    state: &'a Platform,
    sandbox: &'a Sandbox,
    known: Known,
}

impl<'a> Desk<'a> {
    fn open(state: &'a Platform, sandbox: &'a Sandbox) -> rusqlite::Result<Self> {
        let known = Known::read(state, Documents::of(&state.db(), &sandbox.0))?;
        Ok(Self { state, sandbox, known })
    }

    fn namespace(&self, code: &str) -> Result<&str, Refusal> {
        let found = self.known.in_lookup(code);
        found.ok_or_else(|| bad(&format!("namespace {code} is not known")))
    }

    fn wanted(&self, policy: Option<&str>) -> Result<Wanted, Refusal> {
        let db = self.state.db();
        policy::wanted(self.state, Documents::of(&db, &self.sandbox.0), policy)
    }

    fn find(&self, code: &str, id: &str, wanted: &Wanted) -> Result<Option<Profile>, Refusal> {
        let db = self.state.db();
        let graphs = view::now(self.state, &db, self.sandbox, &self.known);
        match graphs.find(&self.known.key(code, id), wanted)? {
            Found::Profile(profile) => Ok(Some(profile)),
            Found::Nothing => Ok(None),
            Found::TooLarge => Err(answer::refuse(
                422,
                &json!({"message": "More than 50 related identities", "cause": "identity graph", "statusCode": "422"}),
            )),
        }
    }
}

fn shown(profile: &Profile, id: &str, code: &str, wanted: &Wanted, fields: &[&str]) -> Value {
    let graph: Vec<String> = profile
        .graph
        .iter()
        .filter_map(|k| k.split_once(MARK))
        .map(|(ns, id)| xid(ns, id))
        .collect();
    let entity = if fields.is_empty() {
        profile.entity.clone()
    } else {
        projected(&profile.entity, fields)
    };
    let mut shown = json!({
        "entityId": xid(code, id), "sources": profile.sources, "entity": entity,
        "identityGraph": graph, "tags": [],
        "lastModifiedAt": crate::clock::instant_text(profile.modified),
        "requestedIdentity": {"entityId": id, "entityIdNS": {"code": code}},
    });
    if let Wanted::Profile(policy) = wanted {
        shown["mergePolicy"] = json!({"id": policy.id});
    }
    shown
}

fn nobody(id: &str, code: &str) -> Value {
    json!({
        "requestedIdentity": {"entityId": id, "entityIdNS": {"code": code}},
        "sources": [""], "entity": {}, "lastModifiedAt": "1970-01-01T00:00:00Z",
    })
}

fn projected(entity: &Value, fields: &[&str]) -> Value {
    let mut out = json!({});
    for field in fields {
        let pointer = format!("/{}", field.replace('.', "/"));
        if let Some(value) = entity.pointer(&pointer) {
            let mut at = &mut out;
            for step in field.split('.') {
                at = &mut at[step];
            }
            *at = value.clone();
        }
    }
    out
}

/// The platform's own key of an identity: opaque and stable.
fn xid(code: &str, id: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (code, id).hash(&mut hasher);
    format!("GQ{:016x}", hasher.finish())
}
