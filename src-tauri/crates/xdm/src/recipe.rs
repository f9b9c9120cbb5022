//! Recipes: the small closed set of things that can happen to a cell on its way. They are data, compose in order
//! and never run code.

use crate::consent::{self, ConsentColumn, ConsentReads};
use crate::date::{DateOrder, DateStyle, Zone};
use crate::text::{self, Rounded, trimmed};
use crate::{FindingCode, country_code, phone};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Operations in the order in which they happen.
pub type Recipe = Vec<Op>;

/// One operation (contract §6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Op {
    /// Takes white space off both ends; twice is once.
    Trim {},
    /// Lower case; twice is once.
    Lowercase {},
    /// Upper case; twice is once.
    Uppercase {},
    /// First letter of each word upper, the rest lower; only for words all in one case.
    NameCase {},
    /// The `take`-th piece, from 1; negative counts from the end.
    Split {
        /// What stands between the pieces.
        on: String,
        /// Which piece.
        take: i32,
    },
    /// The cell followed by those of further columns, empty ones left out.
    Join {
        /// Further columns.
        columns: Vec<String>,
        /// What to put between.
        with: String,
    },
    /// How dates are written where they are not ISO.
    Date {
        /// The order of the parts, or what is counted.
        order: DateOrder,
        /// The last year that a year of two digits can mean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pivot: Option<i16>,
    },
    /// A date with a time; `zone` is `UTC`, an offset such as `+01:00` or a name such as `Europe/Amsterdam`.
    DateTime {
        /// The zone of cells that carry none.
        #[ts(type = "string")]
        zone: Zone,
    },
    /// A telephone number in international form, read as the country of `country_column`, else `country`, writes it;
    /// twice is once.
    Phone {
        /// ISO 3166 alpha-2.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        country: Option<String>,
        /// The column with the row's country.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        country_column: Option<String>,
    },
    /// A country's ISO 3166 alpha-2 code, from its name or another code; twice is once.
    Country {},
    /// Cells that say "nothing": these words, compared without regard to case; twice is once.
    Missing {
        /// The words.
        values: Vec<String>,
    },
    /// Text that was decoded wrongly before it came here, put right.
    Repair {},
    /// A number as written in a place: `en` (1,234.56), `nl` (1.234,56).
    Number {
        /// The place.
        locale: String,
    },
    /// Words for yes and for no, compared without regard to case.
    Boolean {
        /// Words for yes.
        r#true: Vec<String>,
        /// Words for no.
        r#false: Vec<String>,
    },
    /// Replaces whole cells, compared without regard to case; what is not listed becomes `otherwise`, or is a
    /// finding where that is null.
    Map {
        /// From cell to value.
        values: BTreeMap<String, String>,
        /// For cells that are not listed.
        #[serde(default)]
        otherwise: Option<String>,
    },
    /// The cell, else the first of these columns that is not empty.
    FirstOf {
        /// In order.
        columns: Vec<String>,
    },
    /// SHA-256 in lower-case hex, for namespaces of hashed identities.
    Sha256 {},
    /// Consent to marketing over one channel, heard from every column of the row that says something about it: `y`, `n`
    /// or nothing. An objection in any of them wins.
    Consent {
        /// What the cell itself says.
        reads: ConsentReads,
        /// Further columns about the same channel.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<ConsentColumn>>")]
        also: Vec<ConsentColumn>,
    },
}

