//! What is wrong with a schedule that somebody clicks together, the first thing first.

use super::ScheduleFault;
use super::files::pattern;
use schedule::{BadRecurrence, Schedule, Source};

/// Schedules of one user.
pub(super) const MOST: usize = 200;

/// What is wrong with the sentence by itself.
pub(super) fn of(schedule: &Schedule) -> Option<ScheduleFault> {
    let conditions = &schedule.conditions;
    let shares = [conditions.most_rejected, conditions.least_rows];
    let checks = [
        (schedule.name.trim().is_empty(), ScheduleFault::NameMissing),
        (mapping_missing(schedule), ScheduleFault::MappingMissing),
        (destination_missing(schedule), ScheduleFault::DestinationMissing),
        (
            shares
                .into_iter()
                .flatten()
                .any(|share| !(0.0..=100.0).contains(&share)),
            ScheduleFault::ShareUnusable,
        ),
        (
            schedule
                .tell
                .webhook
                .as_deref()
                .is_some_and(|url| !aep::web::is_usable(url)),
            ScheduleFault::WebhookUnusable,
        ),
    ];
    source(&schedule.source)
        .or_else(|| {
            checks
                .into_iter()
                .find_map(|(is_wrong, fault)| is_wrong.then_some(fault))
        })
        .or_else(|| schedule.when.check().err().map(|bad| time(&bad)))
}

fn source(source: &Source) -> Option<ScheduleFault> {
    match source {
        Source::File { path } => path.is_empty().then_some(ScheduleFault::SourceMissing),
        Source::Newest { folder, pattern: p } | Source::AllNew { folder, pattern: p, .. } => {
            if folder.is_empty() {
                Some(ScheduleFault::SourceMissing)
            } else {
                pattern(p).is_none().then_some(ScheduleFault::PatternUnusable)
            }
        }
        Source::Web { url, folder } => {
            if aep::web::is_usable(url) {
                folder.is_empty().then_some(ScheduleFault::SourceMissing)
            } else {
                Some(ScheduleFault::UrlUnusable)
            }
        }
    }
}

fn mapping_missing(schedule: &Schedule) -> bool {
    schedule.mapping.fields.is_empty() || schedule.columns.is_empty()
}

fn destination_missing(schedule: &Schedule) -> bool {
    let to = &schedule.destination;
    to.connection.is_empty() || to.sandbox.is_empty() || to.dataset.is_empty()
}

fn time(bad: &BadRecurrence) -> ScheduleFault {
    match bad {
        BadRecurrence::Empty => ScheduleFault::TimeMissing,
        BadRecurrence::OutOfRange => ScheduleFault::TimeUnusable,
        BadRecurrence::TooOften => ScheduleFault::TooOften,
        BadRecurrence::NotCron(_) => ScheduleFault::CronUnusable,
        BadRecurrence::Never => ScheduleFault::NeverComes,
        BadRecurrence::UnknownZone => ScheduleFault::ZoneUnknown,
    }
}
