//! 79–90: files that are something else, or several, or not there.

use crate::{check, check_files, check_with, refusal};
use ingest::{Desk, FileFacts, FindingCode as F, Problem, SourceFile};
use std::io::Write;

const TABLE: &str = "email,voornaam\nanna@shop.nl,Anna\nbob@shop.nl,Bob\n";

fn gzip(text: &str) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A workbook with numbers, a true date, shared and inline texts, as Excel writes it.
fn workbook() -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Klanten" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let book_rels = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
    let styles = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let header = ["email", "voornaam", "geboortedatum", "postcode", "telefoon", "land"];
    let head: String = header
        .iter()
        .zip('A'..)
        .map(|(name, c)| text(&format!("{c}1"), name))
        .collect();
    let row = format!(
        r#"{}{}<c r="C2" s="1"><v>33302</v></c><c r="D2"><v>1234</v></c><c r="E2"><v>31612345678</v></c>{}"#,
        text("A2", "anna@shop.nl"),
        text("B2", "Anna, &quot;A&quot;"),
        text("F2", "Nederland"),
    );
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{head}</row><row r="2">{row}</row></sheetData></worksheet>"#
    );
    zip(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", rels),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", book_rels),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

#[test]
fn what_stands_around_a_table_is_opened() {
    for (id, bytes) in [
        ("79 gzip", gzip(TABLE)),
        (
            "79 two members",
            [gzip("email,voornaam\nanna@shop.nl,Anna\n"), gzip("bob@shop.nl,Bob\n")].concat(),
        ),
        (
            "79 zip",
            zip(&[("__MACOSX/._c.csv", "x"), ("map/Customers.CSV", TABLE)]),
        ),
    ] {
        let seen = check(bytes);
        assert_eq!((seen.rows(), seen.count(F::ContainerOpened)), ((2, 0), 1), "{id}");
    }
    let sheet = check_with("klanten.xlsx", workbook(), |m| {
        for field in m.fields.iter_mut().filter(|f| f.column.as_deref() == Some("telefoon")) {
            field.recipe.clear();
        }
    })
    .unwrap();
    assert_eq!(sheet.rows(), (1, 0), "79 xlsx: {:?}", sheet.report.findings);
    assert_eq!(
        sheet.value("anna@shop.nl", "/person/birthDate"),
        "1991-03-05",
        "a true date cell"
    );
    assert_eq!(sheet.value("anna@shop.nl", "/person/name/firstName"), "Anna, \"A\"");
    assert_eq!(sheet.value("anna@shop.nl", "/homePhone/number"), "31612345678");
    assert_eq!(sheet.value("anna@shop.nl", "/homeAddress/countryCode"), "NL");
    assert_eq!(
        refusal("c.zip", zip(&[("a.csv", TABLE), ("b.csv", "x,y\n1,2\n")])),
        "file_not_table",
        "two tables"
    );
    assert_eq!(refusal("c.zip", zip(&[("a.png", "x")])), "file_not_table");
}

#[test]
fn files_that_are_something_else_are_named() {
    for (id, name, bytes) in [
        (
            "80",
            "c.csv",
            "<!DOCTYPE html><html><body>Sign in</body></html>".as_bytes().to_vec(),
        ),
        ("81", "c.csv", br#"[{"email":"anna@shop.nl"}]"#.to_vec()),
        (
            "84",
            "c.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n".to_vec(),
        ),
        ("85", "~$c.csv", [&b"\x04Anna"[..], &[b' '; 160]].concat()),
        ("8, 9 png", "c.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
    ] {
        assert_eq!(refusal(name, bytes), "file_not_table", "{id}");
    }
}

#[test]
fn lines_around_the_table_are_passed_over() {
    let warned = check(format!(
        "<br />\n<b>Warning</b>:  Undefined index in <b>/x.php</b><br />\n{TABLE}"
    ));
    assert_eq!((warned.rows(), warned.count(F::TitleSkipped)), ((2, 0), 1), "82");
    let footer = check(format!("{TABLE}\nTotaal,2\n\"Copyright (c) 2024 Shop B.V.\"\n"));
    assert_eq!(
        (footer.rows(), footer.count(F::FooterSkipped)),
        ((2, 0), 2),
        "83: {:?}",
        footer.report.findings
    );
    let twice = check(format!("{TABLE}email,voornaam\ncas@shop.nl,Cas\n"));
    assert_eq!((twice.rows(), twice.count(F::HeaderRepeated)), ((3, 0), 1), "29");
}

#[test]
fn names_and_places_of_files_do_not_matter() {
    for name in [
        "👩 klanten.csv",
        "CON.csv",
        "a\nb.csv",
        "zonder einde",
        &format!("{}.csv", "n".repeat(250)),
    ] {
        assert_eq!(check_with(name, TABLE, |_| {}).unwrap().rows(), (2, 0), "86");
    }
    let folder = tempfile::tempdir().unwrap();
    let deep = folder
        .path()
        .join("d".repeat(100))
        .join("e".repeat(100))
        .join("f".repeat(100));
    std::fs::create_dir_all(&deep).unwrap();
    std::fs::write(deep.join("c.csv"), TABLE).unwrap();
    assert_eq!(check_files(&[deep.join("c.csv")], |_| {}).unwrap().rows(), (2, 0), "87");
    #[cfg(unix)]
    {
        let link = folder.path().join("link.csv");
        std::os::unix::fs::symlink(deep.join("c.csv"), &link).unwrap();
        assert_eq!(check_files(&[link], |_| {}).unwrap().rows(), (2, 0), "88");
        let (a, b) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        std::os::unix::fs::symlink(&a, &b).unwrap();
        std::os::unix::fs::symlink(&b, &a).unwrap();
        assert!(check_files(&[a], |_| {}).is_err(), "89 loop");
        for path in ["/dev/zero", "/dev", "/nowhere.csv"] {
            assert!(check_files(&[path.into()], |_| {}).is_err(), "89 {path}");
        }
    }
}

#[test]
fn a_changed_header_is_never_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        SourceFile::at(&path).unwrap()
    };
    let desk = Desk::offline().unwrap();
    let mapping = desk.suggested_mapping(&FileFacts::read(&write("1.csv", TABLE)).unwrap());
    let check = |source: &SourceFile| {
        desk.check(
            source,
            &mapping,
            std::sync::Arc::new(|_| {}),
            &tokio_util::sync::CancellationToken::new(),
        )
    };
    let added = write("2.csv", "email,plaats,voornaam\nanna@shop.nl,Delft,Anna\n");
    assert_eq!(check(&added).unwrap().rows.send, 1, "90: an added column goes");
    let renamed = write("3.csv", "email,roepnaam\nanna@shop.nl,Anna\n");
    let problem = check(&renamed).unwrap_err().problem;
    assert!(matches!(problem, Problem::ColumnMissing { .. }), "90: {problem:?}");
}