impl Op {
    /// The columns that it reads besides the cell.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let (columns, one): (&[String], Option<&String>) = match self {
            Self::Join { columns, .. } | Self::FirstOf { columns } => (columns, None),
            Self::Phone { country_column, .. } => (&[], country_column.as_ref()),
            _ => (&[], None),
        };
        let also: &[ConsentColumn] = match self {
            Self::Consent { also, .. } => also,
            _ => &[],
        };
        let also = also.iter().map(|other| &other.column);
        columns.iter().chain(one).chain(also).map(String::as_str)
    }

    /// The same, to give them other names.
    pub fn columns_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Join { columns, .. } | Self::FirstOf { columns } => columns.iter_mut().collect(),
            Self::Phone { country_column, .. } => country_column.iter_mut().collect(),
            Self::Consent { also, .. } => also.iter_mut().map(|other| &mut other.column).collect(),
            _ => Vec::new(),
        }
    }

    /// What is wrong with its parameters, for whoever wrote them by hand: it would do nothing, or nothing sensible.
    pub fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Split { on, .. } if on.is_empty() => Some("split: `on` is empty"),
            Self::Split { take: 0, .. } => Some("split: `take` is 0; the first piece is 1, the last is -1"),
            Self::Join { columns, .. } if columns.is_empty() => Some("join: `columns` is empty"),
            Self::FirstOf { columns } if columns.is_empty() => Some("first_of: `columns` is empty"),
            Self::Missing { values } if values.is_empty() => Some("missing: `values` is empty"),
            Self::Boolean { r#true, r#false } if r#true.is_empty() && r#false.is_empty() => {
                Some("boolean: no words for yes and none for no")
            }
            Self::Map {
                values,
                otherwise: None,
            } if values.is_empty() => Some("map: `values` is empty"),
            Self::Phone {
                country: Some(code), ..
            } if country_code(code).is_none() => Some("phone: `country` is not an ISO 3166 alpha-2 code"),
            _ => None,
        }
    }
}

/// The other cells of a row, by column name.
pub trait Cells<'a> {
    /// The cell's text; empty for none.
    fn cell(&self, column: &str) -> &'a str;

    /// Some cell of the row holds control characters, which are taken out.
    fn has_controls(&self) -> bool {
        false
    }
}

/// What a recipe made of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied<'a> {
    /// The text; empty for nothing.
    pub text: Cow<'a, str>,
    /// How a date in it is to be read.
    pub style: DateStyle<'a>,
}

/// Receives what was noticed without stopping the value.
pub type Noticed<'n> = dyn FnMut(FindingCode) + 'n;

/// Takes a cell through its recipe. White space around the cell and what a spreadsheet put around a value are always
/// taken off first.
pub fn apply<'a>(
    recipe: &'a [Op],
    cell: &'a str,
    cells: &impl Cells<'a>,
    noticed: &mut Noticed<'_>,
) -> Result<Applied<'a>, FindingCode> {
    let mut cell = trimmed(cell);
    match cell.as_bytes().first() {
        Some(b'=' | b'\'') => {
            if let Some(inner) = text::unguarded(cell) {
                noticed(FindingCode::SpreadsheetRepaired);
                cell = trimmed(inner);
            }
        }
        Some(b'#') if text::is_spreadsheet_error(cell) => return Err(FindingCode::SpreadsheetDamage),
        _ => {}
    }
    let mut applied = Applied {
        text: Cow::Borrowed(cell),
        style: DateStyle::default(),
    };
    if cells.has_controls() && cell.contains(text::is_control) {
        noticed(FindingCode::ControlRemoved);
        applied.text = Cow::Owned(trimmed(&cell.replace(text::is_control, "")).to_owned());
    }
    for op in recipe {
        match op {
            Op::Date { order, pivot } => (applied.style.order, applied.style.pivot) = (Some(*order), *pivot),
            Op::DateTime { zone } => applied.style.zone = Some(zone),
            _ => applied.text = step(op, applied.text, cells, noticed)?,
        }
    }
    Ok(applied)
}

