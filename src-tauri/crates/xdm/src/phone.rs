//! Telephone numbers in the form that every system understands: E.164, `+31612345678`.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// A cell's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phone {
    pub number: String,
    /// The cell holds a second number, which is passed over.
    pub further: bool,
}

/// Reads a number as somebody in this country (ISO 3166 alpha-2) writes it; `None` where it is none.
pub(crate) fn read(text: &str, country: Option<&str>) -> Option<Phone> {
    let country: Option<Region> = country.and_then(|c| c.parse().ok());
    if let Some(number) = one(text, country) {
        return Some(Phone { number, further: false });
    }
    let mut pieces = text
        .split(['/', ';', ',', '|', '\n'])
        .filter(|p| p.bytes().any(|b| b.is_ascii_digit()));
    let first = one(pieces.next()?, country)?;
    pieces.next().map(|_| Phone {
        number: first,
        further: true,
    })
}

fn one(text: &str, country: Option<Region>) -> Option<String> {
    // Nobody's number is longer, and the pattern behind the parser is not cheap.
    if text.len() > 60 {
        return None;
    }
    let number = PHONE_NUMBER_UTIL.parse(text.trim(), country).ok()?;
    let valid = PHONE_NUMBER_UTIL.is_valid_number(&number);
    valid.then(|| PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_their_country_writes_them() {
        for (text, country, want) in [
            ("06-12345678", "NL", "+31612345678"),
            ("0031 6 1234 5678", "NL", "+31612345678"),
            ("+31 (0)6 12345678", "BE", "+31612345678"),
            ("030 1234567", "DE", "+49301234567"),
            ("(212) 555-0143", "US", "+12125550143"),
            ("01 23 45 67 89", "FR", "+33123456789"),
        ] {
            assert_eq!(
                read(text, Some(country)).map(|p| p.number).as_deref(),
                Some(want),
                "{text}"
            );
        }
        assert!(read("06-12345678 / 010-2345678", Some("NL")).unwrap().further);
        for none in ["12345", "geen", "06-1234", "3.16E+10"] {
            assert_eq!(read(none, Some("NL")), None, "{none}");
        }
        assert_eq!(read("06-12345678", None), None, "no country, no guess");
        assert!(read("+31612345678", None).is_some());
    }
}
