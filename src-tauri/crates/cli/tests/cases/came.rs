//! What came of a file: the check, the records that would go out, the rows that stay behind.

use super::book::Case;
use super::table::Table;
use super::user::User;
use serde_json::Value as Json;
use std::fs;
use std::path::Path;

/// All that can be seen of a file from outside.
pub(crate) struct Came {
    pub(crate) exit: i32,
    /// `check --json`.
    pub(crate) check: Json,
    pub(crate) records: Vec<Json>,
    /// `rejected.csv`, as it stands.
    pub(crate) rejected: String,
    /// Whatever the program wrote or said, by where.
    pub(crate) surfaces: Vec<(String, String)>,
}

impl Came {
    /// Checks and, where nothing is asked, prepares the file, with more flags than the case names.
    pub(crate) fn of(case: &Case, more: &[String]) -> Self {
        let user = User::new();
        let file = user.file(case.file(), &case.text);
        let flags: Vec<&str> = case.flags.iter().chain(more).map(String::as_str).collect();
        let (exit, check) = user.json(&[&["check", &file], &flags[..]].concat());
        let mut came = Self {
            exit,
            check,
            records: Vec::new(),
            rejected: String::new(),
            surfaces: Vec::new(),
        };
        if came.questions().is_empty() {
            came.prepare(&user, &file, &flags);
        }
        if !case.words.is_empty() {
            let check = user.said(&[&["check", &file], &flags[..]].concat());
            came.surfaces.push(("words of check".to_owned(), check));
            if !case.is_answered() {
                let inspect = user.said(&["inspect", &file]);
                came.surfaces.push(("words of inspect".to_owned(), inspect));
            }
        }
        if !case.secret.is_empty() || !case.nowhere.is_empty() || !case.unticked.is_empty() {
            came.look_everywhere(&user, &file);
        }
        came
    }

    fn prepare(&mut self, user: &User, file: &str, flags: &[&str]) {
        let out = user.path().join("out");
        let words = ["prepare", file, "--format", "jsonl", "--out", out.to_str().unwrap()];
        let (exit, prepared) = user.json(&[&words[..], flags].concat());
        if exit != self.exit {
            self.check["prepare_differs"] = prepared;
        }
        let mut names: Vec<_> = fs::read_dir(&out)
            .into_iter()
            .flatten()
            .flatten()
            .map(|f| f.path())
            .collect();
        names.sort();
        for path in names {
            let text = fs::read_to_string(&path).unwrap_or_default();
            match path.file_name().and_then(|n| n.to_str()).unwrap_or_default() {
                "rejected.csv" => self.rejected = text,
                "report.json" => self.surfaces.push(("report.json".to_owned(), text)),
                name if name.starts_with("part-") => {
                    let records = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
                    self.records.extend(records);
                }
                other => panic!("{other} was not expected in the folder"),
            }
        }
    }

    /// Everything else in which a cell could surface.
    fn look_everywhere(&mut self, user: &User, file: &str) {
        let left = user.path().join("left.csv");
        let rejects = ["check", file, "--rejects", left.to_str().unwrap()];
        let said = [
            ("check", user.said(&rejects)),
            (
                "inspect --samples raw",
                user.said(&["inspect", file, "--samples", "raw"]),
            ),
            (
                "inspect --samples raw --json",
                user.said(&["--json", "inspect", file, "--samples", "raw"]),
            ),
            (
                "fields propose --json",
                user.said(&["--json", "fields", "propose", file]),
            ),
        ];
        let said = said.map(|(place, text)| (place.to_owned(), text));
        self.surfaces.extend(said);
        for (place, text) in [
            ("check --json", self.check.to_string()),
            ("rejected.csv", self.rejected.clone()),
            ("left.csv", fs::read_to_string(&left).unwrap_or_default()),
        ] {
            self.surfaces.push((place.to_owned(), text));
        }
        self.surfaces.extend(own_files(user.path()));
    }

