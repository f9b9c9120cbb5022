//! The program `courier` as another program or a person in a terminal meets it: exit codes, one JSON document, plain
//! sentences for bad input, and nothing of the shoppers left behind. Each test has a home of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use serde_json::{Value as Json, json};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const COURIER: &str = env!("CARGO_BIN_EXE_courier");

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn dress<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        for (variable, folder) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(variable, self.path().join(folder));
        }
        command.env("LANG", "C.UTF-8").current_dir(self.path())
    }

    fn courier(&self, words: &[&str]) -> Output {
        self.dress(Command::new(COURIER).args(words)).output().unwrap()
    }

    /// Exit code and the one document on stdout.
    fn json(&self, words: &[&str]) -> (i32, Json) {
        let output = self.courier(&[&["--json"], words].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{words:?}: {e}: {text}"));
        (output.status.code().unwrap(), document)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn sample() -> String {
    repository()
        .join("src-tauri/sample/customers.csv")
        .to_str()
        .unwrap()
        .to_owned()
}

#[test]
fn bad_input_gets_its_code_a_sentence_and_exit_65() {
    let home = Home::new();
    let folder = home.path().join("folder.csv");
    fs::create_dir(&folder).unwrap();
    let gone = home.path().join("gone.csv");
    let cases = [
        (
            gone.to_str().unwrap().to_owned(),
            "file_missing",
            "no longer where it was",
        ),
        (folder.to_str().unwrap().to_owned(), "file_not_regular", "a folder"),
        (home.file("empty.csv", b""), "file_empty", "is empty"),
        (
            home.file("header.csv", b"email,firstname\n"),
            "file_header_only",
            "no customers below",
        ),
        (
            home.file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
            "file_not_table",
            "not a table of text",
        ),
        (home.file("book.csv", &workbook()), "file_not_table", "Excel workbook"),
        (
            home.file("nobody.csv", b"name,town\nNoor,Utrecht\nJan,Breda\n"),
            "email_column_missing",
            "e-mail address",
        ),
    ];
    for (file, code, sentence) in cases {
        let (exit, answer) = home.json(&["upload", &file]);
        let got = (exit, answer["problem"]["code"].as_str(), &answer["sent"]);
        assert_eq!(got, (65, Some(code), &json!(false)), "{answer}");
        let said = String::from_utf8(home.courier(&["upload", &file]).stderr).unwrap();
        assert!(
            said.contains(sentence) && said.contains("Nothing was sent."),
            "{code}: {said}"
        );
    }
}

/// The first bytes of a packed workbook: a local file header that names its content types.
fn workbook() -> Vec<u8> {
    let name = b"[Content_Types].xml";
    let mut bytes = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend([u8::try_from(name.len()).unwrap(), 0, 0, 0]);
    bytes.extend(name);
    bytes.extend(b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x0f\0\0\0xl/workbook.xml");
    bytes
}

#[test]
fn an_unclosed_quote_in_a_large_file_is_named_by_its_line_and_memory_stays_flat() {
    let home = Home::new();
    let path = home.path().join("large.csv");
    let mut out = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    out.write_all(b"email,firstname\na@example.com,Noor\nb@example.com,\"never closed\n")
        .unwrap();
    let rows = (200 << 20) / 1024;
    for row in 0..rows {
        writeln!(out, "c{row}@example.com,{}", "Somebody ".repeat(112)).unwrap();
    }
    out.flush().unwrap();
    let mut command = Command::new(COURIER);
    let command = home.dress(command.args(["--json", "check", path.to_str().unwrap()]));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_kib(child.id()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    // Read literally, and every row after it is kept.
    assert_eq!(
        (output.status.code(), &answer["rows"]["send"]),
        (Some(0), &json!(rows + 2))
    );
    let findings = answer["findings"].as_array().unwrap();
    let finding = findings.iter().find(|f| f["code"] == "quote_unclosed").unwrap();
    assert_eq!(
        (&finding["count"], &finding["examples"][0]["line"]),
        (&json!(1), &json!(3))
    );
    assert!((1..150 * 1024).contains(&peak), "{peak} KiB");
}

/// The most memory that a process had so far.
fn peak_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[test]
fn the_sample_is_uploaded_looked_up_and_kept_without_a_trace_of_its_shoppers() {
    let home = Home::new();
    let (exit, run) = home.json(&["upload", &sample()]);
    assert_eq!(
        (exit, run["status"].as_str()),
        (1, Some("succeeded_with_rejects")),
        "{run}"
    );
    let of = |name: &str| run["rows"][name].as_u64().unwrap();
    let sum = of("send") + of("merged") + of("unchanged") + of("rejected") + of("skipped");
    assert_eq!(of("read"), sum);
    assert_eq!((of("read"), of("send"), of("rejected")), (1000, 974, 8));
    assert_eq!(run["platform"], json!({"accepted": 974, "refused": 0}));
    let count = |name: &str| run["verified"][name].as_u64();
    assert_eq!(
        ["looked_up", "found", "differing", "pending"].map(count),
        [Some(3), Some(3), Some(0), Some(0)]
    );
    let shoppers = run["verified"]["shoppers"].as_array().unwrap();
    assert_eq!(
        shoppers[0],
        json!({"row": 1, "line": 2, "state": "found", "fields": [], "together":
            {"emails": 1, "numbers": 0, "other_emails": 0, "other_numbers": 0, "namespaces": []}}),
        "each is told by where it stands"
    );
    assert_eq!(shoppers.len(), 3);
    let (exit, history) = home.json(&["history"]);
    assert_eq!((exit, &history["runs"][0]["run"]), (0, &run["run"]));
    // The practice platform's own folder is the platform's; everything else is ours.
    let text = fs::read_to_string(sample()).unwrap();
    let emails = text.lines().skip(1).filter_map(|l| l.split(',').next());
    let shoppers: Vec<&str> = emails.filter(|e| e.contains('@')).take(50).collect();
    assert!(shoppers.len() > 20);
    let kept = [home.path().join("data"), home.path().join("state")];
    for file in kept.iter().flat_map(|folder| files(folder)) {
        if file.components().any(|part| part.as_os_str() == "practice") {
            continue;
        }
        let bytes = fs::read(&file).unwrap();
        let found = shoppers
            .iter()
            .find(|s| bytes.windows(s.len()).any(|w| w == s.as_bytes()));
        assert_eq!(found, None, "{} holds a shopper", file.display());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|e| e.path());
    paths
        .flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] })
        .collect()
}

#[test]
fn rows_that_stay_behind_say_where_and_why_in_the_users_language() {
    let home = Home::new();
    let file = home.file("a.csv", b"email,firstname\na@web.de,Noor\nno.at.web.de,=Jan\n");
    let rejects = home.path().join("left.csv");
    let check = ["check", &file, "--rejects", rejects.to_str().unwrap(), "--lang", "nl"];
    assert_eq!(home.courier(&check).status.code(), Some(1));
    let catalogue = fs::read_to_string(repository().join("ui/src/i18n/nl.ftl")).unwrap();
    let reason = catalogue
        .lines()
        .find_map(|l| l.strip_prefix("finding-email-invalid-row = "));
    let left = fs::read_to_string(&rejects).unwrap();
    let (header, row) = left.split_once('\n').unwrap();
    assert_eq!(
        header,
        r#""email","firstname","courier_row","courier_line","courier_column","courier_reason","courier_code","courier_run""#
    );
    let expected = format!(
        r#""no.at.web.de","'=Jan","2","3","email","{}","email_invalid","file-"#,
        reason.unwrap()
    );
    assert!(row.starts_with(&expected) && row.lines().count() == 1, "{row}");
}

#[test]
fn an_interrupt_cancels_cleanly() {
    let home = Home::new();
    let mut command = Command::new(COURIER);
    let command = home.dress(command.args(["--json", "upload", &sample()]));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let data = home.path().join("data");
    // Once the history is there, the program is far enough to be stopped like any other.
    while !files(&data).iter().any(|f| f.ends_with("history.db")) {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it could be interrupted"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
    let killed = Command::new("sh")
        .args(["-c", "kill -INT \"$0\"", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let (_, history) = home.json(&["history"]);
    for run in history["runs"].as_array().unwrap() {
        assert_ne!(run["status"], "succeeded", "{run}");
    }
}

#[test]
fn a_full_disk_is_said_and_nothing_is_sent() {
    let home = Home::new();
    let small = home.path().join("data");
    fs::create_dir(&small).unwrap();
    let spaces = Command::new("unshare")
        .args(["--map-root-user", "--mount", "true"])
        .status();
    if !spaces.is_ok_and(|s| s.success()) {
        eprintln!("skipped: this system gives no name space to fill a disk in");
        return;
    }
    // A disk of 64 KiB in a name space of its own.
    let script = "mount -t tmpfs -o size=64k none \"$1\" && shift && exec \"$@\"";
    let mut command = Command::new("unshare");
    command
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(&small)
        .args([COURIER, "--json", "upload", &sample()]);
    let output = home.dress(&mut command).output().unwrap();
    let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    let got = (output.status.code(), &answer["problem"]["code"], &answer["sent"]);
    assert_eq!(got, (Some(73), &json!("disk_full"), &json!(false)), "{answer}");
}

#[test]
fn duckdb_reads_the_parquet_parts_and_finds_what_the_json_lines_say() {
    let home = Home::new();
    let out = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let (exit, _) = home.json(&["prepare", &sample(), "--out", &out("parquet")]);
    assert_eq!(exit, 1);
    home.json(&["prepare", &sample(), "--out", &out("jsonl"), "--format", "jsonl"]);
    let found = duckdb(&out("parquet"));
    let types = &found["types"];
    assert_eq!(
        types["identityMap"],
        "MAP(VARCHAR, STRUCT(id VARCHAR, \"primary\" BOOLEAN)[])"
    );
    assert_eq!(types["userAccount"], "STRUCT(startDate TIMESTAMP WITH TIME ZONE)");
    assert!(types["person"].as_str().unwrap().contains("birthDate DATE"));
    let parts = files(&home.path().join("jsonl"));
    let parts = parts.iter().filter(|f| f.extension().is_some_and(|e| e == "jsonl"));
    let lines: String = parts.map(|f| fs::read_to_string(f).unwrap()).collect();
    let sent: Vec<Json> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let rows = found["rows"].as_array().unwrap();
    assert_eq!((rows.len(), sent.len()), (974, 974));
    for (row, sent) in rows.iter().zip(&sent) {
        assert_eq!(&plain(row.clone()).unwrap_or_default(), sent);
    }
}

/// Every cell of 100,000 generated rows, with three times the usual dirt, as a second program works them out.
#[test]
fn an_independent_oracle_finds_every_cell_where_it_should_be() {
    let home = Home::new();
    let at = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let python = |script: &str, args: &[&str]| {
        let script = repository().join(script);
        let output = Command::new("python3").arg(script).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    };
    let source = at("shoppers.csv");
    let dirt = [
        "--rows",
        "100000",
        "--seed",
        "11",
        "--bad-rate",
        "0.03",
        "--dup-rate",
        "0.06",
        "--out",
        &source,
    ];
    python("tools/gen_shoppers.py", &dirt);
    let strict = fs::read_to_string(repository().join("tools/bench/mapping.json")).unwrap();
    let lenient = strict.replace(r#""on_bad_value":"reject""#, r#""on_bad_value":"drop""#);
    assert_ne!(strict, lenient);
    for (policy, format, mapping) in [("reject", "jsonl", strict), ("drop", "parquet", lenient)] {
        let (map, out) = (home.file("mapping.json", mapping.as_bytes()), at(policy));
        let prepare = ["prepare", &source, "--mapping", &map, "--out", &out, "--format", format];
        let (exit, report) = home.json(&prepare);
        assert_eq!(exit, 1, "{report}");
        if format == "parquet" {
            // The oracle needs nothing but Python, so DuckDB reads the columns for it.
            let rows = duckdb(&out)["rows"].as_array().cloned().unwrap_or_default();
            let lines = rows
                .into_iter()
                .map(|row| format!("{}\n", plain(row).unwrap_or_default()));
            fs::remove_dir_all(&out).unwrap();
            fs::create_dir(&out).unwrap();
            fs::write(Path::new(&out).join("part-00001.jsonl"), lines.collect::<String>()).unwrap();
        }
        let said = python("tests/oracle.py", &[&source, &out, policy, "_courier"]);
        let counts: Json = serde_json::from_str(&said).unwrap();
        for (name, count) in counts.as_object().unwrap() {
            assert_eq!(&report["rows"][name], count, "{policy}: {name}");
        }
        assert!(counts["rejected"].as_u64().unwrap() > 1_000 && counts["merged"].as_u64().unwrap() > 5_000);
    }
}

/// What DuckDB reads in a folder of parts.
fn duckdb(folder: &str) -> Json {
    let script = repository().join("tests/readers/read.mjs");
    let reader = Command::new("node").arg(script).arg(folder).output().unwrap();
    let said = String::from_utf8_lossy(&reader.stderr);
    assert!(
        reader.status.success(),
        "DuckDB did not read the parts (`npm ci` in tests/readers gets it): {said}"
    );
    serde_json::from_slice(&reader.stdout).unwrap()
}

/// DuckDB's JSON as XDM writes it: what is absent is left out, instants end in Z.
fn plain(value: Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::Object(fields) => {
            let kept = fields.into_iter().filter_map(|(k, v)| Some((k, plain(v)?)));
            let kept: serde_json::Map<String, Json> = kept.collect();
            (!kept.is_empty()).then_some(Json::Object(kept))
        }
        Json::Array(items) => Some(items.into_iter().filter_map(plain).collect()),
        Json::String(text) => Some(Json::String(match text.strip_suffix("+00") {
            Some(instant) if instant.len() >= 19 && instant.as_bytes()[10] == b' ' => {
                format!("{}Z", instant.replacen(' ', "T", 1))
            }
            _ => text,
        })),
        other => Some(other),
    }
}

#[test]
fn help_shows_examples_and_wrong_use_ends_with_2() {
    let home = Home::new();
    let help = String::from_utf8(home.courier(&["--help"]).stdout).unwrap();
    assert!(help.contains("courier upload"), "{help}");
    assert_eq!(home.courier(&["upload"]).status.code(), Some(2));
    assert_eq!(home.courier(&["prepare", "a.csv"]).status.code(), Some(2));
}
