//! One shopper's rows become one record: cells through recipes to typed values, with every finding reported.
//!
//! The same function serves the check (which counts) and the sending (which encodes), so they cannot disagree.

use crate::compile::{Compiled, IdentityFrom, LeafPlan, Source};
use crate::verdict::Verdict;
use std::borrow::Cow;
use xdm::vocabulary::{says_nothing, yes_no};
use xdm::{
    AddressKind, Cells, Email, EmailFault, FindingCode, Longer, Value, address_kind, apply, convert, identity_text,
    is_zero_date, looks_hashed, looks_like_credential,
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

impl Record<'_> {
    /// Sent by one of its identities alone, as rows are that share the other with somebody.
    pub(crate) fn keep_only(&mut self, compiled: &Compiled, verdict: Verdict) {
        match verdict {
            Verdict::SendByNumber => self.drop_identity(compiled, compiled.email),
            Verdict::SendByEmail => {
                let others = (0..self.ids.len()).filter(|at| *at != compiled.email);
                others.for_each(|at| self.drop_identity(compiled, at));
            }
            _ => {}
        }
    }

    /// Takes an identity out; also its field, where the schema makes an identity of whatever stands there.
    fn drop_identity(&mut self, compiled: &Compiled, at: usize) {
        self.ids[at] = None;
        if let Some(leaf) = compiled.identity_field(at) {
            self.values[leaf] = None;
        }
    }

    /// The record is written with the identity of this number: in its identity map, or in the field that the schema makes
    /// an identity.
    pub(crate) fn carries(&self, compiled: &Compiled, at: usize) -> bool {
        match compiled.identity_field(at) {
            Some(leaf) => self.values[leaf].is_some(),
            None => at < compiled.shape.identity_map.len() && self.ids[at].is_some(),
        }
    }
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
    /// A mapped cell holds a credential: its row is never sent.
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
    // A row that cannot go at all says why; that somebody chose to leave it out counts only after that.
    let mut declined = None;
    for (index, plan) in compiled.leaves.iter().enumerate() {
        values.push(match phone {
            Some(digits) if compiled.phone == Some(index) => Some(Value::Text(format!("+{digits}").into())),
            _ => match of_twin(compiled, plan, &values, rows) {
                Some(value) => Some(value),
                None => match leaf(compiled, plan, rows, seen) {
                    Err(refusal @ Refusal::Finding(FindingCode::ValueRejected, _)) => {
                        declined.get_or_insert(refusal);
                        None
                    }
                    other => other?,
                },
            },
        });
    }
    for guard in &compiled.guards {
        if values[guard.needed].is_none() && guard.others.iter().any(|i| values[*i].is_some()) {
            guard.others.iter().for_each(|i| values[*i] = None);
            seen(FindingCode::ParentIncomplete, compiled.leaves[guard.needed].column());
        }
    }
    let ids = identities(
        emptied(std::mem::take(&mut room.ids)),
        compiled,
        &mut values,
        rows,
        seen,
    )?;
    let record = Record { values, ids };
    match declined {
        None => Ok(record),
        Some(refusal) => left_out(compiled, &record, seen).and(Err(refusal)),
    }
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
        Err(FindingCode::EmailHashed) => Err(Refusal::Finding(FindingCode::EmailHashed, column)),
        Err(_) if plan.is_email => Err(Refusal::Finding(FindingCode::EmailInvalid, column)),
        Err(_) if plan.required => Err(Refusal::Finding(FindingCode::RequiredMissing, column)),
        Err(_) if plan.is_consent => {
            let other = chosen(plan, rows).and_then(|row| unheard(compiled, plan, row));
            Err(Refusal::Finding(FindingCode::ConsentUnreadable, other.or(column)))
        }
        Err(code) => {
            let is_meant = |column| compiled.leave_out_rows.contains(&(column, code));
            if (compiled.strict && code.severity() != xdm::Severity::Fixed) || column.is_some_and(is_meant) {
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

/// The further column about a consent whose word is not understood.
fn unheard<R: Row>(compiled: &Compiled, plan: &LeafPlan, row: &R) -> Option<usize> {
    let cell = row.text(plan.column()?).ok()?;
    let name = xdm::not_understood(cell, &plan.recipe, &ByName { compiled, row })?;
    compiled.columns.iter().position(|column| column == name)
}

/// The row whose cell counts: the shopper's own, or with a condition the first where it says yes.
fn chosen<'a, R: Row>(plan: &LeafPlan, rows: &'a [R]) -> Option<&'a R> {
    match plan.when {
        None => rows.first(),
        Some(flag) => rows
            .iter()
            .find(|row| row.text(flag).is_ok_and(|text| yes_no(text) == Some(true))),
    }
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
            // Of hashed addresses it is said what they are, and no more is done with them.
            Ok(text) if looks_like_credential(text) && !(plan.is_email && looks_hashed(text)) => {
                return Err(Refusal::Credential(*index));
            }
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
    let is_nothing = |code| column.is_some_and(|column| compiled.leave_out_values.contains(&(column, code)));
    if plan.keeps_words && says_nothing(&applied.text) {
        if is_nothing(FindingCode::MissingMarkerKept) {
            noticed(FindingCode::MissingMarker);
            return Ok(None);
        }
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
            if is_nothing(FindingCode::DateDefault) {
                noticed(FindingCode::DateZero);
                return Ok(None);
            }
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
        Err(EmailFault::Malformed) if looks_hashed(cell) => Err(FindingCode::EmailHashed),
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
    values: &mut [Option<Value<'a>>],
    rows: &'a [R],
    seen: &mut Seen<'_>,
) -> Result<Vec<Option<Cow<'a, str>>>, Refusal> {
    for (at, (namespace, from)) in compiled.identities.iter().enumerate() {
        ids.push(match from {
            IdentityFrom::Leaf(leaf) => {
                let id = of_leaf(compiled, *leaf, values[*leaf].as_ref(), seen);
                if compiled.identity_field(at).is_some() {
                    as_identity(&mut values[*leaf], id.as_deref());
                }
                id
            }
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
    // Where a field is the identity, a record in which it stands for nobody has none.
    if let (None, Some((_, IdentityFrom::Leaf(own)))) = (&ids[0], compiled.identities.first())
        && compiled.leaves[*own].required
    {
        return Err(Refusal::Finding(
            FindingCode::RequiredMissing,
            compiled.leaves[*own].column(),
        ));
    }
    Ok(ids)
}

/// The identity in a field; none where it stands for nobody.
fn of_leaf<'a>(
    compiled: &Compiled,
    leaf: usize,
    value: Option<&Value<'a>>,
    seen: &mut Seen<'_>,
) -> Option<Cow<'a, str>> {
    match value? {
        Value::Text(text) if compiled.leaves[leaf].is_email => Some(text.clone()),
        Value::Text(text) => match identity_text(text) {
            Ok(Some(id)) if id == text.as_ref() => Some(text.clone()),
            Ok(id) => id.map(|id| Cow::Owned(id.into_owned())),
            Err(code) => {
                seen(code, compiled.leaves[leaf].column());
                None
            }
        },
        Value::Integer(number) if *number > 0 => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

/// The platform takes whatever stands in such a field for an identity: what is none does not stay there, and the rest is
/// written as identities are.
fn as_identity(value: &mut Option<Value<'_>>, id: Option<&str>) {
    match (&value, id) {
        (Some(Value::Text(text)), Some(id)) if text.as_ref() != id => {
            *value = Some(Value::Text(Cow::Owned(id.to_owned())));
        }
        (Some(_), None) => *value = None,
        _ => {}
    }
}
