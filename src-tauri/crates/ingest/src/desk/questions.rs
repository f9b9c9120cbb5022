//! What only a person can decide, because nothing in the file proves it: the order of day and month, the zone of times,
//! the mark before decimals, the country of telephone numbers, whether the first row is a customer, what a column says
//! about consent, and who a row is about.

use crate::inspect::FileFacts;
use crate::report::{Question, QuestionCode};
use crate::suggest::{self, Destination};
use xdm::{FindingCode, FindingSummary, Kind, MappedField, MappingSet, Op};

/// The open questions of a file under a mapping.
pub(super) fn of(facts: &FileFacts, mapping: &MappingSet, into: &Destination<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    if facts.doubtful_header() {
        questions.push(Question {
            code: QuestionCode::Header,
            column: String::new(),
            flag: "--header none".to_owned(),
            example: None,
            count: 1,
        });
    }
    for field in &mapping.fields {
        let (Some(column), Some(kind)) = (&field.column, into.schema.find(&field.field).map(xdm::Field::scalar)) else {
            continue;
        };
        for question in asked(facts, field, column, kind) {
            if !questions
                .iter()
                .any(|q: &Question| q.code == question.code && q.column == question.column)
            {
                questions.push(question);
            }
        }
    }
    questions.extend(about_people(facts, mapping, into));
    questions
}

/// What decides who people are and what they allow.
fn about_people(facts: &FileFacts, mapping: &MappingSet, into: &Destination<'_>) -> Vec<Question> {
    let columns = facts.columns();
    let ask = |code, column: &str, flag: String, count| Question {
        code,
        column: column.to_owned(),
        flag,
        example: None,
        count,
    };
    let about = suggest::consents(&columns);
    let open = suggest::open_consents(&columns, &about, mapping, into.schema, &facts.source.name);
    let consent = open.into_iter().map(|(column, count)| {
        let flag = format!("--consent {column}=leave-out");
        ask(QuestionCode::ConsentColumn, &column, flag, count)
    });
    let email = suggest::open_email(&columns, &about, mapping).map(|(column, count)| {
        let flag = format!("--email-column {column}");
        ask(QuestionCode::EmailColumn, &column, flag, count)
    });
    let identity = suggest::open_identity(mapping, &facts.names(), into).map(|flag| {
        let rows = columns.first().map_or(0, |column| column.seen.rows);
        ask(QuestionCode::IdentityColumn, "", flag, rows)
    });
    consent.chain(email).chain(identity).collect()
}

/// Whether the answer to a question decides about what was found: cells that wait for it are not bad cells.
pub(super) fn settles(question: &Question, finding: &FindingSummary) -> bool {
    use FindingCode as F;
    let waiting: &[F] = match question.code {
        QuestionCode::DateOrder => &[F::DateUnreadable, F::DateTimeUnreadable],
        QuestionCode::Zone => &[F::DateTimeUnreadable],
        QuestionCode::Decimals => &[F::NumberUnreadable],
        QuestionCode::PhoneCountry => &[F::PhoneUnreadable],
        QuestionCode::ConsentColumn => &[F::ConsentUnreadable],
        QuestionCode::Header | QuestionCode::EmailColumn | QuestionCode::IdentityColumn => &[],
    };
    finding.column.as_deref() == Some(&question.column) && waiting.contains(&finding.code)
}

fn asked(facts: &FileFacts, field: &MappedField, column: &str, kind: Kind) -> Vec<Question> {
    let told = |what: fn(&Op) -> bool| field.recipe.iter().any(what);
    let ask = |code, flag: &str, answer: &str, count| Question {
        code,
        column: column.to_owned(),
        flag: format!("--{flag} {column}={answer}"),
        example: None,
        count,
    };
    let mut questions = Vec::new();
    let is_date = matches!(kind, Kind::Date | Kind::DateTime);
    if is_date
        && !told(|op| matches!(op, Op::Date { .. }))
        && let Some(open) = facts.undecided_dates(column)
    {
        let answer = if open.example.is_some() { "dmy" } else { "epoch_seconds" };
        questions.push(Question {
            example: open.example,
            ..ask(QuestionCode::DateOrder, "date-order", answer, open.count)
        });
    }
    if kind == Kind::DateTime && !told(|op| matches!(op, Op::DateTime { .. })) {
        let count = facts.without_zone(column);
        if count > 0 {
            questions.push(ask(QuestionCode::Zone, "zone", "Europe/Amsterdam", count));
        }
    }
    if matches!(kind, Kind::Double | Kind::Long | Kind::Int | Kind::Short | Kind::Byte)
        && !told(|op| matches!(op, Op::Number { .. }))
    {
        let count = facts.open_decimals(column);
        if count > 0 {
            questions.push(ask(QuestionCode::Decimals, "decimals", "comma", count));
        }
    }
    let anywhere = |op: &Op| {
        matches!(
            op,
            Op::Phone {
                country: None,
                country_column: None
            }
        )
    };
    if told(anywhere) {
        let count = facts.local_phones(column);
        if count > 0 {
            questions.push(ask(QuestionCode::PhoneCountry, "phone-country", "NL", count));
        }
    }
    questions
}
