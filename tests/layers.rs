//! The arrows between the rooms, read from the manifests. A new edge, or a heavy library in a room that has no business
//! with it, fails here and not in a review. Every rule is also tried on a manifest that breaks it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The window's crate, at the top level; all others stand in `src-tauri/crates/`.
const SHELL: &str = "profile-courier";

/// Which of our crates each room may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("xdm", &[]),
    ("schedule", &["xdm"]),
    ("tabular", &["xdm"]),
    ("aep", &["xdm"]),
    ("store", &["xdm"]),
    ("ingest", &["aep", "schedule", "store", "tabular", "xdm"]),
    ("practice", &[]),
    ("words", &[]),
    ("cli", &["ingest", "practice", "words"]),
    (SHELL, &["ingest", "practice", "words"]),
];

/// What tests may use besides: the server to test against, what a run has left on the disk, and an outsider's look at the
/// platform. Not `practice`, which would share our mistakes, and not `xdm`, which has nothing to serve or to store.
const IN_TESTS: &[&str] = &["aep", "practice", "store"];
const WITHOUT_HELP_IN_TESTS: &[&str] = &["practice", "schedule", "words", "xdm"];

/// A library with an owner.
struct Owned {
    what: &'static str,
    /// How its packages are called; `*` stands at one end and for anything.
    names: &'static [&'static str],
    owners: &'static [&'static str],
    /// Who else in tests.
    in_tests: &'static [&'static str],
}

type Names = &'static [&'static str];

const fn owned(what: &'static str, names: Names, owners: Names, in_tests: Names) -> Owned {
    Owned {
        what,
        names,
        owners,
        in_tests,
    }
}

const OWNED: &[Owned] = &[
    owned("the window", &["tauri", "tauri-*", "wry", "tao"], &[SHELL], &[]),
    owned("HTTP requests", &["reqwest", "reqwest-*"], &["aep"], &["practice"]),
    owned("the clouds' stores", &["object_store"], &["aep"], &["practice"]),
    owned("an HTTP server", &["axum", "axum-*"], &["practice"], &[]),
    owned("SQLite", &["rusqlite", "libsqlite3-sys"], &["store", "practice"], &[]),
    owned(
        "the keychain",
        &["keyring", "keyring-*", "*-keyring-store"],
        &["store"],
        &[],
    ),
    // `practice` reads the files of the landing zone by itself: a mistake of ours shall not excuse itself there.
    owned(
        "reading CSV",
        &["csv", "csv-*", "simd-csv"],
        &["tabular", "practice"],
        &["cli"],
    ),
    owned(
        "archives and workbooks",
        &["calamine", "zip", "flate2"],
        &["ingest", "practice"],
        &["cli"],
    ),
    owned(
        "columnar files",
        &["arrow", "arrow-*", "parquet"],
        &["tabular", "practice"],
        &["cli"],
    ),
    owned(
        "an async runtime",
        &["tokio", "tokio-*"],
        &["aep", "ingest", "practice", "cli", SHELL],
        &[],
    ),
];

/// One line of a manifest's dependency tables.
struct Dependency {
    /// The package's name in the registry or workspace, whatever it is called here.
    package: String,
    dev: bool,
}

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The manifests by package: our crates, and the shell at the top.
fn manifests() -> Vec<(String, Table)> {
    let mut found = vec![(SHELL.to_owned(), parse(&read(&top().join("Cargo.toml"))))];
    for name in crates() {
        let manifest = parse(&read(&top().join("src-tauri/crates").join(&name).join("Cargo.toml")));
        found.push((name, manifest));
    }
    found
}

fn parse(text: &str) -> Table {
    text.parse().expect("a manifest is TOML")
}

/// The folders in `src-tauri/crates/`.
fn crates() -> BTreeSet<String> {
    let entries = fs::read_dir(top().join("src-tauri/crates")).expect("the crates have a folder");
    let folders = entries.flatten().filter(|e| e.path().join("Cargo.toml").is_file());
    folders.map(|e| e.file_name().to_string_lossy().into_owned()).collect()
}

