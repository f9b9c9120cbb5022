//! What programs and people write for nothing.

use super::Words;
use super::lists::list;
use crate::text::trimmed;
use std::sync::LazyLock;

static WORDS: LazyLock<Words<()>> = LazyLock::new(|| Words::new(nothing_words().map(|word| (word, ()))));

/// Whether a cell is what programs and people write for nothing, without regard to case: NULL, n/a, onbekend, ----,
/// `NaN`, `[object Object]`. An empty cell is none of them, and dates have words of their own.
#[inline]
pub fn says_nothing(text: &str) -> bool {
    let text = trimmed(text);
    let Some(first) = text.as_bytes().first() else {
        return false;
    };
    if first.is_ascii_alphanumeric() {
        WORDS.get(text).is_some()
    } else {
        WORDS.get(text).is_some() || only_marks(text)
    }
}

/// Dashes, dots, question marks, empty quotes and brackets. A plus can mean yes.
fn only_marks(text: &str) -> bool {
    let is_mark =
        |c: char| (c.is_ascii_punctuation() && c != '+') || matches!(c, '–' | '—' | '―' | '−' | '…' | '·' | '¿' | ' ');
    text.chars().all(is_mark)
}

/// Words for nothing, in lower case, for recipes, which carry their words.
pub fn nothing_words() -> impl Iterator<Item = &'static str> {
    list("nothing")
}

/// Words that stand for a customer's number where there is none, folded.
pub(crate) fn nobody_words() -> impl Iterator<Item = &'static str> {
    list("nobody")
}

/// A word for nothing that is written as people write a name (`Null`, `Na`): nobody can tell which it is.
pub fn may_be_a_name(text: &str) -> bool {
    let text = trimmed(text);
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.as_str().chars().all(char::is_lowercase)
        && list("nothing_or_name").any(|name| name.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_for_nothing_is_known() {
        for nothing in [
            "NULL",
            "(null)",
            "\\N",
            "n/a",
            "N/A",
            "#N/A",
            "#NV",
            "----",
            "------------",
            "nan",
            "NaN",
            "NaT",
            "None",
            "undefined",
            "[object Object]",
            "onbekend",
            "Unbekannt",
            "KEINE ANGABE",
            "Entfällt",
            "geen",
            ".",
            "?",
            "-",
            "\"\"",
            "Néant",
            "(not set)",
            " – ",
            "…",
        ] {
            assert!(says_nothing(nothing), "{nothing}");
        }
        for something in [
            "",
            " ",
            "0",
            "-1",
            "Anna",
            "Nancy",
            "Nul",
            "NL",
            "N",
            "Unna",
            "x",
            "+",
            "0000-00-00",
            "Ürgüp",
            "#1",
            "J.",
            "O'Neil",
            "No",
            "Leer",
        ] {
            assert!(!says_nothing(something), "{something}");
        }
        assert!(nothing_words().all(says_nothing));
    }

    #[test]
    fn a_word_in_the_shape_of_a_name_may_be_one() {
        assert!(may_be_a_name("Null") && may_be_a_name("Na"));
        assert!(!may_be_a_name("NULL") && !may_be_a_name("null") && !may_be_a_name("Unknown") && !may_be_a_name("NaN"));
    }
}
