//! What the program tells a shell and a reader of manuals about itself.
#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn shells_and_manual_readers_get_the_whole_grammar() {
    let folder = tempfile::tempdir().unwrap();
    let courier = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_courier"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{args:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(courier(&["completions", shell]).contains("schedules"), "{shell}");
    }
    courier(&["man", "--out", "man"]);
    for page in ["courier.1", "courier-upload.1", "courier-schedules-pause.1"] {
        let text = std::fs::read_to_string(folder.path().join("man").join(page)).unwrap();
        assert!(text.starts_with(".ie") || text.contains(".TH"), "{page}");
    }
}

/// What the program says of an output that takes nothing.
fn into(args: &[&str], out: Stdio, folder: &Path) -> (Option<i32>, String) {
    let child = Command::new(env!("CARGO_BIN_EXE_courier"))
        .args(args)
        .current_dir(folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let done = child.wait_with_output().unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_goes_away_is_no_error_and_a_full_disk_is_one() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "email\nanna@winkel.nl\n").unwrap();
    for args in [
        &["completions", "bash"][..],
        &["inspect", "a.csv"],
        &["inspect", "a.csv", "--json"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (exit, said) = into(args, writer.into(), folder.path());
        assert_eq!((exit, said.as_str()), (Some(0), ""), "{args:?}");
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let (exit, said) = into(args, full.into(), folder.path());
        assert_eq!(exit, Some(73), "{args:?}: {said}");
        assert!(said.contains("standard output"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_as_a_mapping_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "email\nanna@winkel.nl\n").unwrap();
    let made = Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap();
    assert!(made.success());
    let (exit, said) = into(&["check", "a.csv", "--mapping", "pipe"], Stdio::null(), folder.path());
    assert_eq!(exit, Some(65), "{said}");
}
