//! Pitfalls that the corpus does not number: what people, shops and programs write in cells.

use crate::{check, check_with};
use ingest::{FindingCode as F, Op, QuestionCode};

#[test]
fn telephone_numbers_are_read_by_their_rows_country() {
    let seen = check(
        "email,telefoon,land\na@shop.nl,06-12345678,Nederland\nb@shop.nl,030 1234567,DE\nc@shop.nl,0031 6 12345678,België\n\
         d@shop.nl,06-12345678 / 010-2345678,NL\ne@shop.nl,geen,NL\n",
    );
    assert_eq!(seen.rows(), (5, 0));
    for (who, number) in [
        ("a", "+31612345678"),
        ("b", "+49301234567"),
        ("c", "+31612345678"),
        ("d", "+31612345678"),
    ] {
        assert_eq!(seen.value(&format!("{who}@shop.nl"), "/homePhone/number"), number, "47");
    }
    assert_eq!(
        (seen.count(F::PhoneFurther), seen.count(F::PhoneUnreadable)),
        (1, 0),
        "47: {:?}",
        seen.report.findings
    );
    let alone = "email,telefoon\na@shop.nl,06-12345678\nb@shop.nl,010-2345678\n";
    assert!(check(alone).asks(QuestionCode::PhoneCountry));
    let told = check_with("c.csv", alone, |m| {
        for field in m.fields.iter_mut().filter(|f| f.column.as_deref() == Some("telefoon")) {
            field.recipe = vec![Op::Phone {
                country: Some("NL".to_owned()),
                country_column: None,
            }];
        }
    })
    .unwrap();
    assert_eq!(told.value("b@shop.nl", "/homePhone/number"), "+31102345678");
}

#[test]
fn what_spreadsheets_put_around_values_is_taken_off() {
    let seen = check(
        "email,postcode,plaats\na@shop.nl,\"=\"\"01234\"\"\",Delft\nb@shop.nl,'02345,'s-Hertogenbosch\nc@shop.nl,#VERW!,x\n",
    );
    assert_eq!(seen.value("a@shop.nl", "/homeAddress/postalCode"), "01234", "60");
    assert_eq!(seen.value("b@shop.nl", "/homeAddress/postalCode"), "02345", "60");
    assert_eq!(seen.value("b@shop.nl", "/homeAddress/city"), "'s-Hertogenbosch", "60");
    assert_eq!(
        (seen.count(F::SpreadsheetRepaired), seen.count(F::SpreadsheetDamage)),
        (2, 1),
        "57, 60"
    );
}

#[test]
fn wrongly_decoded_text_is_told_and_put_right_when_asked() {
    let text = "email,voornaam\na@shop.nl,JosÃ©\nb@shop.nl,Zoë\n";
    let seen = check(text);
    assert_eq!(seen.count(F::TextMojibake), 1, "7");
    assert_eq!(
        seen.value("a@shop.nl", "/person/name/firstName"),
        "JosÃ©",
        "7: not by itself"
    );
    let told = check_with("c.csv", text, |m| {
        for field in m.fields.iter_mut().filter(|f| f.column.as_deref() == Some("voornaam")) {
            field.recipe.push(Op::Repair {});
        }
    })
    .unwrap();
    assert_eq!(told.value("a@shop.nl", "/person/name/firstName"), "José", "7");
    assert_eq!(told.count(F::TextRepaired), 1, "7");
}

#[test]
fn dates_of_every_kind_become_days() {
    let seen = check(
        "email,geboortedatum\na@shop.nl,5 mrt 1991\nb@shop.nl,\"Mar 5, 1991\"\nc@shop.nl,5. März 1991\nd@shop.nl,5 mars 1991\n",
    );
    for who in ["a", "b", "c", "d"] {
        assert_eq!(
            seen.value(&format!("{who}@shop.nl"), "/person/birthDate"),
            "1991-03-05",
            "37, {who}"
        );
    }
    let excel = check("email,geboortedatum\na@shop.nl,33302\nb@shop.nl,28000\n");
    assert_eq!(excel.value("a@shop.nl", "/person/birthDate"), "1991-03-05", "52");
    let short = check("email,geboortedatum\na@shop.nl,25-03-91\nb@shop.nl,05-03-05\n");
    assert_eq!(short.value("a@shop.nl", "/person/birthDate"), "1991-03-25", "49");
    assert_eq!(short.value("b@shop.nl", "/person/birthDate"), "2005-03-05", "49");
    let rows: String = (0..200)
        .map(|i| format!("p{i}@shop.nl,{}\n", if i < 60 { "1900-01-01" } else { "1980-05-06" }))
        .collect();
    let spike = check(
        format!("email,klant sinds\n{rows}")
            .replace("1980-05-06", "1980-05-06T10:00:00Z")
            .replace("1900-01-01", "1970-01-01T00:00:00Z"),
    );
    assert_eq!(spike.count(F::DateDefault), 60, "51");
    let few = check("email,klant sinds\na@shop.nl,1970-01-01T00:00:00Z\nb@shop.nl,2020-01-01T00:00:00Z\n");
    assert_eq!(few.count(F::DateDefault), 0, "51: not abnormal");
}

