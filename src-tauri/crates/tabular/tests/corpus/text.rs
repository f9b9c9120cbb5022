//! Bytes, encodings and what is no table at all.

use crate::table::{read, read_with};
use tabular::{Error, FileKind, HeaderCertainty, Hints, without_controls};

fn wide(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
        .collect()
}

#[test]
fn files_of_every_dialect_give_the_same_table() {
    let table = "email,name\na@example.com,José\nb@example.com,Zoë\n";
    let with = |from: &str, to: &str| table.replace(from, to).into_bytes();
    let excel: Vec<u8> = with(",", ";").into_iter().collect();
    let ansi = |text: &[u8]| -> Vec<u8> { String::from_utf8_lossy(text).chars().map(|c| c as u8).collect() };
    let tabs = table.replace(',', "\t");
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("plain", table.into()),
        ("05 no line end at the end", table.trim_end().into()),
        ("06 UTF-8 mark", format!("\u{feff}{table}").into()),
        (
            "06 UTF-8 mark before a quoted header",
            format!("\u{feff}{}", table.replace("email", "\"email\"")).into(),
        ),
        ("07 UTF-16LE mark", [b"\xff\xfe".to_vec(), wide(&tabs, true)].concat()),
        ("08 UTF-16BE mark", [b"\xfe\xff".to_vec(), wide(&tabs, false)].concat()),
        ("09 UTF-16LE bare", wide(table, true)),
        ("09 UTF-16BE bare", wide(table, false)),
        ("11 Windows-1252", ansi(&excel)),
        ("17 CRLF", with("\n", "\r\n")),
        ("18 CR only", with("\n", "\r")),
        (
            "19 mixed line ends",
            "email,name\r\na@example.com,José\rb@example.com,Zoë\n".into(),
        ),
        ("27 semicolon", excel),
        ("28 tab", with(",", "\t")),
        ("29 pipe", with(",", "|")),
        ("30 sep line", [b"sep=;\r\n".to_vec(), with(",", ";")].concat()),
        (
            "30 sep line with mark",
            ["\u{feff}sep=|\n".as_bytes(), &with(",", "|")].concat(),
        ),
        ("34 trailing comma in every row", with("\n", ",\n")),
        (
            "34 trailing comma in the rows only",
            b"email,name\na@example.com,Jos\xc3\xa9,\nb@example.com,Zo\xc3\xab,\n".to_vec(),
        ),
        ("blank lines", with("\n", "\n\n")),
        (
            "25 title lines",
            format!("Customer export\nShop 1; 2024, by Jan\n\n{table}").into(),
        ),
        (
            "82 warnings",
            format!("<br />\n<b>Warning</b>:  Undefined index in <b>/x.php</b> on line <b>3</b><br />\n{table}").into(),
        ),
        (
            "22 all quoted",
            b"\"email\",\"name\"\n\"a@example.com\",\"Jos\xc3\xa9\"\n\"b@example.com\",\"Zo\xc3\xab\"\n".to_vec(),
        ),
        ("end mark of DOS", format!("{table}\u{1a}").into()),
    ];
    for (name, bytes) in cases {
        let read = read(bytes);
        assert_eq!(read.names(), ["email", "name"], "{name}");
        let two: Vec<Vec<&str>> = read
            .cells()
            .into_iter()
            .map(|r| r.into_iter().take(2).collect())
            .collect();
        assert_eq!(two, [["a@example.com", "José"], ["b@example.com", "Zoë"]], "{name}");
        assert!(
            read.rows
                .iter()
                .all(|r| !r.stray && !r.unclosed && r.cells.iter().skip(2).all(|c| c.as_deref() == Some(""))),
            "{name}"
        );
        assert_eq!(read.inspection.header, HeaderCertainty::Certain, "{name}");
    }
}

#[test]
fn what_was_done_to_a_file_is_reported() {
    assert_eq!(
        read(b"naam\nJos\xe9\n").inspection.detected.charset.label(),
        "windows-1252",
        "11"
    );
    assert!(read("sep=;\nemail;name\na@example.com;x\n").inspection.sep_line, "30");
    let titled = read("Customers\n\nof 2024\nemail,name\na@example.com,Anna\n").inspection;
    assert_eq!(
        (titled.title_lines, titled.dialect.header_line, titled.dialect.data_line),
        (2, 4, 5)
    );
    let trailing = read("email,name,,\na@example.com,Anna,,\n").inspection;
    assert_eq!((trailing.columns.len(), trailing.trailing_blank), (2, 2), "34");
    let tail = |text: &str| read(text).inspection.dialect.blank_tail;
    assert_eq!(
        tail("email,name,,\na@example.com,Anna,,\n"),
        2,
        "34: the header has them"
    );
    assert_eq!(
        tail("email,name\na@example.com,Anna,\nb@example.com,Bob,\n"),
        1,
        "33: every line ends so"
    );
    assert_eq!(
        tail("email,name\na@example.com,Anna\nb@example.com,Bob,\n"),
        0,
        "33: one row does"
    );
}