/// Every dependency of a manifest, those of single platforms and of tests included.
fn dependencies(manifest: &Table, workspace: &Table) -> Vec<Dependency> {
    let platforms = manifest.get("target").and_then(Value::as_table);
    let tables = std::iter::once(manifest).chain(
        platforms
            .into_iter()
            .flat_map(Table::values)
            .filter_map(Value::as_table),
    );
    let mut found = Vec::new();
    for table in tables {
        for (kind, dev) in [
            ("dependencies", false),
            ("build-dependencies", false),
            ("dev-dependencies", true),
        ] {
            let entries = table.get(kind).and_then(Value::as_table).into_iter().flatten();
            found.extend(entries.map(|(key, value)| Dependency {
                package: package(key, value, workspace),
                dev,
            }));
        }
    }
    found
}

/// A dependency can be renamed where it is used and in the workspace: what counts is the package behind it.
fn package(key: &str, value: &Value, workspace: &Table) -> String {
    let renamed = |value: &Value| value.get("package").and_then(Value::as_str).map(str::to_owned);
    let shared = || {
        workspace
            .get("workspace")?
            .get("dependencies")?
            .get(key)
            .and_then(renamed)
    };
    renamed(value).or_else(shared).unwrap_or_else(|| key.to_owned())
}

/// What is wrong with the manifest of `room`.
fn faults(room: &str, manifest: &Table, workspace: &Table) -> Vec<String> {
    let Some((_, arrows)) = ARROWS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("`{room}` is a room without a line in ARROWS")];
    };
    let helped = !WITHOUT_HELP_IN_TESTS.contains(&room);
    let mut faults = Vec::new();
    for Dependency { package, dev } in dependencies(manifest, workspace) {
        let ours = ARROWS.iter().any(|(name, _)| *name == package);
        let helps = dev && helped && IN_TESTS.contains(&package.as_str());
        if ours && !arrows.contains(&package.as_str()) && !helps {
            faults.push(format!("`{room}` may not use `{package}`"));
        }
        for owned in OWNED
            .iter()
            .filter(|o| o.names.iter().any(|name| matches(name, &package)))
        {
            let may = owned.owners.contains(&room) || (dev && owned.in_tests.contains(&room));
            if !may {
                faults.push(format!(
                    "`{room}` may not name `{package}`: {} belongs to {:?}",
                    owned.what, owned.owners
                ));
            }
        }
    }
    faults
}

fn matches(pattern: &str, name: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => name.ends_with(end),
        (_, Some(start)) => name.starts_with(start),
        _ => name == pattern,
    }
}

/// Every Rust file of ours.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_none_or(|n| n != "target" && n != "node_modules") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The first line says what the file is for.
fn says_what_it_is_for(text: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|line| line.strip_prefix("//!").is_some_and(|words| !words.trim().is_empty()))
}

/// Where a file may be opened for writing outside of tests, and why: nowhere else may somebody's file be cut to nothing.
const WRITE: &[&str] = &[
    // The one way to write where a person says.
    "crates/ingest/src/output.rs",
    // Their own folders, by names that nobody chooses.
    "crates/practice/",
    "crates/store/",
    // A switch of the system for this process.
    "crates/ingest/src/core_dumps.rs",
    // A test that writes what the page takes over.
    "crates/xdm/src/vocabulary/page.rs",
];

/// The part of a file that users get: tests stand last.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Lines that open a file for writing.
fn writes(text: &str) -> Vec<&str> {
    let opens = [
        "fs::write(",
        "File::create(",
        "File::create_new(",
        "truncate(true)",
        "fs::copy(",
    ];
    let lines = product(text).lines();
    lines
        .filter(|line| opens.iter().any(|open| line.contains(open)))
        .collect()
}

/// The rooms that a page lists: rows of its tables whose first cell is one name in back quotes.
fn listed(page: &str) -> BTreeSet<String> {
    let first_cells = page
        .lines()
        .filter_map(|line| line.trim().strip_prefix('|')?.split('|').next());
    let names = first_cells.filter_map(|cell| cell.trim().strip_prefix('`')?.strip_suffix('`'));
    names
        .map(|name| name.trim_start_matches("crates/").to_owned())
        .collect()
}

#[test]
fn no_room_uses_what_no_arrow_points_to() {
    let all = manifests();
    let workspace = &all[0].1;
    let found: Vec<String> = all
        .iter()
        .flat_map(|(room, manifest)| faults(room, manifest, workspace))
        .collect();
    assert!(
        found.is_empty(),
        "ARCHITECTURE.md, \"Arrows\":\n  {}",
        found.join("\n  ")
    );
}

#[test]
fn every_arrow_belongs_to_a_room_that_stands() {
    let mut rooms = crates();
    rooms.insert(SHELL.to_owned());
    let drawn: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(rooms, drawn, "left: what stands, right: ARROWS");
}

