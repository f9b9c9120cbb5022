//! One typed leaf of a record, and how text becomes it by the rules of the live schema.

use crate::FindingCode;
use crate::date::{DateOrder, DateStyle, Instant, moment, parse_date};
use crate::recipe::{Applied, Noticed};
use crate::schema::{Field, Kind};
use crate::text::{self, Rounded};
use std::borrow::Cow;

/// A leaf value. Text borrows from the row it was read from where nothing changed it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Also enums and formatted strings.
    Text(Cow<'a, str>),
    /// XDM number: IEEE double, always finite.
    Double(f64),
    /// XDM long, integer, short and byte; within the kind's range.
    Integer(i64),
    /// XDM boolean.
    Boolean(bool),
    /// Days since 1970-01-01, without a zone.
    Date(i32),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    DateTime(i64),
}

impl Value<'_> {
    /// The same value, on its own.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Double(number) => Value::Double(number),
            Value::Integer(number) => Value::Integer(number),
            Value::Boolean(yes) => Value::Boolean(yes),
            Value::Date(days) => Value::Date(days),
            Value::DateTime(millis) => Value::DateTime(millis),
        }
    }

    /// The same value, borrowed.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            other => other.clone(),
        }
    }
}

/// Why text could not become a value of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueFault(pub FindingCode);

/// Turns recipe-treated, non-empty text into a value of `field`.
///
/// Dates are read ISO first, then by the order that the recipe gave. A calendar date never passes through a zone.
pub fn convert<'a>(applied: Applied<'a>, field: &Field, noticed: &mut Noticed<'_>) -> Result<Value<'a>, ValueFault> {
    let Applied { text, style } = applied;
    match field.scalar() {
        Kind::Text => convert_text(text, field, noticed),
        Kind::Double => convert_double(&text, field),
        Kind::Long | Kind::Int | Kind::Short | Kind::Byte => convert_integer(&text, field),
        Kind::Boolean => match text.as_ref() {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            _ => Err(ValueFault(FindingCode::BooleanUnreadable)),
        },
        Kind::Date => match parse_date(&text, &style) {
            Some(date) if PLAUSIBLE_DAYS.contains(&date.days()) => Ok(Value::Date(date.days())),
            Some(_) => Err(ValueFault(FindingCode::DateImplausible)),
            None => Err(ValueFault(unreadable(&text, &style, FindingCode::DateUnreadable))),
        },
        Kind::DateTime => match moment(&text, &style) {
            Some(moment) => {
                if moment.in_gap {
                    noticed(FindingCode::DateTimeGap);
                }
                let Instant(ms) = moment.instant;
                let plausible = PLAUSIBLE_DAYS.contains(&((ms / 86_400_000) as i32));
                plausible
                    .then_some(Value::DateTime(ms))
                    .ok_or(ValueFault(FindingCode::DateImplausible))
            }
            None => Err(ValueFault(unreadable(&text, &style, FindingCode::DateTimeUnreadable))),
        },
        Kind::Object | Kind::Array | Kind::Map => Err(ValueFault(FindingCode::ValueMalformed)),
    }
}

/// Days since 1970 from 1800-01-01 to 2200-12-31: years beyond are slips and database maxima (9999).
pub(crate) const PLAUSIBLE_DAYS: std::ops::Range<i32> = -62_091..84_371;

/// A date that only fits the other order contradicts its column, which is worth a look of its own.
fn unreadable(text: &str, style: &DateStyle<'_>, otherwise: FindingCode) -> FindingCode {
    let other = match style.order {
        Some(DateOrder::Dmy) => DateOrder::Mdy,
        Some(DateOrder::Mdy) => DateOrder::Dmy,
        _ => return otherwise,
    };
    let other = DateStyle {
        order: Some(other),
        ..*style
    };
    if parse_date(text, &other).is_some() {
        FindingCode::DateOrderMixed
    } else {
        otherwise
    }
}

fn convert_text<'a>(text: Cow<'a, str>, field: &Field, noticed: &mut Noticed<'_>) -> Result<Value<'a>, ValueFault> {
    let text = match text::rounded(&text) {
        Rounded::No => text,
        Rounded::Whole(number) => {
            noticed(FindingCode::SpreadsheetRepaired);
            Cow::Owned(number)
        }
        Rounded::Lost => return Err(ValueFault(FindingCode::SpreadsheetDamage)),
    };
    if text::unmangled(&text).is_some() {
        noticed(FindingCode::TextMojibake);
    }
    if !field.values.is_empty() && !field.values.iter().any(|v| *v == text) {
        return Err(ValueFault(FindingCode::ValueNotListed));
    }
    if let Some(max) = field.max_length
        && text.len() > max
        && text.chars().count() > max
    {
        return Err(ValueFault(FindingCode::ValueTooLong));
    }
    if !field.accepts_form(&text) {
        return Err(ValueFault(FindingCode::ValueMalformed));
    }
    Ok(Value::Text(text))
}

fn convert_double(text: &str, field: &Field) -> Result<Value<'static>, ValueFault> {
    let number: f64 = text.parse().map_err(|_| ValueFault(FindingCode::NumberUnreadable))?;
    if !number.is_finite() {
        return Err(ValueFault(FindingCode::NumberUnreadable));
    }
    if field.in_range(number) {
        Ok(Value::Double(number))
    } else {
        Err(ValueFault(FindingCode::NumberOutOfRange))
    }
}

fn convert_integer(text: &str, field: &Field) -> Result<Value<'static>, ValueFault> {
    let number: i64 = text.parse().map_err(|_| ValueFault(FindingCode::NumberUnreadable))?;
    let limit: i64 = match field.scalar() {
        Kind::Byte => 128,
        Kind::Short => 32_768,
        Kind::Int => 2_147_483_648,
        _ => 9_007_199_254_740_991,
    };
    // The documented ranges are ± the same figure; Parquet's signed types end one below it.
    if number >= limit || number < -limit || !field.in_range(number as f64) {
        return Err(ValueFault(FindingCode::NumberOutOfRange));
    }
    Ok(Value::Integer(number))
}

/// As people read it: dates ISO, instants RFC 3339.
impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Double(number) => write!(f, "{number}"),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Boolean(yes) => write!(f, "{yes}"),
            Self::Date(days) => match jiff::Timestamp::from_second(i64::from(*days) * 86_400) {
                Ok(at) => write!(f, "{}", at.strftime("%Y-%m-%d")),
                Err(_) => Ok(()),
            },
            Self::DateTime(millis) => match jiff::Timestamp::from_millisecond(*millis) {
                Ok(at) => write!(f, "{at}"),
                Err(_) => Ok(()),
            },
        }
    }
}
