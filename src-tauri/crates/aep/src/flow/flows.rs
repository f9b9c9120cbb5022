//! Flows: found by name, made, read and listed.

use super::connections::best;
use super::{FlowSchedule, SERVICE};
use crate::client::Client;
use crate::ensure::{Ensured, ensure};
use crate::error::Error;
use crate::json::{flag, list, number, text};
use crate::{FlowId, FlowSpecId, MappingSet, SourceConnectionId, TargetConnectionId};
use serde_json::{Value, json};
use std::sync::PoisonError;
use tokio_util::sync::CancellationToken;

/// A flow that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFlow {
    /// What it is found again by.
    pub name: String,
    /// What people read about it.
    pub description: String,
    /// Its kind, by [`Client::flow_spec_id`].
    pub spec: FlowSpecId,
    /// Where it takes its files.
    pub source: SourceConnectionId,
    /// Where its records go.
    pub target: TargetConnectionId,
    /// How the one becomes the other.
    pub mapping: MappingSet,
    /// When it runs.
    pub schedule: FlowSchedule,
    /// What becomes of bad rows.
    pub options: Option<FlowOptions>,
}

/// What becomes of bad rows. The reference names both in the options that a kind of flow allows, and not where a flow
/// carries them: they are sent as `options`, and where that is refused, the flow is made without. [`Flow::options`] says
/// what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowOptions {
    /// Rows that are refused are explained.
    pub diagnostics: bool,
    /// Percent of bad rows that are left out before a run fails; without, one bad row fails it.
    pub partial_percent: Option<u8>,
}

/// Whether a flow runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowState {
    /// At its times.
    Enabled,
    /// Not.
    Disabled,
    /// Another word of the platform's, such as `enabling`.
    Other(String),
}

/// A flow as the platform shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Its id.
    pub id: FlowId,
    /// Its name.
    pub name: String,
    /// What people read about it.
    pub description: Option<String>,
    /// Whether it runs.
    pub state: FlowState,
    /// Its version, for every change of it.
    pub etag: Option<String>,
    /// Where it takes its files.
    pub sources: Vec<SourceConnectionId>,
    /// Where its records go.
    pub targets: Vec<TargetConnectionId>,
    /// The id of its mapping set.
    pub mapping: Option<String>,
    /// When it runs; absent where it is not of a form that the reference knows.
    pub schedule: Option<FlowSchedule>,
    /// What becomes of bad rows, where the platform says so.
    pub options: Option<FlowOptions>,
    /// When it was made, in milliseconds since 1970.
    pub created: Option<u64>,
    /// When its last run began, in milliseconds since 1970.
    pub last_run: Option<u64>,
}

impl FlowOptions {
    fn body(self) -> Value {
        let mut body = json!({"errorDiagnosticsEnabled": self.diagnostics});
        if let Some(percent) = self.partial_percent {
            body["partialIngestionPercent"] = percent.into();
        }
        body
    }

    fn read(item: &Value) -> Option<Self> {
        let options = item.get("options").filter(|options| options.is_object())?;
        Some(Self {
            diagnostics: flag(options, "errorDiagnosticsEnabled").unwrap_or(false),
            partial_percent: number(options, "partialIngestionPercent").and_then(|percent| u8::try_from(percent).ok()),
        })
    }
}

impl NewFlow {
    /// The mapping's version is a text in the reference's schema.
    fn body(&self, options: Option<FlowOptions>) -> Value {
        let mapping =
            json!({"mappingId": self.mapping.id.as_str(), "mappingVersion": self.mapping.version.to_string()});
        let mut body = json!({
            "name": self.name,
            "description": self.description,
            "flowSpec": {"id": self.spec.as_str(), "version": "1.0"},
            "sourceConnectionIds": [self.source.as_str()],
            "targetConnectionIds": [self.target.as_str()],
            "transformations": [{"name": "Mapping", "params": mapping}],
            "scheduleParams": self.schedule.body(),
        });
        if let Some(options) = options {
            body["options"] = options.body();
        }
        body
    }

    fn is_met_by(&self, there: &Flow) -> bool {
        there.sources == [self.source.clone()]
            && there.targets == [self.target.clone()]
            && there
                .mapping
                .as_deref()
                .is_none_or(|mapping| mapping == self.mapping.id.as_str())
    }
}

