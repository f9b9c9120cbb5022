//! The command line's grammar. Names and meanings are the contract's; secrets are never arguments.

mod platform;

pub(crate) use platform::*;

use clap::{Args, Parser, Subcommand, ValueEnum};
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
  courier history                          what was uploaded, newest first";

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
}

/// The file and how to read it.
#[derive(Debug, Args)]
pub(crate) struct FileArgs {
    /// The CSV file, gzip, zip or Excel workbook; several with the same header, or Commerce's customers and addresses
    #[arg(required_unless_present = "sample", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Use the sample of a thousand invented customers that comes with the program
    #[arg(long, conflicts_with = "files")]
    pub sample: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub file: FileArgs,
    /// How sample values are shown
    #[arg(long, value_enum, default_value_t = Samples::Masked)]
    pub samples: Samples,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Samples {
    /// Only the first letters
    Masked,
    /// As in the file
    Raw,
}

/// Which columns go where.
#[derive(Debug, Args)]
pub(crate) struct MappingArgs {
    /// A mapping set (JSON); without it the suggested mapping is used
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,
    #[command(flatten)]
    pub answers: Answers,
    /// A value that cannot be read: leave out the value, or its row
    #[arg(long, value_name = "drop|reject", value_parser = ["drop", "reject"])]
    pub on_bad_value: Option<String>,
    /// Of several rows about one shopper the newest by this date column counts, not the last
    #[arg(long, value_name = "COLUMN")]
    pub newest_by: Option<String>,
    /// What the row that counts leaves blank is taken from the other rows about its shopper
    #[arg(long)]
    pub fill_blanks: bool,
    /// One e-mail address on several customer numbers
    #[arg(long, value_name = "hold|number-only|send", value_parser = ["hold", "number-only", "send"])]
    pub shared_email: Option<String>,
    /// Leave out addresses of these groups
    #[arg(long, value_name = "GROUP", value_delimiter = ',', value_parser = ["role", "placeholder", "anonymised", "none"])]
    pub leave_out: Vec<String>,
    /// Write the mapping set that was used to this file
    #[arg(long, value_name = "M.json")]
    pub save_mapping: Option<PathBuf>,
}

/// Answers to questions that a file leaves open.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Answers to open questions")]
pub(crate) struct Answers {
    /// How a column's dates are written: ymd, dmy, mdy, excel, excel1904, epoch_seconds, epoch_millis
    #[arg(long, value_name = "COLUMN=ORDER")]
    pub date_order: Vec<String>,
    /// The zone of a column's times: UTC, +01:00, Europe/Amsterdam
    #[arg(long, value_name = "COLUMN=ZONE")]
    pub zone: Vec<String>,
    /// The mark before a column's decimals
    #[arg(long, value_name = "COLUMN=comma|point")]
    pub decimals: Vec<String>,
    /// The country of a column's telephone numbers
    #[arg(long, value_name = "COLUMN=NL")]
    pub phone_country: Vec<String>,
    /// The line of the header; none where the first row is a customer
    #[arg(long, value_name = "LINE|none")]
    pub header: Option<String>,
    /// The file's encoding, such as windows-1252
    #[arg(long, value_name = "LABEL")]
    pub encoding: Option<String>,
    /// What stands between cells; tab for a tab
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<String>,
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

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    /// Write the rows that cannot be sent, with the reason, to this file
    #[arg(long, value_name = "OUT.csv")]
    pub rejects: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Prepare {
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    /// An empty folder; it is made where it does not exist
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The form of the parts
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    pub format: Format,
    /// Write into a folder that is not empty
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Parquet,
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct Upload {
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    #[command(flatten)]
    pub waiting: Waiting,
    /// The name of a production sandbox, which the first upload to it needs
    #[arg(long, value_name = "SANDBOX")]
    pub production: Option<String>,
    /// Send everything again, also customers who are the same as the last confirmed time
    #[arg(long)]
    pub everything: bool,
    /// The form of the parts
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    pub format: Format,
    /// Write the rows that cannot be sent, with the reason, to this file
    #[arg(long, value_name = "OUT.csv")]
    pub rejects: Option<PathBuf>,
}

/// How long to stay.
#[derive(Debug, Args)]
pub(crate) struct Waiting {
    /// How long to wait for the platform's result
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration)]
    pub wait: Duration,
    /// Hand over and leave
    #[arg(long, conflicts_with = "wait")]
    pub no_wait: bool,
    /// How long to look for the shoppers in Profile afterwards
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub verify: Duration,
    /// How long to wait for another run that sends to the same dataset
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = duration)]
    pub lock_wait: Duration,
}

