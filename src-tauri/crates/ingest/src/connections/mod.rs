//! Connections: how an organisation is reached and where in it shoppers go. What is kept is in the store, secrets are
//! in the keychain, and the page sees neither secrets nor hosts.
//!
//! | to | call |
//! |---|---|
//! | take credentials | [`Engine::import_credentials`], [`Engine::draft`]: nothing is kept yet |
//! | try them | [`Engine::try_draft`], [`Engine::try_connection`] |
//! | choose where shoppers go | [`Engine::sandboxes`], [`Engine::datasets`], [`Engine::choose_target`] |
//! | make what is missing | [`Engine::create_target`] |
//! | choose how it is sent to | [`Engine::set_send_settings`] |
//! | keep, change, forget | [`Engine::keep_draft`], [`Engine::rename_connection`], [`Engine::replace_secret`], [`Engine::forget_connection`] |
//! | use one | [`Engine::settings_of`], then [`crate::Desk::connect`] |

mod access;
mod choose;
mod draft;
mod secrets;
mod sending;
mod settings;
mod setup;
mod view;

pub(crate) use access::client_of;
pub(crate) use draft::Drafts;
pub(crate) use secrets::Secrets;
pub use sending::SendSettings;
pub use settings::{ConnectionSettings, Pace};
pub use view::*;

use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::report::Place;
use crate::view::ForgetAlso;
use aep::{Hosts, SecretString};
use serde::{Deserialize, Serialize};
use store::ConnectionRow;

/// What the engine keeps about a connection beside its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    /// Its organisation is the practice platform's.
    pub practice: bool,
    /// The sandbox that was chosen holds live customers' data.
    pub production: bool,
    /// What the chosen dataset is called.
    pub dataset_name: String,
}

impl Options {
    pub(crate) fn of(row: &ConnectionRow) -> Self {
        serde_json::from_value(row.options.clone()).unwrap_or_default()
    }

