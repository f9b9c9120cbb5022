//! One field's recipe as an expression of Data Prep. Where nothing there does the same it is refused with its reason;
//! where some cells come out otherwise it is noted.
//!
//! An expression is nothing, never an empty text, for a blank cell: an empty text would be a value there.

use super::DataPrepReason as Reason;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use xdm::{DateOrder, Field, FieldSource, Kind, MappedField, Op, Zone};

/// An expression may be so long, in characters.
const LONGEST: usize = 4_096;
/// What Data Prep reads as part of a pattern when it splits.
const PATTERN: &[char] = &['+', '?', '^', '|', '.', '[', '(', '{', ')', '*', '$', '\\', ']', '}'];
/// What a column cannot be called without being wrapped: words of the language, and its functions.
const RESERVED: &str = " new mod or break var lt for false while eq gt div not null continue else and ne true le if ge \
    return _errors do function empty size concat explode instr replacestr substr lower lcase upper ucase split join lpad \
    rpad left right ltrim rtrim trim equals equalsIgnoreCase extract_regex matches_regex sha1 sha256 sha512 md5 crc32 now \
    timestamp format dformat date date_part set_date_part make_date_time zone_date_to_utc zone_date_to_zone size_of \
    is_empty to_object str_to_object contains_key nullify get_keys get_values arrays_to_object coalesce first last \
    add_to_array join_arrays to_array decode iif min max to_bigint to_decimal to_float to_integer json_to_object uuid guid \
    map_get_values is_set ";

/// An expression, and for which cells it says something else than the recipe.
#[derive(Debug)]
pub(super) struct Translated {
    pub source: String,
    pub notes: Vec<Reason>,
}

/// A text on its way.
struct Text {
    expression: String,
    /// It is never an empty text, though it may be nothing.
    clean: bool,
}

impl Text {
    fn of(expression: String) -> Self {
        let clean = false;
        Self { expression, clean }
    }

    /// The same with nothing for an empty text.
    fn cleaned(self) -> String {
        if self.clean {
            return self.expression;
        }
        let text = self.expression;
        format!("iif({text} == \"\", nullify(), {text})")
    }

    /// What becomes of a text that is not empty; else nothing.
    fn filled(self, then: impl FnOnce(&str) -> String) -> String {
        let made = then(&self.expression);
        format!("iif(coalesce({}, \"\") == \"\", nullify(), {made})", self.expression)
    }
}

/// The expression for a field.
pub(super) fn of(entry: &MappedField, field: &Field, is_email: bool) -> Result<Translated, Reason> {
    if entry.when.is_some() {
        return Err(Reason::Condition);
    }
    if field.is_list() {
        return Err(Reason::List);
    }
    let mut text = Text::of(match entry.source() {
        FieldSource::Column(name) => cell(name)?,
        FieldSource::Constant(value) => literal(value.trim()),
    });
    let (mut order, mut zone, mut notes) = (None, None, Vec::new());
    for op in &entry.recipe {
        match op {
            Op::Date { pivot: Some(_), .. } => return Err(Reason::TwoDigitYears),
            Op::Date { order: written, .. } => order = Some(*written),
            Op::DateTime { zone: named } => zone = Some(named),
            _ => text = step(op, text, &mut notes)?,
        }
    }
    if is_email {
        text = Text::of(format!("lower({})", text.expression));
        notes.push(Reason::EmailCells);
    }
    let source = match field.scalar() {
        Kind::Date | Kind::DateTime => {
            notes.push(Reason::OtherDates);
            date(text, order, zone, field.scalar() == Kind::DateTime)?
        }
        // The platform knows more words for yes and no than a recipe that has not listed them.
        Kind::Boolean if !matches!(entry.recipe.last(), Some(Op::Boolean { .. })) => {
            format!("decode({}, \"true\", \"true\", \"false\", \"false\")", text.expression)
        }
        _ => text.cleaned(),
    };
    if source.chars().count() > LONGEST {
        return Err(Reason::TooLong);
    }
    Ok(Translated { source, notes })
}

