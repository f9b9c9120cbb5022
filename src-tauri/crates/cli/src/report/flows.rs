//! Jobs that were handed over, in words.

use super::{code, moment};
use ingest::{FlowEvery, FlowRunView, FlowView};
use serde_json::json;
use words::{Words, id};

/// One a line.
pub(crate) fn flows(words: &Words, all: &[FlowView]) -> Vec<String> {
    if all.is_empty() {
        return vec![words.say("flows-none")];
    }
    all.iter().map(|flow| line(words, flow)).collect()
}

/// One, with its runs.
pub(crate) fn flow(words: &Words, flow: &FlowView) -> Vec<String> {
    let mut lines = vec![
        line(words, flow),
        words.with(
            "cli-flow-target",
            &json!({"dataset": flow.target.dataset_name, "sandbox": flow.target.sandbox}),
        ),
        words.with("cli-flow-folder", &json!({"folder": flow.folder})),
    ];
    lines.extend(flow.runs.iter().map(|one| format!("  {}", run(words, one))));
    lines
}

fn line(words: &Words, flow: &FlowView) -> String {
    let standing = words.say(&id("flow-standing", &code(&flow.standing)));
    format!("{:<28} {:<24} {standing}", flow.name, every(words, flow.every))
}

fn every(words: &Words, every: FlowEvery) -> String {
    let (unit, count) = match every {
        FlowEvery::Once => ("once", 1),
        FlowEvery::Minutes(n) => ("minutes", n),
        FlowEvery::Hours(n) => ("hours", n),
        FlowEvery::Days(n) => ("days", n),
        FlowEvery::Weeks(n) => ("weeks", n),
    };
    words.with(&id("flow-every", unit), &json!({"count": count}))
}

fn run(words: &Words, run: &FlowRunView) -> String {
    let state = words.say(&id("flow-run", &code(&run.status)));
    let count = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), |count| words.number(count));
    let counts = words.with(
        "flow-run-counts",
        &json!({"read": count(run.read), "brought": count(run.brought), "refused": count(run.refused)}),
    );
    let when = run.started.as_deref().map(|at| moment(words, at)).unwrap_or_default();
    format!("{when}  {state}  {counts}").trim_start().to_owned()
}
