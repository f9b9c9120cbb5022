//! What stands in the icon's menu: read off the schedules, without a desktop.

use super::icon::State;
use ingest::view::AskedSchedule;
use ingest::{Pause, ScheduleView, Schedules, Timestamp, Will};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use words::Words;

/// What a line of the menu does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Deed {
    /// Opens the window.
    Open,
    /// Opens the window on a schedule, and on its slot where one is held.
    Show(AskedSchedule),
    /// Runs a schedule.
    Run(String),
    /// Pauses all of them.
    Pause(PauseFor),
    /// Ends the pause.
    Resume,
    /// Ends the program.
    Quit,
}

/// How long a pause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PauseFor {
    /// One hour.
    Hour,
    /// Until midnight, where this computer is.
    Tomorrow,
    /// Until somebody says.
    On,
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// With nothing to do it cannot be chosen.
    Item { text: String, deed: Option<Deed> },
    /// A menu of its own.
    More { text: String, lines: Vec<Line> },
    /// Between two parts.
    Rule,
}

/// How the icon looks and what its menu says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    /// The mark.
    pub(super) state: State,
    /// What somebody reads who points at it.
    pub(super) tip: String,
    /// The menu.
    pub(super) lines: Vec<Line>,
}

/// How it is now. `runs` are uploads of this process that no schedule has started.
pub(super) fn face(all: &Schedules, runs: usize, now: Timestamp, words: &Words) -> Face {
    let (state, text, deed) = state_of(all, runs, now, words);
    let mut lines = vec![Line::Item {
        text: text.clone(),
        deed,
    }];
    lines.extend(next(all, now, words));
    lines.push(Line::Rule);
    if !all.schedules.is_empty() {
        lines.push(Line::More {
            text: words.say("tray-run"),
            lines: all.schedules.iter().map(run).collect(),
        });
        lines.push(pause(all.paused.is_some(), words));
        lines.push(Line::Rule);
    }
    lines.push(item(words.say("tray-open"), Deed::Open));
    lines.push(item(words.say("tray-quit"), Deed::Quit));
    Face {
        state,
        tip: text,
        lines,
    }
}

impl PauseFor {
    /// When it ends.
    pub(super) fn until(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Hour => now.checked_add(jiff::SignedDuration::from_hours(1)).ok(),
            Self::Tomorrow => {
                let midnight = zone.to_datetime(now).date().tomorrow().ok()?.at(0, 0, 0, 0);
                zone.to_ambiguous_timestamp(midnight).compatible().ok()
            }
            Self::On => None,
        }
    }
}

fn state_of(all: &Schedules, runs: usize, now: Timestamp, words: &Words) -> (State, String, Option<Deed>) {
    let held: Vec<(&ScheduleView, &String)> = all
        .schedules
        .iter()
        .filter_map(|view| match &view.will {
            Will::Held { slot, .. } => Some((view, slot)),
            _ => None,
        })
        .collect();
    let running = runs
        + all
            .schedules
            .iter()
            .filter(|view| matches!(view.will, Will::Running {}))
            .count();
    if let Some((view, slot)) = held.first() {
        let more = held.len() - 1;
        let text = words.with("tray-held", &json!({"name": view.schedule.name, "more": more}));
        let (schedule, local) = (view.id.clone(), Some((*slot).clone()));
        return (
            State::NeedsYou,
            text,
            Some(Deed::Show(AskedSchedule { schedule, local })),
        );
    }
    if running > 0 {
        return (
            State::Running,
            words.with("tray-running", &json!({"count": running})),
            None,
        );
    }
    match &all.paused {
        Some(Pause { until: None }) => (State::Paused, words.say("schedules-paused"), None),
        Some(Pause { until: Some(until) }) => {
            let until = when(until, now, words);
            (
                State::Paused,
                words.with("schedules-paused-until", &json!({"until": until})),
                None,
            )
        }
        None => (State::Idle, words.say("tray-idle"), None),
    }
}

fn next(all: &Schedules, now: Timestamp, words: &Words) -> Option<Line> {
    let coming = all.schedules.iter().filter_map(|view| match &view.will {
        Will::Run { at, .. } => Some((at.parse::<Timestamp>().ok()?, at, view)),
        _ => None,
    });
    let (_, at, view) = coming.min_by_key(|(at, ..)| *at)?;
    let text = json!({"when": when(at, now, words), "name": view.schedule.name});
    let (schedule, local) = (view.id.clone(), None);
    Some(item(
        words.with("tray-next", &text),
        Deed::Show(AskedSchedule { schedule, local }),
    ))
}

