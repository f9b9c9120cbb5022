//! The short way of a cell, which nearly all of them can go: decided once per column, without an allocation per cell.
//!
//! A recipe asks every cell what it is, step by step, and nearly every cell answers that there is nothing to do. What
//! the answers have in common is asked here at once; where anything could be changed or remarked on, [`apply`] and
//! [`convert`] have the word. So the short way is never another opinion: it gives the value that the long way would
//! give without a remark, or none. Words of a closed list are not even read: the long way told their values beforehand.

use crate::date::{Zone, iso_date, iso_moment};
use crate::recipe::{Cells, same};
use crate::text::{self, Rounded, trimmed};
use crate::value::PLAUSIBLE_DAYS;
use crate::{Field, Kind, Op, Value, apply, convert};
use hashbrown::HashMap;

/// How the cells of one column can be read without the steps of their recipe.
#[derive(Clone, Debug)]
pub struct Short {
    way: Way,
    field: Field,
    /// Values that are known by the whole cell.
    words: HashMap<String, Value<'static>>,
    /// Words that say "nothing", which the long way counts.
    missing: Missing,
}

/// Only the long way tells what becomes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Longer;

#[derive(Clone, Debug)]
enum Way {
    Text {
        /// The letter that separates pieces, and which of them counts.
        piece: Option<(char, usize)>,
        case: Case,
    },
    Day,
    Instant(Option<Zone>),
    /// Nothing but the words.
    Words,
}

/// Letters that a recipe would change.
#[derive(Clone, Copy, Debug, Default)]
struct Case {
    lower: bool,
    upper: bool,
    name: bool,
}

impl Case {
    /// Each of the recipe's steps would leave the text alone.
    #[inline]
    fn keeps(self, text: &str) -> bool {
        if !(self.lower || self.upper || self.name) {
            return true;
        }
        let has = |class: fn(&u8) -> bool| text.as_bytes().iter().any(class);
        let (lower, upper) = (has(u8::is_ascii_lowercase), has(u8::is_ascii_uppercase));
        text.is_ascii() && !(self.lower && upper) && !(self.upper && lower) && !(self.name && !(lower && upper))
    }
}

#[derive(Clone, Debug, Default)]
struct Missing {
    /// The words by their first letter, in lower case.
    words: HashMap<char, Listed>,
    /// A bit for each letter of ASCII that a word begins with, in lower case.
    letters: u128,
}

/// Words that begin with the same letter.
#[derive(Clone, Debug, Default)]
struct Listed {
    words: Vec<String>,
    /// A bit for each length in bytes that a word has; the last for all that are longer.
    lengths: u64,
}

impl Missing {
    fn add(&mut self, words: &[String]) {
        for word in words {
            let Some(letter) = first_letter(word) else { continue };
            if letter.is_ascii() {
                self.letters |= 1 << u32::from(letter);
            }
            let listed = self.words.entry(letter).or_default();
            listed.lengths |= Self::bit(word);
            listed.words.push(word.clone());
        }
    }

    fn bit(text: &str) -> u64 {
        1 << text.len().min(63)
    }

    /// The text is one of the words.
    #[inline]
    fn holds(&self, text: &str) -> bool {
        let Some(letter) = first_letter(text) else {
            return false;
        };
        if letter.is_ascii() && self.letters >> u32::from(letter) & 1 == 0 {
            return false;
        }
        self.words.get(&letter).is_some_and(|listed| {
            // Of letters beyond ASCII small ones and capitals can differ in length.
            (!text.is_ascii() || listed.lengths & Self::bit(text) != 0)
                && listed.words.iter().any(|word| same(word, text))
        })
    }
}

fn first_letter(text: &str) -> Option<char> {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => Some(char::from(byte.to_ascii_lowercase())),
        _ => text.chars().next().and_then(|letter| letter.to_lowercase().next()),
    }
}

/// A row without other cells.
struct Alone;

impl<'a> Cells<'a> for Alone {
    fn cell(&self, _: &str) -> &'a str {
        ""
    }
}

