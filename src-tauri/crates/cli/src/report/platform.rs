//! What the platform says beside uploads, in words.

use super::code;
use crate::words::{Words, id};
use ingest::{DataPrepExport, DataPrepField, DataPrepNote, DataPrepTrial, view::SavedFile};
use serde_json::json;

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
