//! Where shoppers go: the sandboxes that the account may use, their datasets, and the schema of one.

use super::access::client;
use super::view::{ConnectionView, DatasetView, SandboxView, SchemaView};
use super::{ConnectionSettings, Options};
use crate::desk::Desk;
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use aep::{CancellationToken, DatasetChoice, FeederKind, SandboxName};
use std::collections::BTreeSet;
use store::ConnectionRow;

impl Engine {
    /// The active sandboxes that a connection's account may use.
    pub async fn sandboxes(
        &self,
        settings: &ConnectionSettings,
        cancel: &CancellationToken,
    ) -> Result<Vec<SandboxView>, Failure> {
        // The list belongs to the organisation: any well-formed name does for asking.
        let any = if settings.sandbox.is_empty() {
            "prod"
        } else {
            &settings.sandbox
        };
        let found = client(settings, &parsed(any)?)?.sandboxes(cancel).await?;
        Ok(found
            .into_iter()
            .map(|sandbox| SandboxView {
                name: sandbox.name.to_string(),
                title: sandbox.title,
                production: sandbox.production,
                is_default: sandbox.is_default,
            })
            .collect())
    }

    /// The datasets of a sandbox that shoppers could go into, those that are ready first.
    pub async fn datasets(
        &self,
        settings: &ConnectionSettings,
        sandbox: &str,
        cancel: &CancellationToken,
    ) -> Result<Vec<DatasetView>, Failure> {
        let client = client(settings, &parsed(sandbox)?)?;
        let choices = client.dataset_choices(cancel).await?;
        // A warning at most hangs on it: not worth failing the list for.
        let fed = client.feeders(None, cancel).await.unwrap_or_default();
        let connector: BTreeSet<_> = fed
            .into_iter()
            .filter(|(_, feeders)| feeders.iter().any(|f| f.kind == FeederKind::DataConnection))
            .map(|(dataset, _)| dataset)
            .collect();
        let mut views: Vec<DatasetView> = choices
            .into_iter()
            .filter(|choice| choice.for_shoppers && !choice.dataset.system)
            .map(|choice| {
                let fed = connector.contains(&choice.dataset.id);
                view(choice, fed)
            })
            .collect();
        views.sort_by_key(|view| (!view.profile, !view.keeps_missing));
        Ok(views)
    }

    /// Shoppers go into this dataset from now on.
    pub fn choose_target(
        &self,
        key: &str,
        sandbox: &SandboxView,
        dataset: &DatasetView,
    ) -> Result<ConnectionView, Failure> {
        let row = self.connection_row(key)?;
        let options = Options {
            production: sandbox.production,
            dataset_name: dataset.name.clone(),
            ..Options::of(&row)
        };
        self.keep_row(ConnectionRow {
            sandbox: Some(parsed(&sandbox.name)?.to_string()),
            dataset: Some(dataset.id.clone()),
            options: options.into_json(),
            ..row
        })
    }

    /// The live schema of a connection's dataset.
    pub async fn schema(
        &self,
        settings: &ConnectionSettings,
        cancel: &CancellationToken,
    ) -> Result<SchemaView, Failure> {
        let desk = Desk::connect(settings, cancel).await?;
        let target = desk.target().cloned().ok_or(Problem::Internal {})?;
        Ok(SchemaView {
            version: 1,
            target,
            fields: desk.fields(),
            read: crate::now(),
        })
    }
}

pub(super) fn parsed(sandbox: &str) -> Result<SandboxName, Problem> {
    SandboxName::parse(sandbox.to_owned()).map_err(|_| Problem::SandboxUnknown {
        sandbox: sandbox.chars().take(80).collect(),
    })
}

pub(super) fn view(choice: DatasetChoice, connector: bool) -> DatasetView {
    let dataset = choice.dataset;
    DatasetView {
        id: dataset.id.to_string(),
        name: dataset.name.clone(),
        description: dataset.description.clone().unwrap_or_default(),
        schema: choice.schema_title.unwrap_or_default(),
        profile: dataset.profile_enabled(),
        keeps_missing: dataset.upsert(),
        connector,
        created: dataset.created,
    }
}
