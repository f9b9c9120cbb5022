//! Flows: what one must name, and its two states.

use super::{bad, entities, metrics, missing, number, only, refuse, schedule::Schedule, spec, specs, text};
use crate::{
    access::gateway::{Client, Sandbox},
    answer::{self, Answer, Refusal},
    clock,
    dataprep::mapper::{self, Mapper},
    documents::{Documents, Kind},
    query,
    state::{Shared, State as Platform},
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
};
use rusqlite::Connection;
use serde_json::{Value, json};

/// Kept beside what was sent: when the schedule was given, in epoch milliseconds.
pub(super) const SCHEDULED: &str = "scheduledAt";
const MEMBERS: [&str; 8] = [
    "name",
    "description",
    "flowSpec",
    "sourceConnectionIds",
    "targetConnectionIds",
    "transformations",
    "scheduleParams",
    "options",
];

pub(super) fn checked(state: &Platform, db: &Connection, sandbox: &str, sent: &Value) -> Result<Value, Refusal> {
    if !sent["state"].is_null() {
        return Err(bad("`State` is not allowed in the create flow request."));
    }
    only(sent, "the flow", &MEMBERS)?;
    text(&sent["name"], "name")?;
    spec(&sent["flowSpec"], "flowSpec", specs::CLOUD_STORAGE, false)?;
    let documents = Documents::of(db, sandbox);
    connection(
        documents,
        Kind::SourceConnection,
        &sent["sourceConnectionIds"],
        "sourceConnectionIds",
    )?;
    let target = connection(
        documents,
        Kind::TargetConnection,
        &sent["targetConnectionIds"],
        "targetConnectionIds",
    )?;
    let set = mapping(documents, &sent["transformations"])?;
    let schema = &target["data"]["schema"]["id"];
    if mapper::schema_id(&set) != schema.as_str() {
        return Err(bad(&format!(
            "Error while matching schema in target dataset {} with schema in mapping {}. Schema with same id and version must \
             be used in both mapping and target dataset.",
            target["params"]["dataSetId"].as_str().unwrap_or_default(),
            set["id"].as_str().unwrap_or_default()
        )));
    }
    let unusable = |_| bad("Error while validating mapping. Please check your mapping or contact your admin.");
    Mapper::new(state, db, sandbox, &set).map_err(unusable)?;
    Schedule::read(&sent["scheduleParams"])?;
    options(&sent["options"])?;
    let mut made = sent.clone();
    made[SCHEDULED] = json!(clock::now_ms());
    Ok(made)
}

/// The one connection that a list names.
pub(super) fn connection(documents: Documents<'_>, kind: Kind, list: &Value, name: &str) -> Result<Value, Refusal> {
    let ids = list.as_array().map(Vec::as_slice);
    let Some([id]) = ids else {
        return Err(bad(&format!("{name} must name one connection")));
    };
    let id = text(id, name)?;
    let found = documents.get(kind, id)?;
    found.ok_or_else(|| bad(&format!("{name}: there is no connection {id}")))
}

/// The mapping set that the only transformation names.
pub(super) fn mapping(documents: Documents<'_>, transformations: &Value) -> Result<Value, Refusal> {
    let Some([one]) = transformations.as_array().map(Vec::as_slice) else {
        return Err(bad("transformations must hold one Mapping"));
    };
    only(one, "the transformation", &["name", "params"])?;
    if one["name"] != "Mapping" {
        return Err(bad("the transformation's name must be Mapping"));
    }
    only(
        &one["params"],
        "transformations.params",
        &["mappingId", "mappingVersion"],
    )?;
    let id = text(&one["params"]["mappingId"], "mappingId")?;
    let wrong = || bad("Invalid Mapping Version in request. Please provide correct mapping version.");
    let version = match &one["params"]["mappingVersion"] {
        Value::Null => None,
        sent => Some(number(sent).and_then(|n| u64::try_from(n).ok()).ok_or_else(wrong)?),
    };
    mapper::find(documents, id, None)?.ok_or_else(|| bad(&format!("the mapping set {id} is not found")))?;
    mapper::find(documents, id, version)?.ok_or_else(wrong)
}

/// Error diagnostics and partial ingestion. The names are those of the OpenAPI file's option specification; that a flow
/// carries them in `options` is not verified.
fn options(sent: &Value) -> Result<(), Refusal> {
    if sent.is_null() {
        return Ok(());
    }
    only(sent, "options", &["errorDiagnosticsEnabled", "partialIngestionPercent"])?;
    if !matches!(sent["errorDiagnosticsEnabled"], Value::Null | Value::Bool(_)) {
        return Err(bad("options.errorDiagnosticsEnabled must be a boolean"));
    }
    let percent = &sent["partialIngestionPercent"];
    if !percent.is_null() && percent.as_f64().is_none_or(|p| p <= 0.0 || p > 100.0) {
        return Err(bad(
            "options.partialIngestionPercent must be a number above 0, up to 100",
        ));
    }
    Ok(())
}

/// A schedule that stays the same is not begun anew.
pub(super) fn keep_clock(old: &Value, made: &mut Value) {
    if old["scheduleParams"] == made["scheduleParams"] {
        made[SCHEDULED] = old[SCHEDULED].clone();
    }
}

pub(super) fn shown(state: &Platform, documents: Documents<'_>, mut kept: Value) -> Result<Value, Refusal> {
    if let Some(members) = kept.as_object_mut() {
        members.remove(SCHEDULED);
    }
    let id = kept["id"].as_str().unwrap_or_default().to_owned();
    let link = format!("/runs?property=flowId=={id}");
    kept["runs"] = json!(link);
    if let Some(last) = metrics::last(documents, &id)? {
        let run = metrics::shown(state, documents, &last)?;
        let duration = &run["metrics"]["durationSummary"];
        kept["lastRunDetails"] = json!({
            "id": run["id"], "state": run["metrics"]["statusSummary"]["status"],
            "startedAtUTC": duration["startedAtUTC"], "completedAtUTC": duration["completedAtUTC"],
        });
        if duration["completedAtUTC"].is_null()
            && let Some(details) = kept["lastRunDetails"].as_object_mut()
        {
            details.remove("completedAtUTC");
        }
    }
    Ok(kept)
}

/// Turns a flow on or off. The OpenAPI file has the word in capitals; other pages have small letters.
pub(super) async fn act(
    State(state): State<Shared>,
    Extension(sandbox): Extension<Sandbox>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let query = query::form(&query.unwrap_or_default());
    let action = query.get("op").map(|op| op.to_ascii_lowercase()).unwrap_or_default();
    let wanted = match action.as_str() {
        "enable" => "enabled",
        "disable" => "disabled",
        _ => return Err(bad("op must be enable or disable")),
    };
    let db = state.db();
    let documents = Documents::of(&db, &sandbox.0);
    let mut flow = documents.get(Kind::Flow, &id)?.ok_or_else(missing)?;
    entities::same_version(&headers, &flow, false)?;
    let current = flow["state"].as_str().unwrap_or_default();
    if current == wanted {
        return Err(refuse(
            400,
            &format!(
                "The action {action} cannot be applied on the current state {current}. Please update the action and try again."
            ),
        ));
    }
    flow["state"] = json!(wanted);
    entities::touch(&mut flow, &client.0);
    documents.put(Kind::Flow, &id, &flow)?;
    answer::ok(&json!({"id": id, "etag": flow["etag"]}))
}
