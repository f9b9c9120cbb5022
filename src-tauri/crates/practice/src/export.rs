//! stub
use crate::answer::{self, Answer};
pub(crate) async fn meta() -> Answer { answer::ok(&serde_json::json!({})) }
pub(crate) async fn failed() -> Answer { answer::ok(&serde_json::json!({})) }