fn step(op: &Op, text: Text, notes: &mut Vec<Reason>) -> Result<Text, Reason> {
    let around = |function: &str, text: Text| Text {
        expression: format!("{function}({})", text.expression),
        clean: text.clean,
    };
    Ok(match op {
        Op::Trim {} => Text::of(format!("trim({})", text.expression)),
        Op::Lowercase {} => around("lower", text),
        Op::Uppercase {} => around("upper", text),
        Op::Sha256 {} => Text {
            expression: text.filled(|text| format!("sha256({text})")),
            clean: true,
        },
        Op::Split { on, take } => {
            let end = match take {
                1 => "first",
                -1 => "last",
                _ => return Err(Reason::SplitPosition),
            };
            if on.contains(PATTERN) {
                return Err(Reason::SplitMark);
            }
            // `split` passes over empty pieces, `explode` does not.
            Text::of(format!("trim({end}(explode({}, {})))", text.expression, literal(on)))
        }
        Op::Join { columns, with } => {
            let mut all = format!("join({}, to_array(false, {}", literal(with), text.cleaned());
            for column in columns {
                write!(all, ", {}", Text::of(cell(column)?).cleaned()).map_err(|_| Reason::TooLong)?;
            }
            Text::of(all + "))")
        }
        Op::FirstOf { columns } => {
            let mut all = format!("coalesce({}", text.cleaned());
            for column in columns {
                write!(all, ", {}", Text::of(cell(column)?).cleaned()).map_err(|_| Reason::TooLong)?;
            }
            Text {
                expression: all + ")",
                clean: true,
            }
        }
        Op::Map { values, otherwise } => {
            let known = decode(&text, &by_lower_case(values)?, otherwise.as_deref().map(literal));
            Text::of(if otherwise.is_some() {
                text.filled(|_| known)
            } else {
                known
            })
        }
        Op::Missing { values } => {
            let nothing = values.iter().map(|word| (word.to_lowercase(), String::new())).collect();
            let itself = text.expression.clone();
            Text::of(decode(&text, &nothing, Some(itself)))
        }
        Op::Boolean { r#true, r#false } => {
            let no = r#false.iter().map(|word| (word.to_lowercase(), "false".to_owned()));
            let yes = r#true.iter().map(|word| (word.to_lowercase(), "true".to_owned()));
            Text::of(decode(&text, &no.chain(yes).collect(), None))
        }
        Op::Number { locale } => {
            notes.push(Reason::OtherNumbers);
            let without = |text: &str, mark: &str| format!("replacestr({text}, \"{mark}\", \"\")");
            let bare = without(&text.expression, " ");
            Text::of(if locale.starts_with("en") {
                without(&bare, ",")
            } else {
                format!("replacestr({}, \",\", \".\")", without(&bare, "."))
            })
        }
        Op::Phone { .. } => return Err(Reason::Phone),
        Op::Consent { .. } => return Err(Reason::Consent),
        Op::Country {} => return Err(Reason::Country),
        Op::Repair {} => return Err(Reason::Repair),
        Op::NameCase {} => return Err(Reason::NameCase),
        Op::Date { .. } | Op::DateTime { .. } => text,
    })
}

