//! Jobs that were handed over: how they stand, on and off, and gone without a rest.

use super::kept::Kept;
use super::land::failure;
use super::make::schedule;
use super::view::{FlowEvery, FlowRunState, FlowRunView, FlowStanding, FlowView};
use crate::desk::{Desk, Link};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::schedules::Doors;
use crate::source::SourceFile;
use crate::upload::UploadJob;
use aep::{CancellationToken, Flow, FlowRun, FlowRunStatus, FlowRuns, FlowState, LandedName, Landing};
use schedule::Destination;
use std::sync::Arc;

/// Runs that are shown.
const RUNS: usize = 20;

impl Engine {
    /// All jobs by name; how those of this desk's connection and sandbox stand is asked of the platform.
    pub async fn flows(&self, desk: Option<&Desk>, cancel: &CancellationToken) -> Result<Vec<FlowView>, Failure> {
        let mut views = Vec::new();
        for kept in self.kept_flows()? {
            views.push(self.flow(&kept.id, desk, cancel).await?);
        }
        Ok(views)
    }

    /// All jobs by name, each asked of its own platform. One that cannot be reached says so and hides no other.
    pub async fn flows_everywhere(
        &self,
        doors: &dyn Doors,
        cancel: &CancellationToken,
    ) -> Result<Vec<FlowView>, Failure> {
        let mut views = Vec::new();
        for kept in self.kept_flows()? {
            let reached = match doors.open(&destination(&kept), cancel).await {
                Ok(desk) => self.flow(&kept.id, Some(&desk), cancel).await,
                Err(failure) => Err(failure),
            };
            views.push(match reached {
                Ok(view) => view,
                Err(failure) => {
                    tracing::warn!(detail = %failure.detail, "a dataflow could not be asked for");
                    FlowView {
                        standing: FlowStanding::Unreached,
                        ..self.flow(&kept.id, None, cancel).await?
                    }
                }
            });
        }
        Ok(views)
    }

    /// Where a job's records go.
    pub fn flow_destination(&self, key: &str) -> Result<Destination, Failure> {
        Ok(destination(&self.kept_flow(key)?))
    }

    /// One job by its id or name.
    pub async fn flow(&self, key: &str, desk: Option<&Desk>, cancel: &CancellationToken) -> Result<FlowView, Failure> {
        let kept = self.kept_flow(key)?;
        let link = desk.and_then(|desk| link_of(desk, &kept));
        let (standing, runs) = match (link, &kept.spec.made.flow) {
            (_, None) if kept.spec.every == FlowEvery::Once && kept.spec.made.source.is_none() => {
                (FlowStanding::Waits, Vec::new())
            }
            (_, None) => (FlowStanding::Unfinished, Vec::new()),
            (None, Some(_)) => (FlowStanding::Unasked, Vec::new()),
            (Some(link), Some(id)) => match link.client.flow(id, cancel).await {
                Err(aep::Error::NotFound(_)) => (FlowStanding::Gone, Vec::new()),
                Err(error) => return Err(error.into()),
                Ok(flow) => (
                    standing(&flow),
                    link.client.runs(id, FlowRuns::Latest(RUNS), cancel).await?,
                ),
            },
        };
        let spec = kept.spec;
        Ok(FlowView {
            id: kept.id,
            name: kept.name,
            target: spec.target,
            every: spec.every,
            created: spec.created,
            lands: spec.lands,
            folder: spec.folder,
            standing,
            flow: spec.made.flow.map(|id| id.to_string()),
            runs: runs.iter().map(run).collect(),
        })
    }

    /// An upload that lands for a job, with the job's own mapping.
    pub fn flow_upload(&self, run: String, source: SourceFile, key: &str) -> Result<UploadJob, Failure> {
        let kept = self.kept_flow(key)?;
        let source = source.read_as(&kept.spec.mapping.reading);
        Ok(UploadJob {
            flow: Some(kept.id),
            only_changed: false,
            ..UploadJob::new(run, Arc::new(source), kept.spec.mapping)
        })
    }

    /// Lets a job run at its times, or rest.
    pub async fn switch_flow(
        &self,
        key: &str,
        on: bool,
        desk: &Desk,
        cancel: &CancellationToken,
    ) -> Result<FlowView, Failure> {
        let kept = self.kept_flow(key)?;
        let client = &reached(desk, &kept)?.client;
        let id = kept.spec.made.flow.as_ref().ok_or_else(|| unknown(&kept))?;
        let etag = client.flow(id, cancel).await?.etag;
        if on {
            client.enable_flow(id, etag.as_deref(), cancel).await?;
        } else {
            client.disable_flow(id, etag.as_deref(), cancel).await?;
        }
        self.flow(&kept.id, Some(desk), cancel).await
    }

