//! Rows that were left out, as a file: written for people and spreadsheets, and read back as the table that they were.
#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, also outside the test function itself"
)]

use proptest::prelude::*;
use tabular::{CellReader, Corrections, Dialect, Reject, RejectsWriter, unguarded};

proptest! {
    #[test]
    fn the_mark_in_a_rejects_file_comes_off_exactly(cell in "['=+\\-@\t\ra]{0,5}") {
        let shown = rejects(&cell);
        prop_assert!(!shown.starts_with(['=', '+', '-', '@', '\t', '\r']));
        prop_assert_eq!(unguarded(shown.as_bytes()), cell.as_bytes());
    }
}

/// What a cell looks like in a rejects file.
fn rejects(cell: &str) -> String {
    let text = format!("\"{cell}\",secret,x\n");
    let out = write_rejects(&text, &[Some("a"), None, Some("b")]);
    let mut reader = csv::Reader::from_reader(out.as_slice());
    reader.records().next().unwrap().unwrap()[0].to_owned()
}

fn write_rejects(text: &str, columns: &[Option<&str>]) -> Vec<u8> {
    let dialect = Dialect {
        delimiter: b',',
        quote: b'"',
        escape: None,
        header_line: 0,
        data_offset: 0,
        data_line: 1,
        blank_tail: 0,
    };
    let blocks: Vec<_> = tabular::Blocks::new(text.as_bytes(), &dialect)
        .map(Result::unwrap)
        .collect();
    let mut reader = CellReader::new(&dialect);
    let mut out = RejectsWriter::new(Vec::new(), &dialect, columns, "01KAQ7M3V8000000000000R2ZE").unwrap();
    for block in &blocks {
        let view = block.view();
        for (row, span) in (1..).zip(&block.records) {
            let reject = Reject {
                row,
                line: block.line(span),
                column: "email",
                reason: "No e-mail address",
                code: "email_missing",
            };
            out.row(&reader.read(view.record(span)), reject).unwrap();
        }
    }
    out.finish().unwrap()
}

#[test]
fn rejects_keep_the_original_cells_without_blocked_columns() {
    let out = write_rejects(
        "+31 6,hash,\"a, b\"\n1,2,3,4,-5\n",
        &[Some("phone"), None, Some("note")],
    );
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#""phone","note","courier_row","courier_line","courier_column","courier_reason","courier_code","courier_run"
"'+31 6","a, b","1","1","email","No e-mail address","email_missing","01KAQ7M3V8000000000000R2ZE"
"1","","2","2","email","No e-mail address","email_missing","01KAQ7M3V8000000000000R2ZE","","'-5"
"#,
        "every cell is quoted: a spreadsheet that splits elsewhere begins no formula in the middle of one"
    );
}

#[test]
fn a_secret_that_moved_within_its_row_is_not_written() {
    let columns = [Some("name"), Some("town"), None, Some("note"), Some("last")];
    let cells = |row: &str| {
        let out = String::from_utf8(write_rejects(row, &columns)).unwrap();
        let line = out.lines().nth(1).unwrap().replace('"', "");
        let extra = line.split("R2ZE").nth(1).unwrap_or_default().to_owned();
        (line.split(',').take(4).collect::<Vec<_>>().join("|"), extra)
    };
    let kept = |row: &str| cells(row).0;
    assert_eq!(kept("Anna,Delft,SALT,x,y\n"), "Anna|Delft|x|y", "in its place");
    assert_eq!(
        cells("An,na,Delft,SALT,x,y\n"),
        ("An|na||x".to_owned(), ",y".to_owned()),
        "one to the right"
    );
    assert_eq!(kept("Anna,SALT,x,y\n"), "Anna||y|", "one to the left");
    assert_eq!(kept("Anna,SALT\n"), "|||", "the row may have lost its beginning");
    let hash = "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
    assert_eq!(
        kept(&format!("Anna,{hash},SALT,x,y\n")),
        "Anna||x|y",
        "known by its shape"
    );
}

/// The table in a rejects file, and where its rows come from.
fn table_of(file: &[u8]) -> Option<(Vec<u8>, Option<String>)> {
    let corrections = Corrections::of("rejected.csv", file, true)?;
    let mut table = Vec::new();
    corrections.table(file, &mut table).unwrap();
    Some((table, corrections.origin))
}

#[test]
fn a_rejects_file_comes_back_as_the_table_that_it_was() {
    let text = "+31 6,hash,\"a, b\"\n'=x,,\"line\nbreak \"\"q\"\"\"\nx\n1,2,3,more,-5\n";
    let file = write_rejects(text, &[Some("+phone"), None, Some("note")]);
    let (table, origin) = table_of(&file).unwrap();
    assert_eq!(
        String::from_utf8(table).unwrap(),
        // In a row of another width what is secret may stand beside its column.
        "+phone,note\n+31 6,\"a, b\"\n'=x,\"line\nbreak \"\"q\"\"\"\n,\n1,,,-5\n"
    );
    assert_eq!(origin.as_deref(), Some("01KAQ7M3V8000000000000R2ZE"));
}

/// As a Dutch Excel saves it: semicolons, Windows-1252, CRLF, every row as wide as the widest, columns moved.
#[test]
fn it_is_known_again_after_a_spreadsheet_had_it() {
    let file = b"courier_run;naam;Courier_Row ;phone;courier_line;courier_column;courier_reason;courier_code;;\r\n\
        01KAQ7M3V8000000000000R2ZE;Ren\xe9e;17;'+31 6;19;email;Geen e-mail;email_missing;;\r\n\
        01KAQ7M3V8000000000000R2ZE;'Jan';18;'0031;20;email;\"Geen; e-mail\";email_missing;;\r\n";
    let (table, origin) = table_of(file).unwrap();
    assert_eq!(
        table, b"naam;phone;;\nRen\xe9e;+31 6;;\n'Jan';'0031;;\n",
        "only our own apostrophes come off, and letters stay as they are"
    );
    assert_eq!(origin.as_deref(), Some("01KAQ7M3V8000000000000R2ZE"));
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "naam\tcourier_row\tcourier_code\nRenée\t1\temail_missing\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(table_of(&wide), Some(("naam\nRenée\n".as_bytes().to_vec(), None)));
}

#[test]
fn rows_of_several_runs_come_from_none_and_other_files_are_left_alone() {
    let two = b"email,courier_row,courier_code,courier_run\na@x.example,1,x,01A\nb@x.example,2,x,01B\n";
    assert_eq!(table_of(two).unwrap().1, None);
    for other in [
        &b"email,courier_note\na@x.example,1\n"[..],
        b"email,note\na@x.example,courier_row courier_code\n",
        b"",
    ] {
        assert!(table_of(other).is_none());
    }
}