#[test]
fn the_page_on_architecture_lists_exactly_the_crates() {
    assert_eq!(
        listed(&read(&top().join("ARCHITECTURE.md"))),
        crates(),
        "left: the page's table, right: what stands"
    );
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    let mut files = Vec::new();
    for folder in ["src-tauri", "tests"] {
        rust_files(&top().join(folder), &mut files);
    }
    let silent: Vec<_> = files.iter().filter(|path| !says_what_it_is_for(&read(path))).collect();
    assert!(
        files.len() > 20 && silent.is_empty(),
        "of {} files, without `//!` in the first line: {silent:#?}",
        files.len()
    );
}

#[test]
fn files_are_written_in_one_place_only() {
    let mut files = Vec::new();
    rust_files(&top().join("src-tauri"), &mut files);
    let is_ours = |path: &Path| {
        let path = path.strip_prefix(top().join("src-tauri")).unwrap_or(path);
        let is_test = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
        let text = path.to_string_lossy().replace('\\', "/");
        !is_test && !text.ends_with("build.rs") && !WRITE.iter().any(|may| text.starts_with(may))
    };
    let found: Vec<String> = files
        .iter()
        .filter(|path| is_ours(path))
        .flat_map(|path| {
            let text = read(path);
            let of = |line: &str| format!("{}: {}", path.display(), line.trim());
            writes(&text).into_iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    assert!(
        found.is_empty(),
        "`ingest::output` writes files:\n  {}",
        found.join("\n  ")
    );
    // What the rule finds, and what it lets pass.
    assert_eq!(
        writes("let f = std::fs::File::create(path);\n#[cfg(test)]\nfs::write(a, b);").len(),
        1
    );
    assert!(writes("options.write(true).create(true).truncate(false);").is_empty());
}

#[test]
fn each_rule_complains_about_a_manifest_that_breaks_it() {
    let workspace = parse("[workspace.dependencies]\nquiet = { version = \"1\", package = \"rusqlite\" }");
    for (room, manifest, blamed) in [
        ("xdm", "[dependencies]\nstore.workspace = true", "`store`"),
        ("xdm", "[dev-dependencies]\npractice.workspace = true", "`practice`"),
        ("practice", "[dev-dependencies]\naep = { path = \"../aep\" }", "`aep`"),
        ("aep", "[dependencies]\ntabular.workspace = true", "`tabular`"),
        ("cli", "[dependencies]\naep.workspace = true", "`aep`"),
        ("ingest", "[dependencies]\npractice.workspace = true", "`practice`"),
        (
            "ingest",
            "[dependencies]\ntauri-plugin-dialog = \"2\"",
            "`tauri-plugin-dialog`",
        ),
        ("ingest", "[build-dependencies]\nreqwest = \"0.13\"", "`reqwest`"),
        (
            "ingest",
            "[dependencies]\ndatabase = { package = \"rusqlite\", version = \"1\" }",
            "`rusqlite`",
        ),
        ("aep", "[dependencies]\nquiet.workspace = true", "`rusqlite`"),
        ("practice", "[dependencies]\nreqwest = \"0.13\"", "`reqwest`"),
        ("cli", "[dependencies]\nparquet = \"60\"", "`parquet`"),
        (
            "aep",
            "[target.'cfg(unix)'.dependencies]\nzbus-secret-service-keyring-store = \"1\"",
            "`zbus-secret-service-keyring-store`",
        ),
        ("xdm", "[dependencies]\ntokio = \"1\"", "`tokio`"),
        ("attic", "[dependencies]", "`attic`"),
    ] {
        let found = faults(room, &parse(manifest), &workspace);
        assert!(
            found.len() == 1 && found[0].contains(blamed),
            "{room} with {manifest:?}: {found:?}"
        );
    }
    let fine =
        "[dependencies]\nxdm.workspace = true\nreqwest = \"0.13\"\n[dev-dependencies]\npractice.workspace = true";
    assert_eq!(faults("aep", &parse(fine), &workspace), Vec::<String>::new());
    assert!(
        !says_what_it_is_for("use std::fs;\n//! Too late.")
            && !says_what_it_is_for("//!\n")
            && says_what_it_is_for("//! Rows.")
    );
    assert_eq!(
        listed("| room | for |\n|---|---|\n| `xdm` | words |\n| `crates/cli` | `x` |\n"),
        ["cli", "xdm"].map(str::to_owned).into()
    );
}
