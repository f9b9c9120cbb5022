//! The window's program, started with the computer. The library writes a path as it stands into the system's own file;
//! each system reads it by rules of its own, so the path is written by those here.

use crate::problem::{Failure, Problem};
use auto_launch::{AutoLaunch, AutoLaunchBuilder};
use std::path::Path;

/// What the product is called, in tauri.conf.json and in its part for Linux.
const NAME: &str = if cfg!(target_os = "linux") {
    "profile-courier"
} else {
    "Profile Courier"
};
/// Without its window.
const WORDS: [&str; 1] = ["--hidden"];

/// Whether the computer starts the window's program. A system that cannot say is one that does not do it.
pub fn starts_with_computer() -> bool {
    // Its path does not matter for the look.
    entry(NAME).is_ok_and(|entry| entry.is_enabled().unwrap_or(false))
}

/// Lets the computer start this program, or no longer.
pub fn start_with_computer(on: bool, program: &Path) -> Result<(), Failure> {
    let denied = |detail: String| {
        let name = "autostart".to_owned();
        Failure::new(Problem::WriteDenied { name }, detail)
    };
    let path = program
        .to_str()
        .and_then(|path| written(path, std::env::consts::OS))
        .ok_or_else(|| denied(format!("{} cannot stand in an autostart entry", program.display())))?;
    let entry = entry(&path).map_err(|e| denied(e.to_string()))?;
    let changed = if on { entry.enable() } else { entry.disable() };
    changed.map_err(|e| denied(e.to_string()))
}

fn entry(path: &str) -> auto_launch::Result<AutoLaunch> {
    AutoLaunchBuilder::new()
        .set_app_name(NAME)
        .set_app_path(path)
        .set_args(&WORDS)
        .build()
}

/// A path as the system's file has it; none where no such file can have it.
fn written(path: &str, system: &str) -> Option<String> {
    if path.chars().any(char::is_control) {
        return None;
    }
    match system {
        // Desktop Entry Specification: an argument in quotes, inside a value that has escapes of its own.
        "linux" => {
            let mut text = String::from("\"");
            for c in path.chars() {
                match c {
                    '\\' => text.push_str(r"\\\\"),
                    '"' | '`' | '$' => text.extend([r"\\".to_owned(), c.to_string()]),
                    // A field code, which desktops do not agree on in the name of a program.
                    '%' => return None,
                    other => text.push(other),
                }
            }
            Some(text + "\"")
        }
        // No path has a quotation mark there.
        "windows" => Some(format!("\"{path}\"")),
        // An XML text.
        _ => Some(path.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_each_system_reads_it() {
        assert_eq!(written("/a b/c", "linux").unwrap(), r#""/a b/c""#);
        assert_eq!(written(r#"/$a"`\"#, "linux").unwrap(), r#""/\\$a\\"\\`\\\\""#);
        let windows = r"C:\Program Files\Profile Courier\profile-courier.exe";
        assert_eq!(written(windows, "windows").unwrap(), format!("\"{windows}\""));
        assert_eq!(written("/A & B/<c>", "macos").unwrap(), "/A &amp; B/&lt;c&gt;");
        assert_eq!(written("/a\nExec=evil", "linux"), None);
        assert_eq!(written("/100%/a", "linux"), None);
    }

    /// The desktop's own library starts what it reads.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_desktop_starts_a_program_in_any_folder() {
        use std::os::unix::fs::PermissionsExt;
        use std::process::Command;

        const START: &str = "import sys, gi\nfrom gi.repository import Gio\nGio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None)";
        let folder = tempfile::tempdir().unwrap();
        for (name, is_quoted) in [
            ("plain", false),
            ("with blanks", true),
            (r#"$o`me "\ 'é"#, true),
            ("one blank", false),
        ] {
            let dir = folder.path().join(name);
            std::fs::create_dir(&dir).unwrap();
            let (program, told) = (dir.join("program"), folder.path().join(format!("told {is_quoted}")));
            std::fs::write(
                &program,
                format!("#!/bin/sh\necho \"$#|$1\" > \"{}\"\n", told.display()),
            )
            .unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
            let path = program.to_str().unwrap();
            let path = if is_quoted {
                written(path, "linux").unwrap()
            } else {
                path.to_owned()
            };
            let entry = folder.path().join("entry.desktop");
            let text = format!(
                "[Desktop Entry]\nType=Application\nName=a\nExec={path} {}\n",
                WORDS.join(" ")
            );
            std::fs::write(&entry, text).unwrap();
            drop(std::fs::remove_file(&told));
            let begun = Command::new("/usr/bin/python3")
                .args(["-c", START])
                .arg(&entry)
                .output()
                .unwrap();
            // As the library alone would write it, a folder with a blank is no program.
            let starts = is_quoted || name == "plain";
            assert_eq!(
                begun.status.success(),
                starts,
                "{name}: {}",
                String::from_utf8_lossy(&begun.stderr)
            );
            let told = || std::fs::read_to_string(&told).unwrap_or_default();
            for _ in 0..500 {
                if !starts || told().ends_with('\n') {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            assert_eq!(told(), if starts { "1|--hidden\n" } else { "" }, "{name}");
        }
    }
}
