//! Standard output and standard error: reports and documents on the one, progress and words on the other.

use crate::args::Courier;
use crate::outcome::Exit;
use indicatif::{ProgressBar, ProgressStyle};
use ingest::{Failure, Phase, Progress, ProgressSink};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use words::{Words, id};

/// Where a command speaks.
pub(crate) struct Terminal {
    pub(crate) json: bool,
    pub(crate) quiet: bool,
    pub(crate) words: Arc<Words>,
    progress: bool,
}

impl Terminal {
    pub(crate) fn new(courier: &Courier) -> Self {
        let words = courier.lang.as_deref().map_or_else(Words::of_system, Words::of);
        Self {
            json: courier.json,
            quiet: courier.quiet,
            words: Arc::new(words),
            progress: !courier.quiet && std::io::stderr().is_terminal(),
        }
    }

    /// Prints the one document, or the report in words.
    pub(crate) fn report(
        &self,
        document: &impl serde::Serialize,
        words: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Failure> {
        if self.json {
            line(&serde_json::to_string(document).map_err(|e| Failure::new(ingest::Problem::Internal {}, e))?);
        } else {
            for text in words(&self.words) {
                line(&text);
            }
        }
        Ok(())
    }

    /// Prints what went wrong and returns the exit that says so.
    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        if self.json {
            line(&serde_json::to_string(failure).unwrap_or_default());
        }
        let problem = serde_json::to_value(&failure.problem).unwrap_or_default();
        error(&self.words.problem(&problem));
        if let ingest::Problem::QuestionOpen { flag, .. } = &failure.problem
            && let Some(how) = crate::report::answer_how(&self.words, flag)
        {
            error(&how);
        }
        error(&self.words.say(if failure.sent {
            "cli-maybe-sent"
        } else {
            "cli-nothing-sent"
        }));
        Exit::of_failure(failure)
    }

    /// The exit of a command that came to this end: what was done stands, but who reads standard output does not know it
    /// where that could not be written.
    pub(crate) fn ended(&self, exit: Exit) -> Exit {
        if !IS_CUT_OFF.load(Ordering::Relaxed) {
            return exit;
        }
        error(&self.words.say("cli-output-cut-off"));
        Exit::worst([exit, Exit::CannotWrite].into_iter())
    }

    /// Words on standard error.
    pub(crate) fn note(&self, text: &str) {
        if !self.json {
            error(text);
        }
    }

    /// Words on standard error for somebody who looks on.
    pub(crate) fn hint(&self, text: &str) {
        if self.progress {
            self.note(text);
        }
    }

    /// A progress bar where standard error is a terminal, else nothing.
    pub(crate) fn progress(&self) -> Arc<dyn ProgressSink> {
        if !self.progress {
            return Arc::new(|_| {});
        }
        let bar = Bar {
            words: self.words.clone(),
            line: ProgressBar::new_spinner(),
            phase: Mutex::new(None),
        };
        Arc::new(bar)
    }
}

/// One line that moves.
struct Bar {
    words: Arc<Words>,
    line: ProgressBar,
    phase: Mutex<Option<Phase>>,
}

impl ProgressSink for Bar {
    fn report(&self, progress: Progress) {
        if let Ok(mut phase) = self.phase.lock()
            && phase.replace(progress.phase) != Some(progress.phase)
        {
            let measured = matches!(progress.phase, Phase::Checking | Phase::Sending);
            let template = if measured {
                "{msg:<24} [{wide_bar}] {percent:>3} %"
            } else {
                "{spinner} {msg} {elapsed}"
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.line.set_style(style.progress_chars("=> "));
            }
        }
        let (done, total) = match progress.phase {
            Phase::Checking => (progress.bytes_done, progress.bytes_total),
            _ => (progress.rows_done, progress.rows_total),
        };
        self.line.set_length(total.unwrap_or(0));
        self.line.set_position(done);
        let code = serde_json::to_value(progress.phase).unwrap_or_default();
        let mut message = self.words.say(&id("phase", code.as_str().unwrap_or_default()));
        if let Some(waiting) = progress.waiting {
            let code = serde_json::to_value(waiting).unwrap_or_default();
            message = self.words.say(&id("waiting", code.as_str().unwrap_or_default()));
        }
        self.line.set_message(message);
        self.line.tick();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}

/// Something of standard output could not be written, for another reason than that nobody reads it.
/// As on a full disk.
static IS_CUT_OFF: AtomicBool = AtomicBool::new(false);

/// One line on standard output. A reader that went away is no error of ours.
pub(crate) fn line(text: &str) {
    print(format!("{}\n", harmless(text)).as_bytes());
}

/// A whole text on standard output, as it is.
pub(crate) fn print(text: &[u8]) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = out.write_all(text).and_then(|()| out.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        IS_CUT_OFF.store(true, Ordering::Relaxed);
    }
}

/// One line on standard error.
pub(crate) fn error(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "{}", harmless(text)));
}

/// A text that cannot steer a terminal or turn its own order round: names of files and columns, and cells, are
/// strangers' words. The notation is JSON's, so that documents stay the same ones.
fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |c: char| (c.is_control() && c != '\n' && c != '\t') || turns(c);
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if steers(c) {
            // Writing into a text cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Marks of the order that text runs in (Unicode's Bidi_Control).
fn turns(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_words_steer_no_terminal() {
        let name = "a\u{1b}]0;owned\u{7}b\u{9b}31mc\u{202e}vsc.exe\u{7f}";
        assert_eq!(harmless(name), r"a\u001b]0;owned\u0007b\u009b31mc\u202evsc.exe\u007f");
        assert_eq!(harmless("één\tnaam\n"), "één\tnaam\n");
        let document = serde_json::json!({ "name": name }).to_string();
        let back: serde_json::Value = serde_json::from_str(&harmless(&document)).unwrap_or_default();
        assert_eq!(back["name"], name);
    }
}
