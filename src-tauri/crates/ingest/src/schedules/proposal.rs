//! A schedule out of an upload that went well: the best moment to offer one.

use super::files::{self, name_of};
use super::{MappingChoice, Tried};
use crate::desk::Desk;
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::progress::ProgressSink;
use crate::source::SourceFile;
use aep::CancellationToken;
use jiff::tz::TimeZone;
use schedule::{Conditions, Destination, Missed, Recurrence, Schedule, Source, Tell, TellWhen, TimeOfDay, When};
use std::path::Path;
use std::sync::Arc;

impl Engine {
    /// The schedule that would repeat an upload every day.
    pub fn schedule_from_run(&self, run: &str) -> Result<Schedule, Failure> {
        let report = self.run(run)?;
        let (source, mapping) = self.source_of(run)?;
        let path = source.paths();
        let path = Path::new(path.lines().next().unwrap_or_default()).to_owned();
        let columns = FileFacts::read(&source).map(|facts| facts.names());
        let target = report.target;
        Ok(Schedule {
            name: proposed_name(&mapping.name, &path),
            source: proposed_source(&path),
            // A file that is gone leaves the columns that were seen in it.
            columns: columns.unwrap_or_else(|_| report.columns.into_iter().map(|c| c.name).collect()),
            mapping,
            destination: Destination {
                connection: target.connection_key().to_owned(),
                sandbox: target.sandbox,
                dataset: target.dataset,
                dataset_name: target.dataset_name,
                flow: None,
            },
            when: When {
                recurrence: Recurrence::Days {
                    times: TimeOfDay::new(6, 30).into_iter().collect(),
                },
                zone: system_zone(),
            },
            missed: Missed::RunOnce,
            conditions: Conditions {
                file_changed: true,
                most_rejected: Some(5.0),
                least_rows: Some(50.0),
            },
            tell: Tell {
                when: TellWhen::Problems,
                webhook: None,
                quiet_days: None,
            },
            dry_run_first: true,
            only_changed: true,
        })
    }

    /// Checks the file that a schedule would send now, and sends nothing.
    pub async fn try_schedule(
        &self,
        desk: &Arc<Desk>,
        id: Option<&str>,
        schedule: &Schedule,
        sink: Arc<dyn ProgressSink>,
        cancel: &CancellationToken,
    ) -> Result<Tried, Failure> {
        let source = self.next_source(id, schedule)?;
        self.tried(desk, &source, schedule, sink, cancel).await
    }

    /// The file that a schedule would send now.
    pub(super) fn next_source(&self, id: Option<&str>, schedule: &Schedule) -> Result<SourceFile, Failure> {
        let taken = id
            .map(|id| self.store().runs_of_schedule(id))
            .transpose()?
            .unwrap_or_default();
        let is_new = |found: &files::Found| {
            !matches!(schedule.source, Source::AllNew { .. }) || !taken.iter().any(|run| found.is(run))
        };
        let found = files::of(&schedule.source)?.into_iter().find(is_new);
        let found = found.ok_or_else(|| Problem::FileMissing {
            name: files::shown(&schedule.source),
        })?;
        Ok(SourceFile::at(&found.path)?.read_as(&schedule.mapping.reading))
    }

    /// Mapping sets that were used before, the latest first.
    pub fn mapping_choices(&self) -> Result<Vec<MappingChoice>, Failure> {
        let known = self.known_mappings()?.into_iter();
        Ok(known
            .map(|known| MappingChoice {
                mapping: known.mapping,
                columns: known.columns,
                used: known.used,
            })
            .collect())
    }

    /// Refuses a schedule whose files nobody chose, now in a dialog or earlier in a schedule or an upload: the page shows
    /// paths, and must not be able to name new ones.
    pub fn check_paths(&self, schedule: &Schedule, chosen: &[String]) -> Result<(), Failure> {
        let path = path_of(&schedule.source);
        if path.is_empty() || chosen.iter().any(|known| known == path) {
            return Ok(());
        }
        let of_schedule = self
            .kept_schedules()?
            .iter()
            .any(|kept| path_of(&kept.schedule.source) == path);
        if of_schedule || self.was_uploaded_from(Path::new(path))? {
            return Ok(());
        }
        Err(Problem::FileDenied {
            name: name_of(Path::new(path)),
        }
        .into())
    }

    /// A file that was uploaded, or the folder of one.
    fn was_uploaded_from(&self, path: &Path) -> Result<bool, Failure> {
        let sources = self.store().source_paths()?;
        let mut files = sources.iter().flat_map(|source| source.lines()).map(Path::new);
        Ok(files.any(|file| file == path || file.parent() == Some(path)))
    }
}

/// The file or folder that a schedule names.
fn path_of(source: &Source) -> &str {
    match source {
        Source::File { path } => path,
        Source::Newest { folder, .. } | Source::AllNew { folder, .. } | Source::Web { folder, .. } => folder,
    }
}

/// The zone of this computer.
pub(super) fn system_zone() -> String {
    TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}

fn proposed_name(mapping: &str, path: &Path) -> String {
    let name = if mapping.trim().is_empty() {
        stem(path)
    } else {
        mapping.trim().to_owned()
    };
    name.chars().take(60).collect()
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Exports get their time as part of their name: such a file is not asked for again, but the newest of its kind.
fn proposed_source(path: &Path) -> Source {
    let name = name_of(path);
    match (pattern_of(&name), path.parent()) {
        (Some(pattern), Some(folder)) => Source::Newest {
            folder: folder.display().to_string(),
            pattern,
        },
        _ => Source::File {
            path: path.display().to_string(),
        },
    }
}

/// `customer_20261123_063005.csv` becomes `customer_*.csv`: from the first to the last of the digits that tell a time.
fn pattern_of(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let digits = |from: usize| stem[from..].bytes().take_while(u8::is_ascii_digit).count();
    let bytes = stem.as_bytes();
    let is_start = |at: &usize| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[*at - 1].is_ascii_digit());
    let first = (0..bytes.len()).filter(is_start).find(|at| digits(*at) >= 4)?;
    let last = (0..bytes.len()).rfind(|at| bytes[*at].is_ascii_digit())?;
    let ending = if ending.is_empty() {
        String::new()
    } else {
        format!(".{ending}")
    };
    Some(format!("{}*{}{ending}", &stem[..first], &stem[last + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_in_a_name_becomes_a_pattern() {
        let pattern = |name: &str| pattern_of(name).unwrap_or_default();
        assert_eq!(pattern("customer_20261123_063005.csv"), "customer_*.csv");
        assert_eq!(pattern("2026-11-23 klanten.csv"), "* klanten.csv");
        assert_eq!(pattern("export-2026-11-23T06h30.csv.gz"), "export-*.csv.gz");
        assert_eq!(pattern("customers_v2.csv"), "");
        assert_eq!(pattern("klanten é.csv"), "");
    }
}
