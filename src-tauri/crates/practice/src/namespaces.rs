//! Identity namespaces: the standard ones and a sandbox's own. `idType` is spelt as inconsistently as the platform spells it.

use crate::{
    access::gateway::{self, Sandbox},
    answer::{self, Answer, Refusal},
    clock,
    documents::{Documents, Kind},
    import::identity::{MARK, key},
    options::Quirk,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Router,
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    routing::get,
};
use serde_json::{Value, json};

const PATH: &str = "/data/core/idnamespace/identities";

const STANDARD: [(u32, &str, &str, &str); 8] = [
    (4, "ECID", "ECID", "COOKIE"),
    (6, "Email", "Email", "Email"),
    (7, "Phone", "Phone", "Phone"),
    (11, "Email_LC_SHA256", "Emails (SHA256, lowercased)", "Email"),
    (15, "Phone_SHA256", "Phone (SHA256)", "Phone"),
    (16, "Phone_E.164", "Phone (E.164)", "Phone"),
    (20, "IDFA", "Apple IDFA", "Device"),
    (21, "GAID", "Google Ad ID", "Device"),
];

/// The first number of a tenant's own.
const FIRST_OWN: u64 = 10_483_200;

/// As lists spell the types; requests and single answers use [`in_request`].
const TYPES: [&str; 7] = [
    "COOKIE",
    "CROSS_DEVICE",
    "Device",
    "Email",
    "MOBILE",
    "Non_people",
    "Phone",
];

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(PATH, get(list).post(create))
        .route(&format!("{PATH}/{{id}}"), get(one).put(put))
}

fn shown(id: u64, code: &str, name: &str, kind: &str, custom: bool, description: &str) -> Value {
    let now = if custom { clock::now_ms() } else { 1_435_689_600_000 };
    json!({
        "updateTime": now, "code": code, "status": "ACTIVE", "description": description, "id": id,
        "createTime": now, "idType": kind, "name": name, "custom": custom,
    })
}

/// The standard ones, then the sandbox's own.
pub(crate) fn all(documents: Documents<'_>) -> rusqlite::Result<Vec<Value>> {
    let standard = STANDARD
        .into_iter()
        .map(|(id, code, name, kind)| shown(id.into(), code, name, kind, false, name));
    let mut all: Vec<Value> = standard.collect();
    all.extend(documents.bodies(Kind::Namespace)?);
    Ok(all)
}

/// What a namespace's identities are to the identity graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// A store, a product: makes no links.
    NoPerson,
    /// The first to go where a graph is full.
    Cookie,
    /// The next to go.
    Device,
    /// Whoever stays longest: customer ids, e-mail addresses, telephone numbers.
    Person,
}

impl Standing {
    fn of(namespace: &Value) -> Self {
        let kind = namespace["idType"].as_str().unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "non_people" => Self::NoPerson,
            "cookie" => Self::Cookie,
            "device" | "mobile" => Self::Device,
            _ => Self::Person,
        }
    }
}

#[derive(Debug, Clone)]
struct Named {
    /// The numeric id.
    id: String,
    code: String,
    standing: Standing,
}

impl Named {
    fn of(namespace: &Value) -> Self {
        Self {
            id: namespace["id"].to_string(),
            code: namespace["code"].as_str().unwrap_or_default().to_owned(),
            standing: Standing::of(namespace),
        }
    }
}

/// What a record or a lookup may name, read once and asked often.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    names: Vec<Named>,
    folds_email: bool,
}

impl Known {
    pub(crate) fn read(state: &Platform, documents: Documents<'_>) -> rusqlite::Result<Self> {
        Self::of(documents, state.has(Quirk::EmailCaseIgnored))
    }

    pub(crate) fn of(documents: Documents<'_>, folds_email: bool) -> rusqlite::Result<Self> {
        let names = all(documents)?.iter().map(Named::of).collect();
        Ok(Self { names, folds_email })
    }

    /// What the identity of this key is to the graph.
    pub(crate) fn standing(&self, key: &str) -> Standing {
        let code = key.split_once(MARK).map_or("", |(code, _)| code);
        let found = self.names.iter().find(|n| n.code == code);
        found.map_or(Standing::NoPerson, |n| n.standing)
    }

    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| n.code.as_str())
    }

    /// The key of an identity. Values keep their case, unless the quirk says otherwise for e-mail addresses.
    pub(crate) fn key(&self, code: &str, id: &str) -> String {
        if self.folds_email && code == "Email" {
            key(code, &id.to_lowercase())
        } else {
            key(code, id)
        }
    }

    /// Records must spell the code exactly (or give the numeric id).
    pub(crate) fn in_record(&self, name: &str) -> Option<&str> {
        let found = self.names.iter().find(|n| n.code == name || n.id == name);
        found.map(|n| n.code.as_str())
    }

    /// The access API takes any casing.
    pub(crate) fn in_lookup(&self, name: &str) -> Option<&str> {
        let found = self
            .names
            .iter()
            .find(|n| n.code.eq_ignore_ascii_case(name) || n.id == name);
        found.map(|n| n.code.as_str())
    }

    #[cfg(test)]
    pub(crate) fn standard() -> Self {
        let names = STANDARD.map(|(id, code, name, kind)| Named::of(&shown(id.into(), code, name, kind, false, name)));
        Self {
            names: names.into(),
            folds_email: false,
        }
    }
}