#[derive(Debug, Args)]
pub(crate) struct Resume {
    /// The run's id, from `courier history`
    pub run: String,
    #[command(flatten)]
    pub target: TargetArgs,
    #[command(flatten)]
    pub waiting: Waiting,
}

#[derive(Debug, Args)]
pub(crate) struct History {
    /// At most this many
    #[arg(long, default_value_t = 50)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The run's id, from `courier history`
    pub run: String,
    /// Where the practice platform of its connection is served, on loopback
    #[arg(long, value_name = "URL")]
    pub practice_url: Option<String>,
    /// How long to look for the shoppers
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub wait: Duration,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConnectionsArgs {
    /// Add one, from a file of Adobe Developer Console or by its fields; it is tried first
    Add(ConnectionAdd),
    /// List them
    List,
    /// Try sign-in, sandbox, schemas and datasets
    Test {
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Choose where a connection's shoppers go: --sandbox and --dataset
    Choose(ConnectionChoose),
    /// Replace a connection's secret by another one, which is tried first
    Secret {
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Forget one and its secret; its uploads stay in the history
    Remove {
        /// The connection's name
        name: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ConnectionAdd {
    /// Your name for it
    pub name: String,
    /// The JSON of Adobe Developer Console (project or credential), aepp or Postman; hosts in it are ignored
    #[arg(long, value_name = "FILE.json", conflicts_with_all = ["client_id", "org_id", "scopes"])]
    pub file: Option<PathBuf>,
    /// The client id, also called API key
    #[arg(long, required_unless_present = "file")]
    pub client_id: Option<String>,
    /// The organisation's id, ending in @AdobeOrg
    #[arg(long, required_unless_present = "file")]
    pub org_id: Option<String>,
    /// Scopes, separated by commas, where they are not the usual ones
    #[arg(long)]
    pub scopes: Option<String>,
    /// The gateway of a region, such as nld2
    #[arg(long)]
    pub region: Option<String>,
    /// Keep it even if it cannot be used yet
    #[arg(long)]
    pub anyway: bool,
    /// A practice platform that is already served, on loopback
    #[arg(long, value_name = "URL")]
    pub practice_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ConnectionChoose {
    #[command(flatten)]
    pub target: TargetArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DatasetsArgs {
    /// List those of a sandbox
    List {
        #[command(flatten)]
        target: TargetArgs,
        /// Only those with this in their name or id
        #[arg(long)]
        search: Option<String>,
    },
    /// Make a schema and a dataset for shoppers, ready for profiles
    Create {
        /// What they are called
        name: String,
        /// Customer numbers are the primary identity, e-mail addresses the second
        #[arg(long)]
        customer_ids: bool,
        #[command(flatten)]
        target: TargetArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaArgs {
    /// Show its fields
    Show {
        #[command(flatten)]
        target: TargetArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChangesArgs {
    /// Forget it, of all connections and datasets or of one; nothing changes on the platform
    Forget {
        /// Only of this connection
        #[arg(long, value_name = "NAME")]
        connection: Option<String>,
        /// Only of the dataset with this id
        #[arg(long, value_name = "ID")]
        dataset: Option<String>,
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
    /// How many times faster than the real platform
    #[arg(long, default_value_t = 1.0)]
    pub speed: f64,
    /// Seconds until a profile can be looked up, at speed 1
    #[arg(long, value_name = "SECONDS")]
    pub profile_delay: Option<u64>,
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
