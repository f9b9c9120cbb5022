//! Moments as they are read on a clock on the wall.

use crate::Words;
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::json;

impl Words {
    /// “tomorrow, 06:30”; `far` names a day that is neither today nor beside it.
    pub fn moment(&self, at: DateTime, now: DateTime, far: impl FnOnce(DateTime) -> String) -> String {
        let time = at.strftime("%H:%M").to_string();
        let is_after = |days: i64| now.date().checked_add(days.days()).is_ok_and(|day| day == at.date());
        let near = [(0, "at-today"), (1, "at-tomorrow"), (-1, "at-yesterday")];
        match near.into_iter().find(|(days, _)| is_after(*days)) {
            Some((_, id)) => self.with(id, &json!({"time": time})),
            None => self.with("at-date", &json!({"date": far(at), "time": time})),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn near_days_have_names() {
        let now = date(2026, 11, 25).at(10, 0, 0, 0);
        let far = |at: DateTime| at.date().to_string();
        let read = |language: &str, day: i8| Words::of(language).moment(date(2026, 11, day).at(6, 30, 0, 0), now, far);
        assert_eq!(read("en", 25), "today, 06:30");
        assert_eq!(read("nl", 26), "morgen 06:30");
        assert_eq!(read("en", 24), "yesterday, 06:30");
        assert_eq!(read("nl", 27), "2026-11-27 06:30");
    }
}
