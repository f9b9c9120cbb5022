//! macOS: an agent of the user's own launchd.

use super::{MINUTES, WORDS, call, called, ends_well, keep, refused, remove};
use crate::problem::Failure;
use std::path::PathBuf;

const LAUNCHCTL: &str = "launchctl";
const LABEL: &str = "io.github.profilecourier.timer";

pub(super) fn is_on() -> Option<bool> {
    let domain = domain().ok()?;
    Some(ends_well(LAUNCHCTL, &["print", &format!("{domain}/{LABEL}")]))
}

pub(super) fn set(courier: &str) -> Result<(), Failure> {
    let (path, domain) = (path()?, domain()?);
    keep(&path, &agent(courier))?;
    let file = path.to_str().ok_or_else(|| refused("the home folder's name"))?;
    // An agent that is known already is not read anew.
    drop(call(LAUNCHCTL, &["bootout", &format!("{domain}/{LABEL}")]));
    let done = called(LAUNCHCTL, &["bootstrap", &domain, file]);
    if done.is_err() {
        // Left there, it would come to life at the next sign-in.
        drop(remove(&path));
    }
    done
}

pub(super) fn unset() -> Result<(), Failure> {
    remove(&path()?)?;
    let agent = format!("{}/{LABEL}", domain()?);
    if ends_well(LAUNCHCTL, &["print", &agent]) {
        called(LAUNCHCTL, &["bootout", &agent])?;
    }
    Ok(())
}

fn path() -> Result<PathBuf, Failure> {
    let dirs = directories::BaseDirs::new().ok_or_else(|| refused("no home folder"))?;
    Ok(dirs.home_dir().join(format!("Library/LaunchAgents/{LABEL}.plist")))
}

/// The session of the user who is signed in.
fn domain() -> Result<String, Failure> {
    let uid = call("id", &["-u"])?;
    Ok(format!("gui/{}", String::from_utf8_lossy(&uid.stdout).trim()))
}

fn agent(courier: &str) -> String {
    let words = std::iter::once(courier).chain(WORDS);
    let words: Vec<String> = words
        .map(|word| format!("    <string>{}</string>", escaped(word)))
        .collect();
    let words = words.join("\n");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>{LABEL}</string>
  <key>ProgramArguments</key>
  <array>
{words}
  </array>
  <key>StartInterval</key>
  <integer>{}</integer>
  <key>RunAtLoad</key>
  <true/>
  <key>ProcessType</key>
  <string>Background</string>
</dict>
</plist>
"#,
        MINUTES * 60
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agent_is_as_launchd_reads_it() {
        insta::assert_snapshot!(agent("/Applications/Profile <Courier> & Co.app/courier"), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>io.github.profilecourier.timer</string>
          <key>ProgramArguments</key>
          <array>
            <string>/Applications/Profile &lt;Courier&gt; &amp; Co.app/courier</string>
            <string>run</string>
            <string>--due</string>
            <string>--quiet</string>
          </array>
          <key>StartInterval</key>
          <integer>300</integer>
          <key>RunAtLoad</key>
          <true/>
          <key>ProcessType</key>
          <string>Background</string>
        </dict>
        </plist>
        "#);
    }
}
