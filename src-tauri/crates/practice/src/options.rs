//! What a practice platform can be asked to be, and how it is reached once it runs.

use serde::{Deserialize, Serialize};
use std::{fmt, path::PathBuf, time::Duration};

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
    /// 1 is the documented pace; 10 makes every waiting time a tenth.
    pub speed: f64,
    /// From batch success to a visible profile, at speed 1.
    pub profile_delay: Duration,
    /// The answer for unknown profiles.
    pub not_found: NotFound,
    /// The seed of the injected faults; `None` injects nothing.
    pub faults: Option<u64>,
    /// Forget everything before starting.
    pub reset: bool,
    /// How long an access token is good for.
    pub token_life: Duration,
    /// The answer to a repeated `externalId`.
    pub repeated_external_id: RepeatedExternalId,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dir: PathBuf::new(),
            port: 0,
            speed: 1.0,
            profile_delay: Duration::from_secs(600),
            not_found: NotFound::default(),
            faults: None,
            reset: false,
            token_life: Duration::from_secs(86_399),
            repeated_external_id: RepeatedExternalId::default(),
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
    /// "Practice customers".
    pub dataset_id: String,
    /// The `$id` of "Shoppers".
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
    /// Another process serves this folder.
    #[error("the practice folder is in use by another practice platform")]
    Busy,
    /// The endpoint file or address names nothing that answers.
    #[error("no practice platform answers there")]
    Unreachable,
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
