//! Four hundred days in six zones, with a computer that sleeps, a clock that jumps, and a program that is cut off: every
//! slot has one row in the end, and none was worked on to its end twice.

use super::SlotState;
use super::consider::slot_name;
use crate::engine::Engine;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use schedule::{
    Conditions, Destination, Missed, Recurrence, Schedule, Source, Tell, TellWhen, TimeOfDay, Weekday, When,
};
use std::collections::HashMap;
use std::path::Path;
use store::SlotEnd;

const ZONES: [&str; 6] = [
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Pacific/Apia",
];
const DAYS: i64 = 400;

/// A file system in memory, where there is one: this writes some thousand times.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}

fn schedule(name: &str, zone: &str, recurrence: Recurrence, missed: Missed) -> Schedule {
    let mut mapping = xdm::MappingSet::new("mine");
    mapping.fields = vec![xdm::MappedField {
        column: Some("email".to_owned()),
        value: None,
        field: xdm::FieldPath::parse("personalEmail.address").unwrap(),
        recipe: Vec::new(),
        required: false,
        when: None,
    }];
    Schedule {
        name: name.to_owned(),
        source: Source::File {
            path: "/shop/customers.csv".to_owned(),
        },
        mapping,
        columns: vec!["email".to_owned()],
        destination: Destination {
            connection: "practice".to_owned(),
            sandbox: "practice".to_owned(),
            dataset: "5b02".to_owned(),
            dataset_name: "Shoppers".to_owned(),
            flow: None,
        },
        when: When {
            recurrence,
            zone: zone.to_owned(),
        },
        missed,
        conditions: Conditions {
            file_changed: false,
            most_rejected: None,
            least_rows: None,
        },
        tell: Tell {
            when: TellWhen::Problems,
            webhook: None,
            quiet_days: None,
        },
        dry_run_first: false,
        only_changed: false,
    }
}

fn recurrences() -> [(Recurrence, Missed); 4] {
    let times = |of: &[(u8, u8)]| {
        of.iter()
            .filter_map(|(h, m)| TimeOfDay::new(*h, *m))
            .collect::<Vec<_>>()
    };
    [
        (
            Recurrence::Days {
                times: times(&[(2, 30), (1, 45), (23, 59)]),
            },
            Missed::RunOnce,
        ),
        (Recurrence::Hours { step: 2, minute: 10 }, Missed::RunOnce),
        (
            Recurrence::Weekdays {
                days: vec![Weekday::Saturday, Weekday::Sunday],
                times: times(&[(2, 0), (0, 0)]),
            },
            Missed::Skip,
        ),
        (
            Recurrence::Cron {
                pattern: "*/20 2 L * *".to_owned(),
            },
            Missed::Ask,
        ),
    ]
}

/// What happened, to be compared with what should have.
struct World {
    engine: Engine,
    folder: tempfile::TempDir,
    /// Slots that were worked on to their end, and how often.
    ended: HashMap<(String, String), usize>,
    random: StdRng,
}

impl World {
    /// One look of an agent: everything that is due is worked on, unless the program is cut off.
    fn look(&mut self, now: Timestamp) {
        self.engine.consider_schedules(now).unwrap();
        for id in self.engine.due_schedules(now).unwrap() {
            let kept = self.engine.kept_schedule(&id).unwrap();
            while let Some(slot) = self.engine.next_slot(&kept, now).unwrap() {
                assert!(
                    self.engine
                        .store()
                        .begin_slot(&id, &slot.local, now.as_second())
                        .unwrap()
                );
                if self.random.random_bool(0.15) {
                    self.engine = Engine::open(Some(self.folder.path())).unwrap();
                    return;
                }
                let end = SlotEnd {
                    state: "done",
                    reason: None,
                    tried: None,
                };
                self.engine.store().end_slot(&id, &slot.local, &end).unwrap();
                *self.ended.entry((id.clone(), slot.local)).or_default() += 1;
            }
        }
    }
}

