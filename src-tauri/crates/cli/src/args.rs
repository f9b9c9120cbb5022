//! The command line's grammar. Names and meanings are the contract's; secrets are never arguments.

mod connections;
mod files;
mod flows;
mod platform;
mod schedules;
mod shell;
mod uploads;

pub(crate) use connections::*;
pub(crate) use files::*;
pub(crate) use flows::*;
pub(crate) use platform::*;
pub(crate) use schedules::*;
pub(crate) use shell::*;
pub(crate) use uploads::*;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// Carries shopper profiles from CSV files into Adobe Experience Platform.
#[derive(Debug, Parser)]
#[command(name = "courier", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Courier {
    /// Print one JSON document on standard output, whatever happens
    #[arg(long, global = true)]
    pub json: bool,
    /// No progress and no hints on standard error
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Language of the report
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  courier inspect customers.csv            what the file looks like
  courier check customers.csv              what would be sent, and what would not; sends nothing
  courier prepare customers.csv --out out  write the very parts that would be sent
  courier upload customers.csv             check, send, follow and verify on the practice platform
  courier upload --sample                  the same with a thousand invented customers
  courier history                          what was uploaded, newest first
  courier run --due                        run every schedule that is due, then end";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what a file looks like: encoding, columns, and where each could go
    #[command(after_help = "Example:\n  courier inspect customers.csv --json | jq '.columns[].suggestion.field'")]
    Inspect(Inspect),
    /// Check a whole file against the dataset's schema; sends nothing
    #[command(after_help = "Example:\n  courier check customers.csv --rejects rejected.csv")]
    Check(Check),
    /// Write the parts that would be sent; sends nothing and needs no network
    #[command(after_help = "Example:\n  courier prepare customers.csv --out parts --format jsonl")]
    Prepare(Prepare),
    /// Check, send, follow and verify
    #[command(after_help = "Example:\n  courier upload customers.csv --mapping shop.json --date-order dob=dmy")]
    Upload(Upload),
    /// Continue a run that was stopped before the commit
    Resume(Resume),
    /// List what was uploaded, newest first
    History(History),
    /// Look a few shoppers of a run up in Profile once more
    Verify(Verify),
    /// Run a schedule now, or everything that is due
    #[command(
        after_help = "Examples:\n  courier run \"Daily customers\"   as Run now in the window\n  courier run --due               what a timer calls; works on whatever is due, then ends"
    )]
    Run(Run),
    /// Check a file and hand it over: it lands in the platform's own zone, and the platform maps and ingests it
    #[command(after_help = "Example:\n  courier land customers.csv --connection stage --dataset 65a1…")]
    Land(Land),
    /// List, make, switch and delete jobs that the platform runs on its own
    #[command(
        subcommand,
        after_help = "Examples:\n  courier flows create \"Nightly customers\" customers.csv --every 1d --connection stage\n  courier land customers.csv --flow \"Nightly customers\" --connection stage\n  courier flows show \"Nightly customers\" --connection stage"
    )]
    Flows(FlowsArgs),
    /// List schedules, switch, pause and decide about them; they are made in the window
    #[command(
        subcommand,
        after_help = "Examples:\n  courier schedules list\n  courier schedules pause --for 2h\n  courier schedules decide \"Daily customers\" run\n  courier schedules timer on"
    )]
    Schedules(SchedulesArgs),
    /// Add, list, test and remove connections to organisations; secrets come from standard input or a prompt
    #[command(
        subcommand,
        after_help = "Example:\n  courier connections add stage --file credential.json\n  courier connections choose stage --sandbox dev --dataset \"Commerce customers\""
    )]
    Connections(ConnectionsArgs),
    /// List the datasets that shoppers could go into, or make one
    #[command(subcommand)]
    Datasets(DatasetsArgs),
    /// Show the live schema of a dataset
    #[command(subcommand)]
    Schema(SchemaArgs),
    /// Send one row of a file on trial; a record that is taken is really ingested
    #[command(after_help = "Example:\n  courier try customers.csv --row 12 --connection stage")]
    Try(Try),
    /// Look up to 20 addresses with capitals up in Profile: which casing does it hold? Changes nothing
    #[command(after_help = "Example:\n  courier probe customers.csv --connection stage")]
    Probe(Probe),
    /// Make fields of the organisation's own for columns that have none
    #[command(
        subcommand,
        after_help = "Example:\n  courier fields propose customers.csv --connection stage --json > fields.json\n  courier fields create fields.json --connection stage"
    )]
    Fields(FieldsCommand),
    /// Carry a mapping set over to Adobe's own mapper, Data Prep, and hold both beside each other
    #[command(
        subcommand,
        after_help = "Example:\n  courier check customers.csv --save-mapping shop.json\n  courier mapping export shop.json --data-prep set.json\n  courier mapping check shop.json customers.csv --connection stage"
    )]
    Mapping(MappingCommand),
    /// Forget what the platform is known to have, so that the next upload sends everything
    #[command(subcommand, after_help = "Example:\n  courier changes forget --connection stage")]
    Changes(ChangesArgs),
    /// Keep the list of people who are never uploaded; only hashes of their addresses are kept
    #[command(after_help = "Example:\n  courier never add < objections.txt")]
    Never(NeverArgs),
    /// Serve the practice platform until stopped
    #[command(after_help = "Example:\n  courier practice --port 8099 --dir /tmp/practice --speed 10")]
    Practice(PracticeArgs),
    /// Print the completions of a shell
    #[command(after_help = "Example:\n  courier completions bash > ~/.local/share/bash-completion/completions/courier")]
    Completions(CompletionsArgs),
    /// Write the man pages; packages do this
    #[command(hide = true)]
    Man(ManArgs),
}

