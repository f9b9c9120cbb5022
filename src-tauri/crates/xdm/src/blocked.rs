//! Columns that are never mapped, shown, stored, logged or sent: credentials, by name and by shape.
//! Commerce's own customer export carries password hashes and reset tokens (experience-platform §12.2).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a column can never be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Blocked {
    /// A password, a hash of one, a token or a card's secret.
    Credential,
}

impl Blocked {
    /// Its code on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Credential => "credential",
        }
    }
}

/// Names without case, spaces, `_` and `-`.
const NAMES: &[&str] = &[
    "password",
    "passwordhash",
    "passwd",
    "rptoken",
    "rptokencreatedat",
    "confirmation",
    "resettoken",
    "sessiontoken",
    "apitoken",
    "secret",
    "clientsecret",
    "cvv",
    "cvc",
    "cardnumber",
    "failuresnum",
    "firstfailure",
    "lockexpires",
    "sessioncutoff",
    "wachtwoord",
    "passwort",
    "motdepasse",
];

/// Whether a column of this name is blocked.
pub fn blocked_by_name(name: &str) -> Option<Blocked> {
    let plain: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    NAMES.contains(&plain.as_str()).then_some(Blocked::Credential)
}

/// Whether a cell looks like a credential: Commerce's `hash:salt:version`, bcrypt, argon2.
#[inline]
pub fn looks_like_credential(cell: &str) -> bool {
    if cell.len() < 40 {
        return false;
    }
    let cell = cell.trim();
    if cell.starts_with("$argon2") || (cell.starts_with("$2") && cell.as_bytes().get(3) == Some(&b'$')) {
        return true;
    }
    let mut parts = cell.splitn(3, ':');
    let (Some(hash), Some(salt), Some(version)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    (32..=128).contains(&hash.len())
        && hash.bytes().all(|b| b.is_ascii_hexdigit())
        && salt.len() >= 8
        && version.starts_with(|c: char| c.is_ascii_digit())
        && version.bytes().all(|b| b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_known_by_name_in_any_spelling() {
        for name in [
            "password_hash",
            "Password Hash",
            "RP-Token",
            "rp_token_created_at",
            "confirmation",
            " CVC ",
        ] {
            assert_eq!(blocked_by_name(name), Some(Blocked::Credential), "{name}");
        }
        for name in ["email", "passport", "secretary", "group_id"] {
            assert_eq!(blocked_by_name(name), None, "{name}");
        }
    }

    #[test]
    fn credentials_are_known_by_shape_under_any_name() {
        let hash = format!("{}:{}:3_32_2_67108864", "ab12".repeat(16), "c3d4".repeat(8));
        assert!(looks_like_credential(&hash));
        assert!(looks_like_credential(
            "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"
        ));
        assert!(looks_like_credential(
            "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"
        ));
        for plain in [
            "noor.vos@example.nl",
            "12:30:45",
            "a note that is longer than forty characters: with colons: 1",
        ] {
            assert!(!looks_like_credential(plain), "{plain}");
        }
    }
}
