//! Yes and no.

use super::Words;
use super::lists::list;
use crate::text::trimmed;
use std::sync::LazyLock;

static ANSWERS: LazyLock<Words<bool>> = LazyLock::new(|| {
    let yes = yes_words().map(|word| (word, true));
    Words::new(yes.chain(no_words().map(|word| (word, false))))
});

/// What a cell answers, without regard to case and to white space around it; `None` where it is neither, such as the
/// -1 by which some databases mean yes and others nothing.
#[inline]
pub fn yes_no(text: &str) -> Option<bool> {
    match text.as_bytes() {
        [] => None,
        b"1" => Some(true),
        b"0" => Some(false),
        _ => ANSWERS.get(trimmed(text)),
    }
}

/// Words for yes, in lower case, for recipes, which carry their words.
pub fn yes_words() -> impl Iterator<Item = &'static str> {
    list("yes")
}

/// Words for no, in lower case.
pub fn no_words() -> impl Iterator<Item = &'static str> {
    list("no")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_known_in_any_case_and_as_spreadsheets_write_them() {
        for yes in [
            "1",
            "1.0",
            "TRUE",
            "t",
            "Yes",
            "Y",
            "WAAR",
            "Ja",
            "j",
            "Wahr",
            "VRAI",
            "Oui",
            "VERDADERO",
            "Sí",
            "SÍ",
            "VERO",
            " x ",
            "✓",
            "on",
            "Aktiviert",
        ] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in [
            "0",
            "0.0",
            "FALSE",
            "f",
            "No",
            "N",
            "ONWAAR",
            "Nee",
            "Nein",
            "Falsch",
            "FAUX",
            "non",
            "FALSO",
            "✗",
            "off",
            "Désactivé",
            "DÉSACTIVÉ",
        ] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        for neither in [
            "",
            " ",
            "-1",
            "2",
            "10",
            "yesterday",
            "maybe",
            "Noor",
            "NL",
            "01",
            "1.00.0",
            "\u{130}",
        ] {
            assert_eq!(yes_no(neither), None, "{neither}");
        }
    }

    #[test]
    fn no_word_says_both() {
        for word in yes_words() {
            assert_eq!(yes_no(word), Some(true), "{word}");
            assert!(no_words().all(|no| no != word), "{word}");
        }
        assert!(no_words().all(|word| yes_no(word) == Some(false)));
    }
}
