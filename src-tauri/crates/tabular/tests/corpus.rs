//! The bad files that customers really have, read through the public interface. Numbers are those of the corpus.

use tabular::{Block, Blocks, CellReader, Error, FileKind, HeaderCertainty, Hints, Inspection, MAX_CELL_BYTES, NameNote, TextStream, inspect, without_controls};

struct Row {
    row: u64,
    line: u64,
    /// `None` where a cell is not text.
    cells: Vec<Option<String>>,
    stray: bool,
    unclosed: bool,
    too_large: bool,
    controls: bool,
}

struct Table {
    inspection: Inspection,
    rows: Vec<Row>,
    blank: usize,
}

impl Table {
    fn names(&self) -> Vec<&str> {
        self.inspection.columns.iter().map(|c| c.name.as_str()).collect()
    }

    /// Cells of each row that is not blank, `!` for one that is not text.
    fn cells(&self) -> Vec<Vec<&str>> {
        self.rows.iter().map(|r| r.cells.iter().map(|c| c.as_deref().unwrap_or("!")).collect()).collect()
    }
}

fn read_with(bytes: &[u8], hints: &Hints) -> Result<Table, Error> {
    let inspection = inspect("customers.csv", bytes, true, hints)?;
    let blocks = Blocks::new(TextStream::new(bytes, inspection.detected), &inspection.dialect);
    let blocks: Vec<Block> = blocks.collect::<Result<_, _>>()?;
    let mut reader = CellReader::new(&inspection.dialect);
    let (mut rows, mut blank) = (Vec::new(), 0);
    for block in &blocks {
        let view = block.view();
        for (index, span) in block.records.iter().enumerate() {
            let cells = reader.read(view.record(span));
            if cells.is_blank() {
                blank += 1;
                continue;
            }
            rows.push(Row {
                row: block.place.row + index as u64,
                line: block.line(span),
                cells: (0..cells.len()).map(|i| cells.text(i).ok().map(str::to_owned)).collect(),
                stray: span.flags.stray_quote(),
                unclosed: span.flags.unclosed_quote(),
                too_large: span.flags.cell_too_large(),
                controls: cells.has_controls(),
            });
        }
    }
    Ok(Table { inspection, rows, blank })
}

fn read(bytes: impl AsRef<[u8]>) -> Table {
    read_with(bytes.as_ref(), &Hints::default()).unwrap()
}

fn wide(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
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
        ("06 UTF-8 mark before a quoted header", format!("\u{feff}{}", table.replace("email", "\"email\"")).into()),
        ("07 UTF-16LE mark", [b"\xff\xfe".to_vec(), wide(&tabs, true)].concat()),
        ("08 UTF-16BE mark", [b"\xfe\xff".to_vec(), wide(&tabs, false)].concat()),
        ("09 UTF-16LE bare", wide(table, true)),
        ("09 UTF-16BE bare", wide(table, false)),
        ("11 Windows-1252", ansi(&excel)),
        ("17 CRLF", with("\n", "\r\n")),
        ("18 CR only", with("\n", "\r")),
        ("19 mixed line ends", "email,name\r\na@example.com,José\rb@example.com,Zoë\n".into()),
        ("27 semicolon", excel),
        ("28 tab", with(",", "\t")),
        ("29 pipe", with(",", "|")),
        ("30 sep line", [b"sep=;\r\n".to_vec(), with(",", ";")].concat()),
        ("30 sep line with mark", ["\u{feff}sep=|\n".as_bytes(), &with(",", "|")].concat()),
        ("34 trailing comma in every row", with("\n", ",\n")),
        ("34 trailing comma in the rows only", b"email,name\na@example.com,Jos\xc3\xa9,\nb@example.com,Zo\xc3\xab,\n".to_vec()),
        ("blank lines", with("\n", "\n\n")),
        ("25 title lines", format!("Customer export\nShop 1; 2024, by Jan\n\n{table}").into()),
        ("82 warnings", format!("<br />\n<b>Warning</b>:  Undefined index in <b>/x.php</b> on line <b>3</b><br />\n{table}").into()),
        ("22 all quoted", b"\"email\",\"name\"\n\"a@example.com\",\"Jos\xc3\xa9\"\n\"b@example.com\",\"Zo\xc3\xab\"\n".to_vec()),
        ("end mark of DOS", format!("{table}\u{1a}").into()),
    ];
    for (name, bytes) in cases {
        let read = read(bytes);
        assert_eq!(read.names(), ["email", "name"], "{name}");
        let two: Vec<Vec<&str>> = read.cells().into_iter().map(|r| r.into_iter().take(2).collect()).collect();
        assert_eq!(two, [["a@example.com", "José"], ["b@example.com", "Zoë"]], "{name}");
        assert!(read.rows.iter().all(|r| !r.stray && !r.unclosed && r.cells.iter().skip(2).all(|c| c.as_deref() == Some(""))), "{name}");
        assert_eq!(read.inspection.header, HeaderCertainty::Certain, "{name}");
    }
}

