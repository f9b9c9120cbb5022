//! Changes of a flow that is there: on, off, and its times. Each names the version that it means, so that nobody's change
//! is overwritten unseen; one that was made already counts as made.

use super::{Flow, FlowSchedule, FlowState, SERVICE};
use crate::FlowId;
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::error::Error;
use crate::refusal::Refusal;
use reqwest::Method;
use serde_json::json;
use tokio_util::sync::CancellationToken;

impl Client {
    /// Lets a flow run at its times. [`Error::Conflict`] where `etag` is not its version any more, and it does not run.
    pub async fn enable_flow(
        &self,
        id: &FlowId,
        etag: Option<&str>,
        cancel: &CancellationToken,
    ) -> Result<Flow, Error> {
        self.turn(id, etag, "ENABLE", &FlowState::Enabled, cancel).await
    }

    /// Lets a flow rest. As [`Client::enable_flow`].
    pub async fn disable_flow(
        &self,
        id: &FlowId,
        etag: Option<&str>,
        cancel: &CancellationToken,
    ) -> Result<Flow, Error> {
        self.turn(id, etag, "DISABLE", &FlowState::Disabled, cancel).await
    }

    async fn turn(
        &self,
        id: &FlowId,
        etag: Option<&str>,
        operation: &'static str,
        state: &FlowState,
        cancel: &CancellationToken,
    ) -> Result<Flow, Error> {
        let call = || {
            let path = format!("{SERVICE}/flows/{id}/action");
            Call::new("turn_flow", Method::POST, path, Payload::Nothing, Repeat::Safe)
                .query("op", operation)
                .header("if-match", etag.map(str::to_owned))
        };
        let turned = match self.call(&call(), cancel).await {
            // The schema asks for it of every operation, though it says something about an update only.
            Err(Error::Invalid(refusal)) if refusal.detail.contains("subOp") => {
                self.call(&call().query("subOp", "APPLY"), cancel).await
            }
            turned => turned,
        };
        let is_so = |flow: &Flow| flow.state == *state;
        self.changed(id, turned.and_then(|reply| reply.accepted()), is_so, cancel)
            .await
    }

    /// Gives a flow other times. [`Error::Conflict`] where `etag` is not its version any more, and the times are not
    /// those wanted.
    pub async fn update_flow_schedule(
        &self,
        id: &FlowId,
        etag: &str,
        schedule: &FlowSchedule,
        cancel: &CancellationToken,
    ) -> Result<Flow, Error> {
        // In capitals and as an object, as the reference's schema has it; its prose writes operations small.
        let patch = json!([{"op": "REPLACE", "path": "/scheduleParams", "value": schedule.body()}]);
        let path = format!("{SERVICE}/flows/{id}");
        let call = Call::new("update_flow", Method::PATCH, path, Payload::Json(patch), Repeat::Safe)
            .header("if-match", Some(etag.to_owned()));
        let updated = self.call(&call, cancel).await.and_then(|reply| reply.accepted());
        let is_so = |flow: &Flow| flow.schedule.as_ref() == Some(schedule);
        self.changed(id, updated, is_so, cancel).await
    }

    /// The flow after a change; a refusal is none where all is as wanted, by an earlier attempt or by somebody else.
    async fn changed(
        &self,
        id: &FlowId,
        outcome: Result<(), Error>,
        is_so: impl Fn(&Flow) -> bool,
        cancel: &CancellationToken,
    ) -> Result<Flow, Error> {
        let error = match outcome.map_err(stale) {
            Ok(()) => return self.flow(id, cancel).await,
            Err(error @ (Error::Conflict(_) | Error::Invalid(_))) => error,
            Err(error) => return Err(error),
        };
        match self.flow(id, cancel).await {
            Ok(flow) if is_so(&flow) => Ok(flow),
            _ => Err(error),
        }
    }
}

/// The reference gives a version that does not match no status of its own, only words.
fn stale(error: Error) -> Error {
    let is_stale = |refusal: &Refusal| refusal.detail.contains("version") && refusal.detail.contains("does not match");
    match error {
        Error::Invalid(refusal) if is_stale(&refusal) => Error::Conflict(refusal),
        error => error,
    }
}
