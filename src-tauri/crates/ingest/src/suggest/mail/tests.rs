//! Which column is the customer's own address.

use super::*;
use crate::suggest::{column_of, consents};

const ANNA: &[&str] = &["anna@x.example", "bas@x.example", "cor@x.example", "dirk@x.example"];
const OTHERS: &[&str] = &["a@y.example", "b@y.example", "c@y.example", "d@y.example"];
const SALES: &[&str] = &[
    "jan@shop.example",
    "jan@shop.example",
    "jan@shop.example",
    "jan@shop.example",
];

fn chosen(columns: &[(&str, &[&str])]) -> String {
    let of = |columns: &[(&str, &[&str])]| {
        let columns: Vec<Column> = columns.iter().map(|(name, cells)| column_of(name, cells)).collect();
        choose(&columns, &consents(&columns)).map_or_else(String::new, |choice| {
            let also: Vec<&str> = choice.also.iter().map(|at| columns[*at].name.as_str()).collect();
            let doubt = if choice.doubtful { "?" } else { "" };
            [&[columns[choice.column].name.as_str()][..], &also]
                .concat()
                .join(" < ")
                + doubt
        })
    };
    let mut turned = columns.to_vec();
    turned.reverse();
    let (one, other) = (of(columns), of(&turned));
    assert_eq!(one, other, "the order of the columns decides");
    one
}

#[test]
fn the_customers_own_address_is_found_by_name_fill_and_difference() {
    let half: &[&str] = &["", "bas@x.example", "", ""];
    let blanks: &[&str] = &["a@x.example", "b@x.example", "c@x.example", ""];
    let last: &[&str] = &["", "", "", "d@x.example"];
    for (columns, want) in [
        (&[("Email", ANNA)][..], "Email"),
        (&[("Contact address", ANNA), ("Owner", SALES)], "Contact address"),
        (&[("Owner", SALES)], ""),
        (&[("Account manager", OTHERS), ("Contact", ANNA)], "Contact"),
        (
            &[
                ("Work Email", OTHERS),
                ("Private Email", ANNA),
                ("Invoice Email", SALES),
            ],
            "Private Email",
        ),
        (&[("Email 1", ANNA), ("Email 2", OTHERS)], "Email 1"),
        (
            &[
                ("E-mail 1 - Label", &["Home", "Work"]),
                ("E-mail 1 - Value", ANNA),
                ("E-mail 2 - Value", OTHERS),
            ],
            "E-mail 1 - Value",
        ),
        (&[("Email", half), ("E-mail", ANNA)], "E-mail"),
        (
            &[("Email", blanks), ("Alternative email", last)],
            "Email < Alternative email",
        ),
        (&[("Email", blanks), ("Sales rep email", ANNA)], "Email"),
        (
            &[
                ("E-mail permission", &["yes", "no"]),
                ("Email status", &["Active", "Bounced"]),
                ("Contact", ANNA),
            ],
            "Contact",
        ),
        (&[("Mail", &["yes", "no"]), ("email", ANNA)], "email"),
        (
            &[("Email Opt Out", &["0", "1"]), ("Electronic address", ANNA)],
            "Electronic address",
        ),
        (&[("E-mailadres", ANNA), ("Factuur e-mail", OTHERS)], "E-mailadres"),
        (&[("Email", ANNA), ("Mail", OTHERS)], "Email?"),
        (&[("Email", ANNA), ("Mail", ANNA)], "Email"),
        (&[("Customer email", ANNA), ("Agent email", OTHERS)], "Customer email"),
        (&[("Agent email", OTHERS)], "Agent email?"),
        (&[("Invoice email", OTHERS)], "Invoice email"),
        (&[("Billing Email", ANNA)], "Billing Email"),
        (
            &[("Correo electrónico", ANNA), ("Correo vendedor", OTHERS)],
            "Correo electrónico",
        ),
        (&[("Adresse e-mail", ANNA)], "Adresse e-mail"),
        (&[("Posta elettronica", ANNA)], "Posta elettronica"),
        (&[("Email ID", ANNA)], "Email ID"),
        (&[("traits.email", ANNA)], "traits.email"),
        (&[("Email", &["", ""])], "Email"),
        (&[("Email", &["anna at x", "bas.example"])], "Email"),
        (&[("email", &["gezin@x.example", "gezin@x.example"])], "email"),
        (&[("Name", &["Anna", "Bas"])], ""),
    ] {
        assert_eq!(
            chosen(columns),
            want,
            "{:?}",
            columns.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
    }
}

#[test]
fn an_address_that_ten_rows_share_is_asked_about() {
    assert_eq!(chosen(&[("Email", &["jan@shop.example"; 12])]), "Email?");
}

#[test]
fn somebody_elses_address_is_asked_about() {
    for name in [
        "Werkgever e-mail",
        "Arbeitgeber E-Mail",
        "Noodcontact e-mail",
        "E-mail verzorger",
        "E-mail conjoint",
        "E-Mail Ehepartner",
        "Correo cónyuge",
        "Email coniuge",
        "Contactpersoon leverancier",
        "Ingevoerd door",
        "Created by",
        "Saisi par",
        "Parrain",
        "Angelegt von",
        "Empfohlen durch",
        "Introducido por",
        "Inserito da",
        "E-mail inserita da",
    ] {
        assert_eq!(chosen(&[(name, ANNA)]), format!("{name}?"));
        assert_eq!(chosen(&[(name, ANNA), ("E-mail", OTHERS)]), "E-mail", "{name}");
    }
    for [invoice, other] in [
        ["Rechnungs-E-Mail", "E-Mail Ansprechpartner"],
        ["E-mail facturation", "E-mail commercial"],
        ["E-mail facturation", "E-mail conjoint"],
        ["E-mail fattura", "E-mail venditore"],
    ] {
        assert!(chosen(&[(invoice, ANNA), (other, OTHERS)]).ends_with('?'), "{invoice}");
        assert_eq!(chosen(&[(invoice, ANNA)]), invoice);
    }
}

#[test]
fn an_address_with_an_unknown_word_fills_no_blank() {
    let blanks: &[&str] = &["a@x.example", "b@x.example", "c@x.example", ""];
    let half: &[&str] = &["q@z.example", "", "", "r@z.example"];
    assert_eq!(chosen(&[("E-mail", blanks), ("E-mail schoonzus", half)]), "E-mail");
    assert_eq!(
        chosen(&[("E-mail schoonzus", ANNA), ("E-mail zwager", OTHERS)]),
        "E-mail schoonzus?"
    );
    assert_eq!(chosen(&[("traits.email", ANNA)]), "traits.email");
}
