//! stub
use crate::answer::{self, Answer};
pub(crate) async fn get() -> Answer { answer::ok(&serde_json::json!({})) }
pub(crate) async fn post() -> Answer { answer::ok(&serde_json::json!({})) }
