//! Countries by code and by name in English, Dutch, German, French and their own language (`data/countries.tsv`).

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/countries.tsv");

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let Some(alpha2) = columns.next() else { continue };
        for column in columns {
            for name in column.split('|').filter(|n| !n.is_empty()) {
                all.entry(key(name)).or_insert(alpha2);
            }
        }
        all.insert(key(alpha2), alpha2);
    }
    all
});

/// Letters and digits in lower case: `U.S.A.`, `USA` and `usa` are one.
fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The ISO 3166 alpha-2 code of a country, from a code of two or three letters or digits, or from a name.
pub fn country_code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    BY_NAME.get(&key(text)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_in_four_languages_and_by_their_codes() {
        for (text, code) in [
            ("NL", "NL"),
            ("nld", "NL"),
            ("528", "NL"),
            ("Nederland", "NL"),
            ("The Netherlands", "NL"),
            ("Pays-Bas", "NL"),
            (" deutschland ", "DE"),
            ("België", "BE"),
            ("Belgique", "BE"),
            ("Österreich", "AT"),
            ("Royaume-Uni", "GB"),
            ("U.S.A.", "US"),
            ("España", "ES"),
            ("Côte d’Ivoire", "CI"),
            ("Cote d'Ivoire", ""),
        ] {
            assert_eq!(country_code(text).unwrap_or_default(), code, "{text}");
        }
        for none in ["", "Atlantis", "XX", "12"] {
            assert_eq!(country_code(none), None, "{none}");
        }
    }
}
