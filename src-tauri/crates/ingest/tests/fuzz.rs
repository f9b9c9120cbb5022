//! Anything at all as a file, as a mapping set and as a recipe: nothing panics, and counts add up. Two seconds each;
//! `make fuzz` takes as long as one likes. A failure prints the seed that repeats it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use arbtest::arbitrary::{Result, Unstructured};
use ingest::{BadValue, CheckReport, Desk, FileFacts, MappingSet, Op, PartFormat, PrepareJob, SourceFile};
use std::path::Path;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What customer files are made of, and what breaks their readers.
const PIECES: &[&[u8]] = &[
    b",",
    b",",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b"\"\"",
    b"\\\"",
    b"a@example.com",
    b"b@web.de",
    b"B@WEB.DE ",
    b"email",
    b"E-mail",
    b"firstname",
    b"dob",
    b"created_at",
    b"_address_street",
    b"customer_id",
    b"_website",
    b"Telefoonnummer",
    b"Land",
    b"Nederland",
    b"1991-03-05",
    b"05/03/1991",
    b"33302",
    b"0000-00-00",
    b"2016-04-19 12:55:51",
    b"Apr 19, 2016, 12:55:51\xe2\x80\xafPM",
    b"Noor",
    b"Jos\xc3\xa9",
    b"Jos\xe9",
    b"Jos\xc3\x83\xc2\xa9",
    b"3.16E+10",
    b"=\"0123\"",
    b"+31 6 12345678",
    b"NULL",
    b"n/a",
    b"Total",
    b"1.234,56",
    b"Mr",
    b"male",
    b"ja",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"sep=;\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b" ",
    b"0",
    b"17",
    b"\xf0\x9f\x98\x80",
    b"<html>",
    b"{\"a\":",
];

fn budget() -> u64 {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|s| s.parse().ok());
    seconds.unwrap_or(2) * 1_000
}

/// `property` says whether it came to its end: a share of what is tried has to.
fn fuzz(mut property: impl FnMut(&mut Unstructured<'_>) -> Result<bool>) {
    let (mut tried, mut ended) = (0, 0);
    let counted = |u: &mut Unstructured<'_>| {
        tried += 1;
        ended += u32::from(property(u)?);
        Ok(())
    };
    arbtest::arbtest(counted).size_max(4_096).budget_ms(budget()).run();
    assert!(ended * 20 > tried, "only {ended} of {tried} came to their end");
}

/// A file: mostly a header and rows, with anything in between.
fn file(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if u.ratio(2, 3)? {
        bytes.extend_from_slice(b"email,firstname,dob,created_at,gender\n");
    }
    for _ in 0..u.int_in_range(0..=120)? {
        if u.ratio(1, 16)? {
            bytes.push(u.arbitrary()?);
        } else {
            bytes.extend_from_slice(u.choose(PIECES)?);
        }
    }
    Ok(bytes)
}

fn check(desk: &Desk, source: &SourceFile, mapping: &MappingSet) -> Option<CheckReport> {
    let report = desk
        .check(source, mapping, Arc::new(|_| {}), &CancellationToken::new())
        .ok()?;
    let rows = report.rows;
    assert_eq!(
        rows.read,
        rows.send + rows.merged + rows.unchanged + rows.rejected + rows.skipped,
        "every row is somewhere"
    );
    Some(report)
}

/// The records of the parts in a folder.
fn lines(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap();
    let parts = entries.map(|e| e.unwrap().path());
    let parts = parts.filter(|p| p.extension().is_some_and(|e| e == "jsonl"));
    parts
        .map(|p| std::fs::read_to_string(p).unwrap().lines().count() as u64)
        .sum()
}

#[test]
fn any_file_is_understood_or_refused_and_every_row_is_somewhere() {
    let desk = Desk::offline().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (path, out) = (folder.path().join("any.csv"), folder.path().join("out"));
    fuzz(|u| {
        std::fs::write(&path, file(u)?).unwrap();
        let Ok(source) = SourceFile::at(&path) else {
            return Ok(false);
        };
        let Ok(facts) = FileFacts::read(&source) else {
            return Ok(false);
        };
        let mut mapping = desk.suggested_mapping(&facts);
        if u.arbitrary()? {
            mapping.policy.on_bad_value = BadValue::Reject;
        }
        let Some(report) = check(&desk, &source, &mapping) else {
            return Ok(false);
        };
        let job = PrepareJob {
            source: &source,
            mapping: &mapping,
            out: &out,
            format: PartFormat::Jsonl,
            force: true,
            reason: &|_| String::new(),
        };
        let _ = std::fs::remove_dir_all(&out);
        // Files with an open question, or with nobody to send, are refused.
        let Ok(prepared) = desk.prepare(&job, Arc::new(|_| {}), &CancellationToken::new()) else {
            return Ok(false);
        };
        assert_eq!(prepared.rows, report.rows);
        assert_eq!(lines(&out), report.rows.send);
        Ok(true)
    });
}

