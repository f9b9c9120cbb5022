//! Credentials by the shape of a cell: what password functions, key stores and APIs write.

/// Shorter cells are no hash of a password, and no key of today's services.
const SHORTEST: usize = 32;
/// Keys of earlier days.
const SHORTEST_KEY: usize = 20;

/// Whether a cell looks like a credential: a password's hash in any of the usual forms (Commerce's `hash:salt:version`,
/// phpass, bcrypt, argon2, scrypt, PBKDF2, hex with a salt or as long as SHA-1 and longer), a signed token, a key of
/// an API. Asked of every cell that is sent, so nearly all are told apart by their length and their first byte.
#[inline]
pub fn looks_like_credential(cell: &str) -> bool {
    if cell.len() < SHORTEST {
        return false;
    }
    has_shape(cell)
}

/// Whether a cell looks like a key that is shorter than the credentials above; asked of samples and of what is shown.
pub fn looks_like_short_key(cell: &str) -> bool {
    (SHORTEST_KEY..SHORTEST).contains(&cell.len()) && has_shape(cell)
}

fn has_shape(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    if !bytes[0].is_ascii_graphic() {
        return after_space(cell.trim());
    }
    let [one, two, three] = [bytes[0], bytes[1], bytes[2]].map(|b| b.to_ascii_lowercase());
    match one {
        b'$' => modular(cell),
        b'{' => scheme(cell),
        b'*' => two.is_ascii_hexdigit() && is_mysql(cell),
        b'-' => cell.starts_with("-----BEGIN "),
        _ if one.is_ascii_hexdigit() && two.is_ascii_hexdigit() && three.is_ascii_hexdigit() => hex(cell),
        _ => begins_so([one, two, three]) && named(cell),
    }
}

fn after_space(cell: &str) -> bool {
    cell.len() >= SHORTEST_KEY && cell.as_bytes()[0].is_ascii_graphic() && has_shape(cell)
}

/// A star and a SHA-1.
fn is_mysql(cell: &str) -> bool {
    let cell = cell.trim_end();
    cell.len() == 41 && is_hex(&cell[1..])
}

/// `$2y$10$…`, `$P$B…`, `$argon2id$v=19$…`: an identifier and what the function made.
fn modular(cell: &str) -> bool {
    let cell = cell.trim_end();
    let Some((id, rest)) = cell[1..].split_once('$') else {
        return false;
    };
    !id.is_empty()
        && id.len() <= 16
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && rest.len() >= 16
        && is_dense(rest)
}

/// `{SSHA}…`, `{bcrypt}$2a$…`.
fn scheme(cell: &str) -> bool {
    let cell = cell.trim_end();
    let Some((id, rest)) = cell[1..].split_once('}') else {
        return false;
    };
    !id.is_empty()
        && id.len() <= 20
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
        && rest.len() >= 16
        && rest.bytes().all(|b| b == b'$' || is_key_byte(b))
}

/// Hex with a salt behind it, or as long as a hash is.
fn hex(cell: &str) -> bool {
    let cell = cell.trim_end();
    let run = cell.bytes().take_while(u8::is_ascii_hexdigit).count();
    if run < 32 {
        return false;
    }
    match cell.as_bytes().get(run) {
        None => is_long_hash(cell),
        Some(b':' | b'$' | b'|') => run <= 128 && cell.len() - run > 1 && is_dense(&cell[run + 1..]),
        Some(_) => false,
    }
}

/// Lengths of SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. Nothing but digits is a number.
fn is_long_hash(cell: &str) -> bool {
    matches!(cell.len(), 40 | 56 | 64 | 96 | 128)
        && cell.bytes().any(|b| b.is_ascii_alphabetic())
        && cell.bytes().any(|b| b.is_ascii_digit())
        && is_hex(cell)
}

/// What follows a telling beginning.
#[derive(Clone, Copy)]
enum Then {
    /// A function's name: parts between `$` or `:`, the last of which is long.
    Parts,
    /// A service's own mark: a key.
    Key,
    /// A common word: a long key that looks random.
    Chance,
    /// A link: whoever follows it is let in.
    Link,
}

/// How password functions and keys of well-known services begin, in lower case.
const BEGINNINGS: &[(&str, Then)] = &[
    ("pbkdf2", Then::Parts),
    ("argon2", Then::Parts),
    ("bcrypt", Then::Parts),
    ("scrypt", Then::Parts),
    ("crypt", Then::Parts),
    ("phpass", Then::Parts),
    ("sha", Then::Parts),
    ("ssha", Then::Parts),
    ("md5", Then::Parts),
    ("hmac", Then::Parts),
    ("salted_", Then::Parts),
    ("unsalted_", Then::Parts),
    ("sk_live_", Then::Key),
    ("sk_test_", Then::Key),
    ("rk_live_", Then::Key),
    ("rk_test_", Then::Key),
    ("pk_live_", Then::Key),
    ("pk_test_", Then::Key),
    ("whsec_", Then::Key),
    ("ghp_", Then::Key),
    ("gho_", Then::Key),
    ("ghu_", Then::Key),
    ("ghs_", Then::Key),
    ("github_pat_", Then::Key),
    ("glpat-", Then::Key),
    ("xoxb-", Then::Key),
    ("xoxp-", Then::Key),
    ("xoxa-", Then::Key),
    ("shpat_", Then::Key),
    ("shpss_", Then::Key),
    ("shpca_", Then::Key),
    ("shppa_", Then::Key),
    ("akia", Then::Key),
    ("aiza", Then::Key),
    ("aqaaaa", Then::Key),
    ("ya29.", Then::Key),
    ("asia", Then::Chance),
    ("sg.", Then::Chance),
    ("eaac", Then::Chance),
    ("live_", Then::Chance),
    ("test_", Then::Chance),
    ("pat-", Then::Chance),
    ("bearer ", Then::Chance),
    ("basic ", Then::Chance),
    ("http", Then::Link),
];

