//! Books of cases: small files and what must happen to each. `tests/fixtures/cases/README.md` describes the form.

use super::user::words;
use std::path::{Path, PathBuf};

/// One file and its right outcome.
#[derive(Clone, Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The file's own name, where it is another: a name can say something of the rows as well.
    pub(crate) file: Option<String>,
    pub(crate) text: String,
    pub(crate) flags: Vec<String>,
    /// A question is also a right answer: about one of these columns, or about any where none is named.
    pub(crate) asked: Option<Vec<String>>,
    /// The answers to that question; with them the rest must hold as well.
    pub(crate) answers: Option<Vec<String>>,
    pub(crate) records: Option<usize>,
    /// The layout proves that its numbers are those of Commerce customers.
    pub(crate) commerce: bool,
    pub(crate) clauses: Vec<Clause>,
    /// Each must stand in the words of `inspect` and of `check`.
    pub(crate) words: Vec<String>,
    /// Columns of which no cell may stand anywhere.
    pub(crate) secret: Vec<String>,
    /// Texts that may stand nowhere.
    pub(crate) nowhere: Vec<String>,
    /// Columns of which no cell may stand in a record.
    pub(crate) unsent: Vec<String>,
    /// As before, and nobody proposes a field for them.
    pub(crate) unticked: Vec<String>,
}

/// What holds of a person, or of the file where `who` is empty: one of the alternatives, each of several parts.
#[derive(Clone)]
pub(crate) struct Clause {
    pub(crate) who: String,
    pub(crate) said: String,
    pub(crate) either: Vec<Vec<String>>,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/cases")
}

pub(crate) fn fixture(name: &str) -> String {
    let path = folder().join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The cases of a book.
pub(crate) fn read(name: &str) -> Vec<Case> {
    parse(&fixture(name))
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut expecting = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            cases.push(Case {
                name: name.to_owned(),
                ..Case::default()
            });
            expecting = false;
        } else if let Some(case) = cases.last_mut() {
            match (line, expecting) {
                ("--", false) => expecting = true,
                (_, false) => case.text.extend([line, "\n"]),
                ("", true) => {}
                (_, true) => case.expect(line),
            }
        }
    }
    for case in &mut cases {
        if case.text.is_empty() {
            case.text = fixture(&case.name);
        }
        assert!(!case.clauses.is_empty(), "{} expects nothing", case.name);
    }
    cases
}

impl Case {
    pub(crate) fn file(&self) -> &str {
        self.file.as_deref().unwrap_or(&self.name)
    }

    /// Somebody answered whose number it is, of which the file alone shows nothing.
    pub(crate) fn is_answered(&self) -> bool {
        self.flags.iter().any(|flag| flag == "--identity")
    }

    pub(crate) fn expect(&mut self, line: &str) {
        if line.starts_with('#') {
            return;
        }
        if let Some((who, said)) = line.split_once(": ").filter(|(who, _)| !is_directive(who)) {
            let parts = |one: &str| one.split(" & ").map(|part| part.trim().to_owned()).collect();
            let either: Vec<Vec<String>> = said.split(" or ").map(parts).collect();
            self.clauses.extend(who.split(", ").map(|who| Clause {
                who: if who == "file" { String::new() } else { who.to_owned() },
                said: said.to_owned(),
                either: either.clone(),
            }));
            return;
        }
        let (directive, rest) = line.split_once(' ').unwrap_or((line, ""));
        let list = |mark| {
            let items = rest.split(mark).map(|item: &str| item.trim().to_owned());
            items.filter(|item| !item.is_empty()).collect::<Vec<_>>()
        };
        match directive {
            "flags" => self.flags = words(rest),
            "asked" => self.asked = Some(list(" | ")),
            "answered" => self.answers = Some(words(rest)),
            "records" => self.records = Some(rest.parse().unwrap()),
            "commerce" => self.commerce = true,
            "words" => self.words = list(", "),
            "secret" => self.secret = list(", "),
            "nowhere" => self.nowhere = list(", "),
            "unsent" => self.unsent = list(", "),
            "unticked" => self.unticked = list(", "),
            other => panic!("{}: {other} is no directive: {line}", self.name),
        }
    }
}

/// `asked E-mail: it is asked about` would else be a person.
fn is_directive(start: &str) -> bool {
    let directives = [
        "flags ",
        "asked ",
        "answered ",
        "words ",
        "secret ",
        "nowhere ",
        "unsent ",
        "unticked ",
    ];
    directives.iter().any(|directive| start.starts_with(directive))
}