/// One that runs already cannot be started twice.
fn run(view: &ScheduleView) -> Line {
    let is_free = !matches!(view.will, Will::Running {});
    Line::Item {
        text: view.schedule.name.clone(),
        deed: is_free.then(|| Deed::Run(view.id.clone())),
    }
}

fn pause(is_paused: bool, words: &Words) -> Line {
    if is_paused {
        return item(words.say("schedules-resume"), Deed::Resume);
    }
    let lengths = [
        ("schedules-pause-hour", PauseFor::Hour),
        ("schedules-pause-tomorrow", PauseFor::Tomorrow),
        ("schedules-pause-on", PauseFor::On),
    ];
    Line::More {
        text: words.say("schedules-pause"),
        lines: lengths
            .map(|(id, length)| item(words.say(id), Deed::Pause(length)))
            .into(),
    }
}

fn item(text: String, deed: Deed) -> Line {
    Line::Item { text, deed: Some(deed) }
}

/// “tomorrow, 06:30”, where this computer is.
fn when(instant: &str, now: Timestamp, words: &Words) -> String {
    let zone = TimeZone::system();
    let Ok(at) = instant.parse::<Timestamp>() else {
        return instant.to_owned();
    };
    let (at, now) = (zone.to_datetime(at), zone.to_datetime(now));
    words.moment(at, now, |at| {
        let days = now.date().until(at.date()).map_or(i32::MAX, |span| span.get_days());
        if (2..7).contains(&days) {
            return words.with("tray-day", &json!({"day": at.weekday().to_monday_one_offset()}));
        }
        at.date().to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value as Json;

    const NOW: &str = "2026-11-23T10:00:00Z";

    fn view(id: &str, name: &str, will: Json) -> Json {
        let schedule = json!({
            "name": name,
            "source": {"kind": "file", "path": "/exports/customers.csv"},
            "mapping": {"version": 1, "fields": [], "identity": {"primary": {"namespace": "Email", "field": "personalEmail.address"}}},
            "columns": [],
            "destination": {"connection": "live", "sandbox": "stage", "dataset": "1", "dataset_name": "Customers"},
            "when": {"recurrence": {"every": "days", "times": ["06:30"]}, "zone": "UTC"},
            "missed": "run_once",
            "conditions": {"file_changed": true, "most_rejected": 5.0, "least_rows": 50.0},
            "tell": {"when": "problems", "webhook": null, "quiet_days": null},
            "dry_run_first": false,
            "only_changed": false,
        });
        json!({
            "id": id, "schedule": schedule, "place": "development", "enabled": true, "will": will, "next": [], "last": null,
            "changed": NOW,
        })
    }

    fn runs_at(id: &str, name: &str, at: &str) -> Json {
        view(id, name, json!({"state": "run", "at": at, "dry_run": false}))
    }

    fn held(id: &str, name: &str) -> Json {
        let reason = json!({"code": "asks", "params": {}});
        view(
            id,
            name,
            json!({"state": "held", "slot": "2026-11-23T06:30", "reason": reason}),
        )
    }

    fn face_of(schedules: &[Json], paused: Json, runs: usize, words: &Words) -> Face {
        let all = serde_json::from_value(json!({"schedules": schedules, "paused": paused})).expect("schedules");
        face(&all, runs, NOW.parse().expect("an instant"), words)
    }

    fn english(schedules: &[Json], paused: Json, runs: usize) -> Face {
        face_of(schedules, paused, runs, &Words::of("en"))
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        let of = |line: &Line| match line {
            Line::Item { text, .. } => vec![text.clone()],
            Line::More { text, lines } => [vec![text.clone()], texts(lines)].concat(),
            Line::Rule => vec!["-".to_owned()],
        };
        lines.iter().flat_map(of).collect()
    }

    fn deed(face: &Face, wanted: &str) -> Option<Deed> {
        fn find(lines: &[Line], wanted: &str) -> Option<Deed> {
            lines.iter().find_map(|line| match line {
                Line::Item { text, deed } if text == wanted => deed.clone(),
                Line::More { lines, .. } => find(lines, wanted),
                _ => None,
            })
        }
        find(&face.lines, wanted)
    }

    #[test]
    fn what_comes_next_stands_first_and_opens_its_schedule() {
        let soon = "2026-11-26T06:30:00Z";
        let face = english(
            &[
                runs_at("b", "Members", "2026-12-24T06:30:00Z"),
                runs_at("a", "Customers", soon),
            ],
            Json::Null,
            0,
        );
        assert_eq!(face.state, State::Idle);
        let shown = texts(&face.lines);
        assert_eq!(shown[0], "Nothing runs now");
        assert!(
            shown[1].starts_with("Next: Thu, ") && shown[1].ends_with(" · Customers"),
            "{}",
            shown[1]
        );
        let asked = AskedSchedule {
            schedule: "a".to_owned(),
            local: None,
        };
        assert_eq!(deed(&face, &shown[1]), Some(Deed::Show(asked)));
        assert_eq!(deed(&face, "Members"), Some(Deed::Run("b".to_owned())));
        assert_eq!(shown.last().map(String::as_str), Some("Quit"));
    }

    #[test]
    fn who_needs_somebody_comes_before_what_runs() {
        let running = view("c", "Members", json!({"state": "running"}));
        let face = english(
            &[held("a", "Customers"), running.clone(), held("b", "Orders")],
            Json::Null,
            1,
        );
        assert_eq!(face.state, State::NeedsYou);
        let asked = AskedSchedule {
            schedule: "a".to_owned(),
            local: Some("2026-11-23T06:30".to_owned()),
        };
        assert_eq!(deed(&face, "Needs you: Customers and 1 more"), Some(Deed::Show(asked)));
        assert_eq!(deed(&face, "Members"), None, "what runs is not started again");
        let face = english(&[running], Json::Null, 1);
        assert_eq!((face.state, face.tip.as_str()), (State::Running, "2 run now"));
    }

    #[test]
    fn a_pause_is_said_and_can_be_ended() {
        let until = json!({"until": "2026-11-24T00:00:00Z"});
        let face = english(&[view("a", "Customers", json!({"state": "running"}))], until.clone(), 0);
        assert_eq!(face.state, State::Running, "what runs is finished first");
        let paused = view(
            "a",
            "Customers",
            json!({"state": "not", "why": {"code": "paused", "params": {"until": null}}}),
        );
        let face = english(&[paused], until, 0);
        assert_eq!(face.state, State::Paused);
        assert!(face.tip.starts_with("All schedules are paused until "), "{}", face.tip);
        assert_eq!(deed(&face, "Resume"), Some(Deed::Resume));
        assert_eq!(deed(&face, "For one hour"), None);
    }

    #[test]
    fn without_schedules_there_is_a_way_in_and_a_way_out() {
        assert_eq!(
            texts(&english(&[], Json::Null, 0).lines),
            ["Nothing runs now", "-", "Open Profile Courier", "Quit"]
        );
    }

    #[test]
    fn until_tomorrow_is_until_midnight_here() {
        let (now, zone) = (
            "2026-03-28T15:00:00Z",
            TimeZone::get("Europe/Amsterdam").expect("a zone"),
        );
        let until = |length: PauseFor| {
            length
                .until(now.parse().expect("an instant"), &zone)
                .map(|at| at.to_string())
        };
        assert_eq!(until(PauseFor::Tomorrow).as_deref(), Some("2026-03-28T23:00:00Z"));
        assert_eq!(until(PauseFor::Hour).as_deref(), Some("2026-03-28T16:00:00Z"));
        assert_eq!(until(PauseFor::On), None);
    }

    /// A message that a language lacks stands there by its id.
    #[test]
    fn every_message_that_this_program_asks_for_is_there_in_both_languages() {
        let sources = [
            include_str!("lines.rs"),
            include_str!("deeds.rs"),
            include_str!("../schedules.rs"),
            include_str!("../notices.rs"),
        ];
        let quoted = sources.iter().flat_map(|source| source.split('"'));
        let is_id = |text: &&str| {
            let family = ["tray-", "schedules-", "at-"]
                .iter()
                .any(|family| text.starts_with(family));
            family && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') && !text.ends_with('-')
        };
        let ids: std::collections::BTreeSet<&str> = quoted.filter(is_id).collect();
        assert!(ids.len() > 20, "only {ids:?}");
        for words in [Words::of("en"), Words::of("nl")] {
            let missing: Vec<&&str> = ids.iter().filter(|id| words.say(id) == **id).collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
        assert!(
            Words::of("nl").with("tray-day", &json!({"day": 2})) == "di",
            "numbers choose among words"
        );
    }
}