/// Where shoppers go.
#[derive(Debug, Args)]
pub(crate) struct TargetArgs {
    /// The connection; `practice` is always there
    #[arg(long, value_name = "NAME")]
    pub connection: Option<String>,
    /// The sandbox, where it is not the connection's own
    #[arg(long, value_name = "NAME")]
    pub sandbox: Option<String>,
    /// The dataset's id, where it is not the connection's own
    #[arg(long, value_name = "ID")]
    pub dataset: Option<String>,
    /// A practice platform that is already served, on loopback
    #[arg(long, value_name = "URL")]
    pub practice_url: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChangesArgs {
    /// Forget what was sent, of all connections and datasets or of one; numbers and objections stay remembered unless
    /// they are named. Nothing changes on the platform
    Forget {
        /// Only of this connection
        #[arg(long, value_name = "NAME")]
        connection: Option<String>,
        /// Only of the dataset with this id
        #[arg(long, value_name = "ID")]
        dataset: Option<String>,
        /// Also which customer number was sent with which e-mail address, of all its datasets
        #[arg(long)]
        numbers: bool,
        /// Also who has objected: an old file could subscribe them again
        #[arg(long)]
        objections: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NeverArgs {
    /// Put the addresses on standard input, one a line, on the list; take them off; or count it
    #[arg(value_parser = ["add", "remove", "count"])]
    pub action: String,
}

#[derive(Debug, Args)]
pub(crate) struct PracticeArgs {
    /// The port on 127.0.0.1; any free one without it
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Where it keeps its state
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// How many times faster than the real platform; schedules of dataflows too: at 900, every 15 minutes is every second
    #[arg(long, default_value_t = 1.0)]
    pub speed: f64,
    /// Seconds that the landing zone's signature is good for
    #[arg(long, value_name = "SECONDS")]
    pub sas_life: Option<u64>,
    /// Seconds until a profile can be looked up, at speed 1
    #[arg(long, value_name = "SECONDS")]
    pub profile_delay: Option<u64>,
    /// Seconds from then on until it is found by its other identities as well, at speed 1
    #[arg(long, value_name = "SECONDS")]
    pub graph_delay: Option<u64>,
    /// How an unknown profile is answered
    #[arg(long, value_name = "404|empty", default_value = "404", value_parser = ["404", "empty"])]
    pub not_found: String,
    /// Refuse, drop and lose requests by this seed
    #[arg(long, value_name = "SEED")]
    pub faults: Option<u64>,
    /// A fresh folder begins as an organisation without schemas and datasets
    #[arg(long)]
    pub bare: bool,
    /// Read the reference in another way than by default, such as only-percentage; any of them
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub quirk: Vec<String>,
    /// Write a file of Adobe Developer Console for each account of the platform into this folder, to rehearse with
    #[arg(long, value_name = "DIR")]
    pub accounts: Option<PathBuf>,
    /// Forget everything first
    #[arg(long)]
    pub reset: bool,
    /// Serve nothing, and print who hangs together with this identity, an id or NAMESPACE:ID; ends with 1 where nobody has it
    #[arg(long, value_name = "ID", conflicts_with_all = ["accounts", "reset", "bare"])]
    pub graph: Option<String>,
}

/// `90`, `90s`, `15m`, `2h`.
fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let number: u64 = number
        .parse()
        .map_err(|_| "a number of seconds, or one with s, m or h".to_owned())?;
    let seconds = match unit {
        "" | "s" => Some(number),
        "m" => number.checked_mul(60),
        "h" => number.checked_mul(3_600),
        _ => None,
    };
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| "a number of seconds, or one with s, m or h".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_grammar_is_consistent() {
        Courier::command().debug_assert();
    }

    #[test]
    fn times_are_read_with_their_unit() {
        assert_eq!(duration("90"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("15m"), Ok(Duration::from_secs(900)));
        assert!(duration("soon").is_err() && duration("1d").is_err());
    }
}
