//! The engine on real files without a platform: counts, findings, parts, and what must never leave the file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{CheckReport, Desk, FileFacts, FindingCode, PartFormat, PrepareJob, SourceFile};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn prepare(file: &Path, format: PartFormat) -> (CheckReport, tempfile::TempDir) {
    let desk = Desk::offline().unwrap();
    let source = SourceFile::at(file).unwrap();
    let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
    let out = tempfile::tempdir().unwrap();
    let job = PrepareJob {
        source: &source,
        mapping: &mapping,
        out: out.path(),
        format,
        force: false,
        reason: &|_| String::new(),
    };
    let report = desk.prepare(&job, Arc::new(|_| {}), &CancellationToken::new()).unwrap();
    (report, out)
}

fn records(out: &Path) -> Vec<Json> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(out)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|f| {
            std::fs::read_to_string(f)
                .unwrap()
                .lines()
                .map(|l| serde_json::from_str(l).unwrap())
                .collect::<Vec<_>>()
        })
        .collect()
}

fn count(report: &CheckReport, code: FindingCode) -> u64 {
    report.findings.iter().filter(|f| f.code == code).map(|f| f.count).sum()
}

#[test]
fn the_sample_is_counted_as_its_manifest_says() {
    let (report, out) = prepare(&root().join("src-tauri/sample/customers.csv"), PartFormat::Jsonl);
    let manifest: Json =
        serde_json::from_str(&std::fs::read_to_string(root().join("tests/fixtures/sample_manifest.json")).unwrap())
            .unwrap();
    let bad = |reason: &str| manifest["bad_by_reason"][reason].as_u64().unwrap_or(0);
    let no_mail = bad("email_empty");
    let bad_mail = bad("email_no_at")
        + bad("email_double_at")
        + bad("email_space")
        + bad("email_no_tld")
        + bad("email_double_dot");
    assert_eq!(report.rows.read, manifest["rows"].as_u64().unwrap());
    assert_eq!(count(&report, FindingCode::EmailMissing), no_mail);
    assert_eq!(count(&report, FindingCode::EmailInvalid), bad_mail);
    assert_eq!(report.rows.rejected, no_mail + bad_mail);
    assert_eq!(
        report.rows.read,
        report.rows.send + report.rows.merged + report.rows.unchanged + report.rows.rejected + report.rows.skipped
    );
    let records = records(out.path());
    assert_eq!(records.len() as u64, report.rows.send);
    let mut ids: Vec<&str> = records
        .iter()
        .map(|r| r["identityMap"]["Email"][0]["id"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len() as u64, report.rows.send, "one record per identity");
}

#[test]
fn credentials_are_in_no_part_and_no_report() {
    let sample = root().join("src-tauri/sample/customers.csv");
    let hash = std::fs::read_to_string(&sample)
        .unwrap()
        .split(":3_32_2_")
        .next()
        .unwrap()
        .rsplit(',')
        .next()
        .unwrap()
        .to_owned();
    assert!(hash.len() > 64, "the sample has a password hash");
    for format in [PartFormat::Jsonl, PartFormat::Parquet] {
        let (report, out) = prepare(&sample, format);
        assert!(
            report
                .columns
                .iter()
                .any(|c| c.name == "password_hash" && c.blocked.is_some() && !c.sent)
        );
        for entry in std::fs::read_dir(out.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(64).any(|w| w == &hash.as_bytes()[..64]));
        }
    }
}

#[test]
fn preparing_twice_gives_the_same_bytes() {
    let sample = root().join("src-tauri/sample/customers.csv");
    for format in [PartFormat::Jsonl, PartFormat::Parquet] {
        let (a, b) = (prepare(&sample, format).0, prepare(&sample, format).0);
        assert_eq!(a.parts, b.parts);
    }
}

#[test]
fn a_number_that_is_read_once_stands_wherever_it_belongs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("commerce.csv");
    let head = "email,_website,_store,firstname,lastname,_address_city,_address_country_id,_address_telephone,\
                _address_default_billing_,_address_default_shipping_";
    let rows = [
        "a@shop.nl,base,default,Anna,Vos,Delft,NL,06-12345678,1,1",
        "b@shop.nl,base,default,Bram,Vos,Delft,NL,06-12345678 / 010-2345678,1,1",
        "c@shop.nl,base,default,Cees,Vos,Delft,NL,0031 6 87654321,0,1",
        "d@shop.nl,base,default,Daan,Vos,Delft,NL,12,1,1",
        "e@shop.nl,base,default,Els,Vos,Delft,NL,+31 (0)6 12345679,1,0",
    ];
    std::fs::write(&file, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    let (report, out) = prepare(&file, PartFormat::Jsonl);
    let numbers: Vec<(Json, Json)> = records(out.path())
        .iter()
        .map(|r| {
            (
                r["billingAddressPhone"]["number"].clone(),
                r["shippingAddressPhone"]["number"].clone(),
            )
        })
        .collect();
    let (one, none) = (|n: &str| Json::from(n), || Json::Null);
    assert_eq!(
        numbers,
        [
            (one("+31612345678"), one("+31612345678")),
            (one("+31612345678"), one("+31612345678")),
            (none(), one("+31687654321")),
            (none(), none()),
            (one("+31612345679"), none()),
        ]
    );
    assert_eq!(
        count(&report, FindingCode::PhoneFurther),
        2,
        "told of each of the two leaves"
    );
    assert_eq!(count(&report, FindingCode::PhoneUnreadable), 2);
}