#[test]
fn cells_that_are_no_text_are_found_one_by_one() {
    let mixed = read(b"email,name,town\na@example.com,Zo\xc3\xab,\xc3\x89v\xc3\xa9ry\nb@example.com,Jos\xe9,Delft\n");
    assert_eq!(
        mixed.cells(),
        [["a@example.com", "Zoë", "Évéry"], ["b@example.com", "!", "Delft"]],
        "12"
    );
    assert!(mixed.inspection.detected.mixed);
    assert_eq!(
        read(b"email,name\na@example.com,\xc0\xaf\n").cells(),
        [["a@example.com", "!"]],
        "13"
    );
    assert_eq!(
        read(b"email,name\na@example.com,\xed\xa0\x80\n").cells(),
        [["a@example.com", "!"]],
        "14"
    );
    let quoted = read(b"email,name\na@example.com,\"Zo\xc3\xab \"\"Z\"\"\"\nb@example.com,\"J\xe9 \"\"J\"\"\"\n");
    assert_eq!(
        quoted.cells(),
        [["a@example.com", "Zoë \"Z\""], ["b@example.com", "!"]],
        "12, quoted"
    );
}

#[test]
fn nul_bytes_are_reported_and_can_be_taken_out() {
    let table = read("email,name\na@example.com,An\0na\nb@example.com,Bob\n");
    assert_eq!(
        table.rows.iter().map(|r| r.controls).collect::<Vec<_>>(),
        [true, false],
        "15"
    );
    assert_eq!(without_controls(table.rows[0].cells[1].as_deref().unwrap()), "Anna");
}

#[test]
fn files_that_are_no_table_are_refused_by_kind() {
    let cases: [(&str, Vec<u8>, FileKind); 4] = [
        (
            "10 UTF-32",
            "email,name\n"
                .chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect(),
            FileKind::Utf32,
        ),
        ("16 all NUL", vec![0; 9_000], FileKind::AllNul),
        ("81 JSON", b"[{\"email\":\"a@example.com\"}]".to_vec(), FileKind::Json),
        ("png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), FileKind::Png),
    ];
    for (name, bytes, expected) in cases {
        let result = read_with(&bytes, &Hints::default());
        assert!(
            matches!(result, Err(Error::NotText { kind }) if kind == expected),
            "{name}"
        );
    }
    for (name, bytes) in [
        ("01", ""),
        ("02", "\u{feff}"),
        ("blank", "\n\n"),
        ("only sep", "sep=;\n"),
    ] {
        assert!(
            matches!(read_with(bytes.as_bytes(), &Hints::default()), Err(Error::Empty)),
            "{name}"
        );
    }
    assert!(read("email,name\n").rows.is_empty(), "03");
    assert_eq!(read("email,name\n\n\n").blank, 2, "04");
}

#[test]
fn cells_are_kept_verbatim() {
    let cells = [
        "<script>alert(1)</script>",
        "=HYPERLINK(\"x\")",
        "+49 30 123",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "01234",
        "1E5",
        "12345678901234567890",
        "a;b",
        " spaced ",
    ];
    let quoted: Vec<String> = cells
        .iter()
        .map(|c| format!("\"{}\"", c.replace('"', "\"\"")))
        .collect();
    let names: Vec<String> = (b'a'..).take(cells.len()).map(|c| char::from(c).to_string()).collect();
    let table = read(format!("{}\n{}\n", names.join(","), quoted.join(",")));
    assert_eq!(table.cells(), [cells], "45 to 50, 59, 60");
}

#[test]
fn a_mark_between_files_that_were_put_together_is_no_text() {
    let table = read("\u{feff}email,name\na@example.com,Anna\n\u{feff}\"email\",name\n\u{feff}b@example.com,Bob\n");
    assert_eq!(
        table.cells(),
        [["a@example.com", "Anna"], ["email", "name"], ["b@example.com", "Bob"]]
    );
}
