//! The grammar of uploads, of what is left of them, and of looking back.

use super::{FileArgs, Format, MappingArgs, PeopleArgs, TargetArgs, duration};
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Debug, Args)]
pub(crate) struct Upload {
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub people: PeopleArgs,
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
    /// Upload although a newer file went to this dataset before
    #[arg(long)]
    pub older: bool,
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
    /// Say that you have seen what came back of a damaged history, so that uploads go on
    #[arg(long)]
    pub seen: bool,
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
