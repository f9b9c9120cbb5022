//! The JSON files of Adobe Developer Console and its tools: whatever of them names an OAuth Server-to-Server credential
//! becomes [`Credentials`] (facts §1.4).
//!
//! Every host, address and environment in such a file is ignored: a file must not be able to say where a secret goes.

mod read;

use crate::{Credentials, SandboxName};
use secrecy::SecretString;
use std::fmt;

/// The largest file that is looked at.
pub(crate) const LARGEST: usize = 1 << 20;
/// The deepest nesting that is looked at.
pub(crate) const DEEPEST: usize = 32;

/// What a file held.
#[derive(Clone, Debug)]
pub struct ConsoleFile {
    /// Which of the known files it is.
    pub kind: ConsoleKind,
    /// The credentials that can be used, in the file's order; never empty.
    pub credentials: Vec<ConsoleCredential>,
    /// Credentials of other kinds beside them.
    pub others: Vec<OtherCredential>,
    /// The project's title.
    pub project: Option<String>,
    /// Whether the project has the Experience Platform API; `None` where the file does not list services.
    pub platform_api: Option<bool>,
}

/// The files that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleKind {
    /// *Download* on a project or workspace.
    Project,
    /// *Download JSON* on a credential, or the same in lower case as other tools keep it.
    Credential,
    /// The configuration of the Python library aepp.
    Aepp,
    /// A Postman environment.
    Postman,
}

/// One usable credential.
#[derive(Clone)]
pub struct ConsoleCredential {
    /// What it is called in its project.
    pub name: Option<String>,
    /// The client id.
    pub client_id: String,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// One, or two while a secret is being replaced.
    pub secrets: Vec<SecretString>,
    /// Comma-separated; the platform's usual ones where the file names none.
    pub scopes: String,
    /// The sandbox that the file suggests.
    pub sandbox: Option<SandboxName>,
}

impl ConsoleCredential {
    /// With its n-th secret, counted from 0.
    pub fn credentials(&self, secret: usize) -> Option<Credentials> {
        Some(Credentials {
            client_id: self.client_id.clone(),
            client_secret: self.secrets.get(secret)?.clone(),
            org_id: self.org_id.clone(),
            scopes: self.scopes.clone(),
        })
    }
}

impl fmt::Debug for ConsoleCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsoleCredential")
            .field("org_id", &self.org_id)
            .field("secrets", &self.secrets.len())
            .finish_non_exhaustive()
    }
}

/// A kind of credential that cannot be used for uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherCredential {
    /// Service Account (JWT), which Adobe no longer offers.
    Jwt,
    /// A bare API key.
    ApiKey,
    /// OAuth for people who sign in with a browser.
    OAuthUser,
    /// A kind that is not known here.
    Unknown,
}

/// What a credential is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConsoleField {
    /// `client_id`, `api_key`.
    ClientId,
    /// `client_secrets`, `client_secret`, `secret`.
    ClientSecret,
    /// `ims_org_id`, `org_id`.
    OrgId,
}

/// Why a file gives no credential. Never repeats anything that the file held.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsoleError {
    /// More than 1 MiB.
    #[error("larger than 1 MiB")]
    TooLarge,
    /// More than 32 levels.
    #[error("nested deeper than 32 levels")]
    TooDeep,
    /// Not one JSON document.
    #[error("not JSON")]
    NotJson,
    /// JSON, but none of the known files.
    #[error("no file of Adobe Developer Console")]
    NotConsole,
    /// A project without any credential.
    #[error("the project has no credential")]
    NoCredential,
    /// A project that only has credentials of other kinds.
    #[error(
        "the project has no OAuth Server-to-Server credential, only others ({})",
        list(found)
    )]
    OnlyOthers {
        /// Which ones, each once.
        found: Vec<OtherCredential>,
    },
    /// A credential that is not complete.
    #[error(
        "the credential is not complete (missing: {}; not usable: {})",
        list(missing),
        list(unusable)
    )]
    Incomplete {
        /// What is not there.
        missing: Vec<ConsoleField>,
        /// What is there but cannot be one.
        unusable: Vec<ConsoleField>,
    },
}

fn list<T: fmt::Display>(items: &[T]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for OtherCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jwt => "Service Account (JWT)",
            Self::ApiKey => "API key",
            Self::OAuthUser => "OAuth for users",
            Self::Unknown => "unknown",
        })
    }
}

impl fmt::Display for ConsoleField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ClientId => "client id",
            Self::ClientSecret => "client secret",
            Self::OrgId => "organisation id",
        })
    }
}

impl ConsoleFile {
    /// Reads a file. What it held is wiped from memory as far as it is ours.
    pub fn read(bytes: &[u8]) -> Result<Self, ConsoleError> {
        if bytes.len() > LARGEST {
            return Err(ConsoleError::TooLarge);
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if read::depth(bytes) > DEEPEST {
            return Err(ConsoleError::TooDeep);
        }
        let mut document = serde_json::from_slice(bytes).map_err(|_| ConsoleError::NotJson)?;
        let outcome = read::document(&document);
        read::wipe(&mut document);
        outcome
    }
}

#[cfg(test)]
mod tests;
