//! E-mail addresses in the form that serves as identity: trimmed and lower-case, because the platform compares
//! identities by their exact letters and two casings would make two profiles.

use std::borrow::Cow;

/// A shopper's e-mail address in its canonical form.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Not an e-mail address. Carries no text: the caller knows row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailFault {
    /// Nothing there.
    #[error("the e-mail address is empty")]
    Empty,
    /// Something else.
    #[error("not an e-mail address")]
    Malformed,
}

impl Email {
    /// Reads an address; white space around it and letter case do not matter.
    pub fn parse(text: &str) -> Result<Self, EmailFault> {
        Self::canonical(text).map(|c| Self(c.into_owned()))
    }

    /// The canonical form of an address, borrowed where the text already has it.
    pub fn canonical(text: &str) -> Result<Cow<'_, str>, EmailFault> {
        Self::read(text).map(|found| found.address)
    }

    /// Reads a cell with an address: what spreadsheets and mail programs put around it is taken off, and of several
    /// addresses the first counts.
    pub fn read(text: &str) -> Result<EmailCell<'_>, EmailFault> {
        if is_plain(text) {
            return Ok(EmailCell {
                address: Cow::Borrowed(text),
                further: false,
            });
        }
        let bare = unwrapped(text);
        if bare.is_empty() {
            return Err(EmailFault::Empty);
        }
        if let Some(address) = canonical(bare) {
            return Ok(EmailCell {
                address,
                further: false,
            });
        }
        let mut pieces = bare
            .split([';', ',', '|', '/', ' ', '\n'])
            .map(unwrapped)
            .filter(|p| p.contains('@'));
        let first = pieces.next().and_then(canonical);
        let second = pieces.next().and_then(canonical);
        match (first, second) {
            (Some(address), Some(_)) => Ok(EmailCell { address, further: true }),
            _ => Err(EmailFault::Malformed),
        }
    }

    /// The text is an address in its canonical form already.
    pub fn is_canonical(text: &str) -> bool {
        matches!(Self::canonical(text), Ok(Cow::Borrowed(same)) if same.len() == text.len())
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email(<redacted>)")
    }
}

/// A cell's address.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailCell<'a> {
    /// In its canonical form.
    pub address: Cow<'a, str>,
    /// The cell holds a second address, which is passed over.
    pub further: bool,
}

/// Nearly every cell of a clean file: canonical already, and seen to be at one look. Says so of no address that is not
/// well formed, and not of all that are.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before = b'.';
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b'@') => break,
            Some(b'.') if before == b'.' => return false,
            Some(byte) if PLAIN[usize::from(*byte)] != 0 => before = *byte,
            _ => return false,
        }
        at += 1;
    }
    if !(1..=64).contains(&at) || before == b'.' || bytes.len() > 254 {
        return false;
    }
    let (mut label, mut letters) = (at + 1, false);
    before = b'.';
    for (i, byte) in bytes.iter().enumerate().skip(at + 1) {
        let mark = matches!(before, b'.' | b'-');
        match (PLAIN[usize::from(*byte)], byte) {
            (LETTER, _) => letters = true,
            (DIGIT, _) => {}
            (_, b'-') if !mark => {}
            (_, b'.') if !mark && i - label <= 63 => (label, letters) = (i + 1, false),
            _ => return false,
        }
        before = *byte;
    }
    label > at + 1 && letters && before != b'-' && (2..=63).contains(&(bytes.len() - label))
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;

/// What may stand in the part before the sign, capitals and other scripts left out.
static PLAIN: [u8; 256] = {
    let mut table = [0; 256];
    let marks = b"!#$%&'*+-/=?^_`{|}~.";
    let mut i = 0;
    while i < marks.len() {
        table[marks[i] as usize] = 3;
        i += 1;
    }
    let mut byte = 0;
    while byte < 256 {
        if (byte as u8).is_ascii_lowercase() {
            table[byte] = LETTER;
        }
        if (byte as u8).is_ascii_digit() {
            table[byte] = DIGIT;
        }
        byte += 1;
    }
    table
};

/// A label of the domain stands for letters of another script.
fn has_ascii_form(text: &str) -> bool {
    text.as_bytes().windows(4).any(|w| w == b"xn--")
}

/// Takes off white space, `mailto:`, `<…>` with a name before it, quotes, and marks that end a sentence.
fn unwrapped(text: &str) -> &str {
    let edge = |c: char| c.is_whitespace() || invisible(c) || matches!(c, '"' | '\'' | ',' | ';');
    let mut text = text.trim_matches(edge);
    if let Some(start) = text.find('<')
        && let Some(end) = text[start..].find('>')
        && text[start + end + 1..].trim().is_empty()
    {
        text = &text[start + 1..start + end];
    }
    let scheme = text.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:"));
    let text = if scheme { &text[7..] } else { text };
    text.trim_matches(edge).trim_end_matches('.')
}

