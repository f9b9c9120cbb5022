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
        // Of a file the answer that loses nothing: everybody in it has left.
        let answer = if column == facts.source.name {
            "objects"
        } else {
            "leave-out"
        };
        let flag = format!("--consent {column}={answer}");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{ConsentAnswer, Desk};
    use crate::source::SourceFile;
    use xdm::ConsentReads;

    /// The file with what is proposed for it.
    fn proposed(name: &str, text: &str) -> (Desk, FileFacts, MappingSet) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        let desk = Desk::offline().unwrap();
        let facts = FileFacts::read(&SourceFile::at(&path).unwrap()).unwrap();
        let mapping = desk.suggested_mapping(&facts);
        (desk, facts, mapping)
    }

    fn open(desk: &Desk, facts: &FileFacts, mapping: &MappingSet) -> Vec<String> {
        let all = of(facts, mapping, &desk.destination()).into_iter();
        all.filter(|q| q.code == QuestionCode::ConsentColumn)
            .map(|q| q.flag)
            .collect()
    }

    fn to_all(mapping: &MappingSet) -> bool {
        let email = |f: &MappedField| f.field.as_str() == "consents.marketing.email.val";
        mapping
            .fields
            .iter()
            .any(|f| email(f) && f.value.as_deref() == Some("n"))
    }

    const BOTH: &str = "email,Newsletter\nanna@x.example,yes\nbas@x.example,no\n";

    #[test]
    fn a_yes_in_a_list_of_people_who_left_is_asked_about_and_can_be_answered() {
        for name in [
            "Abmeldungen.csv",
            "unsubscribed.csv",
            "afmeldingen.csv",
            "désabonnés.csv",
            "bajas.csv",
        ] {
            let (desk, facts, mapping) = proposed(name, BOTH);
            assert_eq!(open(&desk, &facts, &mapping), [format!("--consent {name}=objects")]);

            let mut left = mapping.clone();
            desk.answer_consent(&mut left, name, ConsentAnswer::Reads(ConsentReads::Objects));
            assert!(open(&desk, &facts, &left).is_empty() && to_all(&left), "{name}");
            assert!(desk.compile(&facts, &left).is_ok(), "{name}");

            let mut said = mapping.clone();
            desk.answer_consent(&mut said, name, ConsentAnswer::LeftOut);
            assert!(open(&desk, &facts, &said).is_empty() && !to_all(&said), "{name}");

            // Somebody thinks again: what the column says is a question then.
            desk.answer_consent(&mut left, name, ConsentAnswer::LeftOut);
            assert_eq!(open(&desk, &facts, &left), ["--consent Newsletter=leave-out"], "{name}");
        }
    }

    #[test]
    fn a_list_that_was_tidied_is_no_list_of_people_who_left() {
        for (name, asked) in [
            ("cleaned_customers.csv", false),
            ("klanten_opgeschoond_cleaned.csv", false),
            ("blacklist-check-passed.csv", true),
        ] {
            let (desk, facts, mapping) = proposed(name, "email,Naam\nanna@x.example,Anna\n");
            assert!(!to_all(&mapping), "{name}");
            assert_eq!(!open(&desk, &facts, &mapping).is_empty(), asked, "{name}");
        }
        let mailchimp = "Email Address,CLEAN_TIME\nanna@x.example,2023-01-02 03:04:05\n";
        assert!(to_all(&proposed("cleaned.csv", mailchimp).2));
    }

    #[test]
    fn a_mapping_of_another_file_does_not_hide_that_all_have_left() {
        let (desk, facts, mut mapping) = proposed("unsubscribed.csv", "email,Naam\nanna@x.example,Anna\n");
        assert!(to_all(&mapping) && open(&desk, &facts, &mapping).is_empty());
        mapping.fields.retain(|f| !f.field.as_str().starts_with("consents."));
        assert_eq!(open(&desk, &facts, &mapping), ["--consent unsubscribed.csv=objects"]);
    }
}
