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
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailFault::Empty);
        }
        if !well_formed(text) {
            return Err(EmailFault::Malformed);
        }
        if text.chars().any(char::is_uppercase) {
            Ok(Cow::Owned(text.to_lowercase()))
        } else {
            Ok(Cow::Borrowed(text))
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

/// RFC 5321 in the shape that shops accept: dot-atom local part, a domain of at least two labels whose last has a
/// letter. Letters beyond ASCII are fine on both sides (RFC 6531).
fn well_formed(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    let dots = |s: &str| !s.starts_with('.') && !s.ends_with('.') && !s.contains("..");
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b >= 0x80)
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && local.bytes().all(atom)
        && dots(local)
        && domain.contains('.')
        && domain.split('.').all(label)
        && last.chars().count() >= 2
        && last.bytes().any(|b| b.is_ascii_alphabetic() || b >= 0x80)
        && !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || invisible(c))
}

/// Zero-width and direction marks: two addresses that look alike must not be two identities.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "a\u{200b}@example.com",
            ".a@example.com",
        ] {
            assert_eq!(Email::parse(bad), Err(EmailFault::Malformed), "{bad}");
        }
        assert_eq!(Email::parse("  "), Err(EmailFault::Empty));
    }

    #[test]
    fn debug_output_never_shows_the_address() {
        assert_eq!(
            format!("{:?}", Email::parse("a@example.com").unwrap()),
            "Email(<redacted>)"
        );
    }
}
