//! Files that were made to harm: each is refused or read with little memory, and an interrupt is heard while they are
//! opened. Before entries were walked through, the first of these took 8.2 GB.
#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes that opening any file may take at most.
const MOST: u64 = 500 << 20;

/// A workbook's part: its name and what writes it.
type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn Write));

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

fn workbook(path: &Path, sheet: &str, parts: &[Part<'_>]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    let mut part = |name: &str, write: &dyn Fn(&mut dyn Write)| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        write(&mut zip);
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let package = "http://schemas.openxmlformats.org/package/2006";
    part("[Content_Types].xml", &|out| {
        write!(out, "<Types xmlns=\"{package}/content-types\"/>").unwrap();
    });
    part("_rels/.rels", &|out| {
        let book = relation("a", "officeDocument", "xl/workbook.xml");
        write!(
            out,
            "<Relationships xmlns=\"{package}/relationships\">{book}</Relationships>"
        )
        .unwrap();
    });
    part("xl/workbook.xml", &|out| {
        write!(out, "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>").unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &|out| {
        let (one, two) = (
            relation("s", "worksheet", sheet),
            relation("t", "sharedStrings", "sharedStrings.xml"),
        );
        let three = relation("y", "styles", "styles.xml");
        write!(
            out,
            "<Relationships xmlns=\"{package}/relationships\">{one}{two}{three}</Relationships>"
        )
        .unwrap();
    });
    for (name, write) in parts {
        part(name, write);
    }
    zip.finish().unwrap();
}

fn sheet(out: &mut dyn Write, rows: &dyn Fn(&mut dyn Write)) {
    write!(out, "<worksheet xmlns=\"{MAIN}\"><sheetData>").unwrap();
    rows(out);
    write!(out, "</sheetData></worksheet>").unwrap();
}

fn texts(out: &mut dyn Write, count: &str, all: &dyn Fn(&mut dyn Write)) {
    write!(out, "<sst xmlns=\"{MAIN}\" uniqueCount=\"{count}\">").unwrap();
    all(out);
    write!(out, "</sst>").unwrap();
}

/// So many megabytes of this.
fn megabytes(out: &mut dyn Write, count: usize, unit: &str) {
    let piece = unit.repeat((1 << 20) / unit.len());
    for _ in 0..count {
        out.write_all(piece.as_bytes()).unwrap();
    }
}

const HEADER: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>email</t></is></c></row>";

fn two_rows(out: &mut dyn Write, second: &str) {
    sheet(out, &|out| write!(out, "{HEADER}{second}").unwrap());
}

/// Runs `courier inspect` over it: its exit, its two outputs, and the most memory that it had.
fn inspected(file: &Path) -> (Option<i32>, String, u64) {
    let mut child = courier(file);
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0) << 10);
        std::thread::sleep(Duration::from_millis(5));
    }
    let done = child.wait_with_output().unwrap();
    let said = [done.stdout, done.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    (done.status.code(), said.concat(), most)
}

fn courier(file: &Path) -> Child {
    let folder = file.parent().unwrap();
    Command::new(env!("CARGO_BIN_EXE_courier"))
        .args(["--json", "inspect"])
        .arg(file)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn no_workbook_takes_much_memory() {
    let folder = tempfile::tempdir().unwrap();
    let plain = "worksheets/sheet1.xml";
    let first: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        two_rows(out, "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>");
    });
    let row_far_below: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        two_rows(out, "<row r=\"4294967290\"><c r=\"A4294967290\"><v>1</v></c></row>");
    });
    let column_far_right: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        two_rows(out, "<row r=\"2\"><c r=\"ZZZZZZZZ2\"><v>1</v></c></row>");
    });
    let upon_each_other: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        two_rows(
            out,
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>",
        );
    });
    let backwards: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        two_rows(
            out,
            "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>",
        );
    });
    let cell_of_pieces: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        sheet(out, &|out| {
            write!(out, "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>").unwrap();
            megabytes(out, 300, &format!("<r><t>{}</t></r>", "a".repeat(4_000)));
            write!(out, "</is></c></row>").unwrap();
        });
    });
    let deep: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        sheet(out, &|out| megabytes(out, 100, "<row>"));
    });
    let elsewhere: Part<'_> = ("xl/media/image.png", &|out| {
        sheet(out, &|out| {
            write!(out, "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"str\"><v>").unwrap();
            megabytes(out, 300, "a");
            write!(out, "</v></c></row>").unwrap();
        });
    });
    let many_declared: Part<'_> = ("xl/sharedStrings.xml", &|out| texts(out, "40000000000", &|_| {}));
    let long_text: Part<'_> = ("xl/sharedStrings.xml", &|out| {
        texts(out, "1", &|out| {
            write!(out, "<si><t>").unwrap();
            megabytes(out, 300, "a");
            write!(out, "</t></si>").unwrap();
        });
    });
    let many_texts: Part<'_> = ("xl/sharedStrings.xml", &|out| {
        texts(out, "1", &|out| megabytes(out, 160, "<si><t>a</t></si>"));
    });
    let long_styles: Part<'_> = ("xl/styles.xml", &|out| {
        write!(out, "<styleSheet xmlns=\"{MAIN}\"><cellXfs>").unwrap();
        megabytes(out, 250, "<xf numFmtId=\"14\"/>");
    });
    let cases: [(&str, &str, &[Part<'_>]); 12] = [
        ("row_far_below", plain, &[row_far_below]),
        ("column_far_right", plain, &[column_far_right]),
        ("upon_each_other", plain, &[upon_each_other]),
        ("backwards", plain, &[backwards]),
        ("cell_of_pieces", plain, &[cell_of_pieces]),
        ("deep", plain, &[deep]),
        ("elsewhere", "media/image.png", &[elsewhere]),
        ("many_declared", plain, &[first, many_declared]),
        ("long_text", plain, &[first, long_text]),
        ("many_texts", plain, &[first, many_texts]),
        ("long_styles", plain, &[first, long_styles]),
        ("nothing", plain, &[]),
    ];
    for (name, target, parts) in cases {
        let path = folder.path().join(format!("{name}.xlsx"));
        workbook(&path, target, parts);
        let (exit, said, most) = inspected(&path);
        assert!(most < MOST, "{name} took {} MB", most >> 20);
        assert_eq!(exit, Some(65), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
        std::fs::remove_file(path).unwrap();
    }

    // The same frame around honest rows is read.
    let honest: Part<'_> = ("xl/sharedStrings.xml", &|out| {
        texts(out, "1", &|out| write!(out, "<si><t>anna@winkel.nl</t></si>").unwrap());
    });
    let path = folder.path().join("honest.xlsx");
    workbook(&path, plain, &[first, honest]);
    let (exit, said, most) = inspected(&path);
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("\"email\"") && most > 0, "{said}");
}

/// Walking through it takes a debug build many seconds; what is told is that it was left, not that it was read.
#[test]
fn an_interrupt_is_heard_while_a_workbook_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.xlsx");
    let rows: Part<'_> = ("xl/worksheets/sheet1.xml", &|out| {
        sheet(out, &|out| {
            write!(out, "{HEADER}").unwrap();
            megabytes(out, 900, "<row></row>");
        });
    });
    workbook(&path, "worksheets/sheet1.xml", &[rows]);
    let child = courier(&path);
    std::thread::sleep(Duration::from_millis(500));
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    let done = child.wait_with_output().unwrap();
    assert_eq!(
        done.status.code(),
        Some(130),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
