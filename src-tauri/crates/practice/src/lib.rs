//! The practice platform: Experience Platform's published behaviour on loopback.
//! It shares no code with the client it judges, so that one mistake cannot excuse the other.
//! Everything it knows lives in one folder; one folder is served by one process at a time.

mod answer;
mod batch_row;
mod catalog;
mod check;
mod clock;
mod columns;
mod convert;
mod dataset;
mod export;
mod faults;
mod gateway;
mod home;
mod identity;
mod imports;
mod ingest;
mod life;
mod merge;
mod namespaces;
mod options;
mod parquet_rows;
mod profile;
mod registry;
mod resolve;
mod routes;
mod rows;
mod sandboxes;
mod schemas;
mod server;
mod state;
mod token;
mod uploads;
mod wire;

pub use options::{Endpoint, Error, NotFound, Options, RepeatedExternalId};
pub use server::{Practice, Server, join};
