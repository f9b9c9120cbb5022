//! 71–78: who a row is about.

use crate::{check, check_with, numbered};
use ingest::{AddressGroup, FindingCode as F, SharedEmail};

#[test]
fn rows_about_nobody_are_left_out_and_rows_about_one_become_one() {
    let seen = check("email,voornaam\n,Anna\n   ,Bob\ncas@shop.nl,Cas\n");
    assert_eq!((seen.rows(), seen.count(F::EmailMissing)), ((1, 2), 2), "71, 72");
    let twice = check("email,voornaam\nanna@shop.nl,Anna\nANNA@shop.nl ,Anne\n");
    assert_eq!((twice.rows(), twice.report.rows.merged), ((1, 0), 1), "73");
    assert_eq!(
        twice.value("anna@shop.nl", "/person/name/firstName"),
        "Anne",
        "73: the last"
    );
    assert_eq!(twice.count(F::EmailNormalised), 1, "74");
    let domain = check("email,voornaam\ninfo@bücher.de,A\ninfo@xn--bcher-kva.de,B\n😀@shop.nl,C\n");
    assert_eq!((domain.rows(), domain.report.rows.merged), ((2, 0), 1), "75");
    let composed = check("email,voornaam\njos\u{e9}@shop.nl,A\njose\u{301}@shop.nl,B\n");
    assert_eq!((composed.rows(), composed.report.rows.merged), ((1, 0), 1), "77");
    let emoji = check("email,voornaam\nanna@shop.nl,Anna 👩‍👧\n");
    assert_eq!(emoji.value("anna@shop.nl", "/person/name/firstName"), "Anna 👩‍👧", "78");
}

#[test]
fn the_newest_row_wins_where_a_date_tells() {
    let text =
        "email,voornaam,klant sinds\nanna@shop.nl,new,2024-05-01T00:00:00Z\nanna@shop.nl,old,2020-05-01T00:00:00Z\n";
    let seen = check_with("customers.csv", text, |m| {
        m.policy.duplicates.by = Some("klant sinds".to_owned());
    })
    .unwrap();
    assert_eq!(seen.value("anna@shop.nl", "/person/name/firstName"), "new", "77");
}

#[test]
fn the_most_restrictive_consent_of_several_rows_is_sent() {
    let consent = "/consents/marketing/email/val";
    let text = "email,newsletter\nanna@shop.nl,nee\nanna@shop.nl,ja\nbob@shop.nl,ja\nbob@shop.nl,ja\n\
                cas@shop.nl,nee\ncas@shop.nl,\ndaan@shop.nl,ja\ndaan@shop.nl,\n";
    let seen = check(text);
    let sent = ["anna", "bob", "cas", "daan"].map(|who| seen.value(&format!("{who}@shop.nl"), consent));
    assert_eq!(
        sent.map(|v| v.as_str().map(str::to_owned)),
        ["n", "y", "n", ""].map(|v| (!v.is_empty()).then(|| v.to_owned())),
        "80: an objection outlives a later yes and a later blank; a yes does not outlive a blank"
    );
    assert_eq!(
        (seen.count(F::ConsentConflict), seen.count(F::BlankFilled)),
        (1, 1),
        "80"
    );
}

#[test]
fn blanks_are_filled_from_older_rows_where_asked_and_addresses_only_as_a_whole() {
    let text = "email,voornaam,achternaam,straat,huisnummer toevoeging,plaats,klant sinds\n\
        anna@shop.nl,,Smit,Nieuweweg 2,,Delft,2024-05-01T00:00:00Z\n\
        anna@shop.nl,Anna,Jansen,Oudeweg 1,bis,Leiden,2020-05-01T00:00:00Z\n\
        anna@shop.nl,Annie,Oud,,,,2010-05-01T00:00:00Z\n\
        bob@shop.nl,Bob,Bos,Dam 1,,Amsterdam,2020-05-01T00:00:00Z\n\
        bob@shop.nl,,Bos,,,,2024-05-01T00:00:00Z\n";
    let by_date = |m: &mut ingest::MappingSet| m.policy.duplicates.by = Some("klant sinds".to_owned());
    let plain = check_with("c.csv", text, by_date).unwrap();
    assert!(
        plain.value("anna@shop.nl", "/person/name/firstName").is_null(),
        "only where asked"
    );
    assert_eq!(plain.count(F::BlankFilled), 0);
    let seen = check_with("c.csv", text, |m| {
        by_date(m);
        m.policy.duplicates.fill_blanks = true;
    })
    .unwrap();
    assert_eq!(seen.report.rows.merged, 3);
    assert_eq!(
        seen.value("anna@shop.nl", "/person/name/firstName"),
        "Anna",
        "the newest that has it"
    );
    assert_eq!(seen.value("anna@shop.nl", "/person/name/lastName"), "Smit");
    let street = seen.records.iter().map(ToString::to_string).collect::<String>();
    assert!(street.contains("Nieuweweg 2") && street.contains("Dam 1"), "{street}");
    assert!(
        !street.contains("Oudeweg") && !street.contains("bis"),
        "no street of two addresses: {street}"
    );
    assert_eq!(
        seen.count(F::BlankFilled),
        3,
        "Anna's and Bob's first names, Bob's address"
    );
}

