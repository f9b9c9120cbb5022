//! The mapping that was named or is suggested, with what the command line decides about it.

use super::facts;
use crate::args::{Answers, MappingArgs};
use ingest::{
    AddressGroup, BadValue, ConsentAnswer, ConsentReads, DateOrder, Desk, Engine, Failure, MappingSet, Op, ParentRun,
    Problem, Reading, SharedEmail, SourceFile, Zone, read_mapping, write_mapping,
};
use tokio_util::sync::CancellationToken;

/// A file with what is to become of it.
pub(super) struct Mapped {
    /// As it is to be read.
    pub source: SourceFile,
    pub mapping: MappingSet,
    /// The run that left its rows out, where they come back put right.
    pub parent: Option<ParentRun>,
}

/// The file as it is to be read, and where its columns go: as was named, as the run did it that its rows come back
/// from, or as is proposed.
pub(super) async fn mapped(
    source: SourceFile,
    args: &MappingArgs,
    desk: &Desk,
    engine: &Engine,
    cancel: &CancellationToken,
) -> Result<Mapped, Failure> {
    let named = args.mapping.as_deref().map(read_mapping).transpose()?;
    let mut reading = named.as_ref().map(|m| m.reading.clone()).unwrap_or_default();
    decide(&mut reading, &args.answers)?;
    let source = source.read_as(&reading);
    let facts = facts(&source, cancel).await?;
    let (parent, earlier) = engine.corrected(&source, desk)?.unzip();
    let mut mapping = match named.or(earlier.flatten()) {
        Some(mapping) => mapping,
        None => desk.suggested_mapping(&facts),
    };
    mapping.reading = reading;
    answer(&mut mapping, &args.answers)?;
    about_people(&mut mapping, &args.answers, desk)?;
    policy(&mut mapping, args);
    if let Some(path) = &args.save_mapping {
        write_mapping(path, &mapping)?;
    }
    Ok(Mapped {
        source,
        mapping,
        parent,
    })
}

fn decide(reading: &mut Reading, answers: &Answers) -> Result<(), Failure> {
    if let Some(header) = &answers.header {
        let line = if header == "none" { Some(0) } else { header.parse().ok() };
        reading.header = Some(line.ok_or_else(|| wrong("header", header, "a line number, or none"))?);
    }
    if let Some(delimiter) = &answers.delimiter {
        let named = match delimiter.as_str() {
            "tab" | "\\t" => Some('\t'),
            other => Some(other.chars()).and_then(|mut c| c.next().filter(|_| c.next().is_none())),
        };
        reading.delimiter = Some(named.ok_or_else(|| wrong("delimiter", delimiter, "one character, or tab"))?);
    }
    if answers.encoding.is_some() {
        reading.encoding.clone_from(&answers.encoding);
    }
    Ok(())
}

fn answer(mapping: &mut MappingSet, answers: &Answers) -> Result<(), Failure> {
    for text in &answers.date_order {
        let (column, order) = split("date-order", text, order)?;
        put(
            mapping,
            column,
            |op| matches!(op, Op::Date { .. }),
            &Op::Date { order, pivot: None },
        )?;
    }
    for text in &answers.zone {
        let (column, zone) = split("zone", text, Zone::parse)?;
        put(
            mapping,
            column,
            |op| matches!(op, Op::DateTime { .. }),
            &Op::DateTime { zone },
        )?;
    }
    for text in &answers.decimals {
        let place = |mark: &str| match mark {
            "comma" => Some("nl"),
            "point" => Some("en"),
            _ => None,
        };
        let (column, locale) = split("decimals", text, place)?;
        let locale = locale.to_owned();
        put(
            mapping,
            column,
            |op| matches!(op, Op::Number { .. }),
            &Op::Number { locale },
        )?;
    }
    for text in &answers.phone_country {
        let (column, country) = split("phone-country", text, ingest::country_code)?;
        let op = Op::Phone {
            country: Some(country.to_owned()),
            country_column: None,
        };
        put(mapping, column, |op| matches!(op, Op::Phone { .. }), &op)?;
    }
    Ok(())
}

