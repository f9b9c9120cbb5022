//! Days as they are written: by numbers with separators, by a month's name, as a count of days or seconds, and ISO.

use super::words;
use super::{CivilDate, DateOrder, DateStyle, Zone};

/// Three numbers with the same separator between them, as they stand, and what follows.
pub(super) struct Parts<'a> {
    pub(super) numbers: [&'a str; 3],
    pub(super) separator: u8,
    pub(super) rest: &'a str,
}

impl<'a> Parts<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
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

    pub(super) fn year_first(&self) -> bool {
        self.numbers[0].len() == 4
    }

    pub(super) fn short_year(&self) -> bool {
        self.numbers[2].len() == 2 && self.numbers[0].len() <= 2
    }

    pub(super) fn date(&self, order: Option<DateOrder>, pivot: Option<i16>) -> Option<CivilDate> {
        let [a, b, c] = self.numbers;
        let (year, month, day) = match order {
            _ if self.year_first() && c.len() <= 2 => (a, b, c),
            _ if !matches!(c.len(), 2 | 4) || a.len() > 2 => return None,
            Some(DateOrder::Dmy) => (c, b, a),
            // Nobody writes the month first with dots: such a cell in a month-first column is doubtful, not read.
            Some(DateOrder::Mdy) if self.separator != b'.' => (c, a, b),
            _ => return None,
        };
        CivilDate::new(full_year(year, pivot)?, month.parse().ok()?, day.parse().ok()?)
    }
}

/// The year that is meant; two digits mean the last such year up to the pivot.
pub(super) fn full_year(year: &str, pivot: Option<i16>) -> Option<i16> {
    let number: i16 = year.parse().ok()?;
    if year.len() == 4 {
        return Some(number);
    }
    let pivot = pivot.filter(|_| year.len() == 2)?;
    let this = pivot - pivot % 100 + number;
    Some(if this > pivot { this - 100 } else { this })
}

/// A date whose month has a name, in any order of its parts, and what follows.
pub(super) fn named(text: &str, pivot: Option<i16>) -> Option<(CivilDate, &str)> {
    let (mut day, mut month, mut year): (Option<&str>, Option<i8>, Option<&str>) = (None, None, None);
    let mut rest = text;
    let mut after_number = false;
    while day.is_none() || month.is_none() || year.is_none() {
        let start = rest.find(|c: char| c.is_alphanumeric())?;
        let separated = start > 0;
        rest = &rest[start..];
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest
            .find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_number)
            .unwrap_or(rest.len());
        let token = &rest[..end];
        if is_number {
            let slot = match token.len() {
                1 | 2 if day.is_none() => &mut day,
                2 | 4 if year.is_none() => &mut year,
                _ => return None,
            };
            *slot = Some(token);
        } else if month.is_none() && words::month(token).is_some() {
            month = words::month(token);
        } else {
            let is_weekday = day.is_none() && month.is_none() && words::is_day(token);
            let is_ending = after_number && !separated && words::is_ordinal(token);
            if !is_weekday && !is_ending {
                return None;
            }
        }
        after_number = is_number;
        rest = &rest[end..];
    }
    let date = CivilDate::new(full_year(year?, pivot)?, month?, day?.parse().ok()?)?;
    Some((date, rest))
}

/// Days since 1970 and the seconds of the day of a number that Excel counts.
pub(super) fn serial(text: &str, first_year_1904: bool) -> Option<(CivilDate, i64)> {
    let (days, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if days.is_empty() || days.len() > 5 || !digits(days) || !digits(fraction) || fraction.len() > 15 {
        return None;
    }
    let days: i32 = days.parse().ok().filter(|d| (1..=80_000).contains(d))?;
    let since_1970 = match (first_year_1904, days) {
        (true, _) => days - 24_107,
        // Excel believes in 29 February 1900, its day 60.
        (false, 60) => return None,
        (false, ..60) => days - 25_568,
        (false, _) => days - 25_569,
    };
    let share: f64 = format!("0.{fraction}0").parse().ok()?;
    Some((CivilDate(since_1970), (share * 86_400.0).round() as i64))
}

/// Milliseconds since 1970 of a count of seconds or milliseconds.
pub(super) fn epoch(text: &str, order: DateOrder) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 14 && text.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| digits)?;
    match order {
        DateOrder::EpochSeconds => number.checked_mul(1_000),
        _ => Some(number),
    }
}

/// A date and what follows it, where it is written with separators or a month's name.
pub(super) fn written<'a>(text: &'a str, style: &DateStyle<'_>) -> Option<(CivilDate, &'a str)> {
    if let Some(parts) = Parts::read(text) {
        return Some((parts.date(style.order, style.pivot)?, parts.rest));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let date = CivilDate::new(
            text[..4].parse().ok()?,
            text[4..6].parse().ok()?,
            text[6..].parse().ok()?,
        )?;
        return Some((date, ""));
    }
    text.contains(char::is_alphabetic)
        .then(|| named(text, style.pivot))
        .flatten()
}

/// `1991-03-05`, alone or with `12:49:47` behind it: what databases write. Gives the day and the seconds of the day.
pub(super) fn iso(text: &str) -> Option<(CivilDate, i64)> {
    let bytes = text.as_bytes();
    let two = |at: usize| match bytes[at..at + 2] {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(i16::from(a - b'0') * 10 + i16::from(b - b'0')),
        _ => None,
    };
    if !matches!(bytes.len(), 10 | 19) || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let date = CivilDate::new(two(0)? * 100 + two(2)?, two(5)? as i8, two(8)? as i8)?;
    if bytes.len() == 10 {
        return Some((date, 0));
    }
    if !matches!(bytes[10], b' ' | b'T') || bytes[13] != b':' || bytes[16] != b':' {
        return None;
    }
    let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
    let seconds = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
    (hour < 24 && minute < 60 && second < 60).then_some((date, seconds))
}

/// A day alone or with a time behind it, as databases write it.
pub(crate) fn iso_date(text: &str) -> Option<CivilDate> {
    iso(text).map(|(date, _)| date)
}

/// Milliseconds since 1970 of what databases write; none where clocks of the zone never showed it.
pub(crate) fn iso_moment(text: &str, zone: Option<&Zone>) -> Option<i64> {
    let (date, seconds) = iso(text)?;
    let local = i64::from(date.days()) * 86_400 + seconds;
    let (seconds, in_gap) = zone.map_or((local, false), |zone| zone.seconds(local));
    (!in_gap).then_some(seconds * 1_000)
}
