//! What a start, the first or a further one, may ask for: files, `--show RUN`, `--schedule ID`, `--hidden`, `--version`.
//! Nothing else: another program can start us with any words, so they are data, never commands.

use std::path::{Path, PathBuf};

/// A start's wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Files to open as one upload, absolute.
    pub files: Vec<PathBuf>,
    /// A run to show.
    pub show: Option<String>,
    /// A schedule to show.
    pub schedule: Option<String>,
    /// Words that were passed over.
    pub ignored: usize,
    /// Start without a window in front.
    pub hidden: bool,
    /// Say the version and end.
    pub version: bool,
}

/// Reads the words of a start; `cwd` is where it happened.
pub fn parse(words: impl IntoIterator<Item = String>, cwd: &Path) -> Wishes {
    let mut wishes = Wishes::default();
    let mut words = words.into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--hidden" => wishes.hidden = true,
            "--version" | "-V" => wishes.version = true,
            "--show" => match words.next().filter(|run| is_id(run)) {
                Some(run) => wishes.show = Some(run),
                None => wishes.ignored += 1,
            },
            "--schedule" => match words.next().filter(|schedule| is_id(schedule)) {
                Some(schedule) => wishes.schedule = Some(schedule),
                None => wishes.ignored += 1,
            },
            _ if word.starts_with('-') || word.is_empty() || word.len() > 4_096 => wishes.ignored += 1,
            _ => wishes.files.push(cwd.join(word)),
        }
    }
    wishes
}

/// A ULID: 26 letters and digits.
fn is_id(text: &str) -> bool {
    text.len() == 26 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Wishes {
        parse(words.iter().map(|w| (*w).to_owned()), Path::new("/home/shop"))
    }

    #[test]
    fn files_are_taken_from_where_the_start_happened() {
        assert_eq!(
            of(&["app", "a.csv", "/b.csv"]).files,
            [PathBuf::from("/home/shop/a.csv"), PathBuf::from("/b.csv")]
        );
    }

    #[test]
    fn other_words_are_passed_over() {
        let wishes = of(&["app", "--run-anything", "--show", "../../etc", "--hidden", "-x"]);
        assert_eq!(
            (wishes.ignored, wishes.hidden, wishes.show, wishes.files.len()),
            (3, true, None, 0)
        );
        assert_eq!(
            of(&["app", "--show", "01KAQ7M3V8000000000000R2ZE"]).show.as_deref(),
            Some("01KAQ7M3V8000000000000R2ZE")
        );
        assert_eq!(
            of(&["app", "--schedule", "01KAQ7M3V8000000000000R2ZE"])
                .schedule
                .as_deref(),
            Some("01KAQ7M3V8000000000000R2ZE")
        );
        assert_eq!(of(&["app", "--schedule", "Customers daily"]).ignored, 1);
    }
}
