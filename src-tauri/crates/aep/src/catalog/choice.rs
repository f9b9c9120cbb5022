//! Datasets to choose from: joined with the schemas that shoppers can go into.

use super::Dataset;
use crate::Error;
use crate::client::Client;
use std::collections::HashMap;
use tokio_util::sync::CancellationToken;

/// A dataset and what its schema means for an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetChoice {
    /// The dataset.
    pub dataset: Dataset,
    /// What its schema is called, where that is one for shoppers.
    pub schema_title: Option<String>,
    /// Its schema is of class XDM Individual Profile; all others are not for shoppers.
    pub for_shoppers: bool,
}

impl DatasetChoice {
    /// An upload into it reaches Profile.
    pub fn is_ready(&self) -> bool {
        self.for_shoppers && self.dataset.profile_enabled() && !self.dataset.system
    }
}

impl Client {
    /// Lists all datasets of the sandbox, the newest first, each with its schema's title and class.
    pub async fn dataset_choices(&self, cancel: &CancellationToken) -> Result<Vec<DatasetChoice>, Error> {
        let schemas = self.schemas(cancel).await?;
        let titles: HashMap<_, _> = schemas.into_iter().map(|schema| (schema.id, schema.title)).collect();
        let choices = self.datasets(cancel).await?.into_iter().map(|dataset| {
            let schema_title = dataset.schema.as_ref().and_then(|id| titles.get(id)).cloned();
            DatasetChoice {
                for_shoppers: schema_title.is_some(),
                schema_title,
                dataset,
            }
        });
        Ok(choices.collect())
    }
}