    pub(crate) fn questions(&self) -> Vec<&Json> {
        self.check["questions"].as_array().into_iter().flatten().collect()
    }

    pub(crate) fn findings(&self) -> Vec<&Json> {
        let findings = self.check["findings"].as_array().into_iter().flatten();
        // Every address of the cases is one that nobody can have.
        findings.filter(|f| f["code"] != "email_placeholder").collect()
    }

    /// The record under a person's own address: a whole address, or what stands before the `@`.
    pub(crate) fn record_of(&self, who: &str) -> Option<&Json> {
        self.records.iter().find(|record| {
            let addresses = addresses(record);
            addresses.iter().any(|address| is_of(address, who))
        })
    }

    /// Whether a row of this person stands among those that stay behind, with a reason.
    pub(crate) fn is_held(&self, who: &str) -> bool {
        let table = Table::read(&self.rejected);
        let of = |row: &Vec<String>| row.iter().any(|cell| mentions(cell, who));
        let Some(code) = table.columns.iter().position(|c| c == "courier_code") else {
            return false;
        };
        table
            .rows
            .iter()
            .any(|row| of(row) && row.get(code).is_some_and(|c| !c.is_empty()))
    }

    /// Whether a finding to look at stands on a column, with one of these rows among its examples.
    pub(crate) fn says(&self, column: Option<&str>, rows: &[u64]) -> bool {
        self.findings().iter().any(|finding| {
            let examples = numbers(&finding["examples"]);
            let cut = (examples.len() as u64) < finding["count"].as_u64().unwrap_or(0);
            finding["severity"] != "fixed"
                && column.is_none_or(|column| finding["column"] == column)
                && (rows.is_empty() || cut || rows.iter().any(|row| examples.contains(row)))
        })
    }
}

fn is_of(address: &str, who: &str) -> bool {
    if who.contains('@') {
        return address.eq_ignore_ascii_case(who);
    }
    let own = address.split('@').next().unwrap_or_default();
    own.eq_ignore_ascii_case(who)
}

fn mentions(cell: &str, who: &str) -> bool {
    if who.contains('@') {
        return cell.eq_ignore_ascii_case(who);
    }
    let words = cell.split(|c: char| !c.is_alphanumeric());
    words.into_iter().any(|word| word.eq_ignore_ascii_case(who))
}

/// The addresses that a record stands under: its identity, or the address field where a dataset has no other.
pub(crate) fn addresses(record: &Json) -> Vec<String> {
    let ids = identities(record).into_iter();
    let mut own: Vec<String> = ids.filter(|(code, _)| code == "Email").map(|(_, id)| id).collect();
    if own.is_empty() {
        own.extend(record["personalEmail"]["address"].as_str().map(str::to_owned));
    }
    own
}

/// Namespace and value of each identity.
pub(crate) fn identities(record: &Json) -> Vec<(String, String)> {
    let map = record["identityMap"].as_object().into_iter().flatten();
    map.flat_map(|(code, ids)| {
        let ids = ids.as_array().into_iter().flatten();
        ids.filter_map(|one| Some((code.clone(), one["id"].as_str()?.to_owned())))
    })
    .collect()
}

/// The row numbers in examples, whatever form these have.
pub(crate) fn numbers(examples: &Json) -> Vec<u64> {
    match examples {
        Json::Array(items) => items.iter().flat_map(numbers).collect(),
        Json::Object(fields) => {
            let rows = fields.iter().filter(|(name, _)| name.starts_with("row"));
            rows.flat_map(|(_, value)| numbers(value)).collect()
        }
        Json::Number(number) => number.as_u64().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What the program keeps for itself; the practice platform's own folder is the platform's.
fn own_files(home: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(home).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            // `files` is the user's, `out` is looked at by its parts.
            if !["practice", "files"].contains(&name.as_str()) {
                found.extend(own_files(&path));
            }
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).into_owned();
            found.push((name, text));
        }
    }
    found
}