/// Whether some beginning has these first three letters: nearly no text does.
fn begins_so([one, two, three]: [u8; 3]) -> bool {
    // By the first letter: nearly every text is told apart by it and the second.
    let followers: &[&[u8; 2]] = match one {
        b'a' => &[b"rg", b"ki", b"iz", b"qa", b"si"],
        b'b' => &[b"cr", b"ea", b"as"],
        b'c' => &[b"ry"],
        b'e' => &[b"aa", b"yj"],
        b'g' => &[b"hp", b"ho", b"hu", b"hs", b"it", b"lp"],
        b'h' => &[b"ma", b"tt"],
        b'l' => &[b"iv"],
        b'm' => &[b"d5"],
        b'p' => &[b"bk", b"hp", b"k_", b"at"],
        b'r' => &[b"k_"],
        b's' => &[b"cr", b"ha", b"hp", b"sh", b"al", b"k_", b"g."],
        b't' => &[b"es"],
        b'u' => &[b"ns", b"$s", b"$p"],
        b'w' => &[b"hs"],
        b'x' => &[b"ox"],
        b'y' => &[b"a2"],
        _ => return false,
    };
    followers.iter().any(|pair| **pair == [two, three])
}

fn named(cell: &str) -> bool {
    let cell = cell.trim_end();
    if cell.starts_with("eyJ") {
        return cell.contains('.') && is_dense(cell);
    }
    if cell.starts_with("U$") {
        return modular(&cell[1..]);
    }
    let begins = |word: &str| {
        cell.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let Some((word, then)) = BEGINNINGS.iter().find(|(word, _)| begins(word)) else {
        return false;
    };
    let rest = &cell[word.len()..];
    match then {
        Then::Parts => {
            let last = cell.rsplit(['$', ':']).next().unwrap_or_default();
            last.len() < cell.len() && last.len() >= 16 && is_dense(cell)
        }
        Then::Key => rest.len() >= 12 && is_key(rest) && rest.bytes().any(|b| b.is_ascii_digit()),
        Then::Chance => rest.len() >= 20 && is_key(rest) && looks_random(rest),
        Then::Link => rest.split(['?', '&', '#', ';']).skip(1).any(lets_in),
    }
}

/// A part of a link that lets its holder in: `reset_token=…`.
fn lets_in(part: &str) -> bool {
    const KEYS: [&str; 8] = ["token", "key", "secret", "password", "passwd", "otp", "jwt", "session"];
    part.split_once('=').is_some_and(|(name, value)| {
        let name = name.to_ascii_lowercase();
        value.len() >= 16 && looks_random(value) && KEYS.iter().any(|key| name.ends_with(key))
    })
}

/// Letters, digits and the marks of base 64 in its forms.
fn is_key(text: &str) -> bool {
    text.bytes().all(is_key_byte)
}

fn is_key_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'-' | b'_' | b'.' | b',')
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Without white space, and nothing beyond ASCII.
fn is_dense(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_graphic())
}

