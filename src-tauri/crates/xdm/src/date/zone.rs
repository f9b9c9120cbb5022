//! The zone of date-times that carry none: UTC, an offset such as `+01:00`, or a name such as `Europe/Amsterdam`.
//!
//! Names come from the database that is built in, so that a file gives the same instants on every machine.

use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::LazyLock;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone.
#[derive(Clone)]
pub struct Zone {
    name: String,
    rules: Rules,
}

#[derive(Clone)]
enum Rules {
    Fixed(i32),
    Named(TimeZone),
}

impl Zone {
    /// Reads a zone; names go without regard to case.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(seconds) = super::clock::parse_offset(text) {
            return Some(Self {
                name: text.to_owned(),
                rules: Rules::Fixed(seconds),
            });
        }
        let zone = DATABASE.get(text).ok()?;
        Some(Self {
            name: zone.iana_name().unwrap_or(text).to_owned(),
            rules: Rules::Named(zone),
        })
    }

    /// As it is written in a mapping.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every name that can be chosen, sorted.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = DATABASE.available().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        names
    }

    /// Seconds between 1970 and this local time, and whether clocks never showed it: then the time an hour later is
    /// meant, as clocks went.
    pub(super) fn seconds(&self, local: i64) -> (i64, bool) {
        match &self.rules {
            Rules::Fixed(offset) => (local - i64::from(*offset), false),
            Rules::Named(zone) => named(zone, local).unwrap_or((local, false)),
        }
    }
}

fn named(zone: &TimeZone, local: i64) -> Option<(i64, bool)> {
    let civil = TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(local).ok()?);
    let (offset, gap) = match zone.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => (offset, false),
        AmbiguousOffset::Fold { before, .. } => (before, false),
        AmbiguousOffset::Gap { before, .. } => (before, true),
    };
    Some((local - i64::from(offset.seconds()), gap))
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl std::fmt::Debug for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown time zone `{text}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_by_name_and_by_offset() {
        for (text, name) in [
            ("UTC", "UTC"),
            ("europe/amsterdam", "Europe/Amsterdam"),
            ("+01:00", "+01:00"),
        ] {
            assert_eq!(Zone::parse(text).unwrap().name(), name);
        }
        assert_eq!(Zone::parse("Europe/Atlantis"), None);
        assert!(
            serde_json::from_str::<Zone>("\"Mars\"")
                .unwrap_err()
                .to_string()
                .contains("Mars")
        );
        assert!(Zone::names().iter().any(|n| n == "Europe/Brussels"));
    }

    #[test]
    fn a_time_that_clocks_left_out_is_told() {
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let local = |text: &str| {
            let civil: jiff::civil::DateTime = text.parse().unwrap();
            TimeZone::UTC.to_timestamp(civil).unwrap().as_second()
        };
        assert_eq!(
            zone.seconds(local("2024-01-01T12:00")),
            (local("2024-01-01T11:00"), false)
        );
        assert_eq!(
            zone.seconds(local("2024-03-31T02:30")),
            (local("2024-03-31T01:30"), true)
        );
        assert_eq!(
            zone.seconds(local("2024-10-27T02:30")),
            (local("2024-10-27T00:30"), false),
            "the first of two"
        );
    }
}