fn simulate(zone: &str, seed: u64) {
    let folder = folder();
    let mut world = World {
        engine: Engine::open(Some(folder.path())).unwrap(),
        folder,
        ended: HashMap::new(),
        random: StdRng::seed_from_u64(seed),
    };
    // Over one change of the clock of each kind, in each zone that has them.
    let start: Timestamp = "2026-01-15T08:00:00Z".parse().unwrap();
    let end = start + SignedDuration::from_hours(24 * DAYS);
    for (nth, (recurrence, missed)) in recurrences().into_iter().enumerate() {
        let one = schedule(&format!("schedule {nth}"), zone, recurrence, missed);
        world.engine.save_schedule(None, &one, None, start).unwrap();
    }
    let mut truth = start;
    while truth < end {
        // Awake most of the time, sometimes asleep for days.
        let pass = if world.random.random_bool(0.1) {
            world.random.random_range(1..150 * 3600)
        } else {
            world.random.random_range(1..14 * 3600)
        };
        truth += SignedDuration::from_secs(pass);
        // Now and then the clock is wrong for one look, by minutes, hours, or a year.
        let wrong = match world.random.random_range(0..12) {
            0 => -world.random.random_range(60..40 * 3600),
            1 => world.random.random_range(60..40 * 3600),
            2 if world.random.random_bool(0.1) => 366 * 86_400,
            _ => 0,
        };
        world.look(truth + SignedDuration::from_secs(wrong));
        world.look(truth);
    }
    // What a cut-off left is taken up.
    for _ in 0..10 {
        world.look(truth);
    }
    for kept in world.engine.kept_schedules().unwrap() {
        let slots = world.engine.store().slots_between(i64::MIN, i64::MAX).unwrap();
        let rows: HashMap<&str, &str> = slots
            .iter()
            .filter(|slot| slot.schedule == kept.id())
            .map(|slot| (slot.local.as_str(), slot.state.as_str()))
            .collect();
        let name = &kept.schedule.name;
        let all = kept.schedule.when.slots_after(start).unwrap();
        let mut expected = 0;
        for slot in all.take_while(|slot| slot.at <= truth) {
            expected += 1;
            let local = slot_name(slot.local);
            let state = rows.get(local.as_str());
            assert!(state.is_some(), "{zone} {seed} {name}: {local} has vanished");
            let times = world
                .ended
                .get(&(kept.id().to_owned(), local.clone()))
                .copied()
                .unwrap_or(0);
            assert!(times <= 1, "{zone} {seed} {name}: {local} ran {times} times");
            let is_done = state == Some(&"done");
            assert_eq!(times == 1, is_done, "{zone} {seed} {name}: {local} is {state:?}");
            let known: Result<SlotState, _> = serde_json::from_value((*state.unwrap()).into());
            assert!(known.is_ok());
        }
        assert!(expected > 12, "{zone} {name}: {expected}");
        let done = rows.values().filter(|state| **state == "done").count();
        // Looks are hours apart here, so that what is only run on time seldom is.
        let is_made_up_for = kept.schedule.missed == Missed::RunOnce;
        assert!(done > 50 || !is_made_up_for, "{zone} {seed} {name}: {done} ran");
        // A slot with a row but no time of the schedule was made up.
        let beyond = rows.len() - expected;
        let early = world.ended.keys().filter(|(id, local)| {
            id == kept.id()
                && local.as_str()
                    > slot_name(kept.schedule.when.slots_after(truth).unwrap().next().unwrap().local).as_str()
        });
        assert!(
            beyond <= early.count() + 1,
            "{zone} {seed} {name}: {beyond} rows too many"
        );
    }
}

/// `SCHEDULE_SEEDS=8` tries more of them; a failure names its zone and seed.
#[test]
fn no_slot_runs_twice_and_none_vanishes() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let first = number("SCHEDULE_SEED").unwrap_or(0);
    for seed in first..first + number("SCHEDULE_SEEDS").unwrap_or(1) {
        for zone in ZONES {
            simulate(zone, seed);
        }
    }
}
