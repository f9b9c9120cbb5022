//! Where client secrets are: in the keychain, or in this process's memory where the user chose that because there is
//! no keychain. Never in a file, and there is no way to read one back but to sign in with it.

use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use aep::SecretString;
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::{ConnectionRow, Keychain, KeychainError, KeychainState};

use super::view::{KeychainStatus, SecretPlace};

/// For so long the keychain is taken as it was.
const RECENT: Duration = Duration::from_secs(15);

/// The secrets of one process.
#[derive(Default)]
pub(crate) struct Secrets {
    keychain: Keychain,
    session: Mutex<HashMap<String, SecretString>>,
    recent: Mutex<Option<(Instant, KeychainStatus)>>,
}

impl Secrets {
    pub(super) fn status(&self) -> KeychainStatus {
        match self.keychain.state() {
            KeychainState::Available => KeychainStatus::Available,
            KeychainState::Locked => KeychainStatus::Locked,
            KeychainState::Absent => KeychainStatus::Absent,
        }
    }

    /// Keeps a secret: in the keychain, or until this process ends.
    pub(super) fn keep(&self, id: &str, secret: &SecretString, session_only: bool) -> Result<(), Failure> {
        if session_only {
            self.session().insert(id.to_owned(), secret.clone());
            return Ok(());
        }
        self.keychain.save(id, secret).map_err(|e| failure(e, ""))?;
        self.session().remove(id);
        Ok(())
    }

    pub(super) fn of(&self, row: &ConnectionRow) -> Result<SecretString, Failure> {
        if let Some(secret) = self.session().get(&row.id) {
            return Ok(secret.clone());
        }
        self.keychain.load(&row.id).map_err(|error| match error {
            // A locked keychain may say that nothing is there, though something was kept.
            KeychainError::Missing if row.secret_mark.is_some() && self.status() != KeychainStatus::Available => {
                failure(KeychainError::Locked, &row.name)
            }
            other => failure(other, &row.name),
        })
    }

    pub(super) fn forget(&self, row: &ConnectionRow) -> Result<(), Failure> {
        self.session().remove(&row.id);
        if row.secret_mark.is_none() {
            return Ok(());
        }
        self.keychain.delete(&row.id).map_err(|e| failure(e, &row.name))
    }

    /// A random secret that is made when it is first asked for, and kept in the keychain.
    pub(crate) fn made_once(&self, account: &str) -> Result<SecretString, Failure> {
        let made = SecretString::from(crate::new_ticket());
        self.keychain.once(account, &made).map_err(|e| failure(e, ""))
    }

    /// As it was a moment ago: asking writes to the keychain, and a page that draws itself would ask all the time.
    pub(crate) fn recent_status(&self) -> KeychainStatus {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((since, status)) = *recent
            && since.elapsed() < RECENT
        {
            return status;
        }
        let status = self.status();
        *recent = Some((Instant::now(), status));
        status
    }

    /// As far as can be told without asking the keychain.
    pub(super) fn place_of(&self, row: &ConnectionRow) -> SecretPlace {
        match (&row.secret_mark, self.session().contains_key(&row.id)) {
            (_, true) => SecretPlace::Session,
            (Some(_), false) => SecretPlace::Keychain,
            (None, false) => SecretPlace::Nowhere,
        }
    }

    fn session(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        // Every change under it is one insertion or removal.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// First digits of a hash keyed with this installation's own name: people compare secrets by it, nobody recovers one.
    pub(super) fn mark(&self, secret: &SecretString) -> Result<String, Failure> {
        let digest = Sha256::new()
            .chain_update(self.store().install_id()?)
            .chain_update([0])
            .chain_update(secret.expose_secret())
            .finalize();
        Ok(hex::encode(&digest[..4]))
    }
}

fn failure(error: KeychainError, connection: &str) -> Failure {
    let problem = match error {
        KeychainError::Absent => Problem::KeychainAbsent {},
        KeychainError::Locked | KeychainError::TimedOut | KeychainError::NotKept => Problem::KeychainLocked {},
        KeychainError::Missing => Problem::SecretMissing {
            connection: connection.to_owned(),
        },
        KeychainError::TooLong => Problem::SecretTooLong {},
    };
    Failure::new(problem, error)
}