/// Whether a cell is a hash and nothing else: the lengths of MD5, SHA-1, SHA-256 and SHA-512 in hex. In a column of
/// addresses it stands for one (SHA-256 of the address in lower case, as advertising platforms take them).
pub fn looks_hashed(cell: &str) -> bool {
    let cell = cell.trim();
    matches!(cell.len(), 32 | 40 | 64 | 128)
        && is_hex(cell)
        && cell.bytes().any(|b| b.is_ascii_alphabetic())
        && cell.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a cell looks made by chance: one word of at least eight letters and digits that changes between them, or
/// between small letters and capitals, more often than words and running numbers do.
pub fn looks_random(cell: &str) -> bool {
    let cell = cell.trim();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'=' | b'+' | b'/' | b'.' | b'~');
    if !(8..=512).contains(&cell.len()) || !cell.bytes().all(plain) {
        return false;
    }
    let class = |b: u8| match b {
        b'0'..=b'9' => 1,
        b'a'..=b'z' => 2,
        b'A'..=b'Z' => 3,
        _ => 0,
    };
    let kinds: Vec<u8> = cell.bytes().map(class).filter(|kind| *kind > 0).collect();
    // One capital before small letters begins a word.
    let changes = kinds
        .windows(2)
        .filter(|two| two[0] != two[1] && (two[0], two[1]) != (3, 2))
        .count();
    kinds.len() >= 8 && changes >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_known_by_shape_under_any_name() {
        let commerce = format!("{}:{}:3_32_2_67108864", "ab12".repeat(16), "c3d4".repeat(8));
        let hex = |length: usize| "ab12cd34".repeat(16)[..length].to_owned();
        for credential in [
            commerce.as_str(),
            "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
            "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g",
            "$P$B12345678abcdefghijklmnopqrstu.",
            "$H$9abcdefghijklmnopqrstuvwxyz0123",
            "$wp$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
            "$1$saltsalt$abcdefghijklmnopqrstuv",
            "$S$DabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01",
            "U$S$DabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01",
            "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E",
            "pbkdf2_sha256$260000$abcdefgh$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo",
            "pbkdf2:sha256:260000$abcdefgh$0123456789abcdef0123456789abcdef",
            "sha1$abcde$0123456789abcdef0123456789abcdef01234567",
            "md5$abcde$0123456789abcdef0123456789abcdef",
            "bcrypt$$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
            "{SSHA}DkMTwBl+a/3DQTxCYEApdUtNXGgdUac3",
            "{bcrypt}$2a$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
            "0123456789abcdef0123456789abcdef:Zx",
            "0123456789ABCDEF0123456789ABCDEF:Zx",
            "0011223344556677889900112233445566778899001122334455667788990011:RF",
            "*0123456789ABCDEF0123456789ABCDEF01234567",
            hex(40).as_str(),
            hex(64).as_str(),
            hex(128).as_str(),
            " 0123456789abcdef0123456789abcdef01234567 ",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1g",
            "sk_live_abcdef0123456789",
            "AKIAIOSFODNN7EXAMPLE1",
            "ghp_abcdefABCDEF0123456789abcdefABCDEF01",
            "AQAAAAEAACcQAAAAEJx0abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ==",
            "-----BEGIN PRIVATE KEY-----",
            "https://shop.example/customer/account/createpassword/?token=a8K2b7Lq0Zx9Pw4Rt6",
            "https://shop.example/login?lang=nl&magic_key=a8K2b7Lq0Zx9Pw4Rt6",
        ] {
            assert!(
                looks_like_credential(credential) || looks_like_short_key(credential),
                "{credential}"
            );
        }
    }

    #[test]
    fn each_beginning_is_let_through() {
        for (word, _) in BEGINNINGS {
            assert!(begins_so(word.as_bytes()[..3].try_into().unwrap()), "{word}");
        }
    }

    #[test]
    fn what_people_write_is_no_credential() {
        for plain in [
            "noor.vos@example.nl",
            "12:30:45",
            "a note that is longer than forty characters: with colons: 1",
            "2024-01-05T10:11:12.000+01:00",
            "ada.byron.lovelace@example.com",
            "deadbeef.cafe@example.com",
            "Fédération des Coopératives 12",
            "$100 discount on the first order of the year",
            "{first name} {last name} goes here",
            "{firstName}{lastName}{street}{city}",
            "0123456789abcdef0123456789abcdef01234567.png",
            "4111111111111111 is the number",
            "0123456789abcdef0123456789abcdef",
            "5f9c1b1e-8a0b-4c1d-9e2f-0a1b2c3d4e5f",
            "1234567890123456789012345678901234567890",
            "Bearer of bad news 1234567890",
            "test_anna2024@voorbeeld.example",
            "live_and_let_live_2024",
            "Basic 500 ml shampoo for dry hair",
            "https://example.com/a/b?c=d",
            "https://example.com/shoes?keyword=red-shoes-for-running&token=short",
            "sha1 is an old function of 1995",
            "Crypt street 12, 1234 AB Utrecht",
            "https://cdn.example.com/0123456789abcdef0123456789abcdef01234567.png",
            "Straße der Republik 1234567890",
        ] {
            assert!(!looks_like_credential(plain) && !looks_like_short_key(plain), "{plain}");
        }
    }

    #[test]
    fn hashes_and_chance_are_told_from_words_and_numbers() {
        assert!(looks_hashed(&"5f4dcc3b5aa765d6".repeat(4)) && looks_hashed(&"5F4DCC3B5AA765D6".repeat(2)));
        assert!(!looks_hashed("anna@voorbeeld.example") && !looks_hashed(&"1234567890".repeat(4)));
        for random in [
            "code77aa88",
            "AbCdEfGhI",
            "JBSWY3DPEHPK3PXP",
            "tokAb12Cd34",
            "9f86d081884c7d65",
            "a1b2-c3d4-e5f6",
            "x8Kq-2LmZ0",
        ] {
            assert!(looks_random(random), "{random}");
        }
        for other in [
            "CUST00001",
            "K-00042",
            "12345",
            "20240105",
            "Amsterdam",
            "NL",
            "gold-member",
            "2024-01-05 10:11",
            "VanDam",
            "SUMMER24",
        ] {
            assert!(!looks_random(other), "{other}");
        }
    }
}
