//! The grammar of files: what they are, how their columns are mapped, and what is made of them without sending.

use super::TargetArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
    /// What a column says about consent to marketing, or that it is not sent
    #[arg(
        long,
        value_name = "COLUMN=grants|objects|state|confirms|granted-on|objected-on|leave-out"
    )]
    pub consent: Vec<String>,
    /// The column with the customers' own e-mail address
    #[arg(long, value_name = "COLUMN")]
    pub email_column: Option<String>,
    /// A column with numbers that tell customers apart, and the namespace of the system that gave them out
    #[arg(long, value_name = "COLUMN=NAMESPACE")]
    pub identity: Vec<String>,
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

/// What is asked about people before they are sent.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "People")]
pub(crate) struct PeopleArgs {
    /// Do not look up in Profile who has objected: whoever objected elsewhere is subscribed again
    #[arg(long)]
    pub no_consent_lookup: bool,
    /// Customers whose number was sent with another e-mail address before have a new one: send them
    #[arg(long)]
    pub changed_addresses: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub people: PeopleArgs,
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
