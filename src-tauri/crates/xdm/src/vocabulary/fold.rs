//! A text as its words: small letters without accents, one space between words, no punctuation. `Opt-Out`,
//! `opt_out` and `OPT OUT` are one.

use std::ops::Deref;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What fits here needs no memory of its own.
const ROOM: usize = 48;

/// The words of a text.
pub(crate) enum Folded {
    /// At most this many bytes of ASCII.
    Here([u8; ROOM], usize),
    /// Anything else.
    Owned(String),
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Here(bytes, length) => std::str::from_utf8(&bytes[..*length]).unwrap_or_default(),
            Self::Owned(text) => text,
        }
    }
}

/// Folds a text. Apostrophes join (`don't` is `dont`), everything else that is no letter and no digit separates.
pub(crate) fn fold(text: &str) -> Folded {
    if !text.is_ascii() || text.len() > ROOM {
        return Folded::Owned(folded(text));
    }
    let (mut bytes, mut length) = ([0; ROOM], 0);
    let mut parted = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if parted && length > 0 {
                bytes[length] = b' ';
                length += 1;
            }
            bytes[length] = byte.to_ascii_lowercase();
            (length, parted) = (length + 1, false);
        } else if byte != b'\'' {
            parted = true;
        }
    }
    Folded::Here(bytes, length)
}

fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut parted = false;
    for letter in text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        if letter.is_alphanumeric() {
            if parted && !words.is_empty() {
                words.push(' ');
            }
            parted = false;
            match letter {
                'ß' => words.push_str("ss"),
                'æ' => words.push_str("ae"),
                'ø' => words.push('o'),
                'ł' => words.push('l'),
                'ı' => words.push('i'),
                letter => words.push(letter),
            }
        } else if !matches!(letter, '\'' | '’' | '‘' | '\u{307}') {
            parted = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_words_are_one() {
        for text in [
            "Opt-Out",
            "opt_out",
            " OPT  OUT ",
            "\u{201c}Opt out\u{201d}.",
            "Ópt\u{a0}öut",
        ] {
            assert_eq!(&*fold(text), "opt out", "{text}");
        }
        assert_eq!(&*fold("Don’t e-mail"), "dont e mail");
        assert_eq!(&*fold("don't"), "dont");
        assert_eq!(&*fold("Désabonné"), "desabonne");
        assert_eq!(&*fold("de\u{301}sabonne\u{301}"), "desabonne");
        assert_eq!(&*fold("Größe"), "grosse");
        assert_eq!(&*fold("--- "), "");
        assert_eq!(&*fold(&"Ab ".repeat(40)), "ab ".repeat(40).trim_end());
    }
}