/// Whole values by their lower case, which is how a recipe compares.
fn by_lower_case(values: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Reason> {
    let mut lower: BTreeMap<String, String> = BTreeMap::new();
    for (from, to) in values {
        let before = lower.insert(from.to_lowercase(), to.clone());
        if before.is_some_and(|before| before != *to) {
            return Err(Reason::ValuesByCase);
        }
    }
    Ok(lower)
}

fn decode(text: &Text, values: &BTreeMap<String, String>, otherwise: Option<String>) -> String {
    let mut out = format!("decode(lower({})", text.expression);
    let pairs = values.iter().flat_map(|(from, to)| [literal(from), literal(to)]);
    for part in pairs.chain(otherwise) {
        out.push_str(", ");
        out.push_str(&part);
    }
    out + ")"
}

/// A date in the one form that the column's order says: Data Prep tries its own forms only where none is named, and
/// reads days as months in some of them.
fn date(text: Text, order: Option<DateOrder>, zone: Option<&Zone>, with_time: bool) -> Result<String, Reason> {
    let day = match order {
        None | Some(DateOrder::Ymd) => "yyyy-MM-dd",
        Some(DateOrder::Dmy) => "d-M-yyyy",
        Some(DateOrder::Mdy) => "M-d-yyyy",
        Some(_) => return Err(Reason::DatesCounted),
    };
    let offset = match zone.map(Zone::name) {
        _ if !with_time => None,
        None | Some("UTC" | "Etc/UTC" | "Z") => None,
        Some(name) if name.starts_with(['+', '-']) && name.len() == 6 => Some(name.to_owned()),
        Some(_) => return Err(Reason::ZoneByName),
    };
    Ok(text.filled(|text| {
        let mut written = text.to_owned();
        if !matches!(order, None | Some(DateOrder::Ymd)) {
            written = format!("replacestr(replacestr({written}, \"/\", \"-\"), \".\", \"-\")");
        }
        match (with_time, offset) {
            (false, _) => format!("date({written}, \"{day}\")"),
            (true, None) => format!("date({written}, \"{day} HH:mm:ss\")"),
            (true, Some(offset)) => {
                format!("zone_date_to_utc(date(concat({written}, \" {offset}\"), \"{day} HH:mm:ss XXX\"))")
            }
        }
    }))
}

/// A column's cell without white space around it.
fn cell(name: &str) -> Result<String, Reason> {
    column(name)
        .map(|name| format!("trim({name})"))
        .ok_or(Reason::ColumnName)
}

/// A column's name as the language takes it; none where it cannot be written there.
pub(crate) fn column(name: &str) -> Option<String> {
    if name.contains(['}', '{', '\\', '\n', '\r']) {
        return None;
    }
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let plain = starts && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if plain && !RESERVED.split_whitespace().any(|word| word == name) {
        return Some(name.to_owned());
    }
    Some(format!("${{{}}}", name.replace('.', "\\.")))
}

fn literal(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(column: &str, recipe: &str) -> MappedField {
        let text = format!(r#"{{"column":{column:?},"field":"person.name.firstName","recipe":{recipe}}}"#);
        serde_json::from_str(&text).unwrap()
    }

    fn text(column: &str, recipe: &str) -> Result<String, Reason> {
        of(&entry(column, recipe), &Field::text(), false).map(|t| t.source)
    }

    #[test]
    fn each_operation_with_an_equal_is_written_in_the_mappers_language() {
        for (recipe, wanted) in [
            ("[]", r#"iif(trim(naam) == "", nullify(), trim(naam))"#),
            (
                r#"[{"op":"first_of","columns":["Roep naam"]},{"op":"uppercase"}]"#,
                r#"upper(coalesce(iif(trim(naam) == "", nullify(), trim(naam)), iif(trim(${Roep naam}) == "", nullify(), trim(${Roep naam}))))"#,
            ),
            (
                r#"[{"op":"map","values":{"M":"male","v":"fe\"male"}}]"#,
                r#"iif(decode(lower(trim(naam)), "m", "male", "v", "fe\"male") == "", nullify(), decode(lower(trim(naam)), "m", "male", "v", "fe\"male"))"#,
            ),
            (
                r#"[{"op":"sha256"}]"#,
                r#"iif(coalesce(trim(naam), "") == "", nullify(), sha256(trim(naam)))"#,
            ),
        ] {
            assert_eq!(text("naam", recipe).as_deref(), Ok(wanted), "{recipe}");
        }
    }

    #[test]
    fn what_has_no_equal_is_refused_with_its_reason() {
        let long = format!(r#"[{{"op":"join","columns":["{}"],"with":""}}]"#, "x y".repeat(1_500));
        for (recipe, reason) in [
            (r#"[{"op":"phone","country":"NL"}]"#, Reason::Phone),
            (r#"[{"op":"country"}]"#, Reason::Country),
            (r#"[{"op":"repair"}]"#, Reason::Repair),
            (r#"[{"op":"name_case"}]"#, Reason::NameCase),
            (r#"[{"op":"split","on":" ","take":2}]"#, Reason::SplitPosition),
            (r#"[{"op":"split","on":"|","take":1}]"#, Reason::SplitMark),
            (
                r#"[{"op":"map","values":{"M":"male","m":"mister"}}]"#,
                Reason::ValuesByCase,
            ),
            (long.as_str(), Reason::TooLong),
        ] {
            assert_eq!(text("naam", recipe), Err(reason), "{recipe}");
        }
        assert_eq!(text("{naam}", "[]"), Err(Reason::ColumnName));
    }

    #[test]
    fn names_that_are_no_identifiers_and_words_of_the_language_are_wrapped() {
        for (name, written) in [
            ("naam", "naam"),
            ("_website", "_website"),
            ("First Name", "${First Name}"),
            ("naïef", "${naïef}"),
            ("2e", "${2e}"),
            ("date", "${date}"),
            ("size", "${size}"),
            ("a.b", "${a\\.b}"),
        ] {
            assert_eq!(column(name).as_deref(), Some(written));
        }
    }

    #[test]
    fn a_date_is_written_in_its_columns_order_and_never_left_to_be_guessed() {
        let text = |recipe: &str| of(&entry("dob", recipe), &Field::date_time(), false).map(|t| t.source);
        for (recipe, part) in [
            ("[]", r#"date(trim(dob), "yyyy-MM-dd HH:mm:ss")"#),
            (
                r#"[{"op":"date","order":"dmy"}]"#,
                r#"date(replacestr(replacestr(trim(dob), "/", "-"), ".", "-"), "d-M-yyyy HH:mm:ss")"#,
            ),
            (
                r#"[{"op":"date_time","zone":"+02:00"}]"#,
                r#"zone_date_to_utc(date(concat(trim(dob), " +02:00"), "yyyy-MM-dd HH:mm:ss XXX"))"#,
            ),
        ] {
            let written = text(recipe).unwrap();
            assert!(written.contains(part), "{written}");
        }
        assert_eq!(text(r#"[{"op":"date","order":"excel"}]"#), Err(Reason::DatesCounted));
        assert_eq!(
            text(r#"[{"op":"date","order":"dmy","pivot":2030}]"#),
            Err(Reason::TwoDigitYears)
        );
        assert_eq!(
            text(r#"[{"op":"date_time","zone":"Europe/Amsterdam"}]"#),
            Err(Reason::ZoneByName)
        );
    }
}
