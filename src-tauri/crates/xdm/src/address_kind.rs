//! E-mail addresses that deserve a second look: desks, placeholders, customers made anonymous, slips of the fingers.
//! Only counted and shown; nothing is left out or changed without being asked to.

use hashbrown::HashMap;
use std::sync::LazyLock;

/// Why an address deserves a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// A desk rather than a person.
    Role,
    /// Stands for no address.
    Placeholder,
    /// Of a customer who was made anonymous.
    Anonymised,
    /// A well-known provider, misspelt.
    Typo,
}

const ROLES: &[&str] = &[
    "info",
    "sales",
    "verkoop",
    "vertrieb",
    "support",
    "service",
    "klantenservice",
    "kundenservice",
    "contact",
    "kontakt",
    "office",
    "admin",
    "administratie",
    "administrator",
    "buchhaltung",
    "compta",
    "facturen",
    "rechnung",
    "invoice",
    "billing",
    "post",
    "postmaster",
    "webmaster",
    "noreply",
    "no-reply",
    "donotreply",
    "do-not-reply",
    "marketing",
    "helpdesk",
    "orders",
    "bestellingen",
    "bestellung",
    "reception",
    "receptie",
    "team",
    "hr",
    "jobs",
];

const PLACEHOLDERS: &[&str] = &[
    "test",
    "tester",
    "testing",
    "geen",
    "none",
    "noemail",
    "no-email",
    "nomail",
    "geenmail",
    "geenemail",
    "keine",
    "keinemail",
    "aucun",
    "unknown",
    "onbekend",
    "unbekannt",
    "inconnu",
    "dummy",
    "example",
    "asdf",
    "qwerty",
    "nvt",
    "na",
];

const PLACEHOLDER_DOMAINS: &[&str] = &[
    "test.nl",
    "test.com",
    "test.de",
    "test.fr",
    "mail.invalid",
    "noemail.com",
    "email.invalid",
    "localhost.local",
    "mailinator.com",
    "geenmail.nl",
];

/// Domains that stand for addresses which a marketplace makes up per order.
const RELAYS: &[&str] = &[
    "marketplace.amazon.com",
    "marketplace.amazon.de",
    "marketplace.amazon.nl",
    "marketplace.amazon.fr",
    "marketplace.amazon.co.uk",
    "members.ebay.com",
    "members.ebay.de",
    "verkopen.bol.com",
    "message.zalando.com",
];

const PROVIDERS: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.nl",
    "hotmail.fr",
    "hotmail.de",
    "outlook.com",
    "live.nl",
    "live.com",
    "yahoo.com",
    "yahoo.fr",
    "yahoo.de",
    "icloud.com",
    "ziggo.nl",
    "kpnmail.nl",
    "planet.nl",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "freenet.de",
    "orange.fr",
    "wanadoo.fr",
    "laposte.net",
    "telenet.be",
    "proton.me",
    "protonmail.com",
    "msn.com",
    "aol.com",
    "mail.com",
    "ymail.com",
    "me.com",
    "mac.com",
    "gmx.com",
    "gmx.at",
    "live.de",
    "live.fr",
    "yahoo.nl",
    "free.fr",
    "sfr.fr",
    "home.nl",
    "xs4all.nl",
    "upcmail.nl",
    "hetnet.nl",
    "live.be",
    "skynet.be",
    "outlook.de",
    "outlook.fr",
    "email.com",
    "hotmail.be",
    "hotmail.co.uk",
    "yahoo.co.uk",
    "live.co.uk",
];

/// Looked up for every row, so not compared one by one.
static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let nobody = PLACEHOLDER_DOMAINS.iter().chain(RELAYS).chain(EXAMPLES);
    let providers = PROVIDERS.iter().map(|domain| (*domain, Domain::Provider));
    let roles = ROLES.iter().map(|word| (*word, AddressKind::Role));
    Known {
        domains: providers
            .chain(nobody.map(|domain| (*domain, Domain::Nobody)))
            .collect(),
        words: roles
            .chain(PLACEHOLDERS.iter().map(|word| (*word, AddressKind::Placeholder)))
            .collect(),
    }
});

