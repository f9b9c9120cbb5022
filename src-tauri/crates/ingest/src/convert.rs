//! One shopper's rows become one record: cells through recipes to typed values, with every finding reported.
//!
//! The same function serves the check (which counts) and the sending (which encodes), so they cannot disagree.

use crate::compile::{Compiled, IdentityFrom, LeafPlan, Source};
use std::borrow::Cow;
use xdm::{
    AddressKind, Cells, Email, EmailFault, FindingCode, Longer, Value, address_kind, apply, convert, identity_text,
    is_zero_date, looks_like_credential,
};

/// The cells of one record of the file.
pub(crate) trait Row {
    /// The cell of a column; empty where the row is shorter. `Err` for bytes that are not text.
    fn text(&self, column: usize) -> Result<&str, NotText>;

    /// Some cell holds control characters.
    fn has_controls(&self) -> bool;
}

/// A cell whose bytes are not text in the file's encoding.
pub(crate) struct NotText;

/// Receives what is seen: the code and the column's number.
pub(crate) type Seen<'s> = dyn FnMut(FindingCode, Option<usize>) + 's;

/// A record, borrowed from its rows wherever nothing changed it.
pub(crate) struct Record<'a> {
    /// Parallel to the shape's leaves.
    pub values: Vec<Option<Value<'a>>>,
    /// Parallel to the compiled identities; the e-mail is always there.
    pub ids: Vec<Option<Cow<'a, str>>>,
}

/// Where one record after the other is put together, so that a million of them do not each ask for memory.
#[derive(Default)]
pub(crate) struct Room {
    values: Vec<Option<Value<'static>>>,
    ids: Vec<Option<Cow<'static, str>>>,
}

impl Room {
    /// Takes back what a record was put together in.
    pub(crate) fn take_back(&mut self, record: Record<'_>) {
        self.values = emptied(record.values);
        self.ids = emptied(record.ids);
    }
}

/// The same memory without what was in it: collecting into the same layout keeps it.
fn emptied<A, B>(mut list: Vec<Option<A>>) -> Vec<Option<B>> {
    list.clear();
    list.into_iter().map(|_| None).collect()
}

/// Why a shopper is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A finding that leaves out the row, with its column.
    Finding(FindingCode, Option<usize>),
    /// A row that somebody chose not to send, and the group that it belongs to.
    LeftOut(FindingCode, Option<usize>),
    /// A mapped cell holds a credential: nothing of this file may be sent with this mapping.
    Credential(usize),
}

/// Cells by name, for recipes that look at other columns.
struct ByName<'a, R> {
    compiled: &'a Compiled,
    row: &'a R,
}

impl<'a, R: Row> Cells<'a> for ByName<'a, R> {
    fn cell(&self, column: &str) -> &'a str {
        self.compiled
            .numbers
            .get(column)
            .and_then(|i| self.row.text(*i).ok())
            .unwrap_or_default()
    }

    fn has_controls(&self) -> bool {
        self.row.has_controls()
    }
}

/// Converts the rows of one shopper; `rows[0]` is the shopper's own, others are further addresses.
pub(crate) fn convert_shopper<'a, R: Row>(
    compiled: &'a Compiled,
    rows: &'a [R],
    seen: &mut Seen<'_>,
) -> Result<Record<'a>, Refusal> {
    convert_shopper_in(&mut Room::default(), compiled, rows, None, seen)
}

/// The same in memory that was used before, with the digits of the telephone number where an earlier pass read it.
pub(crate) fn convert_shopper_in<'a, R: Row>(
    room: &mut Room,
    compiled: &'a Compiled,
    rows: &'a [R],
    phone: Option<u64>,
    seen: &mut Seen<'_>,
) -> Result<Record<'a>, Refusal> {
    let mut values = emptied(std::mem::take(&mut room.values));
    values.reserve(compiled.leaves.len());
    for (index, plan) in compiled.leaves.iter().enumerate() {
        values.push(match phone {
            Some(digits) if compiled.phone == Some(index) => Some(Value::Text(format!("+{digits}").into())),
            _ => match of_twin(compiled, plan, &values, rows) {
                Some(value) => Some(value),
                None => leaf(compiled, plan, rows, seen)?,
            },
        });
    }
    for guard in &compiled.guards {
        if values[guard.needed].is_none() && guard.others.iter().any(|i| values[*i].is_some()) {
            guard.others.iter().for_each(|i| values[*i] = None);
            seen(FindingCode::ParentIncomplete, compiled.leaves[guard.needed].column());
        }
    }
    let ids = identities(emptied(std::mem::take(&mut room.ids)), compiled, &values, rows, seen)?;
    Ok(Record { values, ids })
}

