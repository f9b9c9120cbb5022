//! Calendar dates and instants from text. A calendar date never passes through a time zone, and the order of day
//! and month is never guessed for one cell: it is ISO or has a month's name, or the recipe's order decides.

mod calendar;
mod clock;
mod evidence;
mod words;
mod zone;

pub(crate) use calendar::{iso_date, iso_moment};
pub use evidence::DateEvidence;
pub use zone::Zone;

use calendar::{Parts, epoch, iso, serial, written};
use clock::{Clock, time_of};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use ts_rs::TS;

/// How dates that are not ISO are written.
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
    /// The days that Excel counts from 1900: 33302 is 5 March 1991.
    Excel,
    /// The days that Excel on old Macs counts from 1904.
    Excel1904,
    /// Seconds since 1970.
    EpochSeconds,
    /// Milliseconds since 1970.
    EpochMillis,
}

/// How the dates of a column are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateStyle<'z> {
    /// How they are written where not ISO; `None`: only ISO and names of months.
    pub order: Option<DateOrder>,
    /// The last year that a year of two digits can mean; `None`: such years are not read.
    pub pivot: Option<i16>,
    /// The zone of times that carry none; `None`: UTC.
    pub zone: Option<&'z Zone>,
}

/// A day without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilDate(i32);

impl CivilDate {
    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    /// Its year.
    pub fn year(self) -> i16 {
        Date::constant(1970, 1, 1)
            .checked_add(jiff::Span::new().days(self.0))
            .map_or(i16::MAX, Date::year)
    }

    /// Whole numbers alone, because a file has two dates a row.
    fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        const BEFORE: [i16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        const LENGTHS: [i8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let leaps = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let at = usize::try_from(month).ok()?.checked_sub(1)?;
        let length = LENGTHS.get(at)? + i8::from(leaps && month == 2);
        if !(1..=length).contains(&day) || !(-9_999..=9_999).contains(&year) {
            return None;
        }
        let past = i32::from(year) - 1;
        let leap_days = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
        let of_year = i32::from(BEFORE[at]) + i32::from(day) - 1 + i32::from(leaps && month > 2);
        Some(Self(past * 365 + leap_days + of_year - 719_162))
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// An instant as read, and whether its local time was one that clocks left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub instant: Instant,
    pub in_gap: bool,
}

/// The spaces that exports put between a time and its AM: narrow, non-breaking.
fn plain_spaces(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(['\u{a0}', '\u{202f}', '\u{2009}']) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " "))
    }
}

/// Reads a date: ISO always (`1991-03-05`, `1991/03/05`, `19910305`), with a month's name always (`5 mrt 1991`), other
/// forms only as the style says. A time of day behind it is passed over.
pub fn parse_date(text: &str, style: &DateStyle<'_>) -> Option<CivilDate> {
    if let Some((date, _)) = iso(text) {
        return Some(date);
    }
    let text = plain_spaces(text);
    let text = text.as_ref();
    if let Some((date, rest)) = written(text, style) {
        return (rest.is_empty() || time_of(rest).is_some()).then_some(date);
    }
    match style.order? {
        DateOrder::Excel => serial(text, false).map(|(date, _)| date),
        DateOrder::Excel1904 => serial(text, true).map(|(date, _)| date),
        order @ (DateOrder::EpochSeconds | DateOrder::EpochMillis) => {
            i32::try_from(epoch(text, order)?.div_euclid(86_400_000))
                .ok()
                .map(CivilDate)
        }
        _ => None,
    }
}

/// Reads a date with a time: `2015-10-30 12:49:47`, `2015-10-30T12:49:47+01:00`, `Apr 19, 2016, 12:55:51 PM`. Without
/// an offset of its own it is in the style's zone.
pub fn parse_date_time(text: &str, style: &DateStyle<'_>) -> Option<Instant> {
    moment(text, style).map(|m| m.instant)
}