#[test]
fn what_was_done_to_a_file_is_reported() {
    assert_eq!(read(b"naam\nJos\xe9\n").inspection.detected.charset.label(), "windows-1252", "11");
    assert!(read("sep=;\nemail;name\na@example.com;x\n").inspection.sep_line, "30");
    let titled = read("Customers\n\nof 2024\nemail,name\na@example.com,Anna\n").inspection;
    assert_eq!((titled.title_lines, titled.dialect.header_line, titled.dialect.data_line), (2, 4, 5));
    let trailing = read("email,name,,\na@example.com,Anna,,\n").inspection;
    assert_eq!((trailing.columns.len(), trailing.trailing_blank), (2, 2), "34");
}

#[test]
fn cells_that_are_no_text_are_found_one_by_one() {
    let mixed = read(b"email,name,town\na@example.com,Zo\xc3\xab,\xc3\x89v\xc3\xa9ry\nb@example.com,Jos\xe9,Delft\n");
    assert_eq!(mixed.cells(), [["a@example.com", "Zoë", "Évéry"], ["b@example.com", "!", "Delft"]], "12");
    assert!(mixed.inspection.detected.mixed);
    assert_eq!(read(b"email,name\na@example.com,\xc0\xaf\n").cells(), [["a@example.com", "!"]], "13");
    assert_eq!(read(b"email,name\na@example.com,\xed\xa0\x80\n").cells(), [["a@example.com", "!"]], "14");
    let quoted = read(b"email,name\na@example.com,\"Zo\xc3\xab \"\"Z\"\"\"\nb@example.com,\"J\xe9 \"\"J\"\"\"\n");
    assert_eq!(quoted.cells(), [["a@example.com", "Zoë \"Z\""], ["b@example.com", "!"]], "12, quoted");
}

#[test]
fn nul_bytes_are_reported_and_can_be_taken_out() {
    let table = read("email,name\na@example.com,An\0na\nb@example.com,Bob\n");
    assert_eq!(table.rows.iter().map(|r| r.controls).collect::<Vec<_>>(), [true, false], "15");
    assert_eq!(without_controls(table.rows[0].cells[1].as_deref().unwrap()), "Anna");
}

#[test]
fn files_that_are_no_table_are_refused_by_kind() {
    let cases: [(&str, Vec<u8>, FileKind); 4] = [
        ("10 UTF-32", "email,name\n".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(), FileKind::Utf32),
        ("16 all NUL", vec![0; 9_000], FileKind::AllNul),
        ("81 JSON", b"[{\"email\":\"a@example.com\"}]".to_vec(), FileKind::Json),
        ("png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), FileKind::Png),
    ];
    for (name, bytes, expected) in cases {
        let result = read_with(&bytes, &Hints::default());
        assert!(matches!(result, Err(Error::NotText { kind }) if kind == expected), "{name}");
    }
    for (name, bytes) in [("01", ""), ("02", "\u{feff}"), ("blank", "\n\n"), ("only sep", "sep=;\n")] {
        assert!(matches!(read_with(bytes.as_bytes(), &Hints::default()), Err(Error::Empty)), "{name}");
    }
    assert!(read("email,name\n").rows.is_empty(), "03");
    assert_eq!(read("email,name\n\n\n").blank, 2, "04");
}

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
    assert_eq!((cells(&behind)[1].as_str(), behind.stray), ("\"Jan\" de Boer", true), "26");
    let unclosed = one("a@example.com,\"Jan de Boer,Delft");
    assert_eq!(cells(&unclosed), ["a@example.com", "\"Jan de Boer", "Delft"], "18, 24");
    assert!(unclosed.unclosed && unclosed.line == 2);
}

