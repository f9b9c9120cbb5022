//! Slots: the instants at which a schedule is due. Each is named by its time on the wall, so that a clock that is put
//! back does not make a second one of it.

use crate::recurrence::civil_times;
use crate::{BadRecurrence, Missed, When};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Unit};

/// A slot that is considered this soon was not missed: agents look every half minute, and a computer needs a moment to wake.
pub const ON_TIME: SignedDuration = SignedDuration::from_mins(10);

/// A week and the day it begins with, which may be cut off.
const DAYS_COUNTED: usize = 8;

/// One time at which a schedule is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The time on the wall that was meant; it names the slot. When clocks go forward it may not exist.
    pub local: DateTime,
    /// The instant. A time that does not exist is taken at the first one that does, a time that comes twice at the first.
    pub at: Timestamp,
}

/// What becomes of a slot whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It runs.
    Due,
    /// It is over, and said so.
    Missed,
    /// It was missed, and somebody has to say whether it runs.
    Ask,
}

/// A slot and its fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Considered {
    /// The slot.
    pub slot: Slot,
    /// What becomes of it.
    pub fate: Fate,
}

impl When {
    /// Says what is wrong with it, if anything is.
    pub fn check(&self) -> Result<(), BadRecurrence> {
        self.time_zone()?;
        self.recurrence.check()
    }

    /// Slots after this instant, in order, no two at the same one. Never ends for times that come again and again.
    pub fn slots_after(&self, after: Timestamp) -> Result<impl Iterator<Item = Slot> + use<>, BadRecurrence> {
        let (zone, crons) = (self.time_zone()?, self.recurrence.crons()?);
        // A wall clock that was put back shows times a second time; those slots are before `after` and left out below.
        let start = zone
            .to_datetime(after)
            .round(Unit::Second)
            .unwrap_or_else(|_| zone.to_datetime(after));
        // One second early, since rounding may have gone past a slot.
        let start = start.saturating_sub(SignedDuration::from_secs(1));
        let mut last = after;
        Ok(civil_times(&crons, start).filter_map(move |local| {
            let at = instant(&zone, local)?;
            // Several times inside one gap come to the same instant: one slot is enough.
            let is_new = at > last;
            last = last.max(at);
            is_new.then_some(Slot { local, at })
        }))
    }

    /// What becomes of every slot after `after`, up to `now`. Where several passed, only the latest may still run.
    pub fn consider(&self, missed: Missed, after: Timestamp, now: Timestamp) -> Result<Vec<Considered>, BadRecurrence> {
        let slots = self.slots_after(after)?.take_while(|slot| slot.at <= now);
        let mut all: Vec<Considered> = slots
            .map(|slot| Considered {
                slot,
                fate: Fate::Missed,
            })
            .collect();
        if let Some(latest) = all.last_mut() {
            latest.fate = match missed {
                _ if now.duration_since(latest.slot.at) <= ON_TIME => Fate::Due,
                Missed::RunOnce => Fate::Due,
                Missed::Skip => Fate::Missed,
                Missed::Ask => Fate::Ask,
            };
        }
        Ok(all)
    }

    /// The most slots on one of the next days: each is a batch of the 90 a day that the platform takes.
    pub fn most_a_day(&self, from: Timestamp) -> Result<usize, BadRecurrence> {
        let mut days: Vec<usize> = Vec::new();
        let mut day = None;
        for slot in self.slots_after(from)? {
            if day != Some(slot.local.date()) {
                if days.len() == DAYS_COUNTED {
                    break;
                }
                day = Some(slot.local.date());
                days.push(0);
            }
            if let Some(count) = days.last_mut() {
                *count += 1;
            }
        }
        Ok(days.into_iter().max().unwrap_or_default())
    }

    fn time_zone(&self) -> Result<TimeZone, BadRecurrence> {
        TimeZone::get(&self.zone).map_err(|_| BadRecurrence::UnknownZone)
    }
}

