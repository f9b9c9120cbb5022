//! The grammar of connections and of where they lead.

use super::TargetArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

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
