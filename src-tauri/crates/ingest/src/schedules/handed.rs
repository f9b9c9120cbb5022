//! A schedule whose files the platform's own engine takes: what speaks for it, what would differ, and its dataflow. All of
//! it is seen on the file that the schedule would take now.

use crate::desk::Desk;
use crate::engine::Engine;
use crate::handover::{Advice, FlowPreview, FlowView, Lands, NewFlow};
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use aep::CancellationToken;
use schedule::Schedule;
use std::sync::Arc;

impl Engine {
    /// Which way is the better one for a schedule. Before its first file is there, the dataset alone has a say.
    pub fn schedule_advice(&self, desk: &Desk, id: Option<&str>, schedule: &Schedule) -> Result<Advice, Failure> {
        match self.next_source(id, schedule) {
            Ok(source) => Ok(desk.advice(source.bytes, FileFacts::read(&source)?.rows_estimate())),
            Err(Failure {
                problem: Problem::FileMissing { .. },
                ..
            }) => Ok(desk.advice(0, 0)),
            Err(failure) => Err(failure),
        }
    }

    /// Compares the first shoppers of a schedule's file with what the platform's mapper makes of them.
    pub async fn preview_schedule_flow(
        &self,
        desk: &Arc<Desk>,
        id: Option<&str>,
        schedule: &Schedule,
        lands: Lands,
        cancel: &CancellationToken,
    ) -> Result<FlowPreview, Failure> {
        let source = self.next_source(id, schedule)?;
        desk.preview_flow(&source, &schedule.mapping, lands, cancel).await
    }

    /// Makes the dataflow that takes a schedule's files. A production sandbox needs its name once (decision 23).
    pub async fn create_schedule_flow(
        &self,
        desk: &Arc<Desk>,
        id: Option<&str>,
        schedule: &Schedule,
        new: &NewFlow,
        confirmed: Option<&str>,
        cancel: &CancellationToken,
    ) -> Result<FlowView, Failure> {
        let source = self.next_source(id, schedule)?;
        self.confirm_upload(desk, confirmed)?;
        self.create_flow(desk, new, &source, &schedule.mapping, cancel).await
    }
}
