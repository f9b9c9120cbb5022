//! Canaries: words that occur nowhere else stand for a shopper's cells and for the client secret. After uploads that
//! succeed, fail, are refused, killed and taken up again, with the most talkative log, none of them is in anything that
//! the program keeps or says. The practice platform is served from elsewhere: what it holds is the platform's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use practice::{Effect, Fault, Options, Server};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

const COURIER: &str = env!("CARGO_BIN_EXE_courier");
/// Parts of cells: whole ones, since a name or number may stand in a sentence.
const CELLS: [&str; 6] = [
    "kanarie-adres",
    "Kanarienaam",
    "Kanarieweg 4711",
    "612345678",
    "1977-03-14",
    "kanarie bedrijf",
];

struct Home {
    folder: tempfile::TempDir,
    url: String,
    said: Vec<(String, Output)>,
}

impl Home {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(COURIER);
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(
                format!("XDG_{variable}_HOME"),
                self.folder.path().join("kept").join(variable),
            );
        }
        command
            .env("TMPDIR", self.folder.path().join("kept"))
            .env("COURIER_LOG", "trace")
            .args(words)
            .args(["--practice-url", &self.url])
            .current_dir(self.folder.path());
        command
    }

    fn courier(&mut self, words: &[&str]) -> i32 {
        let output = self.command(words).output().unwrap();
        let code = output.status.code().unwrap();
        self.said.push((words.join(" "), output));
        code
    }

    /// Every place where one of the words is found.
    fn found(&self, words: &[String]) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |place: String, bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            found.extend(
                words
                    .iter()
                    .filter(|word| text.contains(&word.to_lowercase()))
                    .map(|word| format!("{word} in {place}")),
            );
        };
        for (words, output) in &self.said {
            look(format!("what `{words}` says"), &output.stdout);
            look(format!("what `{words}` logs"), &output.stderr);
        }
        for file in files(&self.folder.path().join("kept")) {
            look(file.display().to_string(), &std::fs::read(&file).unwrap());
        }
        found
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path());
    entries
        .flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] })
        .collect()
}

fn customers() -> String {
    let mut text = "email,firstname,dob,telephone,street,company,password_hash\n".to_owned();
    for row in 0..60 {
        let birth = if row % 7 == 0 { "31/31/1977" } else { "1977-03-14" };
        let address = if row % 11 == 0 {
            "kanarie-adres at shop.example".to_owned()
        } else {
            format!("kanarie-adres{row}@shop.example")
        };
        writeln!(
            text,
            "{address},Kanarienaam,{birth},0612345678,Kanarieweg 4711,kanarie bedrijf,d708:kanarie:1"
        )
        .unwrap();
    }
    text
}

/// What is asked of the platform beside uploads. The mapping set lies beside the file: it is the user's own.
fn ahead(home: &mut Home) {
    let set = home.folder.path().join("m.json").display().to_string();
    home.courier(&[
        "check",
        "customers.csv",
        "--phone-country",
        "telephone=NL",
        "--save-mapping",
        &set,
    ]);
    for (words, exit) in [
        (&["try", "customers.csv", "--mapping", &set, "--yes"][..], 0),
        (
            &[
                "--json",
                "try",
                "customers.csv",
                "--mapping",
                &set,
                "--row",
                "1",
                "--yes",
            ],
            65,
        ),
        (&["probe", "customers.csv"], 0),
        (&["--json", "mapping", "check", &set, "customers.csv"], 0),
        (&["--json", "fields", "propose", "customers.csv", "--mapping", &set], 0),
    ] {
        assert_eq!(home.courier(words), exit, "{words:?}: {:?}", home.said.last());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_shopper_and_no_secret_is_kept_logged_or_told() {
    let platform = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: platform.path().to_owned(),
        speed: 500.0,
        ..Options::default()
    })
    .await
    .unwrap();
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    let mut home = Home {
        folder: tempfile::tempdir().unwrap(),
        url: endpoint["gateway"].as_str().unwrap().to_owned(),
        said: Vec::new(),
    };
    std::fs::create_dir(home.folder.path().join("kept")).unwrap();
    std::fs::write(home.folder.path().join("customers.csv"), customers()).unwrap();
    let answers = ["--phone-country", "telephone=NL", "--date-order", "dob=ymd"];
    let check = [&["check", "customers.csv"][..], &answers].concat();
    let upload = [&["upload", "customers.csv", "--verify", "5s"][..], &answers].concat();
    let fault = |operation: &str, effect| {
        server.plan(Fault {
            operation: operation.to_owned(),
            call: 1,
            effect,
        });
    };
    tokio::task::block_in_place(|| {
        assert_eq!(home.courier(&check), 1);
        assert_eq!(home.courier(&upload), 1, "done, with rows that stay behind");
        for effect in [
            Effect::Status(400),
            Effect::Status(403),
            Effect::Html,
            Effect::HugeJson,
            Effect::LostAnswer,
        ] {
            fault("POST /data/foundation/import/batches", effect);
            home.courier(&upload);
        }
        fault("PUT /data/foundation/import/batches/*", Effect::Status(400));
        home.courier(&upload);
        fault("POST /ims/token/v3", Effect::Status(401));
        assert_eq!(home.courier(&upload), 77, "sign-in is refused");
        for wait in [80, 160, 320] {
            let mut child = home.command(&upload).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(wait));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        home.courier(&["--json", "upload", "customers.csv", "--dataset", "no-such-dataset"]);
        std::fs::write(
            home.folder.path().join("bad.csv"),
            format!("naam\n{}", customers().replace(',', ";")),
        )
        .unwrap();
        home.courier(&["--json", "upload", "bad.csv"]);
        ahead(&mut home);
    });
    let mut words: Vec<String> = CELLS.iter().map(|word| (*word).to_owned()).collect();
    words.push(endpoint["client_secret"].as_str().unwrap().to_owned());
    words.push("eyJ".to_owned());
    words.push("Bearer ".to_owned());
    assert_eq!(home.found(&words), Vec::<String>::new());

    // The control: the same look finds what a careless program would leave.
    std::fs::write(
        home.folder.path().join("kept/error.log"),
        "row 3: Kanarienaam is no date",
    )
    .unwrap();
    assert_eq!(home.found(&words).len(), 1);
    server.stop().await;
}

/// A core of the program would hold all of them. This test's own process is the control.
#[cfg(target_os = "linux")]
#[test]
fn no_memory_of_the_program_gets_into_a_core() {
    let folder = tempfile::tempdir().unwrap();
    let mut serving = Command::new(COURIER)
        .args(["practice", "--dir"])
        .arg(folder.path().join("platform"))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It has said something, so that it is past its beginning.
    std::io::Read::read_exact(serving.stdout.as_mut().unwrap(), &mut [0]).unwrap();
    let cores = |process: &str| {
        let read = |file: &str| std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap();
        let limits = read("limits");
        let limit = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .unwrap();
        let limit: Vec<&str> = limit.split_whitespace().skip(4).take(2).collect();
        (limit.join(" "), read("coredump_filter").trim().to_owned())
    };
    let (of_program, of_test) = (cores(&serving.id().to_string()), cores("self"));
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert_eq!(of_program, ("0 0".to_owned(), "00000000".to_owned()));
    assert_ne!(of_test.1, of_program.1, "the control");
}
