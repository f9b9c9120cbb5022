//! A job as this program keeps it: where to, how, and which of its pieces are on the platform already.

use super::view::{FlowEvery, Lands};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::report::Target;
use aep::{Every, FlowId, SourceConnectionId, TargetConnectionId};
use serde::{Deserialize, Serialize};
use store::FlowRow;
use xdm::MappingSet;

/// What is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FlowSpec {
    pub target: Target,
    pub mapping: MappingSet,
    /// The landed file's columns; what lands later must have the same.
    pub columns: Vec<String>,
    pub every: FlowEvery,
    pub lands: Lands,
    /// Within the landing zone's container, without slashes at its ends.
    pub folder: String,
    /// RFC 3339.
    pub created: String,
    #[serde(default)]
    pub made: Made,
}

/// What is on the platform, piece by piece in the order in which they are made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Made {
    pub source: Option<SourceConnectionId>,
    pub target: Option<TargetConnectionId>,
    /// Its id and version. It stays when the job is deleted: the reference has no way to delete one.
    pub mapping_set: Option<(String, u64)>,
    pub flow: Option<FlowId>,
}

/// A kept job, read.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub id: String,
    pub name: String,
    pub spec: FlowSpec,
}

impl Kept {
    fn of(row: FlowRow) -> Result<Self, Failure> {
        let spec = serde_json::from_value(row.spec).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))?;
        Ok(Self {
            id: row.id,
            name: row.name,
            spec,
        })
    }

    /// What its pieces are called on the platform: by people's own name, and told from any other job of that name.
    pub(super) fn title(&self) -> String {
        format!("Profile Courier: {} ({})", self.name, self.id)
    }
}

impl Engine {
    pub(crate) fn kept_flow(&self, key: &str) -> Result<Kept, Failure> {
        let row = self.store().find_flow(key)?.ok_or_else(|| Problem::FlowUnknown {
            flow: key.chars().take(80).collect(),
        })?;
        Kept::of(row)
    }

    pub(super) fn kept_flows(&self) -> Result<Vec<Kept>, Failure> {
        self.store().flows()?.into_iter().map(Kept::of).collect()
    }

    pub(super) fn keep_flow(&self, kept: &Kept) -> Result<(), Failure> {
        let row = FlowRow {
            id: kept.id.clone(),
            name: kept.name.clone(),
            spec: serde_json::to_value(&kept.spec).map_err(|e| Failure::new(Problem::Internal {}, e))?,
        };
        match self.store().keep_flow(&row) {
            Err(store::Error::Refused(_)) => Err(Problem::NameTaken { name: row.name }.into()),
            other => Ok(other?),
        }
    }
}

impl FlowEvery {
    pub(super) fn as_every(self) -> Every {
        match self {
            Self::Once => Every::Once,
            Self::Minutes(n) => Every::Minutes(n),
            Self::Hours(n) => Every::Hours(n),
            Self::Days(n) => Every::Days(n),
            Self::Weeks(n) => Every::Weeks(n),
        }
    }
}
