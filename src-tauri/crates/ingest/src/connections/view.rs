//! What a shell shows of connections. No secret, no host.

use crate::report::{FieldView, Place, Target};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConnectionView {
    /// Stands for it in every call; `practice` for the one that is always there.
    pub id: String,
    /// The user's own name for it.
    pub name: String,
    /// Of the technical account; empty for `practice`.
    pub client_id: String,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Such as `nld2`, where the user chose one.
    pub region: Option<String>,
    /// The sandbox, once chosen.
    pub sandbox: Option<String>,
    /// The dataset's id, once chosen.
    pub dataset: Option<String>,
    /// What the dataset is called.
    pub dataset_name: String,
    /// For its badge.
    pub place: Place,
    /// Where its secret is.
    pub secret: SecretPlace,
    /// Eight digits that tell secrets apart.
    pub secret_mark: Option<String>,
    /// When the secret was saved, RFC 3339.
    pub secret_changed: Option<String>,
}

impl ConnectionView {
    /// The practice platform, whose credentials are its own business.
    pub(super) fn practice() -> Self {
        Self {
            id: super::ConnectionSettings::PRACTICE.to_owned(),
            name: super::ConnectionSettings::PRACTICE.to_owned(),
            client_id: String::new(),
            org_id: String::new(),
            region: None,
            sandbox: None,
            dataset: None,
            dataset_name: String::new(),
            place: Place::Practice,
            secret: SecretPlace::Session,
            secret_mark: None,
            secret_changed: None,
        }
    }
}

/// Where a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SecretPlace {
    /// In the keychain of the operating system.
    Keychain,
    /// In memory until the program ends.
    Session,
    /// It must be entered again.
    Nowhere,
}

/// Whether secrets can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum KeychainStatus {
    /// Reading and writing work.
    Available,
    /// There is one, but it does not let us in now.
    Locked,
    /// This session has none.
    Absent,
}

/// The four fields, without the secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct NewCredentials {
    /// The user's own name for the connection.
    pub name: String,
    /// Also called API key.
    pub client_id: String,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Comma-separated; empty for the usual ones.
    pub scopes: String,
    /// Such as `nld2`; none for the region-less gateway.
    pub region: Option<String>,
}

/// Credentials that are not kept yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftView {
    /// Stands for them in later calls.
    pub ticket: String,
    /// A name to begin with.
    pub name: String,
    /// Of the technical account.
    pub client_id: String,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Comma-separated.
    pub scopes: String,
    /// The sandbox that the file suggests.
    pub sandbox: Option<String>,
    /// The organisation is the practice platform's.
    pub practice: bool,
    /// The project does not have the Experience Platform API.
    pub api_missing: bool,
    /// The file had two secrets; the first is used.
    pub second_secret: bool,
}

/// Why credentials cannot be used as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CredentialsFault {
    /// The file is not one of Adobe Developer Console.
    NotConsole,
    /// The project has no credential.
    NoCredential,
    /// The project only has a Service Account (JWT) credential, which Adobe no longer takes.
    OnlyJwt,
    /// The project only has credentials of other kinds.
    OnlyOthers,
    /// No usable client id.
    ClientIdMissing,
    /// No usable client secret.
    SecretMissing,
    /// No usable organisation id.
    OrgIdMissing,
    /// They were dropped, or the program was started anew.
    Forgotten,
}

/// What was found when a connection was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccessCheck {
    /// The sandbox that it was tried in.
    pub sandbox: String,
    /// Nothing speaks against an upload.
    pub good: bool,
    /// In the order in which they are needed.
    pub steps: Vec<AccessStep>,
}

/// One of the four, as it begins or as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccessProgress {
    /// The sandbox that is tried; empty until that is decided.
    pub sandbox: String,
    /// How it stands.
    pub step: AccessStep,
}