/// The organisation's own number of a customer, whatever system it is in.
pub(crate) const CRM: &str = "CrmId";

/// The namespaces of the sandboxes with content.
pub(crate) fn seed(documents: Documents<'_>) -> rusqlite::Result<()> {
    for (id, code, name, kind) in [
        (FIRST_OWN, "CustomerId", "Commerce Customer ID", "CROSS_DEVICE"),
        (FIRST_OWN + 1, "StoreCode", "Store code", "Non_people"),
        (FIRST_OWN + 2, CRM, "CRM ID", "CROSS_DEVICE"),
    ] {
        let body = shown(id, code, name, kind, true, name);
        documents.put(Kind::Namespace, &id.to_string(), &body)?;
    }
    Ok(())
}

fn refuse(status: u16, title: &str, text: &str) -> Refusal {
    let timestamp = clock::instant_text(clock::now_ms());
    let code = format!("UIS-NS-{status}");
    answer::refuse(
        status,
        &json!({
            "timestamp": timestamp, "type": format!("http://ns.adobe.com/aep/errors/{code}"), "status": status,
            "title": title, "error": title, "description": text, "report": {"code": code, "message": text},
        }),
    )
}

async fn list(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Answer {
    let db = state.db();
    answer::ok(&Value::Array(all(Documents::of(&db, &sandbox.0))?))
}

async fn one(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>, Path(id): Path<String>) -> Answer {
    let db = state.db();
    let found = all(Documents::of(&db, &sandbox.0))?
        .into_iter()
        .find(|n| is_numbered(n, &id));
    answer::ok(&in_request(found.ok_or_else(|| missing(&id))?))
}

pub(crate) fn is_numbered(namespace: &Value, id: &str) -> bool {
    id.parse::<u64>().is_ok_and(|number| namespace["id"] == number)
}

fn missing(id: &str) -> Refusal {
    refuse(404, "Not Found", &format!("namespace {id} is not found"))
}

/// `CROSS_DEVICE` of a list is `Cross_device` elsewhere.
fn in_request(mut namespace: Value) -> Value {
    let text = namespace["idType"].as_str().unwrap_or_default().to_ascii_lowercase();
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    namespace["idType"] = json!(first.into_iter().chain(letters).collect::<String>());
    namespace
}

struct Sent {
    name: String,
    code: String,
    kind: &'static str,
    description: String,
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Sent, Refusal> {
    gateway::media_type(headers, "application/json")?;
    let sent: Value = serde_json::from_slice(body).map_err(|_| refuse(400, "Bad Request", "the body is not JSON"))?;
    let text = |name: &str| {
        let value = sent[name].as_str().map(str::trim).filter(|v| !v.is_empty());
        value.ok_or_else(|| refuse(400, "Bad Request", &format!("{name} is required")))
    };
    let kind = text("idType")?;
    let kind = TYPES.into_iter().find(|t| t.eq_ignore_ascii_case(kind));
    let code = text("code")?;
    if !code.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c)) {
        return Err(refuse(400, "Bad Request", "code is not usable"));
    }
    Ok(Sent {
        name: text("name")?.to_owned(),
        code: code.to_owned(),
        kind: kind.ok_or_else(|| refuse(400, "Bad Request", "idType is not known"))?,
        description: sent["description"].as_str().unwrap_or_default().to_owned(),
    })
}

async fn create(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = read(&headers, &body)?;
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let known = all(documents)?;
    let same = |n: &Value| n["code"].as_str().is_some_and(|c| c.eq_ignore_ascii_case(&sent.code));
    if known.iter().any(same) {
        return Err(refuse(409, "Conflict", "a namespace with this code exists"));
    }
    let last = known.iter().filter_map(|n| n["id"].as_u64()).max().unwrap_or(0);
    let id = FIRST_OWN.max(last + 1);
    let body = shown(id, &sent.code, &sent.name, sent.kind, true, &sent.description);
    documents.put(Kind::Namespace, &id.to_string(), &body)?;
    answer::ok(&in_request(body))
}

/// Name and description change; code and type never do.
async fn put(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let sent = read(&headers, &body)?;
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let mut found = all(documents)?
        .into_iter()
        .find(|n| is_numbered(n, &id))
        .ok_or_else(|| missing(&id))?;
    if found["custom"] != true {
        return Err(refuse(400, "Bad Request", "a standard namespace cannot be changed"));
    }
    if found["code"] != sent.code.as_str() || found["idType"] != sent.kind {
        return Err(refuse(400, "Bad Request", "code and idType cannot be changed"));
    }
    found["name"] = json!(sent.name);
    found["description"] = json!(sent.description);
    found["updateTime"] = json!(clock::now_ms());
    documents.put(Kind::Namespace, &id, &found)?;
    answer::ok(&json!([found]))
}
