//! Schedules in words: what each does, whether it will run, how it went.

use super::{change, code, indented, moment, run, sum};
use crate::outcome::Exit;
use ingest::{
    Failure, Pause, Problem, RunReport, RunStatus, ScheduleView, Schedules, SlotReason, SlotState, SlotView, Tried,
    Will, WillNot, Worked,
};
use serde::Serialize;
use serde_json::{Value as Json, json};
use words::{Words, id};

/// What came of one schedule.
#[derive(Debug, Serialize)]
pub(crate) struct Ran {
    schedule: String,
    name: String,
    outcome: Outcome,
    runs: Vec<RunReport>,
    held: Option<SlotReason>,
    postponed: Option<Problem>,
    again: Option<String>,
    tried: Option<Tried>,
    skipped: Option<SlotReason>,
    failure: Option<Failure>,
}

/// In one word; where several things happened, what asks most of its user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Failed,
    Busy,
    Held,
    Postponed,
    Ran,
    Tried,
    Idle,
}

impl Ran {
    pub(crate) fn new(schedule: String, name: String, worked: Result<Worked, Failure>) -> Self {
        let (worked, failure) = match worked {
            Ok(worked) => (worked, None),
            Err(failure) => (Worked::default(), Some(failure)),
        };
        let outcome = match &worked {
            _ if failure.is_some() => Outcome::Failed,
            worked if worked.busy => Outcome::Busy,
            worked if worked.held.is_some() => Outcome::Held,
            worked if worked.again.is_some() => Outcome::Postponed,
            worked if !worked.runs.is_empty() => Outcome::Ran,
            worked if worked.tried.is_some() => Outcome::Tried,
            _ => Outcome::Idle,
        };
        Self {
            schedule,
            name,
            outcome,
            runs: worked.runs,
            held: worked.held,
            postponed: worked.postponed,
            again: worked.again.map(|at| at.to_string()),
            tried: worked.tried,
            skipped: worked.skipped,
            failure,
        }
    }

    /// Everything that it says to whoever asks for the exit code.
    pub(crate) fn exits(&self) -> Vec<Exit> {
        let mut exits: Vec<Exit> = self.runs.iter().map(Exit::of_run).collect();
        exits.extend(self.failure.as_ref().map(Exit::of_failure));
        exits.extend(self.held.as_ref().map(|_| Exit::Data));
        exits.extend(self.postponed.clone().map(|problem| Exit::of_failure(&problem.into())));
        exits.extend((self.outcome == Outcome::Busy).then_some(Exit::Later));
        exits
    }
}

/// What came of schedules, each under its name.
pub(crate) fn ran(words: &Words, all: &[Ran]) -> Vec<String> {
    if all.is_empty() {
        return vec![words.say("cli-schedule-none-due")];
    }
    let mut lines = Vec::new();
    for one in all {
        lines.push(one.name.clone());
        lines.extend(indented(came_of(words, one)));
    }
    lines
}

fn came_of(words: &Words, one: &Ran) -> Vec<String> {
    let mut lines: Vec<String> = one.runs.iter().flat_map(|report| run(words, report)).collect();
    if let Some(tried) = &one.tried {
        lines.push(words.with("try-file", &json!({"name": tried.file})));
        lines.push(sum(words, tried.rows, "cli-sum-check"));
        lines.extend(change(words, tried.change));
    }
    if let Some(reason) = &one.held {
        lines.push(held(words, reason));
        let name = json!({"name": one.name});
        lines.push(if runs_as_it_is(reason) {
            words.with("cli-schedule-decide-run", &name)
        } else {
            words.say("news-held-do")
        });
        lines.push(words.with("cli-schedule-decide-dismiss", &name));
    }
    if let Some(problem) = &one.postponed {
        lines.push(words.problem(&json_of(problem)));
    }
    if let Some(at) = one
        .again
        .as_deref()
        .filter(|_| one.postponed != Some(Problem::Cancelled {}))
    {
        let said = if one.postponed.is_some() {
            "cli-schedule-again"
        } else {
            "cli-schedule-under-way"
        };
        lines.push(words.with(said, &json!({"at": moment(words, at)})));
    }
    if let Some(failure) = &one.failure {
        lines.push(words.problem(&json_of(&failure.problem)));
    }
    match (one.outcome, &one.skipped) {
        (Outcome::Busy, _) => lines.push(words.say("cli-schedule-busy")),
        (Outcome::Idle, Some(reason)) => lines.push(words.because(&json_of(reason))),
        (Outcome::Idle, None) => lines.push(words.say("cli-schedule-idle")),
        _ => {}
    }
    lines
}

