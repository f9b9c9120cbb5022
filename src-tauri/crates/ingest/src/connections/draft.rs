//! Credentials on their way in: from a file of Adobe Developer Console or four fields, tried before anything is kept.

use super::view::{CredentialsFault, DraftView, NewCredentials};
use super::{Options, hosts_for, usable_name};
use crate::connections::{ConnectionSettings, ConnectionView};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::source::read_small;
use aep::{ConsoleError, ConsoleField, ConsoleFile, Credentials, OtherCredential, SecretString};
use secrecy::ExposeSecret;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use store::ConnectionRow;

/// One byte more than is taken, so that a larger file is told from a file of this size.
const LARGEST: u64 = (1 << 20) + 1;

/// Credentials of this process that are not kept yet, by ticket.
#[derive(Default)]
pub(crate) struct Drafts(Mutex<HashMap<String, Draft>>);

/// Credentials that are not kept yet.
#[derive(Clone)]
pub(super) struct Draft {
    pub credentials: Credentials,
    pub region: Option<String>,
    pub sandbox: Option<String>,
    pub practice: bool,
    name: String,
    /// The project lacks the Experience Platform API.
    api_missing: bool,
    /// The file had a second secret, which is not used.
    second_secret: bool,
}

impl Engine {
    /// Reads a file of Adobe Developer Console, aepp or Postman. Its hosts are ignored; its secret stays in this
    /// process until [`Engine::keep_draft`].
    pub fn import_credentials(&self, path: &Path, practice: Option<&ConnectionSettings>) -> Result<DraftView, Failure> {
        let mut bytes = read_small(path, LARGEST)?;
        let read = ConsoleFile::read(&bytes);
        bytes.fill(0);
        let file = read.map_err(|error| unreadable(&error))?;
        // More than one usable credential in a project is rare; the first is the one that the Console shows first.
        let (Some(found), Some(credentials)) = (
            file.credentials.first(),
            file.credentials.first().and_then(|found| found.credentials(0)),
        ) else {
            return Err(Problem::CredentialsUnusable {
                fault: CredentialsFault::NoCredential,
            }
            .into());
        };
        let name = [file.project.as_ref(), found.name.as_ref()]
            .into_iter()
            .flatten()
            .next()
            .cloned();
        Ok(self.hold(
            Draft {
                practice: is_practice(&credentials.org_id, practice),
                credentials,
                region: None,
                sandbox: found.sandbox.as_ref().map(ToString::to_string),
                name: name.unwrap_or_else(|| "Adobe Experience Platform".to_owned()),
                api_missing: file.platform_api == Some(false),
                second_secret: found.secrets.len() > 1,
            },
            None,
        ))
    }

    /// Takes the four fields. `ticket` changes an earlier draft, whose secret stays where none is given.
    pub fn draft(
        &self,
        fields: &NewCredentials,
        secret: Option<SecretString>,
        ticket: Option<String>,
        practice: Option<&ConnectionSettings>,
    ) -> Result<DraftView, Failure> {
        let earlier = ticket.as_deref().and_then(|ticket| self.drafts().get(ticket));
        let given = secret.filter(|secret| !secret.expose_secret().trim().is_empty());
        let secret = given.or_else(|| earlier.as_ref().map(|draft| draft.credentials.client_secret.clone()));
        let trimmed = |text: &str| text.trim().to_owned();
        let (client_id, org_id) = (trimmed(&fields.client_id), trimmed(&fields.org_id));
        let fault = match () {
            () if client_id.is_empty() => Some(CredentialsFault::ClientIdMissing),
            () if !org_id.ends_with("@AdobeOrg") || org_id.len() < 12 => Some(CredentialsFault::OrgIdMissing),
            () if secret.is_none() => Some(CredentialsFault::SecretMissing),
            () => None,
        };
        let (None, Some(secret)) = (fault, secret) else {
            let fault = fault.unwrap_or(CredentialsFault::SecretMissing);
            return Err(Problem::CredentialsUnusable { fault }.into());
        };
        let secret = SecretString::from(secret.expose_secret().trim().to_owned());
        let scopes = trimmed(&fields.scopes);
        Ok(self.hold(
            Draft {
                practice: is_practice(&org_id, practice),
                credentials: Credentials {
                    client_id,
                    client_secret: secret,
                    org_id,
                    scopes: if scopes.is_empty() {
                        aep::DEFAULT_SCOPES.to_owned()
                    } else {
                        scopes
                    },
                },
                region: fields
                    .region
                    .as_deref()
                    .map(trimmed)
                    .filter(|region| !region.is_empty()),
                sandbox: earlier.as_ref().and_then(|draft| draft.sandbox.clone()),
                name: trimmed(&fields.name),
                api_missing: false,
                second_secret: false,
            },
            ticket,
        ))
    }