#[test]
fn an_unclosed_quote_costs_no_other_row_however_the_rows_behind_it_look() {
    for behind in ["2,\"Piet\",x\n", "2,Piet,x\n", "\"2\",\"Piet\",\"x\"\n", "2,\"\",x\n", "2,\"a \"\"b\"\"\",x\n", "2,12\" pipe,x\n", "2,\"Lane\nFlat\",x\n"] {
        let text = format!("id,name,town\n0,ok,x\n1,\"Jan,x\n{}", behind.repeat(300));
        let table = read(&text);
        assert_eq!(table.rows.len(), 302, "{behind:?}");
        assert_eq!(table.rows.iter().filter(|r| r.unclosed).map(|r| r.line).collect::<Vec<_>>(), [3], "{behind:?}");
    }
    let many = "1,\"Jan,x\n".repeat(2_000);
    let table = read(format!("id,name,town\n{many}"));
    assert_eq!((table.rows.len(), table.rows.iter().filter(|r| r.unclosed).count()), (2_000, 2_000));
}

#[test]
fn backslash_escapes_are_noticed() {
    let table = read("id,name,note\n1,Jan,\"say \\\"hi\\\", then go\"\n2,\\N,\"C:\\\\dir\"\n3,Piet,\"C:\\new\"\n");
    assert_eq!(table.inspection.dialect.escape, Some(b'\\'), "23");
    assert_eq!(table.cells(), [["1", "Jan", "say \"hi\", then go"], ["2", "\\N", "C:\\dir"], ["3", "Piet", "C:\\new"]]);
    let plain = read("id,name,dir\n1,Jan,\"C:\\dir\\\"\n2,Piet,\"D:\\\"\n");
    assert_eq!((plain.inspection.dialect.escape, plain.cells()[0][2]), (None, "C:\\dir\\"));
}

#[test]
fn the_delimiter_is_the_one_that_fits_whole_records() {
    let decimals = read("email;total;points;name\na@example.com;1,50;2,25;Vos, N\nb@example.com;3,00;4,75;Vos, P\n");
    assert_eq!((decimals.inspection.dialect.delimiter, decimals.cells()[0].len()), (b';', 4), "31");
    let quoted = read("email,tags\na@example.com,\"a;b;c\"\nb@example.com,\"d;e;f\"\n");
    assert_eq!(quoted.inspection.dialect.delimiter, b',', "58b");
    let addresses = read("email\tstreet\na@example.com\tLane 1, Flat 2, Top\nb@example.com\tLane 2, Flat 3, Top\n");
    assert_eq!(addresses.inspection.dialect.delimiter, b'\t');
    let single = read("email\na@example.com\nb@example.com\n");
    assert!(single.inspection.single_column);
    let ragged = read("email,name,town\na@example.com,Anna\nb@example.com,Bob,Delft,extra\nc@example.com,Cas,Delft\n");
    assert_eq!(ragged.rows.iter().map(|r| r.cells.len()).collect::<Vec<_>>(), [2, 4, 3], "32, 33");
    let asked = read_with(b"a;b,c\n1;2,3\n", &Hints { delimiter: Some(b';'), ..Hints::default() }).unwrap();
    assert_eq!(asked.names(), ["a", "b,c"]);
}

#[test]
fn names_are_unique_and_clean_and_the_original_is_kept() {
    let table = read("email,name,Name , name,,town\u{a0}\u{200b}ship,\"two\nlines\",name (2)\na@example.com,1,2,3,4,5,6,7\n");
    assert_eq!(table.names(), ["email", "name", "Name (3)", "name (4)", "Column 5", "town ship", "two lines", "name (2)"], "35, 36, 37, 43");
    let notes = |i: usize| table.inspection.columns[i].notes.clone();
    assert_eq!((notes(2), notes(3), notes(4), notes(5)), (vec![NameNote::Duplicate], vec![NameNote::Duplicate], vec![NameNote::Blank], vec![NameNote::Cleaned]));
    assert_eq!(table.inspection.columns[2].original, "Name ");
    let odd = read("email,__proto__,constructor,a.b/$c\na@example.com,1,2,3\n");
    assert_eq!(odd.names(), ["email", "__proto__", "constructor", "a.b/$c"], "41, 42");
}