/// One of the four ticks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccessStep {
    /// Which one.
    pub name: AccessStepName,
    /// How it went.
    pub state: AccessState,
    /// What stands in the way.
    pub reason: Option<AccessReason>,
    /// The reason is inferred, not said by the platform.
    pub likely: bool,
    /// In Adobe's words.
    pub said: Option<Said>,
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AccessStepName {
    /// Sign-in.
    Token,
    /// Organisation and sandbox.
    Sandbox,
    /// Reading schemas.
    Schema,
    /// Reading and writing datasets.
    Dataset,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AccessState {
    /// Under way; never in an [`AccessCheck`].
    Running,
    /// It works.
    Good,
    /// Nothing speaks against it.
    Likely,
    /// It does not.
    Bad,
    /// What it needs does not.
    Untried,
}

/// What stands in the way; the words have the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AccessReason {
    /// The secret or the client id is wrong, replaced or deleted.
    SecretRefused,
    /// The credential may not have these scopes.
    ScopeRefused,
    /// The credential may not sign in like this.
    ClientRefused,
    /// A fresh token is not taken.
    TokenRefused,
    /// The project does not have the Experience Platform API.
    ApiNotAdded,
    /// No product profile, or another organisation's credential.
    NotEntitled,
    /// The organisation id is malformed, or has no product profile.
    OrgUnknown,
    /// The account is in no role that allows this.
    RoleMissing,
    /// There is no such sandbox.
    SandboxUnknown,
    /// No role lets this account into the sandbox.
    SandboxNotAllowed,
    /// The sandbox is not ready.
    SandboxNotActive,
    /// There is no such dataset.
    DatasetUnknown,
    /// Asked to slow down.
    Throttled,
    /// No answer.
    Unreachable,
    /// Whoever answers cannot prove to be the platform.
    Untrusted,
    /// The network's proxy lets nothing through.
    Proxy,
    /// An answer that fits none of these.
    Unexpected,
}

/// What the platform said, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Said {
    /// The HTTP status.
    pub status: u16,
    /// The service's own code.
    pub code: Option<String>,
    /// Its text; may be empty.
    pub detail: String,
    /// For Adobe's support.
    pub request_id: Option<String>,
}

impl From<&aep::Refusal> for Said {
    fn from(refusal: &aep::Refusal) -> Self {
        Self {
            status: refusal.status,
            code: refusal.code.clone(),
            detail: refusal.detail.clone(),
            request_id: refusal.request_id.clone(),
        }
    }
}

/// A sandbox to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SandboxView {
    /// What calls name.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Holds live customers' data.
    pub production: bool,
    /// The organisation's default.
    pub is_default: bool,
}

/// A dataset to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DatasetView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What they say about it.
    pub description: String,
    /// What its schema is called.
    pub schema: String,
    /// What goes in reaches Profile.
    pub profile: bool,
    /// A record keeps what it does not carry; without, it replaces the shopper's whole record.
    pub keeps_missing: bool,
    /// Commerce's own Data Connection seems to feed it.
    pub connector: bool,
    /// Milliseconds since 1970.
    #[ts(type = "number | null")]
    pub created: Option<u64>,
}

/// A dataset's schema as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SchemaView {
    /// The contract's version, 1.
    pub version: u32,
    /// Whose schema it is.
    pub target: Target,
    /// Its fields that data can go to, in schema order.
    pub fields: Vec<FieldView>,
    /// When it was read, RFC 3339.
    pub read: String,
}

/// What should be made where shoppers can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct NewTarget {
    /// What the dataset and its schema are called.
    pub name: String,
    /// Customer numbers are the primary identity, in the namespace `CustomerId`; else e-mail addresses are.
    pub customer_ids: bool,
}

/// A step of making one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SetupStep {
    /// The namespace of customer numbers.
    Namespace,
    /// The schema with its field groups.
    Schema,
    /// Switching the schema on for Profile.
    Union,
    /// The dataset, on for Profile, with upsert and diagnostics.
    Dataset,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SetupState {
    /// Under way.
    Running,
    /// Made just now.
    Created,
    /// It was there already.
    Found,
}

/// A step's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SetupProgress {
    /// Which one.
    pub step: SetupStep,
    /// How it stands.
    pub state: SetupState,
}
