//! Reports in words, for people at a terminal.

mod access;
mod flows;
mod looked_up;
mod moments;
mod people;
mod platform;
mod schedules;

pub(crate) use access::access_step;
pub(crate) use flows::*;
use moments::moment;
pub(crate) use platform::*;
pub(crate) use schedules::*;

use ingest::{
    ChangeBasis, ChangeCounts, CheckReport, ConnectionView, DatasetView, FindingCode, FindingSummary, Inspection,
    ParentRun, RowCounts, RunReport, SchemaView, SetupProgress,
};
use serde::Serialize;
use serde_json::json;
use words::{Words, id};

/// What a file looks like.
pub(crate) fn inspection(words: &Words, seen: &Inspection) -> Vec<String> {
    let layout = seen.layout.map_or_else(
        || words.say("cli-no-layout"),
        |layout| words.say(&id("layout", &code(&layout))),
    );
    let mut lines = vec![
        words.with("cli-file", &json!({"name": seen.file.name, "layout": layout})),
        words.with(
            "cli-form",
            &json!({"encoding": seen.encoding, "delimiter": visible(&seen.delimiter), "line": seen.header_row, "rows": words.number(seen.rows_estimate)}),
        ),
        String::new(),
    ];
    let width = seen
        .columns
        .iter()
        .map(|c| c.name.chars().count())
        .max()
        .unwrap_or(0)
        .min(32);
    for column in &seen.columns {
        let goes = match (&column.blocked, &column.suggestion) {
            (Some(reason), _) => words.say(&id("blocked", reason)),
            (None, suggestion) => {
                let fields = suggestion.iter().map(|suggestion| suggestion.field.clone());
                let identities = seen
                    .identities
                    .iter()
                    .filter(|one| one.column.as_ref() == Some(&column.name));
                let identities = identities.map(|one| one.namespace.clone());
                match fields.chain(identities).collect::<Vec<_>>() {
                    goes if goes.is_empty() => words.say("cli-not-sent"),
                    goes => format!("→ {}", goes.join(" + ")),
                }
            }
        };
        let samples = column.samples.iter().take(2).cloned().collect::<Vec<_>>().join(", ");
        lines.push(
            format!("  {:<width$}  {goes:<40} {samples}", column.name)
                .trim_end()
                .to_owned(),
        );
    }
    if let Some(told) = people::identities(words, &seen.identities) {
        lines.extend([String::new(), told]);
    }
    lines
}

/// What a check found.
pub(crate) fn check(words: &Words, report: &CheckReport) -> Vec<String> {
    let mut lines = vec![report.file.name.clone()];
    lines.extend(corrected(words, report.parent_run.as_ref()));
    lines.push(sum(words, report.rows, "cli-sum-check"));
    lines.extend(change(words, report.change));
    lines.extend(people::identities(words, &report.identities));
    lines.extend(people::consent(words, &report.consent));
    lines.extend(people::known(words, report.consent_lookup, report.memory));
    if let Some(newer) = &report.newer_upload {
        let names = serde_json::json!({"name": report.file.name, "sent": newer});
        lines.push(words.with("cli-newer-upload", &names));
    }
    lines.extend(findings(words, &report.findings));
    lines.extend(people::pairs(words, &report.pairs));
    for question in &report.questions {
        let params = json!({"column": question.column, "flag": question.flag});
        lines.push(format!("? {}", words.with(&id("problem", "question_open"), &params)));
        lines.extend(answer_how(words, &question.flag));
    }
    if let Some(parts) = &report.parts {
        let bytes: u64 = parts.iter().map(|p| p.bytes).sum();
        lines.push(words.with(
            "cli-parts",
            &json!({"count": parts.len(), "bytes": words.number(bytes)}),
        ));
    }
    let unsent: Vec<&str> = report
        .columns
        .iter()
        .filter(|c| !c.sent && c.blocked.is_none())
        .map(|c| c.name.as_str())
        .collect();
    let blocked: Vec<&str> = report
        .columns
        .iter()
        .filter(|c| c.blocked.is_some())
        .map(|c| c.name.as_str())
        .collect();
    for (message, names) in [("cli-columns-not-sent", unsent), ("cli-columns-blocked", blocked)] {
        if !names.is_empty() {
            lines.push(words.with(message, &json!({"names": names.join(", ")})));
        }
    }
    lines
}

