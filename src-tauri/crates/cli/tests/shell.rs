//! What the program tells a shell and a reader of manuals about itself.
#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

#[test]
fn shells_and_manual_readers_get_the_whole_grammar() {
    let folder = tempfile::tempdir().unwrap();
    let courier = |args: &[&str]| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_courier"))
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