impl Short {
    /// The short way of a recipe to a field; none where other cells have a say, or every cell is changed.
    pub fn new(recipe: &[Op], field: &Field) -> Option<Self> {
        let (mut case, mut piece, mut zone) = (Case::default(), None, None);
        let mut missing = Missing::default();
        let mut only_words = false;
        let mut listed: Vec<String> = field.values.clone();
        for op in recipe {
            match op {
                Op::Trim {} | Op::Repair {} | Op::Date { .. } => {}
                Op::DateTime { zone: of_cells } => zone = Some(of_cells.clone()),
                Op::Lowercase {} => case.lower = true,
                Op::Uppercase {} => case.upper = true,
                Op::NameCase {} => case.name = true,
                Op::Missing { values } => missing.add(values),
                Op::Map { values, .. } => {
                    listed.extend(values.keys().cloned());
                    only_words = true;
                }
                Op::Boolean { r#true, r#false } => {
                    listed.extend(r#true.iter().chain(r#false).cloned());
                    only_words = true;
                }
                Op::Country {} => {
                    let letters = || 'A'..='Z';
                    listed.extend(letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))));
                    only_words = true;
                }
                Op::Split { on, take } if piece.is_none() && *take > 0 => {
                    let mut letters = on.chars();
                    let (Some(letter), None) = (letters.next(), letters.next()) else {
                        return None;
                    };
                    piece = Some((letter, *take as usize - 1));
                }
                _ => return None,
            }
        }
        let plain = piece.is_none() && !case.lower && !case.upper && !case.name;
        let way = match field.scalar() {
            _ if only_words => Way::Words,
            Kind::Text => Way::Text { piece, case },
            Kind::Date if plain => Way::Day,
            Kind::DateTime if plain => Way::Instant(zone),
            Kind::Boolean => {
                listed.extend(["true", "false"].map(str::to_owned));
                Way::Words
            }
            _ => return None,
        };
        let words = match way {
            Way::Day | Way::Instant(_) => HashMap::new(),
            _ => known(recipe, field, listed),
        };
        Some(Self {
            way,
            field: field.clone(),
            words,
            missing,
        })
    }

    /// The value of a cell in a row without control characters; the long way tells wherever it would remark on
    /// something.
    #[inline]
    pub fn value<'a>(&'a self, cell: &'a str) -> Result<Option<Value<'a>>, Longer> {
        if cell.is_empty() {
            return Ok(None);
        }
        if !self.words.is_empty()
            && let Some(value) = self.words.get(cell)
        {
            return Ok(Some(borrowed(value)));
        }
        let value = match &self.way {
            Way::Text { piece, case } => return self.text(cell, *piece, *case),
            Way::Day => self.day(cell).map(Value::Date),
            Way::Instant(zone) => self.instant(cell, zone.as_ref()).map(Value::DateTime),
            Way::Words if trimmed(cell).is_empty() => return Ok(None),
            Way::Words => None,
        };
        value.map(Some).ok_or(Longer)
    }

    /// The cell without white space around it, where it holds nothing that a recipe looks for before its steps.
    fn bare<'a>(&self, cell: &'a str) -> Option<&'a str> {
        let text = trimmed(cell);
        let guarded = matches!(text.as_bytes().first(), Some(b'=' | b'\'' | b'#'));
        (!guarded && !self.missing.holds(text)).then_some(text)
    }

    fn day(&self, cell: &str) -> Option<i32> {
        let day = iso_date(self.bare(cell)?)?.days();
        PLAUSIBLE_DAYS.contains(&day).then_some(day)
    }

    fn instant(&self, cell: &str, zone: Option<&Zone>) -> Option<i64> {
        let millis = iso_moment(self.bare(cell)?, zone)?;
        let day = (millis / 86_400_000) as i32;
        PLAUSIBLE_DAYS.contains(&day).then_some(millis)
    }

    fn text<'a>(&self, cell: &'a str, piece: Option<(char, usize)>, case: Case) -> Result<Option<Value<'a>>, Longer> {
        let field = &self.field;
        let mut text = self.bare(cell).ok_or(Longer)?;
        if let Some((letter, nth)) = piece {
            // Steps before the split see the whole cell.
            if text::unmangled(text).is_some() || !case.keeps(text) {
                return Err(Longer);
            }
            text = text.split(letter).nth(nth).map_or("", trimmed);
            if self.missing.holds(text) {
                return Err(Longer);
            }
        }
        if text.is_empty() {
            return Ok(None);
        }
        let stands = case.keeps(text)
            && matches!(text::rounded(text), Rounded::No)
            && text::unmangled(text).is_none()
            && (field.values.is_empty() || field.values.iter().any(|value| value == text))
            && field.max_length.is_none_or(|max| text.len() <= max)
            && field.accepts_form(text);
        if stands {
            Ok(Some(Value::Text(text.into())))
        } else {
            Err(Longer)
        }
    }
}

fn borrowed<'a>(value: &'a Value<'static>) -> Value<'a> {
    match value {
        Value::Text(text) => Value::Text(text.as_ref().into()),
        other => other.clone(),
    }
}

/// What the long way makes of each of these cells and their usual spellings, where it has nothing to remark.
fn known(recipe: &[Op], field: &Field, cells: Vec<String>) -> HashMap<String, Value<'static>> {
    let mut known = HashMap::new();
    for cell in cells {
        let mut capital = cell.to_lowercase();
        if let Some(first) = capital.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        for cell in [cell.to_lowercase(), cell.to_uppercase(), capital, cell] {
            let mut remarks = 0;
            let value = apply(recipe, &cell, &Alone, &mut |_| remarks += 1)
                .ok()
                .filter(|applied| !applied.text.is_empty())
                .and_then(|applied| convert(applied, field, &mut |_| remarks += 1).ok())
                .map(owned);
            if let Some(value) = value.filter(|_| remarks == 0 && !cell.contains(text::is_control)) {
                known.insert(cell, value);
            }
        }
    }
    known
}

fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Text(text) => Value::Text(text.into_owned().into()),
        Value::Double(number) => Value::Double(number),
        Value::Integer(number) => Value::Integer(number),
        Value::Boolean(yes) => Value::Boolean(yes),
        Value::Date(day) => Value::Date(day),
        Value::DateTime(millis) => Value::DateTime(millis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "Z",
            "b",
            " ",
            "1",
            "7",
            "3.16E+10",
            "'",
            "=",
            "\"",
            "#REF!",
            "+",
            "é",
            "Ã©",
            "É",
            "鈴",
            "\u{212a}",
            "\u{a0}",
            "\u{200b}",
            "\t",
            "\n",
            "~",
            "NULL",
            "n/a",
            "Male",
            "female",
            "NL",
            "nl",
            "België",
            "true",
            "Ja",
            "1991-03-05",
            "2024-02-30",
            "1899-12-31",
            "9999-12-31",
            "2015-10-30 12:49:47",
            "T02:30:00",
            "03/05/1991",
            "2024-03-31 02:30:00",
        ]);
        prop_oneof![
            prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat()),
            any::<String>().prop_map(|text| text.replace(text::is_control, ""))
        ]
    }

    fn op() -> impl Strategy<Value = Op> {
        let op = prop::sample::select(vec![
            r#"{"op":"trim"}"#,
            r#"{"op":"repair"}"#,
            r#"{"op":"lowercase"}"#,
            r#"{"op":"uppercase"}"#,
            r#"{"op":"name_case"}"#,
            r#"{"op":"missing","values":["null","N/A","k","Ç"]}"#,
            r#"{"op":"split","on":"\n","take":1}"#,
            r#"{"op":"split","on":" ","take":2}"#,
            r#"{"op":"split","on":"é","take":1}"#,
            r#"{"op":"date","order":"mdy"}"#,
            r#"{"op":"date_time","zone":"UTC"}"#,
            r#"{"op":"date_time","zone":"Europe/Amsterdam"}"#,
            r#"{"op":"country"}"#,
            r#"{"op":"boolean","true":["ja","true"],"false":["nee","false"]}"#,
            r#"{"op":"map","values":{"1":"male","Male":"male","NL":"a"},"otherwise":null}"#,
            r#"{"op":"map","values":{"a":"b"},"otherwise":"c"}"#,
        ]);
        op.prop_map(|json| serde_json::from_str(json).unwrap())
    }

    fn field() -> impl Strategy<Value = Field> {
        let field = prop::sample::select(vec![
            r#"{"type":"string"}"#,
            r#"{"type":"string","maxLength":4}"#,
            r#"{"type":"string","enum":["male","a","NL"]}"#,
            r#"{"type":"string","pattern":"^[A-Z]{2}$"}"#,
            r#"{"type":"string","format":"date"}"#,
            r#"{"type":"string","format":"date-time"}"#,
            r#"{"type":"boolean"}"#,
            r#"{"type":"integer"}"#,
        ]);
        field.prop_map(|json| Field::parse("", &serde_json::from_str(json).unwrap(), false))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_equals_the_long_one(recipe in prop::collection::vec(op(), 0..3), field in field(), cell in cell()) {
            if let Some(short) = Short::new(&recipe, &field)
                && let Ok(value) = short.value(&cell)
            {
                let mut remarks = Vec::new();
                let long = apply(&recipe, &cell, &Alone, &mut |code| remarks.push(code)).and_then(|applied| {
                    if applied.text.is_empty() {
                        return Ok(None);
                    }
                    convert(applied, &field, &mut |code| remarks.push(code)).map(Some).map_err(|fault| fault.0)
                });
                prop_assert_eq!((long, remarks), (Ok(value), vec![]));
            }
        }
    }

    #[test]
    fn the_usual_cells_go_the_short_way() {
        let goes = |recipe: &str, field: &str, cell: &str| {
            let recipe: Vec<Op> = serde_json::from_str(recipe).unwrap();
            let field = Field::parse("", &serde_json::from_str(field).unwrap(), false);
            Short::new(&recipe, &field)
                .unwrap()
                .value(cell)
                .unwrap_or(None)
                .is_some()
        };
        let text = r#"{"type":"string"}"#;
        assert!(goes("[]", text, "München") && goes("[]", text, "鈴木"));
        assert!(goes(
            r#"[{"op":"split","on":"\n","take":1}]"#,
            text,
            "8857 Kungsgatan\nApt. 36"
        ));
        assert!(goes("[]", r#"{"type":"string","format":"date"}"#, "1991-03-05"));
        assert!(goes(
            "[]",
            r#"{"type":"string","format":"date-time"}"#,
            "1991-03-05 10:11:12"
        ));
        assert!(goes(r#"[{"op":"country"}]"#, text, "NL"));
        assert!(goes(
            r#"[{"op":"map","values":{"male":"m"},"otherwise":null}]"#,
            text,
            "Male"
        ));
    }
}