/// Connections, one a line.
pub(crate) fn connections(words: &Words, all: &[ConnectionView]) -> Vec<String> {
    let line = |one: &ConnectionView| {
        let place = words.say(&id("place", &code(&one.place)));
        let target = match (&one.sandbox, &one.dataset) {
            (Some(sandbox), Some(_)) => format!("{sandbox} · {}", one.dataset_name),
            _ => String::new(),
        };
        format!("{:<20} {place:<12} {:<36} {target}", one.name, one.org_id)
            .trim_end()
            .to_owned()
    };
    all.iter().map(line).collect()
}

/// Datasets, one a line, with what they mean for an upload.
pub(crate) fn datasets(words: &Words, all: &[DatasetView]) -> Vec<String> {
    if all.is_empty() {
        return vec![words.say("cli-no-datasets")];
    }
    let line = |one: &DatasetView| {
        let state = match (one.profile, one.keeps_missing) {
            (false, _) => "dataset-off",
            (true, true) => "dataset-keeps",
            (true, false) => "dataset-replaces",
        };
        format!("{}  {:<32} {}", one.id, one.name, words.say(state))
    };
    all.iter().map(line).collect()
}

/// A step of making a dataset.
pub(crate) fn setup(words: &Words, progress: SetupProgress) -> String {
    let step = words.say(&id("setup", &code(&progress.step)));
    let state = words.say(&id("made", &code(&progress.state)));
    format!("{step}: {state}")
}

/// A schema's fields, one a line.
pub(crate) fn schema(words: &Words, schema: &SchemaView) -> Vec<String> {
    let mut lines = vec![format!("{} · {}", schema.target.sandbox, schema.target.dataset_name)];
    for field in &schema.fields {
        let mut notes = Vec::new();
        if field.required {
            notes.push(words.say("cli-required"));
        }
        notes.extend(field.identity.iter().cloned());
        if !field.values.is_empty() {
            notes.push(field.values.join(" | "));
        }
        lines.push(
            format!("  {:<56} {:<10} {}", field.path, field.kind, notes.join(", "))
                .trim_end()
                .to_owned(),
        );
    }
    lines
}

/// Whose rows they are, where they come back put right.
/// How a question is answered on the command line, as one would type it.
pub(crate) fn answer_how(words: &Words, flag: &str) -> Option<String> {
    let (name, value) = flag.split_once(' ')?;
    let flag = if value.contains([' ', '(', ')', ';', '&', '*', '?', '$', '|', '<', '>', '#']) {
        format!("{name} '{}'", value.replace('\'', r"'\''"))
    } else {
        flag.to_owned()
    };
    Some(format!(
        "    {}",
        words.with("cli-answer-how", &json!({ "flag": flag }))
    ))
}

fn corrected(words: &Words, parent: Option<&ParentRun>) -> Option<String> {
    let parent = parent?;
    let params = json!({"file": parent.file, "when": parent.started, "run": parent.run});
    Some(words.with("cli-corrected", &params))
}

/// What a run did.
pub(crate) fn run(words: &Words, report: &RunReport) -> Vec<String> {
    let status = words.say(&id("status", &code(&report.status)));
    let target = &report.target;
    let mut lines = vec![
        words.with("cli-run", &json!({"status": status, "name": report.file.name, "dataset": target.dataset_name, "sandbox": target.sandbox})),
        sum(words, report.rows, "cli-sum"),
    ];
    lines.extend(change(words, report.change));
    if report.everything {
        lines.push(words.say("cli-everything"));
    }
    lines.extend(corrected(words, report.parent_run.as_ref()));
    lines.extend(people::identities(words, &report.identities));
    lines.extend(people::consent(words, &report.consent));
    lines.extend(people::known(words, report.consent_lookup, report.memory));
    if let Some(platform) = report.platform {
        lines.push(words.with(
            "cli-platform",
            &json!({"accepted": words.number(platform.accepted), "refused": words.number(platform.refused)}),
        ));
    }
    lines.extend(
        report
            .refusals
            .iter()
            .map(|r| format!("  {} × {} {}", words.number(r.count), r.code, r.message)),
    );
    lines.extend(looked_up::verified(words, report));
    lines.extend(findings(words, &report.findings));
    if let Some(problem) = &report.problem {
        let problem = serde_json::to_value(problem).unwrap_or_default();
        lines.push(words.problem(&problem));
    }
    lines.push(words.with(
        "cli-run-id",
        &json!({"run": report.run, "batch": report.batches.join(", ")}),
    ));
    lines
}

