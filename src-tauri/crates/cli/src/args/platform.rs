//! The grammar of what is asked of the platform beside uploads.

use super::{FileArgs, MappingArgs, TargetArgs};
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

#[derive(Debug, Args)]
pub(crate) struct Try {
    #[command(flatten)]
    pub file: FileArgs,
    /// The row to send, counted from 1 below the header; without it the first that would be sent
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub row: Option<u64>,
    /// Do not ask: a record that is taken is really ingested
    #[arg(long)]
    pub yes: bool,
    /// The name of a production sandbox, which the first sending to it needs
    #[arg(long, value_name = "SANDBOX")]
    pub production: Option<String>,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub target: TargetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Probe {
    #[command(flatten)]
    pub file: FileArgs,
    #[command(flatten)]
    pub mapping: MappingArgs,
    #[command(flatten)]
    pub target: TargetArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FieldsCommand {
    /// Propose a field for each column that has none; with --json a document to review
    Propose(FieldsPropose),
    /// Make the reviewed fields and add them to the schema of the connection's dataset
    Create(FieldsCreate),
}

#[derive(Debug, Args)]
pub(crate) struct FieldsPropose {
    #[command(flatten)]
    pub file: FileArgs,
    /// A mapping set (JSON) that tells which columns are mapped; without it the suggested mapping does
    #[arg(long, value_name = "M.json")]
    pub mapping: Option<PathBuf>,
    #[command(flatten)]
    pub target: TargetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FieldsCreate {
    /// The reviewed document of `courier fields propose --json`
    #[arg(value_name = "REVIEWED.json")]
    pub fields: PathBuf,
    /// Do not ask: fields cannot be taken back
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub target: TargetArgs,
}
