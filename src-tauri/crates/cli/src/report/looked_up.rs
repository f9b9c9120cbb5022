//! The shoppers who were looked up after a run, in words: how each is there, and whether each is still one person.

use super::code;
use ingest::{IdentityCount, RunReport, SeenShopper, SeenState};
use serde_json::json;
use words::{Words, id};

/// What was seen of a run's shoppers; nothing where nobody was looked up.
pub(super) fn verified(words: &Words, report: &RunReport) -> Vec<String> {
    let Some(verified) = &report.verified else {
        return Vec::new();
    };
    let mut lines = vec![words.with(
        "cli-verified",
        &json!({"found": verified.found, "of": verified.looked_up, "differing": verified.differing}),
    )];
    lines.extend(verified.shoppers.iter().flat_map(|one| seen(words, one)));
    let run = json!({"run": report.run});
    if verified.merged_with_other > 0 {
        lines.push(format!(
            "✗ {}",
            words.with("cli-merged-with-other", &json!({"count": verified.merged_with_other}))
        ));
        lines.push(words.say("seen-merged-help"));
        lines.push(words.with("cli-merged-next", &run));
    } else if verified.is_open() {
        lines.push(words.with("cli-look-again", &run));
    }
    lines.extend(report.identity_counts.iter().map(|one| count(words, one)));
    lines
}

/// What the line of a run in the history ends with, where somebody hangs together with somebody else.
pub(super) fn mark(words: &Words, report: &RunReport) -> Option<String> {
    let verified = report.verified.as_ref()?;
    let said = || words.with("cli-history-merged", &json!({"run": report.run}));
    (verified.merged_with_other > 0).then(|| format!("  ✗ {}", said()))
}

/// A shopper who was looked up, by place; below it what is to be said of their identities.
fn seen(words: &Words, one: &SeenShopper) -> Vec<String> {
    let mark = match one.state {
        SeenState::Found => "✓",
        SeenState::Pending => "…",
        SeenState::Differs => "!",
        SeenState::MergedWithOther => "✗",
    };
    let state = words.say(&id("seen", &code(&one.state)));
    let text = words.with("cli-seen", &json!({"row": one.row, "line": one.line, "state": state}));
    let fields = if one.fields.is_empty() {
        String::new()
    } else {
        format!(": {}", one.fields.join(", "))
    };
    let mut lines = vec![format!("  {mark} {text}{fields}")];
    lines.extend(others(words, one).into_iter().map(|line| format!("      {line}")));
    if one.tied == Some(false) {
        lines.push(format!("      {}", words.say("seen-not-tied")));
    }
    lines
}

fn others(words: &Words, one: &SeenShopper) -> Vec<String> {
    let Some(together) = &one.together else {
        let unknown = one.state == SeenState::MergedWithOther;
        return unknown.then(|| words.say("seen-others-unknown")).into_iter().collect();
    };
    let namespaces = together.namespaces.join(", ");
    [
        ("seen-other-emails", together.other_emails),
        ("seen-other-numbers", together.other_numbers),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(message, count)| words.with(message, &json!({"count": count, "namespaces": namespaces})))
    .collect()
}

fn count(words: &Words, one: &IdentityCount) -> String {
    let before = words.number(one.before);
    match one.after {
        Some(after) => words.with(
            "cli-identity-count",
            &json!({"namespace": one.namespace, "before": before, "after": words.number(after)}),
        ),
        None => words.with(
            "cli-identity-count-before",
            &json!({"namespace": one.namespace, "before": before}),
        ),
    }
}
