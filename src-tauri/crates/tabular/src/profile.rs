//! What the cells of one column look like, from a sample: the ground for suggesting what the column is.
//!
//! Samples are personal data: they are for the screen of the person who has the file, so `Debug` leaves them out, and
//! a column that holds credentials keeps none at all.

use crate::addresses::Addresses;
use crate::told::Told;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use xdm::{
    DateEvidence, Email, blocked_by_name, looks_hashed, looks_like_credential, looks_like_short_key, looks_personal,
    looks_random, names_address, names_pin_code, secret_if_random,
};

/// Most samples per column.
pub const MAX_SAMPLES: usize = 5;
/// Longest sample, in characters.
pub const MAX_SAMPLE_CHARS: usize = 200;

/// Counts of the forms that a column's cells have. A cell may have several.
#[derive(Clone, Default, PartialEq)]
pub struct ColumnProfile {
    /// Records that were looked at.
    pub rows: u64,
    /// Cells that are not empty or white space. All counts below are of these.
    pub filled: u64,
    /// The first distinct cells, trimmed and shortened.
    pub samples: Vec<String>,
    /// Nothing is kept of this column's cells.
    pub secret: bool,
    /// E-mail addresses.
    pub emails: u64,
    /// The different ones among them.
    pub addresses: Addresses,
    /// Words and digits that say something about consent, yes and no among them, or nothing at all.
    pub consent_words: u64,
    /// Whole numbers of at most 15 digits.
    pub integers: u64,
    /// Numbers with a decimal point or comma.
    pub decimals: u64,
    /// Numbers that begin with a zero and have more digits, so they are no numbers.
    pub leading_zeros: u64,
    /// What dates prove about the order of day and month.
    pub dates: DateEvidence,
    /// Dates with a time of day.
    pub date_times: u64,
    /// Telephone numbers.
    pub phones: u64,
    /// Two capital letters, such as a country's.
    pub two_letters: u64,
    /// Words and digits for yes and no.
    pub booleans: u64,
    /// Words for "nothing": NULL, n/a, onbekend.
    pub missing: u64,
    /// Numbers that can only have a decimal comma.
    pub decimal_commas: u64,
    /// Numbers that can only have a decimal point.
    pub decimal_points: u64,
    /// Numbers such as 1.234 that are thousands in one place and decimals in another.
    pub decimal_either: u64,
    /// Hashes of passwords, tokens and the like.
    pub credentials: u64,
    /// Hashes in a column that is called an address or a telephone number: they stand for one.
    pub hashed: u64,
    /// Numbers that a state or a bank gave out.
    pub personal: u64,
    /// Words for "nothing" that are written as a name: Null.
    pub names_for_nothing: u64,
    /// Cells that are not text in the file's encoding.
    pub undecodable: u64,
    /// Length of the longest cell, in characters.
    pub longest: usize,
    /// What the name says about hashes and chance.
    kind: Kind,
    /// Cells that look made by chance, counted where the name makes that telling.
    random: u64,
    /// The different cells among them, without the cells.
    different: Different,
    told: Told,
}

/// A column with one secret among so many cells holds none.
const STRAY: u64 = 20;

/// What a column's name says about its cells.
#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Plain,
    /// An address or a telephone number: a hash stands for it.
    Address,
    /// A code, a key: a secret where all cells look random and no two are alike.
    Weak,
    /// A PIN code: a secret, or the postcode of an Indian address.
    Pin,
}

/// Different cells, as keyed hashes.
#[derive(Clone, Default)]
struct Different {
    seen: HashSet<u64>,
    key: RandomState,
}

impl PartialEq for Different {
    fn eq(&self, other: &Self) -> bool {
        self.seen.len() == other.seen.len()
    }
}

impl std::fmt::Debug for ColumnProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ColumnProfile")
            .field("rows", &self.rows)
            .field("filled", &self.filled)
            .finish_non_exhaustive()
    }
}

impl ColumnProfile {
    /// An empty profile of the column of this name; blocked ones keep no samples.
    pub fn of_column(name: &str) -> Self {
        let kind = match name {
            name if names_address(name) => Kind::Address,
            name if names_pin_code(name) => Kind::Pin,
            name if secret_if_random(name) => Kind::Weak,
            _ => Kind::Plain,
        };
        Self {
            secret: blocked_by_name(name).is_some(),
            kind,
            ..Self::default()
        }
    }