#[test]
fn any_mapping_set_is_taken_or_refused() {
    let whole = include_str!("../../../../tools/bench/mapping.json");
    let desk = Desk::offline().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(
        &path,
        "email,firstname,gender,dob\na@web.de,Noor,1,05/03/1991\nb@web.de,\"Jo\nhan\",x,1991-03-05\n",
    )
    .unwrap();
    let source = SourceFile::at(&path).unwrap();
    let words: Vec<&str> = whole.split_inclusive(['"', ',', ':', '{', '}', '[', ']']).collect();
    let small = r#"{"version":1,"name":"m","fields":[{"column":"email","field":"personalEmail.address"}],"identity":{"primary":{"namespace":"Email","field":"personalEmail.address"},"others":[]},"policy":{"on_bad_value":"drop","duplicates":{"keep":"last","by":null},"blank":"omit"},"ignored":[]}"#;
    let pieces: Vec<&str> = small.split_inclusive(['"', ',', ':', '{', '}', '[', ']']).collect();
    assert!(MappingSet::from_json(whole).is_ok() && MappingSet::from_json(small).is_ok());
    fuzz(|u| {
        let mut text: Vec<&str> = if u.arbitrary()? { words.clone() } else { pieces.clone() };
        for _ in 0..u.int_in_range(0..=3)? {
            let at = u.choose_index(text.len())?;
            match u.int_in_range(0..=2)? {
                0 => drop(text.remove(at)),
                1 => text.insert(at, *u.choose(&words)?),
                _ => {
                    text[at] = u.choose(&[
                        "null",
                        "1",
                        "-1",
                        "1e99",
                        "\"\"",
                        "true",
                        "[]",
                        "{}",
                        "\"dob\"",
                        "\"gender\"",
                    ])?;
                }
            }
        }
        let Ok(mapping) = MappingSet::from_json(&text.concat()) else {
            return Ok(false);
        };
        let again = serde_json::to_string(&mapping).unwrap();
        assert_eq!(
            MappingSet::from_json(&again).unwrap(),
            mapping,
            "written and read is the same"
        );
        Ok(check(&desk, &source, &mapping).is_some())
    });
}

#[test]
fn any_recipe_takes_any_cell() {
    let recipes = [
        r#"{"op":"trim"}"#,
        r#"{"op":"lowercase"}"#,
        r#"{"op":"uppercase"}"#,
        r#"{"op":"name_case"}"#,
        r#"{"op":"repair"}"#,
        r#"{"op":"split","on":" ","take":1}"#,
        r#"{"op":"split","on":"ab","take":-2}"#,
        r#"{"op":"split","on":"é","take":2147483647}"#,
        r#"{"op":"split","on":"","take":-2147483648}"#,
        r#"{"op":"join","columns":["b"],"with":"-"}"#,
        r#"{"op":"first_of","columns":["b"]}"#,
        r#"{"op":"date","order":"dmy"}"#,
        r#"{"op":"date","order":"mdy","pivot":2026}"#,
        r#"{"op":"date","order":"excel"}"#,
        r#"{"op":"date","order":"excel1904"}"#,
        r#"{"op":"date","order":"epoch_seconds"}"#,
        r#"{"op":"date","order":"epoch_millis"}"#,
        r#"{"op":"date_time","zone":"Europe/Amsterdam"}"#,
        r#"{"op":"date_time","zone":"-12:00"}"#,
        r#"{"op":"phone","country":"NL"}"#,
        r#"{"op":"phone","country_column":"b"}"#,
        r#"{"op":"country"}"#,
        r#"{"op":"missing","values":["n/a"]}"#,
        r#"{"op":"number","locale":"nl"}"#,
        r#"{"op":"number","locale":"en"}"#,
        r#"{"op":"boolean","true":["ja"],"false":["nee"]}"#,
        r#"{"op":"map","values":{"1":"male"},"otherwise":"female"}"#,
        r#"{"op":"sha256"}"#,
    ];
    let recipes: Vec<Op> = recipes.iter().map(|r| serde_json::from_str(r).unwrap()).collect();
    let fields = [
        "person.name.firstName",
        "person.birthDate",
        "person.gender",
        "homeAddress.countryCode",
    ];
    let desk = Desk::offline().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fuzz(|u| {
        let mut cell = Vec::new();
        for _ in 0..u.int_in_range(0..=6)? {
            cell.extend_from_slice(u.choose(PIECES)?);
        }
        let cell = String::from_utf8_lossy(&cell).replace('"', "\"\"");
        std::fs::write(&path, format!("email,a,b\nx@web.de,\"{cell}\",\"{cell}\"\n")).unwrap();
        let source = SourceFile::at(&path).unwrap();
        let Ok(facts) = FileFacts::read(&source) else {
            return Ok(false);
        };
        let mut mapping = desk.suggested_mapping(&facts);
        mapping.fields.retain(|f| f.column.as_deref() == Some("email"));
        let mut entry = mapping.fields[0].clone();
        entry.column = Some("a".to_owned());
        entry.required = false;
        entry.field = serde_json::from_value(serde_json::json!(u.choose(&fields)?)).unwrap();
        entry.recipe = (0..u.int_in_range(0..=4)?)
            .map(|_| u.choose(&recipes).cloned())
            .collect::<Result<Vec<Op>>>()?;
        mapping.fields.push(entry);
        mapping.ignored.clear();
        Ok(check(&desk, &source, &mapping).is_some())
    });
}