    /// Gives a job other times. [`aep::Error::Conflict`] becomes [`Problem::PlatformUnexpected`] where somebody changed it
    /// there in the same moment; nothing is changed then.
    pub async fn retime_flow(
        &self,
        key: &str,
        every: FlowEvery,
        desk: &Desk,
        cancel: &CancellationToken,
    ) -> Result<FlowView, Failure> {
        let mut kept = self.kept_flow(key)?;
        let client = reached(desk, &kept)?.client.clone();
        let id = kept.spec.made.flow.clone().ok_or_else(|| unknown(&kept))?;
        kept.spec.every = every;
        let times = schedule(&kept)?;
        let etag = client.flow(&id, cancel).await?.etag.unwrap_or_default();
        client.update_flow_schedule(&id, &etag, &times, cancel).await?;
        self.keep_flow(&kept)?;
        self.flow(&kept.id, Some(desk), cancel).await
    }

    /// Deletes a job with all that belongs to it: the flow, its connections and the files that have not been taken. What
    /// it has brought stays in the dataset. The mapping set stays too, as the platform offers no way to delete one.
    pub async fn delete_flow(&self, key: &str, desk: &Desk, cancel: &CancellationToken) -> Result<(), Failure> {
        let mut kept = self.kept_flow(key)?;
        let client = reached(desk, &kept)?.client.clone();
        if let Some(id) = &kept.spec.made.flow {
            client.delete_flow(id, cancel).await?;
            kept.spec.made.flow = None;
            self.keep_flow(&kept)?;
        }
        if let Some(id) = &kept.spec.made.source {
            client.delete_source_connection(id, cancel).await?;
            kept.spec.made.source = None;
            self.keep_flow(&kept)?;
        }
        if let Some(id) = &kept.spec.made.target {
            client.delete_target_connection(id, cancel).await?;
            kept.spec.made.target = None;
            self.keep_flow(&kept)?;
        }
        let access = client.landing_credentials(false, cancel).await.map_err(failure)?;
        let landing = Landing::open(client, access).map_err(failure)?;
        let prefix = format!("{}/", kept.spec.folder);
        for file in landing.list(&prefix, cancel).await.map_err(failure)? {
            let name = LandedName::parse(file.name).map_err(|e| Failure::new(Problem::Internal {}, e.to_string()))?;
            landing.delete(&name, cancel).await.map_err(failure)?;
        }
        Ok(self.store().forget_flow(&kept.id)?)
    }
}

fn destination(kept: &Kept) -> Destination {
    let target = &kept.spec.target;
    Destination {
        connection: target.connection_key().to_owned(),
        sandbox: target.sandbox.clone(),
        dataset: target.dataset.clone(),
        dataset_name: target.dataset_name.clone(),
        flow: Some(kept.id.clone()),
    }
}

/// The desk's way to the platform, where it is the job's own.
fn link_of<'a>(desk: &'a Desk, kept: &Kept) -> Option<&'a Link> {
    let same = |link: &&Link| {
        let (own, its) = (&link.target, &kept.spec.target);
        (own.connection_key(), &own.sandbox) == (its.connection_key(), &its.sandbox)
    };
    desk.link.as_ref().filter(same)
}

fn reached<'a>(desk: &'a Desk, kept: &Kept) -> Result<&'a Link, Failure> {
    let elsewhere = || Problem::ConnectionUnknown {
        connection: kept.spec.target.connection.clone(),
    };
    Ok(link_of(desk, kept).ok_or_else(elsewhere)?)
}

fn unknown(kept: &Kept) -> Problem {
    Problem::FlowUnknown {
        flow: kept.name.clone(),
    }
}

fn standing(flow: &Flow) -> FlowStanding {
    match flow.state {
        FlowState::Disabled => FlowStanding::Off,
        // Words such as `enabling` are on their way there.
        FlowState::Enabled | FlowState::Other(_) => FlowStanding::On,
    }
}

fn run(run: &FlowRun) -> FlowRunView {
    let moment = |at: Option<u64>| {
        let at = jiff::Timestamp::from_millisecond(i64::try_from(at?).ok()?).ok()?;
        Some(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    };
    FlowRunView {
        id: run.id.to_string(),
        started: moment(run.started),
        ended: moment(run.ended),
        status: match run.status {
            FlowRunStatus::Success => FlowRunState::Succeeded,
            FlowRunStatus::Partial => FlowRunState::Partial,
            FlowRunStatus::Failed => FlowRunState::Failed,
            FlowRunStatus::Queued | FlowRunStatus::Running | FlowRunStatus::Other(_) => FlowRunState::Running,
        },
        files: run.counts.files,
        read: run.counts.records_in,
        brought: run.counts.records_out,
        refused: run.counts.records_failed,
        said: run.errors.first().map(|fault| fault.message.clone()),
    }
}