pub(crate) fn moment(text: &str, style: &DateStyle<'_>) -> Option<Moment> {
    if let Some((date, seconds)) = iso(text) {
        return Some(moment_at(
            date,
            Clock {
                seconds,
                ..Clock::default()
            },
            style,
        ));
    }
    let text = plain_spaces(text);
    let text = text.as_ref();
    let (date, clock) = match written(text, style) {
        Some((date, "")) => (date, Clock::default()),
        Some((date, rest)) => (date, time_of(rest)?),
        None => match style.order? {
            order @ (DateOrder::EpochSeconds | DateOrder::EpochMillis) => {
                return epoch(text, order).map(|ms| Moment {
                    instant: Instant(ms),
                    in_gap: false,
                });
            }
            order @ (DateOrder::Excel | DateOrder::Excel1904) => {
                let (date, seconds) = serial(text, order == DateOrder::Excel1904)?;
                let clock = Clock {
                    seconds,
                    ..Clock::default()
                };
                (date, clock)
            }
            _ => return None,
        },
    };
    Some(moment_at(date, clock, style))
}

fn moment_at(date: CivilDate, clock: Clock, style: &DateStyle<'_>) -> Moment {
    let local = i64::from(date.days()) * 86_400 + clock.seconds;
    let (seconds, in_gap) = match clock.offset {
        Some(offset) => (local - i64::from(offset), false),
        None => style.zone.map_or((local, false), |zone| zone.seconds(local)),
    };
    Moment {
        instant: Instant(seconds * 1_000 + clock.millis),
        in_gap,
    }
}

