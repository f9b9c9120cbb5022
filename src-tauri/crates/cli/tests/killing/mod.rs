//! Programs that are killed, and what a client of somebody else does at the platform, as a control.

use crate::outsider::Outsider;
use serde_json::Value as Json;
use std::process::Child;
use std::time::Duration;

impl Outsider {
    pub(crate) fn import(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Option<Json> {
        let path = format!("/data/foundation/import/batches{path}");
        self.ask(method, &path, headers, body)
    }
}

/// Kills a child after a while; whether it was still at work.
pub(crate) fn kill_after(mut child: Child, wait: Duration) -> bool {
    std::thread::sleep(wait);
    let alive = child.try_wait().unwrap().is_none();
    if alive {
        child.kill().unwrap();
    }
    child.wait().unwrap();
    alive
}
