//! Credentials by the parts of a column's name, in the languages of the product and as programs glue them together
//! (`data/secret_names.tsv`).

use super::Blocked;
use crate::vocabulary::{fold, lines};

/// The words of a column's name, small and without accents: parted at spaces, punctuation and where small letters turn
/// into capitals (`billingAddress`, `APIKey`).
pub fn name_parts(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut parted = String::with_capacity(name.len() + 8);
    for (at, letter) in letters.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).map(|i| letters[i]), letters.get(at + 1));
        let starts = letter.is_uppercase()
            && before.is_some_and(|b| {
                b.is_lowercase()
                    || ((b.is_uppercase() || b.is_ascii_digit()) && after.is_some_and(|a| a.is_lowercase()))
            });
        if starts {
            parted.push(' ');
        }
        parted.push(*letter);
    }
    let folded = fold(&parted);
    folded
        .split(' ')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

const TABLE: &str = include_str!("../../data/secret_names.tsv");

/// The words of one list of the table.
pub(super) fn listed(name: &'static str) -> impl Iterator<Item = &'static str> {
    lines(TABLE, name).flat_map(|(_, words)| words.split('|'))
}

/// The parts of one name.
struct Parts(Vec<String>);

impl Parts {
    fn has(&self, list: &'static str) -> bool {
        listed(list).any(|word| self.contains(word))
    }

    fn contains(&self, word: &str) -> bool {
        self.0.iter().any(|part| part == word)
    }
}

/// Whether a column of this name is blocked, whatever is in it.
pub fn blocked_by_name(name: &str) -> Option<Blocked> {
    let parts = stemmed(name);
    let whole = parts.0.concat();
    let about = parts.has("about");
    let is_when = parts
        .0
        .last()
        .is_some_and(|last| matches!(last.as_str(), "at" | "date" | "on"));
    let is_mild = |word: &str| listed("mild").any(|mild| mild == word);
    let blocked = listed("whole").any(|word| word == whole)
        || listed("strong").any(|word| parts.contains(word) && !(about && is_mild(word)))
        || parts
            .0
            .iter()
            .any(|part| listed("glued").any(|glued| part.contains(glued)))
        || (parts.has("factors") && !about && !is_when)
        || lines(TABLE, "pair").any(|(one, others)| {
            one.split('|').any(|word| parts.contains(word)) && others.split('|').any(|word| parts.contains(word))
        });
    blocked.then_some(Blocked::Credential)
}

/// Whether a column of this name holds credentials where all its cells look random (see [`super::looks_random`]): a
/// code, a key, a hash of nothing that the name tells.
pub fn secret_if_random(name: &str) -> bool {
    let parts = stemmed(name);
    parts.has("weak") && !parts.has("of")
}

/// Whether a name is about an e-mail address or a telephone number, hashes of which are known as such.
pub fn names_address(name: &str) -> bool {
    const ADDRESSES: &[&str] = &[
        "email",
        "emails",
        "mail",
        "phone",
        "telephone",
        "telefoon",
        "telefon",
        "telefono",
        "mobile",
        "courriel",
        "correo",
    ];
    stemmed(name)
        .0
        .iter()
        .any(|part| ADDRESSES.contains(&part.as_str()) || part.contains("email"))
}

/// Whether a name says *PIN code*: a secret of few digits, and in India a postcode of six.
pub fn names_pin_code(name: &str) -> bool {
    let parts = stemmed(name);
    parts.contains("pincode") || (parts.contains("pin") && parts.contains("code"))
}

/// The parts of a name, without numbers behind them (`token2`, `cvv2`), but for those that are spelled with one.
fn stemmed(name: &str) -> Parts {
    let mut parts = name_parts(name);
    for part in &mut parts {
        let stem = part.trim_end_matches(|c: char| c.is_ascii_digit());
        if !stem.is_empty() && !matches!(part.as_str(), "md5" | "sha1" | "sha256") {
            let length = stem.len();
            part.truncate(length);
        }
    }
    Parts(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_at_every_kind_of_seam() {
        for (name, parts) in [
            ("password_hash", &["password", "hash"][..]),
            ("RP-Token", &["rp", "token"]),
            ("SecurityStamp", &["security", "stamp"]),
            ("APIKey", &["api", "key"]),
            ("userID", &["user", "id"]),
            ("2FAEnabled", &["2fa", "enabled"]),
            ("sha256Hash", &["sha256", "hash"]),
            ("Contraseña (hash)", &["contrasena", "hash"]),
            ("  ", &[]),
        ] {
            assert_eq!(name_parts(name), parts, "{name}");
        }
    }

    #[test]
    fn credentials_are_known_by_the_parts_of_any_spelling() {
        for name in [
            "password_hash",
            "Password Hash",
            "RP-Token",
            "rp_token_created_at",
            "confirmation",
            " CVC ",
            "password_salt",
            "encrypted_password",
            "remember_token",
            "api_key",
            "reset_password_token",
            "otp_secret",
            "SecurityStamp",
            "pin",
            "PIN",
            "salt",
            "token",
            "user_pass",
            "user_activation_key",
            "secure_key",
            "last_passwd_gen",
            "passwordhash",
            "PasswordHash",
            "hashedPassword",
            "Wachtwoord",
            "wachtwoord_hash",
            "Passwort",
            "Kennwort",
            "mot de passe",
            "motdepasse",
            "Contraseña",
            "session_tokens",
            "session_id",
            "sessionId",
            "PHPSESSID",
            "two_factor_secret",
            "two_factor_recovery_codes",
            "backup codes",
            "security answer",
            "Security Question",
            "private_key",
            "access_token",
            "refreshToken",
            "auth_key",
            "2fa",
            "mfa_secret",
            "cvv2",
            "Card Number",
            "credit card number",
            "CC Number",
            "token2",
            "activation_code",
            "verification code",
            "login_hash",
            "apikey",
            "client_secret",
            "jwt",
            "ConcurrencyStamp",
            "mdp",
            "Clave",
            "2FA",
            "failures_num",
            "lock_expires",
        ] {
            assert_eq!(blocked_by_name(name), Some(Blocked::Credential), "{name}");
        }
        for name in [
            "email",
            "passport",
            "secretary",
            "group_id",
            "compass",
            "shopping",
            "spin",
            "passenger",
            "hashtag",
            "Sessions",
            "last session date",
            "session count",
            "activation date",
            "code",
            "key",
            "hash",
            "postcode",
            "Postal Code",
            "Country code",
            "pincode",
            "Pin code",
            "Season pass",
            "token balance",
            "Token count",
            "secret santa",
            "2fa_enabled",
            "mfa status",
            "Loyalty card",
            "Loyalty number",
            "customer_code",
            "voucher code",
            "keyword",
            "monkey",
            "turkey",
            "Hashed email",
            "Author",
            "Saltillo",
            "confirmation date",
            "street",
            "number",
            "Card type",
            "",
            "first name",
            "company",
            "Newsletter confirmation",
        ] {
            assert_eq!(blocked_by_name(name), None, "{name}");
        }
    }

    #[test]
    fn weak_words_need_cells_that_agree() {
        for name in ["code", "Key", "hash", "session", "Pincode", "tokens", "salt value"] {
            assert!(secret_if_random(name), "{name}");
        }
        for name in [
            "postal code",
            "country_code",
            "voucher code",
            "email hash",
            "customer key",
            "name",
            "Order code",
        ] {
            assert!(!secret_if_random(name), "{name}");
        }
        assert!(
            names_address("Email")
                && names_address("email_sha256")
                && names_address("hashedEmail")
                && !names_address("hash")
        );
    }
}
