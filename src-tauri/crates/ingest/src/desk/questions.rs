//! What only a person can decide: today, the order of day and month where nothing in the file proves it.

use crate::inspect::FileFacts;
use crate::report::{Question, QuestionCode};
use xdm::{MappingSet, Op};

/// The open questions of a file under a mapping.
pub(super) fn of(facts: &FileFacts, mapping: &MappingSet) -> Vec<Question> {
    let mut questions = Vec::new();
    for field in &mapping.fields {
        let Some(column) = &field.column else { continue };
        let told = field
            .recipe
            .iter()
            .any(|op| matches!(op, Op::Date { .. } | Op::DateTime { .. }));
        let is_date = field.field.as_str().ends_with("Date");
        if told || !is_date || questions.iter().any(|q: &Question| q.column == *column) {
            continue;
        }
        if let Some(evidence) = facts.undecided_dates(column) {
            questions.push(Question {
                code: QuestionCode::DateOrder,
                column: column.clone(),
                flag: format!("--date-order {column}=dmy"),
                example: evidence.example,
                count: evidence.count,
            });
        }
    }
    questions
}