/// Saying yes is enough: its columns are those that are expected, and no question is open.
fn runs_as_it_is(reason: &SlotReason) -> bool {
    !matches!(
        reason,
        SlotReason::ColumnRenamed { .. } | SlotReason::ColumnsGone { .. } | SlotReason::Question { .. }
    )
}

/// The names that there are.
pub(crate) fn schedule_names(words: &Words, names: &[String]) -> String {
    if names.is_empty() {
        return words.say("cli-no-schedules");
    }
    words.with("cli-schedule-names", &json!({"names": names.join(", ")}))
}

/// All of them, three lines each.
pub(crate) fn schedules(words: &Words, all: &Schedules) -> Vec<String> {
    if all.schedules.is_empty() {
        return vec![words.say("cli-no-schedules")];
    }
    let paused = pause(words, all.paused.as_ref());
    paused
        .into_iter()
        .chain(all.schedules.iter().flat_map(|view| schedule(words, view)))
        .collect()
}

/// One of them.
pub(crate) fn schedule(words: &Words, view: &ScheduleView) -> Vec<String> {
    let place = words.say(&id("place", &code(&view.place)));
    let own_zone = jiff::tz::TimeZone::system().iana_name().unwrap_or_default().to_owned();
    let mut of_it = vec![words.sentence(&json_of(&view.schedule), &own_zone)];
    of_it.extend(will(words, view));
    if !view.next.is_empty() {
        let times: Vec<String> = view.next.iter().map(|next| next.wall.replace('T', " ")).collect();
        of_it.push(words.with("cli-schedule-next", &json!({"times": times.join(", ")})));
    }
    of_it.push(last(words, view.last.as_ref()));
    std::iter::once(format!("{} · {place}", view.schedule.name))
        .chain(indented(of_it))
        .collect()
}

/// The pause, where there is one.
pub(crate) fn pause(words: &Words, pause: Option<&Pause>) -> Option<String> {
    Some(match &pause?.until {
        None => words.say("schedules-paused"),
        Some(until) => words.with("schedules-paused-until", &json!({"until": moment(words, until)})),
    })
}

fn will(words: &Words, view: &ScheduleView) -> Vec<String> {
    match &view.will {
        Will::Run { at, dry_run } => {
            let mut lines = vec![words.with("will-run", &json!({"when": moment(words, at)}))];
            lines.extend(dry_run.then(|| words.say("will-run-dry")));
            lines
        }
        Will::Running {} => vec![words.say("will-running")],
        Will::Held { reason, .. } => vec![words.say("will-held"), held(words, reason)],
        Will::Not { why } => {
            let why_words = json_of(why);
            let id = id("willnot", why_words["code"].as_str().unwrap_or_default());
            vec![match why {
                WillNot::Paused { until } => {
                    let until = until
                        .as_ref()
                        .map_or_else(|| "none".to_owned(), |until| moment(words, until));
                    words.with(&id, &json!({"until": until}))
                }
                _ => words.with(&id, &why_words["params"]),
            }]
        }
    }
}

fn held(words: &Words, reason: &SlotReason) -> String {
    format!("{} {}", words.because(&json_of(reason)), words.say("sent-nothing"))
}

fn last(words: &Words, last: Option<&SlotView>) -> String {
    let Some(last) = last else {
        return words.say("last-run-none");
    };
    let when = moment(words, &last.at);
    if let (SlotState::Tried, Some(tried)) = (last.state, &last.tried) {
        return words.with("last-run-tried", &json!({"send": tried.rows.send, "when": when}));
    }
    if last.state != SlotState::Done {
        let why = last.reason.as_ref().map(|reason| words.because(&json_of(reason)));
        let state = words.say(&id("slot", &code(&last.state)));
        let params = json!({"state": state, "when": when, "why": why.unwrap_or_default()});
        return words.with("last-run-not", &params).trim_end().to_owned();
    }
    match &last.ended {
        None => words.with("last-run-done", &json!({"when": when})),
        Some(ended) if matches!(ended.status, RunStatus::Failed | RunStatus::Stalled) => {
            words.with("last-run-failed", &json!({"when": when}))
        }
        Some(ended) => words.with("last-run-sent", &json!({"sent": ended.sent, "when": when})),
    }
}

fn json_of(value: &impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}
