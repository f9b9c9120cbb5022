//! Calendar dates and instants from text. A calendar date never passes through a time zone, and the order of day
//! and month is never guessed for one cell: it is ISO, or the recipe's order decides.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The order of the parts of a date that is not ISO.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DateOrder {
    /// 1991-03-05; only this.
    Ymd,
    /// 05-03-1991 is 5 March.
    Dmy,
    /// 03/05/1991 is 5 March.
    Mdy,
}

/// A day without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilDate(i32);

impl CivilDate {
    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day).ok()?;
        let epoch = Date::constant(1970, 1, 1);
        i32::try_from(date.duration_since(epoch).as_hours() / 24).ok().map(Self)
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// Three numbers with the same separator between them, as they stand, and what follows.
struct Parts<'a> {
    numbers: [&'a str; 3],
    separator: u8,
    rest: &'a str,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let first = digits(0);
        let separator = *bytes.get(first)?;
        if !matches!(separator, b'-' | b'/' | b'.') {
            return None;
        }
        let at = first + 1;
        let second = digits(at);
        if bytes.get(at + second) != Some(&separator) {
            return None;
        }
        let last = at + second + 1;
        let third = digits(last);
        if first == 0 || second == 0 || third == 0 || first > 4 || second > 2 || third > 4 {
            return None;
        }
        let numbers = [&text[..first], &text[at..at + second], &text[last..last + third]];
        Some(Self {
            numbers,
            separator,
            rest: &text[last + third..],
        })
    }

    fn year_first(&self) -> bool {
        self.numbers[0].len() == 4
    }

    fn date(&self, order: Option<DateOrder>) -> Option<CivilDate> {
        let [a, b, c] = self.numbers;
        let (year, month, day) = match order {
            _ if self.year_first() && c.len() <= 2 => (a, b, c),
            _ if c.len() != 4 || a.len() > 2 => return None,
            Some(DateOrder::Dmy) => (c, b, a),
            // Nobody writes the month first with dots: such a cell in a month-first column is doubtful, not read.
            Some(DateOrder::Mdy) if self.separator != b'.' => (c, a, b),
            _ => return None,
        };
        CivilDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

/// Reads a date: ISO always (`1991-03-05`, `1991/03/05`, `19910305`), other orders only when told. A time of day
/// behind it is passed over.
pub fn parse_date(text: &str, order: Option<DateOrder>) -> Option<CivilDate> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return CivilDate::new(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        );
    }
    let parts = Parts::read(text)?;
    let date = parts.date(order)?;
    let rest = parts.rest;
    let time_follows = rest.starts_with(['T', ' ']) && parse_time(rest[1..].trim()).is_some();
    (rest.is_empty() || time_follows).then_some(date)
}

/// Reads a date with a time, `2015-10-30 12:49:47`, `2015-10-30T12:49:47+01:00`. Without an offset it is UTC: so
/// Commerce's database format is written; [`with_offset`] serves other sources.
pub fn parse_date_time(text: &str, order: Option<DateOrder>) -> Option<Instant> {
    with_offset(text, order, 0)
}

/// As [`parse_date_time`], with the offset in seconds of texts that carry none.
pub(crate) fn with_offset(text: &str, order: Option<DateOrder>, offset: i32) -> Option<Instant> {
    let parts = Parts::read(text)?;
    let date = parts.date(order)?;
    let (seconds, millis, own) = match parts.rest {
        "" => (0, 0, None),
        rest if rest.starts_with(['T', ' ']) => parse_time(rest[1..].trim())?,
        _ => return None,
    };
    let seconds = i64::from(date.days()) * 86_400 + seconds - i64::from(own.unwrap_or(offset));
    Some(Instant(seconds * 1_000 + millis))
}

/// Seconds of the day, milliseconds and the offset in seconds where there is one.
fn parse_time(text: &str) -> Option<(i64, i64, Option<i32>)> {
    let cut = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(cut);
    let offset = if zone.is_empty() {
        None
    } else {
        Some(parse_offset(zone)?)
    };
    let (clock, fraction) = clock.trim_end().split_once('.').unwrap_or((clock.trim_end(), ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || fraction.len() > 9 {
        return None;
    }
    let mut numbers = clock.split(':').map(|n| {
        if n.len() <= 2 && !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) {
            n.parse::<i8>().ok()
        } else {
            None
        }
    });
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    if numbers.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()?;
    let millis = format!("{fraction:0<3}")[..3].parse().ok()?;
    Some((
        i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second),
        millis,
        offset,
    ))
}