fn step<'a>(
    op: &'a Op,
    text: Cow<'a, str>,
    cells: &impl Cells<'a>,
    noticed: &mut Noticed<'_>,
) -> Result<Cow<'a, str>, FindingCode> {
    let filled = !text.is_empty();
    Ok(match op {
        Op::Trim {} => match text {
            Cow::Borrowed(t) => Cow::Borrowed(trimmed(t)),
            Cow::Owned(t) => Cow::Owned(trimmed(&t).to_owned()),
        },
        Op::Lowercase {} if text.chars().any(char::is_uppercase) => Cow::Owned(text.to_lowercase()),
        Op::Uppercase {} if text.chars().any(char::is_lowercase) => Cow::Owned(text.to_uppercase()),
        Op::NameCase {} if filled => name_case(text),
        Op::Split { on, take } if filled => split(text, on, *take),
        Op::Join { columns, with } => join(text, columns, with, cells),
        Op::FirstOf { columns } if !filled => columns
            .iter()
            .map(|c| trimmed(cells.cell(c)))
            .find(|t| !t.is_empty())
            .map_or(Cow::Borrowed(""), Cow::Borrowed),
        Op::Number { locale } if filled => Cow::Owned(number(&text, locale).ok_or(FindingCode::NumberUnreadable)?),
        Op::Boolean { r#true, r#false } if filled => boolean(&text, r#true, r#false)?,
        Op::Map { values, otherwise } if filled => mapped(&text, values, otherwise.as_deref())?,
        Op::Missing { values } if filled && values.iter().any(|v| same(v, &text)) => {
            noticed(FindingCode::MissingMarker);
            Cow::Borrowed("")
        }
        Op::Repair {} => match text::unmangled(&text) {
            Some(repaired) => {
                noticed(FindingCode::TextRepaired);
                Cow::Owned(repaired)
            }
            None => text,
        },
        Op::Country {} if filled => Cow::Borrowed(country_code(&text).ok_or(FindingCode::CountryUnknown)?),
        Op::Consent { reads, also } => Cow::Borrowed(consent::heard(&text, *reads, also, cells, noticed)?),
        Op::Phone {
            country,
            country_column,
        } if filled => {
            let of_row = country_column
                .as_deref()
                .and_then(|column| country_code(cells.cell(column)));
            telephone(&text, of_row.or(country.as_deref()), noticed)?
        }
        Op::Sha256 {} if filled => {
            use sha2::Digest;
            let digest = sha2::Sha256::digest(text.as_bytes());
            let hex = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
            Cow::Owned(digest.iter().flat_map(|b| [hex(b >> 4), hex(b & 15)]).collect())
        }
        _ => text,
    })
}

fn telephone<'a>(text: &str, country: Option<&str>, noticed: &mut Noticed<'_>) -> Result<Cow<'a, str>, FindingCode> {
    match text::rounded(text) {
        Rounded::No => {}
        Rounded::Whole(_) | Rounded::Lost => return Err(FindingCode::SpreadsheetDamage),
    }
    let phone = phone::read(text, country).ok_or(FindingCode::PhoneUnreadable)?;
    if phone.further {
        noticed(FindingCode::PhoneFurther);
    }
    Ok(Cow::Owned(phone.number))
}

fn name_case(text: Cow<'_, str>) -> Cow<'_, str> {
    let one_case = !text.chars().any(char::is_lowercase) || !text.chars().any(char::is_uppercase);
    if !one_case {
        return text;
    }
    // Letters of the word so far: an apostrophe starts a new one only after a single letter (O'Neil, but Kim's).
    let mut letters = 0_usize;
    let cased = text.chars().flat_map(|c| {
        let upper = letters == 0;
        letters = match c {
            '\'' | '’' if letters == 1 => 0,
            '\'' | '’' => letters,
            c if c.is_alphabetic() => letters + 1,
            _ => 0,
        };
        let out: String = if upper {
            c.to_uppercase().collect()
        } else {
            c.to_lowercase().collect()
        };
        out.chars().collect::<Vec<_>>()
    });
    Cow::Owned(cased.collect())
}

fn split<'a>(text: Cow<'a, str>, on: &str, take: i32) -> Cow<'a, str> {
    if on.is_empty() || take == 0 {
        return text;
    }
    let nth = take.unsigned_abs() as usize - 1;
    let piece = |t: &str| -> Option<(usize, usize)> {
        // Looking for one letter is far quicker than for a text.
        let mut letters = on.chars();
        let piece = match (letters.next(), letters.next(), take > 0) {
            (Some(letter), None, true) => t.split(letter).nth(nth),
            (Some(letter), None, false) => t.rsplit(letter).nth(nth),
            (.., true) => t.split(on).nth(nth),
            (.., false) => t.rsplit(on).nth(nth),
        }
        .map(trimmed)?;
        let start = piece.as_ptr() as usize - t.as_ptr() as usize;
        Some((start, start + piece.len()))
    };
    match text {
        Cow::Borrowed(t) => Cow::Borrowed(piece(t).map_or("", |(a, b)| &t[a..b])),
        Cow::Owned(t) => Cow::Owned(piece(&t).map_or("", |(a, b)| &t[a..b]).to_owned()),
    }
}