#[test]
fn several_files_are_one_table() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let first = write(
        "1.csv",
        b"\xef\xbb\xbfemail,voornaam\nanna@shop.nl,Anna\nbob@shop.nl,Bob",
    );
    let second = write(
        "2.csv",
        b"email,voornaam\r\ncas@shop.nl,Jos\xe9\r\nanna@shop.nl,Anne\r\n",
    );
    let third = write("3.csv.gz", &gzip("email,voornaam\ndirk@shop.nl,Dirk\n"));
    let seen = check_files(&[first.clone(), second, third], |_| {}).unwrap();
    assert_eq!((seen.rows(), seen.report.rows.merged), ((4, 0), 1));
    assert_eq!(seen.value("cas@shop.nl", "/person/name/firstName"), "José");
    assert_eq!(seen.value("anna@shop.nl", "/person/name/firstName"), "Anne");
    let other = write("4.csv", b"email,plaats\nanna@shop.nl,Delft\n");
    assert!(matches!(
        check_files(&[first, other], |_| {}),
        Err(Problem::FilesDiffer { .. })
    ));
}

#[test]
fn customers_and_addresses_of_commerce_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let main = write(
        "customers.csv",
        "email,_website,_store,firstname\nAnna@shop.nl,base,default,Anna\nbob@shop.nl,base,default,Bob\nanna@shop.nl,de,default,Anne\n",
    );
    let addresses = write(
        "addresses.csv",
        "_website,_email,_entity_id,city,country_id,street,telephone,_address_default_billing_,_address_default_shipping_\n\
         base,anna@shop.nl,1,Delft,NL,\"Lane 1\nFlat 2\",06-12345678,1,\n\
         base,anna@SHOP.nl,2,Gent,BE,Laan 3,,,1\n\
         base,nobody@shop.nl,3,Rome,IT,Via 1,,1,1\n",
    );
    let seen = check_files(&[addresses, main], |_| {}).unwrap();
    assert_eq!(seen.count(F::AddressOrphan), 1, "34: {:?}", seen.report.findings);
    assert_eq!(seen.count(F::AddressJoined), 1, "34");
    let of = |path: &str| {
        let record = seen
            .records
            .iter()
            .find(|r| r["person"]["name"]["firstName"] == "Anne" || r["billingAddress"].is_object());
        record.and_then(|r| r.pointer(path).cloned()).unwrap_or_default()
    };
    assert_eq!(seen.report.rows.send, 2, "one e-mail on two web sites is one shopper");
    assert_eq!(seen.count(F::EmailOnWebsites), 1, "35");
    assert!(
        of("/billingAddress/city").is_null(),
        "the other web site's account has no address and is the last"
    );
}

#[test]
fn addresses_are_joined_alike_however_their_file_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let main = "email,_website,_store,firstname\nanna@shop.nl,base,default,Anna\nbob@shop.nl,base,default,Bob\n";
    let text = "_website,_email,_entity_id,city,country_id,street,_address_default_billing_\n\
                base,bob@shop.nl,1,Liège,BE,\"Rue 1\nFlat 2\",\nbase,anna@shop.nl,2,Delft,NL,Laan 3,1\n\
                base,bob@shop.nl,3,Gent,BE,Laan 5,1\n";
    let main = write("customers.csv", main.as_bytes());
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zipped, text.as_bytes()).unwrap();
    let wide: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let stored = [
        ("plain.csv", text.as_bytes().to_vec()),
        ("marked.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("wide.csv", wide),
        ("zipped.csv.gz", zipped.finish().unwrap()),
    ];
    for (name, bytes) in stored {
        let seen = check_files(&[main.clone(), write(name, &bytes)], |_| {}).unwrap();
        assert_eq!(seen.value("anna@shop.nl", "/billingAddress/city"), "Delft", "{name}");
        assert_eq!(seen.value("bob@shop.nl", "/billingAddress/street1"), "Laan 5", "{name}");
    }
}
