//! Recipes: the small closed set of things that can happen to a cell on its way. They are data, compose in order
//! and never run code.

use crate::{DateOrder, FindingCode};
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
    /// Takes white space off both ends.
    Trim {},
    /// Lower case.
    Lowercase {},
    /// Upper case.
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
    /// A calendar date in this order of day, month and year.
    Date {
        /// The order of its parts where it is not ISO.
        order: DateOrder,
    },
    /// A date with a time; `zone` is `UTC` or an offset such as `+01:00` for cells that carry none.
    DateTime {
        /// The zone of cells that carry none.
        zone: String,
    },
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
}

impl Op {
    /// The columns that it reads besides the cell.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let columns: &[String] = match self {
            Self::Join { columns, .. } | Self::FirstOf { columns } => columns,
            _ => &[],
        };
        columns.iter().map(String::as_str)
    }
}

/// The other cells of a row, by column name.
pub trait Cells<'a> {
    /// The cell's text; empty for none.
    fn cell(&self, column: &str) -> &'a str;
}

/// What a recipe made of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied<'a> {
    /// The text; empty for nothing.
    pub text: Cow<'a, str>,
    /// How a date in it is to be read.
    pub order: Option<DateOrder>,
    /// The offset in seconds of date-times that carry none.
    pub offset: i32,
}

/// Takes a cell through its recipe. White space around the cell is always taken off first.
pub fn apply<'a>(recipe: &[Op], cell: &'a str, cells: &impl Cells<'a>) -> Result<Applied<'a>, FindingCode> {
    let mut applied = Applied {
        text: Cow::Borrowed(trimmed(cell)),
        order: None,
        offset: 0,
    };
    for op in recipe {
        match op {
            Op::Date { order } => applied.order = Some(*order),
            Op::DateTime { zone } => {
                applied.offset = crate::date::parse_offset(zone).ok_or(FindingCode::DateTimeUnreadable)?;
            }
            _ => applied.text = step(op, applied.text, cells)?,
        }
    }
    Ok(applied)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}'))
}

fn step<'a>(op: &Op, text: Cow<'a, str>, cells: &impl Cells<'a>) -> Result<Cow<'a, str>, FindingCode> {
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
        Op::Sha256 {} if filled => {
            use sha2::Digest;
            let digest = sha2::Sha256::digest(text.as_bytes());
            let hex = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
            Cow::Owned(digest.iter().flat_map(|b| [hex(b >> 4), hex(b & 15)]).collect())
        }
        _ => text,
    })
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
        let piece = if take > 0 {
            t.split(on).nth(nth)
        } else {
            t.rsplit(on).nth(nth)
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
    values: &BTreeMap<String, String>,
    otherwise: Option<&str>,
) -> Result<Cow<'a, str>, FindingCode> {
    let found = values
        .get(text)
        .or_else(|| values.iter().find(|(k, _)| same(k, text)).map(|(_, v)| v));
    found
        .map(String::as_str)
        .or(otherwise)
        .map(|v| Cow::Owned(v.to_owned()))
        .ok_or(FindingCode::ValueNotListed)
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!b.is_ascii() && a.to_lowercase() == b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row(&'static [(&'static str, &'static str)]);
    impl Cells<'static> for Row {
        fn cell(&self, column: &str) -> &'static str {
            self.0
                .iter()
                .find(|(name, _)| *name == column)
                .map_or("", |(_, text)| text)
        }
    }

    fn run(recipe: &str, cell: &'static str) -> Result<String, FindingCode> {
        let recipe: Recipe = serde_json::from_str(recipe).unwrap();
        let row = Row(&[("tussenvoegsel", " van der "), ("achternaam", "Berg"), ("leeg", "")]);
        apply(&recipe, cell, &row).map(|a| a.text.into_owned())
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
    }

    #[test]
    fn an_unknown_operation_is_refused_by_name() {
        let error = serde_json::from_str::<Recipe>(r#"[{"op":"execute"}]"#)
            .unwrap_err()
            .to_string();
        assert!(error.contains("execute"), "{error}");
    }
}