/// What only a person knows about customers: whose numbers those are, and what a column says about consent.
fn about_people(mapping: &mut MappingSet, answers: &Answers, desk: &Desk) -> Result<(), Failure> {
    if let Some(column) = &answers.email_column {
        desk.answer_email(mapping, column);
    }
    for text in &answers.consent {
        let (column, said) = split("consent", text, consent)?;
        desk.answer_consent(mapping, column, said);
    }
    for text in &answers.identity {
        let (column, namespace) = split("identity", text, Some)?;
        desk.answer_identity(mapping, column, namespace)?;
    }
    Ok(())
}

fn consent(text: &str) -> Option<ConsentAnswer> {
    Some(ConsentAnswer::Reads(match text {
        "grants" => ConsentReads::Grants,
        "objects" => ConsentReads::Objects,
        "state" => ConsentReads::State,
        "confirms" => ConsentReads::Confirms,
        "granted-on" | "granted_on" => ConsentReads::GrantedOn,
        "objected-on" | "objected_on" => ConsentReads::ObjectedOn,
        "leave-out" | "leave_out" => return Some(ConsentAnswer::LeftOut),
        _ => return None,
    }))
}

fn split<'a, T>(flag: &str, text: &'a str, read: impl Fn(&'a str) -> Option<T>) -> Result<(&'a str, T), Failure> {
    text.rsplit_once('=')
        .and_then(|(column, answer)| Some((column, read(answer)?)))
        .ok_or_else(|| wrong(flag, text, "COLUMN=ANSWER as in --help"))
}

/// Puts an operation into every recipe of a column, in the place of those of its kind.
fn put(mapping: &mut MappingSet, column: &str, same: fn(&Op) -> bool, op: &Op) -> Result<(), Failure> {
    let mut fields = mapping
        .fields
        .iter_mut()
        .filter(|f| f.column.as_deref() == Some(column))
        .peekable();
    if fields.peek().is_none() {
        return Err(Problem::ColumnMissing {
            column: column.to_owned(),
        }
        .into());
    }
    for field in fields {
        let mut op = op.clone();
        if let (Op::Date { pivot, .. }, Some(Op::Date { pivot: known, .. })) =
            (&mut op, field.recipe.iter().find(|op| same(op)))
        {
            *pivot = *known;
        }
        field.recipe.retain(|op| !same(op));
        field.recipe.push(op);
    }
    Ok(())
}

fn policy(mapping: &mut MappingSet, args: &MappingArgs) {
    let policy = &mut mapping.policy;
    match args.on_bad_value.as_deref() {
        Some("reject") => policy.on_bad_value = BadValue::Reject,
        Some(_) => policy.on_bad_value = BadValue::Drop,
        None => {}
    }
    match args.shared_email.as_deref() {
        Some("send") => policy.shared_email = SharedEmail::Send,
        Some("number-only") => policy.shared_email = SharedEmail::NumberOnly,
        Some(_) => policy.shared_email = SharedEmail::Hold,
        None => {}
    }
    if args.newest_by.is_some() {
        policy.duplicates.by.clone_from(&args.newest_by);
    }
    policy.duplicates.fill_blanks |= args.fill_blanks;
    if !args.leave_out.is_empty() {
        let group = |name: &String| match name.as_str() {
            "role" => Some(AddressGroup::Role),
            "placeholder" => Some(AddressGroup::Placeholder),
            "anonymised" => Some(AddressGroup::Anonymised),
            _ => None,
        };
        policy.leave_out = args.leave_out.iter().filter_map(group).collect();
    }
}

fn order(text: &str) -> Option<DateOrder> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

fn wrong(flag: &str, text: &str, want: &str) -> Failure {
    Problem::MappingUnreadable {
        reason: format!("--{flag} {text}: {want}"),
    }
    .into()
}
