//! 59–70: what spreadsheets, databases and people make of values.

use crate::{check, check_with};
use ingest::{DateOrder, FindingCode as F, Op, QuestionCode, Zone};

fn answered(text: &str, column: &str, op: Op) -> crate::Seen {
    check_with("customers.csv", text, |mapping| {
        for field in mapping
            .fields
            .iter_mut()
            .filter(|f| f.column.as_deref() == Some(column))
        {
            field.recipe.push(op.clone());
        }
    })
    .unwrap()
}

#[test]
fn numbers_that_are_no_numbers_stay_text() {
    let text = "email,postcode,customer id\nanna@shop.nl,01234,1E5\nbob@shop.nl,00501,12345678901234567890\n";
    let seen = check_with("customers.csv", text, |m| crate::numbered(m, "customer id")).unwrap();
    assert_eq!(seen.records[0]["homeAddress"]["postalCode"], "01234", "59");
    assert_eq!(seen.records[0]["identityMap"]["CustomerId"][0]["id"], "1E5", "60");
    assert_eq!(
        seen.records[1]["identityMap"]["CustomerId"][0]["id"], "12345678901234567890",
        "60"
    );
    let damaged = check("email,postcode,telefoon,land\nanna@shop.nl,1.23457E+11,\"3,16123E+10\",NL\n");
    assert_eq!((damaged.rows(), damaged.count(F::SpreadsheetDamage)), ((1, 0), 2), "61");
    let whole = check("email,postcode\nanna@shop.nl,1.2345E+4\n");
    assert_eq!(
        whole.value("anna@shop.nl", "/homeAddress/postalCode"),
        "12345",
        "45: all digits are there"
    );
    let points = check("email,punten\nanna@shop.nl,NaN\nbob@shop.nl,Infinity\ncas@shop.nl,12\n");
    assert_eq!((points.rows(), points.count(F::NumberUnreadable)), ((3, 0), 1), "62");
    assert_eq!(
        points.count(F::MissingMarker),
        1,
        "62: what programs write for no number"
    );
}

#[test]
fn the_order_of_dates_is_proven_or_asked() {
    let open = "email,geboortedatum\nanna@shop.nl,03/04/1990\nbob@shop.nl,05/06/1991\n";
    let asked = check(open);
    assert!(asked.asks(QuestionCode::DateOrder), "63");
    assert_eq!(
        asked.count(F::DateUnreadable),
        0,
        "63: cells that wait for an answer are not bad cells"
    );
    let told = answered(
        open,
        "geboortedatum",
        Op::Date {
            order: DateOrder::Dmy,
            pivot: None,
        },
    );
    assert_eq!(told.value("anna@shop.nl", "/person/birthDate"), "1990-04-03", "63");
    let proven = check("email,geboortedatum\nanna@shop.nl,03/04/1990\nbob@shop.nl,25/06/1991\n");
    assert_eq!(proven.value("anna@shop.nl", "/person/birthDate"), "1990-04-03", "48");
    let mixed = check(
        "email,geboortedatum\na1@shop.nl,25/04/1990\na2@shop.nl,25/05/1990\na3@shop.nl,26/05/1990\na4@shop.nl,27/05/1990\n\
         a5@shop.nl,25/04/1990\na6@shop.nl,25/05/1990\na7@shop.nl,26/05/1990\na8@shop.nl,27/05/1990\na9@shop.nl,25/04/1990\n\
         b1@shop.nl,25/04/1990\nb2@shop.nl,25/05/1990\nb3@shop.nl,26/05/1990\nb4@shop.nl,27/05/1990\nb5@shop.nl,25/04/1990\n\
         b6@shop.nl,25/05/1990\nb7@shop.nl,26/05/1990\nb8@shop.nl,27/05/1990\nb9@shop.nl,25/04/1990\nc1@shop.nl,25/05/1990\n\
         c2@shop.nl,26/05/1990\nc3@shop.nl,06/25/1991\n",
    );
    assert_eq!(
        (mixed.rows(), mixed.count(F::DateOrderMixed)),
        ((21, 0), 1),
        "48: never a guess per cell"
    );
}