#[test]
fn customer_numbers_come_first_and_shared_mailboxes_are_held() {
    let text =
        "klantnummer,email,voornaam\n1,fam@shop.nl,Anna\n2,fam@shop.nl,Bob\n3,cas@shop.nl,Cas\n3,cas@shop.nl,Casper\n";
    let plain = check(text);
    assert!(
        plain.records.iter().all(|r| r["identityMap"]["CustomerId"].is_null()),
        "nothing proves whose numbers they are"
    );
    let seen = check_with("c.csv", text, |m| numbered(m, "klantnummer")).unwrap();
    assert_eq!(
        (seen.rows(), seen.report.rows.merged),
        ((1, 2), 1),
        "76: {:?}",
        seen.report.findings
    );
    assert_eq!(seen.count(F::EmailShared), 2, "76");
    let record = &seen.records[0]["identityMap"];
    assert_eq!(record["CustomerId"][0]["primary"], true);
    assert_eq!(record["Email"][0]["primary"], false);
    let by_number = check_with("c.csv", text, |m| {
        numbered(m, "klantnummer");
        m.policy.shared_email = SharedEmail::NumberOnly;
    })
    .unwrap();
    assert_eq!(by_number.rows(), (3, 0));
    assert!(
        by_number
            .records
            .iter()
            .filter(|r| r["identityMap"]["Email"].is_null())
            .count()
            == 2
    );
    let sent = check_with("c.csv", text, |m| {
        numbered(m, "klantnummer");
        m.policy.shared_email = SharedEmail::Send;
    })
    .unwrap();
    assert!(sent.records.iter().all(|r| !r["identityMap"]["Email"].is_null()));
    let without = check_with("c.csv", "klantnummer,email\n,anna@shop.nl\n", |m| {
        numbered(m, "klantnummer");
    })
    .unwrap();
    assert_eq!(
        without.records[0]["identityMap"]["Email"][0]["primary"], true,
        "78: the next identity in order"
    );
}

#[test]
fn addresses_of_nobody_in_particular_are_counted_and_left_out_when_asked() {
    let text = "email,voornaam\ninfo@shop.nl,Info\ntest@shop.nl,Test\nanna@gmial.com,Anna\nanonymous-7@shop.nl,x\nbob@shop.nl,Bob\n";
    let seen = check(text);
    assert_eq!(
        (seen.rows(), seen.report.rows.skipped),
        ((4, 0), 1),
        "79: anonymised ones are excluded"
    );
    for code in [F::EmailRole, F::EmailPlaceholder, F::EmailTypo, F::EmailAnonymised] {
        assert_eq!(seen.count(code), 1, "71, 74, 75, 79: {code:?}");
    }
    let left = check_with("c.csv", text, |m| {
        m.policy.leave_out = vec![AddressGroup::Role, AddressGroup::Placeholder];
    })
    .unwrap();
    assert_eq!(
        (left.rows(), left.report.rows.skipped, left.count(F::EmailLeftOut)),
        ((3, 0), 2, 2)
    );
}

#[test]
fn one_address_on_two_web_sites_is_told() {
    let text = "email,_website,_store,firstname\nanna@shop.nl,nl,default,Anna\nanna@shop.nl,de,default,Anna\n";
    assert_eq!(check(text).count(F::EmailOnWebsites), 1, "35");
}
