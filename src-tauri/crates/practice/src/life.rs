//! stub
use crate::state::Shared;
pub(crate) async fn run(state: Shared) { state.stop.cancelled().await; }
