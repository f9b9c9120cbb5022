//! Numbers of states and banks: they are the person's to send by hand, and never ours to propose. Known by the parts of
//! a column's name and, where they carry check digits, by their cells.

use super::names::{listed, name_parts};

/// Whether a column of this name holds what is never proposed: a number that a state or a bank gave out.
pub fn never_proposed(name: &str) -> bool {
    let parts = name_parts(name);
    let has = |word: &str| parts.iter().any(|part| part == word);
    listed("personal").any(has) || listed("personal_together").any(|words| words.split(' ').all(has))
}

/// Whether a cell is such a number by its check digits or its form: an IBAN, a payment card, a national number.
pub fn looks_personal(cell: &str) -> bool {
    let cell = cell.trim();
    if !(9..=42).contains(&cell.len()) || !cell.is_ascii() || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let plain: Vec<u8> = cell
        .bytes()
        .filter(|b| !matches!(b, b' ' | b'-' | b'.' | b'/'))
        .map(|b| b.to_ascii_uppercase())
        .collect();
    if !plain.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    is_iban(&plain) || is_card(&plain) || is_italian(&plain) || is_spanish(&plain) || is_dashed(cell, &plain)
}

/// Two letters, two check digits, and the whole modulo 97 is 1.
fn is_iban(plain: &[u8]) -> bool {
    let form = (15..=34).contains(&plain.len())
        && plain[..2].iter().all(u8::is_ascii_uppercase)
        && plain[2..4].iter().all(u8::is_ascii_digit);
    let value = |b: u8| {
        if b.is_ascii_digit() {
            u32::from(b - b'0')
        } else {
            u32::from(b - b'A') + 10
        }
    };
    form && plain[4..].iter().chain(&plain[..4]).fold(0, |rest, b| {
        let value = value(*b);
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    }) == 1
}

/// 13 to 19 digits that begin as a payment card does and end in its check digit.
fn is_card(plain: &[u8]) -> bool {
    if !(13..=19).contains(&plain.len()) || !plain.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let start = plain[..4].iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
    let issued = match plain.len() {
        13 | 19 => matches!(start, 4000..=4999),
        14 => matches!(start, 3000..=3059 | 3600..=3699 | 3800..=3999),
        15 => matches!(start, 3400..=3499 | 3700..=3799),
        16 => {
            matches!(start, 2221..=2720 | 3528..=3589 | 4000..=4999 | 5100..=5599 | 6011 | 6440..=6599 | 5018..=5038 | 6304..=6390 | 6759..=6763)
        }
        _ => false,
    };
    issued && luhn(plain)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, b)| match (at % 2, u32::from(b - b'0')) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A *codice fiscale*: six letters, a year, a month's letter, a day, a place, a check letter.
fn is_italian(plain: &[u8]) -> bool {
    const FORM: &[u8; 16] = b"AAAAAA99A99A999A";
    let fits = |(b, form): (&u8, &u8)| {
        if *form == b'A' {
            b.is_ascii_uppercase()
        } else {
            b.is_ascii_digit()
        }
    };
    plain.len() == FORM.len() && plain.iter().zip(FORM).all(fits)
}

/// A DNI or NIE: eight digits (the first may be X, Y or Z) and the letter that they prove.
fn is_spanish(plain: &[u8]) -> bool {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let [first, middle @ .., letter] = plain else {
        return false;
    };
    let first = match first {
        b'X' | b'Y' | b'Z' => first - b'X',
        b'0'..=b'9' => first - b'0',
        _ => return false,
    };
    if plain.len() != 9 || !middle.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = middle
        .iter()
        .fold(usize::from(first), |n, b| n * 10 + usize::from(b - b'0'));
    LETTERS[number % 23] == *letter
}

/// Numbers that are told by where their marks stand: of the United States (123-45-6789) and of Belgium
/// (85.07.30-033.28, whose last two digits prove the others).
fn is_dashed(cell: &str, plain: &[u8]) -> bool {
    let form: Vec<u8> = cell
        .bytes()
        .map(|b| if b.is_ascii_digit() { b'9' } else { b })
        .collect();
    match form.as_slice() {
        b"999-99-9999" => !cell.starts_with("000") && !cell.starts_with('9'),
        b"99.99.99-999.99" => {
            let number = |digits: &[u8]| digits.iter().fold(0_u64, |n, b| n * 10 + u64::from(b - b'0'));
            let (born, check) = (number(&plain[..9]), number(&plain[9..]));
            97 - born % 97 == check || 97 - (born + 2_000_000_000) % 97 == check
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_states_and_banks_are_known_by_name() {
        for name in [
            "iban",
            "IBAN nummer",
            "national_id",
            "NationalId",
            "SSN",
            "bsn",
            "BSN-nummer",
            "Tax ID",
            "Passport number",
            "Personalausweis",
            "NIF",
            "dni",
            "Codice Fiscale",
            "INSZ",
            "Rijksregisternummer",
            "Numéro de sécurité sociale",
            "Social Security Number",
            "bank_account",
            "Bankrekening",
            "card number",
            "Driver's license",
            "Steuer-ID",
            "taxvat",
        ] {
            assert!(never_proposed(name), "{name}");
        }
        for name in [
            "email",
            "number",
            "account",
            "nationality",
            "Loyalty card",
            "customer id",
            "company",
            "tax class",
            "identity",
            "pan",
        ] {
            assert!(!never_proposed(name), "{name}");
        }
    }

    #[test]
    fn and_by_their_check_digits() {
        for cell in [
            "NL91 ABNA 0417 1643 00",
            "DE89370400440532013000",
            "BE68539007547034",
            "4111 1111 1111 1111",
            "5500-0000-0000-0004",
            "378282246310005",
            "RSSMRA85T10A562S",
            "12345678Z",
            "X1234567L",
            "123-45-6789",
            "85.07.30-033.28",
        ] {
            assert!(looks_personal(cell), "{cell}");
        }
        for cell in [
            "NL92ABNA0417164300",
            "4111111111111112",
            "12345678A",
            "0612345678",
            "+31612345678",
            "Anna",
            "2024-01-05",
            "1001",
            "700012345678",
            "ORDER-12345678",
            "85.07.30-033.29",
            "000-12-3456",
            "info@voorbeeld.example",
        ] {
            assert!(!looks_personal(cell), "{cell}");
        }
    }
}
