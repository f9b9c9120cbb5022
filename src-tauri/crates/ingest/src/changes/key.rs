//! The key that fingerprints are made with: 128 random bits, made once per installation. It is in the keychain, so that
//! a ledger by itself tells nobody who is in it. The practice connection needs no keychain: its key is in the data
//! folder, where its platform keeps the shoppers themselves.

use crate::connections::ConnectionSettings;
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use aep::SecretString;
use secrecy::ExposeSecret;
use siphasher::sip::SipHasher13;
use std::sync::{Mutex, PoisonError};
use store::{Keychain, KeychainError};

/// The keychain's account and the setting's name.
const NAME: &str = "changes";

/// A key. Cheap to copy; never printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct PrintKey(u64, u64);

impl std::fmt::Debug for PrintKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrintKey(<redacted>)")
    }
}

impl PrintKey {
    /// One that nothing is kept with.
    pub(crate) fn passing() -> Self {
        let number = ulid::Ulid::generate().random();
        let other = ulid::Ulid::generate().random();
        Self(number as u64, other as u64)
    }

    /// From its 32 hex digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let half = |digits: Option<&str>| u64::from_str_radix(digits?, 16).ok();
        (text.len() == 32).then_some(())?;
        Some(Self(half(text.get(..16))?, half(text.get(16..))?))
    }

    /// A keyed hash.
    pub(crate) fn hash(self, bytes: &[u8]) -> u64 {
        SipHasher13::new_with_keys(self.0, self.1).hash(bytes)
    }

    /// A number that only this key makes.
    pub(crate) fn check(self) -> u64 {
        self.hash(b"key")
    }
}

/// The key that this process has had from the keychain.
pub(crate) struct Keys {
    kept: Mutex<Option<PrintKey>>,
    /// Asks the keychain.
    ask: fn() -> Result<PrintKey, KeychainError>,
}

impl Default for Keys {
    fn default() -> Self {
        Self::of(|| from(Keychain))
    }
}

impl Keys {
    /// From a keychain of one's own.
    pub(crate) fn of(ask: fn() -> Result<PrintKey, KeychainError>) -> Self {
        Self {
            kept: Mutex::default(),
            ask,
        }
    }
}

impl Engine {
    /// The key for a connection's fingerprints; made where there is none. Blocks, at most for 20 seconds a question.
    pub(crate) fn print_key(&self, connection: &str) -> Result<PrintKey, Failure> {
        if connection == ConnectionSettings::PRACTICE {
            let made = self.store().once(NAME, &crate::new_ticket().into())?;
            let key = made.as_str().and_then(PrintKey::parse);
            return key.ok_or_else(|| Failure::new(Problem::HistoryUnusable {}, "the practice key is none"));
        }
        let mut kept = self.keys().kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = *kept {
            return Ok(key);
        }
        let key = (self.keys().ask)().map_err(|error| {
            let problem = match error {
                KeychainError::Absent => Problem::KeychainAbsent {},
                _ => Problem::KeychainLocked {},
            };
            Failure::new(problem, error)
        })?;
        *kept = Some(key);
        Ok(key)
    }
}

fn from(keychain: Keychain) -> Result<PrintKey, KeychainError> {
    let made = SecretString::from(crate::new_ticket());
    let kept = PrintKey::parse(keychain.once(NAME, &made)?.expose_secret());
    if let Some(key) = kept {
        return Ok(key);
    }
    // Somebody put something else there, which is of no use to anyone.
    keychain.save(NAME, &made)?;
    PrintKey::parse(keychain.load(NAME)?.expose_secret()).ok_or(KeychainError::NotKept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_32_hex_digits_and_each_makes_other_numbers() {
        let key = |text: &str| PrintKey::parse(text);
        let (first, second) = (crate::new_ticket(), crate::new_ticket());
        assert_ne!(key(&first).unwrap().check(), key(&second).unwrap().check());
        assert_eq!(key(&first), key(&first));
        for other in [
            "",
            "12",
            &first[..31],
            &format!("{first}0"),
            &"é".repeat(16),
            &"g".repeat(32),
        ] {
            assert_eq!(key(other), None, "{other}");
        }
        assert!(!format!("{:?}", key(&first)).contains(&first[..8]));
    }
}