/// The canonical form: composed letters in lower case without invisible ones, the domain in its own script.
fn canonical(text: &str) -> Option<Cow<'_, str>> {
    let visible = if text.chars().any(invisible) {
        Cow::Owned(text.chars().filter(|c| !invisible(*c)).collect())
    } else {
        Cow::Borrowed(text)
    };
    let lower = if visible.chars().any(char::is_uppercase) {
        Cow::Owned(visible.to_lowercase())
    } else {
        visible
    };
    let composed = crate::text::composed(lower);
    let (local, domain) = composed.rsplit_once('@')?;
    let address = if domain.is_ascii() && !has_ascii_form(domain) {
        composed
    } else {
        let (domain, valid) = idna::domain_to_unicode(domain);
        valid.ok()?;
        Cow::Owned(format!("{local}@{domain}"))
    };
    well_formed(&address).then_some(address)
}

/// RFC 5321 in the shape that shops accept: dot-atom local part, a domain of at least two labels whose last has a
/// letter. Letters beyond ASCII are fine on both sides (RFC 6531).
fn well_formed(text: &str) -> bool {
    let Some(at) = text.bytes().rposition(|b| b == b'@') else {
        return false;
    };
    let (local, domain) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    let visible = || {
        text.is_ascii()
            || !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || invisible(c))
    };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && is_dot_atom(local)
        && is_domain(&text[at + 1..], domain)
        && visible()
}

/// Pieces of these letters with single dots between them.
fn is_dot_atom(local: &[u8]) -> bool {
    // As if a dot stood before it: one may not follow.
    let mut before = b'.';
    for byte in local {
        let atom = byte.is_ascii_alphanumeric() || *byte >= 0x80 || b"!#$%&'*+-/=?^_`{|}~.".contains(byte);
        if !atom || (*byte == b'.' && before == b'.') {
            return false;
        }
        before = *byte;
    }
    before != b'.'
}

/// Two labels or more, none of which begins or ends with a hyphen, and a last one that is more than a number.
fn is_domain(text: &str, domain: &[u8]) -> bool {
    let (mut label_start, mut before) = (0, b'.');
    for (i, byte) in domain.iter().enumerate() {
        let good = match byte {
            b'.' => before != b'.' && before != b'-' && i - label_start <= 63,
            b'-' => before != b'.',
            b => b.is_ascii_alphanumeric() || *b >= 0x80,
        };
        if !good {
            return false;
        }
        if *byte == b'.' {
            label_start = i + 1;
        }
        before = *byte;
    }
    let last = &domain[label_start..];
    label_start > 0
        && before != b'-'
        && (2..=63).contains(&last.len())
        && text[label_start..].chars().nth(1).is_some()
        && last.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80)
}

/// Zero-width and direction marks: two addresses that look alike must not be two identities.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn casing_and_spaces_do_not_make_another_shopper() {
        assert_eq!(
            Email::canonical(" Noor.Vos@Example.NL ").unwrap(),
            "noor.vos@example.nl"
        );
        assert!(matches!(Email::canonical("a@example.com"), Ok(Cow::Borrowed(_))));
        assert!(
            Email::is_canonical("a@example.com")
                && !Email::is_canonical("A@example.com")
                && !Email::is_canonical("a@example.com ")
        );
    }

    #[test]
    fn what_programs_put_around_an_address_is_taken_off() {
        for (cell, address) in [
            ("mailto:a@example.com", "a@example.com"),
            ("Anna Smit <A@Example.com>", "a@example.com"),
            ("<a@example.com>", "a@example.com"),
            ("a@example.com.", "a@example.com"),
            ("\u{a0}a@example.com;", "a@example.com"),
            ("'a@example.com'", "a@example.com"),
            ("a\u{200b}@example.com", "a@example.com"),
            ("INFO@BÜCHER.example", "info@bücher.example"),
            ("info@xn--bcher-kva.example", "info@bücher.example"),
            ("jose\u{301}@example.com", "josé@example.com"),
        ] {
            assert_eq!(Email::canonical(cell).as_deref(), Ok(address), "{cell}");
        }
        let two = Email::read("a@example.com; b@example.com").unwrap();
        assert!(two.further && two.address == "a@example.com");
        assert!(Email::read("a@example.com/b@example.com").unwrap().further);
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        for bad in [
            "a.at.example.com",
            "a@@example.com",
            "a x@example.com",
            "a@localhost",
            "a..x@example.com",
            "@example.com",
            "a@",
            "a@example.c",
            "a@-x.com",
            "a@example.123",
            ".a@example.com",
        ] {
            assert_eq!(Email::parse(bad), Err(EmailFault::Malformed), "{bad}");
        }
        assert_eq!(Email::parse("  "), Err(EmailFault::Empty));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_plain_at_one_look_is_well_formed_at_many(
            text in prop_oneof!["[a-c.@-]{0,9}@[a-c.-]{0,9}", "[a-z'=A-B<é-]{1,3}@[a-c1.A-]{0,6}\\.[a-c1-]{0,4}", "[a-b]{60,66}@[a-b]{60,66}\\.[a-b]{60,66}"]
        ) {
            let visible = text.bytes().all(|b| b.is_ascii_graphic() && !b.is_ascii_uppercase());
            let long = visible && !has_ascii_form(&text) && well_formed(&text);
            prop_assert!(long || !is_plain(&text));
            prop_assert!(!long || text.contains("--") || is_plain(&text));
        }
    }

    #[test]
    fn debug_output_never_shows_the_address() {
        assert_eq!(
            format!("{:?}", Email::parse("a@example.com").unwrap()),
            "Email(<redacted>)"
        );
    }
}