fn join<'a>(text: Cow<'a, str>, columns: &[String], with: &str, cells: &impl Cells<'a>) -> Cow<'a, str> {
    let further: Vec<&str> = columns
        .iter()
        .map(|c| trimmed(cells.cell(c)))
        .filter(|t| !t.is_empty())
        .collect();
    if further.is_empty() {
        return text;
    }
    let mut out = text.into_owned();
    for piece in further {
        if !out.is_empty() {
            out.push_str(with);
        }
        out.push_str(piece);
    }
    Cow::Owned(out)
}

/// The number in the platform's own form; `en` has points for decimals, `nl`, `de` and `fr` commas.
fn number(text: &str, locale: &str) -> Option<String> {
    let (decimal, group) = if locale.starts_with("en") {
        ('.', ',')
    } else {
        (',', '.')
    };
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != group && *c != '€' && *c != '$' && *c != '\'')
        .collect();
    let bare = match bare.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        Some(negative) => format!("-{negative}"),
        None => bare,
    };
    let plain = bare.replace(decimal, ".");
    let digits = plain.bytes().any(|b| b.is_ascii_digit())
        && plain
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    (digits && plain.parse::<f64>().is_ok()).then_some(plain)
}

fn boolean<'a>(text: &str, yes: &[String], no: &[String]) -> Result<Cow<'a, str>, FindingCode> {
    let listed = |words: &[String]| words.iter().any(|w| same(w, text));
    match (listed(yes), listed(no)) {
        (true, _) => Ok(Cow::Borrowed("true")),
        (_, true) => Ok(Cow::Borrowed("false")),
        _ => Err(FindingCode::BooleanUnreadable),
    }
}

fn mapped<'a>(
    text: &str,
    values: &'a BTreeMap<String, String>,
    otherwise: Option<&'a str>,
) -> Result<Cow<'a, str>, FindingCode> {
    let found = values
        .get(text)
        .or_else(|| values.iter().find(|(k, _)| same(k, text)).map(|(_, v)| v));
    found
        .map(String::as_str)
        .or(otherwise)
        .map(Cow::Borrowed)
        .ok_or(FindingCode::ValueNotListed)
}