/// `None` beyond the calendar's ends.
fn instant(zone: &TimeZone, local: DateTime) -> Option<Timestamp> {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            offset.to_timestamp(local).ok()
        }
        AmbiguousOffset::Gap { before, .. } => {
            // With the offset from before the change the time lies at or after the change, which is what we look for.
            let beyond = before
                .to_timestamp(local)
                .ok()?
                .checked_add(SignedDuration::from_nanos(1))
                .ok()?;
            zone.preceding(beyond).next().map(|change| change.timestamp())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Recurrence;
    use proptest::prelude::*;

    fn daily(zone: &str, times: &[&str]) -> When {
        let times = times.iter().map(|t| t.parse().unwrap()).collect();
        When {
            recurrence: Recurrence::Days { times },
            zone: zone.to_owned(),
        }
    }

    fn slots(when: &When, after: &str, n: usize) -> Vec<String> {
        let slots = when.slots_after(after.parse().unwrap()).unwrap();
        slots
            .take(n)
            .map(|slot| format!("{} = {}", slot.local, slot.at))
            .collect()
    }

    #[test]
    fn a_time_that_the_clock_skips_is_taken_when_the_gap_ends() {
        let amsterdam = daily("Europe/Amsterdam", &["02:30", "03:15"]);
        assert_eq!(
            slots(&amsterdam, "2026-03-28T22:00:00Z", 3),
            [
                "2026-03-29T02:30:00 = 2026-03-29T01:00:00Z",
                "2026-03-29T03:15:00 = 2026-03-29T01:15:00Z",
                "2026-03-30T02:30:00 = 2026-03-30T00:30:00Z"
            ]
        );
        // The very first minute of the gap, and a change of half an hour.
        let exact = daily("Europe/Amsterdam", &["02:00"]);
        assert_eq!(
            slots(&exact, "2026-03-28T22:00:00Z", 1),
            ["2026-03-29T02:00:00 = 2026-03-29T01:00:00Z"]
        );
        let lord_howe = daily("Australia/Lord_Howe", &["02:10"]);
        assert_eq!(
            slots(&lord_howe, "2026-10-03T00:00:00Z", 1),
            ["2026-10-04T02:10:00 = 2026-10-03T15:30:00Z"]
        );
        // A whole day that an island left out: its runs come together in the first minute after it.
        let apia = daily("Pacific/Apia", &["06:00", "18:00"]);
        assert_eq!(
            slots(&apia, "2011-12-30T05:00:00Z", 3),
            [
                "2011-12-30T06:00:00 = 2011-12-30T10:00:00Z",
                "2011-12-31T06:00:00 = 2011-12-30T16:00:00Z",
                "2011-12-31T18:00:00 = 2011-12-31T04:00:00Z"
            ]
        );
    }

    #[test]
    fn a_time_that_comes_twice_runs_the_first_time() {
        let amsterdam = daily("Europe/Amsterdam", &["02:30"]);
        let expected = [
            "2026-10-25T02:30:00 = 2026-10-25T00:30:00Z",
            "2026-10-26T02:30:00 = 2026-10-26T01:30:00Z",
        ];
        assert_eq!(slots(&amsterdam, "2026-10-24T12:00:00Z", 2), expected);
        // Asked between the two: only the next day is left.
        assert_eq!(slots(&amsterdam, "2026-10-25T01:00:00Z", 1), expected[1..]);
        assert_eq!(slots(&amsterdam, "2026-10-25T00:29:59.9Z", 1), expected[..1]);
        assert_eq!(slots(&amsterdam, "2026-10-25T00:30:00Z", 1), expected[1..]);
    }

    #[test]
    fn of_several_missed_slots_the_latest_may_run() {
        let when = daily("Europe/Amsterdam", &["06:30"]);
        let fates = |missed, after: &str, now: &str| -> Vec<Fate> {
            let all = when
                .consider(missed, after.parse().unwrap(), now.parse().unwrap())
                .unwrap();
            all.into_iter().map(|c| c.fate).collect()
        };
        let (friday, monday) = ("2026-11-20T12:00:00Z", "2026-11-23T08:00:00Z");
        assert_eq!(
            fates(Missed::RunOnce, friday, monday),
            [Fate::Missed, Fate::Missed, Fate::Due]
        );
        assert_eq!(fates(Missed::Skip, friday, monday), [Fate::Missed; 3]);
        assert_eq!(
            fates(Missed::Ask, friday, monday),
            [Fate::Missed, Fate::Missed, Fate::Ask]
        );
        assert_eq!(fates(Missed::Skip, friday, "2026-11-21T05:31:00Z"), [Fate::Due]);
        assert_eq!(fates(Missed::RunOnce, monday, friday), []);
    }

    #[test]
    fn the_busiest_day_is_counted() {
        let from = "2026-11-25T10:00:00Z".parse().unwrap();
        let hourly = When {
            recurrence: Recurrence::Hours { step: 1, minute: 0 },
            zone: "Asia/Kolkata".to_owned(),
        };
        assert_eq!(hourly.most_a_day(from).unwrap(), 24);
        assert_eq!(
            daily("America/New_York", &["06:30", "18:00"]).most_a_day(from).unwrap(),
            2
        );
        assert_eq!(
            daily("Mars/Phobos", &["06:30"]).check(),
            Err(BadRecurrence::UnknownZone)
        );
    }

    proptest! {
        /// However a span of time is cut into pieces, the same slots come out, each once.
        #[test]
        fn cuts_lose_and_double_nothing(
            zone in prop::sample::select(vec!["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "Pacific/Apia"]),
            start in 1_300_000_000_i64..1_900_000_000,
            cuts in prop::collection::vec(1_i64..400_000, 1..20),
            step in prop::sample::select(vec![1_u8, 2, 3, 6, 24]),
            minute in 0_u8..60,
        ) {
            let when = When { recurrence: Recurrence::Hours { step, minute }, zone: zone.to_owned() };
            let at = |seconds: i64| Timestamp::from_second(seconds).unwrap();
            let mut pieces = Vec::new();
            let mut from = start;
            for cut in cuts {
                let all = when.consider(Missed::RunOnce, at(from), at(from + cut)).unwrap();
                pieces.extend(all.into_iter().map(|c| c.slot));
                from += cut;
            }
            let whole: Vec<Slot> = when.slots_after(at(start)).unwrap().take_while(|slot| slot.at <= at(from)).collect();
            prop_assert_eq!(&pieces, &whole);
            prop_assert!(whole.windows(2).all(|pair| pair[0].at < pair[1].at && pair[0].local < pair[1].local));
        }
    }
}
