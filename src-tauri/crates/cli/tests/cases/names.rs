//! A file for each name in a list of columns about consent: two people, one cell that restricts and one that does not.

use super::book::{Case, fixture};
use super::table::Table;

/// `column;means;a cell that restricts`, and where it is there `the other cell`.
pub(crate) fn cases(list: &str) -> Vec<Case> {
    let table = Table::read(&fixture(list));
    let case = |row: &Vec<String>| {
        let cell = |at: usize| row.get(at).map(String::as_str).unwrap_or_default();
        let other = if row.len() > 3 { cell(3) } else { opposite(cell(2)) };
        of(cell(0), cell(1), cell(2), other)
    };
    table.rows.iter().map(case).collect()
}

/// A file for each name that only looks like consent: it is sent as if the column were not about that, and nobody is asked.
pub(crate) fn others(list: &str) -> Vec<Case> {
    let case = |row: &Vec<String>| {
        let mut case = two(&row[0], &row[1], &row[2]);
        case.expect("records 2");
        case.expect("anna, bas: email=-");
        case
    };
    Table::read(&fixture(list)).rows.iter().map(case).collect()
}

fn two(column: &str, first: &str, second: &str) -> Case {
    Case {
        name: column.to_owned(),
        file: Some("klanten.csv".to_owned()),
        text: format!(
            "email;voornaam;{column}\nanna@voorbeeld.example;Anna;{first}\nbas@voorbeeld.example;Bas;{second}\n"
        ),
        ..Case::default()
    }
}

fn of(column: &str, means: &str, restricts: &str, other: &str) -> Case {
    let mut case = two(column, restricts, other);
    let (answer, allowed) = match means {
        "consent" => ("grants", "y"),
        "state" => ("state", "y"),
        "objection" => ("objects", "-"),
        "objection date" => ("objected_on", "-"),
        other => panic!("{column}: {other} is no meaning"),
    };
    case.expect(&format!("asked {column}"));
    case.expect(&format!("answered --consent \"{column}={answer}\""));
    // An objection to another channel than e-mail is one of that channel.
    case.expect("anna: email=n or sms=n or call=n or postalMail=n or held");
    case.expect("bas: sent");
    for channel in ["email", "sms", "call", "postalMail"] {
        case.expect(&format!("bas: {channel}!n"));
    }
    if allowed == "-" {
        case.expect("bas: email=-");
    }
    case
}

fn opposite(cell: &str) -> &str {
    match cell {
        "no" => "yes",
        "nee" | "nein" => "ja",
        "non" => "oui",
        "0" => "1",
        "Unsubscribed" => "Subscribed",
        "yes" => "no",
        "true" => "false",
        "1" => "0",
        "ja" => "nee",
        "x" => "",
        other => panic!("the list does not tell the other cell of {other}"),
    }
}