    fn into_json(self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

impl Engine {
    /// Every connection: the practice platform first, then by name.
    pub fn connections(&self) -> Result<Vec<ConnectionView>, Failure> {
        let own = self.store().connections()?;
        let own = own.iter().map(|row| self.connection_view(row));
        Ok(std::iter::once(ConnectionView::practice()).chain(own).collect())
    }

    /// The connection that uploads go through where nobody names another.
    pub fn current_connection(&self) -> Result<String, Failure> {
        let chosen = self.store().get("connection")?;
        let id = chosen.as_ref().and_then(|id| id.as_str()).unwrap_or_default();
        Ok(match self.store().find_connection(id)? {
            Some(row) => row.id,
            None => ConnectionSettings::PRACTICE.to_owned(),
        })
    }

    /// Uploads go through this one from now on.
    pub fn use_connection(&self, key: &str) -> Result<ConnectionView, Failure> {
        let view = if key == ConnectionSettings::PRACTICE {
            ConnectionView::practice()
        } else {
            self.connection_view(&self.connection_row(key)?)
        };
        Ok(self.store().set("connection", &view.id.clone().into()).map(|()| view)?)
    }

    /// Whether secrets can be kept. Blocks, at most for 20 seconds.
    pub fn keychain(&self) -> KeychainStatus {
        self.secrets().status()
    }

    /// The connection goes to the practice platform, which must be running to use it.
    pub fn is_practice(&self, key: &str) -> Result<bool, Failure> {
        Ok(key == ConnectionSettings::PRACTICE || Options::of(&self.connection_row(key)?).practice)
    }

    /// Everything that is needed to connect. `practice` is where the practice platform is, for connections to it.
    pub fn settings_of(&self, key: &str, practice: Option<&ConnectionSettings>) -> Result<ConnectionSettings, Failure> {
        if key == ConnectionSettings::PRACTICE {
            return practice.cloned().ok_or_else(|| Problem::PracticeUnavailable {}.into());
        }
        let row = self.connection_row(key)?;
        let secret = self.secrets().of(&row)?;
        settings(&row, secret, practice)
    }

    /// Gives a connection another name.
    pub fn rename_connection(&self, key: &str, name: &str) -> Result<ConnectionView, Failure> {
        let row = self.connection_row(key)?;
        self.keep_row(ConnectionRow {
            name: usable_name(name)?,
            ..row
        })
    }

    /// Another secret, such as the second one while the first is being retired. Keep it only after it was tried:
    /// [`Engine::try_secret`].
    pub fn replace_secret(
        &self,
        key: &str,
        secret: &SecretString,
        session_only: bool,
    ) -> Result<ConnectionView, Failure> {
        let row = self.connection_row(key)?;
        let row = self.with_secret(row, secret, session_only)?;
        self.keep_row(row)
    }

    /// Forgets a connection and its secret. Its uploads stay in the history.
    pub fn forget_connection(&self, key: &str) -> Result<(), Failure> {
        let row = self.connection_row(key)?;
        self.secrets().forget(&row)?;
        // Nobody can say any more what was sent through it. Whose numbers were sent and who has objected is the
        // organisation's, not of a way to it.
        self.forget_changes(Some(&row.id), None, ForgetAlso::default())?;
        Ok(self.store().forget_connection(&row.id)?)
    }

    /// Notes that somebody typed the name of a production sandbox to confirm an upload to it.
    pub(crate) fn confirm_production(&self, key: &str, sandbox: &str) -> Result<(), Failure> {
        Ok(self.store().set(&confirmation(key, sandbox), &true.into())?)
    }

    /// An upload to this sandbox was confirmed by its name before.
    pub fn production_confirmed(&self, key: &str, sandbox: &str) -> Result<bool, Failure> {
        Ok(self.store().get(&confirmation(key, sandbox))?.is_some())
    }

    pub(crate) fn connection_row(&self, key: &str) -> Result<ConnectionRow, Failure> {
        self.store().find_connection(key)?.ok_or_else(|| {
            Problem::ConnectionUnknown {
                connection: key.chars().take(80).collect(),
            }
            .into()
        })
    }

    fn keep_row(&self, row: ConnectionRow) -> Result<ConnectionView, Failure> {
        match self.store().keep_connection(&row) {
            Ok(()) => Ok(self.connection_view(&row)),
            Err(store::Error::Refused(_)) => Err(Problem::ConnectionNameTaken { connection: row.name }.into()),
            Err(other) => Err(other.into()),
        }
    }

    fn with_secret(
        &self,
        row: ConnectionRow,
        secret: &SecretString,
        session_only: bool,
    ) -> Result<ConnectionRow, Failure> {
        self.secrets().keep(&row.id, secret, session_only)?;
        Ok(ConnectionRow {
            secret_mark: if session_only { None } else { Some(self.mark(secret)?) },
            secret_changed: Some(crate::now()),
            ..row
        })
    }

    fn connection_view(&self, row: &ConnectionRow) -> ConnectionView {
        let options = Options::of(row);
        ConnectionView {
            id: row.id.clone(),
            name: row.name.clone(),
            client_id: row.client_id.clone(),
            org_id: row.org_id.clone(),
            region: row.region.clone(),
            sandbox: row.sandbox.clone(),
            dataset: row.dataset.clone(),
            dataset_name: options.dataset_name,
            place: match (options.practice, options.production) {
                (_, true) => Place::Production,
                (true, _) => Place::Practice,
                _ => Place::Development,
            },
            secret: self.secrets().place_of(row),
            secret_mark: row.secret_mark.clone(),
            secret_changed: row.secret_changed.clone(),
        }
    }
}

fn confirmation(key: &str, sandbox: &str) -> String {
    format!("production/{key}/{sandbox}")
}

/// A name that people can tell from others and type on a command line.
fn usable_name(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    let usable = !name.is_empty() && name.chars().count() <= 80 && !name.chars().any(char::is_control);
    if !usable || name.eq_ignore_ascii_case(ConnectionSettings::PRACTICE) {
        return Err(Problem::ConnectionNameTaken {
            connection: name.chars().take(80).collect(),
        });
    }
    Ok(name.to_owned())
}

fn settings(
    row: &ConnectionRow,
    secret: SecretString,
    practice: Option<&ConnectionSettings>,
) -> Result<ConnectionSettings, Failure> {
    let (hosts, pace) = hosts_for(&row.org_id, Options::of(row).practice, row.region.as_deref(), practice)?;
    Ok(ConnectionSettings {
        id: row.id.clone(),
        name: row.name.clone(),
        hosts,
        credentials: aep::Credentials {
            client_id: row.client_id.clone(),
            client_secret: secret,
            org_id: row.org_id.clone(),
            scopes: row.scopes.clone(),
        },
        sandbox: row.sandbox.clone().unwrap_or_default(),
        dataset: row.dataset.clone().unwrap_or_default(),
        pace,
    })
}

/// The hosts of an organisation: the practice platform's for its own organisation, else Adobe's. Nothing else names a
/// host (decision 8).
fn hosts_for(
    org_id: &str,
    is_practice: bool,
    region: Option<&str>,
    practice: Option<&ConnectionSettings>,
) -> Result<(Hosts, Pace), Failure> {
    match practice {
        Some(practice) if practice.credentials.org_id == org_id => Ok((practice.hosts.clone(), Pace::PRACTICE)),
        _ if is_practice => Err(Problem::PracticeUnavailable {}.into()),
        _ => {
            let hosts = match region {
                None => Hosts::adobe(),
                Some(region) => Hosts::adobe_in(region).map_err(|_| Problem::RegionUnknown {
                    region: region.chars().take(20).collect(),
                })?,
            };
            Ok((hosts, Pace::ADOBE))
        }
    }
}
