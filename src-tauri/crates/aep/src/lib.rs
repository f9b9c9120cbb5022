//! Experience Platform over HTTP: token, sandboxes, schemas, namespaces, catalog, batch ingestion, landing zone, flows,
//! diagnostics, profile access.
//!
//! One [`Client`] per connection and sandbox, cheap to clone; every call takes a [`CancellationToken`] and returns
//! [`Error`], whose kinds say what the caller can do. Repeats happen inside, but only for calls that may be repeated:
//! opening a batch is not one of them.
//!
//! | to | call |
//! |---|---|
//! | take credentials from a downloaded file | [`ConsoleFile::read`] |
//! | try the credentials | [`Client::sign_in`], [`Client::check_access`] |
//! | list what the account may use | [`Client::sandboxes`], [`Client::dataset_choices`], [`Client::datasets`], [`Client::namespaces`], [`Client::schemas`] |
//! | see who feeds a dataset, and how much of the day is used up | [`Client::feeders`], [`Client::batches_since`] |
//! | read the target | [`Client::dataset`], [`Client::schema`], [`Client::schema_outline`], [`Client::tenant`] |
//! | set up a target, each step twice if need be | [`Client::ensure_namespace`], [`Client::ensure_field_group`], [`Client::ensure_schema`], [`Client::add_group_to_schema`], [`Client::ensure_identity`], [`Client::enable_schema`], [`Client::ensure_dataset`], [`Client::enable_dataset`] |
//! | send | [`Client::open_batch`] → [`OpenBatch::put_file`] … → [`OpenBatch::complete`] → [`PromotedBatch::status`] |
//! | send more slowly | [`Client::limit_bandwidth`] |
//! | resume | [`Client::batches`] by external id, then [`OpenBatch::adopt`] or [`PromotedBatch::adopt`] |
//! | see what was refused | [`Client::row_faults`]; file by file [`Client::row_error_files`], [`Client::row_errors`]; [`Client::input_files`] |
//! | see it in Profile | [`Client::profile`], [`Client::profile_without_policy`], [`Client::probe`], [`Client::profiles_of`] |
//! | see how many there are | [`Client::profile_counts`], [`Client::profiles_by_dataset`], [`Client::identities_by_namespace`] |
//! | try one record | [`Client::ensure_inlet`], [`Client::send_test`] |
//! | fetch a user's file, call a user's address | [`web::fetch`], [`web::call`] |
//! | put files into the landing zone | [`Client::landing_zone`], [`Client::landing_credentials`] → [`Landing::open`] → [`Landing::put`], [`Landing::list`], [`Landing::head`], [`Landing::delete`] |
//! | let it take files by itself, each step twice if need be | [`Client::ensure_source_connection`], [`Client::ensure_target_connection`], [`Client::flow_spec_id`], [`Client::ensure_flow`] |
//! | follow and change that | [`Client::flows`], [`Client::flow`], [`Client::runs`], [`Client::enable_flow`], [`Client::disable_flow`], [`Client::update_flow_schedule`], [`Client::delete_flow`], [`Client::delete_source_connection`], [`Client::delete_target_connection`] |
//! | use the platform's own mapper | [`Client::validate_mapping_set`], [`Client::preview_mapping_set`], [`Client::create_mapping_set`] |
//!
//! ```no_run
//! # async fn example(id: aep::DatasetId, name: aep::FileName, part: bytes::Bytes) -> Result<(), Box<dyn std::error::Error>> {
//! use aep::{CancellationToken, Client, Credentials, FileFormat, Hosts, NewBatch, Retry, SandboxName};
//!
//! let credentials = Credentials {
//!     client_id: "0a1b".into(),
//!     client_secret: "from the keychain".into(),
//!     org_id: "5C13@AdobeOrg".into(),
//!     scopes: aep::DEFAULT_SCOPES.into(),
//! };
//! let cancel = CancellationToken::new();
//! let client = Client::new(Hosts::adobe(), credentials, SandboxName::parse("prod")?, Retry::BEFORE_BATCH)?;
//! let request = NewBatch::new(id, FileFormat::Parquet, "profile-courier-1-2-1");
//! let batch = client.open_batch(&request, &cancel).await?.with_retry(Retry::INTERACTIVE);
//! batch.put_file(&name, part, |_sent| {}, &cancel).await?;
//! let batch = batch.complete(&cancel).await?;
//! while !batch.status(&cancel).await?.status.is_final() { /* wait */ }
//! # Ok(()) }
//! ```
//!
//! Kept out: files, clocks other than for waiting, the keychain; of a [`Client`] any host but Adobe's own, the
//! stores of its landing zone and loopback ([`Hosts`]).

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

mod access;
mod bandwidth;
mod batch;
mod call;
mod catalog;
mod client;
mod console;
mod credentials;
mod ensure;
mod error;
mod export;
mod flow;
mod headers;
mod hosts;
mod id;
mod ims;
mod json;
mod landing;
mod mapping;
mod namespace;
mod profile;
mod redact;
mod refusal;
mod registry;
mod retry;
mod sandbox;
mod streaming;
mod transport;
mod upload;
pub mod web;

pub use access::{Access, AccessPart, OnTick, Reason, Tick, Trouble};
pub use batch::{FileFormat, NewBatch, OpenBatch, PartialSpelling, PromotedBatch};
pub use catalog::{
    Batch, BatchCount, BatchError, BatchFilter, BatchStatus, Dataset, DatasetChoice, Feeder, FeederKind, Metrics,
    NewDataset,
};
pub use client::{Client, Limits, Pause};
pub use console::{ConsoleCredential, ConsoleError, ConsoleField, ConsoleFile, ConsoleKind, OtherCredential};
pub use credentials::{Credentials, DEFAULT_SCOPES};
pub use ensure::Ensured;
pub use error::{Error, NoAnswer};
pub use export::{DiagnosticSource, RowError, RowErrorFile, RowErrors, RowFault, RowFaults};
pub use flow::{
    BadSchedule, Compression, Every, Flow, FlowCounts, FlowFault, FlowOptions, FlowRun, FlowRunStatus, FlowRuns,
    FlowSchedule, FlowState, LandedFormat, NewFlow, NewSourceConnection, NewTargetConnection, SourceConnection,
    TargetConnection,
};
pub use hosts::{BadHost, Hosts};
pub use id::{
    BadId, BatchId, DatasetId, FileName, FlowId, FlowRunId, FlowSpecId, InletId, MappingSetId, SandboxName, SchemaId,
    SourceConnectionId, TargetConnectionId, UploadId,
};
pub use landing::{
    AmazonAccess, AzureAccess, BadName, LandedFile, LandedName, Landing, LandingAccess, LandingError, LandingUpload,
    LandingZone,
};
pub use mapping::{MappedRow, MappingFault, MappingRule, MappingSet, NewMappingSet, RuleCheck, SourceType};
pub use namespace::{IdentityKind, Namespace, NewNamespace};
pub use profile::{Lookup, Profile, ProfileCounts, Seen};
pub use redact::redact;
pub use refusal::Refusal;
pub use registry::{
    FieldGroup, FriendlyName, Identity, NewFieldGroup, NewIdentity, NewSchema, ResolvedSchema, SchemaOutline,
    SchemaSummary, Tenant,
};
pub use retry::Retry;
pub use sandbox::{Sandbox, SandboxState};
pub use streaming::{Inlet, NewInlet, TestSend};

/// What every wait obeys; the same type as `tokio_util::sync::CancellationToken`.
pub use tokio_util::sync::CancellationToken;

/// The client secret's type: never printed, wiped when dropped.
pub use secrecy::SecretString;