/// The number that was read for another leaf of the same cell, where reading it again would find nothing to remark.
fn of_twin<'a, R: Row>(
    compiled: &Compiled,
    plan: &LeafPlan,
    values: &[Option<Value<'a>>],
    rows: &'a [R],
) -> Option<Value<'a>> {
    let twin = plan.twin?;
    let (row, of_twin) = (chosen(plan, rows)?, chosen(&compiled.leaves[twin], rows)?);
    let value = values[twin].as_ref()?;
    let cell = row.text(plan.column()?).ok()?;
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b' ' | b'-' | b'(' | b')' | b'.');
    (std::ptr::eq(row, of_twin) && cell.bytes().all(plain)).then(|| value.clone())
}

/// The identity that a record is stored under: the number of its namespace, and its value.
pub(crate) fn primary<'r>(compiled: &Compiled, record: &'r Record<'_>) -> (usize, &'r str) {
    let mut ids = record.ids.iter().enumerate();
    ids.find_map(|(i, id)| Some((i, id.as_deref()?)))
        .unwrap_or((compiled.email, ""))
}

/// The value of one leaf.
pub(crate) fn leaf<'a, R: Row>(
    compiled: &'a Compiled,
    plan: &'a LeafPlan,
    rows: &'a [R],
    seen: &mut Seen<'_>,
) -> Result<Option<Value<'a>>, Refusal> {
    if let Ok(value) = taken(compiled, plan, rows, seen) {
        return Ok(value);
    }
    let column = plan.column();
    let value = match chosen(plan, rows) {
        None => Ok(None),
        Some(row) => value_of(compiled, plan, row, seen)?,
    };
    match value {
        Ok(Some(value)) => Ok(Some(value)),
        Ok(None) if plan.is_email => Err(Refusal::Finding(FindingCode::EmailMissing, column)),
        Ok(None) if plan.required => Err(Refusal::Finding(FindingCode::RequiredMissing, column)),
        Ok(None) => Ok(None),
        Err(_) if plan.is_email => Err(Refusal::Finding(FindingCode::EmailInvalid, column)),
        Err(_) if plan.required => Err(Refusal::Finding(FindingCode::RequiredMissing, column)),
        Err(code) => {
            if compiled.strict && code.severity() != xdm::Severity::Fixed {
                return Err(Refusal::Finding(FindingCode::ValueRejected, column));
            }
            seen(code, column);
            Ok(None)
        }
    }
}

/// A cell on the short way, which nearly all of them can go, wherever there is nothing more to say.
fn taken<'a, R: Row>(
    compiled: &Compiled,
    plan: &'a LeafPlan,
    rows: &'a [R],
    seen: &mut Seen<'_>,
) -> Result<Option<Value<'a>>, Longer> {
    let (Some(short), Some(row)) = (&plan.short, chosen(plan, rows)) else {
        return Err(Longer);
    };
    let cell = match &plan.source {
        Source::Constant(text) => text.as_str(),
        Source::Column(index) => row.text(*index).map_err(|NotText| Longer)?,
    };
    if row.has_controls() || looks_like_credential(cell) {
        return Err(Longer);
    }
    match short.value(cell)? {
        None if plan.is_email || plan.required => Err(Longer),
        Some(Value::Text(text)) if plan.is_email => match email(text, plan.column(), cell, seen) {
            Ok(Some(address)) => Ok(Some(address)),
            _ => Err(Longer),
        },
        Some(Value::Text(text)) if plan.keeps_words && says_nothing(&text) => Err(Longer),
        Some(value) => {
            let remarkable = |day| DEFAULT_DAYS.contains(&day) || (plan.is_birth && !compiled.births.contains(&day));
            if day_of(&value).is_some_and(remarkable) {
                Err(Longer)
            } else {
                Ok(Some(value))
            }
        }
        None => Ok(None),
    }
}

/// The row whose cell counts: the shopper's own, or with a condition the first where it says yes.
fn chosen<'a, R: Row>(plan: &LeafPlan, rows: &'a [R]) -> Option<&'a R> {
    match plan.when {
        None => rows.first(),
        Some(flag) => rows.iter().find(|row| row.text(flag).is_ok_and(says_yes)),
    }
}

fn says_yes(text: &str) -> bool {
    let text = text.trim();
    ["1", "true", "yes", "ja", "y", "j"]
        .iter()
        .any(|yes| text.eq_ignore_ascii_case(yes))
}

type Read<'a> = Result<Option<Value<'a>>, FindingCode>;

fn value_of<'a, R: Row>(
    compiled: &'a Compiled,
    plan: &'a LeafPlan,
    row: &'a R,
    seen: &mut Seen<'_>,
) -> Result<Read<'a>, Refusal> {
    let cell = match &plan.source {
        Source::Constant(text) => text.as_str(),
        Source::Column(index) => match row.text(*index) {
            Ok(text) if looks_like_credential(text) => return Err(Refusal::Credential(*index)),
            Ok(text) => text,
            Err(NotText) => return Ok(Err(FindingCode::TextUndecodable)),
        },
    };
    Ok(read(compiled, plan, cell, row, seen))
}

