//! The grammar of what is asked of the platform beside uploads.

use super::{FileArgs, TargetArgs};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum MappingCommand {
    /// Write a mapping set for Data Prep, and tell what has no equal there; sends nothing
    Export(MappingExport),
    /// Let the platform's mapper check a mapping set and map a few rows of a file, and compare; keeps nothing there
    Check(MappingCheck),
}

#[derive(Debug, Args)]
pub(crate) struct MappingExport {
    /// The mapping set
    #[arg(value_name = "M.json")]
    pub mapping: PathBuf,
    /// The file to write
    #[arg(long, value_name = "OUT.json")]
    pub data_prep: PathBuf,
    #[command(flatten)]
    pub target: TargetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MappingCheck {
    /// The mapping set
    #[arg(value_name = "M.json")]
    pub mapping: PathBuf,
    #[command(flatten)]
    pub file: FileArgs,
    /// How many customers are compared, 1 to 100
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub rows: u8,
    #[command(flatten)]
    pub target: TargetArgs,
}
