//! Dates in the patterns that Data Prep takes (those of Java), read and written with jiff.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    fmt::strtime::{self, BrokenDownTime},
    tz::{Offset, TimeZone},
};

/// A date and time with its offset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::dataprep) struct Moment {
    at: DateTime,
    offset: Offset,
}

impl Moment {
    /// From the form that [`Moment::text`] writes.
    pub(in crate::dataprep) fn parse(text: &str) -> Option<Self> {
        let time = strtime::parse("%Y-%m-%dT%H:%M:%S%.f%:z", zoned(text)).ok()?;
        Self::of(&time)
    }

    fn of(time: &BrokenDownTime) -> Option<Self> {
        let date: Date = time.to_date().ok()?;
        let clock = time.to_time().unwrap_or(Time::midnight());
        Some(Self {
            at: date.to_datetime(clock),
            offset: time.offset().unwrap_or(Offset::UTC),
        })
    }

    pub(in crate::dataprep) fn date(self) -> Date {
        self.at.date()
    }

    pub(super) fn utc(self) -> Self {
        let instant = self.offset.to_timestamp(self.at);
        Self {
            at: instant.map_or(self.at, |i| Offset::UTC.to_datetime(i)),
            offset: Offset::UTC,
        }
    }

    /// RFC 3339.
    pub(in crate::dataprep) fn text(self) -> String {
        let zone = if self.offset == Offset::UTC {
            "Z".to_owned()
        } else {
            let seconds = self.offset.seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.abs() / 60;
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        };
        format!("{}{zone}", self.at)
    }
}

/// `Z` as an offset.
fn zoned(text: &str) -> String {
    text.strip_suffix('Z')
        .map_or_else(|| text.to_owned(), |head| format!("{head}+00:00"))
}

/// The formats that are tried without being named, in their order.
const AUTOMATIC: [&str; 18] = [
    "yyyy-MM-dd HH:mm:ssZ",
    "yyyy-MM-dd HH:mm:ss.SSSZ",
    "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "yyyy-MM-dd",
    "yyyy/MM/dd",
    "yyyy.MM.dd",
    "yyyy-MMM-dd",
    "yyyyMMdd",
    "MM-dd-yyyy",
    "MMddyyyy",
    "M/dd/yyyy",
    "dd.M.yyyy",
    "M/dd/yyyy hh:mm:ss a",
    "dd.M.yyyy hh:mm:ss a",
    "dd.MMM.yyyy",
    "dd-MMM-yyyy",
];

pub(in crate::dataprep) fn automatic(text: &str) -> Option<Moment> {
    AUTOMATIC.into_iter().find_map(|pattern| read(text, pattern))
}

pub(super) fn read(text: &str, pattern: &str) -> Option<Moment> {
    let zoned = if pattern.ends_with('X') {
        zoned(text)
    } else {
        text.to_owned()
    };
    let time = strtime::parse(translated(pattern)?, zoned).ok()?;
    Moment::of(&time)
}

/// Epoch milliseconds in this pattern, in UTC.
pub(super) fn write(at: i64, pattern: &str) -> Option<String> {
    let moment = Timestamp::from_millisecond(at).ok()?.to_zoned_datetime(TimeZone::UTC);
    strtime::format(translated(pattern)?, &moment).ok()
}

/// Java's letters in the language of `strptime`.
fn translated(pattern: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (literal, after) = quoted.split_once('\'')?;
            out.push_str(literal);
            rest = after;
            continue;
        }
        let run = rest.len() - rest.trim_start_matches(letter).len();
        out.push_str(match (letter, run / letter.len_utf8()) {
            ('y', 4) => "%Y",
            ('y', 2) => "%y",
            ('M', 1 | 2) => "%m",
            ('M', 3) => "%b",
            ('M', 4) => "%B",
            ('d', 1 | 2) => "%d",
            ('H', 1 | 2) => "%H",
            ('h', 1 | 2) => "%I",
            ('m', 1 | 2) => "%M",
            ('s', 1 | 2) => "%S",
            ('S', 1..=9) => "%f",
            ('a', 1) => "%p",
            ('Z', 1..=3) => "%z",
            ('X', 1..=3) => "%:z",
            (letter, _) if letter.is_ascii_alphabetic() => return None,
            (_, _) => &rest[..run],
        });
        rest = &rest[run..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_documented_order() {
        for (text, wanted) in [
            ("2024-02-11", Some("2024-02-11T00:00:00Z")),
            ("2/11/2024", Some("2024-02-11T00:00:00Z")),
            ("11.2.2024", Some("2024-02-11T00:00:00Z")),
            ("20240211", Some("2024-02-11T00:00:00Z")),
            ("11-Feb-2024", Some("2024-02-11T00:00:00Z")),
            ("2024-02-11T20:14:07.123+02:00", Some("2024-02-11T20:14:07.123+02:00")),
            // What Commerce writes into its database is not among them.
            ("2024-02-11 20:14:07", None),
            ("yesterday", None),
        ] {
            assert_eq!(automatic(text).map(Moment::text).as_deref(), wanted, "{text}");
        }
    }
}
