//! Text that looks alike made equal, and text that was decoded wrongly put right.

use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Composed letters (NFC): an é of one letter and one of two would be two identities.
pub(crate) fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The letter without case and accents: `É` → `e`.
pub fn base_letter(letter: char) -> char {
    let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
    base.to_lowercase().next().unwrap_or(base)
}

/// The text as it was before UTF-8 was taken for Windows-1252 (`JosÃ©` → `José`); `None` where it was not.
#[inline]
pub(crate) fn unmangled(text: &str) -> Option<String> {
    if text.is_ascii() { None } else { unmangled_letters(text) }
}

fn unmangled_letters(text: &str) -> Option<String> {
    // Nearly every text is told apart by its first letter beyond ASCII: it must be the first byte of a sequence, and what
    // follows another byte of it.
    let first = text.bytes().position(|b| !b.is_ascii())?;
    let mut rest = text[first..].chars();
    let is_first = rest.next().is_some_and(|c| ('\u{c2}'..='\u{f4}').contains(&c));
    if !is_first || rest.next().is_none_or(|c| c.is_ascii()) {
        return None;
    }
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    if lossy {
        return None;
    }
    let repaired = std::str::from_utf8(&bytes).ok()?;
    (repaired.len() < text.len() && !repaired.chars().any(char::is_control)).then(|| repaired.to_owned())
}

/// White space and marks that nobody sees, taken off both ends.
#[inline]
pub(crate) fn trimmed(text: &str) -> &str {
    // Nearly every cell begins and ends with a mark that everybody sees.
    let seen = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if text.is_empty() || (seen(text.as_bytes().first()) && seen(text.as_bytes().last())) {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}'))
}

/// NUL and other characters that no text has; tabs and line ends are fine.
pub(crate) fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// What a spreadsheet's formula shows when it fails.
pub(crate) fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: &[&str] = &[
        "#REF!", "#VERW!", "#BEZUG!", "#VALUE!", "#WAARDE!", "#WERT!", "#VALEUR!", "#NAME?", "#NAAM?", "#NOM?",
        "#DIV/0!", "#DEEL/0!", "#NUM!", "#GETAL!", "#ZAHL!", "#NOMBRE!", "#NULL!", "#LEEG!",
    ];
    text.starts_with('#') && ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
}

/// What a spreadsheet made of a long number: `3.16E+10`.
pub(crate) enum Rounded {
    /// No number in that form.
    No,
    /// All digits are there: this is the number.
    Whole(String),
    /// Digits are lost.
    Lost,
}

#[inline]
pub(crate) fn rounded(text: &str) -> Rounded {
    // Said at once of nearly every cell.
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Rounded::No;
    }
    let Some((mantissa, exponent)) = text
        .split_once(['E', 'e'])
        .and_then(|(mantissa, rest)| Some((mantissa, rest.strip_prefix('+')?)))
    else {
        return Rounded::No;
    };
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 1 || !digits(whole) || !digits(decimals) || !digits(exponent) || exponent.len() > 3 {
        return Rounded::No;
    }
    match exponent.parse::<usize>() {
        Ok(places) if places == decimals.len() => Rounded::Whole(format!("{whole}{decimals}")),
        _ => Rounded::Lost,
    }
}

/// Takes off what keeps a spreadsheet from reading a value as a number: `="0123"`, `'0123`.
pub(crate) fn unguarded(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
        return Some(inner);
    }
    let inner = text.strip_prefix('\'')?;
    inner
        .starts_with(|c: char| c.is_ascii_digit() || c == '+')
        .then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_was_decoded_wrongly_is_known_and_put_right() {
        for (mangled, right) in [
            ("JosÃ©", "José"),
            ("FuÃŸball", "Fußball"),
            ("Oâ€™Brien", "O’Brien"),
            ("BjÃ¸rn", "Bjørn"),
        ] {
            assert_eq!(unmangled(mangled).as_deref(), Some(right));
        }
        for fine in ["José", "Ångström", "Ã", "Zoë Â", "Екатерина", "a", "São Paulo", "Ñandú"] {
            assert_eq!(unmangled(fine), None, "{fine}");
        }
    }

    #[test]
    fn rounded_numbers_are_told_from_whole_ones() {
        assert!(matches!(rounded("3.16E+10"), Rounded::Lost));
        assert!(matches!(rounded("3,16123E+10"), Rounded::Lost));
        assert!(matches!(rounded("1.23457E+5"), Rounded::Whole(n) if n == "123457"));
        for other in ["1E5", "1.0", "12.5E+3", "E+10", "1.5E+x", "Jan E+1"] {
            assert!(matches!(rounded(other), Rounded::No), "{other}");
        }
    }
}
