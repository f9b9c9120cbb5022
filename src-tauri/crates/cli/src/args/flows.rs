//! The grammar of handing over to the platform's own engine.

use super::{FileArgs, MappingArgs, PeopleArgs, TargetArgs, Waiting};
use clap::{Args, Subcommand};
use ingest::FlowEvery;

#[derive(Debug, Args)]
pub(crate) struct Land {
    #[command(flatten)]
    pub file: FileArgs,
    /// The job that takes the file, with its own mapping; without, one is made for this file alone
    #[arg(long, value_name = "NAME")]
    pub flow: Option<String>,
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
    /// Go on although the platform's mapper says something else for some of the rows that were compared
    #[arg(long)]
    pub despite_differences: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FlowsArgs {
    /// List what was handed over and how it stands
    List {
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Show one, with its last runs on the platform
    Show {
        /// Its name
        name: String,
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Hand a job over: from now on the platform takes files that land, at its own times
    Create(Box<FlowCreate>),
    /// Let one run at its times
    Enable {
        /// Its name
        name: String,
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Let one rest
    Disable {
        /// Its name
        name: String,
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Give one other times
    Retime {
        /// Its name
        name: String,
        /// How often the platform looks for landed files from now on: 15m at least, 6h, 1d or 1w
        #[arg(long, value_name = "TIME", value_parser = every)]
        every: FlowEvery,
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Delete one with its connections and landed files; what it brought stays in the dataset
    Delete {
        /// Its name
        name: String,
        #[command(flatten)]
        target: TargetArgs,
    },
}

#[derive(Debug, Args)]
pub(crate) struct FlowCreate {
    /// What to call it
    pub name: String,
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub target: TargetArgs,
    /// How often the platform looks for landed files: 15m at least, 6h, 1d or 1w
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = every)]
    pub every: FlowEvery,
    /// The name of a production sandbox, which the first job or upload to it needs
    #[arg(long, value_name = "SANDBOX")]
    pub production: Option<String>,
    /// Another system lands the files as they are, so that the platform's own rules apply
    #[arg(long)]
    pub elsewhere: bool,
    /// Go on although the platform's mapper says something else for some of the rows that were compared
    #[arg(long)]
    pub despite_differences: bool,
}

fn every(text: &str) -> Result<FlowEvery, String> {
    let wrong = || "15m at least, or hours, days or weeks such as 6h, 1d, 1w".to_owned();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let number = number.parse().map_err(|_| wrong())?;
    let every = match unit {
        "m" => FlowEvery::Minutes(number),
        "h" => FlowEvery::Hours(number),
        "d" => FlowEvery::Days(number),
        "w" => FlowEvery::Weeks(number),
        _ => return Err(wrong()),
    };
    if every.is_allowed() { Ok(every) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_that_the_platform_takes() {
        assert_eq!(every("15m"), Ok(FlowEvery::Minutes(15)));
        assert_eq!(every("1w"), Ok(FlowEvery::Weeks(1)));
        for wrong in ["14m", "0h", "1", "h", "1y", "99999999999h"] {
            assert!(every(wrong).is_err(), "{wrong}");
        }
    }
}