/// What was uploaded.
/// What came back of a damaged history.
pub(crate) fn reset(words: &Words, reset: &ingest::view::HistoryReset) -> String {
    let mut lines = vec![
        words.with("reset-text", &serde_json::json!({"count": reset.runs})),
        words.say(if reset.incomplete {
            "reset-incomplete"
        } else {
            "reset-whole"
        }),
    ];
    if reset.never_incomplete {
        lines.push(words.say("reset-never"));
    }
    lines.push(words.say("cli-reset-seen"));
    lines.join("\n")
}

pub(crate) fn history(words: &Words, runs: &[RunReport]) -> Vec<String> {
    if runs.is_empty() {
        return vec![words.say("cli-no-runs")];
    }
    let row = |run: &RunReport| {
        let status = words.say(&id("status", &code(&run.status)));
        format!(
            "{}  {}  {:<28} {:>12}  {}{}",
            run.run,
            run.started.replace(['T', 'Z'], " ").trim(),
            status,
            words.number(run.sent()),
            run.file.name,
            looked_up::mark(words, run).unwrap_or_default()
        )
    };
    runs.iter().map(row).collect()
}

fn sum(words: &Words, rows: RowCounts, message: &str) -> String {
    let n = |number| words.number(number);
    let params = json!({
        "read": n(rows.read), "send": n(rows.send), "merged": n(rows.merged), "unchanged": n(rows.unchanged),
        "rejected": n(rows.rejected), "skipped": n(rows.skipped),
    });
    words.with(message, &params)
}

/// Against last time.
fn change(words: &Words, change: ChangeCounts) -> Vec<String> {
    let n = |number: Option<u64>| words.number(number.unwrap_or_default());
    let mut lines = match change.against {
        None => return Vec::new(),
        Some(ChangeBasis::Last) => {
            let params = json!({"new": n(change.new), "changed": n(change.changed), "same": n(change.same)});
            vec![words.with("cli-change", &params)]
        }
        Some(basis) => vec![words.say(&id("against", &code(&basis)))],
    };
    if let Some(removed) = change.removed.filter(|removed| *removed > 0) {
        lines.push(words.with("change-removed", &json!({"count": removed})));
    }
    lines
}

fn findings(words: &Words, findings: &[FindingSummary]) -> Vec<String> {
    let line = |f: &FindingSummary| {
        let mark = match code(&f.severity).as_str() {
            "cannot_send" => "✗",
            "please_check" => "!",
            _ => "✓",
        };
        let what = words.with(&id("finding", &f.code.code()), &json!({"count": f.count}));
        let rows: Vec<String> = f.examples.iter().take(5).map(|e| words.number(e.row)).collect();
        let place = f.column.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        let rows = if rows.is_empty() {
            String::new()
        } else {
            format!("  {}", words.with("cli-rows", &json!({"rows": rows.join(" ")})))
        };
        format!("{mark} {what}{place}{rows}")
    };
    findings.iter().map(line).collect()
}

/// Why a row is left out.
pub(crate) fn reason(words: &Words, code: FindingCode) -> String {
    words.say(&format!("{}-row", id("finding", &code.code())))
}

/// Below a name.
fn indented(lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("  {line}"))
}

/// A code as it is on the wire.
fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn visible(delimiter: &str) -> &str {
    if delimiter == "\t" { "⇥" } else { delimiter }
}
