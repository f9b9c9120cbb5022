//! Quotes, line ends, limits and places.

use crate::table::{Row, read, read_with};
use tabular::{Error, Hints, MAX_CELL_BYTES, inspect};

#[test]
fn quotes_are_read_as_their_writers_meant_them() {
    let one = |row: &str| {
        let mut table = read(format!("email,note,town\n{row}\nz@example.com,z,Z\n"));
        assert_eq!(table.rows.len(), 2, "{row}");
        assert_eq!(table.cells()[1], ["z@example.com", "z", "Z"], "the row behind {row}");
        table.rows.remove(0)
    };
    let cells = |row: &Row| row.cells.iter().flatten().cloned().collect::<Vec<_>>();
    let lf = one("a@example.com,\"Lane 1\nFlat 2\",Delft");
    assert_eq!(cells(&lf), ["a@example.com", "Lane 1\nFlat 2", "Delft"], "20");
    let crlf = one("a@example.com,\"Lane 1\r\nFlat 2\",Delft");
    assert_eq!(cells(&crlf)[1], "Lane 1\r\nFlat 2", "21");
    let doubled = one("a@example.com,\"say \"\"hi\"\"\",Delft");
    assert_eq!(cells(&doubled)[1], "say \"hi\"", "22");
    assert!(!doubled.stray);
    let middle = one("a@example.com,19\" rack,Delft");
    assert_eq!((cells(&middle)[1].as_str(), middle.stray), ("19\" rack", true), "25");
    let behind = one("a@example.com,\"Jan\" de Boer,Delft");
    assert_eq!(
        (cells(&behind)[1].as_str(), behind.stray),
        ("\"Jan\" de Boer", true),
        "26"
    );
    let unclosed = one("a@example.com,\"Jan de Boer,Delft");
    assert_eq!(cells(&unclosed), ["a@example.com", "\"Jan de Boer", "Delft"], "18, 24");
    assert!(unclosed.unclosed && unclosed.line == 2);
}

#[test]
fn an_unclosed_quote_costs_no_other_row_however_the_rows_behind_it_look() {
    for behind in [
        "2,\"Piet\",x\n",
        "2,Piet,x\n",
        "\"2\",\"Piet\",\"x\"\n",
        "2,\"\",x\n",
        "2,\"a \"\"b\"\"\",x\n",
        "2,12\" pipe,x\n",
        "2,\"Lane\nFlat\",x\n",
    ] {
        let text = format!("id,name,town\n0,ok,x\n1,\"Jan,x\n{}", behind.repeat(300));
        let table = read(&text);
        assert_eq!(table.rows.len(), 302, "{behind:?}");
        assert_eq!(
            table
                .rows
                .iter()
                .filter(|r| r.unclosed)
                .map(|r| r.line)
                .collect::<Vec<_>>(),
            [3],
            "{behind:?}"
        );
    }
    let many = "1,\"Jan,x\n".repeat(2_000);
    let table = read(format!("id,name,town\n{many}"));
    assert_eq!(
        (table.rows.len(), table.rows.iter().filter(|r| r.unclosed).count()),
        (2_000, 2_000)
    );
}

#[test]
fn backslash_escapes_are_noticed() {
    let table = read("id,name,note\n1,Jan,\"say \\\"hi\\\", then go\"\n2,\\N,\"C:\\\\dir\"\n3,Piet,\"C:\\new\"\n");
    assert_eq!(table.inspection.dialect.escape, Some(b'\\'), "23");
    assert_eq!(
        table.cells(),
        [
            ["1", "Jan", "say \"hi\", then go"],
            ["2", "\\N", "C:\\dir"],
            ["3", "Piet", "C:\\new"]
        ]
    );
    let plain = read("id,name,dir\n1,Jan,\"C:\\dir\\\"\n2,Piet,\"D:\\\"\n");
    assert_eq!(
        (plain.inspection.dialect.escape, plain.cells()[0][2]),
        (None, "C:\\dir\\")
    );
}

#[test]
fn large_cells_are_flagged_and_larger_records_refused() {
    let row = |n: usize| {
        format!(
            "email,note\na@example.com,{}\nb@example.com,\"{}\"\n",
            "x".repeat(n),
            "\"\"".repeat(n / 2)
        )
    };
    assert!(read(row(MAX_CELL_BYTES)).rows.iter().all(|r| !r.too_large), "51");
    let over = read(row(MAX_CELL_BYTES + 1));
    assert_eq!(
        over.rows.iter().map(|r| r.too_large).collect::<Vec<_>>(),
        [true, false],
        "52"
    );
    let one_line = format!("email,note\na@example.com,{}\n", "x".repeat(8 << 20));
    assert!(
        matches!(
            read_with(one_line.as_bytes(), &Hints::default()),
            Err(Error::RecordTooLarge { line: 2 })
        ),
        "53"
    );
    let no_line_end = vec![b'x'; (1 << 20) + 1];
    assert!(
        matches!(
            inspect("x.csv", &no_line_end[..1 << 20], false, &Hints::default()),
            Err(Error::RecordTooLarge { line: 1 })
        ),
        "58"
    );
}

#[test]
fn rows_and_lines_are_counted_as_people_count_them() {
    let table = read(
        "title\nemail,name\na@example.com,\"An\nna\"\n\n,\nb@example.com,Bob\r\nc@example.com,Cas\rd@example.com,Dirk",
    );
    assert_eq!(
        table.rows.iter().map(|r| (r.number, r.line)).collect::<Vec<_>>(),
        [(1, 3), (4, 7), (5, 8), (6, 9)]
    );
    assert_eq!(table.blank, 2);
}
