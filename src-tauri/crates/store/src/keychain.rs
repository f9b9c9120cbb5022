//! Secrets in the OS keychain, and nowhere else: there is no file to fall back to.
//!
//! `keyring`'s own `Entry` sets its store up once per process, so a program that started before the keychain would
//! never see it; its everyday path is used while that worked, and the store is built anew through `keyring-core`
//! where it did not.

use secrecy::{ExposeSecret, SecretString};
use std::sync::mpsc;
use std::time::Duration;

const SERVICE: &str = "profile-courier";
/// A prompt that nobody can see must not hold a run for ever.
const PATIENCE: Duration = Duration::from_secs(20);
/// What the Windows store takes, in UTF-16 units.
const LONGEST: usize = 1_280;

/// Whether secrets can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeychainState {
    /// Reading and writing work.
    Available,
    /// There is one, but it does not let us in now.
    Locked,
    /// This session has none.
    Absent,
}

/// Why a secret could not be kept or had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// It does not let us in now.
    #[error("the keychain is locked")]
    Locked,
    /// This session has none.
    #[error("there is no keychain")]
    Absent,
    /// Nothing is kept under that name; a locked keychain may say so too.
    #[error("nothing is kept under that name")]
    Missing,
    /// Longer than keychains take.
    #[error("the secret is too long")]
    TooLong,
    /// What was read back is not what was written.
    #[error("the keychain did not keep the secret")]
    NotKept,
    /// No answer in 20 seconds.
    #[error("the keychain does not answer")]
    TimedOut,
}

/// The user's keychain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keychain;

impl Keychain {
    /// Finds out by writing, reading and deleting: reading alone says "nothing there" when it is locked.
    pub fn state(self) -> KeychainState {
        let probe = SecretString::from("probe".to_owned());
        let kept = self.save("probe", &probe);
        match kept.and_then(|()| self.delete("probe")) {
            Ok(()) => KeychainState::Available,
            Err(KeychainError::Absent) => KeychainState::Absent,
            Err(_) => KeychainState::Locked,
        }
    }

    /// Keeps a secret for a connection, reads it back and compares.
    pub fn save(self, connection: &str, secret: &SecretString) -> Result<(), KeychainError> {
        if secret.expose_secret().encode_utf16().count() > LONGEST {
            return Err(KeychainError::TooLong);
        }
        let (account, secret) = (connection.to_owned(), secret.clone());
        patiently(move || {
            let entry = entry(&account)?;
            entry.set_password(secret.expose_secret())?;
            Ok(SecretString::from(entry.get_password()?).expose_secret() == secret.expose_secret())
        })
        .and_then(|same| if same { Ok(()) } else { Err(KeychainError::NotKept) })
    }

    /// The secret of a connection.
    pub fn load(self, connection: &str) -> Result<SecretString, KeychainError> {
        let account = connection.to_owned();
        patiently(move || Ok(SecretString::from(entry(&account)?.get_password()?)))
    }

    /// What is kept for an account; where nothing is, `made` is kept first.
    pub fn once(self, account: &str, made: &SecretString) -> Result<SecretString, KeychainError> {
        match self.load(account) {
            // A locked keychain may say so too; then nothing can be kept in it either.
            Err(KeychainError::Missing) => {}
            found => return found,
        }
        self.save(account, made)?;
        // As it is there now: another process may have been quicker.
        self.load(account)
    }

    /// Forgets the secret of a connection; none there is fine.
    pub fn delete(self, connection: &str) -> Result<(), KeychainError> {
        let account = connection.to_owned();
        match patiently(move || entry(&account)?.delete_credential()) {
            Err(KeychainError::Missing) => Ok(()),
            other => other,
        }
    }
}

fn entry(account: &str) -> keyring::Result<keyring_core::Entry> {
    if let Ok(entry) = keyring::Entry::new(SERVICE, account) {
        Ok(entry.inner)
    } else {
        keyring_core::set_default_store(native_store()?);
        keyring_core::Entry::new(SERVICE, account)
    }
}

#[cfg(target_os = "linux")]
fn native_store() -> keyring::Result<std::sync::Arc<keyring_core::CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn native_store() -> keyring::Result<std::sync::Arc<keyring_core::CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn native_store() -> keyring::Result<std::sync::Arc<keyring_core::CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Runs a blocking call on a thread of its own and gives up waiting after 20 seconds.
fn patiently<T: Send + 'static>(
    call: impl FnOnce() -> keyring::Result<T> + Send + 'static,
) -> Result<T, KeychainError> {
    let (answer, result) = mpsc::channel();
    std::thread::spawn(move || drop(answer.send(call())));
    match result.recv_timeout(PATIENCE) {
        Ok(result) => result.map_err(|error| kind(&error)),
        Err(_) => Err(KeychainError::TimedOut),
    }
}

fn kind(error: &keyring::Error) -> KeychainError {
    match error {
        keyring::Error::NoEntry => KeychainError::Missing,
        keyring::Error::TooLong(..) => KeychainError::TooLong,
        keyring::Error::PlatformFailure(_) | keyring::Error::NoDefaultStore => KeychainError::Absent,
        _ => KeychainError::Locked,
    }
}
