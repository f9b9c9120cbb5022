//! Streaming connections: made once, then asked for their inlet's address.

use crate::{
    access::gateway::{self, Client, Sandbox},
    answer::{self, Answer, Refusal},
    clock,
    documents::{Documents, Kind},
    flows::refuse,
    sandboxes,
    state::{Shared, State as Platform},
};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use serde_json::{Value, json};

/// The fixed ids of streaming: provider and connection specification.
const PROVIDER: &str = "521eee4d-8cbe-4906-bb48-fb6bd4450033";
const SPEC: &str = "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb";

pub(crate) async fn create(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    gateway::media_type(&headers, "application/json")?;
    let sent: Value = serde_json::from_slice(&body).map_err(|_| refuse(400, "the body is not JSON"))?;
    check(&sent)?;
    let id = answer::uuid();
    let now = clock::now_ms();
    let params = &sent["auth"]["params"];
    let made = json!({
        "id": id, "createdAt": now, "updatedAt": now, "createdBy": "practice", "updatedBy": "practice",
        "createdClient": client.0, "updatedClient": client.0,
        "sandboxId": sandboxes::find(&sandbox.0).map(|s| s.id), "sandboxName": sandbox.0,
        "imsOrgId": state.endpoint.org_id, "name": sent["name"], "description": sent["description"].as_str().unwrap_or(""),
        "connectionSpec": {"id": SPEC, "version": "1.0"}, "state": "enabled",
        "auth": {"specName": "Streaming Connection", "params": {
            "sourceId": params["sourceId"], "dataType": "xdm", "name": params["name"],
            "authenticationRequired": params["authenticationRequired"] == true,
            "inletId": answer::request_id(),
        }},
        "version": "\"0100\"", "etag": "\"0100\"",
    });
    let db = state.db();
    Documents::of(&db, &sandbox.0).put(Kind::Connection, &id, &made)?;
    let place = format!("/data/foundation/flowservice/connections/{id}");
    let body = Json(json!({"id": id, "etag": "\"0100\""}));
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], body).into_response())
}

fn check(sent: &Value) -> Result<(), Refusal> {
    let missing = |name: &str| refuse(400, &format!("{name} is required"));
    if sent["name"].as_str().is_none_or(str::is_empty) {
        return Err(missing("name"));
    }
    if sent.get("providerId").is_some_and(|p| p != PROVIDER) {
        return Err(refuse(400, "providerId is not known"));
    }
    if sent["connectionSpec"]["id"] != SPEC || sent["connectionSpec"]["version"] != "1.0" {
        return Err(refuse(
            400,
            "connectionSpec is not known here: only streaming connections are",
        ));
    }
    if sent["auth"]["specName"] != "Streaming Connection" {
        return Err(refuse(400, "auth.specName must be Streaming Connection"));
    }
    let params = &sent["auth"]["params"];
    for name in ["sourceId", "name"] {
        if params[name].as_str().is_none_or(str::is_empty) {
            return Err(missing(&format!("auth.params.{name}")));
        }
    }
    if params["dataType"] != "xdm" {
        return Err(refuse(400, "auth.params.dataType must be xdm"));
    }
    Ok(())
}

/// The address follows the port of this start.
fn shown(state: &Platform, mut connection: Value) -> Value {
    let params = &mut connection["auth"]["params"];
    let inlet = params["inletId"].as_str().unwrap_or_default();
    params["inletUrl"] = json!(format!("{}/collection/{inlet}", state.endpoint.gateway));
    connection
}

pub(crate) async fn all(State(state): State<Shared>, Extension(sandbox): Extension<Sandbox>) -> Answer {
    let db = state.db();
    let all = Documents::of(&db, &sandbox.0).bodies(Kind::Connection)?;
    let items: Vec<Value> = all.into_iter().map(|c| shown(&state, c)).collect();
    answer::ok(&json!({"items": items, "_links": {}}))
}

pub(crate) async fn one(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Path(id): Path<String>,
) -> Answer {
    let db = state.db();
    let found = Documents::of(&db, &sandbox.0).get(Kind::Connection, &id)?;
    let found = found.ok_or_else(|| refuse(404, "the connection is not found"))?;
    answer::ok(&json!({"items": [shown(&state, found)]}))
}
