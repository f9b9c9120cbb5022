//! 32–58: ragged rows, headers, cells that look like code, sizes.

use crate::{check, check_with, refusal};
use ingest::{FindingCode as F, QuestionCode};

#[test]
fn ragged_rows_are_kept_where_nothing_is_lost() {
    let text = "email,voornaam,plaats,opmerking\nanna@shop.nl,Anna,Delft\nbob@shop.nl,Bob\ncas@shop.nl,Cas,Gent,x,,\ndirk@shop.nl,Dirk,Gent,x,y\n";
    let seen = check(text);
    assert_eq!(seen.rows(), (1, 3), "32, 33: {:?}", seen.report.findings);
    assert_eq!(
        (seen.count(F::CellsMissing), seen.count(F::CellsExtra)),
        (1, 2),
        "32, 33: a row that is wider by blank cells may have moved"
    );
    let separated = check("email,voornaam\nanna@shop.nl,Anna,\nbob@shop.nl,Bob,\n");
    assert_eq!(separated.rows(), (2, 0), "33: every line ends in a separator");
    let moved =
        check("email,voornaam,password_hash,aanhef\nanna@shop.nl,Anna,s3cret,mevr\nbob@shop.nl,Bob,,t0psecret,\n");
    assert_eq!(
        (moved.rows(), moved.count(F::CellsExtra)),
        ((1, 1), 1),
        "33: {:?}",
        moved.records
    );
    let trailing = check("email,voornaam,\nanna@shop.nl,Anna,\nbob@shop.nl,Bob,\n");
    assert_eq!(trailing.rows(), (2, 0), "34");
    let decimals = check("email,voornaam,plaats\nanna@shop.nl,Anna,Delft\nbob@shop.nl,12,5,Gent\n");
    assert_eq!(decimals.count(F::CellsExtra), 1, "15: a decimal comma between commas");
}

#[test]
fn headers_of_any_kind_name_their_columns() {
    let twice = check("email,voornaam,voornaam\nanna@shop.nl,Anna,An\n");
    assert_eq!((twice.rows(), twice.count(F::HeaderDuplicate)), ((1, 0), 1), "35");
    assert_eq!(twice.value("anna@shop.nl", "/person/name/firstName"), "Anna", "35");
    let alike = check("email,Voornaam , voornaam\nanna@shop.nl,Anna,An\n");
    assert_eq!(alike.count(F::HeaderDuplicate), 1, "36");
    let blank = check("email,,voornaam\nanna@shop.nl,x,Anna\n");
    assert_eq!(blank.count(F::HeaderBlank), 1, "37");
    assert!(
        blank.report.columns.iter().any(|c| c.name == "Column 2" && !c.sent),
        "37"
    );
    let long = format!("email,{}\nanna@shop.nl,x\n", "n".repeat(513));
    assert_eq!(refusal("customers.csv", long), "header_too_long", "38");
    let many: Vec<String> = (0..10_001).map(|i| format!("c{i}")).collect();
    assert_eq!(
        refusal("customers.csv", format!("{}\nx\n", many.join(","))),
        "columns_too_many",
        "39"
    );
    let marked = check("e\u{200b}mail,voor\u{a0}naam\nanna@shop.nl,Anna\n");
    assert_eq!(marked.rows(), (1, 0), "43");
    let odd = check("email,__proto__,constructor,a.b/c$\nanna@shop.nl,x,y,z\n");
    assert_eq!((odd.rows(), odd.report.columns.len()), ((1, 0), 4), "41, 42");
    let secret = check("email,voornaam,password_hash,rp_token\nanna@shop.nl,Anna,abc,def\n");
    assert_eq!(
        secret
            .report
            .columns
            .iter()
            .filter(|c| c.blocked.is_some() && !c.sent)
            .count(),
        2,
        "44"
    );
}

#[test]
fn a_file_without_a_header_is_asked_about() {
    let text = "anna@shop.nl,Anna,Delft\nbob@shop.nl,Bob,Gent\ncas@shop.nl,Cas,Delft\n";
    let seen = check(text);
    assert!(seen.asks(QuestionCode::Header), "40");
    let answered = check_with("customers.csv", text, |mapping| mapping.reading.header = Some(0)).unwrap();
    assert!(answered.report.questions.is_empty());
    assert_eq!(answered.rows(), (3, 0), "26: the first row is a customer");
}

#[test]
fn cells_that_look_like_code_are_sent_as_they_are() {
    for (id, cell) in [
        ("45", "<script>alert(1)</script>"),
        ("46", "=HYPERLINK(1)"),
        ("48", "-1"),
        ("49", "@x"),
        ("64", "😀 Anna"),
        ("76", "\u{202e}annA"),
        ("64 old script", "𐍈𐍉"),
    ] {
        let seen = check(format!("email,voornaam\nanna@shop.nl,{cell}\n"));
        assert_eq!(seen.value("anna@shop.nl", "/person/name/firstName"), cell, "{id}");
    }
    let phone = check("email,telefoon,land\nanna@shop.nl,+49 30 1234567,DE\n");
    assert_eq!(phone.value("anna@shop.nl", "/homePhone/number"), "+49301234567", "47");
    let tab = check("email,voornaam\nanna@shop.nl,\"\tAnna\"\n");
    assert_eq!(tab.value("anna@shop.nl", "/person/name/firstName"), "Anna", "50");
}

#[test]
fn sizes_have_limits_and_memory_does_not_grow_with_them() {
    let with = |n: usize| format!("email,opmerking\nanna@shop.nl,{}\nbob@shop.nl,x\n", "x".repeat(n));
    assert_eq!(check(with(1 << 20)).rows(), (2, 0), "51");
    let over = check(with((1 << 20) + 1));
    assert_eq!((over.rows(), over.count(F::CellTooLarge)), ((1, 1), 1), "52");
    assert_eq!(refusal("customers.csv", with(8 << 20)), "record_too_large", "53");
    assert_eq!(refusal("customers.csv", vec![b'x'; 9 << 20]), "record_too_large", "58");
    let tiny = "a\n".repeat(200_000);
    let seen = check(format!("email\nanna@shop.nl\n{tiny}"));
    assert_eq!(seen.rows(), (1, 200_000), "54, 55");
}
