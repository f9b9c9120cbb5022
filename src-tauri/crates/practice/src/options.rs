//! What a practice platform can be asked to be, and how it is reached once it runs.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, path::PathBuf, time::Duration};

pub use crate::quirks::Quirk;

/// How the profile access API answers for an identity that it does not know.
/// The reference documents both forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NotFound {
    /// HTTP 404 with a small body.
    #[default]
    Status404,
    /// HTTP 200 with an entry whose `entity` is empty.
    Empty,
}

/// What happens when an `externalId` is used a second time. The reference asks for
/// unique values without saying what a repetition earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RepeatedExternalId {
    /// A second batch comes into being.
    #[default]
    Allow,
    /// HTTP 409.
    Conflict,
}

/// The settings of one practice platform.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds its whole state; created when missing.
    pub dir: PathBuf,
    /// The loopback port; 0 picks a free one.
    pub port: u16,
    /// 1 is the documented pace; 10 makes every waiting time a tenth. Schedules of dataflows are shortened as well: at 900 a
    /// flow of every 15 minutes is due every second.
    pub speed: f64,
    /// From batch success to a visible profile, at speed 1.
    pub profile_delay: Duration,
    /// From a visible profile to the links between its identities, at speed 1. None by default, so that whoever tries
    /// something out sees at once what it joins; [`Quirk::GraphLags`] is the documented quarter of an hour.
    pub graph_delay: Duration,
    /// The answer for unknown profiles.
    pub not_found: NotFound,
    /// The seed of the injected faults; `None` injects nothing.
    pub faults: Option<u64>,
    /// Forget everything before starting.
    pub reset: bool,
    /// How long an access token is good for.
    pub token_life: Duration,
    /// How long the landing zone's signature is good for.
    pub sas_life: Duration,
    /// The answer to a repeated `externalId`.
    pub repeated_external_id: RepeatedExternalId,
    /// A fresh folder gets no schema, no dataset and no custom namespace; one that is filled stays as it is.
    pub bare: bool,
    /// The readings of the reference that differ from the default ones.
    pub quirks: BTreeSet<Quirk>,
    /// The largest body of one PUT, in bytes. The newest page says 256 MB, older ones 512 MB.
    pub largest_put: u64,
    /// So many files a batch may have; the hard limit of the newest page is 25,000.
    pub most_files: u32,
    /// Tokens that one credential may ask for per minute. The reference warns of a limit without naming it.
    pub tokens_per_minute: u32,
    /// The region of every sandbox. Outside `VA7` streaming refuses synchronous validation.
    pub region: String,
    /// Keeps requests and answers in memory, without secrets, for [`crate::Server::exchanges`].
    pub record: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dir: PathBuf::new(),
            port: 0,
            speed: 1.0,
            profile_delay: Duration::from_secs(600),
            graph_delay: Duration::ZERO,
            not_found: NotFound::default(),
            faults: None,
            reset: false,
            token_life: Duration::from_secs(86_399),
            sas_life: Duration::from_secs(86_400),
            repeated_external_id: RepeatedExternalId::default(),
            bare: false,
            quirks: BTreeSet::new(),
            largest_put: 256 * 1024 * 1024,
            most_files: 25_000,
            tokens_per_minute: 300,
            region: "VA7".to_owned(),
            record: false,
        }
    }
}

/// Everything a client needs in order to use a running practice platform.
/// As JSON it is the line that `courier practice` prints.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct Endpoint {
    /// `http://127.0.0.1:PORT`; the platform's own paths follow.
    pub gateway: String,
    /// The token endpoint.
    pub ims: String,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Sent as `x-api-key`.
    pub client_id: String,
    /// Random per folder.
    pub client_secret: String,
    /// Comma-separated.
    pub scopes: String,
    /// The sandbox with content.
    pub sandbox: String,
    /// "Practice customers"; empty in a bare organisation.
    pub dataset_id: String,
    /// The `$id` of "Shoppers"; empty in a bare organisation.
    pub schema_id: String,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("gateway", &self.gateway)
            .field("org_id", &self.org_id)
            .field("client_id", &self.client_id)
            .field("sandbox", &self.sandbox)
            .field("dataset_id", &self.dataset_id)
            .field("schema_id", &self.schema_id)
            .finish_non_exhaustive()
    }
}

/// Why a practice platform could not start, or could not be joined.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `Options::dir` is empty.
    #[error("the practice platform needs a folder")]
    NoFolder,
    /// `Options::speed` is not a positive number.
    #[error("the speed must be a positive number")]
    Speed,
    /// The folder holds files, and none of them says that a practice platform made it.
    #[error("the folder holds files of somebody else")]
    Foreign,
    /// Another process serves this folder.
    #[error("the practice folder is in use by another practice platform")]
    Busy,
    /// The endpoint file or address names nothing that answers.
    #[error("no practice platform answers there")]
    Unreachable,
    /// There is no account of this name.
    #[error("the practice organisation has no account {0}")]
    NoAccount(String),
    /// A credential holds at most two secrets.
    #[error("the credential has two secrets already")]
    TwoSecrets,
    /// The only secret cannot be taken away.
    #[error("the credential has one secret only")]
    LastSecret,
    /// There is no such batch.
    #[error("the practice platform has no such batch")]
    NoBatch,
    /// Not a word that a batch can have.
    #[error("a batch cannot have this status")]
    Status,
    /// The folder or the port could not be used.
    #[error("the practice platform could not use its folder or port: {0}")]
    Io(#[from] std::io::Error),
    /// The folder's database is damaged or foreign.
    #[error("the practice platform's database could not be used: {0}")]
    Database(#[from] rusqlite::Error),
    /// A stored document is not JSON.
    #[error("the practice platform's own files are damaged: {0}")]
    Json(#[from] serde_json::Error),
}
