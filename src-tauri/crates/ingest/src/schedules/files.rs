//! The files that a schedule finds: their names, sizes and times; nothing of them is read here.

use crate::problem::Problem;
use glob::{MatchOptions, Pattern};
use schedule::Source;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use store::SlotRun;

/// A file as a folder lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    /// Milliseconds since 1970.
    pub(super) modified: i64,
}

impl Found {
    pub(super) fn at(path: &Path) -> Result<Self, Problem> {
        let meta = std::fs::metadata(path).map_err(|e| crate::source::io_problem(&e, &name_of(path)))?;
        Ok(Self {
            path: path.to_owned(),
            bytes: meta.len(),
            modified: meta.modified().map(millis).unwrap_or_default(),
        })
    }

    pub(super) fn name(&self) -> String {
        name_of(&self.path)
    }

    /// The same file, as far as can be told without reading it.
    pub(super) fn is(&self, run: &SlotRun) -> bool {
        self.path.to_string_lossy() == run.path && self.bytes as i64 == run.bytes && self.modified == run.modified
    }

    /// What a slot keeps of it, under a new run's id.
    pub(super) fn planned(&self, run: String) -> SlotRun {
        SlotRun {
            run,
            path: self.path.to_string_lossy().into_owned(),
            bytes: self.bytes as i64,
            modified: self.modified,
        }
    }
}

fn millis(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as i64)
}

/// Base name, for people.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// A pattern of file names; `None` where it could match in another folder, or nothing.
pub(super) fn pattern(text: &str) -> Option<Pattern> {
    let is_name = !text.trim().is_empty() && !text.contains(['/', '\\']) && !text.contains("**");
    Pattern::new(text.trim()).ok().filter(|_| is_name)
}

/// Files of a folder whose names match, oldest first. Names are compared without regard to case, as people read them;
/// hidden ones, which programs write while a file is still on its way, are left out.
pub(super) fn matching(folder: &Path, text: &str) -> Result<Vec<Found>, Problem> {
    let options = MatchOptions {
        case_sensitive: false,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let Some(pattern) = pattern(text) else {
        return Ok(Vec::new());
    };
    let entries = std::fs::read_dir(folder).map_err(|e| crate::source::io_problem(&e, &name_of(folder)))?;
    let mut found: Vec<Found> = entries
        .filter_map(Result::ok)
        .filter(|entry| pattern.matches_with(&entry.file_name().to_string_lossy(), options))
        // One that was taken away meanwhile is none.
        .filter_map(|entry| Found::at(&entry.path()).ok().filter(|found| found.path.is_file()))
        .collect();
    found.sort_by(|a, b| (a.modified, &a.path).cmp(&(b.modified, &b.path)));
    Ok(found)
}

/// What a schedule looks at now, oldest first: one file, or all that match. A web address finds nothing before it is fetched.
pub(super) fn of(source: &Source) -> Result<Vec<Found>, Problem> {
    match source {
        Source::File { path } => Found::at(Path::new(path)).map(|found| vec![found]),
        Source::Newest { folder, pattern } => {
            let newest = matching(Path::new(folder), pattern)?.pop();
            Ok(newest.into_iter().collect())
        }
        Source::AllNew { folder, pattern, .. } => matching(Path::new(folder), pattern),
        Source::Web { .. } => Ok(Vec::new()),
    }
}

/// What a schedule looks for, for people.
pub(super) fn shown(source: &Source) -> String {
    match source {
        Source::File { path } => name_of(Path::new(path)),
        Source::Newest { pattern, .. } | Source::AllNew { pattern, .. } => pattern.clone(),
        Source::Web { url, .. } => aep::web::file_name(url).unwrap_or_default(),
    }
}

/// The folder that must be there.
pub(super) fn folder_of(source: &Source) -> Option<&Path> {
    match source {
        Source::File { .. } => None,
        Source::Newest { folder, .. } | Source::AllNew { folder, .. } | Source::Web { folder, .. } => {
            Some(Path::new(folder))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn write(folder: &Path, name: &str, age: u64) {
        let file = std::fs::File::create(folder.join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }

    #[test]
    fn names_that_match_are_found_oldest_first() {
        let dir = tempfile::tempdir().unwrap();
        for (name, age) in [
            ("customer_2.csv", 20),
            ("Customer_1.CSV", 30),
            (".customer_3.csv", 1),
            ("customer_4.csv.part", 1),
            ("other.csv", 1),
        ] {
            write(dir.path(), name, age);
        }
        std::fs::create_dir(dir.path().join("customer_5.csv")).unwrap();
        let names = |pattern: &str| -> Vec<String> {
            let found = matching(dir.path(), pattern).unwrap();
            found.iter().map(Found::name).collect()
        };
        assert_eq!(names("customer_*.csv"), ["Customer_1.CSV", "customer_2.csv"]);
        assert_eq!(names("customer_?.csv").len(), 2);
        assert!(names("nothing*").is_empty());
        let newest = Source::Newest {
            folder: dir.path().display().to_string(),
            pattern: "customer_*.csv".to_owned(),
        };
        assert_eq!(of(&newest).unwrap()[0].name(), "customer_2.csv");
        assert!(matching(&dir.path().join("gone"), "*").is_err());
    }

    #[test]
    fn a_pattern_stays_in_its_folder() {
        for wrong in ["", " ", "../*.csv", "a/b.csv", "**", "a\\b", "[a"] {
            assert!(pattern(wrong).is_none(), "{wrong}");
        }
        assert!(pattern("customer_*.csv").is_some());
    }
}