/// How databases and spreadsheets write "no date": `0000-00-00`, `00/00/0000`, `1900-01-00`, with or without a time.
pub fn is_zero_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let Some(parts) = Parts::read(day).filter(|p| p.rest.is_empty()) else {
        return false;
    };
    let zero = |n: &str| n.bytes().all(|b| b == b'0');
    let [a, b, c] = parts.numbers;
    let (year, other) = if parts.year_first() { (a, [b, c]) } else { (c, [a, b]) };
    let all = parts.numbers.iter().all(|n| zero(n));
    let excels = year == "1900" && other.iter().any(|n| zero(n)) && other.iter().any(|n| n.parse() == Ok(1));
    all || excels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let epoch = Date::constant(1970, 1, 1);
        for year in (-5..=2_500).chain([-9_999, 9_999, -10_000, 10_000, i16::MIN, i16::MAX]) {
            for (month, day) in (-1..=14).flat_map(|month| (-1..=33).map(move |day| (month, day))) {
                let days = Date::new(year, month, day)
                    .ok()
                    .map(|date| (date.duration_since(epoch).as_hours() / 24) as i32);
                assert_eq!(
                    CivilDate::new(year, month, day).map(CivilDate::days),
                    days,
                    "{year} {month} {day}"
                );
            }
        }
    }

    fn style(order: Option<DateOrder>) -> DateStyle<'static> {
        DateStyle {
            order,
            ..DateStyle::default()
        }
    }

    fn iso(text: &str, order: Option<DateOrder>) -> Option<i32> {
        parse_date(text, &style(order)).map(CivilDate::days)
    }

    #[test]
    fn iso_dates_are_read_whatever_the_order() {
        for order in [None, Some(DateOrder::Ymd), Some(DateOrder::Dmy), Some(DateOrder::Excel)] {
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
        assert_eq!(iso("33302", None), None);
        assert_eq!(iso("33302", Some(DateOrder::Excel)), iso("1991-03-05", None));
        assert_eq!(iso("33302,5", Some(DateOrder::Excel)), iso("1991-03-05", None));
        assert_eq!(iso("59", Some(DateOrder::Excel)), iso("1900-02-28", None));
        assert_eq!(iso("61", Some(DateOrder::Excel)), iso("1900-03-01", None));
        assert_eq!(iso("60", Some(DateOrder::Excel)), None, "there was no such day");
        assert_eq!(iso("0", Some(DateOrder::Excel1904)), None);
        assert_eq!(iso("31840", Some(DateOrder::Excel1904)), iso("1991-03-05", None));
    }

    #[test]
    fn months_with_a_name_need_no_order() {
        for text in [
            "5 mrt 1991",
            "5. März 1991",
            "Mar 5, 1991",
            "5-mrt-1991",
            "5 mars 1991",
            "dinsdag 5 maart 1991",
            "March 5th, 1991",
            "1991 Mar 05",
            "05-MAR-1991",
            "Mar 5, 1991 10:11:12 AM",
            "Mar\u{a0}5, 1991, 10:11:12\u{202f}PM",
        ] {
            assert_eq!(iso(text, None), iso("1991-03-05", None), "{text}");
        }
        for text in [
            "5 foo 1991",
            "mrt 1991",
            "5 mrt",
            "Main Street 5",
            "May 1",
            "5 mrt 1991 x",
            "31 feb 1991",
        ] {
            assert_eq!(iso(text, None), None, "{text}");
        }
    }

    #[test]
    fn years_of_two_digits_are_read_up_to_the_pivot() {
        let read = |text, pivot| {
            let style = DateStyle {
                order: Some(DateOrder::Dmy),
                pivot,
                ..DateStyle::default()
            };
            parse_date(text, &style).map(CivilDate::year)
        };
        assert_eq!(read("05-03-91", None), None);
        assert_eq!(read("05-03-91", Some(2026)), Some(1991));
        assert_eq!(read("05-03-26", Some(2026)), Some(2026));
        assert_eq!(read("05-03-27", Some(2026)), Some(1927));
        assert_eq!(read("5 mrt 91", Some(2026)), Some(1991));
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
            "1-2-3-4",
        ] {
            assert_eq!(iso(bad, Some(DateOrder::Dmy)), None, "{bad}");
        }
    }

    #[test]
    fn instants_keep_their_own_offset_and_are_in_the_zone_without_one() {
        let at = |t| parse_date_time(t, &DateStyle::default()).map(|i| i.0);
        assert_eq!(at("1970-01-01 00:00:01"), Some(1_000));
        assert_eq!(at("1970-01-01T01:00:00.5+01:00"), Some(500));
        assert_eq!(at("1970-01-02"), Some(86_400_000));
        assert_eq!(at("1970-01-01 12:00:01 AM"), Some(1_000));
        assert_eq!(at("Jan 1, 1970, 1:00:00\u{202f}PM"), Some(46_800_000));
        assert_eq!(at("1 jan. 1970 13:00 uur"), Some(46_800_000));
        assert_eq!(at("1970-01-01 00:00:01 UTC"), Some(1_000));
        assert_eq!(at("2020-01-01 25:61:00"), None);
        assert_eq!(at("2020-01-01 13:00 PM"), None);
        assert_eq!(at("0000-00-00 00:00:00"), None);
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let dutch = DateStyle {
            zone: Some(&zone),
            order: Some(DateOrder::EpochSeconds),
            ..DateStyle::default()
        };
        let at = |t| moment(t, &dutch).map(|m| (m.instant.0, m.in_gap));
        assert_eq!(at("1970-07-01 01:00:00"), Some((181 * 86_400_000, false)));
        assert_eq!(at("2024-03-31 02:30:00").map(|m| m.1), Some(true));
        assert_eq!(at("1970-01-01T00:00:00Z"), Some((0, false)));
        assert_eq!(at("1700000000"), Some((1_700_000_000_000, false)));
    }

    #[test]
    fn no_date_is_told_from_a_wrong_one() {
        for zero in [
            "0000-00-00",
            "0000-00-00 00:00:00",
            "00/00/0000",
            "1900-01-00",
            "0-1-1900",
            "00-00-0000",
        ] {
            assert!(is_zero_date(zero), "{zero}");
        }
        for other in ["1900-01-01", "2000-00-00", "0", "", "00", "1900-00-00x"] {
            assert!(!is_zero_date(other), "{other}");
        }
    }
}