fn read<'a, R: Row>(
    compiled: &'a Compiled,
    plan: &'a LeafPlan,
    cell: &'a str,
    row: &'a R,
    seen: &mut Seen<'_>,
) -> Read<'a> {
    let column = plan.column();
    let mut noticed = |code| seen(code, column);
    let applied = apply(&plan.recipe, cell, &ByName { compiled, row }, &mut noticed)?;
    if applied.text.is_empty() {
        return Ok(None);
    }
    if plan.is_email {
        return email(applied.text, column, cell, seen);
    }
    let is_date = matches!(plan.field.scalar(), xdm::Kind::Date | xdm::Kind::DateTime);
    if plan.keeps_words && says_nothing(&applied.text) {
        noticed(FindingCode::MissingMarkerKept);
    }
    let written = is_date.then(|| applied.text.clone());
    let value = convert(applied, &plan.field, &mut noticed).map_err(|fault| match written {
        Some(text) if is_zero_date(&text) => FindingCode::DateZero,
        _ => fault.0,
    })?;
    if is_date {
        let day = day_of(&value);
        if plan.is_birth && day.is_some_and(|day| !compiled.births.contains(&day)) {
            return Err(FindingCode::DateImplausible);
        }
        if day.is_some_and(|day| DEFAULT_DAYS.contains(&day)) {
            noticed(FindingCode::DateDefault);
        }
    }
    Ok(Some(value))
}

/// The day of a date, or of an instant at midnight.
fn day_of(value: &Value<'_>) -> Option<i32> {
    match value {
        Value::Date(day) => Some(*day),
        Value::DateTime(millis) => (millis % DAY == 0).then_some((millis / DAY) as i32),
        _ => None,
    }
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// 1900-01-01 and 1970-01-01: what programs write for "no date".
const DEFAULT_DAYS: [i32; 2] = [-25_567, 0];

/// What databases and spreadsheets write for "nothing", exactly.
fn says_nothing(text: &str) -> bool {
    text.len() <= 6
        && matches!(
            text,
            "NULL" | "null" | "(null)" | "\\N" | "N/A" | "n/a" | "#N/A" | "#N/B" | "#NV"
        )
}

fn email<'a>(text: Cow<'a, str>, column: Option<usize>, cell: &str, seen: &mut Seen<'_>) -> Read<'a> {
    let read = match text {
        Cow::Borrowed(text) => Email::read(text).map(|c| (c.address, c.further)),
        Cow::Owned(text) => Email::read(&text).map(|c| (Cow::Owned(c.address.into_owned()), c.further)),
    };
    match read {
        Ok((address, further)) => {
            if further {
                seen(FindingCode::EmailFurther, column);
            } else if address.as_ref() != cell {
                seen(FindingCode::EmailNormalised, column);
            }
            Ok(Some(Value::Text(address)))
        }
        Err(EmailFault::Empty) => Ok(None),
        Err(EmailFault::Malformed) => Err(FindingCode::EmailInvalid),
    }
}

/// Groups the shopper's address, and stops here where somebody chose to leave out its group.
pub(crate) fn left_out(compiled: &Compiled, record: &Record<'_>, seen: &mut Seen<'_>) -> Result<(), Refusal> {
    let (column, address) = (
        compiled.email_column,
        record.ids[compiled.email].as_deref().unwrap_or_default(),
    );
    if compiled.never.contains(address) {
        return Err(Refusal::LeftOut(FindingCode::DoNotUpload, column));
    }
    let Some(kind) = address_kind(address) else {
        return Ok(());
    };
    seen(
        match kind {
            AddressKind::Role => FindingCode::EmailRole,
            AddressKind::Placeholder => FindingCode::EmailPlaceholder,
            AddressKind::Anonymised => FindingCode::EmailAnonymised,
            AddressKind::Typo => FindingCode::EmailTypo,
        },
        column,
    );
    if compiled.leave_out.contains(&kind) {
        return Err(Refusal::LeftOut(FindingCode::EmailLeftOut, column));
    }
    Ok(())
}

fn identities<'a, R: Row>(
    mut ids: Vec<Option<Cow<'a, str>>>,
    compiled: &Compiled,
    values: &[Option<Value<'a>>],
    rows: &'a [R],
    seen: &mut Seen<'_>,
) -> Result<Vec<Option<Cow<'a, str>>>, Refusal> {
    for (namespace, from) in &compiled.identities {
        ids.push(match from {
            IdentityFrom::Leaf(leaf) => match &values[*leaf] {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            },
            IdentityFrom::Column(column) => {
                let text = rows
                    .first()
                    .and_then(|row| row.text(*column).ok())
                    .unwrap_or_default()
                    .trim();
                if namespace == xdm::Namespace::EMAIL {
                    Email::canonical(text).ok()
                } else {
                    identity_text(text).unwrap_or_else(|code| {
                        seen(code, Some(*column));
                        None
                    })
                }
            }
        });
    }
    if ids[compiled.email].is_none() {
        return Err(Refusal::Finding(FindingCode::EmailMissing, None));
    }
    Ok(ids)
}