/// `Z`, `UTC`, `+01:00` or `+0100` in seconds.
pub(crate) fn parse_offset(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z" | "UTC") {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// What a column's cells prove about the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    /// Cells that can only be day first.
    pub day_first: u64,
    /// Cells that can only be month first.
    pub month_first: u64,
    /// Cells that can be both, with different results.
    pub either: u64,
    /// Cells with the year first.
    pub iso: u64,
}

impl OrderEvidence {
    /// Looks at one cell; anything that is no date counts for nothing.
    pub fn observe(&mut self, text: &str) {
        let Some(parts) = Parts::read(text) else { return };
        if parts.year_first() {
            self.iso += 1;
            return;
        }
        let day_first = parts.date(Some(DateOrder::Dmy));
        let month_first = parts.date(Some(DateOrder::Mdy));
        match (day_first, month_first) {
            (Some(a), Some(b)) if a != b => self.either += 1,
            (Some(_), Some(_)) | (None, None) => {}
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
        }
    }

    /// Adds what another part of the column proves.
    pub fn add(&mut self, other: Self) {
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.either += other.either;
        self.iso += other.iso;
    }

    /// The order, where the column proves one: every unambiguous cell agrees, or all but one in twenty.
    pub fn order(&self) -> Option<DateOrder> {
        let (most, least, order) = if self.day_first >= self.month_first {
            (self.day_first, self.month_first, DateOrder::Dmy)
        } else {
            (self.month_first, self.day_first, DateOrder::Mdy)
        };
        match (most, self.either) {
            (0, 0) => Some(DateOrder::Ymd),
            (0, _) => None,
            _ => (least * 20 <= most).then_some(order),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str, order: Option<DateOrder>) -> Option<i32> {
        parse_date(text, order).map(CivilDate::days)
    }

    #[test]
    fn iso_dates_are_read_whatever_the_order() {
        for order in [None, Some(DateOrder::Ymd), Some(DateOrder::Dmy), Some(DateOrder::Mdy)] {
            assert_eq!(iso("1970-01-02", order), Some(1));
            assert_eq!(iso("1970/1/2", order), Some(1));
            assert_eq!(iso("19700102", order), Some(1));
            assert_eq!(
                iso("1970-01-02 23:59:59", order),
                Some(1),
                "a time of day moves no date"
            );
        }
    }

    #[test]
    fn other_orders_are_read_only_when_told() {
        assert_eq!(iso("02-01-1970", None), None);
        assert_eq!(iso("02-01-1970", Some(DateOrder::Dmy)), Some(1));
        assert_eq!(iso("1/2/1970", Some(DateOrder::Mdy)), Some(1));
        assert_eq!(
            iso("1.2.1970", Some(DateOrder::Mdy)),
            None,
            "dots are never month first"
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        for bad in [
            "1990-02-30",
            "1990-13-01",
            "1990-00-10",
            "0000-00-00",
            "12",
            "n/a",
            "1990",
            "1-2-90",
            "1990-01-01x",
            "1990-01-01 25:61:00",
        ] {
            assert_eq!(iso(bad, Some(DateOrder::Dmy)), None, "{bad}");
        }
    }

    #[test]
    fn instants_keep_their_own_offset_and_are_utc_without_one() {
        let at = |t| parse_date_time(t, None).map(|i| i.0);
        assert_eq!(at("1970-01-01 00:00:01"), Some(1_000));
        assert_eq!(at("1970-01-01T01:00:00.5+01:00"), Some(500));
        assert_eq!(at("1970-01-02"), Some(86_400_000));
        assert_eq!(at("2020-01-01 25:61:00"), None);
        assert_eq!(at("0000-00-00 00:00:00"), None);
    }

    #[test]
    fn one_cell_over_twelve_proves_the_column_and_contradictions_prove_nothing() {
        let column = |cells: &[&str]| {
            let mut evidence = OrderEvidence::default();
            for cell in cells {
                evidence.observe(cell);
            }
            evidence.order()
        };
        assert_eq!(column(&["05-03-1991", "25-03-1991"]), Some(DateOrder::Dmy));
        assert_eq!(column(&["05/03/1991", "03/25/1991"]), Some(DateOrder::Mdy));
        assert_eq!(column(&["05-03-1991", "11-12-1978"]), None);
        assert_eq!(column(&["25-03-1991", "03-25-1991"]), None);
        assert_eq!(column(&["1991-03-05", ""]), Some(DateOrder::Ymd));
    }
}