#[test]
fn addresses_are_freed_from_what_programs_put_around_them() {
    let seen = check(
        "email,voornaam\nmailto:a@shop.nl,A\nBob <b@shop.nl>,B\n\u{a0}c@shop.nl.,C\nd@shop.nl;x@shop.nl,D\n\u{200b}e@shop.nl,E\nf@gmail.com,F\nf+a@gmail.com,F\n",
    );
    assert_eq!(seen.rows(), (7, 0), "70, 73: {:?}", seen.report.findings);
    assert_eq!(seen.count(F::EmailFurther), 1, "70");
    for who in [
        "a@shop.nl",
        "b@shop.nl",
        "c@shop.nl",
        "d@shop.nl",
        "e@shop.nl",
        "f+a@gmail.com",
    ] {
        seen.value(who, "/person");
    }
}

#[test]
fn numbers_that_can_be_read_in_two_ways_are_asked_about() {
    let open = "email,punten\na@shop.nl,1.234\nb@shop.nl,5.678\n";
    assert!(check(open).asks(QuestionCode::Decimals), "56");
    let told = check_with("c.csv", open, |m| {
        for field in m.fields.iter_mut().filter(|f| f.column.as_deref() == Some("punten")) {
            field.recipe.push(Op::Number {
                locale: "nl".to_owned(),
            });
        }
    })
    .unwrap();
    assert_eq!(told.value("a@shop.nl", "/loyalty/points"), 1234.0, "56");
    let proven = check("email,punten\na@shop.nl,\"1.234,5\"\nb@shop.nl,5.678\n");
    assert_eq!(proven.value("b@shop.nl", "/loyalty/points"), 5678.0, "56");
}

#[test]
fn the_grid_is_known_in_four_languages() {
    for header in [
        "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site",
        "ID,Naam,E-mail,Groep,Telefoon,Postcode,Land,Provincie,Klant sinds,Website",
        "ID,Name,E-Mail,Gruppe,Telefon,PLZ,Land,Bundesland,Kunde seit,Website",
        "ID,Nom,Email,Groupe,Téléphone,Code postal,Pays,État/Province,Client depuis,Site web",
    ] {
        let row =
            "7,Anna Smit,anna@shop.nl,General,06-12345678,2611,Nederland,,\"Jan 5, 2024 10:11:12 AM\",Main Website";
        let seen = check(format!("{header}\n{row}\n"));
        assert!(seen.asks(QuestionCode::Zone), "{header}");
        let sent = check(format!(
            "{header}\n{}\n",
            row.replace("\"Jan 5, 2024 10:11:12 AM\"", "2024-01-05T10:11:12Z")
        ));
        assert_eq!(sent.records[0]["identityMap"]["CustomerId"][0]["id"], "7", "{header}");
        assert_eq!(
            sent.value("anna@shop.nl", "/billingAddressPhone/number"),
            "+31612345678",
            "{header}"
        );
        assert_eq!(
            sent.value("anna@shop.nl", "/billingAddress/countryCode"),
            "NL",
            "{header}"
        );
    }
}

#[test]
fn contacts_of_salesforce_and_hubspot_are_known() {
    let force = check(
        "Contact ID,Salutation,First Name,Last Name,Email,Account Name,Mailing Street,Mailing City,Mailing Country,Email Opt Out\n\
         0035000000AbCdE,Ms,Anna,Smit,anna@shop.nl,Bakery,Lane 1,Delft,Netherlands,1\n\n\"Copyright (c) 2024 salesforce.com\"\n\"Confidential Information\"\n",
    );
    assert_eq!(
        (force.rows(), force.count(F::FooterSkipped)),
        ((1, 0), 2),
        "28: {:?}",
        force.report.findings
    );
    assert!(
        force.records[0]["identityMap"]["CustomerId"].is_null(),
        "a number of Salesforce is none of Commerce"
    );
    assert_eq!(force.value("anna@shop.nl", "/consents/marketing/email/val"), "n");
    let hub = check(
        "Record ID,First Name,Last Name,Email,Phone Number,Country/Region\n51,Anna,Smit,anna@shop.nl,06-12345678,Netherlands\n",
    );
    assert_eq!(hub.value("anna@shop.nl", "/homePhone/number"), "+31612345678");
}