struct Known {
    domains: HashMap<&'static str, Domain>,
    words: HashMap<&'static str, AddressKind>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Domain {
    Provider,
    /// Of an address that stands for none.
    Nobody,
}

/// Domains that are kept for examples.
const EXAMPLES: &[&str] = &["example.com", "example.org", "example.net", "example.nl"];

/// The longest of the words for desks and placeholders.
const LONGEST_WORD: usize = 14;

/// Looks at an address in its canonical form.
pub fn address_kind(address: &str) -> Option<AddressKind> {
    let (local, domain) = address.rsplit_once('@')?;
    let reserved = |d: &str| d == "example" || d == "test" || d == "invalid" || d == "localhost";
    let name = local.split('+').next().unwrap_or(local);
    let known = KNOWN.domains.get(domain);
    let of_nobody =
        known == Some(&Domain::Nobody) || (known.is_none() && domain.rsplit('.').next().is_some_and(reserved));
    let one_letter = name.len() == 1 && domain.split('.').next() == Some(name);
    let hash = local.len() >= 32 && local.bytes().all(|b| b.is_ascii_hexdigit());
    // No word is longer, and none has a digit, a dot or an underscore, as most names of people do.
    let word = (name.len() <= LONGEST_WORD && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        .then(|| KNOWN.words.get(name))
        .flatten();
    match () {
        () if local.starts_with("anonym") || local.starts_with("deleted") || local.starts_with("gdpr") || hash => {
            Some(AddressKind::Anonymised)
        }
        () if of_nobody || one_letter || word == Some(&AddressKind::Placeholder) => Some(AddressKind::Placeholder),
        () if word == Some(&AddressKind::Role) => Some(AddressKind::Role),
        () if known.is_none() && is_misspelt(domain) => Some(AddressKind::Typo),
        () => None,
    }
}

/// One letter too many, too few, wrong or swapped away from a well-known provider, for a domain that is not known.
fn is_misspelt(domain: &str) -> bool {
    PROVIDERS
        .iter()
        .any(|known| known.len() >= 8 && one_slip(domain, known))
}

fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    match (a, b) {
        ([_] | [], [_]) | ([_], []) => true,
        ([first, second], [.., _]) if b.len() == 2 => *first == b[1] && *second == b[0],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_can_be_one_of_those_looked_up() {
        for word in ROLES.iter().chain(PLACEHOLDERS) {
            assert!(
                word.len() <= LONGEST_WORD && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{word}"
            );
        }
        // Nobody's domains that are no longer told apart from misspelt ones by their order.
        assert!(KNOWN.domains.len() == PROVIDERS.len() + PLACEHOLDER_DOMAINS.len() + RELAYS.len() + EXAMPLES.len());
    }

    #[test]
    fn addresses_are_grouped_by_why_they_deserve_a_look() {
        for (address, kind) in [
            ("info@shop.nl", Some(AddressKind::Role)),
            ("noreply+7@shop.nl", Some(AddressKind::Role)),
            ("test@shop.nl", Some(AddressKind::Placeholder)),
            ("anna@example.com", Some(AddressKind::Placeholder)),
            ("a@a.nl", Some(AddressKind::Placeholder)),
            ("x7y@marketplace.amazon.de", Some(AddressKind::Placeholder)),
            ("anonymous-17@shop.nl", Some(AddressKind::Anonymised)),
            (
                "d41d8cd98f00b204e9800998ecf8427e@shop.nl",
                Some(AddressKind::Anonymised),
            ),
            ("anna@gmial.com", Some(AddressKind::Typo)),
            ("anna@gmail.co", Some(AddressKind::Typo)),
            ("anna@hotmal.com", Some(AddressKind::Typo)),
            ("anna@gmail.com", None),
            ("anna@hotmail.nl", None),
            ("anna@gmx.ch", None),
            ("anna@bakkerij.nl", None),
        ] {
            assert_eq!(address_kind(address), kind, "{address}");
        }
    }
}
