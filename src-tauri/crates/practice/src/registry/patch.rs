//! JSON Patch on the members of a resource that a client may write.

use super::{bad, rules::WRITABLE};
use crate::{answer::Refusal, state::State};
use json_patch::Patch;
use serde_json::{Value, json};

/// The writable members after the operations.
pub(crate) fn apply(state: &State, body: &Value, operations: &[u8]) -> Result<Value, Refusal> {
    let patch: Patch = serde_json::from_slice(operations)
        .map_err(|_| bad(state, 1530, "the body is not a list of JSON Patch operations"))?;
    let mut writable = writable(body);
    for operation in &patch.0 {
        let path = operation.path().as_str();
        let member = path.split('/').nth(1).unwrap_or_default();
        if !WRITABLE.contains(&member) {
            return Err(bad(state, 1530, &format!("{path} cannot be changed")));
        }
    }
    json_patch::patch(&mut writable, &patch).map_err(|e| bad(state, 1530, &e.to_string()))?;
    Ok(writable)
}

/// The members that a client may write.
pub(crate) fn writable(body: &Value) -> Value {
    let mut kept = json!({});
    for name in WRITABLE {
        if let Some(value) = body.get(name) {
            kept[name] = value.clone();
        }
    }
    kept
}
