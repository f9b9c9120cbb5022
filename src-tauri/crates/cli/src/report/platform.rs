//! What the platform says beside uploads, in words.

use super::code;
use ingest::{
    CasingProbe, DataPrepExport, DataPrepField, DataPrepNote, DataPrepTrial, FieldProposal, FieldsMade, ProposedField,
    RecordTrial, Violation, view::SavedFile,
};
use serde_json::json;
use words::{Words, id};

/// A mapping set that was written for Data Prep.
pub(crate) fn data_prep(words: &Words, saved: &SavedFile, export: &DataPrepExport) -> Vec<String> {
    let params = json!({"count": saved.rows, "name": saved.name, "schema": export.schema});
    let mut lines = vec![words.with("cli-data-prep-saved", &params)];
    lines.extend(notes(words, export));
    lines
}

/// The platform's mapper beside ours.
pub(crate) fn data_prep_trial(words: &Words, trial: &DataPrepTrial) -> Vec<String> {
    let mut lines = vec![words.with("cli-data-prep-trial", &json!({"count": trial.shoppers}))];
    let line = |field: &DataPrepField| {
        if !field.valid {
            let said = field.said.clone().unwrap_or_default();
            return format!(
                "✗ {}: {}",
                field.field,
                words.with("cli-data-prep-invalid", &json!({"said": said}))
            );
        }
        if field.same == trial.shoppers {
            return format!("✓ {}", field.field);
        }
        let params = json!({"same": field.same, "differing": field.differing, "ours": field.ours_only, "theirs": field.theirs_only});
        format!("! {}: {}", field.field, words.with("cli-data-prep-differs", &params))
    };
    lines.extend(trial.fields.iter().map(line));
    lines.extend(notes(words, &trial.export));
    lines
}

fn notes(words: &Words, export: &DataPrepExport) -> Vec<String> {
    let line = |note: &DataPrepNote| {
        let why = words.say(&id("data-prep", &code(&note.reason)));
        let what = note.field.clone().unwrap_or_else(|| words.say("cli-data-prep-set"));
        let column = note.column.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        format!("  {what}{column}: {why}")
    };
    let mut lines = Vec::new();
    for (title, notes) in [
        ("cli-data-prep-left-out", &export.left_out),
        ("cli-data-prep-some-cells", &export.differs),
    ] {
        if !notes.is_empty() {
            lines.push(words.say(title));
            lines.extend(notes.iter().map(line));
        }
    }
    lines
}

/// A record that was sent on trial.
pub(crate) fn record_trial(words: &Words, trial: &RecordTrial) -> Vec<String> {
    let params = json!({"row": words.number(trial.row), "line": words.number(trial.line)});
    let mut lines = vec![words.with(&id("cli-try", &code(&trial.outcome)), &params)];
    let line = |violation: &Violation| {
        let place = violation.column.as_ref().or(violation.field.as_ref());
        let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
        format!("✗ {place}{} {}", violation.code, violation.message)
    };
    lines.extend(trial.violations.iter().map(line));
    lines
}

/// Which casing Profile holds.
pub(crate) fn casing(words: &Words, probe: &CasingProbe) -> Vec<String> {
    if probe.addresses == 0 {
        return vec![words.say("cli-probe-none")];
    }
    let params = json!({
        "count": probe.addresses, "lower": probe.lower_case, "written": probe.as_written, "both": probe.both,
        "neither": probe.neither,
    });
    let mut lines = vec![words.with("cli-probe", &params)];
    if probe.as_written > 0 {
        lines.push(words.say("cli-probe-written"));
    } else if probe.both > 0 {
        lines.push(words.say("cli-probe-both"));
    }
    lines
}

/// Fields that are proposed, one a line.
pub(crate) fn proposed_fields(words: &Words, proposal: &FieldProposal) -> Vec<String> {
    if proposal.fields.is_empty() {
        return vec![words.say("cli-fields-none")];
    }
    let line = |field: &ProposedField| format!("  {:<32} {:<32} {}", field.column, field.name, code(&field.kind));
    let mut lines = vec![words.with("cli-fields-proposed", &json!({"count": proposal.fields.len()}))];
    lines.extend(proposal.fields.iter().map(line));
    lines.push(words.say("cli-fields-next"));
    lines
}

/// Fields that are there now.
pub(crate) fn made_fields(words: &Words, made: &FieldsMade) -> Vec<String> {
    let message = if made.group_created || made.schema_changed {
        "cli-fields-made"
    } else {
        "cli-fields-found"
    };
    let mut lines = vec![words.with(message, &json!({"title": made.title, "schema": made.schema}))];
    lines.extend(made.fields.iter().map(|f| format!("  {} → {}", f.column, f.field)));
    lines
}
