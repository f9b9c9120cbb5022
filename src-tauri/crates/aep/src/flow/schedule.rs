//! When a flow looks for new files.

use crate::json::{flag, number, text};
use serde_json::{Value, json};

/// The shortest time between two runs, in minutes. The reference asks it of minutes only; a tutorial of everything but
/// *once* (facts §8.2). Hours and more are longer anyway.
const SHORTEST: u32 = 15;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// A single run.
    Once,
    /// Every so many minutes, 15 at least.
    Minutes(u32),
    /// Every so many hours.
    Hours(u32),
    /// Every so many days.
    Days(u32),
    /// Every so many weeks.
    Weeks(u32),
}

/// When a flow starts, how often it runs, and whether it takes what lay there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowSchedule {
    start: u64,
    every: Every,
    backfill: bool,
}

/// The platform would refuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a flow runs at most every 15 minutes")]
pub struct BadSchedule;

impl FlowSchedule {
    /// `start` in seconds since 1970. With `backfill`, the first run takes every file that is there; without, only those
    /// that came after the start.
    pub fn new(start: u64, every: Every, backfill: bool) -> Result<Self, BadSchedule> {
        let fits = match every {
            Every::Once => true,
            Every::Minutes(minutes) => minutes >= SHORTEST,
            Every::Hours(n) | Every::Days(n) | Every::Weeks(n) => n > 0,
        };
        if fits {
            Ok(Self { start, every, backfill })
        } else {
            Err(BadSchedule)
        }
    }

    /// In seconds since 1970.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// How often.
    pub fn every(&self) -> Every {
        self.every
    }

    /// What lay there before the start is taken as well.
    pub fn backfill(&self) -> bool {
        self.backfill
    }

    /// As the reference's schema has it: the start a number, the interval a text.
    pub(super) fn body(&self) -> Value {
        let (frequency, interval) = match self.every {
            Every::Once => ("once", None),
            Every::Minutes(n) => ("minute", Some(n)),
            Every::Hours(n) => ("hour", Some(n)),
            Every::Days(n) => ("day", Some(n)),
            Every::Weeks(n) => ("week", Some(n)),
        };
        let mut body = json!({"startTime": self.start, "frequency": frequency, "backfill": self.backfill});
        if let Some(interval) = interval {
            body["interval"] = interval.to_string().into();
        }
        body
    }

    pub(super) fn read(params: &Value) -> Option<Self> {
        let interval = || number(params, "interval").map_or(Some(1), |n| u32::try_from(n).ok());
        let every = match text(params, "frequency")?.to_ascii_lowercase().as_str() {
            "once" => Every::Once,
            "minute" => Every::Minutes(interval()?),
            "hour" => Every::Hours(interval()?),
            "day" => Every::Days(interval()?),
            "week" => Every::Weeks(interval()?),
            _ => return None,
        };
        let (start, backfill) = (number(params, "startTime")?, flag(params, "backfill").unwrap_or(false));
        Some(Self { start, every, backfill })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_comes_back_as_it_went() {
        for every in [
            Every::Once,
            Every::Minutes(15),
            Every::Hours(1),
            Every::Days(2),
            Every::Weeks(1),
        ] {
            let schedule = FlowSchedule::new(1_590_091_157, every, true).unwrap();
            assert_eq!(FlowSchedule::read(&schedule.body()), Some(schedule));
        }
        for every in [
            Every::Minutes(14),
            Every::Minutes(0),
            Every::Hours(0),
            Every::Days(0),
            Every::Weeks(0),
        ] {
            assert_eq!(FlowSchedule::new(0, every, false), Err(BadSchedule), "{every:?}");
        }
    }

    #[test]
    fn both_spellings_of_the_reference_are_read() {
        let read = |params: Value| {
            FlowSchedule::read(&params).map(|schedule| (schedule.start, schedule.every, schedule.backfill))
        };
        assert_eq!(
            read(json!({"startTime": "1567411548", "frequency": "minute", "interval": 30, "backfill": "true"})),
            Some((1_567_411_548, Every::Minutes(30), true))
        );
        assert_eq!(
            read(json!({"startTime": 1, "frequency": "day", "interval": "2"})),
            Some((1, Every::Days(2), false))
        );
        assert_eq!(read(json!({"startTime": 1, "frequency": "sometimes"})), None);
        let once = FlowSchedule::new(5, Every::Once, false).unwrap().body();
        assert_eq!(
            once,
            json!({"startTime": 5, "frequency": "once", "backfill": false}),
            "no interval for once"
        );
    }
}
