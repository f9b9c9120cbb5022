//! Linux: a timer and a service of the user's own systemd.

use super::{MINUTES, WORDS, call, called, ends_well, keep, refused, remove};
use crate::problem::Failure;
use std::path::PathBuf;

const SYSTEMCTL: &str = "systemctl";
const SERVICE: &str = "profile-courier.service";
const TIMER: &str = "profile-courier.timer";
/// What systemd has in no program's path, however it is written.
const NEVER: [char; 3] = ['"', '\'', '\\'];

/// `None` where there is no systemd for this user, as in containers and on systems without it.
pub(super) fn is_on() -> Option<bool> {
    let is_there = ends_well(SYSTEMCTL, &["--user", "show-environment"]);
    is_there.then(|| ends_well(SYSTEMCTL, &["--user", "--quiet", "is-enabled", TIMER]))
}

pub(super) fn set(courier: &str) -> Result<(), Failure> {
    if courier.contains(NEVER) {
        return Err(refused(format!("systemd runs no program at {courier}")));
    }
    let folder = folder()?;
    keep(&folder.join(SERVICE), &service(courier))?;
    keep(&folder.join(TIMER), &timer())?;
    let done = called(SYSTEMCTL, &["--user", "daemon-reload"])
        .and_then(|()| called(SYSTEMCTL, &["--user", "enable", "--now", TIMER]));
    if done.is_err() {
        // Half a timer is none: what was written must not come to life at the next sign-in.
        drop(unset());
    }
    done
}

pub(super) fn unset() -> Result<(), Failure> {
    let folder = folder()?;
    // One that is not known is off already; one that goes on shows in what follows.
    drop(call(SYSTEMCTL, &["--user", "disable", "--now", TIMER]));
    remove(&folder.join(TIMER))?;
    remove(&folder.join(SERVICE))?;
    called(SYSTEMCTL, &["--user", "daemon-reload"])
}

fn folder() -> Result<PathBuf, Failure> {
    let dirs = directories::BaseDirs::new().ok_or_else(|| refused("no home folder"))?;
    Ok(dirs.config_dir().join("systemd/user"))
}

/// It may take hours, which is why nothing limits it: `oneshot` has no time-out. Held uploads and a platform that is out
/// of reach are told by `courier` itself; to the system they are no failure of the unit.
fn service(courier: &str) -> String {
    format!(
        "[Unit]
Description=Profile Courier: uploads that are due

[Service]
Type=oneshot
ExecStart={} {}
SuccessExitStatus=1 65 69 75 77
",
        quoted(courier),
        WORDS.join(" ")
    )
}

fn timer() -> String {
    format!(
        "[Unit]
Description=Profile Courier: looks for uploads that are due

[Timer]
OnCalendar=*:0/{MINUTES}
Persistent=true
AccuracySec=30s

[Install]
WantedBy=timers.target
"
    )
}

/// A program's path as one word of `ExecStart`. A `$` stays as it is: variables are put into arguments only, not into
/// the path of the program, where `$$` would stand for two.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('%', "%%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_units_are_as_systemd_reads_them() {
        insta::assert_snapshot!(service("/opt/Profile Courier/100% $HOME/courier"), @r#"
        [Unit]
        Description=Profile Courier: uploads that are due

        [Service]
        Type=oneshot
        ExecStart="/opt/Profile Courier/100%% $HOME/courier" run --due --quiet
        SuccessExitStatus=1 65 69 75 77
        "#);
        insta::assert_snapshot!(timer(), @r#"
        [Unit]
        Description=Profile Courier: looks for uploads that are due

        [Timer]
        OnCalendar=*:0/5
        Persistent=true
        AccuracySec=30s

        [Install]
        WantedBy=timers.target
        "#);
    }

    /// The system's own reader judges the files, with a program at a path that has everything in it.
    #[cfg(target_os = "linux")]
    #[test]
    fn systemd_takes_the_units() {
        use std::os::unix::fs::PermissionsExt;
        use std::process::Command;
        let home = tempfile::tempdir().unwrap();
        let verify = |courier: &std::path::Path| {
            let folder = home.path().join("units");
            keep(&folder.join(SERVICE), &service(courier.to_str().unwrap())).unwrap();
            keep(&folder.join(TIMER), &timer()).unwrap();
            Command::new("systemd-analyze")
                .args(["verify", "--user", "--man=no"])
                .args([folder.join(TIMER), folder.join(SERVICE)])
                .env("XDG_RUNTIME_DIR", home.path())
                .output()
        };
        let courier = home.path().join("100% $HOME ${USER} & <é> %n").join("courier");
        let Ok(missing) = verify(&courier) else {
            println!("not judged by systemd: this system has no systemd-analyze");
            return;
        };
        let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();
        // The control: it looks for the program, so that a path that was written wrongly would be found out.
        assert!(
            !missing.status.success() && said(&missing).contains("not executable"),
            "{}",
            said(&missing)
        );
        for letter in NEVER {
            let odd = verify(&home.path().join(format!("a{letter}b/courier"))).unwrap();
            assert!(!odd.status.success(), "{letter} could be taken");
        }
        keep(&courier, "#!/bin/sh\n").unwrap();
        std::fs::set_permissions(&courier, std::fs::Permissions::from_mode(0o755)).unwrap();
        let there = verify(&courier).unwrap();
        assert!(there.status.success() && said(&there).is_empty(), "{}", said(&there));
    }
}
