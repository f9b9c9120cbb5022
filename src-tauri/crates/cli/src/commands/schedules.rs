//! `schedules`: what the window's page of schedules does, except for making them.

use crate::args::{Pause, SchedulesArgs};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{Decision, Engine, Failure, Problem, ScheduleView, Timestamp, Will};
use serde_json::json;

pub(super) fn run(args: SchedulesArgs, terminal: &Terminal) -> Result<Exit, Failure> {
    let now = Timestamp::now();
    let engine = Engine::open(None)?;
    match args {
        SchedulesArgs::List => list(&engine, terminal)?,
        SchedulesArgs::Show { name } => show(&engine, &name, terminal)?,
        SchedulesArgs::On { name } => switch(&engine, &name, true, terminal)?,
        SchedulesArgs::Off { name } => switch(&engine, &name, false, terminal)?,
        SchedulesArgs::Pause(Pause { until, span }) => {
            let span = span.and_then(|span| now.checked_add(span).ok());
            engine.pause_schedules(until.or(span), now)?;
            tell_pause(&engine, terminal)?;
        }
        SchedulesArgs::Resume => {
            engine.resume_schedules(now)?;
            tell_pause(&engine, terminal)?;
        }
        SchedulesArgs::Decide { name, decision } => decide(&engine, &name, &decision, terminal)?,
        SchedulesArgs::Remove { name } => {
            known(&engine, &name, terminal, || engine.remove_schedule(&name))?;
            list(&engine, terminal)?;
        }
        SchedulesArgs::Timer { action } => timer(&action, terminal)?,
    }
    Ok(Exit::Done)
}

/// With the names that there are, where the one that was given is none of them.
pub(super) fn known<T>(
    engine: &Engine,
    key: &str,
    terminal: &Terminal,
    act: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let result = act();
    if let Err(Failure {
        problem: Problem::ScheduleUnknown { .. },
        ..
    }) = &result
    {
        let all = engine.schedules(Timestamp::now(), true)?.schedules;
        let names: Vec<String> = all.into_iter().map(|one| one.schedule.name).collect();
        terminal.note(&report::schedule_names(&terminal.words, &names));
        let detail = format!("no schedule {key:?}; there are {names:?}");
        return result.map_err(|failure| Failure { detail, ..failure });
    }
    result
}

fn list(engine: &Engine, terminal: &Terminal) -> Result<(), Failure> {
    let all = engine.schedules(Timestamp::now(), starts())?;
    let document = json!({"version": 1, "schedules": all.schedules, "paused": all.paused});
    terminal.report(&document, |words| report::schedules(words, &all))
}

fn show(engine: &Engine, name: &str, terminal: &Terminal) -> Result<(), Failure> {
    let view = known(engine, name, terminal, || view(engine, name))?;
    tell(&view, terminal)
}

fn switch(engine: &Engine, name: &str, on: bool, terminal: &Terminal) -> Result<(), Failure> {
    known(engine, name, terminal, || {
        engine.switch_schedule(name, on, Timestamp::now())
    })?;
    show(engine, name, terminal)
}

fn decide(engine: &Engine, name: &str, decision: &str, terminal: &Terminal) -> Result<(), Failure> {
    let held = known(engine, name, terminal, || view(engine, name))?;
    let Will::Held { slot, .. } = held.will else {
        return Err(Problem::SlotNotHeld {}.into());
    };
    let (decision, words_of) = if decision == "run" {
        (Decision::Run {}, "cli-schedule-released")
    } else {
        (Decision::Dismiss {}, "cli-schedule-dismissed")
    };
    engine.decide_slot(&held.id, &slot, &decision)?;
    let decided = view(engine, &held.id)?;
    terminal.report(&json!({"version": 1, "schedule": decided}), |words| {
        vec![words.say(words_of)]
    })
}

fn view(engine: &Engine, key: &str) -> Result<ScheduleView, Failure> {
    engine.schedule(key, Timestamp::now(), starts())
}

fn tell(view: &ScheduleView, terminal: &Terminal) -> Result<(), Failure> {
    terminal.report(&json!({"version": 1, "schedule": view}), |words| {
        report::schedule(words, view)
    })
}

fn tell_pause(engine: &Engine, terminal: &Terminal) -> Result<(), Failure> {
    let paused = engine.schedules(Timestamp::now(), true)?.paused;
    terminal.report(&json!({"version": 1, "paused": paused}), |words| {
        vec![report::pause(words, paused.as_ref()).unwrap_or_else(|| words.say("cli-schedules-running"))]
    })
}

fn timer(action: &str, terminal: &Terminal) -> Result<(), Failure> {
    if action != "status" {
        let own = std::env::current_exe().map_err(|e| Failure::new(Problem::TimerRefused {}, e))?;
        ingest::set_timer(action == "on", &own)?;
    }
    let timer = ingest::timer();
    terminal.report(&json!({"version": 1, "timer": timer}), |words| {
        vec![words.say(match timer {
            Some(true) => "cli-timer-on",
            Some(false) => "cli-timer-off",
            None => "cli-timer-none",
        })]
    })
}

/// Something on this computer starts schedules: the system's timer, or the window's program with the computer.
fn starts() -> bool {
    ingest::timer() == Some(true) || ingest::starts_with_computer()
}
