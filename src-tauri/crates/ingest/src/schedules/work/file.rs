//! The file of a slot: found, fetched if need be, and at rest.

use super::super::files::{self, Found};
use super::{AtWork, End, SlotReason};
use crate::output::Output;
use crate::problem::{Failure, Problem};
use aep::web::Most;
use schedule::Source;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file that has not changed for so long is taken as written to its end.
const AT_REST: Duration = Duration::from_secs(5);
/// Longer than this nobody waits for a file to be written to its end; then the slot is tried again later.
const LONGEST_WRITE: Duration = Duration::from_secs(600);

/// What is fetched at most: more than any file of customers, and no whole disk.
const MOST: Most = Most {
    bytes: 10 << 30,
    time: Duration::from_secs(1800),
};

impl AtWork<'_> {
    /// The next file that this slot has to send; none when it is through.
    pub(super) async fn next_file(&self) -> Result<Result<Found, End>, Failure> {
        let is_first = self.slot.runs.is_empty();
        let found = match &self.kept.schedule.source {
            Source::Web { url, folder } if is_first => self.fetched(url, Path::new(folder)).await?,
            source @ Source::AllNew { .. } => {
                let taken = self.engine.store().runs_of_schedule(self.kept.id())?;
                let is_new = |found: &Found| !taken.iter().any(|run| found.is(run));
                match files::of(source)?.into_iter().find(is_new) {
                    Some(found) => found,
                    None if is_first => return Ok(Err(End::Skip(SlotReason::NoNewFile {}))),
                    None => return Ok(Err(End::Done)),
                }
            }
            source if is_first => match files::of(source)?.pop() {
                Some(found) => found,
                None => return Ok(Err(End::Skip(SlotReason::NoFile {}))),
            },
            _ => return Ok(Err(End::Done)),
        };
        self.at_rest(found).await.map(Ok)
    }

    /// Waits until a file has stopped growing: an export is often still being written when its time comes.
    async fn at_rest(&self, mut found: Found) -> Result<Found, Failure> {
        let begun = std::time::Instant::now();
        loop {
            let changed = UNIX_EPOCH + Duration::from_millis(found.modified.max(0).unsigned_abs());
            // A file from the future is not at rest any later than one from now.
            let age = SystemTime::now().duration_since(changed).unwrap_or(AT_REST);
            if age >= AT_REST {
                return Ok(found);
            }
            if begun.elapsed() > LONGEST_WRITE {
                return Err(Problem::FileGrowing { name: found.name() }.into());
            }
            tokio::select! {
                () = tokio::time::sleep(AT_REST.saturating_sub(age).max(Duration::from_millis(200))) => {}
                () = self.worker.cancel.cancelled() => return Err(Problem::Cancelled {}.into()),
            }
            found = Found::at(&found.path)?;
        }
    }

    /// Fetches a file into the user's folder, under a name of its own. Half a file is never seen under it.
    async fn fetched(&self, url: &str, folder: &Path) -> Result<Found, Failure> {
        let name = file_name(url, &self.slot.local);
        let path = folder.join(&name);
        // This slot fetched it before, and was cut off.
        if path.is_file() {
            return Ok(Found::at(&path)?);
        }
        let mut file = Output::at(&path)?;
        let fetched = aep::web::fetch(url, MOST, |bytes| file.write_all(bytes), &self.worker.cancel).await;
        fetched.map_err(of_web)?;
        file.done()?;
        Ok(Found::at(&path)?)
    }
}

/// `export.csv` of the slot `2026-11-24T06:30` becomes `export-2026-11-24-0630.csv`.
fn file_name(url: &str, local: &str) -> String {
    let name = aep::web::file_name(url).unwrap_or_else(|| "customers.csv".to_owned());
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .skip_while(|c| *c == '.')
        .take(80)
        .collect();
    let (stem, ending) = safe.rsplit_once('.').unwrap_or((&safe, "csv"));
    format!("{stem}-{}.{ending}", local.replace('T', "-").replace(':', ""))
}

fn of_web(error: aep::web::WebError) -> Failure {
    use aep::web::WebError;
    let problem = match &error {
        WebError::Cancelled => Problem::Cancelled {},
        WebError::Unreachable(_) | WebError::Stalled => Problem::unreachable(),
        WebError::Status(status) if status.is_server_error() => Problem::unreachable(),
        WebError::Status(status) => Problem::AddressRefused {
            status: status.as_u16(),
        },
        WebError::Endless => Problem::AddressEndless {},
        WebError::Address => Problem::AddressRefused { status: 0 },
        WebError::Taken(source) => crate::source::write_problem(source, ""),
    };
    Failure::new(problem, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fetched_file_is_named_after_its_slot() {
        let name = |url| file_name(url, "2026-11-24T06:30");
        assert_eq!(
            name("https://shop.example/x/export.csv?key=1"),
            "export-2026-11-24-0630.csv"
        );
        assert_eq!(name("https://shop.example/"), "customers-2026-11-24-0630.csv");
        assert_eq!(
            name("https://shop.example/..%2Fa b.csv"),
            "_2Fa_20b-2026-11-24-0630.csv"
        );
    }
}
