//! 01–31: emptiness, encodings, line ends, quotes, delimiters.

use crate::{check, refusal};
use ingest::FindingCode as F;

const TABLE: &str = "email,voornaam,plaats\nanna@shop.nl,José,Delft\nbob@shop.nl,Zoë,Łódź\n";
/// The same with letters that Windows-1252 has.
const WESTERN: &str = "email,voornaam,plaats\nanna@shop.nl,José,Delft\nbob@shop.nl,Zoë,Köln\n";

fn wide(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let marked = if mark {
        format!("\u{feff}{text}")
    } else {
        text.to_owned()
    };
    let bytes = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
    marked.encode_utf16().flat_map(bytes).collect()
}

fn ansi(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| {
            if c == '€' {
                0x80
            } else {
                u8::try_from(c as u32).unwrap()
            }
        })
        .collect()
}

/// Both shoppers arrive with their names as they are.
fn arrives(id: &str, bytes: impl AsRef<[u8]>) -> crate::Seen {
    let seen = check(bytes);
    assert_eq!(seen.rows(), (2, 0), "{id}");
    assert_eq!(seen.value("anna@shop.nl", "/person/name/firstName"), "José", "{id}");
    assert_eq!(seen.value("bob@shop.nl", "/person/name/firstName"), "Zoë", "{id}");
    seen
}

#[test]
fn files_without_customers_are_refused() {
    for (id, text) in [
        ("01", ""),
        ("02", "\u{feff}"),
        ("03", "email,voornaam\n"),
        ("04", "email,voornaam\n\n\n,\n"),
    ] {
        let code = refusal("customers.csv", text);
        assert!(
            ["file_empty", "file_header_only"].contains(&code.as_str()),
            "{id}: {code}"
        );
    }
    let seen = check("email,voornaam\nanna@shop.nl,Anna");
    assert_eq!(seen.rows(), (1, 0), "05");
}

#[test]
fn every_encoding_gives_the_same_names() {
    arrives("06", format!("\u{feff}{TABLE}"));
    arrives(
        "06 quoted header",
        format!("\u{feff}{}", TABLE.replacen("email", "\"email\"", 1)),
    );
    for (id, bytes) in [
        ("07", wide(TABLE, true, true)),
        ("08", wide(TABLE, false, true)),
        ("09", wide(TABLE, true, false)),
        ("09 big", wide(TABLE, false, false)),
        ("07 tabs", wide(&TABLE.replace(',', "\t"), true, true)),
    ] {
        let seen = arrives(id, bytes);
        assert_eq!(seen.count(F::EncodingConverted), 1, "{id}");
    }
    let utf32: Vec<u8> = TABLE.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    assert_eq!(refusal("customers.csv", utf32), "file_not_table", "10");
    let seen = arrives("11", ansi(WESTERN));
    assert_eq!(seen.count(F::EncodingConverted), 1, "11");
    assert_eq!(seen.report.findings.len(), 1, "{:?}", seen.report.findings);
}

#[test]
fn bytes_that_are_no_text_cost_one_value() {
    for (id, bad) in [("12", &b"Jos\xe9"[..]), ("13", b"\xc0\xaf"), ("14", b"\xed\xa0\x80")] {
        let mut bytes = "email,voornaam\nanna@shop.nl,Zoë\nbob@shop.nl,".as_bytes().to_vec();
        bytes.extend_from_slice(bad);
        bytes.extend_from_slice("\ncas@shop.nl,Éva\ndirk@shop.nl,Renée\n".as_bytes());
        let seen = check(bytes);
        assert_eq!((seen.rows(), seen.count(F::TextUndecodable)), ((4, 0), 1), "{id}");
        assert!(seen.value("bob@shop.nl", "/person/name/firstName").is_null(), "{id}");
    }
    let nul = check("email,voornaam\nanna@shop.nl,An\0na\n");
    assert_eq!(nul.value("anna@shop.nl", "/person/name/firstName"), "Anna", "15");
    assert_eq!(nul.count(F::ControlRemoved), 1, "15");
    assert_eq!(refusal("customers.csv", vec![0_u8; 20_000]), "file_not_table", "16");
}

#[test]
fn every_line_end_ends_a_row_and_quotes_keep_theirs() {
    arrives("17", TABLE.replace('\n', "\r\n"));
    arrives("18", TABLE.replace('\n', "\r"));
    arrives("19", "email,voornaam\r\nanna@shop.nl,José\rbob@shop.nl,Zoë\n");
    let street = |end: &str| {
        check(format!(
            "email,adres,plaats\nanna@shop.nl,\"Dorpsstraat 1{end}2e verdieping{end}achter\",Delft\n"
        ))
    };
    for (id, end) in [("20", "\n"), ("21", "\r\n")] {
        let seen = street(end);
        assert_eq!(
            seen.value("anna@shop.nl", "/homeAddress/street1"),
            "Dorpsstraat 1",
            "{id}"
        );
        assert_eq!(seen.value("anna@shop.nl", "/homeAddress/city"), "Delft", "{id}");
    }
}

#[test]
fn quotes_are_read_as_they_were_meant() {
    let one = |cell: &str| {
        check(format!(
            "email,voornaam,plaats\nanna@shop.nl,{cell},Delft\nbob@shop.nl,Bob,Gent\n"
        ))
    };
    let first = |seen: &crate::Seen| seen.value("anna@shop.nl", "/person/name/firstName");
    let doubled = one("\"An \"\"na\"\" B\"");
    assert_eq!(first(&doubled), "An \"na\" B", "22");
    let escaped =
        check("email,voornaam,plaats\nanna@shop.nl,\"An \\\"na\\\", B\",Delft\nbob@shop.nl,\"B\\\"ob\",Gent\n");
    assert_eq!(first(&escaped), "An \"na\", B", "23");
    let unclosed = one("\"Anna");
    assert_eq!((unclosed.rows(), unclosed.count(F::QuoteUnclosed)), ((2, 0), 1), "24");
    assert_eq!(unclosed.report.findings[0].examples[0].line, 2, "24");
    for (id, cell, want) in [("25", "19\" Anna", "19\" Anna"), ("26", "\"An\" na", "\"An\" na")] {
        let stray = one(cell);
        assert_eq!((first(&stray), stray.count(F::QuoteStray)), (want.into(), 1), "{id}");
    }
}

#[test]
fn every_delimiter_is_found() {
    for (id, delimiter) in [("27", ";"), ("28", "\t"), ("29", "|")] {
        arrives(id, TABLE.replace(',', delimiter));
    }
    arrives("30", format!("sep=;\r\n{}", TABLE.replace(',', ";")));
    arrives(
        "30 Windows-1252",
        ansi(&format!("sep=;\r\n{}", WESTERN.replace(',', ";"))),
    );
    let comma = check("email;voornaam;punten\nanna@shop.nl;Anna;1.234,50\nbob@shop.nl;Bob;0,75\n");
    assert_eq!(comma.value("anna@shop.nl", "/loyalty/points"), 1234.5, "31");
}