impl Client {
    /// The id of a kind of flow by its name, such as `CloudStorageToAEP`. Asked for once per connection;
    /// [`Error::Answer`] where there is none of that name.
    pub async fn flow_spec_id(&self, name: &str, cancel: &CancellationToken) -> Result<FlowSpecId, Error> {
        let known = || self.shared.flow_specs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = known().get(name).cloned() {
            return Ok(id);
        }
        let property = format!("name==\"{name}\"");
        let path = format!("{SERVICE}/flowSpecs");
        let items = self
            .items("flow_specs", &path, &[("property", &property)], |_| true, cancel)
            .await?;
        let spec = items.iter().find(|item| text(item, "name").as_deref() == Some(name));
        let id = spec.and_then(|item| FlowSpecId::parse(text(item, "id")?).ok());
        let id = id.ok_or_else(|| crate::transport::odd("no flow specification of that name", 200, None))?;
        known().insert(name.to_owned(), id.clone());
        Ok(id)
    }

    /// Makes a flow, unless one of this name is there; [`Ensured::Differs`] where that one has another source, target or
    /// mapping. Its schedule is not compared: see [`Client::update_flow_schedule`].
    pub async fn ensure_flow(&self, new: &NewFlow, cancel: &CancellationToken) -> Result<Ensured<Flow>, Error> {
        let look = async || {
            let mut named = self.flows(cancel).await?;
            named.retain(|flow| flow.name == new.name);
            Ok(best(named, |there| new.is_met_by(there)))
        };
        let make = async || {
            let path = format!("{SERVICE}/flows");
            let made = match self.make("create_flow", &path, new.body(new.options), cancel).await {
                // Nothing was made by a refusal.
                Err(Error::Invalid(_)) if new.options.is_some() => {
                    self.make("create_flow", &path, new.body(None), cancel).await?
                }
                made => made?,
            };
            let id = FlowId::parse(made.0).map_err(|_| made.2)?;
            tracing::info!(flow = %id, "flow made");
            self.flow(&id, cancel).await
        };
        ensure(look, make).await
    }

    /// Every flow of the sandbox, also those that others made.
    pub async fn flows(&self, cancel: &CancellationToken) -> Result<Vec<Flow>, Error> {
        let items = self
            .items("flows", &format!("{SERVICE}/flows"), &[], |_| true, cancel)
            .await?;
        Ok(items.iter().filter_map(read).collect())
    }

    /// One flow as it is now.
    pub async fn flow(&self, id: &FlowId, cancel: &CancellationToken) -> Result<Flow, Error> {
        let item = self.item("flow", format!("{SERVICE}/flows/{id}"), cancel).await?;
        read(&item).ok_or_else(|| crate::transport::odd("no flow", 200, None))
    }

    /// Deletes a flow, not its connections and not what it brought; one that is not there is as good as deleted.
    pub async fn delete_flow(&self, id: &FlowId, cancel: &CancellationToken) -> Result<(), Error> {
        self.remove("delete_flow", format!("{SERVICE}/flows/{id}"), cancel)
            .await
    }
}

fn read(item: &Value) -> Option<Flow> {
    let mapping = list(item, "transformations")
        .iter()
        .find_map(|step| text(step.get("params")?, "mappingId"));
    let ids = |key| {
        list(item, key)
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let state = text(item, "state").unwrap_or_default();
    Some(Flow {
        id: FlowId::parse(text(item, "id")?).ok()?,
        name: text(item, "name").unwrap_or_default(),
        description: text(item, "description"),
        state: match state.to_ascii_lowercase().as_str() {
            "enabled" => FlowState::Enabled,
            "disabled" => FlowState::Disabled,
            _ => FlowState::Other(state),
        },
        etag: text(item, "etag"),
        sources: ids("sourceConnectionIds")
            .into_iter()
            .filter_map(|id| SourceConnectionId::parse(id).ok())
            .collect(),
        targets: ids("targetConnectionIds")
            .into_iter()
            .filter_map(|id| TargetConnectionId::parse(id).ok())
            .collect(),
        mapping,
        schedule: item.get("scheduleParams").and_then(FlowSchedule::read),
        options: FlowOptions::read(item),
        created: number(item, "createdAt"),
        last_run: item.get("lastRunDetails").and_then(|run| number(run, "startedAtUTC")),
    })
}
