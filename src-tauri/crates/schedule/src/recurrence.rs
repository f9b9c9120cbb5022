//! The times of a schedule, as a sentence that is clicked together. Each sentence is a few cron patterns, so that one
//! kept library finds the times of all of them.

use crate::TimeOfDay;
use crate::wall::Wall;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::civil::{DateTime, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// More often than this is refused: the platform takes 90 batches a day and sandbox (experience-platform §6.3).
pub const SHORTEST_MINUTES: i64 = 15;
/// Times a day that one can click together, so that a sentence stays one.
const MOST_TIMES: usize = 24;

/// When, in local time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "every", rename_all = "snake_case")]
#[ts(export)]
pub enum Recurrence {
    /// Every so many hours, from midnight on.
    Hours {
        /// A divisor of 24, so that every day is alike.
        step: u8,
        /// Minutes past the hour.
        minute: u8,
    },
    /// Every day.
    Days {
        /// At least one.
        times: Vec<TimeOfDay>,
    },
    /// On days of the week.
    Weekdays {
        /// At least one.
        days: Vec<Weekday>,
        /// At least one.
        times: Vec<TimeOfDay>,
    },
    /// On days of the month. A month without such a day is left out.
    MonthDays {
        /// At least one.
        days: Vec<MonthDay>,
        /// At least one.
        times: Vec<TimeOfDay>,
    },
    /// A cron pattern of five fields, for those who know what that is.
    Cron {
        /// Minute, hour, day of month, month, day of week.
        pattern: String,
    },
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MonthDay {
    /// 1–31.
    Day(u8),
    /// The 28th to the 31st, as the month has it.
    Last,
}

/// Why times cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRecurrence {
    /// No day or no time is chosen.
    #[error("no day or no time is chosen")]
    Empty,
    /// Outside what a clock and a calendar have, or too many.
    #[error("a day, hour or minute does not exist")]
    OutOfRange,
    /// Two times are closer than [`SHORTEST_MINUTES`].
    #[error("two times are closer than 15 minutes")]
    TooOften,
    /// The pattern is none.
    #[error("not a cron pattern: {0}")]
    NotCron(String),
    /// It never comes, like 30 February.
    #[error("such a day never comes")]
    Never,
    /// The zone is not known here.
    #[error("the time zone is not known")]
    UnknownZone,
}

impl Recurrence {
    /// The patterns whose times together are these.
    pub(crate) fn crons(&self) -> Result<Vec<Cron>, BadRecurrence> {
        self.patterns()?.iter().map(|pattern| parse(pattern)).collect()
    }

    /// Says what is wrong with the times, if anything is.
    pub fn check(&self) -> Result<(), BadRecurrence> {
        let crons = self.crons()?;
        // A leap year and the one after it, from a Monday on: whatever recurs shows there.
        let (first, last) = (date(2024, 1, 1).at(0, 0, 0, 0), date(2026, 1, 1).at(0, 0, 0, 0));
        let mut before: Option<DateTime> = None;
        for next in civil_times(&crons, first).take_while(|next| *next < last) {
            if before.is_some_and(|before| next.duration_since(before).as_mins() < SHORTEST_MINUTES) {
                return Err(BadRecurrence::TooOften);
            }
            before = Some(next);
        }
        before.map(|_| ()).ok_or(BadRecurrence::Never)
    }

    fn patterns(&self) -> Result<Vec<String>, BadRecurrence> {
        match self {
            Self::Hours { step, minute } => {
                if *step == 0 || 24 % step != 0 || *minute > 59 {
                    return Err(BadRecurrence::OutOfRange);
                }
                Ok(vec![format!("{minute} */{step} * * *")])
            }
            Self::Days { times } => at(times, "*", "*"),
            Self::Weekdays { days, times } => {
                // Cron counts from Sunday, 0.
                let days = list(days, |day| Ok((*day as u8 + 1) % 7))?;
                at(times, "*", &days)
            }
            Self::MonthDays { days, times } => {
                let days = list(days, |day| match day {
                    MonthDay::Last => Ok("L".to_owned()),
                    MonthDay::Day(day @ 1..=31) => Ok(day.to_string()),
                    MonthDay::Day(_) => Err(BadRecurrence::OutOfRange),
                })?;
                at(times, &days, "*")
            }
            Self::Cron { pattern } => Ok(vec![pattern.clone()]),
        }
    }
}

fn parse(pattern: &str) -> Result<Cron, BadRecurrence> {
    // Five fields only: seconds would be more often than anything here may run, years would end in silence.
    let parser = CronParser::builder()
        .seconds(Seconds::Disallowed)
        .year(Year::Disallowed)
        .build();
    parser.parse(pattern).map_err(|e| BadRecurrence::NotCron(e.to_string()))
}

fn list<T, S: ToString>(values: &[T], text: impl Fn(&T) -> Result<S, BadRecurrence>) -> Result<String, BadRecurrence> {
    if values.is_empty() {
        return Err(BadRecurrence::Empty);
    }
    let texts: Vec<String> = values
        .iter()
        .map(|v| text(v).map(|t| t.to_string()))
        .collect::<Result<_, _>>()?;
    Ok(texts.join(","))
}

fn at(times: &[TimeOfDay], days: &str, weekdays: &str) -> Result<Vec<String>, BadRecurrence> {
    match times.len() {
        0 => Err(BadRecurrence::Empty),
        1..=MOST_TIMES => Ok(times
            .iter()
            .map(|time| format!("{} {} {days} * {weekdays}", time.minute(), time.hour()))
            .collect()),
        _ => Err(BadRecurrence::OutOfRange),
    }
}

/// The times on the wall after `after`, each once, in order, as if no clock were ever changed.
pub(crate) fn civil_times(crons: &[Cron], after: DateTime) -> impl Iterator<Item = DateTime> + use<> {
    let after_it = |cron: &Cron| cron.iter_after(Wall(after)).map(|Wall(time)| time).peekable();
    let mut waiting: Vec<_> = crons.iter().map(after_it).collect();
    std::iter::from_fn(move || {
        let next = waiting.iter_mut().filter_map(|times| times.peek().copied()).min()?;
        for times in &mut waiting {
            times.next_if_eq(&next);
        }
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(of: &[&str]) -> Vec<TimeOfDay> {
        of.iter().map(|t| t.parse().unwrap()).collect()
    }

    fn first(recurrence: &Recurrence, n: usize) -> Vec<String> {
        let crons = recurrence.crons().unwrap();
        civil_times(&crons, date(2026, 1, 30).at(12, 0, 0, 0))
            .take(n)
            .map(|t| t.to_string())
            .collect()
    }

    #[test]
    fn sentences_find_their_times() {
        let hours = Recurrence::Hours { step: 8, minute: 15 };
        assert_eq!(
            first(&hours, 3),
            ["2026-01-30T16:15:00", "2026-01-31T00:15:00", "2026-01-31T08:15:00"]
        );
        let days = Recurrence::Days {
            times: times(&["18:00", "06:30"]),
        };
        assert_eq!(
            first(&days, 3),
            ["2026-01-30T18:00:00", "2026-01-31T06:30:00", "2026-01-31T18:00:00"]
        );
        let weekdays = Recurrence::Weekdays {
            days: vec![Weekday::Sunday, Weekday::Monday],
            times: times(&["07:00"]),
        };
        assert_eq!(
            first(&weekdays, 3),
            ["2026-02-01T07:00:00", "2026-02-02T07:00:00", "2026-02-08T07:00:00"]
        );
        let month = Recurrence::MonthDays {
            days: vec![MonthDay::Last, MonthDay::Day(30)],
            times: times(&["02:30"]),
        };
        assert_eq!(
            first(&month, 4),
            [
                "2026-01-31T02:30:00",
                "2026-02-28T02:30:00",
                "2026-03-30T02:30:00",
                "2026-03-31T02:30:00"
            ]
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let bad = |recurrence: Recurrence| recurrence.check().unwrap_err();
        assert_eq!(bad(Recurrence::Hours { step: 5, minute: 0 }), BadRecurrence::OutOfRange);
        assert_eq!(bad(Recurrence::Days { times: vec![] }), BadRecurrence::Empty);
        assert_eq!(
            bad(Recurrence::Weekdays {
                days: vec![],
                times: times(&["06:30"])
            }),
            BadRecurrence::Empty
        );
        assert_eq!(
            bad(Recurrence::Days {
                times: times(&["06:30", "06:40"])
            }),
            BadRecurrence::TooOften
        );
        assert_eq!(
            bad(Recurrence::Days {
                times: times(&["23:55", "00:05"])
            }),
            BadRecurrence::TooOften
        );
        let cron = |pattern: &str| Recurrence::Cron {
            pattern: pattern.to_owned(),
        };
        assert_eq!(bad(cron("* * * * *")), BadRecurrence::TooOften);
        assert_eq!(bad(cron("0 0 30 2 *")), BadRecurrence::Never);
        assert!(matches!(bad(cron("0 0 0 1 1 *")), BadRecurrence::NotCron(_)));
        assert!(matches!(bad(cron("every day")), BadRecurrence::NotCron(_)));
        assert_eq!(cron("*/15 6-20 * * MON-FRI").check(), Ok(()));
        assert_eq!(cron("0 0 29 2 *").check(), Ok(()));
    }

    #[test]
    fn it_reads_as_it_was_written() {
        let month = Recurrence::MonthDays {
            days: vec![MonthDay::Day(1), MonthDay::Last],
            times: times(&["06:30"]),
        };
        let text = serde_json::to_string(&month).unwrap();
        assert_eq!(
            text,
            r#"{"every":"month_days","days":[{"day":1},"last"],"times":["06:30"]}"#
        );
        assert_eq!(serde_json::from_str::<Recurrence>(&text).unwrap(), month);
    }
}
