//! What is said where the program cannot begin: in a dialog, because whoever double-clicked sees no terminal, and on
//! standard error for those who do.

use ingest::Failure;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use words::Words;

/// Says why, and ends the process.
pub(crate) fn refuse(failure: &Failure) -> ! {
    let problem = serde_json::to_value(&failure.problem).unwrap_or_default();
    let words = Words::of_system().problem(&problem);
    print(&format!("{words}\n{}", failure.detail));
    show(words);
    std::process::exit(1)
}

/// Ends the process where no window can open; other systems than Linux always have a screen.
pub(crate) fn refuse_without_screen() {
    let is_there = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !is_there("WAYLAND_DISPLAY") && !is_there("DISPLAY") {
        print(&Words::of_system().say("app-no-screen"));
        std::process::exit(1);
    }
}

/// The program's name and version, for `--version`.
#[expect(clippy::print_stdout, reason = "it was asked for in a terminal")]
pub(crate) fn print_version() {
    println!("profile-courier {}", env!("CARGO_PKG_VERSION"));
}

/// A program without a window of its own, for one dialog.
fn show(words: String) {
    let mut context = crate::context();
    context.config_mut().app.windows.clear();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| {
            let handle = app.handle().clone();
            app.dialog()
                .message(words)
                .title("Profile Courier")
                .kind(MessageDialogKind::Error)
                .show(move |_| handle.exit(1));
            Ok(())
        })
        .build(context);
    if let Ok(app) = app {
        app.run(|_, _| {});
    }
}

#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn print(words: &str) {
    eprintln!("profile-courier: {words}");
}