    /// To be called after the last cell: a column that turns out to hold secrets keeps nothing of its cells.
    pub fn finish(&mut self) {
        let by_chance = self.kind == Kind::Weak
            && self.filled > 0
            && self.random == self.filled
            && self.different.seen.len() as u64 == self.filled;
        // One among many has moved into a row that is not its own: that row is held, and the column is what it is.
        let holds_secrets = self.credentials * STRAY > self.filled;
        let is_pin = self.kind == Kind::Pin && self.random > 0;
        if by_chance || is_pin || holds_secrets {
            self.secret = true;
            self.samples.clear();
        }
        self.different.seen.clear();
    }

    /// Looks at one cell; `None` for one that is not text.
    pub fn observe(&mut self, cell: Option<&str>) {
        self.rows += 1;
        let Some(cell) = cell else {
            self.filled += 1;
            self.undecodable += 1;
            return;
        };
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.longest = self.longest.max(cell.chars().count());
        if self.kind == Kind::Address && looks_hashed(cell) {
            self.hashed += 1;
        } else if looks_like_credential(cell) {
            self.credentials += 1;
            self.count_forms(cell);
            return;
        } else if looks_like_short_key(cell) {
            self.credentials += 1;
            self.secret = true;
            self.samples.clear();
        }
        match self.kind {
            Kind::Weak if looks_random(cell) => {
                self.random += 1;
                self.different.seen.insert(self.different.key.hash_one(cell));
            }
            Kind::Pin => self.random += u64::from(!is_indian_postcode(cell)),
            _ => {}
        }
        self.keep_sample(cell);
        self.count_forms(cell);
    }

    /// The share of records in which it is filled, 0 to 1.
    pub fn filled_share(&self) -> f64 {
        share(self.filled, self.rows)
    }

    /// The share of filled cells that `count` is.
    pub fn share(&self, count: u64) -> f64 {
        share(count, self.filled)
    }

    /// Dates of any order.
    pub fn date_like(&self) -> u64 {
        self.dates.dates()
    }

    fn keep_sample(&mut self, cell: &str) {
        if self.secret || self.samples.len() >= MAX_SAMPLES {
            return;
        }
        let short = cell
            .char_indices()
            .nth(MAX_SAMPLE_CHARS)
            .map_or(cell, |(end, _)| &cell[..end]);
        if !self.samples.iter().any(|s| s == short) {
            self.samples.push(short.to_owned());
        }
    }

    fn count_forms(&mut self, cell: &str) {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        self.personal += u64::from(digits > 0 && looks_personal(cell));
        let count = |counter: &mut u64, seen: bool| *counter += u64::from(seen);
        let is_address = cell.contains('@') && Email::parse(cell).is_ok();
        if is_address {
            self.emails += 1;
            self.addresses.see(cell);
        }
        let said = self.told.of(cell, is_address);
        count(&mut self.consent_words, said.consent);
        count(
            &mut self.two_letters,
            cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_uppercase()),
        );
        count(&mut self.booleans, said.yes_no);
        count(&mut self.missing, said.nothing);
        count(&mut self.names_for_nothing, said.name);
        if digits == 0 {
            return;
        }
        let whole = cell.strip_prefix('-').unwrap_or(cell);
        let is_whole = digits == whole.len();
        count(
            &mut self.leading_zeros,
            is_whole && digits > 1 && whole.starts_with('0'),
        );
        count(&mut self.integers, is_whole && digits <= 15);
        count(&mut self.decimals, is_decimal(whole, digits));
        count(&mut self.phones, is_phone(cell, digits));
        count(&mut self.date_times, is_date_time(cell));
        self.dates.observe(cell);
        match decimal_mark(whole) {
            DecimalMark::Comma => self.decimal_commas += 1,
            DecimalMark::Point => self.decimal_points += 1,
            DecimalMark::Either => self.decimal_either += 1,
            DecimalMark::None => {}
        }
    }
}

/// The mark before the decimals of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DecimalMark {
    /// It has no marks, or is no number.
    None,
    Comma,
    Point,
    /// Its one mark can stand before decimals and between thousands.
    Either,
}