#[test]
fn dates_that_are_none_cost_their_value_only() {
    let seen = check(
        "email,geboortedatum\na@shop.nl,2024-02-30\nb@shop.nl,0000-00-00 00:00:00\nc@shop.nl,9999-12-31\nd@shop.nl,-1\n\
         e@shop.nl,1900-01-00\nf@shop.nl,1990-04-03\ng@shop.nl,1850-01-01\nh@shop.nl,2090-01-01\n",
    );
    assert_eq!(seen.rows(), (8, 0));
    assert_eq!(seen.count(F::DateUnreadable), 2, "64, 67");
    assert_eq!(seen.count(F::DateZero), 2, "65, 50");
    assert_eq!(seen.count(F::DateImplausible), 3, "67, 53");
    assert_eq!(seen.value("f@shop.nl", "/person/birthDate"), "1990-04-03");
}

#[test]
fn times_need_a_zone_once() {
    let text = "email,klant sinds\nanna@shop.nl,2024-03-31 02:30:00\nbob@shop.nl,2024-07-01 12:00:00\n";
    assert!(check(text).asks(QuestionCode::Zone), "54");
    let zone = Zone::parse("Europe/Amsterdam").unwrap();
    let told = answered(text, "klant sinds", Op::DateTime { zone });
    assert_eq!(
        told.value("bob@shop.nl", "/userAccount/startDate"),
        "2024-07-01T10:00:00Z",
        "54"
    );
    assert_eq!(told.count(F::DateTimeGap), 1, "66");
    let zoned = check("email,klant sinds\nanna@shop.nl,2024-07-01T12:00:00+02:00\n");
    assert!(zoned.report.questions.is_empty());
    let epoch = "email,klant sinds\nanna@shop.nl,1700000000\n";
    assert!(check(epoch).asks(QuestionCode::DateOrder), "68");
    let told = answered(
        epoch,
        "klant sinds",
        Op::Date {
            order: DateOrder::EpochSeconds,
            pivot: None,
        },
    );
    assert_eq!(
        told.value("anna@shop.nl", "/userAccount/startDate"),
        "2023-11-14T22:13:20Z",
        "68"
    );
    let commerce = check("email,_website,_store,created_at\nanna@shop.nl,base,default,2015-10-30 12:49:47\n");
    assert_eq!(
        commerce.value("anna@shop.nl", "/userAccount/startDate"),
        "2015-10-30T12:49:47Z",
        "UTC, no question"
    );
    let localized =
        "email,_website,_store,created_at\nanna@shop.nl,base,default,\"Apr 19, 2016, 12:55:51\u{202f}PM\"\n";
    assert!(check(localized).asks(QuestionCode::Zone), "37");
}

#[test]
fn words_are_values_where_the_mapping_says_so() {
    let seen =
        check("email,nieuwsbrief\na@shop.nl,yes\nb@shop.nl,1\nc@shop.nl,Ja\nd@shop.nl,nee\ne@shop.nl,misschien\n");
    assert_eq!(seen.value("c@shop.nl", "/consents/marketing/email/val"), "y", "69");
    assert_eq!(seen.value("d@shop.nl", "/consents/marketing/email/val"), "n", "69");
    assert_eq!(
        (seen.rows(), seen.count(F::ConsentUnreadable)),
        ((4, 1), 1),
        "55: consent is never assumed, and an objection never lost"
    );
    let missing = check("email,plaats\na@shop.nl,NULL\nb@shop.nl,\\N\nc@shop.nl,N/A\nd@shop.nl,Delft\n");
    assert_eq!((missing.rows(), missing.count(F::MissingMarker)), ((4, 0), 3), "70");
    assert!(missing.value("a@shop.nl", "/homeAddress").is_null(), "70");
}

#[test]
fn a_bad_value_costs_its_row_where_the_policy_says_so() {
    let text = "email,geboortedatum\na@shop.nl,2024-02-30\nb@shop.nl,1990-01-01\n";
    let seen = check_with("customers.csv", text, |m| {
        m.policy.on_bad_value = ingest::BadValue::Reject;
    })
    .unwrap();
    assert_eq!((seen.rows(), seen.count(F::ValueRejected)), ((1, 1), 1));
}