pub(crate) fn same(a: &str, b: &str) -> bool {
    // Letter by letter: most texts are told apart by their first.
    a.eq_ignore_ascii_case(b)
        || (!b.is_ascii()
            && a.chars()
                .flat_map(char::to_lowercase)
                .eq(b.chars().flat_map(char::to_lowercase)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Row(&'static [(&'static str, &'static str)]);
    impl<'a> Cells<'a> for Row {
        fn cell(&self, column: &str) -> &'a str {
            self.0
                .iter()
                .find(|(name, _)| *name == column)
                .map_or("", |(_, text)| text)
        }
    }

    fn run(recipe: &str, cell: &'static str) -> Result<String, FindingCode> {
        let recipe: Recipe = serde_json::from_str(recipe).unwrap();
        let row = Row(&[
            ("tussenvoegsel", " van der "),
            ("achternaam", "Berg"),
            ("leeg", ""),
            ("land", "Deutschland"),
        ]);
        apply(&recipe, cell, &row, &mut |_| {}).map(|a| a.text.into_owned())
    }

    fn cell() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "06 12345678",
            "+31 6 12345678",
            "0221/5678",
            "Nederland",
            "NLD",
            "de",
            "=\"06\"",
            "\u{a0}NULL ",
            "ǅ",
            "İ",
            "ß",
            "Σ",
            " é",
        ]);
        prop_oneof![known.prop_map(str::to_owned), any::<String>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn what_says_that_twice_is_once_keeps_its_word(cell in cell()) {
            for op in [
                r#"{"op":"trim"}"#,
                r#"{"op":"lowercase"}"#,
                r#"{"op":"uppercase"}"#,
                r#"{"op":"country"}"#,
                r#"{"op":"phone","country":"NL"}"#,
                r#"{"op":"missing","values":["null"]}"#,
            ] {
                let op: Op = serde_json::from_str(op).unwrap();
                let twice = [op.clone(), op.clone()];
                let one = apply(&twice[..1], &cell, &Row(&[]), &mut |_| {}).map(|a| a.text.into_owned());
                let two = apply(&twice, &cell, &Row(&[]), &mut |_| {}).map(|a| a.text.into_owned());
                prop_assert_eq!(one, two, "{:?}", op);
            }
        }
    }

    #[test]
    fn operations_do_what_their_names_say() {
        for (recipe, cell, want) in [
            (r#"[{"op":"lowercase"}]"#, " Noor@Example.NL ", "noor@example.nl"),
            (r#"[{"op":"uppercase"}]"#, "nl", "NL"),
            (r#"[{"op":"name_case"}]"#, "VAN DER BERG-O'NEIL", "Van Der Berg-O'Neil"),
            (r#"[{"op":"name_case"}]"#, "McDonald", "McDonald"),
            (
                r#"[{"op":"split","on":"\n","take":2}]"#,
                "Main Street 1\nSuite 200",
                "Suite 200",
            ),
            (r#"[{"op":"split","on":" ","take":-1}]"#, "Jan van Dam", "Dam"),
            (r#"[{"op":"split","on":"\n","take":3}]"#, "Main Street 1", ""),
            (
                r#"[{"op":"join","columns":["leeg","tussenvoegsel","achternaam"],"with":" "}]"#,
                "",
                "van der Berg",
            ),
            (r#"[{"op":"first_of","columns":["leeg","achternaam"]}]"#, "  ", "Berg"),
            (r#"[{"op":"number","locale":"nl"}]"#, "€ 1.234,56", "1234.56"),
            (r#"[{"op":"number","locale":"en"}]"#, "(1,234.5)", "-1234.5"),
            (r#"[{"op":"boolean","true":["ja"],"false":["nee"]}]"#, "JA", "true"),
            (
                r#"[{"op":"map","values":{"Man":"male"},"otherwise":null}]"#,
                "man",
                "male",
            ),
            (
                r#"[{"op":"sha256"}]"#,
                "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (r#"[{"op":"sha256"}]"#, "", ""),
            (r#"[{"op":"country"}]"#, "Duitsland", "DE"),
            (r#"[{"op":"phone","country":"NL"}]"#, "06-12345678", "+31612345678"),
            (
                r#"[{"op":"phone","country":"NL","country_column":"land"}]"#,
                "030 1234567",
                "+49301234567",
            ),
            (r#"[{"op":"missing","values":["n/a","null"]}]"#, "N/A", ""),
            (r#"[{"op":"repair"}]"#, "JosÃ©", "José"),
            ("[]", "=\"0123\"", "0123"),
            ("[]", "'0123", "0123"),
            ("[]", "'t Hooft", "'t Hooft"),
        ] {
            assert_eq!(run(recipe, cell).as_deref(), Ok(want), "{recipe}");
        }
    }

    #[test]
    fn what_is_not_listed_is_a_finding_and_never_a_guess() {
        assert_eq!(
            run(r#"[{"op":"map","values":{"Man":"male"}}]"#, "X"),
            Err(FindingCode::ValueNotListed)
        );
        assert_eq!(
            run(r#"[{"op":"boolean","true":["ja"],"false":["nee"]}]"#, "misschien"),
            Err(FindingCode::BooleanUnreadable)
        );
        assert_eq!(
            run(r#"[{"op":"number","locale":"nl"}]"#, "veel"),
            Err(FindingCode::NumberUnreadable)
        );
        let phone = r#"[{"op":"phone","country":"NL"}]"#;
        assert_eq!(run(phone, "3,16123E+10"), Err(FindingCode::SpreadsheetDamage));
        assert_eq!(run(phone, "06-1"), Err(FindingCode::PhoneUnreadable));
        assert_eq!(
            run(r#"[{"op":"country"}]"#, "Atlantis"),
            Err(FindingCode::CountryUnknown)
        );
        assert_eq!(run("[]", "#VERW!"), Err(FindingCode::SpreadsheetDamage));
    }

    #[test]
    fn an_unknown_operation_is_refused_by_name() {
        let error = serde_json::from_str::<Recipe>(r#"[{"op":"execute"}]"#)
            .unwrap_err()
            .to_string();
        assert!(error.contains("execute"), "{error}");
    }
}