fn decimal_mark(cell: &str) -> DecimalMark {
    let cell = cell.trim_matches(|c: char| !c.is_ascii_digit());
    let is_mark = |b: &u8| matches!(b, b'.' | b',');
    if !cell.bytes().all(|b| b.is_ascii_digit() || is_mark(&b)) {
        return DecimalMark::None;
    }
    let Some(last_at) = cell.bytes().rposition(|b| is_mark(&b)) else {
        return DecimalMark::None;
    };
    let last = cell.as_bytes()[last_at];
    let all = cell.bytes().filter(is_mark).count();
    let of_last = cell.bytes().filter(|b| *b == last).count();
    match (of_last, all, last) {
        (1, 1, _) if cell.len() - last_at == 4 && last_at <= 3 => DecimalMark::Either,
        (1, _, b',') => DecimalMark::Comma,
        (1, _, _) => DecimalMark::Point,
        // A mark that comes back stands between thousands.
        (n, all, b',') if n == all => DecimalMark::Point,
        (n, all, _) if n == all => DecimalMark::Comma,
        _ => DecimalMark::None,
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Six digits, the first of which is a zone from 1, at most parted in the middle.
fn is_indian_postcode(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let parted = cell.len() == 7 && cell.as_bytes()[3] == b' ';
    digits == 6 && (cell.len() == 6 || parted) && !cell.starts_with('0')
}

/// Digits with points or commas between them, not all of which can be thousands of a date-like form.
fn is_decimal(cell: &str, digits: usize) -> bool {
    let marks = cell.bytes().filter(|b| matches!(b, b'.' | b',')).count();
    let ends_well = cell.starts_with(|c: char| c.is_ascii_digit()) && cell.ends_with(|c: char| c.is_ascii_digit());
    marks > 0
        && marks + digits == cell.len()
        && ends_well
        && !(marks == 2 && digits <= 8 && cell.split('.').count() == 3)
}

fn is_phone(cell: &str, digits: usize) -> bool {
    let shape = cell
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.' | '/' | '\u{a0}'));
    let separated = cell.len() > digits;
    (7..=15).contains(&digits)
        && shape
        && (separated || cell.starts_with('0'))
        && cell.starts_with(['+', '0', '('])
        && !is_date_start(cell)
}

fn is_date_start(cell: &str) -> bool {
    let numbers: Vec<&str> = cell.split(['-', '/', '.', ' ']).take(3).collect();
    let [a, b, c] = numbers[..] else { return false };
    b.len() <= 2 && ((a.len() <= 2 && c.len() == 4) || (a.len() == 4 && c.len() <= 2))
}

fn is_date_time(cell: &str) -> bool {
    let Some((date, time)) = cell.split_once([' ', 'T']) else {
        return false;
    };
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4
        && date
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'))
        && time.trim_start().as_bytes().iter().take(3).any(|b| *b == b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str, cells: &[&str]) -> ColumnProfile {
        let mut profile = ColumnProfile::of_column(name);
        for cell in cells {
            profile.observe(Some(cell));
        }
        profile.finish();
        profile
    }

    #[test]
    fn a_column_is_known_by_the_form_of_its_cells() {
        let email = profile("e", &["a@example.com", " B@Example.nl ", "", "none"]);
        assert_eq!((email.rows, email.filled, email.emails), (4, 3, 2));
        let shared = profile("e", &["a@example.com", "A@example.com", "a@example.com"]);
        assert_eq!((shared.emails, shared.addresses.distinct()), (3, 1));
        assert!((email.filled_share() - 0.75).abs() < 1e-9);
        let date = profile(
            "d",
            &[
                "1991-03-05",
                "25/12/1990",
                "12/25/1990",
                "03/04/1990",
                "2015-10-30 12:49:47",
            ],
        );
        assert_eq!(
            (
                date.date_like(),
                date.dates.iso,
                date.dates.day_first,
                date.dates.month_first,
                date.dates.either
            ),
            (5, 2, 1, 1, 1)
        );
        assert_eq!((date.date_times, date.phones, date.decimals), (1, 0, 0));
        let phone = profile(
            "p",
            &[
                "+31612345678",
                "06-12345678",
                "(030) 123 4567",
                "0612345678",
                "01-02-1990",
                "5",
            ],
        );
        assert_eq!((phone.phones, phone.leading_zeros), (4, 1));
        let number = profile("n", &["12", "-5", "3.14", "1.234,56", "007", "1E5"]);
        assert_eq!((number.integers, number.decimals, number.leading_zeros), (3, 2, 1));
        let flag = profile("f", &["Ja", "nee", "1", "NL"]);
        assert_eq!((flag.booleans, flag.two_letters), (3, 1));
    }

    #[test]
    fn the_decimal_mark_is_proven_or_left_open() {
        let prices = profile("p", &["1.234,56", "0,5", "1.234", "€ 12,50"]);
        assert_eq!(
            (prices.decimal_commas, prices.decimal_points, prices.decimal_either),
            (3, 0, 1)
        );
        let points = profile("p", &["1,234.56", "1.234.567", "12.5"]);
        assert_eq!(
            (points.decimal_commas, points.decimal_points, points.decimal_either),
            (1, 2, 0)
        );
    }

    #[test]
    fn samples_are_few_short_and_distinct() {
        let long = "é".repeat(500);
        let cells: Vec<String> = (0..20).map(|i| format!("v{}", i / 2)).chain([long.clone()]).collect();
        let cells: Vec<&str> = std::iter::once(long.as_str())
            .chain(cells.iter().map(String::as_str))
            .collect();
        let profile = profile("c", &cells);
        assert_eq!(profile.samples.len(), MAX_SAMPLES);
        assert_eq!(profile.samples[0].chars().count(), MAX_SAMPLE_CHARS);
        assert_eq!(profile.longest, 500);
    }

    #[test]
    fn a_credential_leaves_no_sample_behind() {
        let hash = format!("{}:{}:3_32_2_67108864", "ab12".repeat(16), "c3d4".repeat(8));
        let by_shape = profile("note", &["fine", &hash, "later"]);
        assert!(by_shape.secret && by_shape.samples.is_empty() && by_shape.credentials == 1);
        assert!(profile("password_hash", &["x"]).samples.is_empty(), "44");
        assert!(!format!("{:?}", profile("c", &["Anna"])).contains("Anna"));
    }

    #[test]
    fn a_code_is_a_secret_where_all_cells_look_random_and_none_is_there_twice() {
        let secret = |name: &str, cells: &[&str]| {
            let profile = profile(name, cells);
            assert_eq!(profile.secret, profile.samples.is_empty());
            profile.secret
        };
        assert!(secret("code", &["code77aa88", "code77aa99"]) && secret("key", &["x8Kq2LmZ0p", "", "y7Jp3MnA1q"]));
        assert!(!secret("code", &["code77aa88", "code77aa88"]), "a group of customers");
        assert!(!secret("code", &["code77aa88", "GOLD"]) && !secret("code", &["CUST00001", "CUST00002"]));
        assert!(
            !secret("voucher code", &["code77aa88", "code77aa99"]) && !secret("note", &["code77aa88", "code77aa99"])
        );
        assert!(!secret("Sessions", &["12", "7"]) && !secret("last session date", &["2024-01-05"]));
        assert!(secret("pincode", &["1234", "0412"]) && secret("PIN code", &["12345"]));
        assert!(!secret("Pincode", &["560001", "110 001", ""]), "a postcode in India");
    }

    #[test]
    fn a_hash_stands_for_an_address_where_the_column_is_called_one() {
        let hashes = ["5f4dcc3b5aa765d6".repeat(4), "6f4dcc3b5aa765d6".repeat(4)];
        let cells: Vec<&str> = hashes.iter().map(String::as_str).collect();
        let address = profile("email", &cells);
        assert_eq!((address.hashed, address.credentials, address.secret), (2, 0, false));
        let other = profile("note", &cells);
        assert_eq!((other.hashed, other.credentials, other.secret), (0, 2, true));
        assert_eq!(profile("x", &["NL91ABNA0417164300", "Anna"]).personal, 1);
        assert_eq!(profile("x", &["Null", "NULL", "Anna"]).names_for_nothing, 1);
    }
}