#[test]
fn headers_beyond_the_limits_are_refused() {
    let long = format!("email,{}\na@example.com,x\n", "n".repeat(513));
    assert!(matches!(read_with(long.as_bytes(), &Hints::default()), Err(Error::NameTooLong { index: 1 })), "38");
    assert_eq!(read(long.replacen('n', "", 1)).names()[1].len(), 512);
    let header = |n: usize| (0..n).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",") + "\n";
    assert!(matches!(read_with(header(10_001).as_bytes(), &Hints::default()), Err(Error::TooManyColumns { count: 10_001 })), "39");
    assert!(matches!(read_with(header(10_500).as_bytes(), &Hints::default()), Err(Error::TooManyColumns { count: 10_500 })));
    assert_eq!(read(header(10_000)).names().len(), 10_000);
}

#[test]
fn a_missing_header_is_asserted_only_on_proof() {
    let absent = read("a@example.com,Anna,1990-01-02\nb@example.com,Bob,1991-02-03\n");
    assert_eq!((absent.inspection.header, absent.inspection.dialect.header_line, absent.rows.len()), (HeaderCertainty::Absent, 0, 2), "40");
    assert_eq!(absent.names(), ["Column 1", "Column 2", "Column 3"]);
    let doubtful = read("1,2,3\n4,5,6\n");
    assert_eq!((doubtful.inspection.header, doubtful.inspection.dialect.header_line, doubtful.rows.len()), (HeaderCertainty::Doubtful, 1, 1));
    let told = read_with(b"1,2,3\n4,5,6\n", &Hints { header_line: Some(0), ..Hints::default() }).unwrap();
    assert_eq!((told.names().len(), told.rows.len()), (3, 2));
    let chosen = read_with(b"x,y\nemail,name\na@example.com,Anna\n", &Hints { header_line: Some(2), ..Hints::default() }).unwrap();
    assert_eq!((chosen.names(), chosen.rows[0].row, chosen.rows[0].line), (vec!["email", "name"], 1, 3));
}

#[test]
fn cells_are_kept_verbatim() {
    let cells = ["<script>alert(1)</script>", "=HYPERLINK(\"x\")", "+49 30 123", "-1", "@x", "\tx", "\rx", "01234", "1E5", "12345678901234567890", "a;b", " spaced "];
    let quoted: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
    let names: Vec<String> = (b'a'..).take(cells.len()).map(|c| char::from(c).to_string()).collect();
    let table = read(format!("{}\n{}\n", names.join(","), quoted.join(",")));
    assert_eq!(table.cells(), [cells], "45 to 50, 59, 60");
}

#[test]
fn large_cells_are_flagged_and_larger_records_refused() {
    let row = |n: usize| format!("email,note\na@example.com,{}\nb@example.com,\"{}\"\n", "x".repeat(n), "\"\"".repeat(n / 2));
    assert!(read(row(MAX_CELL_BYTES)).rows.iter().all(|r| !r.too_large), "51");
    let over = read(row(MAX_CELL_BYTES + 1));
    assert_eq!(over.rows.iter().map(|r| r.too_large).collect::<Vec<_>>(), [true, false], "52");
    let one_line = format!("email,note\na@example.com,{}\n", "x".repeat(8 << 20));
    assert!(matches!(read_with(one_line.as_bytes(), &Hints::default()), Err(Error::RecordTooLarge { line: 2 })), "53");
    let no_line_end = vec![b'x'; (1 << 20) + 1];
    assert!(matches!(inspect("x.csv", &no_line_end[..1 << 20], false, &Hints::default()), Err(Error::RecordTooLarge { line: 1 })), "58");
}

#[test]
fn rows_and_lines_are_counted_as_people_count_them() {
    let table = read("title\nemail,name\na@example.com,\"An\nna\"\n\n,\nb@example.com,Bob\r\nc@example.com,Cas\rd@example.com,Dirk");
    assert_eq!(table.rows.iter().map(|r| (r.row, r.line)).collect::<Vec<_>>(), [(1, 3), (4, 7), (5, 8), (6, 9)]);
    assert_eq!(table.blank, 2);
}

#[test]
fn a_mark_between_files_that_were_put_together_is_no_text() {
    let table = read("\u{feff}email,name\na@example.com,Anna\n\u{feff}\"email\",name\n\u{feff}b@example.com,Bob\n");
    assert_eq!(table.cells(), [["a@example.com", "Anna"], ["email", "name"], ["b@example.com", "Bob"]]);
}
