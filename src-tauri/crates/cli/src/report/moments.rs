//! Moments as they are read on this computer's clock.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use words::Words;

/// “tomorrow, 06:30”, of an RFC 3339 instant.
pub(super) fn moment(words: &Words, at: &str) -> String {
    let Ok(at) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    let zone = TimeZone::system();
    of(words, zone.to_datetime(at), zone.to_datetime(Timestamp::now()))
}

fn of(words: &Words, at: DateTime, now: DateTime) -> String {
    let time = at.strftime("%H:%M").to_string();
    let is_after = |days: i64| now.date().checked_add(days.days()).is_ok_and(|day| day == at.date());
    let near = [(0, "at-today"), (1, "at-tomorrow"), (-1, "at-yesterday")];
    match near.into_iter().find(|(days, _)| is_after(*days)) {
        Some((_, id)) => words.with(id, &json!({"time": time})),
        None => words.with("at-date", &json!({"date": at.date().to_string(), "time": time})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn near_days_have_names() {
        let now = date(2026, 11, 25).at(10, 0, 0, 0);
        let read = |language: &str, day: i8| of(&Words::of(language), date(2026, 11, day).at(6, 30, 0, 0), now);
        assert_eq!(read("en", 25), "today, 06:30");
        assert_eq!(read("nl", 26), "morgen 06:30");
        assert_eq!(read("en", 24), "yesterday, 06:30");
        assert_eq!(read("nl", 27), "2026-11-27 06:30");
    }
}