    /// Keeps a draft as a connection; `session_only` where there is no keychain and the user wants to go on without.
    pub fn keep_draft(&self, ticket: &str, name: &str, session_only: bool) -> Result<ConnectionView, Failure> {
        let draft = self.drafts().get(ticket).ok_or_else(gone)?;
        let name = usable_name(name)?;
        if self.store().find_connection(&name)?.is_some() {
            return Err(Problem::ConnectionNameTaken { connection: name }.into());
        }
        let options = Options {
            practice: draft.practice,
            ..Options::default()
        };
        let row = ConnectionRow {
            id: ulid::Ulid::generate().to_string(),
            name,
            client_id: draft.credentials.client_id,
            org_id: draft.credentials.org_id,
            scopes: draft.credentials.scopes,
            region: draft.region,
            sandbox: None,
            dataset: None,
            options: options.into_json(),
            secret_mark: None,
            secret_changed: None,
        };
        let row = self.with_secret(row, &draft.credentials.client_secret, session_only)?;
        let view = self.keep_row(row)?;
        self.drafts().remove(ticket);
        Ok(view)
    }

    /// Forgets a draft and its secret.
    pub fn drop_draft(&self, ticket: &str) {
        self.drafts().remove(ticket);
    }

    pub(super) fn draft_settings(
        &self,
        ticket: &str,
        practice: Option<&ConnectionSettings>,
    ) -> Result<(ConnectionSettings, Option<String>), Failure> {
        let draft = self.drafts().get(ticket).ok_or_else(gone)?;
        let (hosts, pace) = hosts_for(
            &draft.credentials.org_id,
            draft.practice,
            draft.region.as_deref(),
            practice,
        )?;
        let settings = ConnectionSettings {
            id: String::new(),
            name: draft.name,
            hosts,
            credentials: draft.credentials,
            sandbox: String::new(),
            dataset: String::new(),
            pace,
        };
        Ok((settings, draft.sandbox))
    }

    fn hold(&self, draft: Draft, ticket: Option<String>) -> DraftView {
        let ticket = ticket.unwrap_or_else(crate::new_ticket);
        let view = DraftView {
            ticket: ticket.clone(),
            name: draft.name.clone(),
            client_id: draft.credentials.client_id.clone(),
            org_id: draft.credentials.org_id.clone(),
            scopes: draft.credentials.scopes.clone(),
            sandbox: draft.sandbox.clone(),
            practice: draft.practice,
            api_missing: draft.api_missing,
            second_secret: draft.second_secret,
        };
        self.drafts().insert(ticket, draft);
        view
    }
}

impl Drafts {
    fn get(&self, ticket: &str) -> Option<Draft> {
        self.all().get(ticket).cloned()
    }

    fn insert(&self, ticket: String, draft: Draft) {
        self.all().insert(ticket, draft);
    }

    fn remove(&self, ticket: &str) {
        self.all().remove(ticket);
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<String, Draft>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_practice(org_id: &str, practice: Option<&ConnectionSettings>) -> bool {
    practice.is_some_and(|practice| practice.credentials.org_id == org_id)
}

fn gone() -> Failure {
    Problem::CredentialsUnusable {
        fault: CredentialsFault::Forgotten,
    }
    .into()
}

fn unreadable(error: &ConsoleError) -> Failure {
    let fault = match error {
        ConsoleError::TooLarge | ConsoleError::TooDeep | ConsoleError::NotJson | ConsoleError::NotConsole => {
            CredentialsFault::NotConsole
        }
        ConsoleError::NoCredential => CredentialsFault::NoCredential,
        ConsoleError::OnlyOthers { found } if found.contains(&OtherCredential::Jwt) => CredentialsFault::OnlyJwt,
        ConsoleError::OnlyOthers { .. } => CredentialsFault::OnlyOthers,
        ConsoleError::Incomplete { missing, unusable } => {
            let all: Vec<ConsoleField> = missing.iter().chain(unusable).copied().collect();
            match () {
                () if all.contains(&ConsoleField::ClientSecret) => CredentialsFault::SecretMissing,
                () if all.contains(&ConsoleField::ClientId) => CredentialsFault::ClientIdMissing,
                () => CredentialsFault::OrgIdMissing,
            }
        }
    };
    Failure::new(Problem::CredentialsUnusable { fault }, error)
}
