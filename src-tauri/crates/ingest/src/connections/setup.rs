//! Making what Adobe's guide asks a merchant to make by hand: an Individual Profile schema with the right field groups,
//! its identities, the union, and a dataset that is on for Profile with upsert (facts §13).
//!
//! Each step looks before it makes, so a set-up that failed halfway is simply begun again.

use super::ConnectionSettings;
use super::access::client;
use super::choose::{parsed, view};
use super::view::{DatasetView, NewTarget, SetupProgress, SetupState, SetupStep};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use aep::{CancellationToken, DatasetChoice, DatasetId, Ensured, IdentityKind, NewDataset, NewNamespace, NewSchema};

/// What a shopper's record is made of (facts §3.7, §13.2): the groups of Commerce's own connector, and addresses of
/// consent and loyalty, which customer files have.
const GROUPS: &[&str] = &[
    "https://ns.adobe.com/xdm/context/identitymap",
    "https://ns.adobe.com/xdm/context/profile-person-details",
    "https://ns.adobe.com/xdm/context/profile-personal-details",
    "https://ns.adobe.com/xdm/mixins/profile/profile-user-account-details",
    "https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details",
    "https://ns.adobe.com/xdm/mixins/profile-consents",
    "https://ns.adobe.com/xdm/context/profile-preferences-details",
];

impl Engine {
    /// Makes a dataset for shoppers and everything that it needs; `told` hears of each step as it begins and ends.
    pub async fn create_target(
        &self,
        settings: &ConnectionSettings,
        sandbox: &str,
        new: &NewTarget,
        told: &(dyn Fn(SetupProgress) + Send + Sync),
        cancel: &CancellationToken,
    ) -> Result<DatasetView, Failure> {
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(Problem::NameTaken {
                name: name.chars().take(100).collect(),
            }
            .into());
        }
        let client = client(settings, &parsed(sandbox)?)?;
        let begin = |step| {
            told(SetupProgress {
                step,
                state: SetupState::Running,
            });
        };
        if new.customer_ids {
            begin(SetupStep::Namespace);
            let namespace = NewNamespace {
                code: "CustomerId".to_owned(),
                name: "Commerce Customer ID".to_owned(),
                description: "Customer numbers of Adobe Commerce".to_owned(),
                kind: IdentityKind::CrossDevice,
            };
            agreed(
                SetupStep::Namespace,
                "CustomerId",
                client.ensure_namespace(&namespace, cancel).await?,
                told,
            )?;
        }
        begin(SetupStep::Schema);
        let schema = NewSchema {
            title: name.to_owned(),
            description: "Shopper profiles, made by Profile Courier".to_owned(),
            groups: GROUPS.iter().map(|id| (*id).to_owned()).collect(),
        };
        let schema = agreed(
            SetupStep::Schema,
            name,
            client.ensure_schema(&schema, cancel).await?,
            told,
        )?;
        begin(SetupStep::Union);
        let schema = agreed(
            SetupStep::Union,
            name,
            client.enable_schema(&schema.id, cancel).await?,
            told,
        )?;
        begin(SetupStep::Dataset);
        let dataset = NewDataset {
            name: name.to_owned(),
            description: "Shopper profiles, uploaded by Profile Courier".to_owned(),
            schema: schema.id,
            profile: true,
            upsert: true,
        };
        let dataset = agreed(
            SetupStep::Dataset,
            name,
            client.ensure_dataset(&dataset, cancel).await?,
            told,
        )?;
        let choice = DatasetChoice {
            dataset,
            schema_title: Some(schema.title),
            for_shoppers: true,
        };
        Ok(view(choice, false))
    }

    /// Switches an existing dataset on for Profile, with upsert, and its schema where that is off.
    pub async fn enable_target(
        &self,
        settings: &ConnectionSettings,
        sandbox: &str,
        dataset: &str,
        told: &(dyn Fn(SetupProgress) + Send + Sync),
        cancel: &CancellationToken,
    ) -> Result<DatasetView, Failure> {
        let unknown = || Problem::DatasetUnknown {
            dataset: dataset.chars().take(80).collect(),
        };
        let client = client(settings, &parsed(sandbox)?)?;
        let id = DatasetId::parse(dataset.to_owned()).map_err(|_| unknown())?;
        let there = client.dataset(&id, cancel).await?;
        let schema = there.schema.clone().ok_or_else(unknown)?;
        told(SetupProgress {
            step: SetupStep::Union,
            state: SetupState::Running,
        });
        let schema = agreed(
            SetupStep::Union,
            &there.name,
            client.enable_schema(&schema, cancel).await?,
            told,
        )?;
        told(SetupProgress {
            step: SetupStep::Dataset,
            state: SetupState::Running,
        });
        let enabled = client.enable_dataset(&id, true, cancel).await?;
        let dataset = agreed(SetupStep::Dataset, &there.name, enabled, told)?;
        let choice = DatasetChoice {
            dataset,
            schema_title: Some(schema.title),
            for_shoppers: true,
        };
        Ok(view(choice, false))
    }
}

/// What is there now; stops where something else has its name.
fn agreed<T>(
    step: SetupStep,
    name: &str,
    ensured: Ensured<T>,
    told: &(dyn Fn(SetupProgress) + Send + Sync),
) -> Result<T, Failure> {
    let state = match &ensured {
        Ensured::Created(_) => SetupState::Created,
        Ensured::Found(_) => SetupState::Found,
        Ensured::Differs(_) => return Err(Problem::NameTaken { name: name.to_owned() }.into()),
    };
    told(SetupProgress { step, state });
    ensured.agreed().ok_or_else(|| Problem::Internal {}.into())
}
