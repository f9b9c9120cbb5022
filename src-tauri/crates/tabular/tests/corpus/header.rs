//! Delimiters, headers and names.

use crate::table::{read, read_with};
use tabular::{Error, HeaderCertainty, Hints, NameNote};

#[test]
fn the_delimiter_is_the_one_that_fits_whole_records() {
    let decimals = read("email;total;points;name\na@example.com;1,50;2,25;Vos, N\nb@example.com;3,00;4,75;Vos, P\n");
    assert_eq!(
        (decimals.inspection.dialect.delimiter, decimals.cells()[0].len()),
        (b';', 4),
        "31"
    );
    let quoted = read("email,tags\na@example.com,\"a;b;c\"\nb@example.com,\"d;e;f\"\n");
    assert_eq!(quoted.inspection.dialect.delimiter, b',', "58b");
    let addresses = read("email\tstreet\na@example.com\tLane 1, Flat 2, Top\nb@example.com\tLane 2, Flat 3, Top\n");
    assert_eq!(addresses.inspection.dialect.delimiter, b'\t');
    let single = read("email\na@example.com\nb@example.com\n");
    assert!(single.inspection.single_column);
    let ragged = read("email,name,town\na@example.com,Anna\nb@example.com,Bob,Delft,extra\nc@example.com,Cas,Delft\n");
    assert_eq!(
        ragged.rows.iter().map(|r| r.cells.len()).collect::<Vec<_>>(),
        [2, 4, 3],
        "32, 33"
    );
    let asked = read_with(
        b"a;b,c\n1;2,3\n",
        &Hints {
            delimiter: Some(b';'),
            ..Hints::default()
        },
    )
    .unwrap();
    assert_eq!(asked.names(), ["a", "b,c"]);
}

#[test]
fn names_are_unique_and_clean_and_the_original_is_kept() {
    let table =
        read("email,name,Name , name,,town\u{a0}\u{200b}ship,\"two\nlines\",name (2)\na@example.com,1,2,3,4,5,6,7\n");
    assert_eq!(
        table.names(),
        [
            "email",
            "name",
            "Name (3)",
            "name (4)",
            "Column 5",
            "town ship",
            "two lines",
            "name (2)"
        ],
        "35, 36, 37, 43"
    );
    let notes = |i: usize| table.inspection.columns[i].notes.clone();
    assert_eq!(
        (notes(2), notes(3), notes(4), notes(5)),
        (
            vec![NameNote::Duplicate],
            vec![NameNote::Duplicate],
            vec![NameNote::Blank],
            vec![NameNote::Cleaned]
        )
    );
    assert_eq!(table.inspection.columns[2].original, "Name ");
    let odd = read("email,__proto__,constructor,a.b/$c\na@example.com,1,2,3\n");
    assert_eq!(odd.names(), ["email", "__proto__", "constructor", "a.b/$c"], "41, 42");
}

#[test]
fn headers_beyond_the_limits_are_refused() {
    let long = format!("email,{}\na@example.com,x\n", "n".repeat(513));
    assert!(
        matches!(
            read_with(long.as_bytes(), &Hints::default()),
            Err(Error::NameTooLong { index: 1 })
        ),
        "38"
    );
    assert_eq!(read(long.replacen('n', "", 1)).names()[1].len(), 512);
    let header = |n: usize| (0..n).map(|i| format!("c{i}")).collect::<Vec<_>>().join(",") + "\n";
    assert!(
        matches!(
            read_with(header(10_001).as_bytes(), &Hints::default()),
            Err(Error::TooManyColumns { count: 10_001 })
        ),
        "39"
    );
    assert!(matches!(
        read_with(header(10_500).as_bytes(), &Hints::default()),
        Err(Error::TooManyColumns { count: 10_500 })
    ));
    assert_eq!(read(header(10_000)).names().len(), 10_000);
}

#[test]
fn a_missing_header_is_asserted_only_on_proof() {
    let absent = read("a@example.com,Anna,1990-01-02\nb@example.com,Bob,1991-02-03\n");
    assert_eq!(
        (
            absent.inspection.header,
            absent.inspection.dialect.header_line,
            absent.rows.len()
        ),
        (HeaderCertainty::Absent, 0, 2),
        "40"
    );
    assert_eq!(absent.names(), ["Column 1", "Column 2", "Column 3"]);
    let doubtful = read("1,2,3\n4,5,6\n");
    assert_eq!(
        (
            doubtful.inspection.header,
            doubtful.inspection.dialect.header_line,
            doubtful.rows.len()
        ),
        (HeaderCertainty::Doubtful, 1, 1)
    );
    let told = read_with(
        b"1,2,3\n4,5,6\n",
        &Hints {
            header_line: Some(0),
            ..Hints::default()
        },
    )
    .unwrap();
    assert_eq!((told.names().len(), told.rows.len()), (3, 2));
    let chosen = read_with(
        b"x,y\nemail,name\na@example.com,Anna\n",
        &Hints {
            header_line: Some(2),
            ..Hints::default()
        },
    )
    .unwrap();
    assert_eq!(
        (chosen.names(), chosen.rows[0].number, chosen.rows[0].line),
        (vec!["email", "name"], 1, 3)
    );
}
