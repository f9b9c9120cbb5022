//! The identity namespaces; their `idType` is spelt as inconsistently as the platform's.

use crate::{
    answer::{self, Answer},
    gateway,
};
use axum::{body::Bytes, extract::Path, http::HeaderMap};
use serde_json::{Value, json};

const ALL: [(u32, &str, &str, &str, bool); 10] = [
    (4, "ECID", "ECID", "COOKIE", false),
    (6, "Email", "Email", "Email", false),
    (7, "Phone", "Phone", "Phone", false),
    (11, "Email_LC_SHA256", "Emails (SHA256, lowercased)", "Email", false),
    (15, "Phone_SHA256", "Phone (SHA256)", "Phone", false),
    (16, "Phone_E.164", "Phone (E.164)", "Phone", false),
    (20, "IDFA", "Apple IDFA", "Device", false),
    (21, "GAID", "Google Ad ID", "Device", false),
    (10_483_200, "CustomerId", "Commerce Customer ID", "CROSS_DEVICE", true),
    (10_483_201, "StoreCode", "Store code", "Non_people", true),
];

fn shown((id, code, name, kind, custom): (u32, &str, &str, &str, bool)) -> Value {
    json!({
        "id": id, "code": code, "name": name, "description": name, "status": "ACTIVE",
        "idType": kind, "custom": custom,
        "createTime": 1_735_689_600_000_i64, "updateTime": 1_735_689_600_000_i64,
    })
}

/// The namespace's own spelling of `code`; the access API takes any casing.
pub(crate) fn canonical(code: &str) -> Option<&'static str> {
    ALL.iter().map(|n| n.1).find(|known| known.eq_ignore_ascii_case(code))
}

/// Records must spell the code exactly (or give the numeric id).
pub(crate) fn in_record(code: &str) -> Option<&'static str> {
    ALL.iter().find(|n| n.1 == code || n.0.to_string() == code).map(|n| n.1)
}

/// By numeric id, as the access API's `entityIdNS` may be given.
pub(crate) fn by_number(id: &str) -> Option<&'static str> {
    ALL.iter().find(|n| n.0.to_string() == id).map(|n| n.1)
}

pub(crate) async fn list() -> Answer {
    answer::ok(&Value::Array(ALL.into_iter().map(shown).collect()))
}

pub(crate) async fn get(Path(id): Path<String>) -> Answer {
    match ALL.into_iter().find(|n| n.0.to_string() == id) {
        Some(found) => answer::ok(&shown(found)),
        None => Err(answer::problem(404, "Not Found", "no such namespace")),
    }
}

/// Known codes conflict; new ones are refused, because nothing here would use them.
pub(crate) async fn create(headers: HeaderMap, body: Bytes) -> Answer {
    gateway::media_type(&headers, "application/json")?;
    let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
    match sent["code"].as_str() {
        Some(code) if canonical(code).is_some() => {
            Err(answer::problem(409, "Conflict", "a namespace with this code exists"))
        }
        Some(_) => Err(answer::problem(403, "Forbidden", "namespaces are fixed here")),
        None => Err(answer::problem(400, "Bad Request", "code is missing")),
    }
}
