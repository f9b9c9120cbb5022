//! The grammar of schedules.

use super::duration;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The schedule, by its name
    #[arg(required_unless_present = "due", conflicts_with = "due")]
    pub name: Option<String>,
    /// Consider all schedules and watched folders once, and run whatever is due
    #[arg(long)]
    pub due: bool,
    /// How long to wait for the platform's result; a run that takes longer is looked at again later
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration)]
    pub wait: Duration,
    /// A practice platform that is already served, on loopback
    #[arg(long, value_name = "URL")]
    pub practice_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchedulesArgs {
    /// List them: what each does, whether it will run, and how its last run went
    List,
    /// Show one, with its next times
    Show {
        /// Its name
        name: String,
    },
    /// Switch one on; what passed while it was off is not made up for
    On {
        /// Its name
        name: String,
    },
    /// Switch one off
    Off {
        /// Its name
        name: String,
    },
    /// Pause all of them, until you resume or for a time
    Pause(Pause),
    /// End a pause
    Resume,
    /// Decide about a run that is held
    Decide {
        /// The schedule's name
        name: String,
        /// Run it as it is, this once; or leave it
        #[arg(value_parser = ["run", "dismiss"])]
        decision: String,
    },
    /// Remove one; its uploads stay in the history
    Remove {
        /// Its name
        name: String,
    },
    /// Let the system's own timer run what is due every five minutes, without the window
    Timer {
        /// Switch it on or off, or tell how it stands
        #[arg(value_parser = ["on", "off", "status"])]
        action: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Pause {
    /// Until then: 2026-11-30, 2026-11-30T18:00 or 18:00
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub until: Option<Timestamp>,
    /// For so long
    #[arg(long = "for", value_name = "TIME", value_parser = duration, conflicts_with = "until")]
    pub span: Option<Duration>,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    after(text, Timestamp::now(), &TimeZone::system())
}

/// A day, a day with a time, or the next time that a clock shows this, in this computer's zone; it has to come.
fn after(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, String> {
    let today = zone.to_datetime(now).date();
    let at = |local: DateTime| zone.to_timestamp(local);
    let moment = match text.parse::<Time>() {
        Ok(time) if text.contains(':') && !text.contains(['-', 'T', ' ']) => match at(today.to_datetime(time)) {
            Ok(at) if at > now => Ok(at),
            _ => today.tomorrow().and_then(|day| at(day.to_datetime(time))),
        },
        _ => text.parse::<DateTime>().and_then(at),
    };
    match moment {
        Ok(moment) if moment > now => Ok(moment),
        Ok(_) => Err("that is over".to_owned()),
        Err(_) => Err("a day or time such as 2026-11-30, 2026-11-30T18:00 or 18:00".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_the_next_that_is_meant() {
        let now: Timestamp = "2026-11-25T09:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let read = |text: &str| after(text, now, &zone).map(|at| at.to_string());
        assert_eq!(read("18:00"), Ok("2026-11-25T17:00:00Z".to_owned()));
        assert_eq!(read("09:30"), Ok("2026-11-26T08:30:00Z".to_owned()));
        assert_eq!(read("2026-11-30"), Ok("2026-11-29T23:00:00Z".to_owned()));
        assert_eq!(read("2026-11-30T18:00"), Ok("2026-11-30T17:00:00Z".to_owned()));
        assert_eq!(read("2026-11-25"), Err("that is over".to_owned()));
        assert!(read("soon").is_err() && read("7").is_err());
    }
}
